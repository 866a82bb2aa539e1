//! How long a generation takes and how it grows with the spec; the public generators beside it.

mod alone;
mod beside;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};
use generator::{Sources, Style};

use crate::chart::number;
use crate::openapi30;
use crate::program;
use crate::report::{Bar, Chart, Section};

use alone::{Measured, Took};

const SEED: u64 = 7;
const SIZES: [usize; 3] = [100, 1_000, 10_000];

/// So many rounds there are over all that is measured, so that what else the machine does for a while
/// falls on all of them; the least time of each is taken.
const ROUNDS: usize = 5;

/// What is short is run again and again, each time in a new process, for so long at its turn.
const TURN: Duration = Duration::from_millis(500);

pub(crate) fn section(root: &Path) -> Result<Section> {
    let mut section = Section::new("generation", "Generation");
    let names = [root.join("spec").display().to_string()];
    let names = names.into_iter().chain(SIZES.map(|size| size.to_string()));
    let all = measured(&names.collect::<Vec<_>>())?;
    let head = [
        "objects",
        "endpoints",
        "spec",
        "crate",
        "files",
        "time",
        "CPU",
        "CPU per MB written",
        "peak memory",
        "CPU, the floor: parsing alone",
        "CPU, formatting alone",
        "CPU, writing alone",
    ];
    section.table.head = head.map(str::to_owned).to_vec();
    section.table.rows = all.iter().map(row).collect();
    section.notes = vec![
        format!("The first row is SmartPay's spec; the others are synthetic, from seed {SEED}."),
        format!(
            "Least of {ROUNDS} rounds over all sizes, in each of which a size is generated for at least \
             {} ms, each time by a new process; release build, all cores. Times are text in, text out.",
            TURN.as_millis()
        ),
        "The floors are processor time, on one core: the YAML parser's events and nothing else; the \
         formatter on what is parsed already; new files in a new folder."
            .to_owned(),
        "Peak memory is above what the process held with the spec already read.".to_owned(),
    ];
    let bars = all.iter().map(|it| Bar {
        label: format!("{} objects", it.objects),
        value: cpu(it.generation) / it.bytes_out as f64 * 1e6,
        is_ours: true,
    });
    let title = "CPU per MB of generated crate: flat is linear".to_owned();
    section.charts.push(Chart { title, unit: "ms", bars: bars.collect() });
    section.measured = serde_json::to_value(&all)?;
    beside::add(root, &mut section)?;
    Ok(section)
}

/// Measures one spec in this process and prints what was measured as JSON.
pub(crate) fn alone(spec: &str) -> Result<()> {
    println!("{}", serde_json::to_string(&alone::measure(&sources(spec)?)?)?);
    Ok(())
}

/// Writes a synthetic spec to a folder, for `cargo xtask generate --spec`.
pub(crate) fn write_spec(objects: usize, folder: &Path) -> Result<()> {
    for (path, text) in synthetic_spec::spec(objects, SEED) {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().context("a file below the folder")?)?;
        fs::write(path, text)?;
    }
    Ok(())
}

/// The document that the peers read, to a file: OpenAPI 3.0, of which each makes the better client.
pub(crate) fn write_openapi(spec: &str, file: &Path) -> Result<()> {
    let lowered = openapi30::lowered(serde_json::from_str(&openapi(spec)?)?);
    Ok(fs::write(file, serde_json::to_string_pretty(&lowered)?)?)
}

/// The OpenAPI document of a spec.
pub(crate) fn openapi(spec: &str) -> Result<String> {
    let api = generator::check(&sources(spec)?);
    let api = api.map_err(|report| anyhow!("{}", report.render("spec", Style::Plain)))?;
    generator::openapi(&api).remove("openapi.json").context("there is an openapi.json")
}

/// Of a folder, or of a number of objects.
fn sources(spec: &str) -> Result<Sources> {
    if let Ok(objects) = spec.parse() {
        return Ok(synthetic_spec::spec(objects, SEED).into_iter().collect());
    }
    let mut sources = Sources::new();
    read(Path::new(spec), Path::new(""), &mut sources)?;
    Ok(sources)
}

fn read(root: &Path, below: &Path, sources: &mut Sources) -> Result<()> {
    for entry in fs::read_dir(root.join(below))? {
        let path = below.join(entry?.file_name());
        if root.join(&path).is_dir() {
            read(root, &path, sources)?;
        } else if path.extension().is_some_and(|end| end == "yaml") {
            let bytes = fs::read(root.join(&path))?;
            sources.insert(path.display().to_string(), bytes);
        }
    }
    Ok(())
}

/// The least of each, measured by turns.
fn measured(specs: &[String]) -> Result<Vec<Measured>> {
    let program = std::env::current_exe()?.display().to_string();
    let mut least: Vec<Option<Measured>> = vec![None; specs.len()];
    for _ in 0..ROUNDS {
        for (least, spec) in least.iter_mut().zip(specs) {
            turn(|| {
                let arguments = ["generation-alone", spec];
                let printed = program::run(Path::new("."), &program, &arguments)?;
                let once: Measured = serde_json::from_str(&printed)?;
                *least = Some(least.map_or(once, |it| it.least(once)));
                Ok(())
            })?;
        }
    }
    least.into_iter().collect::<Option<_>>().context("each is measured at least once")
}

/// At least once, and for as long as a turn lasts.
fn turn(mut once: impl FnMut() -> Result<()>) -> Result<()> {
    let began = Instant::now();
    once()?;
    while began.elapsed() < TURN {
        once()?;
    }
    Ok(())
}

fn row(it: &Measured) -> Vec<String> {
    let megabytes = |bytes: usize| format!("{:.2} MB", bytes as f64 / 1e6);
    vec![
        it.objects.to_string(),
        it.endpoints.to_string(),
        megabytes(it.bytes_in),
        megabytes(it.bytes_out),
        it.files_out.to_string(),
        format!("{} ms", number(it.generation.wall_ms)),
        format!("{} ms", number(cpu(it.generation))),
        format!("{} ms", number(cpu(it.generation) / it.bytes_out as f64 * 1e6)),
        it.peak_kib.map_or("?".to_owned(), |kib| format!("{} MiB", number(kib as f64 / 1024.0))),
        format!("{} ms", number(cpu(it.parse_alone))),
        format!("{} ms", number(cpu(it.format_alone))),
        format!("{} ms", number(cpu(it.write_alone))),
    ]
}

/// The time on all cores; where it is not known, the time on the clock.
fn cpu(took: Took) -> f64 {
    took.cpu_ms.unwrap_or(took.wall_ms)
}
