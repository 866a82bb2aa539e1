//! The verbs that change something.

use generator::api::behaviour::{Behaviour, Source};
use generator::api::{Mandatory, ObjectId, Part, Row, Type};

use smol_str::SmolStr;

use super::{Call, Effect};
use crate::billing::{self, Step};
use crate::json::Json;
use crate::notifications;
use crate::refusal::{Refusal, Violation};
use crate::store::{Name, Resource, Work};

impl Call<'_> {
    pub(super) fn create(
        &self,
        parents: &[Name],
        step: Option<Step>,
        work: &mut Work<'_>,
    ) -> Result<Effect, Refusal> {
        let (value, sent) = self.built(parents, work);
        let row = self.behaviour.key.as_ref().map(|it| it.row.as_str()).unwrap_or_default();
        let key = text_of(value.get(row));
        let mut resource = work.create(&self.object().name, key, parents.to_vec(), value);
        resource.sent = sent;
        resource.remember(work.stamp(), &self.endpoint.name);
        if let Some(step) = step {
            step.act(self, parents, &mut resource, work);
        }
        notifications::tell(self, &resource, work);
        let answer = self.shown(&resource.value);
        work.put(resource);
        Ok(self.success(Some(answer)))
    }

    pub(super) fn update(
        &self,
        target: Option<Resource>,
        work: &mut Work<'_>,
    ) -> Result<Effect, Refusal> {
        let mut resource = found(target)?;
        let before = resource.value.clone();
        for (key, value) in self.body.entries() {
            let place = if self.is_shown(key) { &mut resource.value } else { &mut resource.sent };
            let mut merged = place.get(key).cloned().unwrap_or_default();
            merged.merge(value);
            place.set(key, merged);
        }
        let missing = self.incomplete(&resource.value);
        if !missing.is_empty() {
            return Err(Refusal::new(self.refusal_status(&missing), missing));
        }
        self.set_rows(self.behaviour, &mut resource.value, &resource.parents.clone(), work);
        resource.remember(work.stamp(), &self.endpoint.name);
        billing::follow(&before, &mut resource, work.now());
        notifications::tell_of_change(self, &before, &resource, work);
        let answer = self.shown(&resource.value);
        work.put(resource);
        Ok(self.success(Some(answer)))
    }

    /// The mandatory rows that the updated objects lack: where there was no object to merge into,
    /// the body has to bring all of it.
    fn incomplete(&self, merged: &Json) -> Vec<Violation> {
        let mut missing = Vec::new();
        for (key, _) in self.body.entries() {
            let row = self.object().rows.iter().find(|it| it.wire == *key);
            let Some(Row { ty: Type::Object(id), .. }) = row else { continue };
            let value = merged.get(key).filter(|it| matches!(it, Json::Object(_)));
            for row in value.iter().flat_map(|_| self.api.object(*id).part(Part::Body)) {
                if row.mandatory == Mandatory::Yes
                    && merged.at(&[key.as_str(), &row.wire]).is_none()
                {
                    let pointer = format!("/{key}/{}", row.wire);
                    let text = format!("{} is missing: there is no {key} to update", row.wire);
                    missing.push(self.violation(Part::Body, key, pointer, text));
                }
            }
        }
        missing
    }

    pub(super) fn replace(
        &self,
        target: Option<Resource>,
        parents: &[Name],
        work: &mut Work<'_>,
    ) -> Result<Effect, Refusal> {
        if self.behaviour.item.is_some() {
            return self.replace_item(found(target)?, work);
        }
        let (value, sent) = self.built(parents, work);
        let key = self.behaviour.key.as_ref().and_then(|it| it.path.as_ref());
        let key = key.and_then(|row| self.path.get(row)).map(SmolStr::from).unwrap_or_default();
        let kind = SmolStr::from(&self.object().name);
        let old = target.or_else(|| work.resource(&(kind, key.clone())).cloned());
        let mut resource = match old {
            Some(old) => Resource { value, deleted: false, ..old },
            None => work.create(&self.object().name, key, parents.to_vec(), value),
        };
        resource.sent = sent;
        resource.remember(work.stamp(), &self.endpoint.name);
        let answer = self.shown(&resource.value);
        work.put(resource);
        Ok(self.success(Some(answer)))
    }

    /// Puts the body in the place of one item of a list.
    fn replace_item(&self, mut resource: Resource, work: &mut Work<'_>) -> Result<Effect, Refusal> {
        let Some(item) = &self.behaviour.item else { return Ok(self.success(None)) };
        let position = self.path.get(&item.at).and_then(|it| it.parse::<usize>().ok());
        let index = position.and_then(|it| it.checked_sub(1));
        let mut list = match resource.value.get(&item.of) {
            Some(Json::List(items)) => items.clone(),
            _ => Vec::new(),
        };
        let Some(place) = index.and_then(|index| list.get_mut(index)) else {
            return Err(self.not_found(&item.at, &item.of));
        };
        *place = self.body.clone();
        resource.value.set(&item.of, Json::List(list));
        resource.remember(work.stamp(), &self.endpoint.name);
        work.put(resource);
        let object = self.endpoint.answer.map(|id| self.api.object(id));
        Ok(self.success(object.map(|object| super::shown(self.api, object, self.body))))
    }

    pub(super) fn delete(
        &self,
        target: Option<Resource>,
        work: &mut Work<'_>,
    ) -> Result<Effect, Refusal> {
        let mut resource = found(target)?;
        self.set_rows(self.behaviour, &mut resource.value, &resource.parents.clone(), work);
        resource.deleted = true;
        resource.due = None;
        resource.remember(work.stamp(), &self.endpoint.name);
        notifications::tell(self, &resource, work);
        work.put(resource);
        Ok(self.success(None))
    }

    /// An answer without a resource.
    pub(super) fn answered(&self, work: &mut Work<'_>) -> Json {
        let mut value = Json::Object(Vec::new());
        self.set_rows(self.behaviour, &mut value, &[], work);
        self.shown(&value)
    }

    /// The rows that a new resource shows, and those of the request that it does not.
    fn built(&self, parents: &[Name], work: &mut Work<'_>) -> (Json, Json) {
        let Behaviour { sets, defaults, .. } = self.behaviour;
        let most = self.body.entries().len() + sets.len() + defaults.len();
        let mut value = Json::Object(Vec::with_capacity(most));
        let mut sent = Json::Object(Vec::new());
        for (key, given) in self.body.entries() {
            let place = if self.is_shown(key) { &mut value } else { &mut sent };
            place.set(key, given.clone());
        }
        self.set_rows(self.behaviour, &mut value, parents, work);
        (value, sent)
    }

    fn is_shown(&self, key: &str) -> bool {
        self.object().rows.iter().any(|row| row.wire == key)
            || self.behaviour.shows.iter().any(|it| it == key)
    }

    fn set_rows(
        &self,
        behaviour: &Behaviour,
        value: &mut Json,
        parents: &[Name],
        work: &mut Work<'_>,
    ) {
        for (way, source) in &behaviour.sets {
            if let Some(given) = self.source(way, source, parents, work) {
                value.set_at(way, given);
            }
        }
        for (way, default) in &behaviour.defaults {
            if value.at(way).is_none() {
                value.set_at(way, default.into());
            }
        }
    }

    fn source(
        &self,
        way: &[String],
        source: &Source,
        parents: &[Name],
        work: &mut Work<'_>,
    ) -> Option<Json> {
        match source {
            Source::New => Some(Json::text(self.identifier(way, work))),
            Source::Now => Some(Json::text(work.stamp())),
            Source::Token => Some(Json::text(work.token())),
            Source::Path(row) => self.path.get(row).map(Json::text),
            Source::Body(way) => self.body.at(way).cloned(),
            Source::Of(object, way) => {
                let name = self.other(*object, parents)?;
                work.resource(&name)?.value.at(way).cloned()
            }
        }
    }

    /// A new identifier of the row's kind; a bare UUID for any other row.
    fn identifier(&self, way: &[String], work: &mut Work<'_>) -> String {
        let row =
            way.first().and_then(|name| self.object().rows.iter().find(|it| it.wire == *name));
        identifier(self, row, work)
    }

    /// The other resource of an object that path or body name.
    fn other(&self, object: ObjectId, parents: &[Name]) -> Option<Name> {
        let kind = &self.api.object(object).name;
        if let Some(parent) = parents.iter().find(|(it, _)| it == kind) {
            return Some(parent.clone());
        }
        let reference = self.behaviour.references.iter().find(|it| it.object == object)?;
        Some((kind.into(), self.body.str_at(&reference.row)?.into()))
    }
}

fn identifier(call: &Call<'_>, row: Option<&Row>, work: &mut Work<'_>) -> String {
    let uuid = work.uuid();
    let prefix = match row.map(|row| &row.ty) {
        Some(Type::Identifier(id)) => call.api.identifier(*id).prefix.as_ref(),
        _ => None,
    };
    prefix.map_or_else(|| uuid.clone(), |prefix| format!("{prefix}-{uuid}"))
}

fn found(target: Option<Resource>) -> Result<Resource, Refusal> {
    let gone = || Refusal::plain(http::StatusCode::NOT_FOUND, "path", "the path names nothing");
    target.ok_or_else(gone)
}

/// What a value is called by: a text, or a number's digits.
fn text_of(value: Option<&Json>) -> SmolStr {
    match value {
        Some(Json::Text(text) | Json::Number(text)) => text.clone(),
        _ => SmolStr::default(),
    }
}
