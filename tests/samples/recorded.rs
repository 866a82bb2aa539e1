//! The differences that a page records between its samples and its tables.
//!
//! The resolved API keeps a deviation's place and words but not its kind, so the kind is read off
//! the lines of the page's file.

use generator::api::Page;

use crate::json::Json;
use crate::subject::Subject;

/// A recorded difference.
#[derive(Debug)]
pub(super) struct Record {
    /// Where in the sample: names of keys with dots between them.
    pub(super) at: String,
    /// `unknown-in-sample` and the like.
    pub(super) kind: String,
}

/// What a page records of one of its samples.
pub(super) struct Recorded {
    records: Vec<Record>,
    /// The places of all deviations, of whatever kind.
    places: Vec<String>,
}

impl Recorded {
    /// The records on the sample `request` or `answer` of a page.
    pub(super) fn of(subject: &Subject, page: &Page, sample: &str) -> Self {
        let text = &subject.sources[&page.source];
        let below = |at: &str| at.strip_prefix(&format!("{sample}.")).map(str::to_owned);
        let record = |(at, kind): (String, String)| Some(Record { at: below(&at)?, kind });
        let kinds = kinds(text);
        let said = text.lines().filter(|line| line.trim_start().starts_with("deviates:")).count();
        assert_eq!(kinds.len(), said, "{}: a `deviates` that does not follow `at`", page.source);
        Self {
            records: kinds.into_iter().filter_map(record).collect(),
            places: page.deviations.iter().filter_map(|it| below(&canonical(&it.at))).collect(),
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Record> {
        self.records.iter()
    }

    /// The sample with values of `example` where its own are said to break their rows.
    pub(super) fn mended(&self, sample: &Json, example: &Json) -> Json {
        let broken = self.records.iter().filter(|it| it.kind == "sample-breaks-row");
        broken.fold(sample.clone(), |sample, record| {
            let pointer = format!("/{}", record.at.replace('.', "/"));
            match example.at(&pointer) {
                Some(value) if sample.at(&pointer).is_some() => {
                    sample.with(&pointer, value.clone())
                }
                _ => sample,
            }
        })
    }

    /// Whether a difference of this kind is recorded at this place.
    pub(super) fn has(&self, kind: &str, at: &str) -> bool {
        self.records.iter().any(|it| it.kind == kind && it.at == at)
    }

    /// Whether anything at all is recorded at this place.
    pub(super) fn speaks_of(&self, at: &str) -> bool {
        self.places.iter().any(|it| it == at)
    }
}

/// The places with the kinds: a line `deviates: …` stands below its line `- at: …`.
fn kinds(text: &str) -> Vec<(String, String)> {
    let mut kinds = Vec::new();
    let mut at = None;
    for line in text.lines().map(str::trim) {
        if let Some(place) = line.strip_prefix("- at:") {
            at = Some(canonical(place.trim()));
        } else if let Some(kind) = line.strip_prefix("deviates:") {
            kinds.extend(at.take().map(|at| (at, kind.trim().to_owned())));
        }
    }
    kinds
}

/// The values at a place of a sample; a list has one for each of its items that has the key.
pub(super) fn values<'s>(sample: &'s Json, at: &str) -> Vec<&'s Json> {
    at.split('.').fold(vec![sample], |values, key| {
        let items = values.into_iter().flat_map(|value| match value {
            Json::List(items) => items.iter().collect(),
            other => vec![other],
        });
        items.filter_map(|value| value.get(key)).collect()
    })
}

/// A place as samples spell it: `body.x` and `samples.request.x` are the same.
fn canonical(at: &str) -> String {
    let at = at.strip_prefix("samples.").unwrap_or(at);
    match at.strip_prefix("body.") {
        Some(rest) => format!("request.{rest}"),
        None => at.to_owned(),
    }
}
