//! The test vectors, judged by the generated clients and by the exported schemas. What each expects
//! follows from the spec alone; a judge that disagrees does so by a difference with a name.

mod received;
mod rust;
pub(crate) mod schema;

use std::collections::{BTreeMap, BTreeSet};

use generator::Api;
use generator::api::{Endpoint, Object, Part, Row, Type};

use crate::differential::differences::{Difference, as_judged, as_sent};
use crate::json::{Json, below, steps};
use crate::law::Law;
use crate::subject::{self, Subject};

/// The places that offend, each with its part before it: `/body/amount`.
pub(crate) type Places = BTreeSet<String>;

/// A file of vectors.
pub(crate) struct File {
    /// The Rust name of the request or of the object.
    pub(crate) name: String,
    pub(crate) json: Json,
}

/// A request or what is received, with what is expected of it.
pub(crate) struct Vector {
    pub(crate) name: String,
    /// The parts: path, query and body.
    pub(crate) parts: Json,
    pub(crate) offending: Places,
}

/// The files of an API.
pub(crate) fn files(api: &Api) -> Vec<File> {
    let files = generator::vectors(api).into_iter();
    let file = |(path, text): (String, String)| {
        let name = path.strip_suffix(".json")?.to_owned();
        Some(File { name, json: Json::read(&text) })
    };
    files.filter_map(file).collect()
}

impl File {
    /// Whether the file is about an object.
    pub(crate) fn is_of(&self, object: &Object) -> bool {
        self.name == object.ident.as_str()
    }

    /// What is said of the call.
    pub(crate) fn call(&self, key: &str) -> Option<&Json> {
        self.json.get("call")?.get(key)
    }

    /// Each case carried out on the base.
    pub(crate) fn vectors(&self) -> impl Iterator<Item = Vector> {
        let base = self.json.get("base").unwrap();
        let Some(Json::List(cases)) = self.json.get("cases") else { panic!("no cases") };
        cases.iter().map(|case| {
            let mut parts = base.clone();
            if let Some(Json::Object(set)) = case.get("set") {
                for (pointer, value) in set {
                    parts = parts.with(pointer, written_out(value));
                }
            }
            for pointer in texts(case.get("remove")) {
                parts = parts.without(&pointer);
            }
            let name = format!("{}: {case}", self.name);
            Vector { name, parts, offending: texts(case.get("offends")).collect() }
        })
    }
}

/// The texts of a list; none where there is no list.
pub(crate) fn texts(list: Option<&Json>) -> impl Iterator<Item = String> {
    let items = match list {
        Some(Json::List(items)) => items.as_slice(),
        _ => &[],
    };
    items.iter().map(|it| match it {
        Json::Text(text) => text.clone(),
        other => panic!("no text: {other}"),
    })
}

/// The value with its long texts in full.
fn written_out(value: &Json) -> Json {
    match (value.get("$repeat"), value.get("characters"), value) {
        (Some(Json::Text(unit)), Some(Json::Number(most)), _) => {
            Json::text(unit.chars().cycle().take(most.parse().unwrap()).collect::<String>())
        }
        (.., Json::List(items)) => Json::List(items.iter().map(written_out).collect()),
        (.., Json::Object(entries)) => {
            let entry = |(key, value): &(String, Json)| (key.clone(), written_out(value));
            Json::Object(entries.iter().map(entry).collect())
        }
        _ => value.clone(),
    }
}

/// `Ok` if a judge says what is expected, save at places where it differs by nature.
pub(crate) fn agrees(found: &Places, expected: &Places, differing: &Places) -> Result<(), String> {
    let is_explained = found.symmetric_difference(expected).all(|it| differing.contains(it));
    match is_explained {
        true => Ok(()),
        false => Err(format!("found {found:?}, expected {expected:?}")),
    }
}

/// How often a judge differed by nature.
type Tally = BTreeMap<String, usize>;

fn count(tally: &mut Tally, difference: impl std::fmt::Debug) {
    *tally.entry(format!("{difference:?}")).or_default() += 1;
}

