//! A spec that says something else: some test vector must fail of what is generated from it. Each
//! kind of change that a revision of the documentation brings is made at many places of SmartPay's
//! spec, one at a time, and what is then exported is held against the vectors of the spec as it is; and the
//! comparison must call the change what it is. [`named`] does so for each kind of the catalogue.
//!
//! A sample of the places is taken; `SPEC_MUTATIONS=all` takes all of them.

mod catalogue;
mod edits;
mod named;
mod slips;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use generator::compare::{Kind, compare};
use generator::{Api, Report, Sources};

use crate::differential::differences::as_judged;
use crate::json::Json;
use crate::subject;
use crate::vectors::schema::{Judge, Schemas};
use crate::vectors::{File, agrees, files, places};

use slips::{SLIPS, Slip};

type Texts = BTreeMap<String, String>;

/// A change of the spec at one place.
struct Mutant {
    kind: &'static str,
    named: &'static [Kind],
    file: String,
    /// File and line.
    place: String,
    texts: Texts,
}

/// What became of the changes of one kind.
#[derive(Debug, Default)]
struct Tally {
    /// The check refuses the spec: the change alone contradicts a sample or a rule.
    refused: usize,
    /// A vector fails.
    caught: usize,
    /// The comparison calls it something else.
    misnamed: Vec<String>,
    /// No vector fails.
    missed: Vec<String>,
}

/// How many places of each kind are tried unless all are.
const SAMPLE: usize = 5;

#[test]
fn each_kind_of_change_of_the_spec_fails_a_vector() {
    let subject = &subject::all()[0];
    let takes_all = std::env::var("SPEC_MUTATIONS").is_ok_and(|it| it == "all");
    let mutants: Vec<Mutant> = SLIPS
        .iter()
        .flat_map(|kind| {
            let all: Vec<Mutant> = mutants(kind, &subject.sources);
            let step = if takes_all { 1 } else { all.len().div_ceil(SAMPLE).max(1) };
            all.into_iter().step_by(step)
        })
        .collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let (files, present) = (files(&subject.api), Schemas::of(&subject.api));
        let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
        while let Some(mutant) = mutants.get(next.fetch_add(1, Ordering::Relaxed)) {
            let tally = tallies.entry(mutant.kind).or_default();
            match checked(&mutant.texts) {
                Err(_) => tally.refused += 1,
                Ok(api) if !is_named(mutant, &subject.api, &api) => {
                    tally.misnamed.push(mutant.place.clone());
                }
                Ok(api) if is_caught(&api, &files, &present) => tally.caught += 1,
                Ok(_) => tally.missed.push(mutant.place.clone()),
            }
        }
        tallies
    };
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let tallies = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        threads.into_iter().map(|it| it.join().unwrap()).fold(BTreeMap::new(), together)
    });
    let mut failures = Vec::new();
    for kind in SLIPS {
        let tally = tallies.get(kind.name).unwrap_or_else(|| panic!("{}: no place", kind.name));
        let Tally { refused, caught, misnamed, missed } = tally;
        println!(
            "{}: {caught} caught, {refused} refused by the check, missed {missed:?}",
            kind.name
        );
        failures.extend(misnamed.iter().map(|it| format!("{}: named otherwise: {it}", kind.name)));
        failures.extend(missed.iter().map(|it| format!("{}: no vector fails of {it}", kind.name)));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn together<'k>(
    mut one: BTreeMap<&'k str, Tally>,
    other: BTreeMap<&'k str, Tally>,
) -> BTreeMap<&'k str, Tally> {
    for (kind, tally) in other {
        let sum = one.entry(kind).or_default();
        sum.refused += tally.refused;
        sum.caught += tally.caught;
        sum.misnamed.extend(tally.misnamed);
        sum.missed.extend(tally.missed);
    }
    one
}

/// Every change of a kind.
fn mutants(kind: &Slip, texts: &Texts) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for (path, text) in texts {
        let lines: Vec<&str> = text.lines().collect();
        // What a web page is given stands in no vector: it is neither sent nor received.
        let is_embedded = lines.iter().any(|it| it.starts_with("embeds:"));
        for (index, _) in lines.iter().enumerate().filter(|_| !is_embedded) {
            let Some(changed) = (kind.change)(&lines, index) else { continue };
            let mut texts = texts.clone();
            texts.insert(path.clone(), changed.join("\n") + "\n");
            mutants.push(Mutant {
                kind: kind.name,
                named: kind.named,
                file: path.clone(),
                place: format!("{path}:{} {}", index + 1, lines[index].trim()),
                texts,
            });
        }
    }
    mutants
}

/// Whether the comparison says what changed, and that it is on this page. What is sent, and what can
/// be paged, may change on others by it.
fn is_named(mutant: &Mutant, old: &Api, new: &Api) -> bool {
    const ELSEWHERE: [Kind; 2] = [Kind::BuilderRemoved, Kind::PagingRemoved];
    let changes = compare(old, new).changes;
    changes.iter().any(|it| mutant.named.contains(&it.kind))
        && changes.iter().all(|it| it.page.source == mutant.file || ELSEWHERE.contains(&it.kind))
}

fn checked(texts: &Texts) -> Result<Api, Report> {
    let sources: Sources = texts.iter().map(|(path, text)| (path, text.as_str())).collect();
    generator::check(&sources)
}

/// Whether a vector fails of what is exported of an API.
fn is_caught(api: &Api, files: &[File], present: &Schemas<'_>) -> bool {
    let schemas = Schemas::of(api);
    let has_vectors = |judge: &Judge<'_>| files.iter().any(|it| it.is_of(judge.object));
    !schemas.judges.iter().all(has_vectors)
        || files.iter().any(|file| {
            let Some(judge) = schemas.of_file(&file.name) else { return true };
            let is_same = present.of_file(&file.name).is_some_and(|it| it.is_same(judge));
            !is_call_of(file, judge)
                || !is_same
                    && (fails(api, file, judge)
                        || !judge.untried(file, files).is_empty()
                        || !judge.stale(file).is_empty())
        })
}

/// Whether a file speaks of the call as it is.
fn is_call_of(file: &File, judge: &Judge<'_>) -> bool {
    let (Some(call), Some(endpoint)) = (file.json.get("call"), judge.endpoint) else {
        return file.json.get("call").is_none() && judge.endpoint.is_none();
    };
    let success = endpoint.success.map(Json::number);
    let idempotent_by = endpoint.idempotent_by.as_ref().map(Json::text);
    call.get("method") == Some(&Json::text(&endpoint.method))
        && call.get("path") == Some(&Json::text(&endpoint.template))
        && call.get("success") == success.as_ref()
        && call.get("idempotentBy") == idempotent_by.as_ref()
}

fn fails(api: &Api, file: &File, judge: &Judge<'_>) -> bool {
    file.vectors().any(|vector| {
        let found = judge.places(&vector.parts);
        found != vector.offending && {
            let body = vector.parts.get("body");
            let differing = body.map_or_else(Vec::new, |it| as_judged(api, judge.object, it).1);
            agrees(&found, &vector.offending, &places(&differing)).is_err()
        }
    })
}
