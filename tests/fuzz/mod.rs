//! Hostile input: what is read from people, from networks and from callers, changed byte by byte and
//! word by word. Nothing panics, and what is said of the input is true of it.
//!
//! A target is a function of bytes, with seeds that are right or nearly so. Each input in `found/`
//! broke something once, and is tried first. `cargo xtask fuzz` goes on for longer.

mod growth;
mod pages;
mod slips;
mod targets;

use std::cell::Cell;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use proptest::prelude::{Strategy as _, prop_oneof};
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};

use slips::{bytes, trees};
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
        tried(target, input).unwrap_or_else(|what| panic!("{} {index}: {what}", target.name));
    }
    let (start, time) = (Instant::now(), number("FUZZ_SECONDS").map(Duration::from_secs));
    let inputs = match target.is_json {
        true => prop_oneof![1 => bytes(&seeds), 3 => trees(&seeds)].boxed(),
        false => bytes(&seeds).boxed(),
    };
    let (mut count, useful) = (0_u64, Cell::new(0_u64));
    let mut seed = number("FUZZ_SEED").unwrap_or(0);
    loop {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
        let config =
            Config { cases: target.inputs, failure_persistence: None, ..Config::default() };
        let mut runner = TestRunner::new_with_rng(config, rng);
        let outcome = runner.run(&inputs, |input| {
            let is_useful = tried(target, &input).map_err(TestCaseError::fail)?;
            useful.set(useful.get() + u64::from(is_useful));
            Ok(())
        });
        if let Err(TestError::Fail(why, input)) = outcome {
            // A long run is by hand: what it found is to stay.
            let kept = time.map_or_else(String::new, |_| keep(target.name, &input));
            let input = String::from_utf8_lossy(&input).into_owned();
            panic!("{} (seed {seed}): {why}\n{kept}\n{input}", target.name);
        }
        (count, seed) = (count + u64::from(target.inputs), seed + 1);
        if time.is_none_or(|time| start.elapsed() >= time) {
            break;
        }
    }
    println!(
        "{}: {} seeds, {} found before, {count} inputs, {} of use, seeds up to {seed}, {:.1} s",
        target.name,
        seeds.len(),
        found.len(),
        useful.get(),
        start.elapsed().as_secs_f64()
    );
    let least = count * u64::from(target.useful) / 100;
    assert!(useful.get() >= least, "{}: {} of {count} are of use", target.name, useful.get());
}

/// The longest that any input may take.
const MOST: Duration = Duration::from_secs(60);

fn tried(target: &Target, input: &[u8]) -> Result<bool, String> {
    let start = Instant::now();
    let is_useful = (target.check)(input)?;
    let took = start.elapsed();
    if took < MOST { Ok(is_useful) } else { Err(format!("takes {took:?}")) }
}

fn folder(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/found").join(target)
}

/// Writes an input down as a test for every later run.
fn keep(target: &str, input: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    input.hash(&mut hasher);
    let path = folder(target).join(format!("{:016x}", hasher.finish()));
    let done = std::fs::create_dir_all(folder(target)).and_then(|()| std::fs::write(&path, input));
    match done {
        Ok(()) => format!("kept as {}", path.display()),
        Err(error) => format!("cannot be kept as {}: {error}", path.display()),
    }
}

/// The inputs that broke something once.
fn found(target: &str) -> Vec<Vec<u8>> {
    let entries = match std::fs::read_dir(folder(target)) {
        Ok(entries) => entries,
        // Nothing was kept for it yet.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Vec::new(),
        Err(error) => panic!("{}: {error}", folder(target).display()),
    };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| std::fs::read(path).unwrap()).collect()
}

// `cargo xtask fuzz` finds each test by the first word of its name.

#[test]
fn spec_reader_stands_anything() {
    run(&targets::SPEC);
}

#[test]
fn page_reader_stands_anything() {
    run(&pages::PAGE);
}

#[test]
fn answers_of_any_kind_are_read() {
    run(&targets::ANSWERS);
}

#[test]
fn refusals_of_any_kind_are_read() {
    run(&targets::REFUSALS);
}

#[test]
fn violations_point_into_the_request() {
    run(&targets::VIOLATIONS);
}
