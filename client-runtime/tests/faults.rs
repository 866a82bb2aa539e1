//! Which error, which delivery and how many requests, for each way in which a server on a real
//! socket misbehaves; the same table for the async client, the blocking one and a transport of
//! the user's own. `cargo test --features reqwest,ureq --test faults -- --nocapture` prints it.
#![allow(clippy::unwrap_used, reason = "a test's helper may fail the test")]
#![cfg(all(feature = "reqwest", feature = "ureq"))]

mod support;

use std::time::{Duration, Instant};

use client_runtime::{
    BlockingClient, BlockingTransport, Body, Carried, Client, ClientBuilder, Endpoint, Error,
    Limits, Retry, TransportError, TransportFault,
};
use support::fault::Fault;
use support::server::{Server, refusing};
use support::*;

/// A transport that a user might write: plain sockets, one connection for each request.
struct Own;

impl BlockingTransport for Own {
    fn send(&self, request: http::Request<Body>, limits: Limits) -> Carried {
        own::carry(&request, limits)
    }
}

#[path = "support/own.rs"]
mod own;

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

fn settings<K>(base: &str) -> ClientBuilder<K, K> {
    builder::<K>(base)
        .timeout(Duration::from_millis(600))
        .connect_timeout(Duration::from_millis(250))
        .answer_limit(1024 * 1024)
        .retry(Retry::default().backoff(Duration::from_millis(5), Duration::from_millis(5)))
}

/// The cells of a fault on the async stack, the blocking one and the user's own, side by side.
fn every_stack(fault: Fault) -> [[String; 3]; 3] {
    std::thread::scope(|scope| {
        [Stack::Async, Stack::Blocking, Stack::Own]
            .map(|stack| scope.spawn(move || cells(stack, fault)))
            .map(|cells| cells.join().unwrap())
    })
}

/// Makes one call of each kind against a server that misbehaves each time it is called.
fn cells(stack: Stack, fault: Fault) -> [String; 3] {
    let faults = || [fault; 3];
    [
        cell(stack, fault, faults(), &GetOrder),
        cell(stack, fault, faults(), &CreateOrder::new()),
        cell(stack, fault, faults(), &CreateOrder::once()),
    ]
}

fn cell<E: Endpoint + Sync>(
    stack: Stack,
    fault: Fault,
    faults: [Fault; 3],
    endpoint: &E,
) -> String {
    let server = Server::start(faults);
    let base = if fault == Fault::NoTls { server.tls_base() } else { server.base() };
    let result = call(stack, &base, endpoint);
    told(&result, server.requests())
}

fn call<E: Endpoint + Sync>(stack: Stack, base: &str, endpoint: &E) -> Result<E::Answer, Error> {
    match stack {
        Stack::Async => {
            let runtime = tokio::runtime::Builder::new_multi_thread();
            let runtime = { runtime }.worker_threads(1).enable_all().build().unwrap();
            let result = runtime.block_on(async {
                let client = settings::<Client>(base).build().unwrap();
                client.send(endpoint).await
            });
            runtime.shutdown_background();
            result
        }
        Stack::Blocking => {
            let client = settings::<BlockingClient>(base).build().unwrap();
            client.send(endpoint)
        }
        Stack::Own => {
            let client = settings::<BlockingClient>(base).build_with(Own).unwrap();
            client.send(endpoint)
        }
    }
}

/// What each fault must end in, for GET, for POST, and for POST with an idempotency value.
fn expected(fault: Fault) -> [&'static str; 3] {
    let lost =
        ["Transport, unknown, 3×", "Indeterminate, unknown, 1×", "Indeterminate, unknown, 3×"];
    let late = ["Timeout, unknown, 3×", "Indeterminate, unknown, 1×", "Indeterminate, unknown, 3×"];
    let unread = ["NotUnderstood, answered, 1×"; 3];
    match fault {
        Fault::Fine | Fault::FineThenClose | Fault::TwoAnswers => ["ok, 1×"; 3],
        // Whether bytes reach a server that reads none cannot be told; see `same`.
        Fault::CloseAtOnce => lost,
        Fault::StallAtOnce => late,
        Fault::NoTls => ["Transport, not sent, 0×"; 3],
        Fault::CloseUnanswered | Fault::CloseInHead | Fault::CloseInBody => lost,
        Fault::StallUnanswered | Fault::StallInHead | Fault::StallInBody | Fault::Slow => late,
        Fault::Garbage | Fault::NoLength | Fault::WrongLength | Fault::BadChunks => lost,
        Fault::Endless | Fault::Gzip => unread,
        Fault::EndlessRefusal | Fault::Status(400) => ["Refused 400, answered, 1×"; 3],
        Fault::Redirect => ["Refused 307, answered, 1×"; 3],
        Fault::Status(409) => {
            ["Refused 409, answered, 1×", "Refused 409, answered, 1×", "Refused 409, answered, 2×"]
        }
        Fault::Status(429) | Fault::RetryAfter(429) => {
            ["Refused 429, answered, 3×", "Refused 429, answered, 1×", "Refused 429, answered, 3×"]
        }
        Fault::Status(status) | Fault::RetryAfter(status) => match status {
            500 => open("Refused 500, answered, 3×"),
            503 => open("Refused 503, answered, 3×"),
            _ => open("Refused 504, answered, 3×"),
        },
    }
}

fn open(reading: &'static str) -> [&'static str; 3] {
    [reading, "Indeterminate, answered, 1×", "Indeterminate, answered, 3×"]
}

