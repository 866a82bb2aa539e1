//! Edits of a spec file at the positions that the parser gives: comments, order and layout of
//! everything else stay as they are.

mod new_row;

use std::ops::Range;

use crate::diagnostics::Diagnostics;
use crate::yaml::{Kind, Node, parse};

pub(super) use new_row::NewRow;

/// A spec file that is being edited. Each edit reads the text as the one before has left it.
pub(super) struct Editor {
    pub(super) text: String,
}

/// How the rows of a table are laid out: their indentation, the columns of their keys, and the
/// column of a `means` on a line of its own.
struct Layout {
    indent: usize,
    columns: Vec<(String, usize)>,
    means: usize,
}

impl Editor {
    pub(super) fn new(text: &str) -> Self {
        Self { text: text.to_owned() }
    }

    fn root(&self) -> Option<Node> {
        parse(0, &self.text, &mut Diagnostics::default())
    }

    /// Whether something stands at a path of keys.
    pub(super) fn has(&self, path: &[&str]) -> bool {
        self.root().is_some_and(|root| find(&root, path).is_some())
    }

    /// The keys of the mapping at a path.
    pub(super) fn keys(&self, path: &[&str]) -> Vec<String> {
        let Some(root) = self.root() else { return Vec::new() };
        let names = |entries: &[(Node, Node)]| {
            entries.iter().filter_map(|(key, _)| key.text().map(str::to_owned)).collect()
        };
        match find(&root, path).map(|(_, value)| &value.kind) {
            Some(Kind::Map(entries)) => names(entries),
            _ => Vec::new(),
        }
    }

    /// Writes a value in place of the one at a path. In a table with columns they stay aligned.
    pub(super) fn set(&mut self, path: &[&str], value: &str) -> Option<()> {
        let root = self.root()?;
        let range = range(find(&root, path)?.1);
        let old = range.len();
        let spaces = self.spaces_behind_comma(range.end);
        let end = if spaces > 0 && self.is_aligned(range.end + 1 + spaces) {
            let wanted = (old + spaces).saturating_sub(value.len()).max(1);
            self.text.replace_range(range.end + 1..range.end + 1 + spaces, &" ".repeat(wanted));
            range.end
        } else {
            range.end
        };
        self.text.replace_range(range.start..end, value);
        Some(())
    }

    /// Writes a key into the flow mapping at a path, behind another one of its keys.
    pub(super) fn insert_behind(&mut self, path: &[&str], key: &str, value: &str) -> Option<()> {
        let root = self.root()?;
        let end = range(find(&root, path)?.1).end;
        let entry = format!(", {key}: {value}");
        // In a table with columns there is room for it.
        let taken = entry.len().min(self.spaces_behind_comma(end).saturating_sub(1));
        if taken > 0 {
            self.text.replace_range(end + 1..end + 1 + taken, "");
        }
        self.text.insert_str(end, &entry);
        Some(())
    }

    /// Takes a key with its value out of a flow mapping; the columns behind it stay where they are.
    pub(super) fn remove_key(&mut self, path: &[&str]) -> Option<()> {
        let root = self.root()?;
        let (key, value) = find(&root, path)?;
        let start = self.text[..key.span.start as usize].trim_end().len();
        let start = self.text[..start].strip_suffix(',').map_or(start, str::len);
        let end = range(value).end;
        let spaces = self.spaces_behind_comma(end);
        // What stands behind it is found by its place before the text moves.
        let is_aligned = spaces > 0 && self.is_aligned(end + 1 + spaces);
        self.text.replace_range(start..end, "");
        if is_aligned {
            self.text.insert_str(start + 1, &" ".repeat(end - start));
        }
        Some(())
    }

    /// How many spaces stand behind the comma at a place; none where no comma stands.
    fn spaces_behind_comma(&self, at: usize) -> usize {
        let rest = self.text[at..].strip_prefix(',');
        rest.map_or(0, |it| it.len() - it.trim_start_matches(' ').len())
    }

