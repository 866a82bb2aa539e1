//! What is done to a sandbox from outside the API: time, the customer, notifications.

use jiff::Timestamp;

use super::Engine;
use crate::billing;
use crate::customer::{self, Choice, Refused, Told};
use crate::json::Json;
use crate::log::hint;
use crate::notifications::check_target;
use crate::order::OrderError;
use crate::store::{Meta, Name, Notice, Resource, StateError, Store, Target, Work};
use crate::trouble::{Cause, Outcomes};
use crate::{clock, limits, time};

/// An order to the clocks.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Order<'a> {
    /// To what falls due next.
    ToDue,
    /// To a time, or by a duration: exactly one of them.
    By { to: Option<&'a str>, advance: Option<&'a str> },
}

/// A move of the clock.
pub(crate) struct Moved {
    /// The time that it is now.
    pub(crate) now: Timestamp,
    /// What billing has done on the way.
    pub(crate) billed: Vec<(String, Name)>,
    /// Whether there is more to do: the clock was stopped on its way.
    pub(crate) is_partial: bool,
}

impl Engine {
    /// Bills what is due now, or up to a later time, step by step, each at its own time.
    pub(crate) fn bill(
        &self,
        merchant: &str,
        until: Option<Timestamp>,
    ) -> Result<Vec<(String, Name)>, StateError> {
        let mut billed = Vec::new();
        let mut store = self.store();
        while billed.len() < limits::BILLING_STEPS {
            let Some(state) = store.merchant(merchant) else { break };
            let until = until.unwrap_or_else(|| state.meta.clock.now(self.clock));
            let due = state.first_due().filter(|(due, _)| *due <= until.as_millisecond());
            let Some((due, name)) = due.cloned() else { break };
            let now = state.meta.clock.now(self.clock);
            let at = Timestamp::from_millisecond(due).unwrap_or(now).max(now);
            let outcomes = Outcomes { cause: Cause::Due, merchant, troubles: &self.troubles };
            let mut work = Work::new(merchant, state, &self.identifiers, at);
            work.meta().clock.move_to(at, self.clock);
            billing::bill(&name, &outcomes, &mut work);
            let changes = work.finish();
            store.commit(merchant, changes)?;
            billed.push((time::printed(at), name));
        }
        drop(store);
        if !billed.is_empty() {
            self.has_notices.notify_one();
        }
        Ok(billed)
    }

    /// Moves clocks ahead, of one merchant or of all; what falls due on the way is billed. No clock
    /// is moved unless all can be.
    pub(crate) fn move_clocks(
        &self,
        merchant: Option<&str>,
        order: &Order<'_>,
    ) -> Result<Vec<(String, Moved)>, OrderError> {
        let targets = self.targets(merchant, order)?;
        let moved = targets.into_iter().map(|(merchant, target)| {
            let moved = self.move_clock(&merchant, target)?;
            Ok((merchant, moved))
        });
        moved.collect()
    }

    /// What time it is to be, for each merchant.
    fn targets(
        &self,
        merchant: Option<&str>,
        order: &Order<'_>,
    ) -> Result<Vec<(String, Timestamp)>, OrderError> {
        let mut store = self.store();
        if let Some(merchant) = merchant {
            // A test may set the clock before its first request.
            store.admit(merchant)?;
        }
        let mut targets = Vec::new();
        for (key, state) in store.chosen(merchant) {
            let now = state.meta.clock.now(self.clock);
            let target = match order {
                Order::ToDue => match state.first_due() {
                    // What is due already is billed at once.
                    Some((due, _)) => {
                        Timestamp::from_millisecond(*due).map_or(now, |due| due.max(now))
                    }
                    None => continue,
                },
                Order::By { to, advance } => clock::target(now, *to, *advance)
                    .map_err(|text| OrderError::wrong(format!("merchant {}: {text}", hint(key))))?,
            };
            targets.push((key.to_owned(), target));
        }
        match (order, targets.is_empty()) {
            (_, false) => Ok(targets),
            (Order::ToDue, true) => Err(OrderError::wrong("nothing falls due")),
            (_, true) => {
                let text = "there is no merchant yet; say whose clock, with `?merchant=`";
                Err(OrderError::wrong(text))
            }
        }
    }

    fn move_clock(&self, merchant: &str, target: Timestamp) -> Result<Moved, StateError> {
        let billed = self.bill(merchant, Some(target))?;
        let is_partial = billed.len() >= limits::BILLING_STEPS;
        let mut store = self.store();
        store.admit(merchant)?;
        if !is_partial {
            self.change_meta(&mut store, merchant, |meta| {
                meta.clock.move_to(target, self.clock);
            })?;
        }
        let now = store.merchant(merchant).map(|it| it.meta.clock.now(self.clock));
        Ok(Moved { now: now.unwrap_or(target), billed, is_partial })
    }

