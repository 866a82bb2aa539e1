//! A comparison as Markdown: a section of a changelog, and the table of a review.

use super::text::verdicts;
use super::{Change, Comparison};
use crate::api::capitalised;

impl Comparison {
    /// The section of a changelog: the version, then the changes page by page.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let mut text = format!("## {}\n\n", self.version.new);
        if self.changes.is_empty() {
            text.push_str("No change of the documented API.\n");
            return text;
        }
        let [requests, answers, programs] = self.breaking();
        if requests + answers + programs == 0 {
            text.push_str("Nothing breaks.\n\n");
        } else {
            text.push_str(&format!(
                "Changes that break: {requests} for requests, {answers} for answers, {programs} \
                 for programs that compile against the crate.\n\n",
            ));
        }
        for (page, changes) in self.pages() {
            text.push_str(&format!("### {}\n\n", page.title));
            for change in changes {
                text.push_str(&entry(change));
            }
            text.push('\n');
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
        text
    }
}

fn entry(change: &Change) -> String {
    let mut text = format!(
        "- `{}`: {}.\n  {}; {}. {}\n",
        change.place,
        change.words(),
        capitalised(&verdicts(change)),
        change.cause.as_str(),
        change.kind.rule().why,
    );
    if let Some(witness) = &change.witness {
        text.push_str("  Was valid, and no longer is:\n\n  ```json\n");
        for line in witness.to_json().lines() {
            text.push_str(&format!("  {line}\n"));
        }
        text.push_str("  ```\n");
    }
    text
}
