//! How often each trouble has been asked for.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::identifiers::digest;
use crate::limits;

/// The longest words that are kept as they are.
const LONGEST: usize = 64;

/// Counts of each merchant. Where there are too many, the one that was not used for the longest
/// time makes room, so that no merchant touches the counts of another.
#[derive(Debug, Default)]
pub(super) struct Counts {
    merchants: Recent<Recent<u32>>,
}

impl Counts {
    /// Counts one more use; how many there are with it comes back.
    pub(super) fn one_more(&mut self, merchant: &str, what: &str) -> u32 {
        // Long words take no more room than short ones.
        let what = match what.len() > LONGEST {
            true => Cow::Owned(digest(what)),
            false => Cow::Borrowed(what),
        };
        let uses = self.merchants.used(merchant, limits::MERCHANTS).used(&what, limits::TROUBLE);
        *uses = uses.saturating_add(1);
        *uses
    }

    /// How often it was used.
    pub(super) fn of(&self, merchant: &str, what: &str) -> u32 {
        let uses = self.merchants.get(merchant).and_then(|it| it.get(what));
        uses.copied().unwrap_or_default()
    }

    /// Forgets the counts of one merchant, or all.
    pub(super) fn clear(&mut self, merchant: Option<&str>) {
        match merchant {
            Some(merchant) => drop(self.merchants.entries.remove(merchant)),
            None => self.merchants.entries.clear(),
        }
    }
}

/// The entries that were used last.
#[derive(Debug, Default)]
struct Recent<V> {
    /// Each with the number of its last use.
    entries: BTreeMap<String, (u64, V)>,
    uses: u64,
}

impl<V: Default> Recent<V> {
    /// An entry, which is made if there is none; of `most` the longest unused one makes room.
    fn used(&mut self, key: &str, most: usize) -> &mut V {
        if self.entries.len() >= most && !self.entries.contains_key(key) {
            let oldest = self.entries.iter().min_by_key(|(_, (used, _))| *used);
            if let Some(oldest) = oldest.map(|(key, _)| key.clone()) {
                self.entries.remove(&oldest);
            }
        }
        self.uses += 1;
        let (used, value) = self.entries.entry(key.to_owned()).or_default();
        *used = self.uses;
        value
    }

    fn get(&self, key: &str) -> Option<&V> {
        self.entries.get(key).map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_used_again_and_again_is_never_forgotten() {
        let mut counts = Counts::default();
        counts.one_more("other", "rule 1");
        for number in 1..=2 * limits::TROUBLE {
            counts.one_more("merchant", &format!("wording {number}"));
            let often = u32::try_from(number).unwrap();
            assert_eq!(counts.one_more("merchant", "rule 2"), often);
        }
        assert_eq!(counts.of("other", "rule 1"), 1);
        assert_eq!(counts.of("merchant", "wording 1"), 0);
        counts.clear(Some("merchant"));
        assert_eq!((counts.of("merchant", "rule 2"), counts.of("other", "rule 1")), (0, 1));
    }
}
