//! The calls below `/_sandbox`.

use serde_json::{Value, json};

use crate::http::{Merchant, request};
use crate::subject::{plan, serie, start};

#[test]
fn a_state_is_taken_out_and_put_back() {
    let (_sandbox, merchant) = start();
    let id = merchant.active_subscription(&plan());
    let path = format!("/subscriptions/{id}");
    let before = merchant.get(&path).json();
    let state = merchant.admin("GET", "state", None).expect(200).json();
    merchant.admin("POST", "reset", None).expect(200);
    merchant.get(&path).expect(404);
    merchant.admin("PUT", "state", Some(&state)).expect(200);
    assert_eq!(merchant.get(&path).expect(200).json(), before);
    // Billing goes on where it was.
    assert_eq!(merchant.advance("P1M").len(), 1);
    merchant.admin("PUT", "state", Some(&json!({ "merchant": 7 }))).expect(400);
    merchant.get(&path).expect(200);
}

#[test]
fn recorded_requests_can_be_read_for_assertions() {
    let (_sandbox, merchant) = start();
    merchant.post("/payment-series", &serie()).expect(201);
    merchant.post("/payment-series", &json!({})).expect(400);
    let recorded = merchant.admin("GET", "requests", None).expect(200).json();
    let recorded = recorded.as_array().unwrap();
    let row = |name: &str| recorded.iter().map(|it| it[name].clone()).collect::<Vec<Value>>();
    assert_eq!(row("status"), [201, 400]);
    assert_eq!(row("endpoint"), ["Create Payment Serie", "Create Payment Serie"]);
    assert_eq!(recorded[0]["body"]["consumer"]["firstName"], "Ada");
    assert!(recorded[1]["violations"].as_array().unwrap().len() >= 3);
    let after = format!("requests?after={}", recorded[0]["number"]);
    assert_eq!(merchant.admin("GET", &after, None).json().as_array().unwrap().len(), 1);
    merchant.admin("DELETE", "requests", None).expect(200);
    assert_eq!(merchant.admin("GET", "requests", None).json(), json!([]));
}

#[test]
fn a_person_sees_neither_secrets_nor_personal_data() {
    let (_sandbox, merchant) = start();
    let id = merchant.post("/payment-series", &serie()).expect(201).text("id");
    merchant.get(&format!("/payment-series/{id}")).expect(200);
    for path in ["log", "resources"] {
        let text = String::from_utf8(merchant.admin("GET", path, None).expect(200).body).unwrap();
        assert!(text.contains("***") && text.contains(&id), "{text}");
        for hidden in ["Ada", "Holm", "ada@example.com", "Leopoldstrasse", "secret", "1995-01-26"] {
            assert!(!text.contains(hidden), "`{hidden}` in {text}");
        }
    }
}

#[test]
fn pages_elsewhere_cannot_give_orders() {
    let (_sandbox, merchant) = start();
    let ask = |headers: &[(&str, &str)]| {
        let head: String =
            headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let text = format!("POST /_sandbox/reset HTTP/1.1\r\n{head}Connection: close\r\n\r\n");
        crate::http::raw(merchant.address, text.as_bytes()).unwrap().status
    };
    assert_eq!(ask(&[("Host", "127.0.0.1")]), 200);
    assert_eq!(ask(&[("Host", "127.0.0.1"), ("Origin", "http://localhost:3000")]), 200);
    assert_eq!(ask(&[("Host", "shop.example")]), 403);
    assert_eq!(ask(&[("Host", "127.0.0.1"), ("Origin", "https://evil.example")]), 403);
    assert_eq!(ask(&[("Host", "127.0.0.1"), ("Origin", "null")]), 403);
}

#[test]
fn a_call_that_is_none_is_told_what_there_is() {
    let (_sandbox, merchant) = start();
    let answer = merchant.admin("GET", "nothing", None).expect(404);
    assert!(answer.text("error").contains("/_sandbox/explain"));
    merchant.admin("PATCH", "clock", None).expect(405);
    let explained = merchant.admin("GET", "explain", None).expect(200);
    let text = String::from_utf8(explained.body).unwrap();
    for call in ["/_sandbox/clock", "/_sandbox/trouble", "/_sandbox/state", "/_sandbox/customer"] {
        assert!(text.contains(call), "{text}");
    }
    assert!(!text.contains('{') || !text.contains("{retries}"), "{text}");
}

#[test]
fn the_customer_approves_refuses_or_cancels() {
    let (sandbox, merchant) = start();
    let id = merchant.post("/payment-series", &serie()).expect(201).text("id");
    let choose = |choice: &str| {
        let body = json!({ "choice": choice });
        merchant.admin("POST", &format!("customer/{id}"), Some(&body))
    };
    assert_eq!(choose("refuse").expect(200).text("status"), "failure");
    assert_eq!(choose("cancel").expect(200).text("status"), "cancelled");
    merchant.charge(&id, &[]).unwrap().expect(400);
    choose("shrug").expect(400);
    let told = choose("approve").expect(200);
    let series = merchant.get(&format!("/payment-series/{id}")).json();
    let reference = told.text("storedPaymentOptionReference");
    assert_eq!(series["billingAgreement"]["storedPaymentOptionReference"], json!(reference));
    merchant.charge(&id, &[]).unwrap().expect(201);
    assert!(sandbox.customer("PaymentSeries-none", sandbox::Choice::Approve).is_err());
    let nobody = Merchant::new(&sandbox, "nobody");
    nobody.admin("POST", "clock", Some(&json!({ "advance": "P1D" }))).expect(400);
    request(merchant.address, "GET", "/_sandbox", &[], b"").unwrap().expect(200);
}
