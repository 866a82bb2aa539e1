//! A comparison as text for a terminal.

use super::{Bump, Change, Comparison, Wire};

impl Comparison {
    /// The comparison as text, a page after the other.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for (page, changes) in self.pages() {
            text.push_str(&format!("{} ({})\n", page.title, page.source));
            for change in changes {
                text.push_str(&entry(change));
            }
            text.push('\n');
        }
        text.push_str(&self.summary());
        text.push('\n');
        text
    }

    /// The verdict over all changes in three lines.
    #[must_use]
    pub fn summary(&self) -> String {
        if self.changes.is_empty() {
            return format!("no change; version {} stays", self.version.old);
        }
        let [requests, answers, programs] = self.breaking();
        let count = |number: usize| match number {
            0 => "nothing breaks".to_owned(),
            1 => "1 change breaks".to_owned(),
            many => format!("{many} changes break"),
        };
        let bump = self.version.bump.map_or("no", Bump::as_str);
        format!(
            "wire: requests: {}; answers: {}\nrust: {}\nversion: {} -> {} ({bump}); the spec has {}",
            count(requests),
            count(answers),
            count(programs),
            self.version.old,
            self.version.least,
            self.version.new,
        )
    }
}

fn entry(change: &Change) -> String {
    let mut text = format!("  {}: {}\n", change.place, change.words());
    let recorded = if change.recorded { "recorded" } else { "proposed" };
    text.push_str(&format!(
        "      {}, cause {} ({recorded}), {}\n",
        verdicts(change),
        change.cause.as_str(),
        change.fingerprint,
    ));
    text.push_str(&format!("      {}: {}\n", change.kind.id(), change.kind.rule().why));
    if let Some(hint) = &change.hint {
        text.push_str(&format!("      {hint}.\n"));
    }
    if let Some(witness) = &change.witness {
        text.push_str("      was valid, and no longer is:\n");
        for line in witness.to_json().lines() {
            text.push_str(&format!("        {line}\n"));
        }
    }
    text
}

/// The verdicts of a change in a line.
pub(super) fn verdicts(change: &Change) -> String {
    let wire =
        |name: &str, verdict: Option<Wire>| verdict.map(|it| format!("{name} {}", it.of_many()));
    let rust = if change.breaks_rust { "rust breaks" } else { "rust compiles" };
    let words = [wire("requests", change.request), wire("answers", change.answer)];
    let words: Vec<String> = words.into_iter().flatten().chain([rust.to_owned()]).collect();
    words.join(", ")
}

impl Wire {
    /// The word for many.
    fn of_many(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Depends => "depend",
            Self::Breaks => "break",
        }
    }
}
