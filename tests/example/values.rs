//! Valid values for single rows, different for different rows, so that a mix-up is seen.

use generator::Api;
use generator::api::{Format, Limit, Row, Type};

use crate::formats;
use crate::json::Json;

/// What texts are made of: one character each of one, two, three and four bytes, and a letter with
/// a combining accent, which is two.
pub(crate) const UNITS: &[&str] = &["x", "ü", "漢", "🙂", "e\u{301}"];

/// A valid value of a row that is no object; `item` tells the items of a list apart.
pub(crate) fn value(api: &Api, row: &Row, item: u64) -> Json {
    let seed = seed(&row.wire, item);
    match &row.ty {
        Type::Text | Type::Secret => Json::text(text(row, seed)),
        Type::Date => Json::text(format!("2030-01-{:02}", seed % 28 + 1)),
        Type::Timestamp => Json::text(padded_timestamp(20, seed % 60).unwrap()),
        Type::OffsetDateTime => Json::text(padded_offset_date_time(25, seed % 60).unwrap()),
        Type::Decimal => Json::Number(decimal(row, seed)),
        Type::Integer => Json::number(integer(row, seed)),
        Type::Boolean | Type::Flag(..) => Json::Boolean(true),
        Type::Identifier(id) => {
            let uuid = format!("{:08x}-1c71-40e8-b2b8-d2ae4b5d9c20", seed % (1 << 32));
            match &api.identifier(*id).prefix {
                Some(prefix) => Json::text(format!("{prefix}-{uuid}")),
                None => Json::text(uuid),
            }
        }
        Type::Enum(id) => Json::text(&api.enumeration(*id).values[0].0),
        Type::Object(_) => panic!("`{}` is an object", row.wire),
    }
}

/// A number that depends on the name of a row and the place in its list (FNV-1a).
fn seed(name: &str, item: u64) -> u64 {
    let step = |sum: u64, byte: u8| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    name.bytes().chain(item.to_le_bytes()).fold(0xcbf2_9ce4_8422_2325, step) >> 16
}

fn text(row: &Row, seed: u64) -> String {
    let most = most_characters(row).unwrap_or(usize::MAX);
    let format = row.limits.iter().find_map(|limit| match limit {
        Limit::Format(format) => Some(*format),
        _ => None,
    });
    match format {
        Some(format) => {
            let fits = |it: &&&str| it.chars().count() <= most;
            let found = formats::right(format).iter().find(fits);
            (*found.unwrap_or_else(|| panic!("`{}` is too short for its form", row.wire)))
                .to_owned()
        }
        None => format!("{:02}{}", seed % 100, row.wire).chars().take(most).collect(),
    }
}

fn most_characters(row: &Row) -> Option<usize> {
    row.limits.iter().find_map(|limit| match limit {
        Limit::MaxLength(most) => Some(usize::try_from(*most).unwrap()),
        _ => None,
    })
}

/// A number with a zero at its end, where there is room for one.
fn decimal(row: &Row, seed: u64) -> String {
    let precision = row.limits.iter().find_map(|limit| match limit {
        Limit::Precision { digits, scale } => Some((*digits, *scale)),
        _ => None,
    });
    let (digits, scale) = precision.unwrap_or((18, 2));
    let whole = if digits > scale { seed % 9 + 1 } else { 0 };
    match scale {
        0 => format!("{whole}"),
        1 => format!("{whole}.5"),
        _ => format!("{whole}.50"),
    }
}

fn integer(row: &Row, seed: u64) -> i64 {
    let number = i64::try_from(seed % 90).unwrap() + 1;
    row.limits.iter().fold(number, |number, limit| match limit {
        Limit::Range { min, max } => number.clamp(*min, *max),
        Limit::MaxDigits(1) => number % 10,
        _ => number,
    })
}

/// A text of exactly this many characters, made of `unit`.
pub(crate) fn long_text(unit: &str, characters: usize) -> String {
    unit.chars().cycle().take(characters).collect()
}

/// A text of a form and of exactly this many characters, if there are any of that length.
pub(crate) fn of_form(format: Format, unit: &str, characters: usize) -> Option<String> {
    match format {
        Format::Email => {
            const HOST: &str = "@example.com";
            let local = characters.checked_sub(HOST.len()).filter(|it| *it > 0)?;
            Some(format!("{}{HOST}", long_text(unit, local)))
        }
        Format::TimeZone if unit.is_ascii() => Some(long_text(unit, characters)),
        _ => {
            let fits = |it: &&&str| it.chars().count() == characters && unit == UNITS[0];
            formats::right(format).iter().find(fits).map(|it| (*it).to_owned())
        }
    }
}

/// An instant of this many characters, if there is one.
pub(crate) fn padded_timestamp(characters: usize, second: u64) -> Option<String> {
    padded(characters, second, "Z")
}

/// A time with an offset of this many characters, if there is one.
pub(crate) fn padded_offset_date_time(characters: usize, second: u64) -> Option<String> {
    padded(characters, second, "+01:00")
}

fn padded(characters: usize, second: u64, zone: &str) -> Option<String> {
    let start = format!("2030-01-31T12:00:{second:02}");
    let fraction = match characters.checked_sub(start.len() + zone.len())? {
        0 => String::new(),
        1 => return None,
        length => format!(".{}", "120".chars().cycle().take(length - 1).collect::<String>()),
    };
    Some(format!("{start}{fraction}{zone}"))
}
