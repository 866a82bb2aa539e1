//! What is sent, when it is tried again and what is told of a failure, on a scripted transport.

mod support;

use std::time::{Duration, Instant};

use client_runtime::http::{self, StatusCode};
use client_runtime::{
    BlockingClient, BlockingTransport, Body, CallOptions, Carried, Check, CredentialRow, Delivery,
    Endpoint, Error, Limits, Method, Operation, Path, Query, RawCall, Retry, TransportError,
    TransportFault, Validate, serde_json,
};
use support::*;

fn refused_connection() -> Carried {
    Err(TransportError::not_sent(TransportFault::Connect))
}

fn lost() -> Carried {
    Err(TransportError::unknown(TransportFault::Lost))
}

fn too_late() -> Carried {
    Err(TransportError::unknown(TransportFault::Timeout))
}

fn script(outcomes: impl IntoIterator<Item = Carried>) -> Script {
    Script::new(outcomes)
}

fn status(status: u16) -> Carried {
    Ok(answer(status, ""))
}

/// How many requests were sent, and what the call ended in.
fn outcome<E: Endpoint>(endpoint: &E, outcomes: Vec<Carried>) -> (usize, String) {
    let script = script(outcomes);
    let result = script.client().send(endpoint);
    let text = match result {
        Ok(_) => "ok".to_owned(),
        Err(error) => {
            let kind = match &error {
                Error::Transport { .. } => "transport",
                Error::Timeout { .. } => "timeout",
                Error::Indeterminate(_) => "indeterminate",
                Error::Refused(_) => "refused",
                Error::NotUnderstood(_) => "not understood",
                _ => "other",
            };
            format!("{kind}, {}", error.delivery())
        }
    };
    (script.sent().len(), text)
}

#[test]
fn a_request_has_what_the_api_documents() {
    let script = script([]);
    let order = CreateOrder::once();
    assert_eq!(script.client().send(&order).unwrap(), Order { id: "7".to_owned() });
    let (request, limits) = script.sent().remove(0);
    let header = |name: &str| request.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(request.method(), Method::POST);
    assert_eq!(request.uri(), "https://api.example/v1/orders");
    assert_eq!(header("authorization"), "Basic aHVudGVyMi1zaG9wLWtleTpjb3JyZWN0LWhvcnNl");
    assert_eq!(header("x-api-key"), KEY);
    assert_eq!(header("user-agent"), "shop-client/0.1.0");
    assert_eq!(header("accept-language"), "en-US");
    assert_eq!(header("content-type"), "application/json");
    assert!(!request.headers().contains_key("origin"));
    assert_eq!((limits.connect.as_secs(), limits.total.as_secs()), (10, 90));
    assert_eq!(
        request.body().to_text(),
        r#"{"shopKey":"hunter2-shop-key","name":"Jane Roe","once":"only-once-1"}"#
    );
    let shown = format!("{request:?}");
    assert!(!shown.contains("aHVudGVyMi") && !shown.contains(KEY), "{shown}");
    assert!(!shown.contains("Jane"), "{shown}");
}

