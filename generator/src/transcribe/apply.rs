//! The differences of a page as edits of the spec's files. What the page does not say is marked for
//! a person to confirm; `check` refuses a spec in which such a mark is left.

mod samples;
mod types;

use std::collections::{BTreeMap, BTreeSet};

use super::columns::{length, mandatory};
use super::compare::Comparison;
use super::condition;
use super::edit::{Editor, NewRow};
use super::expected::Table;
use super::report::{Change, Kind};
use super::tables::PageRow;
use crate::check::TYPE_WORDS;
use crate::spec::Spec;

pub(super) use types::type_in_spec;

/// The edited files, by their paths, and what is left to a person.
#[derive(Default)]
pub(super) struct Edits {
    files: BTreeMap<String, Editor>,
    pub(super) by_hand: Vec<String>,
    /// Pairs of rows for which a rule was written.
    ruled: BTreeSet<(String, BTreeSet<String>)>,
}

impl Edits {
    pub(super) fn file(&mut self, spec: &Spec, path: &str) -> &mut Editor {
        self.files.entry(path.to_owned()).or_insert_with(|| {
            let text = spec.files.iter().find(|it| it.path == path);
            Editor::new(text.map_or("", |it| it.text.as_str()))
        })
    }

    pub(super) fn into_files(self) -> BTreeMap<String, String> {
        self.files.into_iter().map(|(path, editor)| (path, editor.text)).collect()
    }
}

/// The edits that make the spec say what the page says.
pub(super) fn edits(comparison: &Comparison<'_, '_>, changes: &[Change]) -> Edits {
    let mut edits = Edits::default();
    let (spec, expected) = (comparison.spec, comparison.expected);
    let date = comparison.page.revision.as_deref();
    if let Some(date) = date.filter(|date| **date != *expected.document.revision.value) {
        let documents = edits.file(spec, "documents.yaml");
        documents.set(&[expected.key, "revision"], date);
    }
    for change in changes.iter().filter(|it| it.explained.is_none()) {
        let table = expected.tables.iter().position(|it| it.name == change.table);
        let done = match (change.kind, table) {
            (Kind::RequestChanged, _) => request(comparison, change, &mut edits),
            (Kind::StatusChanged, _) => status(comparison, change, &mut edits),
            (Kind::CellChanged, Some(table)) => cell(comparison, table, change, &mut edits),
            (Kind::RowRemoved, Some(table)) => removed(comparison, table, change, &mut edits),
            (Kind::RowAdded, Some(table)) => added(comparison, table, change, &mut edits),
            (Kind::OrderChanged, Some(table)) => moved(comparison, table, change, &mut edits),
            // All places of a sample at once, below.
            (Kind::SampleChanged | Kind::SampleAdded, _) => Some(()),
            _ => None,
        };
        if done.is_none() {
            edits.by_hand.push(by_hand(change));
        }
    }
    samples::write(comparison, &mut edits);
    edits
}

fn by_hand(change: &Change) -> String {
    let row = change.row.as_deref().map_or_else(String::new, |row| format!(".{row}"));
    let what = match change.kind {
        Kind::HeaderAdded | Kind::HeaderRemoved | Kind::HeaderChanged => {
            "headers are those of every request: edit `headers` in `api.yaml` or `demands` of the page"
        }
        _ => "edit it by hand",
    };
    format!("`{}{row}`: {what}", change.table)
}

/// The path of the table that a row stands in, or would.
fn place<'t>(table: &'t Table<'_>, editor: &Editor, row: &str) -> Vec<&'t str> {
    if let Some(object) = table.object {
        return vec!["objects", object, "rows"];
    }
    let parts = ["body", "query", "path"];
    let holds = |part: &&&str| editor.has(&[part, row]);
    let first = || parts.iter().find(|part| editor.has(&[part]));
    vec![parts.iter().find(holds).or_else(first).copied().unwrap_or("body")]
}

fn request(comparison: &Comparison<'_, '_>, change: &Change, edits: &mut Edits) -> Option<()> {
    let spec = change.spec.as_deref()?;
    let is_it =
        |it: &&super::expected::Endpoint<'_>| format!("{} {}", it.method, it.template) == spec;
    let endpoint = comparison.expected.endpoints.iter().find(is_it)?;
    let page = change.page.as_deref()?;
    edits.file(comparison.spec, &endpoint.page.path).set(&["request"], page)
}

