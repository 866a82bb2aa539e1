//! The law: an endpoint without an idempotency value never has two requests reach the server after
//! the first one's bytes were sent. For random sequences of faults, on a scripted transport and on
//! real sockets.
#![allow(clippy::unwrap_used, reason = "a test's helper may fail the test")]

mod support;

use client_runtime::{Carried, TransportError, TransportFault};
use proptest::prelude::*;
use support::*;

/// An outcome of one try that can be drawn and played.
#[derive(Debug, Clone, Copy)]
enum Outcome {
    NotSent,
    ConnectTimeout,
    Lost,
    Late,
    Status(u16),
    RetryAfter(u16),
}

impl Outcome {
    fn carried(self) -> Carried {
        match self {
            Outcome::NotSent => Err(TransportError::not_sent(TransportFault::Connect)),
            Outcome::ConnectTimeout => Err(TransportError::not_sent(TransportFault::Timeout)),
            Outcome::Lost => Err(TransportError::unknown(TransportFault::Lost)),
            Outcome::Late => Err(TransportError::unknown(TransportFault::Timeout)),
            Outcome::Status(status) => Ok(answer(status, "{}")),
            Outcome::RetryAfter(status) => Ok(answer_after(status, "0")),
        }
    }

    fn was_sent(self) -> bool {
        !matches!(self, Outcome::NotSent | Outcome::ConnectTimeout)
    }
}

fn outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![
        4 => Just(Outcome::NotSent),
        2 => Just(Outcome::ConnectTimeout),
        1 => Just(Outcome::Lost),
        1 => Just(Outcome::Late),
        1 => (200_u16..600).prop_map(Outcome::Status),
        1 => prop_oneof![Just(429_u16), Just(503)].prop_map(Outcome::RetryAfter),
    ]
}

proptest! {
    #[test]
    fn nothing_follows_a_request_that_was_sent(
        outcomes in proptest::collection::vec(outcome(), 0..8),
        tries in 1_u32..8,
    ) {
        use client_runtime::{CallOptions, Retry};
        let script = Script::new(outcomes.iter().map(|outcome| outcome.carried()));
        let options = CallOptions::new().retry(Retry::default().tries(tries));
        let _ = script.client().with(options).send(&CreateOrder::new());
        let tried = script.sent().len();
        let sent = outcomes.iter().take(tried.saturating_sub(1)).filter(|it| it.was_sent());
        prop_assert_eq!(sent.count(), 0, "{} tries", tried);
        prop_assert!(tried <= tries as usize);
    }
}

#[cfg(all(feature = "reqwest", feature = "ureq"))]
mod on_sockets {
    use std::time::Duration;

    use client_runtime::{BlockingClient, Client, ClientBuilder, Retry};
    use proptest::prelude::*;

    use super::support::fault::Fault;
    use super::support::server::Server;
    use super::support::*;

    /// How many calls are made with one client, so that connections are used again and go stale.
    const CALLS: usize = 3;

    fn settings<K>(base: &str) -> ClientBuilder<K, K> {
        let wait = Duration::from_millis(1);
        builder::<K>(base)
            .timeout(Duration::from_millis(60))
            .answer_limit(100_000)
            .retry(Retry::default().tries(4).backoff(wait, wait))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

        #[test]
        fn no_call_reaches_the_server_twice(
            faults in proptest::collection::vec(proptest::sample::select(&Fault::ALL[..]), 1..6),
        ) {
            let (one, other) = (Server::start(faults.clone()), Server::start(faults));
            let client = settings::<BlockingClient>(&one.base()).build().unwrap();
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(1)
                .enable_all()
                .build()
                .unwrap();
            for _ in 0..CALLS {
                let _ = client.send(&CreateOrder::new());
            }
            runtime.block_on(async {
                let client = settings::<Client>(&other.base()).build().unwrap();
                for _ in 0..CALLS {
                    let _ = client.send(&CreateOrder::new()).await;
                }
            });
            runtime.shutdown_background();
            std::thread::sleep(Duration::from_millis(5));
            prop_assert!(one.requests() <= CALLS, "blocking: {}", one.requests());
            prop_assert!(other.requests() <= CALLS, "async: {}", other.requests());
        }
    }
}
