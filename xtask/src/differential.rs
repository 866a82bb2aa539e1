//! `cargo xtask differential`: the test of `tests/differential`, with as many values as one likes.

use std::process::{Command, ExitCode};

use anyhow::Context as _;

use crate::folders;

/// Runs the test, whose output is the command's.
pub(crate) fn run(values: Option<u64>, seed: Option<u64>) -> anyhow::Result<ExitCode> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(folders::or_default(None, ""));
    command.args(["test", "--quiet", "--package", "workspace-tests", "--test", "laws"]);
    command.args(["validators_and_schemas_agree", "--", "--nocapture"]);
    for (name, number) in [("DIFFERENTIAL_VALUES", values), ("DIFFERENTIAL_SEED", seed)] {
        match number {
            Some(number) => command.env(name, number.to_string()),
            None => command.env_remove(name),
        };
    }
    let status = command.status().context("cannot run cargo")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
