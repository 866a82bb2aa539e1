//! Endpoints: their request line, request, answer and what they demand.

use crate::api::{Api, Endpoint, ObjectId, Page, Sample};

use super::catalogue::Kind;
use super::table::{self, Table};
use super::walk::{Scope, Travel, Walk};
use super::witness::{self, Site};

/// An endpoint with its page.
type Placed<'a> = (&'a Page, &'a Endpoint);

/// Compares all endpoints: found again by their names, or else by their page files.
pub(super) fn compare(walk: &mut Walk<'_>) {
    let mut left: Vec<Placed<'_>> = walk.old.endpoints().collect();
    let mut added = Vec::new();
    for (page, endpoint) in walk.new.endpoints() {
        match left.iter().position(|(_, it)| it.name == endpoint.name) {
            Some(at) => {
                let before = left.remove(at);
                compare_endpoint(walk, before, (page, endpoint));
            }
            None => added.push((page, endpoint)),
        }
    }
    for (page, endpoint) in added {
        match left.iter().position(|(it, _)| it.source == page.source) {
            Some(at) => {
                let before = left.remove(at);
                let scope = scope(walk, before.0, page, Travel::BOTH);
                walk.add(&scope, Kind::EndpointRenamed, "endpoint")
                    .between(format!("`{}`", before.1.name), format!("`{}`", endpoint.name));
                compare_endpoint(walk, before, (page, endpoint));
            }
            None => {
                let scope = Scope::on(page, walk.new, Travel::BOTH);
                let scope = walk.by(&scope, None, Some(page.document));
                walk.add(&scope, Kind::EndpointAdded, "endpoint").after(call(endpoint));
            }
        }
    }
    for (page, endpoint) in left {
        let scope = Scope::on(page, walk.old, Travel::BOTH);
        let scope = walk.by(&scope, Some(page.document), None);
        let shown = smallest(walk.old, endpoint);
        walk.add(&scope, Kind::EndpointRemoved, "endpoint")
            .before(call(endpoint))
            .shown_by(|| shown);
    }
}

fn scope(walk: &Walk<'_>, old: &Page, new: &Page, travel: Travel) -> Scope {
    let scope = Scope::on(new, walk.new, travel);
    walk.by(&scope, Some(old.document), Some(new.document))
}

/// An endpoint in words: its name and its request line.
fn call(endpoint: &Endpoint) -> String {
    format!("{}, `{}`", endpoint.name, line(endpoint))
}

fn line(endpoint: &Endpoint) -> String {
    format!("{} {}", endpoint.method, endpoint.template)
}

fn smallest(api: &Api, endpoint: &Endpoint) -> Option<Sample> {
    witness::request(api, Site::Request, &endpoint.request, &[])
}

fn compare_endpoint<'a>(walk: &mut Walk<'a>, before: Placed<'a>, after: Placed<'a>) {
    let ((old_page, old), (page, new)) = (before, after);
    let whole = scope(walk, old_page, page, Travel::BOTH);
    let sent = Scope { travel: Travel::SENT, ..whole.clone() };
    if line(old) != line(new) {
        let shown = smallest(walk.old, old);
        walk.add(&sent, Kind::RequestLineChanged, "request")
            .between(format!("`{}`", line(old)), format!("`{}`", line(new)))
            .shown_by(|| shown);
    }
    match (old.has_body, new.has_body) {
        (false, true) => walk.note(&sent, Kind::BodyAdded, "body"),
        (true, false) => walk.note(&sent, Kind::BodyRemoved, "body"),
        _ => {}
    }
    table::compare(
        walk,
        &sent,
        Table { old: &old.request, new: &new.request, site: Site::Request },
    );
    compare_demands(walk, &sent, old, new);
    compare_answers(walk, &Scope { travel: Travel::RECEIVED, ..whole.clone() }, old, new);
    let module = |page: &Page| format!("`{}::{}`", page.group, page.module);
    if module(old_page) != module(page) {
        walk.add(&whole, Kind::ModuleChanged, "page").between(module(old_page), module(page));
    }
}

fn compare_demands(walk: &mut Walk<'_>, scope: &Scope, old: &Endpoint, new: &Endpoint) {
    for name in new.demands.iter().filter(|it| !old.demands.contains(it)) {
        walk.add(scope, Kind::HeaderDemanded, format!("headers.{name}"));
    }
    for name in old.demands.iter().filter(|it| !new.demands.contains(it)) {
        walk.add(scope, Kind::HeaderReleased, format!("headers.{name}"));
    }
    let code = |it: &Option<String>| {
        it.as_ref().map_or_else(|| "nothing".to_owned(), |row| format!("`{row}`"))
    };
    if old.idempotent_by != new.idempotent_by {
        let kind = match new.idempotent_by {
            Some(_) => Kind::IdempotencyAdded,
            None => Kind::IdempotencyRemoved,
        };
        walk.add(scope, kind, "rules").between(code(&old.idempotent_by), code(&new.idempotent_by));
    }
}

fn compare_answers(walk: &mut Walk<'_>, scope: &Scope, old: &Endpoint, new: &Endpoint) {
    if old.success != new.success {
        let words = [old, new].map(|it| match it.success {
            Some(status) => status.to_string(),
            None => "not documented".to_owned(),
        });
        let [before, after] = words;
        walk.add(scope, Kind::SuccessChanged, "success").between(before, after);
    }
    if old.refusals != new.refusals {
        let words = [old, new].map(|it| {
            let listed: Vec<String> = it.refusals.iter().map(u16::to_string).collect();
            if listed.is_empty() { "none".to_owned() } else { listed.join(", ") }
        });
        let [before, after] = words;
        walk.add(scope, Kind::RefusalsChanged, "refusals").between(before, after);
    }
    let name = |api: &Api, id: ObjectId| format!("`{}`", api.object(id).name);
    match (old.answer, new.answer) {
        (None, Some(after)) => {
            let words = name(walk.new, after);
            walk.add(scope, Kind::AnswerAdded, "answer").after(words);
        }
        (Some(before), None) => {
            let words = name(walk.old, before);
            walk.add(scope, Kind::AnswerRemoved, "answer").before(words);
        }
        (Some(before), Some(after)) => {
            let words = (name(walk.old, before), name(walk.new, after));
            if words.0 != words.1 {
                walk.add(scope, Kind::AnswerReplaced, "answer").between(words.0, words.1);
            }
        }
        (None, None) => {}
    }
    match (walk.old.paged(old).is_some(), walk.new.paged(new).is_some()) {
        (false, true) => walk.note(scope, Kind::PagingAdded, "answer"),
        (true, false) => walk.note(scope, Kind::PagingRemoved, "answer"),
        _ => {}
    }
}
