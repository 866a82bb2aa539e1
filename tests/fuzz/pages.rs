//! Pages as they reach a maintainer, damaged on the way.
//!
//! The seeds are forms of one page of our own: those of `generator/tests/pages`, and in `seeds/page`
//! what other sites, browsers and editors make of it.

use std::path::Path;
use std::sync::LazyLock;

use generator::transcribe::{Drift, Kind, Transcription};
use generator::{Api, Sources, Style};

use super::targets::Target;
use crate::subject;

/// The document of all seeds.
const DOCUMENT: &str = "change-delivery";

/// A page. The first line of an input is the key of its document, or empty. One whose document is
/// told is of use.
pub(super) const PAGE: Target = Target {
    name: "page",
    inputs: 250,
    is_json: false,
    useful: 50,
    seeds: || {
        let pages = forms().into_iter();
        pages.flat_map(|page| ["", DOCUMENT].map(|key| with_key(key, &page))).collect()
    },
    check: |input| {
        let end = input.iter().position(|it| *it == b'\n').unwrap_or(input.len());
        let key = String::from_utf8_lossy(&input[..end]).into_owned();
        let page = input.get(end + 1..).unwrap_or_default();
        let key = (!key.is_empty()).then_some(key.as_str());
        let report = reader().drift(page, key);
        if report != reader().drift(page, key) {
            return Err("is read otherwise the second time".to_owned());
        }
        printed(&report)?;
        has_places(&report, page)?;
        is_true(&report, page)?;
        passes_nothing_over(&report, page)?;
        written(page, key)?;
        Ok(report.document.is_some())
    },
};

fn with_key(key: &str, page: &[u8]) -> Vec<u8> {
    [key.as_bytes(), b"\n", page].concat()
}

/// The seeds' pages.
pub(super) fn forms() -> Vec<Vec<u8>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [here.join("../generator/tests/pages"), here.join("fuzz/seeds/page")];
    let entries = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|it| it != "rs") && path.is_file());
    paths.sort();
    paths.into_iter().map(|path| std::fs::read(path).unwrap()).collect()
}

/// The parcel tracker's spec, as the page reader has it.
pub(super) fn reader() -> &'static Transcription {
    static READER: LazyLock<Transcription> = LazyLock::new(|| {
        let sources: Sources = sources().collect();
        Transcription::read(&sources).unwrap_or_else(|report| panic!("{report}"))
    });
    &READER
}

fn sources() -> impl Iterator<Item = (&'static str, &'static str)> {
    let texts = &subject::all()[1].sources;
    texts.iter().map(|(path, text)| (path.as_str(), text.as_str()))
}

/// The report can be printed in each form.
fn printed(report: &Drift) -> Result<(), String> {
    let is_json = serde_json::from_str::<serde_json::Value>(&report.to_json()).is_ok();
    let has_verdict = !report.to_text("page").is_empty() && !report.to_markdown("page").is_empty();
    if is_json && has_verdict { Ok(()) } else { Err("has no printed form".to_owned()) }
}

/// What was not understood is on a line that there is. Where no document is told, nothing is said
/// of one, and something is said.
fn has_places(report: &Drift, page: &[u8]) -> Result<(), String> {
    let lines = page.iter().filter(|it| matches!(it, b'\n' | b'\r')).count() + 1;
    let beyond = report.unread.iter().find(|it| it.line.is_some_and(|it| it == 0 || it > lines));
    if let Some(beyond) = beyond {
        return Err(format!("{beyond:?} is beyond the page's {lines} lines"));
    }
    let is_silent = report.unread.is_empty() || !report.changes.is_empty();
    match report.document.is_none() && (is_silent || report.is_understood()) {
        true => Err(format!("no document, and {:?}, {:?}", report.changes, report.unread)),
        false => Ok(()),
    }
}

/// A row that is said to be new stands on the page.
fn is_true(report: &Drift, page: &[u8]) -> Result<(), String> {
    // Of HTML, and of letters that a reader takes for others, the text is another one.
    let Some(text) = std::str::from_utf8(page).ok().filter(|it| it.is_ascii()) else {
        return Ok(());
    };
    if text.trim_start().starts_with('<') {
        return Ok(());
    }
    let text = without_spaces(text);
    let added = report.changes.iter().filter(|it| it.kind == Kind::RowAdded);
    let mut names = added.filter_map(|it| it.row.as_deref());
    match names.find(|name| !text.contains(&without_spaces(name))) {
        Some(name) => Err(format!("`{name}` is said to be a new row, and does not stand there")),
        None => Ok(()),
    }
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|it| !it.is_whitespace() && !it.is_control() && *it != '*').collect()
}

/// A row of the spec that does not stand on the page is never passed over in silence.
fn passes_nothing_over(report: &Drift, page: &[u8]) -> Result<(), String> {
    let Some(key) = report.document.as_deref() else { return Ok(()) };
    if !report.changes.is_empty() || !report.unread.is_empty() {
        return Ok(());
    }
    let page = without_spaces(&String::from_utf8_lossy(page));
    match rows(&subject::all()[1].api, key).into_iter().find(|row| !page.contains(row)) {
        Some(row) => Err(format!("no drift, and `{row}` does not stand there")),
        None => Ok(()),
    }
}

/// The rows that stand on a document.
fn rows<'a>(api: &'a Api, key: &str) -> Vec<&'a str> {
    let pages = api.pages.iter().filter(|page| api.document(page.document).key == key);
    let rows = pages.flat_map(|page| {
        let objects = page.objects.iter().map(|id| api.object(*id));
        let tables = objects.chain(page.endpoint.iter().map(|it| &it.request));
        let is_own = |row: &&generator::api::Row| row.document == page.document && !row.from_sample;
        tables.flat_map(|it| &it.rows).filter(is_own)
    });
    rows.map(|row| row.wire.as_str()).collect()
}

/// What is written down of a page can be checked, and what is wrong with it has a place.
fn written(page: &[u8], key: Option<&str>) -> Result<(), String> {
    let Ok(transcribed) = reader().transcribe(page, key) else { return Ok(()) };
    let mut sources: Sources = sources().collect();
    transcribed.files.iter().for_each(|(path, text)| sources.insert(path, text.as_str()));
    let Err(report) = generator::check(&sources) else { return Ok(()) };
    let text = report.render("spec", Style::Plain);
    let is_broken = text.contains("error[syntax]") || text.contains("error[not-utf8]");
    match is_broken || !text.contains("--> spec/") {
        true => Err(format!("what is written is no spec: {text}")),
        false => Ok(()),
    }
}
