//! Where the two differ by nature. Each difference has a name, a rule that says when it is one,
//! and a test of its own; everything else must agree.

use client_runtime::{Decimal, Timestamp};
use generator::Api;
use generator::api::{Mandatory, Object, Part, Row, Type};

use crate::example;
use crate::json::{Json, below};

/// A difference, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Difference {
    /// The request reads null of an optional row as "not given", and leaves the key out when it is
    /// sent; the schema allows null only where the documentation does.
    NullIsNotGiven,
    /// The request reads a text that holds a number as that number, and sends the number; to the
    /// schema a text is a text.
    TextIsNumber,
    /// The client fills a credential in when it sends the request; the schema is about what is sent.
    CredentialIsFilledIn,
    /// The request writes null for a mandatory row that may be null and was not set; the schema is
    /// about what is sent.
    NullIsWritten,
    /// `5.0` is a whole number to JSON Schema and none to serde.
    WholeFloat,
    /// The judge reads numbers as floats of 64 bits, the request to the last digit.
    Rounded,
    /// The request knows no instant before the year 0 or in the last hours of the year 9999.
    EndOfCalendar,
}

/// A place where the two differ.
pub(crate) type Found = (String, Difference);

/// The value as the request takes it, and where that is more than the schema allows.
pub(crate) fn as_sent(api: &Api, object: &Object, json: &Json) -> (Json, Vec<Found>) {
    let mut found = Vec::new();
    let mended = table(api, object, json, "", &mut |row, value, place| {
        let (value, difference) = sent(api, object, row, value)?;
        found.push((place.to_owned(), difference));
        Some(value)
    });
    (mended, found)
}

/// The value as the judge reads it, and where that is more than the request allows.
pub(crate) fn as_judged(api: &Api, object: &Object, json: &Json) -> (Json, Vec<Found>) {
    let mut found = Vec::new();
    let mended = table(api, object, json, "", &mut |row, value, place| {
        let (value, difference) = judged(row, value?)?;
        found.push((place.to_owned(), difference));
        Some(Some(value))
    });
    (mended, found)
}

fn sent(
    api: &Api,
    object: &Object,
    row: &Row,
    value: Option<&Json>,
) -> Option<(Option<Json>, Difference)> {
    let is_null = matches!(value, None | Some(Json::Null));
    match value {
        _ if is_null && row.credential.is_some() => {
            let index = object.rows.iter().position(|it| it.wire == row.wire)?;
            let filled_in = example::row_value(api, object, index);
            Some((Some(filled_in), Difference::CredentialIsFilledIn))
        }
        None if row.nullable && row.mandatory == Mandatory::Yes => {
            Some((Some(Json::Null), Difference::NullIsWritten))
        }
        Some(Json::Null) if row.optional && !row.nullable => {
            Some((None, Difference::NullIsNotGiven))
        }
        Some(Json::Text(text)) if row.ty == Type::Decimal && is_number(text) => {
            Some((Some(Json::Number(text.clone())), Difference::TextIsNumber))
        }
        _ => None,
    }
}

fn judged(row: &Row, value: &Json) -> Option<(Json, Difference)> {
    match (&row.ty, value) {
        (Type::Integer, Json::Number(digits)) if digits.parse::<i64>().is_err() => {
            let read: f64 = digits.parse().ok()?;
            let is_whole = digits.contains(['.', 'e', 'E']) && read.fract() == 0.0;
            is_whole.then(|| (Json::Number(format!("{read:.0}")), Difference::WholeFloat))
        }
        (Type::Decimal, Json::Number(digits)) => {
            let read: serde_json::Value = serde_json::from_str(digits).ok()?;
            let read = read.to_string();
            let is_kept = exact(digits).is_some_and(|it| exact(&read) == Some(it));
            (!is_kept).then_some((Json::Number(read), Difference::Rounded))
        }
        (Type::Timestamp | Type::OffsetDateTime, Json::Text(text)) => {
            let is_late = text.starts_with("9999-12-3") || text.starts_with("0000-");
            let is_end = is_late && text.parse::<Timestamp>().is_err();
            let near = text.replacen("9999-", "9998-", 1).replacen("0000-", "0004-", 1);
            (is_end && near.parse::<Timestamp>().is_ok())
                .then(|| (Json::text(near), Difference::EndOfCalendar))
        }
        _ => None,
    }
}

/// The number exactly, if it can be held.
fn exact(digits: &str) -> Option<Decimal> {
    match digits.contains(['e', 'E']) {
        true => Decimal::from_scientific(digits).ok(),
        false => Decimal::from_str_exact(digits).ok(),
    }
}

/// Whether a text is a number in JSON's grammar that can be held.
fn is_number(text: &str) -> bool {
    serde_json::from_str::<&serde_json::value::RawValue>(text).is_ok()
        && serde_json::from_str::<f64>(text).is_ok()
        && text.trim() == text
}

/// What to put in place of a value: nothing to change, another value, or no key at all.
type Mend<'m> = dyn FnMut(&Row, Option<&Json>, &str) -> Option<Option<Json>> + 'm;

/// The value with every row mended, nested ones too.
fn table(api: &Api, object: &Object, json: &Json, pointer: &str, mend: &mut Mend<'_>) -> Json {
    let Json::Object(_) = json else { return json.clone() };
    let mut mended = json.clone();
    for row in object.part(Part::Body) {
        let place = below(pointer, &row.wire);
        let key = below("", &row.wire);
        let present = json.get(&row.wire);
        match mend(row, present, &place) {
            Some(Some(value)) => mended = mended.with(&key, value),
            Some(None) => mended = mended.without(&key),
            None => {
                let Some(present) = present else { continue };
                mended = mended.with(&key, within(api, row, present, &place, mend));
            }
        }
    }
    mended
}

/// The value of a row with what is nested in it mended.
fn within(api: &Api, row: &Row, value: &Json, place: &str, mend: &mut Mend<'_>) -> Json {
    match (value, &row.ty) {
        (Json::List(items), _) if row.many => {
            let mut mended = Vec::new();
            for (index, item) in items.iter().enumerate() {
                let place = below(place, &index.to_string());
                mended.push(match (item, &row.ty) {
                    (Json::Object(_), Type::Object(id)) => {
                        table(api, api.object(*id), item, &place, mend)
                    }
                    (Json::Null, _) => Json::Null,
                    _ => mend(row, Some(item), &place).flatten().unwrap_or_else(|| item.clone()),
                });
            }
            Json::List(mended)
        }
        (Json::Object(_), Type::Object(id)) if !row.many => {
            table(api, api.object(*id), value, place, mend)
        }
        _ => value.clone(),
    }
}
