//! What is told of a failure.

use std::time::Duration;

use client_runtime::http::StatusCode;
use client_runtime::{
    BlockingClient, CallOptions, Carried, Error, Retry, TransportError, TransportFault,
};

use crate::support::*;
use crate::{lost, refused_connection, script, status};

#[test]
fn a_refusal_is_kept_and_read_within_bounds() {
    let key = "k".repeat(20_000);
    let texts = vec!["\"\""; 15_000].join(",");
    let body = format!(r#"{{"message":{{"message":[{{"{key}":[{texts}]}}]}}}}"#);
    let many = script([Ok(answer(400, &body))]).client().send(&GetOrder).unwrap_err();
    let Error::Refused(refused) = many else { panic!("{many}") };
    assert_eq!((refused.messages().len(), refused.body().as_bytes()), (100, body.as_bytes()));
    let long = format!(r#"{{"message":{{"message":["{}"]}}}}"#, "x".repeat(64 * 1024));
    let long = script([Ok(answer(400, &long))]).client().send(&GetOrder).unwrap_err();
    let Error::Refused(refused) = long else { panic!("{long}") };
    assert_eq!((refused.messages().len(), refused.body().as_bytes().len()), (0, 64 * 1024));
}

#[test]
fn an_indeterminate_call_says_what_to_look_for() {
    let order = CreateOrder { reference: Some("A-17".to_owned()), ..CreateOrder::new() };
    let error = script([lost()]).client().send(&order).unwrap_err();
    assert!(error.may_have_happened());
    assert_eq!(
        error.to_string(),
        "Create Order may have been carried out: it was sent, and no whole answer came; look it \
         up before trying again: list the orders by `reference` (it was sent with `reference`)"
    );
    let Error::Indeterminate(open) = error else { panic!("{error}") };
    let sent = open.references();
    assert_eq!((sent[0].row(), sent[0].value(), sent.len()), ("reference", "A-17", 1));
    assert_eq!((open.tries(), open.transport().is_some()), (1, true));
    assert_eq!(open.find_out(), Some("list the orders by `reference`"));
}

#[test]
fn an_error_tells_what_is_known_of_the_answer() {
    let cut = || {
        let error = TransportError::unknown(TransportFault::Lost).with_status(StatusCode::ACCEPTED);
        assert_eq!(error.status(), Some(StatusCode::ACCEPTED));
        Err(error)
    };
    let told = |error: Error| {
        (error.may_have_happened(), error.status().map(|it| it.as_u16()), error.retry_after())
    };
    let failed =
        |outcome: Carried| script([outcome]).client().with(CallOptions::new().retry(Retry::off()));
    let order = CreateOrder::new();
    let hour = Some(Duration::from_secs(3600));
    let open = failed(Ok(answer_after(503, "3600"))).send(&order).unwrap_err();
    assert_eq!(told(open), (true, Some(503), hour));
    let open = failed(cut()).send(&order).unwrap_err();
    assert_eq!(told(open), (true, Some(202), None));
    let lost = failed(cut()).send(&GetOrder).unwrap_err();
    assert_eq!(told(lost), (false, Some(202), None));
    let unread = failed(Ok(answer(202, "?"))).send(&order).unwrap_err();
    assert_eq!(told(unread), (true, Some(202), None));
    let refused = failed(Ok(answer(400, ""))).send(&order).unwrap_err();
    assert_eq!(told(refused), (false, Some(400), None));
    let refused = failed(refused_connection()).send(&order).unwrap_err();
    assert_eq!(told(refused), (false, None, None));
}

#[test]
fn an_error_leads_to_its_cause_and_names_the_call() {
    let source = |error: &dyn std::error::Error| error.source().unwrap().to_string();
    let sent = |outcomes: Vec<Carried>| script(outcomes).client().send(&CreateOrder::once());
    let three = || vec![lost(), refused_connection(), refused_connection()];
    let Error::Indeterminate(open) = sent(three()).unwrap_err() else { panic!() };
    assert_eq!((open.tries(), open.answer().is_none(), open.status()), (3, true, None));
    assert_eq!(source(&open), "no connection could be made");
    let outcomes = vec![status(503), status(503), status(502)];
    let Error::Indeterminate(open) = sent(outcomes).unwrap_err() else { panic!() };
    assert_eq!(open.answer().map(|it| it.status().as_u16()), Some(502));
    assert_eq!(source(&open), open.answer().unwrap().to_string());
    let Error::NotUnderstood(unread) = sent(vec![Ok(answer(201, "{}"))]).unwrap_err() else {
        panic!()
    };
    assert_eq!((unread.operation(), unread.status().as_u16()), ("Create Order", 201));
    assert_eq!(unread.body().to_text(), "{}");
    assert_eq!(
        unread.to_string(),
        "Create Order was carried out (status 201 Created), but its answer cannot be read"
    );
    assert_eq!(source(&unread), unread.cause().to_string());
    let Error::Refused(refused) = sent(vec![status(400)]).unwrap_err() else { panic!() };
    assert_eq!(refused.operation(), "Create Order");
}

#[test]
fn a_transports_failure_says_how_far_it_came() {
    let not_sent = TransportError::not_sent;
    let unknown = TransportError::unknown;
    for (error, text) in [
        (not_sent(TransportFault::Connect), "no connection could be made"),
        (not_sent(TransportFault::Timeout), "connecting took too long"),
        (not_sent(TransportFault::Unsendable), "the transport cannot send this request"),
        (unknown(TransportFault::Timeout), "no whole answer came in time"),
        (
            unknown(TransportFault::Lost).with_status(StatusCode::OK),
            "the connection was lost before a whole answer came, after an answer had begun with \
             status 200 OK",
        ),
    ] {
        assert_eq!(error.to_string(), text);
    }
}

#[test]
fn an_answer_that_is_too_long_is_told_by_its_length() {
    let base = || builder::<BlockingClient>("https://api.example").answer_limit(10);
    let fits = script([Ok(answer(200, r#"{"id":"7"}"#))]);
    fits.built(base()).send(&GetOrder).unwrap();
    let long = script([Ok(answer(200, r#"{"id":"78"}"#))]);
    let error = long.built(base()).send(&CreateOrder::new()).unwrap_err();
    let Error::NotUnderstood(answer) = &error else { panic!("{error}") };
    assert!(answer.cause().to_string().contains("longer than"), "{}", answer.cause());
    assert_eq!(answer.status().as_u16(), 200);
    assert!(error.may_have_happened());
}
