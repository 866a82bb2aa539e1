//! One row: its type, its length, its mandatory word and its condition.

use crate::check::TYPE_WORDS;
use crate::spec::{Length, Mandatory, Printed, Row, TypeName};
use crate::transcribe::columns::{Column, is_type_word, length, mandatory, type_cell};
use crate::transcribe::condition;
use crate::transcribe::expected::{Table, TableRow};
use crate::transcribe::report::{Change, Kind};
use crate::transcribe::section::Side;
use crate::transcribe::tables::PageRow;

/// A type of the spec in the words of a report.
pub(in crate::transcribe) fn type_of(ty: &TypeName) -> String {
    match ty.many {
        true => format!("list of {}", ty.name),
        false => ty.name.clone(),
    }
}

/// A length of the spec as a page prints it.
pub(in crate::transcribe) fn length_of(length: Length) -> String {
    match length {
        Length::Characters(most) => most.to_string(),
        Length::Decimal { digits, scale } => format!("{digits}.{scale}"),
    }
}

pub(in crate::transcribe) fn mandatory_of(word: Mandatory) -> &'static str {
    match word {
        Mandatory::Yes => "Yes",
        Mandatory::No => "No",
        Mandatory::Conditional => "Conditional",
    }
}

/// The differences of one row.
pub(super) fn row(
    table: &Table<'_>,
    expected: &TableRow<'_>,
    page: &PageRow,
    columns: &[Column],
    is_row: impl Fn(&str) -> bool,
) -> Vec<Change> {
    let name = expected.name.as_str();
    let cell = |column: &str, spec: String, page: String| {
        Change::new(Kind::CellChanged, &*table.name).row(name).column(column).spec(spec).page(page)
    };
    let mut changes = Vec::new();
    let raw = expected.raw;
    if let Some(found) = page.ty.as_deref().filter(|it| !it.is_empty()) {
        let printed = printed(expected, |it| it.ty.as_ref().map(|it| it.value.clone()));
        let is_same = |spec: &str| spec.eq_ignore_ascii_case(found);
        let spec = type_of(&raw.ty);
        changes.extend(judged(
            printed,
            is_same,
            is_type(raw, name, found),
            spec,
            found,
            |it, page| cell("type", it, page).breaking(!is_widened(&raw.ty.name, found)),
        ));
    }
    if let Some(found) = &page.length {
        let printed = printed(expected, |it| it.length.as_ref().map(|it| it.value.clone()));
        let spec = raw.length.as_ref().map(|it| length_of(it.value));
        let here = length(found);
        let is_same =
            |printed: &str| length(printed) == here && printed.eq_ignore_ascii_case(found);
        let shown = |it: &Option<String>| it.clone().unwrap_or_else(|| "none".to_owned());
        let shrinks =
            table.side != Some(Side::Answer) && is_shorter(here.as_deref(), spec.as_deref());
        let fits = here == spec;
        changes.extend(judged(printed, is_same, fits, shown(&spec), &shown(&here), |it, page| {
            cell("length", it, page).breaking(shrinks)
        }));
    }
    let has_changed = match page.mandatory.as_deref().filter(|it| !it.is_empty()) {
        Some(found) => {
            let printed = printed(expected, |it| it.mandatory.as_ref().map(|it| it.value.clone()));
            let here = mandatory(found);
            let spec = mandatory_of(raw.mandatory.value);
            let is_same = |printed: &str| printed.eq_ignore_ascii_case(found);
            let breaking = is_mandatory_breaking(table.side, spec, &here);
            let change =
                judged(printed, is_same, here == spec, spec.to_owned(), &here, |it, page| {
                    cell("mandatory", it, page).breaking(breaking)
                });
            let has_changed = change.is_some();
            changes.extend(change);
            has_changed
        }
        None => false,
    };
    // A row that becomes conditional brings its condition along.
    if !has_changed
        && columns.contains(&Column::Description)
        && let Some(stated) = condition::stated(&page.description, name, is_row)
        && stated != expected.partners
    {
        let (spec, page) = (condition::words(&expected.partners), condition::words(&stated));
        changes.push(cell("condition", spec, page).breaking(true));
    }
    changes
}

/// What a deviation says the page prints, with its words.
fn printed<'e>(
    row: &'e TableRow<'_>,
    cell: impl Fn(&Printed) -> Option<String>,
) -> Option<(String, &'e str)> {
    row.deviations.iter().find_map(|it| Some((cell(it.printed.as_ref()?)?, it.found.as_str())))
}

/// A cell that a deviation speaks of is compared with that; every other one with the spec's.
fn judged(
    printed: Option<(String, &str)>,
    is_printed: impl Fn(&str) -> bool,
    is_specified: bool,
    spec: String,
    page: &str,
    change: impl Fn(String, String) -> Change,
) -> Option<Change> {
    match printed {
        Some((printed, found)) if is_printed(&printed) => {
            let explained = Some(found.to_owned());
            Some(Change { explained, ..change(spec, printed) })
        }
        Some((printed, _)) => Some(change(printed, page.to_owned())),
        None => (!is_specified).then(|| change(spec, page.to_owned())),
    }
}

/// Whether a type cell says what the row's type is. An object's cell says `Object`, its name, or
/// the name of the row.
fn is_type(row: &Row, name: &str, cell: &str) -> bool {
    let cell = match name.contains('.') {
        true => cell.strip_prefix("Object.").unwrap_or(cell),
        false => cell,
    };
    let (page, spec) = (type_cell(cell), &*row.ty);
    let is = |word: &str| page.name.eq_ignore_ascii_case(word);
    if page.many && spec.many && (is("array") || is("list")) {
        return true;
    }
    let is_object = !TYPE_WORDS.contains(&spec.name.as_str());
    page.many == spec.many && (is(&spec.name) || is_object && (is("object") || is(name)))
}

/// Whether whatever was sent before still is of the type. Another name for an object tells nothing
/// of its rows.
fn is_widened(spec: &str, cell: &str) -> bool {
    if !TYPE_WORDS.contains(&spec) && !is_type_word(cell) {
        return true;
    }
    matches!((spec, type_cell(cell).name.as_str()), ("Int", "Decimal" | "Double"))
        || matches!((spec, type_cell(cell).name.as_str()), ("Decimal", "Double"))
        || matches!((spec, type_cell(cell).name.as_str()), ("Double", "Decimal"))
}

/// Whether a length allows less than another one.
fn is_shorter(page: Option<&str>, spec: Option<&str>) -> bool {
    let parts = |text: &str| -> (u32, u32) {
        let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
        (whole.parse().unwrap_or(0), part.parse().unwrap_or(0))
    };
    match (page.map(parts), spec.map(parts)) {
        (None, _) => false,
        (Some(_), None) => true,
        (Some(page), Some(spec)) => {
            page.1 < spec.1 || page.0.saturating_sub(page.1) < spec.0.saturating_sub(spec.1)
        }
    }
}

/// A request breaks when more must be given, an answer when less is.
fn is_mandatory_breaking(side: Option<Side>, spec: &str, page: &str) -> bool {
    let rank = |word: &str| match word {
        "No" => 0,
        "Conditional" => 1,
        _ => 2,
    };
    match side {
        Some(Side::Request) => rank(page) > rank(spec),
        Some(_) => spec == "Yes",
        None => true,
    }
}
