//! Two tables side by side: which row is which, what came, what went, and the conditions.

use crate::api::{Object, Part, Row};
use crate::emit;

use super::catalogue::Kind;
use super::walk::{Scope, Walk};
use super::witness::{Given, Site};
use super::{conditions, rows, types, witness};

/// The same table in both specs.
#[derive(Clone, Copy)]
pub(super) struct Table<'a> {
    pub(super) old: &'a Object,
    pub(super) new: &'a Object,
    /// How a request with the table is shown.
    pub(super) site: Site,
}

impl Table<'_> {
    /// The place of a row: `body.consumer` in a request, `Address.state` in an object.
    pub(super) fn place(&self, row: &Row) -> String {
        match (self.site, row.part) {
            (Site::Request, Part::Path) => format!("path.{}", row.wire),
            (Site::Request, Part::Query) => format!("query.{}", row.wire),
            (Site::Request, Part::Body) => format!("body.{}", row.wire),
            (Site::Object(_), _) => format!("{}.{}", self.new.name, row.wire),
        }
    }
}

/// Two rows that are the same one.
type Pair<'a> = (usize, &'a Row, &'a Row);

/// Compares two tables.
pub(super) fn compare<'a>(walk: &mut Walk<'a>, scope: &Scope, table: Table<'a>) {
    let (pairs, removed, added) = matched(table);
    for (_, old, new) in &pairs {
        rows::compare(walk, scope, table, old, new);
    }
    for row in &removed {
        let kind = if row.optional { Kind::RowRemoved } else { Kind::RowRemovedMandatory };
        let scope = walk.by(scope, Some(row.document), Some(table.new.document));
        let hint = likely_name(walk, row, &added);
        let words = row.constraints(walk.old);
        let is_kept = added.iter().any(|new| is_same_field(walk, row, new));
        walk.add(&scope, kind, table.place(row)).before(words).hinted(hint).compiles_if(is_kept);
    }
    for row in &added {
        let kind = match (row.mandatory, row.optional) {
            (crate::api::Mandatory::Yes, false) => Kind::RowAddedMandatory,
            (crate::api::Mandatory::Yes, true) => Kind::RowAddedFilledIn,
            _ => Kind::RowAdded,
        };
        let scope = walk.by(scope, None, Some(row.document));
        let words = row.constraints(walk.new);
        let api = walk.old;
        let is_kept = removed.iter().any(|old| is_same_field(walk, old, row));
        walk.add(&scope, kind, table.place(row))
            .after(words)
            .compiles_if(is_kept)
            .shown_by(|| witness::request(api, table.site, table.old, &[]));
    }
    compare_order(walk, scope, table, &pairs);
    conditions::compare(walk, scope, table);
}

/// Whether two rows, of which neither is said to be the other, have one field in Rust.
fn is_same_field(walk: &Walk<'_>, old: &Row, new: &Row) -> bool {
    old.ident == new.ident && emit::field_type(old, walk.old) == emit::field_type(new, walk.new)
}

/// Which row is which: by part and name, by an earlier name, by name alone. Left over is what went
/// and what came.
fn matched<'a>(table: Table<'a>) -> (Vec<Pair<'a>>, Vec<&'a Row>, Vec<&'a Row>) {
    let (mut old, mut new): (Vec<&Row>, Vec<&Row>) =
        (table.old.rows.iter().collect(), table.new.rows.iter().collect());
    let mut pairs = Vec::new();
    let is_same: [fn(&Row, &Row) -> bool; 3] = [
        |old, new| old.wire == new.wire && old.part == new.part,
        |old, new| new.renamed_from.as_ref() == Some(&old.wire),
        |old, new| old.wire == new.wire,
    ];
    for is_same in is_same {
        new.retain(|new| match old.iter().position(|old| is_same(old, new)) {
            Some(at) => {
                let old = old.remove(at);
                let place = table.new.rows.iter().position(|it| std::ptr::eq(it, *new));
                pairs.push((place.unwrap_or_default(), old, *new));
                false
            }
            None => true,
        });
    }
    pairs.sort_by_key(|(place, ..)| *place);
    (pairs, old, new)
}

/// A row that came and looks like one that went.
fn likely_name(walk: &Walk<'_>, gone: &Row, added: &[&Row]) -> Option<String> {
    let likeness = |row: &&&Row| {
        let is_type = types::key(&gone.ty, walk.old) == types::key(&row.ty, walk.new)
            && gone.many == row.many
            && gone.part == row.part;
        let spelled = strsim::normalized_damerau_levenshtein(&gone.wire, &row.wire);
        let is_part = row.wire.starts_with(&gone.wire) || gone.wire.starts_with(&row.wire);
        let is_like = spelled >= 0.6 || is_part || gone.means == row.means;
        (is_type && is_like).then_some(spelled)
    };
    let likely = added.iter().filter(|row| likeness(row).is_some()).max_by(|a, b| {
        likeness(a).partial_cmp(&likeness(b)).unwrap_or(std::cmp::Ordering::Equal)
    })?;
    Some(format!(
        "was it renamed to `{}`? If the page says so, write `renamed_from: {}` there",
        likely.wire, gone.wire
    ))
}

fn compare_order(walk: &mut Walk<'_>, scope: &Scope, table: Table<'_>, pairs: &[Pair<'_>]) {
    let place = |row: &Row| table.old.rows.iter().position(|it| std::ptr::eq(it, row));
    let is_ordered = pairs.is_sorted_by_key(|(_, old, _)| place(old));
    if is_ordered {
        return;
    }
    let names = |rows: Vec<&Row>| {
        rows.iter().map(|row| format!("`{}`", row.wire)).collect::<Vec<_>>().join(", ")
    };
    let after = pairs.iter().map(|(_, _, new)| *new).collect();
    let mut sorted: Vec<&Row> = pairs.iter().map(|(_, old, _)| *old).collect();
    sorted.sort_by_key(|row| place(row));
    let scope = walk.by(scope, Some(table.old.document), Some(table.new.document));
    let at = match table.site {
        Site::Request => "page".to_owned(),
        Site::Object(_) => table.new.name.clone(),
    };
    walk.add(&scope, Kind::RowsReordered, at).between(names(sorted), names(after));
}

/// A row as it is given in a witness, by its index.
pub(super) fn given(table: &Object, row: &Row, given: Given) -> Option<(usize, Given)> {
    let index = table.rows.iter().position(|it| std::ptr::eq(it, row))?;
    Some((index, given))
}
