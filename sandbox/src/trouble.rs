//! Trouble on purpose: what goes wrong, when, and how often.
//!
//! A trouble is written as words between semicolons, `status=503; retry-after=2; times=2`, and
//! comes with a request (in a header, or in a text of the body that begins with `sandbox:`) or by
//! a rule that was set before. How often it happens is counted for each merchant, and there by
//! endpoint and wording, by resource and wording for a charge, and by rule.

mod counts;
mod outcome;
mod rules;
mod words;

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use generator::api::Endpoint;
use http::HeaderMap;

use crate::billing;
use crate::identifiers::Identifiers;
use crate::json::Json;
use crate::store::Name;
use counts::Counts;

pub(crate) use outcome::{Cause, Outcome, Outcomes};
pub(crate) use rules::{BILLING, Rule};
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

/// What trouble can happen to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Occasion {
    /// A request; whether it makes a charge.
    Request { charges: bool },
    /// A charge that nobody asked for just now.
    Charge,
}

/// The rules, and how often each trouble has happened.
#[derive(Debug)]
pub(crate) struct Troubles {
    identifiers: Identifiers,
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    rules: Vec<Rule>,
    /// How many rules there have been.
    numbered: u64,
    uses: Counts,
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

    /// Whether the request has no effect: a delay, say, does not keep it from one.
    pub(crate) fn replaces_the_effect(&self) -> bool {
        !self.after && (self.drops || self.is_refusal())
    }

    /// Whether the answer is one of failure.
    pub(crate) fn is_refusal(&self) -> bool {
        self.status.is_some_and(|it| it >= 300)
    }

    fn fits(&self, occasion: Occasion) -> bool {
        match occasion {
            Occasion::Request { charges } => {
                self.is_of_the_answer() || charges && self.charge.is_some()
            }
            Occasion::Charge => self.charge.is_some(),
        }
    }
}

impl Troubles {
    pub(crate) fn new(identifiers: Identifiers) -> Self {
        Self { identifiers, inner: Mutex::default() }
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The trouble of a request, if it is time for it. Words that cannot be read are the request's
    /// mistake.
    pub(crate) fn of_request(
        &self,
        merchant: &str,
        endpoint: &Endpoint,
        headers: &HeaderMap,
        body: Option<&Json>,
    ) -> Result<Trouble, String> {
        let runs = endpoint.behaviour.as_ref().and_then(|it| it.runs.as_deref());
        let occasion = Occasion::Request { charges: runs.is_some_and(billing::charges) };
        let asked = match headers.get(HEADER) {
            Some(header) => {
                Some(header.to_str().map_err(|_| format!("{HEADER} is no plain text"))?.to_owned())
            }
            None => body.and_then(marker),
        };
        let Some(words) = asked else {
            return Ok(self.of_rules(merchant, &endpoint.name, occasion));
        };
        let trouble = words::read(&words)?;
        let what = format!("{}: {words}", endpoint.name);
        Ok(self.due(merchant, &what, trouble, occasion).unwrap_or_default())
    }

    /// How a charge of a resource ends that is marked with these words; they were read when they
    /// came.
    fn of_marked_charge(&self, merchant: &str, of: &Name, words: &str) -> Option<Outcome> {
        let trouble = words::read(words).ok()?;
        let what = format!("charge of {} {}: {words}", of.0, of.1);
        self.due(merchant, &what, trouble, Occasion::Charge)?.charge
    }

    /// How the rules have a charge end.
    fn of_ruled_charge(&self, merchant: &str) -> Option<Outcome> {
        self.of_rules(merchant, BILLING, Occasion::Charge).charge
    }

    /// A trouble if it fits, has not happened as often as it should, and if chance has it so.
    fn due(
        &self,
        merchant: &str,
        what: &str,
        trouble: Trouble,
        occasion: Occasion,
    ) -> Option<Trouble> {
        if !trouble.fits(occasion) {
            return None;
        }
        let number = self.inner().uses.one_more(merchant, what);
        let is_used_up = trouble.times.is_some_and(|times| number > times);
        let is_spared = trouble.chance.is_some_and(|chance| {
            self.identifiers.chance(what, merchant, u64::from(number)) >= chance
        });
        (!is_used_up && !is_spared).then_some(trouble)
    }
}

/// The words of the first text in a body that asks for trouble.
pub(crate) fn marker(body: &Json) -> Option<String> {
    let texts = body.entries().iter().filter_map(|(_, value)| value.as_str());
    texts.map(str::trim).find_map(|text| text.strip_prefix(MARKER)).map(|it| it.trim().to_owned())
}
