//! The days of a subscription: trial, periods, the next charge.

use generator::api::Part;
use jiff::Timestamp;
use jiff::civil::Date;

use super::{PLAN, SUBSCRIPTION};
use crate::json::Json;
use crate::refusal::Violation;
use crate::resources::Call;
use crate::store::{Resource, Schedule, Work};
use crate::time;

/// A start before today: the day in the offset that it is given with.
pub(super) fn past_start(call: &Call<'_>, work: &Work<'_>) -> Option<Violation> {
    let start = call.body.str_at("startDate")?;
    let (day, today) = time::days_there(start, work.now())?;
    let text = "Invalid startDate: it is before today".to_owned();
    (day < today).then(|| call.violation(Part::Body, "startDate", "/startDate".to_owned(), text))
}

/// Gives a new subscription its days.
pub(super) fn start(call: &Call<'_>, resource: &mut Resource, work: &Work<'_>) {
    let plan = resource.value.str_at("planId").map(|id| (PLAN.into(), id.into()));
    let plan = plan.and_then(|name| work.resource(&name)).map(|it| it.value.clone());
    let start = call.body.str_at("startDate").and_then(|it| time::days_there(it, work.now()));
    let (Some(plan), Some((start, _))) = (plan, start) else { return };
    let mut first = start;
    let trial = plan.get("trialDurationPeriod").and_then(Json::as_integer);
    if let (Some(many), Some(unit)) = (trial, plan.str_at("trialDurationUnit"))
        && let Some(end) = time::after(start, many, unit)
    {
        resource.value.set("trialStartDate", Json::text(start.to_string()));
        resource.value.set("trialEndDate", Json::text(time::day_before(end).to_string()));
        first = end;
    }
    let schedule = Schedule {
        first,
        every: plan.get("billingOccurrence").and_then(Json::as_integer).unwrap_or(1).max(1),
        unit: plan.str_at("billingUnit").unwrap_or("month").to_owned(),
        prepaid: plan.get("prepaid") != Some(&Json::Boolean(false)),
        done: 0,
    };
    resource.inner.schedule = Some(schedule);
    set_next(resource);
}

/// After an update: a subscription that is paused is not billed, and the days that went by are not
/// made up for when it is resumed.
pub(super) fn follow(before: &Json, resource: &mut Resource, now: Timestamp) {
    if resource.kind != SUBSCRIPTION {
        return;
    }
    let was_paused = before.str_at("status") == Some("paused");
    if was_paused && is_billed(resource) {
        let today = time::day(now);
        while let Some(schedule) = &mut resource.inner.schedule
            && schedule.billing_day().is_some_and(|day| day < today)
        {
            schedule.done += 1;
        }
    }
    set_next(resource);
}

/// Writes down the next charge, and when billing has to look.
pub(super) fn set_next(resource: &mut Resource) {
    let day = resource.inner.schedule.as_ref().and_then(Schedule::billing_day);
    if let Some(day) = day {
        resource.value.set("nextBillingDate", Json::text(day.to_string()));
    }
    let start = day.and_then(time::start_of).map(Timestamp::as_millisecond);
    resource.due = start.filter(|_| is_billed(resource));
}

/// Whether a subscription is charged when a charge is due.
fn is_billed(resource: &Resource) -> bool {
    !resource.deleted
        && resource.inner.option.is_some()
        && resource.value.str_at("status") != Some("paused")
        && resource.value.get("billingCyclesRemaining").and_then(Json::as_integer) != Some(0)
}

impl Schedule {
    /// The first and the last day of the period that comes next.
    pub(super) fn period(&self) -> Option<(Date, Date)> {
        let start =
            |number: i64| time::after(self.first, number.checked_mul(self.every)?, &self.unit);
        Some((start(self.done)?, time::day_before(start(self.done.checked_add(1)?)?)))
    }

    /// The day on which that period is charged.
    pub(super) fn billing_day(&self) -> Option<Date> {
        let (start, end) = self.period()?;
        Some(if self.prepaid { start } else { end })
    }
}
