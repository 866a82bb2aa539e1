//! Where a fault in an answer is said to be, and that no value of the answer is said with it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::*;
use crate::{Decimal, Further, Timestamp};

#[derive(Debug, Deserialize)]
struct Page {
    #[serde(rename = "data")]
    _data: Vec<Item>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    _created_at: Timestamp,
    #[serde(with = "crate::decimal")]
    _amount: Decimal,
    #[serde(default)]
    _references: BTreeMap<String, u8>,
    #[serde(flatten)]
    _further: Further,
}

fn fault(json: &str) -> Unreadable {
    read::<Page>(json.as_bytes()).unwrap_err()
}

fn item(created: &str, amount: &str, rest: &str) -> String {
    format!(r#"{{"data":[{{"createdAt":{created},"amount":{amount}{rest}}}]}}"#)
}

const INSTANT: &str = r#""2021-05-10T15:38:01.02Z""#;

#[test]
fn what_is_described_is_read() {
    assert!(read::<Page>(item(INSTANT, "0.00", r#","new":1"#).as_bytes()).is_ok());
}

#[test]
fn the_place_of_a_fault_is_a_pointer() {
    for (json, place) in [
        (r#"{"data":7}"#.to_owned(), "/data"),
        (r#"{}"#.to_owned(), ""),
        (r#"[]"#.to_owned(), ""),
        (r#"{"data":[7]}"#.to_owned(), "/data/0"),
        (item("7", "1", ""), "/data/0/createdAt"),
        (item(INSTANT, "true", ""), "/data/0/amount"),
        (item(INSTANT, "1", r#","references":{"a/b":-1}"#), "/data/0/references/a~1b"),
    ] {
        assert_eq!(fault(&json).pointer(), place, "{json}");
    }
}

#[test]
fn messages_name_documented_keys_and_no_values() {
    for json in [
        item(r#""hunter2""#, "1", ""),
        item(INSTANT, r#""hunter2""#, ""),
        item(INSTANT, "1", r#","references":{"a":"hunter2"}"#),
        r#"{"data":"hunter2"}"#.to_owned(),
        r#""hunter2""#.to_owned(),
        "hunter2".to_owned(),
    ] {
        let fault = fault(&json);
        assert!(!format!("{fault} {fault:?}").contains("hunter2"), "{fault}");
        assert!(!fault.reason().is_empty());
    }
    let missing = r#"{"data":[{"amount":1}]}"#;
    let text = fault(missing).to_string();
    assert!(text.contains("missing field `createdAt`"), "{text}");
    assert!(!text.contains("at line"), "{text}");
}

#[test]
fn what_is_no_json_is_told_apart() {
    for (json, text) in [
        ("", "line 1 column 0: there is no body"),
        (r#"{"data":["#, "the body ends too early"),
        ("<html></html>", "the body is not JSON"),
        (r#"{"data":[]} x"#, "the body is not JSON"),
    ] {
        let fault = fault(json);
        assert!(fault.to_string().ends_with(text), "{json}: {fault}");
    }
    let cut = fault("{\n  \"data\": [");
    assert_eq!((cut.line(), cut.pointer()), (2, "/data"));
}

#[test]
fn a_body_is_bytes_and_shows_only_their_number() {
    let body = Body::from(b"hunter2\xff".to_vec());
    assert_eq!(format!("{body:?}"), "Body(8 bytes)");
    assert_eq!(body.to_text(), "hunter2\u{fffd}");
    assert_eq!(body.as_ref(), body.as_bytes());
    assert_eq!(body.clone().into_bytes(), b"hunter2\xff");
    assert!(Body::default().as_bytes().is_empty());
}
