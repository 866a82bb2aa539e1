//! What is done to a sandbox from outside the API: time, the customer, notifications.

use jiff::Timestamp;

use super::Engine;
use crate::billing;
use crate::customer::{self, Choice, Refused, Told};
use crate::json::Json;
use crate::store::{Name, Notice, Resource, StateError, Store, Target, Work};
use crate::trouble::{Cause, Outcomes};
use crate::{clock, limits, time};

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

    /// Moves the clock of a merchant ahead; what falls due on the way is billed.
    pub(crate) fn move_clock(
        &self,
        merchant: &str,
        to: Option<&str>,
        advance: Option<&str>,
    ) -> Result<Moved, String> {
        let now = self.now(merchant).ok_or("no request has come with this merchant key yet")?;
        let target = clock::target(now, to, advance)?;
        let billed = self.bill(merchant, Some(target)).map_err(|error| error.to_string())?;
        let is_partial = billed.len() >= limits::BILLING_STEPS;
        if !is_partial {
            let mut store = self.store();
            let state = store.merchant(merchant).ok_or("the merchant was reset")?;
            let mut work = Work::new(merchant, state, &self.identifiers, target);
            work.meta().clock.move_to(target, self.clock);
            let changes = work.finish();
            store.commit(merchant, changes).map_err(|error| error.to_string())?;
        }
        let now = self.now(merchant).unwrap_or(target);
        Ok(Moved { now, billed, is_partial })
    }

    /// Moves the clock of a merchant to what falls due next.
    pub(crate) fn move_clock_to_due(&self, merchant: &str) -> Result<Moved, String> {
        let due = self.store().merchant(merchant).and_then(|it| Some(it.first_due()?.0));
        let due = due.ok_or("nothing falls due")?;
        let due = Timestamp::from_millisecond(due).map_err(|error| error.to_string())?;
        // What is due already is billed at once.
        let is_later = self.now(merchant).is_some_and(|now| due > now);
        let to = is_later.then(|| time::printed(due));
        self.move_clock(merchant, to.as_deref(), (!is_later).then_some("PT0S"))
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
    pub(crate) fn set_target(&self, merchant: &str, target: Option<Target>) -> Result<(), String> {
        let mut store = self.store();
        store.admit(merchant).map_err(|error| error.to_string())?;
        let state = store.merchant(merchant).ok_or("there is no such merchant")?;
        let now = state.meta.clock.now(self.clock);
        let mut work = Work::new(merchant, state, &self.identifiers, now);
        work.meta().target = target;
        let changes = work.finish();
        store.commit(merchant, changes).map_err(|error| error.to_string())
    }

    /// The merchants with notifications that are to be sent.
    pub(crate) fn notified(&self) -> Vec<String> {
        let store = self.store();
        let open = store.merchants().filter(|(_, it)| it.next_notice().is_some());
        open.map(|(key, _)| key.to_owned()).collect()
    }

    /// The next notification that is to be sent to a merchant: its number and target.
    pub(crate) fn next_notice(&self, merchant: &str) -> Option<(u64, Notice, Target)> {
        let store = self.store();
        let merchant = store.merchant(merchant)?;
        let (number, notice) = merchant.next_notice()?;
        Some((number, notice.clone(), merchant.meta.target.clone()?))
    }

    /// Writes down what came of a notification.
    pub(crate) fn keep_notice(&self, merchant: &str, number: u64, notice: Notice) {
        let mut store = self.store();
        let known = store.merchant(merchant).and_then(|it| it.notices.get(&number));
        // The state may have been reset, and the number be another's.
        if known.is_some_and(|it| it.payload == notice.payload) {
            let mut changes = crate::store::Changes::default();
            changes.notices.insert(number, notice);
            // A state that cannot be written shows with the next request; the notification is sent.
            let _ = store.commit(merchant, changes);
        }
    }

    /// The notifications of a merchant.
    pub(crate) fn notices(&self, merchant: Option<&str>) -> Json {
        let store = self.store();
        let wanted = store.merchants().filter(|(key, _)| merchant.is_none_or(|it| it == *key));
        let notices = wanted.flat_map(|(_, merchant)| merchant.notices.values());
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
