//! How a charge ends.

use super::{Troubles, marker};
use crate::identifiers::Identifiers;
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
    pub(crate) identifiers: &'a Identifiers,
}

impl Outcomes<'_> {
    /// How a charge of `option` for `subject` ends: as the request asks, as a text of the subject
    /// asks that begins with `sandbox:`, as the rules have it, or as the option itself does.
    pub(crate) fn of(&self, subject: &Resource, option: &PaymentOption) -> Outcome {
        let marked = || {
            let words = marker(&subject.value).or_else(|| marker(&subject.sent))?;
            self.troubles.due(self.merchant, &words, &words, self.identifiers).ok()?.charge
        };
        let ruled = || {
            let rules = self.troubles.of_rules(self.merchant, "billing", self.identifiers);
            rules.ok()?.charge
        };
        let own = if option.declines { Outcome::Declined } else { Outcome::Captured };
        self.asked.or_else(marked).or_else(ruled).unwrap_or(own)
    }
}
