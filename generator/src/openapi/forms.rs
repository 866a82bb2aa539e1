//! The forms of texts as patterns: regular expressions in the dialect that ECMA-262 and other
//! engines share. Each is anchored and matches the whole text.

use std::sync::LazyLock;

use iso3166_static::{Alpha2, Alpha3};
use iso4217_static::Currency;

use crate::api::{Format, Identifier};

const UUID: &str = "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}";

/// A day that the calendar has, leap years included.
const DAY: &str = "(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)";

/// A time of day with any fraction of a second. A leap second is taken at any minute.
const TIME: &str = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\.[0-9]+)?";

const ZONE: &str = "(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])";

pub(super) fn uuid() -> String {
    format!("^{UUID}$")
}

pub(super) fn date() -> String {
    format!("^{DAY}$")
}

/// A date, a time and `Z` or an offset.
pub(super) fn moment() -> String {
    format!("^{DAY}T{TIME}{ZONE}$")
}

pub(super) fn identifier(identifier: &Identifier) -> String {
    match &identifier.prefix {
        None => uuid(),
        Some(prefix) => format!("^{}-{UUID}$", word(prefix, identifier.ignore_case)),
    }
}

/// One of the values, whose upper and lower case are the same.
pub(super) fn any_case<'v>(values: impl Iterator<Item = &'v str>) -> String {
    let values: Vec<String> = values.map(|value| word(value, true)).collect();
    format!("^(?:{})$", values.join("|"))
}

/// The pattern of a form that is no list of codes.
pub(super) fn pattern(format: Format) -> Option<String> {
    match format {
        Format::Uuid => Some(uuid()),
        Format::Culture => Some("^[A-Za-z]{2,3}-(?:[A-Za-z]{2}|[0-9]{3})$".to_owned()),
        Format::Email => Some(format!("^{NO_SPACE}+@{NO_SPACE}+$")),
        Format::TimeZone => {
            const PART: &str = "[A-Za-z][0-9A-Za-z_+-]*";
            Some(format!("^{PART}(?:/{PART})*$"))
        }
        Format::Currency | Format::Country => None,
    }
}

/// A character that is no `@`, no white space and no control character, as Unicode has them.
const NO_SPACE: &str =
    r"[^@\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]";

/// A text as a pattern that matches it alone.
fn word(text: &str, ignore_case: bool) -> String {
    let mut pattern = String::new();
    for c in text.chars() {
        if ignore_case && c.is_ascii_alphabetic() {
            pattern.extend(['[', c.to_ascii_uppercase(), c.to_ascii_lowercase(), ']']);
        } else {
            if r"\^$.*+?()[]{}|/".contains(c) {
                pattern.push('\\');
            }
            pattern.push(c);
        }
    }
    pattern
}

/// The active codes of ISO 4217, as the runtime's table has them.
pub(super) fn currencies() -> &'static [String] {
    static CODES: LazyLock<Vec<String>> = LazyLock::new(|| {
        words(3).filter(|word| Currency::try_from(word.as_str()).is_ok()).collect()
    });
    &CODES
}

/// The assigned codes of ISO 3166-1, of two and of three letters.
pub(super) fn countries() -> &'static [String] {
    static CODES: LazyLock<Vec<String>> = LazyLock::new(|| {
        let two = words(2)
            .filter(|it| Alpha2::try_from(it.as_str()).is_ok_and(|code| !code.is_user_assigned()));
        let three = words(3)
            .filter(|it| Alpha3::try_from(it.as_str()).is_ok_and(|code| !code.is_user_assigned()));
        two.chain(three).collect()
    });
    &CODES
}

/// All words of so many capital letters, sorted.
fn words(length: u32) -> impl Iterator<Item = String> {
    (0..26_u32.pow(length)).map(move |number| {
        let letter = |place| char::from_digit(number / 26_u32.pow(place) % 26 + 10, 36);
        (0..length).rev().filter_map(letter).map(|it| it.to_ascii_uppercase()).collect()
    })
}
