//! Rows whose cells are run together: `currencyIsoCodeCurrency code (e.g. EUR)String3Yes`.
//!
//! The heading gives the order. A row is read from both ends to the description: the words of a
//! type, length or mandatory cell are few, and names are known from the spec and from samples.

use super::columns::{Column, is_type_word};
use super::names::{Known, is_name};
use super::rows::{Found, RawRow};
use super::text::Line;

type Cells = Vec<(Column, String)>;

/// The longest type cell, in bytes: a longer run of letters is looked at no further.
const LONGEST_TYPE: usize = 200;

/// The columns before and behind those that hold sentences.
struct Order<'c> {
    left: &'c [Column],
    free: Option<Column>,
    right: &'c [Column],
}

impl<'c> Order<'c> {
    /// `None` when sentences stand on both sides of a short column: no end can be told then.
    fn of(columns: &'c [Column]) -> Option<Self> {
        let Some(first) = columns.iter().position(|it| it.is_free()) else {
            return Some(Self { left: columns, free: None, right: &[] });
        };
        let last = columns.iter().rposition(|it| it.is_free()).unwrap_or(first);
        let is_run = columns[first..=last].iter().all(|it| it.is_free());
        let free = Some(Column::Description);
        is_run.then_some(Self { left: &columns[..first], free, right: &columns[last + 1..] })
    }
}

/// The rows of a stretch of lines.
pub(super) fn rows(lines: &[&Line], columns: &[Column], known: &Known) -> Found {
    let mut found = Found::default();
    let Some(order) = Order::of(columns) else {
        let line = lines.first().map_or(0, |line| line.number);
        let why =
            "sentences stand on both sides of a short column, and nothing separates the cells";
        found.unread.push((line, why.to_owned()));
        return found;
    };
    match order.right.is_empty() {
        true => by_their_beginning(lines, &order, known, &mut found),
        false => by_their_end(lines, &order, known, &mut found),
    }
    found.rename_twins();
    found
}

/// Each row ends on a line that ends in the cells behind the description.
fn by_their_end(lines: &[&Line], order: &Order<'_>, known: &Known, found: &mut Found) {
    let mut open: Vec<&Line> = Vec::new();
    for line in lines.iter().filter(|line| !line.text.is_empty()) {
        open.push(line);
        let Some((cells, end)) = last_cells(order.right, &line.text, known) else {
            continue;
        };
        let before = &line.text[..end];
        // A line that is all type may be the title of the next table. No row has no name.
        if end == 0 && open.len() == 1 {
            continue;
        }
        // One word alone may also end a sentence; there a space stands before it.
        if order.right.len() == 1 && before.ends_with(|c: char| c.is_whitespace()) {
            continue;
        }
        let mut texts: Vec<(usize, &str)> =
            open.iter().map(|line| (line.number, line.text.as_str())).collect();
        if let Some(last) = texts.last_mut() {
            last.1 = before;
        }
        match first_cells(&texts, order, known) {
            Some(mut row) => {
                row.cells.extend(cells);
                found.rows.push(row);
            }
            None => {
                let (number, text) = texts[0];
                found.unread.push((number, format!("no name of a row can be told in `{text}`")));
            }
        }
        open.clear();
    }
    found.leave(&open, known);
}

/// Each row begins on a line that begins with the cells before the description.
fn by_their_beginning(lines: &[&Line], order: &Order<'_>, known: &Known, found: &mut Found) {
    let mut stray: Vec<&Line> = Vec::new();
    for line in lines.iter().filter(|line| !line.text.is_empty()) {
        match first_cells(&[(line.number, &line.text)], order, known) {
            Some(row) if order.left.len() > 1 || row.is_known => found.rows.push(row),
            _ => match found.rows.last_mut() {
                Some(row) if order.free.is_some() => row.add(Column::Description, &line.text),
                _ => stray.push(line),
            },
        }
    }
    found.leave(&stray, known);
}

