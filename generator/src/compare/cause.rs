//! Where a change comes from: the API, its documentation, or our copy of it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::api::{Api, Document};

use super::Change;

/// Where a change comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// The API behaves in another way since a revision of its page.
    ApiChange,
    /// The API never was as its page says: a sample or a deviation shows it.
    DocCorrection,
    /// The page says the same as before, and was transcribed wrongly.
    TranscriptionFix,
}

impl Cause {
    /// The word as written and printed.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ApiChange => "api-change",
            Self::DocCorrection => "doc-correction",
            Self::TranscriptionFix => "transcription-fix",
        }
    }
}

/// What the causes are read off: revisions that moved, and deviations that were recorded.
pub(super) struct Evidence<'a> {
    old: &'a Api,
    new: &'a Api,
    /// Page file and place of each deviation that is new.
    deviations: BTreeSet<(&'a str, String)>,
}

impl<'a> Evidence<'a> {
    pub(super) fn new(old: &'a Api, new: &'a Api) -> Self {
        Self { old, new, deviations: new_deviations(old, new) }
    }

    /// The likely cause: a revision that moved is the page's word for a change of the API; on a
    /// page that did not move, a new deviation shows that the page was wrong, and otherwise we were.
    pub(super) fn cause(&self, change: &Change) -> Cause {
        let [before, after] = &change.documents;
        let moved = match (before, after) {
            (Some(before), Some(after)) if before != after => true,
            (_, Some(key)) | (Some(key), None) => {
                revision(self.old, key) != revision(self.new, key)
            }
            (None, None) => false,
        };
        let place = (change.page.source.as_str(), change.place.clone());
        match (moved, self.deviations.contains(&place)) {
            (true, _) => Cause::ApiChange,
            (false, true) => Cause::DocCorrection,
            (false, false) => Cause::TranscriptionFix,
        }
    }
}

fn revision<'a>(api: &'a Api, key: &str) -> Option<&'a str> {
    let find = |it: &&Document| it.key == key;
    api.documents.iter().find(find).map(|it| it.revision.as_str())
}

/// The places of deviations that the old spec has not. What is said of `answer` is about the
/// object that answers.
fn new_deviations<'a>(old: &Api, new: &'a Api) -> BTreeSet<(&'a str, String)> {
    let mut places = BTreeSet::new();
    for page in &new.pages {
        let before = old.pages.iter().find(|it| it.source == page.source);
        let before = before.map_or(&[][..], |it| it.deviations.as_slice());
        for deviation in &page.deviations {
            if before.iter().any(|it| it.at == deviation.at && it.found == deviation.found) {
                continue;
            }
            let answer = page.endpoint.as_ref().and_then(|it| it.answer);
            let place = match (deviation.at.strip_prefix("answer."), answer) {
                (Some(row), Some(id)) => format!("{}.{row}", new.object(id).name),
                _ => deviation.at.clone(),
            };
            places.insert((page.source.as_str(), place));
        }
    }
    places
}
