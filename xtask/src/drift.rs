//! `cargo xtask drift`: pages against the spec.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;
use generator::Style;
use generator::transcribe::{Drift, MAX_PAGE_BYTES, Transcription};

use crate::folders::shown;
use crate::spec_folder;
use crate::terminal::{complain, say};

/// How a report is printed.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    /// For a terminal.
    Text,
    /// One object for each page, one after the other; drift.schema.json describes it.
    Json,
    /// For a pull request.
    Markdown,
}

/// The exit code when a page, or the spec, could not be understood.
pub(crate) const NOT_UNDERSTOOD: u8 = 2;

/// Compares each page with the spec and prints the reports. A page that cannot be read does not keep
/// the others from being compared.
pub(crate) fn drift(
    spec: &Path,
    pages: &[PathBuf],
    document: Option<&str>,
    format: Format,
) -> anyhow::Result<ExitCode> {
    let sources = spec_folder::read(spec, "--spec")?;
    let spec = match Transcription::read(&sources) {
        Ok(spec) => spec,
        Err(report) => {
            complain(report.render(&shown(spec), Style::Coloured).trim_end());
            return Ok(ExitCode::from(NOT_UNDERSTOOD));
        }
    };
    let mut is_drift = false;
    let mut is_understood = true;
    for page in pages {
        let report = match read(page) {
            Ok(bytes) => spec.drift(&bytes, document),
            Err(why) => Drift::not_understood(why),
        };
        say(printed(&report, &shown(page), format).trim_end());
        is_drift |= report.is_drift();
        is_understood &= report.is_understood();
    }
    Ok(match (is_understood, is_drift) {
        (false, _) => ExitCode::from(NOT_UNDERSTOOD),
        (true, true) => ExitCode::FAILURE,
        (true, false) => ExitCode::SUCCESS,
    })
}

fn printed(report: &Drift, page: &str, format: Format) -> String {
    match format {
        Format::Text => report.to_text(page),
        Format::Json => report.to_json(),
        Format::Markdown => report.to_markdown(page),
    }
}

/// A page's bytes, or as many as are needed to see that it is too large.
///
/// # Errors
///
/// Why there are none, with the remedy.
pub(crate) fn read(page: &Path) -> Result<Vec<u8>, String> {
    let why = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => "there is no such file: name a saved page".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder: name a saved page".to_owned(),
        _ => format!("it cannot be read: {error}"),
    };
    let file = fs::File::open(page).map_err(why)?;
    let mut bytes = Vec::new();
    file.take(MAX_PAGE_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(why)?;
    Ok(bytes)
}
