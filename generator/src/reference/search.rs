//! What the search looks through: a script that is fetched when somebody searches, for a page
//! that is opened as a file may read scripts and nothing else.

use serde_json::json;

use crate::api::Object;

use super::frame::{Site, page_title};
use super::{asset, places};

/// One hit: what it is called, what it is, where it stands.
type Hit = (String, String, String);

pub(super) fn index(site: &Site<'_>) -> String {
    let lines: Vec<String> = hits(site).into_iter().map(|it| json!(it).to_string()).collect();
    asset(&format!("window.searchIndex = [\n{}\n];\n", lines.join(",\n")))
}

fn hits(site: &Site<'_>) -> Vec<Hit> {
    let api = site.api;
    let mut hits = Vec::new();
    for entry in site.groups().iter().flat_map(|it| &it.entries).filter(|it| it.method.is_none()) {
        hits.push((entry.label.clone(), String::new(), entry.path.clone()));
    }
    for (page, endpoint) in api.endpoints() {
        let call = format!("{} {}", endpoint.method, endpoint.template);
        hits.push((endpoint.name.clone(), call, places::page(page)));
    }
    for (page, endpoint) in api.endpoints() {
        let path = places::page(page);
        hits.extend(endpoint.request.rows.iter().map(|row| {
            let what = format!("in {}", page_title(page, api));
            (row.wire.clone(), what, format!("{path}#{}", places::request_anchor(row)))
        }));
    }
    for object in api.objects.iter().filter(|it| it.patch_of.is_none()) {
        hits.extend(of_object(object, site));
    }
    for identifier in &api.identifiers {
        let what = "identifier".to_owned();
        hits.push((identifier.name.clone(), what, places::identifier(identifier)));
    }
    for header in &api.headers {
        hits.push((header.name.clone(), "header".to_owned(), places::header(header)));
    }
    hits
}

fn of_object(object: &Object, site: &Site<'_>) -> Vec<Hit> {
    let Some(place) = places::table(object, site.api) else { return Vec::new() };
    let mut hits = vec![(object.name.clone(), "object".to_owned(), place.clone())];
    hits.extend(object.rows.iter().map(|row| {
        let what = format!("in {}", object.name);
        (row.wire.clone(), what, format!("{place}.{}", places::plain(&row.wire)))
    }));
    hits
}
