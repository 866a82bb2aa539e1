//! What stands around every page: title, search, and the pages by group.

use std::collections::BTreeMap;

use crate::api::{Api, Deviation, Document, Group, Journey, Page, capitalised};
use crate::render;

use super::places;
use super::text::Sentence;

/// All that the pages have in common.
pub(super) struct Site<'a> {
    pub(super) api: &'a Api,
    groups: Vec<NavGroup>,
    /// What deviates, by the place it points to: page, anchor of the deviation.
    deviations: BTreeMap<String, Vec<String>>,
}

/// Pages under one heading.
pub(super) struct NavGroup {
    pub(super) title: String,
    pub(super) entries: Vec<NavEntry>,
}

pub(super) struct NavEntry {
    pub(super) label: String,
    pub(super) method: Option<String>,
    pub(super) path: String,
}

/// The frame of one page.
pub(super) struct Frame<'a> {
    pub(super) site: &'a Site<'a>,
    pub(super) title: String,
    /// The spec file that it comes from, or nothing for the whole spec.
    source: String,
    /// The way from this page to the root.
    pub(super) root: &'static str,
    path: String,
}

/// A link, or plain text where there is nothing to follow.
#[derive(Debug, Clone)]
pub(super) struct Link {
    pub(super) text: String,
    pub(super) href: Option<String>,
}

/// A page of the documentation as it is cited.
pub(super) struct Source {
    pub(super) title: Link,
    pub(super) revision: String,
    pub(super) known_in_part: Option<Sentence>,
}

/// A contradiction, for the reader.
pub(super) struct DeviationView {
    pub(super) anchor: String,
    pub(super) at: Link,
    pub(super) found: Sentence,
    pub(super) handled: Sentence,
}

impl<'a> Site<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        let mut groups = vec![NavGroup {
            title: "Start".to_owned(),
            entries: vec![
                NavEntry::plain("Overview", "index.html"),
                NavEntry::plain("Requests and answers", super::requests::PATH),
                NavEntry::plain("Identifiers", super::identifiers::PATH),
                NavEntry::plain("OpenAPI", super::openapi::PATH),
                NavEntry::plain("Coverage", super::coverage::PATH),
            ],
        }];
        if !api.journeys.is_empty() {
            let entries = api.journeys.iter().map(NavEntry::journey).collect();
            groups.push(NavGroup { title: "Journeys".to_owned(), entries });
        }
        groups.extend(api.groups.iter().map(|group| NavGroup::of(group, api)));
        Self { api, groups, deviations: deviations(api) }
    }

    pub(super) fn groups(&self) -> &[NavGroup] {
        &self.groups
    }

    /// The deviations that concern a place.
    pub(super) fn deviations_at(&self, place: &str) -> &[String] {
        self.deviations.get(place).map_or(&[], Vec::as_slice)
    }
}

/// Where the deviations of all pages stand, by the places that they point to.
fn deviations(api: &Api) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for page in &api.pages {
        for (deviation, anchor) in page.deviations.iter().zip(anchors(&page.deviations)) {
            if let Some(place) = places::of_deviation(&deviation.at, page, api) {
                found.entry(place).or_default().push(format!("{}#{anchor}", places::page(page)));
            }
        }
    }
    found
}

/// The anchors of deviations: their places, numbered where one has several.
pub(super) fn anchors(deviations: &[Deviation]) -> Vec<String> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let anchor = |it: &Deviation| -> String {
        let parts: Vec<String> = it.at.split('.').map(places::plain).collect();
        parts.join(".")
    };
    let mut anchors = Vec::new();
    for deviation in deviations {
        let count = seen.entry(&deviation.at).or_default();
        *count += 1;
        let number = if *count == 1 { String::new() } else { format!(":{count}") };
        anchors.push(format!("page:deviation:{}{number}", anchor(deviation)));
    }
    anchors
}

impl NavGroup {
    fn of(group: &Group, api: &Api) -> Self {
        let entries = group.pages.iter().map(|id| NavEntry::of(api.page(*id), api)).collect();
        Self { title: capitalised(&group.title()), entries }
    }
}

impl NavEntry {
    fn plain(label: &str, path: &str) -> Self {
        Self { label: label.to_owned(), method: None, path: path.to_owned() }
    }

    pub(super) fn journey(journey: &Journey) -> Self {
        Self::plain(&journey.name, &places::journey(journey))
    }

    pub(super) fn of(page: &Page, api: &Api) -> Self {
        let method = page.endpoint.as_ref().map(|it| it.method.clone());
        Self { label: page_title(page, api), method, path: places::page(page) }
    }
}

/// What a page is called: its endpoint, else the page of the documentation.
pub(super) fn page_title(page: &Page, api: &Api) -> String {
    match &page.endpoint {
        Some(endpoint) => endpoint.name.clone(),
        None => api.document(page.document).title.clone(),
    }
}

impl Link {
    /// To an anchor of the same page.
    pub(super) fn within(text: &str, anchor: &str) -> Self {
        Self { text: text.to_owned(), href: Some(format!("#{anchor}")) }
    }
}

impl<'a> Frame<'a> {
    pub(super) fn new(site: &'a Site<'a>, title: &str, source: &str, path: &str) -> Self {
        let root = if path.contains('/') { "../" } else { "" };
        let (title, source) = (title.to_owned(), source.to_owned());
        Self { site, title, source, root, path: path.to_owned() }
    }

    pub(super) fn marker(&self) -> String {
        render::marker(&self.source)
    }

    pub(super) fn path(&self) -> &str {
        &self.path
    }

    pub(super) fn is_here(&self, path: &str) -> bool {
        self.path == path
    }

    /// The way from this page to a place.
    pub(super) fn to(&self, place: &str) -> String {
        match place.strip_prefix(&self.path) {
            Some(anchor) if anchor.starts_with('#') => anchor.to_owned(),
            _ => format!("{}{place}", self.root),
        }
    }

    /// A document, with a link to its entry in the coverage.
    pub(super) fn cited(&self, document: &Document) -> Link {
        let text = format!("{}, {}", document.title, document.cited_revision());
        Link { text, href: Some(self.to(&places::document(document))) }
    }

    /// A document, with a link to itself.
    pub(super) fn source(&self, document: &Document) -> Source {
        let href = places::web(document.address.as_ref());
        Source {
            title: Link { text: document.title.clone(), href },
            revision: document.cited_revision(),
            known_in_part: document.known_in_part().map(Sentence::new),
        }
    }

    /// Deviations; `place` says what each points to.
    pub(super) fn deviations(
        &self,
        deviations: &[Deviation],
        place: impl Fn(&str) -> Option<String>,
    ) -> Vec<DeviationView> {
        let views = deviations.iter().zip(anchors(deviations)).map(|(it, anchor)| DeviationView {
            anchor,
            at: Link { text: it.at.clone(), href: place(&it.at).map(|place| self.to(&place)) },
            found: Sentence::new(&it.found),
            handled: Sentence::new(&it.handled),
        });
        views.collect()
    }
}
