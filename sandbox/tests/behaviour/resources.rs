//! What is made, read, changed and deleted.

use serde_json::{Value, json};

use crate::subject::{parcel, parcel_tracker, plan, serie, start, subscription};

#[test]
fn what_was_created_is_read_back() {
    let (_sandbox, merchant) = start();
    let created = merchant.post("/payment-series/", &serie()).expect(201).json();
    let id = created["id"].as_str().unwrap();
    assert!(id.starts_with("PaymentSeries-") && id.len() == 50, "{id}");
    assert_eq!(created["createdAt"].as_str().unwrap().len(), 24);
    assert_eq!((&created["deletedAt"], &created["billingAgreement"]), (&Value::Null, &Value::Null));
    assert_eq!(created["billingAddress"]["addressLine2"], Value::Null);
    assert_eq!(merchant.get(&format!("/payment-series/{id}")).expect(200).json(), created);
    let list = merchant.get("/payment-series").expect(200).json();
    assert_eq!(list["data"], json!([created]));
}

#[test]
fn an_amount_comes_back_with_the_digits_it_was_sent_with() {
    let (_sandbox, merchant) = start();
    let text = plan().to_string().replace("7.3", "7.30");
    let answer = crate::http::request(
        merchant.address,
        "POST",
        "/plans",
        &merchant.credentials(),
        text.as_bytes(),
    );
    let answer = answer.unwrap().expect(201);
    assert!(String::from_utf8_lossy(&answer.body).contains("\"recurrentAmount\":7.30,"));
}

#[test]
fn an_update_merges_row_by_row() {
    let (_sandbox, merchant) = start();
    let before = merchant.post("/payment-series", &serie()).expect(201).json();
    let path = format!("/payment-series/{}", before["id"].as_str().unwrap());
    let patch = json!({ "externalReference": "new", "billingAddress": { "city": "Bonn" } });
    let after = merchant.call("PATCH", &path, &[], Some(&patch)).unwrap().expect(200).json();
    assert_eq!(after["externalReference"], "new");
    assert_eq!(after["billingAddress"]["city"], "Bonn");
    assert_eq!(after["billingAddress"]["number"], before["billingAddress"]["number"]);
    assert_eq!(after["consumer"], before["consumer"]);
    assert!(after["updatedAt"].as_str() > before["updatedAt"].as_str());
    for wrong in [
        json!({ "billingAddress": { "city": "x".repeat(51) } }),
        // There is none yet, so the body has to bring all of it.
        json!({ "shippingAddress": { "city": "Bonn" } }),
    ] {
        merchant.call("PATCH", &path, &[], Some(&wrong)).unwrap().expect(400);
    }
    assert_eq!(merchant.get(&path).json(), after);
}

#[test]
fn what_is_deleted_can_be_read_and_nothing_else() {
    let (_sandbox, merchant) = start();
    let id = merchant.active_subscription(&plan());
    let path = format!("/subscriptions/{id}");
    let deleted = merchant.call("DELETE", &path, &[], None).unwrap().expect(204);
    assert!(deleted.body.is_empty());
    assert!(merchant.get(&path).expect(200).json()["deletedAt"].is_string());
    merchant.call("DELETE", &path, &[], None).unwrap().expect(404);
    let patch = json!({ "externalMerchantId": "x" });
    merchant.call("PATCH", &path, &[], Some(&patch)).unwrap().expect(404);
    assert!(merchant.advance("P6M").is_empty(), "a deleted subscription is charged");
    assert_eq!(merchant.count("/subscriptions"), 0);
}

#[test]
fn a_plan_that_is_deleted_takes_no_subscriptions() {
    let (_sandbox, merchant) = start();
    let plan = merchant.new_plan(&plan());
    merchant.call("DELETE", &format!("/plans/{plan}"), &[], None).unwrap().expect(204);
    merchant.post("/subscriptions", &subscription(&plan)).expect(400);
}