    /// Takes a row out of the table at a path.
    pub(super) fn remove_row(&mut self, table: &[&str], row: &str) -> Option<String> {
        let lines = self.lines_of(&[table, &[row]].concat())?;
        let text = self.text[lines.clone()].to_owned();
        let mut left = Self::new(&self.text);
        left.text.replace_range(lines, "");
        if left.keys(table).is_empty() && !left.has_map(table) {
            // A table without rows is still a table.
            let root = left.root()?;
            let (key, _) = find(&root, table)?;
            let colon = key.span.end as usize + left.text[key.span.end as usize..].find(':')? + 1;
            left.text.insert_str(colon, " {}");
        }
        *self = left;
        Some(text)
    }

    /// Moves a row of the table at a path behind another one, or to the beginning.
    pub(super) fn move_row(
        &mut self,
        table: &[&str],
        row: &str,
        after: Option<&str>,
    ) -> Option<()> {
        let mut moved = Self::new(&self.text);
        let text = moved.remove_row(table, row)?;
        let at = moved.place_after(table, after)?;
        moved.text.insert_str(at, &text);
        *self = moved;
        Some(())
    }

    /// Writes a new row behind another one, or to the beginning.
    pub(super) fn insert_row(
        &mut self,
        table: &[&str],
        row: &NewRow,
        after: Option<&str>,
    ) -> Option<()> {
        let root = self.root()?;
        let (key, value) = find(&root, table)?;
        let is_empty = matches!(&value.kind, Kind::Map(entries) if entries.is_empty());
        if is_empty {
            let indent = column(&self.text, key.span.start as usize) + 2;
            let start = key.span.end as usize;
            let colon = start + self.text[start..].find(':')? + 1;
            let line_end = self.text[colon..].find('\n').map_or(self.text.len(), |at| colon + at);
            let text = row.text(indent, &[], indent + 4);
            self.text.replace_range(colon..line_end, "");
            self.text.insert_str((colon + 1).min(self.text.len()), &text);
            return Some(());
        }
        let Layout { indent, columns, means } = self.layout(value)?;
        let at = self.place_after(table, after)?;
        self.text.insert_str(at, &row.text(indent, &columns, means));
        Some(())
    }

    /// Writes an item at the end of the list at a path, or a new list below another key.
    pub(super) fn add_item(&mut self, list: &[&str], behind: &[&str], item: &str) -> Option<()> {
        let root = self.root()?;
        if let Some((_, value)) = find(&root, list) {
            let end = range_in(value, &self.text).end;
            let line_end = self.text[end..].find('\n').map_or(self.text.len(), |at| end + at + 1);
            let indent = match &value.kind {
                Kind::List(items) => {
                    let start = items.first()?.span.start as usize;
                    let dash = self.text[..start].rfind('-')?;
                    column(&self.text, dash)
                }
                _ => return None,
            };
            self.insert_lines(line_end, indent, item);
            return Some(());
        }
        let lines = self.lines_of(behind)?;
        let indent = column(&self.text, find(&root, behind)?.0.span.start as usize);
        let key = list.last()?;
        let block = format!("{:indent$}{key}:\n", "");
        self.text.insert_str(lines.end, &block);
        self.insert_lines(lines.end + block.len(), indent + 2, item);
        Some(())
    }

    /// Writes a block of lines, each indented, below the lines of a key.
    pub(super) fn add_below(&mut self, path: &[&str], indent: usize, block: &str) -> Option<()> {
        let lines = self.lines_of(path)?;
        self.insert_lines(lines.end, indent, block);
        Some(())
    }

    fn insert_lines(&mut self, at: usize, indent: usize, block: &str) {
        let lines: String = block.lines().map(|line| format!("{:indent$}{line}\n", "")).collect();
        self.text.insert_str(at, &lines);
    }

    /// The whole lines of a key and its value; comments above them are not taken along. `None`
    /// where these lines hold anything else.
    fn lines_of(&self, path: &[&str]) -> Option<Range<usize>> {
        let root = self.root()?;
        let (key, value) = find(&root, path)?;
        let (before, _) = self.text.split_at(key.span.start as usize);
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let last = range_in(value, &self.text).end;
        let end = self.text[last..].find('\n').map_or(self.text.len(), |at| last + at + 1);
        let behind = self.text[last..end].trim_start_matches(',').trim_start();
        let is_alone = before[start..].trim().is_empty();
        (is_alone && (behind.is_empty() || behind.starts_with('#'))).then_some(start..end)
    }

