//! What holds for every page: printed from the spec it shows no drift, and whatever else it is, it
//! is read without a panic.

use std::path::Path;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::super::expected::Expected;
use super::super::{Drift, Kind, Transcription};
use super::printed::{Layout, Page, PrintedRow, Style, styles};
use crate::Sources;

/// The APIs of this repository.
const SPECS: [&str; 2] = ["../spec", "../tests/parcel-tracker/spec"];

fn transcription(folder: &str) -> Transcription {
    fn read(folder: &Path, prefix: &str, sources: &mut Sources) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let (path, name) = entry.map(|it| (it.path(), it.file_name())).unwrap();
            let name = format!("{prefix}{}", name.to_str().unwrap());
            if path.is_dir() {
                read(&path, &format!("{name}/"), sources);
            } else if name.ends_with(".yaml") {
                sources.insert(name, std::fs::read(path).unwrap());
            }
        }
    }
    let mut sources = Sources::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), "", &mut sources);
    Transcription::read(&sources).unwrap()
}

/// The documents of a spec that have a table, each as the page that it would be.
fn pages(read: &Transcription) -> Vec<(String, Page)> {
    let documents = read.spec.documents.iter();
    let page = |key: &str, expected: Expected<'_>| {
        let page = Page::of(&read.spec, &expected);
        (!page.tables.is_empty()).then(|| (key.to_owned(), page))
    };
    documents
        .filter_map(|(key, document)| page(key, Expected::of(&read.spec, key, document)))
        .collect()
}

fn drift(read: &Transcription, key: &str, page: &Page, style: Style) -> Drift {
    read.drift(page.print(style).as_bytes(), Some(key))
}

/// A layout in which a table cannot be told: sentences at the end, short cells before them, and
/// nothing between. Such a page is drawn in another order.
fn can_be_read(style: Style) -> bool {
    style.layout != Layout::Glued || style.order.last() != Some(&"Description")
}

