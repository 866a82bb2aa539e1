//! Values for one row: what it allows, at its edge, and what it does not, just beyond.

use crate::api::{Api, Enum, Limit, Part, Row, Sample as Json, Type};

use super::case::{number, text};
use super::forms;

/// A value with a name, and whether it is right.
pub(super) type Tried = (String, Json, bool);

/// The units that texts at their limits are made of: ASCII, a character of several bytes, one
/// outside the basic plane, and a letter with a combining accent, which is two characters.
const UNITS: [(&str, &str); 4] =
    [("ASCII", "x"), ("two bytes", "ü"), ("four bytes", "🙂"), ("combining", "e\u{301}")];

/// Everything that a row is tried with, of a list its item.
pub(super) fn of(api: &Api, row: &Row, part: Part) -> Vec<Tried> {
    let mut tried = match &row.ty {
        Type::Text | Type::Secret => texts(row),
        Type::Date => forms::dates(),
        Type::Timestamp | Type::OffsetDateTime => forms::moments(row),
        Type::Decimal => decimals(row),
        Type::Integer => integers(row),
        Type::Boolean => vec![right("false", Json::Boolean(false))],
        Type::Flag(no, yes) => {
            vec![right(no, text(no)), right(yes, text(yes)), wrong("no flag", text("maybe"))]
        }
        Type::Identifier(id) => forms::identifiers(api.identifier(*id)),
        Type::Enum(id) => choices(api.enumeration(*id)),
        Type::Object(_) => Vec::new(),
    };
    tried.extend(wrong_types(row, part));
    // What is empty in a path leads elsewhere.
    tried.retain(|(_, value, _)| part != Part::Path || *value != text(""));
    tried
}

pub(super) fn right(name: impl Into<String>, value: Json) -> Tried {
    (name.into(), value, true)
}

pub(super) fn wrong(name: impl Into<String>, value: Json) -> Tried {
    (name.into(), value, false)
}

/// Values of other types. In a path or a query everything is a text.
fn wrong_types(row: &Row, part: Part) -> Vec<Tried> {
    let wrong_type = |value: Json| {
        let what = match &value {
            Json::Boolean(_) => "a boolean",
            Json::Number(_) => "a number",
            Json::Text(_) => "a text",
            Json::List(_) => "a list",
            Json::Object(_) => "an object",
            Json::Null => "null",
        };
        wrong(format!("{what}, wrong type"), value)
    };
    let values = match &row.ty {
        Type::Integer | Type::Decimal => vec![Json::Boolean(true), text("1")],
        Type::Boolean => vec![text("true"), number(1)],
        Type::Object(_) => vec![text("text"), number(1)],
        _ => vec![number(1), Json::Object(Vec::new())],
    };
    let values = values.into_iter().filter(|_| part == Part::Body).map(wrong_type);
    let fraction = (row.ty == Type::Integer).then(|| wrong("a fraction", number("1.5")));
    values.chain(fraction).collect()
}

fn texts(row: &Row) -> Vec<Tried> {
    let format = row.limits.iter().find_map(|limit| match limit {
        Limit::Format(format) => Some(*format),
        _ => None,
    });
    let most = max_length(row);
    if let Some(format) = format {
        return forms::of(format, most);
    }
    let mut tried = vec![right("empty", text(""))];
    if let Some(most) = most {
        for (name, unit) in UNITS {
            tried.push(right(format!("{most} characters, {name}"), long(unit, most)));
            tried.push(wrong(format!("{} characters, {name}", most + 1), long(unit, most + 1)));
        }
    }
    tried
}

/// The most characters of a row.
pub(super) fn max_length(row: &Row) -> Option<u32> {
    row.limits.iter().find_map(|limit| match limit {
        Limit::MaxLength(most) => Some(*most),
        _ => None,
    })
}

/// A text of so many characters, which is written out only where it is short.
pub(super) fn long(unit: &str, characters: u32) -> Json {
    const SHORT: u32 = 20;
    match characters {
        0..=SHORT => text(unit.chars().cycle().take(characters as usize).collect::<String>()),
        _ => Json::Object(vec![
            ("$repeat".to_owned(), text(unit)),
            ("characters".to_owned(), number(characters)),
        ]),
    }
}

fn integers(row: &Row) -> Vec<Tried> {
    let edges = |min: i128, max: i128| {
        let at = [min, max].map(|it| right(format!("{it}, at the edge"), number(it)));
        let beyond = [min - 1, max + 1].map(|it| wrong(format!("{it}, beyond"), number(it)));
        at.into_iter().chain(beyond).collect()
    };
    let limit = row.limits.iter().find_map(|limit| match limit {
        Limit::Range { min, max } => Some(edges(i128::from(*min), i128::from(*max))),
        Limit::MaxDigits(most) => {
            let nines = 10_i128.pow(*most) - 1;
            // With 19 digits the type's own edges are reached before.
            Some(edges((-nines).max(i64::MIN.into()), nines.min(i64::MAX.into())))
        }
        _ => None,
    });
    limit.unwrap_or_else(|| vec![right("zero", number(0)), right("negative", number(-1))])
}

fn decimals(row: &Row) -> Vec<Tried> {
    let precision = row.limits.iter().find_map(|limit| match limit {
        Limit::Precision { digits, scale } => Some((*digits as usize, *scale as usize)),
        _ => None,
    });
    let Some((digits, scale)) = precision else {
        return vec![right("negative", number("-1.5")), right("zeros", number("0.00"))];
    };
    let before = digits - scale.min(digits);
    let longest = nines(before, scale);
    vec![
        right(format!("{digits} digits, {scale} after the point"), number(&longest)),
        right("the same below zero", number(format!("-{longest}"))),
        right(format!("{digits} digits before the point"), number(nines(digits, 0))),
        right("zeros behind the last digit", number(format!("1.{}", "0".repeat(scale + 1)))),
        wrong("a digit more before the point", number(nines(before + 1, scale))),
        wrong("a digit more after the point", number(nines(1, scale + 1))),
        wrong("a digit more in all", number(nines(digits + 1, 0))),
    ]
}

/// Nines: so many before the point, so many after it.
fn nines(before: usize, after: usize) -> String {
    let whole = if before == 0 { "0".to_owned() } else { "9".repeat(before) };
    if after == 0 { whole } else { format!("{whole}.{}", "9".repeat(after)) }
}

fn choices(known: &Enum) -> Vec<Tried> {
    let mut tried: Vec<Tried> = Vec::new();
    let mut try_once = |word: String| {
        let value = text(&word);
        if !tried.iter().any(|(_, it, _)| *it == value) {
            let is_value = known.is_value(&word);
            let name = if is_value { "documented" } else { "undocumented" };
            tried.push((format!("{word:?}, {name}"), value, is_value));
        }
    };
    for (value, _) in &known.values {
        try_once(value.clone());
    }
    for (value, _) in &known.values {
        try_once(value.to_ascii_lowercase());
        try_once(value.to_ascii_uppercase());
    }
    for word in ["", "Undocumented", "no such value"] {
        try_once(word.to_owned());
    }
    tried
}
