//! A spec that says something else: some test vector must fail of what is generated from it. Each
//! kind of change that a revision of the documentation brings is made at many places of SmartPay's
//! spec, one at a time, and what is then exported, schemas and calls, is held against the vectors of
//! the spec as it is; and the comparison must call the change what it is. [`named`] does so for each
//! kind of the catalogue. The Rust validators of the other spec are not compiled: that they say what
//! the schemas say is shown for the spec as it is, by `differential`.
//!
//! A sample of the places is taken; `SPEC_MUTATIONS=all` takes all of them.

mod catalogue;
mod edits;
mod named;
mod slips;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use generator::compare::{Change, Kind, compare};
use generator::{Api, Report, Sources};

use crate::differential::differences::as_judged;
use crate::subject;
use crate::vectors::schema::{Judge, Schemas};
use crate::vectors::{File, agrees, files, places};

use slips::{SLIPS, Slip};

type Texts = BTreeMap<String, String>;

/// A change of the spec at one place.
struct Mutant {
    kind: &'static Slip,
    file: String,
    /// File and line.
    place: String,
    texts: Texts,
}

/// What became of the changes of one kind.
#[derive(Debug, Default)]
struct Tally {
    /// The check refuses the spec.
    refused: usize,
    /// A vector fails.
    caught: usize,
    /// No vector covers it: all hold still, and one is missing.
    uncovered: Vec<String>,
    /// The comparison calls it something else.
    misnamed: Vec<String>,
    /// No vector fails, and none is missing.
    missed: Vec<String>,
}

/// What the vectors of the spec as it was say of another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// One fails, or is of a call that is no longer so.
    Fails,
    /// All hold, and there is none for something new.
    Uncovered,
    /// All hold, and they are all that there should be.
    Nothing,
}

/// Kinds of which no vector can fail, and why.
const NEW: &[(&str, &str)] = &[
    ("row added", "a body without the row is as right as before, and no vector has it"),
    ("value added", "the values that were right are so still, and no vector has the new one"),
];

/// Kinds that the check refuses at all places of this spec, and why. [`named`] makes them with more edits.
const REFUSED: &[(&str, &str)] =
    &[("null forbidden", "each row that may be null is null in a sample of its page")];

/// What else a slip brings.
const BESIDE: &[(&str, Kind)] = &[
    // The two texts of a boolean in a query, and a third one.
    ("value removed", Kind::EnumAdded),
    ("value added", Kind::EnumAdded),
    // Without its rule a `Conditional` row is a `No`.
    ("rule removed", Kind::WordChanged),
    // Nothing says that it is the same row.
    ("row renamed", Kind::RowAdded),
    ("row renamed", Kind::RowAddedMandatory),
];

/// How many places of each kind are tried unless all are: not counting those at which the check refuses
/// the spec, since there the change alone contradicts a sample or a rule.
const SAMPLE: usize = 5;

