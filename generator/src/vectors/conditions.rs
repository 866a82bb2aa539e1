//! The conditions among the rows of a table, in every combination of rows given and not given.

use std::collections::BTreeSet;

use crate::api::{Api, Mandatory, Object, Row, RuleKind, Sample as Json, Type};

use super::case::{Case, below, text};
use super::walk::{at, right_value};

/// Of a table of more combinations only those are tried in which one row differs from all or from
/// none.
const MOST: usize = 64;

/// A row in a combination: its value, or none.
type States = Vec<(usize, Option<Json>)>;

/// The truth table of each group of rules that share a row.
pub(super) fn cases(api: &Api, object: &Object, pointer: &str, base: &Json) -> Vec<Case> {
    let combinations = groups(object).into_iter().flat_map(|rows| combined(api, object, &rows));
    combinations.map(|states| case(api, object, pointer, base, &states)).collect()
}

fn case(api: &Api, object: &Object, pointer: &str, base: &Json, states: &States) -> Case {
    let mut case = Case::new(shown(object, states));
    for (index, state) in states {
        let place = below(pointer, &object.rows[*index].wire);
        match (state, at(base, &place)) {
            (Some(value), Some(present)) if value == present => {}
            (Some(value), _) => case = case.with(&place, value.clone()),
            (None, Some(_)) => case = case.without(&place),
            (None, None) => {}
        }
    }
    let value = |index: usize| match states.iter().find(|(it, _)| *it == index) {
        Some((_, state)) => state.as_ref(),
        None => at(base, &below(pointer, &object.rows[index].wire)),
    };
    case.offending = broken(api, object, pointer, &value);
    case
}

/// The places at which the rules of a table are broken by a value of each row.
pub(super) fn broken<'j>(
    api: &Api,
    object: &Object,
    pointer: &str,
    value: &dyn Fn(usize) -> Option<&'j Json>,
) -> Vec<String> {
    let is_given = |row: &usize| !matches!(value(*row), None | Some(Json::Null));
    let place = |row: &usize| below(pointer, &object.rows[*row].wire);
    let mut places = BTreeSet::new();
    for rule in &object.rules {
        match &rule.kind {
            RuleKind::AtLeastOneOf(rows) if !rows.iter().any(is_given) => {
                places.insert(pointer.to_owned());
            }
            RuleKind::ExactlyOneOf(rows) if rows.iter().filter(|it| is_given(it)).count() != 1 => {
                places.insert(pointer.to_owned());
            }
            RuleKind::Together(rows) if rows.iter().any(is_given) => {
                places.extend(rows.iter().filter(|it| !is_given(it)).map(place));
            }
            RuleKind::RequiredWhen { row, when, values } => {
                let is_met =
                    value(*when).is_some_and(|it| decides(api, &object.rows[*when], it, values));
                if is_met && !is_given(row) {
                    places.insert(place(row));
                }
            }
            _ => {}
        }
    }
    places.into_iter().collect()
}

/// Whether a value of a row makes another row mandatory.
fn decides(api: &Api, row: &Row, value: &Json, values: &[String]) -> bool {
    let Json::Text(text) = value else { return false };
    let is_any_case = matches!(row.ty, Type::Enum(id) if api.enumeration(id).ignore_case);
    values.iter().any(|it| it == text || is_any_case && it.eq_ignore_ascii_case(text))
}

/// The rows that rules name; those of rules with a row in common are in one group.
fn groups(object: &Object) -> Vec<BTreeSet<usize>> {
    let mut groups: Vec<BTreeSet<usize>> = Vec::new();
    for rule in &object.rules {
        let mut group: BTreeSet<usize> = named(&rule.kind).into_iter().collect();
        for near in groups.extract_if(.., |it| !it.is_disjoint(&group)).collect::<Vec<_>>() {
            group.extend(near);
        }
        groups.push(group);
    }
    groups
}

/// The rows that a rule is about.
fn named(rule: &RuleKind) -> Vec<usize> {
    match rule {
        RuleKind::AtLeastOneOf(rows) | RuleKind::ExactlyOneOf(rows) | RuleKind::Together(rows) => {
            rows.clone()
        }
        RuleKind::RequiredWhen { row, when, .. } => vec![*row, *when],
    }
}

