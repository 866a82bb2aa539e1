//! The commands: read, call the generator, write, say what was done.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Context as _;
use generator::{Api, Report, Style};
use rayon::prelude::*;

use crate::folders::shown;
use crate::output::Plan;
use crate::outputs::{self, Output};
use crate::terminal::{complain, say};
use crate::{new_file, output, spec_folder, standing};

/// The most lines of a difference that are printed.
const MOST_LINES: usize = 200;

/// `cargo xtask generate`, or only a check when the command that writes is given, to be named as
/// the remedy.
pub(crate) fn generate(
    spec: &Path,
    outputs: &[(Output, PathBuf)],
    check: Option<&str>,
) -> anyhow::Result<ExitCode> {
    let start = Instant::now();
    let sources = spec_folder::read(spec, "--spec")?;
    let api = match generator::check(&sources) {
        Ok(api) => api,
        Err(report) => return Ok(refused(&report, spec)),
    };
    let plan = |(output, folder): &(Output, PathBuf)| {
        output::plan(folder, output.option, (output.files)(&api))
    };
    let plans: Vec<Plan> = outputs.par_iter().map(plan).collect::<anyhow::Result<_>>()?;
    match check {
        Some(remedy) if !plans.iter().all(Plan::is_up_to_date) => {
            plans.iter().filter(|it| !it.is_up_to_date()).for_each(show_difference);
            complain(format!("  help: run `{remedy}` and commit what it writes"));
            return Ok(ExitCode::FAILURE);
        }
        Some(_) => {}
        None => output::write(&plans)?,
    }
    say(format!("read     {}: {}", shown(spec), counts(&api)));
    for plan in &plans {
        let files = plan.summary(["new", "changed", "removed"]);
        files.iter().for_each(say);
        let done = match (check, files.len()) {
            (Some(_), _) => " is up to date".to_owned(),
            (None, 0) => ": no file changed".to_owned(),
            (None, many) => format!(": {} changed", counted(many, "file")),
        };
        say(format!("{}{done}", shown(plan.folder())));
    }
    say(format!("done in {:.1} ms", start.elapsed().as_secs_f64() * 1000.0));
    Ok(ExitCode::SUCCESS)
}

/// `cargo xtask reference`: writes the pages, and shows them if that is asked for.
pub(crate) fn reference(spec: &Path, out: Option<&Path>, open: bool) -> anyhow::Result<ExitCode> {
    let output = outputs::reference(out);
    let front = output.1.join("index.html");
    let code = generate(spec, &[output], None)?;
    if code != ExitCode::SUCCESS {
        return Ok(code);
    }
    if open {
        let front = std::path::absolute(&front)?;
        open::that(&front).with_context(|| {
            let front = shown(&front);
            format!("cannot open a browser\n  help: open {front} yourself; it is written")
        })?;
    } else {
        say(format!("open {} in a browser, or add `--open`", shown(&front)));
    }
    Ok(code)
}

fn show_difference(plan: &Plan) {
    complain(plan.patch(MOST_LINES));
    complain(format!("error: {} is not what the spec gives:", shown(plan.folder())));
    let files = plan.summary(["missing", "differs", "stale"]);
    files.iter().for_each(|line| complain(format!("  {line}")));
}

/// `cargo xtask check`
pub(crate) fn check(spec: &Path) -> anyhow::Result<ExitCode> {
    let sources = spec_folder::read(spec, "--spec")?;
    match generator::check(&sources) {
        Ok(api) => {
            say(format!("{} is fine: {}", shown(spec), counts(&api)));
            Ok(ExitCode::SUCCESS)
        }
        Err(report) => Ok(refused(&report, spec)),
    }
}

/// `cargo xtask schema`, or only a check when the command that writes is given.
pub(crate) fn schema(out: &Path, check: Option<&str>) -> anyhow::Result<ExitCode> {
    standing::check_file(out, "--out")?;
    let text = generator::schema();
    let present = match fs::read(out) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", shown(out))),
    };
    let is_up_to_date = present.as_deref() == Some(text.as_bytes());
    match check {
        _ if is_up_to_date => say(format!("{} is up to date", shown(out))),
        Some(remedy) => {
            let what =
                if present.is_some() { "not what the format's types give" } else { "missing" };
            complain(format!("error: {} is {what}", shown(out)));
            complain(format!("  help: run `{remedy}` and commit what it writes"));
            return Ok(ExitCode::FAILURE);
        }
        None => {
            let cannot = || format!("cannot write {}", shown(out));
            new_file::write_whole(out, &text).with_context(cannot)?;
            say(format!("{} written", shown(out)));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn refused(report: &Report, spec: &Path) -> ExitCode {
    complain(report.render(&shown(spec), Style::Coloured).trim_end());
    ExitCode::FAILURE
}

fn counts(api: &Api) -> String {
    let documented = api.objects.iter().filter(|it| it.patch_of.is_none()).count();
    [
        counted(api.documents.len(), "document"),
        counted(documented, "object"),
        counted(api.endpoints().count(), "endpoint"),
        counted(api.rule_count(), "rule"),
    ]
    .join(", ")
}

/// A number of things.
fn counted(number: usize, thing: &str) -> String {
    let end = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{end}")
}