fn status(comparison: &Comparison<'_, '_>, change: &Change, edits: &mut Edits) -> Option<()> {
    let [endpoint] = &comparison.expected.endpoints[..] else {
        return None;
    };
    let editor = edits.file(comparison.spec, &endpoint.page.path);
    match editor.has(&["success"]) {
        true => editor.set(&["success"], change.page.as_deref()?),
        false => {
            let line = format!("success: {}", change.page.as_deref()?);
            editor.add_below(&["request"], 0, &line)
        }
    }
}

fn cell(
    comparison: &Comparison<'_, '_>,
    table: usize,
    change: &Change,
    edits: &mut Edits,
) -> Option<()> {
    let table = &comparison.expected.tables[table];
    let row = change.row.as_deref()?;
    let page = page_row(comparison, table, row)?;
    let column = change.column.as_deref()?;
    let spec = comparison.spec;
    if let Some(()) = printed(comparison, table, change, edits) {
        return Some(());
    }
    let editor = edits.file(spec, &table.page.path);
    let path = place(table, editor, row);
    let at = [&path[..], &[row]].concat();
    let key = |key: &'static str| [&at[..], &[key]].concat();
    match column {
        "type" => {
            let (ty, is_guess) = type_in_spec(spec, row, page.ty.as_deref()?);
            match (ty, is_guess) {
                (Some(ty), false) => editor.set(&key("type"), &ty),
                _ => None,
            }
        }
        "length" => match (length(page.length.as_deref()?), editor.has(&key("length"))) {
            (Some(length), true) => editor.set(&key("length"), &length),
            (Some(length), false) => editor.insert_behind(&key("type"), "length", &length),
            (None, _) => editor.remove_key(&key("length")),
        },
        "mandatory" => {
            let word = mandatory(page.mandatory.as_deref()?);
            editor.set(&key("mandatory"), &word)?;
            if word == "Conditional" {
                rule(comparison, table, &page, edits);
            }
            Some(())
        }
        _ => None,
    }
}

/// Where a deviation tells what the page prints, that is what has changed.
fn printed(
    comparison: &Comparison<'_, '_>,
    table: &Table<'_>,
    change: &Change,
    edits: &mut Edits,
) -> Option<()> {
    let row = table.rows.iter().find(|it| Some(it.name.as_str()) == change.row.as_deref())?;
    let column = change.column.as_deref()?;
    let deviation = row.deviations.iter().find(|it| {
        it.printed.as_ref().is_some_and(|it| match column {
            "type" => it.ty.is_some(),
            "length" => it.length.is_some(),
            _ => column == "mandatory" && it.mandatory.is_some(),
        })
    })?;
    let file = deviation.at.span.file as usize;
    let path = &comparison.spec.files.get(file)?.path;
    let page = comparison.spec.pages.iter().find(|it| it.path == *path)?;
    let is_it = |it: &crate::spec::Deviation| it.at.span == deviation.at.span;
    let index = page.content.deviations.iter().position(is_it)?.to_string();
    let value = change.page.as_deref()?;
    edits.file(comparison.spec, path).set(&["deviations", &index, "printed", column], value)
}

fn removed(
    comparison: &Comparison<'_, '_>,
    table: usize,
    change: &Change,
    edits: &mut Edits,
) -> Option<()> {
    let table = &comparison.expected.tables[table];
    let row = change.row.as_deref()?;
    let editor = edits.file(comparison.spec, &table.page.path);
    let path = place(table, editor, row);
    editor.remove_row(&path, row).map(drop)
}

