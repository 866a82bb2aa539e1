//! No request makes the server panic: after anything, it still answers the next one.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpStream};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use crate::http::request;
use crate::subject::{plan, serie, start, subscription};

const PATHS: &[&str] = &[
    "/payment-series",
    "/payment-series/x",
    "/payment-series/%ff/transactions",
    "/plans/",
    "/plans/%00",
    "/subscriptions",
    "/subscriptions/x/billing-cycles/y/manual-retries",
    "/payment/mit/subscription/creation",
    "/_sandbox/clock",
    "/_sandbox/state",
    "/_sandbox/trouble",
    "/_sandbox/customer/x",
    "/_sandbox/widget/%22%3Cscript%3E",
    "//",
    "/*",
];

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(|it| json!(it)),
        ".*".prop_map(Value::from),
        "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9éZ:]{0,6}"
            .prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            proptest::collection::btree_map(".{0,8}", inner, 0..3)
                .prop_map(|it| Value::Object(it.into_iter().collect())),
        ]
    })
}

/// A right body with one of its rows, at any depth, replaced by anything.
fn mutated() -> impl Strategy<Value = Value> {
    let bodies = prop_oneof![
        Just(serie()),
        Just(plan()),
        Just(subscription("SubscriptionPlan-00000000-0000-4000-8000-000000000000")),
        Just(json!({ "advance": "P1D" })),
        Just(json!({ "trouble": "delay=1", "endpoint": "billing" })),
    ];
    (bodies, any::<prop::sample::Index>(), any_json()).prop_map(|(mut body, at, value)| {
        let keys: Vec<String> = body.as_object().unwrap().keys().cloned().collect();
        let key = &keys[at.index(keys.len())];
        match body[key].as_object_mut() {
            Some(inner) if at.index(2) == 0 => {
                let key = inner.keys().nth(at.index(inner.len())).unwrap().clone();
                inner.insert(key, value);
            }
            _ => body[key] = value,
        }
        body
    })
}

#[test]
fn requests_of_any_content_are_answered() {
    let (_sandbox, merchant) = start();
    let methods = prop::sample::select(vec!["GET", "POST", "PATCH", "DELETE", "PUT", "OPTIONS"]);
    let paths = prop::sample::select(PATHS.to_vec());
    let bodies = prop_oneof![mutated(), any_json()];
    let mut runner =
        TestRunner::new(Config { cases: 400, failure_persistence: None, ..Config::default() });
    let done =
        runner.run(&(methods, paths, "[ -~]{0,20}", bodies), |(method, path, query, body)| {
            let query = query.replace([' ', '#'], "%20");
            let path = format!("{path}?page={query}&createdAtLte={query}");
            let credentials = merchant.credentials();
            let answer =
                request(merchant.address, method, &path, &credentials, body.to_string().as_bytes());
            let answer = answer.map_err(|error| TestCaseError::fail(format!("{error}")))?;
            prop_assert!(
                answer.status < 500,
                "{}: {}",
                answer.status,
                String::from_utf8_lossy(&answer.body)
            );
            Ok(())
        });
    done.unwrap();
    merchant.get("/plans").expect(200);
}

#[test]
fn any_bytes_are_borne() {
    let (_sandbox, merchant) = start();
    let bytes = proptest::collection::vec(any::<u8>(), 0..300);
    let mut runner =
        TestRunner::new(Config { cases: 200, failure_persistence: None, ..Config::default() });
    let done = runner.run(&bytes, |mut bytes| {
        bytes.extend(b"\r\n\r\n");
        let mut stream = TcpStream::connect(merchant.address).unwrap();
        // Whatever comes back, or nothing: the next request tells whether the server lives.
        let _ = stream.write_all(&bytes);
        let _ = stream.shutdown(Shutdown::Write);
        let _ = stream.read_to_end(&mut Vec::new());
        Ok(())
    });
    done.unwrap();
    merchant.get("/plans").expect(200);
}
