//! Nothing personal and no secret is shown: every value that must not be seen is a marker, and no
//! text for people may have one in it.

mod markers;
mod printed;

use std::collections::BTreeSet;

use client_runtime::{AnswerError, RequestError};
use generator::api::{Part, Row, Segment, Type};

use crate::example;
use crate::json::{Json, below};
use crate::law::Law;
use crate::places;
use crate::rules;
use crate::subject::{self, Request};
use markers::Planted;

#[test]
fn a_request_shows_no_marker() {
    let mut law = Law::new("`Debug` of a request shows no marker");
    for (subject, _, endpoint, request) in subject::endpoints() {
        for full in example::all_rows(&subject.api, &endpoint.request) {
            let planted = Planted::new(&subject.api, &endpoint.request, &full);
            let value = (request.read)(&planted.json.to_string()).unwrap();
            let shown = format!("{value:?}\n{value:#?}");
            law.case(|| endpoint.name.clone(), planted.is_hidden_in(&shown));
            if endpoint.has_body {
                let body = value.to_request(&"https://api.example".parse().unwrap()).unwrap();
                let body = String::from_utf8(body.into_body()).unwrap();
                law.case(|| endpoint.name.clone(), planted.is_shown_in(&body));
            }
        }
    }
    law.hold();
}

#[test]
fn an_object_shows_no_marker() {
    let mut law = Law::new("`Debug` of an object shows no marker, its JSON all of them");
    for subject in subject::all() {
        for object in subject.travelling() {
            for full in example::all_rows(&subject.api, object) {
                let planted = Planted::new(&subject.api, object, &full);
                let printed = (subject.object(object).print)(&planted.json.to_string()).unwrap();
                law.case(|| object.name.clone(), planted.is_hidden_in(&printed.debug));
                law.case(|| object.name.clone(), planted.is_shown_in(&printed.json));
            }
        }
    }
    law.hold();
}

/// Without this, a `Debug` that shows nothing at all would pass.
#[test]
fn what_need_not_be_hidden_is_shown() {
    let mut law = Law::new("`Debug` of a request shows the texts that need not be hidden");
    for (subject, _, endpoint, request) in subject::endpoints() {
        for full in example::all_rows(&subject.api, &endpoint.request) {
            let value = (request.read)(&full.to_string()).unwrap();
            let shown = format!("{value:?}");
            let hidden = markers::hidden(&places::rows(&subject.api, &endpoint.request, &full));
            for place in places::rows(&subject.api, &endpoint.request, &full) {
                if place.row.ty != Type::Text || hidden.contains(&place.pointer) {
                    continue;
                }
                let Some(Json::Text(text)) = full.at(&place.pointer) else { continue };
                let outcome = match shown.contains(text) {
                    true => Ok(()),
                    false => Err(format!("{text:?} is not shown")),
                };
                law.case(|| format!("{} `{}`", endpoint.name, place.pointer), outcome);
            }
        }
    }
    law.hold();
}

/// A marker is longer than its row allows, has no form and is no documented value: it breaks all
/// limits at once.
#[test]
fn violations_of_limits_show_no_marker() {
    let mut law = Law::new("violations of limits show no marker");
    for (subject, _, endpoint, request) in subject::endpoints() {
        for full in example::all_rows(&subject.api, &endpoint.request) {
            let planted = Planted::everywhere(&subject.api, &endpoint.request, &full);
            let value = (request.read)(&planted.json.to_string()).unwrap();
            let Err(invalid) = value.validate() else { continue };
            let mut shown = shown_error(&invalid);
            for violation in invalid.violations() {
                shown.push_str(&format!("{violation}\n{violation:?}\n{violation:#?}\n"));
            }
            law.case(|| endpoint.name.clone(), planted.is_hidden_in(&shown));
        }
    }
    law.hold();
}

#[test]
fn violations_of_rules_show_no_marker() {
    let mut law = Law::new("violations of rules between rows show no marker");
    let mut broken = BTreeSet::new();
    rules::each_case(|case| {
        let (api, request) = (&case.subject.api, &case.endpoint.request);
        let planted = Planted::new(api, request, &case.json);
        let value = (case.request.read)(&planted.json.to_string()).unwrap();
        let violations = value.violations();
        let codes = rules::codes(api, request);
        for violation in violations.iter().filter(|it| codes.contains(it.rule.code())) {
            broken.insert(violation.rule.code());
            let shown = format!("{violation}\n{violation:?}\n{violation:#?}\n");
            law.case(|| case.name(), planted.is_hidden_in(&shown));
        }
    });
    law.hold();
    for (subject, _, endpoint, _) in subject::endpoints() {
        for code in rules::codes(&subject.api, &endpoint.request) {
            assert!(broken.contains(code), "no rule of the kind `{code}` was broken");
        }
    }
}

