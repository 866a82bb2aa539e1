//! Enums and identifiers.

use crate::api::{Api, Enum, Identifier, Object, Page, Sample, Type};

use super::catalogue::Kind;
use super::objects;
use super::walk::{Scope, Travel, Walk};
use super::witness::{self, Given, Site};

/// Compares all enums and identifiers, found again by their names.
pub(super) fn compare(walk: &mut Walk<'_>) {
    let (old, new) = (walk.old, walk.new);
    for entry in &new.enums {
        let scope = scope(new, entry);
        match old.enums.iter().find(|it| it.ident == entry.ident) {
            Some(before) => compare_enum(walk, before, entry),
            None => {
                let scope = walk.by(&scope, None, Some(entry.document));
                walk.add(&scope, Kind::EnumAdded, entry.ident.as_str());
            }
        }
    }
    for entry in &old.enums {
        if new.enums.iter().all(|it| it.ident != entry.ident) {
            let scope = scope(old, entry);
            let scope = walk.by(&scope, Some(entry.document), None);
            walk.add(&scope, Kind::EnumRemoved, entry.ident.as_str());
        }
    }
    compare_identifiers(walk);
}

fn scope(api: &Api, entry: &Enum) -> Scope {
    Scope::on(api.page(entry.page), api, Travel::default())
}

/// The tables that travel, each with the way it does.
fn tables(api: &Api) -> impl Iterator<Item = (&Object, Site, Travel)> {
    let requests =
        api.endpoints().map(|(_, endpoint)| (&endpoint.request, Site::Request, Travel::SENT));
    let objects = api.objects.iter().enumerate().map(|(index, object)| {
        let id = crate::api::ObjectId(index);
        (object, Site::Object(id), objects::travel(api, id, object))
    });
    requests.chain(objects)
}

/// Which way the values of a type travel.
fn travel(api: &Api, is_it: impl Fn(&Type) -> bool) -> Travel {
    tables(api)
        .filter(|(table, ..)| table.rows.iter().any(|row| is_it(&row.ty)))
        .fold(Travel::default(), |all, (_, _, travel)| all.or(travel))
}

fn travel_of(api: &Api, entry: &Enum) -> Travel {
    let is_it = |id: usize| std::ptr::eq(&raw const api.enums[id], entry);
    travel(api, |ty| matches!(ty, Type::Enum(id) if is_it(id.0)))
}

fn compare_enum(walk: &mut Walk<'_>, old: &Enum, new: &Enum) {
    let both = travel_of(walk.old, old).and(travel_of(walk.new, new));
    let page = walk.new.page(new.page);
    let scope = Scope::on(page, walk.new, both);
    let scope = walk.by(&scope, Some(old.document), Some(new.document));
    let place = new.ident.as_str();
    let lacks = |entry: &Enum, value: &str| entry.values.iter().all(|it| it.0 != value);
    for (value, _) in new.values.iter().filter(|it| lacks(old, &it.0)) {
        walk.add(&scope, Kind::ValueAdded, place).after(format!("`{value}`"));
    }
    for (value, variant) in old.values.iter().filter(|it| lacks(new, &it.0)) {
        let api = walk.old;
        // A value that is spelled otherwise may keep its variant.
        let is_kept = new.values.iter().any(|it| it.1 == *variant);
        walk.add(&scope, Kind::ValueRemoved, place)
            .before(format!("`{value}`"))
            .compiles_if(is_kept)
            .shown_by(|| shown(api, old, value));
    }
    let shout = || shown(walk.old, old, &spelled_otherwise(old)?);
    match (old.ignore_case, new.ignore_case) {
        (true, false) => {
            let witness = shout();
            walk.add(&scope, Kind::CaseTightened, place).shown_by(|| witness);
        }
        (false, true) => walk.note(&scope, Kind::CaseLoosened, place),
        _ => {}
    }
    let module = |page: &Page| format!("`{}::{}`", page.group, page.module);
    let modules = [module(walk.old.page(old.page)), module(page)];
    if modules[0] != modules[1] {
        let [before, after] = modules;
        walk.add(&scope, Kind::ModuleChanged, place).between(before, after);
    }
}

/// A documented value in the other case.
fn spelled_otherwise(entry: &Enum) -> Option<String> {
    let (value, _) = entry.values.first()?;
    let upper = value.to_uppercase();
    Some(if upper == *value { value.to_lowercase() } else { upper })
}

/// The smallest request with a value of an enum.
fn shown(api: &Api, entry: &Enum, value: &str) -> Option<Sample> {
    let is_it =
        |ty: &Type| matches!(ty, Type::Enum(id) if std::ptr::eq(&raw const api.enums[id.0], entry));
    let (table, site, index) = tables(api).find_map(|(table, site, travel)| {
        let index = table.rows.iter().position(|row| is_it(&row.ty))?;
        (travel.sent || travel.sent_in_part).then_some((table, site, index))
    })?;
    let one = Sample::Text(value.to_owned());
    let value = if table.rows[index].many { Sample::List(vec![one]) } else { one };
    witness::request(api, site, table, &[(index, Given::Value(value))])
}

fn compare_identifiers(walk: &mut Walk<'_>) {
    let (old, new) = (walk.old, walk.new);
    for entry in &new.identifiers {
        let scope = Scope::everywhere("identifiers.yaml", Travel::default());
        match old.identifiers.iter().find(|it| it.name == entry.name) {
            None => {
                let scope = walk.by(&scope, None, Some(entry.document));
                walk.add(&scope, Kind::IdentifierAdded, entry.alias.as_str());
            }
            Some(before) if form(before) != form(entry) => {
                let travel =
                    travel_of_identifier(old, before).and(travel_of_identifier(new, entry));
                let scope = walk.by(&scope, Some(before.document), Some(entry.document));
                let scope = Scope { travel, ..scope };
                walk.add(&scope, Kind::IdentifierChanged, entry.alias.as_str())
                    .between(form(before), form(entry));
            }
            Some(_) => {}
        }
    }
    for entry in &old.identifiers {
        if new.identifiers.iter().all(|it| it.name != entry.name) {
            let scope = Scope::everywhere("identifiers.yaml", Travel::default());
            let scope = walk.by(&scope, Some(entry.document), None);
            walk.add(&scope, Kind::IdentifierRemoved, entry.alias.as_str());
        }
    }
}

fn travel_of_identifier(api: &Api, entry: &Identifier) -> Travel {
    let is_it = |id: usize| std::ptr::eq(&raw const api.identifiers[id], entry);
    travel(api, |ty| matches!(ty, Type::Identifier(id) if is_it(id.0)))
}

fn form(entry: &Identifier) -> String {
    let case = if entry.ignore_case { " in any case" } else { "" };
    match &entry.prefix {
        Some(prefix) => format!("`{prefix}-<UUID>`{case}"),
        None => "a UUID".to_owned(),
    }
}
