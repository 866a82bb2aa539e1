//! A call that may have been carried out.

use std::fmt;
use std::time::SystemTime;

use http::StatusCode;

use super::{Delivery, Refused};
use crate::TransportError;

/// A call that changes something, was sent, and may have been carried out.
///
/// Do not make the call again before you have looked: [`find_out`](Indeterminate::find_out) says
/// how, where the documentation knows a way, and [`references`](Indeterminate::references) holds
/// what to look for.
#[derive(Debug)]
pub struct Indeterminate {
    pub(crate) operation: &'static str,
    pub(crate) references: Vec<Reference>,
    pub(crate) find_out: Option<&'static str>,
    pub(crate) sent_at: SystemTime,
    pub(crate) tries: u32,
    pub(crate) cause: Cause,
}

/// Why it is not known what became of a call.
#[derive(Debug)]
pub(crate) enum Cause {
    Lost(TransportError),
    Answered(Refused),
}

/// A reference of the caller's own that was sent with a request.
///
/// `Debug` shows the row alone.
#[derive(Clone, PartialEq, Eq)]
pub struct Reference {
    pub(crate) row: &'static str,
    pub(crate) value: String,
}

impl Reference {
    /// The documented row that it was sent in.
    pub fn row(&self) -> &'static str {
        self.row
    }

    /// The reference.
    pub fn value(&self) -> &str {
        &self.value
    }
}

impl fmt::Debug for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reference({})", self.row)
    }
}

impl Indeterminate {
    /// The endpoint's name.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The references of the caller's own that were sent, to look the object up by.
    pub fn references(&self) -> &[Reference] {
        &self.references
    }

    /// How to find out what became of the call, where the documentation gives a way.
    pub fn find_out(&self) -> Option<&'static str> {
        self.find_out
    }

    /// When the last try began.
    pub fn sent_at(&self) -> SystemTime {
        self.sent_at
    }

    /// How many tries were made.
    pub fn tries(&self) -> u32 {
        self.tries
    }

    /// What went wrong below HTTP, unless there was an answer.
    pub fn transport(&self) -> Option<&TransportError> {
        match &self.cause {
            Cause::Lost(error) => Some(error),
            Cause::Answered(_) => None,
        }
    }

    /// The answer that does not tell if the request was carried out, such as a 502 of a proxy.
    pub fn answer(&self) -> Option<&Refused> {
        match &self.cause {
            Cause::Lost(_) => None,
            Cause::Answered(refused) => Some(refused),
        }
    }

    /// The status of the answer, or of the beginning of one.
    pub fn status(&self) -> Option<StatusCode> {
        match &self.cause {
            Cause::Lost(error) => error.status(),
            Cause::Answered(refused) => Some(refused.status()),
        }
    }

    /// [`Delivery::Unknown`], or [`Delivery::Answered`] if there was an answer that does not tell.
    pub fn delivery(&self) -> Delivery {
        match &self.cause {
            // A try that was not sent came after one that may have been.
            Cause::Lost(_) => Delivery::Unknown,
            Cause::Answered(_) => Delivery::Answered,
        }
    }
}

impl fmt::Display for Indeterminate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} may have been carried out: ", self.operation)?;
        match &self.cause {
            Cause::Lost(_) => f.write_str("it was sent, and no whole answer came")?,
            Cause::Answered(refused) => {
                write!(f, "status {} does not tell", refused.status())?;
            }
        }
        f.write_str("; look it up before trying again")?;
        match self.find_out {
            Some(how) => write!(f, ": {how}")?,
            None => f.write_str(", for the documentation names no way to repeat it safely")?,
        }
        for (index, reference) in self.references.iter().enumerate() {
            let before = if index == 0 { " (it was sent with " } else { ", " };
            write!(f, "{before}`{}`", reference.row)?;
        }
        f.write_str(if self.references.is_empty() { "" } else { ")" })
    }
}

impl std::error::Error for Indeterminate {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.cause {
            Cause::Lost(error) => Some(error),
            Cause::Answered(refused) => Some(refused),
        }
    }
}
