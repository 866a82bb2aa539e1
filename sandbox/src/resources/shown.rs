//! A resource as an answer shows it: the rows of its object in their order.

use generator::api::{Api, Limit, Object, Part, Row, Type};
use smol_str::SmolStr;

use crate::json::Json;

/// The rows of an object, nullable ones as null when they have no value. An open object shows its
/// further keys after them.
pub(crate) fn shown(api: &Api, object: &Object, value: &Json) -> Json {
    let Json::Object(entries) = value else { return value.clone() };
    let mut answer = Vec::with_capacity(object.rows.len());
    for row in object.part(Part::Body) {
        match value.get(&row.wire) {
            Some(Json::Null) | None if row.nullable => {
                answer.push((row.wire.as_str().into(), Json::Null));
            }
            Some(value) => answer.push((row.wire.as_str().into(), one(api, row, value))),
            None => {}
        }
    }
    if object.open {
        let is_row = |key: &str| object.rows.iter().any(|row| row.wire == key);
        answer.extend(entries.iter().filter(|(key, _)| !is_row(key)).cloned());
    }
    Json::Object(answer)
}

fn one(api: &Api, row: &Row, value: &Json) -> Json {
    match (&row.ty, value) {
        (_, Json::List(items)) if row.many => {
            Json::List(items.iter().map(|item| one(api, row, item)).collect())
        }
        (Type::Object(id), value) => shown(api, api.object(*id), value),
        (_, Json::Text(text)) => Json::Text(cut(row, text)),
        _ => value.clone(),
    }
}

/// A text that was longer in the request than its row in the answer allows is cut.
fn cut(row: &Row, text: &SmolStr) -> SmolStr {
    let most = row.limits.iter().find_map(|limit| match limit {
        Limit::MaxLength(most) => Some(*most as usize),
        _ => None,
    });
    // A character has a byte at least.
    let most = most.filter(|most| text.len() > *most);
    most.map_or_else(|| text.clone(), |most| text.chars().take(most).collect())
}
