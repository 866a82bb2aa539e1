//! A page against what the spec has of it.

mod cells;
mod requests;
mod sample;
mod table;

use std::collections::BTreeSet;

use super::expected::{Expected, Table};
use super::outline::Outline;
use super::report::{Change, Drift, Kind, Obstacle, Revision, Unread};
use super::samples::PageSample;
use super::section::Side;
use super::tables::PageTable;
use crate::spec::{Coverage, Spec};

#[cfg(test)]
pub(super) use cells::{length_of, mandatory_of};
pub(super) use sample::Place;

/// What is compared, and what was found.
pub(super) struct Comparison<'c, 's> {
    pub(super) spec: &'s Spec,
    pub(super) expected: &'c Expected<'s>,
    pub(super) page: &'c Outline,
    pub(super) tables: &'c [PageTable],
    /// For each table of the page, the one of the spec that it is.
    pub(super) matched: Vec<Option<usize>>,
    changes: Vec<Change>,
    unread: Vec<Unread>,
}

impl<'c, 's> Comparison<'c, 's> {
    pub(super) fn new(
        spec: &'s Spec,
        expected: &'c Expected<'s>,
        page: &'c Outline,
        tables: &'c [PageTable],
    ) -> Self {
        let matched = tables.iter().map(|table| best(table, &expected.tables)).collect();
        let (changes, unread) = (Vec::new(), Vec::new());
        Self { spec, expected, page, tables, matched, changes, unread }
    }

    /// Compares everything.
    pub(super) fn drift(&mut self, unread: Vec<(usize, String)>) -> Drift {
        for (line, why) in self.page.unread.iter().cloned().chain(unread) {
            self.not_understood(Some(line), why);
        }
        self.requests();
        self.statuses();
        self.headers();
        self.compare_tables();
        self.samples();
        if self.is_about_nothing() {
            let why = "nothing that the spec has of this document was found: save the page once \
                       more, or say with `--document` which one it is";
            self.not_understood(None, why.to_owned());
        }
        let revision = Revision {
            spec: Some(self.expected.document.revision.value.clone()),
            page: self.page.revision.clone(),
        };
        let document = Some(self.expected.key.to_owned());
        let changes = std::mem::take(&mut self.changes);
        let unread = std::mem::take(&mut self.unread);
        Drift { document, revision, changes, unread }
    }

    /// The tables of the page that are a table of the spec.
    pub(super) fn page_tables(
        &self,
        table: &Table<'_>,
    ) -> impl Iterator<Item = &'c PageTable> + use<'_, 'c, 's> {
        let index = self.expected.tables.iter().position(|it| it.name == table.name);
        let (tables, matched) = (self.tables, &self.matched);
        let is_it = move |at: &usize| index.is_some() && matched[*at] == index;
        (0..tables.len()).filter(is_it).map(|at| &tables[at])
    }

    fn compare_tables(&mut self) {
        for (index, table) in self.tables.iter().enumerate() {
            if self.matched[index].is_none() && !table.rows.is_empty() {
                let names = table.rows.iter().take(3).map(|row| format!("`{}`", row.name));
                let names = names.collect::<Vec<_>>().join(", ");
                let why = format!("a table that the spec has not, with the rows {names}");
                self.not_understood(Some(table.line), why);
            }
        }
        for index in 0..self.expected.tables.len() {
            self.table(index);
        }
    }

    /// Whether the page has no part of what the spec has, so that nothing was compared.
    fn is_about_nothing(&self) -> bool {
        let Expected { endpoints, tables, samples, .. } = self.expected;
        // A row or two may be taken from the prose of a document whose tables stand elsewhere.
        let is_its_own = |it: &Table<'_>| {
            it.rows.iter().filter(|row| row.is_printed).count() * 2 > it.rows.len()
        };
        let expects = !endpoints.is_empty() || !samples.is_empty() || tables.iter().any(is_its_own);
        let is_found = |matched: &[Option<usize>]| matched.iter().any(Option::is_some);
        expects
            && self.page.requests.is_empty()
            && !is_found(&self.matched)
            && !is_found(&sample::matched(samples, &self.page.samples))
    }

    /// Whether the spec was made from a copy that is cut.
    fn is_known_cut(&self) -> bool {
        matches!(self.expected.document.coverage, Coverage::Cut(_))
    }

    fn not_understood(&mut self, line: Option<usize>, why: String) {
        self.unread.push(Unread { kind: Obstacle::NotUnderstood, line, why });
    }

    fn not_on_this_copy(&mut self, why: String) {
        self.unread.push(Unread { kind: Obstacle::NotOnThisCopy, line: None, why });
    }
}

/// For each sample of the page the one of the spec that it is.
pub(super) fn matched_samples(comparison: &Comparison<'_, '_>) -> Vec<Option<usize>> {
    sample::matched(&comparison.expected.samples, &comparison.page.samples)
}

/// The places at which a sample of the page differs from the spec's.
pub(super) fn sample_places(spec: &crate::yaml::Value, page: &PageSample) -> Vec<Place> {
    let mut places = Vec::new();
    sample::differences(spec, &page.body, "", page.is_cut, &mut places);
    places
}

impl Change {
    fn new(kind: Kind, table: impl Into<String>) -> Self {
        Self {
            kind,
            table: table.into(),
            row: None,
            column: None,
            spec: None,
            page: None,
            breaking: false,
            explained: None,
        }
    }

    fn row(self, row: impl Into<String>) -> Self {
        Self { row: Some(row.into()), ..self }
    }

    fn column(self, column: &str) -> Self {
        Self { column: Some(column.to_owned()), ..self }
    }

    fn spec(self, spec: impl Into<String>) -> Self {
        Self { spec: Some(spec.into()), ..self }
    }

    fn page(self, page: impl Into<String>) -> Self {
        Self { page: Some(page.into()), ..self }
    }

    fn breaking(self, breaking: bool) -> Self {
        Self { breaking, ..self }
    }
}

/// The table of the spec that a table of the page is: by what is announced above it, and by the
/// rows that they share.
fn best(table: &PageTable, expected: &[Table<'_>]) -> Option<usize> {
    let names: BTreeSet<&str> = table.rows.iter().map(|row| row.name.as_str()).collect();
    let score = |(index, expected): (usize, &Table<'_>)| {
        let rows: BTreeSet<&str> = expected.rows.iter().map(|row| row.name.as_str()).collect();
        let common = names.intersection(&rows).count();
        let all = names.union(&rows).count().max(1);
        let side = match (table.side, expected.side) {
            (Some(here), Some(there)) if here == there => 60,
            (Some(Side::Request | Side::Answer), Some(_)) => -60,
            _ => 0,
        };
        let is_named = table.captions.iter().any(|it| announces(it, expected));
        let named = if is_named && common > 0 { 100 } else { 0 };
        let share = i64::try_from(common * 100 / all).unwrap_or(0);
        let is_possible = common > 0 || side > 0 && !expected.rows.is_empty();
        is_possible.then_some((share + side + named, std::cmp::Reverse(index)))
    };
    let best = expected.iter().enumerate().filter_map(score).max();
    best.map(|(_, std::cmp::Reverse(index))| index)
}

/// Whether a line above a table names the object, or a row of its type.
fn announces(caption: &str, table: &Table<'_>) -> bool {
    let caption = caption.trim_matches(['#', '*', ':', ' ', '"', '\'']).to_lowercase();
    table.object.is_some_and(|name| {
        let name = name.to_lowercase();
        let word = caption.split(' ').next().unwrap_or_default();
        !name.is_empty() && (caption == name || word == name || word.ends_with(&name))
    })
}
