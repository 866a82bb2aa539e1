//! What really happened to two pages, taken in with the tools, step by step. Each step's report,
//! edits and changelog is a snapshot: names, numbers and rules are the documentation's, the
//! sentences of the pages are ours.

#![expect(clippy::unwrap_used, reason = "clippy sees tests only where `#[test]` stands")]

#[path = "../spec_folder/mod.rs"]
mod spec_folder;

use std::collections::BTreeMap;

use generator::compare::compare;
use generator::transcribe::Transcription;
use generator::{Api, Sources};
use similar::TextDiff;

/// A revision, and what a person does after the tools: the file, the words, the words instead.
struct Revision {
    page: &'static str,
    text: &'static str,
    by_hand: &'static [(&'static str, &'static str, &'static str)],
}

const CREATE: &str = "payment_series/create.yaml";
const SERIE: &str = "payment_series/payment_serie.yaml";
const CHECKOUT: &str = "checkout/create_subscription.yaml";
const OBJECTS: &str = "data_model/objects.yaml";

/// The revisions in the order of their dates; the last is an undated copy on another host.
const REVISIONS: [Revision; 4] = [
    Revision {
        page: "create-subscription-checkout 2023-05-31",
        text: include_str!("pages/create-subscription-checkout.2023-05-31.txt"),
        by_hand: &[],
    },
    Revision {
        page: "create-subscription-checkout 2023-09-04",
        text: include_str!("pages/create-subscription-checkout.2023-09-04.txt"),
        by_hand: &[(OBJECTS, "  Consumer:\n", BUSINESS_CONSUMER)],
    },
    Revision {
        page: "create-payment-serie 2023-11-14",
        text: include_str!("pages/create-payment-serie.2023-11-14.txt"),
        by_hand: &[
            (OBJECTS, "  Consumer:\n", REFERENCES),
            (CREATE, "answer: PaymentSerie\n", BILLING_AGREEMENT),
            (SERIE, "    open: true\n", EITHER),
            (SERIE, "{ type: BillingAgreement,", "{ type: BillingAgreement, nullable: true,"),
            (CREATE, "deviations:\n", NO_CURRENCY),
            ("documents.yaml", "{ cut: in the sample request }", "whole"),
        ],
    },
    Revision {
        page: "create-payment-serie, undated",
        text: include_str!("pages/create-payment-serie.undated.txt"),
        by_hand: &[],
    },
];

const BUSINESS_CONSUMER: &str = "  BusinessConsumer:
    means: A customer as a company.
    open: true
    rows: {}
  Consumer:
";

const REFERENCES: &str = "  ExtraInfo:
    means: Chooses a product group.
    open: true
    rows: {}
  CustomReferences:
    means: References for the use of an external party.
    open: true
    rows: {}
  Consumer:
";

const BILLING_AGREEMENT: &str = "answer: PaymentSerie
objects:
  BillingAgreement:
    means: The customer's consent to be charged.
    open: true
    rows: {}
";

/// The page's own condition has no name between its quotes.
const EITHER: &str = "    open: true
    rules:
      - at_least_one_of: [consumer, businessConsumer]
";

const NO_CURRENCY: &str = "deviations:
  - at: answer.currencyIsoCode
    deviates: missing-in-sample
    found: The table says `Yes`, yet the sample has no such key.
    handled: It is optional when an answer is read.
";

fn read(files: &BTreeMap<String, String>) -> Transcription {
    Transcription::read(&sources(files)).unwrap_or_else(|report| panic!("{report}"))
}

fn checked(files: &BTreeMap<String, String>) -> Api {
    generator::check(&sources(files)).unwrap_or_else(|report| panic!("{report}"))
}

fn sources(files: &BTreeMap<String, String>) -> Sources {
    files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect()
}

/// What a person does who has compared each mark with the page.
fn confirmed(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("# confirm:"));
    lines.map(|line| format!("{line}\n")).collect()
}

/// Takes a revision into the spec; returns what was said on the way.
fn take_in(files: &mut BTreeMap<String, String>, revision: &Revision) -> String {
    let before = checked(files);
    let spec = read(files);
    let page = revision.text.as_bytes();
    let mut said = format!("# drift\n\n{}", spec.drift(page, None).to_text(revision.page));
    let transcribed = spec.transcribe(page, None).unwrap();
    said.push_str("\n# transcribe\n");
    for (path, text) in &transcribed.files {
        let diff = TextDiff::from_lines(files[path].as_str(), text);
        let diff = diff.unified_diff().context_radius(1).header(path, path).to_string();
        said.push_str(&format!("\n{diff}"));
    }
    for left in &transcribed.by_hand {
        said.push_str(&format!("\nleft to a person: {left}\n"));
    }
    files.extend(transcribed.files.iter().map(|(path, text)| (path.clone(), confirmed(text))));
    for (path, old, new) in revision.by_hand {
        let text = files.get_mut(*path).unwrap();
        assert_eq!(text.matches(old).count(), 1, "{path} holds {old:?} once");
        *text = text.replace(old, new);
    }
    let again = read(files).drift(page, None);
    assert!(!again.is_drift(), "{}", again.to_text(revision.page));
    let comparison = compare(&before, &checked(files));
    said.push_str(&format!("\n# changelog\n\n{}", comparison.to_text()));
    let version = &comparison.version;
    let api = files.get_mut("api.yaml").unwrap();
    *api = api.replace(&format!("\"{}\"", version.old), &format!("\"{}\"", version.least));
    said
}

#[test]
fn the_history_of_two_pages_is_taken_in() {
    let mut files: BTreeMap<String, String> = spec_folder::read("tests/history/spec")
        .into_iter()
        .map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap()))
        .collect();
    for (index, revision) in REVISIONS.iter().enumerate() {
        let said = take_in(&mut files, revision);
        insta::assert_snapshot!(format!("step_{}", index + 1), said, revision.page);
    }
    // What the given documents say is what the spec says now.
    insta::assert_snapshot!("create_payment_serie", files[CREATE]);
    insta::assert_snapshot!("payment_serie", files[SERIE]);
    insta::assert_snapshot!("checkout", files[CHECKOUT]);
}
