//! What endpoints do: verbs to objects, rows to rows, and the resources that a request names.

use std::collections::BTreeMap;

use crate::api::behaviour::{
    Behaviour, Comparison, Filter, Item, Key, Paging, Reference, Source, Verb,
};
use crate::api::{Endpoint, IdentifierId, Object, ObjectId, Page, Part, Row, Type};
use crate::diagnostics::{Code, Diagnostic};
use crate::spec::{self, Does, Name};

use super::Checker;
use super::samples;

/// The object whose resources an identifier names.
type Kinds = BTreeMap<IdentifierId, ObjectId>;

/// One endpoint while its behaviour is resolved.
struct Context<'a> {
    does: &'a Does,
    name: &'a Name,
    endpoint: &'a Endpoint,
    object: &'a Object,
    objects: &'a [Object],
    kinds: &'a Kinds,
}

impl Checker<'_> {
    /// Resolves what every endpoint does, once all objects are.
    pub(super) fn behaviours(&mut self, pages: &mut [Page], objects: &[Object]) {
        let spec = self.spec;
        let verbs: Vec<Option<(Verb, &Name, ObjectId)>> =
            spec.pages.iter().map(|page| self.verb(&page.content)).collect();
        let mut kinds = Kinds::new();
        for ((raw, page), verb) in spec.pages.iter().zip(&*pages).zip(&verbs) {
            if let (Some(does), Some(endpoint), Some((verb, _, id))) =
                (&raw.content.does, &page.endpoint, verb)
                && let Some(key) = key(does, *verb, endpoint, &objects[id.0])
                && let Some(of) = identifier(objects[id.0].rows.iter(), &key.row)
            {
                kinds.entry(of).or_insert(*id);
            }
        }
        for ((raw, page), verb) in spec.pages.iter().zip(pages).zip(verbs) {
            let (Some(does), Some(endpoint), Some((verb, name, id))) =
                (&raw.content.does, &mut page.endpoint, verb)
            else {
                continue;
            };
            let object = &objects[id.0];
            let context = Context { does, name, endpoint, object, objects, kinds: &kinds };
            let behaviour = self.behaviour(&context, verb, id);
            endpoint.behaviour = Some(behaviour);
        }
    }

    /// The one verb of a page, and the object that it is about.
    fn verb<'p>(&mut self, page: &'p spec::Page) -> Option<(Verb, &'p Name, ObjectId)> {
        let does = page.does.as_ref()?;
        let verbs = [
            (Verb::Creates, &does.creates),
            (Verb::Gets, &does.gets),
            (Verb::Lists, &does.lists),
            (Verb::Updates, &does.updates),
            (Verb::Replaces, &does.replaces),
            (Verb::Deletes, &does.deletes),
            (Verb::Answers, &does.answers),
        ];
        let given: Vec<(Verb, &Name)> =
            verbs.into_iter().filter_map(|(verb, name)| Some((verb, name.as_ref()?))).collect();
        let [(verb, name)] = given[..] else {
            if !self.found.has_within(does.span) {
                let message = "an endpoint does exactly one thing";
                let help = "write one of `creates`, `gets`, `lists`, `updates`, `replaces`, \
                            `deletes` and `answers`";
                self.found.add(Diagnostic::new(Code::WrongValue, does.span, message).help(help));
            }
            return None;
        };
        let object = self.find_object(name)?;
        Some((verb, name, object))
    }

    fn behaviour(&mut self, context: &Context<'_>, verb: Verb, object: ObjectId) -> Behaviour {
        let Context { does, endpoint, .. } = context;
        let key = key(does, verb, endpoint, context.object);
        if key.is_none() && !matches!(verb, Verb::Lists | Verb::Answers) {
            let message = format!("nothing tells which `{}` is meant", context.name.value);
            let help = "a new one has a row that `sets` makes `new`; another one is named by a \
                        row of the path: `at: { <row of the path>: <row of the object> }`";
            let unnamed = Diagnostic::new(Code::MissingKey, context.name.span, message);
            self.found.add(unnamed.help(help));
        }
        self.check_at(context);
        self.check_answer(context, verb);
        let item = does.item.as_ref().map(|it| {
            self.path_row(context, &it.at);
            self.object_row(context, it.of.split('.').next().unwrap_or_default(), &it.of);
            Item { of: it.of.value.clone(), at: it.at.value.clone() }
        });
        let taken = |row: &Row| {
            key.as_ref().is_some_and(|it| it.path.as_deref() == Some(row.wire.as_str()))
                || item.as_ref().is_some_and(|it| it.at == row.wire)
        };
        let named = |part| {
            let rows = endpoint.request.part(part).filter(|row| !taken(row) && !row.many);
            let named = rows.filter_map(|row| match row.ty {
                Type::Identifier(id) => Some((row, *context.kinds.get(&id)?)),
                _ => None,
            });
            named.map(|(row, object)| Reference { row: row.wire.clone(), object }).collect()
        };
        let (parents, references): (Vec<Reference>, Vec<Reference>) =
            (named(Part::Path), named(Part::Body));
        Behaviour {
            verb,
            object,
            sets: self.sets(context, &[&parents, &references]),
            defaults: self.defaults(context),
            shows: does.shows.iter().map(|it| self.shown_row(context, it)).collect(),
            filters: self.filters(context),
            paged: does.paged.as_ref().map(|it| self.paging(context, it)),
            notifies: does.notifies.as_ref().map(|it| it.value.clone()),
            runs: does.runs.as_ref().map(|it| it.value.clone()),
            stocked: does.stocked,
            key,
            parents,
            references,
            item,
        }
    }

    /// The answer of an endpoint that is about one resource is that resource.
    fn check_answer(&mut self, context: &Context<'_>, verb: Verb) {
        let Some(answer) = context.endpoint.answer.map(|id| &context.objects[id.0]) else { return };
        let is_one = matches!(verb, Verb::Creates | Verb::Gets | Verb::Updates | Verb::Answers);
        if is_one && answer.name != context.object.name {
            let (name, object) = (&answer.name, &context.object.name);
            let message = format!("the endpoint answers with a `{name}`, not with a `{object}`");
            self.found.add(Diagnostic::new(Code::WrongValue, context.name.span, message));
        }
        if verb == Verb::Lists && context.does.paged.is_none() {
            let message = "nothing tells which row of the answer holds the items";
            let help = "name it: `paged: { items: <row of the answer> }`";
            let missing = Diagnostic::new(Code::MissingKey, context.name.span, message);
            self.found.add(missing.help(help));
        }
    }

    fn check_at(&mut self, context: &Context<'_>) {
        for (path, row) in context.does.at.iter() {
            self.path_row(context, path);
            self.object_row(context, row, path);
        }
    }

    fn sets(
        &mut self,
        context: &Context<'_>,
        named: &[&Vec<Reference>],
    ) -> Vec<(Vec<String>, Source)> {
        let mut sets = Vec::new();
        for (name, source) in context.does.sets.iter() {
            self.object_row(context, name.split('.').next().unwrap_or_default(), name);
            let place = Name::new(name.value.clone(), source.span);
            let resolved = match &source.value {
                spec::Source::New => Some(Source::New),
                spec::Source::Now => Some(Source::Now),
                spec::Source::Token => Some(Source::Token),
                spec::Source::From(of, way) => self.source(context, of, way, &place, named),
            };
            sets.extend(resolved.map(|source| (way(name), source)));
        }
        sets
    }

    fn source(
        &mut self,
        context: &Context<'_>,
        of: &str,
        way: &[String],
        place: &Name,
        named: &[&Vec<Reference>],
    ) -> Option<Source> {
        let first = Name::new(way[0].clone(), place.span);
        match of {
            "path" => {
                self.path_row(context, &first);
                Some(Source::Path(way[0].clone()))
            }
            "body" => {
                let known = context.endpoint.request.part(Part::Body);
                self.known_row("the body", &first.value, &first, known);
                Some(Source::Body(way.to_vec()))
            }
            object => {
                let id = self.find_object(&Name::new(object.to_owned(), place.span))?;
                if !named.iter().flat_map(|it| it.iter()).any(|it| it.object == id) {
                    let message = format!("the request names no `{object}`");
                    let help = "a row of its path or body identifies one";
                    let unknown = Diagnostic::new(Code::WrongValue, place.span, message);
                    self.found.add(unknown.help(help));
                }
                let known = &context.objects[id.0];
                if !known.open {
                    self.known_row(&format!("`{object}`"), &first.value, &first, known.rows.iter());
                }
                Some(Source::Of(id, way.to_vec()))
            }
        }
    }

    fn defaults(&mut self, context: &Context<'_>) -> Vec<(Vec<String>, crate::api::Sample)> {
        let mut defaults = Vec::new();
        for (name, value) in context.does.defaults.iter() {
            self.object_row(context, name.split('.').next().unwrap_or_default(), name);
            defaults.push((way(name), samples::convert(&value.value)));
        }
        defaults
    }

    fn shown_row(&mut self, context: &Context<'_>, name: &Name) -> String {
        self.known_row("the body", name, name, context.endpoint.request.part(Part::Body));
        if !context.object.open {
            let message = format!(
                "`{}` is not open, and shows the rows of its table alone",
                context.name.value
            );
            self.found.add(Diagnostic::new(Code::MisplacedKey, name.span, message));
        }
        name.value.clone()
    }

    fn filters(&mut self, context: &Context<'_>) -> Vec<Filter> {
        let mut filters = Vec::new();
        for (asked, filter) in context.does.filters.iter() {
            let rows = context.endpoint.request.rows.iter().filter(|row| row.part != Part::Body);
            self.known_row("path or query", asked, asked, rows);
            let place = Name::new(filter.row.clone(), filter.span);
            self.object_row(context, &filter.row, &place);
            let is = match filter.is {
                spec::Comparison::Equal => Comparison::Equal,
                spec::Comparison::AtMost => Comparison::AtMost,
                spec::Comparison::AtLeast => Comparison::AtLeast,
                spec::Comparison::Given => Comparison::Given,
            };
            filters.push(Filter { asked: asked.value.clone(), row: filter.row.clone(), is });
        }
        filters
    }

    fn paging(&mut self, context: &Context<'_>, raw: &spec::Paged) -> Paging {
        let answer = context.endpoint.answer.map(|id| &context.objects[id.0]);
        let in_answer = [&raw.count, &raw.total, &Some(raw.items.clone())];
        for name in in_answer.into_iter().flatten() {
            let rows = answer.iter().flat_map(|it| &it.rows);
            self.known_row("the answer", name, name, rows);
        }
        let text = |name: &Option<Name>| name.as_ref().map(|it| it.value.clone());
        Paging {
            number: text(&raw.number),
            size: text(&raw.size),
            count: text(&raw.count),
            total: text(&raw.total),
            items: raw.items.value.clone(),
            first: raw.first,
        }
    }

    fn path_row(&mut self, context: &Context<'_>, name: &Name) {
        self.known_row("the path", name, name, context.endpoint.request.part(Part::Path));
    }

    /// A row of the object; an open one may have any.
    fn object_row(&mut self, context: &Context<'_>, row: &str, place: &Name) {
        if !context.object.open {
            let table = format!("`{}`", context.object.name);
            self.known_row(&table, row, place, context.object.rows.iter());
        }
    }

    fn known_row<'r>(
        &mut self,
        table: &str,
        row: &str,
        place: &Name,
        known: impl Iterator<Item = &'r Row>,
    ) {
        let known: Vec<&str> = known.map(|it| it.wire.as_str()).collect();
        if !known.contains(&row) && !self.lost.contains(row) {
            let message = format!("{table} has no row `{row}`");
            let unknown = Diagnostic::new(Code::UnknownRow, place.span, message);
            self.found.add(unknown.one_of(row, known));
        }
    }
}

