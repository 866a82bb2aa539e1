//! One request to one answer, without a socket: everything that the server and the tests share.

mod orders;

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use generator::api::{Api, Endpoint, Page};
use http::{HeaderMap, HeaderName, Method, StatusCode};
use tokio::sync::Notify;

use crate::authentication::{self, Caller};
use crate::clock;
use crate::identifiers::{Identifiers, digest};
use crate::json::Json;
use crate::judge::{self, Judges};
use crate::log::{Exchange, Log};
use crate::refusal::{Refusal, Violation};
use crate::resources::{self, Call, Effect, Failed};
use crate::router::{self, Found, Router};
use crate::store::{StateError, Store, Work};
use crate::trouble::{Outcomes, Trouble, Troubles};

/// The header with the violated rows of a refusal.
const VIOLATIONS: HeaderName = HeaderName::from_static("x-sandbox-violations");

/// The header of an answer that was given before.
const REPLAYED: HeaderName = HeaderName::from_static("x-sandbox-replayed");

/// The longest text in the header with the violated rows.
const LONGEST_HEADER: usize = 16 * 1024;

/// A sandbox without its server.
pub(crate) struct Engine {
    pub(crate) api: Api,
    router: Router,
    judges: Judges,
    pub(crate) identifiers: Identifiers,
    pub(crate) clock: clock::Source,
    store: Mutex<Store>,
    pub(crate) troubles: Troubles,
    pub(crate) log: Log,
    /// Wakes what sends notifications.
    pub(crate) has_notices: Notify,
}

/// A request as it came.
pub(crate) struct Asked<'a> {
    pub(crate) method: &'a Method,
    pub(crate) path: &'a str,
    pub(crate) query: &'a str,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: &'a [u8],
}

/// What goes back, and what trouble is made with it.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: Vec<(HeaderName, String)>,
    pub(crate) body: Option<Json>,
    pub(crate) trouble: Trouble,
}

/// An endpoint that a request has found.
#[derive(Clone, Copy)]
struct Route<'a> {
    number: usize,
    page: &'a Page,
    endpoint: &'a Endpoint,
}

impl Engine {
    pub(crate) fn new(api: Api, store: Store, seed: Option<u64>) -> Self {
        Self {
            router: Router::new(&api),
            judges: Judges::new(&api),
            identifiers: Identifiers::new(seed),
            clock: if seed.is_some() { clock::Source::Seeded } else { clock::Source::World },
            store: Mutex::new(store),
            troubles: Troubles::default(),
            log: Log::default(),
            has_notices: Notify::new(),
            api,
        }
    }

    pub(crate) fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers a request, and writes both into the log.
    pub(crate) fn answer(&self, asked: &Asked<'_>) -> Reply {
        let start = Instant::now();
        let mut exchange = Exchange {
            method: asked.method.to_string(),
            path: asked.path.to_owned(),
            query: asked.query.to_owned(),
            ..Exchange::default()
        };
        let reply = self.answered(asked, &mut exchange).unwrap_or_else(|refusal| {
            exchange.violations = refusal.details(&self.api);
            self.refused(&refusal, &exchange.ignored)
        });
        exchange.trouble = reply.trouble != Trouble::default();
        exchange.status = (!reply.trouble.drops).then_some(reply.status.as_u16());
        exchange.answer = reply.body.clone().unwrap_or_default();
        exchange.micros = start.elapsed().as_micros();
        self.log.add(exchange);
        reply
    }

    fn answered(&self, asked: &Asked<'_>, exchange: &mut Exchange) -> Result<Reply, Refusal> {
        let (route, path) = self.route(asked)?;
        exchange.page = Some(route.number);
        let caller = authentication::caller(&self.api, asked.headers)?;
        exchange.merchant.clone_from(&caller.key);
        let read = self.read(route.endpoint, asked);
        let sent = read.as_ref().cloned().unwrap_or_default();
        exchange.body = sent.clone();
        let trouble = self.trouble(route.endpoint, &caller, asked, &sent)?;
        if trouble.is_of_the_answer() && !trouble.after && replaces_the_answer(&trouble) {
            exchange.at = crate::time::printed(jiff::Timestamp::now());
            return Ok(Reply::instead(trouble));
        }
        let reply = self.carry_out(route, &path, asked, &caller, read, &trouble, exchange)?;
        Ok(reply.with(trouble))
    }

