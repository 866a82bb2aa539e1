//! Running other programs, each for so long and no longer.

use std::fs::{self, File};
use std::io::{Read as _, Seek as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};

/// A program that ran to a good end.
pub(crate) struct Ran {
    pub(crate) took: Duration,
    /// The most memory of the program itself, as it was last seen; not of what it started.
    pub(crate) peak_kib: Option<u64>,
    pub(crate) printed: String,
}

/// What a program prints. What it complains of goes to the terminal.
pub(crate) fn run(folder: &Path, program: &str, arguments: &[&str]) -> Result<String> {
    let call = || format!("{program} {}", arguments.join(" "));
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .stderr(Stdio::inherit())
        .output()
        .with_context(call)?;
    anyhow::ensure!(output.status.success(), "{}: {}", call(), output.status);
    Ok(String::from_utf8(output.stdout)?)
}

/// What a line of a shell prints, in which cargo builds to `target`.
pub(crate) fn run_in(folder: &Path, target: &Path, line: &str, limit: Duration) -> Result<String> {
    let mut command = Command::new("sh");
    command
        .args(["-c", line])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .env_remove("RUSTFLAGS");
    Ok(limited(&mut command, limit)?.printed)
}

/// Runs a program to its end, or ends it and all that it started. The error is what it complained of.
pub(crate) fn limited(command: &mut Command, limit: Duration) -> Result<Ran> {
    let (printed, complaints) = (tempfile::tempfile()?, tempfile::tempfile()?);
    command.stdin(Stdio::null()).stdout(printed.try_clone()?).stderr(complaints.try_clone()?);
    alone(command);
    let began = Instant::now();
    let mut child = command.spawn().map_err(|why| anyhow!("error: it does not start: {why}"))?;
    let mut peak = None;
    let status = loop {
        peak = peak.max(peak_kib(&child));
        match child.try_wait()? {
            Some(status) => break status,
            None if began.elapsed() > limit => {
                end(&mut child)?;
                bail!("error: not done after {} s", limit.as_secs_f64());
            }
            None => thread::sleep(Duration::from_millis(1)),
        }
    };
    let took = began.elapsed();
    let printed = text(printed)?;
    match status.success() {
        true => Ok(Ran { took, peak_kib: peak, printed }),
        false => bail!("{}", complaint(&(text(complaints)? + &printed))),
    }
}

/// The first error of what a program printed, and of a compiler its place and how many there are.
fn complaint(printed: &str) -> String {
    let mut lines = printed.lines().map(str::trim).filter(|line| !line.is_empty());
    let is_error = |line: &&str| line.to_lowercase().contains("error");
    let Some(first) = lines.clone().find(is_error).or_else(|| lines.next()) else {
        return "it fails and says nothing".to_owned();
    };
    let mut complaint: String = first.chars().take(200).collect();
    let mut after = lines.skip_while(|line| *line != first).skip(1);
    if let Some(place) = after.next().and_then(|line| line.strip_prefix("--> ")) {
        complaint.push_str(&format!(" ({place})"));
    }
    let count = after.find_map(|line| Some(line.split_once(" due to ")?.1));
    if let Some(count) = count {
        complaint.push_str(&format!("; {count}"));
    }
    complaint
}

/// In a process group of its own, so that what it starts can be ended with it.
#[cfg(unix)]
fn alone(command: &mut Command) {
    use std::os::unix::process::CommandExt as _;
    command.process_group(0);
}

#[cfg(not(unix))]
fn alone(_command: &mut Command) {}

fn end(child: &mut Child) -> Result<()> {
    let group = format!("kill -KILL -{}", child.id());
    // Where there are no groups, only the program itself ends.
    let _ = Command::new("sh").args(["-c", &group]).status();
    let _ = child.kill();
    child.wait()?;
    Ok(())
}

fn peak_kib(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// What was written to a file, from its beginning.
fn text(mut file: File) -> Result<String> {
    file.rewind()?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(line: &str, limit: Duration) -> Result<String> {
        run_in(Path::new("."), Path::new("target"), line, limit)
    }

    #[test]
    fn a_program_that_hangs_ends_with_what_it_started() {
        let folder = tempfile::tempdir().expect("a folder");
        // Waits for a second process.
        let line = "sleep 600 & echo $! > second; wait";
        let ended = run_in(folder.path(), folder.path(), line, Duration::from_millis(500));
        let why = ended.expect_err("it hangs").to_string();
        assert_eq!(why, "error: not done after 0.5 s");
        let second =
            "kill -0 $(cat second) 2>/dev/null && ! grep -q zombie /proc/$(cat second)/status";
        let still = run_in(folder.path(), folder.path(), second, Duration::from_secs(60));
        assert!(still.is_err(), "the second process goes on");
    }

    #[test]
    fn a_failure_is_told_by_its_first_error() {
        let told = |line: &str| match shell(line, Duration::from_secs(60)) {
            Ok(printed) => printed,
            Err(why) => why.to_string(),
        };
        assert_eq!(told("echo fine; echo error >&2"), "fine\n");
        assert_eq!(told("exit 3"), "it fails and says nothing");
        assert_eq!(
            told("echo Reading; echo 'Unknown type error' >&2; exit 1"),
            "Unknown type error"
        );
        let rustc = "warning: unused\nerror[E0412]: cannot find type `A`\n --> src/lib.rs:7:5\n  |\n\
                     error: could not compile `peer` (lib) due to 2 previous errors\n";
        assert_eq!(
            told(&format!("printf '%s' '{rustc}' >&2; exit 101")),
            "error[E0412]: cannot find type `A` (src/lib.rs:7:5); 2 previous errors"
        );
    }

    #[test]
    fn a_program_that_is_not_there_is_an_error_and_no_panic() {
        let ran = limited(&mut Command::new("no-such-program"), Duration::from_secs(1));
        let why = ran.err().map(|why| why.to_string()).unwrap_or_default();
        assert!(why.starts_with("error: it does not start"), "{why}");
    }
}