#[test]
fn a_page_as_the_spec_has_it_is_no_drift_in_any_layout() {
    let mut wrong = String::new();
    for folder in SPECS {
        let read = transcription(folder);
        for (key, page) in pages(&read) {
            for style in styles().filter(|it| can_be_read(*it)) {
                let report = drift(&read, &key, &page, style);
                if report.is_drift() || !report.is_understood() {
                    let changes = report.changes.iter().filter(|it| it.explained.is_none());
                    let changes: Vec<_> = changes
                        .map(|it| (it.kind, &it.table, &it.row, &it.spec, &it.page))
                        .collect();
                    wrong.push_str(&format!("{key} {style:?}\n{changes:?} {:?}\n", report.unread));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", &wrong[..wrong.floor_char_boundary(6000)]);
}

#[test]
fn a_date_alone_is_no_drift() {
    let read = transcription(SPECS[1]);
    for (key, mut page) in pages(&read) {
        page.revision = "2031-01-31".to_owned();
        let style = styles().next().unwrap();
        let report = drift(&read, &key, &page, style);
        assert!(!report.is_drift(), "{key}");
        assert_eq!(report.revision.page.as_deref(), Some("2031-01-31"), "{key}");
    }
}

/// A cell that says something else.
#[derive(Debug, Clone)]
enum Slip {
    Length(u32),
    Mandatory(&'static str),
    Type(&'static str),
}

fn slip() -> impl Strategy<Value = Slip> {
    prop_oneof![
        (1_u32..2000).prop_map(Slip::Length),
        select(vec!["Yes", "No", "Conditional"]).prop_map(Slip::Mandatory),
        select(vec!["String", "Int", "Boolean", "Decimal", "Date"]).prop_map(Slip::Type),
    ]
}

/// Two pages of each API with long tables, which are read once.
fn subjects() -> Vec<(Transcription, String, Page)> {
    SPECS
        .iter()
        .flat_map(|folder| {
            let read = transcription(folder);
            let mut pages = pages(&read);
            pages.sort_by_key(|(_, page)| {
                std::cmp::Reverse(page.tables.iter().map(|it| it.rows.len()).sum::<usize>())
            });
            let two = pages.into_iter().take(2);
            two.map(|(key, page)| (transcription(folder), key, page)).collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn one_changed_cell_is_reported_and_nothing_else() {
    let subjects = subjects();
    let styles: Vec<Style> = styles().filter(|it| can_be_read(*it)).collect();
    let drawn = (any::<Index>(), any::<Index>(), any::<Index>(), any::<Index>(), slip());
    proptest!(ProptestConfig::with_cases(400), |((subject, table, row, style, slip) in drawn)| {
        let (read, key, page) = subject.get(&subjects);
        let mut page = page.clone();
        let count = page.tables.len();
        let table = &mut page.tables[table.index(count)];
        let table_name = table.name.clone();
        let count = table.rows.len();
        let row = &mut table.rows[row.index(count)];
        let row_name = row.name.clone();
        let (column, cell, value) = match slip {
            Slip::Length(most) => ("length", &mut row.length, most.to_string()),
            Slip::Mandatory(word) => ("mandatory", &mut row.mandatory, word.to_owned()),
            Slip::Type(word) => ("type", &mut row.ty, word.to_owned()),
        };
        prop_assume!(*cell != value);
        *cell = value.clone();
        let style = *style.get(&styles);
        let report = drift(read, key, &page, style);
        let changes: Vec<_> = report.changes.iter().filter(|it| it.explained.is_none()).collect();
        prop_assert!(report.is_understood(), "{style:?}\n{}", report.to_text(""));
        prop_assert_eq!(changes.len(), 1, "{:?}\n{}", style, report.to_text(""));
        prop_assert_eq!(changes[0].kind, Kind::CellChanged);
        prop_assert_eq!(&changes[0].table, &table_name);
        prop_assert_eq!(changes[0].row.as_deref(), Some(row_name.as_str()));
        prop_assert_eq!(changes[0].column.as_deref(), Some(column));
        prop_assert_eq!(changes[0].page.as_deref(), Some(value.as_str()));
    });
}

/// A revision of a table.
#[derive(Debug, Clone)]
enum Revision {
    Cell(Slip),
    Remove,
    Add(&'static str),
    Rename(&'static str),
    /// Puts the row where another one stands.
    Move(Index),
}

fn revision() -> impl Strategy<Value = Revision> {
    const NAMES: &[&str] = &["novelRow", "otherId", "taxNumber", "isGift"];
    prop_oneof![
        slip().prop_map(Revision::Cell),
        slip().prop_map(Revision::Cell),
        Just(Revision::Remove),
        select(NAMES).prop_map(Revision::Add),
        select(NAMES).prop_map(Revision::Rename),
        any::<Index>().prop_map(Revision::Move),
    ]
}

fn revise(page: &mut Page, table: Index, row: Index, revision: &Revision) {
    let count = page.tables.len();
    let rows = &mut page.tables[table.index(count)].rows;
    let at = row.index(rows.len());
    let is_taken = |name: &str| rows.iter().any(|row| row.name == name);
    match revision {
        Revision::Cell(Slip::Length(most)) => rows[at].length = most.to_string(),
        Revision::Cell(Slip::Mandatory(word)) => rows[at].mandatory = (*word).to_owned(),
        Revision::Cell(Slip::Type(word)) => rows[at].ty = (*word).to_owned(),
        Revision::Remove if rows.len() > 3 => drop(rows.remove(at)),
        Revision::Add(name) if !is_taken(name) => {
            let row = PrintedRow {
                name: (*name).to_owned(),
                description: "What is new.".to_owned(),
                ty: "String".to_owned(),
                length: "12".to_owned(),
                mandatory: "No".to_owned(),
            };
            rows.insert(at, row);
        }
        Revision::Rename(name) if !is_taken(name) => rows[at].name = (*name).to_owned(),
        Revision::Move(to) => {
            let row = rows.remove(at);
            let to = to.index(rows.len() + 1);
            rows.insert(to, row);
        }
        _ => {}
    }
}

/// Whichever way a revised page was saved, it says the same.
#[test]
fn a_page_in_another_layout_says_the_same() {
    let subjects = subjects();
    let all: Vec<Style> = styles().filter(|it| can_be_read(*it)).collect();
    let revisions = proptest::collection::vec((any::<Index>(), any::<Index>(), revision()), 1..6);
    proptest!(ProptestConfig::with_cases(60), |(subject in any::<Index>(), revisions in revisions)| {
        let (read, key, page) = subject.get(&subjects);
        let mut page = page.clone();
        for (table, row, revision) in &revisions {
            revise(&mut page, *table, *row, revision);
        }
        let reports: Vec<_> = all.iter().map(|style| drift(read, key, &page, *style)).collect();
        for (style, report) in all.iter().zip(&reports) {
            prop_assert_eq!(&report.changes, &reports[0].changes, "{:?}", style);
        }
    });
}

/// What happens to a page between the browser and the file.
#[derive(Debug, Clone)]
enum Damage {
    Cut,
    Delete(usize),
    Double(usize),
    Insert(String),
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        Just(Damage::Cut),
        (1_usize..80).prop_map(Damage::Delete),
        (1_usize..80).prop_map(Damage::Double),
        r"(\||\t|\n|<td>|</tr>|<table>|\{|\}|\[|\x22|Field|Type|Mandatory|Length|é|\u{a0}|-|\.|Yes){1,9}"
            .prop_map(Damage::Insert),
        any::<String>().prop_map(Damage::Insert),
    ]
}

fn damaged(text: &str, at: Index, damage: &Damage) -> String {
    let at = text.floor_char_boundary(at.index(text.len() + 1));
    let (before, after) = text.split_at(at);
    let most = |count: usize| after.floor_char_boundary(count.min(after.len()));
    match damage {
        Damage::Cut => before.to_owned(),
        Damage::Delete(count) => format!("{before}{}", &after[most(*count)..]),
        Damage::Double(count) => format!("{before}{}{after}", &after[..most(*count)]),
        Damage::Insert(new) => format!("{before}{new}{after}"),
    }
}

#[test]
fn a_damaged_page_is_read_without_a_panic() {
    let subjects = subjects();
    let styles: Vec<Style> = styles().collect();
    let damages = proptest::collection::vec((any::<Index>(), damage()), 1..6);
    let drawn = (any::<Index>(), any::<Index>(), damages, any::<bool>());
    proptest!(ProptestConfig::with_cases(300), |((subject, style, damages, is_told) in drawn)| {
        let (read, key, page) = subject.get(&subjects);
        let mut text = page.print(*style.get(&styles));
        for (at, damage) in &damages {
            text = damaged(&text, *at, damage);
        }
        let report = read.drift(text.as_bytes(), is_told.then_some(key.as_str()));
        prop_assert_eq!(&report, &read.drift(text.as_bytes(), is_told.then_some(key.as_str())));
        let _ = (report.to_text("page"), report.to_markdown("page"), report.to_json());
        let _ = read.transcribe(text.as_bytes(), is_told.then_some(key.as_str()));
    });
}

#[test]
fn bytes_are_read_without_a_panic() {
    let read = transcription(SPECS[1]);
    let bytes = proptest::collection::vec(any::<u8>(), 0..600);
    proptest!(ProptestConfig::with_cases(300), |(bytes in bytes, text in any::<String>())| {
        for page in [&bytes[..], text.as_bytes()] {
            let report = read.drift(page, None);
            prop_assert!(!report.is_understood() || !report.is_drift());
            let _ = read.transcribe(page, None);
        }
    });
}

/// A copy that has nothing of the document but its title says nothing, and so not that all is well.
#[test]
fn a_page_of_which_nothing_was_found_is_not_understood() {
    let read = transcription(SPECS[1]);
    for (key, page) in pages(&read) {
        let title = format!("{}\n\nLast changes: 05-12-2024\n", page.title);
        let report = read.drift(title.as_bytes(), Some(&key));
        assert!(!report.is_understood() && !report.is_drift(), "{key}: {}", report.to_text(""));
    }
}

#[test]
fn what_ends_the_lines_is_nothing_that_a_page_says() {
    let read = transcription(SPECS[1]);
    for (key, page) in pages(&read) {
        for style in styles().filter(|it| can_be_read(*it)) {
            let text = page.print(style);
            for end in ["\r\n", "\r"] {
                let report = read.drift(text.replace('\n', end).as_bytes(), Some(&key));
                assert_eq!(report, read.drift(text.as_bytes(), Some(&key)), "{key} {style:?}");
            }
        }
    }
}

#[test]
fn what_is_no_text_is_called_by_its_name() {
    let read = transcription(SPECS[1]);
    let utf_16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    for (page, words) in [
        (b"%PDF-1.7\n".to_vec(), "a PDF"),
        (utf_16("\u{feff}Change the Delivery"), "UTF-16"),
        (utf_16("Change the Delivery"), "no text"),
        (b"Stra\xdfe".to_vec(), "not UTF-8"),
    ] {
        let report = read.drift(&page, None);
        assert!(report.unread[0].why.contains(words), "{}", report.to_text("page"));
        assert!(report.unread[0].why.contains(": save the page as"), "{}", report.to_text("page"));
    }
}
