//! What the spec knows beside tables: contradictions, rules that only the API can judge, the
//! documents, the process flows. It goes into keys of its own, `x-…`.

use crate::api::{Actor, Api, Deviation, Journey, Object, Page, Unenforced};

use super::json::{Entries, Json};
use super::schemas::source;

/// The contradictions of a page, and its rules that only the API can judge.
pub(super) fn of(page: &Page) -> Entries {
    Entries::new()
        .with_any("x-unenforced", unenforced(&page.unenforced))
        .with_any("x-deviations", deviations(&page.deviations))
}

/// The rules over a table that no schema can express: they stand on its page, at a place in it.
pub(super) fn left_to_the_api<'a>(object: &Object, api: &'a Api) -> Vec<&'a Unenforced> {
    let table = object.patch_of.map_or(object, |id| api.object(id));
    let is_request = |page: &Page| {
        page.endpoint.as_ref().is_some_and(|it| it.request.ident.as_str() == table.ident.as_str())
    };
    let rules = api.pages.iter().flat_map(|page| {
        let holder = if is_request(page) { "body" } else { table.name.as_str() };
        page.unenforced.iter().filter(move |rule| rule.at.split('.').next() == Some(holder))
    });
    rules.collect()
}

/// A description, followed by the rules that no schema expresses, in words.
pub(super) fn described<'a>(
    means: &str,
    rules: impl IntoIterator<Item = &'a Unenforced>,
) -> String {
    let rule =
        |it: &Unenforced| format!("\n\nLeft to the API, `{}`: {} {}", it.at, it.states, it.why);
    rules.into_iter().map(rule).fold(means.to_owned(), |text, rule| text + &rule)
}

pub(super) fn unenforced<'a>(rules: impl IntoIterator<Item = &'a Unenforced>) -> Vec<Json> {
    let rule = |it: &Unenforced| {
        Entries::new().with("at", &it.at).with("states", &it.states).with("why", &it.why).into()
    };
    rules.into_iter().map(rule).collect()
}

pub(super) fn deviations(deviations: &[Deviation]) -> Vec<Json> {
    let each = deviations.iter().map(|it| {
        Entries::new()
            .with("at", &it.at)
            .with("found", &it.found)
            .with("handled", &it.handled)
            .into()
    });
    each.collect()
}

/// Every page that something stands on, by its key.
pub(super) fn documents(api: &Api) -> Entries {
    api.documents.iter().fold(Entries::new(), |all, document| {
        let coverage =
            document.cut.as_ref().map_or("whole".to_owned(), |cut| format!("cut: {cut}"));
        let entry = Entries::new()
            .with("title", &document.title)
            .with_some("address", document.address.as_ref())
            .with("revision", &document.revision)
            .with_flag("given", document.given)
            .with("coverage", coverage)
            .with_some("note", document.note.as_ref());
        all.with(&document.key, entry)
    })
}

/// The pages that document no call, for what is noted on them.
pub(super) fn other_pages(api: &Api) -> Vec<Json> {
    let others = api.pages.iter().filter(|page| page.endpoint.is_none());
    let noted = others.filter(|page| !page.deviations.is_empty() || !page.unenforced.is_empty());
    let page = |page: &Page| {
        let entry = Entries::new().with("description", &page.means).and(source(api, page.document));
        entry.and(of(page)).into()
    };
    noted.map(page).collect()
}

pub(super) fn journeys(api: &Api) -> Vec<Json> {
    api.journeys.iter().map(|it| journey(it, api).into()).collect()
}

fn journey(journey: &Journey, api: &Api) -> Entries {
    let steps = journey.steps.iter().map(|step| {
        let actor = match step.actor {
            Actor::Server => "server",
            Actor::Client => "client",
            Actor::Customer => "customer",
            Actor::Api => "api",
        };
        let endpoint = step.calls.and_then(|page| api.page(page).endpoint.as_ref());
        let calls = endpoint.map(|it| it.call.as_str());
        let step = Entries::new().with("actor", actor).with("does", &step.does);
        step.with_some("operationId", calls).into()
    });
    Entries::new()
        .with("name", &journey.name)
        .with("description", &journey.means)
        .and(source(api, journey.document))
        .with("steps", steps.collect::<Vec<Json>>())
}
