//! Who is let in.

use crate::http::request;
use crate::subject::{serie, start};

#[test]
fn without_the_key_header_it_is_forbidden() {
    let (_sandbox, merchant) = start();
    let mut headers = merchant.credentials();
    headers.retain(|(name, _)| *name != "X-API-KEY");
    let answer = request(merchant.address, "GET", "/plans", &headers, b"").unwrap().expect(403);
    assert!(answer.header("x-sandbox-violations").unwrap().contains("X-API-KEY"));
    assert!(answer.json()["message"]["message"][0]["X-API-KEY"].is_array());
}

#[test]
fn without_basic_credentials_it_is_unauthorized() {
    let (_sandbox, merchant) = start();
    let mut headers = merchant.credentials();
    headers.retain(|(name, _)| *name != "Authorization");
    let answer = request(merchant.address, "GET", "/plans", &headers, b"").unwrap().expect(401);
    assert!(answer.header("www-authenticate").unwrap().starts_with("Basic"));
}

#[test]
fn a_key_keeps_the_password_of_its_first_request() {
    let (_sandbox, merchant) = start();
    merchant.get("/plans").expect(200);
    let mut thief = merchant.clone();
    thief.password = "guess".to_owned();
    thief.get("/plans").expect(401);
    thief.post("/payment-series", &serie()).expect(401);
    merchant.get("/plans").expect(200);
}

#[test]
fn user_name_and_key_header_are_of_one_merchant() {
    let (_sandbox, merchant) = start();
    let mut headers = merchant.credentials();
    headers.retain(|(name, _)| *name != "X-API-KEY");
    headers.push(("X-API-KEY", "another".to_owned()));
    request(merchant.address, "GET", "/plans", &headers, b"").unwrap().expect(401);
}

#[test]
fn a_documented_header_must_be_there() {
    let (_sandbox, merchant) = start();
    let mut headers = merchant.credentials();
    headers.retain(|(name, _)| *name != "Accept-Language");
    let answer = request(merchant.address, "GET", "/plans", &headers, b"").unwrap().expect(400);
    assert!(answer.header("x-sandbox-violations").unwrap().contains("headers.Accept-Language"));
}

#[test]
fn merchants_see_nothing_of_each_other() {
    let (sandbox, one) = start();
    let other = crate::http::Merchant::new(&sandbox, "other");
    let id = one.post("/payment-series", &serie()).expect(201).text("id");
    assert_eq!(one.count("/payment-series"), 1);
    assert_eq!(other.count("/payment-series"), 0);
    other.get(&format!("/payment-series/{id}")).expect(404);
    one.advance("P1D");
    other.admin("POST", "reset", None).expect(200);
    one.get(&format!("/payment-series/{id}")).expect(200);
    let times =
        |it: &crate::http::Merchant| it.admin("GET", "clock", None).json()[0]["now"].clone();
    other.get("/plans").expect(200);
    assert!(times(&one).as_str() > times(&other).as_str());
}
