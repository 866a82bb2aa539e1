//! How much is kept, and how much may be: counted as it changes, never gone through.

use super::{Changes, Merchant, Notice, Replay, StateError};
use crate::limits;

pub(super) const MERCHANTS: &str = "it has as many merchants as it can; reset it";
const RESOURCES: &str = "it has as many resources as it can; reset it";
const BYTES: &str = "its state is as large as it can be; reset it";

/// How much is kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Size {
    resources: usize,
    /// Bytes of memory, about.
    bytes: usize,
}

impl Size {
    pub(super) fn with(self, other: Self) -> Self {
        Self { resources: self.resources + other.resources, bytes: self.bytes + other.bytes }
    }

    pub(super) fn without(self, other: Self) -> Self {
        Self {
            resources: self.resources.saturating_sub(other.resources),
            bytes: self.bytes.saturating_sub(other.bytes),
        }
    }

    /// Whether all that is kept may grow by what one merchant grows by. What takes no more room
    /// than before is always taken, and what only changes what is there may use the reserve.
    pub(super) fn check(self, before: Self, after: Self) -> Result<(), StateError> {
        let all = self.without(before).with(after);
        let makes = after.resources > before.resources;
        if makes && all.resources > limits::RESOURCES {
            return Err(StateError::Full(RESOURCES));
        }
        let most = if makes { limits::STATE } else { limits::STATE + limits::STATE_RESERVE };
        if after.bytes > before.bytes && all.bytes > most {
            return Err(StateError::Full(BYTES));
        }
        Ok(())
    }
}

/// How much a whole state is.
pub(super) fn of(changes: &Changes) -> Size {
    Merchant::default().size_with(changes, &[])
}

impl Merchant {
    /// How much there is with these changes, and without the notifications that then go.
    pub(super) fn size_with(&self, changes: &Changes, outdated: &[u64]) -> Size {
        let mut size = self.size;
        let mut removed = 0;
        for resource in &changes.resources {
            size.bytes += resource.footprint();
            match self.resources.get(&resource.name()) {
                Some(old) => removed += old.footprint(),
                None => size.resources += 1,
            }
        }
        for (key, replay) in &changes.replays {
            size.bytes += key.len() + replay.footprint();
            removed += self.replays.get(key).map_or(0, |old| key.len() + Replay::footprint(old));
        }
        for (number, notice) in &changes.notices {
            size.bytes += notice.footprint();
            removed += self.notices.get(number).map_or(0, Notice::footprint);
        }
        let gone = outdated.iter().filter_map(|number| self.notices.get(number));
        removed += gone.map(Notice::footprint).sum::<usize>();
        Size { bytes: size.bytes.saturating_sub(removed), ..size }
    }
}
