//! The generated clients against the sandbox: it accepts what they send, and they understand what
//! it answers.

mod calls;
mod generated;
mod journeys;
mod notifications;
mod raw;
mod vectors;
mod world;

use generator::api::behaviour::Verb;
use generator::api::{Endpoint, Page};

use crate::example;
use crate::json::Json;
use crate::law::Law;
use crate::subject;
use world::World;

/// What is done first, and what only when that is done.
pub(super) fn phase(endpoint: &Endpoint) -> usize {
    match endpoint.behaviour.as_ref().unwrap().verb {
        Verb::Updates => 1,
        Verb::Deletes => 2,
        _ => 0,
    }
}

/// The documented sample, and values made up from the rows: the fewest, and all.
fn requests(world: &World, page: &Page, endpoint: &Endpoint) -> Vec<Json> {
    let api = &world.subject.api;
    let mut values = vec![example::fewest(api, &endpoint.request)];
    values.extend(example::all_rows(api, &endpoint.request));
    if let Some(sample) = &page.samples.request {
        let mut value = example::fewest(api, &endpoint.request);
        if let Json::Object(rows) = Json::from(sample) {
            for (name, row) in rows {
                value = value.with(&crate::json::below("", &name), row);
            }
        }
        values.push(value);
    }
    if phase(endpoint) == 2 {
        values.truncate(1);
    }
    values
}

#[test]
fn the_sandbox_and_the_generated_clients_understand_each_other() {
    let mut law = Law::new("what a client sends is carried out, and its answer is understood");
    for subject in subject::all() {
        let mut world = World::start(subject);
        for current in 0..3 {
            let endpoints = subject.api.endpoints().filter(|(_, it)| phase(it) == current);
            let mut open: Vec<(&Page, &Endpoint)> = endpoints.collect();
            while !open.is_empty() {
                let before = open.len();
                open.retain(|(page, endpoint)| {
                    let values = requests(&world, page, endpoint);
                    let ready: Option<Vec<Json>> =
                        values.iter().map(|value| world.filled(endpoint, value)).collect();
                    let Some(ready) = ready else { return true };
                    for value in ready {
                        let outcome = world.call(page, endpoint, &value).map(drop);
                        law.case(|| format!("{}: {value}", endpoint.name), outcome);
                    }
                    false
                });
                world.go_on();
                let names: Vec<&str> = open.iter().map(|(_, it)| it.name.as_str()).collect();
                assert!(open.len() < before, "nothing makes these possible: {names:?}");
            }
        }
    }
    law.hold();
}

#[test]
fn a_documented_request_gets_the_documented_answer() {
    let mut law = Law::new("the documented request gets every key of the documented answer");
    for subject in subject::all() {
        let mut world = World::start(subject);
        for (page, endpoint) in subject.api.endpoints() {
            let (Some(_), Some(answer)) = (&page.samples.request, &page.samples.answer) else {
                continue;
            };
            let sample = requests(&world, page, endpoint).pop().unwrap();
            let Some(sample) = world.filled(endpoint, &sample) else { continue };
            let documented = Json::from(answer);
            let found = world.call(page, endpoint, &sample);
            let outcome = found.and_then(|found| world::has_every_key("", &documented, &found));
            law.case(|| endpoint.name.clone(), outcome);
        }
    }
    law.hold();
}
