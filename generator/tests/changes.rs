//! A spec edited in one place, beside the kinds of change that the edit must be found to be.

#![expect(clippy::unwrap_used, reason = "clippy sees tests only where `#[test]` stands")]

mod spec_folder;

use generator::compare::{Comparison, Wire, compare};
use generator::{Api, Sources};

const PLACE: &str = "orders/place.yaml";
const TYPES: &str = "data/types.yaml";

/// File, text that stands there once, its replacement, and the kinds that are found.
const CASES: &[(&str, &str, &str, &[&str])] = &[
    (PLACE, "length: 60, mandatory: Yes", "length: 50, mandatory: Yes", &["length-shortened"]),
    (PLACE, "length: 60, mandatory: Yes", "length: 70, mandatory: Yes", &["length-extended"]),
    (PLACE, "length: 60, mandatory: Yes", "length: 60, mandatory: No", &["became-optional"]),
    (PLACE, "length: 80, mandatory: No", "length: 80, mandatory: Yes", &["became-mandatory"]),
    (PLACE, "range: [1, 50]", "range: [1, 40]", &["number-narrowed"]),
    (PLACE, "range: [1, 50]", "range: [0, 50]", &["number-widened"]),
    (PLACE, "range: [1, 50]", "range: [2, 51]", &["number-moved"]),
    (PLACE, "length: 8.2, mandatory: No", "length: 7.2, mandatory: No", &["number-narrowed"]),
    (PLACE, ", format: email", "", &["format-dropped"]),
    (PLACE, "format: email", "format: time-zone", &["format-changed"]),
    (
        PLACE,
        "colour:    { type: String,",
        "colour:    { type: String, format: uuid,",
        &["format-added"],
    ),
    (PLACE, "values: [low, high]", "values: [low, high, top]", &["value-added"]),
    (PLACE, "values: [low, high]", "values: [low]", &["value-removed"]),
    (PLACE, ", case: insensitive", "", &["case-tightened"]),
    (PLACE, "  colour:", "  hue:   ", &["row-removed", "row-added"]),
    (PLACE, "  colour:    {", "  hue: { renamed_from: colour,", &["row-renamed"]),
    (
        PLACE,
        "  colour:    {",
        "  hue: { renamed_from: colour, rust: colour,",
        &["row-renamed-on-wire"],
    ),
    (PLACE, "  - together: [start, end]\n", "", &["conditions-widened"]),
    (PLACE, "together: [start, end]", "exactly_one_of: [start, end]", &["conditions-shifted"]),
    (PLACE, "together: [start, end]", "together: [end, start]", &[]),
    (PLACE, "  - idempotent_by: reference\n", "", &["idempotency-removed"]),
    (PLACE, "demands: [Origin]\n", "", &["header-released"]),
    (PLACE, "POST /orders/", "POST /orders", &["request-line-changed"]),
    (PLACE, "success: 201", "success: 200", &["success-changed"]),
    (PLACE, "    open: true\n", "", &["object-closed"]),
    (PLACE, "means: What is broken.", "means: What is wrong.", &["texts-changed"]),
    (TYPES, "in: [US, CA]", "in: [US]", &["conditions-widened"]),
    (TYPES, "in: [US, CA]", "in: [US, CA, MX]", &["conditions-narrowed"]),
    ("api.yaml", "seconds: 30", "seconds: 90", &["timeout-changed"]),
    ("api.yaml", "value: en-GB", "value: en-US", &["service-header-changed"]),
    (
        "documents.yaml",
        "Place an Order, revision: 2024-03-01",
        "Place an Order, revision: 2024-04-01",
        &["revision-moved"],
    ),
];

fn base() -> Vec<(String, String)> {
    let files = spec_folder::read("tests/workshop").into_iter();
    files.map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect()
}

fn checked(files: &[(String, String)]) -> Api {
    let sources: Sources =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    generator::check(&sources).unwrap_or_else(|report| panic!("{report}"))
}

fn edited(file: &str, old: &str, new: &str) -> Vec<(String, String)> {
    let mut files = base();
    let (_, text) = files.iter_mut().find(|(path, _)| path == file).unwrap();
    assert!(text.contains(old), "{file} holds {old:?}");
    *text = text.replacen(old, new, 1);
    files
}

fn kinds(comparison: &Comparison) -> Vec<&'static str> {
    comparison.changes.iter().map(|it| it.kind.id()).collect()
}

#[test]
fn each_edit_is_found_to_be_what_it_is() {
    let old = checked(&base());
    let mut wrong = Vec::new();
    for (file, before, after, expected) in CASES {
        let found = compare(&old, &checked(&edited(file, before, after)));
        if kinds(&found) != *expected {
            wrong.push(format!("{file}: {before:?} -> {after:?}: {:?}", kinds(&found)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_spec_does_not_differ_from_itself() {
    let comparison = compare(&checked(&base()), &checked(&base()));
    assert_eq!(kinds(&comparison), [""; 0]);
    assert_eq!(comparison.version.bump, None);
}

/// A request that a change refuses is shown, but for lines and headers, which are no JSON.
#[test]
fn every_refusal_has_a_witness_and_no_other_change_has_one() {
    let old = checked(&base());
    for (file, before, after, _) in CASES {
        for change in &compare(&old, &checked(&edited(file, before, after))).changes {
            let breaks = change.request == Some(Wire::Breaks);
            assert_eq!(change.witness.is_some(), breaks, "{file}: {before:?}: {}", change.words());
        }
    }
}

#[test]
fn a_likely_rename_is_offered_and_not_taken() {
    let later = edited(PLACE, "  phone:     {", "  phoneNumber: {");
    let comparison = compare(&checked(&base()), &checked(&later));
    assert_eq!(kinds(&comparison), ["row-removed", "row-added"]);
    assert!(comparison.changes[0].hint.as_ref().unwrap().contains("renamed_from: phone"));
}
