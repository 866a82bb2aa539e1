//! Manual retries of a billing cycle that failed for good.

use super::{CYCLE, run};
use crate::json::Json;
use crate::refusal::Violation;
use crate::resources::Call;
use crate::store::{Name, Resource, Work};

/// A cycle that was paid, or that is still tried again by itself.
pub(super) fn too_early(call: &Call<'_>, parents: &[Name], work: &Work<'_>) -> Option<Violation> {
    let cycle = work.resource(parents.last()?)?;
    let row = call.behaviour.parents.last()?;
    let text = match cycle.value.str_at("status") {
        Some("Failed" | "Error") if cycle.due.is_some() => {
            "an automatic retry of the billing cycle is left"
        }
        Some("Failed" | "Error") => return None,
        _ => "the billing cycle did not fail",
    };
    Some(super::wrong_state(call, &row.row, text))
}

/// Charges the cycle once more.
pub(super) fn act(call: &Call<'_>, parents: &[Name], retry: &mut Resource, work: &mut Work<'_>) {
    let cycle = parents.iter().find(|(kind, _)| kind == CYCLE);
    let cycle = cycle.and_then(|name| work.resource(name)).cloned();
    let subscription = parents.first().and_then(|name| work.resource(name)).cloned();
    let (Some(mut cycle), Some(mut subscription)) = (cycle, subscription) else { return };
    if let Some(option) = subscription.inner.option.clone() {
        let charged = run::attempt(&mut cycle, &mut subscription, &option, call.outcomes, work);
        retry.value.set("transactionId", Json::text(charged));
    }
    work.put(cycle);
    work.put(subscription);
}
