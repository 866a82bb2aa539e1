//! An instant.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::time::SystemTime;

use jiff::SignedDuration;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::parse::{self, Instant};

/// An instant, written as RFC 3339 has it: `2021-05-10T15:38:01.023Z`.
///
/// It is read with `Z` or an offset and with any number of fraction digits, and prints the text
/// it was read from. Comparisons go by the instant, to the nanosecond, so two values may be equal
/// and print differently.
///
/// ```
/// use client_runtime::Timestamp;
///
/// let short: Timestamp = "2021-05-10T15:38:01.02Z".parse()?;
/// assert_eq!(short.to_string(), "2021-05-10T15:38:01.02Z");
/// assert_eq!(short, "2021-05-10T17:38:01.020+02:00".parse()?);
/// assert_eq!(Timestamp::from_unix_millis(0)?.as_str(), "1970-01-01T00:00:00.000Z");
/// # Ok::<(), client_runtime::InvalidTimestamp>(())
/// ```
#[derive(Clone)]
pub struct Timestamp {
    text: String,
    instant: Instant,
}

impl Timestamp {
    /// The instant this many milliseconds after 1970-01-01T00:00:00Z; its text has three fraction
    /// digits and `Z`.
    ///
    /// # Errors
    ///
    /// If the instant's year cannot be written with four digits.
    pub fn from_unix_millis(millis: i64) -> Result<Self, InvalidTimestamp> {
        let instant = Instant::after_epoch(SignedDuration::from_millis(millis));
        instant.map(Timestamp::of).ok_or(InvalidTimestamp)
    }

    /// The instant in UTC, with three fraction digits, or more where three do not show it all.
    pub(super) fn of(instant: Instant) -> Self {
        let utc = instant.utc();
        let is_whole = utc.subsec_nanosecond() % 1_000_000 == 0;
        let text = if is_whole { format!("{utc:.3}Z") } else { format!("{utc}Z") };
        Timestamp { text, instant }
    }

    /// The milliseconds since 1970-01-01T00:00:00Z, rounded down; negative before it.
    pub fn unix_millis(&self) -> i64 {
        self.instant.unix_millis()
    }

    /// The text that goes on the wire.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl FromStr for Timestamp {
    type Err = InvalidTimestamp;

    fn from_str(text: &str) -> Result<Self, InvalidTimestamp> {
        let moment = parse::moment(text).ok_or(InvalidTimestamp)?;
        Ok(Timestamp { text: text.to_owned(), instant: moment.instant })
    }
}

impl TryFrom<SystemTime> for Timestamp {
    type Error = InvalidTimestamp;

    /// The system's time, cut to milliseconds, because that is what its text will show.
    fn try_from(time: SystemTime) -> Result<Self, InvalidTimestamp> {
        let since = SignedDuration::system_until(SystemTime::UNIX_EPOCH, time);
        let instant = since.ok().and_then(Instant::after_epoch).ok_or(InvalidTimestamp)?;
        Timestamp::from_unix_millis(instant.unix_millis())
    }
}

impl From<&Timestamp> for SystemTime {
    fn from(timestamp: &Timestamp) -> Self {
        let since = timestamp.instant.since_epoch();
        match since.is_negative() {
            true => SystemTime::UNIX_EPOCH - since.unsigned_abs(),
            false => SystemTime::UNIX_EPOCH + since.unsigned_abs(),
        }
    }
}

impl From<Timestamp> for SystemTime {
    fn from(timestamp: Timestamp) -> Self {
        SystemTime::from(&timestamp)
    }
}

impl PartialEq for Timestamp {
    fn eq(&self, other: &Self) -> bool {
        self.instant == other.instant
    }
}

impl Eq for Timestamp {}

impl PartialOrd for Timestamp {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Timestamp {
    fn cmp(&self, other: &Self) -> Ordering {
        self.instant.cmp(&other.instant)
    }
}

impl Hash for Timestamp {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.instant.hash(state);
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let moment =
            parse::moment(&text).ok_or_else(|| serde::de::Error::custom(InvalidTimestamp))?;
        Ok(Timestamp { text, instant: moment.instant })
    }
}

/// The text is no RFC 3339 instant, or the instant lies outside the years 0 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "no such instant: write date, `T`, time and `Z` or an offset within the years 0 to 9999, such as \
     2021-05-10T15:38:01.023Z"
)]
pub struct InvalidTimestamp;

#[cfg(test)]
mod tests {
    use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
    use std::time::Duration;

    use super::*;

    fn hash(value: &Timestamp) -> u64 {
        BuildHasherDefault::<DefaultHasher>::default().hash_one(value)
    }

    fn read(text: &str) -> Timestamp {
        text.parse().unwrap_or_else(|error| panic!("{text:?}: {error}"))
    }

