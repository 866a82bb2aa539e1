//! The editor schema of the spec format, made from the format's own types.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

use crate::compare::Cause;
use crate::spec::{Api, Document, Identifier, Journey, Named, Page};

/// The JSON Schema of all spec files: one definition for each kind of file, `$defs/Page` and so on.
#[must_use]
pub fn schema() -> String {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let mut files = Map::new();
    let kinds = [
        ("Api", generator.subschema_for::<Api>()),
        ("Documents", generator.subschema_for::<Named<Document>>()),
        ("Identifiers", generator.subschema_for::<Named<Identifier>>()),
        ("Page", generator.subschema_for::<Page>()),
        ("Journey", generator.subschema_for::<Journey>()),
        ("Changes", generator.subschema_for::<Named<Named<Cause>>>()),
    ];
    let mut definitions = generator.take_definitions(true);
    for (name, schema) in kinds {
        definitions.entry(name).or_insert_with(|| schema.to_value());
    }
    files.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
    files.insert("title".into(), "The spec format: one definition for each kind of file".into());
    files.insert("$defs".into(), Value::Object(definitions));
    format!("{:#}\n", Value::Object(files))
}
