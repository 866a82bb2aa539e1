//! `schema`: the editor schema is written, or compared.

use std::fs;

use crate::scratch::Scratch;

#[test]
fn it_is_written_once() {
    let scratch = Scratch::new();
    scratch.run(&["schema"]).done().says(&["spec.schema.json written\n"]);
    assert!(scratch.text("spec.schema.json").contains("$defs"));
    let before = scratch.aged();
    scratch.run(&["schema"]).done().says(&["spec.schema.json is up to date\n"]);
    scratch.run(&["schema", "--check"]).done().says(&["spec.schema.json is up to date\n"]);
    scratch.is_still(&before);
    scratch.run(&["schema", "--out", "new/folder/s.json"]).done();
    assert_eq!(scratch.text("spec.schema.json"), scratch.text("new/folder/s.json"));
}

#[test]
fn check_finds_a_difference_and_writes_nothing() {
    let scratch = Scratch::new();
    let before = scratch.aged();
    let remedy = "  help: run `cargo xtask schema` and commit what it writes\n";
    scratch.run(&["schema", "--check"]).refused(&["error: spec.schema.json is missing\n", remedy]);
    scratch.is_still(&before);

    scratch.run(&["schema", "--out", "s.json"]).done();
    for wrong in [scratch.text("s.json") + " ", String::new(), "\u{0}".to_owned()] {
        scratch.write("s.json", wrong);
        let before = scratch.aged();
        let said = scratch.run(&["schema", "--check", "--out", "s.json"]);
        said.refused(&["error: s.json is not what", "run `cargo xtask schema --out s.json` and"]);
        scratch.is_still(&before);
    }
    scratch.run(&["schema", "--out", "s.json"]).done();
    scratch.run(&["schema", "--check", "--out", "s.json"]).done();
}

#[test]
fn what_is_no_file_is_refused() {
    let scratch = Scratch::new();
    let before = scratch.aged();
    for (out, words) in [
        ("spec", "error: spec is a folder, not a file\n  help: name a file with `--out`"),
        (".", "error: . is a folder, not a file\n  help: "),
        ("spec/api.yaml/s.json", "error: cannot read spec/api.yaml/s.json: Not a directory"),
        ("new/folder/", "error: cannot write new/folder: "),
    ] {
        scratch.run(&["schema", "--out", out]).refused(&[words]);
        scratch.is_still(&before);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn devices_and_links_are_not_replaced() {
    let scratch = Scratch::new();
    scratch.write("theirs", "theirs");
    std::os::unix::fs::symlink("theirs", scratch.path("link")).unwrap();
    let before = scratch.aged();
    scratch.run(&["schema", "--out", "link"]).refused(&["error: link is a symbolic link, not a"]);
    scratch.run(&["schema", "--out", "/dev/full"]).refused(&["/dev/full is a device"]);
    scratch.run(&["schema", "--out", "/proc/s.json"]).refused(&["cannot write /proc/s.json: "]);
    scratch.is_still(&before);
}

#[test]
fn what_a_killed_run_left_goes() {
    let scratch = Scratch::new();
    scratch.write("new/.generating-aB3dE6", "half of");
    scratch.run(&["schema", "--out", "new/s.json"]).done();
    let names: Vec<_> = fs::read_dir(scratch.path("new")).unwrap().collect();
    assert_eq!(names.len(), 1, "{names:?}");
}
