//! Who is asking: the documented header and HTTP Basic authentication.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use generator::api::Api;
use http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use http::{HeaderMap, StatusCode};

use crate::refusal::{Refusal, Violation};
use crate::store::is_merchant_key;

/// A merchant, as far as a request tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Caller {
    /// The merchant key.
    pub(crate) key: String,
    pub(crate) password: Option<String>,
}

/// Reads the credentials. Without the documented header a request is forbidden, without Basic
/// credentials, or with those of another merchant, unauthorized.
pub(crate) fn caller(api: &Api, headers: &HeaderMap) -> Result<Caller, Refusal> {
    let mut key = None;
    if let Some((name, _, document)) = &api.authentication.header {
        let value = headers.get(name).and_then(|it| it.to_str().ok()).filter(|it| !it.is_empty());
        let Some(value) = value else {
            let text = format!("the header {name} is missing");
            return Err(refusal(StatusCode::FORBIDDEN, name, *document, text));
        };
        key = Some(value.to_owned());
    }
    let mut password = None;
    if let Some((_, _, document)) = &api.authentication.basic {
        let unauthorized = |text: &str| {
            let text = text.to_owned();
            let mut refusal = refusal(StatusCode::UNAUTHORIZED, "Authorization", *document, text);
            refusal.header = Some((WWW_AUTHENTICATE, "Basic realm=\"sandbox\"".to_owned()));
            refusal
        };
        let Some((user, given)) = basic(headers) else {
            return Err(unauthorized("HTTP Basic credentials are missing"));
        };
        if key.as_ref().is_some_and(|key| *key != user) {
            return Err(unauthorized("the user name is not the merchant key of the header"));
        }
        key = Some(user);
        password = Some(given);
    }
    let key = key.unwrap_or_default();
    if !is_merchant_key(&key) {
        let text = "the credentials are no text of a merchant key";
        return Err(Refusal::plain(StatusCode::UNAUTHORIZED, "Authorization", text));
    }
    Ok(Caller { key, password })
}

/// The refusal of a password that is not the one of the merchant's first request.
pub(crate) fn wrong_password(api: &Api) -> Refusal {
    let document = api.authentication.basic.as_ref().map(|it| it.2);
    let text = "the password is not the one that this merchant key was first used with".to_owned();
    let violation = Violation {
        field: "Authorization".to_owned(),
        pointer: "headers.Authorization".to_owned(),
        row: "authentication.basic".to_owned(),
        document,
        text,
    };
    let mut refusal = Refusal::new(StatusCode::UNAUTHORIZED, vec![violation]);
    refusal.header = Some((WWW_AUTHENTICATE, "Basic realm=\"sandbox\"".to_owned()));
    refusal
}

fn refusal(
    status: StatusCode,
    name: &str,
    document: generator::api::DocumentId,
    text: String,
) -> Refusal {
    let violation = Violation {
        field: name.to_owned(),
        pointer: format!("headers.{name}"),
        row: name.to_owned(),
        document: Some(document),
        text,
    };
    Refusal::new(status, vec![violation])
}

/// User name and password of HTTP Basic authentication.
fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let header = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, encoded) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(BASE64_STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (user, password) = decoded.split_once(':')?;
    (!user.is_empty()).then(|| (user.to_owned(), password.to_owned()))
}
