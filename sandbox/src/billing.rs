//! What no table can express: how subscriptions are billed, and how charges are made.
//!
//! The rows are called by the names that the documents have for them; what the documents leave
//! open is decided in `explain`.

mod charge;
mod retry;
mod run;
mod schedule;
mod timer;

use generator::api::Part;
use generator::api::behaviour::Behaviour;
use jiff::Timestamp;

use crate::json::Json;
use crate::refusal::Violation;
use crate::resources::Call;
use crate::store::{Name, Resource, Work};

pub(crate) use run::bill;
pub(crate) use timer::run_by_itself;

/// The objects that billing knows.
pub(crate) const SERIE: &str = "PaymentSerie";
pub(crate) const SUBSCRIPTION: &str = "Subscription";
pub(crate) const CHECKOUT: &str = "SubscriptionCheckout";
const PLAN: &str = "SubscriptionPlan";
const CYCLE: &str = "BillingCycle";
const TRANSACTION: &str = "Transaction";

/// How often, and after how many days each, a failed billing cycle is tried again by itself.
pub(crate) const RETRIES: u32 = 3;
pub(crate) const DAYS_BETWEEN: i64 = 1;

/// A step that an endpoint's `runs` names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// A subscription gets its days of trial and billing.
    Billing,
    /// A payment serie is charged.
    Charge,
    /// A billing cycle is tried once more.
    Retry,
}

impl Step {
    /// The step of a name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "billing" => Some(Self::Billing),
            "charge" => Some(Self::Charge),
            "retry" => Some(Self::Retry),
            _ => None,
        }
    }

    /// The step of an endpoint. An unknown name was refused when the sandbox started.
    pub(crate) fn of(call: &Call<'_>) -> Option<Self> {
        call.behaviour.runs.as_deref().and_then(Self::named)
    }

    /// The row whose demands `violations` judges: a new subscription's start, or what the path
    /// names of a charge.
    pub(crate) fn judged_row(self, behaviour: &Behaviour) -> Option<&str> {
        match self {
            Self::Billing => Some(schedule::START),
            Self::Charge | Self::Retry => Some(&behaviour.parents.last()?.row),
        }
    }

    /// What the documents demand of the step, and no schema can tell.
    pub(crate) fn violations(
        self,
        call: &Call<'_>,
        parents: &[Name],
        work: &Work<'_>,
    ) -> Vec<Violation> {
        let violation = match self {
            Self::Billing => schedule::wrong_start(call, work),
            Self::Charge => charge::without_option(call, parents, work),
            Self::Retry => retry::too_early(call, parents, work),
        };
        violation.into_iter().collect()
    }

    /// Does it; the resource is the one that the endpoint makes.
    pub(crate) fn act(
        self,
        call: &Call<'_>,
        parents: &[Name],
        resource: &mut Resource,
        work: &mut Work<'_>,
    ) {
        match self {
            Self::Billing => schedule::start(call, resource, work),
            Self::Charge => charge::serie(call, parents, resource, work),
            Self::Retry => retry::act(call, parents, resource, work),
        }
    }
}

/// Whether a step, by its name, makes a charge.
pub(crate) fn charges(step: &str) -> bool {
    matches!(Step::named(step), Some(Step::Charge | Step::Retry))
}

/// Keeps the days of a subscription right after an update.
pub(crate) fn follow(before: &Json, resource: &mut Resource, now: Timestamp) {
    schedule::follow(before, resource, now);
}

/// A violation of a row of the path: what it names is not in the right state.
fn wrong_state(call: &Call<'_>, row: &str, text: &str) -> Violation {
    call.violation(Part::Path, row, format!("path.{row}"), text.to_owned())
}
