//! What a sandbox remembers: a state for each merchant key, changed by whole units of work.

mod disk;
mod error;
mod import;
mod record;
mod size;
#[cfg(test)]
mod tests;
mod work;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::clock::Source;
use crate::limits;

use disk::Disk;
use size::Size;

pub use error::StateError;
pub(crate) use record::{
    Attempts, Inner, Meta, Notice, PaymentOption, Replay, Resource, Schedule, Target,
};
pub(crate) use work::Work;

/// Whether a text can be a merchant key. NUL ends a key in the file.
pub(crate) fn is_merchant_key(text: &str) -> bool {
    text.len() <= limits::MERCHANT_KEY && !text.contains('\0')
}

/// The name of a resource: its object and what names it.
pub(crate) type Name = (SmolStr, SmolStr);

/// All states, and the file that keeps them.
#[derive(Debug)]
pub(crate) struct Store {
    merchants: BTreeMap<String, Merchant>,
    /// How much there is in all.
    size: Size,
    disk: Option<Disk>,
}

/// The state of one merchant key.
#[derive(Debug, Default)]
pub(crate) struct Merchant {
    pub(crate) meta: Meta,
    resources: BTreeMap<Name, Box<Resource>>,
    /// The resources of each object in the order of their creation.
    order: BTreeMap<SmolStr, BTreeMap<u64, SmolStr>>,
    /// What billing has to look at, and when.
    due: BTreeSet<(i64, Name)>,
    replays: BTreeMap<String, Replay>,
    size: Size,
    pub(crate) notices: BTreeMap<u64, Notice>,
    /// The notifications that are still to be sent.
    open_notices: BTreeSet<u64>,
}

/// What a unit of work changes; also the whole of a merchant's state, when it is exported.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub(crate) struct Changes {
    pub(crate) meta: Option<Meta>,
    pub(crate) resources: Vec<Resource>,
    pub(crate) replays: BTreeMap<String, Replay>,
    pub(crate) notices: BTreeMap<u64, Notice>,
}

impl Store {
    /// A state in memory, or in a file, which is made if there is none. A file goes on with the
    /// clock that it began with.
    pub(crate) fn open(file: Option<&Path>, clock: Source) -> Result<Self, StateError> {
        let mut store = Self { merchants: BTreeMap::new(), size: Size::default(), disk: None };
        let Some(file) = file else { return Ok(store) };
        let disk = Disk::open(file)?;
        let merchants = disk.load()?;
        disk.begin(clock, merchants.is_empty())?;
        for (key, mut changes) in merchants {
            let outdated = changes.drop_outdated();
            disk.forget_notices(&key, &outdated)?;
            let after = size::of(&changes);
            store.apply(&key, changes, after);
        }
        store.disk = Some(disk);
        Ok(store)
    }

    pub(crate) fn merchant(&self, key: &str) -> Option<&Merchant> {
        self.merchants.get(key)
    }

    /// Every merchant key with its state.
    pub(crate) fn merchants(&self) -> impl Iterator<Item = (&str, &Merchant)> {
        self.merchants.iter().map(|(key, merchant)| (key.as_str(), merchant))
    }

    /// The merchants of an order: one, or all.
    pub(crate) fn chosen<'s>(
        &'s self,
        key: Option<&'s str>,
    ) -> impl Iterator<Item = (&'s str, &'s Merchant)> {
        self.merchants().filter(move |(it, _)| key.is_none_or(|key| key == *it))
    }

    /// Makes room for a merchant.
    pub(crate) fn admit(&mut self, key: &str) -> Result<(), StateError> {
        if !self.merchants.contains_key(key) {
            if !is_merchant_key(key) {
                return Err(StateError::MerchantKey);
            }
            if self.merchants.len() >= limits::MERCHANTS {
                return Err(StateError::Full(size::MERCHANTS));
            }
            self.merchants.insert(key.to_owned(), Merchant::default());
        }
        Ok(())
    }

    /// Keeps what a unit of work has changed: on the disk first, so that nothing is answered that
    /// a crash could take back.
    pub(crate) fn commit(&mut self, key: &str, changes: Changes) -> Result<(), StateError> {
        if changes.is_empty() {
            return Ok(());
        }
        self.admit(key)?;
        let Some(merchant) = self.merchants.get(key) else { return Ok(()) };
        let outdated = merchant.outdated(&changes);
        let after = merchant.size_with(&changes, &outdated);
        self.size.check(merchant.size, after)?;
        if let Some(disk) = &self.disk {
            disk.commit(key, &changes, &outdated)?;
        }
        self.apply(key, changes, after);
        Ok(())
    }

    /// Writes down what came of a notification. Where the disk does not take it, this run knows it
    /// all the same: the merchant's server would get the same one again and again.
    pub(crate) fn keep_notice(&mut self, key: &str, number: u64, notice: Notice) {
        let mut changes = Changes::default();
        changes.notices.insert(number, notice);
        let Some(merchant) = self.merchants.get(key) else { return };
        let after = merchant.size_with(&changes, &[]);
        if let Some(disk) = &self.disk {
            // What is wrong with the disk is told to the next request.
            let _ = disk.commit(key, &changes, &[]);
        }
        self.apply(key, changes, after);
    }

    /// Puts whole states in the place of the merchants' own: all of them, or none.
    pub(crate) fn replace(
        &mut self,
        mut states: BTreeMap<String, Changes>,
    ) -> Result<(), StateError> {
        let mut all = self.size;
        let mut new = 0;
        for (key, changes) in &mut states {
            if !is_merchant_key(key) {
                return Err(StateError::MerchantKey);
            }
            import::check(key, changes)?;
            changes.drop_outdated();
            let before = self.merchants.get(key).map(|it| it.size);
            new += usize::from(before.is_none());
            let after = size::of(changes);
            all.check(before.unwrap_or_default(), after)?;
            all = all.without(before.unwrap_or_default()).with(after);
        }
        if self.merchants.len() + new > limits::MERCHANTS {
            return Err(StateError::Full(size::MERCHANTS));
        }
        if let Some(disk) = &self.disk {
            disk.replace(&states)?;
        }
        for (key, changes) in states {
            self.forget(&key);
            let after = size::of(&changes);
            self.apply(&key, changes, after);
        }
        Ok(())
    }

    fn apply(&mut self, key: &str, changes: Changes, after: Size) {
        // Merchants are admitted before; those of a file are not.
        let merchant = match self.merchants.get_mut(key) {
            Some(merchant) => merchant,
            None => self.merchants.entry(key.to_owned()).or_default(),
        };
        self.size = self.size.without(merchant.size).with(after);
        merchant.size = after;
        merchant.apply(changes);
    }

    fn forget(&mut self, key: &str) {
        if let Some(removed) = self.merchants.remove(key) {
            self.size = self.size.without(removed.size);
        }
    }

    /// Forgets one merchant, or all.
    pub(crate) fn reset(&mut self, key: Option<&str>) -> Result<(), StateError> {
        if let Some(disk) = &self.disk {
            disk.clear(key)?;
        }
        match key {
            Some(key) => self.forget(key),
            None => {
                self.merchants.clear();
                self.size = Size::default();
            }
        }
        Ok(())
    }
}

