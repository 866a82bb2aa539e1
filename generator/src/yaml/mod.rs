//! YAML with positions: text to a tree, the tree to the format's own types through serde.
//!
//! The parser beneath is `granit-parser`, the one that `serde-saphyr` stands on. It is used
//! directly because serde-saphyr stops at the first structural mistake of a file, and a maintainer
//! wants to see all of them.

mod decode;
mod parse;
mod spanned;
mod syntax;
mod value;

pub(crate) use decode::{NAMED, decode};
pub(crate) use parse::parse;
pub(crate) use spanned::Spanned;
pub(crate) use value::Value;

use crate::diagnostics::Span;

/// The most bytes that a spec file may have. The longest page of the documentation has 7 kB.
pub const MAX_BYTES: usize = 1 << 20;

/// The deepest nesting of lists and mappings: a sample's innermost object needs eight.
pub(crate) const MAX_DEPTH: usize = 32;

/// A piece of a YAML document.
#[derive(Debug)]
pub(crate) struct Node {
    /// Unique within its file.
    pub(crate) id: u32,
    pub(crate) span: Span,
    pub(crate) kind: Kind,
}

#[derive(Debug)]
pub(crate) enum Kind {
    /// A scalar's text; `plain` when it stands without quotes.
    Scalar {
        text: String,
        plain: bool,
    },
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
}

impl Node {
    /// The text of a scalar.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar { text, .. } => Some(text),
            Kind::List(_) | Kind::Map(_) => None,
        }
    }

    /// Whether it is a scalar without quotes.
    pub(crate) fn is_plain(&self) -> bool {
        matches!(self.kind, Kind::Scalar { plain: true, .. })
    }

    /// What the node is, in the words of a diagnostic.
    pub(crate) fn describe(&self) -> String {
        match &self.kind {
            Kind::Scalar { text, .. } if text.is_empty() => "nothing".to_owned(),
            Kind::Scalar { text, .. } => format!("`{}`", shortened(text)),
            Kind::List(_) => "a list".to_owned(),
            Kind::Map(_) => "a mapping".to_owned(),
        }
    }
}

/// Enough of a text to recognise it by.
fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}
