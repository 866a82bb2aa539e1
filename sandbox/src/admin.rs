//! The calls below `/_sandbox`: pages for people, orders and questions for tests.

mod asking;
mod shown;

use bytes::Bytes;
use http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, ALLOW, CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderName, HeaderValue, Method, Response, StatusCode};
use percent_encoding::percent_decode_str;

use crate::customer::{Choice, Refused};
use crate::engine::{Asked, Engine};
use crate::json::Json;
use crate::log::{Reader, hint};
use crate::notifications::check_target;
use crate::store::{Changes, Target};
use crate::trouble::Rule;
use crate::{explain, pages};

pub(crate) use asking::is_for_this_machine;
use asking::{body, is_from_another_page, merchant, parameter};

/// Where all of it is.
pub(crate) const ROOT: &str = "/_sandbox";

/// What an admin call comes to.
type Outcome = Result<Told, (StatusCode, String)>;

/// An answer of the admin calls.
enum Told {
    Json(Json),
    Page(&'static str, String),
}

/// Answers an admin call.
pub(crate) fn answer(engine: &Engine, asked: &Asked<'_>) -> Response<Bytes> {
    let (status, content_type, body) = match told(engine, asked) {
        Ok(Told::Json(json)) => (StatusCode::OK, "application/json", json.to_string()),
        Ok(Told::Page(content_type, text)) => (StatusCode::OK, content_type, text),
        Err((status, text)) => {
            (status, "application/json", Json::object([("error", Json::text(text))]).to_string())
        }
    };
    let mut response = Response::new(Bytes::from(body));
    *response.status_mut() = status;
    let mut set = |name: HeaderName, value: &'static str| {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    };
    set(CONTENT_TYPE, content_type);
    set(CACHE_CONTROL, "no-store");
    for (name, value) in pages::GUARDS {
        set(name.clone(), value);
    }
    if let Some(methods) = allowed(asked.path).filter(|_| status == StatusCode::METHOD_NOT_ALLOWED)
    {
        set(ALLOW, methods);
    }
    if is_for_other_pages(asked.path) {
        // The widget stands on the merchant's own page, which is of another origin.
        set(ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    }
    response
}

fn told(engine: &Engine, asked: &Asked<'_>) -> Outcome {
    if is_from_another_page(asked) && !is_for_other_pages(asked.path) {
        return Err((StatusCode::FORBIDDEN, "a page of another origin asks".to_owned()));
    }
    let path = asked.path.strip_prefix(ROOT).unwrap_or_default().trim_matches('/');
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    let rest = percent_decode_str(rest).decode_utf8_lossy().into_owned();
    if let Some((content_type, text)) = pages::file(first).filter(|_| asked.method == Method::GET) {
        return Ok(Told::Page(content_type, text.to_owned()));
    }
    let merchant = merchant(engine, asked)?;
    let merchant = merchant.as_deref();
    match (asked.method, first) {
        (&Method::GET, "explain") => {
            Ok(Told::Page("text/plain; charset=utf-8", explain::text(&engine.api)))
        }
        (&Method::GET, "log") => Ok(log(engine, asked, merchant, Reader::Person)),
        (&Method::GET, "requests") => Ok(log(engine, asked, merchant, Reader::Test)),
        (&Method::DELETE, "requests") => {
            engine.log.clear(merchant);
            Ok(done())
        }
        (&Method::GET, "endpoints") => Ok(Told::Json(shown::endpoints(engine))),
        (&Method::GET, "resources") => Ok(Told::Json(shown::resources(engine, merchant))),
        (&Method::GET, "clock") => Ok(Told::Json(shown::clocks(engine, merchant))),
        (&Method::POST, "clock") => move_clock(engine, asked, merchant),
        (&Method::GET, "customer") => offer(engine, &rest),
        (&Method::POST, "customer") => customer(engine, &rest, asked),
        (&Method::GET, "trouble") => Ok(Told::Json(shown::rules(engine, merchant))),
        (&Method::POST, "trouble") => add_rule(engine, asked, merchant),
        (&Method::DELETE, "trouble") => {
            engine.troubles.clear(merchant);
            Ok(done())
        }
        (&Method::GET, "notifications") => Ok(Told::Json(engine.notices(merchant))),
        (&Method::PUT, "notifications") => set_target(engine, asked, merchant),
        (&Method::POST, "reset") => reset(engine, merchant),
        (&Method::GET, "state") => export(engine, merchant),
        (&Method::PUT, "state") => import(engine, asked),
        _ if allowed(asked.path).is_some() => {
            Err((StatusCode::METHOD_NOT_ALLOWED, "another method is meant".to_owned()))
        }
        _ => Err((StatusCode::NOT_FOUND, format!("{ROOT}/explain lists what there is"))),
    }
}

/// The methods of a place.
fn allowed(path: &str) -> Option<&'static str> {
    let path = path.strip_prefix(ROOT)?.trim_matches('/');
    match path.split('/').next().unwrap_or_default() {
        "explain" | "log" | "resources" | "endpoints" => Some("GET"),
        file if pages::file(file).is_some() => Some("GET"),
        "requests" => Some("GET, DELETE"),
        "clock" | "customer" => Some("GET, POST"),
        "reset" => Some("POST"),
        "trouble" => Some("GET, POST, DELETE"),
        "notifications" | "state" => Some("GET, PUT"),
        _ => None,
    }
}

fn is_for_other_pages(path: &str) -> bool {
    let path = path.strip_prefix(ROOT).unwrap_or_default();
    path == "/sdk.js" || path.starts_with("/customer/")
}

fn done() -> Told {
    Told::Json(Json::object([("done", Json::Boolean(true))]))
}

fn wrong(text: impl Into<String>) -> (StatusCode, String) {
    (StatusCode::BAD_REQUEST, text.into())
}

fn log(engine: &Engine, asked: &Asked<'_>, merchant: Option<&str>, reader: Reader) -> Told {
    let after = parameter(asked, "after").and_then(|it| it.parse().ok()).unwrap_or_default();
    Told::Json(engine.log.read(&engine.api, after, merchant, reader))
}

/// What the widget shows of a resource.
fn offer(engine: &Engine, id: &str) -> Outcome {
    let resource = engine.widget_of(id).ok_or_else(|| refused(&Refused::Unknown))?;
    Ok(Told::Json(shown::offer(&resource)))
}

fn customer(engine: &Engine, id: &str, asked: &Asked<'_>) -> Outcome {
    let body = body(asked)?;
    let choice = body
        .str_at("choice")
        .and_then(Choice::named)
        .ok_or_else(|| wrong("`choice` is one of approve, approve-declining, refuse and cancel"))?;
    let told = engine.customer(id, choice).map_err(|error| refused(&error))?;
    let mut answer = Json::object([("status", Json::text(told.status))]);
    if let Some(option) = told.option {
        answer.set("storedPaymentOptionReference", Json::Text(option.reference));
        answer.set("shortCardNumber", Json::Text(option.short_number));
    }
    Ok(Told::Json(answer))
}

fn refused(error: &Refused) -> (StatusCode, String) {
    let status = match error {
        Refused::Unknown => StatusCode::NOT_FOUND,
        Refused::Done => StatusCode::CONFLICT,
        Refused::State(_) => StatusCode::INSUFFICIENT_STORAGE,
    };
    (status, error.to_string())
}

fn keys(engine: &Engine, merchant: Option<&str>) -> Vec<String> {
    match merchant {
        Some(merchant) => vec![merchant.to_owned()],
        None => engine.store().merchants().map(|(key, _)| key.to_owned()).collect(),
    }
}

fn move_clock(engine: &Engine, asked: &Asked<'_>, merchant: Option<&str>) -> Outcome {
    let body = body(asked)?;
    let mut moves = Vec::new();
    for key in keys(engine, merchant) {
        let moved = match body.str_at("to") {
            Some("due") => engine.move_clock_to_due(&key),
            to => engine.move_clock(&key, to, body.str_at("advance")),
        };
        let moved = moved.map_err(wrong)?;
        let billed = moved.billed.into_iter().map(|(at, (kind, id))| {
            let fields = [("at", at), ("kind", kind), ("id", id)];
            Json::object(fields.map(|(key, value)| (key, Json::Text(value))))
        });
        moves.push(Json::object([
            ("merchant", Json::text(hint(&key))),
            ("now", Json::Text(crate::time::printed(moved.now))),
            ("billed", Json::List(billed.collect())),
            ("partial", Json::Boolean(moved.is_partial)),
        ]));
    }
    Ok(Told::Json(Json::List(moves)))
}

fn add_rule(engine: &Engine, asked: &Asked<'_>, merchant: Option<&str>) -> Outcome {
    let mut rule: Rule =
        serde_json::from_slice(asked.body).map_err(|error| wrong(error.to_string()))?;
    if let Some(endpoint) = &rule.endpoint
        && endpoint != "billing"
        && !engine.api.endpoints().any(|(_, it)| it.name.eq_ignore_ascii_case(endpoint))
    {
        let known: Vec<&str> = engine.api.endpoints().map(|(_, it)| it.name.as_str()).collect();
        return Err(wrong(format!("`endpoint` is `billing` or one of {}", known.join(", "))));
    }
    rule.merchant = rule.merchant.or_else(|| merchant.map(str::to_owned));
    engine.troubles.add(rule).map_err(wrong)?;
    Ok(Told::Json(shown::rules(engine, merchant)))
}

fn set_target(engine: &Engine, asked: &Asked<'_>, merchant: Option<&str>) -> Outcome {
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

fn reset(engine: &Engine, merchant: Option<&str>) -> Outcome {
    engine.store().reset(merchant).map_err(|error| wrong(error.to_string()))?;
    engine.log.clear(merchant);
    engine.troubles.clear(merchant);
    Ok(done())
}

/// The whole state, by merchant key.
fn export(engine: &Engine, merchant: Option<&str>) -> Outcome {
    let store = engine.store();
    let wanted = store.merchants().filter(|(key, _)| merchant.is_none_or(|it| it == *key));
    let exported: std::collections::BTreeMap<&str, Changes> =
        wanted.map(|(key, state)| (key, state.export())).collect();
    let text = serde_json::to_string(&exported).map_err(|error| wrong(error.to_string()))?;
    Ok(Told::Page("application/json", text))
}

/// Puts an exported state in the place of those merchants' own.
fn import(engine: &Engine, asked: &Asked<'_>) -> Outcome {
    let read = serde_json::from_slice::<std::collections::BTreeMap<String, Changes>>(asked.body);
    let imported = read.map_err(|error| wrong(format!("this is no exported state: {error}")))?;
    let mut store = engine.store();
    for (key, changes) in imported {
        let failed = |error: crate::store::StateError| wrong(error.to_string());
        store.reset(Some(&key)).map_err(failed)?;
        store.commit(&key, changes).map_err(failed)?;
    }
    Ok(done())
}
