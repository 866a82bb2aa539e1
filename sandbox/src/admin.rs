//! The calls below `/_sandbox`: pages for people, orders and questions for tests.

use bytes::Bytes;
use http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, ALLOW, CACHE_CONTROL, CONTENT_TYPE, HOST};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, Uri};
use percent_encoding::percent_decode_str;

use crate::customer::Choice;
use crate::engine::{Asked, Engine};
use crate::json::Json;
use crate::log::{Reader, hint, masked};
use crate::notifications::check_target;
use crate::store::{Changes, Resource, Target};
use crate::trouble::Rule;
use crate::{explain, pages};

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
    let path = asked.path.strip_prefix(ROOT).unwrap_or_default().trim_matches('/');
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    let rest = percent_decode_str(rest).decode_utf8_lossy().into_owned();
    let merchant = merchant(asked);
    let merchant = merchant.as_deref();
    match (asked.method, first) {
        (&Method::GET, "") => Ok(Told::Page("text/html; charset=utf-8", pages::log())),
        (&Method::GET, "sdk.js") => {
            Ok(Told::Page("text/javascript; charset=utf-8", pages::SDK.to_owned()))
        }
        (&Method::GET, "widget") => widget(engine, &rest),
        (&Method::GET, "explain") => {
            Ok(Told::Page("text/plain; charset=utf-8", explain::text(&engine.api)))
        }
        (&Method::GET, "log") => Ok(log(engine, asked, merchant, Reader::Person)),
        (&Method::GET, "requests") => Ok(log(engine, asked, merchant, Reader::Test)),
        (&Method::DELETE, "requests") => {
            engine.log.clear(merchant);
            Ok(done())
        }
        (&Method::GET, "resources") => Ok(resources(engine, merchant)),
        (&Method::GET, "clock") => Ok(clock(engine, merchant)),
        (&Method::POST, "clock") => move_clock(engine, asked, merchant),
        (&Method::POST, "customer") => customer(engine, &rest, asked),
        (&Method::GET, "trouble") => Ok(rules(engine)),
        (&Method::POST, "trouble") => add_rule(engine, asked),
        (&Method::DELETE, "trouble") => {
            engine.troubles.clear();
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
        "" | "sdk.js" | "widget" | "explain" | "log" | "resources" => Some("GET"),
        "requests" => Some("GET, DELETE"),
        "clock" => Some("GET, POST"),
        "customer" | "reset" => Some("POST"),
        "trouble" => Some("GET, POST, DELETE"),
        "notifications" | "state" => Some("GET, PUT"),
        _ => None,
    }
}

fn is_for_other_pages(path: &str) -> bool {
    let path = path.strip_prefix(ROOT).unwrap_or_default();
    path == "/sdk.js" || path.starts_with("/customer/")
}

