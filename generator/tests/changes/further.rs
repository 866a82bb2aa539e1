//! More edits of the spec `tests/workshop`, of kinds that the cases show already: what is told of them
//! is different, and what is shown. They are not built with rustc.

use crate::cases::Edit::{self, Replace};
use crate::cases::{CHANGE, DOCUMENTS, NOTE, PLACE, REMIND, TYPES};

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
