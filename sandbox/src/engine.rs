//! One request to one answer, without a socket: everything that the server and the tests share.

mod orders;
mod reply;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use generator::api::{Api, Endpoint, Page};
use http::{HeaderMap, Method, StatusCode};
use tokio::sync::Notify;

use crate::authentication::{self, Caller};
use crate::clock;
use crate::identifiers::{Identifiers, digest};
use crate::json::Json;
use crate::judge::{self, Judges};
use crate::log::{self, Exchange, Log};
use crate::refusal::{Refusal, Violation};
use crate::resources::{self, Call, Effect};
use crate::router::{self, Found, Router};
use crate::store::{StateError, Store, Work};
use crate::trouble::{Cause, Outcome, Outcomes, Troubles};

pub(crate) use orders::{Moved, Order};
pub(crate) use reply::Reply;

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
    /// Wakes what waits before it sends one again.
    pub(crate) has_target: Notify,
}

/// A request as it came.
pub(crate) struct Asked<'a> {
    pub(crate) method: &'a Method,
    pub(crate) path: &'a str,
    pub(crate) query: &'a str,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: &'a [u8],
}

/// An endpoint that a request has found.
#[derive(Clone, Copy)]
struct Route<'a> {
    number: usize,
    page: &'a Page,
    endpoint: &'a Endpoint,
}

/// A request that is let in.
struct Arrival<'a> {
    route: Route<'a>,
    /// The values of the path's rows.
    path: BTreeMap<String, String>,
    caller: Caller,
    /// The body, or what is wrong with its text.
    body: Result<Json, Refusal>,
    /// How the request wants its charge to end.
    charge: Option<Outcome>,
}

impl Engine {
    pub(crate) fn new(api: Api, store: Store, seed: Option<u64>) -> Self {
        let identifiers = Identifiers::new(seed);
        Self {
            router: Router::new(&api),
            judges: Judges::new(&api),
            troubles: Troubles::new(identifiers.clone()),
            identifiers,
            clock: if seed.is_some() { clock::Source::Seeded } else { clock::Source::World },
            store: Mutex::new(store),
            log: Log::default(),
            has_notices: Notify::new(),
            has_target: Notify::new(),
            api,
        }
    }

    pub(crate) fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers a request, and writes both into the log.
    pub(crate) fn answer(&self, asked: &Asked<'_>) -> Reply {
        self.recorded(asked, |exchange| self.answered(asked, exchange))
    }

    /// Refuses a request that could not be taken in, and writes it into the log: to its merchant, as
    /// far as it can be told.
    pub(crate) fn refuse(&self, asked: &Asked<'_>, status: StatusCode, text: &str) -> Reply {
        self.recorded(asked, |exchange| {
            let (route, _) = self.route(asked)?;
            exchange.page = Some(route.number);
            if let Ok(caller) = authentication::caller(&self.api, asked.headers) {
                exchange.merchant = caller.key;
            }
            Err(Refusal::plain(status, "request", text))
        })
    }

    fn recorded(
        &self,
        asked: &Asked<'_>,
        answer: impl FnOnce(&mut Exchange) -> Result<Reply, Refusal>,
    ) -> Reply {
        let start = Instant::now();
        let mut exchange = Exchange {
            method: asked.method.clone(),
            path: asked.path.to_owned(),
            query: asked.query.to_owned(),
            headers: log::headers_of(&self.api, asked.headers),
            ..Exchange::default()
        };
        let answered = answer(&mut exchange);
        let reply = answered.unwrap_or_else(|refusal| self.refused(&refusal, &mut exchange));
        exchange.at.get_or_insert_with(|| self.clock.start());
        exchange.answered_with(&reply);
        exchange.micros = start.elapsed().as_micros();
        self.log.add(exchange);
        reply
    }

