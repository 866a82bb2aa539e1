//! Trouble on purpose: what goes wrong, when, and how often.
//!
//! A trouble is written as words between semicolons, `status=503; retry-after=2; times=2`, and
//! comes with a request (in a header, or in a text of the body that begins with `sandbox:`) or by
//! a rule that was set before.

mod outcome;
mod words;

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use generator::api::Endpoint;
use http::HeaderMap;
use serde::{Deserialize, Serialize};

use crate::identifiers::Identifiers;
use crate::json::Json;
use crate::limits;

pub(crate) use outcome::{Outcome, Outcomes};
pub(crate) use words::KNOWN;

/// The header with which a request asks for trouble.
pub(crate) const HEADER: &str = "x-sandbox-trouble";

/// What a text of a body begins with when it asks for trouble.
pub(crate) const MARKER: &str = "sandbox:";

/// What goes wrong.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Trouble {
    /// The status of the answer in place of the right one.
    pub(crate) status: Option<u16>,
    /// Seconds for the header `Retry-After`.
    pub(crate) retry_after: Option<u64>,
    /// How long the answer is held back.
    pub(crate) delay: Option<Duration>,
    pub(crate) shape: Shape,
    /// The connection is closed without an answer.
    pub(crate) drops: bool,
    /// Whether the request has its effect all the same.
    pub(crate) after: bool,
    /// How charges end.
    pub(crate) charge: Option<Outcome>,
    /// How often it happens; always, when nothing is said.
    times: Option<u32>,
    /// How likely it is each time.
    chance: Option<f64>,
}

/// What becomes of the answer's body.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Shape {
    #[default]
    Whole,
    /// No JSON.
    Garbage,
    /// Nothing at all.
    Empty,
    /// It ends after so many bytes, though its length says otherwise.
    Cut(usize),
    /// It comes in pieces, with a pause before each.
    Slow(Duration),
}

/// A trouble for every request that fits.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    /// The endpoint's name, `billing` for charges that nobody asks for, or all.
    #[serde(default)]
    pub(crate) endpoint: Option<String>,
    /// The merchant key, or all.
    #[serde(default)]
    pub(crate) merchant: Option<String>,
    /// What goes wrong, in words.
    pub(crate) trouble: String,
    /// Tells its uses from those of another rule with the same words.
    #[serde(skip)]
    number: u64,
}

/// The rules, and how often each trouble has happened.
#[derive(Debug, Default)]
pub(crate) struct Troubles {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    rules: Vec<Rule>,
    /// How many rules there have been.
    count: u64,
    /// How often a trouble was asked for, by merchant and by words or rule.
    uses: BTreeMap<(String, String), u32>,
}

impl Trouble {
    /// Whether something is wrong with the answer, and not with a charge alone.
    pub(crate) fn is_of_the_answer(&self) -> bool {
        self.status.is_some()
            || self.retry_after.is_some()
            || self.delay.is_some()
            || self.drops
            || self.shape != Shape::Whole
    }
}

impl Rule {
    fn is_for(&self, merchant: Option<&str>) -> bool {
        merchant.is_none() || self.merchant.is_none() || self.merchant.as_deref() == merchant
    }

    /// What its uses are counted under: no words of a request begin like this.
    fn key(&self) -> String {
        format!("#{}", self.number)
    }
}

impl Troubles {
    /// Adds a rule, if its words can be read.
    pub(crate) fn add(&self, mut rule: Rule) -> Result<(), String> {
        words::read(&rule.trouble)?;
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        if inner.rules.len() >= limits::TROUBLE {
            return Err("there are as many rules as there can be".to_owned());
        }
        inner.count += 1;
        rule.number = inner.count;
        inner.rules.push(rule);
        Ok(())
    }

    /// The rules for a merchant, or all, and how many more times each can happen to that merchant.
    pub(crate) fn rules(&self, merchant: Option<&str>) -> Vec<(Rule, Option<u32>)> {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let rules = inner.rules.iter().filter(|it| it.is_for(merchant));
        let left = |rule: &Rule| {
            let times = words::read(&rule.trouble).ok()?.times?;
            let uses = inner.uses.get(&(merchant?.to_owned(), rule.key()));
            Some(times.saturating_sub(uses.copied().unwrap_or_default()))
        };
        rules.map(|rule| (rule.clone(), left(rule))).collect()
    }

    /// Takes the rules of one merchant away, or all rules, and forgets how often trouble has
    /// happened.
    pub(crate) fn clear(&self, merchant: Option<&str>) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        match merchant {
            None => *inner = Inner::default(),
            Some(merchant) => {
                inner.rules.retain(|rule| rule.merchant.as_deref() != Some(merchant));
                inner.uses.retain(|(key, _), _| key != merchant);
            }
        }
    }

    /// The trouble of a request, if it is time for it. Words that cannot be read are the request's
    /// mistake.
    pub(crate) fn of_request(
        &self,
        merchant: &str,
        endpoint: &Endpoint,
        headers: &HeaderMap,
        body: &Json,
        identifiers: &Identifiers,
    ) -> Result<Trouble, String> {
        let header = headers.get(HEADER).and_then(|it| it.to_str().ok()).map(str::to_owned);
        let asked = header.or_else(|| marker(body));
        match asked {
            Some(words) => self.due(merchant, &words, &words, identifiers),
            None => self.of_rules(merchant, &endpoint.name, identifiers),
        }
    }

    /// The trouble that the rules have for an endpoint.
    pub(crate) fn of_rules(
        &self,
        merchant: &str,
        endpoint: &str,
        identifiers: &Identifiers,
    ) -> Result<Trouble, String> {
        for (rule, _) in self.rules(Some(merchant)) {
            if rule.endpoint.as_ref().is_none_or(|it| it.eq_ignore_ascii_case(endpoint)) {
                let trouble = self.due(merchant, &rule.key(), &rule.trouble, identifiers)?;
                if trouble != Trouble::default() {
                    return Ok(trouble);
                }
            }
        }
        Ok(Trouble::default())
    }

    /// A trouble if it has not happened as often as it should, and if chance has it so.
    fn due(
        &self,
        merchant: &str,
        counted_as: &str,
        words: &str,
        identifiers: &Identifiers,
    ) -> Result<Trouble, String> {
        let trouble = words::read(words)?;
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (merchant.to_owned(), counted_as.to_owned());
        if inner.uses.len() >= limits::TROUBLE && !inner.uses.contains_key(&key) {
            inner.uses.pop_first();
        }
        let uses = inner.uses.entry(key).or_default();
        *uses += 1;
        let number = *uses;
        drop(inner);
        let is_used_up = trouble.times.is_some_and(|times| number > times);
        let is_spared = trouble.chance.is_some_and(|chance| {
            identifiers.chance(&format!("{merchant} {words}"), u64::from(number)) >= chance
        });
        Ok(if is_used_up || is_spared { Trouble::default() } else { trouble })
    }
}

/// The words of the first text in a body that asks for trouble.
pub(crate) fn marker(body: &Json) -> Option<String> {
    let texts = body.entries().iter().filter_map(|(_, value)| value.as_str());
    texts.map(str::trim).find_map(|text| text.strip_prefix(MARKER)).map(|it| it.trim().to_owned())
}
