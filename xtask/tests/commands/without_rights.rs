//! Files that may not be read and folders that may not be written.
//!
//! Root may do everything, so that a run of the tests by root gives its rights up for the program.
//! Where even that cannot be done, these tests say so and pass.

#![cfg(unix)]

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};

use crate::program::{Said, said, xtask};
use crate::scratch::Scratch;

/// The user that nothing belongs to.
const NOBODY: u32 = 65_534;

/// Hands the scratch folder over to somebody without root's rights. `false` when there is nobody.
fn give_rights_up(scratch: &Scratch) -> bool {
    if !is_root(scratch) {
        return true;
    }
    let mut probe = plain(scratch, &["--help"]);
    let runs = probe.current_dir("/").stdout(Stdio::null()).status();
    if !runs.is_ok_and(|it| it.success()) {
        eprintln!("SKIPPED: root cannot run {} as nobody", env!("CARGO_BIN_EXE_xtask"));
        return false;
    }
    for path in scratch.contents().keys() {
        chown(scratch.path(path), Some(NOBODY), Some(NOBODY)).unwrap();
    }
    chown(scratch.root(), Some(NOBODY), Some(NOBODY)).unwrap();
    true
}

fn is_root(scratch: &Scratch) -> bool {
    fs::metadata(scratch.path("spec/api.yaml")).unwrap().uid() == 0
        || fs::metadata(scratch.root()).unwrap().uid() == NOBODY
}

fn plain(scratch: &Scratch, arguments: &[&str]) -> Command {
    let mut command = xtask(scratch.root(), arguments);
    if is_root(scratch) {
        command.uid(NOBODY).gid(NOBODY);
    }
    command
}

fn run(scratch: &Scratch, arguments: &[&str]) -> Said {
    said(&mut plain(scratch, arguments))
}

fn set_rights(scratch: &Scratch, path: &str, rights: u32) {
    fs::set_permissions(scratch.path(path), Permissions::from_mode(rights)).unwrap();
}

#[test]
fn a_spec_that_may_not_be_read_changes_nothing() {
    let scratch = Scratch::generated();
    if !give_rights_up(&scratch) {
        return;
    }
    for (path, rights) in
        [("spec/orders/place.yaml", 0o644), ("spec/orders", 0o755), ("spec", 0o755)]
    {
        let before = scratch.aged();
        set_rights(&scratch, path, 0o000);
        let words = format!("error: cannot read {path}: Permission denied");
        run(&scratch, &["check"]).refused(&[&words]);
        run(&scratch, &["generate", "--out", "out"]).refused(&[&words]);
        set_rights(&scratch, path, rights);
        scratch.is_still(&before);
    }
}

#[test]
fn a_folder_that_may_not_be_written_changes_nothing() {
    let scratch = Scratch::generated();
    if !give_rights_up(&scratch) {
        return;
    }
    scratch.edit("spec/orders/place.yaml", "length: 40", "length: 41");
    scratch.edit("spec/api.yaml", "version: 0.1.0", "version: 0.2.0");
    let before = scratch.aged();
    set_rights(&scratch, "out/src/orders", 0o555);
    let said = run(&scratch, &["generate", "--out", "out"]);
    said.refused(&[
        "error: cannot write out/src/orders/place.rs: Permission denied",
        "help: nothing was changed; mend the cause and run it again",
    ]);
    set_rights(&scratch, "out/src/orders", 0o755);
    scratch.is_still(&before);

    set_rights(&scratch, "out", 0o000);
    run(&scratch, &["generate", "--out", "out"]).refused(&["error: cannot read out"]);
    set_rights(&scratch, "out", 0o755);
    scratch.is_still(&before);

    run(&scratch, &["generate", "--out", "out"]).done();
    scratch.out_is_fresh();
}

#[test]
fn a_run_that_fails_while_files_are_replaced_is_completed_by_the_next() {
    let scratch = Scratch::generated();
    if !give_rights_up(&scratch) || !is_root(&scratch) {
        return;
    }
    scratch.edit("spec/api.yaml", "version: 0.1.0", "version: 0.2.0");
    scratch.edit("spec/orders/place.yaml", "length: 40", "length: 41");
    // In a sticky folder anybody may make files, and nobody may replace another's.
    set_rights(&scratch, "out/src/orders", 0o1777);
    chown(scratch.path("out/src/orders"), Some(0), Some(0)).unwrap();
    chown(scratch.path("out/src/orders/place.rs"), Some(0), Some(0)).unwrap();
    let said = run(&scratch, &["generate", "--out", "out"]);
    said.refused(&[
        "error: cannot replace out/src/orders/place.rs: ",
        "help: some files may be new already; mend the cause and run it again",
    ]);
    scratch.generate().done();
    scratch.out_is_fresh();
}
