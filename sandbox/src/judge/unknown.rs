//! Keys that no row describes: newer versions ignore them, and say so.

use generator::api::{Api, Object, Part, Type};
use smol_str::{SmolStr, format_smolstr};

use crate::json::Json;

/// The body without the keys that closed objects have no row for, and the names of those keys. An
/// open object keeps them: its table goes on where nobody can see it.
pub(crate) fn without_unknown(api: &Api, request: &Object, body: Json) -> (Json, Vec<String>) {
    let mut ignored = Vec::new();
    let known = walk(api, request, body, "", &mut ignored);
    (known, ignored)
}

fn walk(api: &Api, object: &Object, value: Json, way: &str, ignored: &mut Vec<String>) -> Json {
    let Json::Object(entries) = value else { return value };
    let mut known = Vec::with_capacity(entries.len());
    for (key, value) in entries {
        let way = |key: &SmolStr| match way {
            "" => key.to_string(),
            way => format!("{way}.{key}"),
        };
        match object.part(Part::Body).find(|row| row.wire == key) {
            Some(row) => {
                let value = match (&row.ty, value) {
                    (Type::Object(id), Json::List(items)) => {
                        let (inner, way) = (api.object(*id), way(&key));
                        let items = items.into_iter();
                        let items = items.map(|it| walk(api, inner, it, &way, ignored));
                        Json::List(items.collect())
                    }
                    (Type::Object(id), value @ Json::Object(_)) => {
                        walk(api, api.object(*id), value, &way(&key), ignored)
                    }
                    (Type::Integer, Json::Number(digits)) => Json::Number(whole(digits)),
                    (_, value) => value,
                };
                known.push((key, value));
            }
            None if object.open => known.push((key, value)),
            None => ignored.push(way(&key)),
        }
    }
    Json::Object(known)
}

/// A whole number without the point or exponent that JSON allows it: `92.0` is 92.
fn whole(digits: SmolStr) -> SmolStr {
    let is_plain = digits.parse::<i64>().is_ok();
    let number = digits.parse::<f64>().ok().filter(|it| !is_plain && it.abs() < 1e15);
    number.map_or(digits, |number| format_smolstr!("{number:.0}"))
}