impl Changes {
    pub(crate) fn is_empty(&self) -> bool {
        self.meta.is_none()
            && self.resources.is_empty()
            && self.replays.is_empty()
            && self.notices.is_empty()
    }

    /// Leaves out the notifications that are too many, oldest first; their numbers come back.
    fn drop_outdated(&mut self) -> Vec<u64> {
        let many = self.notices.len().saturating_sub(limits::NOTIFICATIONS);
        let outdated: Vec<u64> = self.notices.keys().copied().take(many).collect();
        for number in &outdated {
            self.notices.remove(number);
        }
        outdated
    }
}

impl Merchant {
    pub(crate) fn resource(&self, name: &Name) -> Option<&Resource> {
        self.resources.get(name).map(Box::as_ref)
    }

    /// The resources of an object in the order of their creation.
    pub(crate) fn list<'m, 'k>(
        &'m self,
        kind: &'k str,
    ) -> impl Iterator<Item = &'m Resource> + use<'m, 'k> {
        let kind = SmolStr::from(kind);
        let keys = self.order.get(&kind).into_iter().flat_map(BTreeMap::values);
        keys.filter_map(move |key| self.resource(&(kind.clone(), key.clone())))
    }

    /// Every resource.
    pub(crate) fn resources(&self) -> impl Iterator<Item = &Resource> {
        self.resources.values().map(Box::as_ref)
    }

    pub(crate) fn replay(&self, key: &str) -> Option<&Replay> {
        self.replays.get(key)
    }

    /// The earliest resource that billing has to look at, in milliseconds since 1970.
    pub(crate) fn first_due(&self) -> Option<&(i64, Name)> {
        self.due.first()
    }

    /// The first notification that is still to be sent, if there is a target for it.
    pub(crate) fn next_notice(&self) -> Option<(u64, &Notice)> {
        self.meta.target.as_ref()?;
        let number = *self.open_notices.first()?;
        Some((number, self.notices.get(&number)?))
    }

    /// The whole state.
    pub(crate) fn export(&self) -> Changes {
        Changes {
            meta: Some(self.meta.clone()),
            resources: self.resources().cloned().collect(),
            replays: self.replays.clone(),
            notices: self.notices.clone(),
        }
    }

    /// The notifications that have to go when these changes come.
    fn outdated(&self, changes: &Changes) -> Vec<u64> {
        let new = changes.notices.keys().filter(|it| !self.notices.contains_key(it)).count();
        let many = (self.notices.len() + new).saturating_sub(limits::NOTIFICATIONS);
        // One unit of work makes far fewer than may be kept.
        self.notices.keys().copied().take(many).collect()
    }

    /// Applies what has changed.
    fn apply(&mut self, changes: Changes) {
        if let Some(meta) = changes.meta {
            self.meta = meta;
        }
        for resource in changes.resources {
            let name = resource.name();
            if let Some(due) = self.resources.get(&name).and_then(|old| old.due) {
                self.due.remove(&(due, name.clone()));
            }
            if let Some(due) = resource.due {
                self.due.insert((due, name.clone()));
            }
            let order = self.order.entry(name.0.clone()).or_default();
            order.insert(resource.sequence, name.1.clone());
            self.resources.insert(name, Box::new(resource));
        }
        self.replays.extend(changes.replays);
        for (number, notice) in changes.notices {
            match notice.is_open() {
                true => self.open_notices.insert(number),
                false => self.open_notices.remove(&number),
            };
            self.notices.insert(number, notice);
        }
        while self.notices.len() > limits::NOTIFICATIONS
            && let Some((number, _)) = self.notices.pop_first()
        {
            self.open_notices.remove(&number);
        }
    }
}
