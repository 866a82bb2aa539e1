//! One generation in a process of its own, so that its peak memory is its own.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, anyhow};
use generator::{Files, Sources, Style};
use serde::{Deserialize, Serialize};

/// What one generation took. Times are milliseconds, `_cpu` of all threads together.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Measured {
    pub(crate) objects: usize,
    pub(crate) endpoints: usize,
    pub(crate) bytes_in: usize,
    pub(crate) bytes_out: usize,
    pub(crate) files_out: usize,
    /// From the text of the spec to the text of the crate.
    pub(crate) generation: Took,
    pub(crate) check: Took,
    pub(crate) emit: Took,
    /// The floor: nothing but the YAML parser over the spec.
    pub(crate) parse_alone: Took,
    /// The floor: nothing but the formatter over what was emitted, already parsed.
    pub(crate) format_alone: Took,
    /// The floor: nothing but writing the bytes to new files.
    pub(crate) write_alone: Took,
    /// Above what the process held before, in KiB; `None` where there is no `/proc`.
    pub(crate) peak_kib: Option<u64>,
}

/// Time on the clock and on all processors.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Took {
    pub(crate) wall_ms: f64,
    pub(crate) cpu_ms: Option<f64>,
}

/// Measures a generation of the spec in a folder, or of a synthetic one, and its floors.
pub(crate) fn measure(sources: &Sources) -> Result<Measured> {
    let before = memory_kib("VmRSS");
    let (api, check) = timed(|| generator::check(sources));
    let api = api.map_err(|report| anyhow!("{}", report.render("spec", Style::Plain)))?;
    let (files, emit) = timed(|| generator::client(&api));
    let peak = memory_kib("VmHWM");
    let bytes_in = sources.iter().map(|(_, bytes)| bytes.len()).sum();
    let (_, parse_alone) = timed(|| parse(sources));
    let format_alone = formatting(&files)?;
    let write_alone = writing(&files)?;
    Ok(Measured {
        objects: api.objects.iter().filter(|it| it.patch_of.is_none()).count(),
        endpoints: api.endpoints().count(),
        bytes_in,
        bytes_out: files.values().map(String::len).sum(),
        files_out: files.len(),
        generation: check.and(emit),
        check,
        emit,
        parse_alone,
        format_alone,
        write_alone,
        peak_kib: peak.zip(before).map(|(peak, before)| peak.saturating_sub(before)),
    })
}

impl Measured {
    /// The least of two, figure by figure.
    pub(crate) fn least(self, other: Self) -> Self {
        Self {
            generation: self.generation.least(other.generation),
            check: self.check.least(other.check),
            emit: self.emit.least(other.emit),
            parse_alone: self.parse_alone.least(other.parse_alone),
            format_alone: self.format_alone.least(other.format_alone),
            write_alone: self.write_alone.least(other.write_alone),
            peak_kib: self.peak_kib.min(other.peak_kib),
            ..self
        }
    }
}

impl Took {
    fn least(self, other: Self) -> Self {
        let cpu_ms = self.cpu_ms.zip(other.cpu_ms).map(|(one, other)| one.min(other));
        Self { wall_ms: self.wall_ms.min(other.wall_ms), cpu_ms }
    }

    fn and(self, next: Self) -> Self {
        let cpu_ms = self.cpu_ms.zip(next.cpu_ms).map(|(one, other)| one + other);
        Self { wall_ms: self.wall_ms + next.wall_ms, cpu_ms }
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Took) {
    let (cpu, began) = (cpu_ms(), Instant::now());
    let done = work();
    let wall_ms = began.elapsed().as_secs_f64() * 1e3;
    let cpu_ms = cpu.zip(cpu_ms()).map(|(before, after)| after - before);
    (done, Took { wall_ms, cpu_ms })
}

/// Counts the parser's events, so that nothing is left out.
fn parse(sources: &Sources) -> usize {
    let texts = sources.iter().filter_map(|(_, bytes)| std::str::from_utf8(bytes).ok());
    texts.map(|text| granit_parser::Parser::new_from_str(text).count()).sum()
}

fn formatting(files: &Files) -> Result<Took> {
    let rust = files.iter().filter(|(path, _)| path.ends_with(".rs"));
    let parsed: Vec<syn::File> = rust
        .map(|(path, text)| syn::parse_file(text).with_context(|| path.clone()))
        .collect::<Result<_>>()?;
    let (_, took) =
        timed(|| parsed.iter().map(|it| prettyplease::unparse(it).len()).sum::<usize>());
    Ok(took)
}

fn writing(files: &Files) -> Result<Took> {
    let folder = tempfile::tempdir()?;
    let (done, took) = timed(|| write(files, folder.path()));
    done.map(|()| took)
}

fn write(files: &BTreeMap<String, String>, folder: &Path) -> Result<()> {
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().context("a file below the folder")?)?;
        fs::write(path, text)?;
    }
    Ok(())
}

/// The time on all processors so far, of all threads, also of those that have ended.
#[cfg(unix)]
fn cpu_ms() -> Option<f64> {
    use rustix::time::{ClockId, clock_gettime};
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Some(time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6)
}

#[cfg(not(unix))]
fn cpu_ms() -> Option<f64> {
    None
}

/// A line of `/proc/self/status`: `VmRSS`, what is held now; `VmHWM`, the most there was.
fn memory_kib(key: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}
