//! Answers that are begun, too long, or one too many.

use client_runtime::{BlockingClient, Client, Error};

use crate::support::fault::Fault;
use crate::support::server::Server;
use crate::support::{CreateOrder, Order};
use crate::{LONG, settings};

/// What is longer than the client reads is told as soon as so much is there: a server that stalls
/// or pours cannot make a call longer, or fill the memory.
#[test]
fn reading_ends_at_the_limit_of_the_answer() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    for (fault, limit) in [(Fault::StallInBody, 5), (Fault::Endless, 100_000)] {
        let server = Server::start([fault; 2]);
        let base = server.base();
        let blocking = settings::<BlockingClient>(&base, LONG).answer_limit(limit);
        let blocking = blocking.build().unwrap().send(&CreateOrder::new());
        let asynchronous = settings::<Client>(&base, LONG).answer_limit(limit);
        let asynchronous = runtime
            .block_on(async { asynchronous.build().unwrap().send(&CreateOrder::new()).await });
        for result in [blocking, asynchronous] {
            let Err(Error::NotUnderstood(answer)) = result else { panic!("{result:?}") };
            assert_eq!(answer.body().as_bytes().len(), limit + 1, "{fault:?}");
        }
    }
}

#[test]
fn an_answer_that_was_begun_has_told_its_status() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let server = Server::start([Fault::CloseInBody; 2]);
    let blocking = settings::<BlockingClient>(&server.base(), LONG).build().unwrap();
    let asynchronous = runtime.block_on(async {
        let client = settings::<Client>(&server.base(), LONG).build().unwrap();
        client.send(&CreateOrder::new()).await
    });
    for result in [blocking.send(&CreateOrder::new()), asynchronous] {
        let error = result.unwrap_err();
        assert_eq!(error.status().map(|it| it.as_u16()), Some(200), "{error:?}");
        assert!(error.may_have_happened());
    }
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
