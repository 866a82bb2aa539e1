//! Money in JSON, to the last digit: `#[serde(with = "client_runtime::decimal")]` for a
//! [`Decimal`], and `client_runtime::decimal::option` for an `Option` of one.
//!
//! A number is written with exactly the digits the value has: `0.00` and not `0` or `0.0`. It is
//! read from a JSON number, or from a JSON string such as `"7.3"`, which documentations print as
//! well. What a [`Decimal`] cannot hold exactly (it has 28 digits, some values 29) is refused
//! rather than rounded.
//!
//! This goes through `serde_json`'s `raw_value`, because its other exact way,
//! `arbitrary_precision`, is switched on for the user's whole program and changes how other types
//! are read there. The price: exactness needs `serde_json`'s own reader and writer.
//!
//! - A field beside a `#[serde(flatten)]` field works; a field *inside* a flattened, untagged or
//!   internally tagged value cannot be read, because serde buffers such values.
//! - Through [`serde_json::Value`] a number becomes an `f64` on the way, and loses trailing zeros.
//!
//! ```
//! use client_runtime::Decimal;
//!
//! #[derive(serde::Serialize, serde::Deserialize)]
//! struct Payment {
//!     #[serde(with = "client_runtime::decimal")]
//!     amount: Decimal,
//! }
//!
//! let payment: Payment = serde_json::from_str(r#"{"amount":0.00}"#)?;
//! assert_eq!(serde_json::to_string(&payment)?, r#"{"amount":0.00}"#);
//! # Ok::<(), serde_json::Error>(())
//! ```

use rust_decimal::Decimal;
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// Writes the value as a JSON number with all its digits.
///
/// # Errors
///
/// Only what the serializer itself reports.
pub fn serialize<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    RawValue::from_string(value.to_string()).map_err(S::Error::custom)?.serialize(serializer)
}

/// Reads a JSON number, or a JSON string that holds one, exactly.
///
/// # Errors
///
/// If there is something else, or more digits than a [`Decimal`] can hold.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    read(raw.get()).map_err(D::Error::custom)
}

/// The same for `Option<Decimal>`: `None` is written as `null`, and `null` read as `None`.
///
/// Beside `with` the field needs `#[serde(default)]` if its key may be missing.
pub mod option {
    use super::{
        Decimal, Deserialize, Deserializer, RawValue, Serializer, read, serialize as serialize_some,
    };
    use serde::de::Error as _;

    /// Writes the value as a JSON number with all its digits, or `null`.
    ///
    /// # Errors
    ///
    /// Only what the serializer itself reports.
    pub fn serialize<S: Serializer>(
        value: &Option<Decimal>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => serialize_some(value, serializer),
            None => serializer.serialize_none(),
        }
    }

    /// Reads a JSON number, or a JSON string that holds one, exactly; `null` is `None`.
    ///
    /// # Errors
    ///
    /// If there is something else, or more digits than a [`Decimal`] can hold.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Decimal>, D::Error> {
        let raw = Option::<Box<RawValue>>::deserialize(deserializer)?;
        raw.map(|raw| read(raw.get())).transpose().map_err(D::Error::custom)
    }
}

/// The same for `Vec<Decimal>`.
pub mod list {
    use super::{Decimal, Deserialize, Deserializer, Exact, Serializer};

    /// Writes a list of JSON numbers with all their digits.
    ///
    /// # Errors
    ///
    /// Only what the serializer itself reports.
    pub fn serialize<S: Serializer>(values: &[Decimal], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(values.iter().copied().map(Exact))
    }

    /// Reads a list of JSON numbers, or of JSON strings that hold one, exactly.
    ///
    /// # Errors
    ///
    /// If there is something else, or more digits than a [`Decimal`] can hold.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<Decimal>, D::Error> {
        let values = Vec::<Exact>::deserialize(deserializer)?;
        Ok(values.into_iter().map(|Exact(value)| value).collect())
    }
}

/// The same for `Option<Vec<Decimal>>`: `None` is written as `null`, and `null` read as `None`.
///
/// Beside `with` the field needs `#[serde(default)]` if its key may be missing.
pub mod option_list {
    use super::{Decimal, Deserialize, Deserializer, Exact, Serializer, list};

    /// Writes a list of JSON numbers with all their digits, or `null`.
    ///
    /// # Errors
    ///
    /// Only what the serializer itself reports.
    pub fn serialize<S: Serializer>(
        values: &Option<Vec<Decimal>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match values {
            Some(values) => list::serialize(values, serializer),
            None => serializer.serialize_none(),
        }
    }

    /// Reads a list of JSON numbers, or of JSON strings that hold one, exactly; `null` is `None`.
    ///
    /// # Errors
    ///
    /// If there is something else, or more digits than a [`Decimal`] can hold.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Vec<Decimal>>, D::Error> {
        let values = Option::<Vec<Exact>>::deserialize(deserializer)?;
        Ok(values.map(|values| values.into_iter().map(|Exact(value)| value).collect()))
    }
}

/// A decimal as an item of a list.
struct Exact(Decimal);

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(&self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer).map(Exact)
    }
}

/// Why a piece of JSON is no exact amount. The value is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
enum NotExact {
    #[error("expected a decimal number, or a string that holds one")]
    NotANumber,
    #[error("the number has more digits than the 28 that can be held without rounding")]
    TooManyDigits,
}

/// Reads a number, or a string that holds one, from its JSON text.
fn read(json: &str) -> Result<Decimal, NotExact> {
    if json.starts_with('"') {
        let text: String = serde_json::from_str(json).map_err(|_| NotExact::NotANumber)?;
        parse(&text)
    } else {
        parse(json)
    }
}

/// Reads a number in JSON's grammar. `rust_decimal` alone would also take `+1`, `1_000` and `.5`.
fn parse(text: &str) -> Result<Decimal, NotExact> {
    if !is_number(text) {
        return Err(NotExact::NotANumber);
    }
    match text.split_once(['e', 'E']) {
        None => exact(text),
        Some((digits, exponent)) => {
            let exponent: i32 = exponent.parse().map_err(|_| NotExact::TooManyDigits)?;
            shift(exact(digits)?, exponent).ok_or(NotExact::TooManyDigits)
        }
    }
}

fn exact(text: &str) -> Result<Decimal, NotExact> {
    Decimal::from_str_exact(text).map_err(|_| NotExact::TooManyDigits)
}

/// `value` times ten to the power of `exponent`, or nothing if that has too many digits.
fn shift(value: Decimal, exponent: i32) -> Option<Decimal> {
    let scale = i64::from(value.scale()) - i64::from(exponent);
    if value.is_zero() {
        return Decimal::try_new(0, u32::try_from(scale.clamp(0, 28)).ok()?).ok();
    }
    let Ok(scale) = u32::try_from(scale) else {
        let zeros = u32::try_from(-scale).ok()?;
        let mantissa = value.mantissa().checked_mul(10_i128.checked_pow(zeros)?)?;
        return Decimal::try_from_i128_with_scale(mantissa, 0).ok();
    };
    let mut shifted = value;
    shifted.set_scale(scale).ok()?;
    Some(shifted)
}

/// Says if `text` is a number in JSON's grammar (RFC 8259).
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    let (number, exponent) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, Some(exponent)),
        None => (text, None),
    };
    let number = number.strip_prefix('-').unwrap_or(number);
    let (whole, fraction) = match number.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (number, None),
    };
    let exponent = exponent.map(|it| it.strip_prefix(['+', '-']).unwrap_or(it));
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits)
}

#[cfg(test)]
mod tests;