/// The places of the body at which a judge differs by nature. Where null counts as nothing, a rule
/// of the object around it may be broken instead.
pub(crate) fn places(found: &[(String, Difference)]) -> Places {
    let mut places = Places::new();
    for (place, difference) in found {
        if let (Difference::NullIsNotGiven, Some((around, _))) =
            (difference, place.rsplit_once('/'))
        {
            places.insert(format!("/body{around}"));
        }
        places.insert(format!("/body{place}"));
    }
    places
}

/// Each vector of each request, with its endpoint.
fn each_sent(mut visit: impl FnMut(&Subject, &Endpoint, &Vector)) {
    for subject in subject::all() {
        let files = files(&subject.api);
        for (_, endpoint) in subject.api.endpoints() {
            let name = endpoint.request.ident.as_str();
            let file = files.iter().find(|it| it.name == name);
            let file = file.unwrap_or_else(|| panic!("{name} has no vectors"));
            file.vectors().for_each(|vector| visit(subject, endpoint, &vector));
        }
    }
}

#[test]
fn the_generated_requests_judge_as_expected() {
    let mut law = Law::new("the generated requests judge each vector as expected");
    let mut tally = Tally::new();
    each_sent(|subject, endpoint, vector| {
        let found = rust::places(subject, endpoint, &vector.parts);
        let body = vector.parts.get("body");
        let differing =
            body.map_or_else(Vec::new, |body| as_sent(&subject.api, &endpoint.request, body).1);
        let outcome = agrees(&found, &vector.offending, &places(&differing));
        if found != vector.offending {
            differing.iter().for_each(|(_, it)| count(&mut tally, it));
        }
        law.case(|| vector.name.clone(), outcome);
    });
    println!("by nature different: {tally:?}");
    law.hold();
}

#[test]
fn the_exported_schemas_judge_as_expected() {
    let mut law = Law::new("the exported schemas judge each vector as expected");
    let mut tally = Tally::new();
    for subject in subject::all() {
        let schemas = schema::Schemas::of(&subject.api);
        for file in files(&subject.api) {
            let judge = schemas.of_file(&file.name).unwrap();
            for vector in file.vectors() {
                let found = judge.places(&vector.parts);
                let body = vector.parts.get("body");
                let differing =
                    body.map_or_else(Vec::new, |it| as_judged(&subject.api, judge.object, it).1);
                if found != vector.offending {
                    differing.iter().for_each(|(_, it)| count(&mut tally, it));
                }
                let outcome = agrees(&found, &vector.offending, &places(&differing));
                law.case(|| vector.name.clone(), outcome);
            }
        }
    }
    println!("by nature different: {tally:?}");
    law.hold();
}

/// A row that no case is about could change without any vector failing.
#[test]
fn every_row_of_every_body_is_put_to_the_test() {
    for subject in subject::all() {
        let schemas = schema::Schemas::of(&subject.api);
        let files = files(&subject.api);
        for file in &files {
            let untried = schemas.of_file(&file.name).unwrap().untried(file, &files);
            assert!(untried.is_empty(), "{}: {untried:?} is in no case", file.name);
        }
    }
}

/// The row at a place, with the part before it.
fn row_at<'a>(api: &'a Api, object: &'a Object, place: &str) -> Option<&'a Row> {
    let within: String = steps(place).iter().skip(1).map(|step| below("", step)).collect();
    crate::places::row_at(api, object, &within).map(|(_, row)| row)
}

fn prefix(part: Part) -> &'static str {
    match part {
        Part::Path => "/path",
        Part::Query => "/query",
        Part::Body => "/body",
    }
}

/// Whether a text is one of a flag's two.
fn flag(row: &Row, value: &Json) -> Option<bool> {
    match (&row.ty, value) {
        (Type::Flag(_, yes), Json::Text(text)) if text == yes => Some(true),
        (Type::Flag(no, _), Json::Text(text)) if text == no => Some(false),
        _ => None,
    }
}
