//! The state as a whole: what may come into it, how large it may be, and what time it is there.

use std::time::{Duration, Instant};

use sandbox::Sandbox;
use serde_json::{Value, json};

use crate::http::{Answer, Merchant, request};
use crate::subject::{plan, serie, start};

/// An admin call that names no merchant but in its path.
fn admin(merchant: &Merchant, method: &str, path: &str, body: &Value) -> Answer {
    let path = format!("/_sandbox/{path}");
    request(merchant.address, method, &path, &[], body.to_string().as_bytes()).unwrap()
}

#[test]
fn a_key_that_is_none_does_not_spoil_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.redb");
    let open = || Sandbox::builder().seed(1).state(&file).start().unwrap();
    let first = open();
    let merchant = Merchant::new(&first, "a");
    merchant.get("/plans").expect(200);
    let target = json!({ "url": "http://127.0.0.1:1/" });
    for key in ["a%00resource%00b", "a%00meta%00x", &"k".repeat(201)] {
        let path = format!("notifications?merchant={key}");
        let told = admin(&merchant, "PUT", &path, &target).expect(400);
        assert!(told.text("error").contains("merchant key"), "{}", told.text("error"));
        admin(&merchant, "POST", &format!("clock?merchant={key}"), &json!({ "advance": "P1D" }))
            .expect(400);
    }
    let state = merchant.admin("GET", "state", None).json()["a"].clone();
    admin(&merchant, "PUT", "state", &json!({ "a\0meta\0x": state })).expect(400);
    assert!(first.advance("a\0b", "P1D").is_err());
    drop(first);
    let second = open();
    Merchant::new(&second, "a").get("/plans").expect(200);
    Merchant { password: "other".to_owned(), ..Merchant::new(&second, "a") }
        .get("/plans")
        .expect(401);
}

/// An exported state with one value replaced.
fn spoilt(state: &Value, pointer: &str, value: Value) -> Value {
    let mut state = state.clone();
    *state.pointer_mut(pointer).expect(pointer) = value;
    state
}

#[test]
fn what_no_sandbox_has_exported_is_not_imported() {
    let (_sandbox, merchant) = start();
    merchant.active_subscription(&plan());
    let state = merchant.admin("GET", "state", None).expect(200).json();
    let resources = state["merchant"]["resources"].as_array().unwrap();
    let at = resources.iter().position(|it| it["kind"] == "Subscription").unwrap();
    let schedule = format!("/merchant/resources/{at}/inner/schedule");
    let target = json!({ "url": "http://example.com/", "basic": ["user", "password"] });
    let nothing = json!({ "meta": null, "resources": [], "replays": {}, "notices": {} });
    let mut twice = state.clone();
    twice["merchant"]["resources"].as_array_mut().unwrap().push(resources[at].clone());
    for (what, wrong) in [
        ("target", spoilt(&state, "/merchant/meta/target", target)),
        ("sequence", spoilt(&state, "/merchant/meta/sequence", json!(u64::MAX))),
        ("sequence", spoilt(&state, "/merchant/meta/sequence", json!(0))),
        ("identifiers", spoilt(&state, "/merchant/meta/identifiers", json!(u64::MAX))),
        ("clock", spoilt(&state, "/merchant/meta/clock/ticks", json!(i64::MAX))),
        ("clock", spoilt(&state, "/merchant/meta/clock/ahead", json!(-1))),
        ("every", spoilt(&state, &format!("{schedule}/every"), json!(0))),
        ("done", spoilt(&state, &format!("{schedule}/done"), json!(-1))),
        ("unit", spoilt(&state, &format!("{schedule}/unit"), json!("week"))),
        ("twice", twice),
    ] {
        // Another merchant before it in the same import is left alone as well.
        let mut wrong = wrong;
        wrong["another"] = nothing.clone();
        let told = admin(&merchant, "PUT", "state", &wrong).expect(400).text("error");
        assert!(told.contains(what) && told.contains("merc"), "{what}: {told}");
        assert!(merchant.admin("GET", "clock", None).json().as_array().unwrap().len() == 1);
    }
    let after = admin(&merchant, "GET", "state", &Value::Null).json();
    assert_eq!(after, state, "a refused import has left something behind");
    merchant.admin("PUT", "state", Some(&state)).expect(200);
    merchant.post("/payment-series", &serie()).expect(201);
}

#[test]
fn only_an_import_may_be_long() {
    let (_sandbox, merchant) = start();
    merchant.post("/payment-series", &serie()).expect(201);
    let filler = "x".repeat(300 * 1024);
    let order = json!({ "advance": "P1D", "filler": filler });
    let body = order.to_string();
    let told = request(merchant.address, "POST", "/_sandbox/clock", &[], body.as_bytes());
    if let Ok(told) = told {
        assert!(told.expect(413).text("error").contains("too long"));
    }
    assert_eq!(merchant.advance("P1D").len(), 0);
    let mut state = merchant.admin("GET", "state", None).json();
    state["merchant"]["resources"][0]["value"]["description"] = json!(filler);
    merchant.admin("PUT", "state", Some(&state)).expect(200);
}

#[test]
fn a_page_elsewhere_is_refused_before_its_body_is_read() {
    let (_sandbox, merchant) = start();
    // The body never comes.
    let head = "PUT /_sandbox/state HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: https://evil.example\r\n\
                Content-Length: 1000000\r\nConnection: close\r\n\r\n";
    let before = Instant::now();
    let told = crate::http::raw(merchant.address, head.as_bytes()).unwrap().expect(403);
    assert!(told.text("error").contains("another"), "{}", told.text("error"));
    assert!(before.elapsed() < Duration::from_secs(10));
}

#[test]
fn a_file_goes_on_with_the_clock_that_it_began_with() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.redb");
    let first = Sandbox::builder().seed(1).state(&file).start().unwrap();
    Merchant::new(&first, "merchant").get("/plans").expect(200);
    drop(first);
    let told = Sandbox::builder().state(&file).start().unwrap_err().to_string();
    assert!(told.contains("--seed"), "{told}");
    let again = Sandbox::builder().seed(2).state(&file).start().unwrap();
    // What holds nothing may begin anew.
    let merchant = Merchant::new(&again, "merchant");
    admin(&merchant, "POST", "reset", &Value::Null).expect(200);
    drop(again);
    let world = Sandbox::builder().state(&file).start().unwrap();
    Merchant::new(&world, "merchant").get("/plans").expect(200);
    drop(world);
    assert!(Sandbox::builder().seed(1).state(&file).start().is_err());
}

#[test]
fn after_a_reset_chance_falls_as_before() {
    let (_sandbox, merchant) = start();
    let rule = json!({ "trouble": "status=503; chance=0.5" });
    let run = || {
        admin(&merchant, "POST", "trouble", &rule).expect(200);
        let statuses: Vec<u16> = (0..24).map(|_| merchant.get("/plans").status).collect();
        admin(&merchant, "POST", "reset", &Value::Null).expect(200);
        statuses
    };
    assert_eq!(run(), run());
}
