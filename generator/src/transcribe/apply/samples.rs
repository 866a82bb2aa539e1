//! Samples of a page, as edits.

use super::Edits;
use crate::spec::{Page, Placed};
use crate::transcribe::compare::{Comparison, Place, matched_samples, sample_places};
use crate::transcribe::json::layout as json;
use crate::transcribe::samples::PageSample;
use crate::transcribe::section::Side;

/// Writes samples that have changed: a value in its place, or the whole sample when keys came or
/// went.
pub(super) fn write(comparison: &Comparison<'_, '_>, edits: &mut Edits) {
    let matched = matched_samples(comparison);
    for (found, index) in matched.iter().enumerate() {
        let (side, sample) = &comparison.page.samples[found];
        let Some(expected) = index.map(|index| &comparison.expected.samples[index]) else {
            let key = if *side == Some(Side::Answer) { "answer" } else { "request" };
            let done = match (side, &comparison.expected.endpoints[..]) {
                (None | Some(Side::Error), _) => None,
                (_, [endpoint]) => new(comparison, edits, endpoint.page, (key, sample)),
                _ => None,
            };
            if done.is_none() && !sample.is_cut {
                let line = sample.line;
                edits.by_hand.push(format!("the sample on line {line}: paste it below `samples`"));
            }
            continue;
        };
        let places = sample_places(&expected.body.value, sample);
        if places.is_empty() {
            continue;
        }
        let status = expected.status.and_then(|status| {
            let errors = &expected.page.content.samples.errors;
            errors.iter().position(|it| it.status.value == status)
        });
        let status = status.unwrap_or(0).to_string();
        let path: Vec<&str> = match expected.side {
            Side::Request => vec!["samples", "request"],
            Side::Answer => vec!["samples", "answer"],
            Side::Error => vec!["samples", "errors", &status, "body"],
        };
        let editor = edits.file(comparison.spec, &expected.page.path);
        let is_scalar = |place: &Place| {
            let value = |it: &Option<String>| it.as_ref().is_some_and(|it| !it.starts_with("a"));
            value(&place.spec) && value(&place.page)
        };
        let done = if places.iter().all(is_scalar) {
            places.iter().try_for_each(|place| {
                let keys = place.at.split('.').filter(|it| !it.is_empty());
                let at: Vec<&str> = path.iter().copied().chain(keys).collect();
                editor.set(&at, place.page.as_deref()?)
            })
        } else if sample.is_cut {
            None
        } else {
            editor.set(&path, &json(&sample.body, if status == "0" { 4 } else { 8 }))
        };
        if done.is_none() {
            edits.by_hand.push(format!("`{}`: edit the sample by hand", path.join(".")));
        }
    }
}

/// Writes a sample that the spec does not have yet.
fn new(
    comparison: &Comparison<'_, '_>,
    edits: &mut Edits,
    page: &Placed<Page>,
    (key, sample): (&str, &PageSample),
) -> Option<()> {
    let editor = edits.file(comparison.spec, &page.path);
    if sample.is_cut || editor.has(&["samples", key]) {
        return None;
    }
    // The answer stands below the request, and samples behind everything that a page has before
    // them.
    let block = format!("{key}:\n  {}", json(&sample.body, 2));
    if editor.has(&["samples"]) {
        return editor.add_below(&["samples", "request"], 2, &block);
    }
    let last = BEFORE_SAMPLES.iter().find(|it| editor.has(&[it]))?;
    let block = format!("samples:\n  {}", block.replace('\n', "\n  "));
    editor.add_below(&[last], 0, &block)
}

/// What may stand before the samples of an endpoint's page, the last first.
const BEFORE_SAMPLES: &[&str] = &[
    "objects",
    "answer",
    "find_out",
    "references",
    "demands",
    "rules",
    "body",
    "query",
    "path",
    "refusals",
    "success",
    "request",
];