/// The cells up to the description, and the description: on the first line that begins with a known
/// name, or else on the first line.
fn first_cells(texts: &[(usize, &str)], order: &Order<'_>, known: &Known) -> Option<RawRow> {
    let joined = joined_name(texts);
    let texts = joined.as_deref().unwrap_or(texts);
    let read = |skipped: usize| Some((skipped, begun(&texts[skipped..], order, known)?));
    let first = read(0);
    let (skipped, begun) = match first {
        Some((_, ref begun)) if begun.row.is_known => first,
        _ => {
            let is_own = |(_, it): &(usize, Begun<'_>)| it.row.is_known && it.row.is_own(known);
            (1..texts.len()).filter_map(read).find(is_own).or(first)
        }
    }?;
    let Begun { mut row, rest, lines } = begun;
    if order.free.is_some() {
        let below = texts[skipped + lines..].iter().map(|it| it.1);
        let texts = std::iter::once(rest).chain(below);
        texts.filter(|it| !it.is_empty()).for_each(|it| row.add(Column::Description, it));
    }
    Some(row)
}

/// A row up to its description.
struct Begun<'t> {
    row: RawRow,
    /// What follows on the same line.
    rest: &'t str,
    /// How many lines that takes.
    lines: usize,
}

/// A name on two lines, `billing.` and `reference`, as one.
fn joined_name<'t>(texts: &[(usize, &'t str)]) -> Option<Vec<(usize, &'t str)>> {
    let [(number, object), (_, row), rest @ ..] = texts else {
        return None;
    };
    let is_pair = object.strip_suffix('.').is_some_and(is_name) && is_name(row);
    // The two parts are put together by `begun`.
    is_pair.then(|| {
        let mut joined = vec![(*number, *object), (*number, *row)];
        joined.extend_from_slice(rest);
        joined
    })
}

fn begun<'t>(texts: &[(usize, &'t str)], order: &Order<'_>, known: &Known) -> Option<Begun<'t>> {
    let (number, first) = *texts.first()?;
    let mut row = RawRow::new(number);
    let mut lines = 1;
    let mut rest = first;
    let is_dotted = first.strip_suffix('.').is_some_and(is_name);
    if let (true, Some((_, second))) = (is_dotted, texts.get(1).filter(|it| is_name(it.1))) {
        row.cells.push((Column::Field, format!("{first}{second}")));
        row.is_known = true;
        lines = 2;
        rest = "";
    } else {
        let mut columns = order.left;
        while let Some((column, others)) = columns.split_first() {
            let end = match column {
                Column::Field if others.is_empty() => {
                    let split = known.split(rest)?;
                    (row.is_known, row.alternative) = (split.is_known, split.alternative);
                    split.at
                }
                Column::Field => {
                    let end = name_before(rest, others, known)?;
                    row.is_known = known.prefixes(rest).contains(&end);
                    end
                }
                _ => first_cell(*column, rest, known)?,
            };
            row.cells.push((*column, rest[..end].to_owned()));
            rest = rest[end..].trim_start();
            columns = others;
        }
    }
    Some(Begun { row, rest, lines })
}

/// Where a name ends that is followed by short cells.
fn name_before(text: &str, others: &[Column], known: &Known) -> Option<usize> {
    let fits = |end: &usize| {
        let mut rest = text[*end..].trim_start();
        others.iter().all(|column| {
            let end = first_cell(*column, rest, known);
            end.is_some_and(|end| {
                rest = rest[end..].trim_start();
                true
            })
        }) && !rest.starts_with(char::is_lowercase)
    };
    let known_ends = known.prefixes(text);
    known_ends.into_iter().find(|end| fits(end)).or_else(|| {
        let ends = text.char_indices().skip(1).map(|(at, _)| at).take(120);
        ends.take_while(|end| is_name(&text[..*end])).find(fits)
    })
}

const MANDATORY: &[&str] = &["Conditional", "Yes", "No"];

