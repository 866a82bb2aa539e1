//! The conditions among the rows of a table.

use crate::api::{Api, Object, Row, Rule, RuleKind, Type};

use super::forms;
use super::json::{Entries, Json, texts};
use super::schemas::{Way, source};

/// A schema for each rule, with the rule in words; for an answer, which is read and not judged, the
/// words alone.
pub(super) fn schemas(object: &Object, way: Way, api: &Api) -> Vec<Json> {
    let schema = |rule: &Rule| {
        let words = format!("Rule: {}.", object.rule_words(&rule.kind));
        let schema = Entries::new().with("description", words);
        let schema = match way {
            Way::Sent => schema.and(demand(rule, object, api)),
            Way::Received => schema,
        };
        schema.and(source(api, rule.document)).into()
    };
    object.rules.iter().map(schema).collect()
}

fn demand(rule: &Rule, object: &Object, api: &Api) -> Entries {
    match &rule.kind {
        RuleKind::AtLeastOneOf(rows) => Entries::new().with("anyOf", each_given(rows, object)),
        RuleKind::ExactlyOneOf(rows) => Entries::new().with("oneOf", each_given(rows, object)),
        RuleKind::Together(rows) => together(rows, object),
        RuleKind::RequiredWhen { row, when, values } => {
            let when = &object.rows[*when];
            let is_one = Entries::new().with(&when.wire, one_of(when, values, api));
            let condition =
                Entries::new().with("properties", is_one).with("required", texts([&when.wire]));
            Entries::new().with("if", condition).with("then", given(&object.rows[*row]))
        }
    }
}

fn each_given(rows: &[usize], object: &Object) -> Vec<Json> {
    rows.iter().map(|row| given(&object.rows[*row]).into()).collect()
}

/// The row is there, and not null.
fn given(row: &Row) -> Entries {
    let required = Entries::new().with("required", texts([&row.wire]));
    match row.nullable {
        false => required,
        true => required.with("properties", Entries::new().with(&row.wire, not_null())),
    }
}

fn not_null() -> Entries {
    Entries::new().with("not", Entries::new().with("type", "null"))
}

/// All rows or none: `dependentRequired`, unless null counts as not given.
fn together(rows: &[usize], object: &Object) -> Entries {
    let rows: Vec<&Row> = rows.iter().map(|row| &object.rows[*row]).collect();
    let others = |row: &Row| rows.iter().filter(|it| it.wire != row.wire).copied().collect();
    if rows.iter().any(|row| row.nullable) {
        let each = rows.iter().map(|row| {
            let others: Vec<&Row> = others(row);
            let all: Vec<Json> = others.into_iter().map(|it| given(it).into()).collect();
            let demand = Entries::new().with("if", given(row));
            demand.with("then", Entries::new().with("allOf", all)).into()
        });
        return Entries::new().with("allOf", each.collect::<Vec<Json>>());
    }
    let each = rows.iter().fold(Entries::new(), |each, row| {
        let others: Vec<&Row> = others(row);
        each.with(&row.wire, texts(others.iter().map(|it| &it.wire)))
    });
    Entries::new().with("dependentRequired", each)
}

/// One of the values that decide; an enum whose case does not matter decides in any case.
fn one_of(row: &Row, values: &[String], api: &Api) -> Entries {
    let ignore_case = match row.ty {
        Type::Enum(id) => api.enumeration(id).ignore_case,
        _ => false,
    };
    match ignore_case {
        false => Entries::new().with("enum", texts(values)),
        true => {
            let pattern = forms::any_case(values.iter().map(String::as_str));
            Entries::new().with("type", "string").with("pattern", pattern)
        }
    }
}
