//! The smallest request that shows what a change refuses.

use crate::api::{Api, Mandatory, Object, ObjectId, Row, Sample, Type};
use crate::emit;

use super::model::Model;

/// How a row is given in a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Given {
    /// Not at all.
    Absent,
    /// With a value that keeps its limits.
    MadeUp,
    /// With this value.
    Value(Sample),
}

/// Where a table goes in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Site {
    /// It is the request.
    Request,
    /// It is an object of the old spec, somewhere in a request.
    Object(ObjectId),
}

/// The deepest that objects are put into each other.
const DEEPEST: usize = 12;

/// The smallest valid request with some rows as given. All of its rows, those of path and query
/// too, stand in one JSON object, as a generated request reads itself.
pub(super) fn request(
    api: &Api,
    site: Site,
    table: &Object,
    given: &[(usize, Given)],
) -> Option<Sample> {
    let value = object(api, table, given, 0)?;
    match site {
        Site::Request => Some(value),
        Site::Object(id) => within_request(api, id, &value),
    }
}

/// The smallest valid value of an object with some rows as given.
fn object(api: &Api, table: &Object, given: &[(usize, Given)], depth: usize) -> Option<Sample> {
    if depth > DEEPEST {
        return None;
    }
    let mut model = Model::new(api, table, &[]);
    for (index, given) in given {
        model.fix(&table.rows[*index], given);
    }
    let chosen = model.smallest(|it| model.keeps_rules(table, it)).ok()??;
    let mut entries = Vec::new();
    for (index, row) in table.rows.iter().enumerate() {
        let wanted = given.iter().find(|(it, _)| *it == index).map(|(_, given)| given);
        let value = match wanted.or_else(|| chosen.get(row.wire.as_str())) {
            Some(Given::Absent) => continue,
            Some(Given::Value(value)) => value.clone(),
            Some(Given::MadeUp) => value(api, row, depth)?,
            None if row.mandatory == Mandatory::Yes => value(api, row, depth)?,
            None => continue,
        };
        entries.push((row.wire.clone(), value));
    }
    Some(Sample::Object(entries))
}

/// A value that keeps the row's limits.
fn value(api: &Api, row: &Row, depth: usize) -> Option<Sample> {
    let one = match &row.ty {
        Type::Object(id) => object(api, api.object(*id), &[], depth + 1)?,
        Type::Integer | Type::Decimal => Sample::Number(made_up(row, api)),
        Type::Boolean | Type::Flag(..) => Sample::Boolean(true),
        _ => Sample::Text(made_up(row, api)),
    };
    Some(if row.many { Sample::List(vec![one]) } else { one })
}

/// A text that keeps the row's limits.
pub(super) fn made_up(row: &Row, api: &Api) -> String {
    emit::made_up(row, api)
}

/// Puts a value of an object into the smallest request that has a place for it.
fn within_request(api: &Api, id: ObjectId, value: &Sample) -> Option<Sample> {
    let ways = shortest_ways(api, id);
    let requests = ways.into_iter().filter_map(|way| along(api, &way, value.clone()));
    requests.min_by_key(|it| it.to_json().len())
}

/// The smallest request with a value at the end of a way.
fn along(api: &Api, way: &[(&Object, usize)], mut value: Sample) -> Option<Sample> {
    for (table, index) in way.iter().rev() {
        let one = if table.rows[*index].many { Sample::List(vec![value]) } else { value };
        value = object(api, table, &[(*index, Given::Value(one))], 0)?;
    }
    Some(value)
}

/// The tables and rows that lead from a request to an object, of all ways the shortest ones.
fn shortest_ways(api: &Api, id: ObjectId) -> Vec<Vec<(&Object, usize)>> {
    let requests = api.endpoints().map(|(_, endpoint)| &endpoint.request);
    let mut ways: Vec<(&Object, Vec<(&Object, usize)>)> =
        requests.map(|request| (request, Vec::new())).collect();
    for _ in 0..DEEPEST {
        let (mut found, mut longer) = (Vec::new(), Vec::new());
        for (table, way) in ways {
            for (index, row) in table.rows.iter().enumerate() {
                let Type::Object(next) = row.ty else { continue };
                let is_new = way.iter().all(|(it, _)| !std::ptr::eq(*it, api.object(next)));
                let way: Vec<_> = way.iter().copied().chain([(table, index)]).collect();
                if next == id {
                    found.push(way);
                } else if is_new {
                    longer.push((api.object(next), way));
                }
            }
        }
        if !found.is_empty() {
            return found;
        }
        ways = longer;
    }
    Vec::new()
}
