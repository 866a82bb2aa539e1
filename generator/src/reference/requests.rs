//! What all requests and answers have in common: credentials, headers, paging, refusals.

use askama::Template;

use crate::api::{Api, Endpoint, Header, Page};

use super::frame::{DeviationView, Frame, Link, NavEntry, Site};
use super::text::Sentence;
use super::{places, rendered};

pub(super) const PATH: &str = "requests.html";

#[derive(Template)]
#[template(path = "requests.html", whitespace = "minimize")]
struct RequestsView<'a> {
    frame: Frame<'a>,
    credentials: Vec<(Sentence, Link)>,
    headers: Vec<HeaderView>,
    timeout: Option<(Sentence, Option<Sentence>, Link)>,
    paging: Option<PagingView>,
    messages: Option<String>,
    refusals: Vec<Refusals>,
    deviations: Vec<DeviationView>,
}

struct HeaderView {
    anchor: String,
    name: String,
    value: Option<String>,
    mandatory: &'static str,
    settable: bool,
    means: Option<Sentence>,
    source: Link,
}

/// The rows of a paged list, and the calls that give out one.
struct PagingView {
    number: String,
    total: String,
    items: String,
    lists: Vec<NavEntry>,
}

/// The documented refusals of a call.
struct Refusals {
    call: NavEntry,
    statuses: Sentence,
    sample: Option<String>,
}

pub(super) fn html(site: &Site<'_>) -> String {
    let api = site.api;
    let frame = Frame::new(site, "Requests and answers", "api.yaml", PATH);
    let cited = |id| frame.cited(api.document(id));
    let credentials = api.authentication.words().into_iter();
    let timeout = api.timeout.as_ref().map(|it| {
        let means = it.means.as_ref().map(Sentence::new);
        (Sentence::whole(&it.words()), means, cited(it.document))
    });
    rendered(&RequestsView {
        credentials: credentials.map(|(it, id)| (Sentence::whole(&it), cited(id))).collect(),
        headers: api.headers.iter().map(|it| header(it, cited(it.document))).collect(),
        timeout,
        paging: paging(api),
        messages: api.messages.clone(),
        refusals: api.endpoints().map(|(page, it)| refusals(page, it, &frame)).collect(),
        deviations: frame.deviations(&api.deviations, |at| place(at, api)),
        frame,
    })
}

fn header(header: &Header, source: Link) -> HeaderView {
    HeaderView {
        anchor: places::header_anchor(&header.name),
        name: header.name.clone(),
        value: header.value.clone(),
        mandatory: header.mandatory.word(),
        settable: header.settable,
        means: header.means.as_ref().map(Sentence::new),
        source,
    }
}

fn paging(api: &Api) -> Option<PagingView> {
    let paging = api.paging.as_ref()?;
    let is_paged = |it: &(&Page, &Endpoint)| api.paged(it.1).is_some();
    let lists = api.endpoints().filter(is_paged).map(|(page, _)| NavEntry::of(page, api));
    Some(PagingView {
        number: paging.number.clone(),
        total: paging.total.clone(),
        items: paging.items.clone(),
        lists: lists.collect(),
    })
}

fn refusals(page: &Page, endpoint: &Endpoint, frame: &Frame<'_>) -> Refusals {
    let sample = format!("{}#page:sample-errors", places::page(page));
    Refusals {
        call: NavEntry::of(page, frame.site.api),
        statuses: Sentence::new(endpoint.status_words()),
        sample: (!page.samples.errors.is_empty()).then(|| frame.to(&sample)),
    }
}

/// What a deviation of the whole API points to.
fn place(at: &str, api: &Api) -> Option<String> {
    match at.split_once('.') {
        Some(("headers", name)) => {
            api.headers.iter().find(|it| it.name == name).map(places::header)
        }
        _ if matches!(at, "authentication" | "timeout") => Some(format!("{PATH}#page:{at}")),
        _ => None,
    }
}
