//! One table: rows that came, went or moved.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::{self, length_of, mandatory_of, type_of};
use super::{Change, Comparison, Kind};
use crate::spec::Mandatory;
use crate::transcribe::columns::{length, mandatory};
use crate::transcribe::condition;
use crate::transcribe::expected::{Table, TableRow};
use crate::transcribe::section::Side;
use crate::transcribe::tables::{PageRow, PageTable};

impl Comparison<'_, '_> {
    /// Compares a table of the spec with the tables of the page that are it.
    pub(super) fn table(&mut self, index: usize) {
        let expected = &self.expected.tables[index];
        let is_it = |it: &(usize, &PageTable)| self.matched[it.0] == Some(index);
        let tables: Vec<&PageTable> =
            self.tables.iter().enumerate().filter(is_it).map(|(_, table)| table).collect();
        let printed = expected.rows.iter().filter(|row| row.is_printed).count();
        if tables.is_empty() {
            if printed > 0 {
                let rows =
                    if printed == 1 { "1 row".to_owned() } else { format!("{printed} rows") };
                self.not_on_this_copy(format!("the table of `{}`, {rows}", expected.name));
            }
            return;
        }
        let by_name: BTreeMap<&str, &TableRow<'_>> =
            expected.rows.iter().rev().map(|row| (row.name.as_str(), row)).collect();
        let rows = tables.iter().flat_map(|it| &it.rows);
        let on_page: BTreeSet<&str> = rows.map(|row| row.name.as_str()).collect();
        let is_row = |word: &str| by_name.contains_key(word) || on_page.contains(word);
        let mut changes = Vec::new();
        let mut seen = BTreeSet::new();
        for table in &tables {
            for row in &table.rows {
                let found = match by_name.get(row.name.as_str()) {
                    Some(known) => cells::row(expected, known, row, &table.columns, is_row),
                    None => vec![added(expected, row, is_row)],
                };
                changes.extend(found.into_iter().filter(|it| seen.insert(it.clone())));
            }
            changes.extend(moved(expected, table));
        }
        self.changes.append(&mut changes);
        for table in &tables {
            for row in table.rows.iter().filter(|row| row.is_guess) {
                let why = format!(
                    "nothing separates the name of a new row from what follows; it was read as \
                     `{}`: look at the page",
                    row.name
                );
                self.not_understood(Some(row.line), why);
            }
        }
        self.missing(index, &tables);
    }

    /// Rows that the page's tables have not: gone, unless the copy may have lost them.
    fn missing(&mut self, index: usize, tables: &[&PageTable]) {
        let expected = &self.expected.tables[index];
        let names: BTreeSet<&str> =
            tables.iter().flat_map(|it| &it.rows).map(|row| row.name.as_str()).collect();
        let last = expected.rows.iter().rposition(|row| names.contains(row.name.as_str()));
        let is_last = tables.iter().any(|table| table.is_last);
        let mut lost = Vec::new();
        for (at, row) in expected.rows.iter().enumerate() {
            if !row.is_printed || names.contains(row.name.as_str()) {
                continue;
            }
            let is_beyond = is_last && last.is_none_or(|last| at > last);
            if is_beyond || self.is_known_cut() {
                lost.push(format!("`{}`", row.name.value));
                continue;
            }
            let is_safe = match expected.side {
                Some(Side::Answer) => row.raw.mandatory.value != Mandatory::Yes,
                _ => false,
            };
            let change = Change::new(Kind::RowRemoved, &*expected.name).row(row.name.as_str());
            self.changes.push(change.spec(summary_of(row)).breaking(!is_safe));
        }
        if !lost.is_empty() {
            let rows = if lost.len() == 1 { "row" } else { "rows" };
            let table = &expected.name;
            self.not_on_this_copy(format!("the {rows} {} of `{table}`", lost.join(", ")));
        }
    }
}

fn added(table: &Table<'_>, row: &PageRow, is_row: impl Fn(&str) -> bool) -> Change {
    let word = row.mandatory.as_deref().map(mandatory).unwrap_or_default();
    let mut summary = Vec::new();
    summary.extend(row.ty.clone().filter(|it| !it.is_empty()));
    summary.extend(row.length.as_deref().and_then(length));
    if !word.is_empty() {
        summary.push(word.clone());
    }
    let mut summary = summary.join(", ");
    let partners = condition::stated(&row.description, &row.name, is_row).unwrap_or_default();
    if !partners.is_empty() {
        summary.push_str(&format!(" ({})", condition::words(&partners)));
    }
    // It is needed without a row that every request has had so far.
    let is_instead = partners.iter().any(|partner| {
        let known = table.rows.iter().find(|it| it.name.as_str() == partner.row);
        partner.is_absent && known.is_some_and(|it| it.raw.mandatory.value == Mandatory::Yes)
    });
    let breaking = table.side != Some(Side::Answer) && word != "No" && !is_instead;
    Change::new(Kind::RowAdded, &*table.name).row(&*row.name).page(summary).breaking(breaking)
}

fn summary_of(row: &TableRow<'_>) -> String {
    let mut summary = vec![type_of(&row.raw.ty)];
    summary.extend(row.raw.length.as_ref().map(|it| length_of(it.value)));
    summary.push(mandatory_of(row.raw.mandatory.value).to_owned());
    summary.join(", ")
}

/// The fewest rows whose moving explains the page's order.
fn moved(expected: &Table<'_>, page: &PageTable) -> Vec<Change> {
    let place: BTreeMap<&str, usize> = expected
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.is_printed)
        .map(|(at, row)| (row.name.as_str(), at))
        .collect();
    let mut seen = BTreeSet::new();
    let rows: Vec<(&str, usize)> = page
        .rows
        .iter()
        .filter_map(|row| place.get(row.name.as_str()).map(|at| (row.name.as_str(), *at)))
        .filter(|(_, at)| seen.insert(*at))
        .collect();
    let kept = longest_rising(&rows.iter().map(|(_, at)| *at).collect::<Vec<_>>());
    let moves = rows.iter().enumerate().filter(|(index, _)| !kept.contains(index));
    let after = |name: Option<&str>| match name {
        Some(name) => format!("after `{name}`"),
        None => "first".to_owned(),
    };
    moves
        .map(|(index, (name, at))| {
            let before =
                expected.rows[..*at].iter().rev().find(|row| seen.contains(&place_of(&place, row)));
            let spec = after(before.map(|row| row.name.as_str()));
            let page = after(index.checked_sub(1).map(|before| rows[before].0));
            Change::new(Kind::OrderChanged, &*expected.name).row(*name).spec(spec).page(page)
        })
        .collect()
}

fn place_of(place: &BTreeMap<&str, usize>, row: &TableRow<'_>) -> usize {
    place.get(row.name.as_str()).copied().unwrap_or(usize::MAX)
}

/// The indices of the longest run of rising numbers.
fn longest_rising(numbers: &[usize]) -> BTreeSet<usize> {
    // `ends[n]` is the index of the smallest number that ends a run of n + 1.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; numbers.len()];
    for (index, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers[*end] < *number);
        before[index] = length.checked_sub(1).map(|it| ends[it]);
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut run = BTreeSet::new();
    let mut next = ends.last().copied();
    while let Some(index) = next {
        run.insert(index);
        next = before[index];
    }
    run
}
