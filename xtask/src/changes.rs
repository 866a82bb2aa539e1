//! `cargo xtask changelog` and `cargo xtask review`: two specs, compared.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use clap::{Args, ValueEnum};
use generator::compare::{Comparison, Side, causes, compare, review as review_page};
use generator::{Api, Report, Style};

use crate::folders::{or_default, shown};
use crate::terminal::{complain, say};
use crate::{git, new_file, spec_folder, standing};

/// Two specs, and what was said of their differences.
#[derive(Debug, Args)]
pub(crate) struct Specs {
    /// The folder of the later spec [default: spec].
    #[arg(long, value_name = "FOLDER")]
    to: Option<PathBuf>,
    /// The recorded causes [default: changes.yaml beside the later spec].
    #[arg(long, value_name = "FILE")]
    causes: Option<PathBuf>,
}

/// How a comparison is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For a terminal.
    Text,
    /// For programs.
    Json,
    /// A section of a changelog.
    Markdown,
}

/// What to do with a comparison.
#[derive(Debug, Args)]
pub(crate) struct Changelog {
    /// The earlier spec: a folder, or a revision that git knows.
    #[arg(long, value_name = "REVISION|FOLDER", required_unless_present = "rules")]
    from: Option<String>,
    #[command(flatten)]
    specs: Specs,
    /// Fail if the crate's version in `api.yaml` is too low for the changes.
    #[arg(long)]
    check: bool,
    /// Print the changes as text, json or markdown.
    #[arg(long, value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
    format: Format,
    /// Put the version's section into this changelog instead of printing it.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["format", "rules"])]
    into: Option<PathBuf>,
    /// Print what each kind of change breaks, and why; compare nothing.
    #[arg(long, conflicts_with_all = ["from", "to", "causes", "check", "format"])]
    rules: bool,
}

/// `cargo xtask changelog`
pub(crate) fn changelog(options: &Changelog) -> anyhow::Result<ExitCode> {
    let Some(from) = options.from.as_deref().filter(|_| !options.rules) else {
        say(generator::compare::catalogue().trim_end());
        return Ok(ExitCode::SUCCESS);
    };
    let Some((comparison, _)) = compared(from, &options.specs)? else {
        return Ok(ExitCode::FAILURE);
    };
    let is_too_low = options.check && !comparison.version.is_high_enough;
    match (&options.into, options.format) {
        // A section under a version that is not the next one would take the place of another's.
        (Some(_), _) if is_too_low => {}
        (Some(file), _) => write(&comparison, file)?,
        (None, Format::Text) => say(comparison.to_text().trim_end()),
        (None, Format::Json) => say(comparison.to_json().trim_end()),
        (None, Format::Markdown) => say(comparison.to_markdown().trim_end()),
    }
    if is_too_low {
        let version = &comparison.version;
        complain(format!(
            "error: version {} is too low: the changes since {} call for {}\n  help: write \
             `version: \"{}\"` under `crate:` in {}, and run `cargo xtask generate`",
            version.new,
            version.old,
            version.least,
            version.least,
            shown(&later(&options.specs).join("api.yaml")),
        ));
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

/// `cargo xtask review`
pub(crate) fn review(from: &str, specs: &Specs) -> anyhow::Result<ExitCode> {
    let Some((comparison, [old, new])) = compared(from, specs)? else {
        return Ok(ExitCode::FAILURE);
    };
    let [before, after] = [generator::client(&old), generator::client(&new)];
    let old = Side { api: &old, files: &before };
    let new = Side { api: &new, files: &after };
    say(review_page(&comparison, old, new).trim_end());
    Ok(ExitCode::SUCCESS)
}

fn later(specs: &Specs) -> PathBuf {
    or_default(specs.to.as_deref(), "spec")
}

/// Both specs and what changed; `None` when one is wrong, which was said.
fn compared(from: &str, specs: &Specs) -> anyhow::Result<Option<(Comparison, [Api; 2])>> {
    let to = later(specs);
    let new = match generator::check(&spec_folder::read(&to, "--to")?) {
        Ok(api) => api,
        Err(report) => return Ok(refused(&report, &shown(&to), None)),
    };
    let folder = Path::new(from);
    let (sources, name) = match folder.is_dir() {
        true => (spec_folder::read(folder, "--from")?, shown(folder)),
        false => (git::read(&to, from)?, format!("{from}:{}", shown(&to))),
    };
    let old = match generator::check(&sources) {
        Ok(api) => api,
        Err(report) => {
            let help = "the earlier spec does not pass the check of today: compare with a copy in \
                        a folder, mended, or with a later revision";
            return Ok(refused(&report, &name, Some(help)));
        }
    };
    let mut comparison = compare(&old, &new);
    let file = specs.causes.clone().unwrap_or_else(|| to.join("../changes.yaml"));
    if let Some(bytes) = recorded(&file, specs.causes.is_some())? {
        let path = shown(&file);
        let taken = causes(&path, &bytes).and_then(|causes| comparison.take_over(causes));
        if let Err(report) = taken {
            return Ok(refused(&report, "", None));
        }
    }
    Ok(Some((comparison, [old, new])))
}

/// The recorded causes. That nobody has recorded any is fine, unless the file was named.
fn recorded(file: &Path, is_named: bool) -> anyhow::Result<Option<Vec<u8>>> {
    match fs::read(file) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound && !is_named => Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            bail!("there is no file {}\n  help: mend the name behind `--causes`", shown(file))
        }
        Err(error) => bail!(
            "cannot read {}: {error}\n  help: mend it, or name another file with `--causes`",
            shown(file)
        ),
    }
}

fn refused<T>(report: &Report, folder: &str, help: Option<&str>) -> Option<T> {
    complain(report.render(folder, Style::Coloured).trim_end());
    if let Some(help) = help {
        complain(format!("  help: {help}"));
    }
    None
}

/// Puts the section of a version into a changelog.
fn write(comparison: &Comparison, file: &Path) -> anyhow::Result<()> {
    standing::check_file(file, "--into")?;
    let present = match fs::read_to_string(file) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            bail!("{} is not UTF-8 text\n  help: name a changelog with `--into`", shown(file))
        }
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", shown(file))),
    };
    let text = comparison.into_changelog(present.as_deref());
    if present.as_deref() == Some(text.as_str()) {
        say(format!("{} is up to date", shown(file)));
        return Ok(());
    }
    new_file::write_whole(file, &text).with_context(|| format!("cannot write {}", shown(file)))?;
    say(format!("{}: version {} written", shown(file), comparison.version.new));
    Ok(())
}
