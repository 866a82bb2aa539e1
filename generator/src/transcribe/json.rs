//! A sample as the spec files lay it out: an entry on each line, closing brackets behind the last.

use crate::api::Sample;

/// The text of a sample whose first bracket stands at a column.
pub(super) fn layout(sample: &Sample, column: usize) -> String {
    let indent = " ".repeat(column + 2);
    match sample {
        Sample::Object(entries) if !entries.is_empty() => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(key, value)| {
                    let key = serde_json::Value::from(key.as_str());
                    format!("{key}: {}", nested(value, column + 2))
                })
                .collect();
            format!("{{ {} }}", entries.join(&format!(",\n{indent}")))
        }
        Sample::List(values) if !values.is_empty() => {
            let values: Vec<String> = values.iter().map(|it| layout(it, column + 2)).collect();
            format!("[ {} ]", values.join(&format!(",\n{indent}")))
        }
        Sample::Object(_) => "{}".to_owned(),
        scalar => scalar.to_json(),
    }
}

/// A value behind a key: a bracket opens on the key's line, its entries follow below.
fn nested(sample: &Sample, column: usize) -> String {
    let indent = " ".repeat(column + 2);
    match sample {
        Sample::Object(entries) if !entries.is_empty() => {
            format!("{{\n{indent}{}", &layout(sample, column)[2..])
        }
        Sample::List(values) if !values.is_empty() => {
            format!("[\n{indent}{}", &layout(sample, column)[2..])
        }
        flat => layout(flat, column),
    }
}
