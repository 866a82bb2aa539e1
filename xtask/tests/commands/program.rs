//! Runs the built program.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};

/// Variables that decide on colours.
pub(crate) const OF_COLOURS: [&str; 3] = ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"];

/// What a run said, and how it ended.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// The program with arguments, in a folder that it takes for its workspace.
pub(crate) fn xtask(folder: &Path, arguments: &[impl AsRef<OsStr>]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(arguments);
    in_workspace(&mut command, folder);
    command
}

/// Lets a command run in a folder that the program takes for its workspace, so that no test
/// touches the real one.
pub(crate) fn in_workspace(command: &mut Command, folder: &Path) {
    command.current_dir(folder).stdin(Stdio::null());
    command.env("CARGO_MANIFEST_DIR", folder.join("xtask"));
    for variable in OF_COLOURS {
        command.env_remove(variable);
    }
}

/// Runs a command to its end. Whatever it was asked, it ends by itself, with one of its exit codes
/// and in words.
#[track_caller]
pub(crate) fn said(command: &mut Command) -> Said {
    let output = command.output().expect("the program starts");
    let said = Said {
        code: output.status.code().expect("the program ends by itself"),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    };
    assert!((0..=2).contains(&said.code), "{command:?}: {said:#?}");
    // A difference that is shown is source text and may hold anything.
    let is_shown = |line: &&str| line.starts_with(['+', '-', '@']);
    for line in said.err.lines().filter(|line| !is_shown(line)) {
        for unwanted in ["panicked", "backtrace", "Os {", "Err(", "Some(", ": :", ";;", ",,"] {
            assert!(!line.contains(unwanted), "{command:?} says {unwanted:?}: {said:#?}");
        }
    }
    said
}

impl Said {
    /// It was asked for something right and did it.
    #[track_caller]
    pub(crate) fn done(self) -> Self {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "{self:#?}");
        self
    }

    /// It found the spec or the output wrong, and says so in these words.
    #[track_caller]
    pub(crate) fn refused(self, words: &[&str]) -> Self {
        assert_eq!((self.code, self.out.as_str()), (1, ""), "{self:#?}");
        assert!(self.err.contains("error"), "{self:#?}");
        self.says(words)
    }

    /// It was called wrongly.
    #[track_caller]
    pub(crate) fn called_wrongly(self, words: &[&str]) -> Self {
        assert_eq!((self.code, self.out.as_str()), (2, ""), "{self:#?}");
        self.says(words)
    }

    /// All of it says these words.
    #[track_caller]
    pub(crate) fn says(self, words: &[&str]) -> Self {
        let all = format!("{}{}", self.out, self.err);
        for words in words {
            assert!(all.contains(words), "nothing says {words:?}: {self:#?}");
        }
        self
    }

    /// The lines on standard output.
    pub(crate) fn lines(&self) -> Vec<&str> {
        self.out.lines().collect()
    }
}
