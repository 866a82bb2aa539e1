//! A sandbox, a generated client at it, and what it has been told so far.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use client_runtime::{BlockingClient, ClientBuilder, Credentials, Error, Service};
use generator::api::behaviour::Verb;
use generator::api::{Endpoint, Page, Part};
use sandbox::{Choice, Sandbox};

use crate::example;
use crate::json::{Json, below};
use crate::subject::Subject;

/// The merchant: a GUID where a row demands one, an account of twelve characters at most otherwise.
fn key(subject: &Subject) -> &'static str {
    match subject.api.package.name.as_str() {
        "smartpay-client" => "73afeb44-432e-4b91-be37-a6b3d2fb7447",
        _ => "NH-000417",
    }
}

pub(super) fn service(subject: &Subject) -> &'static Service {
    match subject.api.package.name.as_str() {
        "smartpay-client" => &smartpay_client::service::SERVICE,
        _ => &parcel_tracker_client::service::SERVICE,
    }
}

pub(super) struct World {
    pub(super) subject: &'static Subject,
    sandbox: Sandbox,
    client: BlockingClient,
    /// The latest resource of each object, by its name and that of the object it stands under.
    known: BTreeMap<(String, Option<String>), String>,
    /// How many requests were made.
    cases: usize,
}

impl World {
    pub(super) fn start(subject: &'static Subject) -> Self {
        let folder = match subject.api.package.name.as_str() {
            "smartpay-client" => "../spec",
            _ => "parcel-tracker/spec",
        };
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let api = sandbox::read(&folder).unwrap();
        let sandbox = Sandbox::builder().api(api).seed(1).start().unwrap();
        let service = service(subject);
        let fields = service.credentials.iter().enumerate();
        let credentials = fields.fold(Credentials::new(), |credentials, (index, field)| {
            credentials.with(field.name, if index == 0 { key(subject) } else { "secret" })
        });
        let client = ClientBuilder::<BlockingClient, BlockingClient>::new(service, &sandbox.url())
            .credentials(credentials)
            .header("Origin", "https://shop.example")
            .timeout(Duration::from_secs(20));
        let client = client.build().unwrap();
        Self { subject, sandbox, client, known: BTreeMap::new(), cases: 0 }
    }

    /// A sandbox with a resource of every kind.
    pub(super) fn populated(subject: &'static Subject) -> Self {
        let mut world = Self::start(subject);
        let creating = subject.api.endpoints().filter(|(_, it)| super::phase(it) == 0);
        let mut open: Vec<(&Page, &Endpoint)> = creating.collect();
        while !open.is_empty() {
            let before = open.len();
            open.retain(|(page, endpoint)| {
                let fewest = example::fewest(&subject.api, &endpoint.request);
                let Some(value) = world.filled(endpoint, &fewest) else { return true };
                let answer = world.call(page, endpoint, &value);
                answer.unwrap_or_else(|error| panic!("{}: {error}", endpoint.name));
                false
            });
            world.go_on();
            assert!(open.len() < before, "nothing makes the rest possible");
        }
        world
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.sandbox.address()
    }

