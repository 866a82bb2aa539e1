//! An exported OpenAPI 3.1 document as OpenAPI 3.0, for the generators that read no newer one. What 3.0
//! has no word for is left out: conditional rules and webhooks.

use serde_json::{Map, Value, json};

/// Keywords of a schema that 3.0 does not know.
const UNKNOWN: [&str; 4] = ["if", "then", "else", "dependentRequired"];

/// The same API in the older words.
pub(crate) fn lowered(mut document: Value) -> Value {
    document["openapi"] = json!("3.0.3");
    if let Some(members) = document.as_object_mut() {
        members.remove("webhooks");
    }
    if let Some(schemas) = document.pointer_mut("/components/schemas") {
        each(schemas, schema);
    }
    beside_schemas(&mut document);
    document
}

/// The schemas of parameters, bodies and answers.
fn beside_schemas(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                match key.as_str() {
                    "schema" => schema(value),
                    // Samples are data; the named schemas are lowered already.
                    "example" | "examples" | "schemas" => {}
                    _ => beside_schemas(value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(beside_schemas),
        _ => {}
    }
}

fn schema(value: &mut Value) {
    let Value::Object(members) = value else { return };
    members.retain(|key, _| !UNKNOWN.contains(&key.as_str()));
    for key in ["allOf", "anyOf", "oneOf", "properties"] {
        members.get_mut(key).into_iter().for_each(|it| each(it, schema));
    }
    for key in ["items", "additionalProperties", "not"] {
        members.get_mut(key).into_iter().for_each(schema);
    }
    if let Some(only) = members.remove("const") {
        members.insert("enum".to_owned(), json!([only]));
    }
    if let Some(Value::Array(mut samples)) = members.remove("examples") {
        members.extend(samples.pop().map(|sample| ("example".to_owned(), sample)));
    }
    without_null(members);
    drop_empty_rules(members);
    reference(members);
}

fn each(value: &mut Value, change: fn(&mut Value)) {
    match value {
        Value::Object(members) => members.values_mut().for_each(change),
        Value::Array(items) => items.iter_mut().for_each(change),
        _ => {}
    }
}

/// `anyOf` a schema or null: that schema, with `nullable`.
fn without_null(members: &mut Map<String, Value>) {
    let Some(Value::Array(choices)) = members.get_mut("anyOf") else { return };
    let before = choices.len();
    choices.retain(|choice| choice["type"] != "null");
    if choices.len() == before {
        return;
    }
    let only = if choices.len() == 1 { choices.pop() } else { None };
    members.insert("nullable".to_owned(), json!(true));
    if let Some(Value::Object(only)) = only {
        members.remove("anyOf");
        members.extend(only);
    }
}

/// A rule of which nothing is left but its description would read as a schema for anything.
fn drop_empty_rules(members: &mut Map<String, Value>) {
    let Some(Value::Array(rules)) = members.get_mut("allOf") else { return };
    rules.retain(|rule| {
        let mut keywords = rule.as_object().into_iter().flat_map(Map::keys);
        keywords.any(|key| key != "description" && !is_extension(key))
    });
    if rules.is_empty() {
        members.remove("allOf");
    }
}

/// In 3.0 nothing beside a `$ref` counts: it moves into an `allOf` where something is beside it.
fn reference(members: &mut Map<String, Value>) {
    if members.keys().all(|key| key == "$ref" || is_extension(key)) {
        return;
    }
    if let Some(target) = members.remove("$ref") {
        let rules = members.entry("allOf").or_insert_with(|| json!([]));
        if let Value::Array(rules) = rules {
            rules.push(json!({ "$ref": target }));
        }
    }
}

fn is_extension(key: &str) -> bool {
    key.starts_with("x-")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::generation::openapi;

    #[test]
    fn what_3_0_has_other_words_for_is_said_in_them() {
        let before = json!({
            "openapi": "3.1.0",
            "webhooks": { "notification": {} },
            "paths": { "/plans/": { "get": { "parameters": [
                { "name": "limit", "schema": { "anyOf": [{ "type": "integer" }, { "type": "null" }] } },
            ], "responses": { "200": { "content": { "application/json": {
                "examples": { "documented": { "value": { "schema": { "if": 1 } } } },
            } } } } } } },
            "components": { "schemas": { "Address": {
                "type": "object",
                "properties": {
                    "if": { "type": "string", "const": "a", "examples": ["a"] },
                    "state": { "description": "State.", "anyOf": [{ "$ref": "#/s" }, { "type": "null" }] },
                    "city": { "$ref": "#/c", "x-type": "City" },
                },
                "allOf": [
                    { "description": "Rule.", "if": {}, "then": {}, "x-document": "plans" },
                    { "anyOf": [{ "required": ["state"] }, { "required": ["city"] }] },
                ],
                "dependentRequired": { "state": ["city"] },
            } } },
        });
        let after = json!({
            "openapi": "3.0.3",
            "paths": { "/plans/": { "get": { "parameters": [
                { "name": "limit", "schema": { "type": "integer", "nullable": true } },
            ], "responses": { "200": { "content": { "application/json": {
                "examples": { "documented": { "value": { "schema": { "if": 1 } } } },
            } } } } } } },
            "components": { "schemas": { "Address": {
                "type": "object",
                "properties": {
                    "if": { "type": "string", "enum": ["a"], "example": "a" },
                    "state": { "description": "State.", "nullable": true, "allOf": [{ "$ref": "#/s" }] },
                    "city": { "$ref": "#/c", "x-type": "City" },
                },
                "allOf": [{ "anyOf": [{ "required": ["state"] }, { "required": ["city"] }] }],
            } } },
        });
        assert_eq!(lowered(before), after);
    }

    /// Every keyword of a schema in 3.0 that the export writes.
    const KNOWN: [&str; 23] = [
        "$ref",
        "additionalProperties",
        "allOf",
        "anyOf",
        "default",
        "description",
        "enum",
        "example",
        "format",
        "items",
        "maxItems",
        "maxLength",
        "maximum",
        "minItems",
        "minimum",
        "nullable",
        "oneOf",
        "pattern",
        "properties",
        "readOnly",
        "required",
        "type",
        "writeOnly",
    ];

    #[test]
    fn no_keyword_of_3_1_is_left_in_what_the_peers_read() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        for spec in [root.join("spec").display().to_string(), "100".to_owned()] {
            let exported = openapi(&spec).expect("the spec is right");
            let document = lowered(serde_json::from_str(&exported).expect("it is JSON"));
            let schemas = document["components"]["schemas"].as_object().expect("there are schemas");
            assert!(schemas.len() > 20, "{spec}: {} schemas", schemas.len());
            for (name, schema) in schemas {
                known(name, schema);
            }
        }
    }

    fn known(place: &str, schema: &Value) {
        assert_ne!(schema["type"], "null", "{place}");
        for (key, value) in schema.as_object().expect("a schema is an object") {
            assert!(KNOWN.contains(&key.as_str()) || is_extension(key), "{place}: `{key}`");
            let below = |key: &str, value| known(&format!("{place}.{key}"), value);
            match (key.as_str(), value) {
                ("properties", Value::Object(members)) => {
                    members.iter().for_each(|(key, it)| below(key, it));
                }
                ("allOf" | "anyOf" | "oneOf", Value::Array(all)) => {
                    all.iter().for_each(|it| below(key, it));
                }
                ("items" | "additionalProperties", Value::Object(_)) => below(key, value),
                _ => {}
            }
        }
    }
}
