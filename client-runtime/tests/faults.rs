//! Which error, which delivery and how many requests, for each way in which a server on a real
//! socket misbehaves; the same table for the async client, the blocking one and a transport of
//! the user's own. `cargo test --features reqwest,ureq --test faults -- --nocapture` prints it.
#![allow(clippy::unwrap_used, reason = "a test's helper may fail the test")]
#![cfg(all(feature = "reqwest", feature = "ureq"))]

mod support;

use std::time::{Duration, Instant};

use client_runtime::{
    BlockingClient, BlockingTransport, Body, Carried, Client, ClientBuilder, Endpoint, Error,
    Limits, Retry,
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
#[path = "support/tls.rs"]
mod tls;

/// How long a try may take, half of it to connect, where a test waits for that to run out.
const SHORT: Duration = Duration::from_millis(800);

/// The same where nothing should run out, however busy the machine is.
const LONG: Duration = Duration::from_secs(40);

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

fn settings<K>(base: &str, time: Duration) -> ClientBuilder<K, K> {
    builder::<K>(base)
        .timeout(time)
        .connect_timeout(time / 2)
        .answer_limit(1024 * 1024)
        .retry(Retry::default().backoff(Duration::from_millis(5), Duration::from_millis(5)))
}

/// A fault with its cells on each stack.
type Row = (Fault, [[String; 3]; 3]);

/// Plays faults side by side.
fn played(faults: Vec<Fault>) -> Vec<Row> {
    std::thread::scope(|scope| {
        let rows: Vec<_> = faults
            .into_iter()
            .map(|fault| scope.spawn(move || (fault, every_stack(fault))))
            .collect();
        rows.into_iter().map(|row| row.join().unwrap()).collect()
    })
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
    let in_tls = fault.is_tls() && fault != Fault::NoTls;
    let server = match in_tls {
        true => Server::greeting(faults, tls::greet(fault)),
        false => Server::start(faults),
    };
    let base = match fault {
        Fault::Refuses => refusing(),
        _ if fault.is_tls() => server.tls_base(),
        _ => server.base(),
    };
    let time = if fault.is_late() { SHORT } else { LONG };
    let result = call(stack, &base, time, endpoint);
    match fault {
        // It has read nothing, so it cannot tell how many there were.
        Fault::CloseAtOnce => without_count(&told(&result, 0)),
        _ => told(&result, server.requests()),
    }
}

fn call<E: Endpoint + Sync>(
    stack: Stack,
    base: &str,
    time: Duration,
    endpoint: &E,
) -> Result<E::Answer, Error> {
    match stack {
        Stack::Async => {
            let runtime = tokio::runtime::Builder::new_multi_thread();
            let runtime = { runtime }.worker_threads(1).enable_all().build().unwrap();
            let result = runtime.block_on(async {
                let settings = settings::<Client>(base, time);
                let client = match base.starts_with("https://127") {
                    true => settings.build_with(tls::reqwest(time / 2)),
                    false => settings.build(),
                };
                client.unwrap().send(endpoint).await
            });
            runtime.shutdown_background();
            result
        }
        Stack::Blocking => {
            let settings = settings::<BlockingClient>(base, time);
            let client = match base.starts_with("https://127") {
                true => settings.build_with(tls::ureq()),
                false => settings.build(),
            };
            client.unwrap().send(endpoint)
        }
        Stack::Own => {
            let client = settings::<BlockingClient>(base, time).build_with(Own).unwrap();
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
        Fault::Fine | Fault::Tls | Fault::Interim => ["ok, 1×"; 3],
        Fault::TwoAnswers | Fault::FineThenClose => ["ok, 1×"; 3],
        Fault::Refuses | Fault::NoTls | Fault::CloseInTls => ["Transport, not sent, 0×"; 3],
        Fault::SelfSigned | Fault::Expired | Fault::OtherHost => ["Transport, not sent, 0×"; 3],
        Fault::StallInTls => ["Timeout, not sent, 0×"; 3],
        Fault::CloseAtOnce => {
            ["Transport, unknown", "Indeterminate, unknown", "Indeterminate, unknown"]
        }
        Fault::ClientCertificate => {
            ["Transport, unknown, 0×", "Indeterminate, unknown, 0×", "Indeterminate, unknown, 0×"]
        }
        Fault::StallAtOnce => late,
        Fault::EndlessHead => lost,
        Fault::CloseUnanswered | Fault::CloseInHead | Fault::CloseInBody => lost,
        Fault::StallUnanswered | Fault::StallInHead | Fault::StallInBody | Fault::Slow => late,
        Fault::Garbage | Fault::NoLength | Fault::WrongLength | Fault::BadChunks => lost,
        Fault::Endless | Fault::Gzip => unread,
        Fault::EndlessRefusal | Fault::Status(400) => ["Refused 400, answered, 1×"; 3],
        Fault::Redirect(307) => ["Refused 307, answered, 1×"; 3],
        Fault::Redirect(_) => [
            "Refused 303, answered, 1×",
            "Indeterminate, answered, 1×",
            "Indeterminate, answered, 1×",
        ],
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

fn without_count(cell: &str) -> String {
    cell.rsplit_once(", ").unwrap().0.to_owned()
}

/// What was seen on the blocking stack as the README has it, faults that end alike in one row.
fn table(rows: &[Row]) -> String {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for (fault, [_, blocking, _]) in rows {
        let cells = blocking.iter().map(|cell| without_status(cell));
        let cells = cells.collect::<Vec<_>>().join(" | ");
        match groups.iter_mut().find(|(known, _)| *known == cells) {
            Some((_, titles)) => titles.push(fault.title()),
            None => groups.push((cells, vec![fault.title()])),
        }
    }
    let mut table = "| the server | GET | POST | POST with an idempotency value |\n\
                     | --- | --- | --- | --- |\n"
        .to_owned();
    for (cells, titles) in groups {
        table += &format!("| {} | {cells} |\n", titles.join("; "));
    }
    table
}

/// `Refused 400, answered` without the status.
fn without_status(cell: &str) -> String {
    match cell.strip_prefix("Refused ").and_then(|rest| rest.split_once(',')) {
        Some((_, rest)) => format!("Refused,{rest}"),
        None => cell.to_owned(),
    }
}

#[test]
fn every_fault_ends_in_the_same_error_on_every_stack() {
    let began = Instant::now();
    // Those that wait for a time limit have the machine for themselves.
    let (late, prompt): (Vec<_>, Vec<_>) = Fault::ALL.into_iter().partition(|it| it.is_late());
    let mut rows = played(late);
    rows.extend(played(prompt));
    rows.sort_by_key(|(fault, _)| Fault::ALL.iter().position(|it| it == fault));
    let mut wrong = Vec::new();
    for (fault, [asynchronous, blocking, own]) in &rows {
        for (stack, cells) in [("async", asynchronous), ("blocking", blocking), ("own", own)] {
            for (actual, expected) in cells.iter().zip(expected(*fault)) {
                if actual != expected {
                    wrong.push(format!("{fault:?}, {stack}: {actual}, not {expected}"));
                }
            }
        }
    }
    let table = table(&rows);
    println!("\n{table}\n{} faults on three stacks in {:.1?}", rows.len(), began.elapsed());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let readme = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let readme = std::fs::read_to_string(readme).unwrap();
    assert!(
        readme.contains(&table),
        "the README of the repository has another table; put in\n{table}"
    );
}

#[test]
fn a_host_without_an_address_is_sent_nothing() {
    for stack in [Stack::Async, Stack::Blocking, Stack::Own] {
        let result = call(stack, "https://no-such-host.invalid", LONG, &CreateOrder::new());
        assert_eq!(told(&result, 0), "Transport, not sent, 0×");
    }
}

#[test]
fn a_tls_handshake_that_stalls_is_not_sent() {
    for stack in [Stack::Async, Stack::Blocking, Stack::Own] {
        let server = Server::start([Fault::StallAtOnce; 3]);
        let result = call(stack, &server.tls_base(), SHORT, &CreateOrder::new());
        assert_eq!(told(&result, server.requests()), "Timeout, not sent, 0×");
        assert_eq!(server.connections(), 3);
    }
}

#[test]
fn connections_are_used_again_and_a_stale_one_sends_nothing_twice() {
    let server = Server::start([Fault::Fine, Fault::FineThenClose]);
    let client = settings::<BlockingClient>(&server.base(), LONG).build().unwrap();
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
        let client = settings::<Client>(&server.base(), LONG).build().unwrap();
        // hyper-util takes a connection back in a task of its own, a moment after the answer.
        let moment = || tokio::time::sleep(Duration::from_millis(200));
        for _ in 0..2 {
            client.send(&CreateOrder::new()).await.unwrap();
            moment().await;
        }
        assert_eq!((server.requests(), server.connections()), (2, 1));
        client.send(&CreateOrder::new()).await.unwrap();
        assert_eq!((server.requests(), server.connections()), (3, 2));
    });
}

#[test]
fn an_answer_that_nobody_asked_for_is_not_taken_for_the_next_ones() {
    let fine = Order { id: "7".to_owned() };
    let server = Server::start([Fault::TwoAnswers; 5]);
    let client = settings::<BlockingClient>(&server.base(), LONG).build().unwrap();
    for _ in 0..5 {
        assert_eq!(client.send(&CreateOrder::new()).unwrap(), fine);
    }
    let server = Server::start([Fault::TwoAnswers; 5]);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let client = settings::<Client>(&server.base(), LONG).build().unwrap();
        for _ in 0..5 {
            assert_eq!(client.send(&CreateOrder::new()).await.unwrap(), fine);
        }
    });
}

/// A client that held a lock across a request would have fewer than all of them under way, and the
/// server would never answer.
#[test]
fn many_callers_are_under_way_at_once_in_one_client() {
    const CALLERS: usize = 64;
    let server = Server::together(CALLERS);
    let blocking = settings::<BlockingClient>(&server.base(), LONG);
    let blocking = blocking.build().unwrap();
    std::thread::scope(|scope| {
        for _ in 0..CALLERS {
            scope.spawn(|| blocking.send(&CreateOrder::new()).unwrap());
        }
    });
    assert_eq!((server.requests(), server.connections()), (CALLERS, CALLERS));

    let server = Server::together(CALLERS);
    // One thread: a lock that blocks it would stop everything.
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    let runtime = runtime.unwrap();
    runtime.block_on(async {
        let settings = settings::<Client>(&server.base(), LONG);
        let client = settings.build().unwrap();
        let tasks: Vec<_> = (0..CALLERS)
            .map(|_| client.clone())
            .map(|client| tokio::spawn(async move { client.send(&CreateOrder::new()).await }))
            .collect();
        for task in tasks {
            task.await.unwrap().unwrap();
        }
    });
    assert_eq!((server.requests(), server.connections()), (CALLERS, CALLERS));
}
