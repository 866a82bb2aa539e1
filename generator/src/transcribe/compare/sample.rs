//! The samples: place by place.

use std::collections::BTreeSet;

use super::{Change, Comparison, Kind};
use crate::api;
use crate::transcribe::expected::Sample;
use crate::transcribe::identify::keys;
use crate::transcribe::samples::PageSample;
use crate::transcribe::section::Side;
use crate::transcribe::text::cleaned;
use crate::yaml::Value;

/// The most differences of one sample that are listed.
const MOST: usize = 50;

impl Comparison<'_, '_> {
    pub(super) fn samples(&mut self) {
        let matched = matched(&self.expected.samples, &self.page.samples);
        for (index, expected) in self.expected.samples.iter().enumerate() {
            let name = name(expected.side);
            let Some(found) = matched.iter().position(|it| *it == Some(index)) else {
                self.not_on_this_copy(format!("the sample `{name}`"));
                continue;
            };
            let (_, sample) = &self.page.samples[found];
            let mut places = Vec::new();
            differences(&expected.body.value, &sample.body, "", sample.is_cut, &mut places);
            if places.len() > MOST {
                let why = format!("{} more differences of `{name}`", places.len() - MOST);
                self.not_understood(Some(sample.line), why);
                places.truncate(MOST);
            }
            for place in places {
                let mut change = Change::new(Kind::SampleChanged, &*name);
                change.row = (!place.at.is_empty()).then_some(place.at);
                (change.spec, change.page) = (place.spec, place.page);
                self.changes.push(change);
            }
            if sample.is_cut {
                self.not_on_this_copy(format!("the end of the sample `{name}`"));
            }
        }
        for (index, (side, sample)) in self.page.samples.iter().enumerate() {
            if matched[index].is_none() && !sample.is_cut {
                let name = name(side.unwrap_or(Side::Request));
                let keys: Vec<String> = top_keys(&sample.body);
                let change = Change::new(Kind::SampleAdded, name);
                self.changes.push(change.page(format!("a sample with {}", keys.join(", "))));
            }
        }
    }
}

pub(in crate::transcribe) fn name(side: Side) -> String {
    match side {
        Side::Request => "samples.request",
        Side::Answer => "samples.answer",
        Side::Error => "samples.errors",
    }
    .to_owned()
}

fn top_keys(sample: &api::Sample) -> Vec<String> {
    match sample {
        api::Sample::Object(entries) => {
            entries.iter().take(3).map(|(key, _)| format!("`{key}`")).collect()
        }
        _ => vec!["no keys".to_owned()],
    }
}

/// For each sample of the page the one of the spec that it is: on the same side, and with the most
/// keys in common.
pub(in crate::transcribe) fn matched(
    expected: &[Sample<'_>],
    page: &[(Option<Side>, PageSample)],
) -> Vec<Option<usize>> {
    let mut matched = vec![None; page.len()];
    let mut pairs = Vec::new();
    for (here, (side, sample)) in page.iter().enumerate() {
        let shown: BTreeSet<String> = keys(sample).into_iter().collect();
        for (there, expected) in expected.iter().enumerate() {
            let documented: BTreeSet<String> = value_keys(&expected.body.value);
            let common = shown.intersection(&documented).count();
            let all = shown.union(&documented).count().max(1);
            let is_side = *side == Some(expected.side);
            let share = common * 100 / all + if is_side { 30 } else { 0 };
            if common > 0 || is_side && shown.is_empty() {
                pairs.push((std::cmp::Reverse(share), here, there));
            }
        }
    }
    pairs.sort();
    let mut taken = BTreeSet::new();
    for (_, here, there) in pairs {
        if matched[here].is_none() && taken.insert(there) {
            matched[here] = Some(there);
        }
    }
    matched
}

fn value_keys(value: &Value) -> BTreeSet<String> {
    match value {
        Value::Object(entries) => entries
            .iter()
            .flat_map(|(key, value)| {
                let mut keys = value_keys(&value.value);
                keys.insert(key.value.clone());
                keys
            })
            .collect(),
        Value::List(values) => values.iter().flat_map(|it| value_keys(&it.value)).collect(),
        _ => BTreeSet::new(),
    }
}

/// A place at which two samples differ.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::transcribe) struct Place {
    pub(in crate::transcribe) at: String,
    pub(in crate::transcribe) spec: Option<String>,
    pub(in crate::transcribe) page: Option<String>,
}

/// The places at which the page's sample differs. Where it is cut, nothing is missing.
pub(in crate::transcribe) fn differences(
    spec: &Value,
    page: &api::Sample,
    at: &str,
    is_cut: bool,
    places: &mut Vec<Place>,
) {
    let below = |key: &str| if at.is_empty() { key.to_owned() } else { format!("{at}.{key}") };
    match (spec, page) {
        (Value::Object(spec), api::Sample::Object(page)) => {
            for (key, value) in spec {
                match page.iter().find(|(it, _)| cleaned(it) == cleaned(key)) {
                    Some((_, found)) => {
                        differences(&value.value, found, &below(key), is_cut, places);
                    }
                    None if is_cut => {}
                    None => {
                        let spec = Some(shown_value(&value.value));
                        places.push(Place { at: below(key), spec, page: None });
                    }
                }
            }
            for (key, value) in page {
                if !spec.iter().any(|(it, _)| cleaned(it) == cleaned(key)) {
                    let page = Some(shown(value));
                    places.push(Place { at: below(key), spec: None, page });
                }
            }
        }
        (Value::List(spec), api::Sample::List(page)) => {
            for (index, (value, found)) in spec.iter().zip(page).enumerate() {
                differences(&value.value, found, &below(&index.to_string()), is_cut, places);
            }
            for (index, found) in page.iter().enumerate().skip(spec.len()) {
                let found = Some(shown(found));
                places.push(Place { at: below(&index.to_string()), spec: None, page: found });
            }
            for (index, value) in spec.iter().enumerate().skip(page.len()).filter(|_| !is_cut) {
                let spec = Some(shown_value(&value.value));
                places.push(Place { at: below(&index.to_string()), spec, page: None });
            }
        }
        (spec, page) => {
            let (spec, page) = (shown_value(spec), shown(page));
            if cleaned(&spec) != cleaned(&page) {
                let (at, spec, page) = (at.to_owned(), Some(spec), Some(page));
                places.push(Place { at, spec, page });
            }
        }
    }
}

fn shown(sample: &api::Sample) -> String {
    match sample {
        api::Sample::Object(_) => "an object".to_owned(),
        api::Sample::List(values) => format!("a list of {}", values.len()),
        scalar => scalar.to_json(),
    }
}

fn shown_value(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Boolean(value) => value.to_string(),
        Value::Number(digits) => digits.clone(),
        Value::Text(text) => serde_json::Value::from(text.as_str()).to_string(),
        Value::List(values) => format!("a list of {}", values.len()),
        Value::Object(_) => "an object".to_owned(),
    }
}
