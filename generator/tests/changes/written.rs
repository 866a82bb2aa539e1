//! A comparison as a reader gets it: the section of a changelog, and the page of a review.

use std::collections::BTreeMap;

use generator::compare::{Comparison, Side, causes, compare, review};
use generator::{Api, Files};

use crate::{checked, spec_folder};

const LEND: &str = "loans/lend.yaml";

/// Rows with nothing to check, and with nothing but a type.
const UNLIMITED: &str = "      title: { type: String, mandatory: No, means: What it is called. }
      lost:  { type: Boolean, mandatory: No, means: Whether it is lost. }
      price:";

/// The lending library of the wrong specs, with text of its files replaced.
fn library(edits: &[(&str, &str, &str)]) -> Api {
    let files = spec_folder::read("tests/diagnostics/_base").into_iter();
    let mut files: BTreeMap<String, String> =
        files.map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect();
    for (path, old, new) in edits {
        let text = files.get_mut(*path).unwrap();
        assert!(text.contains(old), "{path} holds {old:?}");
        *text = text.replacen(old, new, 1);
    }
    checked(&files)
}

fn deviation(at: &str) -> String {
    format!("deviations:\n  - {{ at: {at}, found: It is twice on `{at}`., handled: It is one. }}\n")
}

/// A deviation of the whole API, above its timeout.
fn whole() -> String {
    deviation("timeout") + "timeout:"
}

fn revised() -> (Api, Api) {
    let isbn = |digits: &str| {
        format!("  - {{ at: body.isbn, found: It has {digits} digits., handled: It has 13. }}\n")
    };
    let branch = deviation("path.branch") + &isbn("12");
    let days = deviation("body.days") + &isbn("11");
    let before = library(&[(LEND, "samples:\n", &format!("{branch}samples:\n"))]);
    let after = library(&[
        (LEND, "samples:\n", &format!("{days}samples:\n")),
        (
            LEND,
            "  request: { \"isbn\": \"9780000000002\", \"card\": \"A-17\", \"days\": 14 }\n",
            "",
        ),
        (LEND, "card:   { type: String, length: 20", "card:   { type: String, length: 18"),
        (LEND, "  days:   {", "  dayes:  {"),
        (LEND, "at: body.days", "at: body.dayes"),
        (LEND, "success: 201\n", "success: 201\nrefusals: [404]\n"),
        ("books/book.yaml", "      price:", UNLIMITED),
        ("api.yaml", "version: \"0.1.0\"", "version: \"0.2.0\""),
        ("api.yaml", "timeout:", &whole()),
        ("documents.yaml", "2024-02-01", "2024-03-01"),
        ("documents.yaml", "{ cut: \"in the table, after `price`\" }", "whole"),
    ]);
    (before, after)
}

fn files<const N: usize>(files: [(&str, &str); N]) -> Files {
    files.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
}

#[test]
fn a_review_says_what_there_is_to_judge() {
    let (before, after) = revised();
    let old = files([("same", "a\n"), ("changed", "a\nb\nc\n"), ("gone", "a\n")]);
    let new = files([("same", "a\n"), ("changed", "a\nd\ne\nf\n"), ("new", "a\nb\n")]);
    let (old, new) = (Side { api: &before, files: &old }, Side { api: &after, files: &new });
    insta::assert_snapshot!("review", review(&compare(&before, &after), old, new));
    insta::assert_snapshot!("review_of_nothing", review(&compare(&before, &before), old, old));
    let (none, one) = (library(&[]), library(&[("api.yaml", "timeout:", &whole())]));
    let (none, one) = (Side { api: &none, ..old }, Side { api: &one, ..old });
    for (from, to, word) in [(none, one, "New:"), (one, none, "Gone:")] {
        let text = review(&compare(from.api, to.api), from, to);
        assert!(text.contains(word) && !text.contains("The same as before"), "{text}");
    }
}

