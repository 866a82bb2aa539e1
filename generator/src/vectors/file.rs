//! The text of a file: a line for each row of the base and for each case.

use serde_json::Value;

use crate::api::{Api, Endpoint, Header, Mandatory, Sample as Json};

use super::case::{number, text as json_text};
use super::{Subject, base};

/// How the files are read.
pub(super) const READ_ME: &str = include_str!("read_me.md");

fn text_of(json: &Json) -> String {
    let mut line = String::new();
    write(&mut line, json);
    line
}

pub(super) fn text(subject: &Subject<'_>) -> String {
    let base = base::of(subject);
    let mut out = String::from("{\n");
    for (key, value) in head(subject) {
        out.push_str(&format!("  {}: {},\n", quoted(&key), text_of(&value)));
    }
    out.push_str("  \"base\": {\n");
    let Json::Object(parts) = &base else { return out };
    for (index, (name, part)) in parts.iter().enumerate() {
        let Json::Object(rows) = part else { continue };
        let rows: Vec<String> = rows
            .iter()
            .map(|(key, value)| format!("      {}: {}", quoted(key), text_of(value)))
            .collect();
        let lines =
            if rows.is_empty() { String::new() } else { format!("\n{}\n    ", rows.join(",\n")) };
        let comma = if index + 1 == parts.len() { "" } else { "," };
        out.push_str(&format!("    {}: {{{lines}}}{comma}\n", quoted(name)));
    }
    let cases = subject.cases(&base);
    let cases: Vec<String> =
        cases.iter().map(|case| format!("    {}", text_of(&case.to_json()))).collect();
    out.push_str(&format!("  }},\n  \"cases\": [\n{}\n  ]\n}}\n", cases.join(",\n")));
    out
}

fn head(subject: &Subject<'_>) -> Vec<(String, Json)> {
    let about = |key: &str, value: &str| (key.to_owned(), json_text(value));
    let mut head = vec![
        about("name", &subject.object.name),
        about("document", &subject.document.key),
        about("revision", &subject.document.revision),
    ];
    if let Some((_, endpoint)) = subject.call {
        head.push(("call".to_owned(), call(subject.api, endpoint)));
    }
    let has_schema = subject.call.is_none_or(|(_, endpoint)| endpoint.has_body);
    if has_schema {
        head.push(about("schema", &format!("schemas/{}.json", subject.object.ident)));
    }
    head
}

/// What makes the call, beside its rows.
fn call(api: &Api, endpoint: &Endpoint) -> Json {
    let entry = |key: &str, value: Json| (key.to_owned(), value);
    let mut entries = vec![
        entry("method", json_text(&endpoint.method)),
        entry("path", json_text(&endpoint.template)),
    ];
    entries.extend(endpoint.success.map(|status| entry("success", number(status))));
    let idempotent_by = endpoint.idempotent_by.as_ref();
    entries.extend(idempotent_by.map(|row| entry("idempotentBy", json_text(row))));
    entries.push(entry("headers", Json::List(headers(api, endpoint).map(json_text).collect())));
    let answer = endpoint.answer.map(|id| api.object(id).ident.to_string());
    entries.extend(answer.map(|name| entry("answer", json_text(name))));
    Json::Object(entries)
}

/// The headers without which the call is refused.
fn headers<'a>(api: &'a Api, endpoint: &'a Endpoint) -> impl Iterator<Item = &'a str> {
    let basic = api.authentication.basic.iter().map(|_| "Authorization");
    let key = api.authentication.header.iter().map(|(name, ..)| name.as_str());
    let is_demanded = |header: &&Header| {
        let is_of_body = header.name.eq_ignore_ascii_case("Content-Type");
        let is_mandatory = header.mandatory == Mandatory::Yes;
        is_mandatory && (endpoint.has_body || !is_of_body)
            || endpoint.demands.contains(&header.name)
    };
    let others = api.headers.iter().filter(is_demanded).map(|header| header.name.as_str());
    basic.chain(key).chain(others)
}

/// JSON on one line.
fn write(line: &mut String, json: &Json) {
    match json {
        Json::Null => line.push_str("null"),
        Json::Boolean(value) => line.push_str(if *value { "true" } else { "false" }),
        Json::Number(digits) => line.push_str(digits),
        Json::Text(text) => line.push_str(&quoted(text)),
        Json::List(items) => {
            line.push('[');
            for (index, item) in items.iter().enumerate() {
                line.push_str(if index == 0 { "" } else { ", " });
                write(line, item);
            }
            line.push(']');
        }
        Json::Object(entries) => {
            line.push('{');
            for (index, (key, value)) in entries.iter().enumerate() {
                line.push_str(if index == 0 { "" } else { ", " });
                line.push_str(&quoted(key));
                line.push_str(": ");
                write(line, value);
            }
            line.push('}');
        }
    }
}

/// A text as a JSON string. Marks that combine with the letter before are written by their numbers,
/// so that they are seen.
fn quoted(text: &str) -> String {
    let text = Value::from(text).to_string();
    let escaped = |c: char| match c {
        '\u{300}'..='\u{36f}' => format!("\\u{:04x}", u32::from(c)),
        _ => c.to_string(),
    };
    text.chars().map(escaped).collect()
}
