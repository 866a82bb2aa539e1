//! A case: what is done to the base, and what then offends.

use crate::api::Sample as Json;

/// A change of the base with what is expected of it.
#[derive(Debug, Clone)]
pub(super) struct Case {
    pub(super) name: String,
    /// The values that are put at places.
    pub(super) set: Vec<(String, Json)>,
    /// The places whose keys are taken away.
    pub(super) removed: Vec<String>,
    /// The places that offend, none if all is allowed.
    pub(super) offending: Vec<String>,
}

impl Case {
    pub(super) fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), set: Vec::new(), removed: Vec::new(), offending: Vec::new() }
    }

    /// With a value at a place.
    pub(super) fn with(mut self, place: &str, value: Json) -> Self {
        self.set.push((place.to_owned(), value));
        self
    }

    /// Without the key at a place.
    pub(super) fn without(mut self, place: &str) -> Self {
        self.removed.push(place.to_owned());
        self
    }

    /// A place offends, if it does.
    pub(super) fn offends(mut self, place: &str, does: bool) -> Self {
        if does {
            self.offending.push(place.to_owned());
        }
        self
    }

    /// The case as it is written.
    pub(super) fn to_json(&self) -> Json {
        let texts = |texts: &[String]| texts.iter().cloned().map(Json::Text).collect();
        let mut entries = vec![("case".to_owned(), Json::Text(self.name.clone()))];
        if !self.set.is_empty() {
            entries.push(("set".to_owned(), Json::Object(self.set.clone())));
        }
        if !self.removed.is_empty() {
            entries.push(("remove".to_owned(), Json::List(texts(&self.removed))));
        }
        entries.push(("offends".to_owned(), Json::List(texts(&self.offending))));
        Json::Object(entries)
    }
}

/// A JSON Pointer with one step more.
pub(super) fn below(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
}

pub(super) fn text(text: impl Into<String>) -> Json {
    Json::Text(text.into())
}

pub(super) fn number(digits: impl std::fmt::Display) -> Json {
    Json::Number(format!("{digits}"))
}