/// Compares cells. A server that closes at once has read nothing, so its count says nothing.
fn same(fault: Fault, actual: &str, expected: &str) -> bool {
    let without_count = |cell: &str| cell.rsplit_once(", ").map(|(what, _)| what.to_owned());
    match fault {
        Fault::CloseAtOnce => without_count(actual) == without_count(expected),
        _ => actual == expected,
    }
}

#[test]
fn every_fault_ends_in_the_same_error_on_every_stack() {
    let began = Instant::now();
    let rows: Vec<(Fault, [[String; 3]; 3])> = std::thread::scope(|scope| {
        let rows: Vec<_> = Fault::ALL
            .into_iter()
            .map(|fault| scope.spawn(move || (fault, every_stack(fault))))
            .collect();
        rows.into_iter().map(|row| row.join().unwrap()).collect()
    });
    println!("\n| the server | GET | POST | POST with an idempotency value |");
    println!("| --- | --- | --- | --- |");
    let mut wrong = Vec::new();
    for (fault, [asynchronous, blocking, own]) in &rows {
        println!("| {} | {} |", fault.title(), blocking.join(" | "));
        for (stack, cells) in [("async", asynchronous), ("blocking", blocking), ("own", own)] {
            for (actual, expected) in cells.iter().zip(expected(*fault)) {
                // The user's own transport of this test knows no TLS.
                let skipped = *fault == Fault::NoTls && stack == "own";
                if !skipped && !same(*fault, actual, expected) {
                    wrong.push(format!("{fault:?}, {stack}: {actual}, not {expected}"));
                }
            }
        }
    }
    println!("\n{} faults on three stacks in {:.1?}", rows.len(), began.elapsed());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_cannot_be_reached_is_not_sent() {
    for base in [refusing(), "https://no-such-host.invalid".to_owned()] {
        for stack in [Stack::Async, Stack::Blocking, Stack::Own] {
            if stack == Stack::Own && base.starts_with("https") {
                continue;
            }
            let result = call(stack, &base, &CreateOrder::new());
            assert_eq!(told(&result, 0), "Transport, not sent, 0×", "{base}");
        }
    }
}

#[test]
fn a_tls_handshake_that_stalls_is_not_sent() {
    for stack in [Stack::Async, Stack::Blocking] {
        let server = Server::start([Fault::StallAtOnce; 3]);
        let result = call(stack, &server.tls_base(), &CreateOrder::new());
        assert_eq!(told(&result, server.requests()), "Timeout, not sent, 0×");
        assert_eq!(server.connections(), 3);
    }
}

#[test]
fn connections_are_used_again_and_a_stale_one_sends_nothing_twice() {
    let server = Server::start([Fault::Fine, Fault::FineThenClose]);
    let client = settings::<BlockingClient>(&server.base()).build().unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    for _ in 0..2 {
        client.send(&CreateOrder::new()).unwrap();
    }
    assert_eq!((server.requests(), server.connections()), (2, 1));
    std::thread::sleep(Duration::from_millis(50));
    client.send(&CreateOrder::new()).unwrap();
    assert_eq!((server.requests(), server.connections()), (3, 2));

    let server = Server::start([Fault::Fine, Fault::FineThenClose]);
    runtime.block_on(async {
        let client = settings::<Client>(&server.base()).build().unwrap();
        for _ in 0..2 {
            client.send(&CreateOrder::new()).await.unwrap();
        }
        assert_eq!((server.requests(), server.connections()), (2, 1));
        tokio::time::sleep(Duration::from_millis(50)).await;
        client.send(&CreateOrder::new()).await.unwrap();
        assert_eq!((server.requests(), server.connections()), (3, 2));
    });
}

#[test]
fn an_answer_that_nobody_asked_for_is_not_taken_for_the_next_ones() {
    let fine = Order { id: "7".to_owned() };
    let server = Server::start([Fault::TwoAnswers; 5]);
    let client = settings::<BlockingClient>(&server.base()).build().unwrap();
    for _ in 0..5 {
        assert_eq!(client.send(&CreateOrder::new()).unwrap(), fine);
    }
    let server = Server::start([Fault::TwoAnswers; 5]);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let client = settings::<Client>(&server.base()).build().unwrap();
        for _ in 0..5 {
            assert_eq!(client.send(&CreateOrder::new()).await.unwrap(), fine);
        }
    });
}

#[test]
fn many_callers_share_one_client() {
    let server = Server::start([]);
    let calm = Duration::from_secs(5);
    let blocking = settings::<BlockingClient>(&server.base()).timeout(calm).build().unwrap();
    std::thread::scope(|scope| {
        for _ in 0..64 {
            scope.spawn(|| blocking.send(&CreateOrder::new()).unwrap());
        }
    });
    assert_eq!(server.requests(), 64);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let base = settings::<Client>(&server.base());
        let client = base.timeout(calm).connect_timeout(calm).build().unwrap();
        let tasks: Vec<_> = (0..64)
            .map(|_| client.clone())
            .map(|client| tokio::spawn(async move { client.send(&CreateOrder::new()).await }))
            .collect();
        for task in tasks {
            task.await.unwrap().unwrap();
        }
    });
    assert_eq!(server.requests(), 128);
}

/// What the user's own transport of these tests says of failures.
pub fn fault(error: &std::io::Error) -> TransportError {
    use std::io::ErrorKind::{TimedOut, WouldBlock};
    let late = matches!(error.kind(), TimedOut | WouldBlock);
    TransportError::unknown(if late { TransportFault::Timeout } else { TransportFault::Lost })
}
