//! What is made of an answer.

use client_runtime::AnswerError;
use generator::api::{Mandatory, Object, Type};

use crate::example;
use crate::json::{Json, below};
use crate::law::{Law, same};
use crate::places;
use crate::subject::{self, RequestType, Subject};

/// Statuses that say that the request was carried out.
const SUCCESS: &[u16] = &[200, 201, 202, 204, 206, 299];

/// Statuses that say anything else.
const REFUSAL: &[u16] = &[199, 300, 302, 304, 400, 401, 403, 404, 409, 422, 429, 500, 503, 599];

/// The answers with a body: each endpoint, its type, and the object that it answers with.
fn answers() -> impl Iterator<Item = (&'static Subject, &'static RequestType, &'static Object)> {
    subject::endpoints().filter_map(|(subject, _, endpoint, request)| {
        Some((subject, request, subject.api.object(endpoint.answer?)))
    })
}

#[test]
fn every_success_is_read_and_keeps_what_it_says() {
    let mut law = Law::new("an answer of any successful status is read, and keeps what it says");
    for (subject, request, object) in answers() {
        for answer in example::all_rows(&subject.api, object) {
            for status in SUCCESS.iter().chain(&request.operation.success) {
                let read = (request.read_answer)(*status, answer.to_string().as_bytes());
                let outcome = match read {
                    Ok(read) => same(read.json, answer.to_string()),
                    Err(error) => Err(error.to_string()),
                };
                law.case(|| format!("{} {status}", request.name), outcome);
            }
        }
    }
    law.hold();
}

#[test]
fn every_other_status_is_a_refusal_that_keeps_its_body() {
    let mut law = Law::new("an answer of any other status is a refusal that keeps its body");
    for (_, _, endpoint, request) in subject::endpoints() {
        for status in REFUSAL.iter().chain(&endpoint.refusals) {
            for body in [b"".as_slice(), br#"{"message":"no"}"#, b"<html>", b"\xff\xfe"] {
                let outcome = match (request.read_answer)(*status, body) {
                    Err(error @ AnswerError::Refused { .. }) => {
                        same(error.status().as_u16(), *status)
                            .and(same(error.body().as_bytes(), body))
                    }
                    other => Err(format!("read as {other:?}")),
                };
                law.case(|| format!("{} {status}", request.name), outcome);
            }
        }
    }
    law.hold();
}

#[test]
fn an_answer_without_content_is_read_whatever_its_body() {
    let mut law = Law::new("where nothing is answered, the body is not looked at");
    for (_, _, endpoint, request) in subject::endpoints() {
        for status in SUCCESS.iter().filter(|_| endpoint.answer.is_none()) {
            for body in [b"".as_slice(), b"{}", b"null", b"<html>", b"\xff"] {
                let read = (request.read_answer)(*status, body);
                let outcome = read.map(|_| ()).map_err(|error| error.to_string());
                law.case(|| format!("{} {status}", request.name), outcome);
            }
        }
    }
    law.hold();
}

#[test]
fn a_success_that_is_no_json_of_the_page_is_not_understood_and_kept() {
    let mut law = Law::new("a success that cannot be read is not understood, and keeps its body");
    for (_, request, _) in answers() {
        for body in [b"".as_slice(), b"{", b"null", b"17", b"\"text\"", b"<html>", b"\xff"] {
            let outcome = match (request.read_answer)(200, body) {
                Err(error @ AnswerError::NotUnderstood { .. }) => {
                    same(error.body().as_bytes(), body)
                }
                other => Err(format!("read as {other:?}")),
            };
            law.case(|| format!("{} {body:?}", request.name), outcome);
        }
    }
    law.hold();
}

#[test]
fn a_value_of_the_wrong_kind_is_pointed_at() {
    let mut law = Law::new("a value of the wrong kind is pointed at");
    for (subject, request, object) in answers() {
        for answer in example::all_rows(&subject.api, object) {
            for place in places::rows(&subject.api, object, &answer) {
                let wrong = match place.row.ty {
                    Type::Object(_) => Json::text("text"),
                    _ => Json::Object(vec![("wrong".to_owned(), Json::Null)]),
                };
                let outcome =
                    points_at(request, &answer.with(&place.pointer, wrong), &place.pointer);
                law.case(|| format!("{} `{}`", request.name, place.pointer), outcome);
            }
        }
    }
    law.hold();
}

