//! What a reviewer sees of a regeneration, as one page of Markdown for a pull request.

use std::collections::BTreeSet;

use crate::Files;
use crate::api::{Api, Deviation};

use super::text::verdicts;
use super::{Comparison, Kind, coverage};

/// A spec as resolved, with the crate that it gives.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The spec.
    pub api: &'a Api,
    /// The files of its crate.
    pub files: &'a Files,
}

/// The page: documents, changes, files, deviations, coverage.
#[must_use]
pub fn review(comparison: &Comparison, old: Side<'_>, new: Side<'_>) -> String {
    let mut text = format!("# {} {}\n\n", comparison.package, comparison.version.new);
    text.push_str(&format!("{}\n\n", comparison.summary().replace('\n', "  \n")));
    documents(&mut text, comparison);
    changes(&mut text, comparison);
    files(&mut text, old.files, new.files);
    deviations(&mut text, old.api, new.api);
    counts(&mut text, old.api, new.api);
    text
}

fn documents(text: &mut String, comparison: &Comparison) {
    let is_about = |kind: Kind| {
        matches!(
            kind,
            Kind::RevisionMoved
                | Kind::CoverageChanged
                | Kind::DocumentAdded
                | Kind::DocumentRemoved
        )
    };
    text.push_str("## Documents\n\n");
    let mut touched = comparison.changes.iter().filter(|it| is_about(it.kind)).peekable();
    if touched.peek().is_none() {
        text.push_str("No document has another revision.\n");
    }
    for change in touched {
        text.push_str(&format!("- `{}`: {}\n", change.place, change.words()));
    }
    text.push('\n');
}

fn changes(text: &mut String, comparison: &Comparison) {
    text.push_str("## Changes\n\n");
    if comparison.changes.is_empty() {
        text.push_str("None.\n\n");
        return;
    }
    for (page, changes) in comparison.pages() {
        text.push_str(&format!("### {} (`{}`)\n\n", page.title, page.source));
        text.push_str("| place | change | verdict | cause | fingerprint |\n");
        text.push_str("| --- | --- | --- | --- | --- |\n");
        for change in changes {
            let recorded = if change.recorded { "" } else { " (proposed)" };
            text.push_str(&format!(
                "| `{}` | {} | {} | {}{recorded} | `{}` |\n",
                change.place,
                change.words().replace('|', "\\|"),
                verdicts(change),
                change.cause.as_str(),
                change.fingerprint,
            ));
        }
        text.push('\n');
        for change in changes {
            if let Some(witness) = &change.witness {
                text.push_str(&format!(
                    "`{}`: was valid, and no longer is:\n\n```json\n{}\n```\n\n",
                    change.place,
                    witness.to_json()
                ));
            }
            if let Some(hint) = &change.hint {
                text.push_str(&format!("`{}`: {hint}.\n\n", change.place));
            }
        }
    }
}

fn files(text: &mut String, old: &Files, new: &Files) {
    text.push_str("## Generated files\n\n");
    let paths: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let before = text.len();
    for path in paths {
        let line = match (old.get(path), new.get(path)) {
            (Some(old), Some(new)) if old == new => continue,
            (Some(old), Some(new)) => {
                let (removed, added) = lines(old, new);
                format!("changed, +{added} -{removed}")
            }
            (None, Some(new)) => format!("new, {} lines", new.lines().count()),
            (Some(_), None) => "removed".to_owned(),
            (None, None) => continue,
        };
        text.push_str(&format!("- `{path}`: {line}\n"));
    }
    if text.len() == before {
        text.push_str("No file changes.\n");
    }
    text.push('\n');
}

/// How many lines went and came.
fn lines(old: &str, new: &str) -> (usize, usize) {
    let changes = similar::TextDiff::from_lines(old, new);
    let tags = changes.iter_all_changes().map(|it| it.tag());
    let (mut removed, mut added) = (0, 0);
    for tag in tags {
        match tag {
            similar::ChangeTag::Delete => removed += 1,
            similar::ChangeTag::Insert => added += 1,
            similar::ChangeTag::Equal => {}
        }
    }
    (removed, added)
}

fn deviations(text: &mut String, old: &Api, new: &Api) {
    text.push_str("## Deviations\n\n");
    let (before, after) = (all_deviations(old), all_deviations(new));
    let differing = |from: &[(String, &Deviation)], other: &[(String, &Deviation)]| {
        let is_in = |it: &(String, &Deviation)| {
            other.iter().any(|that| that.0 == it.0 && that.1.found == it.1.found)
        };
        from.iter().filter(|it| !is_in(it)).map(line).collect::<Vec<_>>()
    };
    let (added, removed) = (differing(&after, &before), differing(&before, &after));
    for (word, lines) in [("New", &added), ("Gone", &removed)] {
        if !lines.is_empty() {
            text.push_str(&format!("{word}:\n\n{}\n\n", lines.join("\n")));
        }
    }
    if added.is_empty() && removed.is_empty() {
        text.push_str("The same as before.\n\n");
    }
}

/// All deviations with their places: the file and the place in it.
fn all_deviations(api: &Api) -> Vec<(String, &Deviation)> {
    let pages = api.pages.iter().flat_map(|page| {
        page.deviations.iter().map(|it| (format!("{} {}", page.source, it.at), it))
    });
    let whole = api.deviations.iter().map(|it| (format!("api.yaml {}", it.at), it));
    whole.chain(pages).collect()
}

fn line((place, deviation): &(String, &Deviation)) -> String {
    format!("- `{place}`: {} {}", deviation.found, deviation.handled)
}

fn counts(text: &mut String, old: &Api, new: &Api) {
    text.push_str("## Coverage\n\n| | before | after |\n| --- | ---: | ---: |\n");
    for ((name, before), (_, after)) in coverage::counts(old).into_iter().zip(coverage::counts(new))
    {
        text.push_str(&format!("| {name} | {before} | {after} |\n"));
    }
}
