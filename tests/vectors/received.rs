//! What the generated objects make of vectors of what is received: they read all that is allowed,
//! and are milder than the documentation only where the client says that it is.

use client_runtime::Timestamp;
use generator::Api;
use generator::api::{Object, Row, Type};

use super::{Tally, Vector, count, files, row_at};
use crate::json::Json;
use crate::law::Law;
use crate::subject;

/// A reason to read what the documentation does not allow.
#[derive(Debug)]
enum Milder {
    /// A text of another length or form, a value that is in no list, a number out of range.
    ValueIsKept,
    /// Null, or nothing, of a row that is an `Option` in Rust.
    NotGiven,
    /// A text that holds a number where a number is documented.
    TextIsNumber,
}

#[test]
fn the_generated_objects_read_as_expected() {
    let mut law = Law::new("the generated objects read each vector as expected");
    let mut tally = Tally::new();
    for subject in subject::all() {
        let files = files(&subject.api);
        for file in files.iter().filter(|it| it.json.get("call").is_none()) {
            let mut objects = subject.travelling();
            let object = objects.find(|it| it.ident.as_str() == file.name).unwrap();
            let reads = subject.object(object).print;
            for vector in file.vectors() {
                let body = vector.parts.get("body").unwrap();
                let found = reads(&body.to_string());
                let reasons = reasons(&subject.api, object, &vector);
                let outcome = match (&reasons, found) {
                    (Some(_), Err(error)) => Err(format!("cannot be read: {error}")),
                    (None, Ok(_)) => Err(format!("is read, with {:?}", vector.offending)),
                    _ => Ok(()),
                };
                reasons.iter().flatten().for_each(|it| count(&mut tally, it));
                law.case(|| vector.name.clone(), outcome);
            }
        }
    }
    println!("milder by nature: {tally:?}");
    law.hold();
}

/// Why a vector is read: a reason for each place that offends. `None` if it is not to be read.
fn reasons(api: &Api, object: &Object, vector: &Vector) -> Option<Vec<Milder>> {
    vector.offending.iter().map(|place| reason(api, object, vector, place)).collect()
}

fn reason(api: &Api, object: &Object, vector: &Vector, place: &str) -> Option<Milder> {
    let value = vector.parts.at(place);
    let row = row_at(api, object, place)?;
    let is_item = !place.ends_with(&crate::json::below("", &row.wire));
    match value {
        None | Some(Json::Null) if row.optional && !is_item => Some(Milder::NotGiven),
        Some(_) if row.many && !is_item => None,
        Some(value) => kept(row, value),
        None => None,
    }
}

/// Whether a value is of the type that its row is read as.
fn kept(row: &Row, value: &Json) -> Option<Milder> {
    let is_kept = match (&row.ty, value) {
        (Type::Text | Type::Secret | Type::Enum(_) | Type::Identifier(_), Json::Text(_)) => true,
        (Type::Timestamp | Type::OffsetDateTime, Json::Text(text)) => {
            text.parse::<Timestamp>().is_ok()
        }
        (Type::Integer, Json::Number(digits)) => digits.parse::<i64>().is_ok(),
        (Type::Decimal, Json::Number(_)) => true,
        (Type::Decimal, Json::Text(text)) => {
            return text.parse::<f64>().is_ok().then_some(Milder::TextIsNumber);
        }
        _ => false,
    };
    is_kept.then_some(Milder::ValueIsKept)
}
