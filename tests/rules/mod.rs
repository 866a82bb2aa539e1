//! The conditions between rows: every combination of rows given and not given, held against what
//! the rules say of it, worked out here from the rules alone.

mod presence;
mod verdict;

use std::collections::BTreeSet;

use client_runtime::Violation;
use generator::Api;
use generator::api::{Endpoint, Object, Row, RuleKind, Type};

use crate::example;
use crate::formats;
use crate::json::{Json, below};
use crate::law::{Law, same};
use crate::limits::part;
use crate::places::{self, ObjectPlace};
use crate::subject::{self, RequestType, Subject};
use verdict::Broken;

/// A request whose rows are given in one combination.
pub(crate) struct Case<'a> {
    pub(crate) subject: &'a Subject,
    pub(crate) endpoint: &'a Endpoint,
    pub(crate) request: &'a RequestType,
    /// The object whose rules are tried.
    pub(crate) place: &'a ObjectPlace<'a>,
    pub(crate) states: &'a States<'a>,
    pub(crate) json: Json,
}

impl Case<'_> {
    /// Which case it is, for people.
    pub(crate) fn name(&self) -> String {
        format!("{} `{}` with {}", self.endpoint.name, self.place.pointer, shown(self.states))
    }
}

/// Tries every combination of the rows that rules name, on every object of every request.
pub(crate) fn each_case(mut visit: impl FnMut(&Case<'_>)) {
    for (subject, _, endpoint, request) in subject::endpoints() {
        let api = &subject.api;
        let mut done = BTreeSet::new();
        for full in example::all_rows(api, &endpoint.request) {
            for place in &places::objects(api, &endpoint.request, &full) {
                if place.object.rules.is_empty() || !done.insert(place.pointer.clone()) {
                    continue;
                }
                for states in &combinations(api, place.object) {
                    let json = with_states(&full, &place.pointer, states);
                    visit(&Case { subject, endpoint, request, place, states, json });
                }
            }
        }
    }
}

#[test]
fn each_combination_of_rows_is_judged_as_the_rules_say() {
    let mut law = Law::new("each combination of rows is judged as the rules say");
    each_case(|case| {
        let Case { place, json, .. } = case;
        let expected = verdict::of(&case.subject.api, place.object, json, &place.pointer);
        let outcome = match (case.request.read)(&json.to_string()) {
            Ok(value) => compare(&value.violations(), &expected),
            Err(error) => Err(format!("cannot be read: {error}")),
        };
        law.case(|| case.name(), outcome);
    });
    law.hold();
}

/// A row by its name, and its value; `None` leaves it out.
pub(crate) type States<'a> = Vec<(&'a str, Option<Json>)>;

/// The states of the rows that rules name, in every combination. Rules without a row in common
/// cannot meddle with each other: each such group has combinations of its own.
pub(crate) fn combinations<'a>(api: &Api, object: &'a Object) -> Vec<States<'a>> {
    groups(object).iter().flat_map(|rows| combined(api, object, rows)).collect()
}

fn combined<'a>(api: &Api, object: &'a Object, rows: &BTreeSet<usize>) -> Vec<States<'a>> {
    let mut combinations: Vec<States<'a>> = vec![Vec::new()];
    for index in rows {
        let states = states(api, object, *index);
        let longer = combinations.iter().flat_map(|so_far| {
            states.iter().map(|state| {
                let mut combination = so_far.clone();
                combination.push((object.rows[*index].wire.as_str(), state.clone()));
                combination
            })
        });
        combinations = longer.collect();
        assert!(combinations.len() < 20_000, "`{}` has too many rules for a table", object.name);
    }
    combinations
}