/// What tells a resource from the others of its object.
fn key(does: &Does, verb: Verb, endpoint: &Endpoint, object: &Object) -> Option<Key> {
    if let Some((path, row)) = does.at.iter().next() {
        return Some(Key { path: Some(path.value.clone()), row: row.clone() });
    }
    if verb == Verb::Creates {
        let mut new = does.sets.iter().filter(|(_, source)| source.value == spec::Source::New);
        return new.next().map(|(name, _)| Key { path: None, row: name.value.clone() });
    }
    if matches!(verb, Verb::Lists | Verb::Answers) {
        return None;
    }
    let path: Vec<&Row> = endpoint.request.part(Part::Path).collect();
    path.iter().rev().find_map(|named| {
        let Type::Identifier(id) = named.ty else { return None };
        let is_same = |row: &&Row| row.ty == Type::Identifier(id) && !row.many;
        let row = object.rows.iter().find(is_same)?;
        Some(Key { path: Some(named.wire.clone()), row: row.wire.clone() })
    })
}

/// The kind of identifier that a row is.
fn identifier<'r>(mut rows: impl Iterator<Item = &'r Row>, name: &str) -> Option<IdentifierId> {
    match rows.find(|row| row.wire == name)?.ty {
        Type::Identifier(id) => Some(id),
        _ => None,
    }
}

fn way(name: &Name) -> Vec<String> {
    name.split('.').map(str::to_owned).collect()
}
