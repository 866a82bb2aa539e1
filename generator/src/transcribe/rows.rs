//! The rows of a table as they stand on a page.

use std::collections::BTreeMap;

use super::columns::{Column, Layout};
use super::names::{Known, is_name, name_cell};
use super::text::Line;

/// A row with its cells.
#[derive(Debug, Clone)]
pub(super) struct RawRow {
    /// The line that it begins on.
    pub(super) line: usize,
    pub(super) cells: Vec<(Column, String)>,
    /// Another name that the row may have, where nothing separates the name from the description.
    pub(super) alternative: Option<String>,
    /// Whether the name is known, and so no guess.
    pub(super) is_known: bool,
}

/// What was found between a heading and the end of its table.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) rows: Vec<RawRow>,
    /// Lines that no row can be made of, and why.
    pub(super) unread: Vec<(usize, String)>,
    /// The beginning of a row that has no end: its line and its text.
    pub(super) open: Option<(usize, String)>,
}

impl RawRow {
    pub(super) fn new(line: usize) -> Self {
        Self { line, cells: Vec::new(), alternative: None, is_known: false }
    }

    pub(super) fn cell(&self, column: Column) -> Option<&str> {
        self.cells.iter().find(|(it, _)| *it == column).map(|(_, text)| text.as_str())
    }

    pub(super) fn name(&self) -> String {
        name_cell(self.cell(Column::Field).unwrap_or_default())
    }

    pub(super) fn is_own(&self, known: &Known) -> bool {
        known.is_own(&self.name())
    }

    /// Adds a line to a cell.
    pub(super) fn add(&mut self, column: Column, text: &str) {
        match self.cells.iter_mut().find(|(it, _)| *it == column) {
            Some((_, cell)) => {
                cell.push(' ');
                cell.push_str(text);
            }
            None => self.cells.push((column, text.to_owned())),
        }
    }
}

impl Found {
    /// Keeps lines that no row was made of, if they may be the beginning of one. Other lines are
    /// sentences below the table.
    pub(super) fn leave(&mut self, lines: &[&Line], known: &Known) {
        let Some(first) = lines.first() else {
            return;
        };
        let token = first.text.split_whitespace().next().unwrap_or_default();
        let is_new = |name: &String| !self.rows.iter().any(|row| row.name() == *name);
        let own = known.prefixes(token).into_iter().map(|end| token[..end].to_owned());
        let begins_with_name = own.into_iter().any(|name| known.is_own(&name) && is_new(&name));
        let is_spelled_like_one =
            token.starts_with(char::is_lowercase) && token.chars().skip(1).any(char::is_uppercase);
        if begins_with_name || is_spelled_like_one {
            self.open = Some((first.number, first.text.clone()));
        }
    }

    /// Of two rows with one name, run together with their descriptions, one has a longer name.
    pub(super) fn rename_twins(&mut self) {
        let mut count: BTreeMap<String, usize> = BTreeMap::new();
        for row in &self.rows {
            *count.entry(row.name()).or_default() += 1;
        }
        for row in &mut self.rows {
            let name = row.name();
            let Some(alternative) = row.alternative.take() else { continue };
            let twins = count.entry(name).or_default();
            if *twins > 1 {
                *twins -= 1;
                row.is_known = false;
                if let Some((_, cell)) = row.cells.iter_mut().find(|it| it.0 == Column::Field) {
                    *cell = alternative;
                }
            }
        }
    }
}

/// The rows of lines whose cells are separated.
pub(super) fn separated(lines: &[&Line], layout: Layout, columns: &[Column]) -> Found {
    let mut found = Found::default();
    let is_free = columns.last().is_some_and(|it| it.is_free());
    let mut open = Open { ends_free: is_free, ..Open::default() };
    for line in lines {
        let cells = match (&line.cells, layout) {
            (Some(cells), Layout::Cells) => Some(cells.clone()),
            _ => layout.split(&line.raw),
        };
        if line.text.is_empty() || cells.as_deref().is_some_and(is_rule) {
            continue;
        }
        let cells = cells.unwrap_or_else(|| vec![line.text.clone()]);
        if layout == Layout::Cells || open.is_ended_by(&cells, columns.len()) {
            open.close(columns, &mut found);
        }
        open.take(line.number, cells);
        open.is_full = open.cells.len() >= columns.len();
        open.is_closed =
            open.cells.len() > columns.len() && open.cells.last().is_some_and(String::is_empty);
    }
    open.finish(columns, &mut found);
    found
}