#[test]
fn a_section_stands_in_place_of_its_own_or_above_the_earlier_ones() {
    let (before, after) = revised();
    let (nothing, change) = (compare(&before, &before), compare(&before, &after));
    let section = change.to_markdown();
    insta::assert_snapshot!("section", section);
    let head = "# Changelog of library-client\n\nWritten by `cargo xtask changelog`, a section for each version.\n";
    let first = "## 0.1.0\n\nThe first version.\n";
    assert_eq!(nothing.into_changelog(None), format!("{head}\n{first}"));
    let both = format!("{head}\n{section}\n{first}");
    assert_eq!(change.into_changelog(None), both);
    assert_eq!(change.into_changelog(Some(&format!("{head}\n{first}"))), both);
    assert_eq!(change.into_changelog(Some(&both)), both);
    let old_section = format!("{head}\n## 0.2.0\n\n- Something.\n\n### Lend a Book\n\n{first}");
    assert_eq!(change.into_changelog(Some(&old_section)), both);
    let (only, above) = (format!("{head}\n## 0.2.0\n\nx\n"), format!("{head}\n{section}"));
    assert_eq!(change.into_changelog(Some(&only)), above);
    assert_eq!(change.into_changelog(Some(head)), above);
    let later = format!("## 0.3.0\n\nLater.\n\n## 0.2.0\n\nx\n\n{first}");
    let kept = format!("## 0.3.0\n\nLater.\n\n{section}\n{first}");
    assert_eq!(change.into_changelog(Some(&later)), kept);
    let close = format!("{head}\n## 0.2.0\n\nx\n{first}");
    assert_eq!(change.into_changelog(Some(&close)), both);
    let (safe, after) = (library(&[]), library(&[(LEND, "length: 20", "length: 21")]));
    assert!(
        compare(&safe, &after)
            .into_changelog(None)
            .contains("\n\nNothing breaks.\n\n### Lend a Book\n")
    );
}

fn taken_over(comparison: &mut Comparison, recorded: &str) -> Result<(), String> {
    let causes = causes("changes.yaml", recorded.as_bytes()).map_err(|it| it.to_string())?;
    comparison.take_over(causes).map_err(|it| it.to_string())
}

#[test]
fn a_recorded_cause_is_that_of_one_change_of_one_version() {
    let (before, after) = revised();
    let mut comparison = compare(&before, &after);
    let print = comparison.changes[1].fingerprint.to_string();
    for nothing in
        ["", "# Nothing yet.\n\n  # Really.\n", "\"0.1.0\":\n  000000000000: doc-correction\n"]
    {
        assert_eq!(taken_over(&mut comparison, nothing), Ok(()), "{nothing}");
        assert!(comparison.changes.iter().all(|it| !it.recorded));
    }
    let recorded = format!("\"0.2.0\":\n  {print}: doc-correction\n");
    assert_eq!(taken_over(&mut comparison, &recorded), Ok(()));
    let of: Vec<_> = comparison.changes.iter().filter(|it| it.recorded).collect();
    assert_eq!(
        (of.len(), of[0].fingerprint.to_string(), of[0].cause.as_str()),
        (1, print, "doc-correction")
    );
    for (wrong, says) in [
        ("\"0.2.0\":\n  000000000000: doc-correction\n", "no change has the fingerprint"),
        ("\"0.2.0\":\n  0000000000: doc-correction\n", "is no fingerprint"),
        ("\"0.1.0\":\n  00000000000g: doc-correction\n", "is no fingerprint"),
        ("\"0.2.0\": [\n", "not YAML"),
    ] {
        let said = taken_over(&mut comparison, wrong).unwrap_err();
        assert!(said.contains(says), "{said}");
    }
}

#[test]
fn a_comparison_is_json_as_well() {
    let (before, after) = revised();
    let text = compare(&before, &after).to_json();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["package"], "library-client");
    let changes = json["changes"].as_array().unwrap();
    let shortened = changes.iter().find(|it| it["kind"] == "length-shortened").unwrap();
    assert_eq!(shortened["place"], "body.card");
    assert_eq!(shortened["witness"]["branch"], "example");
    assert!(text.ends_with("}\n"), "{text}");
}