    /// The merchant's key.
    pub(super) fn key(&self) -> &'static str {
        key(self.subject)
    }

    /// What names a resource that is there, in path and body of a request: each place with the
    /// name, which is unknown while there is none.
    fn names(&self, endpoint: &Endpoint) -> Vec<(String, Json)> {
        let behaviour = endpoint.behaviour.as_ref().unwrap();
        let object = |id| &self.subject.api.object(id).name;
        let key = behaviour.key.as_ref().and_then(|it| it.path.as_ref());
        let mut named: Vec<_> = behaviour.parents.iter().map(|it| (&it.row, it.object)).collect();
        named.extend(key.map(|row| (row, behaviour.object)));
        let mut names = Vec::new();
        let mut above = None;
        for (row, id) in named {
            let known = self.known.get(&(object(id).clone(), above));
            names.extend(known.map(|it| (below("/path", row), Json::text(it))));
            above = Some(object(id).clone());
        }
        for reference in &behaviour.references {
            let known = self.known.get(&(object(reference.object).clone(), None));
            names.extend(known.map(|it| (below("/body", &reference.row), Json::text(it))));
        }
        if let Some(item) = &behaviour.item {
            names.push((below("/path", &item.at), Json::text("1")));
        }
        for row in endpoint.request.part(Part::Body).filter(|it| it.credential.is_some()) {
            names.push((below("/body", &row.wire), Json::text(self.key())));
        }
        names
    }

    /// A request whose rows name resources that are there; `None` while there are none.
    pub(super) fn filled(&mut self, endpoint: &Endpoint, value: &Json) -> Option<Json> {
        let behaviour = endpoint.behaviour.as_ref().unwrap();
        let object = |id| &self.subject.api.object(id).name;
        let mut value = value.clone();
        let is_new = behaviour.verb == Verb::Replaces && behaviour.item.is_none();
        let key = behaviour.key.as_ref().and_then(|it| it.path.as_ref()).filter(|_| !is_new);
        let mut named: Vec<_> = behaviour.parents.iter().map(|it| (&it.row, it.object)).collect();
        named.extend(key.map(|row| (row, behaviour.object)));
        let mut above = None;
        for (row, id) in named {
            let known = self.known.get(&(object(id).clone(), above))?;
            value = value.with(&below("", row), self.typed(endpoint, row, known));
            above = Some(object(id).clone());
        }
        for reference in &behaviour.references {
            let place = below("", &reference.row);
            if value.at(&place).is_none() {
                continue;
            }
            let row = endpoint.request.rows.iter().find(|it| it.wire == reference.row).unwrap();
            value = match self.known.get(&(object(reference.object).clone(), None)) {
                Some(known) => value.with(&place, Json::text(known)),
                None if row.optional => value.without(&place),
                None => return None,
            };
        }
        if let Some(item) = &behaviour.item {
            value = value.with(&below("", &item.at), Json::number(1));
        }
        self.cases += 1;
        if let Some(row) = &endpoint.idempotent_by {
            value = value.with(&below("", row), Json::text(format!("case {}", self.cases)));
        }
        // What a credential is for is the client's to fill in.
        for row in endpoint.request.part(Part::Body).filter(|it| it.credential.is_some()) {
            value = value.without(&below("", &row.wire));
        }
        // The sandbox takes the words that a page shows, and the table names none.
        if endpoint.name == "Update Subscription" && value.at("/status").is_some() {
            value = value.with("/status", Json::text("paused"));
        }
        if endpoint.name == "Create Subscription" {
            value = value.with("/merchantMetadata", Json::text("sandbox: declined"));
        }
        Some(value)
    }

    /// The names of what is there; for an endpoint that updates, of a resource with all its rows.
    pub(super) fn names_for(&mut self, endpoint: &Endpoint) -> Vec<(String, Json)> {
        let known = self.known.clone();
        self.make_whole(endpoint);
        let names = self.names(endpoint);
        self.known = known;
        names
    }

    /// Makes the resource that an endpoint updates, with all its rows: a part of an object can only be
    /// sent where there is the rest of it.
    pub(super) fn make_whole(&mut self, endpoint: &Endpoint) {
        let api = &self.subject.api;
        let updated = endpoint.behaviour.as_ref().filter(|it| it.verb == Verb::Updates);
        let Some(object) = updated.map(|it| it.object) else { return };
        let makes = |it: &Endpoint| {
            it.behaviour.as_ref().is_some_and(|it| it.verb == Verb::Creates && it.object == object)
        };
        for (page, making) in api.endpoints().filter(|(_, it)| makes(it)) {
            let full = later(example::full(api, &making.request), "/startDate");
            let value = self.filled(making, &full).unwrap();
            self.call(page, making, &value).unwrap_or_else(|error| panic!("{error}"));
        }
    }

    fn typed(&self, endpoint: &Endpoint, row: &str, known: &str) -> Json {
        let row = endpoint.request.rows.iter().find(|it| it.wire == row).unwrap();
        match row.ty {
            generator::api::Type::Integer => Json::number(known),
            _ => Json::text(known),
        }
    }

    /// Sends a request by the generated client, and holds the answer against the sample of its
    /// page. The answer comes back.
    pub(super) fn call(
        &mut self,
        page: &Page,
        endpoint: &Endpoint,
        value: &Json,
    ) -> Result<Json, String> {
        let request = (self.subject.request(endpoint).read)(&value.to_string());
        let request = request.map_err(|error| format!("the client does not read it: {error}"))?;
        request.send(&self.client).map_err(|error| match &error {
            Error::Refused(refused) => format!("{error}: {}", refused.body().to_text()),
            _ => format!("{error:?}"),
        })?;
        let recorded = Json::read(&self.sandbox.requests(key(self.subject)));
        let Json::List(recorded) = recorded else { panic!("no list of requests") };
        self.sandbox.forget_requests(key(self.subject));
        let answer = recorded.last().unwrap().get("answer").unwrap();
        self.learn(endpoint, answer, value);
        let answer = answer.clone();
        if let (Some(sample), Json::Object(_)) = (&page.samples.answer, &answer) {
            same_shape("", &Json::from(sample), &answer)?;
        }
        Ok(answer)
    }

    /// Keeps the names of what the answer shows.
    fn learn(&mut self, endpoint: &Endpoint, answer: &Json, sent: &Json) {
        let behaviour = endpoint.behaviour.as_ref().unwrap();
        if behaviour.verb == Verb::Deletes {
            return;
        }
        let mut behaviours =
            self.subject.api.endpoints().filter_map(|(_, it)| it.behaviour.as_ref());
        let key =
            behaviours.find_map(|it| it.key.as_ref().filter(|_| it.object == behaviour.object));
        let Some(key) = key else { return };
        let one = match &behaviour.paged {
            Some(paged) => match answer.get(&paged.items) {
                Some(Json::List(items)) => items.first(),
                _ => None,
            },
            None => Some(answer),
        };
        let named = one.and_then(|it| it.get(&key.row)).or_else(|| sent.get(&key.row));
        let name = match named {
            Some(Json::Text(name) | Json::Number(name)) if name != "***" => name.clone(),
            _ => return,
        };
        let object = |id| self.subject.api.object(id).name.clone();
        let above = behaviour.parents.last().map(|it| object(it.object));
        // The customer takes his step at once, where there is one to take.
        let _ = self.sandbox.customer(&name, Choice::Approve);
        self.known.insert((object(behaviour.object), above), name);
    }

    /// Months go by.
    pub(super) fn go_on(&self) {
        if self.known.keys().any(|(object, _)| object == "Subscription") {
            self.sandbox.advance(key(self.subject), "P2M").unwrap();
        }
    }
}

