//! A day of the calendar.

use std::fmt;
use std::str::FromStr;

use jiff::civil;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::parse;

/// A day of the calendar without a time and without a zone, written `YYYY-MM-DD`.
///
/// ```
/// use client_runtime::Date;
///
/// let date: Date = "2024-02-29".parse()?;
/// assert_eq!((date.year(), date.month(), date.day()), (2024, 2, 29));
/// assert!("2023-02-29".parse::<Date>().is_err());
/// # Ok::<(), client_runtime::InvalidDate>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

impl Date {
    /// The day with this year (0 to 9999), month (1 to 12) and day of the month (from 1).
    ///
    /// # Errors
    ///
    /// If the calendar has no such day, or it cannot be written with four digits for the year.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Self, InvalidDate> {
        let date = civil::Date::new(year, month, day).map_err(|_| InvalidDate)?;
        if date.year() < 0 { Err(InvalidDate) } else { Ok(Date(date)) }
    }

    pub(super) fn of(date: civil::Date) -> Self {
        Date(date)
    }

    /// The year, 0 to 9999.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> i8 {
        self.0.day()
    }
}

impl FromStr for Date {
    type Err = InvalidDate;

    fn from_str(text: &str) -> Result<Self, InvalidDate> {
        parse::date(text).map(Date).ok_or(InvalidDate)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// The text or the numbers are no day of the calendar.
///
/// It does not repeat the value: a date may be a date of birth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no such date: write a day of the calendar as YYYY-MM-DD, such as 2024-02-29")]
pub struct InvalidDate;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_prints_as_it_was_read() {
        for text in ["2024-02-29", "0000-01-01", "0999-12-31", "9999-12-31"] {
            let date: Date = text.parse().unwrap();
            assert_eq!(date.to_string(), text);
            assert_eq!(format!("{date:?}"), text);
            assert_eq!(text.chars().count(), 10);
            let json = serde_json::to_string(&date).unwrap();
            assert_eq!(json, format!("\"{text}\""));
            assert_eq!(serde_json::from_str::<Date>(&json).unwrap(), date);
        }
    }

    #[test]
    fn other_shapes_and_impossible_days_are_refused() {
        for text in [
            "",
            "2023-02-29",
            "2024-13-01",
            "2024-00-01",
            "2024-01-00",
            "20240101",
            "2024-1-1",
            "2024-01-01T",
            " 2024-01-01",
            "24-01-0001",
            "-024-01-01",
            "2024/01/01",
            "２024-01-01",
        ] {
            assert_eq!(text.parse::<Date>(), Err(InvalidDate), "{text:?}");
        }
        assert!(serde_json::from_str::<Date>("20240101").is_err());
    }

    #[test]
    fn numbers_make_a_date_only_where_the_calendar_has_it() {
        assert_eq!(Date::new(2024, 2, 29).unwrap().to_string(), "2024-02-29");
        assert_eq!(Date::new(2023, 2, 29), Err(InvalidDate));
        assert_eq!(Date::new(-1, 1, 1), Err(InvalidDate));
        assert!(Date::new(2024, 1, 2).unwrap() < Date::new(2024, 2, 1).unwrap());
    }
}
