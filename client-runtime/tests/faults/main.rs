//! Which error, which delivery and how many requests, for each way in which a server on a real
//! socket misbehaves; the same table for the async client, the blocking one and a transport of
//! the user's own. `cargo test --features reqwest,ureq --test faults -- --nocapture` prints it.
#![allow(clippy::unwrap_used, reason = "a test's helper may fail the test")]
#![cfg(all(feature = "reqwest", feature = "ureq"))]

mod answers;
mod connections;
#[path = "../support/own.rs"]
mod own;
#[path = "../support/mod.rs"]
mod support;
mod table;
#[path = "../support/tls.rs"]
mod tls;

use std::time::Duration;

use client_runtime::{
    BlockingClient, BlockingTransport, Body, Carried, Client, ClientBuilder, Endpoint, Error,
    Limits, Retry,
};
use support::builder;

/// A transport that a user might write: plain sockets, one connection for each request.
struct Own;

impl BlockingTransport for Own {
    fn send(&self, request: http::Request<Body>, limits: Limits) -> Carried {
        own::carry(&request, limits)
    }
}

/// How long a try may take.
#[derive(Clone, Copy)]
struct Times {
    connect: Duration,
    total: Duration,
}

/// Nothing should run out, however busy the machine is.
const LONG: Times = Times { connect: Duration::from_secs(20), total: Duration::from_secs(40) };

/// The time to connect should run out.
const SHORT_TO_CONNECT: Times = Times { connect: Duration::from_millis(400), ..LONG };

/// The time for the whole should run out.
const SHORT: Times =
    Times { connect: Duration::from_millis(800), total: Duration::from_millis(800) };

#[derive(Clone, Copy, PartialEq)]
enum Stack {
    Async,
    Blocking,
    Own,
}

/// What a call ended in, as a cell of the table.
fn told<T>(result: &Result<T, Error>, requests: usize) -> String {
    let what = match result {
        Ok(_) => "ok".to_owned(),
        Err(error) => {
            let kind = match error {
                Error::Transport { .. } => "Transport".to_owned(),
                Error::Timeout { .. } => "Timeout".to_owned(),
                Error::Indeterminate(_) => "Indeterminate".to_owned(),
                Error::Refused(refused) => format!("Refused {}", refused.status().as_u16()),
                Error::NotUnderstood(_) => "NotUnderstood".to_owned(),
                other => panic!("{other}"),
            };
            format!("{kind}, {}", error.delivery())
        }
    };
    format!("{what}, {requests}×")
}

fn settings<K>(base: &str, times: Times) -> ClientBuilder<K, K> {
    builder::<K>(base)
        .timeout(times.total)
        .connect_timeout(times.connect)
        .answer_limit(1024 * 1024)
        .retry(Retry::default().backoff(Duration::from_millis(5), Duration::from_millis(5)))
}

fn call<E: Endpoint + Sync>(
    stack: Stack,
    base: &str,
    times: Times,
    endpoint: &E,
) -> Result<E::Answer, Error> {
    match stack {
        Stack::Async => {
            let runtime = tokio::runtime::Builder::new_multi_thread();
            let runtime = { runtime }.worker_threads(1).enable_all().build().unwrap();
            let result = runtime.block_on(async {
                let settings = settings::<Client>(base, times);
                let client = match base.starts_with("https://127") {
                    true => settings.build_with(tls::reqwest(times.connect)),
                    false => settings.build(),
                };
                client.unwrap().send(endpoint).await
            });
            runtime.shutdown_background();
            result
        }
        Stack::Blocking => {
            let settings = settings::<BlockingClient>(base, times);
            let client = match base.starts_with("https://127") {
                true => settings.build_with(tls::ureq()),
                false => settings.build(),
            };
            client.unwrap().send(endpoint)
        }
        Stack::Own => {
            let client = settings::<BlockingClient>(base, times).build_with(Own).unwrap();
            client.send(endpoint)
        }
    }
}
