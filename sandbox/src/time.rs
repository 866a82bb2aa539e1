//! Times as the documents print them, and days.

use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{Span, Timestamp};

/// `2023-04-06T14:45:24.429Z`: 24 characters, as documented.
pub(crate) fn printed(instant: Timestamp) -> String {
    format!("{instant:.3}")
}

/// The same of milliseconds since 1970.
pub(crate) fn printed_millis(millis: i64) -> Option<String> {
    Timestamp::from_millisecond(millis).ok().map(printed)
}

/// An instant, with `Z` or an offset.
pub(crate) fn instant(text: &str) -> Option<Timestamp> {
    text.parse().ok()
}

/// The day of an instant, in UTC: no page says in which zone a day begins.
pub(crate) fn day(instant: Timestamp) -> Date {
    Offset::UTC.to_datetime(instant).date()
}

/// The first instant of a day.
pub(crate) fn start_of(day: Date) -> Option<Timestamp> {
    Offset::UTC.to_timestamp(day.at(0, 0, 0, 0)).ok()
}

/// The day that a text with its offset names, and the day that it is there now.
pub(crate) fn days_there(text: &str, now: Timestamp) -> Option<(Date, Date)> {
    let instant = instant(text)?;
    let offset = match text.rfind(['+', '-']).filter(|at| *at > 10) {
        Some(at) => offset(&text[at..])?,
        None => Offset::UTC,
    };
    Some((offset.to_datetime(instant).date(), offset.to_datetime(now).date()))
}

fn offset(text: &str) -> Option<Offset> {
    let digits = |part: &str| part.parse::<i32>().ok();
    let (hours, minutes) = (digits(text.get(1..3)?)?, digits(text.get(4..6)?)?);
    let seconds = hours * 3600 + minutes * 60;
    let sign = if text.starts_with('-') { -1 } else { 1 };
    Offset::from_seconds(sign * seconds).ok()
}

/// So many units after a day.
pub(crate) fn after(day: Date, many: i64, unit: &str) -> Option<Date> {
    let span = match unit {
        "day" => Span::new().try_days(many),
        "month" => Span::new().try_months(many),
        "year" => Span::new().try_years(many),
        _ => return None,
    };
    day.checked_add(span.ok()?).ok()
}

/// The day before.
pub(crate) fn day_before(day: Date) -> Date {
    day.yesterday().unwrap_or(day)
}
