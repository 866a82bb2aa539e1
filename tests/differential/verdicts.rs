//! What each of the two says of a value: the places that offend it, none if it is allowed.

use std::collections::BTreeSet;

use client_runtime::Violation;
use fastrand::Rng;
use generator::Api;
use generator::api::{Endpoint, Object, Part, RuleKind, Type};
use jsonschema::JsonType;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{ValidationError, Validator};
use serde_json::Value;

use super::values::Maker;
use crate::example;
use crate::json::{Json, below};
use crate::places;
use crate::subject::RequestType;

/// The places that offend, as JSON Pointers.
pub(crate) type Places = BTreeSet<String>;

/// What the exported schema says, read by the `jsonschema` crate.
pub(crate) fn of_schema(schema: &Validator, json: &Json) -> Places {
    let value = as_value(json);
    let mut places = Places::new();
    for error in schema.iter_errors(&value) {
        collect(&error, &mut places);
    }
    places
}

/// The same as `serde_json` reads it.
fn as_value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Boolean(value) => Value::Bool(*value),
        Json::Number(digits) => serde_json::from_str(digits).unwrap(),
        Json::Text(text) => Value::from(text.as_str()),
        Json::List(items) => items.iter().map(as_value).collect(),
        Json::Object(entries) => {
            entries.iter().map(|(key, value)| (key.clone(), as_value(value))).collect()
        }
    }
}

fn collect(error: &ValidationError<'_>, places: &mut Places) {
    let here = error.instance_path().to_string();
    match error.kind() {
        ValidationErrorKind::Required { property } => {
            places.insert(below(&here, property.as_str().unwrap()));
        }
        // Either a value or null: what is wrong with the value is meant.
        ValidationErrorKind::AnyOf { context } if is_or_null(context) => {
            context[0].iter().for_each(|error| collect(error, places));
        }
        _ => {
            places.insert(here);
        }
    }
}

fn is_or_null(context: &[Vec<ValidationError<'_>>]) -> bool {
    let [_, null] = context else { return false };
    matches!(
        null.as_slice(),
        [one] if matches!(
            one.kind(),
            ValidationErrorKind::Type { kind: TypeKind::Single(JsonType::Null) }
        )
    )
}

/// A request type with what its rows say.
pub(crate) struct Rust<'a> {
    pub(crate) api: &'a Api,
    pub(crate) endpoint: &'a Endpoint,
    pub(crate) request: &'a RequestType,
    /// Valid parameters of path and query: a request reads itself from one object with its body.
    parameters: Vec<(String, Json)>,
}

impl<'a> Rust<'a> {
    pub(crate) fn new(api: &'a Api, endpoint: &'a Endpoint, request: &'a RequestType) -> Self {
        let object = &endpoint.request;
        let rows = object.rows.iter().enumerate();
        let parameters = rows.filter(|(_, row)| row.part != Part::Body);
        let parameters = parameters
            .map(|(index, row)| (row.wire.clone(), example::row_value(api, object, index)));
        let parameters = parameters.collect();
        Self { api, endpoint, request, parameters }
    }

    /// What the generated request says of its body. What cannot be read offends too: since reading
    /// stops at the first such place, it is mended there and read again.
    pub(super) fn places(&self, json: &Json) -> Places {
        let found = self.places_of_all(self.with_parameters(json));
        let of_body = |place: &String| place.strip_prefix("/body").map(str::to_owned);
        found.iter().map(|it| of_body(it).unwrap_or_else(|| panic!("{it} is right"))).collect()
    }

    /// The same of the path, the query and the body, which are one object; each place has its part
    /// before it, `/body/amount`.
    pub(crate) fn places_of_all(&self, mut json: Json) -> Places {
        let mut places = Places::new();
        loop {
            match (self.request.read_at)(&json.to_string()) {
                Ok(request) => {
                    let violations = request.violations();
                    let of = |it: Violation| format!("{}{}", prefix(it.part), it.pointer);
                    places.extend(violations.into_iter().map(of));
                    return places;
                }
                Err(unread) => {
                    let place = self.place_of(&unread.pointer);
                    let is_new = places.insert(format!("{}{place}", self.prefix_of(&place)));
                    assert!(is_new, "{place} is refused twice: {}\n{json}", unread.reason);
                    json = json.with(&place, self.harmless(&place));
                }
            }
        }
    }

    /// The part of the request that a place is in.
    fn prefix_of(&self, place: &str) -> &'static str {
        let first = crate::json::steps(place).into_iter().next();
        let mut rows = self.endpoint.request.rows.iter();
        let row = rows.find(|row| Some(&row.wire) == first.as_ref());
        row.map_or("/body", |row| prefix(crate::limits::part(row.part)))
    }

    fn with_parameters(&self, json: &Json) -> Json {
        let Json::Object(body) = json else { return json.clone() };
        Json::Object(body.iter().chain(&self.parameters).cloned().collect())
    }

    /// The place that is meant: where serde has begun to read a list as the fields of an object,
    /// that object.
    fn place_of(&self, pointer: &str) -> String {
        let mut place = String::new();
        for step in crate::json::steps(pointer) {
            let next = below(&place, &step);
            if places::row_at(self.api, &self.endpoint.request, &next).is_none() {
                break;
            }
            let is_index = step.bytes().all(|it| it.is_ascii_digit());
            let row = places::row_at(self.api, &self.endpoint.request, &place);
            if is_index && row.is_some_and(|(_, row)| !row.many) {
                break;
            }
            place = next;
        }
        place
    }

    /// A valid value for a place that no rule hangs on.
    fn harmless(&self, place: &str) -> Json {
        let (object, row) = places::row_at(self.api, &self.endpoint.request, place).unwrap();
        let is_item = !place.ends_with(&below("", &row.wire));
        if row.many && !is_item {
            return Json::List(Vec::new());
        }
        if let Type::Object(id) = row.ty {
            return example::fewest(self.api, self.api.object(id));
        }
        let mut maker = Maker { api: self.api, rng: Rng::with_seed(0) };
        loop {
            let value = maker.one(row, 0);
            if !decides(object, &row.wire, &value) {
                return value;
            }
        }
    }
}

/// A part as the start of a place.
fn prefix(part: client_runtime::Part) -> &'static str {
    match part {
        client_runtime::Part::Path => "/path",
        client_runtime::Part::Query => "/query",
        client_runtime::Part::Body => "/body",
    }
}

/// Whether a value of a row makes another row mandatory.
fn decides(object: &Object, wire: &str, value: &Json) -> bool {
    object.rules.iter().any(|rule| match &rule.kind {
        RuleKind::RequiredWhen { when, values, .. } if object.rows[*when].wire == wire => {
            let Json::Text(text) = value else { return false };
            values.iter().any(|it| it.eq_ignore_ascii_case(text))
        }
        _ => false,
    })
}