#[test]
fn each_kind_of_change_of_the_spec_fails_a_vector() {
    let subject = &subject::all()[0];
    let takes_all = std::env::var("SPEC_MUTATIONS").is_ok_and(|it| it == "all");
    let most = if takes_all { usize::MAX } else { SAMPLE };
    let next = AtomicUsize::new(0);
    let work = || {
        let (files, present) = (files(&subject.api), Schemas::of(&subject.api));
        let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
        while let Some(kind) = SLIPS.get(next.fetch_add(1, Ordering::Relaxed)) {
            let tally = tallies.entry(kind.name).or_default();
            for mutant in spread(mutants(kind, &subject.sources)) {
                if tally.tried() < most {
                    tally.count(&mutant, &subject.api, &files, &present);
                }
            }
        }
        tallies
    };
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let tallies: BTreeMap<&str, Tally> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|it| it.join().unwrap()).collect()
    });
    let mut failures = Vec::new();
    for kind in SLIPS {
        let tally = tallies.get(kind.name).unwrap_or_else(|| panic!("{}: no place", kind.name));
        failures.extend(tally.failures().map(|it| format!("{}: {it}", kind.name)));
        println!("{}: {}", kind.name, tally.summary());
        let is_one_of = |list: &[(&str, &str)]| list.iter().any(|(name, _)| *name == kind.name);
        let expected = match (is_one_of(NEW), is_one_of(REFUSED)) {
            (true, _) => "uncovered",
            (_, true) => "refused",
            _ => "caught",
        };
        if tally.verdict() != expected {
            let (summary, places) = (tally.summary(), &tally.uncovered);
            failures.push(format!("{}: not {expected}: {summary}, {places:?}", kind.name));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

impl Tally {
    fn count(&mut self, mutant: &Mutant, old: &Api, files: &[File], present: &Schemas<'_>) {
        let Ok(api) = checked(&mutant.texts) else {
            self.refused += 1;
            return;
        };
        if let Err(what) = named_as_it_is(mutant, old, &api) {
            self.misnamed.push(format!("{}: {what}", mutant.place));
        }
        match shown(&api, files, present) {
            Shown::Fails => self.caught += 1,
            Shown::Uncovered => self.uncovered.push(mutant.place.clone()),
            Shown::Nothing => self.missed.push(mutant.place.clone()),
        }
    }

    fn summary(&self) -> String {
        let [uncovered, missed] = [&self.uncovered, &self.missed].map(Vec::len);
        let (caught, refused) = (self.caught, self.refused);
        format!("{caught} caught, {uncovered} uncovered, {missed} missed, {refused} refused")
    }

    fn verdict(&self) -> &'static str {
        match (self.caught, self.uncovered.len(), self.missed.len()) {
            (0, 0, 0) => "refused",
            (0, 1.., 0) => "uncovered",
            (1.., 0, 0) => "caught",
            _ => "caught in part",
        }
    }

    fn tried(&self) -> usize {
        self.caught + self.uncovered.len() + self.missed.len()
    }

    fn failures(&self) -> impl Iterator<Item = String> {
        let misnamed = self.misnamed.iter().map(|it| format!("named otherwise: {it}"));
        let missed = self.missed.iter().map(|it| format!("no vector fails of {it}"));
        misnamed.chain(missed)
    }
}

/// The same in an order in which the first few are from all over the spec.
fn spread(mutants: Vec<Mutant>) -> impl Iterator<Item = Mutant> {
    let mut places: Vec<_> = mutants.into_iter().enumerate().collect();
    places.sort_by_key(|(index, _)| index.reverse_bits());
    places.into_iter().map(|(_, mutant)| mutant)
}

/// Every change of a kind.
fn mutants(kind: &'static Slip, texts: &Texts) -> Vec<Mutant> {
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
                kind,
                file: path.clone(),
                place: format!("{path}:{} {}", index + 1, lines[index].trim()),
                texts,
            });
        }
    }
    mutants
}

/// `Ok` if the comparison says what changed, that it is on this page, and nothing else. What is sent,
/// and what can be paged, may change on others by it.
fn named_as_it_is(mutant: &Mutant, old: &Api, new: &Api) -> Result<(), String> {
    const ELSEWHERE: [Kind; 2] = [Kind::BuilderRemoved, Kind::PagingRemoved];
    let changes = compare(old, new).changes;
    let is_own =
        |it: &&Change| mutant.kind.named.contains(&it.kind) && it.page.source == mutant.file;
    let is_beside = |it: &Change| BESIDE.contains(&(mutant.kind.name, it.kind));
    let is_odd = |it: &&Change| !is_own(it) && !is_beside(it) && !ELSEWHERE.contains(&it.kind);
    let odd: Vec<_> = changes.iter().filter(is_odd).map(|it| (it.kind, &it.place)).collect();
    match changes.iter().any(|it| is_own(&it)) && odd.is_empty() {
        true => Ok(()),
        false => Err(format!("{odd:?}")),
    }
}

fn checked(texts: &Texts) -> Result<Api, Report> {
    let sources: Sources = texts.iter().map(|(path, text)| (path, text.as_str())).collect();
    generator::check(&sources)
}

/// What the vectors say of what is exported of an API.
fn shown(api: &Api, committed: &[File], present: &Schemas<'_>) -> Shown {
    let (schemas, now) = (Schemas::of(api), files(api));
    let is_broken = |file: &File| {
        let Some(judge) = schemas.of_file(&file.name) else { return true };
        let is_same = present.of_file(&file.name).is_some_and(|it| it.is_same(judge));
        !is_call_of(file, &now) || !is_same && fails(api, file, judge)
    };
    if committed.iter().any(is_broken) {
        return Shown::Fails;
    }
    let is_covered = |judge: &Judge<'_>| {
        let file = committed.iter().find(|it| it.is_of(judge.object));
        let is_whole =
            |it: &File| judge.untried(it, committed).is_empty() && judge.stale(it).is_empty();
        file.is_some_and(is_whole)
    };
    if schemas.judges.iter().all(is_covered) { Shown::Nothing } else { Shown::Uncovered }
}

/// Whether a file speaks of the call as it is: `sandbox::calls` shows that each of these counts.
fn is_call_of(committed: &File, now: &[File]) -> bool {
    let now = now.iter().find(|it| it.name == committed.name);
    now.is_some_and(|now| now.json.get("call") == committed.json.get("call"))
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
