//! `cargo xtask differential` and `fuzz`: tests of `tests/`, tried for longer than a test run does.

use std::process::{Command, ExitCode};

use anyhow::Context as _;
use clap::ValueEnum;

use crate::folders;

/// A reader that hostile input is tried on. The names of its tests begin with it.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Reader {
    Spec,
    Page,
    Answers,
    Refusals,
    Violations,
}

/// How long each reader is tried unless it is said, in seconds.
const SECONDS: u64 = 60;

/// Holds validators against schemas.
pub(crate) fn differential(values: Option<u64>, seed: Option<u64>) -> anyhow::Result<ExitCode> {
    let numbers = [("DIFFERENTIAL_VALUES", values), ("DIFFERENTIAL_SEED", seed)];
    run(&["validators_and_schemas_agree".to_owned()], &numbers)
}

/// Tries hostile input on the readers, or on all of them where none is named.
pub(crate) fn fuzz(
    readers: &[Reader],
    seconds: Option<u64>,
    seed: Option<u64>,
) -> anyhow::Result<ExitCode> {
    let names = readers.iter().filter_map(ValueEnum::to_possible_value);
    let mut tests: Vec<String> = names.map(|it| format!("fuzz::{}_", it.get_name())).collect();
    if tests.is_empty() {
        tests.push("fuzz::".to_owned());
    }
    run(&tests, &[("FUZZ_SECONDS", seconds.or(Some(SECONDS))), ("FUZZ_SEED", seed)])
}

/// Runs tests, whose output is the command's.
fn run(tests: &[String], numbers: &[(&str, Option<u64>)]) -> anyhow::Result<ExitCode> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(folders::or_default(None, ""));
    command.args(["test", "--quiet", "--package", "workspace-tests", "--test", "laws", "--"]);
    command.arg("--nocapture").args(tests);
    for (name, number) in numbers {
        match number {
            Some(number) => command.env(name, number.to_string()),
            None => command.env_remove(name),
        };
    }
    let status = command.status().context("cannot run cargo")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
