//! What is sent.

use std::time::Duration;

use client_runtime::{
    BlockingClient, CallOptions, Check, CredentialRow, Delivery, Endpoint, Error, Method,
    Operation, Path, Query, RawCall, Retry, Validate, serde_json,
};

use crate::support::*;
use crate::{lost, refused_connection, script};

#[test]
fn a_request_has_what_the_api_documents() {
    let script = script([]);
    let order = CreateOrder::once();
    assert_eq!(script.client().send(&order).unwrap(), Order { id: "7".to_owned() });
    let (request, limits) = script.sent().remove(0);
    let header = |name: &str| request.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(request.method(), Method::POST);
    assert_eq!(request.uri(), "https://api.example/v1/orders");
    assert_eq!(header("authorization"), "Basic aHVudGVyMi1zaG9wLWtleTpjb3JyZWN0LWhvcnNl");
    assert_eq!(header("x-api-key"), KEY);
    assert_eq!(header("user-agent"), "shop-client/0.1.0");
    assert_eq!(header("accept-language"), "en-US");
    assert_eq!(header("content-type"), "application/json");
    assert!(!request.headers().contains_key("origin"));
    assert_eq!((limits.connect.as_secs(), limits.total.as_secs()), (10, 90));
    assert_eq!(
        request.body().to_text(),
        r#"{"shopKey":"hunter2-shop-key","name":"Jane Roe","once":"only-once-1"}"#
    );
    let shown = format!("{request:?}");
    assert!(!shown.contains("aHVudGVyMi") && !shown.contains(KEY), "{shown}");
    assert!(!shown.contains("Jane"), "{shown}");
}

