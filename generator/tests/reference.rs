//! The reference as a browser reads it: every link leads somewhere, every row stands once, and
//! no text of a spec becomes markup.

#![expect(clippy::unwrap_used, reason = "clippy sees tests only where `#[test]` stands")]

mod spec_folder;

use std::collections::{BTreeMap, BTreeSet};

use generator::api::{Api, Object};
use generator::{Files, Sources};
use html5gum::{Token, Tokenizer};

const HOSTILE: &str = "<script>alert(1)</script>\"'&<img src=x onerror=alert(1)>";

fn api(folder: &str) -> Api {
    let sources: Sources = spec_folder::read(folder).into_iter().collect();
    generator::check(&sources).unwrap_or_else(|report| panic!("{report}"))
}

fn apis() -> [Api; 2] {
    [api("../spec"), api("../tests/parcel-tracker/spec")]
}

type Element = (String, BTreeMap<String, String>);

fn elements(html: &str) -> Vec<Element> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let starts = Tokenizer::new(html).filter_map(|token| match token.unwrap() {
        Token::StartTag(tag) => Some(tag),
        _ => None,
    });
    starts
        .map(|tag| {
            let attributes = tag.attributes.iter().map(|(key, value)| (text(key), text(value)));
            (text(&tag.name), attributes.collect())
        })
        .collect()
}

fn pages(files: &Files) -> impl Iterator<Item = (&String, Vec<Element>)> {
    files.iter().filter(|it| it.0.ends_with(".html")).map(|(path, html)| (path, elements(html)))
}

fn ids(elements: &[Element]) -> Vec<&str> {
    elements.iter().filter_map(|it| it.1.get("id")).map(String::as_str).collect()
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

/// Puts the hostile text into the texts of a resolved API.
fn poison(api: &mut Api) {
    let put = |text: &mut String| text.push_str(HOSTILE);
    put(&mut api.name);
    put(&mut api.means);
    put(&mut api.package.name);
    for document in &mut api.documents {
        [&mut document.key, &mut document.title, &mut document.revision].map(put);
        document.address = Some("javascript:alert(1)".to_owned());
        document.cut.iter_mut().chain(&mut document.note).for_each(put);
    }
    for it in &mut api.identifiers {
        [&mut it.name, &mut it.means].map(put);
        it.prefix.iter_mut().for_each(put);
    }
    for header in &mut api.headers {
        put(&mut header.name);
        header.value.iter_mut().chain(&mut header.means).for_each(put);
    }
    let requests = api.pages.iter_mut().filter_map(|it| it.endpoint.as_mut());
    for object in requests.map(|it| &mut it.request).chain(&mut api.objects) {
        [&mut object.name, &mut object.means].map(put);
        for row in &mut object.rows {
            [&mut row.wire, &mut row.means, &mut row.documented_type].map(put);
        }
    }
    for (value, _) in api.enums.iter_mut().flat_map(|it| &mut it.values) {
        put(value);
    }
    for page in &mut api.pages {
        put(&mut page.means);
        if let Some(it) = &mut page.endpoint {
            [&mut it.name, &mut it.template].map(put);
            it.references.iter_mut().chain(&mut it.find_out).for_each(put);
        }
        page.deviations.iter_mut().for_each(|it| drop([&mut it.found, &mut it.handled].map(put)));
        page.unenforced.iter_mut().for_each(|it| drop([&mut it.states, &mut it.why].map(put)));
    }
    for step in api.journeys.iter_mut().flat_map(|it| &mut it.steps) {
        put(&mut step.does);
    }
}

#[test]
fn no_text_of_a_spec_becomes_markup() {
    for mut api in apis() {
        let kinds = |files: &Files| -> BTreeSet<(String, Vec<String>)> {
            pages(files)
                .flat_map(|it| it.1)
                .map(|(name, attributes)| (name, attributes.into_keys().collect()))
                .collect()
        };
        let as_it_is = kinds(&generator::reference(&api));
        poison(&mut api);
        let files = generator::reference(&api);
        assert!(files["index.html"].contains("&#60;script&#62;alert(1)"));
        let strange: Vec<_> = kinds(&files).difference(&as_it_is).cloned().collect();
        assert_eq!(strange, []);
        for (path, elements) in pages(&files) {
            assert_eq!(elements.iter().filter(|it| it.0 == "script").count(), 1, "{path}");
            assert!(elements.iter().all(|it| {
                it.1.get("href").is_none_or(|href| !href.to_lowercase().contains("javascript:"))
            }));
        }
    }
}
