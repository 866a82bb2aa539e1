//! Everything that a program could print: `Debug` of the public types, every error with its
//! sources, and what is logged at the level TRACE by this crate and the stacks beneath it. No
//! secret and no personal value is in it.
#![allow(clippy::unwrap_used, reason = "a test's helper may fail the test")]
#![cfg(all(feature = "reqwest", feature = "ureq"))]

#[path = "support/ear.rs"]
mod ear;
mod support;

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Waker};
use std::time::Duration;

use client_runtime::{
    BlockingClient, Body, BoxFuture, CallOptions, Carried, Client, Delivery, Limits, Method,
    Notifications, RawCall, Retry, Transport, TransportError, TransportFault, script_json,
};
use ear::{Ear, printed};
use support::fault::Fault;
use support::server::Server;
use support::*;

/// What must be seen nowhere: both credentials, their encoded form, a name, references and the
/// text of answers.
const HIDDEN: [&str; 7] = [
    KEY,
    PASSWORD,
    "aHVudGVyMi1zaG9wLWtle",
    "Jane Roe",
    "only-once-1",
    "jane@roe.example",
    "personal-answer",
];

fn assert_hidden(text: &str) {
    for hidden in HIDDEN {
        if let Some(at) = text.find(hidden) {
            let near = &text[at.saturating_sub(200)..(at + 80).min(text.len())];
            panic!("`{hidden}` is shown: …{near}…");
        }
    }
}

fn order() -> CreateOrder {
    CreateOrder { reference: Some("jane@roe.example".to_owned()), ..CreateOrder::once() }
}

#[test]
fn no_log_shows_a_secret() {
    let ear = Ear::listening();
    let faults = [
        Fault::Fine,
        Fault::Status(503),
        Fault::CloseInBody,
        Fault::Garbage,
        Fault::Status(400),
        Fault::StallInBody,
        Fault::Redirect(303),
    ];
    let servers = [Server::start(faults), Server::start(faults)];
    let wait = Duration::from_millis(2);
    let retry = Retry::default().backoff(wait, wait);
    // Its waits are what they may be at most.
    let clock = || Arc::new(Script::new([]));
    let settings = |base: &str| (base.to_owned(), Duration::from_millis(200));
    let (base, timeout) = settings(&servers[0].base());
    let client = builder::<BlockingClient>(&base).timeout(timeout).retry(retry);
    let client = client.clock(clock()).build().unwrap();
    // ureq-proto would write every byte to the log.
    ear.overhears.store(true, Ordering::SeqCst);
    let error = client.send(&order()).unwrap_err();
    assert_eq!((error.delivery(), servers[0].requests()), (Delivery::NotSent, 0));
    assert!(printed(&error).contains("RUST_LOG=trace,ureq_proto=debug"), "{error:?}");
    ear.overhears.store(false, Ordering::SeqCst);
    let mut text = String::new();
    for _ in 0..5 {
        if let Err(error) = client.send(&order()) {
            text += &printed(&error);
        }
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (base, timeout) = settings(&servers[1].base());
        let client = builder::<Client>(&base).timeout(timeout).retry(retry);
        let client = client.clock(clock()).build().unwrap();
        for _ in 0..5 {
            if let Err(error) = client.send(&order()).await {
                text += &printed(&error);
            }
        }
    });
    let heard = ear.take();
    assert!(heard.contains("message=sending attempt=1"), "{heard}");
    assert!(heard.contains("message=trying again attempt=1 status=503 wait_ms=2\n"), "{heard}");
    assert!(heard.contains("span call endpoint=\"Create Order\""), "{heard}");
    for field in ["attempts=3", "status=400", "delivery=answered", "duration_ms=", "attempt=2"] {
        assert!(heard.contains(field), "{field}: {heard}");
    }
    assert!(heard.contains("\nureq") && heard.contains("\nhyper"), "{heard}");
    assert_hidden(&heard);
    assert_hidden(&text);
    drop_amid_a_try(&order());
    let heard = ear.take();
    assert!(heard.contains("given up before its end: it may be carried out"), "{heard}");
    assert!(heard.contains("attempts=1 delivery=unknown"), "{heard}");
    assert_hidden(&heard);
}

/// Drops a call that was begun, and whose answer has not come.
fn drop_amid_a_try(order: &CreateOrder) {
    struct Silent;
    impl Transport for Silent {
        fn send(&self, _: http::Request<Body>, _: Limits) -> BoxFuture<'_, Carried> {
            Box::pin(std::future::pending())
        }

        fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
            Box::pin(std::future::pending())
        }
    }
    let client = builder::<Client>("https://api.example").build_with(Silent).unwrap();
    let mut call = Box::pin(client.send(order));
    let mut context = Context::from_waker(Waker::noop());
    assert!(call.as_mut().poll(&mut context).is_pending());
}

#[test]
fn no_error_shows_what_was_sent_or_received() {
    let echo = r#"{"message":{"message":[{"a":["Jane Roe personal-answer"]}]}}"#;
    let outcomes = || {
        [
            Ok(answer(200, r#"{"id":["personal-answer"]}"#)),
            Ok(answer(400, echo)),
            Ok(answer(502, echo)),
            Err(TransportError::unknown(TransportFault::Lost)),
            Err(TransportError::not_sent(TransportFault::Connect)),
        ]
    };
    for outcome in outcomes() {
        let script = Script::new([outcome]);
        let client = script.client().with(CallOptions::new().retry(Retry::off()));
        assert_hidden(&printed(&client.send(&order()).unwrap_err()));
    }
    let long = CreateOrder { name: "Jane Roe".repeat(9), ..order() };
    assert_hidden(&printed(&Script::new([]).client().send(&long).unwrap_err()));
    assert_hidden(&printed(&Script::new([]).client().send(&Checkout).unwrap_err()));
}

#[test]
fn no_debug_shows_a_secret() {
    let script = Script::new([]);
    script.client().send(&order()).unwrap();
    let raw = RawCall::new(Method::POST, "/x").json("Jane Roe").unwrap();
    let options = CallOptions::new().header("X-Name", "Jane Roe").unwrap();
    let text = format!(
        "{:?} {:?} {:?} {raw:?} {options:?} {:?} {:?} {:?} {:?} {:?}",
        credentials(),
        script.client(),
        script.async_client(),
        Notifications::basic(KEY, PASSWORD),
        script.sent(),
        script.sent()[0].0,
        script.client().pages(&ListOrders::default()),
        script.async_client().pages(&ListOrders::default()),
    );
    assert_hidden(&text);
    assert!(text.contains(r#"Pages { operation: "List Orders", page: 0, ended: false"#), "{text}");
    assert!(script_json("Jane Roe").is_ok());
}
