//! A local date and time together with its offset.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use jiff::SignedDuration;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::parse::{self, Instant};
use super::{Date, Timestamp};

/// A local date and time with its offset from UTC: `2021-04-25T15:30:44.718-08:00`.
///
/// Unlike a [`Timestamp`] it means the clock on the wall as well as the instant: its
/// [`date`](OffsetDateTime::date) is the local one. It prints the text it was read from. Two are
/// equal when instant and offset are; order goes by instant, then by offset.
///
/// ```
/// use client_runtime::OffsetDateTime;
///
/// let start: OffsetDateTime = "2021-04-25T20:30:44.718-08:00".parse()?;
/// assert_eq!(start.date().to_string(), "2021-04-25");
/// assert_eq!(start.timestamp().as_str(), "2021-04-26T04:30:44.718Z");
/// # Ok::<(), client_runtime::InvalidOffsetDateTime>(())
/// ```
#[derive(Clone)]
pub struct OffsetDateTime {
    text: String,
    date: Date,
    instant: Instant,
    offset_minutes: i16,
}

impl OffsetDateTime {
    /// The local time, at `offset_minutes` east of UTC, of the instant `unix_millis` milliseconds
    /// after 1970-01-01T00:00:00Z. Its text has three fraction digits and a numeric offset.
    ///
    /// # Errors
    ///
    /// If the offset is a day or more, or a year cannot be written with four digits.
    pub fn new(unix_millis: i64, offset_minutes: i16) -> Result<Self, InvalidOffsetDateTime> {
        if offset_minutes.unsigned_abs() >= 24 * 60 {
            return Err(InvalidOffsetDateTime);
        }
        let instant = Instant::after_epoch(SignedDuration::from_millis(unix_millis))
            .ok_or(InvalidOffsetDateTime)?;
        let east = SignedDuration::from_mins(offset_minutes.into());
        let local = instant.utc().checked_add(east).map_err(|_| InvalidOffsetDateTime)?;
        let sign = if offset_minutes < 0 { '-' } else { '+' };
        let distance = offset_minutes.unsigned_abs();
        let text = format!("{local:.3}{sign}{:02}:{:02}", distance / 60, distance % 60);
        // Reading it back refuses the years that RFC 3339 cannot write.
        text.parse()
    }

    /// The local date: the one that the text shows.
    pub fn date(&self) -> Date {
        self.date
    }

    /// The instant. Its text is in UTC, with three fraction digits, or more where three do not
    /// show it all.
    pub fn timestamp(&self) -> Timestamp {
        Timestamp::of(self.instant)
    }

    /// The milliseconds since 1970-01-01T00:00:00Z, rounded down; negative before it.
    pub fn unix_millis(&self) -> i64 {
        self.instant.unix_millis()
    }

    /// The offset, in minutes east of UTC.
    pub fn offset_minutes(&self) -> i16 {
        self.offset_minutes
    }

    /// The text that goes on the wire.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    fn read(text: String) -> Result<Self, InvalidOffsetDateTime> {
        let moment = parse::moment(&text).ok_or(InvalidOffsetDateTime)?;
        Ok(OffsetDateTime {
            date: Date::of(moment.date),
            instant: moment.instant,
            offset_minutes: moment.offset_minutes,
            text,
        })
    }
}

impl FromStr for OffsetDateTime {
    type Err = InvalidOffsetDateTime;

    fn from_str(text: &str) -> Result<Self, InvalidOffsetDateTime> {
        OffsetDateTime::read(text.to_owned())
    }
}

impl PartialEq for OffsetDateTime {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for OffsetDateTime {}

impl PartialOrd for OffsetDateTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for OffsetDateTime {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.instant, self.offset_minutes).cmp(&(other.instant, other.offset_minutes))
    }
}

impl Hash for OffsetDateTime {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.instant, self.offset_minutes).hash(state);
    }
}

impl fmt::Display for OffsetDateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for OffsetDateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for OffsetDateTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for OffsetDateTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        OffsetDateTime::read(text).map_err(serde::de::Error::custom)
    }
}

/// The text is no date and time with an offset, or lies outside the years 0 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "no such date and time: write date, `T`, time and an offset within the years 0 to 9999, such as \
     2021-04-25T15:30:44.718-08:00"
)]
pub struct InvalidOffsetDateTime;

#[cfg(test)]
mod tests {
    use super::*;
    use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

    fn hash(value: &OffsetDateTime) -> u64 {
        BuildHasherDefault::<DefaultHasher>::default().hash_one(value)
    }

    fn read(text: &str) -> OffsetDateTime {
        text.parse().unwrap_or_else(|error| panic!("{text:?}: {error}"))
    }

    #[test]
    fn the_text_survives_and_the_date_is_the_local_one() {
        for (text, date, offset) in [
            ("2021-04-25T15:30:44.718-08:00", "2021-04-25", -480),
            ("2021-04-25T23:30:44-08:00", "2021-04-25", -480),
            ("2021-04-25T00:30:44+05:45", "2021-04-25", 345),
            ("2021-04-25T00:30:44.70Z", "2021-04-25", 0),
        ] {
            let json = format!("\"{text}\"");
            let local: OffsetDateTime = serde_json::from_str(&json).unwrap();
            assert_eq!(serde_json::to_string(&local).unwrap(), json);
            assert_eq!((local.to_string(), format!("{local:?}")), (text.into(), text.into()));
            assert_eq!((local.date().to_string().as_str(), local.offset_minutes()), (date, offset));
        }
    }

    #[test]
    fn it_is_made_from_an_instant_and_an_offset() {
        for (millis, offset, text) in [
            (1_619_393_444_718, -480, "2021-04-25T15:30:44.718-08:00"),
            (0, 0, "1970-01-01T00:00:00.000+00:00"),
            (0, -1, "1969-12-31T23:59:00.000-00:01"),
            (0, 345, "1970-01-01T05:45:00.000+05:45"),
        ] {
            let local = OffsetDateTime::new(millis, offset).unwrap();
            assert_eq!(local.as_str(), text);
            assert_eq!((local.unix_millis(), local.offset_minutes()), (millis, offset));
            assert_eq!(local.timestamp(), Timestamp::from_unix_millis(millis).unwrap());
        }
        for (millis, offset) in
            [(0, 1440), (0, -1440), (0, i16::MIN), (i64::MAX, 0), (-62_167_219_200_000, -1)]
        {
            assert_eq!(OffsetDateTime::new(millis, offset), Err(InvalidOffsetDateTime));
        }
    }

    #[test]
    fn equality_needs_the_same_instant_and_the_same_offset() {
        let west = read("2021-04-25T15:30:44-08:00");
        let utc = read("2021-04-25T23:30:44Z");
        assert_ne!(west, utc);
        assert!(west < utc);
        assert_eq!(utc, read("2021-04-25T23:30:44.0+00:00"));
        assert_eq!(west.timestamp(), utc.timestamp());
        assert_eq!(hash(&utc), hash(&read("2021-04-25T23:30:44.0+00:00")));
        assert_ne!(hash(&utc), hash(&west));
    }

    #[test]
    fn an_offset_is_needed() {
        for text in ["2021-04-25T15:30:44", "2021-04-25", "2021-04-25T15:04:44.Z", ""] {
            assert_eq!(text.parse::<OffsetDateTime>(), Err(InvalidOffsetDateTime), "{text:?}");
        }
    }
}