#[test]
fn a_missing_key_is_named_and_its_object_pointed_at() {
    let mut law = Law::new("a missing key is named, and its object pointed at");
    for (subject, request, object) in answers() {
        for answer in example::all_rows(&subject.api, object) {
            for place in places::rows(&subject.api, object, &answer) {
                if place.row.optional {
                    continue;
                }
                let holder = place.key.rsplit_once('/').unwrap().0;
                let missing = answer.without(&place.key);
                let outcome = points_at(request, &missing, holder).and_then(|()| {
                    let read = (request.read_answer)(200, missing.to_string().as_bytes());
                    let text = read.unwrap_err().to_string();
                    match text.contains(&format!("missing field `{}`", place.row.wire)) {
                        true => Ok(()),
                        false => Err(text),
                    }
                });
                law.case(|| format!("{} `{}`", request.name, place.pointer), outcome);
            }
        }
    }
    law.hold();
}

fn points_at(request: &RequestType, answer: &Json, pointer: &str) -> Result<(), String> {
    match (request.read_answer)(200, answer.to_string().as_bytes()) {
        Err(AnswerError::NotUnderstood { cause, .. }) => same(cause.pointer(), pointer),
        Err(other) => Err(other.to_string()),
        Ok(_) => Err("it is read".to_owned()),
    }
}

/// A known value is written as its page has it; another one, which `Debug` tells, as it came.
#[test]
fn documented_values_are_known_in_any_case_that_the_page_allows() {
    let mut law = Law::new("documented values are known, in any case that the page allows");
    for (subject, request, object) in answers() {
        let answer = example::full(&subject.api, object);
        for place in places::rows(&subject.api, object, &answer) {
            let Type::Enum(id) = place.row.ty else { continue };
            let known = subject.api.enumeration(id);
            for (value, _) in &known.values {
                let canonical = answer.with(&place.pointer, Json::text(value));
                for text in [value.clone(), value.to_uppercase(), value.to_lowercase()] {
                    let is_known = known.ignore_case || known.values.iter().any(|it| it.0 == text);
                    let sent = answer.with(&place.pointer, Json::text(&text));
                    let expected = if known.ignore_case { &canonical } else { &sent };
                    let outcome = reads_as(request, &sent, expected)
                        .and_then(|()| same(is_all_known(request, &sent), is_known));
                    law.case(|| format!("{} `{}` {text}", request.name, place.pointer), outcome);
                }
            }
        }
    }
    law.hold();
}

fn is_all_known(request: &RequestType, answer: &Json) -> bool {
    let read = (request.read_answer)(200, answer.to_string().as_bytes()).unwrap();
    !read.debug.contains("Undocumented(")
}

/// What the documentation does not know: keys, and values of an enum.
#[test]
fn what_the_page_does_not_know_is_tolerated() {
    let mut law = Law::new("keys and values that the page does not know are tolerated");
    for (subject, request, object) in answers() {
        for answer in example::all_rows(&subject.api, object) {
            for place in places::objects(&subject.api, object, &answer) {
                let further = below(&place.pointer, "furtherKey");
                let more = answer.with(&further, Json::read(r#"{"a":[1.5,null]}"#));
                let expected = if place.object.open { &more } else { &answer };
                let outcome = reads_as(request, &more, expected);
                law.case(|| format!("{} `{further}`", request.name), outcome);
            }
            for place in places::rows(&subject.api, object, &answer) {
                if matches!(place.row.ty, Type::Enum(_) | Type::Identifier(_)) {
                    let other = Json::text("what no page lists");
                    let changed = answer.with(&place.pointer, other);
                    let outcome = reads_as(request, &changed, &changed);
                    law.case(|| format!("{} `{}`", request.name, place.pointer), outcome);
                }
            }
        }
    }
    law.hold();
}

/// A row that need not be there is written as null if its key always is, and left out otherwise.
#[test]
fn an_answer_without_its_optional_rows_is_read() {
    let mut law = Law::new("an answer is read without the rows that need not be there");
    for (subject, request, object) in answers() {
        let answer = example::full(&subject.api, object);
        for place in places::rows(&subject.api, object, &answer) {
            if !place.row.optional {
                continue;
            }
            let (absent, null) = (answer.without(&place.key), answer.with(&place.key, Json::Null));
            let is_always_there = place.row.mandatory == Mandatory::Yes && place.row.nullable;
            let expected = if is_always_there { &null } else { &absent };
            let outcome =
                reads_as(request, &absent, expected).and(reads_as(request, &null, expected));
            law.case(|| format!("{} `{}`", request.name, place.key), outcome);
        }
    }
    law.hold();
}

/// `Ok` if the answer is read, and written as another.
fn reads_as(request: &RequestType, answer: &Json, expected: &Json) -> Result<(), String> {
    match (request.read_answer)(200, answer.to_string().as_bytes()) {
        Ok(read) => same(read.json, expected.to_string()),
        Err(error) => Err(error.to_string()),
    }
}
