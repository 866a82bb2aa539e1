//! The documents themselves, and the words that stand on them.

use crate::api::{Api, Document, Page};

use super::catalogue::Kind;
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
        if texts(before, old) != texts(page, new) {
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

/// All that a page says in words, or shows.
fn texts(page: &Page, api: &Api) -> Vec<String> {
    let mut texts = vec![page.means.clone(), format!("{:?}", page.samples)];
    texts.extend(page.deviations.iter().map(|it| format!("{it:?}")));
    texts.extend(page.unenforced.iter().map(|it| format!("{it:?}")));
    let objects = page.objects.iter().map(|id| api.object(*id));
    for object in objects.chain(page.endpoint.iter().map(|it| &it.request)) {
        texts.push(object.means.clone());
        texts.extend(object.rows.iter().map(|row| {
            let document = &api.document(row.document).key;
            format!("{} {} {} {document}", row.means, row.documented_type, row.from_sample)
        }));
    }
    texts.extend(page.enums.iter().map(|id| api.enumeration(*id).means.clone()));
    if let Some(endpoint) = &page.endpoint {
        texts.extend(endpoint.find_out.clone());
        texts.extend(endpoint.references.iter().cloned());
    }
    texts
}
