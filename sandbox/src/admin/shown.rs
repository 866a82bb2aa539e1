//! What a person is shown on the pages.

use crate::customer;
use crate::engine::Engine;
use crate::json::Json;
use crate::log::{Reader, handle, hint, masked};
use crate::store::{Merchant, Resource};
use crate::time;

/// The most resources that are shown, the newest first.
const SHOWN: usize = 500;

/// What the widget shows of what it is for.
pub(super) fn offer(resource: &Resource) -> Json {
    let payment = resource.sent.get("payment").or_else(|| resource.value.get("payment"));
    let payment = payment.unwrap_or(&resource.value);
    let row = |names: [&str; 2]| {
        let found = names.iter().find_map(|name| payment.get(name));
        found.cloned().unwrap_or_default()
    };
    let stored = resource.inner.option.as_ref().map(|option| {
        Json::object([
            ("shortCardNumber", Json::text(option.short_number.clone())),
            ("declines", Json::Boolean(option.declines)),
        ])
    });
    Json::object([
        ("kind", Json::text(resource.kind.clone())),
        ("id", Json::text(resource.key.clone())),
        ("amount", row(["amount", "billingAmount"])),
        ("currency", row(["currencyCode", "currencyIsoCode"])),
        ("stored", stored.unwrap_or_default()),
        ("done", Json::Boolean(customer::is_done(resource))),
    ])
}

/// The endpoints, for a choice.
pub(super) fn endpoints(engine: &Engine) -> Json {
    let endpoints = engine.api.endpoints().map(|(_, endpoint)| {
        Json::object([
            ("name", Json::text(endpoint.name.clone())),
            ("method", Json::text(endpoint.method.clone())),
            ("path", Json::text(endpoint.template.clone())),
        ])
    });
    Json::List(endpoints.collect())
}

/// The resources with their history.
pub(super) fn resources(engine: &Engine, merchant: Option<&str>) -> Json {
    let store = engine.store();
    let mut all: Vec<(&str, &Resource)> = Vec::new();
    for (key, state) in store.merchants().filter(|(key, _)| merchant.is_none_or(|it| it == *key)) {
        all.extend(state.resources().map(|resource| (key, resource)));
    }
    all.sort_by_key(|(key, resource)| (*key, resource.sequence));
    let shown = all.into_iter().rev().take(SHOWN);
    Json::List(shown.map(|(key, it)| resource(engine, key, it)).collect())
}

fn resource(engine: &Engine, merchant: &str, resource: &Resource) -> Json {
    let object = engine.api.objects.iter().find(|it| it.name == resource.kind);
    let value = object
        .map_or(Json::Null, |object| masked(&engine.api, object, &resource.value, Reader::Person));
    let history = resource.history.iter().map(|past| {
        Json::object([("at", Json::text(past.at.clone())), ("what", Json::text(past.what.clone()))])
    });
    let option = resource.inner.option.as_ref();
    Json::object([
        ("merchant", Json::text(hint(merchant))),
        ("kind", Json::text(resource.kind.clone())),
        ("key", Json::text(resource.key.clone())),
        ("deleted", Json::Boolean(resource.deleted)),
        ("widget", Json::Boolean(customer::is_for(&resource.kind) && !resource.deleted)),
        (
            "option",
            option
                .map_or(Json::Null, |it| Json::object([("declines", Json::Boolean(it.declines))])),
        ),
        ("due", resource.due.and_then(printed).map_or(Json::Null, Json::Text)),
        ("value", value),
        ("history", Json::List(history.collect())),
    ])
}

/// The merchants with their times, and what falls due next.
pub(super) fn clocks(engine: &Engine, merchant: Option<&str>) -> Json {
    let store = engine.store();
    let wanted = store.merchants().filter(|(key, _)| merchant.is_none_or(|it| it == *key));
    let clock = |(key, state): (&str, &Merchant)| {
        let now = time::printed(state.meta.clock.now(engine.clock));
        let due = state.first_due().and_then(|(at, (kind, id))| {
            let fields = [("at", printed(*at)?), ("kind", kind.clone()), ("id", id.clone())];
            Some(Json::object(fields.map(|(key, value)| (key, Json::Text(value)))))
        });
        Json::object([
            ("merchant", Json::text(hint(key))),
            ("handle", Json::text(handle(key))),
            ("now", Json::text(now)),
            ("due", due.unwrap_or_default()),
        ])
    };
    Json::List(wanted.map(clock).collect())
}

/// The rules for trouble.
pub(super) fn rules(engine: &Engine, merchant: Option<&str>) -> Json {
    let rules = engine.troubles.rules(merchant).into_iter().map(|(rule, left)| {
        Json::object([
            ("endpoint", rule.endpoint.map_or(Json::Null, Json::Text)),
            ("merchant", rule.merchant.map_or(Json::Null, |it| Json::Text(hint(&it)))),
            ("trouble", Json::Text(rule.trouble)),
            ("left", left.map_or(Json::Null, Json::number)),
        ])
    });
    Json::List(rules.collect())
}

/// A time in milliseconds since 1970, as the documents print times.
fn printed(millis: i64) -> Option<String> {
    jiff::Timestamp::from_millisecond(millis).ok().map(time::printed)
}
