//! What surrounds a call and means no good, or means nothing: a proxy in the environment, limits
//! at their ends, answers without a body, a caller that gives up, a transport that panics.
#![allow(clippy::unwrap_used, reason = "a test's helper may fail the test")]
#![cfg(all(feature = "reqwest", feature = "ureq"))]

mod support;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use client_runtime::{
    BlockingClient, BlockingTransport, Body, BoxFuture, CallOptions, Carried, Client, Delivery,
    Endpoint, Error, Limits, Method, RawCall, Retry, Transport,
};
use support::fault::Fault;
use support::server::Server;
use support::*;

fn once() -> CallOptions {
    CallOptions::new().retry(Retry::off())
}

fn asynchronous<T>(future: impl Future<Output = T>) -> T {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    runtime.unwrap().block_on(future)
}

/// The same call by the async client and by the blocking one.
fn by_both<E: Endpoint + Sync>(
    base: &str,
    options: &CallOptions,
    endpoint: &E,
) -> [Result<E::Answer, Error>; 2] {
    let client = builder::<Client>(base).build().unwrap().with(options.clone());
    let blocking = builder::<BlockingClient>(base).build().unwrap().with(options.clone());
    [asynchronous(client.send(endpoint)), blocking.send(endpoint)]
}

/// The environment of a running program cannot be changed safely, so another one is run.
#[test]
fn a_proxy_in_the_environment_is_sent_nothing() {
    let (api, proxy) = (Server::start([]), Server::start([]));
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "in_an_environment_with_a_proxy", "--ignored"]);
    for variable in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"] {
        child.env(variable, proxy.base());
    }
    let child = child.env_remove("NO_PROXY").env_remove("no_proxy").env("TEST_API", api.base());
    let output = child.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
    // One is the control's: a client that takes the environment's proxy does reach it.
    assert_eq!((api.requests(), proxy.connections()), (2, 1));
    assert!(!proxy.seen().contains(KEY));
}

#[test]
#[ignore = "run by the test above, with variables set"]
fn in_an_environment_with_a_proxy() {
    let base = std::env::var("TEST_API").unwrap();
    for result in by_both(&base, &once(), &GetOrder) {
        result.unwrap();
    }
    asynchronous(async { reqwest::Client::new().get(&base).send().await.unwrap() });
}

#[test]
fn a_timeout_of_zero_sends_nothing() {
    let server = Server::start([]);
    let options = once().timeout(Duration::ZERO);
    for result in by_both(&server.base(), &options, &CreateOrder::new()) {
        let error = result.unwrap_err();
        assert!(matches!(error, Error::Timeout { .. }), "{error:?}");
        assert_eq!(error.delivery(), Delivery::NotSent);
    }
    assert_eq!(server.requests(), 0);
}

#[test]
fn times_without_end_are_times() {
    let server = Server::start([]);
    let options = once().timeout(Duration::MAX);
    for result in by_both(&server.base(), &options, &CreateOrder::new()) {
        result.unwrap();
    }
    let (base, max) = (server.base(), Duration::MAX);
    let client = builder::<Client>(&base).timeout(max).connect_timeout(max).build().unwrap();
    asynchronous(client.send(&GetOrder)).unwrap();
    let client = builder::<BlockingClient>(&base).timeout(max).connect_timeout(max);
    client.build().unwrap().send(&GetOrder).unwrap();
}

/// reqwest does not say that a try ran out of its whole time while it was connecting; ureq does.
#[test]
fn a_timeout_of_a_call_that_ends_connecting() {
    let server = Server::start([Fault::StallAtOnce; 2]);
    let options = once().timeout(Duration::from_millis(300));
    let [client, blocking] = by_both(&server.tls_base(), &options, &CreateOrder::new());
    let (client, blocking) = (client.unwrap_err(), blocking.unwrap_err());
    assert!(matches!(client, Error::Indeterminate(_)), "{client:?}");
    assert_eq!(client.delivery(), Delivery::Unknown);
    assert!(matches!(blocking, Error::Timeout { .. }), "{blocking:?}");
    assert_eq!(blocking.delivery(), Delivery::NotSent);
}

