//! Types: what of one can be read as another.

use crate::api::{Api, Object, Row, Sample, Type};

use super::catalogue::Kind;

/// What names a type in both specs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Key<'a> {
    /// A type of every API.
    Plain(&'static str),
    /// A type of this one, by its name.
    Named(&'static str, &'a str),
    /// A boolean of Rust that is one of two texts in the query.
    Flag(&'a str, &'a str),
}

/// What names a type in both specs.
pub(super) fn key<'a>(ty: &'a Type, api: &'a Api) -> Key<'a> {
    match ty {
        Type::Text | Type::Secret => Key::Plain("text"),
        Type::Date => Key::Plain("date"),
        Type::Timestamp => Key::Plain("timestamp"),
        Type::OffsetDateTime => Key::Plain("time with its offset"),
        Type::Decimal => Key::Plain("decimal"),
        Type::Integer => Key::Plain("integer"),
        Type::Boolean => Key::Plain("boolean"),
        Type::Flag(no, yes) => Key::Flag(no, yes),
        Type::Identifier(id) => Key::Named("identifier", &api.identifier(*id).name),
        Type::Enum(id) => Key::Named("enum", api.enumeration(*id).ident.as_str()),
        Type::Object(id) => Key::Named("object", &api.object(*id).name),
    }
}

/// The type in words.
pub(super) fn words(row: &Row, api: &Api) -> String {
    let name = match key(&row.ty, api) {
        Key::Plain(name) => name.to_owned(),
        Key::Named(kind, name) => format!("{kind} `{name}`"),
        Key::Flag(no, yes) => format!("flag of `{no}` and `{yes}`"),
    };
    if row.many { format!("list of {name}") } else { name }
}

/// How values of a type are written in JSON.
fn json(ty: &Type) -> &'static str {
    match ty {
        Type::Decimal | Type::Integer => "number",
        Type::Boolean => "boolean",
        Type::Object(_) => "object",
        _ => "text",
    }
}

/// What the change from one type to another is; `None` where there is none.
pub(super) fn change(old: &Type, old_api: &Api, new: &Type, new_api: &Api) -> Option<Kind> {
    if key(old, old_api) == key(new, new_api) {
        return None;
    }
    if json(old) != json(new) {
        return Some(Kind::TypeChanged);
    }
    Some(match (old, new) {
        (Type::Enum(old), Type::Enum(new)) => {
            let (old, new) = (old_api.enumeration(*old), new_api.enumeration(*new));
            let values = |it: &crate::api::Enum| {
                let values: Vec<String> = it.values.iter().map(|it| it.0.clone()).collect();
                (values, it.ignore_case)
            };
            renamed(values(old) == values(new))
        }
        (Type::Identifier(old), Type::Identifier(new)) => {
            let (old, new) = (old_api.identifier(*old), new_api.identifier(*new));
            renamed((&old.prefix, old.ignore_case) == (&new.prefix, new.ignore_case))
        }
        (Type::Object(old), Type::Object(new)) => renamed(
            content(old_api.object(*old), old_api) == content(new_api.object(*new), new_api),
        ),
        // Lists of texts, each of its own.
        (
            Type::Enum(_) | Type::Identifier(_) | Type::Flag(..),
            Type::Enum(_) | Type::Identifier(_) | Type::Flag(..),
        ) => Kind::TypeReplaced,
        (Type::Decimal, Type::Integer) => Kind::TypeNarrowed,
        (Type::Integer, Type::Decimal) => Kind::TypeWidened,
        (Type::Enum(_) | Type::Identifier(_), Type::Text | Type::Secret) => Kind::FormDropped,
        (Type::Date | Type::Timestamp | Type::OffsetDateTime | Type::Flag(..), Type::Text) => {
            Kind::TypeWidened
        }
        (Type::Text | Type::Secret, _) => Kind::TypeNarrowed,
        _ => Kind::TypeChanged,
    })
}

fn renamed(is_same: bool) -> Kind {
    if is_same { Kind::TypeRenamed } else { Kind::TypeReplaced }
}

/// All that an object says, but for its name.
fn content(object: &Object, api: &Api) -> Vec<String> {
    let rows = object
        .rows
        .iter()
        .map(|row| format!("{} {} {}", row.wire, words(row, api), row.constraints(api)));
    let rules = object.rules.iter().map(|rule| object.rule_words(&rule.kind));
    rows.chain(rules).chain([object.open.to_string()]).collect()
}

/// A value of a type that no narrower type takes.
pub(super) fn foreign(ty: &Type) -> Sample {
    match ty {
        Type::Decimal => Sample::Number("0.5".to_owned()),
        _ => Sample::Text("?".to_owned()),
    }
}
