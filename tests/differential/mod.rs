//! The generated validators against the exported schemas, which somebody else's code judges.
//!
//! Values are made from the spec and then mutated. The two must agree on whether a value is
//! allowed, and on the set of places that offend. Where they cannot agree, [`differences`] says so.
//!
//! `cargo xtask differential --values 1000000` tries another number of values, and `--seed` the one
//! of a seed that a failure printed; it says so in `DIFFERENTIAL_VALUES` and `DIFFERENTIAL_SEED`.

mod answers;
pub(crate) mod differences;
mod mutations;
mod named;
pub(crate) mod precision;
mod shrink;
pub(crate) mod values;
pub(crate) mod verdicts;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use fastrand::Rng;
use generator::openapi;
use jsonschema::Validator;

use crate::json::Json;
use crate::subject::{Subject, endpoints};

use differences::{Difference, as_judged, as_sent};
use values::Maker;
use verdicts::{Places, Rust, of_schema};

/// How many values are tried unless the environment says otherwise.
const VALUES: u64 = 100_000;

/// A body under both judges.
struct Body {
    subject: &'static Subject,
    rust: Rust<'static>,
    schema: Validator,
}

/// Every body that is sent.
fn bodies() -> Vec<Body> {
    let with_body = endpoints().filter(|(_, _, endpoint, _)| endpoint.has_body);
    let body = |(subject, _, endpoint, request): (&'static Subject, _, _, _)| {
        let schema = openapi::request_schema(&subject.api, endpoint).unwrap();
        let schema = jsonschema::draft202012::new(&precision::spelled_out(&schema)).unwrap();
        Body { subject, rust: Rust::new(&subject.api, endpoint, request), schema }
    };
    with_body.map(body).collect()
}

impl Body {
    /// The value of a seed, and whether it was left as it was made.
    fn value(&self, seed: u64) -> (Json, bool) {
        let mut maker = Maker { api: &self.subject.api, rng: Rng::with_seed(seed) };
        let object = &self.rust.endpoint.request;
        let mut json = maker.object(object, 0);
        let mistakes = maker.rng.usize(..4);
        for _ in 0..mistakes {
            json = maker.mutated(object, &json);
        }
        (json, mistakes == 0)
    }

    /// Holds the two against each other: the named differences of a value, or why they disagree.
    fn compare(&self, json: &Json) -> Result<Outcome, String> {
        let (api, object) = (&self.subject.api, &self.rust.endpoint.request);
        let (sent, lenient) = as_sent(api, object, json);
        let (plain, strict) = as_judged(api, object, &sent);
        let rust = self.rust.places(&plain);
        let schema = of_schema(&self.schema, &plain);
        if rust != schema {
            return Err(format!("Rust: {rust:?}, schema: {schema:?}"));
        }
        if !lenient.is_empty() || !strict.is_empty() {
            self.compare_differences(json, &sent, &rust, [&lenient, &strict])?;
        }
        let differences = lenient.into_iter().chain(strict).map(|(_, it)| it).collect();
        Ok(Outcome { is_allowed: rust.is_empty(), differences })
    }

    /// A named difference is what it says it is: what the request takes the schema refuses at that
    /// very place, and what the judge does not see the request does not see elsewhere.
    fn compare_differences(
        &self,
        json: &Json,
        sent: &Json,
        plain: &Places,
        [lenient, strict]: [&Vec<differences::Found>; 2],
    ) -> Result<(), String> {
        let schema = of_schema(&self.schema, json);
        for (place, difference) in lenient {
            if !schema.contains(place) {
                return Err(format!("{difference:?} at {place}: the schema allows it"));
            }
        }
        if of_schema(&self.schema, sent) != *plain {
            return Err(format!("the judge sees more than it should: {strict:?}"));
        }
        let rust = self.rust.places(json);
        let elsewhere = |places: &Places| -> Places {
            let is_elsewhere = |place: &&String| !strict.iter().any(|(it, _)| it == *place);
            places.iter().filter(is_elsewhere).cloned().collect()
        };
        if elsewhere(&rust) != elsewhere(plain) {
            return Err(format!("{lenient:?} {strict:?}: Rust {rust:?}, else {plain:?}"));
        }
        for (place, difference) in strict {
            let is_refused = rust.contains(place);
            if *difference != Difference::Rounded && !is_refused {
                return Err(format!("{difference:?} at {place}: Rust allows it"));
            }
        }
        Ok(())
    }

    /// The failure of a seed: the smallest value that still fails, and how to try it again.
    fn failure(&self, seed: u64, json: &Json) -> String {
        let fails = |json: &Json| self.compare(json).is_err();
        let smallest = shrink::smallest(json, &fails);
        let why = self.compare(&smallest).err().unwrap_or_default();
        format!(
            "{}: {why}\n  {smallest}\n  again: cargo xtask differential --seed {seed}",
            self.rust.request.name
        )
    }
}

/// What both say of a value.
struct Outcome {
    is_allowed: bool,
    differences: Vec<Difference>,
}

/// How many values went which way.
#[derive(Debug, Default)]
struct Tally {
    allowed: u64,
    refused: u64,
    differences: BTreeMap<Difference, u64>,
    failures: Vec<String>,
}

impl Tally {
    fn add(&mut self, body: &Body, seed: u64) {
        let (json, is_whole) = body.value(seed);
        match body.compare(&json) {
            Ok(outcome) if is_whole && !outcome.is_allowed => {
                self.failures.push(format!("made as valid, yet refused by both: {json}"));
            }
            Ok(outcome) => {
                let count = if outcome.is_allowed { &mut self.allowed } else { &mut self.refused };
                *count += 1;
                for difference in outcome.differences {
                    *self.differences.entry(difference).or_default() += 1;
                }
            }
            Err(_) => self.failures.push(body.failure(seed, &json)),
        }
    }

    fn and(mut self, other: Self) -> Self {
        self.allowed += other.allowed;
        self.refused += other.refused;
        for (difference, count) in other.differences {
            *self.differences.entry(difference).or_default() += count;
        }
        self.failures.extend(other.failures);
        self
    }
}

/// A number from the environment.
fn number(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(text.replace('_', "").parse().unwrap_or_else(|_| panic!("{name} is no number: {text}")))
}

#[test]
fn validators_and_schemas_agree() {
    /// So many failures tell what is wrong.
    const ENOUGH: usize = 10;

    let start = Instant::now();
    let first = number("DIFFERENTIAL_SEED");
    let values = number("DIFFERENTIAL_VALUES").unwrap_or(if first.is_some() { 1 } else { VALUES });
    let seeds = first.unwrap_or(0)..first.unwrap_or(0) + values;
    let next = AtomicU64::new(seeds.start);
    let work = || {
        // The judges are not shared between threads: each has its own caches.
        let bodies = bodies();
        let mut tally = Tally::default();
        while tally.failures.len() < ENOUGH {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if !seeds.contains(&seed) {
                break;
            }
            let index = usize::try_from(seed % bodies.len() as u64).unwrap();
            tally.add(&bodies[index], seed);
        }
        tally
    };
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let tally = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        threads.into_iter().map(|it| it.join().unwrap()).fold(Tally::default(), Tally::and)
    });
    println!(
        "validators and schemas agree: {} values allowed, {} refused, by nature different {:?}, {:.1} s",
        tally.allowed,
        tally.refused,
        tally.differences,
        start.elapsed().as_secs_f64()
    );
    assert!(tally.failures.is_empty(), "{}", tally.failures.join("\n"));
}
