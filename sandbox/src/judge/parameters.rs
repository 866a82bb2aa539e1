//! Headers and queries.

use generator::api::{Api, Endpoint, Limit, Mandatory, Part, Row, Type};
use http::HeaderMap;
use http::header::CONTENT_TYPE;

use crate::refusal::Violation;
use crate::time;

use super::expectation;

/// The documented headers that a request lacks. `Content-Type` matters where there is a body.
pub(crate) fn headers(api: &Api, endpoint: &Endpoint, sent: &HeaderMap) -> Vec<Violation> {
    let mut violations = Vec::new();
    for header in &api.headers {
        let is_content_type = header.name.eq_ignore_ascii_case(CONTENT_TYPE.as_str());
        let is_demanded = match (is_content_type, header.mandatory) {
            (true, mandatory) => endpoint.has_body && mandatory == Mandatory::Yes,
            (false, Mandatory::Yes) => true,
            (false, _) => endpoint.demands.contains(&header.name),
        };
        let value = sent.get(&header.name).and_then(|it| it.to_str().ok());
        let text = match value {
            _ if !is_demanded => continue,
            None => format!("the header {} is missing", header.name),
            Some(value) if is_content_type && !is_json(value) => {
                format!("Invalid {}: expected application/json", header.name)
            }
            Some(_) => continue,
        };
        violations.push(Violation {
            field: header.name.clone(),
            pointer: format!("headers.{}", header.name),
            row: header.name.clone(),
            document: Some(header.document),
            text,
        });
    }
    violations
}

fn is_json(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/json")
}

/// The mandatory rows of the query that are missing or wrong. Every other wrong value is ignored,
/// as is a parameter that nobody knows.
pub(crate) fn query(api: &Api, endpoint: &Endpoint, sent: &[(String, String)]) -> Vec<Violation> {
    let mut violations = Vec::new();
    let rows = endpoint.request.part(Part::Query);
    for row in rows.filter(|row| row.mandatory == Mandatory::Yes) {
        let text = match sent.iter().find(|(name, _)| *name == row.wire) {
            None => format!("{} is missing", row.wire),
            Some((_, value)) if !is_value(api, row, value) => {
                format!("Invalid {}: expected {}", row.wire, expectation(row, api))
            }
            Some(_) => continue,
        };
        violations.push(Violation {
            field: row.wire.clone(),
            pointer: format!("query.{}", row.wire),
            row: row.wire.clone(),
            document: Some(row.document),
            text,
        });
    }
    violations
}

/// Whether a text in a query is a value of its row.
pub(crate) fn is_value(api: &Api, row: &Row, text: &str) -> bool {
    let is_typed = match &row.ty {
        Type::Text | Type::Secret | Type::Object(_) => true,
        Type::Date => text.parse::<jiff::civil::Date>().is_ok(),
        Type::Timestamp | Type::OffsetDateTime => time::instant(text).is_some(),
        Type::Decimal => text.parse::<f64>().is_ok_and(f64::is_finite),
        Type::Integer => text.parse::<i64>().is_ok(),
        Type::Boolean => matches!(text, "true" | "false"),
        Type::Flag(no, yes) => text == no || text == yes,
        Type::Identifier(_) => true,
        Type::Enum(id) => {
            let known = api.enumeration(*id);
            known.values.iter().any(|(value, _)| match known.ignore_case {
                true => value.eq_ignore_ascii_case(text),
                false => value == text,
            })
        }
    };
    is_typed
        && row.limits.iter().all(|limit| match limit {
            Limit::MaxLength(most) => text.chars().count() <= *most as usize,
            Limit::Range { min, max } => {
                text.parse::<i64>().is_ok_and(|it| (*min..=*max).contains(&it))
            }
            _ => true,
        })
}