/// Whether a rule is about the row at a place of the outermost table or of one within.
pub(super) fn names(object: &Object, index: usize) -> bool {
    object.rules.iter().any(|rule| named(&rule.kind).contains(&index))
}

fn combined(api: &Api, object: &Object, rows: &BTreeSet<usize>) -> Vec<States> {
    let states: Vec<(usize, Vec<Option<Json>>)> =
        rows.iter().map(|row| (*row, states(api, object, *row))).collect();
    let counts: Vec<usize> = states.iter().map(|(_, states)| states.len()).collect();
    // Counted before they are made: there may be more of them than fit into memory.
    let all = counts.iter().copied().fold(1, usize::saturating_mul);
    let combinations = if all > MOST { near(&states) } else { every(&counts) };
    let of = |chosen: Vec<usize>| -> States {
        let chosen = states.iter().zip(chosen);
        chosen.map(|((row, states), state)| (*row, states[state].clone())).collect()
    };
    combinations.into_iter().map(of).collect()
}

/// Every combination, as the indices of the states.
fn every(counts: &[usize]) -> BTreeSet<Vec<usize>> {
    let mut combinations = vec![Vec::new()];
    for count in counts {
        let longer = |so_far: &Vec<usize>| -> Vec<Vec<usize>> {
            (0..*count).map(|state| [so_far.as_slice(), &[state]].concat()).collect()
        };
        combinations = combinations.iter().flat_map(longer).collect();
    }
    combinations.into_iter().collect()
}

/// The combinations in which one row differs from all rows with right values, or from none given.
fn near(states: &[(usize, Vec<Option<Json>>)]) -> BTreeSet<Vec<usize>> {
    let none = |states: &[Option<Json>]| states.iter().position(Option::is_none).unwrap_or(0);
    let all_and_none =
        [vec![0; states.len()], states.iter().map(|(_, states)| none(states)).collect()];
    let mut combinations = BTreeSet::new();
    for base in all_and_none {
        for (index, (_, states)) in states.iter().enumerate() {
            combinations.extend((0..states.len()).map(|state| {
                let mut one = base.clone();
                one[index] = state;
                one
            }));
        }
    }
    combinations
}

/// What may be said in a row: a right value, what decides on other rows, nothing, and null.
fn states(api: &Api, object: &Object, index: usize) -> Vec<Option<Json>> {
    let row = &object.rows[index];
    let mut states = vec![Some(right_value(api, row))];
    for rule in &object.rules {
        if let RuleKind::RequiredWhen { when, values, .. } = &rule.kind
            && *when == index
        {
            let is_any_case = matches!(row.ty, Type::Enum(id) if api.enumeration(id).ignore_case);
            let lower = values.iter().filter(|_| is_any_case).map(|it| it.to_ascii_lowercase());
            let deciding = values.iter().cloned().chain(lower).map(|it| Some(text(it)));
            states.extend(deciding.filter(|it| *it != Some(right_value(api, row))));
        }
    }
    if row.mandatory != Mandatory::Yes {
        states.push(None);
    }
    if row.nullable {
        states.push(Some(Json::Null));
    }
    states
}

/// The case without the rows that stand in place of this one in the base.
pub(super) fn without_others(case: Case, object: &Object, index: usize, pointer: &str) -> Case {
    let exclusive = object.rules.iter().filter_map(|rule| match &rule.kind {
        RuleKind::ExactlyOneOf(rows) if rows[1..].contains(&index) => Some(rows[0]),
        _ => None,
    });
    exclusive.fold(case, |case, row| case.without(&below(pointer, &object.rows[row].wire)))
}

fn shown(object: &Object, states: &States) -> String {
    let state = |(index, state): &(usize, Option<Json>)| {
        let name = &object.rows[*index].wire;
        match state {
            None => format!("no {name}"),
            Some(Json::Null) => format!("{name} null"),
            Some(Json::Text(text)) => format!("{name} {text}"),
            Some(_) => name.clone(),
        }
    };
    states.iter().map(state).collect::<Vec<_>>().join(", ")
}
