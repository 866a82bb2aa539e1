//! The columns of a documented table, and the words that fill them.

use serde::Serialize;

/// A column by what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub(super) enum Column {
    Field,
    Description,
    Type,
    Length,
    Mandatory,
    /// A format, an example, a default: text that the spec has no column for.
    Other,
}

impl Column {
    /// Whether the column holds sentences rather than words of a short list.
    pub(super) fn is_free(self) -> bool {
        matches!(self, Self::Description | Self::Other)
    }
}

/// How the cells of a row are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// The cells of an HTML table.
    Cells,
    Pipes,
    Tabs,
    /// Nothing stands between them.
    Glued,
}

/// The line that names the columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    pub(super) columns: Vec<Column>,
    pub(super) layout: Layout,
}

/// Words over columns, the longer ones first where one begins with another.
const WORDS: &[(&str, Column)] = &[
    ("field name", Column::Field),
    ("field", Column::Field),
    ("parameter name", Column::Field),
    ("parameter", Column::Field),
    ("attribute", Column::Field),
    ("property", Column::Field),
    ("name", Column::Field),
    ("description and example", Column::Description),
    ("description", Column::Description),
    ("meaning", Column::Description),
    ("comments", Column::Description),
    ("comment", Column::Description),
    ("data type", Column::Type),
    ("type", Column::Type),
    ("max. length", Column::Length),
    ("max length", Column::Length),
    ("maximum length", Column::Length),
    ("length", Column::Length),
    ("mandatory", Column::Mandatory),
    ("required", Column::Mandatory),
    ("format", Column::Other),
    ("example", Column::Other),
    ("default value", Column::Other),
    ("default", Column::Other),
];

impl Heading {
    /// The heading that a line is, if it is one.
    pub(super) fn of(line: &super::text::Line) -> Option<Self> {
        // A heading is short; nothing is spent on a long line.
        if line.text.len() > 200 {
            return None;
        }
        let heading = |columns: Option<Vec<Column>>, layout| {
            let columns = columns.filter(|it| is_heading(it))?;
            Some(Self { columns, layout })
        };
        let words = |cells: &[String]| cells.iter().map(|cell| word(cell)).collect();
        if let Some(cells) = &line.cells {
            return heading(words(cells), Layout::Cells);
        }
        for layout in [Layout::Pipes, Layout::Tabs] {
            if let Some(cells) = layout.split(&line.raw) {
                return heading(words(&trimmed(cells)), layout);
            }
        }
        heading(glued(&line.text), Layout::Glued)
    }
}

impl Layout {
    /// The cells of a line, if anything separates them.
    pub(super) fn split(self, raw: &str) -> Option<Vec<String>> {
        let separator = match self {
            Self::Pipes => '|',
            Self::Tabs => '\t',
            Self::Cells | Self::Glued => return None,
        };
        let cells: Vec<String> = raw.split(separator).map(super::text::cleaned).collect();
        (cells.len() > 1).then_some(cells)
    }
}

/// Without the empty cells before a first and after a last separator.
fn trimmed(mut cells: Vec<String>) -> Vec<String> {
    while cells.last().is_some_and(String::is_empty) {
        cells.pop();
    }
    if cells.first().is_some_and(String::is_empty) {
        cells.remove(0);
    }
    cells
}

/// A table has names, each column once, and a column beside them that says something of them.
fn is_heading(columns: &[Column]) -> bool {
    let count = |wanted: Column| columns.iter().filter(|it| **it == wanted).count();
    let once = [Column::Description, Column::Type, Column::Length, Column::Mandatory];
    count(Column::Field) == 1
        && once.iter().all(|it| count(*it) <= 1)
        && once[1..].iter().any(|it| count(*it) == 1)
}

fn word(cell: &str) -> Option<Column> {
    let cell = cell.trim_matches([':', '*', '?', ' ']).to_lowercase();
    WORDS.iter().find(|(word, _)| *word == cell).map(|(_, column)| *column)
}

