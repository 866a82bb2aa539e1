//! What is done from outside: the customer's step, time, trouble, the target of notifications.

use http::StatusCode;

use super::{Outcome, Told, body, done, shown, wrong};
use crate::customer::{Choice, Refused};
use crate::engine::{Asked, Engine};
use crate::json::Json;
use crate::log::hint;
use crate::notifications::check_target;
use crate::store::Target;
use crate::trouble::{BILLING, Rule};

/// What the widget shows of what it is for.
pub(super) fn offer(engine: &Engine, id: &str) -> Outcome {
    let resource = engine.widget_of(id).ok_or_else(|| refused(&Refused::Unknown))?;
    Ok(shown::offer(&resource))
}

fn refused(error: &Refused) -> (StatusCode, String) {
    let status = match error {
        Refused::Unknown => StatusCode::NOT_FOUND,
        Refused::State(_) => StatusCode::INSUFFICIENT_STORAGE,
    };
    (status, error.to_string())
}

pub(super) fn customer(engine: &Engine, id: &str, asked: &Asked<'_>) -> Outcome {
    let body = body(asked)?;
    let choice = body
        .str_at("choice")
        .and_then(Choice::named)
        .ok_or_else(|| wrong("`choice` is one of approve, approve-declining, refuse and cancel"))?;
    let told = engine.customer(id, choice).map_err(|error| refused(&error))?;
    let mut answer = Json::object([("status", Json::text(told.status))]);
    if let Some(option) = told.option {
        answer.set("storedPaymentOptionReference", Json::text(option.reference));
        answer.set("shortCardNumber", Json::text(option.short_number));
    }
    Ok(Told::Json(answer))
}

fn keys(engine: &Engine, merchant: Option<&str>) -> Vec<String> {
    match merchant {
        Some(merchant) => vec![merchant.to_owned()],
        None => engine.store().merchants().map(|(key, _)| key.to_owned()).collect(),
    }
}

pub(super) fn move_clock(engine: &Engine, asked: &Asked<'_>, merchant: Option<&str>) -> Outcome {
    let body = body(asked)?;
    let mut moves = Vec::new();
    for key in keys(engine, merchant) {
        let moved = match body.str_at("to") {
            Some("due") => engine.move_clock_to_due(&key),
            to => engine.move_clock(&key, to, body.str_at("advance")),
        };
        let moved = moved.map_err(wrong)?;
        let billed = moved.billed.into_iter().map(|(at, (kind, id))| {
            let fields = [("at", at.into()), ("kind", kind), ("id", id)];
            Json::object(fields.map(|(key, value)| (key, Json::Text(value))))
        });
        moves.push(Json::object([
            ("merchant", Json::text(hint(&key))),
            ("now", Json::text(crate::time::printed(moved.now))),
            ("billed", Json::List(billed.collect())),
            ("partial", Json::Boolean(moved.is_partial)),
        ]));
    }
    Ok(Told::Json(Json::List(moves)))
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

pub(super) fn set_target(engine: &Engine, asked: &Asked<'_>, merchant: Option<&str>) -> Outcome {
    let body = body(asked)?;
    let merchant = merchant.ok_or_else(|| wrong("say whose, with `?merchant=`"))?;
    let target = match body.str_at("url") {
        None => None,
        Some(url) => {
            check_target(url).map_err(wrong)?;
            let basic = body.str_at("username").zip(body.str_at("password"));
            let basic = basic.map(|(user, password)| (user.to_owned(), password.to_owned()));
            Some(Target { url: url.to_owned(), basic })
        }
    };
    engine.set_target(merchant, target).map_err(wrong)?;
    Ok(done())
}
