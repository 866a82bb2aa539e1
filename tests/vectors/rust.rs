//! What a generated request says of a vector.

use generator::api::{Endpoint, Part};

use super::{Places, flag};
use crate::differential::verdicts::Rust;
use crate::json::Json;
use crate::subject::Subject;

/// The places that offend.
pub(super) fn places(subject: &Subject, endpoint: &Endpoint, parts: &Json) -> Places {
    let rust = Rust::new(&subject.api, endpoint, subject.request(endpoint));
    rust.places_of_all(whole(endpoint, parts))
}

/// The parts as the one object that a request reads itself from.
fn whole(endpoint: &Endpoint, parts: &Json) -> Json {
    let Json::Object(parts) = parts else { panic!("no parts: {parts}") };
    let mut whole = Vec::new();
    for (name, part) in parts {
        let Json::Object(rows) = part else { panic!("{name} holds no rows: {part}") };
        let is_text = name != "body";
        for (key, value) in rows {
            let row = endpoint
                .request
                .rows
                .iter()
                .find(|it| it.wire == *key && is_text == (it.part != Part::Body));
            // On the wire a flag is one of two texts; in Rust it is a boolean.
            let read = row.and_then(|row| flag(row, value)).map(Json::Boolean);
            whole.push((key.clone(), read.unwrap_or_else(|| value.clone())));
        }
    }
    Json::Object(whole)
}