/// Whether a request is addressed to this machine by one of its own names: a page elsewhere could
/// give its own name this address.
pub(crate) fn is_for_this_machine(headers: &HeaderMap) -> bool {
    let host = headers.get(HOST).and_then(|it| it.to_str().ok());
    let uri: Option<Uri> = host.and_then(|it| it.parse().ok());
    let name = uri.as_ref().and_then(Uri::host).unwrap_or_default().trim_matches(['[', ']']);
    name == "localhost"
        || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// The merchant key of `?merchant=`, or of the documented header; all merchants without one.
fn merchant(asked: &Asked<'_>) -> Option<String> {
    parameter(asked, "merchant").or_else(|| {
        let header = asked.headers.get("x-api-key")?;
        Some(header.to_str().ok()?.to_owned())
    })
}

fn parameter(asked: &Asked<'_>, name: &str) -> Option<String> {
    let mut pairs = form_urlencoded::parse(asked.query.as_bytes());
    pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

fn done() -> Told {
    Told::Json(Json::object([("done", Json::Boolean(true))]))
}

fn wrong(text: impl Into<String>) -> (StatusCode, String) {
    (StatusCode::BAD_REQUEST, text.into())
}

fn body(asked: &Asked<'_>) -> Result<Json, (StatusCode, String)> {
    let text = std::str::from_utf8(asked.body).map_err(|_| wrong("the body is not UTF-8"))?;
    Json::read(text).map_err(|error| wrong(format!("the body is no JSON: {error}")))
}

fn log(engine: &Engine, asked: &Asked<'_>, merchant: Option<&str>, reader: Reader) -> Told {
    let after = parameter(asked, "after").and_then(|it| it.parse().ok()).unwrap_or_default();
    Told::Json(engine.log.read(&engine.api, after, merchant, reader))
}

fn widget(engine: &Engine, id: &str) -> Outcome {
    let Some(resource) = engine.widget_of(id) else {
        return Ok(Told::Page("text/html; charset=utf-8", pages::no_widget()));
    };
    Ok(Told::Page("text/html; charset=utf-8", pages::widget(id, &resource.kind)))
}

fn customer(engine: &Engine, id: &str, asked: &Asked<'_>) -> Outcome {
    let body = body(asked)?;
    let choice = body
        .str_at("choice")
        .and_then(Choice::named)
        .ok_or_else(|| wrong("`choice` is one of approve, approve-declining, refuse and cancel"))?;
    let told = engine.customer(id, choice).map_err(|text| (StatusCode::NOT_FOUND, text))?;
    let mut answer = Json::object([("status", Json::text(told.status))]);
    if let Some(option) = told.option {
        answer.set("storedPaymentOptionReference", Json::Text(option.reference));
        answer.set("shortCardNumber", Json::Text(option.short_number));
    }
    Ok(Told::Json(answer))
}

fn resources(engine: &Engine, merchant: Option<&str>) -> Told {
    let store = engine.store();
    let mut all: Vec<(&str, &Resource)> = Vec::new();
    for (key, state) in store.merchants().filter(|(key, _)| merchant.is_none_or(|it| it == *key)) {
        all.extend(state.resources().map(|resource| (key, resource)));
    }
    all.sort_by_key(|(key, resource)| (*key, resource.sequence));
    let shown = all.into_iter().rev().take(500).map(|(key, resource)| {
        let object = engine.api.objects.iter().find(|it| it.name == resource.kind);
        let value = object.map_or(Json::Null, |object| {
            masked(&engine.api, object, &resource.value, Reader::Person)
        });
        let history = resource.history.iter().map(|past| {
            Json::object([
                ("at", Json::text(past.at.clone())),
                ("what", Json::text(past.what.clone())),
            ])
        });
        Json::object([
            ("merchant", Json::text(hint(key))),
            ("kind", Json::text(resource.kind.clone())),
            ("key", Json::text(resource.key.clone())),
            ("deleted", Json::Boolean(resource.deleted)),
            ("widget", Json::Boolean(crate::customer::is_for(&resource.kind))),
            ("value", value),
            ("history", Json::List(history.collect())),
        ])
    });
    Told::Json(Json::List(shown.collect()))
}

fn keys(engine: &Engine, merchant: Option<&str>) -> Vec<String> {
    match merchant {
        Some(merchant) => vec![merchant.to_owned()],
        None => engine.store().merchants().map(|(key, _)| key.to_owned()).collect(),
    }
}

fn clock(engine: &Engine, merchant: Option<&str>) -> Told {
    let times = keys(engine, merchant).into_iter().filter_map(|key| {
        let now = crate::time::printed(engine.now(&key)?);
        let fields = [("merchant", Json::text(hint(&key))), ("now", Json::Text(now))];
        Some(Json::object(fields))
    });
    Told::Json(Json::List(times.collect()))
}

fn move_clock(engine: &Engine, asked: &Asked<'_>, merchant: Option<&str>) -> Outcome {
    let body = body(asked)?;
    let mut moves = Vec::new();
    for key in keys(engine, merchant) {
        let moved = engine.move_clock(&key, body.str_at("to"), body.str_at("advance"));
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

fn rules(engine: &Engine) -> Told {
    let rules = engine.troubles.rules().into_iter().map(|rule| {
        Json::object([
            ("endpoint", rule.endpoint.map_or(Json::Null, Json::Text)),
            ("merchant", rule.merchant.map_or(Json::Null, |it| Json::Text(hint(&it)))),
            ("trouble", Json::Text(rule.trouble)),
        ])
    });
    Told::Json(Json::List(rules.collect()))
}

fn add_rule(engine: &Engine, asked: &Asked<'_>) -> Outcome {
    let rule: Rule =
        serde_json::from_slice(asked.body).map_err(|error| wrong(error.to_string()))?;
    if let Some(endpoint) = &rule.endpoint
        && endpoint != "billing"
        && !engine.api.endpoints().any(|(_, it)| it.name.eq_ignore_ascii_case(endpoint))
    {
        let known: Vec<&str> = engine.api.endpoints().map(|(_, it)| it.name.as_str()).collect();
        return Err(wrong(format!("`endpoint` is `billing` or one of {}", known.join(", "))));
    }
    engine.troubles.add(rule).map_err(wrong)?;
    Ok(rules(engine))
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
    if merchant.is_none() {
        engine.troubles.clear();
    }
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
