use http::{HeaderMap, HeaderValue, Method};

use super::{Asked, Engine, Order};
use crate::clock::Source;
use crate::customer::Choice;
use crate::json::Json;
use crate::limits;
use crate::store::{Changes, Resource, Store};

const KEY: &str = "merchant";

fn ask(engine: &Engine, method: &Method, path: &str, body: &str) -> (u16, Json) {
    let mut headers = HeaderMap::new();
    for (name, value) in [
        ("x-api-key", KEY),
        ("authorization", "Basic bWVyY2hhbnQ6c2VjcmV0"),
        ("content-type", "application/json"),
        ("accept-language", "en-US"),
        ("origin", "https://shop.example"),
        ("user-agent", "tests"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let asked = Asked { method, path, query: "", headers: &headers, body: body.as_bytes() };
    let reply = engine.answer(&asked);
    let text = reply.body.unwrap_or_default();
    let text = std::str::from_utf8(&text).unwrap();
    (reply.status.as_u16(), Json::read(text).unwrap_or_default())
}

#[test]
fn a_full_sandbox_answers_what_needs_no_room() {
    let store = Store::open(None, Source::Seeded).unwrap();
    let engine = Engine::new(crate::smartpay().unwrap(), store, Some(1));
    let plan = r#"{"name": "m", "description": "m", "recurrentAmount": 7.30, "currencyIsoCode": "EUR",
        "billingOccurrence": 1, "billingUnit": "month", "billingCycles": 3}"#;
    let (status, plan) = ask(&engine, &Method::POST, "/plans", plan);
    assert_eq!(status, 201, "{plan}");
    let subscription = format!(
        r#"{{"planId": "{}", "customerAccountId": "c", "startDate": "2030-01-10T12:00:00.000+01:00",
        "billingAddress": {{"addressLine1": "L", "number": "2", "city": "M", "postCode": "80807",
        "countryCode": "DE"}}, "consumer": {{"firstName": "Ada", "lastName": "Holm", "title": "Ms",
        "emailAddress": "ada@example.com", "dateOfBirth": "1995-01-26"}}}}"#,
        plan.str_at("id").unwrap()
    );
    let (status, made) = ask(&engine, &Method::POST, "/subscriptions", &subscription);
    assert_eq!(status, 201, "{made}");
    let id = made.str_at("id").unwrap();
    engine.customer(id, Choice::Approve).unwrap();

    let mut store = engine.store();
    let template = store.merchant(KEY).unwrap().list("Subscription").next().unwrap().clone();
    let left = limits::RESOURCES - store.merchant(KEY).unwrap().resources().count();
    let filler = (0..left).map(|key| Resource {
        key: key.to_string().into(),
        sequence: key as u64,
        due: None,
        value: Json::Null,
        sent: Json::Null,
        ..template.clone()
    });
    let filler = Changes { resources: filler.collect(), ..Changes::default() };
    store.commit("another", filler).unwrap();
    // The first charge is due, and there is no room for it.
    let mut meta = store.merchant(KEY).unwrap().meta.clone();
    meta.clock.move_to("2030-01-10T10:00:00Z".parse().unwrap(), Source::Seeded);
    store.commit(KEY, Changes { meta: Some(meta), ..Changes::default() }).unwrap();
    drop(store);

    let path = format!("/subscriptions/{id}");
    let order = Order::By { to: None, advance: Some("P1D") };
    let moved = engine.move_clocks(Some(KEY), &order).map(drop);
    assert_eq!(moved.unwrap_err().status, 507);
    assert_eq!(ask(&engine, &Method::POST, "/subscriptions", &subscription).0, 507);
    assert_eq!(ask(&engine, &Method::GET, &path, "").0, 200);
    assert_eq!(ask(&engine, &Method::PATCH, &path, r#"{"status": "paused"}"#).0, 200);
    assert!(matches!(ask(&engine, &Method::DELETE, &path, "").0, 200 | 204));
}
