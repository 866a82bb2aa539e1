use http::{HeaderMap, HeaderValue, Method};

use super::Reader;
use crate::clock::Source;
use crate::engine::{Asked, Engine};
use crate::store::Store;

const KEY: &str = "73afeb44-432e-4b91-be37-a6b3d2fb7447";

/// What the log shows after one request.
fn shown(method: &Method, path: &str, query: &str, body: &str, reader: Reader) -> String {
    let engine = Engine::new(
        crate::smartpay().unwrap(),
        Store::open(None, Source::Seeded).unwrap(),
        Some(1),
    );
    let mut headers = HeaderMap::new();
    headers.insert("x-api-key", HeaderValue::from_static(KEY));
    let basic = "Basic NzNhZmViNDQtNDMyZS00YjkxLWJlMzctYTZiM2QyZmI3NDQ3OnBhc3N3b3Jk";
    headers.insert("authorization", HeaderValue::from_static(basic));
    headers.insert("content-type", HeaderValue::from_static("application/json"));
    let body = body.as_bytes();
    engine.answer(&Asked { method, path, query, headers: &headers, body });
    engine.log.read(&engine.api, 0, Some(KEY), reader).to_string()
}

#[test]
fn a_person_sees_nothing_personal_wherever_it_was_put() {
    for body in [
        r#"{"customerAccountId": "Ann"}"#,
        r#"{"consumer": {"firstName": "Ann", "emailAddress": {"a": "Ann"}}}"#,
        r#"{"consumer": "Ann"}"#,
        r#"{"consumer": ["Ann", {"nickName": "Ann"}]}"#,
        r#"{"currencyIsoCode": {"of": "Ann"}}"#,
        r#"{"currencyIsoCode": ["Ann"]}"#,
        r#"{"unknown": "Ann"}"#,
        r#""Ann""#,
        r#"["Ann"]"#,
    ] {
        let shown = shown(&Method::POST, "/payment-series", "", body, Reader::Person);
        assert!(shown.contains("***") && !shown.contains("Ann"), "{body}: {shown}");
    }
}

#[test]
fn a_person_sees_no_parameter_that_no_row_describes() {
    let shown = shown(&Method::GET, "/payment-series", "name=Ann&page=0", "", Reader::Person);
    assert!(shown.contains("name=***&page=0"), "{shown}");
}

#[test]
fn a_test_sees_what_is_personal_and_no_credentials() {
    let body = format!(r#"{{"merchantKey": "{KEY}", "customerAccountId": "Ann"}}"#);
    let path = "/payment/mit/subscription/creation";
    let shown = shown(&Method::POST, path, "", &body, Reader::Test);
    assert!(shown.contains("Ann") && !shown.contains(KEY), "{shown}");
}

#[test]
fn what_is_wrong_is_shown_with_its_row() {
    let shown = shown(
        &Method::POST,
        "/payment-series",
        "",
        r#"{"currencyIsoCode": "euro"}"#,
        Reader::Person,
    );
    for part in ["currencyIsoCode", "Create Payment Serie", "2023-11-14", "/currencyIsoCode"] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
}

#[test]
fn a_long_body_is_not_kept() {
    let body = format!(r#"{{"customerAccountId": "{}"}}"#, "a".repeat(100_000));
    let shown = shown(&Method::POST, "/payment-series", "", &body, Reader::Test);
    assert!(shown.contains("(a body of some") && shown.len() < 10_000, "{}", shown.len());
}

#[test]
fn a_key_is_told_from_another_without_being_shown() {
    let handle = super::handle(KEY);
    assert_ne!(handle, super::handle("73afeb44-432e-4b91-be37-a6b3d2fb7448"));
    assert!(!KEY.contains(&handle[1..]));
    assert_eq!(super::hint(KEY), "73af…");
}

#[test]
fn the_merchant_with_the_most_makes_room_for_another() {
    let log = super::Log::default();
    let add = |merchant: &str| {
        let merchant = merchant.to_owned();
        log.add(super::Exchange { merchant, ..super::Exchange::default() });
    };
    let kept = |merchant: &str| log.inner.lock().unwrap().rings[merchant].len();
    add("quiet");
    for merchant in 0..12 {
        for _ in 0..=crate::limits::RECORDED {
            add(&format!("noisy {merchant}"));
        }
    }
    for _ in 0..100 {
        add("another");
    }
    assert_eq!((kept("quiet"), kept("another")), (1, 100));
    let inner = log.inner.lock().unwrap();
    let all: usize = inner.rings.values().map(std::collections::VecDeque::len).sum();
    assert_eq!((all, inner.kept), (crate::limits::RECORDED_IN_ALL, all));
}
