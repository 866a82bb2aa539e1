//! The documents themselves, and the words that stand on them.

use std::collections::BTreeMap;

use crate::api::{Api, Document, Page};

use super::catalogue::Kind;
use super::types;
use super::walk::{Scope, Travel, Walk};

const FILE: &str = "documents.yaml";

/// Compares the documents, and the texts of each page.
pub(super) fn compare(walk: &mut Walk<'_>) {
    let (old, new) = (walk.old, walk.new);
    for document in &new.documents {
        let before = old.documents.iter().find(|it| it.key == document.key);
        match before {
            Some(before) => compare_document(walk, before, document),
            None => {
                let scope = about(new, document, FILE).by(None, Some(&document.key));
                walk.add(&scope, Kind::DocumentAdded, &document.key).after(cited(document));
            }
        }
    }
    for document in &old.documents {
        if new.documents.iter().all(|it| it.key != document.key) {
            let scope = about(old, document, FILE).by(Some(&document.key), None);
            walk.add(&scope, Kind::DocumentRemoved, &document.key).before(cited(document));
        }
    }
    for page in &new.pages {
        let Some(before) = old.pages.iter().find(|it| it.source == page.source) else { continue };
        if speaks_otherwise(&texts(before, old), &texts(page, new)) {
            let scope = Scope::on(page, new, Travel::default());
            let scope = walk.by(&scope, Some(before.document), Some(page.document));
            walk.add(&scope, Kind::TextsChanged, "page");
        }
    }
}

/// The page that is transcribed from a document, or the list of documents.
fn about(api: &Api, document: &Document, file: &str) -> Scope {
    let is_it = |page: &&Page| api.document(page.document).key == document.key;
    match api.pages.iter().find(is_it) {
        Some(page) => Scope::on(page, api, Travel::default()),
        None => Scope::everywhere(file, Travel::default()),
    }
}

fn compare_document(walk: &mut Walk<'_>, old: &Document, new: &Document) {
    let scope = about(walk.new, new, FILE).by(Some(&old.key), Some(&new.key));
    if old.revision != new.revision {
        walk.add(&scope, Kind::RevisionMoved, &new.key)
            .between(old.cited_revision(), new.cited_revision());
    }
    if old.cut != new.cut {
        let words = [old, new].map(|it| match &it.cut {
            Some(place) => format!("cut {place}"),
            None => "whole".to_owned(),
        });
        let [before, after] = words;
        walk.add(&scope, Kind::CoverageChanged, &new.key).between(before, after);
    }
    let words = |it: &Document| format!("{:?}", (&it.title, &it.address, it.given, &it.note));
    if words(old) != words(new) {
        walk.add(&scope, Kind::TextsChanged, &new.key);
    }
}

fn cited(document: &Document) -> String {
    format!("{}, {}", document.title, document.cited_revision())
}

/// Whether a page has other words than before. What came or went is told by itself, so that only
/// what stands on both counts.
fn speaks_otherwise(old: &Texts, new: &Texts) -> bool {
    old.iter().any(|(place, text)| new.get(place).is_some_and(|it| it != text))
}

/// Texts by what they are about.
type Texts = BTreeMap<String, String>;

/// All that a page says in words, or shows.
fn texts(page: &Page, api: &Api) -> Texts {
    let mut texts = Texts::new();
    let mut add = |place: String, text: String| drop(texts.insert(place, text));
    add("means".to_owned(), page.means.clone());
    add("samples".to_owned(), format!("{:?}", page.samples));
    add("deviations".to_owned(), format!("{:?}", page.deviations));
    add("unenforced".to_owned(), format!("{:?}", page.unenforced));
    let objects = page.objects.iter().map(|id| (api.object(*id).name.as_str(), api.object(*id)));
    let request = page.endpoint.iter().map(|it| ("request", &it.request));
    for (table, object) in objects.chain(request) {
        add(format!("object {table}"), object.means.clone());
        for row in &object.rows {
            let place = format!("row {table} {:?} {}", row.part, row.wire);
            let document = &api.document(row.document).key;
            add(place.clone(), format!("{} {document} {}", row.means, row.from_sample));
            // Where the type itself is another one, its word is no more than that.
            let ty = types::words(row, api);
            add(format!("{place}, {ty}"), row.documented_type.clone());
        }
    }
    for entry in page.enums.iter().map(|id| api.enumeration(*id)) {
        add(format!("enum {}", entry.ident.as_str()), entry.means.clone());
    }
    if let Some(endpoint) = &page.endpoint {
        add("find out".to_owned(), format!("{:?}", endpoint.find_out));
        add("references".to_owned(), format!("{:?}", endpoint.references));
    }
    texts
}
