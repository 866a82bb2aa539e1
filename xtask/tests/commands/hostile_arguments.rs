//! Values that no maintainer gives: whatever they are, the program ends in words.

use std::ffi::{OsStr, OsString};

use crate::scratch::Scratch;

/// Options that take a path, with what stands before them.
const OPTIONS: &[&[&str]] = &[
    &["check", "--spec"],
    &["generate", "--spec"],
    &["generate", "--check", "--out"],
    &["generate", "--out"],
    &["schema", "--check", "--out"],
    &["schema", "--out"],
];

fn values() -> Vec<OsString> {
    // Empty, like an option, for a shell, for a formatter, for a terminal, for another system.
    let short =
        "|\n|-|--|=|~|*|$(x)|'|\\|{}|%n|\u{1b}[31m|\u{202e}|🎂|nul|--help=|@file|../|x/./../x";
    let mut values: Vec<OsString> = short.split('|').map(OsString::from).collect();
    values.push("x".repeat(255).into());
    values.push("x".repeat(256).into());
    values.push("x".repeat(100_000).into());
    values.push("x/".repeat(2_000).into());
    values.push("../".repeat(2_000).into());
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt as _;
        for bytes in [b"\xff".as_slice(), b"a/\xc3\x28/b", b"\xed\xa0\x80", b"\xf0\x9f"] {
            values.push(OsStr::from_bytes(bytes).to_owned());
        }
    }
    values
}

/// That the code is one of the program's own and that nothing panicked is seen to by every run.
#[test]
fn any_path_ends_in_words() {
    for (number, option) in OPTIONS.iter().enumerate() {
        let scratch = Scratch::new();
        scratch.folder("deep");
        for value in values() {
            let mut arguments: Vec<&OsStr> = option.iter().map(OsStr::new).collect();
            arguments.push(&value);
            let mut command = crate::program::xtask(&scratch.path("deep"), &arguments);
            let said = crate::program::said(&mut command);
            let is_silent = said.out.is_empty() && said.err.is_empty();
            assert!(!is_silent, "option {number}, {value:?}");
        }
    }
}

#[test]
fn any_word_is_a_wrong_call() {
    let scratch = Scratch::new();
    let before = scratch.aged();
    for value in values() {
        if value == "--help=" || value == "--" {
            continue;
        }
        let said = scratch.run(&["check".as_ref(), value.as_os_str()]);
        assert_eq!(said.code, 2, "{value:?}: {said:#?}");
    }
    scratch.is_still(&before);
}
