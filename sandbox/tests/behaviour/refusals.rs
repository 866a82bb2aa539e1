//! What a request gets that breaks rules: all of them, in the documented form.

use serde_json::{Value, json};

use crate::subject::{parcel, parcel_tracker, serie, start, subscription};

/// The places of the violations in the debug header.
fn places(answer: &crate::http::Answer) -> Vec<String> {
    let header = answer.header("x-sandbox-violations").expect("the header with the violations");
    let violations: Vec<Value> = serde_json::from_str(header).unwrap();
    violations.iter().map(|it| it["pointer"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_broken_rule_is_told_under_its_row() {
    let (_sandbox, merchant) = start();
    let mut body = serie();
    body["customerAccountId"] = json!("x".repeat(126));
    body["currencyIsoCode"] = json!("QQQ");
    body["merchantMetadata"] = json!(7);
    body["billingAddress"]["countryCode"] = json!("US");
    body["billingAddress"]["city"] = Value::Null;
    body.as_object_mut().unwrap().remove("consumer");
    let answer = merchant.post("/payment-series", &body).expect(400);
    let found = places(&answer);
    for expected in [
        "/customerAccountId",
        "/currencyIsoCode",
        "/merchantMetadata",
        "/billingAddress/city",
        "/billingAddress/state",
        "",
    ] {
        assert!(found.iter().any(|it| it == expected), "no `{expected}` in {found:?}");
    }
    let messages = answer.json()["message"]["message"].as_array().unwrap().clone();
    let of = |row: &str| messages.iter().any(|it| it[row].is_array());
    assert!(
        of("customerAccountId") && of("currencyIsoCode") && of("billingAddress"),
        "{messages:?}"
    );
    // Nothing of it was carried out, and the value is not repeated.
    assert_eq!(merchant.count("/payment-series"), 0);
    assert!(!String::from_utf8_lossy(&answer.body).contains("QQQ"));
}

#[test]
fn a_violation_names_the_document_and_its_revision() {
    let (_sandbox, merchant) = start();
    let mut body = serie();
    body["currencyIsoCode"] = json!("eur");
    let answer = merchant.post("/payment-series", &body).expect(400);
    let header: Value =
        serde_json::from_str(answer.header("x-sandbox-violations").unwrap()).unwrap();
    assert_eq!(header[0]["document"], "Create Payment Serie");
    assert_eq!(header[0]["revision"], "2023-11-14");
    assert_eq!(header[0]["row"], "currencyIsoCode");
}

#[test]
fn amounts_are_judged_by_their_digits() {
    let (_sandbox, merchant) = start();
    let serie = merchant.charged_serie();
    let path = format!("/payment-series/{serie}/transactions");
    let charge = |amount: &str| {
        let body = format!("{{\"amount\": {amount}, \"description\": \"order\"}}");
        merchant.post(&path, &serde_json::from_str(&body).unwrap())
    };
    for fine in ["7.3", "7", "0.10", "1234567890.12"] {
        charge(fine).expect(201);
    }
    for wrong in ["7.305", "true", "null", "[]", "1e30"] {
        charge(wrong).expect(400);
    }
    // The sample sends it as a text, which the page's deviation records.
    charge("\"7.3\"").expect(201);
    charge("\"seven\"").expect(400);
}

#[test]
fn a_body_that_is_no_json_is_refused() {
    let (_sandbox, merchant) = start();
    let credentials = merchant.credentials();
    for body in ["{", "[]", "7", "\"text\"", "nul", "{\"a\":1,\"a\":2}", "\u{feff}{}"] {
        let answer = crate::http::request(
            merchant.address,
            "POST",
            "/payment-series",
            &credentials,
            body.as_bytes(),
        );
        answer.unwrap().expect(400);
    }
}

#[test]
fn what_nobody_documents_is_not_found() {
    let (_sandbox, merchant) = start();
    merchant.get("/payment-serie").expect(404);
    merchant.get("/payment-series/PaymentSeries-none").expect(404);
    merchant.get("/payment-series/x/transactions").expect(404);
    let answer = merchant.call("PUT", "/plans", &[], None).unwrap().expect(405);
    assert_eq!(answer.header("allow"), Some("POST, GET"));
    let id = "SubscriptionPlan-00000000-0000-4000-8000-000000000000";
    let answer = merchant.post("/subscriptions", &subscription(id)).expect(400);
    assert_eq!(places(&answer), ["/planId"]);
}

#[test]
fn unknown_keys_are_ignored_and_reported() {
    let (_sandbox, merchant) = start();
    let mut body = serie();
    body["colour"] = json!("red");
    body["billingAddress"]["floor"] = json!(3);
    let answer = merchant.post("/payment-series", &body).expect(201).json();
    assert_eq!(answer["ignoredProperties"], json!(["billingAddress.floor", "colour"]));
    assert!(answer["colour"].is_null() && answer["billingAddress"]["floor"].is_null());
    body["currencyIsoCode"] = json!("?");
    let refused = merchant.post("/payment-series", &body).expect(400).json();
    assert_eq!(refused["ignoredProperties"], json!(["billingAddress.floor", "colour"]));
    let plain = merchant.post("/payment-series", &serie()).expect(201).json();
    assert!(plain.get("ignoredProperties").is_none());
}

#[test]
fn another_api_is_judged_by_its_own_rules() {
    let (_sandbox, account) = parcel_tracker();
    account.post("/v2/parcels", &parcel()).expect(201);
    let mut body = parcel();
    body["reference"] = json!("ORDER-2");
    body["service"] = json!("express-12");
    body["sender"] = body["receiver"].clone();
    body["InsuredValue"] = json!(5);
    let answer = account.post("/v2/parcels", &body).expect(400);
    assert_eq!(places(&answer).len(), 3, "{:?}", places(&answer));
}
