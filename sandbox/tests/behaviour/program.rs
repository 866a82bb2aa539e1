//! The program: what it says when it does not start.

use std::net::TcpListener;
use std::process::{Command, Output};

fn run(arguments: &[&str]) -> (Option<i32>, String) {
    let Output { status, stdout, stderr } =
        Command::new(env!("CARGO_BIN_EXE_sandbox")).args(arguments).output().unwrap();
    let text = [stdout, stderr].concat();
    (status.code(), String::from_utf8(text).unwrap())
}

#[test]
fn a_port_in_use_is_told_with_a_remedy() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let (code, text) = run(&["--listen", &address]);
    assert_eq!(code, Some(1));
    assert!(text.contains(&address) && text.contains("another port"), "{text}");
}

#[test]
fn other_machines_reach_it_only_when_that_is_said_by_name() {
    let (code, text) = run(&["--listen", "0.0.0.0:0"]);
    assert_eq!(code, Some(1));
    assert!(text.contains("--reachable-from-other-machines"), "{text}");
}

#[test]
fn a_file_that_is_no_state_is_told_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("notes.txt");
    std::fs::write(&file, "my notes").unwrap();
    let (code, text) = run(&["--listen", "127.0.0.1:0", "--state", file.to_str().unwrap()]);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("notes.txt") && text.contains("help"), "{text}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "my notes");
}

#[test]
fn a_state_that_is_in_use_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.redb");
    let _first = sandbox::Sandbox::builder().state(&file).start().unwrap();
    let (code, text) = run(&["--listen", "127.0.0.1:0", "--state", file.to_str().unwrap()]);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("one sandbox at a time"), "{text}");
}

#[test]
fn a_wrong_call_is_told_as_one() {
    assert_eq!(run(&["--listen", "nowhere"]).0, Some(2));
    assert_eq!(run(&["--seed", "x"]).0, Some(2));
    let (code, text) = run(&["--spec", "/no/such/folder"]);
    assert_eq!(code, Some(1));
    assert!(text.contains("/no/such/folder"), "{text}");
}

#[test]
fn what_the_documents_leave_open_is_explained() {
    let (code, text) = run(&["--explain"]);
    assert_eq!(code, Some(0));
    insta::assert_snapshot!(text);
}