    fn route(&self, asked: &Asked<'_>) -> Result<(Route<'_>, BTreeMap<String, String>), Refusal> {
        let (number, path) = match self.router.find(asked.method.as_str(), asked.path) {
            Found::Endpoint(page, path) => (page, path),
            Found::OtherMethods(methods) => {
                let text = format!("this path knows {methods}");
                let mut refusal = Refusal::plain(StatusCode::METHOD_NOT_ALLOWED, "method", text);
                refusal.header = Some((http::header::ALLOW, methods));
                return Err(refusal);
            }
            Found::Nothing => {
                let text = "no documented endpoint has this path";
                return Err(Refusal::plain(StatusCode::NOT_FOUND, "path", text));
            }
        };
        match router::endpoint(&self.api, number) {
            Some((page, endpoint)) => Ok((Route { number, page, endpoint }, path)),
            None => Err(Refusal::plain(StatusCode::NOT_FOUND, "path", "there is no endpoint")),
        }
    }

    /// The body, or what is wrong with its text.
    fn read(&self, endpoint: &Endpoint, asked: &Asked<'_>) -> Result<Json, Refusal> {
        if !endpoint.has_body {
            return Ok(Json::Object(Vec::new()));
        }
        let text = std::str::from_utf8(asked.body).map_err(|_| "it is not UTF-8".to_owned());
        text.and_then(Json::read).map_err(|error| {
            let text = format!("the body is no JSON: {error}");
            Refusal::plain(StatusCode::BAD_REQUEST, "body", text)
        })
    }

    fn trouble(
        &self,
        endpoint: &Endpoint,
        caller: &Caller,
        asked: &Asked<'_>,
        body: &Json,
    ) -> Result<Trouble, Refusal> {
        let trouble =
            self.troubles.of_request(&caller.key, endpoint, asked.headers, body, &self.identifiers);
        trouble.map_err(|text| Refusal::plain(StatusCode::BAD_REQUEST, "trouble", text))
    }

    #[expect(clippy::too_many_arguments, reason = "all that is known of one request")]
    fn carry_out(
        &self,
        route: Route<'_>,
        path: &BTreeMap<String, String>,
        asked: &Asked<'_>,
        caller: &Caller,
        read: Result<Json, Refusal>,
        trouble: &Trouble,
        exchange: &mut Exchange,
    ) -> Result<Reply, Refusal> {
        let Route { number, page, endpoint } = route;
        let query: Vec<(String, String)> =
            form_urlencoded::parse(asked.query.as_bytes()).into_owned().collect();
        let mut violations = judge::headers(&self.api, endpoint, asked.headers);
        violations.extend(judge::query(&self.api, endpoint, &query));
        self.admit(caller)?;
        let mut body = read.map_err(|mut refusal| {
            refusal.violations.splice(..0, violations.drain(..));
            refusal
        })?;
        if endpoint.has_body {
            judge::as_the_sample_does(page, endpoint, &mut body);
            violations.extend(self.judges.body(&self.api, number, endpoint, &body));
            violations.extend(self.foreign_credentials(endpoint, caller, &body));
        }
        let (known, ignored) = judge::without_unknown(&self.api, &endpoint.request, &body);
        exchange.ignored = ignored;
        let Some(behaviour) = &endpoint.behaviour else {
            let text = "the spec does not say what this endpoint does";
            return Err(Refusal::plain(StatusCode::NOT_IMPLEMENTED, "path", text));
        };
        self.bill(&caller.key, None).map_err(|error| full(&error))?;
        let mut store = self.store();
        let merchant = store.merchant(&caller.key);
        let merchant = merchant.ok_or_else(|| full(&StateError::Full("it was just reset")))?;
        let now = merchant.meta.clock.now(self.clock);
        exchange.at = crate::time::printed(now);
        let outcomes = Outcomes {
            asked: trouble.charge,
            merchant: &caller.key,
            troubles: &self.troubles,
            identifiers: &self.identifiers,
        };
        let call = Call {
            api: &self.api,
            page,
            endpoint,
            behaviour,
            path,
            query: &query,
            body: &known,
            outcomes: &outcomes,
        };
        let mut work = Work::new(&caller.key, merchant, &self.identifiers, now);
        let effect = call.carry_out(violations, &mut work).map_err(|failed| match failed {
            Failed::Refused(refusal) => refusal,
            Failed::State(error) => full(&error),
        })?;
        let changes = work.finish();
        let notifies = !changes.notices.is_empty();
        store.commit(&caller.key, changes).map_err(|error| full(&error))?;
        drop(store);
        if notifies {
            self.has_notices.notify_one();
        }
        exchange.replayed = effect.replayed;
        Ok(Reply::of(effect, &exchange.ignored))
    }

