//! What an endpoint does, carried out: the spec's `does` applied to a merchant's state.

mod effect;
mod list;
mod shown;

use std::collections::BTreeMap;

use generator::api::behaviour::{Behaviour, Reference, Verb};
use generator::api::{Api, Endpoint, Object, Page, Part, Sample, Type};
use http::StatusCode;
use smol_str::SmolStr;

use crate::billing::Step;
use crate::json::Json;
use crate::refusal::{Refusal, Violation};
use crate::store::{Name, Replay, Resource, Work};
use crate::trouble::Outcomes;

pub(crate) use shown::shown;

/// A call of an endpoint, read and judged.
pub(crate) struct Call<'a> {
    pub(crate) api: &'a Api,
    pub(crate) page: &'a Page,
    pub(crate) endpoint: &'a Endpoint,
    pub(crate) behaviour: &'a Behaviour,
    pub(crate) path: &'a BTreeMap<String, String>,
    pub(crate) query: &'a [(String, String)],
    /// The body, without what no row describes.
    pub(crate) body: &'a Json,
    /// How charges end.
    pub(crate) outcomes: &'a Outcomes<'a>,
}

/// What came of a call.
#[derive(Debug)]
pub(crate) struct Effect {
    pub(crate) status: StatusCode,
    pub(crate) body: Option<Json>,
    /// Whether it is the answer of an earlier call.
    pub(crate) replayed: bool,
}

