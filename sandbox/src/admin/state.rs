//! The state as a whole: shown, forgotten, taken out and put back.

use std::collections::BTreeMap;

use super::{Outcome, Told, done, wrong};
use crate::customer;
use crate::engine::{Asked, Engine};
use crate::json::Json;
use crate::limits;
use crate::log::{Reader, hint, masked};
use crate::order::OrderError;
use crate::store::{Changes, Resource};
use crate::time::printed_millis;

/// The resources that are shown: the last ones, which come first.
pub(super) fn resources(engine: &Engine, merchant: Option<&str>) -> Told {
    let store = engine.store();
    let mut all: Vec<(&str, &Resource)> = Vec::new();
    for (key, state) in store.chosen(merchant) {
        all.extend(state.resources().map(|resource| (key, resource)));
    }
    all.sort_by_key(|(key, resource)| (*key, resource.sequence));
    let shown = all.into_iter().rev().take(limits::SHOWN).map(|(key, resource)| {
        let object = engine.api.objects.iter().find(|it| it.name == resource.kind);
        let value = object.map_or(Json::Null, |object| {
            masked(&engine.api, object, &resource.value, Reader::Person)
        });
        let history = resource.history.iter().map(|past| {
            Json::object([
                ("at", Json::text(past.at.clone())),
                ("what", Json::text(past.what.clone())),
            ])
        });
        let option = resource.inner.option.as_ref();
        let option = option.map(|it| Json::object([("declines", Json::Boolean(it.declines))]));
        Json::object([
            ("merchant", Json::text(hint(key))),
            ("kind", Json::text(resource.kind.clone())),
            ("key", Json::text(resource.key.clone())),
            ("deleted", Json::Boolean(resource.deleted)),
            ("widget", Json::Boolean(customer::is_for(&resource.kind) && !resource.deleted)),
            ("option", option.unwrap_or_default()),
            ("due", resource.due.and_then(printed_millis).map_or(Json::Null, Json::text)),
            ("value", value),
            ("history", Json::List(history.collect())),
        ])
    });
    Told::Json(Json::List(shown.collect()))
}

pub(super) fn reset(engine: &Engine, merchant: Option<&str>) -> Outcome {
    engine.store().reset(merchant).map_err(OrderError::from)?;
    engine.log.clear(merchant);
    engine.troubles.clear(merchant);
    Ok(done())
}

/// The whole state, by merchant key.
pub(super) fn export(engine: &Engine, merchant: Option<&str>) -> Outcome {
    let store = engine.store();
    let exported: BTreeMap<&str, Changes> =
        store.chosen(merchant).map(|(key, state)| (key, state.export())).collect();
    let text = serde_json::to_string(&exported).map_err(|error| wrong(error.to_string()))?;
    Ok(Told::Page("application/json", text))
}

/// Puts an exported state in the place of those merchants' own.
pub(super) fn import(engine: &Engine, asked: &Asked<'_>) -> Outcome {
    let read = serde_json::from_slice::<BTreeMap<String, Changes>>(asked.body);
    let imported = read.map_err(|error| wrong(format!("this is no exported state: {error}")))?;
    engine.store().replace(imported).map_err(OrderError::from)?;
    engine.wake_delivery();
    Ok(done())
}