    fn place_after(&self, table: &[&str], after: Option<&str>) -> Option<usize> {
        match after {
            Some(row) => Some(self.lines_of(&[table, &[row]].concat())?.end),
            None => {
                let first = self.keys(table).into_iter().next()?;
                Some(self.lines_of(&[table, &[&first]].concat())?.start)
            }
        }
    }

    fn has_map(&self, path: &[&str]) -> bool {
        let root = self.root();
        root.is_some_and(|root| {
            find(&root, path).is_some_and(|(_, value)| matches!(value.kind, Kind::Map(_)))
        })
    }

    /// Whether the word at a place has one just above or below it that is the same.
    fn is_aligned(&self, at: usize) -> bool {
        let word = |at: usize| {
            let rest = &self.text[self.text.floor_char_boundary(at)..];
            rest[..rest.find(':').unwrap_or(0)].to_owned()
        };
        let here = word(at);
        let column = column(&self.text, at);
        let mut start = 0;
        let mut same = 0;
        for line in self.text.split_inclusive('\n') {
            let is_here = (start..start + line.len()).contains(&at);
            let is_same = line.is_char_boundary(column)
                && line.len() > column
                && !here.is_empty()
                && line[column..].starts_with(&here);
            same += usize::from(is_same && !is_here);
            start += line.len();
        }
        same > 0
    }

    /// How the rows of a table are laid out.
    fn layout(&self, table: &Node) -> Option<Layout> {
        let Kind::Map(rows) = &table.kind else {
            return None;
        };
        let indent = column(&self.text, rows.first()?.0.span.start as usize);
        let mut columns: Vec<(String, usize)> = Vec::new();
        let mut means = indent + 4;
        for (name, row) in rows {
            let Kind::Map(cells) = &row.kind else { continue };
            let begin = name.span.start as usize;
            columns.push((String::new(), column(&self.text, row.span.start as usize)));
            for (key, _) in cells {
                let start = key.span.start as usize;
                let is_below = self.text[begin..start].contains('\n');
                match key.text() {
                    Some("means") if is_below => means = column(&self.text, start),
                    Some(key) if !is_below => {
                        columns.push((key.to_owned(), column(&self.text, start)));
                    }
                    _ => {}
                }
            }
        }
        Some(Layout { indent, columns, means })
    }
}

/// The key and the value at a path of keys.
fn find<'n>(root: &'n Node, path: &[&str]) -> Option<(&'n Node, &'n Node)> {
    let (first, rest) = path.split_first()?;
    let (key, value) = match &root.kind {
        Kind::Map(entries) => {
            let entry = entries.iter().find(|(key, _)| key.text() == Some(first))?;
            (&entry.0, &entry.1)
        }
        Kind::List(items) => {
            let item = items.get(first.parse::<usize>().ok()?)?;
            (item, item)
        }
        Kind::Scalar { .. } => return None,
    };
    match rest.is_empty() {
        true => Some((key, value)),
        false => find(value, rest),
    }
}

fn range(node: &Node) -> Range<usize> {
    node.span.start as usize..node.span.end as usize
}

/// The range of a node without the blank lines that a block's end takes along.
fn range_in(node: &Node, text: &str) -> Range<usize> {
    let own = range(node);
    let last = match &node.kind {
        _ if text[own.start..].starts_with(['{', '[', '"', '\'']) => None,
        Kind::Map(entries) => entries.last().map(|(_, value)| value),
        Kind::List(items) => items.last(),
        Kind::Scalar { .. } => None,
    };
    let end = last.map_or(own.end, |it| range_in(it, text).end);
    own.start..end.max(own.start)
}

/// How many characters stand before a place on its line.
fn column(text: &str, at: usize) -> usize {
    let start = text[..at].rfind('\n').map_or(0, |line| line + 1);
    text[start..at].chars().count()
}
