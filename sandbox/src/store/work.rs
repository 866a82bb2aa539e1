//! A unit of work on one merchant's state: it reads through what it has changed itself, and is
//! kept as a whole or not at all.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use jiff::Timestamp;
use smol_str::SmolStr;

use super::{Changes, Merchant, Meta, Name, Notice, Replay, Resource};
use crate::identifiers::Identifiers;
use crate::json::Json;
use crate::time;

/// A unit of work.
pub(crate) struct Work<'a> {
    merchant: &'a Merchant,
    merchant_key: &'a str,
    identifiers: &'a Identifiers,
    now: Timestamp,
    /// The same, as it is printed.
    stamp: OnceCell<SmolStr>,
    meta: Meta,
    resources: BTreeMap<Name, Resource>,
    replays: BTreeMap<String, Replay>,
    notices: BTreeMap<u64, Notice>,
}

impl<'a> Work<'a> {
    pub(crate) fn new(
        merchant_key: &'a str,
        merchant: &'a Merchant,
        identifiers: &'a Identifiers,
        now: Timestamp,
    ) -> Self {
        Self {
            merchant,
            merchant_key,
            identifiers,
            now,
            stamp: OnceCell::new(),
            meta: merchant.meta.clone(),
            resources: BTreeMap::new(),
            replays: BTreeMap::new(),
            notices: BTreeMap::new(),
        }
    }

    /// The time at which the work is done.
    pub(crate) fn now(&self) -> Timestamp {
        self.now
    }

    /// The same, as it is printed.
    pub(crate) fn stamp(&self) -> SmolStr {
        self.stamp.get_or_init(|| time::printed(self.now).into()).clone()
    }

    pub(crate) fn meta(&mut self) -> &mut Meta {
        &mut self.meta
    }

    pub(crate) fn resource(&self, name: &Name) -> Option<&Resource> {
        self.resources.get(name).or_else(|| self.merchant.resource(name))
    }

    /// The resources of an object that were there before this work.
    pub(crate) fn list<'k>(
        &self,
        kind: &'k str,
    ) -> impl Iterator<Item = &'a Resource> + use<'a, 'k> {
        self.merchant.list(kind)
    }

    pub(crate) fn put(&mut self, resource: Resource) {
        self.resources.insert(resource.name(), resource);
    }

    /// Makes a resource; `put` keeps it.
    pub(crate) fn create(
        &mut self,
        kind: &str,
        key: impl Into<SmolStr>,
        parents: Vec<Name>,
        value: Json,
    ) -> Resource {
        self.meta.sequence += 1;
        Resource {
            kind: kind.into(),
            key: key.into(),
            sequence: self.meta.sequence,
            parents,
            value,
            sent: Json::Object(Vec::new()),
            deleted: false,
            due: None,
            inner: super::Inner::default(),
            // Most never have a second entry.
            history: Vec::with_capacity(1),
        }
    }

    /// A new UUID.
    pub(crate) fn uuid(&mut self) -> String {
        self.meta.identifiers += 1;
        self.identifiers.uuid(self.merchant_key, self.meta.identifiers)
    }

    /// A new token of 64 letters and digits.
    pub(crate) fn token(&mut self) -> String {
        self.meta.identifiers += 1;
        self.identifiers.token(self.merchant_key, self.meta.identifiers)
    }

    pub(crate) fn replay(&self, key: &str) -> Option<&Replay> {
        self.replays.get(key).or_else(|| self.merchant.replay(key))
    }

    pub(crate) fn keep_replay(&mut self, key: String, replay: Replay) {
        self.replays.insert(key, replay);
    }

    /// Queues a notification.
    pub(crate) fn notify(&mut self, payload: Json) {
        let before = self.merchant.notices.keys().chain(self.notices.keys()).max();
        let number = before.copied().unwrap_or_default() + 1;
        let last = "not yet sent".to_owned();
        self.notices.insert(
            number,
            Notice { payload, attempts: 0, delivered: false, given_up: false, last },
        );
    }

    /// What was changed.
    pub(crate) fn finish(mut self) -> Changes {
        let wrote = !self.resources.is_empty() || !self.notices.is_empty();
        if wrote {
            self.meta.clock.tick();
        }
        Changes {
            meta: (self.meta != self.merchant.meta).then_some(self.meta),
            resources: self.resources.into_values().collect(),
            replays: self.replays,
            notices: self.notices,
        }
    }
}