    /// Lets a merchant in: the first request of a key decides its password.
    fn admit(&self, caller: &Caller) -> Result<(), Refusal> {
        let mut store = self.store();
        let given = caller.password.as_ref().map(digest);
        let known = store.merchant(&caller.key).map(|it| (it.meta.password, it.meta.stocked));
        if let Some((password @ Some(_), true)) = known {
            let is_right = password == given;
            return if is_right { Ok(()) } else { Err(authentication::wrong_password(&self.api)) };
        }
        if known.is_some_and(|(password, stocked)| stocked && password == given) {
            return Ok(());
        }
        store.admit(&caller.key).map_err(|error| full(&error))?;
        let Some(merchant) = store.merchant(&caller.key) else { return Ok(()) };
        let now = merchant.meta.clock.now(self.clock);
        let mut work = Work::new(&caller.key, merchant, &self.identifiers, now);
        work.meta().password = work.meta().password.or(given);
        resources::stock(&self.api, &mut work).map_err(|error| full(&error))?;
        let changes = work.finish();
        store.commit(&caller.key, changes).map_err(|error| full(&error))
    }

    /// Rows that are credentials hold the caller's own.
    fn foreign_credentials(
        &self,
        endpoint: &Endpoint,
        caller: &Caller,
        body: &Json,
    ) -> Vec<Violation> {
        let user = self.api.authentication.basic.as_ref().map(|it| &it.0);
        let rows = endpoint.request.rows.iter();
        let foreign =
            rows.filter(|row| row.credential.is_some() && row.credential.as_ref() == user);
        let foreign =
            foreign.filter(|row| body.str_at(&row.wire).is_some_and(|value| value != caller.key));
        let violation = |row: &generator::api::Row| Violation {
            field: row.wire.clone(),
            pointer: format!("/{}", row.wire),
            row: row.wire.clone(),
            document: Some(row.document),
            text: format!("Invalid {}: it is not that of the request's credentials", row.wire),
        };
        foreign.map(violation).collect()
    }

    fn refused(&self, refusal: &Refusal, ignored: &[String]) -> Reply {
        let details = refusal.details(&self.api).to_string();
        let mut headers = Vec::new();
        if details.is_ascii() && details.len() <= LONGEST_HEADER {
            headers.push((VIOLATIONS, details));
        }
        headers.extend(refusal.header.clone());
        let mut body = refusal.body(&self.api);
        tell_ignored(&mut body, ignored);
        Reply { status: refusal.status, headers, body: Some(body), trouble: Trouble::default() }
    }
}

impl Reply {
    fn of(effect: Effect, ignored: &[String]) -> Self {
        let mut body = effect.body;
        body.iter_mut().for_each(|body| tell_ignored(body, ignored));
        let headers = effect.replayed.then(|| (REPLAYED, "true".to_owned())).into_iter().collect();
        Self { status: effect.status, headers, body, trouble: Trouble::default() }
    }

    /// The answer of a request that trouble has kept from its effect.
    fn instead(trouble: Trouble) -> Self {
        let status = trouble.status.and_then(|it| StatusCode::from_u16(it).ok());
        let body = Json::object([("message", Json::text("trouble on purpose"))]);
        let reply = Self {
            status: status.unwrap_or(StatusCode::OK),
            headers: Vec::new(),
            body: Some(body),
            trouble: Trouble::default(),
        };
        reply.with(trouble)
    }

    /// The answer with what trouble makes of it.
    fn with(mut self, trouble: Trouble) -> Self {
        if let Some(status) = trouble.status.and_then(|it| StatusCode::from_u16(it).ok()) {
            self.status = status;
        }
        if let Some(seconds) = trouble.retry_after {
            self.headers.push((http::header::RETRY_AFTER, seconds.to_string()));
        }
        Self { trouble, ..self }
    }
}

/// Whether a trouble keeps a request from its effect: a delay, say, does not.
fn replaces_the_answer(trouble: &Trouble) -> bool {
    trouble.drops || trouble.status.is_some_and(|it| it >= 300)
}

/// Newer versions say which keys they have ignored.
fn tell_ignored(body: &mut Json, ignored: &[String]) {
    if !ignored.is_empty() && matches!(body, Json::Object(_)) {
        body.set("ignoredProperties", Json::List(ignored.iter().map(Json::text).collect()));
    }
}

/// The sandbox itself has failed, or has no more room.
pub(crate) fn full(error: &StateError) -> Refusal {
    Refusal::plain(StatusCode::INSUFFICIENT_STORAGE, "sandbox", error.to_string())
}
