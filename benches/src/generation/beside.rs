//! The generators beside each other, each from start to end: ours on a spec, the public ones on the
//! OpenAPI document that is exported of it.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;
use serde::Serialize;

use crate::chart::number;
use crate::peers::{Call, PEERS, Peer, rust_files};
use crate::report::{Bar, Chart, Section};

use super::{SIZES, TIMES, write_openapi, write_spec};

/// A generation that takes longer is ended.
const LIMIT: Duration = Duration::from_secs(60);

/// What one program made of one document.
#[derive(Debug, Serialize)]
struct Measured {
    program: String,
    objects: String,
    /// From start to end of the process, reading and writing included; the least of several.
    wall_ms: Option<f64>,
    peak_kib: Option<u64>,
    lines: usize,
    /// The last line of what it complained of, if it failed.
    failed: Option<String>,
}

/// Adds the comparison: every program from start to end, with reading and writing.
pub(crate) fn add(root: &Path, section: &mut Section) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut all = Vec::new();
    for spec in ["SmartPay".to_owned()].into_iter().chain(SIZES.map(|size| size.to_string())) {
        let (input, document) = (folder.path().join(&spec), folder.path().join("openapi.json"));
        let source = match spec.parse() {
            Ok(objects) => write_spec(objects, &input).map(|()| spec.clone())?,
            Err(_) => root.join("spec").display().to_string(),
        };
        let input = if input.exists() { input } else { root.join("spec") };
        write_openapi(&source, &document)?;
        all.push(ours(root, &spec, &input, folder.path())?);
        for peer in &PEERS {
            all.push(measure_peer(root, peer, &spec, &document, folder.path())?);
        }
    }
    tell(section, &all)?;
    Ok(())
}

/// The command that a maintainer calls, as a release build.
fn ours(root: &Path, spec: &str, input: &Path, folder: &Path) -> Result<Measured> {
    let program = std::env::current_exe()?.with_file_name("xtask");
    let out = folder.join("out");
    let mut command = Command::new(&program);
    command.args(["generate", "--spec"]).arg(input).arg("--out").arg(&out).current_dir(root);
    least("cargo xtask generate", spec, &mut command, &out, || Ok(()))
}

fn measure_peer(
    root: &Path,
    peer: &Peer,
    spec: &str,
    document: &Path,
    folder: &Path,
) -> Result<Measured> {
    let out = folder.join("out");
    let call = Call { document, out: &out };
    least(peer.name, spec, &mut peer.command(root, &call), &out, || call.prepare())
}

fn least(
    program: &str,
    spec: &str,
    command: &mut Command,
    out: &Path,
    prepare: impl Fn() -> Result<()>,
) -> Result<Measured> {
    let mut measured = Measured {
        program: program.to_owned(),
        objects: spec.to_owned(),
        wall_ms: None,
        peak_kib: None,
        lines: 0,
        failed: None,
    };
    for _ in 0..TIMES {
        if out.exists() {
            fs::remove_dir_all(out)?;
        }
        prepare()?;
        match once(command)? {
            Ok((wall, peak)) => {
                let wall = wall.as_secs_f64() * 1e3;
                measured.wall_ms = Some(measured.wall_ms.map_or(wall, |it| it.min(wall)));
                measured.peak_kib = measured.peak_kib.max(peak);
            }
            Err(why) => {
                measured.failed = Some(why);
                return Ok(measured);
            }
        }
    }
    measured.lines = rust_files(out)?.iter().map(|(_, lines)| lines).sum();
    Ok(measured)
}

/// Runs a program to its end: how long, and the most memory as it was last seen.
fn once(command: &mut Command) -> Result<Result<(Duration, Option<u64>), String>> {
    let complaints = tempfile::NamedTempFile::new()?;
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(complaints.reopen()?);
    let began = Instant::now();
    let Ok(mut child) = command.spawn() else {
        return Ok(Err("is not installed".to_owned()));
    };
    let mut peak = None;
    let status = loop {
        peak = peak.max(peak_kib(&child));
        match child.try_wait()? {
            Some(status) => break status,
            None if began.elapsed() > LIMIT => {
                child.kill()?;
                child.wait()?;
                return Ok(Err(format!("not done after {} s", LIMIT.as_secs())));
            }
            None => thread::sleep(Duration::from_millis(1)),
        }
    };
    let took = began.elapsed();
    if status.success() {
        return Ok(Ok((took, peak)));
    }
    let text = fs::read_to_string(complaints.path()).unwrap_or_default();
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("failed");
    Ok(Err(first.trim().chars().take(120).collect()))
}

fn peak_kib(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

fn tell(section: &mut Section, all: &[Measured]) -> Result<()> {
    section.notes.push(
        "Beside the peers, each program from start to end, reading and writing included (the peers \
         read the exported OpenAPI 3.1 document of the same spec): time, peak memory, lines of Rust. \
         Ours also writes the documentation, examples and validators."
            .to_owned(),
    );
    for it in all {
        let what = match (&it.failed, it.wall_ms) {
            (Some(why), _) => format!("**{why}**"),
            (None, wall) => format!(
                "{} ms, {} MiB, {} lines",
                number(wall.unwrap_or_default()),
                number(it.peak_kib.unwrap_or_default() as f64 / 1024.0),
                number(it.lines as f64)
            ),
        };
        section.notes.push(format!("{} objects, `{}`: {what}", it.objects, it.program));
    }
    let missing = "`cargo install --locked --root target/peers oas3-gen openapi-to-rust \
                   cargo-progenitor` installs the peers. The Java openapi-generator was not run.";
    section.notes.push(missing.to_owned());
    for spec in ["SmartPay", "1000"] {
        let bars = all.iter().filter(|it| it.objects == spec).filter_map(|it| {
            let is_ours = it.program == "cargo xtask generate";
            Some(Bar { label: it.program.clone(), value: it.wall_ms?, is_ours })
        });
        let title = format!("From start to end, {spec} objects");
        section.charts.push(Chart { title, unit: "ms", bars: bars.collect() });
    }
    section.measured = serde_json::json!({ "ours": section.measured, "programs": all });
    Ok(())
}
