//! What is kept of a merchant, record by record.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::Name;
use crate::clock::Clock;
use crate::json::Json;
use crate::limits;

/// What concerns the merchant as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Meta {
    /// How many resources were made.
    pub(crate) sequence: u64,
    /// How many identifiers were given.
    pub(crate) identifiers: u64,
    pub(crate) clock: Clock,
    /// A digest of the password that the first request had.
    pub(crate) password: Option<String>,
    /// Where notifications go.
    pub(crate) target: Option<Target>,
    /// Whether the resources that are there from the start are there.
    pub(crate) stocked: bool,
}

/// Where notifications are sent; `notifications::target` says which are allowed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Target {
    pub(crate) url: String,
    /// User name and password of HTTP Basic authentication.
    pub(crate) basic: Option<(String, String)>,
}

/// One resource.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Resource {
    /// The object's name.
    pub(crate) kind: SmolStr,
    pub(crate) key: SmolStr,
    pub(crate) sequence: u64,
    /// The resources that it stands under, outermost first.
    pub(crate) parents: Vec<Name>,
    /// The rows that are shown.
    pub(crate) value: Json,
    /// The rows of the request that are not.
    pub(crate) sent: Json,
    pub(crate) deleted: bool,
    /// When billing has to look at it, in milliseconds since 1970.
    pub(crate) due: Option<i64>,
    pub(crate) inner: Inner,
    pub(crate) history: Vec<Past>,
}

impl Resource {
    pub(crate) fn name(&self) -> Name {
        (self.kind.clone(), self.key.clone())
    }

    /// About how many bytes of memory it takes.
    pub(super) fn footprint(&self) -> usize {
        let own = size_of::<Self>() + self.key.len() + self.parents.len() * size_of::<Name>();
        let history = self.history.len() * (size_of::<Past>() + 32);
        own + history + self.value.footprint() + self.sent.footprint()
    }

    /// Remembers what has happened to it.
    pub(crate) fn remember(&mut self, at: SmolStr, what: impl Into<SmolStr>) {
        if self.history.len() >= limits::HISTORY {
            self.history.remove(0);
        }
        self.history.push(Past { at, what: what.into() });
    }
}

/// A step in the history of a resource.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Past {
    pub(crate) at: SmolStr,
    pub(crate) what: SmolStr,
}

/// What is known of a resource beyond its rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Inner {
    /// The payment option that the customer has stored.
    pub(crate) option: Option<PaymentOption>,
    /// When a subscription is charged.
    pub(crate) schedule: Option<Schedule>,
    /// How a billing cycle is tried again.
    pub(crate) attempts: Option<Attempts>,
}

/// A stored payment option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PaymentOption {
    /// The reference that charges carry.
    pub(crate) reference: String,
    /// The billing agreement under which it is charged.
    pub(crate) agreement: String,
    /// First and last digits.
    pub(crate) short_number: String,
    /// Whether charges of it are declined.
    pub(crate) declines: bool,
}

/// The periods of a subscription.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Schedule {
    /// The first day of the first period.
    pub(crate) first: Date,
    /// How many units a period lasts, and which.
    pub(crate) every: i64,
    pub(crate) unit: String,
    /// Whether a period is charged at its start.
    pub(crate) prepaid: bool,
    /// How many periods have had their billing cycle.
    pub(crate) done: i64,
}

/// The attempts to charge a billing cycle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Attempts {
    /// How many automatic retries are left.
    pub(crate) left: u32,
}

/// An answer that is given again when the request comes again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Replay {
    /// The request's body.
    pub(crate) body: Json,
    pub(crate) status: u16,
    pub(crate) answer: Option<Json>,
}

impl Replay {
    /// About how many bytes of memory it takes.
    pub(super) fn footprint(&self) -> usize {
        size_of::<Self>() + self.body.footprint() + self.answer.as_ref().map_or(0, Json::footprint)
    }
}

/// A notification, sent or to be sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Notice {
    pub(crate) payload: Json,
    pub(crate) attempts: u32,
    pub(crate) delivered: bool,
    /// Whether nobody tries any more.
    #[serde(default)]
    pub(crate) given_up: bool,
    /// What came of the last attempt.
    pub(crate) last: String,
}

impl Notice {
    /// About how many bytes of memory it takes.
    pub(super) fn footprint(&self) -> usize {
        size_of::<Self>() + self.payload.footprint() + self.last.len()
    }

    /// Whether it is still to be sent.
    pub(crate) fn is_open(&self) -> bool {
        !self.delivered && !self.given_up
    }
}
