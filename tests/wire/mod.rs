//! What goes on the wire: method, address, headers and body of every request.

mod answers;
mod uri;

use client_runtime::http::Request as HttpRequest;
use client_runtime::http::header::{ACCEPT, CONTENT_TYPE};
use client_runtime::{BaseUrl, RequestError};
use generator::api::{Endpoint, Mandatory, Part, Segment, Type};

use crate::example;
use crate::json::{Json, below};
use crate::law::{Law, same};
use crate::places;
use crate::subject::{self, RequestType, Subject};

const BASE: &str = "https://api.example:8443/v1";

/// Texts for a path parameter that must neither end its segment nor the path.
const HOSTILE: &[&str] = &[
    "a/b", "../x", "a b", "ä", "漢🙂", "a?b=c", "a#b", "100%", "%2F", "a\\b", "a;b", "a:b@c",
    "...", "\u{0}", "a\r\nb", "a+b", "~a-._",
];

/// Texts that mean another resource wherever they stand.
const MISLEADING: &[&str] = &["", ".", ".."];

fn base() -> BaseUrl {
    format!("{BASE}/").parse().unwrap()
}

fn sent(request: &RequestType, json: &Json) -> Result<HttpRequest<Vec<u8>>, RequestError> {
    let value = (request.read)(&json.to_string()).unwrap_or_else(|error| panic!("{error}: {json}"));
    value.to_request(&base())
}

#[test]
fn an_operation_is_what_the_page_says() {
    let mut law = Law::new("an operation is what the page says");
    for (subject, _, endpoint, request) in subject::endpoints() {
        let operation = &request.operation;
        let found = (operation.name, operation.method.as_str(), operation.path);
        let expected = (endpoint.name.as_str(), endpoint.method.as_str(), &*endpoint.template);
        let document = subject.api.document(endpoint.request.document);
        let outcome = same(found, expected)
            .and(same(operation.success, endpoint.success))
            .and(same(operation.document.key, document.key.as_str()))
            .and(same(operation.idempotent_by, endpoint.idempotent_by.as_deref()));
        law.case(|| endpoint.name.clone(), outcome);
    }
    law.hold();
}

#[test]
fn method_address_and_headers_follow_from_the_rows_given() {
    let mut law = Law::new("method, address and headers follow from the rows that are given");
    for (subject, _, endpoint, request) in subject::endpoints() {
        let mut values = example::all_rows(&subject.api, &endpoint.request);
        values.push(example::fewest(&subject.api, &endpoint.request));
        values.extend(single_query_rows(subject, endpoint));
        for json in values {
            let sent = sent(request, &json).unwrap();
            let outcome = same(sent.method().as_str(), endpoint.method.as_str())
                .and(same(sent.uri().to_string(), uri::of(subject, endpoint, &json, BASE)))
                .and(headers(&sent, endpoint.has_body));
            law.case(|| format!("{} {json}", endpoint.name), outcome);
        }
    }
    law.hold();
}

/// The fewest rows with one row of the query more; texts are such as need encoding.
fn single_query_rows(subject: &Subject, endpoint: &Endpoint) -> Vec<Json> {
    let fewest = example::fewest(&subject.api, &endpoint.request);
    let mut values = Vec::new();
    for (index, row) in endpoint.request.rows.iter().enumerate() {
        if row.part != Part::Query {
            continue;
        }
        let pointer = below("", &row.wire);
        values.push(
            fewest.with(&pointer, example::row_value(&subject.api, &endpoint.request, index)),
        );
        match row.ty {
            Type::Text => {
                let hostile = HOSTILE.iter().chain(MISLEADING);
                values.extend(hostile.map(|it| fewest.with(&pointer, Json::text(*it))));
            }
            Type::Boolean | Type::Flag(..) => {
                values.push(fewest.with(&pointer, Json::Boolean(false)));
            }
            _ => {}
        }
    }
    values
}

/// A body says what it is, everything says what it wants, and nothing else is said.
fn headers(sent: &HttpRequest<Vec<u8>>, has_body: bool) -> Result<(), String> {
    let found: Vec<(&str, &str)> =
        sent.headers().iter().map(|(name, it)| (name.as_str(), it.to_str().unwrap())).collect();
    let mut expected = vec![(ACCEPT.as_str(), "application/json")];
    if has_body {
        expected.push((CONTENT_TYPE.as_str(), "application/json"));
    }
    same(found, expected).and(same(sent.body().is_empty(), !has_body))
}

