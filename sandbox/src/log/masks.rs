//! What a reader of the log may not see. What no row describes is kept from a person as well:
//! nobody knows whether it is a secret, or about somebody.

use generator::api::{Api, Endpoint, Object, Part, Row, Sensitivity, Type};

use super::Reader;
use crate::json::Json;

/// What stands in place of what must not be shown.
const MASK: &str = "***";

/// A path without what its rows say must not be shown.
pub(super) fn path(endpoint: Option<&Endpoint>, path: &str, reader: Reader) -> String {
    let Some(endpoint) = endpoint else { return path.to_owned() };
    let pieces = path.split('/').zip(endpoint.template.split('/')).map(|(piece, template)| {
        let name = template.strip_prefix('{').and_then(|it| it.strip_suffix('}'));
        let row = endpoint.request.part(Part::Path).find(|row| Some(row.wire.as_str()) == name);
        if row.is_some_and(|row| is_hidden(row, reader)) { MASK } else { piece }
    });
    pieces.collect::<Vec<_>>().join("/")
}

/// A query without what its rows say must not be shown.
pub(super) fn query(request: Option<&Object>, query: &str, reader: Reader) -> String {
    let mut shown = form_urlencoded::Serializer::new(String::new());
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let mut rows = request.into_iter().flat_map(|it| it.part(Part::Query));
        let is_hidden = match rows.find(|row| row.wire == name) {
            Some(row) => is_hidden(row, reader),
            // Nobody knows whether it is about a person.
            None => reader == Reader::Person,
        };
        shown.append_pair(&name, if is_hidden { MASK } else { &value });
    }
    shown.finish()
}

/// A value without what its rows say must not be shown.
pub(crate) fn masked(api: &Api, object: &Object, value: &Json, reader: Reader) -> Json {
    let entries = match value {
        Json::Object(entries) => entries,
        other => return unexpected(other, reader),
    };
    let entries = entries.iter().map(|(key, value)| {
        let value = match object.part(Part::Body).find(|row| row.wire == *key) {
            Some(row) => masked_row(api, row, value, reader),
            None => unexpected(value, reader),
        };
        (key.clone(), value)
    });
    Json::Object(entries.collect())
}

fn masked_row(api: &Api, row: &Row, value: &Json, reader: Reader) -> Json {
    let item = |value: &Json| match (value, &row.ty) {
        (Json::Null, _) => Json::Null,
        (value, Type::Object(id)) => masked(api, api.object(*id), value, reader),
        _ if is_hidden(row, reader) => Json::text(MASK),
        (Json::List(_) | Json::Object(_), _) => unexpected(value, reader),
        (value, _) => value.clone(),
    };
    match value {
        Json::List(items) if row.many => Json::List(items.iter().map(item).collect()),
        value => item(value),
    }
}

/// A value that no row describes: nobody knows whether it is a secret, or about a person.
fn unexpected(value: &Json, reader: Reader) -> Json {
    match (value, reader) {
        (Json::Null, _) => Json::Null,
        (_, Reader::Person) => Json::text(MASK),
        (value, Reader::Test) => value.clone(),
    }
}

fn is_hidden(row: &Row, reader: Reader) -> bool {
    row.credential.is_some()
        || row.sensitive == Some(Sensitivity::Secret)
        || row.sensitive == Some(Sensitivity::Personal) && reader == Reader::Person
}
