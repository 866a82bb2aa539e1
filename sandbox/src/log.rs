//! The requests that came and what was answered, for people and for assertions.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use generator::api::{Api, Object, Part, Row, Sensitivity, Type};

use crate::json::Json;
use crate::limits;

/// What stands in place of what must not be shown.
const MASK: &str = "***";

/// One request and its answer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Exchange {
    pub(crate) number: u64,
    pub(crate) at: String,
    pub(crate) merchant: String,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: String,
    /// The page of the endpoint.
    pub(crate) page: Option<usize>,
    pub(crate) body: Json,
    /// `None` when the connection was closed without an answer.
    pub(crate) status: Option<u16>,
    pub(crate) answer: Json,
    pub(crate) violations: Json,
    pub(crate) ignored: Vec<String>,
    pub(crate) trouble: bool,
    pub(crate) replayed: bool,
    pub(crate) micros: u128,
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
        exchange.body = bounded(exchange.body);
        exchange.answer = bounded(exchange.answer);
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

    /// The exchanges after a number, of one merchant or all, as a reader may see them.
    pub(crate) fn read(
        &self,
        api: &Api,
        after: u64,
        merchant: Option<&str>,
        reader: Reader,
    ) -> Json {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let wanted = inner.exchanges.iter().filter(|it| {
            it.number > after && merchant.is_none_or(|merchant| it.merchant == merchant)
        });
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
        let masked = |object: Option<&Object>, value: &Json| match object {
            Some(object) => masked(api, object, value, reader),
            None => value.clone(),
        };
        let ignored = self.ignored.iter().map(Json::text).collect();
        Json::object([
            ("number", Json::number(self.number)),
            ("at", Json::text(self.at.clone())),
            ("merchant", Json::text(hint(&self.merchant))),
            ("method", Json::text(self.method.clone())),
            ("path", Json::text(self.path.clone())),
            ("query", Json::text(self.query.clone())),
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

/// A value without what its rows say must not be shown.
pub(crate) fn masked(api: &Api, object: &Object, value: &Json, reader: Reader) -> Json {
    let Json::Object(entries) = value else { return value.clone() };
    let entries = entries.iter().map(|(key, value)| {
        let row = object.part(Part::Body).find(|row| row.wire == *key);
        let value = match row {
            Some(row) => masked_row(api, row, value, reader),
            // Nobody knows whether it is about a person.
            None if reader == Reader::Person => Json::text(MASK),
            None => value.clone(),
        };
        (key.clone(), value)
    });
    Json::Object(entries.collect())
}

fn masked_row(api: &Api, row: &Row, value: &Json, reader: Reader) -> Json {
    let is_hidden = row.credential.is_some()
        || row.sensitive == Some(Sensitivity::Secret)
        || row.sensitive == Some(Sensitivity::Personal) && reader == Reader::Person;
    match (value, &row.ty) {
        (Json::Null, _) => Json::Null,
        (Json::List(items), Type::Object(id)) => {
            let items = items.iter().map(|it| masked(api, api.object(*id), it, reader));
            Json::List(items.collect())
        }
        (value, Type::Object(id)) => masked(api, api.object(*id), value, reader),
        _ if is_hidden => Json::text(MASK),
        (value, _) => value.clone(),
    }
}

/// A body of a size that can be kept.
fn bounded(body: Json) -> Json {
    let length = body.weight();
    match length > limits::RECORDED_BODY {
        true => Json::Text(format!("(a body of some {length} bytes)")),
        false => body,
    }
}
