//! A page as it reaches a maintainer, against the spec: what it says, how that differs, and how to
//! write it down.
//!
//! A page comes as saved HTML or as text copied from a browser, whole or cut, with its cells
//! separated or run together. [`text`] makes lines of it, [`outline`] finds its parts, [`tables`]
//! its rows; [`expected`] is the spec's side, and [`compare`] holds the two against each other.

mod columns;
mod compare;
mod condition;
mod expected;
mod glued;
mod html;
mod identify;
mod names;
mod outline;
mod particulars;
mod report;
mod rows;
mod samples;
mod section;
mod tables;
mod text;

pub use report::{Change, Drift, Kind, Obstacle, Revision, Unread, drift_schema};
pub use text::MAX_PAGE_BYTES;

use crate::diagnostics::{Diagnostics, Report};
use crate::sources::Sources;
use crate::spec::{self, Spec};
use compare::Comparison;
use expected::Expected;
use identify::Unidentified;
use outline::Outline;

/// A spec that is right, with the places of everything in it: what pages are compared with.
#[derive(Debug)]
pub struct Transcription {
    spec: Spec,
}

impl Transcription {
    /// Reads and checks a spec.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it.
    pub fn read(sources: &Sources) -> Result<Self, Report> {
        crate::check(sources)?;
        let mut found = Diagnostics::default();
        Ok(Self { spec: spec::read(sources, &mut found) })
    }

    /// How a page differs from the spec. `document` is its key, where that is to be told rather
    /// than found out.
    #[must_use]
    pub fn drift(&self, page: &[u8], document: Option<&str>) -> Drift {
        let lines = match text::lines(page) {
            Ok(lines) => lines,
            Err(why) => return Drift::not_understood(why),
        };
        let outline = Outline::of(lines);
        let source = std::str::from_utf8(page).unwrap_or_default();
        let expected = match identify::identify(&self.spec, &outline, source, document) {
            Ok(expected) => expected,
            Err(Unidentified::Unknown(why)) => return Drift::not_understood(why),
            Err(Unidentified::New) => {
                return Drift::not_understood(
                    "no document of the spec has its title, its request line or its rows: say \
                     which it is with `--document`, or draft it with `cargo xtask transcribe`"
                        .to_owned(),
                );
            }
        };
        let known = known(&self.spec, &expected, &outline);
        let (tables, unread) = tables::tables(&outline, &known);
        Comparison::new(&self.spec, &expected, &outline, &tables).drift(unread)
    }
}

/// The names of the spec and of the page's samples.
fn known(spec: &Spec, expected: &Expected<'_>, outline: &Outline) -> names::Known {
    let mut known = Expected::known(spec, Some(expected));
    for (_, sample) in &outline.samples {
        known.rows.extend(identify::keys(sample).into_iter().filter(|it| names::is_name(it)));
    }
    known
}
