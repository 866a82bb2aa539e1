//! A type as a page prints it to one that the spec knows.

use std::collections::BTreeSet;

use crate::check::TYPE_WORDS;
use crate::spec::{Named, Spec};
use crate::transcribe::columns::type_cell;

/// A type cell as the spec writes it, and whether that is a guess; `None` for an object that the
/// spec does not know.
pub(in crate::transcribe) fn type_in_spec(
    spec: &Spec,
    row: &str,
    cell: &str,
) -> (Option<String>, bool) {
    let cell = if row.contains('.') { cell.strip_prefix("Object.").unwrap_or(cell) } else { cell };
    let ty = type_cell(cell);
    let written = |name: &str| if ty.many { format!("[{name}]") } else { name.to_owned() };
    if TYPE_WORDS.contains(&ty.name.as_str()) {
        return (Some(written(&ty.name)), false);
    }
    let objects = || spec.pages.iter().flat_map(|it| it.content.objects.names());
    if let Some(name) = objects().find(|it| it.eq_ignore_ascii_case(&ty.name)) {
        return (Some(written(name)), false);
    }
    let by_row = objects().find(|it| it.eq_ignore_ascii_case(row)).map(|it| it.value.clone());
    (by_row.or_else(|| object_of_rows(spec, row)).map(|name| written(&name)), true)
}

/// The object that rows of this name are of on other pages, if they agree.
fn object_of_rows(spec: &Spec, row: &str) -> Option<String> {
    let tables = spec.pages.iter().flat_map(|it| {
        let objects = it.content.objects.iter().map(|(_, object)| &object.rows);
        it.content.body.iter().chain(objects)
    });
    let rows = tables.flat_map(Named::iter);
    let types = rows
        .filter(|(name, raw)| name.as_str() == row && !TYPE_WORDS.contains(&raw.ty.name.as_str()));
    let names: BTreeSet<&String> = types.map(|(_, raw)| &raw.ty.name).collect();
    names.first().filter(|_| names.len() == 1).map(|it| (*it).clone())
}
