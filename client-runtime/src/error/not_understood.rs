//! A success whose answer cannot be read.

use std::fmt;

use http::StatusCode;

use crate::{Body, Unreadable};

/// An answer whose status is one of success, and whose body is not what the page describes. The
/// request has been carried out.
#[derive(Debug)]
pub struct NotUnderstood {
    pub(crate) operation: &'static str,
    pub(crate) status: StatusCode,
    pub(crate) cause: Unreadable,
    pub(crate) body: Body,
    pub(crate) changes: bool,
}

impl NotUnderstood {
    /// The endpoint's name.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Where in the body, and what.
    pub fn cause(&self) -> &Unreadable {
        &self.cause
    }

    /// The body as it came, up to the length that the client reads.
    pub fn body(&self) -> &Body {
        &self.body
    }
}

impl fmt::Display for NotUnderstood {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} was carried out (status {}), but its answer cannot be read",
            self.operation, self.status
        )
    }
}

impl std::error::Error for NotUnderstood {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.cause)
    }
}
