//! What a sandbox remembers: a state for each merchant key, changed by whole units of work.

mod disk;
mod record;
#[cfg(test)]
mod tests;
mod work;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::limits;

pub(crate) use disk::Disk;
pub(crate) use record::{
    Attempts, Inner, Meta, Notice, PaymentOption, Replay, Resource, Schedule, Target,
};
pub(crate) use work::Work;

/// Why a state could not be read or kept.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// The file is no state of a sandbox, or cannot be written.
    #[error("{0}")]
    Disk(#[from] redb::Error),
    /// A record of the state cannot be read.
    #[error("a record of the state cannot be read: {0}")]
    Record(#[from] serde_json::Error),
    /// There is no room for another merchant or resource.
    #[error("the sandbox is full: {0}")]
    Full(&'static str),
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

/// How much is kept.
#[derive(Debug, Clone, Copy, Default)]
struct Size {
    resources: usize,
    /// Bytes of JSON, about.
    bytes: usize,
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
    /// The bytes of resources and replays.
    bytes: usize,
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
    /// A state in memory, or in a file, which is made if there is none.
    pub(crate) fn open(file: Option<&Path>) -> Result<Self, StateError> {
        let mut store = Self { merchants: BTreeMap::new(), size: Size::default(), disk: None };
        if let Some(file) = file {
            let disk = Disk::open(file)?;
            for (merchant, changes) in disk.load()? {
                store.apply(&merchant, changes);
            }
            store.disk = Some(disk);
        }
        Ok(store)
    }

    pub(crate) fn merchant(&self, key: &str) -> Option<&Merchant> {
        self.merchants.get(key)
    }

    /// Every merchant key with its state.
    pub(crate) fn merchants(&self) -> impl Iterator<Item = (&str, &Merchant)> {
        self.merchants.iter().map(|(key, merchant)| (key.as_str(), merchant))
    }

    /// Makes room for a merchant.
    pub(crate) fn admit(&mut self, key: &str) -> Result<(), StateError> {
        if !self.merchants.contains_key(key) {
            if self.merchants.len() >= limits::MERCHANTS {
                return Err(StateError::Full("it has as many merchants as it can"));
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
        self.check_room(&changes)?;
        if let Some(disk) = &self.disk {
            disk.commit(key, &changes)?;
        }
        self.apply(key, changes);
        Ok(())
    }

    /// Puts a whole state in the place of a merchant's own.
    pub(crate) fn replace(&mut self, key: &str, changes: Changes) -> Result<(), StateError> {
        self.admit(key)?;
        self.check_room(&changes)?;
        if let Some(disk) = &self.disk {
            disk.replace(key, &changes)?;
        }
        self.forget(key);
        self.apply(key, changes);
        Ok(())
    }

    fn apply(&mut self, key: &str, changes: Changes) {
        let merchant = self.merchants.entry(key.to_owned()).or_default();
        let before = merchant.size();
        merchant.apply(changes);
        let after = merchant.size();
        self.size.resources = self.size.resources + after.resources - before.resources;
        self.size.bytes = self.size.bytes + after.bytes - before.bytes;
    }

    fn forget(&mut self, key: &str) {
        if let Some(removed) = self.merchants.remove(key) {
            self.size.resources -= removed.size().resources;
            self.size.bytes -= removed.size().bytes;
        }
    }

    fn check_room(&self, changes: &Changes) -> Result<(), StateError> {
        if self.size.resources + changes.resources.len() > limits::RESOURCES {
            return Err(StateError::Full("it has as many resources as it can; reset it"));
        }
        if self.size.bytes + changes.weight() > limits::STATE {
            return Err(StateError::Full("its state is as large as it can be; reset it"));
        }
        Ok(())
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

    /// The bytes of its resources and replays.
    fn weight(&self) -> usize {
        let resources = self.resources.iter().map(Resource::weight);
        resources.chain(self.replays.values().map(Replay::weight)).sum()
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

    fn size(&self) -> Size {
        Size { resources: self.resources.len(), bytes: self.bytes }
    }

    /// Applies what has changed.
    fn apply(&mut self, changes: Changes) {
        self.bytes += changes.weight();
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
            let old = self.resources.insert(name, Box::new(resource));
            self.bytes -= old.map_or(0, |it| it.weight());
        }
        for (key, replay) in changes.replays {
            let old = self.replays.insert(key, replay);
            self.bytes -= old.map_or(0, |it| it.weight());
        }
        for (number, notice) in changes.notices {
            match notice.delivered || notice.given_up {
                true => self.open_notices.remove(&number),
                false => self.open_notices.insert(number),
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
