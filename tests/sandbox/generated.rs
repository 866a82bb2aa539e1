//! Bodies made from the spec, different each time, by the generated client to the sandbox: each is
//! carried out, and the answer holds what was sent.

use client_runtime::Decimal;
use fastrand::Rng;
use generator::Api;
use generator::api::behaviour::Verb;
use generator::api::{Endpoint, Limit, Object, Part, Row, Sensitivity, Type};

use super::world::{World, later};
use crate::differential::values::Maker;
use crate::example;
use crate::json::{Json, below};
use crate::law::Law;
use crate::subject;

/// How many bodies of each endpoint are sent.
const VALUES: u64 = 60;

#[test]
fn whatever_the_spec_allows_is_carried_out_and_kept() {
    let mut law = Law::new("what the spec allows is carried out, and the answer holds it");
    for subject in subject::all() {
        let mut world = World::populated(subject);
        for (page, endpoint) in subject.api.endpoints().filter(|(_, it)| it.has_body) {
            world.make_whole(endpoint);
            for seed in 0..VALUES {
                let made = request(&subject.api, endpoint, seed);
                let value = world.filled(endpoint, &made).unwrap();
                let answer = world.call(page, endpoint, &value);
                let outcome =
                    answer.and_then(|answer| is_held(&subject.api, endpoint, &value, &answer));
                let outcome = outcome.map_err(|error| format!("{error}\n  {value}"));
                law.case(|| format!("{} of seed {seed}", endpoint.name), outcome);
            }
        }
    }
    law.hold();
}

/// A body of a seed, beside the fewest rows of path and query.
fn request(api: &Api, endpoint: &Endpoint, seed: u64) -> Json {
    let mut maker = Maker { api, rng: Rng::with_seed(seed) };
    let made = maker.object(&endpoint.request, 0).to_string();
    let Json::Object(body) = Json::read(&made) else { panic!("no object") };
    let Json::Object(mut all) = example::fewest(api, &endpoint.request) else {
        panic!("no object")
    };
    let is_body = |name: &str| endpoint.request.part(Part::Body).any(|row| row.wire == name);
    all.retain(|(name, _)| !is_body(name));
    all.extend(body);
    later(Json::Object(all), "/startDate")
}

/// The rows of the body that the answer shows are as they were sent, unless the endpoint sets them.
fn is_held(api: &Api, endpoint: &Endpoint, sent: &Json, answer: &Json) -> Result<(), String> {
    let behaviour = endpoint.behaviour.as_ref().unwrap();
    let (Some(id), false) = (endpoint.answer, behaviour.verb == Verb::Answers) else {
        return Ok(());
    };
    let is_set = |row: &Row| behaviour.sets.iter().any(|(way, _)| way[0] == row.wire);
    // The answer is read from the sandbox's log, which hides secrets.
    let is_hidden = |row: &Row| row.sensitive == Some(Sensitivity::Secret);
    let rows = api.object(id).rows.iter().filter(|row| !is_set(row) && !is_hidden(row));
    let own = |row: &&Row| endpoint.request.part(Part::Body).any(|it| it.wire == row.wire);
    rows.filter(own).try_for_each(|row| is_row_held(api, "", row, sent, answer))
}

fn is_row_held(
    api: &Api,
    place: &str,
    row: &Row,
    sent: &Json,
    answer: &Json,
) -> Result<(), String> {
    let place = below(place, &row.wire);
    match (sent.get(&row.wire), answer.get(&row.wire)) {
        (None | Some(Json::Null), _) => Ok(()),
        (Some(_), None) => Err(format!("`{place}` is not in {answer}")),
        (Some(sent), Some(found)) => is_value_held(api, &place, row, sent, found),
    }
}

fn is_value_held(
    api: &Api,
    place: &str,
    row: &Row,
    sent: &Json,
    found: &Json,
) -> Result<(), String> {
    let is_same = match (sent, found) {
        (Json::List(sent), Json::List(found)) if sent.len() == found.len() => {
            let mut items = sent.iter().zip(found);
            return items.try_for_each(|(sent, found)| is_value_held(api, place, row, sent, found));
        }
        (Json::Object(_), Json::Object(_)) => match &row.ty {
            Type::Object(id) => return are_rows_held(api, place, api.object(*id), sent, found),
            _ => false,
        },
        (Json::Number(sent), Json::Number(found)) => decimal(sent) == decimal(found),
        (Json::Text(sent), Json::Text(found)) if is_of_any_case(api, row) => {
            sent.eq_ignore_ascii_case(found)
        }
        // The answer's row may be shorter.
        (Json::Text(sent), Json::Text(found)) => match longest(row) {
            Some(most) => sent.chars().take(most).eq(found.chars()),
            None => sent == found,
        },
        _ => sent == found,
    };
    if is_same { Ok(()) } else { Err(format!("`{place}` is {found}, and {sent} was sent")) }
}

fn are_rows_held(
    api: &Api,
    place: &str,
    object: &Object,
    sent: &Json,
    found: &Json,
) -> Result<(), String> {
    object.part(Part::Body).try_for_each(|row| is_row_held(api, place, row, sent, found))
}

fn is_of_any_case(api: &Api, row: &Row) -> bool {
    match &row.ty {
        Type::Enum(id) => api.enumeration(*id).ignore_case,
        Type::Identifier(id) => api.identifier(*id).ignore_case,
        _ => false,
    }
}

fn longest(row: &Row) -> Option<usize> {
    row.limits.iter().find_map(|limit| match limit {
        Limit::MaxLength(most) => usize::try_from(*most).ok(),
        _ => None,
    })
}

fn decimal(digits: &str) -> Decimal {
    Decimal::from_str_exact(digits).unwrap_or_else(|error| panic!("{digits}: {error}"))
}
