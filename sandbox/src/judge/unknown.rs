//! Keys that no row describes: newer versions ignore them, and say so.

use generator::api::{Api, Object, Part, Type};

use crate::json::Json;

/// The body without the keys that closed objects have no row for, and the names of those keys. An
/// open object keeps them: its table goes on where nobody can see it.
pub(crate) fn without_unknown(api: &Api, request: &Object, body: &Json) -> (Json, Vec<String>) {
    let mut ignored = Vec::new();
    let known = walk(api, request, body, "", &mut ignored);
    (known, ignored)
}

fn walk(api: &Api, object: &Object, value: &Json, way: &str, ignored: &mut Vec<String>) -> Json {
    let Json::Object(entries) = value else { return value.clone() };
    let mut known = Vec::new();
    for (key, value) in entries {
        let way = if way.is_empty() { key.clone() } else { format!("{way}.{key}") };
        match object.part(Part::Body).find(|row| row.wire == *key) {
            Some(row) => {
                let value = match (&row.ty, value) {
                    (Type::Object(id), Json::List(items)) => {
                        let items = items.iter();
                        let items = items.map(|it| walk(api, api.object(*id), it, &way, ignored));
                        Json::List(items.collect())
                    }
                    (Type::Object(id), value) => walk(api, api.object(*id), value, &way, ignored),
                    (Type::Integer, Json::Number(digits)) => Json::Number(whole(digits)),
                    _ => value.clone(),
                };
                known.push((key.clone(), value));
            }
            None if object.open => known.push((key.clone(), value.clone())),
            None => ignored.push(way),
        }
    }
    Json::Object(known)
}

/// A whole number without the point or exponent that JSON allows it: `92.0` is 92.
fn whole(digits: &str) -> String {
    let is_plain = digits.parse::<i64>().is_ok();
    let number = digits.parse::<f64>().ok().filter(|it| !is_plain && it.abs() < 1e15);
    number.map_or_else(|| digits.to_owned(), |number| format!("{number:.0}"))
}
