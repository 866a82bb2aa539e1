//! Time and billing: cycles fall due, trials end, charges happen and are tried again.

use serde_json::{Value, json};

use crate::http::Merchant;
use crate::subject::{plan, serie, start, subscription};

fn cycles(merchant: &Merchant, id: &str) -> Vec<Value> {
    let list = merchant.get(&format!("/subscriptions/{id}/billing-cycles")).expect(200).json();
    list["data"].as_array().unwrap().clone()
}

fn column(cycles: &[Value], row: &str) -> Vec<String> {
    cycles.iter().map(|it| it[row].as_str().unwrap_or("null").to_owned()).collect()
}

#[test]
fn a_subscription_is_charged_each_period_until_its_last() {
    let (_sandbox, merchant) = start();
    let id = merchant.active_subscription(&plan());
    let path = format!("/subscriptions/{id}");
    let before = merchant.get(&path).json();
    assert_eq!(
        (&before["status"], &before["nextBillingDate"]),
        (&json!("active"), &json!("2030-01-10"))
    );
    assert_eq!(before["payment"]["amount"].to_string(), "7.3");
    assert!(merchant.advance("P8D").is_empty(), "charged too early");
    assert_eq!(merchant.advance("P1D").len(), 1);
    merchant.advance("P1Y");
    let cycles = cycles(&merchant, &id);
    assert_eq!(column(&cycles, "billingDate"), ["2030-01-10", "2030-02-10", "2030-03-10"]);
    assert_eq!(column(&cycles, "billingPeriodEnd"), ["2030-02-09", "2030-03-09", "2030-04-09"]);
    assert_eq!(column(&cycles, "status"), ["Captured"; 3]);
    assert!(cycles[2]["paidAt"].as_str().unwrap().starts_with("2030-03-10"), "{}", cycles[2]);
    assert_eq!(merchant.get(&path).json()["billingCyclesRemaining"], json!(0));
    let cycle = cycles[0]["id"].as_str().unwrap();
    let path = format!("{path}/billing-cycles/{cycle}/transactions");
    let transactions = merchant.get(&path).expect(200).json();
    assert_eq!(transactions["data"][0]["paymentStatus"], "captured");
    let one = format!("{path}/{}", transactions["data"][0]["id"].as_str().unwrap());
    assert_eq!(merchant.get(&one).expect(200).json(), transactions["data"][0]);
}

#[test]
fn a_trial_comes_first_and_postpaid_periods_are_charged_at_their_end() {
    let (_sandbox, merchant) = start();
    let mut plan = plan();
    for (row, value) in [
        ("trialDurationPeriod", json!(14)),
        ("trialDurationUnit", json!("day")),
        ("prepaid", json!(false)),
    ] {
        plan[row] = value;
    }
    let id = merchant.active_subscription(&plan);
    let subscription = merchant.get(&format!("/subscriptions/{id}")).json();
    assert_eq!(
        (&subscription["trialStartDate"], &subscription["trialEndDate"]),
        (&json!("2030-01-10"), &json!("2030-01-23"))
    );
    assert_eq!(subscription["nextBillingDate"], "2030-02-23");
    merchant.advance("P2M");
    assert_eq!(column(&cycles(&merchant, &id), "billingPeriodStart"), ["2030-01-24"]);
}

#[test]
fn a_declined_charge_is_tried_again_and_then_by_hand() {
    let (_sandbox, merchant) = start();
    let plan = merchant.new_plan(&plan());
    let mut body = subscription(&plan);
    body["merchantMetadata"] = json!("sandbox: declined; times=4");
    let id = merchant.post("/subscriptions", &body).expect(201).text("id");
    merchant.approve(&id);
    merchant.advance("P9D");
    let cycle = cycles(&merchant, &id)[0]["id"].as_str().unwrap().to_owned();
    let path = format!("/subscriptions/{id}/billing-cycles/{cycle}");
    let retries = format!("{path}/manual-retries");
    let reason = json!({ "reason": "the customer has called" });
    merchant.post(&retries, &reason).expect(400);
    merchant.advance("P4D");
    assert_eq!(merchant.get(&path).json()["status"], "Failed");
    assert_eq!(merchant.count(&format!("{path}/transactions")), 4);
    let retry = merchant.post(&retries, &reason).expect(201).json();
    assert_eq!(retry["reason"], "the customer has called");
    assert_eq!(merchant.get(&path).json()["status"], "Captured");
    let id = retry["id"].as_str().unwrap();
    assert_eq!(merchant.get(&format!("{retries}/{id}")).expect(200).json(), retry);
    merchant.post(&retries, &reason).expect(400);
}

#[test]
fn a_paused_subscription_is_not_charged_and_not_made_up_for() {
    let (_sandbox, merchant) = start();
    let id = merchant.active_subscription(&plan());
    let path = format!("/subscriptions/{id}");
    let set = |status: &str| {
        let patch = json!({ "status": status });
        merchant.call("PATCH", &path, &[], Some(&patch)).unwrap()
    };
    set("resting").expect(400);
    if set("paused").json()["ignoredProperties"].is_array() {
        panic!("the status cannot be updated");
    }
    assert!(merchant.advance("P45D").is_empty());
    set("active").expect(200);
    assert!(merchant.advance("PT1H").is_empty());
    merchant.advance("P1Y");
    assert_eq!(
        column(&cycles(&merchant, &id), "billingDate"),
        ["2030-03-10", "2030-04-10", "2030-05-10"]
    );
}

