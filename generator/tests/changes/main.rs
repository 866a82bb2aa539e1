//! A spec edited in one place, beside the kinds of change that the edit is found to be, in both
//! directions; and the verdicts on Rust held against the compiler.

#![expect(clippy::unwrap_used, reason = "clippy sees tests only where `#[test]` stands")]

mod cases;
mod compiler;
mod further;
mod legal;
mod probe;
#[path = "../spec_folder/mod.rs"]
mod spec_folder;
mod written;

use std::collections::{BTreeMap, BTreeSet};

use generator::api::Sample;
use generator::compare::{Change, Comparison, Kind, Wire, catalogue, compare};
use generator::{Api, Sources};

use cases::{CASES, edited, words};
use further::FURTHER;

fn base() -> BTreeMap<String, String> {
    let files = spec_folder::read("tests/workshop").into_iter();
    files.map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect()
}

fn checked(files: &BTreeMap<String, String>) -> Api {
    let sources: Sources =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    generator::check(&sources).unwrap_or_else(|report| panic!("{report}"))
}

/// Each case with what changes when the edit is made, and when it is taken back.
fn comparisons() -> Vec<(String, [Comparison; 2])> {
    comparisons_of(CASES)
}

fn comparisons_of(cases: &[&[cases::Edit]]) -> Vec<(String, [Comparison; 2])> {
    let old = checked(&base());
    let case = |edits: &&[cases::Edit]| {
        let new = checked(&edited(&base(), edits));
        (words(edits), [compare(&old, &new), compare(&new, &old)])
    };
    cases.iter().map(case).collect()
}

fn kinds(comparison: &Comparison) -> Vec<&'static str> {
    comparison.changes.iter().map(|it| it.kind.id()).collect()
}

/// To be read: which kinds an edit is found to be of, with what they break and the version.
#[test]
fn each_edit_is_found_to_be_what_it_is() {
    let mut text = String::new();
    for (words, comparisons) in comparisons() {
        text.push_str(&format!("{words}\n"));
        for (mark, comparison) in ["there", "back "].iter().zip(&comparisons) {
            let [requests, answers, programs] = comparison.breaking();
            let breaks = [("requests", requests), ("answers", answers), ("programs", programs)];
            let breaks: Vec<&str> = breaks.iter().filter(|it| it.1 > 0).map(|it| it.0).collect();
            let breaks = if breaks.is_empty() { "nothing".to_owned() } else { breaks.join(", ") };
            text.push_str(&format!(
                "    {mark} {}: breaks {breaks}: {}\n",
                kinds(comparison).join(", "),
                comparison.version.least,
            ));
        }
    }
    insta::assert_snapshot!("cases", text);
}

/// To be read: what a person is told of each change, whom it breaks, and the request that shows it.
#[test]
fn each_change_is_told_with_what_it_refuses() {
    let mut text = String::new();
    for (words, comparisons) in comparisons_of(CASES).into_iter().chain(comparisons_of(FURTHER)) {
        text.push_str(&format!("{words}\n"));
        for (mark, comparison) in ["there", "back "].iter().zip(&comparisons) {
            let breaks = comparison.breaking() != [0; 3];
            let says_so = comparison.to_markdown().contains("Changes that break: ");
            assert_eq!(says_so, breaks, "{words}");
            for change in &comparison.changes {
                text.push_str(&format!("    {mark} {}\n", told(change)));
            }
        }
    }
    insta::assert_snapshot!("told", text);
}

fn told(change: &Change) -> String {
    let wire = |verdict: Option<Wire>| verdict.map_or("-", Wire::as_str);
    let place = format!("{} {}", change.page.source, change.place);
    let mut text = format!("{} at {place}: {}\n", change.kind.id(), change.words());
    let rust = if change.breaks_rust { "breaks" } else { "compiles" };
    let (request, answer) = (wire(change.request), wire(change.answer));
    text.push_str(&format!(
        "          requests {request}, answers {answer}, programs {rust}, {}: {}",
        change.bump.as_str(),
        change.cause.as_str(),
    ));
    let one_line = |it: &Sample| it.to_json().split_whitespace().collect::<Vec<_>>().join(" ");
    for more in change.witness.iter().map(one_line).chain(change.hint.clone()) {
        text.push_str(&format!("\n          {more}"));
    }
    text
}

