//! What neither derive crate has a word for, as fast as the client does it: its own lookup of codes, and
//! no allocation.

use std::sync::LazyLock;

use serde_json::Value;

/// The exported JSON Schema of the request.
pub static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    let text = include_str!("../../../openapi/schemas/CreatePaymentSerie.json");
    serde_json::from_str(text).expect("the exported schema is JSON")
});

pub fn currency(code: &str) -> bool {
    client_runtime::is_currency(code)
}

pub fn country(code: &str) -> bool {
    client_runtime::is_country(code)
}

/// Whether an address there needs a state.
pub fn has_states(country: &str) -> bool {
    ["US", "USA", "CA", "CAN"].contains(&country)
}

pub fn title(title: &str) -> bool {
    ["Mr", "Mrs", "Ms"].iter().any(|it| it.eq_ignore_ascii_case(title))
}

pub fn gender(gender: &str) -> bool {
    ["M", "F", "D"].iter().any(|it| it.eq_ignore_ascii_case(gender))
}

/// A language and a country or region, as in `en-GB`.
pub fn culture(culture: &str) -> bool {
    let Some((language, region)) = culture.split_once('-') else { return false };
    let all = |text: &str, is: fn(&u8) -> bool| text.bytes().all(|byte| is(&byte));
    let is_language = matches!(language.len(), 2 | 3) && all(language, u8::is_ascii_alphabetic);
    let is_country = region.len() == 2 && all(region, u8::is_ascii_alphabetic);
    let is_region = region.len() == 3 && all(region, u8::is_ascii_digit);
    is_language && (is_country || is_region)
}

/// A day of the calendar, as in `1995-01-26`.
pub fn date(date: &str) -> bool {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *date.as_bytes() else { return false };
    let (year, month, day) = (number([y1, y2, y3, y4]), number([m1, m2]), number([d1, d2]));
    let (Some(year), Some(month), Some(day)) = (year, month, day) else { return false };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
}

fn number<const N: usize>(digits: [u8; N]) -> Option<u16> {
    let is_number = digits.iter().all(u8::is_ascii_digit);
    is_number.then(|| digits.iter().fold(0, |number, digit| number * 10 + u16::from(digit - b'0')))
}
