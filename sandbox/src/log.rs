//! The requests that came and what was answered, for people and for assertions.

mod masks;
#[cfg(test)]
mod tests;
mod told;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use generator::api::{Api, Object};
use http::Method;
use jiff::Timestamp;
use smol_str::SmolStr;

use crate::identifiers::digest;
use crate::json::Json;
use crate::{limits, time};

pub(crate) use masks::masked;
pub(crate) use told::headers_of;

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
    /// The documented headers, but for the credentials: their places in the documents, and values.
    pub(crate) headers: Vec<(usize, SmolStr)>,
    /// The page of the endpoint.
    pub(crate) page: Option<usize>,
    pub(crate) body: Body,
    /// `None` when the connection was closed without an answer.
    pub(crate) status: Option<u16>,
    /// What was sent of the answer.
    pub(crate) answer: Body,
    pub(crate) violations: Json,
    pub(crate) ignored: Vec<String>,
    /// What trouble has made of the answer, in words.
    pub(crate) trouble: Option<String>,
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
    /// Trouble has made something of it that is not to be shown.
    Spoilt(String),
}

/// Who looks at the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader {
    /// A person, on the page: no secrets, nothing personal.
    Person,
    /// A test: no secrets.
    Test,
}

/// The last exchanges of each merchant.
#[derive(Debug, Default)]
pub(crate) struct Log {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    /// How many there have been.
    count: u64,
    /// How many are kept.
    kept: usize,
    /// By merchant key; those that came without credentials under no key.
    rings: BTreeMap<String, VecDeque<Exchange>>,
}

impl Log {
    pub(crate) fn add(&self, mut exchange: Exchange) {
        exchange.bound();
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.count += 1;
        exchange.number = inner.count;
        inner.make_room(&exchange.merchant);
        inner.kept += 1;
        match inner.rings.get_mut(&exchange.merchant) {
            Some(ring) => ring.push_back(exchange),
            None => {
                inner.rings.insert(exchange.merchant.clone(), VecDeque::from([exchange]));
            }
        }
    }

    /// Forgets the exchanges of one merchant, or all.
    pub(crate) fn clear(&self, merchant: Option<&str>) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.rings.retain(|key, _| merchant.is_some_and(|merchant| merchant != key));
        inner.kept = inner.rings.values().map(VecDeque::len).sum();
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
        let is_wanted = |key: &str| {
            merchant.is_none_or(|it| it == key) || key.is_empty() && reader == Reader::Person
        };
        let rings = inner.rings.iter().filter(|(key, _)| is_wanted(key));
        let newest = rings
            .flat_map(|(_, ring)| ring.iter().skip(ring.partition_point(|it| it.number <= after)));
        let mut wanted: Vec<&Exchange> = newest.collect();
        wanted.sort_unstable_by_key(|it| it.number);
        Json::List(wanted.into_iter().map(|it| it.shown(api, reader)).collect())
    }
}

impl Inner {
    /// Makes room for one more of a merchant: its own oldest goes when it has all it may have, else
    /// the oldest of the one with the most.
    fn make_room(&mut self, merchant: &str) {
        let own = self.rings.get(merchant).map_or(0, VecDeque::len);
        let is_full = self.kept >= limits::RECORDED_IN_ALL;
        let share = limits::RECORDED_IN_ALL / self.rings.len().max(1);
        let outdated = if own >= limits::RECORDED || is_full && own > 0 && own >= share {
            self.rings.get_mut(merchant)
        } else if is_full {
            self.rings.values_mut().max_by_key(|ring| ring.len())
        } else {
            return;
        };
        if outdated.and_then(VecDeque::pop_front).is_some() {
            self.kept -= 1;
        }
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
            (Err(words), _) => Json::text(words),
        };
        let ignored = self.ignored.iter().map(Json::text).collect();
        Json::object([
            ("number", Json::number(self.number)),
            ("at", self.at.map_or(Json::Null, |at| Json::text(time::printed(at)))),
            ("merchant", Json::text(hint(&self.merchant))),
            ("method", Json::text(self.method.as_str())),
            ("path", Json::text(masks::path(endpoint, &self.path, reader))),
            ("query", Json::text(masks::query(request, &self.query, reader))),
            ("headers", told::headers(api, &self.headers)),
            ("endpoint", endpoint.map_or(Json::Null, |it| Json::text(it.name.clone()))),
            ("body", masked(request, &self.body)),
            ("status", self.status.map_or(Json::Null, Json::number)),
            ("answer", masked(answer, &self.answer)),
            ("violations", self.violations.clone()),
            ("ignored", Json::List(ignored)),
            ("trouble", self.trouble.as_ref().map_or(Json::Null, Json::text)),
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

    /// The value, null if the text is no JSON; or words for a text that was not kept.
    fn read(&self) -> Result<Json, String> {
        match self {
            Self::None => Ok(Json::Null),
            Self::Kept(text) => {
                let text = std::str::from_utf8(text).map_err(|error| error.to_string());
                Ok(text.and_then(Json::read).unwrap_or_default())
            }
            Self::Long(length) => Err(format!("(a body of some {length} bytes)")),
            Self::Spoilt(words) => Err(words.clone()),
        }
    }
}
