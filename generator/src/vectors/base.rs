//! A value that is right, with all its rows; of rows that exclude each other, with the first.

use crate::api::{Api, Object, ObjectId, Part, Row, RuleKind, Sample as Json, Type};
use crate::emit::made_up;

use super::Subject;
use super::case::{number, text};

/// The parts of a request, or of what is received, by their names.
pub(super) fn of(subject: &Subject<'_>) -> Json {
    let parts = subject.parts().into_iter().map(|(part, pointer)| {
        let rows = object(subject.api, subject.object, part, &mut Vec::new());
        (pointer[1..].to_owned(), rows)
    });
    Json::Object(parts.collect())
}

fn object(api: &Api, object: &Object, part: Part, within: &mut Vec<ObjectId>) -> Json {
    let rows = object.rows.iter().enumerate();
    let rows = rows.filter(|(index, row)| row.part == part && !is_excluded(object, *index));
    let entry = |(_, row): (usize, &Row)| Some((row.wire.clone(), value(api, row, within)?));
    Json::Object(rows.filter_map(entry).collect())
}

/// Whether another row stands in place of this one.
fn is_excluded(object: &Object, index: usize) -> bool {
    object.rules.iter().any(|rule| match &rule.kind {
        RuleKind::ExactlyOneOf(rows) => rows[1..].contains(&index),
        _ => false,
    })
}

/// The value of a row with what is in it; `None` where an object would contain itself.
pub(super) fn value(api: &Api, row: &Row, within: &mut Vec<ObjectId>) -> Option<Json> {
    let one = match row.ty {
        Type::Object(id) if within.contains(&id) => {
            return row.many.then(|| Json::List(Vec::new()));
        }
        Type::Object(id) => {
            within.push(id);
            let value = object(api, api.object(id), Part::Body, within);
            within.pop();
            value
        }
        _ => plain(api, row),
    };
    Some(if row.many { Json::List(vec![one]) } else { one })
}

/// A right value of a row that is no object.
pub(super) fn plain(api: &Api, row: &Row) -> Json {
    let made_up = made_up(row, api);
    match &row.ty {
        Type::Decimal | Type::Integer => number(made_up),
        Type::Boolean => Json::Boolean(true),
        Type::Flag(_, yes) => text(yes),
        _ => text(made_up),
    }
}
