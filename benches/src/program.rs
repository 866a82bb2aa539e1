//! Running other programs.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// What a program prints. What it complains of goes to the terminal.
pub(crate) fn run(folder: &Path, program: &str, arguments: &[&str]) -> Result<String> {
    let call = || format!("{program} {}", arguments.join(" "));
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .stderr(std::process::Stdio::inherit())
        .output()
        .with_context(call)?;
    ensure!(output.status.success(), "{}: {}", call(), output.status);
    Ok(String::from_utf8(output.stdout)?)
}

/// What a line of a shell prints, with a target folder of its own.
pub(crate) fn run_in(folder: &Path, command: &str) -> Result<String> {
    let output = Command::new("sh")
        .args(["-c", command])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env_remove("RUSTFLAGS")
        .output()?;
    ensure!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?)
}