fn added(
    comparison: &Comparison<'_, '_>,
    table: usize,
    change: &Change,
    edits: &mut Edits,
) -> Option<()> {
    let table = &comparison.expected.tables[table];
    let row = page_row(comparison, table, change.row.as_deref()?)?;
    let spec = comparison.spec;
    let mut new = NewRow { name: row.name.clone(), ..NewRow::default() };
    new.means = "To be described.".to_owned();
    new.confirm
        .push("a new row: say in `means` what it is, and add what the page says of it".to_owned());
    if row.is_guess {
        let why = "the name was run together with what follows it, and may end elsewhere";
        new.confirm.push(why.to_owned());
    }
    let (ty, is_guess) = type_in_spec(spec, &row.name, row.ty.as_deref().unwrap_or_default());
    let ty = match ty {
        Some(ty) => {
            if is_guess {
                new.confirm.push(format!("the page does not say that its type is `{ty}`"));
            }
            ty
        }
        None => {
            let cell = row.ty.as_deref().filter(|it| !it.is_empty()).unwrap_or("nothing");
            new.confirm.push(format!("the page has `{cell}` for the type; no object is called so"));
            super::draft::object_name(&row.name)
        }
    };
    let is_object = !TYPE_WORDS.contains(&ty.trim_matches(['[', ']']));
    new.cells.push(("type", ty));
    if let Some(length) = row.length.as_deref().and_then(length).filter(|_| !is_object) {
        new.cells.push(("length", length));
    }
    let word = mandatory(row.mandatory.as_deref().unwrap_or_default());
    let is_word = matches!(word.as_str(), "Yes" | "No" | "Conditional");
    if !is_word {
        new.confirm.push("the page does not say whether it is mandatory".to_owned());
    }
    new.cells.push(("mandatory", if is_word { word.clone() } else { "No".to_owned() }));
    if table.page.content.document.as_str() != comparison.expected.key {
        new.cells.push(("document", comparison.expected.key.to_owned()));
    }
    let editor = edits.file(spec, &table.page.path);
    let path = place(table, editor, &row.name);
    let after = before_on_page(comparison, table, &row.name, &editor.keys(&path));
    editor.insert_row(&path, &new, after.as_deref())?;
    if word == "Conditional" {
        rule(comparison, table, &row, edits);
    }
    Some(())
}

fn moved(
    comparison: &Comparison<'_, '_>,
    table: usize,
    change: &Change,
    edits: &mut Edits,
) -> Option<()> {
    let table = &comparison.expected.tables[table];
    let row = change.row.as_deref()?;
    let editor = edits.file(comparison.spec, &table.page.path);
    let path = place(table, editor, row);
    let keys = editor.keys(&path);
    let after = before_on_page(comparison, table, row, &keys);
    editor.move_row(&path, row, after.as_deref())
}

/// The row above one on the page that the spec's table has.
fn before_on_page(
    comparison: &Comparison<'_, '_>,
    table: &Table<'_>,
    row: &str,
    keys: &[String],
) -> Option<String> {
    let page = comparison.page_tables(table).find(|it| it.rows.iter().any(|it| it.name == row))?;
    let at = page.rows.iter().position(|it| it.name == row)?;
    let above = page.rows[..at].iter().rev().map(|it| &it.name);
    above.into_iter().find(|it| keys.contains(it)).cloned()
}

fn page_row(comparison: &Comparison<'_, '_>, table: &Table<'_>, row: &str) -> Option<PageRow> {
    let rows = comparison.page_tables(table).flat_map(|it| &it.rows);
    rows.into_iter().find(|it| it.name == row).cloned()
}

/// Drafts the rule that makes a row conditional, if the page names the other row.
fn rule(comparison: &Comparison<'_, '_>, table: &Table<'_>, row: &PageRow, edits: &mut Edits) {
    let is_row = |word: &str| {
        table.rows.iter().any(|it| it.name.as_str() == word)
            || comparison.page_tables(table).flat_map(|it| &it.rows).any(|it| it.name == word)
    };
    let path = table.page.path.clone();
    let Some(partners) = condition::stated(&row.description, &row.name, is_row) else {
        let why = "the page names no row that its condition depends on: write the rule by hand";
        edits.by_hand.push(format!("`{}.{}`: {why}", table.name, row.name));
        return;
    };
    let mut rows: BTreeSet<String> = partners.iter().map(|it| it.row.clone()).collect();
    rows.insert(row.name.clone());
    if !edits.ruled.insert((table.name.clone(), rows.clone())) {
        return;
    }
    let kind = match partners.iter().all(|it| it.is_absent) {
        true => "at_least_one_of",
        false => "together",
    };
    let listed: Vec<String> = rows.into_iter().collect();
    let item = format!(
        "# confirm: the rule as the page's condition seems to mean it\n- {kind}: [{}]",
        listed.join(", ")
    );
    let editor = edits.file(comparison.spec, &path);
    let done = match table.object {
        Some(object) => {
            editor.add_item(&["objects", object, "rules"], &["objects", object, "rows"], &item)
        }
        None => editor.add_item(&["rules"], &["body"], &item),
    };
    if done.is_none() {
        edits.by_hand.push(format!("`{}`: write the rule over {}", table.name, listed.join(", ")));
    }
}