fn glued(line: &str) -> Option<Vec<Column>> {
    let line = line.to_lowercase();
    let mut rest = line.trim();
    let mut columns = Vec::new();
    while !rest.is_empty() {
        let (word, column) = WORDS.iter().find(|(word, _)| rest.starts_with(word))?;
        columns.push(*column);
        rest = rest[word.len()..].trim_start();
    }
    Some(columns)
}

/// The mandatory cell in the format's word; another text as it stands.
pub(super) fn mandatory(cell: &str) -> String {
    let lower = cell.to_lowercase();
    let word = lower.split(|c: char| !c.is_alphabetic()).find(|it| !it.is_empty()).unwrap_or("");
    let has_more = lower.trim_end_matches('.').len() > word.len();
    match word {
        "yes" | "y" | "true" | "mandatory" | "required" if !has_more => "Yes",
        "no" | "n" | "false" | "optional" if !has_more => "No",
        "conditional" | "conditionally" => "Conditional",
        "yes" | "mandatory" | "required" => "Conditional",
        _ => cell,
    }
    .to_owned()
}

/// The length cell as the format writes it; `None` for none, another text as it stands.
pub(super) fn length(cell: &str) -> Option<String> {
    let lower = cell.to_lowercase();
    if matches!(lower.as_str(), "" | "-" | "object" | "n/a" | "none") {
        return None;
    }
    let is_decimal = |(whole, part): (&str, &str)| is_number(whole) && is_number(part);
    if is_number(&lower) || lower.split_once('.').is_some_and(is_decimal) {
        return Some(lower);
    }
    if let Some((whole, part)) = lower.split_once(',').filter(|it| is_decimal(*it)) {
        return Some(format!("{whole}.{part}"));
    }
    let numbers: Vec<u32> = lower
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .collect();
    let rest = lower.replace(|c: char| c.is_ascii_digit(), "");
    let says_only_how_many = rest.split_whitespace().all(|it| {
        let it = it.trim_matches(['[', ']', '(', ')', '<', '>', '=', '.', ',', '-', '≤']);
        matches!(
            it,
            "" | "max" | "maximum" | "characters" | "chars" | "up" | "to" | "and" | "most" | "at"
        )
    });
    match (numbers.iter().max(), says_only_how_many) {
        (Some(most), true) => Some(most.to_string()),
        _ => Some(cell.to_owned()),
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() < 10 && text.bytes().all(|it| it.is_ascii_digit())
}

/// A documented type in the format's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TypeCell {
    pub(super) name: String,
    pub(super) many: bool,
}

/// Other words for the format's types.
const SYNONYMS: &[(&str, &str)] = &[
    ("integer", "Int"),
    ("bool", "Boolean"),
    ("uuid", "GUID"),
    ("datetime", "DateTime"),
    ("date-time", "DateTime"),
    ("text", "String"),
];

/// Reads the type cell.
pub(super) fn type_cell(cell: &str) -> TypeCell {
    let lower = cell.to_lowercase();
    let list = ["array of ", "list of "].iter().find(|it| lower.starts_with(*it));
    let (name, many) = match list {
        Some(words) => (cell[words.len()..].trim_end_matches('s'), true),
        None if cell.ends_with("[]") => (&cell[..cell.len() - 2], true),
        None => match cell.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
            Some(inner) => (inner, true),
            None => (cell, lower == "array" || lower == "list"),
        },
    };
    let name = name.trim();
    let lower = name.to_lowercase();
    let known = crate::check::TYPE_WORDS.iter().find(|it| it.to_lowercase() == lower);
    let synonym = || SYNONYMS.iter().find(|(word, _)| *word == lower).map(|(_, word)| word);
    let name = known.or_else(synonym).map_or(name, |it| it);
    TypeCell { name: name.to_owned(), many }
}

/// Whether a word is one of those that fill a type cell.
pub(super) fn is_type_word(word: &str) -> bool {
    let ty = type_cell(word);
    crate::check::TYPE_WORDS.contains(&ty.name.as_str())
        || matches!(word.to_lowercase().as_str(), "object" | "array" | "list")
}
