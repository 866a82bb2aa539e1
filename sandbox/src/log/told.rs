//! What is recorded of a request and its answer, beyond their bodies.

use generator::api::Api;
use http::HeaderMap;
use http::header::AUTHORIZATION;
use smol_str::SmolStr;

use super::{Body, Exchange};
use crate::engine::Reply;
use crate::json::Json;
use crate::limits;
use crate::trouble::{Outcome, Shape, Trouble};

/// The documented headers that a request has: their places in the documents, and their values.
pub(crate) fn headers_of(api: &Api, sent: &HeaderMap) -> Vec<(usize, SmolStr)> {
    let mut headers = Vec::with_capacity(api.headers.len());
    for (place, header) in api.headers.iter().enumerate() {
        // A value that is no text is none that a test could ask for.
        if let Some(value) = sent.get(&header.name).and_then(|it| it.to_str().ok()) {
            headers.push((place, bounded(value).into()));
        }
    }
    headers
}

/// The recorded headers, without credentials.
pub(super) fn headers(api: &Api, recorded: &[(usize, SmolStr)]) -> Json {
    let key = api.authentication.header.as_ref().map(|it| it.0.as_str());
    let is_secret = |name: &str| {
        [Some(AUTHORIZATION.as_str()), key].iter().flatten().any(|it| it.eq_ignore_ascii_case(name))
    };
    let headers = recorded.iter().filter_map(|(place, value)| {
        let name = &api.headers.get(*place)?.name;
        (!is_secret(name)).then(|| (name.as_str(), Json::Text(value.clone())))
    });
    Json::object(headers)
}

impl Exchange {
    /// Writes down what is sent, and what trouble has made of it.
    pub(crate) fn answered_with(&mut self, reply: &Reply) {
        let trouble = &reply.trouble;
        if *trouble != Trouble::default() {
            self.trouble = Some(words(trouble)).filter(|it| !it.is_empty());
        }
        self.status = (!trouble.drops).then_some(reply.status.as_u16());
        self.answer = match (trouble.shape, &reply.body) {
            _ if trouble.drops => Body::None,
            (Shape::Garbage, _) => Body::Spoilt("(garbage in place of the answer)".to_owned()),
            (Shape::Empty, _) | (_, None) => Body::None,
            (Shape::Cut(bytes), Some(body)) if bytes < body.len() => {
                Body::Spoilt(format!("(the first {bytes} bytes of the answer)"))
            }
            (_, Some(body)) => Body::shared(body),
        };
    }

    /// Cuts what is too long to be kept.
    pub(super) fn bound(&mut self) {
        for text in [&mut self.path, &mut self.query] {
            let length = bounded(text).len();
            text.truncate(length);
        }
        self.ignored.truncate(limits::RECORDED_ROWS);
        if let Json::List(violations) = &mut self.violations {
            violations.truncate(limits::RECORDED_ROWS);
        }
    }
}

fn bounded(text: &str) -> &str {
    &text[..text.floor_char_boundary(limits::RECORDED_TEXT)]
}

/// The words that ask for what has happened.
fn words(trouble: &Trouble) -> String {
    let when = if trouble.after { "after" } else { "before" };
    let charge = trouble.charge.map(|it| match it {
        Outcome::Captured => "captured",
        Outcome::Declined => "declined",
        Outcome::Error => "error",
    });
    let shape = match trouble.shape {
        Shape::Whole => None,
        Shape::Garbage => Some("garbage".to_owned()),
        Shape::Empty => Some("empty".to_owned()),
        Shape::Cut(bytes) => Some(format!("cut={bytes}")),
        Shape::Slow(pause) => Some(format!("slow={}", pause.as_millis())),
    };
    let words = [
        trouble.status.map(|it| format!("status={it}")),
        trouble.retry_after.map(|it| format!("retry-after={it}")),
        trouble.delay.map(|it| format!("delay={}", it.as_millis())),
        shape,
        trouble.drops.then(|| format!("drop={when}")),
        (!trouble.drops && trouble.after).then(|| "when=after".to_owned()),
        charge.map(str::to_owned),
    ];
    words.into_iter().flatten().collect::<Vec<_>>().join("; ")
}
