//! Reading the texts: fixed shapes first, the calendar afterwards.
//!
//! `jiff`'s own parser takes more than RFC 3339 (a space for the `T`, no separators) and less (at
//! most nine fraction digits), so the shape is read here and `jiff` judges the numbers.

use jiff::{SignedDuration, civil};

/// An instant that can be written in UTC with four digits for the year: all from the year 0 to the
/// last nanosecond of 9999, which .NET sends for "never". `jiff::Timestamp` ends a day before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Instant {
    utc: civil::DateTime,
}

impl Instant {
    const EPOCH: civil::DateTime = civil::DateTime::constant(1970, 1, 1, 0, 0, 0, 0);

    fn of(utc: civil::DateTime) -> Option<Self> {
        (utc.year() >= 0).then_some(Instant { utc })
    }

    /// So long after 1970-01-01T00:00:00Z.
    pub(super) fn after_epoch(duration: SignedDuration) -> Option<Self> {
        Instant::of(Instant::EPOCH.checked_add(duration).ok()?)
    }

    /// How long after 1970-01-01T00:00:00Z it is.
    pub(super) fn since_epoch(self) -> SignedDuration {
        self.utc.duration_since(Instant::EPOCH)
    }

    /// The milliseconds since 1970-01-01T00:00:00Z, rounded down.
    pub(super) fn unix_millis(self) -> i64 {
        let since = self.since_epoch();
        // Both parts have one sign: before 1970 the rest is rounded away from zero.
        since.as_secs() * 1000 + i64::from(since.subsec_nanos().div_euclid(1_000_000))
    }

    /// As it reads in UTC.
    pub(super) fn utc(self) -> civil::DateTime {
        self.utc
    }
}

/// What an RFC 3339 text says.
pub(super) struct Moment {
    /// The date that the text itself shows, in its own offset.
    pub(super) date: civil::Date,
    /// The instant, cut to nanoseconds.
    pub(super) instant: Instant,
    /// Minutes east of UTC.
    pub(super) offset_minutes: i16,
}

/// Reads `YYYY-MM-DD`.
pub(super) fn date(text: &str) -> Option<civil::Date> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text.as_bytes() else {
        return None;
    };
    let year = number(&[y1, y2, y3, y4])?;
    let month = number(&[m1, m2])?;
    let day = number(&[d1, d2])?;
    civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Reads `YYYY-MM-DDTHH:MM:SS`, any number of fraction digits, and `Z` or `±HH:MM`.
///
/// A leap second is read as the second before it, as `jiff` and POSIX have it; digits beyond
/// nanoseconds count for nothing.
pub(super) fn moment(text: &str) -> Option<Moment> {
    let (day, time) = text.split_once('T')?;
    let date = date(day)?;
    let (clock, rest) = time.split_at_checked(8)?;
    let [h1, h2, b':', m1, m2, b':', s1, s2] = *clock.as_bytes() else {
        return None;
    };
    let hour = i8::try_from(number(&[h1, h2])?).ok()?;
    let minute = i8::try_from(number(&[m1, m2])?).ok()?;
    let second = match number(&[s1, s2])? {
        60 => 59,
        second => i8::try_from(second).ok()?,
    };
    let (nanosecond, zone) = fraction(rest)?;
    let offset_minutes = offset(zone)?;
    let time = civil::Time::new(hour, minute, second, nanosecond).ok()?;
    let local = civil::DateTime::from_parts(date, time);
    let east = SignedDuration::from_mins(offset_minutes.into());
    let instant = Instant::of(local.checked_sub(east).ok()?)?;
    Some(Moment { date, instant, offset_minutes })
}

/// Splits off a fraction of a second, in nanoseconds.
fn fraction(text: &str) -> Option<(i32, &str)> {
    let Some(after_point) = text.strip_prefix('.') else {
        return Some((0, text));
    };
    let end = after_point.find(|it: char| !it.is_ascii_digit()).unwrap_or(after_point.len());
    let (digits, zone) = after_point.split_at(end);
    if digits.is_empty() {
        return None;
    }
    let nanoseconds = digits
        .bytes()
        .chain(std::iter::repeat(b'0'))
        .take(9)
        .fold(0, |sum, digit| sum * 10 + i32::from(digit - b'0'));
    Some((nanoseconds, zone))
}

/// Reads `Z` or `±HH:MM` as minutes east of UTC.
fn offset(text: &str) -> Option<i16> {
    if text == "Z" {
        return Some(0);
    }
    let [sign, h1, h2, b':', m1, m2] = *text.as_bytes() else {
        return None;
    };
    let hours = number(&[h1, h2]).filter(|hours| *hours < 24)?;
    let minutes = number(&[m1, m2]).filter(|minutes| *minutes < 60)?;
    match sign {
        b'+' => Some(hours * 60 + minutes),
        b'-' => Some(-(hours * 60 + minutes)),
        _ => None,
    }
}

/// Reads up to four ASCII digits.
fn number(digits: &[u8]) -> Option<i16> {
    digits.iter().try_fold(0, |sum, digit| {
        digit.is_ascii_digit().then(|| sum * 10 + i16::from(digit - b'0'))
    })
}
