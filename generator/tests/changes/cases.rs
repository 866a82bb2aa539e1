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

const PLACE: &str = "orders/place.yaml";
const TYPES: &str = "data/types.yaml";
const LIST: &str = "orders/list.yaml";
const SHOW: &str = "orders/show.yaml";
const CHANGE: &str = "orders/change.yaml";
const CANCEL: &str = "orders/cancel.yaml";
const REMIND: &str = "orders/remind.yaml";
const MAP: &str = "data/map.yaml";
const API: &str = "api.yaml";
const DOCUMENTS: &str = "documents.yaml";
const IDENTIFIERS: &str = "identifiers.yaml";

const NOTE: &str =
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

const POSTED: &str = "  note:      { type: String, length: 80, mandatory: No, means: A word to the mechanic. }
  mail:      { type: String, mandatory: No, values: [post], enum: Mail, means: How the bill comes. }\n";
const LESS_WITH_POST: &str = "  - required_when: { field: start, if: mail, in: [post] }
  - required_when: { field: end, if: mail, in: [post] }
  - at_least_one_of: [phone, fax]\n";
const MAIL: &str =
    "  note:      { type: String, length: 80, mandatory: No, means: A word to the mechanic. }
  mail:      { type: String, mandatory: No, means: Where the bill goes. }\n";
const UNITS: &str = "  - at: body.weight\n    found: The page has two units.\n";

