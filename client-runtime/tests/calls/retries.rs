//! When a request is sent again.

use std::time::{Duration, Instant};

use client_runtime::{
    BlockingTransport, Body, CallOptions, Carried, Error, Limits, Method, RawCall, Retry,
    TransportError, TransportFault, http,
};

use crate::support::*;
use crate::{lost, outcome, refused_connection, script, status, too_late};

#[test]
fn nothing_sent_is_tried_again_for_every_method() {
    let again = || vec![refused_connection(), refused_connection()];
    assert_eq!(outcome(&GetOrder, again()), (3, "ok".to_owned()));
    assert_eq!(outcome(&CreateOrder::new(), again()), (3, "ok".to_owned()));
    assert_eq!(outcome(&DeleteOrder, again()), (3, "ok".to_owned()));
    let never = || (0..9).map(|_| refused_connection()).collect();
    assert_eq!(outcome(&CreateOrder::new(), never()), (3, "transport, not sent".to_owned()));
}

#[test]
fn a_request_that_was_sent_is_repeated_only_where_that_is_safe() {
    for fault in [lost, too_late] {
        assert_eq!(outcome(&GetOrder, vec![fault()]), (2, "ok".to_owned()));
        assert_eq!(outcome(&DeleteOrder, vec![fault()]), (2, "ok".to_owned()));
        assert_eq!(outcome(&CreateOrder::once(), vec![fault()]), (2, "ok".to_owned()));
        let never = (1, "indeterminate, unknown".to_owned());
        assert_eq!(outcome(&CreateOrder::new(), vec![fault()]), never);
        assert_eq!(outcome(&CreateOrder::new(), vec![refused_connection(), fault()]).0, 2);
    }
    for blank in ["", " ", "\t\n"] {
        let blank_key = CreateOrder { once: Some(blank.to_owned()), ..CreateOrder::new() };
        assert_eq!(outcome(&blank_key, vec![lost()]).0, 1, "{blank:?}");
    }
}

#[test]
fn statuses_are_repeated_only_where_that_is_safe() {
    let ok = |times| (times, "ok".to_owned());
    let refused = (1, "refused, answered".to_owned());
    let open = (1, "indeterminate, answered".to_owned());
    for code in [408, 425, 500, 502, 503, 504, 520] {
        assert_eq!(outcome(&GetOrder, vec![status(code)]), ok(2), "{code}");
        assert_eq!(outcome(&CreateOrder::once(), vec![status(code)]), ok(2), "{code}");
        assert_eq!(outcome(&CreateOrder::new(), vec![status(code)]), open, "{code}");
    }
    for code in [307, 308, 400, 401, 403, 404, 410, 422] {
        assert_eq!(outcome(&GetOrder, vec![status(code)]), refused, "{code}");
        assert_eq!(outcome(&CreateOrder::once(), vec![status(code)]), refused, "{code}");
        assert_eq!(outcome(&CreateOrder::new(), vec![status(code)]), refused, "{code}");
    }
    // "See the result over there" is said of a request that was carried out, too.
    for code in [101, 300, 301, 302, 303, 304, 600, 999] {
        assert_eq!(outcome(&GetOrder, vec![status(code)]), refused, "{code}");
        assert_eq!(outcome(&DeleteOrder, vec![status(code)]), open, "{code}");
        assert_eq!(outcome(&CreateOrder::once(), vec![status(code)]), open, "{code}");
        assert_eq!(outcome(&CreateOrder::new(), vec![status(code)]), open, "{code}");
    }
    let slow_down = || vec![Ok(answer_after(429, "1"))];
    assert_eq!(outcome(&GetOrder, slow_down()), ok(2));
    assert_eq!(outcome(&CreateOrder::once(), slow_down()), ok(2));
    assert_eq!(outcome(&CreateOrder::new(), slow_down()), refused);
    assert_eq!(outcome(&GetOrder, vec![status(409)]), refused);
    assert_eq!(outcome(&CreateOrder::once(), vec![status(409)]), ok(2));
    assert_eq!(outcome(&CreateOrder::once(), vec![status(409), status(409)]).0, 2);
}

