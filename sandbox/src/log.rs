//! The requests that came and what was answered, for people and for assertions.

mod masks;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use generator::api::{Api, Object};
use http::Method;
use jiff::Timestamp;

use crate::identifiers::digest;
use crate::json::Json;
use crate::{limits, time};

pub(crate) use masks::masked;

/// One request and its answer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Exchange {
    pub(crate) number: u64,
    /// `None` when it was refused before it reached a merchant's clock.
    pub(crate) at: Option<Timestamp>,
    pub(crate) merchant: String,
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) query: String,
    /// The page of the endpoint.
    pub(crate) page: Option<usize>,
    pub(crate) body: Body,
    /// `None` when the connection was closed without an answer.
    pub(crate) status: Option<u16>,
    pub(crate) answer: Body,
    pub(crate) violations: Json,
    pub(crate) ignored: Vec<String>,
    pub(crate) trouble: bool,
    pub(crate) replayed: bool,
    pub(crate) micros: u128,
}

/// The text of a body, which is read and masked when somebody looks.
#[derive(Debug, Clone, Default)]
pub(crate) enum Body {
    /// There was none, or nobody has read it.
    #[default]
    None,
    Kept(Bytes),
    /// It was too long to be kept; its bytes.
    Long(usize),
}

/// Who looks at the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader {
    /// A person, on the page: no secrets, nothing personal.
    Person,
    /// A test: no secrets.
    Test,
}

/// The last exchanges.
#[derive(Debug, Default)]
pub(crate) struct Log {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    count: u64,
    exchanges: VecDeque<Exchange>,
}

impl Log {
    pub(crate) fn add(&self, mut exchange: Exchange) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.count += 1;
        exchange.number = inner.count;
        exchange.at.get_or_insert_with(Timestamp::now);
        exchange.ignored.truncate(limits::RECORDED_ROWS);
        if let Json::List(violations) = &mut exchange.violations {
            violations.truncate(limits::RECORDED_ROWS);
        }
        if inner.exchanges.len() >= limits::RECORDED {
            inner.exchanges.pop_front();
        }
        inner.exchanges.push_back(exchange);
    }

    /// Forgets the exchanges of one merchant, or all.
    pub(crate) fn clear(&self, merchant: Option<&str>) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.exchanges.retain(|it| merchant.is_some_and(|merchant| it.merchant != merchant));
    }

    /// The exchanges after a number, of one merchant or all, as a reader may see them. A person sees
    /// what came without credentials beside what is his.
    pub(crate) fn read(
        &self,
        api: &Api,
        after: u64,
        merchant: Option<&str>,
        reader: Reader,
    ) -> Json {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let is_of = |it: &Exchange, merchant: &str| {
            it.merchant == merchant || it.merchant.is_empty() && reader == Reader::Person
        };
        let wanted = inner
            .exchanges
            .iter()
            .filter(|it| it.number > after && merchant.is_none_or(|merchant| is_of(it, merchant)));
        Json::List(wanted.map(|it| it.shown(api, reader)).collect())
    }
}

impl Exchange {
    fn shown(&self, api: &Api, reader: Reader) -> Json {
        let endpoint = self.page.and_then(|page| api.pages[page].endpoint.as_ref());
        let request = endpoint.map(|it| &it.request);
        let is_success = self.status.is_some_and(|it| it < 300);
        let answer = endpoint.and_then(|it| it.answer).filter(|_| is_success);
        let answer = answer.map(|id| api.object(id));
        let masked = |object: Option<&Object>, body: &Body| match (body.read(), object) {
            (Ok(value), Some(object)) => masked(api, object, &value, reader),
            // The sandbox's own words.
            (Ok(value), None) => value,
            (Err(length), _) => Json::text(format!("(a body of some {length} bytes)")),
        };
        let ignored = self.ignored.iter().map(Json::text).collect();
        Json::object([
            ("number", Json::number(self.number)),
            ("at", self.at.map_or(Json::Null, |at| Json::text(time::printed(at)))),
            ("merchant", Json::text(hint(&self.merchant))),
            ("method", Json::text(self.method.as_str())),
            ("path", Json::text(masks::path(endpoint, &self.path, reader))),
            ("query", Json::text(masks::query(request, &self.query, reader))),
            ("endpoint", endpoint.map_or(Json::Null, |it| Json::text(it.name.clone()))),
            ("body", masked(request, &self.body)),
            ("status", self.status.map_or(Json::Null, Json::number)),
            ("answer", masked(answer, &self.answer)),
            ("violations", self.violations.clone()),
            ("ignored", Json::List(ignored)),
            ("trouble", Json::Boolean(self.trouble)),
            ("replayed", Json::Boolean(self.replayed)),
            ("micros", Json::number(self.micros)),
        ])
    }
}

/// A merchant key as it may be shown: enough to tell one from another.
pub(crate) fn hint(key: &str) -> String {
    let start: String = key.chars().take(4).collect();
    if key.chars().count() > 4 { format!("{start}…") } else { start }
}

/// What stands for a merchant key on the page: the key itself is a secret.
pub(crate) fn handle(key: &str) -> String {
    format!("@{}", &digest(key)[..8])
}

impl Body {
    /// Keeps a copy: the bytes of a request stand in the buffer of its connection.
    pub(crate) fn copied(text: &[u8]) -> Self {
        match text.len() {
            length if length > limits::RECORDED_BODY => Self::Long(length),
            _ => Self::Kept(Bytes::copy_from_slice(text)),
        }
    }

    /// Keeps the bytes of an answer beside the connection that sends them.
    pub(crate) fn shared(text: &Bytes) -> Self {
        match text.len() {
            length if length > limits::RECORDED_BODY => Self::Long(length),
            _ => Self::Kept(text.clone()),
        }
    }

    /// The value, null if the text is no JSON; or the length of a text that was not kept.
    fn read(&self) -> Result<Json, usize> {
        match self {
            Self::None => Ok(Json::Null),
            Self::Kept(text) => {
                let text = std::str::from_utf8(text).map_err(|error| error.to_string());
                Ok(text.and_then(Json::read).unwrap_or_default())
            }
            Self::Long(length) => Err(*length),
        }
    }
}
