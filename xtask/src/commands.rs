//! The commands: read, call the generator, write, say what was done.

use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Context as _;
use generator::{Api, Report, Style};

use crate::folders::shown;
use crate::{output, spec_folder};

/// The most lines of a difference that are printed.
const MOST_LINES: usize = 200;

/// `cargo xtask generate`
pub(crate) fn generate(spec: &Path, out: &Path, check: bool) -> anyhow::Result<ExitCode> {
    let start = Instant::now();
    let sources = spec_folder::read(spec)?;
    let api = match generator::check(&sources) {
        Ok(api) => api,
        Err(report) => return Ok(refused(&report, spec)),
    };
    let plan = output::plan(out, generator::client(&api))?;
    if check && !plan.is_up_to_date() {
        anstream::eprintln!("{}", plan.patch(MOST_LINES));
        anstream::eprintln!("error: {} is not what the spec gives:", shown(out));
        plan.summary().iter().for_each(|line| anstream::eprintln!("  {line}"));
        anstream::eprintln!("  help: run `cargo xtask generate` and commit what it writes");
        return Ok(ExitCode::FAILURE);
    }
    if !check {
        plan.write()?;
    }
    anstream::println!("read     {}: {}", shown(spec), counts(&api));
    let files = plan.summary();
    files.iter().for_each(|line| anstream::println!("{line}"));
    let done = match (check, files.len()) {
        (true, _) => "is up to date".to_owned(),
        (false, 0) => "no file changed".to_owned(),
        (false, 1) => "1 file changed".to_owned(),
        (false, many) => format!("{many} files changed"),
    };
    let millis = start.elapsed().as_secs_f64() * 1000.0;
    anstream::println!("{}: {done}, {millis:.1} ms", shown(out));
    Ok(ExitCode::SUCCESS)
}

/// `cargo xtask check`
pub(crate) fn check(spec: &Path) -> anyhow::Result<ExitCode> {
    let sources = spec_folder::read(spec)?;
    match generator::check(&sources) {
        Ok(api) => {
            anstream::println!("{} is fine: {}", shown(spec), counts(&api));
            Ok(ExitCode::SUCCESS)
        }
        Err(report) => Ok(refused(&report, spec)),
    }
}

/// `cargo xtask schema`
pub(crate) fn schema(out: &Path, check: bool) -> anyhow::Result<ExitCode> {
    let text = generator::schema();
    let is_up_to_date = fs::read_to_string(out).is_ok_and(|present| present == text);
    if is_up_to_date {
        anstream::println!("{} is up to date", shown(out));
    } else if check {
        anstream::eprintln!("error: {} is not what the format's types give", shown(out));
        anstream::eprintln!("  help: run `cargo xtask schema` and commit what it writes");
        return Ok(ExitCode::FAILURE);
    } else {
        let cannot = || format!("cannot write {}", shown(out));
        output::write_file(out, &text).with_context(cannot)?;
        anstream::println!("{} written", shown(out));
    }
    Ok(ExitCode::SUCCESS)
}

fn refused(report: &Report, spec: &Path) -> ExitCode {
    anstream::eprint!("{}", report.render(&shown(spec), Style::Coloured));
    ExitCode::FAILURE
}

fn counts(api: &Api) -> String {
    let documented = api.objects.iter().filter(|it| it.patch_of.is_none()).count();
    format!(
        "{} documents, {documented} objects, {} endpoints, {} rules",
        api.documents.len(),
        api.endpoints().count(),
        api.rule_count()
    )
}
