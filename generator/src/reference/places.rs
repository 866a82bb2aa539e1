//! Where everything stands: paths and anchors made from the names of the spec, so that a link
//! survives each regeneration.
//!
//! An anchor is the place as the spec writes it: `body.weight`, `path.id`, `Address`,
//! `Address.city`. Those of a page's own chapters begin with `page:`, which no name of the spec
//! does once it is [`plain`].

use crate::api::{Api, Document, Endpoint, Header, Identifier, Journey, Object, ObjectId, Page};
use crate::api::{Part, Row, Type};

use super::{coverage, identifiers, requests};

/// `payment_series/create.html`
pub(super) fn page(page: &Page) -> String {
    format!("{}/{}.html", page.group, page.module)
}

/// `journeys/subscription_process_flow.html`
pub(super) fn journey(journey: &Journey) -> String {
    format!("journeys/{}.html", journey.file_name())
}

pub(super) fn identifier(identifier: &Identifier) -> String {
    format!("{}#{}", identifiers::PATH, plain(&identifier.name))
}

pub(super) fn document(document: &Document) -> String {
    format!("{}#{}", coverage::PATH, plain(&document.key))
}

pub(super) fn header(header: &Header) -> String {
    format!("{}#{}", requests::PATH, header_anchor(&header.name))
}

pub(super) fn header_anchor(name: &str) -> String {
    format!("headers.{}", plain(name))
}

/// Where the table of an object stands; that of a subset is the whole object's.
pub(super) fn object(id: ObjectId, api: &Api) -> String {
    let whole = api.object(id).patch_of.unwrap_or(id);
    let home = api.pages.iter().find(|page| page.objects.contains(&whole));
    let path = home.map(page).unwrap_or_default();
    format!("{path}#{}", object_anchor(api.object(whole)))
}

/// Where a table stands: of an object, or the request of an endpoint.
pub(super) fn table(table: &Object, api: &Api) -> Option<String> {
    let id = api.objects.iter().position(|it| std::ptr::eq(it, table)).map(ObjectId);
    let of_object = id.map(|id| object(id, api));
    of_object.or_else(|| {
        let mut endpoints = api.endpoints();
        let (on, _) = endpoints.find(|(_, it)| std::ptr::eq(&it.request, table))?;
        Some(format!("{}#page:request", page(on)))
    })
}

pub(super) fn object_anchor(object: &Object) -> String {
    // An object may be called like a part of a request; no name becomes one with this.
    let is_part = ["path", "query", "body"].contains(&object.name.as_str());
    format!("{}{}", if is_part { "~" } else { "" }, plain(&object.name))
}

/// The anchor of a row in an object's table.
pub(super) fn row_anchor(object: &Object, row: &Row) -> String {
    format!("{}.{}", object_anchor(object), plain(&row.wire))
}

/// The anchor of a row of a request.
pub(super) fn request_anchor(row: &Row) -> String {
    let part = match row.part {
        Part::Path => "path",
        Part::Query => "query",
        Part::Body => "body",
    };
    format!("{part}.{}", plain(&row.wire))
}

/// A row of what a page is for, a request or an embedded object: its name, and where it stands.
pub(super) fn sent_row<'a>(on: &'a Page, row: usize, api: &'a Api) -> Option<(&'a str, String)> {
    if let Some(endpoint) = &on.endpoint {
        let row = &endpoint.request.rows[row];
        return Some((&row.wire, format!("{}#{}", page(on), request_anchor(row))));
    }
    Some(object_row(on.embeds.as_ref()?.object, row, api))
}

/// A row of the answer to a page's call: its name, and where it stands.
pub(super) fn answered_row<'a>(on: &Page, row: usize, api: &'a Api) -> Option<(&'a str, String)> {
    Some(object_row(on.endpoint.as_ref()?.answer?, row, api))
}