#[test]
fn what_is_not_in_the_right_state_is_refused() {
    let (_sandbox, merchant) = start();
    let id = merchant.post("/payment-series", &serie()).expect(201).text("id");
    merchant.charge(&id, &[]).unwrap().expect(400);
    let plan = merchant.new_plan(&plan());
    let mut past = subscription(&plan);
    past["startDate"] = json!("2029-12-31T12:00:00.000+00:00");
    merchant.post("/subscriptions", &past).expect(400);
    merchant.admin("POST", "clock", Some(&json!({ "to": "2020-01-01T00:00:00Z" }))).expect(400);
    merchant.admin("POST", "clock", Some(&json!({ "advance": "soon" }))).expect(400);
}

#[test]
fn a_subscription_without_an_option_is_charged_when_it_gets_one() {
    let (_sandbox, merchant) = start();
    let plan = merchant.new_plan(&plan());
    let id = merchant.post("/subscriptions", &subscription(&plan)).expect(201).text("id");
    assert!(merchant.advance("P1M").is_empty());
    merchant.approve(&id);
    assert_eq!(merchant.advance("PT1S").len(), 1);
}

/// A subscription that is charged once, and whose first charges are declined so many times.
fn declined_at_first(merchant: &Merchant, unit: &str, times: u32) -> String {
    let mut plan = plan();
    plan["billingCycles"] = json!(1);
    plan["billingUnit"] = json!(unit);
    let plan = merchant.new_plan(&plan);
    let mut body = subscription(&plan);
    body["merchantMetadata"] = json!(format!("sandbox: declined; times={times}"));
    let id = merchant.post("/subscriptions", &body).expect(201).text("id");
    merchant.approve(&id);
    id
}

#[test]
fn nothing_is_charged_after_a_last_cycle_that_a_manual_retry_has_paid() {
    let (_sandbox, merchant) = start();
    let id = declined_at_first(&merchant, "month", 4);
    merchant.advance("P13D");
    let cycle = cycles(&merchant, &id)[0]["id"].as_str().unwrap().to_owned();
    let retries = format!("/subscriptions/{id}/billing-cycles/{cycle}/manual-retries");
    merchant.post(&retries, &json!({ "reason": "the customer has called" })).expect(201);
    let paid = merchant.get(&format!("/subscriptions/{id}")).json();
    assert_eq!(paid["billingCyclesRemaining"], json!(0));
    assert!(merchant.advance("P2M").is_empty(), "{:?}", cycles(&merchant, &id));
    assert_eq!(column(&cycles(&merchant, &id), "status"), ["Captured"]);
}

#[test]
fn a_failed_cycle_is_not_tried_again_once_all_cycles_are_paid() {
    let (_sandbox, merchant) = start();
    let id = declined_at_first(&merchant, "day", 2);
    merchant.advance("P1M");
    // The first day and its retry are declined, and the second day is paid.
    assert_eq!(column(&cycles(&merchant, &id), "status"), ["Failed", "Captured"]);
}

#[test]
fn a_paused_subscription_is_not_tried_again() {
    let (_sandbox, merchant) = start();
    let id = declined_at_first(&merchant, "month", 1);
    merchant.advance("P9D");
    let set = |status: &str| {
        let patch = json!({ "status": status });
        merchant.call("PATCH", &format!("/subscriptions/{id}"), &[], Some(&patch)).unwrap()
    };
    set("paused").expect(200);
    merchant.advance("P1D");
    assert_eq!(column(&cycles(&merchant, &id), "status"), ["Failed"]);
    // Of three retries one fell into the pause; the next comes a day later.
    set("active").expect(200);
    merchant.advance("P1D");
    assert_eq!(column(&cycles(&merchant, &id), "status"), ["Captured"]);
}

#[test]
fn a_status_is_taken_as_the_documents_spell_it() {
    let (_sandbox, merchant) = start();
    let id = merchant.active_subscription(&plan());
    let path = format!("/subscriptions/{id}");
    let patch = json!({ "status": "PAUSED" });
    merchant.call("PATCH", &path, &[], Some(&patch)).unwrap().expect(400);
    assert_eq!(merchant.get(&path).json()["status"], "active");
}

#[test]
fn a_subscription_that_has_no_day_of_billing_is_refused() {
    let (_sandbox, merchant) = start();
    let mut plan = plan();
    plan["billingUnit"] = json!("year");
    let plan = merchant.new_plan(&plan);
    let mut body = subscription(&plan);
    for start in ["9999-02-01T00:00:00.000+00:00", "9999-12-31T23:59:59.000-12:00"] {
        body["startDate"] = json!(start);
        let refused = merchant.post("/subscriptions", &body).expect(400);
        let violations = refused.header("x-sandbox-violations").unwrap();
        assert!(violations.contains("falls after the year 9999"), "{violations}");
    }
}

#[test]
fn what_falls_due_while_the_clock_runs_is_billed_by_itself() {
    let sandbox = sandbox::Sandbox::start().unwrap();
    let merchant = Merchant::new(&sandbox, "merchant");
    let mut plan = plan();
    plan["billingUnit"] = json!("year");
    let plan = merchant.new_plan(&plan);
    let mut body = subscription(&plan);
    let today = jiff::Timestamp::now().strftime("%Y-%m-%dT23:59:59.000+00:00");
    body["startDate"] = json!(today.to_string());
    let id = merchant.post("/subscriptions", &body).expect(201).text("id");
    merchant.approve(&id);
    // The page looks, and no request makes billing run.
    let has_cycle = || {
        let all = merchant.admin("GET", "resources", None).expect(200).json();
        all.as_array().unwrap().iter().any(|it| it["kind"] == "BillingCycle")
    };
    let start = std::time::Instant::now();
    while !has_cycle() && start.elapsed().as_secs() < 20 {
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert!(has_cycle(), "nothing was billed");
}