/// The line below a heading, `|---|---|`.
fn is_rule(cells: &[String]) -> bool {
    cells.iter().any(|it| it.contains('-'))
        && cells.iter().all(|it| it.chars().all(|c| c == '-' || c == ':'))
}

/// A row of which not all cells were read yet.
#[derive(Default)]
struct Open {
    line: usize,
    cells: Vec<String>,
    is_full: bool,
    /// Whether a separator stands behind the last cell, which therefore does not go on.
    is_closed: bool,
    /// Whether the last cell holds sentences, and so may go on.
    ends_free: bool,
}

impl Open {
    /// Whether a line with these cells is a row of its own rather than more of this one.
    fn is_ended_by(&self, cells: &[String], columns: usize) -> bool {
        let is_short = cells.len() + 1 == columns && self.is_full && is_name(&name_cell(&cells[0]));
        let fits = cells.len() > 1 && fitted(cells.to_vec(), columns).is_some();
        let is_row = fits && (cells.len() >= columns || is_short);
        is_row && !is_half(&self.cells) || self.is_full && is_half(cells)
    }

    fn take(&mut self, line: usize, cells: Vec<String>) {
        if self.is_full && cells.len() == 1 && (self.is_closed || !self.ends_free) {
            // A sentence below the row. It is none of the row's, whose last cell is a short one.
            return;
        }
        if self.cells.is_empty() {
            self.line = line;
            self.cells = cells;
            return;
        }
        let mut cells = cells.into_iter();
        if let (Some(last), Some(first)) = (self.cells.last_mut(), cells.next()) {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(&first);
        }
        self.cells.extend(cells);
    }

    /// Makes a row of the cells; something that is no row is reported, or is a sentence.
    fn close(&mut self, columns: &[Column], found: &mut Found) {
        let ends_free = self.ends_free;
        let Self { line, cells, .. } =
            std::mem::replace(self, Self { ends_free, ..Self::default() });
        match (cells.len(), fitted(cells.clone(), columns.len())) {
            (0 | 1, _) => {}
            (_, Some(cells)) => found.rows.extend(row(line, cells, columns, &mut found.unread)),
            (1.., None) => found.unread.push((
                line,
                format!(
                    "a row of {} cells under {} columns: `{}`",
                    cells.len(),
                    columns.len(),
                    cells[0]
                ),
            )),
        }
    }

    fn finish(mut self, columns: &[Column], found: &mut Found) {
        let is_short = self.cells.len() > 1 && self.cells.len() + 1 < columns.len();
        match is_short && fitted(self.cells.clone(), columns.len()).is_none() {
            true => found.open = Some((self.line, self.cells.join(" "))),
            false => self.close(columns, found),
        }
    }
}

/// Whether cells are the first part of a name on two lines, `payment.` and `reference`.
fn is_half(cells: &[String]) -> bool {
    let mut begun = cells.iter().filter(|it| !it.is_empty());
    let first = begun.next().and_then(|it| it.strip_suffix('.'));
    first.is_some_and(is_name) && begun.next().is_none()
}

/// As many cells as there are columns: an empty one before the first or behind the last separator
/// is none, and one that is missing at the end is empty.
fn fitted(mut cells: Vec<String>, columns: usize) -> Option<Vec<String>> {
    if cells.len() > columns && cells.first().is_some_and(String::is_empty) {
        cells.remove(0);
    }
    while cells.len() > columns && cells.last().is_some_and(String::is_empty) {
        cells.pop();
    }
    if cells.len() + 1 == columns && columns > 2 {
        cells.push(String::new());
    }
    (cells.len() == columns).then_some(cells)
}

fn row(
    line: usize,
    cells: Vec<String>,
    columns: &[Column],
    unread: &mut Vec<(usize, String)>,
) -> Option<RawRow> {
    let mut row = RawRow::new(line);
    for (column, cell) in columns.iter().zip(cells) {
        match column {
            Column::Other | Column::Description if !cell.is_empty() => {
                row.add(Column::Description, &cell);
            }
            _ => row.cells.push((*column, cell)),
        }
    }
    let name = row.name();
    row.is_known = true;
    if is_name(&name) {
        return Some(row);
    }
    let rest: String =
        row.cells.iter().filter(|it| it.0 != Column::Field).map(|it| &*it.1).collect();
    if !rest.is_empty() {
        unread.push((line, format!("`{name}` is no name of a row")));
    }
    None
}
