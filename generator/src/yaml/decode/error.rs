//! The decoder's error: what serde said, and the node it is about.

use std::fmt;

use serde::de::Unexpected;

use super::listed;
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
        let error = Self::new(format!("expected one of {}, found `{variant}`", listed(expected)));
        Self { word: variant.to_owned(), expected, ..error }
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn serde::de::Expected) -> Self {
        let found = match found {
            Unexpected::Seq => "a list".to_owned(),
            Unexpected::Map | Unexpected::StructVariant => "a mapping".to_owned(),
            Unexpected::UnitVariant => "a single word".to_owned(),
            other => other.to_string(),
        };
        Self::new(format!("expected {expected}, found {found}"))
    }
}