#[test]
fn a_credential_that_is_given_is_left_alone() {
    let script = script([]);
    let order = CreateOrder { shop_key: Some("mine".to_owned()), ..CreateOrder::new() };
    script.client().send(&order).unwrap();
    assert_eq!(script.sent()[0].0.body().to_text(), r#"{"shopKey":"mine","name":"Jane Roe"}"#);
}

#[test]
fn credentials_are_the_whole_body_where_nothing_else_is_given() {
    #[derive(Debug)]
    struct LogIn(&'static str);
    impl Validate for LogIn {
        fn rules(&self, _: &mut Check<'_>) {}
    }
    impl Endpoint for LogIn {
        type Answer = ();
        const OPERATION: Operation = <Checkout as Endpoint>::OPERATION;
        const CREDENTIALS: &'static [CredentialRow] = <CreateOrder as Endpoint>::CREDENTIALS;

        fn path(&self) -> Path {
            Path::new("/login")
        }

        fn body(&self) -> Result<Option<Vec<u8>>, serde_json::Error> {
            Ok(Some(self.0.into()))
        }
    }
    let filled = format!(r#"{{"shopKey":"{KEY}"}}"#);
    let beside = format!(r#"{{"shopKey":"{KEY}","a":1}}"#);
    let given = r#"{"shopKey":"mine"}"#;
    for (body, sent) in
        [("{}", filled.as_str()), (r#"{"a":1}"#, &beside), (given, given), ("[]", "[]"), ("", "")]
    {
        let script = script([]);
        script.client().send(&LogIn(body)).unwrap();
        assert_eq!(script.sent()[0].0.body().to_text(), sent, "{body}");
    }
}

#[test]
fn headers_and_timeouts_are_set_for_all_calls_and_for_one() {
    let script = script([]);
    let base = builder::<BlockingClient>("https://api.example").header("Origin", "https://a");
    let client = script.clone().built(base.timeout(Duration::from_secs(5)));
    client.send(&Checkout).unwrap();
    let options = CallOptions::new().timeout(Duration::from_secs(120));
    let other = client.with(options.header("origin", "https://b").unwrap());
    other.send(&Checkout).unwrap();
    client.send(&Checkout).unwrap();
    let sent: Vec<_> = script
        .sent()
        .iter()
        .map(|(request, limits)| {
            (request.headers()["origin"].to_str().unwrap().to_owned(), limits.total.as_secs())
        })
        .collect();
    let expected = [("https://a", 5), ("https://b", 120), ("https://a", 5)];
    assert_eq!(sent, expected.map(|(origin, time)| (origin.to_owned(), time)));
    assert_eq!(script.sent()[0].1.connect.as_secs(), 5);
}

#[test]
fn what_is_set_for_a_client_holds_for_each_of_its_calls() {
    let base = || builder::<BlockingClient>("https://api.example");
    let connecting = script([]);
    let client = connecting.clone().built(base().connect_timeout(Duration::from_secs(3)));
    client.send(&GetOrder).unwrap();
    assert_eq!(connecting.sent()[0].1.connect.as_secs(), 3);
    let (patient, year) = (script([]), Duration::from_secs(31_536_000));
    patient.clone().built(base().timeout(Duration::MAX)).send(&GetOrder).unwrap();
    assert_eq!(patient.sent()[0].1.total, year);
    let once = script([]).further(refused_connection);
    once.clone().built(base().retry(Retry::off())).send(&GetOrder).unwrap_err();
    assert_eq!(once.sent().len(), 1);
    let order = CreateOrder { name: "x".repeat(21), ..CreateOrder::new() };
    script([]).built(base().unchecked()).send(&order).unwrap();
}

#[test]
fn a_demanded_header_that_is_missing_is_an_error_before_sending() {
    let script = script([]);
    let error = script.client().send(&Checkout).unwrap_err();
    assert!(error.to_string().contains("`Origin`: set it"), "{error}");
    assert_eq!((error.delivery(), script.sent().len()), (Delivery::NotSent, 0));
}

#[test]
fn rules_are_checked_before_sending_unless_switched_off() {
    let script = script([]);
    let order = CreateOrder { name: "x".repeat(21), ..CreateOrder::new() };
    let error = script.client().send(&order).unwrap_err();
    assert!(matches!(error, Error::Invalid { .. }), "{error}");
    assert_eq!((error.delivery(), script.sent().len()), (Delivery::NotSent, 0));
    script.client().with(CallOptions::new().unchecked()).send(&order).unwrap();
    assert_eq!(script.sent().len(), 1);
}

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

#[test]
fn every_try_sends_the_same_bytes() {
    let script = script([lost(), lost()]);
    script.client().send(&CreateOrder::once()).unwrap();
    let bodies: Vec<_> =
        script.sent().iter().map(|(request, _)| request.body().to_text().into_owned()).collect();
    assert!(bodies.len() == 3 && bodies.iter().all(|body| *body == bodies[0]), "{bodies:?}");
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
fn a_raw_call_is_sent_like_any_other() {
    let script = script([lost(), Ok(answer(202, "done"))]);
    let refund =
        || RawCall::new(Method::POST, Path::new("/orders/").segment("a/b")).named("Refund");
    let error = script.client().raw(&refund().json(&[1]).unwrap()).unwrap_err();
    assert!(matches!(error, Error::Indeterminate(_)) && error.operation() == "Refund");
    let mut query = Query::new();
    query.text("why", &String::from("a&b"));
    let answer = script.client().raw(&refund().query(query)).unwrap();
    assert_eq!((answer.status().as_u16(), answer.body().as_bytes()), (202, &b"done"[..]));
    let (request, _) = script.sent().remove(0);
    assert_eq!(request.uri(), "https://api.example/v1/orders/a%2Fb");
    assert_eq!(request.body().to_text(), "[1]");
    assert_eq!(request.headers()["content-type"], "application/json");
    assert_eq!(script.sent()[1].0.uri().query(), Some("why=a%26b"));
    assert_eq!(request.headers()["x-api-key"], KEY);
    for path in ["orders", ".evil.example/", "@evil.example"] {
        let error = script.client().raw(&RawCall::new(Method::GET, path)).unwrap_err();
        assert_eq!(error.delivery(), Delivery::NotSent, "{path}");
    }
    assert_eq!(script.sent().len(), 2);
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
