//! Every row of a body at every depth, once: an object that stands at several places is tried
//! through at the first of them, and at each other place as one value.

use std::collections::BTreeSet;

use crate::api::{Api, Mandatory, Object, ObjectId, Part, Row, Sample as Json, Type};

use super::case::{Case, below, number, text};
use super::{Subject, base, conditions, sample, values};

/// The cases of all rows and rules.
pub(super) fn cases(subject: &Subject<'_>, base: &Json) -> Vec<Case> {
    let mut walk = Walk { subject, base, done: BTreeSet::new(), within: Vec::new(), cases: vec![] };
    for (part, pointer) in subject.parts() {
        walk.table(subject.object, part, pointer);
        if part == Part::Body {
            let further = Case::new("a key that no page speaks of");
            walk.cases.push(further.with(&below(pointer, "surplus"), number(1)));
        }
    }
    walk.cases
}

struct Walk<'a> {
    subject: &'a Subject<'a>,
    base: &'a Json,
    /// The objects that were tried through.
    done: BTreeSet<ObjectId>,
    /// The objects around the present one.
    within: Vec<ObjectId>,
    cases: Vec<Case>,
}

impl Walk<'_> {
    fn table(&mut self, object: &Object, part: Part, pointer: &str) {
        for (index, row) in object.rows.iter().enumerate().filter(|(_, row)| row.part == part) {
            let place = below(pointer, &row.wire);
            let amid = |case| conditions::without_others(case, object, index, pointer);
            self.row(row, part, &place, &amid);
            // What rules say of a row that is missing stands in their own table.
            let is_in_table = self.subject.is_sent() && conditions::names(object, index);
            if part != Part::Path && !is_in_table {
                let missing = Case::new("missing").without(&place);
                self.cases.push(missing.offends(&place, is_demanded(self.subject, row)));
            }
            self.nested(row, &place);
        }
        if part == Part::Body && self.subject.is_sent() {
            self.cases.extend(conditions::cases(self.subject.api, object, pointer, self.base));
        }
    }

    /// What may be at the place of a row. `amid` takes away what the row excludes.
    fn row(&mut self, row: &Row, part: Part, place: &str, amid: &dyn Fn(Case) -> Case) {
        if part == Part::Body {
            let null = Case::new("null").with(place, Json::Null);
            self.cases.push(amid(null.offends(place, !row.nullable)));
        }
        if row.many {
            let wrong_list = Case::new("an object, no list");
            let wrong_list = wrong_list.with(place, Json::Object(vec![])).offends(place, true);
            let no_item = Case::new("no item").with(place, Json::List(vec![]));
            self.cases.extend([amid(wrong_list), amid(no_item)]);
        }
        for (what, value, is_right) in values::of(self.subject.api, row, part) {
            let (value, offender) = match row.many {
                false => (value, place.to_owned()),
                true => (Json::List(vec![value]), below(place, "0")),
            };
            let case = Case::new(what).with(place, value).offends(&offender, !is_right);
            self.cases.push(amid(case));
        }
    }

    /// The rows of an object in a row.
    fn nested(&mut self, row: &Row, place: &str) {
        let Type::Object(id) = row.ty else { return };
        let place = if row.many { below(place, "0") } else { place.to_owned() };
        // It must stand in the base to be changed there.
        let stands = at(self.base, &place).is_some();
        if self.within.contains(&id) || !stands {
            return;
        }
        let object = self.subject.api.object(id);
        let empty = Case::new("without any row").with(&place, Json::Object(vec![]));
        let offending = sample::judge(self.subject, object, &Json::Object(vec![]), &place);
        self.cases.push(Case { offending, ..empty });
        if !self.subject.is_elsewhere(id) && self.done.insert(id) {
            self.within.push(id);
            self.table(object, Part::Body, &place);
            self.within.pop();
        }
    }
}

/// Whether a row must be there.
pub(super) fn is_demanded(subject: &Subject<'_>, row: &Row) -> bool {
    let is_forgone =
        !subject.is_sent() && row.optional && !row.nullable && row.credential.is_none();
    row.mandatory == Mandatory::Yes && !is_forgone
}

/// The value at a pointer.
pub(super) fn at<'j>(json: &'j Json, pointer: &str) -> Option<&'j Json> {
    pointer.split('/').skip(1).try_fold(json, |json, step| match json {
        Json::List(items) => items.get(step.parse::<usize>().ok()?),
        _ => json.get(&step.replace("~1", "/").replace("~0", "~")),
    })
}

/// A right value for a row, whether or not the base has it.
pub(super) fn right_value(api: &Api, row: &Row) -> Json {
    base::value(api, row).unwrap_or_else(|| text(""))
}
