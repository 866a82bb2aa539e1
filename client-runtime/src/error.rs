//! Why a call failed, and what is known about the request: the question a payment caller must be
//! able to answer before trying again.

mod indeterminate;
mod not_understood;
mod refused;

pub(crate) use indeterminate::Cause;
pub use indeterminate::{Indeterminate, Reference};
pub use not_understood::NotUnderstood;
pub use refused::{FieldMessage, Refused};

use std::time::Duration;

use http::StatusCode;

use crate::pages::PagingError;
use crate::{Invalid, RequestError, TransportError};

/// What is known about a request whose call failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Delivery {
    /// Nothing of it has left this machine.
    NotSent,
    /// It was sent, or begun to be sent, and no whole answer came: the API may have carried it
    /// out.
    Unknown,
    /// The API, or something in front of it, has answered.
    Answered,
}

impl std::fmt::Display for Delivery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Delivery::NotSent => "not sent",
            Delivery::Unknown => "unknown",
            Delivery::Answered => "answered",
        })
    }
}

/// Why a call failed.
///
/// Ask [`may_have_happened`](Error::may_have_happened) before sending something that moves money
/// a second time. What was tried again already, where [`Retry`](crate::Retry) allows it:
///
/// | what happened | GET, PUT, DELETE | POST, PATCH | the same with the documented idempotency value |
/// | --- | --- | --- | --- |
/// | not sent: name resolution, connecting, TLS handshake | again | again | again |
/// | sent, no whole answer | again | never: [`Error::Indeterminate`] | again |
/// | 429 | again | never | again |
/// | 408, 425, 5xx | again | never: [`Error::Indeterminate`] | again |
/// | 409 | never | never | once: the first one may still be under way |
/// | 307, 308, any other 4xx | never | never | never |
/// | any other status, redirects among them | never | never: [`Error::Indeterminate`] | never: [`Error::Indeterminate`] |
///
/// A call that changes something, and that ran out of tries while it may have been carried out,
/// ends in [`Error::Indeterminate`], whatever its method.
///
/// Neither `Debug` nor `Display` shows a header, a body or a parameter, in either direction.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The request breaks documented rules. Correct it; nothing was sent.
    #[error("{operation} was not sent, for it breaks documented rules:\n{violations}")]
    Invalid {
        /// The endpoint's name.
        operation: &'static str,
        /// All broken rules.
        violations: Invalid,
    },
    /// No request could be formed of the value. Nothing was sent.
    #[error("{operation} was not sent, for no request could be formed")]
    Request {
        /// The endpoint's name.
        operation: &'static str,
        /// Why not.
        source: RequestError,
    },
    /// The endpoint demands a header that is not set. Nothing was sent.
    #[error(
        "{operation} was not sent, for it demands the header `{name}`: set it for all calls with \
         `ClientBuilder::header`, or for one with `CallOptions::header`"
    )]
    MissingHeader {
        /// The endpoint's name.
        operation: &'static str,
        /// The header's name.
        name: &'static str,
    },
    /// There is no answer, because of the connection. Either nothing was sent, or the call changes
    /// nothing: it may be made again.
    #[error("{operation} has no answer")]
    Transport {
        /// The endpoint's name.
        operation: &'static str,
        /// What went wrong.
        source: TransportError,
    },
    /// There is no answer in time. Either nothing was sent, or the call changes nothing: it may be
    /// made again.
    #[error("{operation} has no answer in time")]
    Timeout {
        /// The endpoint's name.
        operation: &'static str,
        /// What took too long.
        source: TransportError,
    },
    /// The call changes something, and may have been carried out: money may have moved. Look it up
    /// before trying again.
    #[error(transparent)]
    Indeterminate(Box<Indeterminate>),
    /// The API answered with another status than success. If the call changes something, the status
    /// is one that says that the request was not carried out.
    #[error(transparent)]
    Refused(Box<Refused>),
    /// The API carried out the request, but its answer cannot be read. Never send it again; read
    /// the body, or look the object up.
    #[error(transparent)]
    NotUnderstood(Box<NotUnderstood>),
    /// The pages of a list do not add up.
    #[error("{operation} cannot be listed further")]
    Paging {
        /// The endpoint's name.
        operation: &'static str,
        /// What is wrong with the pages.
        source: PagingError,
    },
}

impl Error {
    /// What is known about the request of the last try.
    pub fn delivery(&self) -> Delivery {
        match self {
            Error::Invalid { .. } | Error::Request { .. } | Error::MissingHeader { .. } => {
                Delivery::NotSent
            }
            Error::Transport { source, .. } | Error::Timeout { source, .. } => source.delivery(),
            Error::Indeterminate(indeterminate) => indeterminate.delivery(),
            Error::Refused(_) | Error::NotUnderstood(_) | Error::Paging { .. } => {
                Delivery::Answered
            }
        }
    }

    /// Says if the call may have changed something, or has: then it must not be made again before
    /// looking.
    pub fn may_have_happened(&self) -> bool {
        match self {
            Error::Indeterminate(_) => true,
            Error::NotUnderstood(answer) => answer.changes,
            _ => false,
        }
    }

    /// The endpoint's name.
    pub fn operation(&self) -> &'static str {
        match self {
            Error::Invalid { operation, .. }
            | Error::Request { operation, .. }
            | Error::MissingHeader { operation, .. }
            | Error::Transport { operation, .. }
            | Error::Timeout { operation, .. }
            | Error::Paging { operation, .. } => operation,
            Error::Indeterminate(indeterminate) => indeterminate.operation(),
            Error::Refused(refused) => refused.operation(),
            Error::NotUnderstood(answer) => answer.operation(),
        }
    }

    /// The status of the answer, if there was one or the beginning of one.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Error::Refused(refused) => Some(refused.status()),
            Error::NotUnderstood(answer) => Some(answer.status()),
            Error::Indeterminate(indeterminate) => indeterminate.status(),
            Error::Transport { source, .. } | Error::Timeout { source, .. } => source.status(),
            _ => None,
        }
    }

    /// The wait that the answer asks for before a next call.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Error::Refused(refused) => refused.retry_after(),
            Error::Indeterminate(indeterminate) => {
                indeterminate.answer().and_then(Refused::retry_after)
            }
            _ => None,
        }
    }
}
