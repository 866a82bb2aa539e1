//! A page of the documentation: its endpoint, its tables, its samples, what is wrong with it.

use askama::Template;

use crate::api::{Api, Endpoint, Page, Sample, Unenforced, capitalised};
use crate::emit;

use super::frame::{DeviationView, Frame, Link, Site, Source, page_title};
use super::highlight::{Code, Language};
use super::rows::{self, Table};
use super::text::Sentence;
use super::{places, rendered};

#[derive(Template)]
#[template(path = "page.html", whitespace = "minimize")]
struct PageView<'a> {
    frame: Frame<'a>,
    group: String,
    means: Sentence,
    source: Source,
    call: Option<CallView>,
    answer: Option<Link>,
    receives: Option<Link>,
    embeds: Option<EmbedView>,
    tables: Vec<Table>,
    panels: Vec<Panel>,
    deviations: Vec<DeviationView>,
    unenforced: Vec<UnenforcedView>,
}

/// A call and its request.
struct CallView {
    method: String,
    path: String,
    sending: Vec<Sentence>,
    tables: Vec<Table>,
    statuses: Sentence,
    panels: Vec<Panel>,
}

/// An object that the merchant's web page gives to a script.
struct EmbedView {
    object: Link,
    function: Option<String>,
}

/// Code beside the tables.
pub(super) struct Panel {
    pub(super) anchor: String,
    pub(super) title: String,
    pub(super) note: &'static str,
    pub(super) code: Code,
}

struct UnenforcedView {
    at: Link,
    states: Sentence,
    why: Sentence,
}

pub(super) fn html(page: &Page, site: &Site<'_>) -> String {
    let api = site.api;
    let frame = Frame::new(site, &page_title(page, api), &page.source, &places::page(page));
    let to_object = |id| {
        let (text, href) = (api.object(id).name.clone(), frame.to(&places::object(id, api)));
        Link { text, href: Some(href) }
    };
    let answer = page.endpoint.as_ref().and_then(|it| it.answer).map(to_object);
    let receives = page.receives.map(to_object);
    let embeds = page.embeds.as_ref();
    let embeds =
        embeds.map(|it| EmbedView { object: to_object(it.object), function: it.function.clone() });
    let objects = page.objects.iter().filter(|id| api.object(**id).patch_of.is_none());
    let group = api.groups.iter().find(|it| it.module == page.group);
    let place = |at: &str| places::of_deviation(at, page, api);
    let unenforced = page.unenforced.iter().map(|it| unenforced(it, page, &frame)).collect();
    rendered(&PageView {
        group: group.map(|it| capitalised(&it.title())).unwrap_or_default(),
        means: Sentence::new(&page.means),
        source: frame.source(api.document(page.document)),
        call: page.endpoint.as_ref().map(|it| call(it, page, &frame)),
        tables: objects.map(|id| rows::object(*id, page.document, &frame)).collect(),
        panels: page_panels(page, api),
        deviations: frame.deviations(&page.deviations, place),
        unenforced,
        answer,
        receives,
        embeds,
        frame,
    })
}

impl PageView<'_> {
    /// The way to each chapter.
    fn chapters(&self) -> Vec<Link> {
        let of_call = self.call.iter().flat_map(|call| {
            let sending =
                (!call.sending.is_empty()).then(|| Link::within("Sending it", "page:sending"));
            let parts = call.tables.iter().map(|it| Link::within(&it.title, &it.anchor));
            parts.chain(sending).chain([Link::within("Answer", "page:answer")])
        });
        let one = |is_there: bool, text: &str, anchor| is_there.then(|| Link::within(text, anchor));
        let deviations = format!("Deviations ({})", self.deviations.len());
        of_call
            .chain(one(self.receives.is_some(), "Received", "page:receives"))
            .chain(one(self.embeds.is_some(), "Given to a script", "page:embeds"))
            .chain(self.tables.iter().map(|it| Link::within(&it.title, &it.anchor)))
            .chain(one(!self.deviations.is_empty(), &deviations, "page:deviations"))
            .chain(one(!self.unenforced.is_empty(), "Left to the API", "page:unenforced"))
            .collect()
    }
}

fn call(endpoint: &Endpoint, page: &Page, frame: &Frame<'_>) -> CallView {
    let mut panels = Vec::from_iter(rust_panel(page, frame.site.api));
    panels.extend(page.samples.request.as_ref().map(|it| json_panel("request", "Request", it)));
    CallView {
        method: endpoint.method.clone(),
        path: endpoint.template.clone(),
        sending: endpoint.sending_words().into_iter().map(Sentence::new).collect(),
        tables: rows::request(&endpoint.request, frame),
        statuses: Sentence::new(endpoint.status_words()),
        panels,
    }
}

impl Panel {
    pub(super) fn rust(note: &'static str, code: impl Into<String>) -> Self {
        Self {
            anchor: "page:rust".to_owned(),
            title: "Rust".to_owned(),
            note,
            code: Code::new(Language::Rust, code),
        }
    }
}

/// What the page is for, in Rust, as rustdoc shows it.
fn rust_panel(page: &Page, api: &Api) -> Option<Panel> {
    emit::of_page(page, api).map(|it| Panel::rust(it.origin, it.code))
}

fn json_panel(which: &str, title: &str, sample: &Sample) -> Panel {
    Panel {
        anchor: format!("page:sample-{which}"),
        title: title.to_owned(),
        note: "JSON",
        code: Code::new(Language::Json, sample.to_json()),
    }
}

/// What stands beside the answer and the objects.
fn page_panels(page: &Page, api: &Api) -> Vec<Panel> {
    let rust = if page.endpoint.is_none() { rust_panel(page, api) } else { None };
    let mut panels = Vec::from_iter(rust);
    let title = if page.receives.is_some() { "Notification" } else { "Answer" };
    panels.extend(page.samples.answer.iter().map(|it| json_panel("answer", title, it)));
    for (index, error) in page.samples.errors.iter().enumerate() {
        // The first is where a deviation on the refusals points to.
        let number = if index == 0 { String::new() } else { format!(":{}", index + 1) };
        let which = format!("errors{number}");
        panels.push(json_panel(&which, &format!("Refusal {}", error.status), &error.body));
    }
    panels
}

fn unenforced(it: &Unenforced, page: &Page, frame: &Frame<'_>) -> UnenforcedView {
    let place = places::of_deviation(&it.at, page, frame.site.api);
    UnenforcedView {
        at: Link { text: it.at.clone(), href: place.map(|place| frame.to(&place)) },
        states: Sentence::new(&it.states),
        why: Sentence::new(&it.why),
    }
}
