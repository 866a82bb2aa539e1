//! The tables of a page: a stretch of lines with its heading, or with columns that are told from
//! what fills them.

use std::collections::BTreeSet;

use super::columns::{Column, Heading, Layout, is_type_word, length, mandatory, type_cell};
use super::glued;
use super::names::{Known, is_name, name_cell};
use super::outline::{Outline, Stretch};
use super::rows::{Found, RawRow, separated};
use super::section::Side;
use super::text::Line;

/// A table as it stands on a page.
#[derive(Debug)]
pub(super) struct PageTable {
    pub(super) line: usize,
    pub(super) captions: Vec<String>,
    pub(super) side: Option<Side>,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<PageRow>,
    /// Whether the page has nothing behind it.
    pub(super) is_last: bool,
    /// The name of a row that begins on the last line of the page.
    pub(super) cut_in: Option<String>,
}

/// A row with the cells that a spec has, each as it is printed.
#[derive(Debug, Clone)]
pub(super) struct PageRow {
    pub(super) line: usize,
    pub(super) name: String,
    pub(super) description: String,
    pub(super) ty: Option<String>,
    pub(super) length: Option<String>,
    pub(super) mandatory: Option<String>,
    /// Whether the name had to be guessed, since nothing separates it from what follows.
    pub(super) is_guess: bool,
}

/// The tables of a page, and what could not be read of them: the line and why.
pub(super) fn tables(page: &Outline, known: &Known) -> (Vec<PageTable>, Vec<(usize, String)>) {
    let mut tables = Vec::new();
    let mut unread = Vec::new();
    let orders = glued_orders(page);
    for stretch in &page.stretches {
        let lines: Vec<&Line> = page.lines[stretch.first..stretch.end].iter().collect();
        let Some(heading) = stretch.heading.clone().or_else(|| inferred(&orders, &lines, known))
        else {
            continue;
        };
        let mut found = found(&lines, &heading, known);
        let open = found.open.take();
        let cut_in = open.filter(|(line, text)| {
            if !stretch.is_last {
                let start = text.get(..text.floor_char_boundary(60)).unwrap_or_default();
                found.unread.push((*line, format!("a row that has no end: `{start}`")));
            }
            stretch.is_last
        });
        unread.append(&mut found.unread);
        tables.push(table(stretch, heading, &found.rows, cut_in));
    }
    (tables, unread)
}

fn found(lines: &[&Line], heading: &Heading, known: &Known) -> Found {
    match heading.layout {
        Layout::Glued => glued::rows(lines, &heading.columns, known),
        layout => separated(lines, layout, &heading.columns),
    }
}

fn table(
    stretch: &Stretch,
    heading: Heading,
    rows: &[RawRow],
    cut_in: Option<(usize, String)>,
) -> PageTable {
    PageTable {
        line: rows.first().map_or(0, |row| row.line),
        captions: stretch.captions.clone(),
        side: stretch.side,
        columns: heading.columns,
        rows: rows.iter().map(page_row).collect(),
        is_last: stretch.is_last,
        cut_in: cut_in.map(|(_, text)| text),
    }
}

fn page_row(row: &RawRow) -> PageRow {
    let cell = |column| row.cell(column).map(str::to_owned);
    PageRow {
        line: row.line,
        name: row.name(),
        description: cell(Column::Description).unwrap_or_default(),
        ty: cell(Column::Type),
        length: cell(Column::Length),
        mandatory: cell(Column::Mandatory),
        is_guess: !row.is_known,
    }
}

/// The fewest rows by which a table without a heading is recognised.
const FEWEST: usize = 2;

/// The heading that a copy has lost.
fn inferred(orders: &[Vec<Column>], lines: &[&Line], known: &Known) -> Option<Heading> {
    [Layout::Cells, Layout::Pipes, Layout::Tabs]
        .into_iter()
        .find_map(|layout| inferred_separated(lines, layout, known))
        .or_else(|| inferred_glued(orders, lines, known))
}

