//! Two specs side by side: what changed, whom it breaks, and why.
//!
//! [`compare`] walks two resolved APIs and says which kind each change is of. What a kind means for
//! requests, for answers and for Rust is data: [`catalogue`]. Conditions among rows are compared by
//! what they allow (`conditions`), and a change that refuses what was accepted brings a request
//! to show it (`witness`).

mod catalogue;
mod cause;
mod change;
mod changelog;
mod conditions;
mod coverage;
mod documents;
mod endpoints;
mod enums;
mod fingerprint;
mod limits;
mod markdown;
mod model;
mod objects;
mod recorded;
mod review;
mod rows;
mod service;
mod table;
mod text;
mod types;
mod version;
mod walk;
mod witness;

use serde::Serialize;

use crate::api::Api;

pub use catalogue::{Bump, Kind, Rule, Rust, Wire, catalogue};
pub use cause::Cause;
pub use change::{Change, Page};
pub use fingerprint::Fingerprint;
pub use recorded::{Causes, Unknown, causes};
pub use review::{Side, review};
pub use version::Versions;

/// What changed between two specs.
#[derive(Debug, Serialize)]
pub struct Comparison {
    /// The crate's name.
    pub package: String,
    /// The crate's version before and after, and the one that is called for.
    pub version: Versions,
    /// The changes, grouped by page in the order of the pages.
    pub changes: Vec<Change>,
}

/// Compares two specs.
#[must_use]
pub fn compare(old: &Api, new: &Api) -> Comparison {
    let mut walk = walk::Walk::new(old, new);
    service::compare(&mut walk);
    documents::compare(&mut walk);
    endpoints::compare(&mut walk);
    objects::compare(&mut walk);
    enums::compare(&mut walk);
    let changes = walk.finish();
    let bump = changes.iter().map(|it| it.bump).max();
    Comparison {
        package: new.package.name.clone(),
        version: Versions::new(&old.package.version, &new.package.version, bump),
        changes,
    }
}

impl Comparison {
    /// The changes of each page, in order.
    pub fn pages(&self) -> impl Iterator<Item = (&Page, &[Change])> {
        self.changes
            .chunk_by(|a, b| a.page.source == b.page.source)
            .filter_map(|changes| Some((&changes.first()?.page, changes)))
    }

    /// Whether an old request, an old reader, or a program breaks: for each, how many changes do.
    #[must_use]
    pub fn breaking(&self) -> [usize; 3] {
        let count = |breaks: fn(&&Change) -> bool| self.changes.iter().filter(breaks).count();
        [
            count(|it| it.request == Some(Wire::Breaks)),
            count(|it| it.answer == Some(Wire::Breaks)),
            count(|it| it.breaks_rust),
        ]
    }

    /// The comparison as JSON, indented.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Nothing in it can fail to be written: no map has another key than text.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}
