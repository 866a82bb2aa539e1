//! Trouble by rule: for every request, or every charge, that fits.

use serde::{Deserialize, Serialize};

use super::{Occasion, Trouble, Troubles, words};
use crate::limits;

/// What a rule calls the charges that fall due, which no request asks for.
pub(crate) const BILLING: &str = "billing";

/// A trouble for every request that fits.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    /// The endpoint's name, `billing` for charges that fall due, or all.
    #[serde(default)]
    pub(crate) endpoint: Option<String>,
    /// The merchant key, or all.
    #[serde(default)]
    pub(crate) merchant: Option<String>,
    /// What goes wrong, in words.
    pub(crate) trouble: String,
    /// Tells its count from those of other rules.
    #[serde(skip)]
    number: u64,
}

impl Rule {
    fn is_for(&self, merchant: &str, endpoint: &str) -> bool {
        self.endpoint.as_ref().is_none_or(|it| it.eq_ignore_ascii_case(endpoint))
            && self.is_of(merchant)
    }

    /// Whether it can happen to a merchant.
    pub(crate) fn is_of(&self, merchant: &str) -> bool {
        self.merchant.as_ref().is_none_or(|it| it == merchant)
    }

    /// What its uses are counted under.
    fn counted_as(&self) -> String {
        format!("rule {}", self.number)
    }
}

impl Troubles {
    /// Adds a rule, if its words can be read.
    pub(crate) fn add(&self, mut rule: Rule) -> Result<(), String> {
        words::read(&rule.trouble)?;
        let mut inner = self.inner();
        if inner.rules.len() >= limits::TROUBLE {
            return Err("there are as many rules as there can be".to_owned());
        }
        inner.numbered += 1;
        rule.number = inner.numbered;
        inner.rules.push(rule);
        Ok(())
    }

    pub(crate) fn rules(&self) -> Vec<Rule> {
        self.inner().rules.clone()
    }

    /// How many more times a rule can happen to a merchant; `None` where it has no end, or where
    /// each merchant has a count of its own.
    pub(crate) fn left(&self, rule: &Rule, merchant: Option<&str>) -> Option<u32> {
        let merchant = merchant.or(rule.merchant.as_deref())?;
        let times = words::read(&rule.trouble).ok()?.times?;
        Some(times.saturating_sub(self.inner().uses.of(merchant, &rule.counted_as())))
    }

    /// Takes the rules of one merchant away, or all, and forgets how often trouble has happened.
    pub(crate) fn clear(&self, merchant: Option<&str>) {
        let mut inner = self.inner();
        // With nothing left, a run begins anew, and chance falls as it did.
        inner.numbered = if merchant.is_none() { 0 } else { inner.numbered };
        let others = |it: Option<&str>| merchant.is_some() && it != merchant;
        inner.rules.retain(|rule| others(rule.merchant.as_deref()));
        inner.uses.clear(merchant);
    }

    /// The trouble that the rules have for an endpoint: that of the first whose time it is.
    pub(super) fn of_rules(&self, merchant: &str, endpoint: &str, occasion: Occasion) -> Trouble {
        let rules = self.rules();
        let mut fitting = rules.iter().filter(|rule| rule.is_for(merchant, endpoint));
        let due = fitting.find_map(|rule| {
            self.due(merchant, &rule.counted_as(), words::read(&rule.trouble).ok()?, occasion)
        });
        due.unwrap_or_default()
    }
}