#[test]
fn a_path_parameter_stays_one_segment_of_the_path() {
    let mut law = Law::new("a path parameter stays one segment, or is refused");
    for (subject, _, endpoint, request) in subject::endpoints() {
        let full = example::full(&subject.api, &endpoint.request);
        for segment in &endpoint.path {
            let Segment::Parameter(index) = segment else { continue };
            let row = &endpoint.request.rows[*index];
            if !matches!(row.ty, Type::Text | Type::Identifier(_) | Type::Enum(_) | Type::Secret) {
                continue;
            }
            let pointer = below("", &row.wire);
            for text in HOSTILE {
                let json = full.with(&pointer, Json::text(*text));
                let uri = sent(request, &json).unwrap().uri().to_string();
                let slashes = |it: &str| it.split('?').next().unwrap().matches('/').count();
                let outcome = same(&uri, &uri::of(subject, endpoint, &json, BASE))
                    .and(same(slashes(&uri), slashes(&format!("{BASE}{}", endpoint.template))));
                law.case(|| format!("{} {text:?}", endpoint.name), outcome);
            }
            for text in MISLEADING {
                let outcome = match sent(request, &full.with(&pointer, Json::text(*text))) {
                    Err(RequestError::PathParameter { .. }) => Ok(()),
                    other => Err(format!("sent as {other:?}")),
                };
                law.case(|| format!("{} {text:?}", endpoint.name), outcome);
            }
        }
    }
    law.hold();
}

#[test]
fn a_received_identifier_of_any_form_is_one_segment() {
    use smartpay_client::{Endpoint as _, GetPaymentSerie, PaymentSerieId};
    let get =
        |id: &str| GetPaymentSerie::builder().id(PaymentSerieId::received(id)).build_unchecked();
    let sent = get("alt/7 ü..").to_request(&base()).unwrap();
    assert_eq!(sent.uri().to_string(), format!("{BASE}/payment-series/alt%2F7%20%C3%BC.."));
    let refused = get("..").to_request(&base()).unwrap_err();
    assert!(refused.to_string().contains("`/payment-series/{}`"), "{refused}");
}

#[test]
fn a_body_has_its_rows_in_the_pages_order_and_nothing_else() {
    let mut law = Law::new("a body has the rows of the body, in the page's order, to the digit");
    for (subject, _, endpoint, request) in subject::endpoints() {
        let mut values = example::all_rows(&subject.api, &endpoint.request);
        values.push(example::fewest(&subject.api, &endpoint.request));
        for json in values.into_iter().filter(|_| endpoint.has_body) {
            let Json::Object(entries) = &json else { panic!("{json}") };
            let is_body = |key: &str| endpoint.request.part(Part::Body).any(|row| row.wire == key);
            let body = entries.iter().filter(|(key, _)| is_body(key)).cloned().collect();
            let sent = String::from_utf8(sent(request, &json).unwrap().into_body()).unwrap();
            law.case(|| endpoint.name.clone(), same(sent, Json::Object(body).to_string()));
        }
    }
    law.hold();
}

/// Where a page says that a key is there and may be null, leaving it out says something else. (No
/// request of either API has such a row so far.)
#[test]
fn a_mandatory_row_that_may_be_null_is_sent_as_null() {
    for (subject, _, endpoint, request) in subject::endpoints() {
        let full = example::full(&subject.api, &endpoint.request);
        for place in places::rows(&subject.api, &endpoint.request, &full) {
            if place.part != Part::Body
                || place.row.mandatory != Mandatory::Yes
                || !place.row.nullable
            {
                continue;
            }
            let json = full.with(&place.key, Json::Null);
            let sent = String::from_utf8(sent(request, &json).unwrap().into_body()).unwrap();
            let outcome = same(Json::read(&sent).at(&place.key), Some(&Json::Null));
            assert_eq!(outcome, Ok(()), "{} `{}`", endpoint.name, place.key);
        }
    }
}