fn object_row(id: ObjectId, row: usize, api: &Api) -> (&str, String) {
    let row = &api.object(id).rows[row];
    (&row.wire, format!("{}.{}", object(id, api), plain(&row.wire)))
}

/// A name as a part of an anchor: letters, digits, `_` and `-` stay, all else becomes its number.
pub(super) fn plain(name: &str) -> String {
    let mut anchor = String::with_capacity(name.len());
    for character in name.chars() {
        match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '_' | '-' => anchor.push(character),
            other => anchor.push_str(&format!("~{:x}~", u32::from(other))),
        }
    }
    anchor
}

/// What a deviation's place, `answer.createdAt`, points to; nothing where it is a whole page.
pub(super) fn of_deviation(at: &str, on: &Page, api: &Api) -> Option<String> {
    let (head, rest) = at.split_once('.').unwrap_or((at, ""));
    let here = page(on);
    match head {
        "page" => None,
        "request" => Some(format!("{here}#page:request")),
        "success" => Some(format!("{here}#page:answer")),
        "headers" => api.headers.iter().find(|it| it.name == rest).map(header),
        "path" | "query" | "body" => {
            let request = &on.endpoint.as_ref()?.request;
            let (name, deeper) = rest.split_once('.').unwrap_or((rest, ""));
            let is_it = |it: &&Row| request_anchor(it) == format!("{head}.{}", plain(name));
            let row = request.rows.iter().find(is_it)?;
            match deeper {
                "" => Some(format!("{here}#{}", request_anchor(row))),
                _ => within(row, deeper, api),
            }
        }
        "answer" => {
            let answer = on.endpoint.as_ref().and_then(|it: &Endpoint| it.answer);
            row_of(answer.or(on.receives)?, rest, api)
        }
        "samples" => {
            let which = rest.split('.').next().unwrap_or_default();
            Some(format!("{here}#page:sample-{}", plain(which)))
        }
        name => {
            let is_it = |it: &Object| it.name == name;
            row_of(ObjectId(api.objects.iter().position(is_it)?), rest, api)
        }
    }
}

/// Where a row below an object stands, or the object's table.
fn row_of(id: ObjectId, place: &str, api: &Api) -> Option<String> {
    let id = api.object(id).patch_of.unwrap_or(id);
    if place.is_empty() {
        return Some(object(id, api));
    }
    let (name, deeper) = place.split_once('.').unwrap_or((place, ""));
    let row = api.object(id).rows.iter().find(|it| it.wire == name)?;
    match deeper {
        "" => Some(format!("{}.{}", object(id, api), plain(&row.wire))),
        _ => within(row, deeper, api),
    }
}

fn within(row: &Row, place: &str, api: &Api) -> Option<String> {
    match row.ty {
        Type::Object(id) => row_of(id, place, api),
        _ => None,
    }
}

/// An address that a reader may follow: one of the web.
pub(super) fn web(address: Option<&String>) -> Option<String> {
    let is_web = |it: &&String| {
        let lower = it.to_ascii_lowercase();
        lower.starts_with("https://") || lower.starts_with("http://")
    };
    address.filter(is_web).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_is_plain_and_no_two_names_share_one() {
        assert_eq!(plain("leave-at-door"), "leave-at-door");
        assert_eq!(plain("a b"), "a~20~b");
        assert_eq!(plain("a~20~b"), "a~7e~20~7e~b");
        assert_eq!(plain("é.\""), "~e9~~2e~~22~");
    }

    #[test]
    fn only_addresses_of_the_web_are_followed() {
        let link = |address: &str| web(Some(&address.to_owned()));
        assert_eq!(link("https://a.example"), Some("https://a.example".to_owned()));
        assert_eq!(link("HTTP://a.example"), Some("HTTP://a.example".to_owned()));
        for address in ["javascript:alert(1)", " https://a", "data:text/html,x", "//a", "file:///"]
        {
            assert_eq!(link(address), None, "{address}");
        }
    }
}
