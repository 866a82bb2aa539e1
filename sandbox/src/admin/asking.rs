//! Who asks, about whom, and in which words.

use http::header::{HOST, ORIGIN};
use http::{HeaderMap, StatusCode, Uri};

use super::wrong;
use crate::engine::{Asked, Engine};
use crate::json::Json;
use crate::log::handle;

/// Whether a request is addressed to this machine by one of its own names: a page elsewhere could
/// give its own name this address.
pub(crate) fn is_for_this_machine(headers: &HeaderMap) -> bool {
    let host = headers.get(HOST).and_then(|it| it.to_str().ok());
    let uri: Option<Uri> = host.and_then(|it| it.parse().ok());
    let name = uri.as_ref().and_then(Uri::host).unwrap_or_default().trim_matches(['[', ']']);
    name == "localhost"
        || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Whether a page in a browser asks that is not the sandbox's own: such a one could give orders,
/// though it cannot read their answers.
pub(super) fn is_from_another_page(asked: &Asked<'_>) -> bool {
    let text = |name| asked.headers.get(name).and_then(|it: &http::HeaderValue| it.to_str().ok());
    let Some(origin) = asked.headers.get(ORIGIN) else { return false };
    let authority = origin.to_str().ok().and_then(|it| it.split_once("://")).map(|it| it.1);
    authority.is_none() || authority != text(HOST)
}

/// The merchant key of `?merchant=`, or of the documented header; all merchants without one. The
/// page knows no keys: it says the handle of a merchant, `@1f2e3d4c`.
pub(super) fn merchant(
    engine: &Engine,
    asked: &Asked<'_>,
) -> Result<Option<String>, (StatusCode, String)> {
    let given = parameter(asked, "merchant").or_else(|| {
        let header = asked.headers.get("x-api-key")?;
        Some(header.to_str().ok()?.to_owned())
    });
    let Some(given) = given else { return Ok(None) };
    if !given.starts_with('@') {
        return Ok(Some(given));
    }
    let store = engine.store();
    let found = store.merchants().find(|(key, _)| *key == given || handle(key) == given);
    let found = found.map(|(key, _)| key.to_owned());
    found.map(Some).ok_or((StatusCode::NOT_FOUND, "there is no such merchant".to_owned()))
}

pub(super) fn parameter(asked: &Asked<'_>, name: &str) -> Option<String> {
    let mut pairs = form_urlencoded::parse(asked.query.as_bytes());
    pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

pub(super) fn body(asked: &Asked<'_>) -> Result<Json, (StatusCode, String)> {
    let text = std::str::from_utf8(asked.body).map_err(|_| wrong("the body is not UTF-8"))?;
    Json::read(text).map_err(|error| wrong(format!("the body is no JSON: {error}")))
}
