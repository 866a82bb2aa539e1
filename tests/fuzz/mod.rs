//! Hostile input: what is read from people, from networks and from callers, changed byte by byte and
//! word by word. Nothing panics, and what is said of the input is true of it.
//!
//! A target is a function of bytes, with seeds that are right or nearly so. Each input in `found/`
//! broke something once, and is tried first. `FUZZ_SECONDS=600 cargo test -p workspace-tests fuzz --
//! --nocapture` goes on for so long in each target; `FUZZ_SEED` starts from another number.

mod slips;
mod targets;

use std::path::Path;
use std::time::{Duration, Instant};

use proptest::test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner};

use slips::inputs;
use targets::Target;

/// A number from the environment.
fn number(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name} is no number: {text}")))
}

/// Tries what broke once, the seeds, and then their changes.
fn run(target: &Target) {
    let seeds = (target.seeds)();
    assert!(!seeds.is_empty(), "{} has no seed", target.name);
    let found = found(target.name);
    for (index, input) in found.iter().chain(&seeds).enumerate() {
        (target.check)(input).unwrap_or_else(|what| panic!("{} {index}: {what}", target.name));
    }
    let (start, time) = (Instant::now(), number("FUZZ_SECONDS").map(Duration::from_secs));
    let inputs_of = inputs(&seeds);
    let mut tried = 0_u64;
    let mut seed = number("FUZZ_SEED").unwrap_or(0);
    loop {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
        let config =
            Config { cases: target.inputs, failure_persistence: None, ..Config::default() };
        let mut runner = TestRunner::new_with_rng(config, rng);
        let outcome = runner.run(&inputs_of, |input| {
            (target.check)(&input).map_err(proptest::test_runner::TestCaseError::fail)
        });
        if let Err(TestError::Fail(why, input)) = outcome {
            let input = String::from_utf8_lossy(&input).into_owned();
            panic!("{} (FUZZ_SEED={seed}): {why}\n{input}", target.name);
        }
        (tried, seed) = (tried + u64::from(target.inputs), seed + 1);
        if time.is_none_or(|time| start.elapsed() >= time) {
            break;
        }
    }
    println!(
        "{}: {} seeds, {} found before, {tried} inputs, {:.1} s",
        target.name,
        seeds.len(),
        found.len(),
        start.elapsed().as_secs_f64()
    );
}

/// The inputs that broke something once.
fn found(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/found").join(target);
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| std::fs::read(path).unwrap()).collect()
}

#[test]
fn the_reader_of_the_spec_stands_anything() {
    run(&targets::SPEC);
}

#[test]
fn the_readers_of_answers_stand_anything() {
    run(&targets::ANSWERS);
}

#[test]
fn the_reader_of_refusals_stands_anything() {
    run(&targets::REFUSALS);
}

#[test]
fn the_pointers_of_violations_lead_into_the_request() {
    run(&targets::VIOLATIONS);
}
