//! A value that is right, with all its rows; of rows that exclude each other, with the first.

use std::collections::BTreeMap;

use crate::api::{Api, Mandatory, Object, ObjectId, Part, Row, RuleKind, Sample as Json, Type};
use crate::emit::made_up;

use super::Subject;
use super::case::{number, text};

/// The parts of a request, or of what is received, by their names.
pub(super) fn of(subject: &Subject<'_>) -> Json {
    let parts = subject.parts().into_iter().map(|(part, pointer)| {
        let mut values = Values::new(subject.api);
        (pointer[1..].to_owned(), values.object(subject.object, part, true))
    });
    Json::Object(parts.collect())
}

/// A right value for a row; `None` where it would be an object that contains itself.
pub(super) fn value(api: &Api, row: &Row) -> Option<Json> {
    Values::new(api).value(row)
}

/// How often an object is written with all its rows. Where it stands once more it has those that it
/// must have: objects that name each other would otherwise be written along every way among them.
const MOST_WHOLE: usize = 8;

/// A value while it is written.
struct Values<'a> {
    api: &'a Api,
    /// The objects around the present one.
    within: Vec<ObjectId>,
    /// How often each object was written with all its rows.
    whole: BTreeMap<ObjectId, usize>,
}

impl<'a> Values<'a> {
    fn new(api: &'a Api) -> Self {
        Self { api, within: Vec::new(), whole: BTreeMap::new() }
    }

    fn object(&mut self, object: &Object, part: Part, is_whole: bool) -> Json {
        let mut entries = Vec::new();
        for (index, row) in object.rows.iter().enumerate() {
            let is_forgone = row.mandatory != Mandatory::Yes || row.nullable;
            let is_left_out = !is_whole && is_forgone && matches!(row.ty, Type::Object(_));
            if row.part != part || is_excluded(object, index) || is_left_out && !row.nullable {
                continue;
            }
            let value = if is_left_out { Some(Json::Null) } else { self.value(row) };
            entries.extend(value.map(|value| (row.wire.clone(), value)));
        }
        Json::Object(entries)
    }

    /// The value of a row with what is in it; `None` where an object would contain itself.
    fn value(&mut self, row: &Row) -> Option<Json> {
        let Type::Object(id) = row.ty else {
            let one = plain(self.api, row);
            return Some(if row.many { Json::List(vec![one]) } else { one });
        };
        if self.within.contains(&id) {
            return row.many.then(|| Json::List(Vec::new()));
        }
        let count = self.whole.entry(id).or_default();
        let is_whole = *count < MOST_WHOLE;
        *count += usize::from(is_whole);
        if row.many && !is_whole {
            return Some(Json::List(Vec::new()));
        }
        self.within.push(id);
        let value = self.object(self.api.object(id), Part::Body, is_whole);
        self.within.pop();
        Some(if row.many { Json::List(vec![value]) } else { value })
    }
}

/// Whether another row stands in place of this one.
fn is_excluded(object: &Object, index: usize) -> bool {
    object.rules.iter().any(|rule| match &rule.kind {
        RuleKind::ExactlyOneOf(rows) => rows[1..].contains(&index),
        _ => false,
    })
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