impl Call<'_> {
    pub(crate) fn object(&self) -> &Object {
        self.api.object(self.behaviour.object)
    }

    /// Carries the call out, unless it breaks a rule; `violations` are those found before.
    pub(crate) fn carry_out(
        &self,
        mut violations: Vec<Violation>,
        work: &mut Work<'_>,
    ) -> Result<Effect, Refusal> {
        let parents = self.parents(work)?;
        let target = self.target(&parents, work)?;
        if violations.is_empty()
            && let Some(effect) = self.replayed(work)
        {
            return Ok(effect);
        }
        violations.extend(self.missing_references(work));
        violations.extend(self.unknown_words());
        violations.extend(self.used_reference(work));
        let step = Step::of(self);
        if let Some(step) = step {
            violations.extend(step.violations(self, &parents, work));
        }
        if !violations.is_empty() {
            return Err(Refusal::new(self.refusal_status(&violations), violations));
        }
        let effect = match self.behaviour.verb {
            Verb::Gets => Ok(self.success(target.map(|it| self.shown(&it.value)))),
            Verb::Lists => Ok(self.success(Some(self.list(&parents, work)))),
            Verb::Answers => Ok(self.success(Some(self.answered(work)))),
            Verb::Creates => self.create(&parents, step, work),
            Verb::Updates => self.update(target.cloned(), work),
            Verb::Replaces => self.replace(target.cloned(), &parents, work),
            Verb::Deletes => self.delete(target.cloned(), work),
        }?;
        self.remember_answer(&effect, work);
        Ok(effect)
    }

    /// The resources that the path names first; each stands under the one before.
    fn parents(&self, work: &Work<'_>) -> Result<Vec<Name>, Refusal> {
        let mut parents: Vec<Name> = Vec::new();
        for reference in &self.behaviour.parents {
            let name = self.named(reference, self.path.get(&reference.row));
            let is_there = work
                .resource(&name)
                .is_some_and(|it| it.parents.ends_with(&parents) && (self.reads() || !it.deleted));
            if !is_there {
                return Err(self.not_found(&reference.row, &name.0));
            }
            parents.push(name);
        }
        Ok(parents)
    }

    fn reads(&self) -> bool {
        matches!(self.behaviour.verb, Verb::Gets | Verb::Lists)
    }

    /// The resource that the path names; `None` where it names none, or one that is to be made.
    fn target<'w>(
        &self,
        parents: &[Name],
        work: &'w Work<'_>,
    ) -> Result<Option<&'w Resource>, Refusal> {
        let Some(key) = &self.behaviour.key else { return Ok(None) };
        let Some(row) = &key.path else { return Ok(None) };
        let value = self.path.get(row).map(SmolStr::from).unwrap_or_default();
        let name = (SmolStr::from(&self.object().name), value);
        let found = work.resource(&name).filter(|it| {
            it.parents.ends_with(parents) && (!it.deleted || self.reads() && self.shows_deleted())
        });
        let makes = self.behaviour.verb == Verb::Replaces && self.behaviour.item.is_none();
        match found {
            None if !makes => Err(self.not_found(row, &name.0)),
            found => Ok(found),
        }
    }

    /// Whether a deleted resource tells that it is: by a row that its deletion sets.
    fn shows_deleted(&self) -> bool {
        let behaviours = self.api.endpoints().filter_map(|(_, it)| it.behaviour.as_ref());
        let mut deletes =
            behaviours.filter(|it| it.verb == Verb::Deletes && it.object == self.behaviour.object);
        deletes.any(|it| !it.sets.is_empty())
    }

    fn named(&self, reference: &Reference, value: Option<&String>) -> Name {
        let kind = &self.api.object(reference.object).name;
        (kind.into(), value.map(SmolStr::from).unwrap_or_default())
    }

    fn not_found(&self, row: &str, kind: &str) -> Refusal {
        let text = format!("no {kind} has this {row}");
        let violation = self.violation(Part::Path, row, format!("path.{row}"), text);
        Refusal::new(StatusCode::NOT_FOUND, vec![violation])
    }

    /// A violation of a row of the request.
    pub(crate) fn violation(
        &self,
        part: Part,
        row: &str,
        pointer: String,
        text: String,
    ) -> Violation {
        let found = self.endpoint.request.part(part).find(|it| it.wire == row);
        let document = found.map_or(self.page.document, |it| it.document);
        let (field, row) = (row.to_owned(), row.to_owned());
        Violation { field, pointer, row, document: Some(document), text }
    }

    fn missing_references(&self, work: &Work<'_>) -> Vec<Violation> {
        let references = self.behaviour.references.iter();
        let missing = references.filter_map(|reference| {
            let value = self.body.str_at(&reference.row)?.to_owned();
            let name = self.named(reference, Some(&value));
            let is_there = work.resource(&name).is_some_and(|it| !it.deleted);
            let text = format!("Invalid {}: no {} has this id", reference.row, name.0);
            let pointer = format!("/{}", reference.row);
            (!is_there).then(|| self.violation(Part::Body, &reference.row, pointer, text))
        });
        missing.collect()
    }

    /// Words that no page lists for a row of the resource, though the request's own row takes any.
    fn unknown_words(&self) -> Vec<Violation> {
        let rows = self.object().rows.iter();
        let unknown = rows.filter_map(|row| {
            let (Type::Enum(id), Some(given)) = (&row.ty, self.body.str_at(&row.wire)) else {
                return None;
            };
            let enumeration = self.api.enumeration(*id);
            let known: Vec<&str> =
                enumeration.values.iter().map(|(value, _)| value.as_str()).collect();
            let is_known = known.iter().any(|it| match enumeration.ignore_case {
                true => it.eq_ignore_ascii_case(given),
                false => *it == given,
            });
            let text = format!("Invalid {}: expected {}", row.wire, known.join(", "));
            let pointer = format!("/{}", row.wire);
            (!is_known).then(|| self.violation(Part::Body, &row.wire, pointer, text))
        });
        unknown.collect()
    }

    /// The key of what the API recognises a repetition by.
    fn replay_key(&self) -> Option<(String, &str)> {
        let row = self.endpoint.idempotent_by.as_ref()?;
        let value = self.body.str_at(row)?;
        Some((format!("{} {value}", self.endpoint.name), row))
    }

    fn replayed(&self, work: &Work<'_>) -> Option<Effect> {
        let (key, _) = self.replay_key()?;
        let replay = work.replay(&key).filter(|it| it.body.says_the_same(self.body))?;
        let status = StatusCode::from_u16(replay.status).ok()?;
        Some(Effect { status, body: replay.answer.clone(), replayed: true })
    }

    /// The same reference with another request behind it is blocked.
    fn used_reference(&self, work: &Work<'_>) -> Option<Violation> {
        let (key, row) = self.replay_key()?;
        work.replay(&key).filter(|it| !it.body.says_the_same(self.body))?;
        let text = format!("{row} was used before, for another request");
        Some(self.violation(Part::Body, row, format!("/{row}"), text))
    }

    fn remember_answer(&self, effect: &Effect, work: &mut Work<'_>) {
        if let Some((key, _)) = self.replay_key() {
            let (status, answer) = (effect.status.as_u16(), effect.body.clone());
            work.keep_replay(key, Replay { body: self.body.clone(), status, answer });
        }
    }

    /// 400, unless the page lists 422 in its place.
    pub(crate) fn refusal_status(&self, violations: &[Violation]) -> StatusCode {
        let listed = &self.endpoint.refusals;
        let is_known = |row: &str| violations.iter().any(|it| it.row == row);
        let repeats = self.endpoint.idempotent_by.as_deref().is_some_and(is_known);
        match () {
            () if repeats && listed.contains(&409) && violations.len() == 1 => StatusCode::CONFLICT,
            () if listed.contains(&422) && !listed.contains(&400) => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            () => StatusCode::BAD_REQUEST,
        }
    }

    /// The documented status of success; where no page prints it, the usual one of the verb.
    pub(crate) fn success_status(endpoint: &Endpoint) -> StatusCode {
        let usual = match endpoint.behaviour.as_ref().map(|it| it.verb) {
            Some(Verb::Creates) => StatusCode::CREATED,
            Some(Verb::Deletes) => StatusCode::NO_CONTENT,
            _ => StatusCode::OK,
        };
        endpoint.success.and_then(|it| StatusCode::from_u16(it).ok()).unwrap_or(usual)
    }

    fn success(&self, body: Option<Json>) -> Effect {
        Effect { status: Self::success_status(self.endpoint), body, replayed: false }
    }

    fn shown(&self, value: &Json) -> Json {
        shown(self.api, self.object(), value)
    }
}

/// Whether a rule of a row, which no schema can tell, is judged: that a reference names something, or
/// what the endpoint's step looks at.
pub(crate) fn judges(endpoint: &Endpoint, row: &str) -> bool {
    let Some(behaviour) = &endpoint.behaviour else { return false };
    let step = behaviour.runs.as_deref().and_then(Step::named);
    behaviour.references.iter().any(|it| it.row == row)
        || step.and_then(|it| it.judged_row(behaviour)).is_some_and(|it| it == row)
}

/// The resources that are there from the start: those of the samples.
pub(crate) fn stock(api: &Api, work: &mut Work<'_>) {
    if work.meta().stocked {
        return;
    }
    for (page, endpoint) in api.endpoints() {
        let Some(behaviour) = endpoint.behaviour.as_ref().filter(|it| it.stocked) else { continue };
        let (Some(key), Some(sample)) = (&behaviour.key, &page.samples.answer) else { continue };
        let value = Json::from(sample);
        let named = match sample.get(&key.row) {
            Some(Sample::Text(text) | Sample::Number(text)) => text.clone(),
            _ => continue,
        };
        let mut resource =
            work.create(&api.object(behaviour.object).name, named, Vec::new(), value);
        resource.remember(work.stamp(), "there from the start");
        work.put(resource);
    }
    work.meta().stocked = true;
}
