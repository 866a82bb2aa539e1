//! Wrong specs beside what the generator says of them.
//!
//! Each folder below `diagnostics/` is a case. Its files are laid over the valid spec in `_base`,
//! those that its `absent.txt` names are taken out, and `expected.snap` holds the whole report.
//! `INSTA_UPDATE=always cargo test -p generator --test diagnostics` writes the reports anew.

#![expect(clippy::unwrap_used, reason = "clippy sees tests only where `#[test]` stands")]

mod spec_folder;

use std::collections::BTreeSet;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use generator::{Code, Report, Sources, Style};

const CASES: &str = "tests/diagnostics";

/// Files too long to be kept: the case, the path of the file, and how many blank lines it has.
const LONG_FILES: &[(&str, &str, usize)] =
    &[("too_large", "books/all.yaml", generator::MAX_SOURCE_BYTES + 1)];

#[test]
fn every_wrong_spec_is_reported_as_expected() {
    let cases = cases();
    let differs = |case: &&String| catch_unwind(|| compare(case)).is_err();
    let different: Vec<&String> = cases.iter().filter(differs).collect();
    assert!(different.is_empty(), "other reports than expected: {different:?}");
}

#[test]
fn every_code_is_reported_by_some_case() {
    let reported: BTreeSet<Code> = cases()
        .iter()
        .flat_map(|case| report(case).diagnostics().to_vec())
        .map(|diagnostic| diagnostic.code())
        .collect();
    let never: Vec<&Code> = Code::ALL.iter().filter(|code| !reported.contains(code)).collect();
    assert!(never.is_empty(), "no case shows {never:?}");
}

#[test]
fn the_base_of_all_cases_is_valid() {
    let base = Sources::from_iter(spec_folder::read(&format!("{CASES}/_base")));
    if let Err(report) = generator::generate(&base) {
        panic!("{report}");
    }
}

/// The names of all cases, in order.
fn cases() -> Vec<String> {
    let mut cases = Vec::new();
    for entry in std::fs::read_dir(folder("")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name != "_base" {
            cases.push(name);
        }
    }
    cases.sort();
    cases
}

fn compare(case: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder(case));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let text = report(case).render("", Style::Plain);
    settings.bind(|| insta::assert_snapshot!("expected", text));
}

/// What is said of a case. Something always is.
fn report(case: &str) -> Report {
    match generator::check(&sources(case)) {
        Err(report) if !report.diagnostics().is_empty() => report,
        _ => panic!("nothing is wrong with the case `{case}`"),
    }
}

fn sources(case: &str) -> Sources {
    let mut files = spec_folder::read(&format!("{CASES}/_base"));
    let mut own = spec_folder::read(&format!("{CASES}/{case}"));
    own.retain(|path, _| !path.starts_with("expected.snap"));
    let absent = own.remove("absent.txt").unwrap_or_default();
    for path in String::from_utf8(absent).unwrap().lines() {
        assert!(files.remove(path).is_some(), "`{case}` leaves out `{path}`, which is not there");
    }
    files.extend(own);
    for (_, path, length) in LONG_FILES.iter().filter(|(of, ..)| *of == case) {
        files.insert((*path).to_owned(), vec![b'\n'; *length]);
    }
    files.into_iter().collect()
}

fn folder(case: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(CASES).join(case)
}
