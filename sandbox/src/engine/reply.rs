//! What goes back to the client.

use bytes::Bytes;
use generator::api::Api;
use http::header::RETRY_AFTER;
use http::{HeaderName, StatusCode};

use crate::json::Json;
use crate::refusal::Refusal;
use crate::resources::Effect;
use crate::trouble::Trouble;

/// The header with the violated rows of a refusal.
const VIOLATIONS: HeaderName = HeaderName::from_static("x-sandbox-violations");

/// The header of an answer that was given before.
const REPLAYED: HeaderName = HeaderName::from_static("x-sandbox-replayed");

/// The longest text in the header with the violated rows.
const LONGEST_HEADER: usize = 16 * 1024;

/// What goes back, and what trouble is made with it.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: Vec<(HeaderName, String)>,
    /// The JSON that is sent.
    pub(crate) body: Option<Bytes>,
    pub(crate) trouble: Trouble,
}

impl Reply {
    pub(super) fn of(effect: Effect, ignored: &[String]) -> Self {
        let mut body = effect.body;
        body.iter_mut().for_each(|body| tell_ignored(body, ignored));
        let headers = effect.replayed.then(|| (REPLAYED, "true".to_owned())).into_iter().collect();
        let body = body.as_ref().map(text);
        Self { status: effect.status, headers, body, trouble: Trouble::default() }
    }

    pub(super) fn refusal(
        api: &Api,
        refusal: &Refusal,
        details: &Json,
        ignored: &[String],
    ) -> Self {
        let details = details.to_string();
        let mut headers = Vec::new();
        if details.is_ascii() && details.len() <= LONGEST_HEADER {
            headers.push((VIOLATIONS, details));
        }
        headers.extend(refusal.header.clone());
        let mut body = refusal.body(api);
        tell_ignored(&mut body, ignored);
        Self {
            status: refusal.status,
            headers,
            body: Some(text(&body)),
            trouble: Trouble::default(),
        }
    }

    /// The answer of a request that trouble has kept from its effect.
    pub(super) fn instead(api: &Api, trouble: Trouble) -> Self {
        let (status, headers) = (StatusCode::OK, Vec::new());
        Self { status, headers, body: None, trouble: Trouble::default() }.with(api, trouble)
    }

    /// The answer with what trouble makes of it.
    pub(super) fn with(mut self, api: &Api, trouble: Trouble) -> Self {
        if let Some(status) = trouble.status.and_then(|it| StatusCode::from_u16(it).ok()) {
            self.status = status;
        }
        if trouble.is_refusal() {
            let refusal = Refusal::plain(self.status, "sandbox", "trouble on purpose");
            self.body = Some(text(&refusal.body(api)));
        }
        if let Some(seconds) = trouble.retry_after {
            self.headers.push((RETRY_AFTER, seconds.to_string()));
        }
        Self { trouble, ..self }
    }
}

fn text(body: &Json) -> Bytes {
    Bytes::from(body.printed())
}

/// Newer versions say which keys they have ignored.
fn tell_ignored(body: &mut Json, ignored: &[String]) {
    if !ignored.is_empty() && matches!(body, Json::Object(_)) {
        body.set("ignoredProperties", Json::List(ignored.iter().map(Json::text).collect()));
    }
}
