//! Whatever a spec's files hold, the generator says something of them, and always the same.

#![expect(clippy::unwrap_used, reason = "clippy sees tests only where `#[test]` stands")]

mod spec_folder;

use generator::{Sources, Style};
use proptest::prelude::*;

use spec_folder::Contents;

/// A change that a slip of the hand or of a tool makes.
#[derive(Debug, Clone)]
enum Slip {
    Delete,
    Double,
    Replace(String),
    /// Swaps two words, the second of another line.
    Swap(usize),
    /// Cuts the file off within the line.
    Cut,
    Indent,
}

fn slip() -> impl Strategy<Value = Slip> {
    prop_oneof![
        Just(Slip::Delete),
        Just(Slip::Double),
        r"[ -~]{0,40}".prop_map(Slip::Replace),
        r"( |\{|\}|\[|\]|:|,|-|#|&|\*|!|'|\x22|~|null|Yes|\t|é){1,12}".prop_map(Slip::Replace),
        any::<usize>().prop_map(Slip::Swap),
        Just(Slip::Cut),
        Just(Slip::Indent),
    ]
}

/// The base of the wrong specs.
fn base() -> Contents {
    spec_folder::read("tests/diagnostics/_base")
}

/// The spec with other bytes in a file, counted modulo how many there are.
fn with(mut files: Contents, file: usize, bytes: Vec<u8>) -> Contents {
    let index = file % files.len();
    if let Some(slot) = files.values_mut().nth(index) {
        *slot = bytes;
    }
    files
}

/// The spec with one slip in a file and line, counted modulo how many there are.
fn changed(mut files: Contents, file: usize, line: usize, slip: &Slip) -> Contents {
    let index = file % files.len();
    let Some(bytes) = files.values_mut().nth(index) else { return files };
    let text = String::from_utf8_lossy(bytes).into_owned();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if lines.is_empty() {
        return files;
    }
    let at = line % lines.len();
    match slip {
        Slip::Delete => drop(lines.remove(at)),
        Slip::Double => lines.insert(at, lines[at].clone()),
        Slip::Replace(other) => lines[at].clone_from(other),
        Slip::Swap(other) => swap_words(&mut lines, at, *other),
        Slip::Cut => {
            lines.truncate(at + 1);
            let half = lines[at].chars().count() / 2;
            lines[at] = lines[at].chars().take(half).collect();
        }
        Slip::Indent => lines[at].insert(0, ' '),
    }
    *bytes = lines.join("\n").into_bytes();
    files
}

fn swap_words(lines: &mut [String], at: usize, other: usize) {
    let other_line = other % lines.len();
    let word = |line: &str| -> Option<String> {
        let words: Vec<&str> = line.split_whitespace().collect();
        words.get(other.checked_rem(words.len())?).map(|it| (*it).to_owned())
    };
    if let (Some(one), Some(two)) = (word(&lines[at]), word(&lines[other_line])) {
        lines[at] = lines[at].replacen(&one, &two, 1);
        lines[other_line] = lines[other_line].replacen(&two, &one, 1);
    }
}

/// Generates twice: the same files, or the same report, which can be printed.
fn generate(files: Contents) {
    let sources = Sources::from_iter(files);
    match (generator::generate(&sources), generator::generate(&sources)) {
        (Ok(one), Ok(other)) => assert_eq!(one, other),
        (Err(one), Err(other)) => {
            assert_eq!(one, other);
            assert!(!one.render("spec", Style::Plain).is_empty());
        }
        _ => panic!("fine once, wrong the other time"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(file in any::<usize>(), bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        generate(with(base(), file, bytes));
    }

    #[test]
    fn any_yaml_like_text(
        file in any::<usize>(),
        text in r"([a-z]{0,3}|[ \n:,{}\[\]#&*!|>'\x22%@`?-]){0,60}",
    ) {
        generate(with(base(), file, text.into_bytes()));
    }

    #[test]
    fn any_slips(slips in prop::collection::vec((any::<usize>(), any::<usize>(), slip()), 1..4)) {
        let files = slips.iter().fold(base(), |files, (file, line, slip)| {
            changed(files, *file, *line, slip)
        });
        generate(files);
    }
}

/// Each mistake has the row read again: whoever made thousands mends the first hundred of them.
#[test]
fn a_row_with_thousands_of_mistakes_is_given_up() {
    let mut files = base();
    let page = String::from_utf8(files["loans/lend.yaml"].clone()).unwrap();
    let values = format!("values: [out, {}]", "[], ".repeat(5_000));
    let wrong = page.replace("values: [out, back]", &values);
    assert_ne!(wrong, page);
    files.insert("loans/lend.yaml".to_owned(), wrong.into_bytes());
    let report = generator::check(&files.into_iter().collect::<Sources>()).unwrap_err();
    let count = report.diagnostics().len();
    assert!((90..=100).contains(&count), "{count}");
}
