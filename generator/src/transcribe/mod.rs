//! A page as it reaches a maintainer, against the spec: what it says, how that differs, and how to
//! write it down.
//!
//! A page comes as saved HTML or as text copied from a browser, whole or cut, with its cells
//! separated or run together. `text` makes lines of it, `outline` finds its parts, `tables`
//! its rows; `expected` is the spec's side, and `compare` holds the two against each other.

mod apply;
mod columns;
mod compare;
mod condition;
mod draft;
mod edit;
mod expected;
mod glued;
mod html;
mod identify;
mod json;
mod names;
mod outline;
mod particulars;
mod report;
mod rows;
mod samples;
mod section;
mod tables;
#[cfg(test)]
mod tests;
mod text;

pub use report::{Change, Drift, Kind, Obstacle, Revision, Unread, drift_schema};
pub use text::MAX_PAGE_BYTES;

use std::collections::BTreeMap;

use crate::diagnostics::{Diagnostics, Report};
use crate::sources::Sources;
use crate::spec::{self, Spec};
use crate::yaml::parse;
use compare::Comparison;
use expected::Expected;
use identify::Unidentified;
use outline::Outline;

/// A spec that is right, with the places of everything in it: what pages are compared with.
#[derive(Debug)]
pub struct Transcription {
    spec: Spec,
}

impl Transcription {
    /// Reads and checks a spec.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it.
    pub fn read(sources: &Sources) -> Result<Self, Report> {
        crate::check(sources)?;
        let mut found = Diagnostics::default();
        Ok(Self { spec: spec::read(sources, &mut found) })
    }

    /// How a page differs from the spec. `document` is its key, where that is to be told rather
    /// than found out.
    #[must_use]
    pub fn drift(&self, page: &[u8], document: Option<&str>) -> Drift {
        match self.read_page(page, document) {
            Ok(Page::Known(outline, expected)) => {
                self.compared(&outline, &expected, |_, drift| drift)
            }
            Ok(Page::New(_)) => Drift::not_understood(
                "no document of the spec has its title, its request line or its rows: say which \
                 it is with `--document`, or draft it with `cargo xtask transcribe`"
                    .to_owned(),
            ),
            Err(why) => Drift::not_understood(why),
        }
    }

    /// Writes down what a page says: the edits of its document, or the draft of a new one.
    ///
    /// # Errors
    ///
    /// Why the page cannot be read, with the remedy.
    pub fn transcribe(&self, page: &[u8], document: Option<&str>) -> Result<Transcribed, String> {
        match self.read_page(page, document)? {
            Page::Known(outline, expected) => {
                let (drift, edits) = self.compared(&outline, &expected, |comparison, drift| {
                    let edits = (drift.changes.len() <= MOST_CHANGES)
                        .then(|| apply::edits(comparison, &drift.changes));
                    (drift, edits)
                });
                let Some(edits) = edits else {
                    let (many, key) = (drift.changes.len(), expected.key);
                    return Err(format!(
                        "{many} changes are more than a revision makes: if it is another document \
                         than `{key}`, say which with `--document`"
                    ));
                };
                let mut by_hand = edits.by_hand.clone();
                let mut files = edits.into_files();
                files.retain(|path, text| self.text(path) != Some(text));
                // An edit that a file's layout does not bear is never written.
                files.retain(|path, text| {
                    let is_yaml = is_yaml(text);
                    if !is_yaml {
                        by_hand.push(format!("`{path}`: its layout does not bear the edits"));
                    }
                    is_yaml
                });
                let document = expected.key.to_owned();
                Ok(Transcribed { document, drift: Some(drift), files, by_hand })
            }
            Page::New(outline) => Ok(self.drafted(&outline)),
        }
    }

    fn read_page(&self, page: &[u8], document: Option<&str>) -> Result<Page<'_>, String> {
        let outline = Outline::of(text::lines(page)?);
        let source = std::str::from_utf8(page).unwrap_or_default();
        match identify::identify(&self.spec, &outline, source, document) {
            Ok(expected) => Ok(Page::Known(outline, expected)),
            Err(Unidentified::Unknown(why)) => Err(why),
            Err(Unidentified::New) => Ok(Page::New(outline)),
        }
    }

    /// The differences, with what is made of them.
    fn compared<T>(
        &self,
        outline: &Outline,
        expected: &Expected<'_>,
        make: impl FnOnce(&Comparison<'_, '_>, Drift) -> T,
    ) -> T {
        let known = known(&self.spec, Some(expected), outline);
        let (tables, unread) = tables::tables(outline, &known);
        let mut comparison = Comparison::new(&self.spec, expected, outline, &tables);
        let drift = comparison.drift(unread);
        make(&comparison, drift)
    }

    fn drafted(&self, outline: &Outline) -> Transcribed {
        let known = known(&self.spec, None, outline);
        let (tables, unread) = tables::tables(outline, &known);
        let draft = draft::draft(&self.spec, outline, &tables);
        let documents = self.text("documents.yaml").map_or("", String::as_str);
        let documents = format!("{}\n{}", documents.trim_end(), draft.entry);
        let by_hand = unread.into_iter().map(|(line, why)| format!("line {line}: {why}")).collect();
        let files = [draft.page, ("documents.yaml".to_owned(), documents)];
        let files = files.into_iter().collect();
        Transcribed { document: draft.key, drift: None, files, by_hand }
    }

    fn text(&self, path: &str) -> Option<&String> {
        self.spec.files.iter().find(|it| it.path == path).map(|it| &it.text)
    }
}

/// The most changes that are written down: each is an edit of its own.
const MOST_CHANGES: usize = 500;

fn is_yaml(text: &str) -> bool {
    let mut found = Diagnostics::default();
    parse(0, text, &mut found).is_some() && found.is_empty()
}

/// What a page says, as files of the spec.
#[derive(Debug)]
pub struct Transcribed {
    /// The page's key in `documents.yaml`.
    pub document: String,
    /// How the page differed, if the spec has it already.
    pub drift: Option<Drift>,
    /// The new texts of the files that change, by their paths below the spec's folder.
    pub files: BTreeMap<String, String>,
    /// What could not be written down and is left to a person.
    pub by_hand: Vec<String>,
}

/// A page, and the document that it is.
enum Page<'s> {
    Known(Outline, Expected<'s>),
    New(Outline),
}

/// The names of the spec and of the page's samples.
fn known(spec: &Spec, expected: Option<&Expected<'_>>, outline: &Outline) -> names::Known {
    let mut known = Expected::known(spec, expected);
    for (_, sample) in &outline.samples {
        known.rows.extend(identify::keys(sample).into_iter().filter(|it| names::is_name(it)));
    }
    known
}
