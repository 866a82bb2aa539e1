//! Programs of other packages, built by cargo when they are wanted: this one stays quick to build.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context as _, ensure};

use crate::folders;

/// Runs the sandbox with its own options.
pub(crate) fn sandbox(options: &[OsString]) -> anyhow::Result<ExitCode> {
    let mut cargo = cargo("run");
    cargo.args(["--package", "sandbox", "--bin", "sandbox", "--"]).args(options);
    let status = cargo.status().context("cargo cannot be run")?;
    // A signal, Ctrl-C say, leaves no code.
    Ok(status.code().map_or(ExitCode::SUCCESS, |code| ExitCode::from(code.try_into().unwrap_or(1))))
}

/// Walks the documented journeys with the client's examples.
pub(crate) fn journey() -> anyhow::Result<ExitCode> {
    let status = cargo("build").args(["--package", "smartpay-client", "--examples"]).status();
    ensure!(status.context("cargo cannot be run")?.success(), "the examples cannot be built");
    sandbox(&["--journeys".into(), examples()?.into()])
}

fn cargo(command: &str) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut cargo = Command::new(program);
    cargo.arg(command).arg("--manifest-path");
    cargo.arg(folders::or_default(None::<&Path>, "Cargo.toml"));
    cargo
}

/// Where cargo puts the examples: beside this program.
fn examples() -> anyhow::Result<PathBuf> {
    let program = std::env::current_exe().context("where is this program?")?;
    let folder = program.parent().context("this program is in no folder")?;
    Ok(folder.join("examples"))
}
