//! Files that may not be read and folders that may not be written.
//!
//! Root may do everything, so that a run of the tests by root gives its rights up for the program.
//! Where even that cannot be done, these tests say so and pass.

#![cfg(unix)]

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::drift::PAGE;
use crate::program::{Said, said, xtask};
use crate::scratch::Scratch;

/// The user to whom nothing belongs.
const NOBODY: u32 = 65_534;

/// Somebody without root's rights, and a scratch folder that belongs to them.
struct Somebody {
    scratch: Scratch,
    /// Whether the tests run as root, and the program as nobody.
    is_nobody: bool,
}

impl Somebody {
    /// `None` when there is only root.
    fn new() -> Option<Self> {
        let scratch = Scratch::generated();
        let is_nobody = fs::metadata(scratch.root()).unwrap().uid() == 0;
        let somebody = Self { scratch, is_nobody };
        let mut probe = somebody.xtask(&["--help"]);
        let runs = probe.current_dir("/").stdout(Stdio::null()).status();
        if !runs.is_ok_and(|it| it.success()) {
            eprintln!("SKIPPED: root cannot run {} as nobody", env!("CARGO_BIN_EXE_xtask"));
            return None;
        }
        if is_nobody {
            let scratch = &somebody.scratch;
            let all = scratch.contents().into_keys().map(|path| scratch.path(&path));
            all.chain([scratch.root().to_owned()]).for_each(|path| owned_by(NOBODY, &path));
        }
        Some(somebody)
    }

    fn xtask(&self, arguments: &[&str]) -> Command {
        let mut command = xtask(self.scratch.root(), arguments);
        if self.is_nobody {
            command.uid(NOBODY).gid(NOBODY);
        }
        command
    }

    fn run(&self, arguments: &[&str]) -> Said {
        said(&mut self.xtask(arguments))
    }
}

fn owned_by(user: u32, path: &Path) {
    chown(path, Some(user), Some(user)).unwrap();
}

fn set_rights(scratch: &Scratch, path: &str, rights: u32) {
    fs::set_permissions(scratch.path(path), Permissions::from_mode(rights)).unwrap();
}

#[test]
fn a_spec_that_may_not_be_read_changes_nothing() {
    let Some(somebody) = Somebody::new() else { return };
    let scratch = &somebody.scratch;
    for (path, rights) in
        [("spec/orders/place.yaml", 0o644), ("spec/orders", 0o755), ("spec", 0o755)]
    {
        let before = scratch.aged();
        set_rights(scratch, path, 0o000);
        let words = format!("error: cannot read {path}: Permission denied");
        somebody.run(&["check"]).refused(&[&words]);
        somebody.run(&["generate", "--out", "out"]).refused(&[&words]);
        set_rights(scratch, path, rights);
        scratch.is_still(&before);
    }
}

#[test]
fn a_folder_that_may_not_be_written_changes_nothing() {
    let Some(somebody) = Somebody::new() else { return };
    let scratch = &somebody.scratch;
    scratch.edit("spec/orders/place.yaml", "length: 40", "length: 41");
    scratch.edit("spec/api.yaml", "version: 0.1.0", "version: 0.2.0");
    let before = scratch.aged();
    set_rights(scratch, "out/src/orders", 0o555);
    let said = somebody.run(&["generate", "--out", "out"]);
    said.refused(&[
        "error: cannot write out/src/orders/place.rs: Permission denied",
        "help: nothing was changed; mend the cause and run it again",
    ]);
    set_rights(scratch, "out/src/orders", 0o755);
    scratch.is_still(&before);

    set_rights(scratch, "out", 0o000);
    somebody.run(&["generate", "--out", "out"]).refused(&["error: cannot read out"]);
    set_rights(scratch, "out", 0o755);
    scratch.is_still(&before);

    somebody.run(&["generate", "--out", "out"]).done();
    scratch.out_is_fresh();
}

#[test]
fn a_run_that_fails_while_files_are_replaced_is_completed_by_the_next() {
    let Some(somebody) = Somebody::new().filter(|it| it.is_nobody) else { return };
    let scratch = &somebody.scratch;
    // A page moves into a group that is replaced before the file that cannot be replaced.
    scratch.folder("spec/cakes");
    fs::rename(scratch.path("spec/shops/list.yaml"), scratch.path("spec/cakes/list.yaml")).unwrap();
    scratch.edit("spec/journeys/buy.yaml", "shops/list", "cakes/list");
    scratch.edit("spec/orders/place.yaml", "length: 40", "length: 41");
    // In a sticky folder anybody may make files, and nobody may replace another's.
    set_rights(scratch, "out/src/orders", 0o1777);
    owned_by(0, &scratch.path("out/src/orders"));
    owned_by(0, &scratch.path("out/src/orders/place.rs"));
    let said = somebody.run(&["generate", "--out", "out"]);
    said.refused(&[
        "error: cannot replace out/src/orders/place.rs: ",
        "help: some files may be new already; mend the cause and run it again",
    ]);
    assert!(scratch.exists("out/src/cakes/list.rs") && scratch.exists("out/src/shops/list.rs"));

    // The new file belongs to the next run, even if the spec changed in between.
    scratch.edit("spec/cakes/list.yaml", "Lists the shops.", "Lists all shops.");
    scratch.generate().done();
    scratch.out_is_fresh();
}

/// A revision changes the page and its entry in `documents.yaml`: both, or neither.
#[test]
fn a_page_that_cannot_be_written_leaves_the_spec_as_it_was() {
    let Some(somebody) = Somebody::new() else { return };
    let scratch = &somebody.scratch;
    let page = PAGE.replace("| 40 |", "| 60 |").replace("05-01", "06-01");
    scratch.write("page.txt", page);
    let before = scratch.aged();
    set_rights(scratch, "spec/orders", 0o555);
    let said = somebody.run(&["transcribe", "page.txt", "--apply"]);
    set_rights(scratch, "spec/orders", 0o755);
    assert_eq!(said.code, 2, "{said:#?}");
    said.says(&["cannot write spec/orders/place.yaml: Permission denied"]);
    scratch.is_still(&before);
}