/// The columns by what fills them: every cell of a column is a name, a type, a length or a
/// mandatory word.
fn inferred_separated(lines: &[&Line], layout: Layout, known: &Known) -> Option<Heading> {
    let cells = |line: &&Line| match layout {
        Layout::Cells => line.cells.clone(),
        _ => layout.split(&line.raw),
    };
    let mut rows: Vec<Vec<String>> = lines.iter().filter_map(cells).collect();
    let width = rows.iter().map(Vec::len).max().filter(|width| (3..12).contains(width))?;
    rows.retain(|row| row.len() == width);
    let all = |at: usize, is: &dyn Fn(&str) -> bool| rows.iter().all(|row| is(&row[at]));
    let some = |at: usize| rows.iter().any(|row| !row[at].is_empty());
    let is_mandatory =
        |cell: &str| matches!(mandatory(cell).as_str(), "Yes" | "No" | "Conditional");
    let is_length = |cell: &str| {
        length(cell).is_none_or(|it| it.bytes().all(|it| it.is_ascii_digit() || it == b'.'))
    };
    let is_type = |cell: &str| {
        let inner = cell.strip_prefix("Object.").unwrap_or(cell);
        is_type_word(inner) || known.types.contains(&type_cell(inner).name)
    };
    // A type cell may repeat the name of its row, but no table has a name twice.
    let are_distinct =
        |at: usize| rows.iter().map(|row| &row[at]).collect::<BTreeSet<_>>().len() == rows.len();
    let mut columns = Vec::new();
    for at in 0..width {
        let is_new = |column| !columns.contains(&column);
        columns.push(if !some(at) {
            Column::Other
        } else if is_new(Column::Field)
            && all(at, &|it| is_name(&name_cell(it)))
            && are_distinct(at)
            && !all(at, &is_type_word)
            && !all(at, &is_mandatory)
        {
            Column::Field
        } else if is_new(Column::Mandatory) && all(at, &is_mandatory) {
            Column::Mandatory
        } else if is_new(Column::Type) && all(at, &is_type) {
            Column::Type
        } else if is_new(Column::Length) && all(at, &is_length) {
            Column::Length
        } else {
            Column::Description
        });
    }
    let trailing = columns.iter().rev().take_while(|it| **it == Column::Other).count();
    columns.truncate(width - trailing);
    let field = columns.iter().position(|it| *it == Column::Field)?;
    let known_rows = rows.iter().filter(|row| known.is_own(&name_cell(&row[field]))).count();
    let tells = columns.contains(&Column::Type) || columns.contains(&Column::Mandatory);
    (known_rows >= FEWEST && tells).then_some(Heading { columns, layout })
}

/// The most orders of columns that are tried where a copy has lost the heading.
const MOST_ORDERS: usize = 8;

/// The orders of columns in which a table without a heading may stand, cells run together: those of
/// the page's other tables, then the usual ones.
fn glued_orders(page: &Outline) -> Vec<Vec<Column>> {
    use Column::{Description, Field, Length, Mandatory, Type};
    let others = page.stretches.iter().filter_map(|it| it.heading.as_ref());
    let others = others.filter(|it| it.layout == Layout::Glued).map(|it| it.columns.clone());
    let usual = [
        vec![Field, Description, Type, Length, Mandatory],
        vec![Field, Mandatory, Description, Type, Length],
        vec![Field, Description, Type],
    ];
    let mut seen = BTreeSet::new();
    let new = others.filter(|it| seen.insert(it.clone())).take(MOST_ORDERS);
    new.chain(usual).collect()
}

/// The first order that reads every line.
fn inferred_glued(orders: &[Vec<Column>], lines: &[&Line], known: &Known) -> Option<Heading> {
    orders.iter().find_map(|columns| {
        let found = glued::rows(lines, columns, known);
        let own = found.rows.iter().filter(|row| row.is_own(known)).count();
        let reads = own >= FEWEST && own * 2 > found.rows.len() && found.unread.is_empty();
        reads.then(|| Heading { columns: columns.clone(), layout: Layout::Glued })
    })
}
