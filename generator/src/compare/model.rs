//! What the rules over a table allow, row by row: each row that they name has a few states, and
//! every combination of states is tried.

use std::collections::BTreeMap;

use crate::api::{Api, Mandatory, Object, Row, RuleKind, Sample, Type};

use super::limits;
use super::witness::{Given, made_up};

/// The most combinations that are tried: sixteen rows that are given or not.
const MOST_COMBINATIONS: usize = 1 << 16;

/// A combination: the state of each row that matters, by its name.
pub(super) type Combination<'a> = BTreeMap<&'a str, Given>;

/// The rows of a table that matter, each with the states it may have.
pub(super) struct Model<'a> {
    api: &'a Api,
    rows: Vec<(&'a Row, Vec<Given>)>,
}

/// There are too many combinations to try them.
#[derive(Debug)]
pub(super) struct TooMany;

impl<'a> Model<'a> {
    /// The rows of `table` that its own rules or those of `others` name.
    pub(super) fn new(api: &'a Api, table: &'a Object, others: &[&Object]) -> Self {
        let matters = |row: &&Row| [table].iter().chain(others).any(|it| names(it, &row.wire));
        let rows = table.rows.iter().filter(matters).map(|row| {
            let mentioned: Vec<&str> =
                [table].iter().chain(others).flat_map(|it| mentioned(it, &row.wire)).collect();
            (row, states(row, &mentioned, api))
        });
        Self { api, rows: rows.collect() }
    }

    /// Leaves a row no state but this one. A row that no rule names does not matter.
    pub(super) fn fix(&mut self, row: &Row, given: &Given) {
        for (it, states) in &mut self.rows {
            if std::ptr::eq(*it, row) {
                *states = vec![given.clone()];
            }
        }
    }

    /// The smallest combination of which `is_wanted` holds, if there is one.
    pub(super) fn smallest(
        &self,
        is_wanted: impl Fn(&Combination<'a>) -> bool,
    ) -> Result<Option<Combination<'a>>, TooMany> {
        let sizes = self.rows.iter().map(|(_, states)| states.len());
        let count = sizes.fold(1, usize::saturating_mul);
        if count > MOST_COMBINATIONS {
            return Err(TooMany);
        }
        let wanted = (0..count).map(|number| self.combination(number)).filter(is_wanted);
        Ok(wanted.min_by_key(|it| self.size(it)))
    }

    fn combination(&self, mut number: usize) -> Combination<'a> {
        let mut combination = Combination::new();
        for (row, states) in &self.rows {
            combination.insert(&row.wire, states[number % states.len()].clone());
            number /= states.len();
        }
        combination
    }

    /// Few rows are small, and an object is larger than any row of values; of two that are equally
    /// small, the one with the earlier rows.
    fn size(&self, combination: &Combination<'_>) -> (usize, Vec<bool>) {
        let is_absent = |row: &Row| !is_given(combination, &row.wire);
        let size = |row: &Row| match (is_absent(row), &row.ty) {
            (true, _) => 0,
            (false, Type::Object(_)) => 100,
            (false, _) => 1,
        };
        let sum = self.rows.iter().map(|(row, _)| size(row)).sum();
        (sum, self.rows.iter().map(|(row, _)| is_absent(row)).collect())
    }

    /// Whether a combination keeps all rules of a table of this API.
    pub(super) fn keeps_rules(&self, table: &Object, combination: &Combination<'_>) -> bool {
        keeps_rules(self.api, table, combination)
    }
}

/// Whether a combination keeps all rules of a table.
pub(super) fn keeps_rules(api: &Api, table: &Object, combination: &Combination<'_>) -> bool {
    let given = |row: &usize| is_given(combination, &table.rows[*row].wire);
    table.rules.iter().all(|rule| match &rule.kind {
        RuleKind::AtLeastOneOf(rows) => rows.iter().any(given),
        RuleKind::ExactlyOneOf(rows) => rows.iter().filter(|row| given(row)).count() == 1,
        RuleKind::Together(rows) => rows.iter().all(given) || !rows.iter().any(given),
        RuleKind::RequiredWhen { row, when, values } => {
            let when = &table.rows[*when];
            let is_one = |text: &str| {
                values.iter().any(|it| {
                    it == text || ignores_case(when, api) && it.eq_ignore_ascii_case(text)
                })
            };
            let decides = match combination.get(when.wire.as_str()) {
                Some(Given::Value(Sample::Text(text))) => is_one(text),
                _ => false,
            };
            !decides || given(row)
        }
    })
}

