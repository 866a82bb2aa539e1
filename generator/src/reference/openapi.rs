//! What the OpenAPI document says in keys of its own, because OpenAPI has no word for it.

use askama::Template;

use super::frame::{Frame, Site};
use super::rendered;
use super::text::Sentence;

pub(super) const PATH: &str = "openapi.html";

#[derive(Template)]
#[template(path = "openapi.html", whitespace = "minimize")]
struct OpenApiView<'a> {
    frame: Frame<'a>,
    keys: Vec<KeyView>,
}

struct KeyView {
    key: &'static str,
    on: &'static str,
    says: Sentence,
}

/// Each key, what carries it, and what it says. A test holds it against the document.
const KEYS: &[(&str, &str, &str)] = &[
    ("x-case", "schema of values", "`insensitive`: the `pattern` takes the values in any case."),
    ("x-credential", "row", "The credential that stands in this row: the client fills it in."),
    (
        "x-deviations",
        "document, call",
        "Where the documentation contradicts itself, and what is done about it.",
    ),
    ("x-document", "everything", "The page that it stands on: a key of `x-documents`."),
    (
        "x-documented-name",
        "parameter",
        "The name that the page gives to a parameter that stands in the path under another.",
    ),
    (
        "x-documented-path",
        "call",
        "The path as printed, where two calls would share one or OpenAPI would not take it.",
    ),
    (
        "x-documented-sample",
        "body",
        "A sample that breaks its own table, and where; it is no `example` therefore.",
    ),
    (
        "x-documents",
        "document",
        "Every page that was transcribed: title, address, revision, coverage.",
    ),
    (
        "x-embedded",
        "document",
        "What the merchant's web page gives to a script of the API, which is no call.",
    ),
    ("x-find-out", "call", "How to find out what became of a call whose answer was lost."),
    ("x-from-sample", "row", "`true`: the row stands in a sample and in no table."),
    ("x-idempotent-by", "call", "The row by which the API recognises a repetition."),
    ("x-journeys", "document", "The documented process flows, step by step."),
    (
        "x-mandatory",
        "row, header",
        "The page's own word: `Yes`, `No` or `Conditional`. The conditions themselves are in `allOf`.",
    ),
    ("x-open", "schema", "`true`: the copy at hand does not show the whole table."),
    ("x-other-pages", "document", "What is noted on pages that document no call."),
    ("x-paging", "document", "The rows that make a list a paged one."),
    (
        "x-precision",
        "row",
        "Digits in all and after the point. A pattern judges texts alone, and a number loses its zeros on the way.",
    ),
    (
        "x-references",
        "call",
        "The rows with the caller's own references, by which a lost call is looked up.",
    ),
    ("x-revision", "everything", "The revision of that page."),
    (
        "x-rules",
        "schema of an answer",
        "What the page says of its rows together, in words: an answer is read, not judged.",
    ),
    ("x-sensitive", "row", "`secret` or `personal`: keep it out of logs."),
    ("x-timeout", "document", "How long to wait for an answer."),
    ("x-type", "row", "The page's own word for the type."),
    ("x-unenforced", "call", "Rules that the documentation states and only the API can judge."),
    (
        "x-values",
        "schema of values",
        "The values as they are spelled, beside the `pattern` that takes them in any case.",
    ),
];

pub(super) fn html(site: &Site<'_>) -> String {
    let keys = KEYS.iter().map(|(key, on, says)| KeyView { key, on, says: Sentence::new(*says) });
    rendered(&OpenApiView { frame: Frame::new(site, "OpenAPI", "", PATH), keys: keys.collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_are_in_order() {
        assert!(KEYS.is_sorted_by_key(|it| it.0));
    }
}
