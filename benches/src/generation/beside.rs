//! The generators beside each other, each from start to end: ours on a spec, the public ones on the
//! OpenAPI document that is exported of it.

use std::collections::BTreeMap;
use std::fs;
use std::iter;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::Result;
use serde::Serialize;

use crate::chart::number;
use crate::peers::{Call, LIMIT, PEERS, rust_files};
use crate::program::limited;
use crate::report::{Bar, Chart, Section, Table};

use super::{ROUNDS, SIZES, TURN, turn, write_openapi, write_spec};

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

/// A program with what it is called on.
struct Program<'f> {
    command: Result<Command>,
    out: PathBuf,
    document: &'f Path,
    spent: Duration,
    measured: Measured,
}

/// Adds the comparison: every program from start to end, with reading and writing.
pub(crate) fn add(root: &Path, section: &mut Section) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let document = folder.path().join(DOCUMENT);
    let mut all = Vec::new();
    for spec in ["SmartPay".to_owned()].into_iter().chain(SIZES.map(|size| size.to_string())) {
        let input = folder.path().join(&spec);
        let (source, input) = match spec.parse() {
            Ok(objects) => write_spec(objects, &input).map(|()| (spec.clone(), input))?,
            Err(_) => (root.join("spec").display().to_string(), root.join("spec")),
        };
        write_openapi(&source, &document)?;
        let out = |name: &str| folder.path().join(format!("out-{name}"));
        let of = |name, command, out| Program::new(name, &spec, command, out, &document);
        let mut programs = vec![of(OURS, ours(root, &input, &out("ours")), out("ours"))];
        programs.extend(PEERS.iter().map(|peer| {
            let out = out(peer.name);
            of(peer.name, peer.command(root, &Call { document: &document, out: &out }), out)
        }));
        for _ in 0..ROUNDS {
            programs.iter_mut().try_for_each(Program::turn)?;
        }
        all.extend(programs.into_iter().map(Program::finish).collect::<Result<Vec<_>>>()?);
    }
    tell(section, &all);
    for peer in &PEERS {
        section.notes.push(peer.told(root));
        if all.iter().all(|it| it.program != peer.name || it.wall_ms.is_none()) {
            section.left_out.push(peer.name.to_owned());
        }
    }
    Ok(())
}

/// The command that a maintainer calls, as a release build.
fn ours(root: &Path, input: &Path, out: &Path) -> Result<Command> {
    let mut command = Command::new(std::env::current_exe()?.with_file_name("xtask"));
    command.args(["generate", "--spec"]).arg(input).arg("--out").arg(out).current_dir(root);
    Ok(command)
}

impl<'f> Program<'f> {
    fn new(
        program: &'static str,
        spec: &str,
        command: Result<Command>,
        out: PathBuf,
        document: &'f Path,
    ) -> Self {
        let failed = command.as_ref().err().map(ToString::to_string);
        let objects = spec.to_owned();
        let measured =
            Measured { program, objects, wall_ms: None, peak_kib: None, lines: 0, failed };
        Self { command, out, document, spent: Duration::ZERO, measured }
    }

    /// What has failed has no more turns, nor what takes so long that nobody waits for the end.
    fn turn(&mut self) -> Result<()> {
        if self.measured.failed.is_some() || self.spent > LIMIT / 2 {
            return Ok(());
        }
        turn(|| if self.measured.failed.is_none() { self.once() } else { Ok(()) })
    }

    fn once(&mut self) -> Result<()> {
        let Ok(command) = &mut self.command else { return Ok(()) };
        if self.out.exists() {
            fs::remove_dir_all(&self.out)?;
        }
        if self.measured.program != OURS {
            Call { document: self.document, out: &self.out }.prepare()?;
        }
        match limited(command, LIMIT) {
            Ok(ran) => {
                self.spent += ran.took;
                let wall = ran.took.as_secs_f64() * 1e3;
                let least = self.measured.wall_ms.map_or(wall, |it| it.min(wall));
                self.measured.wall_ms = Some(least);
                self.measured.peak_kib = self.measured.peak_kib.max(ran.peak_kib);
            }
            Err(why) => {
                self.measured.wall_ms = None;
                self.measured.failed = Some(why.to_string());
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Measured> {
        if self.measured.failed.is_none() {
            self.measured.lines = rust_files(&self.out)?.iter().map(|(_, lines)| lines).sum();
        }
        if self.out.exists() {
            fs::remove_dir_all(&self.out)?;
        }
        Ok(self.measured)
    }
}

fn tell(section: &mut Section, all: &[Measured]) {
    let specs: Vec<&str> =
        all.iter().filter(|it| it.program == OURS).map(|it| it.objects.as_str()).collect();
    let mut table = Table::default();
    table.head.push("time, peak memory, lines of Rust".to_owned());
    table.head.extend(specs.iter().map(|spec| named(spec)));
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
         the OpenAPI document that is exported of the same spec, as 3.0. Ours also checks the spec and \
         writes documentation, examples and validators. Least of {ROUNDS} rounds by turns, each for at least {} ms; what has \
         taken more than {} s has no more turns.",
        TURN.as_millis(),
        LIMIT.as_secs() / 2
    ));
    for spec in ["SmartPay", "1000"] {
        let bars = all.iter().filter(|it| it.objects == spec).filter_map(|it| {
            let is_ours = it.program == OURS;
            Some(Bar { label: it.program.to_owned(), value: it.wall_ms?, is_ours })
        });
        let title = format!("From start to end, {}", named(spec));
        section.charts.push(Chart { title, unit: "ms", bars: bars.collect() });
    }
    section.measured = serde_json::json!({ "ours": section.measured, "programs": all });
}

fn named(spec: &str) -> String {
    match spec.parse() {
        Ok(objects) => format!("{} objects", number(objects)),
        Err(_) => spec.to_owned(),
    }
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