#[test]
fn what_may_have_happened_stays_so_whatever_comes_after() {
    let open = (2, "indeterminate, answered".to_owned());
    assert_eq!(outcome(&DeleteOrder, vec![lost(), status(404)]), open);
    assert_eq!(outcome(&CreateOrder::once(), vec![lost(), status(400)]), open);
    let unknown = (3, "indeterminate, unknown".to_owned());
    let then_refused = vec![lost(), refused_connection(), refused_connection()];
    assert_eq!(outcome(&CreateOrder::once(), then_refused), unknown);
    let reading = vec![lost(), refused_connection(), refused_connection()];
    assert_eq!(outcome(&GetOrder, reading), (3, "transport, not sent".to_owned()));
}

#[test]
fn a_transport_that_contradicts_itself_is_not_believed_to_have_sent_nothing() {
    let contradiction = TransportError::not_sent(TransportFault::Connect)
        .with_status(client_runtime::http::StatusCode::OK);
    let never = (1, "indeterminate, unknown".to_owned());
    assert_eq!(outcome(&CreateOrder::new(), vec![Err(contradiction)]), never);
}

#[test]
fn an_answer_that_is_not_understood_is_never_asked_for_again() {
    let odd = |body| vec![Ok(answer(200, body))];
    let kept = (1, "not understood, answered".to_owned());
    for body in ["", "{}", "<html>", "{\"id\":7}"] {
        assert_eq!(outcome(&CreateOrder::once(), odd(body)), kept, "{body}");
        assert_eq!(outcome(&GetOrder, odd(body)), kept, "{body}");
    }
}

#[test]
fn a_raw_call_is_repeated_if_the_caller_says_so_and_its_refusal_is_read() {
    let raw = || RawCall::new(Method::POST, "/refunds");
    let again = script([lost(), status(503)]);
    again.client().raw(&raw().idempotent()).unwrap();
    assert_eq!(again.sent().len(), 3);
    let refusal = r#"{"message":{"message":["no"]}}"#;
    let error = script([Ok(answer(400, refusal))]).client().raw(&raw()).unwrap_err();
    let Error::Refused(refused) = error else { panic!("{error}") };
    assert_eq!(refused.messages()[0].text(), "no");
}

#[test]
fn the_async_client_takes_the_same_decisions() {
    let asynchronous = script([refused_connection(), lost()]);
    let error = block_on(asynchronous.async_client().send(&CreateOrder::new())).unwrap_err();
    assert!(matches!(error, Error::Indeterminate(_)), "{error}");
    assert_eq!((asynchronous.sent().len(), asynchronous.waits().len()), (2, 1));
}

#[test]
fn a_transport_of_ones_own_waits_between_tries() {
    struct Plain;
    impl BlockingTransport for Plain {
        fn send(&self, _: http::Request<Body>, _: Limits) -> Carried {
            refused_connection()
        }
    }
    let began = Instant::now();
    Plain.sleep(Duration::from_millis(5));
    assert!(began.elapsed() >= Duration::from_millis(5));
}

#[test]
fn waits_are_those_asked_for_and_grow_otherwise() {
    let asked = script([
        Ok(answer_after(503, "7")),
        Ok(answer_after(429, "Thu, 01 Jan 2026 00:00:19 GMT")),
    ]);
    asked.client().send(&GetOrder).unwrap();
    // One second each for two tries and seven of waiting have passed by the second answer.
    assert_eq!(asked.waits(), [7, 10]);
    let growing = script((0..4).map(|_| lost()));
    let retry = Retry::default().tries(5).backoff(Duration::from_secs(1), Duration::from_secs(3));
    growing.client().with(CallOptions::new().retry(retry)).send(&GetOrder).unwrap();
    assert_eq!(growing.waits(), [1, 2, 3, 3]);
}

#[test]
fn the_budget_ends_the_tries() {
    let retry = Retry::default().tries(100).budget(Duration::from_secs(60));
    let script = script([]).further(lost).takes(Duration::from_secs(25));
    let client = script.client().with(CallOptions::new().retry(retry));
    assert!(client.send(&GetOrder).is_err());
    assert_eq!(script.sent().len(), 3);
    let long = Script::new([Ok(answer_after(503, "3600"))]);
    let error = long.client().send(&GetOrder).unwrap_err();
    assert_eq!((long.sent().len(), error.retry_after()), (1, Some(Duration::from_secs(3600))));
    let off = Script::new([]).further(refused_connection);
    assert!(off.client().with(CallOptions::new().retry(Retry::off())).send(&GetOrder).is_err());
    assert_eq!(off.sent().len(), 1);
}
