//! The decoder's error: what serde said, and the node it is about.

use std::fmt;

use serde::de::{Expected, Unexpected};

use crate::diagnostics::{Code, Span};
use crate::yaml::Node;

/// Why a node could not be read, and which one.
#[derive(Debug)]
pub(super) struct Error {
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) place: Option<(u32, Span)>,
    /// The word that was found where one of `expected` was wanted.
    pub(super) word: String,
    pub(super) expected: &'static [&'static str],
    pub(super) missing: Option<&'static str>,
    /// A consequence of a mistake that was reported already.
    pub(super) silent: bool,
}

impl Error {
    pub(super) fn new(message: String) -> Self {
        Self {
            code: Code::WrongValue,
            message,
            place: None,
            word: String::new(),
            expected: &[],
            missing: None,
            silent: false,
        }
    }

    /// Places the error, unless it has a deeper place already.
    pub(super) fn at(mut self, node: &Node) -> Self {
        self.place.get_or_insert((node.id, node.span));
        self
    }

    /// Says of a key that the file lacks where it is missing: not at the file's first key.
    pub(super) fn in_file(mut self, root: &Node) -> Self {
        if let (Some(missing), Some((id, _))) = (self.missing, self.place)
            && id == root.id
        {
            self.message = format!("this file has no `{missing}`");
            self.place = Some((id, Span::start_of(root.span.file)));
        }
        self
    }

    /// Points at the key of a value that lacks a key of its own, rather than at the value.
    pub(super) fn lacking(mut self, key: &Node, value: &Node) -> Self {
        if let (Some(missing), Some((id, _)), Some(name)) = (self.missing, self.place, key.text())
            && id == value.id
        {
            self.message = format!("`{name}` has no `{missing}`");
            self.place = Some((id, key.span));
        }
        self
    }
}

/// `a`, `b` or `c`.
pub(super) fn one_of(names: &[&str]) -> String {
    listed(names, "or")
}

/// `a`, `b` and `c`, or whatever the last word is.
pub(super) fn listed(names: &[&str], last_word: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|it| format!("`{it}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {last_word} {last}", rest.join(", ")),
        None => "nothing".to_owned(),
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl serde::de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(message.to_string())
    }

    fn missing_field(field: &'static str) -> Self {
        let error = Self::new(format!("`{field}` is missing here"));
        Self { code: Code::MissingKey, missing: Some(field), ..error }
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        let error = Self::new(format!("expected {}, found `{variant}`", one_of(expected)));
        Self { word: variant.to_owned(), expected, ..error }
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        Self::new(format!("expected {}, found {length}", in_our_words(expected)))
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let found = match found {
            Unexpected::Seq => "a list".to_owned(),
            Unexpected::Map | Unexpected::StructVariant => "a mapping".to_owned(),
            Unexpected::UnitVariant => {
                return Self::new("this word wants a value: write `{ word: value }`".to_owned());
            }
            Unexpected::Bytes(text) => format!("`{}`", String::from_utf8_lossy(text)),
            Unexpected::Str(text) => format!("`{text}`"),
            other => other.to_string(),
        };
        Self::new(format!("expected {}, found {found}", in_our_words(expected)))
    }
}

/// serde speaks of arrays where the format has lists.
fn in_our_words(expected: &dyn Expected) -> String {
    expected.to_string().replace("an array of length", "a list of")
}
