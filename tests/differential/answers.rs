//! Every answer that the exported schema allows can be read by the generated models.

use std::collections::BTreeSet;

use fastrand::Rng;
use generator::api::ObjectId;
use generator::openapi;

use crate::json::Json;
use crate::law::Law;
use crate::subject::{Subject, all};

use super::differences::as_judged;
use super::values::Maker;
use super::verdicts::of_schema;

/// How many values of each answer are tried.
const VALUES: u64 = 400;

#[test]
fn an_answer_that_the_schema_allows_can_be_read() {
    let mut law = Law::new("an answer that the schema allows can be read");
    for subject in all() {
        for id in answers(subject) {
            let object = subject.api.object(id);
            let listed = subject.object(object);
            let schema = openapi::answer_schema(&subject.api, id);
            let schema = jsonschema::draft202012::new(&schema).unwrap();
            let mut allowed = 0;
            for seed in 0..VALUES {
                let json = value(subject, id, seed);
                // What the judge does not see is not read: the named differences of requests.
                let (json, _) = as_judged(&subject.api, object, &json);
                if of_schema(&schema, &json).is_empty() {
                    allowed += 1;
                    let read = (listed.print)(&json.to_string());
                    let outcome = read.map(drop).map_err(|error| format!("{error}\n{json}"));
                    law.case(|| format!("{} of seed {seed}", object.name), outcome);
                }
            }
            assert!(allowed > VALUES / 4, "{}: {allowed} of {VALUES} allowed", object.name);
        }
    }
    law.hold();
}

/// What the API answers with, or sends to the merchant.
fn answers(subject: &Subject) -> BTreeSet<ObjectId> {
    let answers = subject.api.endpoints().filter_map(|(_, endpoint)| endpoint.answer);
    let received = subject.api.pages.iter().filter_map(|page| page.receives);
    answers.chain(received).collect()
}

/// A valid answer, and in three of four cases what became of it by mistakes.
fn value(subject: &Subject, id: ObjectId, seed: u64) -> Json {
    let mut maker = Maker { api: &subject.api, rng: Rng::with_seed(seed) };
    let object = subject.api.object(id);
    let json = maker.object(object, 0);
    (0..seed % 4).fold(json, |json, _| maker.mutated(object, &json))
}
