//! Amounts judged by the digits that were sent: a float would have rounded them.

use generator::api::{Api, Object, Part, Row, Type};

use super::{Found, escaped, is_object, precision};
use crate::json::{Decimal, Json};

/// Whether the digits of a row are judged here rather than by the schema.
pub(super) fn judges(row: &Row) -> bool {
    precision(row).is_some()
}

/// Where a value stands, written down only for one that breaks its limit.
#[derive(Clone, Copy)]
enum Place<'a> {
    Root,
    Row(&'a Place<'a>, &'a str),
    Item(&'a Place<'a>, usize),
}

impl Place<'_> {
    fn pointer(&self) -> String {
        match self {
            Self::Root => String::new(),
            Self::Row(above, row) => format!("{}/{}", above.pointer(), escaped(row)),
            Self::Item(list, index) => format!("{}/{index}", list.pointer()),
        }
    }
}

/// Judges every decimal below an object.
pub(super) fn check(api: &Api, object: &Object, value: &Json, found: &mut Found<'_>) {
    walk(api, object, value, Place::Root, found);
}

fn walk(api: &Api, object: &Object, value: &Json, place: Place<'_>, found: &mut Found<'_>) {
    for row in object.part(Part::Body).filter(|row| is_object(row) || judges(row)) {
        let Some(value) = value.get(&row.wire) else { continue };
        let place = Place::Row(&place, &row.wire);
        match value {
            Json::List(items) if row.many => {
                for (index, item) in items.iter().enumerate() {
                    one(api, row, item, Place::Item(&place, index), found);
                }
            }
            value => one(api, row, value, place, found),
        }
    }
}

fn one(api: &Api, row: &Row, value: &Json, place: Place<'_>, found: &mut Found<'_>) {
    match (&row.ty, value, precision(row)) {
        (Type::Object(id), value, _) => walk(api, api.object(*id), value, place, found),
        (_, Json::Number(number), Some((digits, scale))) if !fits(number, digits, scale) => {
            let text = format!(
                "Invalid {}: expected at most {digits} digits, {scale} of them after the point",
                row.wire
            );
            found.add(&place.pointer(), Some(row), text);
        }
        _ => {}
    }
}

/// Whether a number has no more digits than that in all, and after its point, judged by value.
fn fits(number: &str, digits: u32, scale: u32) -> bool {
    Decimal::read(number).is_some_and(|number| {
        let (before, after) = number.places();
        after <= i64::from(scale) && before.saturating_add(after) <= i64::from(digits)
    })
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn digits_are_counted_by_value() {
        for fine in ["7.3", "7.300", "-7.30", "0", "0.00", "9999999999999999.99", "1e3", "73e-1"] {
            assert!(fits(fine, 18, 2), "{fine}");
        }
        for wrong in ["7.305", "99999999999999999.99", "1e18", "1e-3", "1e99999999999999999999"] {
            assert!(!fits(wrong, 18, 2), "{wrong}");
        }
    }
}