/// Where the short cell ends that a text begins with.
fn first_cell(column: Column, text: &str, known: &Known) -> Option<usize> {
    let starts = |word: &&str| text.starts_with(*word);
    match column {
        Column::Mandatory => MANDATORY.iter().find(|it| starts(it)).map(|it| it.len()),
        Column::Type => {
            let text = &text[..text.floor_char_boundary(LONGEST_TYPE)];
            let word = text.find(|c: char| !c.is_alphanumeric() && c != '.').unwrap_or(text.len());
            let ends = text[..word].char_indices().map(|(at, c)| at + c.len_utf8()).rev();
            ends.into_iter().find(|end| is_type(&text[..*end], known))
        }
        Column::Length => {
            let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
            let whole = digits(text);
            let part = text[whole..].strip_prefix('.').map_or(0, digits);
            Some(match (whole, part) {
                (0, _) if text.starts_with('-') => 1,
                (0, _) if text.starts_with("Object") => "Object".len(),
                (whole, 0) => whole,
                (whole, part) => whole + 1 + part,
            })
        }
        Column::Field | Column::Description | Column::Other => None,
    }
}

/// The short cells that a line ends in, and where they begin.
fn last_cells(columns: &[Column], text: &str, known: &Known) -> Option<(Cells, usize)> {
    for is_strict in [true, false] {
        let mut cells = Vec::new();
        if let Some(start) = ending(columns, text, known, is_strict, &mut cells) {
            return Some((cells, start));
        }
    }
    None
}

/// Where the cells of `columns` begin at the end of a text; they are put into `cells`.
fn ending(
    columns: &[Column],
    text: &str,
    known: &Known,
    is_strict: bool,
    cells: &mut Cells,
) -> Option<usize> {
    let text = text.trim_end();
    let Some((column, others)) = columns.split_last() else {
        return Some(text.len());
    };
    for start in starts_of_last(*column, text, known, is_strict) {
        if let Some(first) = ending(others, &text[..start], known, is_strict, cells) {
            cells.push((*column, text[start..].to_owned()));
            return Some(first);
        }
    }
    None
}

/// Where the last short cell of a text may begin, the likeliest first.
fn starts_of_last(column: Column, text: &str, known: &Known, is_strict: bool) -> Vec<usize> {
    match column {
        Column::Mandatory => {
            MANDATORY.iter().filter_map(|it| text.strip_suffix(it)).map(str::len).collect()
        }
        Column::Length => {
            let number = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
            let digits = text.len() - number.len();
            let dot = text[number.len()..].bytes().take_while(|it| *it == b'.').count();
            let mut starts = Vec::new();
            starts.extend((digits > dot).then_some(number.len() + dot));
            starts.extend(text.strip_suffix('-').map(str::len));
            starts.extend(text.strip_suffix("Object").map(str::len));
            starts.push(text.len());
            starts
        }
        Column::Type => {
            let last = text.ceil_char_boundary(text.len().saturating_sub(LONGEST_TYPE));
            let word =
                text[last..].trim_end_matches(|c: char| c.is_alphanumeric() || "._[]".contains(c));
            let word = last + word.len();
            let begins = text[word..].char_indices().map(|(at, _)| word + at);
            let known = begins.clone().find(|at| is_type(&text[*at..], known));
            let behind_stop = text[word..].rfind('.').map_or(word, |at| word + at + 1);
            let after_space = text[..behind_stop].ends_with(char::is_whitespace);
            let alone = (behind_stop < text.len() && !after_space).then_some(behind_stop);
            let capital = begins
                .rev()
                .find(|at| text[*at..].starts_with(char::is_uppercase))
                .filter(|_| !is_strict);
            known.into_iter().chain(alone).chain(capital).collect()
        }
        Column::Field => {
            let word = text.rfind(char::is_whitespace).map_or(0, |at| at + 1);
            let begins = text[word..].char_indices().map(|(at, _)| word + at);
            begins.filter(|at| known.is_own(&text[*at..])).collect()
        }
        Column::Description | Column::Other => Vec::new(),
    }
}

fn is_type(word: &str, known: &Known) -> bool {
    let inner = word.strip_prefix("Object.").unwrap_or(word);
    is_type_word(inner) || known.types.contains(word)
}
