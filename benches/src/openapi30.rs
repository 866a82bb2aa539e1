//! An exported OpenAPI 3.1 document as OpenAPI 3.0, for the generators that read no newer one or make the
//! better client of it. What 3.0 has no word for is left out: webhooks and conditional rules; and so are
//! the other rules among rows, for which a generator gives up the type of the whole request.

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
    if let Some(paths) = document.get_mut("paths") {
        each(paths, |path| each(path, refusals));
    }
    document
}

/// An answer of any other status is a refusal, and says so: progenitor takes `default` for a success too.
fn refusals(operation: &mut Value) {
    let Some(Value::Object(answers)) = operation.get_mut("responses") else { return };
    if let Some(refusal) = answers.remove("default") {
        answers.insert("4XX".to_owned(), refusal.clone());
        answers.insert("5XX".to_owned(), refusal);
    }
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
    drop_rules(members);
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

/// The rules among rows, which are the parts of an `allOf` that refer to nothing.
fn drop_rules(members: &mut Map<String, Value>) {
    let Some(Value::Array(rules)) = members.get_mut("allOf") else { return };
    rules.retain(|rule| rule.get("$ref").is_some());
    if rules.is_empty() {
        members.remove("allOf");
    }
}

/// In 3.0 nothing beside a `$ref` counts: it moves into an `allOf` where something is beside it. The type
/// and the length there are those of a list of codes, which says them itself.
fn reference(members: &mut Map<String, Value>) {
    if members.keys().all(|key| key == "$ref" || is_extension(key)) {
        return;
    }
    if let Some(target) = members.remove("$ref") {
        members.retain(|key, _| key != "type" && key != "maxLength");
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
            } } }, "default": { "$ref": "#/r" } } } } },
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
            } } }, "4XX": { "$ref": "#/r" }, "5XX": { "$ref": "#/r" } } } } },
            "components": { "schemas": { "Address": {
                "type": "object",
                "properties": {
                    "if": { "type": "string", "enum": ["a"], "example": "a" },
                    "state": { "description": "State.", "nullable": true, "allOf": [{ "$ref": "#/s" }] },
                    "city": { "$ref": "#/c", "x-type": "City" },
                },
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

    #[test]
    fn what_is_left_out_beside_a_reference_is_said_by_what_it_refers_to() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let exported =
            openapi(&root.join("spec").display().to_string()).expect("the spec is right");
        let document = serde_json::from_str(&exported).expect("it is JSON");
        assert!(limited_references(&document, &document) > 5);
    }

    /// How many lengths stand beside a reference; each to codes that are texts and no longer.
    fn limited_references(document: &Value, at: &Value) -> usize {
        let below = |it| limited_references(document, it);
        match at {
            Value::Array(items) => items.iter().map(below).sum(),
            Value::Object(members) => {
                let limit = at["$ref"].as_str().zip(at["maxLength"].as_u64());
                if let Some((target, limit)) = limit {
                    let codes = document.pointer(&target[1..]).expect("it refers to a schema");
                    assert_eq!(codes["type"], at["type"], "{target}");
                    let codes = codes["enum"].as_array().expect("a list of codes");
                    let is_short =
                        |it: &Value| it.as_str().is_some_and(|it| it.len() as u64 <= limit);
                    assert!(codes.iter().all(is_short), "{target}");
                }
                usize::from(limit.is_some()) + members.values().map(below).sum::<usize>()
            }
            _ => 0,
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
