//! The reference as a browser reads it: every link leads somewhere, every row stands once, and
//! no text of a spec becomes markup.

#![expect(clippy::unwrap_used, reason = "clippy sees tests only where `#[test]` stands")]

mod hostile;
mod html;
#[path = "../spec_folder/mod.rs"]
mod spec_folder;

use std::collections::{BTreeMap, BTreeSet};

use generator::Sources;
use generator::api::{Api, Object};

use html::{Element, elements, ids, pages};
use spec_folder::Contents;

const SPECS: [&str; 2] = ["../spec", "../tests/parcel-tracker/spec"];

/// The files of a spec, without its manual.
fn spec(folder: &str) -> Contents {
    let mut files = spec_folder::read(folder);
    files.retain(|path, _| path.ends_with(".yaml"));
    files
}

fn api(folder: &str) -> Api {
    let sources: Sources = spec(folder).into_iter().collect();
    generator::check(&sources).unwrap_or_else(|report| panic!("{report}"))
}

fn apis() -> [Api; 2] {
    SPECS.map(api)
}

fn resolve(from: &str, href: &str) -> (String, Option<String>) {
    let (path, anchor) = match href.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor.to_owned())),
        None => (href, None),
    };
    let folder = from.rsplit_once('/').map_or("", |it| it.0);
    let path = match (path, path.strip_prefix("../")) {
        ("", _) => from.to_owned(),
        (_, Some(below)) => below.to_owned(),
        _ if folder.is_empty() => path.to_owned(),
        _ => format!("{folder}/{path}"),
    };
    (path, anchor)
}

#[test]
fn every_link_leads_somewhere_and_every_anchor_is_unique() {
    for api in apis() {
        let files = generator::reference(&api);
        let read: BTreeMap<&String, Vec<Element>> = pages(&files).collect();
        for (path, elements) in &read {
            let all = ids(elements);
            let unique: BTreeSet<&str> = all.iter().copied().collect();
            assert_eq!(all.len(), unique.len(), "{path}");
            let links =
                elements.iter().flat_map(|it| [it.1.get("href"), it.1.get("src")]).flatten();
            for href in links.filter(|it| !it.starts_with("http")) {
                let (target, anchor) = resolve(path, href);
                assert!(files.contains_key(&target), "{path}: {href}");
                if let Some(anchor) = anchor {
                    assert!(ids(&read[&target]).contains(&anchor.as_str()), "{path}: {href}");
                }
            }
        }
    }
}

fn tables(api: &Api) -> impl Iterator<Item = &Object> {
    let objects = api.objects.iter().filter(|it| it.patch_of.is_none());
    api.endpoints().map(|(_, it)| &it.request).chain(objects)
}

#[test]
fn every_row_stands_once_and_the_coverage_counts_them() {
    for api in apis() {
        let files = generator::reference(&api);
        let rows = tables(&api).map(|it| it.rows.len()).sum::<usize>();
        let of_pages = api.pages.iter().map(|page| {
            let html = &files[&format!("{}/{}.html", page.group, page.module)];
            elements(html).iter().filter(|it| it.0 == "tr" && it.1.contains_key("id")).count()
        });
        assert_eq!(of_pages.sum::<usize>(), rows);
        let coverage = &files["coverage.html"];
        assert!(coverage.contains(&format!("data-count=\"rows\">{rows}<")));
        let documents = api.documents.len();
        assert!(coverage.contains(&format!("data-count=\"documents\">{documents}<")));
        let each = coverage.split("<span data-rows>").skip(1);
        let each = each.map(|it| it.split('<').next().unwrap().parse::<usize>().unwrap());
        assert_eq!(each.sum::<usize>(), rows);
    }
}

#[test]
fn the_same_spec_gives_the_same_bytes_within_the_limits() {
    for api in apis() {
        let files = generator::reference(&api);
        assert_eq!(files, generator::reference(&api));
        assert!(files.values().map(String::len).sum::<usize>() < 1_000_000);
        let first = ["index.html", "style.css", "script.js"].map(|it| files[it].len());
        assert!(first.iter().sum::<usize>() < 100_000);
    }
}

#[test]
fn a_page_has_its_call_its_tables_its_samples_and_its_deviations() {
    let files = generator::reference(&api("../tests/parcel-tracker/spec"));
    let (_, main) = files["parcels/announce.html"].split_once("<main").unwrap();
    insta::assert_snapshot!(main.split_once('>').unwrap().1.split("</main>").next().unwrap());
}

#[test]
fn each_key_that_openapi_has_no_word_for_is_explained() {
    for api in apis() {
        let explained = elements(&generator::reference(&api)["openapi.html"]);
        let explained: BTreeSet<&str> = ids(&explained).into_iter().collect();
        let document = &generator::openapi(&api)["openapi.json"];
        let quoted = document.split('"').filter(|it| it.starts_with("x-"));
        let used: BTreeSet<&str> = quoted.collect();
        assert_eq!(used.difference(&explained).collect::<Vec<_>>(), Vec::<&&str>::new());
        assert!(used.len() > 10);
    }
}

#[test]
fn a_journey_is_drawn() {
    let files = generator::reference(&api("../tests/parcel-tracker/spec"));
    let (_, svg) = files["journeys/send_a_parcel.html"].split_once("<svg").unwrap();
    insta::assert_snapshot!(svg.split_once('>').unwrap().1.split("</svg>").next().unwrap());
}
