//! The generators beside each other, each from start to end: ours on a spec, the public ones on the
//! OpenAPI document that is exported of it.

use std::collections::BTreeMap;
use std::fs;
use std::iter;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::Result;
use serde::Serialize;

use crate::chart::number;
use crate::peers::{Call, LIMIT, PEERS, Peer, rust_files};
use crate::program::limited;
use crate::report::{Bar, Chart, Section, Table};

use super::{SIZES, TIMES, write_openapi, write_spec};

const DOCUMENT: &str = "openapi.json";
const OURS: &str = "cargo xtask generate";

/// What one program made of one document.
#[derive(Debug, Serialize)]
struct Measured {
    program: &'static str,
    objects: String,
    /// From start to end of the process, reading and writing included; the least of several. None
    /// where it failed.
    wall_ms: Option<f64>,
    peak_kib: Option<u64>,
    lines: usize,
    /// What it complained of, if it failed.
    failed: Option<String>,
}

/// Adds the comparison: every program from start to end, with reading and writing.
pub(crate) fn add(root: &Path, section: &mut Section) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut all = Vec::new();
    for spec in ["SmartPay".to_owned()].into_iter().chain(SIZES.map(|size| size.to_string())) {
        let input = folder.path().join(&spec);
        let (source, input) = match spec.parse() {
            Ok(objects) => write_spec(objects, &input).map(|()| (spec.clone(), input))?,
            Err(_) => (root.join("spec").display().to_string(), root.join("spec")),
        };
        write_openapi(&source, &folder.path().join(DOCUMENT))?;
        all.push(ours(root, &spec, &input, folder.path())?);
        for peer in &PEERS {
            all.push(measure_peer(root, peer, &spec, folder.path())?);
        }
    }
    tell(section, &all);
    section.notes.extend(PEERS.iter().map(|peer| peer.told(root)));
    Ok(())
}

/// The command that a maintainer calls, as a release build.
fn ours(root: &Path, spec: &str, input: &Path, folder: &Path) -> Result<Measured> {
    let program = std::env::current_exe()?.with_file_name("xtask");
    let out = folder.join("out");
    let mut command = Command::new(&program);
    command.args(["generate", "--spec"]).arg(input).arg("--out").arg(&out).current_dir(root);
    least(OURS, spec, Ok(command), &out, || Ok(()))
}

fn measure_peer(root: &Path, peer: &Peer, spec: &str, folder: &Path) -> Result<Measured> {
    let (document, out) = (folder.join(DOCUMENT), folder.join("out"));
    let call = Call { document: &document, out: &out };
    least(peer.name, spec, peer.command(root, &call), &out, || call.prepare())
}

/// The least time of several runs. What fails once is not run again.
fn least(
    program: &'static str,
    spec: &str,
    command: Result<Command>,
    out: &Path,
    prepare: impl Fn() -> Result<()>,
) -> Result<Measured> {
    let objects = spec.to_owned();
    let mut measured =
        Measured { program, objects, wall_ms: None, peak_kib: None, lines: 0, failed: None };
    let mut command = match command {
        Ok(command) => command,
        Err(why) => return Ok(Measured { failed: Some(why.to_string()), ..measured }),
    };
    let began = Instant::now();
    for _ in 0..TIMES {
        if out.exists() {
            fs::remove_dir_all(out)?;
        }
        prepare()?;
        match limited(&mut command, LIMIT) {
            Ok(ran) => {
                let wall = ran.took.as_secs_f64() * 1e3;
                measured.wall_ms = Some(measured.wall_ms.map_or(wall, |it| it.min(wall)));
                measured.peak_kib = measured.peak_kib.max(ran.peak_kib);
            }
            Err(why) => {
                let failed = Some(why.to_string());
                return Ok(Measured { failed, wall_ms: None, ..measured });
            }
        }
        // One that takes long is not run so often that nobody waits for the end.
        if began.elapsed() > LIMIT / 2 {
            break;
        }
    }
    measured.lines = rust_files(out)?.iter().map(|(_, lines)| lines).sum();
    Ok(measured)
}

fn tell(section: &mut Section, all: &[Measured]) {
    let specs: Vec<&str> =
        all.iter().filter(|it| it.program == OURS).map(|it| it.objects.as_str()).collect();
    let mut table = Table::default();
    table.head.push("time, peak memory, lines of Rust".to_owned());
    table.head.extend(specs.iter().map(|spec| match spec.parse() {
        Ok(objects) => format!("{} objects", number(objects)),
        Err(_) => (*spec).to_owned(),
    }));
    for program in iter::once(OURS).chain(PEERS.map(|peer| peer.name)) {
        let of =
            |program, spec: &str| all.iter().find(|it| it.program == program && it.objects == spec);
        let cells = specs.iter().map(|spec| cell(of(program, spec), of(OURS, spec)));
        table.rows.push(iter::once(format!("`{program}`")).chain(cells).collect());
    }
    section.beside = Some(table);
    let mut failures: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for it in all {
        let why = it.failed.as_deref().map(|why| (it.program, why));
        why.into_iter().for_each(|why| failures.entry(why).or_default().push(&it.objects));
    }
    section.notes.extend(
        failures
            .into_iter()
            .map(|((program, why), specs)| format!("`{program}`, {}: {why}.", specs.join(", "))),
    );
    section.notes.push(format!(
        "Beside each other: each program from start to end, reading and writing included, the peers' on \
         the OpenAPI document that is exported of the same spec, as 3.0. Ratios are to ours, which also checks the spec and writes documentation, \
         examples and validators. Least of {TIMES}, or of as many as {} s suffice for.",
        LIMIT.as_secs() / 2
    ));
    for spec in ["SmartPay", "1000"] {
        let bars = all.iter().filter(|it| it.objects == spec).filter_map(|it| {
            let is_ours = it.program == OURS;
            Some(Bar { label: it.program.to_owned(), value: it.wall_ms?, is_ours })
        });
        let title = format!("From start to end, {spec} objects");
        section.charts.push(Chart { title, unit: "ms", bars: bars.collect() });
    }
    section.measured = serde_json::json!({ "ours": section.measured, "programs": all });
}

fn cell(it: Option<&Measured>, ours: Option<&Measured>) -> String {
    let Some((it, wall)) = it.and_then(|it| Some((it, it.wall_ms?))) else {
        return "none".to_owned();
    };
    let ratio = match ours.and_then(|ours| ours.wall_ms) {
        Some(ours) if it.program != OURS => format!("**{:.1}×** ", wall / ours),
        _ => String::new(),
    };
    let peak = it.peak_kib.map_or("?".to_owned(), |kib| number(kib as f64 / 1024.0));
    format!("{ratio}{} ms, {peak} MiB, {}", number(wall), number(it.lines as f64))
}
