//! `cargo xtask bench`: builds what is measured for release, and runs the sections.

use std::process::{Command, ExitCode};

use anyhow::Context as _;

use crate::folders;

/// Runs the sections with these names; all of them when none is named.
pub(crate) fn run(sections: &[String]) -> anyhow::Result<ExitCode> {
    let build = cargo(&["build", "--release", "--locked", "-p", "xtask", "-p", "benches"])?;
    if build != 0 {
        return Ok(ExitCode::FAILURE);
    }
    let sections = sections.iter().map(String::as_str);
    let arguments = ["run", "--release", "--locked", "--quiet", "-p", "benches", "--", "sections"];
    let code = cargo(&arguments.into_iter().chain(sections).collect::<Vec<_>>())?;
    Ok(ExitCode::from(code))
}

/// Calls cargo in the workspace; its exit code.
fn cargo(arguments: &[&str]) -> anyhow::Result<u8> {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folders::workspace());
    let status = command.status().with_context(|| format!("cannot run {command:?}"))?;
    // One that was ended by a signal has no code.
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1))
}
