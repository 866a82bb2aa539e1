//! What is too much is refused, and nothing hangs.

use std::net::TcpStream;

use crate::http::{raw, request};
use crate::subject::{serie, start};

#[test]
fn a_body_is_256_kib_at_most() {
    let (_sandbox, merchant) = start();
    let mut body = serie();
    body["filler"] = serde_json::json!("x".repeat(256 * 1024));
    let credentials = merchant.credentials();
    let path = "/payment-series";
    let answer = request(merchant.address, "POST", path, &credentials, body.to_string().as_bytes());
    // The refusal may be lost when the connection is closed with bytes still on their way.
    if let Ok(answer) = answer {
        answer.expect(413);
    }
    assert_eq!(merchant.count(path), 0);
}

#[test]
fn a_head_is_bounded_in_bytes_and_headers() {
    let (_sandbox, merchant) = start();
    let many = (0..200).map(|number| format!("X-{number}: x\r\n")).collect::<String>();
    let long = format!("X-Long: {}\r\n", "x".repeat(100_000));
    for (what, headers) in [("many", many), ("long", long)] {
        let text =
            format!("GET /plans HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}Connection: close\r\n\r\n");
        if let Ok(answer) = raw(merchant.address, text.as_bytes()) {
            assert_eq!(answer.status, 431, "{what}");
        }
    }
    merchant.get("/plans").expect(200);
}

#[test]
fn nesting_is_bounded() {
    let (_sandbox, merchant) = start();
    let deep = format!("{{\"a\":{}1{}}}", "[".repeat(50_000), "]".repeat(50_000));
    let credentials = merchant.credentials();
    request(merchant.address, "POST", "/plans", &credentials, deep.as_bytes()).unwrap().expect(400);
    merchant.get("/plans").expect(200);
}

/// Far more than are served at once: those that idle do not keep the others out for ever.
#[test]
fn many_connections_are_borne() {
    let (_sandbox, merchant) = start();
    let idle: Vec<TcpStream> =
        (0..300).map(|_| TcpStream::connect(merchant.address).unwrap()).collect();
    merchant.get("/plans").expect(200);
    drop(idle);
}

#[test]
fn a_sandbox_ends_when_it_is_dropped() {
    let (sandbox, merchant) = start();
    let held = TcpStream::connect(merchant.address).unwrap();
    merchant.get("/plans").expect(200);
    drop(sandbox);
    assert!(TcpStream::connect(merchant.address).is_err(), "it still listens");
    drop(held);
}

/// A rule that is broken tens of thousands of times is told in no time.
#[test]
fn a_long_list_of_what_is_wrong_is_judged_quickly() {
    let (_sandbox, account) = crate::subject::parcel_tracker();
    let mut parcel = crate::subject::parcel();
    parcel["contents"] = serde_json::json!(vec![serde_json::json!({}); 20_000]);
    let before = std::time::Instant::now();
    let answer = account.post("/v2/parcels", &parcel);
    assert!(matches!(answer.status, 400 | 422), "{}", answer.status);
    assert!(before.elapsed() < std::time::Duration::from_secs(30), "{:?}", before.elapsed());
}
