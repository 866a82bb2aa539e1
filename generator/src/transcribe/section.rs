//! Lines that announce what follows: `Request parameters`, `Response sample`, `Path:`.

/// Which half of a call something belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Request,
    Answer,
    Error,
}

/// What a line announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    /// Tables and samples of one side.
    Of(Side),
    Path,
    Headers,
    Status,
}

/// Words that tell what is announced, and those that may stand beside them.
const FILLING: &[&str] = &[
    "parameters",
    "parameter",
    "fields",
    "sample",
    "samples",
    "example",
    "examples",
    "body",
    "code",
    "the",
    "of",
    "a",
    "table",
    "object",
    "url",
    "json",
    "message",
    "payload",
    "attributes",
    "model",
    "query",
];

/// What a line announces, if all of its few words say so.
pub(super) fn section(text: &str) -> Option<Section> {
    if text.len() > 60 {
        return None;
    }
    let lower = text.trim_matches(['#', '*', ' ', ':', '.']).to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let mut found = None;
    for word in &words {
        let section = match *word {
            "request" => Section::Of(Side::Request),
            "response" | "answer" => Section::Of(Side::Answer),
            "error" | "errors" => Section::Of(Side::Error),
            "path" => Section::Path,
            "header" | "headers" => Section::Headers,
            "status" => Section::Status,
            filling if FILLING.contains(&filling) => continue,
            _ => return None,
        };
        // `Response headers` are headers, an `error response` is an error.
        found = match (found, section) {
            (Some(kept @ Section::Of(Side::Error)), _) => Some(kept),
            (Some(_), Section::Of(Side::Request | Side::Answer)) => found,
            _ => Some(section),
        };
    }
    let is_query = lower == "query parameters" || lower == "body parameters";
    found.or(is_query.then_some(Section::Of(Side::Request)))
}
