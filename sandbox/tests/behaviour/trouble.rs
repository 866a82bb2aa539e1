//! Trouble on purpose: by header, by a marker, by rule; counted, and repeatable.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::http::Merchant;
use crate::subject::{plan, serie, start};

fn ask(merchant: &Merchant, words: &str) -> std::io::Result<crate::http::Answer> {
    merchant.call("GET", "/plans", &[("x-sandbox-trouble", words)], None)
}

#[test]
fn any_status_can_be_asked_for_so_many_times() {
    let (_sandbox, merchant) = start();
    let statuses: Vec<u16> =
        (0..4).map(|_| ask(&merchant, "status=503; times=2").unwrap().status).collect();
    assert_eq!(statuses, [503, 503, 200, 200]);
    let answer = ask(&merchant, "status=429; retry-after=7").unwrap().expect(429);
    assert_eq!(answer.header("retry-after"), Some("7"));
    assert!(answer.json()["message"]["message"].is_array(), "not the documented form");
    ask(&merchant, "explode").unwrap().expect(400);
}

#[test]
fn an_answer_can_be_late_slow_garbage_empty_or_cut() {
    let (_sandbox, merchant) = start();
    let start = Instant::now();
    ask(&merchant, "delay=150").unwrap().expect(200).json();
    assert!(start.elapsed() >= Duration::from_millis(150));
    let start = Instant::now();
    ask(&merchant, "slow=20").unwrap().expect(200).json();
    assert!(start.elapsed() >= Duration::from_millis(60), "{:?}", start.elapsed());
    let garbage = ask(&merchant, "garbage").unwrap().expect(200);
    assert!(serde_json::from_slice::<serde_json::Value>(&garbage.body).is_err());
    assert!(ask(&merchant, "empty").unwrap().expect(200).body.is_empty());
    assert!(ask(&merchant, "cut=10").is_err(), "the answer came whole");
}

/// What a client must be right about: whether the charge happened that it got no answer of.
#[test]
fn a_connection_is_dropped_before_or_after_the_effect() {
    let (_sandbox, merchant) = start();
    let serie = merchant.charged_serie();
    let path = format!("/payment-series/{serie}/transactions");
    for (words, happened) in [
        ("drop=before", 0),
        ("drop=after", 1),
        ("status=500", 0),
        ("status=500; when=after", 1),
        ("cut=5", 1),
    ] {
        let before = merchant.count(&path);
        let answer = merchant.charge(&serie, &[("x-sandbox-trouble", words)]);
        assert_eq!(answer.is_err(), !words.starts_with("status"), "{words}");
        assert_eq!(merchant.count(&path) - before, happened, "{words}");
    }
}

#[test]
fn a_marker_in_a_text_of_the_body_asks_for_trouble() {
    let (_sandbox, merchant) = start();
    let mut body = serie();
    body["merchantMetadata"] = json!("sandbox: status=500; times=1");
    merchant.post("/payment-series", &body).expect(500);
    merchant.post("/payment-series", &body).expect(201);
    assert_eq!(merchant.count("/payment-series"), 1);
}

