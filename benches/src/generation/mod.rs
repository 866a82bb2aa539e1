//! How long a generation takes and how it grows with the spec; the public generators beside it.

mod alone;
mod beside;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use generator::{Sources, Style};

use crate::chart::number;
use crate::openapi30;
use crate::program;
use crate::report::{Bar, Chart, Section};

use alone::{Measured, Took};

const SEED: u64 = 7;
const SIZES: [usize; 3] = [100, 1_000, 10_000];

/// Each size is generated so often, each time in a new process; the least time is taken.
const TIMES: usize = 5;

pub(crate) fn section(root: &Path) -> Result<Section> {
    let mut section = Section::new("generation", "Generation");
    let names = [root.join("spec").display().to_string()];
    let names = names.into_iter().chain(SIZES.map(|size| size.to_string()));
    let all: Vec<Measured> = names.map(|name| least(&name)).collect::<Result<_>>()?;
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
        "floor: parsing alone",
        "formatting alone",
        "writing alone",
    ];
    section.table.head = head.map(str::to_owned).to_vec();
    section.table.rows = all.iter().map(row).collect();
    section.notes = vec![
        format!("The first row is SmartPay's spec; the others are synthetic, from seed {SEED}."),
        format!("Least of {TIMES} processes; release build, all cores. Times are text in, text out."),
        "The floors are on one core: the YAML parser's events and nothing else; the formatter on what \
         is parsed already; new files in a new folder."
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

fn least(spec: &str) -> Result<Measured> {
    let program = std::env::current_exe()?.display().to_string();
    let once = || -> Result<Measured> {
        let printed = program::run(Path::new("."), &program, &["generation-alone", spec])?;
        Ok(serde_json::from_str(&printed)?)
    };
    let all: Vec<Measured> = (0..TIMES).map(|_| once()).collect::<Result<_>>()?;
    let least = all.into_iter().reduce(Measured::least);
    least.context("it is measured at least once")
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
        format!("{} ms", number(it.parse_alone.wall_ms)),
        format!("{} ms", number(it.format_alone.wall_ms)),
        format!("{} ms", number(it.write_alone.wall_ms)),
    ]
}

/// The time on all cores; where it is not known, the time on the clock.
fn cpu(took: Took) -> f64 {
    took.cpu_ms.unwrap_or(took.wall_ms)
}
