//! Which document of the spec a page is.

use std::collections::BTreeMap;

use super::expected::Expected;
use super::outline::Outline;
use super::particulars::fits_template;
use super::samples::PageSample;
use crate::api::Sample;
use crate::spec::{Document, Spec};

/// How many lines from the top may hold the title.
const TOP: usize = 60;

/// The document that a page is.
///
/// # Errors
///
/// Why none can be told, with the remedy.
pub(super) fn identify<'s>(
    spec: &'s Spec,
    page: &Outline,
    source: &str,
    named: Option<&str>,
) -> Result<Expected<'s>, Unidentified> {
    let documents = || spec.documents.iter();
    if let Some(named) = named {
        let found = documents().find(|(key, _)| key.as_str() == named);
        let Some((key, document)) = found else {
            let known = documents().map(|(key, _)| key.as_str());
            let near = crate::diagnostics::nearest(named, known);
            let hint = near.map_or_else(
                || "name a key of it with `--document`, or leave the option out".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            let why = format!("`documents.yaml` has no `{named}`: {hint}");
            return Err(Unidentified::Unknown(why));
        };
        return Ok(Expected::of(spec, key, document));
    }
    let mut scores: Vec<(u32, &'s str, &'s Document)> = documents()
        .map(|(key, document)| (score(spec, page, source, key, document), key.as_str(), document))
        .filter(|(score, ..)| *score >= LEAST)
        .collect();
    scores.sort_by_key(|(score, ..)| std::cmp::Reverse(*score));
    match scores[..] {
        [] => by_content(spec, page).ok_or(Unidentified::New),
        [(first, one, _), (second, other, _), ..] if first == second => Err(Unidentified::Unknown(
            format!("it may be `{one}` or `{other}`: say which with `--document`"),
        )),
        [(_, key, document), ..] => Ok(Expected::of(spec, key, document)),
    }
}

/// Why no document was found.
pub(super) enum Unidentified {
    /// Nothing of the spec looks like it.
    New,
    /// The reason, with the remedy.
    Unknown(String),
}

/// What counts how much. A title in a sentence is enough if nothing speaks against it.
const LEAST: u32 = 20;
const TITLE: u32 = 40;
const TITLE_IN_A_LINE: u32 = 20;
const REQUEST: u32 = 40;
const PATH_ALONE: u32 = 10;
const ADDRESS: u32 = 80;
const SAME_DATE: u32 = 5;
const GIVEN: u32 = 2;

fn score(spec: &Spec, page: &Outline, source: &str, key: &str, document: &Document) -> u32 {
    let title = bare(&document.title).to_lowercase();
    let top = page.lines.iter().filter(|line| !line.text.is_empty()).take(TOP);
    let titles = top.map(|line| {
        let line = line.text.trim_start_matches('#').trim().to_lowercase();
        match (line == title, contains_words(&line, &title)) {
            (true, _) => TITLE,
            (_, true) => TITLE_IN_A_LINE,
            _ => 0,
        }
    });
    let mut score = titles.max().unwrap_or(0);
    let endpoints = spec.pages.iter().map(|it| &it.content);
    let endpoints = endpoints.filter(|it| it.document.as_str() == key);
    let requests = endpoints.filter_map(|it| it.request.as_ref()?.split_once(' '));
    let request = requests.flat_map(|(method, template)| {
        page.requests.iter().map(move |line| {
            let fits = fits_template(&line.path, template.trim());
            match (fits, line.method == method) {
                (true, true) => REQUEST + literals(template),
                (true, false) => PATH_ALONE,
                _ => 0,
            }
        })
    });
    score += request.max().unwrap_or(0);
    let saved_from = document.address.as_ref().is_some_and(|it| is_saved_from(source, it));
    score += if saved_from { ADDRESS } else { 0 };
    if score >= LEAST {
        let is_undated = document.revision.as_str() == "undated";
        let same =
            page.revision.as_deref().map_or(is_undated, |it| document.revision.as_str() == it);
        score += if same { SAME_DATE } else { 0 };
        score += if document.given { GIVEN } else { 0 };
    }
    score
}

/// A template with more words of its own fits better.
fn literals(template: &str) -> u32 {
    let words = template.split('/').filter(|it| !it.is_empty() && !it.starts_with('{'));
    u32::try_from(words.count()).unwrap_or(0)
}

/// A title without the word in brackets that tells two of them apart.
fn bare(title: &str) -> &str {
    title.split(" (").next().unwrap_or(title).trim()
}

fn contains_words(line: &str, title: &str) -> bool {
    let Some(at) = line.find(title).filter(|_| !title.is_empty()) else {
        return false;
    };
    let ends = |c: Option<char>| c.is_none_or(|it| !it.is_alphanumeric());
    ends(line[..at].chars().next_back()) && ends(line[at + title.len()..].chars().next())
}

/// Whether a browser has saved the page from an address.
fn is_saved_from(source: &str, address: &str) -> bool {
    let head = &source[..source.floor_char_boundary(20_000)];
    let address = address.trim_end_matches('/');
    let marks = ["saved from url=", "rel=\"canonical\"", "property=\"og:url\""];
    marks.iter().filter_map(|mark| head.split_once(mark)).any(|(_, rest)| {
        let rest = &rest[..rest.floor_char_boundary(400)];
        let end = rest.find(['>', '\n']).unwrap_or(rest.len());
        rest[..end].split(['"', ' ', ')']).any(|word| word.trim_end_matches('/') == address)
    })
}

/// The document whose rows the page's samples and lines show most of.
fn by_content<'s>(spec: &'s Spec, page: &Outline) -> Option<Expected<'s>> {
    let keys = page.samples.iter().flat_map(|(_, sample)| keys(sample));
    let mut shown: BTreeMap<String, ()> = keys.map(|key| (key, ())).collect();
    let words = page.lines.iter().map(|line| {
        let cells = line.cells.as_ref().and_then(|it| it.first());
        let first = cells.map_or(line.text.as_str(), String::as_str);
        first.split(['|', ' ']).find(|it| !it.is_empty()).unwrap_or_default().to_owned()
    });
    shown.extend(words.filter(|it| !it.is_empty()).map(|word| (word, ())));
    let candidates = spec.documents.iter().filter_map(|(key, document)| {
        let expected = Expected::of(spec, key, document);
        let rows = expected.tables.iter().flat_map(|it| &it.rows).filter(|it| it.is_printed);
        let rows: Vec<&str> = rows.map(|it| it.name.as_str()).collect();
        let found = rows.iter().filter(|it| shown.contains_key(**it)).count();
        // Three rows, and most of what there is.
        (found >= 3 && found * 2 > rows.len()).then(|| (found * 1000 / rows.len(), expected))
    });
    let mut best: Vec<(usize, Expected<'s>)> = candidates.collect();
    best.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let is_clear = best.len() < 2 || best[0].0 > best[1].0;
    best.into_iter().next().filter(|_| is_clear).map(|(_, expected)| expected)
}

/// The keys of a sample, of all depths.
pub(super) fn keys(sample: &PageSample) -> Vec<String> {
    fn collect(sample: &Sample, keys: &mut Vec<String>) {
        match sample {
            Sample::Object(entries) => {
                for (key, value) in entries {
                    keys.push(key.clone());
                    collect(value, keys);
                }
            }
            Sample::List(values) => values.iter().for_each(|value| collect(value, keys)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    collect(&sample.body, &mut found);
    found
}