    fn answered(&self, asked: &Asked<'_>, exchange: &mut Exchange) -> Result<Reply, Refusal> {
        let (route, path) = self.route(asked)?;
        exchange.page = Some(route.number);
        let caller = authentication::caller(&self.api, asked.headers)?;
        exchange.merchant.clone_from(&caller.key);
        exchange.at = Some(self.now(&caller.key).unwrap_or_else(|| self.clock.start()));
        exchange.body = log::Body::copied(body_of(route.endpoint, asked));
        let body = read(route.endpoint, asked);
        let of_body = body.as_ref().ok();
        let trouble = self.troubles.of_request(&caller.key, route.endpoint, asked.headers, of_body);
        let trouble =
            trouble.map_err(|text| Refusal::plain(StatusCode::BAD_REQUEST, "trouble", text))?;
        if trouble.replaces_the_effect() {
            return Ok(Reply::instead(&self.api, trouble));
        }
        let arrival = Arrival { route, path, caller, body, charge: trouble.charge };
        let reply = self
            .carry_out(asked, arrival, exchange)
            .unwrap_or_else(|refusal| self.refused(&refusal, exchange));
        Ok(reply.with(&self.api, trouble))
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

    fn carry_out(
        &self,
        asked: &Asked<'_>,
        arrival: Arrival<'_>,
        exchange: &mut Exchange,
    ) -> Result<Reply, Refusal> {
        let Arrival { route: Route { number, page, endpoint }, path, caller, body, charge } =
            arrival;
        let query: Vec<(String, String)> =
            form_urlencoded::parse(asked.query.as_bytes()).into_owned().collect();
        let mut violations = judge::headers(&self.api, endpoint, asked.headers);
        violations.extend(self.judges.path(&self.api, number, endpoint, &path)?);
        violations.extend(judge::query(&self.api, endpoint, &query));
        self.admit(&caller)?;
        let mut body = body.map_err(|mut refusal| {
            refusal.violations.splice(..0, violations.drain(..));
            refusal
        })?;
        if endpoint.has_body {
            judge::as_the_sample_does(page, endpoint, &mut body);
            violations.extend(self.judges.body(&self.api, number, endpoint, &body)?);
            violations.extend(self.foreign_credentials(endpoint, &caller, &body));
        }
        let (known, ignored) = judge::without_unknown(&self.api, &endpoint.request, body);
        exchange.ignored = ignored;
        let Some(behaviour) = &endpoint.behaviour else {
            let text = "the spec does not say what this endpoint does";
            return Err(Refusal::plain(StatusCode::NOT_IMPLEMENTED, "path", text));
        };
        let (cause, merchant) = (Cause::Request(charge), caller.key.as_str());
        let outcomes = Outcomes { cause, merchant, troubles: &self.troubles };
        let call = Call {
            api: &self.api,
            page,
            endpoint,
            behaviour,
            path: &path,
            query: &query,
            body: &known,
            outcomes: &outcomes,
        };
        let effect = self.perform(&call, &caller.key, violations, exchange)?;
        exchange.replayed = effect.replayed;
        Ok(Reply::of(effect, &exchange.ignored))
    }

    /// Carries a call out as one unit of work, after what was due before it.
    fn perform(
        &self,
        call: &Call<'_>,
        merchant_key: &str,
        violations: Vec<Violation>,
        exchange: &mut Exchange,
    ) -> Result<Effect, Refusal> {
        match self.bill(merchant_key, None) {
            // What is due stays so; what needs no room goes on.
            Ok(_) | Err(StateError::Full(_)) => {}
            Err(error) => return Err(unkept(&error)),
        }
        let mut store = self.store();
        let merchant = store.merchant(merchant_key);
        let merchant = merchant.ok_or_else(|| unkept(&StateError::Full("it was just reset")))?;
        let now = merchant.meta.clock.now(self.clock);
        exchange.at = Some(now);
        let mut work = Work::new(merchant_key, merchant, &self.identifiers, now);
        let effect = call.carry_out(violations, &mut work)?;
        let changes = work.finish();
        let notifies = !changes.notices.is_empty();
        store.commit(merchant_key, changes).map_err(|error| unkept(&error))?;
        drop(store);
        if notifies {
            self.has_notices.notify_one();
        }
        Ok(effect)
    }

    /// Lets a merchant in: the first request of a key decides its password.
    fn admit(&self, caller: &Caller) -> Result<(), Refusal> {
        let mut store = self.store();
        let given = caller.password.as_deref().map(digest);
        let known = store.merchant(&caller.key).map(|it| &it.meta);
        if let Some(meta) = known.filter(|it| it.stocked) {
            match &meta.password {
                password if *password == given => return Ok(()),
                Some(_) => return Err(authentication::wrong_password(&self.api)),
                None => {}
            }
        }
        store.admit(&caller.key).map_err(|error| unkept(&error))?;
        let Some(merchant) = store.merchant(&caller.key) else { return Ok(()) };
        let now = merchant.meta.clock.now(self.clock);
        let mut work = Work::new(&caller.key, merchant, &self.identifiers, now);
        if work.meta().password.is_none() {
            work.meta().password = given;
        }
        resources::stock(&self.api, &mut work);
        let changes = work.finish();
        store.commit(&caller.key, changes).map_err(|error| unkept(&error))
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

    fn refused(&self, refusal: &Refusal, exchange: &mut Exchange) -> Reply {
        exchange.violations = refusal.details(&self.api);
        Reply::refusal(&self.api, refusal, &exchange.violations, &exchange.ignored)
    }
}

/// The text of the body; that of an empty object where the endpoint has none.
fn body_of<'a>(endpoint: &Endpoint, asked: &Asked<'a>) -> &'a [u8] {
    if endpoint.has_body { asked.body } else { b"{}" }
}

/// The body, or what is wrong with its text.
fn read(endpoint: &Endpoint, asked: &Asked<'_>) -> Result<Json, Refusal> {
    let text = std::str::from_utf8(body_of(endpoint, asked));
    let text = text.map_err(|_| "it is not UTF-8".to_owned());
    text.and_then(Json::read).map_err(|error| {
        let text = format!("the body is no JSON: {error}");
        Refusal::plain(StatusCode::BAD_REQUEST, "body", text)
    })
}

/// The sandbox itself has failed, or has no more room.
fn unkept(error: &StateError) -> Refusal {
    Refusal::plain(error.status(), "sandbox", error.to_string())
}
