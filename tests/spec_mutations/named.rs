//! What the comparison says of each change: the kind that it is of, at its place, and nothing else.

use std::collections::BTreeSet;

use generator::compare::{Kind, compare};
use generator::{Api, Report};

use super::catalogue::{Mutation, mutations};
use super::edits::edited;
use super::{Shown, checked, shown};
use crate::law::Law;
use crate::subject;
use crate::vectors::File;
use crate::vectors::files;
use crate::vectors::schema::Schemas;

/// Kinds that no edit makes in SmartPay's spec, and why. `generator/tests/changes` makes them in a
/// spec of its own.
const NOT_HERE: &[(Kind, &str)] = &[
    (Kind::BodyRemoved, "each body of SmartPay is what its endpoint sets, or has deviations"),
    (Kind::ConditionsUndecided, "no table of SmartPay has so many rows that may be missing"),
];

#[test]
fn every_kind_of_the_catalogue_is_made_once() {
    let made: BTreeSet<Kind> = mutations().map(|it| it.kind).collect();
    let excused: BTreeSet<Kind> = NOT_HERE.iter().map(|it| it.0).collect();
    let all: BTreeSet<Kind> = Kind::ALL.iter().copied().collect();
    let missing: Vec<_> = all.difference(&made).filter(|it| !excused.contains(it)).collect();
    assert!(missing.is_empty(), "no mutation makes {missing:?}");
    let idle: Vec<_> = excused.intersection(&made).collect();
    assert!(idle.is_empty(), "a mutation makes {idle:?}: take them off the list");
}

#[test]
fn each_change_is_named_as_what_it_is_and_fails_a_vector() {
    let subject = &subject::all()[0];
    let (files, present) = (files(&subject.api), Schemas::of(&subject.api));
    let mut law = Law::new("each kind of change is named, alone, and fails a vector");
    for mutation in mutations() {
        let outcome = edited(&subject.sources, mutation.edits)
            .and_then(|texts| checked(&texts).map_err(|report| refused(&report)))
            .and_then(|api| judged(mutation, &subject.api, &api, &files, &present));
        law.case(|| format!("{} {:?}", mutation.kind.id(), mutation.at), outcome);
    }
    law.hold();
}

/// What the check says first.
fn refused(report: &Report) -> String {
    let text = report.to_string();
    let lines: Vec<&str> = text.lines().take(4).collect();
    format!("is refused: {}", lines.join(" "))
}

fn judged(
    mutation: &Mutation,
    old: &Api,
    new: &Api,
    files: &[File],
    present: &Schemas<'_>,
) -> Result<(), String> {
    let own = mutation.at.iter().map(|(file, place)| (mutation.kind, *file, *place));
    let mut expected: Vec<_> = own.chain(mutation.also.iter().copied()).collect();
    let comparison = compare(old, new);
    let found = comparison.changes.iter();
    let mut found: Vec<_> =
        found.map(|it| (it.kind, it.page.source.as_str(), it.place.as_str())).collect();
    expected.sort_unstable();
    found.sort_unstable();
    if found != expected {
        return Err(format!("named {found:?}, expected {expected:?}"));
    }
    if mutation.also.is_empty() != mutation.because.is_empty() {
        return Err("what comes with it, and why, belong together".to_owned());
    }
    match shown(new, files, present) {
        shown if shown == mutation.shown => Ok(()),
        Shown::Fails => Err(format!("a vector fails, though {}", mutation.quiet)),
        shown => Err(format!("no vector fails: {shown:?}")),
    }
}
