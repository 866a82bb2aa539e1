//! How a charge ends.

use super::{Troubles, marker};
use crate::store::{PaymentOption, Resource};

/// How a charge ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Captured,
    /// The customer's bank says no.
    Declined,
    /// It failed for a reason that is nobody's.
    Error,
}

/// What makes a charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cause {
    /// A request, which may have asked for an outcome, or have had a rule decide on one.
    Request(Option<Outcome>),
    /// It fell due.
    Due,
}

/// What decides how charges end.
pub(crate) struct Outcomes<'a> {
    pub(crate) cause: Cause,
    pub(crate) merchant: &'a str,
    pub(crate) troubles: &'a Troubles,
}

impl Outcomes<'_> {
    /// How a charge of `option` for `subject` ends: as the request asks, as a text of the subject
    /// asks that begins with `sandbox:`, as the rules for billing have it where it fell due, or as
    /// the option itself does.
    pub(crate) fn of(&self, subject: &Resource, option: &PaymentOption) -> Outcome {
        let marked = || {
            let words = marker(&subject.value).or_else(|| marker(&subject.sent))?;
            self.troubles.of_marked_charge(self.merchant, &subject.name(), &words)
        };
        let (asked, is_due) = match self.cause {
            Cause::Request(asked) => (asked, false),
            Cause::Due => (None, true),
        };
        let ruled = || is_due.then(|| self.troubles.of_ruled_charge(self.merchant)).flatten();
        let own = if option.declines { Outcome::Declined } else { Outcome::Captured };
        asked.or_else(marked).or_else(ruled).unwrap_or(own)
    }
}
