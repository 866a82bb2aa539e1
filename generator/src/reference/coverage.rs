//! How much of the documentation is transcribed, and from which revisions.

use askama::Template;

use crate::api::{Api, Document, DocumentId, Object, Row};

use super::frame::{Frame, Link, NavEntry, Site, Source};
use super::text::Sentence;
use super::{places, rendered};

pub(super) const PATH: &str = "coverage.html";

#[derive(Template)]
#[template(path = "coverage.html", whitespace = "minimize")]
struct CoverageView<'a> {
    frame: Frame<'a>,
    counts: Counts,
    documents: Vec<DocumentView>,
}

/// The whole in figures.
pub(super) struct Counts {
    pub(super) documents: usize,
    pub(super) whole: usize,
    pub(super) rows: usize,
    pub(super) from_samples: usize,
    pub(super) tables: usize,
    pub(super) tables_in_part: usize,
    pub(super) rules: usize,
}

struct DocumentView {
    anchor: String,
    source: Source,
    given: bool,
    note: Option<Sentence>,
    rows: usize,
    from_samples: usize,
    /// The tables that the copy at hand does not show whole.
    in_part: Vec<Link>,
    pages: Vec<NavEntry>,
}

impl Counts {
    pub(super) fn new(api: &Api) -> Self {
        let rows = || tables(api).flat_map(|it| &it.rows);
        Self {
            documents: api.documents.len(),
            whole: api.documents.iter().filter(|it| it.cut.is_none()).count(),
            rows: rows().count(),
            from_samples: rows().filter(|it| it.from_sample).count(),
            tables: tables(api).filter(|it| !it.rows.is_empty()).count(),
            tables_in_part: tables(api).filter(|it| it.open).count(),
            rules: api.rule_count(),
        }
    }
}

/// Every table that was transcribed: of requests and of objects.
fn tables(api: &Api) -> impl Iterator<Item = &Object> {
    let objects = api.objects.iter().filter(|it| it.patch_of.is_none());
    api.endpoints().map(|(_, it)| &it.request).chain(objects)
}

pub(super) fn html(site: &Site<'_>) -> String {
    let api = site.api;
    let frame = Frame::new(site, "Coverage", "documents.yaml", PATH);
    let documents = api.documents.iter().enumerate();
    let documents = documents.map(|(id, it)| document(DocumentId(id), it, &frame)).collect();
    rendered(&CoverageView { counts: Counts::new(api), documents, frame })
}

fn document(id: DocumentId, document: &Document, frame: &Frame<'_>) -> DocumentView {
    let api = frame.site.api;
    let rows: Vec<&Row> =
        tables(api).flat_map(|it| &it.rows).filter(|it| it.document == id).collect();
    let pages = api.pages.iter().filter(|it| it.document == id).map(|it| NavEntry::of(it, api));
    let journeys = api.journeys.iter().filter(|it| it.document == id).map(NavEntry::journey);
    let open = tables(api).filter(|it| it.open && it.document == id);
    let in_part = open.map(|object| {
        let place = places::table(object, api);
        Link { text: object.name.clone(), href: place.map(|place| frame.to(&place)) }
    });
    DocumentView {
        anchor: places::plain(&document.key),
        source: frame.source(document),
        given: document.given,
        note: document.note.as_ref().map(Sentence::new),
        from_samples: rows.iter().filter(|it| it.from_sample).count(),
        rows: rows.len(),
        in_part: in_part.collect(),
        pages: pages.chain(journeys).collect(),
    }
}
