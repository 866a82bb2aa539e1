//! One change and its verdicts.

use serde::Serialize;
use serde_json::value::RawValue;

use crate::api::Sample;

use super::{Bump, Cause, Fingerprint, Kind, Wire};

/// The page that a change stands on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page {
    /// Its file below the spec folder.
    pub source: String,
    /// Its title in the documentation.
    pub title: String,
}

/// A change between two specs.
#[derive(Debug, Serialize)]
pub struct Change {
    /// Names this change: by it a reviewer records the cause.
    pub fingerprint: Fingerprint,
    /// Which kind it is of.
    #[serde(serialize_with = "id")]
    pub kind: Kind,
    /// The page.
    pub page: Page,
    /// The place on the page, as in a deviation: `body.consumer`, `Address.state`.
    pub place: String,
    /// What stood there before.
    pub before: Option<String>,
    /// What stands there now.
    pub after: Option<String>,
    /// What becomes of old requests; `None` where nothing of it is sent.
    pub request: Option<Wire>,
    /// What becomes of old readers; `None` where nothing of it is received.
    pub answer: Option<Wire>,
    /// Whether a program that uses the old crate may not compile with the new one.
    pub breaks_rust: bool,
    /// How far the crate's version has to move.
    pub bump: Bump,
    /// The smallest request that was right and no longer is, as JSON.
    #[serde(serialize_with = "json")]
    pub witness: Option<Sample>,
    /// What a person should look at.
    pub hint: Option<String>,
    /// Where the change comes from, as far as the specs tell, or as a reviewer has recorded.
    pub cause: Cause,
    /// Whether a reviewer has recorded the cause.
    pub recorded: bool,
    /// The documents before and after, by their keys.
    #[serde(skip)]
    pub(super) documents: [Option<String>; 2],
}

impl Change {
    pub(super) fn between(
        &mut self,
        before: impl Into<String>,
        after: impl Into<String>,
    ) -> &mut Self {
        (self.before, self.after) = (Some(before.into()), Some(after.into()));
        self
    }

    pub(super) fn before(&mut self, before: impl Into<String>) -> &mut Self {
        self.before = Some(before.into());
        self
    }

    pub(super) fn after(&mut self, after: impl Into<String>) -> &mut Self {
        self.after = Some(after.into());
        self
    }

    /// Keeps a witness, where the change does break requests.
    pub(super) fn shown_by(&mut self, witness: impl FnOnce() -> Option<Sample>) -> &mut Self {
        if self.request == Some(Wire::Breaks) {
            self.witness = witness();
        }
        self
    }

    pub(super) fn hinted(&mut self, hint: Option<String>) -> &mut Self {
        self.hint = hint;
        self
    }

    /// Programs compile although changes of this kind may break them.
    pub(super) fn compiles_if(&mut self, it_does: bool) -> &mut Self {
        if it_does {
            (self.breaks_rust, self.bump) = (false, self.kind.rule().least);
        }
        self
    }

    /// The change in one clause: what changed, from what to what.
    #[must_use]
    pub fn words(&self) -> String {
        let what = self.kind.rule().what;
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => format!("{what}: {before} -> {after}"),
            (Some(one), None) | (None, Some(one)) => format!("{what}: {one}"),
            (None, None) => what.to_owned(),
        }
    }
}

fn id<S: serde::Serializer>(kind: &Kind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(kind.id())
}

/// A witness as JSON within JSON.
fn json<S: serde::Serializer>(witness: &Option<Sample>, serializer: S) -> Result<S::Ok, S::Error> {
    witness.as_ref().map(Json).serialize(serializer)
}

/// A sample, its numbers with the digits that they have.
struct Json<'a>(&'a Sample);

impl Serialize for Json<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Sample::Null => serializer.serialize_unit(),
            Sample::Boolean(value) => serializer.serialize_bool(*value),
            Sample::Number(digits) => RawValue::from_string(digits.clone())
                .map_err(serde::ser::Error::custom)?
                .serialize(serializer),
            Sample::Text(text) => serializer.serialize_str(text),
            Sample::List(values) => serializer.collect_seq(values.iter().map(Json)),
            Sample::Object(entries) => {
                serializer.collect_map(entries.iter().map(|(key, value)| (key, Json(value))))
            }
        }
    }
}
