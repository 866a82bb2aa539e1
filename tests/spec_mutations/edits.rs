//! Edits of a spec, by row and key rather than by what stands there: a page that is revised leaves
//! most of them as they are.

use super::Texts;
use super::slips::end_of_row;

/// One edit of a spec.
#[derive(Debug, Clone, Copy)]
pub(super) enum Edit {
    /// Gives a key of a row another value. A table is `path`, `query`, `body` or an object.
    Set(At, &'static str, &'static str),
    /// Takes a key from a row.
    Unset(At, &'static str),
    /// Takes a row away.
    Drop(At),
    /// Puts a row, as it is to stand there, before a table's first one.
    Add(&'static str, &'static str, &'static str),
    /// Gives a row another name.
    Rename(At, &'static str),
    /// Makes a row its table's first.
    First(At),
    /// Puts one text in the place of another, once.
    Replace(&'static str, &'static str, &'static str),
    /// Takes away the line that begins so, with what is indented below it.
    Forget(&'static str, &'static str),
    /// Gives a file another name.
    Move(&'static str, &'static str),
    /// Takes a file away.
    Remove(&'static str),
    /// Puts a file there.
    Write(&'static str, &'static str),
}

/// A row: its file, its table and its name.
pub(super) type At = (&'static str, &'static str, &'static str);

/// A spec after edits; what an edit no longer finds.
pub(super) fn edited(texts: &Texts, edits: &[Edit]) -> Result<Texts, String> {
    let mut texts = texts.clone();
    for edit in edits {
        apply(&mut texts, *edit).ok_or_else(|| format!("{edit:?} finds nothing to edit"))?;
    }
    Ok(texts)
}

fn apply(texts: &mut Texts, edit: Edit) -> Option<()> {
    match edit {
        Edit::Set(at, key, value) => {
            change_row(texts, at, |row| with_key(row, key, Some(value)))?;
        }
        Edit::Unset(at, key) => change_row(texts, at, |row| with_key(row, key, None))?,
        Edit::Drop(at) => change_row(texts, at, |_| Some(String::new()))?,
        Edit::Add(file, table, row) => {
            let text = texts.get_mut(file)?;
            let (start, indent) = table_of(text, table)?;
            text.insert_str(start, &format!("{}{row}\n", " ".repeat(indent)));
        }
        Edit::Rename(at, name) => {
            let old = format!("{}:", at.2);
            change_row(texts, at, |row| Some(row.replacen(&old, &format!("{name}:"), 1)))?;
        }
        Edit::First(at) => {
            let text = texts.get_mut(at.0)?;
            let (start, end) = row_of(text, at)?;
            let row = text.drain(start..end).collect::<String>();
            let (first, _) = table_of(text, at.1)?;
            text.insert_str(first, &row);
        }
        Edit::Replace(file, old, new) => {
            let text = texts.get_mut(file)?;
            let at = text.find(old)?;
            text.replace_range(at..at + old.len(), new);
        }
        Edit::Forget(file, begins) => {
            let text = texts.get_mut(file)?;
            let lines: Vec<&str> = text.split_inclusive('\n').collect();
            let first = lines.iter().position(|line| line.starts_with(begins))?;
            *text = [&lines[..first], &lines[end_of_row(&lines, first)..]].concat().concat();
        }
        Edit::Move(from, to) => {
            let text = texts.remove(from)?;
            texts.insert(to.to_owned(), text);
        }
        Edit::Remove(file) => drop(texts.remove(file)?),
        Edit::Write(file, text) => drop(texts.insert(file.to_owned(), text.to_owned())),
    }
    Some(())
}

fn change_row(texts: &mut Texts, at: At, to: impl Fn(&str) -> Option<String>) -> Option<()> {
    let text = texts.get_mut(at.0)?;
    let (start, end) = row_of(text, at)?;
    let changed = to(&text[start..end])?;
    text.replace_range(start..end, &changed);
    Some(())
}

/// Where a table's first row begins, and how far its rows are indented.
fn table_of(text: &str, table: &str) -> Option<(usize, usize)> {
    if matches!(table, "path" | "query" | "body") {
        let heading = format!("\n{table}:\n");
        return Some((text.find(&heading)? + heading.len(), 2));
    }
    let object = text.find(&format!("\n  {table}:\n"))?;
    let heading = "\n    rows:\n";
    Some((object + text[object..].find(heading)? + heading.len(), 6))
}

/// Where a row begins and ends.
fn row_of(text: &str, (_, table, name): At) -> Option<(usize, usize)> {
    let (start, indent) = table_of(text, table)?;
    let lines: Vec<&str> = text[start..].split_inclusive('\n').collect();
    let margin = " ".repeat(indent);
    let rows = lines.iter().take_while(|line| line.starts_with(&margin)).count();
    let begins = format!("{margin}{name}:");
    let first = lines[..rows].iter().position(|line| line.starts_with(&begins))?;
    let end = end_of_row(&lines, first);
    let length = |lines: &[&str]| lines.iter().map(|it| it.len()).sum::<usize>();
    let begin = start + length(&lines[..first]);
    Some((begin, begin + length(&lines[first..end])))
}

/// A row with another value of a key, or without it.
fn with_key(row: &str, key: &str, value: Option<&str>) -> Option<String> {
    let open = row.find('{')? + 1;
    let marked = [format!("{{ {key}: "), format!(" {key}: ")];
    let found = marked.iter().find_map(|it| Some(row.find(it)? + it.len()));
    match (found, value) {
        (None, None) => None,
        (None, Some(value)) => Some(format!("{} {key}: {value},{}", &row[..open], &row[open..])),
        (Some(start), value) => {
            let mut depth = 0_usize;
            let length = row[start..].find(|c: char| {
                depth = if c == '[' { depth + 1 } else { depth };
                let ends = depth == 0 && matches!(c, ',' | '}');
                depth = if c == ']' { depth - 1 } else { depth };
                ends
            })?;
            let (key_start, end) = (start - key.len() - 2, start + length);
            Some(match value {
                Some(value) => format!("{}{value}{}", &row[..start], &row[end..]),
                None => {
                    format!("{}{}", &row[..key_start], row[end..].trim_start_matches([',', ' ']))
                }
            })
        }
    }
}
