//! Notifications to the merchant's server.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};

use crate::subject::{plan, serie, start};

/// A server that answers with these statuses in turn, the last one for ever; what it gets comes
/// out of the channel: the Authorization header and the body.
fn server(statuses: &'static [u16]) -> (String, Receiver<(String, Value)>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/notifications", listener.local_addr().unwrap());
    let (tell, told) = channel();
    std::thread::spawn(move || {
        for (number, stream) in listener.incoming().enumerate() {
            let mut reader = BufReader::new(stream.unwrap());
            let (mut length, mut authorization) = (0, String::new());
            loop {
                let mut line = String::new();
                reader.read_line(&mut line).unwrap();
                if line.trim().is_empty() {
                    break;
                }
                let Some((name, value)) = line.trim().split_once(": ") else { continue };
                match name.to_lowercase().as_str() {
                    "content-length" => length = value.parse().unwrap(),
                    "authorization" => authorization = value.to_owned(),
                    _ => {}
                }
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).unwrap();
            let status = statuses[number.min(statuses.len() - 1)];
            let answer = format!("HTTP/1.1 {status} X\r\nContent-Length: 0\r\n\r\n");
            reader.get_mut().write_all(answer.as_bytes()).unwrap();
            if tell.send((authorization, serde_json::from_slice(&body).unwrap())).is_err() {
                return;
            }
        }
    });
    (url, told)
}

fn next(told: &Receiver<(String, Value)>) -> (String, Value) {
    told.recv_timeout(Duration::from_secs(10)).expect("a notification")
}

#[test]
fn what_happens_is_told_with_the_documented_payload() {
    let (_sandbox, merchant) = start();
    let (url, told) = server(&[200]);
    let target = json!({ "url": url, "username": "user", "password": "pass" });
    merchant.admin("PUT", "notifications", Some(&target)).expect(200);
    let id = merchant.active_subscription(&plan());
    merchant.advance("P1M");
    let mut events = Vec::new();
    for _ in 0..4 {
        let (authorization, payload) = next(&told);
        assert_eq!(authorization, "Basic dXNlcjpwYXNz");
        assert_eq!(payload["objectId"], json!(id));
        assert!(payload["id"].as_str().unwrap().starts_with("event-"));
        events.push(format!("{} {}", payload["origin"], payload["eventType"]).replace('"', ""));
    }
    let expected = [
        "api created",
        "widget status.updated",
        "automated billing.updated",
        "automated billing.scheduled",
    ];
    assert_eq!(events, expected);
    let told = merchant.admin("GET", "notifications", None).json();
    assert_eq!(told.as_array().unwrap().len(), 4);
}

#[test]
fn a_refused_notification_is_sent_again() {
    let (_sandbox, merchant) = start();
    let (url, told) = server(&[500, 302, 204]);
    merchant.admin("PUT", "notifications", Some(&json!({ "url": url }))).expect(200);
    merchant.post("/payment-series", &serie()).expect(201);
    let (first, second, third) = (next(&told).1, next(&told).1, next(&told).1);
    assert_eq!((&first, &first), (&second, &third));
    let delivered = || merchant.admin("GET", "notifications", None).json()[0].clone();
    let mut tries = 0;
    while delivered()["delivered"] != json!(true) && tries < 50 {
        std::thread::sleep(Duration::from_millis(20));
        tries += 1;
    }
    assert_eq!(delivered()["attempts"], json!(3));
}

#[test]
fn one_merchants_dead_server_does_not_keep_another_waiting() {
    let (sandbox, dead) = start();
    let other = crate::http::Merchant::new(&sandbox, "other");
    dead.admin("PUT", "notifications", Some(&json!({ "url": "http://127.0.0.1:1/" }))).expect(200);
    let (url, told) = server(&[200]);
    other.admin("PUT", "notifications", Some(&json!({ "url": url }))).expect(200);
    for merchant in [&dead, &dead, &other] {
        merchant.post("/payment-series", &serie()).expect(201);
    }
    assert_eq!(next(&told).1["eventType"], "created");
}

#[test]
fn notifications_stay_on_this_machine() {
    let (_sandbox, merchant) = start();
    for url in ["http://example.com/", "https://127.0.0.1/", "http://127.0.0.1.example.com/", "no"]
    {
        merchant.admin("PUT", "notifications", Some(&json!({ "url": url }))).expect(400);
    }
}

#[test]
fn an_order_that_is_none_leaves_the_target_alone() {
    let (_sandbox, merchant) = start();
    let (url, told) = server(&[200]);
    let target = |order: Value| merchant.admin("PUT", "notifications", Some(&order));
    target(json!({ "url": url })).expect(200);
    for wrong in [
        json!({ "URL": url }),
        json!({ "url": 5 }),
        json!([]),
        json!([url, null, null]),
        json!({}),
        json!({ "url": url, "username": "user" }),
        json!({ "url": url, "password": "pass" }),
        json!({ "url": null, "username": "user", "password": "pass" }),
        json!({ "url": url, "username": "us:er", "password": "pass" }),
        json!({ "url": "http://127.0.0.1:99999/" }),
        json!({ "url": "http://127.0.0.1:0/" }),
        json!({ "url": "http://user:pass@127.0.0.1:1/" }),
        json!({ "url": format!("{url}/{}", "x".repeat(10_000)) }),
    ] {
        let text = wrong.to_string();
        let answer = target(wrong);
        assert_eq!(answer.status, 400, "{}", &text[..text.len().min(200)]);
    }
    merchant.post("/payment-series", &serie()).expect(201);
    assert_eq!(next(&told).1["eventType"], "created");
    target(json!({ "url": null })).expect(200);
    merchant.post("/payment-series", &serie()).expect(201);
    let told = merchant.admin("GET", "notifications", None).json();
    assert_eq!(told.as_array().unwrap().len(), 1);
}

#[test]
fn a_corrected_target_gets_what_is_under_way_at_once() {
    let (_sandbox, merchant) = start();
    let target = |url: &str| {
        merchant.admin("PUT", "notifications", Some(&json!({ "url": url }))).expect(200);
    };
    target("http://127.0.0.1:1/");
    merchant.post("/payment-series", &serie()).expect(201);
    let attempts = || merchant.admin("GET", "notifications", None).json()[0]["attempts"].clone();
    // Three attempts: the pause before the fourth is long.
    for _ in 0..400 {
        if attempts() == json!(3) {
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let (url, told) = server(&[200]);
    target(&url);
    assert_eq!(
        told.recv_timeout(Duration::from_secs(3)).expect("at once").1["eventType"],
        "created"
    );
}
