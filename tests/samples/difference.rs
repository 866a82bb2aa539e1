//! What differs between a sample and what is written of it, and whether the page says so.

use std::collections::BTreeSet;

use generator::Api;
use generator::api::{Object, Type};

use super::recorded::Recorded;
use crate::json::{Json, below};
use crate::places;

/// `Ok` if every difference between a sample and what was written of it is recorded, and every
/// recorded one is there. `readable` is the sample as it was read: with other values where its own
/// cannot be.
pub(super) fn explain(
    (api, object): (&Api, &Object),
    sample: &Json,
    readable: &Json,
    printed: &Json,
    recorded: &Recorded,
) -> Result<(), String> {
    let (used, broken) = (BTreeSet::new(), Vec::new());
    let mut held = Held { api, object, readable, recorded, used, broken };
    held.value(sample, printed, "", "");
    for record in recorded.iter() {
        let differs = matches!(record.kind.as_str(), "unknown-in-sample" | "sample-breaks-row");
        if differs && !held.used.contains(&record.at) {
            held.broken.push(format!("`{}` is said to differ and does not", record.at));
        }
    }
    if held.broken.is_empty() { Ok(()) } else { Err(held.broken.join("; ")) }
}

/// A sample held against what was written.
struct Held<'a> {
    api: &'a Api,
    object: &'a Object,
    readable: &'a Json,
    recorded: &'a Recorded,
    /// The recorded places that differ.
    used: BTreeSet<String>,
    broken: Vec<String>,
}

impl Held<'_> {
    /// Compares two values; `at` is the place as deviations spell it, without indices.
    fn value(&mut self, sample: &Json, printed: &Json, pointer: &str, at: &str) {
        match (sample, printed) {
            (Json::Object(entries), Json::Object(written)) => {
                for (key, value) in entries {
                    let (pointer, at) = (below(pointer, key), joined(at, key));
                    match printed.get(key) {
                        Some(printed) => self.value(value, printed, &pointer, &at),
                        None => self.absent(value, &at),
                    }
                }
                for (key, _) in written.iter().filter(|(key, _)| sample.get(key).is_none()) {
                    self.broken.push(format!("`{}` is written and not shown", joined(at, key)));
                }
            }
            (Json::List(items), Json::List(written)) if items.len() == written.len() => {
                for (index, (item, written)) in items.iter().zip(written).enumerate() {
                    self.value(item, written, &below(pointer, &index.to_string()), at);
                }
            }
            (sample, printed) if sample == printed => {}
            (sample, printed) => self.changed(sample, printed, pointer, at),
        }
    }

    fn absent(&mut self, sample: &Json, at: &str) {
        if self.recorded.has("unknown-in-sample", at) {
            self.used.insert(at.to_owned());
        } else if *sample != Json::Null {
            self.broken.push(format!("`{at}` is shown and not written"));
        }
    }

    fn changed(&mut self, sample: &Json, printed: &Json, pointer: &str, at: &str) {
        let breaks_row = self.recorded.has("sample-breaks-row", at);
        if breaks_row {
            self.used.insert(at.to_owned());
        }
        let is_explained = match (sample, printed) {
            // A number that the sample has as a text keeps its digits.
            (Json::Text(text), Json::Number(digits)) if text == digits => breaks_row,
            // Any other value could not be read, and was replaced by one that can.
            _ if breaks_row => self.readable.at(pointer) == Some(printed),
            (Json::Text(shown), Json::Text(written)) => {
                shown.eq_ignore_ascii_case(written)
                    && self.ignores_case(pointer)
                    && self.recorded.speaks_of(at)
            }
            _ => false,
        };
        if !is_explained {
            self.broken.push(format!("`{at}` is shown as {sample} and written as {printed}"));
        }
    }

    /// Whether the row at a pointer has values that are the same in any case.
    fn ignores_case(&self, pointer: &str) -> bool {
        match places::row_at(self.api, self.object, pointer).map(|(_, row)| &row.ty) {
            Some(Type::Enum(id)) => self.api.enumeration(*id).ignore_case,
            _ => false,
        }
    }
}

fn joined(at: &str, key: &str) -> String {
    if at.is_empty() { key.to_owned() } else { format!("{at}.{key}") }
}