    /// The time of a merchant.
    pub(crate) fn now(&self, merchant: &str) -> Option<Timestamp> {
        self.store().merchant(merchant).map(|it| it.meta.clock.now(self.clock))
    }

    /// What the widget is for, by an id or a checkout token.
    pub(crate) fn widget_of(&self, id: &str) -> Option<Resource> {
        widget_of(&self.store(), id).map(|(_, resource)| resource)
    }

    /// Takes the customer's step.
    pub(crate) fn customer(&self, id: &str, choice: Choice) -> Result<Told, Refused> {
        let mut store = self.store();
        let (merchant, resource) = widget_of(&store, id).ok_or(Refused::Unknown)?;
        let state = store.merchant(&merchant).ok_or(Refused::Unknown)?;
        let now = state.meta.clock.now(self.clock);
        let mut work = Work::new(&merchant, state, &self.identifiers, now);
        let told = customer::act(resource, choice, &mut work);
        let changes = work.finish();
        store.commit(&merchant, changes)?;
        drop(store);
        self.has_notices.notify_one();
        Ok(told)
    }

    /// Sets where the notifications of a merchant go.
    pub(crate) fn set_target(
        &self,
        merchant: &str,
        target: Option<Target>,
    ) -> Result<(), OrderError> {
        if let Some(target) = &target {
            check_target(target).map_err(OrderError::wrong)?;
        }
        let mut store = self.store();
        store.admit(merchant)?;
        self.change_meta(&mut store, merchant, |meta| meta.target = target)?;
        drop(store);
        self.wake_delivery();
        Ok(())
    }

    /// Lets notifications go to where they are to go now.
    pub(crate) fn wake_delivery(&self) {
        self.has_target.notify_waiters();
        self.has_notices.notify_one();
    }

    fn change_meta(
        &self,
        store: &mut Store,
        merchant: &str,
        change: impl FnOnce(&mut Meta),
    ) -> Result<(), StateError> {
        let Some(state) = store.merchant(merchant) else { return Ok(()) };
        let now = state.meta.clock.now(self.clock);
        let mut work = Work::new(merchant, state, &self.identifiers, now);
        change(work.meta());
        let changes = work.finish();
        store.commit(merchant, changes)
    }

    /// The merchants with notifications that are to be sent.
    pub(crate) fn notified(&self) -> Vec<String> {
        let store = self.store();
        let open = store.merchants().filter(|(_, it)| it.next_notice().is_some());
        open.map(|(key, _)| key.to_owned()).collect()
    }

    /// Where the notifications of a merchant go.
    pub(crate) fn target(&self, merchant: &str) -> Option<Target> {
        self.store().merchant(merchant)?.meta.target.clone()
    }

    /// The next notification that is to be sent to a merchant, with its number.
    pub(crate) fn next_notice(&self, merchant: &str) -> Option<(u64, Notice)> {
        let store = self.store();
        let (number, notice) = store.merchant(merchant)?.next_notice()?;
        Some((number, notice.clone()))
    }

    /// Writes down what came of a notification; `false` if nobody knows it any more: the state may
    /// have been reset, and the number be another's.
    pub(crate) fn keep_notice(&self, merchant: &str, number: u64, notice: Notice) -> bool {
        let mut store = self.store();
        let known = store.merchant(merchant).and_then(|it| it.notices.get(&number));
        let is_known = known.is_some_and(|it| it.payload == notice.payload);
        if is_known {
            store.keep_notice(merchant, number, notice);
        }
        is_known
    }

    /// The last notifications of a merchant, or some of each.
    pub(crate) fn notices(&self, merchant: Option<&str>) -> Json {
        let store = self.store();
        let many = store.chosen(merchant).filter(|(_, it)| !it.notices.is_empty()).count();
        let each = (limits::SHOWN / many.max(1)).max(1);
        let notices = store.chosen(merchant).flat_map(|(_, merchant)| {
            let outdated = merchant.notices.len().saturating_sub(each);
            merchant.notices.values().skip(outdated)
        });
        let shown = notices.map(|notice| {
            Json::object([
                ("payload", notice.payload.clone()),
                ("attempts", Json::number(notice.attempts)),
                ("delivered", Json::Boolean(notice.delivered)),
                ("last", Json::text(notice.last.clone())),
            ])
        });
        Json::List(shown.collect())
    }
}

/// The resource that an id or a checkout token names, and whose it is.
fn widget_of(store: &Store, id: &str) -> Option<(String, Resource)> {
    store.merchants().find_map(|(key, merchant)| {
        let found = merchant.resources().find(|it| customer::names(it, id))?;
        Some((key.to_owned(), found.clone()))
    })
}
