//! Tables: the rows of a request's part or of an object, with their limits in words.

use crate::api::{Api, DocumentId, Object, ObjectId, Part, Row, Type};

use super::frame::{Frame, Link};
use super::places;
use super::text::{Sentence, WireName};

/// A table of the documentation.
pub(super) struct Table {
    pub(super) anchor: String,
    pub(super) title: String,
    pub(super) means: Option<Sentence>,
    pub(super) remarks: Vec<Sentence>,
    pub(super) source: Option<Link>,
    pub(super) rows: Vec<RowView>,
}

/// A row, as it is read.
pub(super) struct RowView {
    pub(super) anchor: String,
    pub(super) name: WireName,
    pub(super) ty: Sentence,
    pub(super) ty_href: Option<String>,
    pub(super) limits: Vec<Sentence>,
    pub(super) mandatory: &'static str,
    pub(super) conditions: Vec<Sentence>,
    pub(super) means: Sentence,
    pub(super) remarks: Vec<Sentence>,
    pub(super) source: Option<Link>,
    pub(super) deviations: Vec<String>,
}

/// The tables of a request, part by part.
pub(super) fn request(request: &Object, frame: &Frame<'_>) -> Vec<Table> {
    let parts = [(Part::Path, "Path"), (Part::Query, "Query"), (Part::Body, "Body")];
    let tables = parts.into_iter().filter_map(|(part, title)| {
        let rows: Vec<RowView> = request
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| row.part == part)
            .map(|(index, row)| view(index, request, places::request_anchor(row), frame))
            .collect();
        (!rows.is_empty()).then(|| Table {
            anchor: format!("page:{}", title.to_lowercase()),
            title: title.to_owned(),
            means: None,
            remarks: Vec::new(),
            source: None,
            rows,
        })
    });
    tables.collect()
}

/// The table of an object; `page` is the document of the page that it stands on.
pub(super) fn object(id: ObjectId, page: DocumentId, frame: &Frame<'_>) -> Table {
    let api = frame.site.api;
    let object = api.object(id);
    let mut remarks: Vec<Sentence> = object.open_words().map(Sentence::new).into_iter().collect();
    if api.objects.iter().any(|it| it.patch_of == Some(id)) {
        remarks.push(Sentence::new("An update takes any subset of its rows."));
    }
    let rows = object.rows.iter().enumerate();
    let rows = rows.map(|(index, row)| view(index, object, places::row_anchor(object, row), frame));
    Table {
        anchor: places::object_anchor(object),
        title: object.name.clone(),
        means: Some(Sentence::new(&object.means)),
        remarks,
        source: (object.document != page).then(|| frame.cited(api.document(object.document))),
        rows: rows.collect(),
    }
}

fn view(index: usize, table: &Object, anchor: String, frame: &Frame<'_>) -> RowView {
    let api = frame.site.api;
    let row = &table.rows[index];
    let conditions = table.rules_on(index).map(|it| Sentence::whole(&table.rule_words(&it.kind)));
    let remarks = row.remarks().map(Sentence::whole);
    let remarks = remarks.chain(row.care_words().into_iter().map(Sentence::new));
    let place = format!("{}#{anchor}", frame.path());
    let deviations = frame.site.deviations_at(&place).iter().map(|it| frame.to(it));
    RowView {
        name: WireName(row.wire.clone()),
        ty: Sentence::new(row.type_words()),
        ty_href: type_place(row, api).map(|place| frame.to(&place)),
        limits: row.limit_words(api).into_iter().map(Sentence::new).collect(),
        mandatory: row.mandatory.word(),
        conditions: conditions.collect(),
        means: Sentence::new(&row.means),
        remarks: remarks.collect(),
        source: (row.document != table.document).then(|| frame.cited(api.document(row.document))),
        deviations: deviations.collect(),
        anchor,
    }
}

/// Where the type of a row is described.
fn type_place(row: &Row, api: &Api) -> Option<String> {
    match row.ty {
        Type::Object(id) => Some(places::object(id, api)),
        Type::Identifier(id) => Some(places::identifier(api.identifier(id))),
        _ => None,
    }
}
