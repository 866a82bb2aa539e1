//! Valid JSON for any object or request, built from its rows alone. (The generator has an
//! `emit::example` of its own, for documentation; this one knows nothing of it.)

mod values;

use generator::Api;
use generator::api::{Object, ObjectId, RuleKind, Type};

use crate::json::Json;

pub(crate) use values::{
    UNITS, long_text, of_form, padded_offset_date_time, padded_timestamp, value,
};

/// How often an object may be found within itself before it is left out.
const DEEPEST: usize = 2;

/// Which rows are given.
#[derive(Clone, Copy)]
enum Rows {
    /// All of them; of rows that exclude each other, the one of this number.
    All(usize),
    /// Those that must be.
    Fewest,
}

/// Values with all rows given: one value, or several where rows exclude each other, so that each
/// row is in one of them.
pub(crate) fn all_rows(api: &Api, object: &Object) -> Vec<Json> {
    let tables = api.objects.iter().chain([object]);
    let exclusive = tables.flat_map(|it| &it.rules).map(|rule| match &rule.kind {
        RuleKind::ExactlyOneOf(rows) => rows.len(),
        _ => 1,
    });
    let count = exclusive.max().unwrap_or(1);
    let mut values: Vec<Json> = Vec::new();
    for index in 0..count {
        let value = Builder { api, rows: Rows::All(index) }.object(object, &mut Vec::new());
        if !values.contains(&value) {
            values.push(value);
        }
    }
    values
}

/// A value with all rows given; of rows that exclude each other, with the first.
pub(crate) fn full(api: &Api, object: &Object) -> Json {
    Builder { api, rows: Rows::All(0) }.object(object, &mut Vec::new())
}

/// A value with no row more than its rules ask for.
pub(crate) fn fewest(api: &Api, object: &Object) -> Json {
    Builder { api, rows: Rows::Fewest }.object(object, &mut Vec::new())
}

/// The value that a row has in [`full`], whether or not another row excludes it.
pub(crate) fn row_value(api: &Api, object: &Object, index: usize) -> Json {
    let builder = Builder { api, rows: Rows::All(0) };
    builder.row(object, index, &mut Vec::new()).unwrap()
}

struct Builder<'a> {
    api: &'a Api,
    rows: Rows,
}

impl Builder<'_> {
    fn object(&self, object: &Object, within: &mut Vec<ObjectId>) -> Json {
        let given = (0..object.rows.len()).filter(|index| self.is_given(object, *index));
        let entry = |index: usize| {
            let value = self.row(object, index, within)?;
            Some((object.rows[index].wire.clone(), value))
        };
        Json::Object(given.filter_map(entry).collect())
    }

    /// The value of a row; `None` where its object would contain itself once too often.
    fn row(&self, object: &Object, index: usize, within: &mut Vec<ObjectId>) -> Option<Json> {
        let row = &object.rows[index];
        let one = |builder: &Self, item: u64, within: &mut Vec<ObjectId>| match row.ty {
            Type::Object(id) => {
                within.push(id);
                let value = builder.object(self.api.object(id), within);
                within.pop();
                value
            }
            _ => value(self.api, row, item),
        };
        let is_too_deep = match row.ty {
            Type::Object(id) => within.iter().filter(|it| **it == id).count() >= DEEPEST,
            _ => false,
        };
        match (row.many, is_too_deep) {
            (true, true) => Some(Json::List(Vec::new())),
            (true, false) => {
                // Two whole items in each list would double the value with each list in a list.
                let short = Self { api: self.api, rows: Rows::Fewest };
                Some(Json::List(vec![one(&short, 0, within), one(self, 1, within)]))
            }
            (false, true) => None,
            (false, false) => Some(one(self, 0, within)),
        }
    }

    fn is_given(&self, object: &Object, index: usize) -> bool {
        let mandatory = object.rows[index].mandatory == generator::api::Mandatory::Yes;
        let (which, mut given) = match self.rows {
            Rows::All(which) => (which, true),
            Rows::Fewest => (0, mandatory),
        };
        for rule in &object.rules {
            match &rule.kind {
                RuleKind::ExactlyOneOf(rows) if rows.contains(&index) => {
                    given = rows[which % rows.len()] == index;
                }
                RuleKind::AtLeastOneOf(rows) => given |= rows.first() == Some(&index),
                RuleKind::RequiredWhen { row, when, values } if *row == index => {
                    let decides = value(self.api, &object.rows[*when], 0);
                    let is_required = values.iter().any(|it| decides == Json::text(it));
                    given |= is_required && self.is_given(object, *when);
                }
                _ => {}
            }
        }
        given
    }
}
