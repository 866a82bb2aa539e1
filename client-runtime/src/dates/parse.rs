//! Reading the texts: fixed shapes first, the calendar afterwards.
//!
//! `jiff`'s own parser takes more than RFC 3339 (a space for the `T`, no separators) and less (at
//! most nine fraction digits), so the shape is read here and `jiff` judges the numbers.

use jiff::civil;
use jiff::tz::Offset;

/// What an RFC 3339 text says.
pub(super) struct Moment {
    /// The date that the text itself shows, in its own offset.
    pub(super) date: civil::Date,
    /// The instant, cut to nanoseconds.
    pub(super) instant: jiff::Timestamp,
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
    let instant = Offset::from_seconds(i32::from(offset_minutes) * 60)
        .ok()?
        .to_timestamp(civil::DateTime::from_parts(date, time))
        .ok()?;
    is_writable(instant).then_some(Moment { date, instant, offset_minutes })
}

/// Says if the instant can be written in UTC with four digits for the year. `jiff` ends before
/// the year 10000 but begins long before the year 0.
pub(super) fn is_writable(instant: jiff::Timestamp) -> bool {
    const YEAR_ZERO: jiff::Timestamp = jiff::Timestamp::constant(-62_167_219_200, 0);
    instant >= YEAR_ZERO
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
