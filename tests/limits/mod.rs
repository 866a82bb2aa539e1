//! Each limit of each row of each request, at any depth: what keeps it is accepted, what is one
//! beyond it is refused, at its place, by its rule, in the name of its page.

mod choices;
mod numbers;
mod outcome;
mod texts;

use std::collections::BTreeSet;

use generator::Api;
use generator::api::{Endpoint, Limit, Row, Type};

use crate::example;
use crate::json::Json;
use crate::law::Law;
use crate::places::{self, Place};
use crate::subject::{self, RequestType, Subject};

pub(crate) use outcome::part;

/// A value for a row, and what is to become of it.
#[derive(Debug)]
pub(crate) struct Probe<'a> {
    pub(crate) value: Json,
    pub(crate) claim: Claim<'a>,
}

/// What is to become of a value.
#[derive(Debug)]
pub(crate) enum Claim<'a> {
    /// It is not of the row's type: no request can be read from it.
    Unreadable,
    /// It breaks these limits of its row, in this order, and no rule besides.
    Breaks(Vec<&'a Limit>),
}

/// A request with one value in the place of its example.
pub(crate) struct Case<'a> {
    pub(crate) subject: &'a Subject,
    pub(crate) endpoint: &'a Endpoint,
    pub(crate) request: &'a RequestType,
    pub(crate) place: &'a Place<'a>,
    pub(crate) probe: &'a Probe<'a>,
    pub(crate) json: Json,
}

impl Case<'_> {
    /// Which case it is, for people.
    pub(crate) fn name(&self) -> String {
        let mut value = self.probe.value.to_string();
        if value.chars().count() > 60 {
            value = value.chars().take(60).chain("…".chars()).collect();
        }
        format!("{} `{}` = {value}", self.endpoint.name, self.place.pointer)
    }
}

/// Tries every value on every row of every request.
pub(crate) fn each_case(mut visit: impl FnMut(&Case<'_>)) {
    for (subject, _, endpoint, request) in subject::endpoints() {
        let mut done = BTreeSet::new();
        for full in example::all_rows(&subject.api, &endpoint.request) {
            for place in &places::rows(&subject.api, &endpoint.request, &full) {
                if !done.insert(place.pointer.clone()) {
                    continue;
                }
                for probe in &probes(&subject.api, place.row) {
                    let json = full.with(&place.pointer, probe.value.clone());
                    visit(&Case { subject, endpoint, request, place, probe, json });
                }
            }
        }
    }
}

/// The values that a row is tried with.
fn probes<'a>(api: &'a Api, row: &'a Row) -> Vec<Probe<'a>> {
    let mut probes = match &row.ty {
        Type::Text | Type::Secret => texts::probes(row),
        Type::Date | Type::Timestamp | Type::OffsetDateTime => texts::time_probes(row),
        Type::Decimal => numbers::decimal_probes(row),
        Type::Integer => numbers::integer_probes(row),
        Type::Enum(id) => choices::enum_probes(row, api.enumeration(*id)),
        Type::Identifier(id) => choices::identifier_probes(row, api.identifier(*id), api),
        Type::Boolean | Type::Flag(..) => vec![accepted(Json::Boolean(false))],
        Type::Object(_) => Vec::new(),
    };
    let other_types = [
        (Json::number(1), matches!(row.ty, Type::Integer | Type::Decimal)),
        (Json::number("1.5"), row.ty == Type::Decimal),
        (Json::Boolean(true), matches!(row.ty, Type::Boolean | Type::Flag(..))),
        (Json::text("true"), is_text(&row.ty)),
        (Json::Object(Vec::new()), matches!(row.ty, Type::Object(_))),
        (Json::List(Vec::new()), matches!(row.ty, Type::Object(_))),
    ];
    let wrong = other_types.into_iter().filter(|(_, may_fit)| !may_fit);
    probes.extend(wrong.map(|(value, _)| Probe { value, claim: Claim::Unreadable }));
    probes
}

/// Whether any text can be read as the type.
fn is_text(ty: &Type) -> bool {
    matches!(ty, Type::Text | Type::Secret | Type::Enum(_) | Type::Identifier(_))
}

fn accepted<'a>(value: Json) -> Probe<'a> {
    Probe { value, claim: Claim::Breaks(Vec::new()) }
}

fn unreadable<'a>(value: Json) -> Probe<'a> {
    Probe { value, claim: Claim::Unreadable }
}

fn breaks(value: Json, limit: &Limit) -> Probe<'_> {
    Probe { value, claim: Claim::Breaks(vec![limit]) }
}

#[test]
fn a_request_with_all_rows_is_valid() {
    let mut law = Law::new("a request with all rows is valid");
    for (subject, _, endpoint, request) in subject::endpoints() {
        for json in example::all_rows(&subject.api, &endpoint.request) {
            let outcome = match (request.read)(&json.to_string()) {
                Ok(value) => value.validate().map_err(|invalid| invalid.to_string()),
                Err(error) => Err(error.to_string()),
            };
            law.case(|| endpoint.name.clone(), outcome);
        }
    }
    law.hold();
}

#[test]
fn each_row_of_each_request_is_in_an_example() {
    for (subject, _, endpoint, _) in subject::endpoints() {
        let examples = example::all_rows(&subject.api, &endpoint.request);
        for row in &endpoint.request.rows {
            let is_given = examples.iter().any(|it| it.get(&row.wire).is_some());
            assert!(is_given, "{}: `{}` is never given", endpoint.name, row.wire);
        }
    }
}

#[test]
fn each_limit_holds_at_its_edge_and_gives_way_beyond_it() {
    let mut law = Law::new("each value is accepted, refused or unreadable as its row says");
    each_case(|case| law.case(|| case.name(), outcome::of(case)));
    law.hold();
}

/// A limit that no value keeps, or that no value breaks, was not put to the test.
#[test]
fn each_limit_is_tried_on_both_sides() {
    let mut law = Law::new("each limit is tried on both sides");
    for (subject, _, endpoint, _) in subject::endpoints() {
        for full in example::all_rows(&subject.api, &endpoint.request) {
            for place in places::rows(&subject.api, &endpoint.request, &full) {
                let probes = probes(&subject.api, place.row);
                for limit in &place.row.limits {
                    let name = || format!("{} `{}` {limit:?}", endpoint.name, place.pointer);
                    law.case(name, is_tried(limit, &probes));
                }
            }
        }
    }
    law.hold();
}

fn is_tried(limit: &Limit, probes: &[Probe<'_>]) -> Result<(), String> {
    let broken = |probe: &Probe<'_>| match &probe.claim {
        Claim::Breaks(limits) => Some(limits.contains(&limit)),
        Claim::Unreadable => None,
    };
    let verdicts: Vec<bool> = probes.iter().filter_map(broken).collect();
    match (verdicts.contains(&false), verdicts.contains(&true)) {
        (true, true) => Ok(()),
        (kept, broken) => Err(format!("kept by a value: {kept}, broken by one: {broken}")),
    }
}
