//! The API for every other language: an OpenAPI 3.1 document, and a JSON Schema for each body.
//!
//! Nothing that the spec enforces is lost on the way. What neither OpenAPI nor JSON Schema has a
//! word for stands in words and under a key of its own, `x-…`.

mod document;
mod forms;
mod json;
mod notes;
mod operations;
mod rules;
mod schemas;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::Files;
use crate::api::{Api, Endpoint, Object, ObjectId, Row};

use json::{Entries, Json};
use schemas::{Schemas, Way};

/// `openapi.json`, and `schemas/<name>.json` for each body.
pub(crate) fn files(api: &Api) -> Files {
    let document = (String::from("openapi.json"), json::file(&document::of(api)));
    let bodies = bodies(api).into_iter().map(|(name, (object, way))| {
        (format!("schemas/{name}.json"), json::file(&alone(api, object, way)))
    });
    bodies.chain([document]).collect()
}

/// The schema of the body of a request, whole in itself: what it refers to stands in its `$defs`.
/// `None` for a request without a body.
#[must_use]
pub fn request_schema(api: &Api, endpoint: &Endpoint) -> Option<Value> {
    endpoint.has_body.then(|| value(&alone(api, &endpoint.request, Way::Sent)))
}

/// The schema of a row of the path or the query, whole in itself.
#[must_use]
pub fn parameter_schema(api: &Api, row: &Row) -> Value {
    let mut schemas = Schemas::new(api, "#/$defs/");
    let root = schemas.row(row, Way::Sent);
    let definitions = schemas.all();
    value(&root.with("$defs", definitions).into())
}

/// The schema of an object that the API answers with, or sends to the merchant, whole in itself.
#[must_use]
pub fn answer_schema(api: &Api, answer: ObjectId) -> Value {
    value(&alone(api, api.object(answer), Way::Received))
}

/// Every body by the name of its Rust type, and what a web page gives to a script.
fn bodies(api: &Api) -> BTreeMap<&str, (&Object, Way)> {
    let requests = api.endpoints().map(|(_, endpoint)| endpoint).filter(|it| it.has_body);
    let sent = requests.map(|endpoint| (&endpoint.request, Way::Sent));
    let answers = api.endpoints().filter_map(|(_, endpoint)| endpoint.answer);
    let notifications = api.pages.iter().filter_map(|page| page.receives);
    let received = answers.chain(notifications).map(|id| (api.object(id), Way::Received));
    let embedded = api.pages.iter().filter_map(|page| page.embeds.as_ref());
    let embedded = embedded.map(|it| (api.object(it.object), Way::Sent));
    let bodies = sent.chain(received).chain(embedded);
    bodies.map(|body| (body.0.ident.as_str(), body)).collect()
}

/// A schema that needs no other file.
fn alone(api: &Api, object: &Object, way: Way) -> Json {
    let mut schemas = Schemas::new(api, "#/$defs/");
    let root = schemas.object(object, way);
    let definitions = schemas.all();
    let head = Entries::new()
        .with("$schema", "https://json-schema.org/draft/2020-12/schema")
        .with("title", &object.name)
        .and(root);
    if definitions.is_empty() { head.into() } else { head.with("$defs", definitions).into() }
}

/// The same as `serde_json` has it; digits beyond those of a float are lost.
fn value(schema: &Json) -> Value {
    match schema {
        Json::Null => Value::Null,
        Json::Boolean(value) => Value::Bool(*value),
        Json::Number(digits) => serde_json::from_str(digits).unwrap_or_default(),
        Json::Text(text) => Value::from(text.as_str()),
        Json::List(values) => values.iter().map(self::value).collect(),
        Json::Object(entries) => {
            entries.iter().map(|(key, it)| (key.clone(), self::value(it))).collect()
        }
    }
}
