//! What is done from outside: the customer's step, time, trouble, the target of notifications.

use serde::Deserialize;

use super::{Outcome, Told, body, done, shown, wrong};
use crate::customer::{Choice, Refused};
use crate::engine::{Asked, Engine, Moved, Order};
use crate::json::Json;
use crate::log::hint;
use crate::order::OrderError;
use crate::store::Target;
use crate::trouble::{BILLING, Rule};

/// What the widget shows of what it is for.
pub(super) fn offer(engine: &Engine, id: &str) -> Outcome {
    let resource = engine.widget_of(id).ok_or(OrderError::from(Refused::Unknown))?;
    Ok(shown::offer(&resource))
}

pub(super) fn customer(engine: &Engine, id: &str, asked: &Asked<'_>) -> Outcome {
    let body = body(asked)?;
    let choice = body
        .str_at("choice")
        .and_then(Choice::named)
        .ok_or_else(|| wrong("`choice` is one of approve, approve-declining, refuse and cancel"))?;
    let told = engine.customer(id, choice).map_err(OrderError::from)?;
    let mut answer = Json::object([("status", Json::text(told.status))]);
    if let Some(option) = told.option {
        answer.set("storedPaymentOptionReference", Json::text(option.reference));
        answer.set("shortCardNumber", Json::text(option.short_number));
    }
    Ok(Told::Json(answer))
}

pub(super) fn move_clock(engine: &Engine, asked: &Asked<'_>, merchant: Option<&str>) -> Outcome {
    let body = body(asked)?;
    let order = match body.str_at("to") {
        Some("due") => Order::ToDue,
        to => Order::By { to, advance: body.str_at("advance") },
    };
    let moved = engine.move_clocks(merchant, &order)?;
    Ok(Told::Json(Json::List(moved.into_iter().map(|(key, moved)| told(&key, moved)).collect())))
}

fn told(merchant: &str, moved: Moved) -> Json {
    let billed = moved.billed.into_iter().map(|(at, (kind, id))| {
        let fields = [("at", at.into()), ("kind", kind), ("id", id)];
        Json::object(fields.map(|(key, value)| (key, Json::Text(value))))
    });
    Json::object([
        ("merchant", Json::text(hint(merchant))),
        ("now", Json::text(crate::time::printed(moved.now))),
        ("billed", Json::List(billed.collect())),
        ("partial", Json::Boolean(moved.is_partial)),
    ])
}

pub(super) fn add_rule(engine: &Engine, asked: &Asked<'_>, merchant: Option<&str>) -> Outcome {
    let mut rule: Rule =
        serde_json::from_slice(asked.body).map_err(|error| wrong(error.to_string()))?;
    if let Some(endpoint) = &rule.endpoint
        && !endpoint.eq_ignore_ascii_case(BILLING)
        && !engine.api.endpoints().any(|(_, it)| it.name.eq_ignore_ascii_case(endpoint))
    {
        let known: Vec<&str> = engine.api.endpoints().map(|(_, it)| it.name.as_str()).collect();
        return Err(wrong(format!("`endpoint` is `{BILLING}` or one of {}", known.join(", "))));
    }
    rule.merchant = rule.merchant.or_else(|| merchant.map(str::to_owned));
    engine.troubles.add(rule).map_err(wrong)?;
    Ok(shown::rules(engine, merchant))
}

/// An order for the target of notifications.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TargetOrder {
    /// Null, and nothing else, takes the target away.
    #[serde(deserialize_with = "Option::deserialize")]
    url: Option<String>,
    #[serde(default)]
    username: Option<String>,
    #[serde(default)]
    password: Option<String>,
}

pub(super) fn set_target(engine: &Engine, asked: &Asked<'_>, merchant: Option<&str>) -> Outcome {
    // Serde would take a list for an order as well.
    if !matches!(body(asked)?, Json::Object(_)) {
        return Err(wrong("an object is expected, {\"url\": \"http://127.0.0.1:9000/\"} say"));
    }
    let order: TargetOrder =
        serde_json::from_slice(asked.body).map_err(|error| wrong(error.to_string()))?;
    let merchant = merchant.ok_or_else(|| wrong("say whose, with `?merchant=`"))?;
    let target = match (order.url, order.username, order.password) {
        (None, None, None) => None,
        (Some(url), None, None) => Some(Target { url, basic: None }),
        (Some(url), Some(user), Some(password)) => {
            Some(Target { url, basic: Some((user, password)) })
        }
        _ => {
            return Err(wrong("`username` and `password` are both there or neither, with a `url`"));
        }
    };
    engine.set_target(merchant, target)?;
    Ok(done())
}
