//! What the exported schemas say of a vector.

use std::collections::BTreeSet;

use generator::api::{Endpoint, Mandatory, Object, Part};
use generator::{Api, openapi};
use jsonschema::Validator;
use serde_json::Value;

use super::{File, Places, prefix};
use crate::differential::verdicts::of_schema;
use crate::json::{Json, below};

/// The schemas of all requests and of all that is received.
pub(crate) struct Schemas<'a> {
    judges: Vec<Judge<'a>>,
}

/// The schema of a body with those of the other rows.
pub(crate) struct Judge<'a> {
    pub(crate) object: &'a Object,
    body: Option<(Validator, Value)>,
    /// The rows of path and query: place, schema, whether it must be there.
    parameters: Vec<(String, Validator, bool)>,
}

impl<'a> Schemas<'a> {
    pub(crate) fn of(api: &'a Api) -> Self {
        let sent = api.endpoints().map(|(_, endpoint)| Judge::of_request(api, endpoint));
        let answers = api.endpoints().filter_map(|(_, endpoint)| endpoint.answer);
        let notifications = api.pages.iter().filter_map(|page| page.receives);
        let ids: BTreeSet<_> = answers.chain(notifications).collect();
        let received = ids.into_iter().map(|id| Judge {
            object: api.object(id),
            body: Some(compiled(openapi::answer_schema(api, id))),
            parameters: Vec::new(),
        });
        Self { judges: sent.chain(received).collect() }
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
            let (schema, _) = compiled(openapi::parameter_schema(api, row));
            (place, schema, row.mandatory == Mandatory::Yes)
        };
        Self {
            object: &endpoint.request,
            body: openapi::request_schema(api, endpoint).map(compiled),
            parameters: rows.map(parameter).collect(),
        }
    }

    /// The places that offend.
    pub(crate) fn places(&self, parts: &Json) -> Places {
        let mut places = Places::new();
        for (place, schema, is_demanded) in &self.parameters {
            match parts.at(place) {
                None if *is_demanded => {
                    places.insert(place.clone());
                }
                Some(value) if !of_schema(schema, value).is_empty() => {
                    places.insert(place.clone());
                }
                _ => {}
            }
        }
        if let (Some((schema, _)), Some(body)) = (&self.body, parts.get("body")) {
            places.extend(of_schema(schema, body).into_iter().map(|it| format!("/body{it}")));
        }
        places
    }

    /// The rows of the schemas, at whatever depth, that no vector has a value for. What is received
    /// and stands in a list is tried in a file of its own.
    pub(crate) fn untried(&self, file: &File, all: &[File]) -> Vec<String> {
        let is_received = |it: &&File| it.json.get("call").is_none();
        let others = all.iter().filter(|it| is_received(it) && is_received(&file));
        let mut named = BTreeSet::new();
        for vector in others.chain([file]).flat_map(File::vectors) {
            keys(&vector.parts, &mut named);
        }
        let mut rows: BTreeSet<String> = self.parameters.iter().map(|it| last(&it.0)).collect();
        if let Some((_, schema)) = &self.body {
            properties(schema, &mut rows);
        }
        rows.difference(&named).cloned().collect()
    }
}

fn last(place: &str) -> String {
    crate::json::steps(place).pop().unwrap()
}

fn compiled(schema: Value) -> (Validator, Value) {
    (jsonschema::draft202012::new(&schema).unwrap(), schema)
}

fn keys(json: &Json, named: &mut BTreeSet<String>) {
    match json {
        Json::Object(entries) => {
            for (key, value) in entries {
                named.insert(key.clone());
                keys(value, named);
            }
        }
        Json::List(items) => items.iter().for_each(|it| keys(it, named)),
        _ => {}
    }
}

/// The names of all rows that a schema has.
fn properties(schema: &Value, rows: &mut BTreeSet<String>) {
    match schema {
        Value::Object(entries) => {
            let own = entries.get("properties").and_then(Value::as_object);
            rows.extend(own.into_iter().flat_map(|it| it.keys().cloned()));
            entries.values().for_each(|it| properties(it, rows));
        }
        Value::Array(items) => items.iter().for_each(|it| properties(it, rows)),
        _ => {}
    }
}
