//! A billing run: what is due is charged, and tried again when it failed.

use jiff::Timestamp;

use super::{CYCLE, DAYS_BETWEEN, RETRIES, TRANSACTION, charge, schedule};
use crate::json::Json;
use crate::notifications::{self, Event};
use crate::store::{Attempts, Name, PaymentOption, Resource, Work};
use crate::time;
use crate::trouble::{Outcome, Outcomes};

/// Bills what is due: a subscription whose next charge has come, or a billing cycle that is tried
/// again.
pub(crate) fn bill(name: &Name, outcomes: &Outcomes<'_>, work: &mut Work<'_>) {
    let Some(resource) = work.resource(name).cloned() else { return };
    if resource.kind == CYCLE {
        try_again(resource, outcomes, work);
    } else {
        next_cycle(resource, outcomes, work);
    }
}

fn next_cycle(mut subscription: Resource, outcomes: &Outcomes<'_>, work: &mut Work<'_>) {
    let schedule = subscription.inner.schedule.clone();
    let period = schedule.as_ref().and_then(|it| it.period().zip(it.billing_day()));
    let (Some(((start, end), day)), Some(option)) = (period, subscription.inner.option.clone())
    else {
        subscription.due = None;
        work.put(subscription);
        return;
    };
    let payment = |row: &str| subscription.value.at(&["payment", row]).cloned().unwrap_or_default();
    let key = format!("BillingCycle-{}", work.uuid());
    let stamp = || Json::text(work.stamp());
    let value = Json::object([
        ("id", Json::text(key.clone())),
        ("createdAt", stamp()),
        ("updatedAt", stamp()),
        ("paidAt", Json::Null),
        ("billingDate", Json::text(day.to_string())),
        ("billingPeriodStart", Json::text(start.to_string())),
        ("billingPeriodEnd", Json::text(end.to_string())),
        ("status", Json::text("Failed")),
        ("amount", payment("amount")),
        ("currency", payment("currencyIsoCode")),
        ("shortCardNumber", Json::text(option.short_number.clone())),
        ("billingAgreementId", Json::text(option.agreement.clone())),
    ]);
    let mut cycle = work.create(CYCLE, key, vec![subscription.name()], value);
    cycle.inner.attempts = Some(Attempts { left: RETRIES });
    if let Some(schedule) = &mut subscription.inner.schedule {
        schedule.done += 1;
    }
    subscription.remember(work.stamp(), format!("a billing cycle for {day}"));
    attempt(&mut cycle, &mut subscription, &option, outcomes, work);
    schedule::set_next(&mut subscription);
    let is_last = subscription.value.get("billingCyclesRemaining") == Some(&Json::number(0));
    let event = if is_last { Event::BillingExpires } else { Event::BillingScheduled };
    notifications::tell_of_billing(event, &subscription, work);
    work.put(cycle);
    work.put(subscription);
}

fn try_again(mut cycle: Resource, outcomes: &Outcomes<'_>, work: &mut Work<'_>) {
    cycle.due = None;
    let subscription = cycle.parents.last().and_then(|name| work.resource(name)).cloned();
    let Some(mut subscription) = subscription.filter(|it| !it.deleted) else {
        work.put(cycle);
        return;
    };
    if let Some(attempts) = &mut cycle.inner.attempts {
        attempts.left = attempts.left.saturating_sub(1);
    }
    if let Some(option) = subscription.inner.option.clone() {
        attempt(&mut cycle, &mut subscription, &option, outcomes, work);
        schedule::set_next(&mut subscription);
    }
    work.put(cycle);
    work.put(subscription);
}

/// Charges a billing cycle; the transaction's id comes back.
pub(super) fn attempt(
    cycle: &mut Resource,
    subscription: &mut Resource,
    option: &PaymentOption,
    outcomes: &Outcomes<'_>,
    work: &mut Work<'_>,
) -> String {
    let outcome = outcomes.of(subscription, option);
    let key = format!("Transaction-{}", work.uuid());
    let mut value = Json::object([("id", Json::text(key.clone()))]);
    for row in ["customerAccountId", "payment", "billingAddress", "shippingAddress", "consumer"] {
        if let Some(given) = subscription.value.get(row) {
            value.set(row, given.clone());
        }
    }
    charge::complete(&mut value, option, outcome, work);
    let parents = vec![subscription.name(), cycle.name()];
    let mut transaction = work.create(TRANSACTION, key.clone(), parents, value);
    transaction.remember(work.stamp(), charge::words(outcome));
    work.put(transaction);
    settle(cycle, subscription, outcome, work);
    notifications::tell_of_billing(Event::BillingUpdated, subscription, work);
    key
}

/// Writes down how a charge has ended.
fn settle(cycle: &mut Resource, subscription: &mut Resource, outcome: Outcome, work: &Work<'_>) {
    let (status, left) = match outcome {
        Outcome::Captured => ("Captured", None),
        Outcome::Declined => ("Failed", cycle.inner.attempts.as_ref().map(|it| it.left)),
        Outcome::Error => ("Error", cycle.inner.attempts.as_ref().map(|it| it.left)),
    };
    let stamp = || Json::text(work.stamp());
    cycle.value.set("status", Json::text(status));
    cycle.value.set("updatedAt", stamp());
    cycle.remember(work.stamp(), format!("charged: {}", charge::words(outcome)));
    cycle.due = None;
    if outcome == Outcome::Captured {
        cycle.value.set("paidAt", stamp());
        let remaining = subscription.value.get("billingCyclesRemaining").and_then(Json::as_integer);
        if let Some(remaining) = remaining.filter(|it| *it > 0) {
            subscription.value.set("billingCyclesRemaining", Json::number(remaining - 1));
            subscription.value.set("updatedAt", stamp());
        }
    } else if left.is_some_and(|it| it > 0) {
        let next = time::after(time::day(work.now()), DAYS_BETWEEN, "day");
        cycle.due = next.and_then(time::start_of).map(Timestamp::as_millisecond);
    }
}
