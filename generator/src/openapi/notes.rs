//! What the spec knows beside tables: contradictions, rules that only the API can judge, the
//! documents, the process flows. It goes into keys of its own, `x-…`.

use crate::api::{Actor, Api, Deviation, Journey, Page};

use super::json::{Entries, Json};
use super::schemas::source;

/// The contradictions of a page, and its rules that only the API can judge.
pub(super) fn of(page: &Page) -> Entries {
    let unenforced = page.unenforced.iter().map(|rule| {
        let rule =
            Entries::new().with("at", &rule.at).with("states", &rule.states).with("why", &rule.why);
        rule.into()
    });
    Entries::new()
        .with_any("x-unenforced", unenforced.collect())
        .with_any("x-deviations", deviations(&page.deviations))
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
