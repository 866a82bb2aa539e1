//! How the program is called: help, wrong calls, colours, and a reader that goes away.

use std::process::Stdio;

use crate::program::{OF_COLOURS, said, xtask};
use crate::scratch::Scratch;

#[test]
fn every_command_explains_itself() {
    let scratch = Scratch::new();
    let before = scratch.aged();
    let codes = "Exit codes: 0 fine, 1 the spec or the output is wrong, 2 the call is wrong.";
    for (command, words) in [
        (None, ["Usage: cargo xtask <COMMAND>", "generate", "check", "schema", codes].as_slice()),
        (
            Some("generate"),
            &["Usage: cargo xtask generate", "--spec", "--out", "--check", "[default: "],
        ),
        (Some("check"), &["Usage: cargo xtask check", "--spec <FOLDER>", "[default: spec]"]),
        (
            Some("differential"),
            &["Usage: cargo xtask differential", "--values <NUMBER>", "--seed <NUMBER>"],
        ),
        (
            Some("fuzz"),
            &["Usage: cargo xtask fuzz", "[READER]...", "--seconds <NUMBER>", "violations"],
        ),
        (Some("schema"), &["Usage: cargo xtask schema", "--out <FILE>", "--check"]),
        (
            Some("drift"),
            &["Usage: cargo xtask drift", "[PAGE]...", "--format", "0 no drift, 1 drift"],
        ),
        (Some("transcribe"), &["Usage: cargo xtask transcribe", "<PAGE>", "--apply"]),
        (Some("changelog"), &["Usage: cargo xtask changelog", "--from", "--check", "--into"]),
        (Some("review"), &["Usage: cargo xtask review", "--from", "[default: HEAD]"]),
        (Some("bench"), &["Usage: cargo xtask bench [SECTIONS]...", "generation", "validation"]),
    ] {
        for help in ["--help", "-h"] {
            let said = scratch.run(&command.into_iter().chain([help]).collect::<Vec<_>>()).done();
            assert!(said.out.lines().all(|line| line.len() <= 100), "{said:#?}");
            said.says(words);
        }
        scratch.run(&["help"].into_iter().chain(command).collect::<Vec<_>>()).done().says(words);
    }
    scratch.is_still(&before);
}

#[test]
fn a_wrong_call_does_nothing_and_ends_with_two() {
    let scratch = Scratch::generated();
    let before = scratch.aged();
    for (arguments, words) in [
        ([].as_slice(), "Usage: cargo xtask <COMMAND>"),
        (&["generat"], "generate"),
        (&["build"], "'build'"),
        (&["--check"], "'--check'"),
        (&["generate", "--chek"], "'--check'"),
        (&["generate", "out"], "'out'"),
        (&["generate", "--out"], "'--out <FOLDER>'"),
        (&["generate", "--out", ""], "'--out <FOLDER>'"),
        (&["generate", "--out", "a", "--out", "b"], "'--out <FOLDER>'"),
        (&["generate", "--check=yes"], "'--check'"),
        (&["check", "--out", "out"], "'--out'"),
        (&["check", "--spec="], "'--spec <FOLDER>'"),
        (&["schema", "--spec", "spec"], "'--spec'"),
    ] {
        scratch.run(arguments).called_wrongly(&[words]);
    }
    scratch.is_still(&before);
}

#[test]
fn colours_are_for_terminals_and_for_those_who_force_them() {
    let scratch = Scratch::new();
    scratch.edit("spec/orders/place.yaml", "answer: Order", "answer: Ordre");
    for (variables, coloured) in [
        ([None, None, None], false),
        ([Some("1"), None, None], false),
        ([None, Some("1"), None], false),
        ([None, None, Some("1")], true),
        ([None, None, Some("")], false),
        ([Some("1"), None, Some("1")], false),
    ] {
        let mut texts = Vec::new();
        for arguments in [["check"].as_slice(), &["generate"], &["build"]] {
            let mut command = xtask(scratch.root(), arguments);
            for (variable, value) in OF_COLOURS.iter().zip(variables) {
                value.map(|value| command.env(variable, value));
            }
            texts.push(said(&mut command).err);
        }
        let are_coloured: Vec<bool> = texts.iter().map(|it| it.contains("\u{1b}[")).collect();
        assert_eq!(are_coloured, [coloured; 3], "{variables:?}: {texts:#?}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let scratch = Scratch::new();
    for (arguments, code) in [
        (["generate", "--out", "out"].as_slice(), 0),
        (&["generate", "--out", "out", "--check"], 0),
        (&["generate", "--out", "other", "--check"], 1),
        (&["check"], 0),
        (&["check", "--spec", "absent"], 1),
        (&["schema"], 0),
        (&["--help"], 0),
        (&["build"], 2),
    ] {
        let closed = || std::io::pipe().map(|(_, writer)| Stdio::from(writer)).unwrap();
        let status = xtask(scratch.root(), arguments).stdout(closed()).stderr(closed()).status();
        assert_eq!(status.unwrap().code(), Some(code), "{arguments:?}");
    }
    scratch.out_is_fresh();
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_the_output_is_no_panic() {
    let scratch = Scratch::new();
    let full = || std::fs::File::options().write(true).open("/dev/full").unwrap();
    for (arguments, code) in [(["generate"].as_slice(), 0), (&["check", "--spec", "absent"], 1)] {
        let mut command = xtask(scratch.root(), arguments);
        let status = command.stdout(full()).stderr(full()).status();
        assert_eq!(status.unwrap().code(), Some(code), "{arguments:?}");
    }
}