/// More edits of kinds that are among the cases: what is told of them, and shown, is different.
pub(crate) const FURTHER: &[&[Edit]] = &[
    // Lengths, of texts of each form.
    &[Replace(PLACE, "length: 60, mandatory: Yes", "mandatory: Yes")],
    &[Replace(PLACE, "site:      { type: String,", "site:      { type: String, length: 12,")],
    &[Replace(PLACE, "site:      { type: String,", "site:      { type: String, length: 11,")],
    &[Replace(
        PLACE,
        "zone:      { type: String, length: 30",
        "zone:      { type: String, length: 20",
    )],
    &[Replace(PLACE, "DateTime, length: 30", "DateTime, length: 21")],
    &[Replace(PLACE, "DateTime, length: 30", "DateTime, length: 20")],
    &[Replace(PLACE, "type: [String], length: 10", "type: [String], length: 5")],
    &[Replace(
        PLACE,
        "length: 3, mandatory: No, format: iso-4217",
        "length: 2, mandatory: No, format: iso-4217",
    )],
    // Numbers.
    &[Replace(PLACE, "Int, length: 3", "Int, length: 2")],
    &[Replace(PLACE, "Int, length: 3, mandatory: No", "Int, mandatory: No, range: [-999, 999]")],
    &[Replace(PLACE, "Int, length: 3", "Int, length: 19")],
    &[Replace(PLACE, "Int, length: 3", "Int")],
    &[Replace(PLACE, "range: [1, 50]", "range: [2, 50]")],
    &[Replace(PLACE, "range: [1, 50]", "range: [0, 51]")],
    &[Replace(PLACE, "length: 8.2, mandatory: No", "length: 8.1, mandatory: No")],
    &[Replace(PLACE, "length: 8.2, mandatory: No", "length: 7.3, mandatory: No")],
    &[Replace(PLACE, "type: Decimal, length: 8.2, mandatory: No", "type: Decimal, mandatory: No")],
    // Types.
    &[Replace(PLACE, "fragile:   { type: Boolean", "fragile:   { type: String")],
    &[Replace(
        PLACE,
        "pieces:    { type: Int, mandatory: No, range: [1, 50]",
        "pieces:    { type: String, mandatory: No",
    )],
    &[Replace(PLACE, "  from:      { type: Address", "  from:      { type: String")],
    &[Replace(PLACE, "      from:    { type: Address", "      from:    { type: Component")],
    &[
        Replace(TYPES, "  Address:", "  Place:"),
        Replace(CHANGE, "from: { type: Address", "from: { type: Place"),
        Replace(PLACE, "  from:      { type: Address", "  from:      { type: Place"),
        Replace(PLACE, "      from:    { type: Address", "      from:    { type: Place"),
    ],
    &[Replace(
        PLACE,
        "values: [shop, web], enum: Channel, case: insensitive",
        "values: [web, shop], enum: Channel, case: insensitive",
    )],
    &[Replace(PLACE, "values: [low, high]", "values: [Low, high]")],
    // Conditions.
    &[Replace(
        PLACE,
        "rules:\n",
        "rules:\n  - required_when: { field: fax, if: channel, in: [SHOP] }\n",
    )],
    &[Replace(
        PLACE,
        "rules:\n",
        "rules:\n  - required_when: { field: fax, if: urgency, in: [low, high] }\n",
    )],
    &[Replace(
        PLACE,
        "rules:\n",
        "rules:\n  - required_when: { field: fax, if: tool, in: [hammer] }\n",
    )],
    &[Replace(
        PLACE,
        "rules:\n",
        "rules:\n  - required_when: { field: fax, if: currency, in: [EUR, DKK, EURO] }\n",
    )],
    &[Replace(PLACE, "rules:\n", "rules:\n  - at_least_one_of: [phone, fax, parts]\n")],
    &[Replace(TYPES, "in: [US, CA]", "in: [CA, MX]")],
    // What may be a rename, and what cannot be one.
    &[Replace(PLACE, "  phone:     {", "  phoneNumber: {")],
    &[Replace(PLACE, "  phone:     { type: String, length: 20", "  phoneNumber: { type: Int")],
    &[Replace(PLACE, "  labels:    { type: [String]", "  labelling: { type: String")],
    &[Replace(REMIND, "body:\n  words:", "query:\n  wordings:")],
    &[Replace(PLACE, "  colour:    {", "  color: {")],
    &[Replace(PLACE, "  pin:       {", "  secretCode: {")],
    &[Replace(
        PLACE,
        "  owner:     { type: String, mandatory: No, sensitive: personal, means: Whose it is. }",
        "  zzz: { type: String, mandatory: No, means: What comes last. }",
    )],
    // Causes.
    &[
        Replace(PLACE, "length: 80, mandatory: No", "length: 70, mandatory: No"),
        Replace(
            PLACE,
            UNITS,
            "  - at: body.note\n    found: The page has two lengths.\n    handled: The shorter one is taken.\n  - at: body.weight\n    found: The page has two units.\n",
        ),
    ],
    &[
        Replace(PLACE, "length: 80, mandatory: No", "length: 70, mandatory: No"),
        Replace(
            PLACE,
            UNITS,
            "  - at: body.phone\n    found: The page has two lengths.\n    handled: The shorter one is taken.\n  - at: body.weight\n    found: The page has two units.\n",
        ),
    ],
    &[
        Replace(PLACE, "length: 80, mandatory: No", "length: 70, mandatory: No"),
        Replace(
            DOCUMENTS,
            "Place an Order, revision: 2024-03-01",
            "Place an Order, revision: 2024-04-01",
        ),
    ],
    &[
        Replace(PLACE, "length: 100, mandatory: No", "length: 90, mandatory: No"),
        Replace(
            PLACE,
            UNITS,
            "  - at: Order.remark\n    found: The page has two lengths.\n    handled: The shorter one is taken.\n  - at: body.weight\n    found: The page has two units.\n",
        ),
    ],
    &[Replace(PLACE, "length: 80, mandatory: No,", "length: 70, mandatory: No, document: remind,")],
    &[
        Replace(PLACE, "The page has two units.", "The page has three units."),
        Replace(PLACE, "length: 8.2, mandatory: No", "length: 8.1, mandatory: No"),
    ],
    // Conditions about rows that are new.
    &[
        Replace(PLACE, NOTE, MAIL),
        Replace(PLACE, "together: [start, end]", "together: [start, end, mail]"),
    ],
    &[
        Replace(PLACE, NOTE, MAIL),
        Replace(PLACE, "together: [start, end]", "at_least_one_of: [start, end, mail]"),
    ],
    &[
        Replace(PLACE, NOTE, MAIL),
        Replace(
            PLACE,
            "together: [start, end]",
            "together: [start, end]\n  - at_least_one_of: [mail, phone]",
        ),
    ],
    // Which request is the smallest, and is refused for this alone.
    &[Replace(CHANGE, "answer: Order", "rules:\n  - together: [from, note]\nanswer: Order")],
    &[Replace(PLACE, "start:     { type: Date", "start:     { type: Boolean")],
    &[
        Replace(PLACE, "mandatory: No, values: [low, high]", "mandatory: Yes, values: [low, high]"),
        Replace(
            PLACE,
            "rules:\n",
            "rules:\n  - required_when: { field: fax, if: urgency, in: [low] }\n  - at_least_one_of: [phone, fax]\n",
        ),
    ],
    &[Replace(
        PLACE,
        "rules:\n",
        "rules:\n  - required_when: { field: fax, if: marking, in: [x] }\n  - at_least_one_of: [phone, fax]\n",
    )],
    // Values that the old spec has not, and the same ones in another case.
    &[
        Replace(PLACE, "values: [low, high]", "values: [low, high, top]"),
        Replace(
            PLACE,
            "rules:\n",
            "rules:\n  - required_when: { field: fax, if: urgency, in: [top] }\n",
        ),
    ],
    &[
        Replace(PLACE, "values: [shop, web]", "values: [shop, web, phone]"),
        Replace(
            PLACE,
            "rules:\n",
            "rules:\n  - required_when: { field: fax, if: channel, in: [PHONE] }\n",
        ),
    ],
    &[Replace(PLACE, "in: [POST]", "in: [post]")],
    &[Replace(TYPES, "in: [US, CA]", "in: [us, CA]")],
    // An object of which only a part is ever sent.
    &[Replace(
        CHANGE,
        "lid:  { type: String, length: 9, mandatory: No",
        "lid:  { type: String, length: 9, mandatory: Yes",
    )],
    &[Replace(
        CHANGE,
        "      lid:  { type: String, length: 9, mandatory: No, means: What closes it. }\n",
        "",
    )],
    &[Replace(
        CHANGE,
        "      lid:",
        "      key:  { type: String, mandatory: Yes, means: What opens it. }\n      lid:",
    )],
    &[Replace(CHANGE, "lid:  { type: String, length: 9", "lid:  { type: String, length: 8")],
    &[
        Replace(PLACE, "length: 100, mandatory: No", "length: 90, mandatory: No"),
        Replace(
            PLACE,
            UNITS,
            "  - at: answer.remark\n    found: The page has two lengths.\n    handled: The shorter one is taken.\n  - at: body.weight\n    found: The page has two units.\n",
        ),
    ],
    // What travels one way, and another way from now on.
    &[
        Replace(
            REMIND,
            "  words:",
            "  receipt: { type: Receipt, mandatory: No, means: An earlier one. }\n  words:",
        ),
        Replace(REMIND, "heard: { type: Boolean", "heard: { type: String"),
    ],
    &[
        Replace(CHANGE, "type: Case, partial: true", "type: Case"),
        Replace(
            CHANGE,
            "lid:  { type: String, length: 9, mandatory: No",
            "lid:  { type: String, length: 9, mandatory: Yes",
        ),
    ],
    &[
        Replace(CHANGE, "answer: Order", "answer: Case"),
        Replace(CHANGE, "lid:  { type: String, length: 9", "lid:  { type: Date"),
    ],
    &[Replace(PLACE, "values: [open, done]", "values: [open, done, lost]")],
    &[Replace(CHANGE, "values: [box, bag]", "values: [box]")],
    // The same name in the path and in the body.
    &[Replace(CHANGE, "order: { type: String, length: 9", "order: { type: String, length: 8")],
    &[
        Replace(PLACE, NOTE, MAIL),
        Replace(
            PLACE,
            "rules:\n",
            "rules:\n  - required_when: { field: note, if: mail, in: [post] }\n",
        ),
    ],
    &[Replace(
        PLACE,
        "  fax:       { type: String, length: 20, mandatory: No, means: Where the owner is written to. }",
        "  faxNumberOfTheOwner: { type: String, length: 20, mandatory: No, means: A number. }",
    )],
    // More is allowed, but not with the new row.
    &[Replace(PLACE, NOTE, POSTED), Replace(PLACE, "  - together: [start, end]\n", LESS_WITH_POST)],
    // The length of what no longer text can be made for.
    &[Replace(
        PLACE,
        "opening:   { type: String, length: 32",
        "opening:   { type: String, length: 30",
    )],
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
