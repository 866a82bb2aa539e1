//! Connections: none, used again, many at once.

use std::time::Duration;

use client_runtime::{BlockingClient, Client};

use crate::support::CreateOrder;
use crate::support::fault::Fault;
use crate::support::server::Server;
use crate::{LONG, SHORT_TO_CONNECT, Stack, call, settings, told};

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
        let result = call(stack, &server.tls_base(), SHORT_TO_CONNECT, &CreateOrder::new());
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
