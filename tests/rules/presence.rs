//! Rows that must be given, rows that need not be, and keys beside the rows.

use generator::api::{Mandatory, Object, RuleKind};

use crate::example;
use crate::json::{Json, below};
use crate::law::{Law, same};
use crate::places;
use crate::subject;

#[test]
fn without_a_mandatory_row_nothing_can_be_read() {
    let mut law = Law::new("without a mandatory row nothing can be read, and the row is named");
    for (subject, _, endpoint, request) in subject::endpoints() {
        for full in example::all_rows(&subject.api, &endpoint.request) {
            for place in places::rows(&subject.api, &endpoint.request, &full) {
                // A client fills a credential in.
                let is_filled_in = place.row.credential.is_some();
                if place.row.mandatory != Mandatory::Yes || place.row.nullable || is_filled_in {
                    continue;
                }
                let outcome = match (request.read)(&full.without(&place.key).to_string()) {
                    Ok(_) => Err("it can be left out".to_owned()),
                    Err(error) => names_row(&error.to_string(), &place.row.wire),
                };
                law.case(|| format!("{} `{}`", endpoint.name, place.key), outcome);
                let null = full.with(&place.key, Json::Null).to_string();
                let outcome = match (request.read)(&null) {
                    Ok(_) => Err("it can be null".to_owned()),
                    Err(_) => Ok(()),
                };
                law.case(|| format!("{} `{}`", endpoint.name, place.key), outcome);
            }
        }
    }
    law.hold();
}

fn names_row(error: &str, row: &str) -> Result<(), String> {
    match error.contains(&format!("missing field `{row}`")) {
        true => Ok(()),
        false => Err(format!("the error does not name it: {error}")),
    }
}

#[test]
fn a_row_that_no_rule_asks_for_can_be_left_out_or_null() {
    let mut law = Law::new("a row that no rule asks for can be left out, or be null");
    for (subject, _, endpoint, request) in subject::endpoints() {
        for full in example::all_rows(&subject.api, &endpoint.request) {
            for place in places::rows(&subject.api, &endpoint.request, &full) {
                if place.row.mandatory == Mandatory::Yes || is_ruled(place.object, &place.row.wire)
                {
                    continue;
                }
                for json in [full.without(&place.key), full.with(&place.key, Json::Null)] {
                    let outcome = match (request.read)(&json.to_string()) {
                        Ok(value) => value.validate().map_err(|it| it.to_string()),
                        Err(error) => Err(error.to_string()),
                    };
                    law.case(|| format!("{} `{}`", endpoint.name, place.key), outcome);
                }
            }
        }
    }
    law.hold();
}

fn is_ruled(object: &Object, name: &str) -> bool {
    object.rules.iter().any(|rule| {
        let rows = match &rule.kind {
            RuleKind::AtLeastOneOf(rows)
            | RuleKind::ExactlyOneOf(rows)
            | RuleKind::Together(rows) => rows.as_slice(),
            RuleKind::RequiredWhen { row, .. } => std::slice::from_ref(row),
        };
        rows.iter().any(|row| object.rows[*row].wire == name)
    })
}

#[test]
fn a_request_with_the_fewest_rows_is_valid() {
    let mut law = Law::new("a request with no row more than the rules ask for is valid");
    for (subject, _, endpoint, request) in subject::endpoints() {
        let json = example::fewest(&subject.api, &endpoint.request);
        let outcome = match (request.read)(&json.to_string()) {
            Ok(value) => value.validate().map_err(|it| it.to_string()),
            Err(error) => Err(error.to_string()),
        };
        law.case(|| format!("{} {json}", endpoint.name), outcome);
    }
    law.hold();
}

#[test]
fn a_further_key_with_a_row_of_its_own_is_refused() {
    let mut law = Law::new("a further key with a row of its own is refused");
    for subject in subject::all() {
        for object in subject.travelling() {
            let Some(with_further) = &subject.object(object).with_further else { continue };
            let json = example::full(&subject.api, object).to_string();
            for row in &object.rows {
                let (_, violations) = with_further(&json, &row.wire);
                let found: Vec<_> = violations
                    .iter()
                    .map(|it| (it.rule.code(), it.pointer.clone(), it.row, it.document.key))
                    .collect();
                let key = subject.api.document(object.document).key.as_str();
                let expected = ("documented", below("", &row.wire), row.wire.as_str(), key);
                law.case(|| format!("{}.{}", object.name, row.wire), same(found, vec![expected]));
            }
        }
    }
    law.hold();
}

#[test]
fn a_further_key_without_a_row_is_accepted_and_sent() {
    let mut law = Law::new("a further key without a row is accepted, and sent");
    for subject in subject::all() {
        for object in subject.travelling() {
            let Some(with_further) = &subject.object(object).with_further else { continue };
            let full = example::full(&subject.api, object);
            let (printed, violations) = with_further(&full.to_string(), "furtherKey");
            let sent = full.with("/furtherKey", Json::text("further"));
            let outcome = same(Json::read(&printed.json), sent);
            law.case(|| object.name.clone(), outcome.and(same(violations, Vec::new())));
        }
    }
    law.hold();
}