#[test]
fn a_credential_that_is_given_is_left_alone() {
    let script = script([]);
    let order = CreateOrder { shop_key: Some("mine".to_owned()), ..CreateOrder::new() };
    script.client().send(&order).unwrap();
    assert_eq!(script.sent()[0].0.body().to_text(), r#"{"shopKey":"mine","name":"Jane Roe"}"#);
}

#[test]
fn a_blank_credential_that_is_given_is_sent_once() {
    let script = script([]);
    let order = CreateOrder { shop_key: Some(String::new()), ..CreateOrder::new() };
    script.client().send(&order).unwrap();
    assert_eq!(script.sent()[0].0.body().to_text(), r#"{"shopKey":"","name":"Jane Roe"}"#);
}

#[test]
fn credentials_are_the_whole_body_where_nothing_else_is_given() {
    #[derive(Debug)]
    struct LogIn(&'static str);
    impl Validate for LogIn {
        fn rules(&self, _: &mut Check<'_>) {}
    }
    impl Endpoint for LogIn {
        type Answer = ();
        const OPERATION: Operation = <Checkout as Endpoint>::OPERATION;
        const CREDENTIALS: &'static [CredentialRow] = <CreateOrder as Endpoint>::CREDENTIALS;

        fn path(&self) -> Path {
            Path::new("/login")
        }

        fn body(&self) -> Result<Option<Vec<u8>>, serde_json::Error> {
            Ok(Some(self.0.into()))
        }
    }
    let filled = format!(r#"{{"shopKey":"{KEY}"}}"#);
    let beside = format!(r#"{{"shopKey":"{KEY}","a":1}}"#);
    let given = r#"{"shopKey":"mine"}"#;
    for (body, sent) in
        [("{}", filled.as_str()), (r#"{"a":1}"#, &beside), (given, given), ("[]", "[]"), ("", "")]
    {
        let script = script([]);
        script.client().send(&LogIn(body)).unwrap();
        assert_eq!(script.sent()[0].0.body().to_text(), sent, "{body}");
    }
}

#[test]
fn headers_and_timeouts_are_set_for_all_calls_and_for_one() {
    let script = script([]);
    let base = builder::<BlockingClient>("https://api.example").header("Origin", "https://a");
    let client = script.clone().built(base.timeout(Duration::from_secs(5)));
    client.send(&Checkout).unwrap();
    let options = CallOptions::new().timeout(Duration::from_secs(120));
    let other = client.with(options.header("origin", "https://b").unwrap());
    other.send(&Checkout).unwrap();
    client.send(&Checkout).unwrap();
    let sent: Vec<_> = script
        .sent()
        .iter()
        .map(|(request, limits)| {
            (request.headers()["origin"].to_str().unwrap().to_owned(), limits.total.as_secs())
        })
        .collect();
    let expected = [("https://a", 5), ("https://b", 120), ("https://a", 5)];
    assert_eq!(sent, expected.map(|(origin, time)| (origin.to_owned(), time)));
    assert_eq!(script.sent()[0].1.connect.as_secs(), 5);
}

#[test]
fn what_is_set_for_a_client_holds_for_each_of_its_calls() {
    let base = || builder::<BlockingClient>("https://api.example");
    let connecting = script([]);
    let client = connecting.clone().built(base().connect_timeout(Duration::from_secs(3)));
    client.send(&GetOrder).unwrap();
    assert_eq!(connecting.sent()[0].1.connect.as_secs(), 3);
    let (patient, year) = (script([]), Duration::from_secs(31_536_000));
    patient.clone().built(base().timeout(Duration::MAX)).send(&GetOrder).unwrap();
    assert_eq!(patient.sent()[0].1.total, year);
    let once = script([]).further(refused_connection);
    once.clone().built(base().retry(Retry::off())).send(&GetOrder).unwrap_err();
    assert_eq!(once.sent().len(), 1);
    let order = CreateOrder { name: "x".repeat(21), ..CreateOrder::new() };
    script([]).built(base().unchecked()).send(&order).unwrap();
}

#[test]
fn a_demanded_header_that_is_missing_is_an_error_before_sending() {
    let script = script([]);
    let error = script.client().send(&Checkout).unwrap_err();
    assert!(error.to_string().contains("`Origin`: set it"), "{error}");
    assert_eq!((error.delivery(), script.sent().len()), (Delivery::NotSent, 0));
}

#[test]
fn rules_are_checked_before_sending_unless_switched_off() {
    let script = script([]);
    let order = CreateOrder { name: "x".repeat(21), ..CreateOrder::new() };
    let error = script.client().send(&order).unwrap_err();
    assert!(matches!(error, Error::Invalid { .. }), "{error}");
    assert_eq!((error.delivery(), script.sent().len()), (Delivery::NotSent, 0));
    script.client().with(CallOptions::new().unchecked()).send(&order).unwrap();
    assert_eq!(script.sent().len(), 1);
}

#[test]
fn every_try_sends_the_same_bytes() {
    let script = script([lost(), lost()]);
    script.client().send(&CreateOrder::once()).unwrap();
    let bodies: Vec<_> =
        script.sent().iter().map(|(request, _)| request.body().to_text().into_owned()).collect();
    assert!(bodies.len() == 3 && bodies.iter().all(|body| *body == bodies[0]), "{bodies:?}");
}

#[test]
fn a_raw_call_is_sent_like_any_other() {
    let script = script([lost(), Ok(answer(202, "done"))]);
    let refund =
        || RawCall::new(Method::POST, Path::new("/orders/").segment("a/b")).named("Refund");
    let error = script.client().raw(&refund().json(&[1]).unwrap()).unwrap_err();
    assert!(matches!(error, Error::Indeterminate(_)) && error.operation() == "Refund");
    let mut query = Query::new();
    query.text("why", &String::from("a&b"));
    let answer = script.client().raw(&refund().query(query)).unwrap();
    assert_eq!((answer.status().as_u16(), answer.body().as_bytes()), (202, &b"done"[..]));
    let (request, _) = script.sent().remove(0);
    assert_eq!(request.uri(), "https://api.example/v1/orders/a%2Fb");
    assert_eq!(request.body().to_text(), "[1]");
    assert_eq!(request.headers()["content-type"], "application/json");
    assert_eq!(script.sent()[1].0.uri().query(), Some("why=a%26b"));
    assert_eq!(request.headers()["x-api-key"], KEY);
    for path in ["orders", ".evil.example/", "@evil.example"] {
        let error = script.client().raw(&RawCall::new(Method::GET, path)).unwrap_err();
        assert_eq!(error.delivery(), Delivery::NotSent, "{path}");
    }
    assert_eq!(script.sent().len(), 2);
}