#[test]
fn every_kind_has_a_case() {
    let comparisons = comparisons();
    let changes = comparisons.iter().flat_map(|(_, both)| both).flat_map(|it| &it.changes);
    let shown: BTreeSet<Kind> = changes.map(|it| it.kind).collect();
    let missing = Kind::ALL.iter().filter(|it| !shown.contains(it));
    let missing: Vec<&str> = missing.map(|it| it.id()).collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn a_spec_does_not_differ_from_itself() {
    let comparison = compare(&checked(&base()), &checked(&base()));
    assert_eq!(kinds(&comparison), [""; 0]);
    assert_eq!(comparison.version.bump, None);
}

/// Kinds of which no request in JSON can be shown: they are about headers and credentials.
const WITHOUT_WITNESS: &[&str] =
    &["authentication-changed", "credentials-changed", "header-demanded", "service-header-added"];

#[test]
fn every_refusal_has_a_witness_and_no_other_change_has_one() {
    let mut without: BTreeSet<&str> = BTreeSet::new();
    for (words, comparisons) in comparisons() {
        for change in comparisons.iter().flat_map(|it| &it.changes) {
            let breaks = change.request == Some(Wire::Breaks);
            assert!(breaks || change.witness.is_none(), "{words}: {}", change.words());
            if breaks && change.witness.is_none() {
                without.insert(change.kind.id());
            }
        }
    }
    assert_eq!(without.into_iter().collect::<Vec<_>>(), WITHOUT_WITNESS);
}

#[test]
fn a_likely_rename_is_offered_and_not_taken() {
    let mut later = base();
    let text = later.get_mut("orders/place.yaml").unwrap();
    *text = text.replacen("  phone:     {", "  phoneNumber: {", 1);
    let comparison = compare(&checked(&base()), &checked(&later));
    assert_eq!(kinds(&comparison), ["row-removed", "row-added"]);
    assert!(comparison.changes[0].hint.as_ref().unwrap().contains("renamed_from: phone"));
}

#[test]
fn the_catalogue_is_written_down() {
    let written = include_str!("../../../spec/CHANGES.md");
    assert_eq!(written, catalogue(), "run `cargo xtask changelog --rules > spec/CHANGES.md`");
}

/// Builds the client of every case, and a program that names every public item of the client
/// before: does it compile, as claimed? About a minute; `.ci/run` does it.
#[test]
#[ignore = "builds each case with rustc: `cargo test -p generator --test changes -- --ignored`"]
fn the_verdicts_on_rust_are_those_of_the_compiler() {
    let compiler = compiler::Compiler::new();
    let old = checked(&base());
    let (before, program) = (compiler.client(&old), probe::program(&old));
    compiler.compiles(&program, &before).unwrap_or_else(|said| panic!("{said}"));
    let wrong = compiler::in_parallel(CASES, |edits| {
        let new = checked(&edited(&base(), edits));
        let after = compiler.client(&new);
        let ways = [
            ("there", compare(&old, &new), compiler.compiles(&program, &after)),
            ("back", compare(&new, &old), compiler.compiles(&probe::program(&new), &before)),
        ];
        let wrong = ways.into_iter().filter_map(|(way, comparison, compiles)| {
            let claimed = comparison.changes.iter().all(|it| !it.breaks_rust);
            (claimed != compiles.is_ok()).then(|| {
                let said = compiles.err().unwrap_or_else(|| "it compiles".to_owned());
                format!("{} {way}: {}\n{said}", words(edits), kinds(&comparison).join(", "))
            })
        });
        wrong.collect::<Vec<_>>()
    });
    let wrong = wrong.concat();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
