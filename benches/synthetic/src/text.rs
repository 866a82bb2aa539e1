//! The files that concern every page, and sentences.

use fastrand::Rng;

use crate::page::Place;

/// `api.yaml`
pub(crate) const API: &str = r#"api: Synthetic
means: An API of no particular firm, in the size that was asked for.
crate: { name: synthetic-client, version: "0.1.0", means: Client for an API that does not exist. }
authentication:
  basic: { username: clientKey, password: secretKey, document: general }
headers:
  - { name: Accept-Language, value: en-US, mandatory: Yes, settable: true, document: general,
      means: The language of messages. }
pages: { number: page, total: totalPages, items: data, document: general }
messages: { at: /errors, document: general }
timeout: { seconds: 60, document: general }
"#;

/// `documents.yaml` up to the pages: the one that stands for no endpoint.
pub(crate) fn documents_head() -> String {
    "general: { title: General, revision: 2024-01-01, coverage: whole }\n".to_owned()
}

pub(crate) fn document(place: &Place<'_>) -> String {
    let (key, title) = (place.document(), place.endpoint());
    format!(
        "{key}:\n  title: {title}\n  address: https://docs.example.com/{key}\n  \
         revision: 2024-03-0{}\n  coverage: whole\n",
        1 + place.kind
    )
}

pub(crate) fn identifier(thing: &str) -> String {
    let document = Place::new(thing, 0, 0).document();
    format!("{thing}:\n  {{ prefix: {thing}, document: {document}, means: Names one {thing}. }}\n")
}

/// A flow through the first page of a group.
pub(crate) fn journey(thing: &str) -> (String, String) {
    let place = Place::new(thing, 0, 0);
    let page = place.path();
    let text = format!(
        "journey: {thing} Flow\ndocument: {}\nmeans: How one {thing} comes about.\nsteps:\n  \
         - actor: server\n    calls: {}\n    does: Creates it and keeps the id.\n  \
         - actor: customer\n    does: Agrees to it.\n",
        place.document(),
        page.trim_end_matches(".yaml")
    );
    (format!("journeys/{}_flow.yaml", place.group()), text)
}

/// Words that sentences are made of: of the length and the variety of a page's own.
const SUBJECTS: &[&str] =
    &["The amount", "A reference", "The state", "The day", "What is", "The part", "A note"];
const VERBS: &[&str] =
    &["that is charged", "as it was agreed", "which is shown", "that was given", "kept apart"];
const PLACES: &[&str] = &[
    "on the statement of the customer",
    "at the end of a period",
    "by the merchant",
    "in answers",
    "when the order is placed",
    "with `externalReference`",
    "for the next billing cycle only",
];

/// A sentence in quotes, as a spec has it behind `means:`.
pub(crate) fn sentence(rng: &mut Rng) -> String {
    let mut pick = |words: &[&'static str]| words[rng.usize(..words.len())];
    format!("\"{} {} {}.\"", pick(SUBJECTS), pick(VERBS), pick(PLACES))
}