#[test]
fn requests_that_cannot_be_formed_show_no_marker() {
    let mut law = Law::new("errors of requests that cannot be formed show no marker");
    for (subject, _, endpoint, request) in subject::endpoints() {
        let full = example::full(&subject.api, &endpoint.request);
        let planted = Planted::everywhere(&subject.api, &endpoint.request, &full);
        let parameters = endpoint.path.iter().filter_map(|segment| match segment {
            Segment::Parameter(row) => Some(&endpoint.request.rows[*row]),
            Segment::Literal(_) => None,
        });
        let is_text =
            |row: &&Row| matches!(row.ty, Type::Text | Type::Identifier(_) | Type::Enum(_));
        let misleading = parameters.filter(is_text).map(|row| (row, Json::text("..")));
        let too_long = endpoint.request.part(Part::Query).filter(|row| row.ty == Type::Text);
        let too_long = too_long.map(|row| (row, Json::text(markers::long())));
        for (row, text) in misleading.chain(too_long) {
            let json = planted.json.with(&below("", &row.wire), text);
            let value = (request.read)(&json.to_string()).unwrap();
            let outcome = match refused(&*value) {
                Some(error) => planted.is_hidden_in(&shown_error(&error)),
                None => Err("it can be formed".to_owned()),
            };
            law.case(|| format!("{} `{}`", endpoint.name, row.wire), outcome);
        }
    }
    law.hold();
}

fn refused(value: &dyn Request) -> Option<RequestError> {
    value.to_request(&"https://api.example".parse().unwrap()).err()
}

/// An error with everything that it says of itself and of its causes.
fn shown_error(error: &(dyn std::error::Error + 'static)) -> String {
    let mut shown = String::new();
    let mut next = Some(error);
    while let Some(error) = next {
        shown.push_str(&format!("{error}\n{error:?}\n{error:#?}\n"));
        next = error.source();
    }
    shown
}

#[test]
fn refusals_show_no_marker() {
    let mut law = Law::new("errors of refused requests show no marker");
    for subject in subject::all() {
        for (_, endpoint) in subject.api.endpoints() {
            let Some(object) = endpoint.answer.map(|id| subject.api.object(id)) else { continue };
            let full = example::full(&subject.api, object);
            let planted = Planted::everywhere(&subject.api, object, &full);
            let read = subject.request(endpoint).read_answer;
            let error = read(400, planted.json.to_string().as_bytes()).unwrap_err();
            law.case(|| endpoint.name.clone(), planted.is_hidden_in(&shown_error(&error)));
        }
    }
    law.hold();
}

/// The reader's own words often quote the value that it did not expect.
#[test]
fn answers_that_are_not_understood_show_no_marker() {
    let mut law = Law::new("errors of answers that are not understood show no marker");
    for (subject, _, endpoint, request) in subject::endpoints() {
        let Some(object) = endpoint.answer.map(|id| subject.api.object(id)) else { continue };
        for full in example::all_rows(&subject.api, object) {
            let planted = Planted::everywhere(&subject.api, object, &full);
            let mut bodies = cut(&planted.json.to_string());
            for place in places::rows(&subject.api, object, &planted.json) {
                let wrong = markers::unreadable(&place.row.ty);
                bodies.push(planted.json.with(&place.pointer, wrong).to_string());
            }
            for body in bodies {
                if let Err(error) = (request.read_answer)(200, body.as_bytes()) {
                    assert!(matches!(error, AnswerError::NotUnderstood { .. }), "{error}");
                    let shown = shown_error(&error);
                    law.case(|| format!("{} {error}", endpoint.name), planted.is_hidden_in(&shown));
                }
            }
        }
    }
    law.hold();
}

/// The text as it is when the connection breaks off.
fn cut(text: &str) -> Vec<String> {
    let ends = text.char_indices().map(|(index, _)| index);
    ends.step_by(text.len() / 40 + 1).map(|end| text[..end].to_owned()).collect()
}