    #[test]
    fn the_text_survives_with_every_number_of_fraction_digits() {
        for text in [
            "2021-05-10T15:38:01Z",
            "2021-05-10T15:38:01.0Z",
            "2021-05-10T15:38:01.02Z",
            "2021-05-10T15:38:01.020Z",
            "2021-05-10T15:38:01.020000000000001Z",
            "2021-05-10T15:38:01.02-08:00",
            "2016-12-31T23:59:60Z",
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59.9999999Z",
        ] {
            let json = format!("\"{text}\"");
            let timestamp: Timestamp = serde_json::from_str(&json).unwrap();
            assert_eq!(serde_json::to_string(&timestamp).unwrap(), json);
            assert_eq!((timestamp.as_str(), timestamp.to_string().as_str()), (text, text));
            assert_eq!(format!("{timestamp:?}"), text);
        }
    }

    #[test]
    fn what_is_not_rfc_3339_is_refused() {
        for text in [
            "",
            "2021-05-10",
            "2021-05-10 15:38:01Z",
            "2021-05-10t15:38:01Z",
            "2021-05-10T15:38:01z",
            "2021-05-10T15:38:01",
            "2021-05-10T15:38Z",
            "2021-05-10T15:38:01.Z",
            "2021-05-10T15:38:01,02Z",
            "2021-05-10T15:38:01.02ZZ",
            "2021-05-10T15:38:01+0200",
            "2021-05-10T15:38:01+24:00",
            "2021-05-10T15:38:01+00:60",
            "2021-05-10T15:38:01*00:00",
            "2021-05-10T24:00:00Z",
            "2021-05-10T15:60:01Z",
            "2021-05-10T15:38:61Z",
            "2021-02-30T15:38:01Z",
            "2021-05-10T15:38:0é",
            "9999-12-31T23:59:59-00:01",
            "0000-01-01T00:00:00+00:01",
            "12021-05-10T15:38:01Z",
        ] {
            assert_eq!(text.parse::<Timestamp>(), Err(InvalidTimestamp), "{text:?}");
        }
    }

    #[test]
    fn comparison_is_by_the_instant() {
        let utc = read("2021-05-10T15:38:01.02Z");
        assert_eq!(utc, read("2021-05-10T07:38:01.020-08:00"));
        assert_eq!(utc, read("2021-05-10T15:38:01.0200000009Z"));
        assert_ne!(utc, read("2021-05-10T15:38:01.021Z"));
        assert_eq!(hash(&utc), hash(&read("2021-05-10T07:38:01.020-08:00")));
        assert_ne!(hash(&utc), hash(&read("2021-05-10T15:38:01.021Z")));
        assert!(utc < read("2021-05-10T15:38:01.021Z"));
        assert!(utc > read("2021-05-10T15:38:01.02+00:01"));
    }

    #[test]
    fn milliseconds_go_both_ways() {
        let timestamp = Timestamp::from_unix_millis(1_620_661_081_020).unwrap();
        assert_eq!(timestamp.as_str(), "2021-05-10T15:38:01.020Z");
        assert_eq!(timestamp.unix_millis(), 1_620_661_081_020);
        assert_eq!(Timestamp::from_unix_millis(-1).unwrap().as_str(), "1969-12-31T23:59:59.999Z");
        assert_eq!(read("1969-12-31T23:59:59.9995Z").unix_millis(), -1);
        assert_eq!(read("1970-01-01T00:00:00.0005Z").unix_millis(), 0);
        for beyond in [i64::MIN, i64::MAX, -62_167_219_200_001, 253_402_300_800_000] {
            assert_eq!(Timestamp::from_unix_millis(beyond), Err(InvalidTimestamp), "{beyond}");
        }
        assert_eq!(
            Timestamp::from_unix_millis(-62_167_219_200_000).unwrap().as_str(),
            "0000-01-01T00:00:00.000Z"
        );
        assert_eq!(read("9999-12-31T23:59:59.9999999Z").unix_millis(), 253_402_300_799_999);
    }

    #[test]
    fn the_systems_time_goes_both_ways() {
        let time = SystemTime::UNIX_EPOCH + Duration::from_nanos(1_500_999_999);
        let timestamp = Timestamp::try_from(time).unwrap();
        assert_eq!(timestamp.as_str(), "1970-01-01T00:00:01.500Z");
        let back = SystemTime::UNIX_EPOCH + Duration::from_millis(1_500);
        assert_eq!(SystemTime::from(&timestamp), back);
        assert_eq!(SystemTime::from(timestamp), back);
        let before = read("1969-12-31T23:59:58.500Z");
        let time = SystemTime::UNIX_EPOCH - Duration::from_millis(1_500);
        assert_eq!((SystemTime::from(&before), Timestamp::try_from(time)), (time, Ok(before)));
    }
}
