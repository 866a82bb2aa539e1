//! The rows of a value, each with its place.

use generator::Api;
use generator::api::{Object, Part, Row, Type};

use crate::json::{Json, below, steps};

/// A row at a place of a value.
#[derive(Debug, Clone)]
pub(crate) struct Place<'a> {
    /// Where its value is; in a list, where the last item is.
    pub(crate) pointer: String,
    /// Where its key is.
    pub(crate) key: String,
    /// The part of the request that this is in.
    pub(crate) part: Part,
    /// The table that it is a row of.
    pub(crate) object: &'a Object,
    pub(crate) row: &'a Row,
}

/// An object at a place of a value.
#[derive(Debug, Clone)]
pub(crate) struct ObjectPlace<'a> {
    pub(crate) pointer: String,
    pub(crate) object: &'a Object,
}

/// The rows that a value gives, nested ones after the row that holds them; of a list the last item,
/// which an index of zero would not find.
pub(crate) fn rows<'a>(api: &'a Api, object: &'a Object, value: &Json) -> Vec<Place<'a>> {
    let mut found = Walk { api, rows: Vec::new(), objects: Vec::new() };
    found.object(object, value, "", None);
    found.rows
}

/// The objects in a value, itself first; of a list the last item.
pub(crate) fn objects<'a>(api: &'a Api, object: &'a Object, value: &Json) -> Vec<ObjectPlace<'a>> {
    let mut found = Walk { api, rows: Vec::new(), objects: Vec::new() };
    found.object(object, value, "", None);
    found.objects
}

/// The row at a pointer, with the table that it is a row of.
pub(crate) fn row_at<'a>(
    api: &'a Api,
    object: &'a Object,
    pointer: &str,
) -> Option<(&'a Object, &'a Row)> {
    let mut table = object;
    let mut found: Option<(&Object, &Row)> = None;
    let mut is_list = false;
    for step in steps(pointer) {
        if is_list && step.bytes().all(|it| it.is_ascii_digit()) {
            is_list = false;
            continue;
        }
        if let Some((_, row)) = found {
            let Type::Object(id) = row.ty else { return None };
            table = api.object(id);
        }
        let row = table.rows.iter().find(|row| row.wire == step)?;
        is_list = row.many;
        found = Some((table, row));
    }
    found
}

struct Walk<'a> {
    api: &'a Api,
    rows: Vec<Place<'a>>,
    objects: Vec<ObjectPlace<'a>>,
}

impl<'a> Walk<'a> {
    fn object(&mut self, object: &'a Object, value: &Json, pointer: &str, within: Option<Part>) {
        self.objects.push(ObjectPlace { pointer: pointer.to_owned(), object });
        for row in &object.rows {
            let Some(mut given) = value.get(&row.wire) else { continue };
            let key = below(pointer, &row.wire);
            let mut pointer = key.clone();
            if let Json::List(items) = given {
                let Some(last) = items.last() else { continue };
                pointer = below(&pointer, &(items.len() - 1).to_string());
                given = last;
            }
            let part = within.unwrap_or(row.part);
            self.rows.push(Place { pointer: pointer.clone(), key, part, object, row });
            if let (Type::Object(id), Json::Object(_)) = (&row.ty, given) {
                self.object(self.api.object(*id), given, &pointer, Some(part));
            }
        }
    }
}
