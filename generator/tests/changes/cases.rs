//! Edits of the spec `tests/workshop`. Each is judged in both directions, and together they show
//! every kind of change.

use std::collections::BTreeMap;

/// One edit of a file.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Edit {
    /// Text that stands there, and what stands there instead.
    Replace(&'static str, &'static str, &'static str),
    /// Another name for a file.
    Move(&'static str, &'static str),
    /// Without a file.
    Remove(&'static str),
}

use Edit::{Move, Remove, Replace};

pub(super) const PLACE: &str = "orders/place.yaml";
pub(super) const TYPES: &str = "data/types.yaml";
const LIST: &str = "orders/list.yaml";
const SHOW: &str = "orders/show.yaml";
pub(super) const CHANGE: &str = "orders/change.yaml";
const CANCEL: &str = "orders/cancel.yaml";
pub(super) const REMIND: &str = "orders/remind.yaml";
const MAP: &str = "data/map.yaml";
const API: &str = "api.yaml";
pub(super) const DOCUMENTS: &str = "documents.yaml";
const IDENTIFIERS: &str = "identifiers.yaml";

pub(super) const NOTE: &str =
    "  note:      { type: String, length: 80, mandatory: No, means: A word to the mechanic. }\n";
const SUMMARY: &str =
    "  summary:   { type: String, length: 60, mandatory: Yes, means: What is broken. }\n";
const RECEIPT: &str = "answer: Receipt\nobjects:\n  Receipt:\n    means: Says that it was heard.\n    \
    rows:\n      heard: { type: Boolean, mandatory: No, means: Whether it was. }\n";
const SEVENTEEN: &str = "rules:\n  - at_least_one_of: [note, colour, currency, site, pieces, weight, \
    fragile, due, urgency, channel, tool, labels, phone, fax, pin, owner, parts]\n";

/// The edits that make each case.
pub(crate) const CASES: &[&[Edit]] = &[
    // Rows that come and go.
    &[Replace(PLACE, NOTE, "")],
    &[Replace(PLACE, SUMMARY, "")],
    &[Replace(
        PLACE,
        "  marking:   { type: String, mandatory: Yes, nullable: true, means: What stands on it. }\n",
        "",
    )],
    &[Replace(
        PLACE,
        "      remark:  { type: String, length: 100, mandatory: No, means: A word of the mechanic. }\n",
        "",
    )],
    &[Replace(
        PLACE,
        "      price:   { type: Decimal, length: 8.2, mandatory: Yes, means: What it costs. }\n",
        "",
    )],
    &[Replace(PLACE, "  colour:    {", "  hue: {")],
    &[Replace(PLACE, "  colour:    {", "  hue: { renamed_from: colour,")],
    &[Replace(PLACE, "  colour:    {", "  hue: { renamed_from: colour, rust: colour,")],
    &[Replace(REMIND, "body:", "query:")],
    &[Replace(
        PLACE,
        "  start:     { type: Date, mandatory: No, means: First day. }\n  end:       { type: Date, mandatory: No, means: Last day. }\n",
        "  end:       { type: Date, mandatory: No, means: Last day. }\n  start:     { type: Date, mandatory: No, means: First day. }\n",
    )],
    // Whether a row is given.
    &[Replace(PLACE, "length: 60, mandatory: Yes", "length: 60, mandatory: No")],
    &[Replace(PLACE, "length: 60, mandatory: Yes", "length: 60, mandatory: Yes, nullable: true")],
    &[Replace(
        PLACE,
        "mandatory: Yes, nullable: true, means: What stands",
        "mandatory: No, nullable: true, means: What stands",
    )],
    &[Replace(PLACE, "length: 80, mandatory: No", "length: 80, mandatory: No, nullable: true")],
    &[Replace(PLACE, "mandatory: Yes, nullable: true, means: When", "mandatory: Yes, means: When")],
    &[Replace(PLACE, "length: 100, mandatory: No", "length: 100, mandatory: Yes")],
    &[Replace(TYPES, "length: 30, mandatory: Conditional", "length: 30, mandatory: No")],
    // Types.
    &[Replace(
        PLACE,
        "pieces:    { type: Int, mandatory: No, range: [1, 50]",
        "pieces:    { type: Boolean, mandatory: No",
    )],
    &[Replace(PLACE, "colour:    { type: String,", "colour:    { type: Date,")],
    &[Replace(
        PLACE,
        "pieces:    { type: Int, mandatory: No, range: [1, 50]",
        "pieces:    { type: Decimal, mandatory: No",
    )],
    &[Replace(PLACE, "values: [low, high], enum: Urgency, ", "")],
    &[
        Replace(PLACE, "identifies: Tool, means: The tool", "identifies: Order, means: The tool"),
        Replace(
            IDENTIFIERS,
            "Tool: { prefix: Tool, length: 41, document: place-order, means: Names a tool. }\n",
            "",
        ),
        Replace(PLACE, "length: 41", "length: 42"),
    ],
    &[Replace(PLACE, "enum: Urgency", "enum: Hurry")],
    &[Replace(LIST, "values: [\"true\", \"false\"]", "values: [\"TRUE\", \"FALSE\"]")],
    &[Replace(LIST, "values: [\"true\", \"false\"]", "values: [\"true\"]")],
    &[Replace(PLACE, "type: [String], length: 10", "type: String, length: 10")],
    &[Replace(PLACE, "mandatory: No, sensitive: secret", "mandatory: No, sensitive: personal")],
    &[Replace(SHOW, "rust: crate_id", "rust: crate_name")],
    &[Replace(PLACE, ", credential: shopKey", "")],
    &[Replace(
        PLACE,
        "mandatory: No, sensitive: personal, means: Whose",
        "mandatory: No, means: Whose",
    )],
    // Limits.
    &[Replace(PLACE, "length: 60, mandatory: Yes", "length: 50, mandatory: Yes")],
    &[Replace(PLACE, "range: [1, 50]", "range: [1, 40]")],
    &[Replace(PLACE, "range: [1, 50]", "range: [2, 51]")],
    &[Replace(PLACE, "length: 8.2, mandatory: No", "length: 7.2, mandatory: No")],
    &[Replace(PLACE, ", format: email", "")],
    &[Replace(PLACE, "format: email", "format: time-zone")],
    // Enums and identifiers.
    &[Replace(PLACE, "values: [low, high]", "values: [low, high, top]")],
    &[Replace(PLACE, "values: [low, high]", "values: [Low, high]")],
    &[Replace(PLACE, ", case: insensitive", "")],
    &[Replace(
        PLACE,
        "colour:    { type: String,",
        "colour:    { type: String, values: [red], enum: Colour,",
    )],
    &[Replace(IDENTIFIERS, "prefix: Tool", "prefix: Gear")],
    // Conditions.
    &[Replace(PLACE, "  - together: [start, end]\n", "")],
    &[Replace(PLACE, "together: [start, end]", "exactly_one_of: [start, end]")],
    &[Replace(PLACE, "together: [start, end]", "together: [end, start]")],
    &[Replace(TYPES, "in: [US, CA]", "in: [US]")],
    &[Replace(PLACE, "rules:\n", SEVENTEEN)],
    // Objects.
    &[Replace(PLACE, "    open: true\n", "")],
    &[Replace(
        REMIND,
        "  words:",
        "  receipt: { type: Receipt, mandatory: No, means: An earlier one. }\n  words:",
    )],
    &[Move(REMIND, "orders/recall.yaml")],
    &[Replace(
        MAP,
        "embeds: { object: MapOptions, function: window.Workshop.show }",
        "embeds: { object: MapOptions }",
    )],
    &[Replace(MAP, "window.Workshop.show", "window.Workshop.open")],
    // Endpoints.
    &[
        Remove(REMIND),
        Replace(
            DOCUMENTS,
            "remind: { title: Remind of an Order, revision: 2024-03-01, coverage: whole }\n",
            "",
        ),
    ],
    &[Replace(REMIND, "endpoint: Remind", "endpoint: Recall")],
    &[Replace(PLACE, "POST /orders/", "POST /orders")],
    &[Replace(
        REMIND,
        "body:\n  words: { type: String, length: 50, mandatory: No, means: What is said. }\n",
        "",
    )],
    &[Replace(PLACE, "success: 201", "success: 200")],
    &[Replace(PLACE, "refusals: [400]", "refusals: [400, 409]")],
    &[Replace(REMIND, RECEIPT, "")],
    &[Replace(CHANGE, "answer: Order", "answer: Receipt")],
    &[Replace(CANCEL, "success: 204", "success: 200\nanswer: Order")],
    &[Replace(PLACE, "demands: [Origin]\n", "")],
    &[Replace(
        API,
        "pages: { number: page, total: totalPages, items: data, document: list-orders }\n",
        "",
    )],
    &[Replace(PLACE, "  - idempotent_by: reference\n", "")],
    // The whole API.
    &[Replace(
        API,
        "  basic:  { username: shopKey, password: password, document: place-order }\n",
        "",
    )],
    &[Replace(API, "name: X-SHOP", "name: X-KEY")],
    &[Replace(
        API,
        "headers:\n",
        "headers:\n  - { name: X-New, value: a, mandatory: Yes, document: place-order }\n",
    )],
    &[Replace(
        API,
        "headers:\n",
        "headers:\n  - { name: X-New, mandatory: No, settable: true, document: place-order }\n",
    )],
    &[Replace(API, "value: en-GB", "value: en-US")],
    &[Replace(API, "seconds: 30", "seconds: 90")],
    &[Replace(API, "at: /errors", "at: /faults")],
    &[Replace(API, "name: workshop-client", "name: smithy-client")],
    &[Replace(
        DOCUMENTS,
        "Place an Order, revision: 2024-03-01",
        "Place an Order, revision: 2024-04-01",
    )],
    &[Replace(
        DOCUMENTS,
        "Remind of an Order, revision: 2024-03-01, coverage: whole",
        "Remind of an Order, revision: 2024-03-01, coverage: { cut: after the table }",
    )],
    &[Replace(PLACE, "means: What is broken.", "means: What is wrong.")],
];

/// The files of a spec after the edits of a case.
pub(crate) fn edited(files: &BTreeMap<String, String>, edits: &[Edit]) -> BTreeMap<String, String> {
    let mut files = files.clone();
    for edit in edits {
        match *edit {
            Replace(path, old, new) => {
                let text = files.get_mut(path).unwrap();
                assert!(text.contains(old), "{path} holds {old:?}");
                *text = text.replacen(old, new, 1);
            }
            Move(from, to) => {
                let text = files.remove(from).unwrap();
                files.insert(to.to_owned(), text);
            }
            Remove(path) => drop(files.remove(path).unwrap()),
        }
    }
    files
}

/// A case in few words.
pub(crate) fn words(edits: &[Edit]) -> String {
    let first_difference = |old: &str, new: &str| {
        let line = |text: &str| text.lines().next().unwrap_or_default().trim().to_owned();
        format!("`{}` -> `{}`", line(old), line(new))
    };
    let words = edits.iter().map(|edit| match *edit {
        Replace(path, old, new) => format!("{path}: {}", first_difference(old, new)),
        Move(from, to) => format!("{from} -> {to}"),
        Remove(path) => format!("without {path}"),
    });
    words.collect::<Vec<_>>().join("\n")
}
