//! Objects and what becomes of them.

use std::collections::BTreeMap;

use crate::api::{Api, Object, ObjectId, Page, Usage};

use super::catalogue::Kind;
use super::table::{self, Table};
use super::walk::{Scope, Travel, Walk};
use super::witness::Site;

/// An object with its page and its index.
type Placed<'a> = (&'a Page, ObjectId, &'a Object);

/// Compares all objects, found again by their names.
pub(super) fn compare(walk: &mut Walk<'_>) {
    let (old, new) = (by_name(walk.old), by_name(walk.new));
    for (page, id, object) in ordered(walk.new) {
        match old.get(object.name.as_str()) {
            Some(before) => compare_object(walk, *before, (page, id, object)),
            None => {
                let scope = Scope::on(page, walk.new, Travel::default());
                let scope = walk.by(&scope, None, Some(object.document));
                walk.add(&scope, Kind::ObjectAdded, &object.name);
            }
        }
    }
    for (page, _, object) in ordered(walk.old) {
        if !new.contains_key(object.name.as_str()) {
            let scope = Scope::on(page, walk.old, Travel::default());
            let scope = walk.by(&scope, Some(object.document), None);
            walk.add(&scope, Kind::ObjectRemoved, &object.name);
        }
    }
}

/// All objects in the order of their pages.
fn ordered(api: &Api) -> impl Iterator<Item = Placed<'_>> {
    api.pages
        .iter()
        .flat_map(move |page| page.objects.iter().map(move |id| (page, *id, api.object(*id))))
}

fn by_name(api: &Api) -> BTreeMap<&str, Placed<'_>> {
    ordered(api).map(|placed| (placed.2.name.as_str(), placed)).collect()
}

/// Which way an object travels.
pub(super) fn travel(api: &Api, id: ObjectId, object: &Object) -> Travel {
    let is_part = |it: &&Object| it.patch_of == Some(id) && it.usage.sent;
    Travel::of(object.usage, api.objects.iter().any(|it| is_part(&it)))
}

fn compare_object<'a>(walk: &mut Walk<'a>, before: Placed<'a>, after: Placed<'a>) {
    let ((old_page, old_id, old), (page, id, new)) = (before, after);
    // Its rows are those of the object that it is a part of.
    if old.patch_of.is_none() && new.patch_of.is_none() {
        let travel = travel(walk.old, old_id, old).and(travel(walk.new, id, new));
        let scope = Scope::on(page, walk.new, travel);
        table::compare(
            walk,
            &scope,
            Table { old, new, site: Site::Object(site(walk.old, old_id, old)) },
        );
    }
    let scope = Scope::on(page, walk.new, Travel::default());
    let scope = walk.by(&scope, Some(old.document), Some(new.document));
    let sent = |usage: Usage| usage.sent;
    match (sent(old.usage), sent(new.usage)) {
        (false, true) => walk.note(&scope, Kind::BuilderAdded, &new.name),
        (true, false) => walk.note(&scope, Kind::BuilderRemoved, &new.name),
        _ => {}
    }
    let both = Travel::of(old.usage, false).and(Travel::of(new.usage, false));
    let both = Scope { travel: both, ..scope.clone() };
    match (old.open, new.open) {
        (false, true) => walk.note(&both, Kind::ObjectOpened, &new.name),
        (true, false) => walk.note(&both, Kind::ObjectClosed, &new.name),
        _ => {}
    }
    compare_embedding(walk, &scope, [(old_page, old_id), (page, id)], &new.name);
    let module = |page: &Page| format!("`{}::{}`", page.group, page.module);
    if module(old_page) != module(page) {
        let words = [module(old_page), module(page)];
        let [before, after] = words;
        walk.add(&scope, Kind::ModuleChanged, &new.name).between(before, after);
    }
}

/// The functions that write an object into a script: none, one, or one more with the call in it.
fn compare_embedding(
    walk: &mut Walk<'_>,
    scope: &Scope,
    sides: [(&Page, ObjectId); 2],
    name: &str,
) {
    let [old, new] = sides.map(|(page, id)| page.embeds.as_ref().filter(|it| it.object == id));
    let functions = [old, new].map(|it| it.and_then(|it| it.function.as_deref()));
    let kind = match (old.is_some(), new.is_some(), functions) {
        (true, false, _) | (true, true, [Some(_), None]) => Kind::EmbedRemoved,
        (false, true, _) | (true, true, [None, Some(_)]) => Kind::EmbedAdded,
        (true, true, [Some(old), Some(new)]) if old != new => Kind::EmbedFunctionChanged,
        _ => return,
    };
    let words = functions.map(|it| it.map_or_else(|| "no call".to_owned(), |it| format!("`{it}`")));
    let [before, after] = words;
    walk.add(scope, kind, name).between(before, after);
}

/// The object by which a request is shown: itself, or the part of it that is sent.
fn site(api: &Api, id: ObjectId, object: &Object) -> ObjectId {
    if object.usage.sent {
        return id;
    }
    let part = api.objects.iter().position(|it| it.patch_of == Some(id) && it.usage.sent);
    part.map_or(id, ObjectId)
}
