//! The calls below `/_sandbox`: pages for people, orders and questions for tests.

mod orders;
mod shown;
mod state;

use bytes::Bytes;
use http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, ALLOW, CACHE_CONTROL, CONTENT_TYPE, HOST, ORIGIN};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, Uri};
use percent_encoding::percent_decode_str;

use crate::engine::{Asked, Engine};
use crate::json::Json;
use crate::log::{Reader, handle};
use crate::order::OrderError;
use crate::store::{StateError, is_merchant_key};
use crate::{explain, limits, pages};

/// Where all of it is.
pub(crate) const ROOT: &str = "/_sandbox";

/// What an admin call comes to, or its status and why it comes to nothing.
type Outcome = Result<Told, (StatusCode, String)>;

impl From<OrderError> for (StatusCode, String) {
    fn from(error: OrderError) -> Self {
        (error.status, error.to_string())
    }
}

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
        Err((status, text)) => return refusal(asked.path, status, &text),
    };
    response(asked.path, status, content_type, body)
}

/// An answer to an admin call that is not carried out.
pub(crate) fn refusal(path: &str, status: StatusCode, text: &str) -> Response<Bytes> {
    let body = Json::object([("error", Json::text(text))]).to_string();
    response(path, status, "application/json", body)
}

fn response(
    path: &str,
    status: StatusCode,
    content_type: &'static str,
    body: String,
) -> Response<Bytes> {
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
    if let Some(methods) = allowed(path).filter(|_| status == StatusCode::METHOD_NOT_ALLOWED) {
        set(ALLOW, methods);
    }
    if is_for_other_pages(path) {
        // The widget stands on the merchant's own page, which is of another origin.
        set(ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    }
    response
}

fn told(engine: &Engine, asked: &Asked<'_>) -> Outcome {
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
        (&Method::GET, "resources") => Ok(state::resources(engine, merchant)),
        (&Method::GET, "endpoints") => Ok(shown::endpoints(engine)),
        (&Method::GET, "clock") => Ok(shown::clocks(engine, merchant)),
        (&Method::POST, "clock") => orders::move_clock(engine, asked, merchant),
        (&Method::GET, "customer") => orders::offer(engine, &rest),
        (&Method::POST, "customer") => orders::customer(engine, &rest, asked),
        (&Method::GET, "trouble") => Ok(shown::rules(engine, merchant)),
        (&Method::POST, "trouble") => orders::add_rule(engine, asked, merchant),
        (&Method::DELETE, "trouble") => {
            engine.troubles.clear(merchant);
            Ok(done())
        }
        (&Method::GET, "notifications") => Ok(Told::Json(engine.notices(merchant))),
        (&Method::PUT, "notifications") => orders::set_target(engine, asked, merchant),
        (&Method::POST, "reset") => state::reset(engine, merchant),
        (&Method::GET, "state") => state::export(engine, merchant),
        (&Method::PUT, "state") => state::import(engine, asked),
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

/// How long the body of a call may be.
pub(crate) fn longest(method: &Method, path: &str) -> usize {
    let is_import = method == Method::PUT && path.trim_end_matches('/') == "/_sandbox/state";
    if is_import { limits::IMPORT } else { limits::BODY }
}

/// Why a call is not answered: it comes from a page elsewhere. Such a page could send what it
/// cannot read the answer of, or give its own name this machine's address; that is told by the host
/// where the sandbox listens to this machine alone.
pub(crate) fn is_foreign(path: &str, headers: &HeaderMap, is_local: bool) -> bool {
    let text = |name: HeaderName| Some(headers.get(&name)?.to_str().unwrap_or_default());
    let host = text(HOST).unwrap_or_default();
    let is_own = |origin: &str| {
        is_loopback(origin) || !is_local && origin.strip_prefix("http://") == Some(host)
    };
    is_local && !is_loopback(host)
        || !is_for_other_pages(path) && text(ORIGIN).is_some_and(|origin| !is_own(origin))
}

/// Whether a host, or the host of an origin, is one of this machine's own names.
fn is_loopback(host: &str) -> bool {
    let uri: Option<Uri> = host.parse().ok();
    let name = uri.as_ref().and_then(Uri::host).unwrap_or_default().trim_matches(['[', ']']);
    name == "localhost"
        || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// The merchant key of `?merchant=`, or of the documented header; all merchants without one. The
/// log page knows no keys: it says the handle of a merchant.
fn merchant(engine: &Engine, asked: &Asked<'_>) -> Result<Option<String>, (StatusCode, String)> {
    let given = parameter(asked, "merchant").or_else(|| {
        let (name, ..) = engine.api.authentication.header.as_ref()?;
        Some(asked.headers.get(name)?.to_str().ok()?.to_owned())
    });
    let Some(given) = given else { return Ok(None) };
    if !is_merchant_key(&given) {
        return Err(OrderError::from(StateError::MerchantKey).into());
    }
    if !given.starts_with('@') {
        return Ok(Some(given));
    }
    let store = engine.store();
    let found = store.merchants().find(|(key, _)| *key == given || handle(key) == given);
    let found = found.map(|(key, _)| key.to_owned());
    found.map(Some).ok_or((StatusCode::NOT_FOUND, "there is no such merchant".to_owned()))
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