/// The rows that rules name; those of rules with a row in common are in one group.
fn groups(object: &Object) -> Vec<BTreeSet<usize>> {
    let mut groups: Vec<BTreeSet<usize>> = Vec::new();
    for rule in &object.rules {
        let rows = match &rule.kind {
            RuleKind::AtLeastOneOf(rows)
            | RuleKind::ExactlyOneOf(rows)
            | RuleKind::Together(rows) => rows.clone(),
            RuleKind::RequiredWhen { row, when, .. } => vec![*row, *when],
        };
        let mut group: BTreeSet<usize> = rows.into_iter().collect();
        for near in groups.extract_if(.., |it| !it.is_disjoint(&group)).collect::<Vec<_>>() {
            group.extend(near);
        }
        groups.push(group);
    }
    groups
}

/// What may be said in a row: its example, what decides on other rows, nothing, and null.
fn states(api: &Api, object: &Object, index: usize) -> Vec<Option<Json>> {
    let row = &object.rows[index];
    let mut states = vec![Some(example::row_value(api, object, index))];
    for rule in &object.rules {
        if let RuleKind::RequiredWhen { when, values, .. } = &rule.kind
            && *when == index
        {
            states.extend(values.iter().map(|value| Some(Json::text(value))));
            states.extend(others(api, row, values).into_iter().map(Some));
        }
    }
    if row.optional {
        states.extend([None, Some(Json::Null)]);
    }
    states
}

/// Values of a row beside the listed ones that decide, as far as they keep the row's limits.
fn others(api: &Api, row: &Row, listed: &[String]) -> Vec<Json> {
    let swapped = listed.iter().map(|it| it.to_lowercase());
    let texts: Vec<String> = match (&row.ty, row.limits.iter().find_map(verdict::format)) {
        (Type::Enum(id), _) => {
            let known = api.enumeration(*id);
            let all = known.values.iter().map(|(value, _)| value.clone());
            all.chain(swapped.filter(|_| known.ignore_case)).collect()
        }
        (_, Some(format)) => formats::right(format).iter().map(ToString::to_string).collect(),
        (Type::Identifier(_), None) => Vec::new(),
        _ => swapped.chain([String::new()]).collect(),
    };
    let fits = |text: &String| verdict::fits_length(row, text);
    texts.into_iter().filter(fits).map(Json::text).collect()
}

/// The value with the rows of the object at `pointer` in these states.
pub(crate) fn with_states(full: &Json, pointer: &str, states: &States<'_>) -> Json {
    let mut json = full.clone();
    for (name, state) in states {
        let pointer = below(pointer, name);
        json = match state {
            Some(value) => json.with(&pointer, value.clone()),
            None => json.without(&pointer),
        };
    }
    json
}

/// The kinds of the rules over an object and over those within it.
pub(crate) fn codes(api: &Api, object: &Object) -> BTreeSet<&'static str> {
    let full = example::full(api, object);
    let objects = places::objects(api, object, &full);
    objects.iter().flat_map(|it| &it.object.rules).map(|rule| verdict::code(&rule.kind)).collect()
}

/// `Ok` if exactly these rules are broken, in this order, each with its message.
fn compare(violations: &[Violation], expected: &[Broken<'_>]) -> Result<(), String> {
    let codes: Vec<&str> = violations.iter().map(|it| it.rule.code()).collect();
    let expected_codes: Vec<&str> = expected.iter().map(Broken::code).collect();
    same(codes, expected_codes)?;
    violations.iter().zip(expected).try_for_each(|(violation, broken)| {
        same(violation.pointer.as_str(), &broken.pointer)?;
        same(violation.part, part(broken.row.part))?;
        same(violation.row, broken.row.wire.as_str())?;
        same(violation.document.key, broken.document.key.as_str())?;
        same(violation.to_string(), broken.message())
    })
}

fn shown(states: &States<'_>) -> String {
    let state = |(name, state): &(&str, Option<Json>)| match state {
        None => format!("no {name}"),
        Some(Json::Text(text)) => format!("{name}={text}"),
        Some(Json::Null) => format!("{name}=null"),
        Some(_) => (*name).to_owned(),
    };
    states.iter().map(state).collect::<Vec<_>>().join(", ")
}
