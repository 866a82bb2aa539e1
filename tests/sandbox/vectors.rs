//! The test vectors, judged by the sandbox: what is allowed is carried out, and what is not is
//! refused with the rows that offend. Where it decides otherwise, the reason has a name.

use std::collections::BTreeMap;

use generator::api::behaviour::Verb;
use generator::api::{Endpoint, Mandatory, Page, Part, Type};

use super::raw::{Answer, Raw};
use super::world::{World, later};
use crate::differential::differences::{Difference, as_judged};
use crate::json::{Json, below};
use crate::law::Law;
use crate::subject::{self, Subject};
use crate::vectors::{Places, Vector, agrees, files};

/// Why the sandbox says something else of a place than the documents do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reason {
    /// A whole number may be written `5.0`, as JSON Schema has it.
    WholeFloat,
    /// A parameter of a query is ignored where its value is wrong, as documented.
    IgnoredParameter,
    /// An identifier is as it should be, and nothing has it.
    NothingHasIt,
    /// A credential in a body is not that of the request.
    OthersCredential,
    /// The sandbox takes the words that a page shows, where the table of the request names none.
    UnknownWord,
    /// The page's own sample has a text for the number, which is accepted as a recorded deviation.
    AsTheSample,
}

#[test]
fn the_sandbox_judges_each_vector_as_expected() {
    let mut law = Law::new("the sandbox judges each vector as expected");
    let mut tally: BTreeMap<Reason, usize> = BTreeMap::new();
    for subject in subject::all() {
        let mut judge = Judge::new(subject);
        for (page, endpoint) in subject.api.endpoints() {
            let name = endpoint.request.ident.as_str();
            let files = files(&subject.api);
            let file = files.iter().find(|it| it.name == name).unwrap();
            let base = file.json.get("base").unwrap();
            for vector in file.vectors() {
                let parts = judge.filled(endpoint, base, &vector);
                let answer = judge.answer(endpoint, &parts);
                let reasons = reasons(page, endpoint, &parts, &vector, &judge);
                let outcome = judged(&answer, &vector, &reasons);
                if answer.places.iter().ne(&vector.offending) {
                    reasons.iter().for_each(|(_, it)| *tally.entry(*it).or_default() += 1);
                }
                law.case(|| vector.name.clone(), outcome);
            }
        }
    }
    println!("decided otherwise: {tally:?}");
    law.hold();
}

/// A sandbox with a resource of every kind, whose state is the same before each vector.
pub(super) struct Judge {
    pub(super) world: World,
    raw: Raw,
    state: String,
    /// By endpoint, the places that name a resource which is there, each with its name.
    names: BTreeMap<String, Vec<(String, Json)>>,
    /// How many requests were made.
    cases: usize,
}

impl Judge {
    pub(super) fn new(subject: &'static Subject) -> Self {
        let mut world = World::populated(subject);
        let named = subject.api.endpoints().map(|(_, it)| (it.name.clone(), world.names_for(it)));
        let names = named.collect();
        let mut raw = Raw::new(&subject.api, world.address(), world.key());
        let state = raw.order("GET", "state", "");
        Self { world, raw, state, names, cases: 0 }
    }

    fn answer(&mut self, endpoint: &Endpoint, parts: &Json) -> Answer {
        self.answer_with(endpoint, parts, |_| true)
    }

    /// What is answered to some of the headers alone.
    pub(super) fn answer_with(
        &mut self,
        endpoint: &Endpoint,
        parts: &Json,
        is_sent: impl Fn(&str) -> bool,
    ) -> Answer {
        let answer = self.raw.send(endpoint, parts, is_sent);
        let verb = endpoint.behaviour.as_ref().unwrap().verb;
        if answer.status < 300 && !matches!(verb, Verb::Gets | Verb::Lists | Verb::Answers) {
            self.raw.order("PUT", "state", &self.state);
        }
        answer
    }

    /// The parts of a vector, with the names of what is there where it has those of its base.
    pub(super) fn filled(&mut self, endpoint: &Endpoint, base: &Json, vector: &Vector) -> Json {
        self.cases += 1;
        let mut parts = vector.parts.clone();
        let known = self.names[&endpoint.name].clone();
        for (place, name) in known {
            let is_of_base = parts.at(&place).is_some() && parts.at(&place) == base.at(&place);
            // What a sample refers to is not there either.
            let is_sample = place.starts_with("/body") && parts.at(&place).is_some();
            if is_of_base || is_sample && !vector.offending.contains(&place) {
                parts = parts.with(&place, name);
            }
        }
        let start = "/body/startDate";
        if parts.at(start).is_some() && !vector.offending.contains(start) {
            parts = later(parts, start);
        }
        let status = "/body/status";
        if parts.at(status).is_some() && parts.at(status) == base.at(status) {
            parts = parts.with(status, Json::text("paused"));
        }
        if let Some(row) = &endpoint.idempotent_by {
            let place = below("/body", row);
            if parts.at(&place).is_some() && parts.at(&place) == base.at(&place) {
                parts = parts.with(&place, Json::text(format!("case {}", self.cases)));
            }
        }
        parts
    }
}

/// `Ok` if the answer is that of what is expected, save at places where there is a reason.
fn judged(answer: &Answer, vector: &Vector, reasons: &[(String, Reason)]) -> Result<(), String> {
    let found: Places = answer.places.iter().cloned().collect();
    let differing: Places = reasons.iter().map(|(place, _)| place.clone()).collect();
    agrees(&found, &vector.offending, &differing)
        .map_err(|what| format!("{what}, {}: {}", answer.status, answer.body))?;
    let is_status = match found.is_empty() {
        true => (200..300).contains(&answer.status),
        false => (400..500).contains(&answer.status),
    };
    if is_status { Ok(()) } else { Err(format!("{}: {}", answer.status, answer.body)) }
}

/// The places at which the sandbox may decide otherwise, and why.
fn reasons(
    page: &Page,
    endpoint: &Endpoint,
    parts: &Json,
    vector: &Vector,
    judge: &Judge,
) -> Vec<(String, Reason)> {
    let mut reasons = Vec::new();
    for row in &endpoint.request.rows {
        let place = match row.part {
            Part::Path => below("/path", &row.wire),
            Part::Query => below("/query", &row.wire),
            Part::Body => below("/body", &row.wire),
        };
        let offends = vector.offending.contains(&place);
        let known = &judge.names[&endpoint.name];
        let is_there = known.iter().any(|(it, name)| *it == place && parts.at(it) == Some(name));
        let is_others = |key: &Json| *key != Json::text(judge.world.key());
        match row.part {
            Part::Query if offends && row.mandatory != Mandatory::Yes => {
                reasons.push((place, Reason::IgnoredParameter));
            }
            Part::Path if !offends && !is_there => reasons.push((place, Reason::NothingHasIt)),
            Part::Body if row.credential.is_some() && parts.at(&place).is_some_and(is_others) => {
                reasons.push((place, Reason::OthersCredential));
            }
            Part::Body if row.wire == "status" && row.ty == Type::Text => {
                reasons.push((place, Reason::UnknownWord));
            }
            Part::Body if page.samples.broken.contains(&format!("request.{}", row.wire)) => {
                reasons.push((place, Reason::AsTheSample));
            }
            _ => {}
        }
    }
    if let Some(body) = parts.get("body") {
        let found = as_judged(&judge.world.subject.api, &endpoint.request, body).1.into_iter();
        let floats = found.filter(|(_, it)| *it == Difference::WholeFloat);
        reasons.extend(floats.map(|(place, _)| (format!("/body{place}"), Reason::WholeFloat)));
    }
    reasons
}
