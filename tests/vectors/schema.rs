//! What the exported schemas say of a vector.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use generator::api::{Endpoint, Mandatory, Object, Part};
use generator::{Api, openapi};
use jsonschema::Validator;
use serde_json::Value;

use super::{File, Places, prefix};
use crate::differential::precision::spelled_out;
use crate::differential::verdicts::of_schema;
use crate::json::{Json, below};

/// The schemas of all requests and of all that is received.
pub(crate) struct Schemas<'a> {
    pub(crate) api: &'a Api,
    pub(crate) judges: Vec<Judge<'a>>,
}

/// The schema of a body with those of the other rows.
pub(crate) struct Judge<'a> {
    pub(crate) object: &'a Object,
    body: Option<Schema>,
    /// The rows of path and query: place, schema, whether it must be there.
    parameters: Vec<(String, Schema, bool)>,
}

/// A schema, compiled when it is first asked.
struct Schema {
    text: Value,
    compiled: OnceCell<Validator>,
}

impl Schema {
    fn new(text: Value) -> Self {
        Self { text, compiled: OnceCell::new() }
    }

    fn places(&self, json: &Json) -> Places {
        let compile = || jsonschema::draft202012::new(&spelled_out(&self.text)).unwrap();
        of_schema(self.compiled.get_or_init(compile), json)
    }
}

impl<'a> Schemas<'a> {
    pub(crate) fn of(api: &'a Api) -> Self {
        let sent = api.endpoints().map(|(_, endpoint)| Judge::of_request(api, endpoint));
        let answers = api.endpoints().filter_map(|(_, endpoint)| endpoint.answer);
        let notifications = api.pages.iter().filter_map(|page| page.receives);
        let ids: BTreeSet<_> = answers.chain(notifications).collect();
        let received = ids.into_iter().map(|id| Judge {
            object: api.object(id),
            body: Some(Schema::new(openapi::answer_schema(api, id))),
            parameters: Vec::new(),
        });
        Self { api, judges: sent.chain(received).collect() }
    }

    /// The schemas that a file of vectors is about; `None` if there is no such body any more.
    pub(crate) fn of_file(&self, name: &str) -> Option<&Judge<'a>> {
        self.judges.iter().find(|it| it.object.ident.as_str() == name)
    }
}

impl<'a> Judge<'a> {
    fn of_request(api: &'a Api, endpoint: &'a Endpoint) -> Self {
        let rows = endpoint.request.rows.iter().filter(|row| row.part != Part::Body);
        let parameter = |row: &generator::api::Row| {
            let place = below(prefix(row.part), &row.wire);
            let schema = Schema::new(openapi::parameter_schema(api, row));
            (place, schema, row.mandatory == Mandatory::Yes)
        };
        Self {
            object: &endpoint.request,
            body: openapi::request_schema(api, endpoint).map(Schema::new),
            parameters: rows.map(parameter).collect(),
        }
    }

    /// Whether another judge has the same schemas.
    pub(crate) fn is_same(&self, other: &Judge<'_>) -> bool {
        let body = |it: &Judge<'_>| it.body.as_ref().map(|it| it.text.clone());
        let parameters = |it: &Judge<'_>| -> Vec<(String, Value, bool)> {
            let one = |(place, schema, is_demanded): &(String, Schema, bool)| {
                (place.clone(), schema.text.clone(), *is_demanded)
            };
            it.parameters.iter().map(one).collect()
        };
        body(self) == body(other) && parameters(self) == parameters(other)
    }

    /// The places that offend.
    pub(crate) fn places(&self, parts: &Json) -> Places {
        let mut places = Places::new();
        for (place, schema, is_demanded) in &self.parameters {
            match parts.at(place) {
                None if *is_demanded => {
                    places.insert(place.clone());
                }
                Some(value) if !schema.places(value).is_empty() => {
                    places.insert(place.clone());
                }
                _ => {}
            }
        }
        if let (Some(schema), Some(body)) = (&self.body, parts.get("body")) {
            places.extend(schema.places(body).into_iter().map(|it| format!("/body{it}")));
        }
        places
    }

    /// The rows of path and query that a file has and the schemas have not.
    pub(crate) fn stale(&self, file: &File) -> Vec<String> {
        let mut places = Vec::new();
        for part in ["/path", "/query"] {
            let Some(Json::Object(rows)) = file.json.get("base").and_then(|it| it.at(part)) else {
                continue;
            };
            places.extend(rows.iter().map(|(key, _)| below(part, key)));
        }
        places.retain(|place| !self.parameters.iter().any(|it| it.0 == *place));
        places
    }

    /// The rows and the documented values of the schemas, at whatever depth, that are in no vector. What is received
    /// and stands in a list is tried in a file of its own.
    pub(crate) fn untried(&self, file: &File, all: &[File]) -> Vec<String> {
        let is_received = |it: &&File| it.json.get("call").is_none();
        let others = all.iter().filter(|it| is_received(it) && is_received(&file));
        let mut named = BTreeSet::new();
        for vector in others.chain([file]).flat_map(File::vectors) {
            keys(&vector.parts, &mut named);
        }
        let mut rows: BTreeSet<String> = self.parameters.iter().map(|it| last(&it.0)).collect();
        self.parameters.iter().for_each(|it| named_in(&it.1.text, &mut rows));
        if let Some(schema) = &self.body {
            named_in(&schema.text, &mut rows);
        }
        rows.difference(&named).cloned().collect()
    }
}

fn last(place: &str) -> String {
    crate::json::steps(place).pop().unwrap()
}

/// The keys and the texts of a value.
fn keys(json: &Json, named: &mut BTreeSet<String>) {
    match json {
        Json::Object(entries) => {
            for (key, value) in entries {
                named.insert(key.clone());
                keys(value, named);
            }
        }
        Json::List(items) => items.iter().for_each(|it| keys(it, named)),
        Json::Text(text) => {
            named.insert(text.clone());
        }
        _ => {}
    }
}

/// The names of all rows that a schema has, and the values that pages list.
fn named_in(schema: &Value, named: &mut BTreeSet<String>) {
    match schema {
        Value::Object(entries) => {
            let own = entries.get("properties").and_then(Value::as_object);
            named.extend(own.into_iter().flat_map(|it| it.keys().cloned()));
            let listed =
                ["enum", "x-values"].into_iter().filter_map(|key| entries.get(key)?.as_array());
            named.extend(listed.flatten().filter_map(|it| it.as_str().map(str::to_owned)));
            // The codes of a standard are not the page's.
            let of_pages = entries.iter().filter(|(key, _)| !key.starts_with("iso-"));
            of_pages.for_each(|(_, it)| named_in(it, named));
        }
        Value::Array(items) => items.iter().for_each(|it| named_in(it, named)),
        _ => {}
    }
}
