//! What a person is shown on the pages.

use super::Told;
use crate::customer;
use crate::engine::Engine;
use crate::json::Json;
use crate::log::{handle, hint};
use crate::store::{Merchant, Resource};
use crate::time::{printed, printed_millis};

/// What the widget shows of what it is for.
pub(super) fn offer(resource: &Resource) -> Told {
    let payment = resource.sent.get("payment").or_else(|| resource.value.get("payment"));
    let payment = payment.unwrap_or(&resource.value);
    // As text, so that a browser keeps its digits.
    let amount = match payment.get("amount") {
        Some(Json::Number(digits)) => Json::text(digits.clone()),
        _ => Json::Null,
    };
    let names = ["currencyCode", "currencyIsoCode"];
    let currency = names.iter().find_map(|name| payment.get(name)).cloned();
    let stored = resource.inner.option.as_ref().map(|option| {
        Json::object([
            ("shortCardNumber", Json::text(option.short_number.clone())),
            ("declines", Json::Boolean(option.declines)),
        ])
    });
    Told::Json(Json::object([
        ("kind", Json::text(resource.kind.clone())),
        ("id", Json::text(resource.key.clone())),
        ("amount", amount),
        ("currency", currency.unwrap_or_default()),
        ("stored", stored.unwrap_or_default()),
        ("done", Json::Boolean(customer::is_done(resource))),
    ]))
}

/// The endpoints, for a choice.
pub(super) fn endpoints(engine: &Engine) -> Told {
    let endpoints = engine.api.endpoints().map(|(_, endpoint)| {
        Json::object([
            ("name", Json::text(endpoint.name.clone())),
            ("method", Json::text(endpoint.method.clone())),
            ("path", Json::text(endpoint.template.clone())),
        ])
    });
    Told::Json(Json::List(endpoints.collect()))
}

/// The merchants with their times, and what falls due next.
pub(super) fn clocks(engine: &Engine, merchant: Option<&str>) -> Told {
    let store = engine.store();
    let clock = |(key, state): (&str, &Merchant)| {
        let now = printed(state.meta.clock.now(engine.clock));
        let due = state.first_due().and_then(|(at, (kind, id))| {
            let at = printed_millis(*at)?.into();
            let fields = [("at", at), ("kind", kind.clone()), ("id", id.clone())];
            Some(Json::object(fields.map(|(key, value)| (key, Json::Text(value)))))
        });
        Json::object([
            ("merchant", Json::text(hint(key))),
            ("handle", Json::text(handle(key))),
            ("now", Json::text(now)),
            ("due", due.unwrap_or_default()),
        ])
    };
    Told::Json(Json::List(store.chosen(merchant).map(clock).collect()))
}

/// The rules for trouble.
pub(super) fn rules(engine: &Engine, merchant: Option<&str>) -> Told {
    let rules =
        engine.troubles.rules().into_iter().filter(|it| merchant.is_none_or(|key| it.is_of(key)));
    let rules = rules.map(|rule| {
        let left = engine.troubles.left(&rule, merchant);
        Json::object([
            ("endpoint", rule.endpoint.map_or(Json::Null, Json::text)),
            ("merchant", rule.merchant.map_or(Json::Null, |it| Json::text(hint(&it)))),
            ("trouble", Json::text(rule.trouble)),
            ("left", left.map_or(Json::Null, Json::number)),
        ])
    });
    Told::Json(Json::List(rules.collect()))
}
