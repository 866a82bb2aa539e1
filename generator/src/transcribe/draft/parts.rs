//! The parts of a draft that depend on nothing but what they are given.

use heck::ToLowerCamelCase as _;

use crate::api::Sample;
use crate::spec::Spec;
use crate::transcribe::edit::NewRow;
use crate::transcribe::particulars::RequestLine;

/// The rows that a sample shows; what is nested is left to the open object.
pub(super) fn rows_of(sample: &Sample) -> Vec<NewRow> {
    let Sample::Object(entries) = sample else {
        return Vec::new();
    };
    let row = |(name, value): &(String, Sample)| {
        let ty = match value {
            Sample::Text(_) => "String",
            Sample::Boolean(_) => "Boolean",
            Sample::Number(digits) if digits.contains(['.', 'e', 'E']) => "Decimal",
            Sample::Number(_) => "Int",
            Sample::Null | Sample::List(_) | Sample::Object(_) => return None,
        };
        Some(NewRow {
            name: key(name),
            confirm: vec!["the row is known from the sample alone".to_owned()],
            cells: vec![
                ("type", ty.to_owned()),
                ("mandatory", "Yes".to_owned()),
                ("from", "sample".to_owned()),
            ],
            means: "To be described.".to_owned(),
        })
    };
    entries.iter().filter_map(row).collect()
}

pub(super) fn section(key: &str, rows: &[NewRow]) -> String {
    match rows.is_empty() {
        true => String::new(),
        false => format!("{key}:\n{}", lines(rows, 2)),
    }
}

pub(super) fn lines(rows: &[NewRow], indent: usize) -> String {
    rows.iter().map(|row| row.text(indent, &[], indent + 4)).collect()
}

/// A row's name as a YAML key.
pub(super) fn key(name: &str) -> String {
    match name.chars().all(|c| c.is_alphanumeric() || "_-.".contains(c)) {
        true => name.to_owned(),
        false => serde_json::Value::from(name).to_string(),
    }
}

/// Method and path with a name for each parameter. An example of an id is a parameter.
pub(super) fn template(request: &RequestLine, spec: &Spec) -> (String, Vec<NewRow>) {
    let mut rows: Vec<NewRow> = Vec::new();
    let segments: Vec<String> = request
        .path
        .split('/')
        .map(|segment| {
            let named = segment
                .strip_prefix(':')
                .or_else(|| segment.strip_prefix('{').and_then(|it| it.strip_suffix('}')));
            let digits = segment.bytes().filter(u8::is_ascii_digit).count();
            let is_example = named.is_none() && segment.len() >= 16 && digits >= 4;
            if named.is_none() && !is_example {
                return segment.to_owned();
            }
            let prefix = segment.split_once('-').map_or("", |(prefix, _)| prefix);
            let is_word = !prefix.is_empty() && prefix.chars().all(char::is_alphabetic);
            let guess = if is_word {
                format!("{}Id", prefix.to_lower_camel_case())
            } else {
                "id".to_owned()
            };
            let name = named.map_or(guess, str::to_owned);
            rows.push(parameter(spec, &name, is_example.then_some(prefix)));
            format!("{{{name}}}")
        })
        .collect();
    (format!("{} {}", request.method, segments.join("/")), rows)
}

fn parameter(spec: &Spec, name: &str, prefix: Option<&str>) -> NewRow {
    let mut row =
        NewRow { name: key(name), means: "To be described.".to_owned(), ..NewRow::default() };
    row.confirm.push("the path parameter's name and kind".to_owned());
    row.cells = vec![("type", "String".to_owned()), ("mandatory", "Yes".to_owned())];
    let is_it = |it: &&crate::spec::Identifier| {
        it.prefix.as_ref().is_some_and(|it| prefix.is_some_and(|own| it.eq_ignore_ascii_case(own)))
    };
    let known = spec.identifiers.iter().find(|(_, it)| is_it(it));
    row.cells.extend(known.map(|(name, _)| ("identifies", name.value.clone())));
    row
}