#[test]
fn a_charge_is_declined_by_header_by_marker_and_by_option() {
    let (_sandbox, merchant) = start();
    let mut body = serie();
    body["merchantMetadata"] = json!("sandbox: declined; times=2");
    let id = merchant.post("/payment-series", &body).expect(201).text("id");
    merchant.approve(&id);
    let status = |headers: &[(&'static str, &str)]| {
        merchant.charge(&id, headers).unwrap().expect(201).text("paymentStatus")
    };
    let found: Vec<String> = (0..3).map(|_| status(&[])).collect();
    assert_eq!(found, ["declined", "declined", "captured"]);
    assert_eq!(status(&[("x-sandbox-trouble", "declined")]), "declined");
    assert_eq!(status(&[("x-sandbox-trouble", "error")]), "error");
    let id = merchant.post("/payment-series", &serie()).expect(201).text("id");
    let choice = json!({ "choice": "approve-declining" });
    merchant.admin("POST", &format!("customer/{id}"), Some(&choice)).expect(200);
    let charged = merchant.charge(&id, &[]).unwrap().expect(201);
    assert_eq!(charged.text("paymentStatus"), "declined");
}

#[test]
fn a_rule_makes_trouble_for_one_merchant_and_endpoint() {
    let (sandbox, merchant) = start();
    let other = Merchant::new(&sandbox, "other");
    let rule = json!({ "endpoint": "List Subscription Plans", "trouble": "status=418; times=1" });
    merchant.admin("POST", "trouble", Some(&rule)).expect(200);
    merchant.admin("POST", "trouble", Some(&rule)).expect(200);
    other.get("/plans").expect(200);
    merchant.get("/payment-series").expect(200);
    let statuses: Vec<u16> = (0..3).map(|_| merchant.get("/plans").status).collect();
    assert_eq!(statuses, [418, 418, 200], "each rule has a count of its own");
    for wrong in
        [json!({ "trouble": "explode" }), json!({ "endpoint": "Nope", "trouble": "empty" })]
    {
        merchant.admin("POST", "trouble", Some(&wrong)).expect(400);
    }
    other.admin("DELETE", "trouble", None).expect(200);
    assert_eq!(merchant.admin("GET", "trouble", None).json().as_array().unwrap().len(), 2);
    merchant.admin("DELETE", "trouble", None).expect(200);
    assert_eq!(merchant.admin("GET", "trouble", None).json(), json!([]));
}

#[test]
fn a_marker_is_counted_for_each_resource() {
    let (_sandbox, merchant) = start();
    let mut body = serie();
    body["merchantMetadata"] = json!("sandbox: declined; times=1");
    for _ in 0..2 {
        let id = merchant.post("/payment-series", &body).expect(201).text("id");
        merchant.approve(&id);
        let status = || merchant.charge(&id, &[]).unwrap().expect(201).text("paymentStatus");
        assert_eq!([status(), status()], ["declined", "captured"]);
    }
}

#[test]
fn a_rule_for_billing_spares_the_charges_that_are_asked_for() {
    let (_sandbox, merchant) = start();
    let rule = json!({ "endpoint": "billing", "trouble": "declined; times=1" });
    merchant.admin("POST", "trouble", Some(&rule)).expect(200);
    let serie = merchant.charged_serie();
    let charged = merchant.charge(&serie, &[]).unwrap().expect(201);
    assert_eq!(charged.text("paymentStatus"), "captured");
    let id = merchant.active_subscription(&plan());
    merchant.advance("P10D");
    let cycles = merchant.get(&format!("/subscriptions/{id}/billing-cycles")).expect(200).json();
    let cycle = cycles["data"][0]["id"].as_str().unwrap();
    let path = format!("/subscriptions/{id}/billing-cycles/{cycle}/transactions");
    let transactions = merchant.get(&path).expect(200).json();
    let statuses: Vec<&str> = transactions["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["paymentStatus"].as_str().unwrap())
        .collect();
    assert_eq!(statuses, ["declined", "captured"]);
}

#[test]
fn a_rule_rolls_once_for_a_charge_that_is_asked_for() {
    let (_sandbox, merchant) = start();
    let rule = json!({ "trouble": "declined; times=1" });
    let serie = merchant.charged_serie();
    for _ in 0..2 {
        merchant.admin("POST", "trouble", Some(&rule)).expect(200);
    }
    // Each of two rules declines one charge: a charge that rolled twice would use up both.
    let status = || merchant.charge(&serie, &[]).unwrap().expect(201).text("paymentStatus");
    assert_eq!([status(), status(), status()], ["declined", "declined", "captured"]);
    let chance = json!({ "trouble": "declined; chance=0.5" });
    merchant.admin("DELETE", "trouble", None).expect(200);
    merchant.admin("POST", "trouble", Some(&chance)).expect(200);
    let declined = (0..200).filter(|_| status() == "declined").count();
    assert!((70..130).contains(&declined), "{declined} of 200");
}

#[test]
fn one_merchants_many_markers_do_not_renew_anothers_rule() {
    let (sandbox, merchant) = start();
    let rule = json!({ "endpoint": "List Subscription Plans", "trouble": "status=418; times=1" });
    merchant.admin("POST", "trouble", Some(&rule)).expect(200);
    merchant.get("/plans").expect(418);
    let noisy = Merchant::new(&sandbox, "zzz");
    for number in 0..1_010 {
        ask(&noisy, &format!("status=503; retry-after={number}")).unwrap().expect(503);
    }
    merchant.get("/plans").expect(200);
}

#[test]
fn chance_is_the_same_in_every_run_of_a_seed() {
    let run = || {
        let (_sandbox, merchant) = start();
        let statuses = (0..40).map(|_| ask(&merchant, "status=503; chance=0.5").unwrap().status);
        statuses.collect::<Vec<u16>>()
    };
    let first = run();
    assert!(first.contains(&503) && first.contains(&200), "{first:?}");
    assert_eq!(run(), first);
}
