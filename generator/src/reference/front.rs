//! The first page: it leads a newcomer to the first call.

use askama::Template;

use crate::api::{Page, capitalised};
use crate::emit;

use super::coverage::Counts;
use super::frame::{Frame, Link, NavEntry, Site, page_title};
use super::page::Panel;
use super::text::Sentence;
use super::{places, rendered};

#[derive(Template)]
#[template(path = "index.html", whitespace = "minimize")]
struct IndexView<'a> {
    frame: Frame<'a>,
    means: Sentence,
    package: String,
    credentials: Vec<Sentence>,
    first: Option<First>,
    journeys: Vec<(Link, Sentence)>,
    groups: Vec<(String, Vec<Entry>)>,
    counts: Counts,
}

/// The call that a newcomer is shown.
struct First {
    page: NavEntry,
    settings: Sentence,
    panel: Panel,
}

struct Entry {
    link: Link,
    /// Method and path.
    call: Option<(String, String)>,
    means: Sentence,
}

pub(super) fn html(site: &Site<'_>) -> String {
    let api = site.api;
    let frame = Frame::new(site, &api.name, "", "index.html");
    let first = emit::first_answer(api).map(|it| First {
        page: NavEntry::of(it.page, api),
        settings: Sentence::new(format!("It reads {}.", it.settings)),
        panel: Panel::rust("The whole program", it.program),
    });
    let journeys = api.journeys.iter().map(|it| {
        let href = Some(frame.to(&places::journey(it)));
        (Link { text: it.name.clone(), href }, Sentence::new(&it.means))
    });
    let groups = api.groups.iter().map(|group| {
        let pages = group.pages.iter().map(|id| entry(api.page(*id), &frame));
        (capitalised(&group.title()), pages.collect())
    });
    let credentials = api.authentication.words().into_iter();
    rendered(&IndexView {
        means: Sentence::new(&api.means),
        package: api.package.name.clone(),
        credentials: credentials.map(|(words, _)| Sentence::whole(&words)).collect(),
        first,
        journeys: journeys.collect(),
        groups: groups.collect(),
        counts: Counts::new(api),
        frame,
    })
}

fn entry(page: &Page, frame: &Frame<'_>) -> Entry {
    let (text, href) = (page_title(page, frame.site.api), frame.to(&places::page(page)));
    Entry {
        link: Link { text, href: Some(href) },
        call: page.endpoint.as_ref().map(|it| (it.method.clone(), it.template.clone())),
        means: Sentence::new(&page.means),
    }
}
