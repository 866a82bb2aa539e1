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
    nobody.admin("POST", "clock", Some(&json!({ "to": "due" }))).expect(400);
    request(merchant.address, "GET", "/_sandbox", &[], b"").unwrap().expect(200);
}

#[test]
fn a_noisy_merchant_does_not_push_out_what_another_asserts_on() {
    let (sandbox, merchant) = start();
    let noisy = Merchant::new(&sandbox, "noisy");
    merchant.get("/plans").expect(200);
    for _ in 0..1_010 {
        noisy.get("/payment-series/x").expect(404);
    }
    let count = |of: &Merchant| of.admin("GET", "requests", None).json().as_array().unwrap().len();
    assert_eq!(count(&merchant), 1);
    assert_eq!(count(&noisy), 1_000);
}

#[test]
fn a_recorded_request_has_its_headers_and_what_trouble_made_of_it() {
    let (_sandbox, merchant) = start();
    let trouble = [
        ("garbage", json!("(garbage in place of the answer)")),
        ("cut=7", json!("(the first 7 bytes of the answer)")),
        ("status=503; drop=after", Value::Null),
        ("empty", Value::Null),
    ];
    for (words, _) in &trouble {
        // Nothing, or no whole answer, comes back from some.
        let _ = merchant.call("GET", "/plans", &[("X-Sandbox-Trouble", words)], None);
    }
    merchant.get("/plans").expect(200);
    let recorded = merchant.admin("GET", "requests", None).expect(200).json();
    for (at, (words, answer)) in trouble.iter().enumerate() {
        assert_eq!(recorded[at]["trouble"], json!(words), "{}", recorded[at]);
        assert_eq!(recorded[at]["answer"], *answer, "{}", recorded[at]);
    }
    let last = &recorded[trouble.len()];
    assert_eq!(last["trouble"], Value::Null);
    assert_eq!(last["headers"]["Accept-Language"], json!("en-US"));
    assert_eq!(last["headers"]["Origin"], json!("https://shop.example"));
    assert!(!recorded.to_string().contains("Basic "), "{recorded}");
}

#[test]
fn a_refusal_of_the_server_has_the_documented_shape_and_is_recorded() {
    let (_sandbox, merchant) = start();
    let mut head = String::from("POST /payment-series HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    for (name, value) in merchant.credentials() {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    let long = format!(
        "{head}X-Long: {}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        "x".repeat(66_000)
    );
    let answer = crate::http::raw(merchant.address, long.as_bytes()).unwrap().expect(431);
    assert!(answer.json()["message"]["message"].is_array(), "{}", answer.json());
    assert!(answer.header("x-sandbox-violations").is_some());
    let recorded = merchant.admin("GET", "requests", None).expect(200).json();
    assert_eq!(recorded[0]["status"], json!(431), "{recorded}");
    assert_eq!(recorded[0]["endpoint"], json!("Create Payment Serie"));
    // Below the root it is the admin calls' own shape.
    let long = long.replace("POST /payment-series", "GET /_sandbox/clock");
    let answer = crate::http::raw(merchant.address, long.as_bytes()).unwrap().expect(431);
    assert!(answer.text("error").contains("too long"));
}

#[test]
fn the_times_of_a_seeded_run_are_its_own() {
    let (_sandbox, merchant) = start();
    let nobody = request(merchant.address, "GET", "/plans", &[], b"").unwrap();
    assert!(matches!(nobody.status, 401 | 403));
    merchant.get("/nowhere").expect(404);
    let log = request(merchant.address, "GET", "/_sandbox/log", &[], b"").unwrap().json();
    for entry in log.as_array().unwrap() {
        assert!(entry["at"].as_str().unwrap().starts_with("2030-01-01"), "{entry}");
    }
    assert_eq!(log.as_array().unwrap().len(), 2);
}

#[test]
fn where_other_machines_reach_it_a_page_elsewhere_still_gives_no_orders() {
    let sandbox = sandbox::Sandbox::builder()
        .listen("0.0.0.0:0".parse().unwrap())
        .reachable_from_other_machines()
        .seed(1)
        .start()
        .unwrap();
    let port = sandbox.address().port();
    let address = std::net::SocketAddr::from(([127, 0, 0, 1], port));
    let ask = |host: &str, origin: Option<&str>| {
        let origin = origin.map(|it| format!("Origin: {it}\r\n")).unwrap_or_default();
        let text = format!(
            "POST /_sandbox/reset HTTP/1.1\r\nHost: {host}\r\n{origin}Connection: close\r\n\r\n"
        );
        crate::http::raw(address, text.as_bytes()).unwrap().status
    };
    let (host, own) = (format!("box.example:{port}"), format!("http://box.example:{port}"));
    assert_eq!(ask(&host, None), 200);
    assert_eq!(ask(&host, Some(&own)), 200);
    assert_eq!(ask(&host, Some("http://localhost:3000")), 200);
    assert_eq!(ask(&host, Some("https://evil.example")), 403);
    assert_eq!(ask(&host, Some("http://box.example:1")), 403);
    assert_eq!(ask(&host, Some("null")), 403);
}
