//! What an order from outside comes to: a move of the clock, or why it was not carried out.

use http::StatusCode;

use crate::customer::Refused;
use crate::store::StateError;

/// Why an order to a sandbox was not carried out.
#[derive(Debug, thiserror::Error)]
#[error("{text}")]
pub struct OrderError {
    /// What the admin calls answer it with.
    pub(crate) status: StatusCode,
    text: String,
}

impl OrderError {
    /// The order itself is wrong.
    pub(crate) fn wrong(text: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, text: text.into() }
    }
}

impl From<StateError> for OrderError {
    fn from(error: StateError) -> Self {
        Self { status: error.status(), text: error.to_string() }
    }
}

impl From<Refused> for OrderError {
    fn from(error: Refused) -> Self {
        match error {
            Refused::Unknown => Self { status: StatusCode::NOT_FOUND, text: error.to_string() },
            Refused::State(error) => error.into(),
        }
    }
}

/// A move of a merchant's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Advanced {
    /// How many billing steps there were on the way.
    pub billed: usize,
    /// Whether the clock was stopped on its way, since one move has 10,000 billing steps at most.
    pub is_partial: bool,
}