/// Whether every mandatory row of a table, of those that matter, is given.
pub(super) fn keeps_words(table: &Object, combination: &Combination<'_>) -> bool {
    let is_missing = |row: &&Row| {
        row.mandatory == Mandatory::Yes
            && !row.nullable
            && matches!(combination.get(row.wire.as_str()), Some(Given::Absent))
    };
    !table.rows.iter().any(|row| is_missing(&row))
}

/// Whether a row is given and not null.
fn is_given(combination: &Combination<'_>, wire: &str) -> bool {
    match combination.get(wire) {
        None | Some(Given::Absent | Given::Value(Sample::Null)) => false,
        Some(Given::MadeUp | Given::Value(_)) => true,
    }
}

/// Whether a rule of the table names a row.
pub(super) fn names(table: &Object, wire: &str) -> bool {
    let is_it = |row: &usize| table.rows[*row].wire == wire;
    table.rules.iter().any(|rule| match &rule.kind {
        RuleKind::AtLeastOneOf(rows) | RuleKind::ExactlyOneOf(rows) | RuleKind::Together(rows) => {
            rows.iter().any(is_it)
        }
        RuleKind::RequiredWhen { row, when, .. } => is_it(row) || is_it(when),
    })
}

/// The values of a row that rules of the table name.
fn mentioned<'t>(table: &'t Object, wire: &str) -> impl Iterator<Item = &'t str> {
    let values = table.rules.iter().filter_map(move |rule| match &rule.kind {
        RuleKind::RequiredWhen { when, values, .. } if table.rows[*when].wire == wire => {
            Some(values)
        }
        _ => None,
    });
    values.flatten().map(String::as_str)
}

/// The states that a row may have: absent, unless it must be there; each value that a rule names;
/// and one that none names.
fn states(row: &Row, mentioned: &[&str], api: &Api) -> Vec<Given> {
    let mut states = Vec::new();
    match (row.mandatory, row.nullable) {
        (Mandatory::Yes, false) => {}
        (Mandatory::Yes, true) => states.push(Given::Value(Sample::Null)),
        _ => states.push(Given::Absent),
    }
    if mentioned.is_empty() {
        states.push(Given::MadeUp);
        return states;
    }
    let mut values: Vec<&str> = Vec::new();
    for value in mentioned.iter().copied().filter(|value| can_be(row, value, api)) {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    let other = others(row, api).into_iter().find(|it| {
        !mentioned.iter().any(|value| value.eq_ignore_ascii_case(it)) && can_be(row, it, api)
    });
    let texts = other.into_iter().chain(values.into_iter().map(str::to_owned));
    states.extend(texts.map(|text| Given::Value(Sample::Text(text))));
    states
}

/// Values among which is one that no rule names.
fn others(row: &Row, api: &Api) -> Vec<String> {
    match row.ty {
        Type::Enum(id) => api.enumeration(id).values.iter().map(|it| it.0.clone()).collect(),
        _ => ["DE", "FR", "EUR", "other", "x", "y"]
            .iter()
            .map(|it| (*it).to_owned())
            .chain([made_up(row, api)])
            .rev()
            .collect(),
    }
}

/// Whether a text is short enough for a row, and one of its values.
fn can_be(row: &Row, text: &str, api: &Api) -> bool {
    let fits = limits::length(row).is_none_or(|most| text.chars().count() <= most as usize);
    match row.ty {
        Type::Enum(id) => api.enumeration(id).is_value(text),
        Type::Identifier(_) => text == made_up(row, api),
        _ => fits,
    }
}

fn ignores_case(row: &Row, api: &Api) -> bool {
    matches!(row.ty, Type::Enum(id) if api.enumeration(id).ignore_case)
}
