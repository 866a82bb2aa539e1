//! The address that a request must have.

use generator::api::{Endpoint, Part, Segment, Type};

use crate::json::Json;
use crate::subject::Subject;

/// The address of a request given as JSON, below a base address.
pub(super) fn of(subject: &Subject, endpoint: &Endpoint, json: &Json, base: &str) -> String {
    let mut uri = base.to_owned();
    for segment in &endpoint.path {
        match segment {
            Segment::Literal(text) => uri.push_str(text),
            Segment::Parameter(index) => {
                let row = &endpoint.request.rows[*index];
                uri.push_str(&encoded(&text(subject, &row.ty, json.get(&row.wire).unwrap())));
            }
        }
    }
    let mut separator = '?';
    for row in endpoint.request.part(Part::Query) {
        if let Some(value) = json.get(&row.wire) {
            let value = text(subject, &row.ty, value);
            uri.push_str(&format!("{separator}{}={}", encoded(&row.wire), encoded(&value)));
            separator = '&';
        }
    }
    uri
}

/// A value as the page writes it in an address.
fn text(subject: &Subject, ty: &Type, value: &Json) -> String {
    match (ty, value) {
        (Type::Flag(no, yes), Json::Boolean(value)) => if *value { yes } else { no }.clone(),
        (Type::Enum(id), Json::Text(text)) => {
            let known = subject.api.enumeration(*id);
            let is_it = |value: &&(String, _)| match known.ignore_case {
                true => value.0.eq_ignore_ascii_case(text),
                false => value.0 == *text,
            };
            known.values.iter().find(is_it).map_or(text, |(value, _)| value).clone()
        }
        (_, Json::Text(text)) => text.clone(),
        (_, other) => other.to_string(),
    }
}

/// Percent-encoding of everything but RFC 3986's unreserved characters.
fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}
