//! What is wrong with a request, and the documented form in which that is told.

use generator::api::{Api, DocumentId};
use http::StatusCode;

use crate::json::Json;

/// A broken rule of the documents.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Violation {
    /// The key that the message stands under: the row of the body, or of path, query or headers.
    pub(crate) field: String,
    /// The place in the request, a JSON Pointer for the body.
    pub(crate) pointer: String,
    /// The row of the document.
    pub(crate) row: String,
    /// The page with the row, where a page states the rule.
    pub(crate) document: Option<DocumentId>,
    /// What is wrong, in words; never the value.
    pub(crate) text: String,
}

/// Why a request is not carried out.
#[derive(Debug, Clone)]
pub(crate) struct Refusal {
    pub(crate) status: StatusCode,
    pub(crate) violations: Vec<Violation>,
    /// A header that belongs to the status, `Allow` or `WWW-Authenticate`.
    pub(crate) header: Option<(http::HeaderName, String)>,
}

impl Refusal {
    pub(crate) fn new(status: StatusCode, violations: Vec<Violation>) -> Self {
        Self { status, violations, header: None }
    }

    /// A refusal for one reason that stands in no row.
    pub(crate) fn plain(status: StatusCode, field: &str, text: impl Into<String>) -> Self {
        let violation = Violation {
            field: field.to_owned(),
            pointer: String::new(),
            row: field.to_owned(),
            document: None,
            text: text.into(),
        };
        Self::new(status, vec![violation])
    }

    /// The body in the documented form: a list of messages by field, at the documented place.
    pub(crate) fn body(&self, api: &Api) -> Json {
        let mut fields: Vec<(String, Json)> = Vec::new();
        for violation in &self.violations {
            let text = Json::text(violation.text.clone());
            match fields.iter_mut().find(|(field, _)| *field == violation.field) {
                Some((_, Json::List(texts))) => texts.push(text),
                _ => fields.push((violation.field.clone(), Json::List(vec![text]))),
            }
        }
        let fields = fields.into_iter().map(|(field, texts)| Json::object([(field, texts)]));
        let list = Json::List(fields.collect());
        let pointer = api.messages.as_deref().unwrap_or("/errors");
        let keys = pointer.split('/').skip(1).collect::<Vec<_>>();
        keys.into_iter().rev().fold(list, |inner, key| Json::object([(key, inner)]))
    }

    /// The violations for the debug header and the log: document, revision, row and place.
    pub(crate) fn details(&self, api: &Api) -> Json {
        Json::List(self.violations.iter().map(|it| it.details(api)).collect())
    }
}

impl Violation {
    pub(crate) fn details(&self, api: &Api) -> Json {
        let mut details = Json::object([
            ("pointer", Json::text(self.pointer.clone())),
            ("row", Json::text(self.row.clone())),
            ("text", Json::text(self.text.clone())),
        ]);
        if let Some(document) = self.document.map(|id| api.document(id)) {
            details.set("document", Json::text(document.title.clone()));
            details.set("revision", Json::text(document.revision.clone()));
            if let Some(address) = &document.address {
                details.set("address", Json::text(address.clone()));
            }
        }
        details
    }
}
