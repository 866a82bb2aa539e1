//! Reading an answer, and what is known when that fails.

use std::fmt;

use http::StatusCode;
use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;

use crate::place::push_key;

/// Reads an answer from its JSON.
#[inline]
pub(crate) fn read<T: DeserializeOwned>(json: &[u8]) -> Result<T, Unreadable> {
    // The way to the fault is kept on a second reading only: keeping it costs a little at every
    // key, and nearly every answer can be read.
    serde_json::from_slice(json).map_err(|error| Unreadable::new::<T>(json, &error))
}

/// The API answered, but not with what the page describes for success.
///
/// Bodies may hold personal data: they are kept for the caller to look at, and neither `Debug`
/// nor `Display` shows them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AnswerError {
    /// The status is not one of success.
    #[error("the API refused the request with status {status}; see the answer's body for why")]
    Refused {
        /// The status of the answer.
        status: StatusCode,
        /// The body as it came.
        body: Body,
    },
    /// The status is one of success, but the body is not what the page describes. The request
    /// has been carried out.
    #[error(
        "the API carried out the request (status {status}), but its answer cannot be read: {cause}"
    )]
    NotUnderstood {
        /// The status of the answer.
        status: StatusCode,
        /// Where in the body, and what.
        cause: Unreadable,
        /// The body as it came.
        body: Body,
    },
}

impl AnswerError {
    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        match self {
            AnswerError::Refused { status, .. } | AnswerError::NotUnderstood { status, .. } => {
                *status
            }
        }
    }

    /// The answer's body is longer than the client reads.
    pub(crate) fn too_long(answer: &http::Response<Body>) -> Self {
        let (status, body) = (answer.status(), answer.body().clone());
        AnswerError::NotUnderstood { status, cause: Unreadable::too_long(), body }
    }

    /// The body as it came.
    pub fn body(&self) -> &Body {
        match self {
            AnswerError::Refused { body, .. } | AnswerError::NotUnderstood { body, .. } => body,
        }
    }
}

/// The bytes of an answer. `Debug` shows how many they are.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Body(Vec<u8>);

impl Body {
    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The bytes as a text, with `�` for what is not UTF-8.
    pub fn to_text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.0)
    }

    /// The bytes, without a copy.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

impl AsRef<[u8]> for Body {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Body(bytes)
    }
}

impl From<&[u8]> for Body {
    fn from(bytes: &[u8]) -> Self {
        Body(bytes.to_vec())
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Body({} bytes)", self.0.len())
    }
}

/// Where and why JSON could not be read as what was expected.
#[derive(Clone, PartialEq, Eq)]
pub struct Unreadable {
    pointer: String,
    line: usize,
    column: usize,
    fault: Fault,
    reason: String,
}

impl Unreadable {
    fn new<T: DeserializeOwned>(json: &[u8], error: &serde_json::Error) -> Self {
        let mut reader = serde_json::Deserializer::from_slice(json);
        let pointer = match serde_path_to_error::deserialize::<_, T>(&mut reader) {
            Ok(_) => String::new(),
            Err(traced) => pointer(traced.path()),
        };
        let reason = error.to_string();
        let fault = if json.is_empty() { Fault::Empty } else { Fault::of(error, &reason) };
        Unreadable { pointer, line: error.line(), column: error.column(), fault, reason }
    }

    fn too_long() -> Self {
        let (pointer, reason) = (String::new(), "longer than the client reads".to_owned());
        Unreadable { pointer, line: 0, column: 0, fault: Fault::TooLong, reason }
    }

    /// Where: a JSON Pointer (RFC 6901), empty for the answer as a whole.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The line of the body, from 1; 0 if the body is empty or ended too early.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column of that line, in bytes from 1; 0 before its first byte.
    pub fn column(&self) -> usize {
        self.column
    }

    /// The reader's own words. They may quote a value of the answer, so they are in neither
    /// `Debug` nor `Display`.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.pointer.is_empty() {
            write!(f, "at `{}`, ", self.pointer)?;
        }
        write!(f, "line {} column {}: ", self.line, self.column)?;
        match self.fault {
            Fault::Empty => f.write_str("there is no body"),
            Fault::TooLong => f.write_str("the body is longer than the client reads"),
            Fault::Cut => f.write_str("the body ends too early"),
            Fault::NotJson => f.write_str("the body is not JSON"),
            Fault::Missing => f.write_str(self.missing()),
            Fault::Other => f.write_str("the value is not of the documented kind"),
        }
    }
}

impl Unreadable {
    /// ``missing field `x` ``, without the position that follows it.
    fn missing(&self) -> &str {
        self.reason.rsplit_once(" at line ").map_or(self.reason.as_str(), |(text, _)| text)
    }
}

impl fmt::Debug for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Unreadable({self})")
    }
}

impl std::error::Error for Unreadable {}

/// What is wrong, as far as it can be said without quoting the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    Empty,
    TooLong,
    Cut,
    NotJson,
    /// A documented key is missing; its name is ours and no data of the answer.
    Missing,
    Other,
}

impl Fault {
    fn of(error: &serde_json::Error, reason: &str) -> Self {
        match error.classify() {
            serde_json::error::Category::Eof => Fault::Cut,
            serde_json::error::Category::Syntax => Fault::NotJson,
            // `serde_json` tells kinds of data errors apart in its words only.
            _ if reason.starts_with("missing field `") => Fault::Missing,
            _ => Fault::Other,
        }
    }
}

/// The way that the reader went, as a JSON Pointer.
fn pointer(path: &serde_path_to_error::Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => push_key(&mut pointer, &index.to_string()),
            Segment::Map { key } => push_key(&mut pointer, key),
            // A variant's name is no step in the text unless it is a key, which comes as one.
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    pointer
}

#[cfg(test)]
mod tests;
