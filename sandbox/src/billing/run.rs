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
    let is_billed = schedule::is_billed(&subscription);
    let schedule = subscription.inner.schedule.clone();
    let period = schedule.as_ref().and_then(|it| it.period().zip(it.billing_day()));
    let option = subscription.inner.option.clone().filter(|_| is_billed);
    let (Some(((start, end), day)), Some(option)) = (period, option) else {
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
    if subscription.due.is_some() {
        notifications::tell_of_billing(Event::BillingScheduled, &subscription, work);
    }
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
    match subscription.inner.option.clone() {
        Some(option) if schedule::is_billed(&subscription) => {
            attempt(&mut cycle, &mut subscription, &option, outcomes, work);
        }
        _ => {
            cycle.remember(work.stamp(), "a retry left out: the subscription is not billed now");
            cycle.due = next_retry(&cycle, work);
        }
    }
    work.put(cycle);
    work.put(subscription);
}

/// Charges a billing cycle, and sets what is due after it; the transaction's id comes back.
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
    let is_last = settle(cycle, subscription, outcome, work);
    schedule::set_next(subscription);
    notifications::tell_of_billing(Event::BillingUpdated, subscription, work);
    if is_last {
        notifications::tell_of_billing(Event::BillingExpires, subscription, work);
    }
    key
}

/// Writes down how a charge has ended; whether it was the last that the subscription has to pay
/// comes back.
fn settle(
    cycle: &mut Resource,
    subscription: &mut Resource,
    outcome: Outcome,
    work: &Work<'_>,
) -> bool {
    let status = match outcome {
        Outcome::Captured => "Captured",
        Outcome::Declined => "Failed",
        Outcome::Error => "Error",
    };
    let stamp = || Json::text(work.stamp());
    cycle.value.set("status", Json::text(status));
    cycle.value.set("updatedAt", stamp());
    cycle.remember(work.stamp(), format!("charged: {}", charge::words(outcome)));
    if outcome != Outcome::Captured {
        cycle.due = next_retry(cycle, work);
        return false;
    }
    cycle.due = None;
    cycle.value.set("paidAt", stamp());
    let remaining = subscription.value.get("billingCyclesRemaining").and_then(Json::as_integer);
    let Some(remaining) = remaining.filter(|it| *it > 0) else { return false };
    subscription.value.set("billingCyclesRemaining", Json::number(remaining - 1));
    subscription.value.set("updatedAt", stamp());
    remaining == 1
}

/// When a cycle that was not paid is tried again by itself; `None` when it has been often enough.
fn next_retry(cycle: &Resource, work: &Work<'_>) -> Option<i64> {
    cycle.inner.attempts.as_ref().filter(|it| it.left > 0)?;
    let day = time::after(time::day(work.now()), DAYS_BETWEEN, "day")?;
    time::start_of(day).map(Timestamp::as_millisecond)
}
