//! Orders to the clocks, of one merchant and of all.

use sandbox::Sandbox;
use serde_json::{Value, json};

use crate::http::{Answer, Merchant, request};
use crate::subject::{plan, start};

fn all(merchant: &Merchant, order: &Value) -> Answer {
    let body = order.to_string();
    request(merchant.address, "POST", "/_sandbox/clock", &[], body.as_bytes()).unwrap()
}

fn now(merchant: &Merchant) -> String {
    merchant.admin("GET", "clock", None).expect(200).json()[0]["now"].as_str().unwrap().to_owned()
}

#[test]
fn an_order_to_all_clocks_is_carried_out_as_a_whole_or_not_at_all() {
    let (sandbox, early) = start();
    let late = Merchant::new(&sandbox, "zulu-late");
    early.get("/plans").expect(200);
    late.get("/plans").expect(200);
    late.advance("P70D");
    let told = all(&early, &json!({ "to": "2030-02-01T00:00:00Z" })).expect(400).text("error");
    assert!(told.contains("zulu…") && told.contains("2030-03-12"), "{told}");
    assert!(now(&early).starts_with("2030-01-01"), "{}", now(&early));
    let moved = all(&early, &json!({ "to": "2030-04-01T00:00:00Z" })).expect(200).json();
    assert_eq!(moved.as_array().unwrap().len(), 2);
}

#[test]
fn to_due_moves_those_that_have_a_due() {
    let (sandbox, idle) = start();
    let billed = Merchant::new(&sandbox, "zulu");
    idle.get("/plans").expect(200);
    let to_due = json!({ "to": "due" });
    all(&idle, &to_due).expect(400);
    billed.active_subscription(&plan());
    let moved = all(&idle, &to_due).expect(200).json();
    assert_eq!(moved.as_array().unwrap().len(), 1, "{moved}");
    assert_eq!(moved[0]["billed"].as_array().unwrap().len(), 1, "{moved}");
    assert!(now(&idle).starts_with("2030-01-01"));
    idle.admin("POST", "clock", Some(&to_due)).expect(400);
}

#[test]
fn a_clock_can_be_set_before_the_first_request() {
    let (sandbox, merchant) = start();
    let told = all(&merchant, &json!({ "advance": "P1D" })).expect(400).text("error");
    assert!(told.contains("merchant"), "{told}");
    merchant.advance("P9D");
    sandbox.advance("merchant", "P1D").unwrap();
    assert!(now(&merchant).starts_with("2030-01-11"), "{}", now(&merchant));
    merchant.get("/plans").expect(200);
    assert!(now(&merchant).starts_with("2030-01-11"));
}

#[test]
fn a_move_that_was_stopped_on_its_way_says_so() {
    let sandbox = Sandbox::builder().seed(1).start().unwrap();
    let merchant = Merchant::new(&sandbox, "merchant");
    let mut daily = plan();
    daily["billingUnit"] = json!("day");
    daily["billingCycles"] = json!(-1);
    merchant.active_subscription(&daily);
    let moved = sandbox.advance("merchant", "P30Y").unwrap();
    assert!(moved.is_partial);
    assert_eq!(moved.billed, 10_000);
    let moved = sandbox.advance("merchant", "P1D").unwrap();
    assert!(!moved.is_partial);
}