fn checkout(merchant: &crate::http::Merchant, reference: &str) -> Value {
    json!({ "merchantKey": merchant.key, "customerAccountId": "customer",
            "payment": { "amount": 0.00, "currencyCode": "EUR", "description": "first" },
            "billingAddress": crate::subject::address(), "consumer": crate::subject::consumer(),
            "partnerReference": reference })
}

#[test]
fn the_same_partner_reference_is_not_processed_twice() {
    let (sandbox, _) = start();
    let key = "73afeb44-432e-4b91-be37-a6b3d2fb7447";
    let merchant = crate::http::Merchant::new(&sandbox, key);
    let path = "/payment/mit/subscription/creation";
    let first = merchant.post(path, &checkout(&merchant, "P-1"));
    let again = merchant.post(path, &checkout(&merchant, "P-1"));
    assert_eq!((first.status, first.json()), (again.status, again.json()));
    assert_eq!(
        (first.header("x-sandbox-replayed"), again.header("x-sandbox-replayed")),
        (None, Some("true"))
    );
    assert_eq!(first.json()["checkoutToken"].as_str().unwrap().len(), 64);
    // The same in another order and with another number of noughts, as another library writes it.
    let turned = |value: &Value| {
        let entries: Vec<String> = value
            .as_object()
            .unwrap()
            .iter()
            .rev()
            .map(|(key, it)| format!("\"{key}\":{it}"))
            .collect();
        format!("{{{}}}", entries.join(",")).replace("\"amount\":0.0", "\"amount\":0.00")
    };
    let text = turned(&checkout(&merchant, "P-1"));
    let send = |headers: &[(&str, String)]| {
        crate::http::request(merchant.address, "POST", path, headers, text.as_bytes()).unwrap()
    };
    assert_eq!(send(&merchant.credentials()).expect(first.status).json(), first.json());
    let mut headers = merchant.credentials();
    headers.retain(|(name, _)| *name != "Accept-Language");
    let refused = send(&headers).expect(400);
    assert!(!String::from_utf8_lossy(&refused.body).contains("used before"));
    let mut other = checkout(&merchant, "P-1");
    other["customerAccountId"] = json!("another");
    let refused = merchant.post(path, &other).expect(400);
    assert!(refused.header("x-sandbox-violations").unwrap().contains("partnerReference"));
    let next = merchant.post(path, &checkout(&merchant, "P-2"));
    assert_ne!(next.json()["subscriptionId"], first.json()["subscriptionId"]);
    // The body's key is that of the credentials.
    let mut foreign = checkout(&merchant, "P-3");
    foreign["merchantKey"] = json!("00000000-0000-4000-8000-000000000000");
    merchant.post(path, &foreign).expect(400);
}

#[test]
fn another_api_replaces_items_and_removes_without_a_trace() {
    let (_sandbox, account) = parcel_tracker();
    let first = account.post("/v2/parcels", &parcel()).expect(201).json();
    assert_eq!(account.post("/v2/parcels", &parcel()).expect(201).json(), first);
    let mut other = parcel();
    other["weight_kg"] = json!(2);
    account.post("/v2/parcels", &other).expect(409);
    let id = first["id"].as_str().unwrap();
    account.get(&format!("/v2/parcels/{id}")).expect(200);
}

#[test]
fn the_same_seed_gives_the_same_run() {
    let run = || {
        let (_sandbox, merchant) = start();
        let plan = merchant.new_plan(&plan());
        let id = merchant.post("/subscriptions", &subscription(&plan)).expect(201).text("id");
        merchant.approve(&id);
        merchant.advance("P2M");
        let cycles = merchant.get(&format!("/subscriptions/{id}/billing-cycles")).expect(200);
        String::from_utf8(cycles.body).unwrap()
    };
    let first = run();
    assert!(first.contains("BillingCycle-"), "{first}");
    assert_eq!(run(), first);
    let unseeded = sandbox::Sandbox::start().unwrap();
    let merchant = crate::http::Merchant::new(&unseeded, "merchant");
    assert!(!first.contains(&merchant.new_plan(&plan())));
}
