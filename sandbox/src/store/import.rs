//! What may be imported: what a sandbox can have exported, and nothing that would break one later.

use std::collections::BTreeSet;

use super::{Changes, Resource, Schedule, StateError};
use crate::log::hint;
use crate::{clock, limits, notifications, time};

/// The largest number that counts something: the last whole one that every reader of JSON keeps.
const LARGEST: u64 = 1 << 53;

/// Checks the exported state of a merchant.
pub(super) fn check(merchant: &str, state: &Changes) -> Result<(), StateError> {
    let wrong = |text: String| StateError::Import { merchant: hint(merchant), text };
    let meta = state.meta.clone().unwrap_or_default();
    if let Some(target) = &meta.target {
        notifications::check_target(target).map_err(|text| wrong(format!("the target: {text}")))?;
    }
    if meta.sequence > LARGEST || meta.identifiers > LARGEST {
        return Err(wrong(format!("sequence and identifiers are at most {LARGEST}")));
    }
    clock::check(&meta.clock).map_err(|text| wrong(text.to_owned()))?;
    let mut names = BTreeSet::new();
    let mut sequences = BTreeSet::new();
    for resource in &state.resources {
        let called = || format!("{} {:.60}", resource.kind, resource.key);
        if resource.sequence > meta.sequence {
            return Err(wrong(format!("the sequence is behind that of {}", called())));
        }
        if !names.insert(resource.name()) || !sequences.insert(resource.sequence) {
            return Err(wrong(format!("{}, or its sequence, is there twice", called())));
        }
        check_resource(resource).map_err(|text| wrong(format!("{}: {text}", called())))?;
    }
    if state.notices.keys().any(|number| *number > LARGEST) {
        return Err(wrong(format!("the numbers of notices are at most {LARGEST}")));
    }
    Ok(())
}

fn check_resource(resource: &Resource) -> Result<(), String> {
    if resource.history.len() > limits::HISTORY {
        return Err(format!("its history has at most {} steps", limits::HISTORY));
    }
    let Some(Schedule { first, every, unit, done, .. }) = &resource.inner.schedule else {
        return Ok(());
    };
    if *every < 1 || *done < 0 {
        return Err("`every` is at least 1, and `done` at least 0".to_owned());
    }
    // Billing goes from period to period.
    if first.year() < 1970 {
        return Err("`first` is a day from 1970 on".to_owned());
    }
    time::after(*first, 0, unit).map(drop).ok_or("`unit` is day, month or year".to_owned())
}
