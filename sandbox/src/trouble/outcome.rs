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

/// What decides how charges end.
pub(crate) struct Outcomes<'a> {
    /// What the request itself asks for.
    pub(crate) asked: Option<Outcome>,
    pub(crate) merchant: &'a str,
    pub(crate) troubles: &'a Troubles,
}

impl Outcomes<'_> {
    /// How a charge of `option` for `subject` ends: as the request asks, as a text of the subject
    /// asks that begins with `sandbox:`, as the rules have it, or as the option itself does.
    pub(crate) fn of(&self, subject: &Resource, option: &PaymentOption) -> Outcome {
        let marked = || {
            let words = marker(&subject.value).or_else(|| marker(&subject.sent))?;
            self.troubles.of_marked_charge(self.merchant, &words)
        };
        let ruled = || self.troubles.of_ruled_charge(self.merchant);
        let own = if option.declines { Outcome::Declined } else { Outcome::Captured };
        self.asked.or_else(marked).or_else(ruled).unwrap_or(own)
    }
}
