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

/// The row that says when a subscription starts.
pub(super) const START: &str = "startDate";

const TOO_LATE: &str = "Invalid startDate: the first charge falls after the year 9999";

/// A start before today, the day in the offset that it is given with, or one so late that the first
/// charge has no day.
pub(super) fn wrong_start(call: &Call<'_>, work: &Work<'_>) -> Option<Violation> {
    let start = call.body.str_at(START)?;
    let has_no_day = |plan, day| of_plan(plan, day).and_then(|(_, it)| it.billing_day()).is_none();
    let text = match (time::days_there(start, work.now()), plan(call, work)) {
        (Some((day, today)), _) if day < today => "Invalid startDate: it is before today",
        (Some((day, _)), Some(plan)) if has_no_day(plan, day) => TOO_LATE,
        // No timestamp reaches the last hours; another text that is no time breaks its row.
        (None, _) if start.parse::<Date>().is_ok_and(|it| it.year() == 9999) => TOO_LATE,
        _ => return None,
    };
    Some(call.violation(Part::Body, START, format!("/{START}"), text.to_owned()))
}

/// The plan that a new subscription names.
fn plan<'w>(call: &Call<'_>, work: &'w Work<'_>) -> Option<&'w Json> {
    let id = call.body.str_at("planId")?;
    work.resource(&(PLAN.into(), id.into())).map(|it| &it.value)
}

/// Gives a new subscription its days.
pub(super) fn start(call: &Call<'_>, resource: &mut Resource, work: &Work<'_>) {
    let start = call.body.str_at(START).and_then(|it| time::days_there(it, work.now()));
    let days = plan(call, work).zip(start).and_then(|(plan, (start, _))| of_plan(plan, start));
    let Some((trial, schedule)) = days else { return };
    if let Some((start, end)) = trial {
        resource.value.set("trialStartDate", Json::text(start.to_string()));
        resource.value.set("trialEndDate", Json::text(end.to_string()));
    }
    resource.inner.schedule = Some(schedule);
    set_next(resource);
}

/// First and last day of the trial, and the periods, of a subscription that starts on this day;
/// `None` where the trial has no end.
fn of_plan(plan: &Json, start: Date) -> Option<(Option<(Date, Date)>, Schedule)> {
    let length = plan.get("trialDurationPeriod").and_then(Json::as_integer);
    let (trial, first) = match length.zip(plan.str_at("trialDurationUnit")) {
        Some((many, unit)) => {
            let end = time::after(start, many, unit)?;
            (Some((start, time::day_before(end))), end)
        }
        None => (None, start),
    };
    let schedule = Schedule {
        first,
        every: plan.get("billingOccurrence").and_then(Json::as_integer).unwrap_or(1).max(1),
        unit: plan.str_at("billingUnit").unwrap_or("month").to_owned(),
        prepaid: plan.get("prepaid") != Some(&Json::Boolean(false)),
        done: 0,
    };
    Some((trial, schedule))
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
pub(super) fn is_billed(resource: &Resource) -> bool {
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