/// A date that is not before the sandbox's day, which is one of 2030: it is put into a leap year, for
/// the 29th of February.
pub(super) fn later(value: Json, place: &str) -> Json {
    match value.at(place) {
        Some(Json::Text(date)) if date.is_char_boundary(4) && date.len() > 4 => {
            value.with(place, Json::text(format!("2032{}", &date[4..])))
        }
        _ => value,
    }
}

/// What the sample has is there, in a value of the same kind where both have one; what nobody gave
/// may be missing.
fn same_shape(place: &str, sample: &Json, answer: &Json) -> Result<(), String> {
    match (sample, answer) {
        (Json::Object(rows), Json::Object(_)) => rows.iter().try_for_each(|(key, sample)| {
            let answer = answer.get(key).unwrap_or(&Json::Null);
            same_shape(&below(place, key), sample, answer)
        }),
        (Json::List(samples), Json::List(items)) => {
            let pair = samples.first().zip(items.first());
            pair.map_or(Ok(()), |(sample, item)| same_shape(place, sample, item))
        }
        (Json::Null, _) | (_, Json::Null) => Ok(()),
        (sample, answer) if std::mem::discriminant(sample) == std::mem::discriminant(answer) => {
            Ok(())
        }
        _ => Err(format!("`{place}` is of another kind")),
    }
}

/// Every key of the documented answer is in the answer to the documented request.
pub(super) fn has_every_key(place: &str, sample: &Json, answer: &Json) -> Result<(), String> {
    let Json::Object(rows) = sample else { return Ok(()) };
    rows.iter().try_for_each(|(key, sample)| {
        let place = below(place, key);
        match answer.get(key) {
            Some(answer) => has_every_key(&place, sample, answer),
            None => Err(format!("`{place}` of the documented answer is missing")),
        }
    })
}
