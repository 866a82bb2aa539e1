//! Where the two differ by nature. Each difference has a name, a rule that says when it is one,
//! and a test of its own in [`named`](super::named); everything else must agree.

use std::borrow::Cow;

use client_runtime::{Decimal, Timestamp};
use generator::Api;
use generator::api::{Object, Part, Row, Type};

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
    /// `5.0` is a whole number to JSON Schema and none to serde.
    WholeFloat,
    /// The judge reads numbers as floats of 64 bits, the request to the last digit.
    Rounded,
    /// The request knows no instant that UTC has in the year before 0 or after 9999.
    EndOfCalendar,
}

/// A place where the two differ.
pub(crate) type Found = (String, Difference);

/// The value as the request takes it, and where that is more than the schema allows.
pub(crate) fn as_sent<'j>(
    api: &Api,
    object: &Object,
    json: &'j Json,
) -> (Cow<'j, Json>, Vec<Found>) {
    mended(api, object, json, &|object, row, value| sent(api, object, row, value))
}

/// The value as the judge reads it, and where that is more than the request allows.
pub(crate) fn as_judged<'j>(
    api: &Api,
    object: &Object,
    json: &'j Json,
) -> (Cow<'j, Json>, Vec<Found>) {
    let mend = |_: &Object, row: &Row, value: Option<&Json>| {
        judged(row, value?).map(|(value, difference)| (Some(value), difference))
    };
    mended(api, object, json, &mend)
}

fn mended<'j>(
    api: &Api,
    object: &Object,
    json: &'j Json,
    mend: &Mend<'_>,
) -> (Cow<'j, Json>, Vec<Found>) {
    let mut mending = Mending { api, mend, found: Vec::new() };
    let mended = mending.table(object, json, "");
    (mended.map_or(Cow::Borrowed(json), Cow::Owned), mending.found)
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
            let whole = Json::Number(format!("{read:.0}"));
            match digits.contains(['.', 'e', 'E']) {
                true => (read.fract() == 0.0).then_some((whole, Difference::WholeFloat)),
                // The least number less one is the least number to a float.
                false => (read == MIN).then_some((whole, Difference::Rounded)),
            }
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

/// The least whole number as a float, which it is exactly.
const MIN: f64 = -9_223_372_036_854_775_808.0;

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

/// What to put in place of a row's value: another value or no key at all, and why. `None` where
/// nothing is to change.
type Mend<'m> = dyn Fn(&Object, &Row, Option<&Json>) -> Option<(Option<Json>, Difference)> + 'm;

/// Mends a value row by row, nested ones too. Most values need none, and are not copied.
struct Mending<'m> {
    api: &'m Api,
    mend: &'m Mend<'m>,
    found: Vec<Found>,
}

impl Mending<'_> {
    fn table(&mut self, object: &Object, json: &Json, pointer: &str) -> Option<Json> {
        let Json::Object(entries) = json else { return None };
        let mut changes = Vec::new();
        for row in object.part(Part::Body) {
            let present = json.get(&row.wire);
            let place = || below(pointer, &row.wire);
            if let Some((value, difference)) = (self.mend)(object, row, present) {
                self.found.push((place(), difference));
                changes.push((&row.wire, value));
            } else if let Some(present) = present.filter(|it| holds_more(it)) {
                let changed = self.within(object, row, present, &place());
                changes.extend(changed.map(|value| (&row.wire, Some(value))));
            }
        }
        (!changes.is_empty()).then(|| {
            let is_kept = |(key, _): &&(String, Json)| changes.iter().all(|(it, _)| *it != key);
            let mut mended: Vec<(String, Json)> = entries.iter().filter(is_kept).cloned().collect();
            for (key, value) in changes {
                mended.extend(value.map(|value| (key.clone(), value)));
            }
            Json::Object(mended)
        })
    }

    /// The value of a row with what is nested in it mended.
    fn within(&mut self, object: &Object, row: &Row, value: &Json, place: &str) -> Option<Json> {
        match (value, &row.ty) {
            (Json::List(items), _) if row.many => {
                let mut mended = items.clone();
                let mut is_changed = false;
                for (index, item) in items.iter().enumerate() {
                    let place = below(place, &index.to_string());
                    if let Some(value) = self.item(object, row, item, &place) {
                        mended[index] = value;
                        is_changed = true;
                    }
                }
                is_changed.then_some(Json::List(mended))
            }
            (_, Type::Object(id)) if !row.many => self.table(self.api.object(*id), value, place),
            _ => None,
        }
    }

    fn item(&mut self, object: &Object, row: &Row, item: &Json, place: &str) -> Option<Json> {
        match (item, &row.ty) {
            (Json::Object(_), Type::Object(id)) => self.table(self.api.object(*id), item, place),
            (Json::Null, _) => None,
            _ => {
                let (value, difference) = (self.mend)(object, row, Some(item))?;
                self.found.push((place.to_owned(), difference));
                value
            }
        }
    }
}

fn holds_more(value: &Json) -> bool {
    matches!(value, Json::List(_) | Json::Object(_))
}