#[test]
fn neither_a_request_nor_an_answer_needs_a_body() {
    let server = Server::start([]);
    let blocking = builder::<BlockingClient>(&server.base()).build().unwrap();
    let client = builder::<Client>(&server.base()).build().unwrap();
    let raw = |method| RawCall::new(method, "/orders");
    asynchronous(async {
        // The server answers HEAD with a body, which is not its to send: the next call must not
        // take it for an answer.
        for method in [Method::HEAD, Method::POST, Method::HEAD, Method::DELETE] {
            let answer = client.raw(&raw(method.clone())).await.unwrap();
            assert_eq!(answer.body().as_bytes().is_empty(), method == Method::HEAD, "{method}");
        }
        assert_eq!(client.send(&GetOrder).await.unwrap().id, "7");
    });
    for method in [Method::HEAD, Method::POST, Method::HEAD, Method::DELETE] {
        let answer = blocking.raw(&raw(method.clone())).unwrap();
        assert_eq!(answer.body().as_bytes().is_empty(), method == Method::HEAD, "{method}");
    }
    assert_eq!(blocking.send(&GetOrder).unwrap().id, "7");
    assert_eq!(server.requests(), 10);
    let posts = server.seen().matches("POST /orders HTTP/1.1").count();
    assert_eq!((posts, server.seen().to_lowercase().matches("content-length: 0").count()), (2, 2));
}

#[test]
fn a_call_that_is_dropped_is_not_sent_again_and_its_connection_is_not_used_again() {
    let server = Server::start([Fault::StallUnanswered]);
    let client = builder::<Client>(&server.base()).build().unwrap();
    asynchronous(async {
        let same = client.clone();
        let call = tokio::spawn(async move { same.send(&CreateOrder::once()).await });
        while server.requests() == 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        call.abort();
        assert!(call.await.unwrap_err().is_cancelled());
        assert_eq!((server.requests(), server.connections()), (1, 1));
        assert_eq!(client.send(&GetOrder).await.unwrap().id, "7");
    });
    assert_eq!((server.requests(), server.connections()), (2, 2));
}

/// Panics once, then answers.
struct Panics {
    has: AtomicBool,
    /// Whether it does so before it returns its future.
    early: bool,
}

impl Panics {
    fn new(early: bool) -> Self {
        Panics { has: AtomicBool::new(false), early }
    }

    fn play(&self) -> Carried {
        assert!(self.has.swap(true, Ordering::SeqCst), "the transport of this test panics once");
        Ok(answer(200, r#"{"id":"7"}"#))
    }
}

impl Transport for Panics {
    fn send(&self, _: http::Request<Body>, _: Limits) -> BoxFuture<'_, Carried> {
        let early = self.early.then(|| self.play());
        Box::pin(async move { early.unwrap_or_else(|| self.play()) })
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async {})
    }
}

impl BlockingTransport for Panics {
    fn send(&self, _: http::Request<Body>, _: Limits) -> Carried {
        self.play()
    }
}

#[test]
fn a_transport_that_panics_leaves_the_client_as_it_was() {
    let blocking = builder::<BlockingClient>("https://a.example");
    let blocking = blocking.build_with(Panics::new(false)).unwrap();
    assert!(catch_unwind(AssertUnwindSafe(|| blocking.send(&CreateOrder::new()))).is_err());
    assert_eq!(blocking.send(&CreateOrder::new()).unwrap().id, "7");
    for early in [true, false] {
        let client = builder::<Client>("https://a.example").build_with(Panics::new(early)).unwrap();
        asynchronous(async {
            let same = client.clone();
            let call = tokio::spawn(async move { same.send(&CreateOrder::new()).await });
            assert!(call.await.unwrap_err().is_panic());
            assert_eq!(client.send(&CreateOrder::new()).await.unwrap().id, "7");
        });
    }
}
