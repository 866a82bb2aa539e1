//! `cargo xtask transcribe`: a page into the spec.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::anyhow;
use generator::transcribe::{Obstacle, Transcription};
use generator::{Sources, Style};
use similar::TextDiff;

use crate::drift::{NOT_UNDERSTOOD, read};
use crate::folders::shown;
use crate::terminal::{complain, say};
use crate::{new_file, spec_folder, standing};

/// Prints what the page changes in the spec, or writes it; then says whether the spec is right.
pub(crate) fn transcribe(
    spec: &Path,
    page: &Path,
    document: Option<&str>,
    apply: bool,
) -> anyhow::Result<ExitCode> {
    let mut sources = spec_folder::read(spec, "--spec")?;
    let read_spec = match Transcription::read(&sources) {
        Ok(spec) => spec,
        Err(report) => {
            complain(report.render(&shown(spec), Style::Coloured).trim_end());
            return Ok(ExitCode::from(NOT_UNDERSTOOD));
        }
    };
    let transcribed = read(page).and_then(|bytes| read_spec.transcribe(&bytes, document));
    let transcribed = match transcribed {
        Ok(transcribed) => transcribed,
        Err(why) => {
            complain(format!("error: {} is not understood: {why}", shown(page)));
            return Ok(ExitCode::from(NOT_UNDERSTOOD));
        }
    };
    for (path, text) in &transcribed.files {
        let file = spec.join(path);
        say(difference(&sources, path, text, &shown(&file)).trim_end());
        sources.insert(path.clone(), text.clone());
    }
    if apply {
        write(spec, &transcribed.files)?;
    }
    // What a copy has lost is nothing to do.
    let unread = transcribed.drift.iter().flat_map(|it| &it.unread);
    let unread = unread.filter(|it| it.kind == Obstacle::NotUnderstood).map(|it| it.why.clone());
    let left: Vec<String> = transcribed.by_hand.into_iter().chain(unread).collect();
    let is_done = left.is_empty();
    if !is_done {
        say("left to you:");
        left.iter().for_each(|it| say(format!("  {it}")));
    }
    let document = &transcribed.document;
    match (transcribed.files.is_empty(), apply) {
        (true, _) if !is_done => say(format!("{document}: nothing could be written down")),
        (true, _) => say(format!("{document}: the spec says what the page says")),
        (false, true) => say(format!("{document}: written")),
        (false, false) => say(format!("{document}: nothing written; write it with `--apply`")),
    }
    match generator::check(&sources) {
        Ok(_) if is_done => Ok(ExitCode::SUCCESS),
        Ok(_) => Ok(ExitCode::FAILURE),
        Err(report) => {
            complain(report.render(&shown(spec), Style::Coloured).trim_end());
            Ok(ExitCode::FAILURE)
        }
    }
}

/// Writes the files, if all of them can be written.
fn write(spec: &Path, files: &BTreeMap<String, String>) -> anyhow::Result<()> {
    for path in files.keys() {
        standing::check_file(&spec.join(path), "--spec")?;
    }
    let files: Vec<(PathBuf, &str)> =
        files.iter().map(|(path, text)| (spec.join(path), text.as_str())).collect();
    let written = new_file::write_all(&files);
    written.map_err(|(file, error)| anyhow!("cannot write {}: {error}", shown(&file)))
}

/// What becomes of a file, as a patch.
fn difference(sources: &Sources, path: &str, text: &str, shown: &str) -> String {
    let old = String::from_utf8_lossy(sources.get(path).unwrap_or_default()).into_owned();
    let diff = TextDiff::from_lines(old.as_str(), text);
    diff.unified_diff().context_radius(1).header(shown, shown).to_string()
}
