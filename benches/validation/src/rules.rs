//! What neither derive crate has a word for. Codes are looked up in the tables of the exported schema.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::Value;

/// The exported JSON Schema of the request.
pub static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    let text = include_str!("../../../openapi/schemas/CreatePaymentSerie.json");
    serde_json::from_str(text).expect("the exported schema is JSON")
});

static CURRENCIES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| codes("iso-4217"));
static COUNTRIES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| codes("iso-3166-1"));

fn codes(name: &str) -> BTreeSet<&'static str> {
    let codes = SCHEMA["$defs"][name]["enum"].as_array().expect("a list of codes");
    codes.iter().filter_map(Value::as_str).collect()
}

pub fn currency(code: &str) -> bool {
    CURRENCIES.contains(code)
}

pub fn country(code: &str) -> bool {
    COUNTRIES.contains(code)
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
    let parts: Option<Vec<u16>> = date.split('-').map(|part| part.parse().ok()).collect();
    let Some([year, month, day]) = parts.as_deref() else { return false };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return false,
    };
    date.len() == 10 && (1..=days).contains(day)
}
