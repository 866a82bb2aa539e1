//! Folders that cannot be written, and writing that fails half-way.

use crate::scratch::Scratch;

#[test]
fn what_can_be_no_folder_is_refused() {
    let scratch = Scratch::new();
    scratch.write("file", "mine");
    let before = scratch.aged();
    for (out, words) in [
        ("file", "error: file is a file, not a folder\n  help: name a folder with `--out`"),
        ("file/below", "error: cannot read file/below: Not a directory"),
        ("file/further/below", "error: cannot read file/further/below: Not a directory"),
        ("spec", "error: spec holds files, and none of them was generated"),
        (".", "error: . holds files, and none of them was generated"),
    ] {
        for check in [None, Some("--check")] {
            let arguments = ["generate", "--out", out].into_iter().chain(check);
            scratch.run(&arguments.collect::<Vec<_>>()).refused(&[words]);
        }
    }
    scratch.is_still(&before);
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_in_which_nobody_can_write_is_refused() {
    let scratch = Scratch::new();
    let said = scratch.run(&["generate", "--out", "/proc/crate"]);
    said.refused(&[
        "error: cannot write /proc/crate/",
        "help: nothing was changed; mend the cause",
    ]);
    scratch.run(&["generate", "--out", "/proc"]).refused(&["/proc holds files"]);
    scratch.run(&["generate", "--out", "/dev/null"]).refused(&["/dev/null is a device"]);
}

#[cfg(unix)]
#[test]
fn a_link_to_nothing_is_no_folder() {
    let scratch = Scratch::new();
    std::os::unix::fs::symlink("nowhere", scratch.path("out")).unwrap();
    let before = scratch.aged();
    scratch.generate().refused(&["error: out is a symbolic link to nothing, not a folder\n  help"]);
    scratch.is_still(&before);
}

/// A name too long for a file of the crate, though not for its folder.
#[test]
fn a_name_that_the_system_refuses_is_said_in_words() {
    let scratch = Scratch::new();
    let before = scratch.aged();
    let long = "x".repeat(4_000);
    for out in [long.clone(), format!("new/{long}"), "y/".repeat(2_500)] {
        let said = scratch.run(&["generate", "--out", &out]).refused(&["error: cannot "]);
        assert!(said.err.lines().last().unwrap().len() < 12_000, "{said:#?}");
        scratch.is_still(&before);
    }
}

#[cfg(unix)]
mod full {
    //! A disk that is full half-way, played by the limit on the size of files.

    use std::process::Command;

    use crate::program::{in_workspace, said};
    use crate::scratch::Scratch;

    /// Runs `generate` where no file may be larger than a kilobyte, so that some can be written
    /// and others cannot. The failing call returns, since its signal is ignored.
    fn generate_on_a_full_disk(scratch: &Scratch) -> crate::program::Said {
        let mut shell = Command::new("sh");
        shell.args(["-c", r#"trap "" XFSZ; ulimit -f 1; exec "$@""#, "sh"]);
        shell.args([env!("CARGO_BIN_EXE_xtask"), "generate", "--out", "out"]);
        in_workspace(&mut shell, scratch.root());
        said(&mut shell)
    }

    #[test]
    fn of_a_new_crate_nothing_is_left() {
        let scratch = Scratch::new();
        let before = scratch.aged();
        let said = generate_on_a_full_disk(&scratch).refused(&["error: cannot write out/"]);
        said.says(&["(os error", "\n  help: nothing was changed; mend the cause and run it again"]);
        scratch.is_still(&before);
    }

    #[test]
    fn the_old_crate_stays_whole() {
        let scratch = Scratch::generated();
        scratch.remove_a_page();
        scratch.edit("spec/api.yaml", "version: 0.1.0", "version: 0.2.0");
        let before = scratch.aged();
        generate_on_a_full_disk(&scratch).refused(&["error: cannot write out/"]);
        scratch.is_still(&before);
        scratch.generate().done();
        scratch.out_is_fresh();
    }
}
