//! Conditions: which other rows decide whether a row must be given. Compared by the rows they
//! name, not by their wording.

use std::collections::BTreeSet;

use crate::spec::Rule;
use crate::yaml::Spanned;

/// Another row that decides, and whether it does so by its absence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Partner {
    pub(super) row: String,
    pub(super) is_absent: bool,
}

impl Partner {
    /// The rows that a rule of the spec ties `row` to.
    pub(super) fn of(rule: &Spanned<Rule>, row: &str) -> Vec<Self> {
        let others = |rows: &Option<Vec<Spanned<String>>>, is_absent| -> Vec<Self> {
            let rows = rows.iter().flatten().map(|it| it.value.as_str());
            let rows: Vec<&str> = rows.collect();
            if !rows.contains(&row) {
                return Vec::new();
            }
            let others = rows.into_iter().filter(|it| *it != row);
            others.map(|it| Self { row: it.to_owned(), is_absent }).collect()
        };
        let mut partners = others(&rule.at_least_one_of, true);
        partners.extend(others(&rule.exactly_one_of, true));
        partners.extend(others(&rule.together, false));
        let when = rule.required_when.as_ref().filter(|it| it.field.as_str() == row);
        partners.extend(when.map(|it| Self { row: it.when.value.clone(), is_absent: false }));
        partners
    }
}

/// Partners in words.
pub(super) fn words(partners: &BTreeSet<Partner>) -> String {
    let word = |it: &Partner| match it.is_absent {
        true => format!("without `{}`", it.row),
        false => format!("with `{}`", it.row),
    };
    match partners.is_empty() {
        true => "no condition".to_owned(),
        false => partners.iter().map(word).collect::<Vec<_>>().join(" and "),
    }
}

/// What makes a sentence a condition: the first word, and one of the second right behind it.
const OBLIGATIONS: &[&str] = &["mandatory", "required", "needed", "provided", "given"];
const JUNCTIONS: &[&str] = &["if", "when", "unless", "in", "only", "together", "with", "without"];

/// Words by which a row decides through its absence.
const ABSENCES: &[&str] = &["not", "no", "without", "unless", "absent", "missing", "neither"];

/// The rows that a description makes the row depend on; `None` when it states no condition, or none
/// that names a row.
pub(super) fn stated(
    description: &str,
    row: &str,
    is_row: impl Fn(&str) -> bool,
) -> Option<BTreeSet<Partner>> {
    let is_word = |c: char| c.is_alphanumeric() || "_-.".contains(c);
    let sentences = description.split_inclusive(['.', ';']);
    for sentence in sentences {
        let words: Vec<&str> = sentence
            .split(|c: char| !is_word(c))
            .map(|word| word.trim_matches(['.', '-']))
            .filter(|word| !word.is_empty())
            .collect();
        let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        let states = lower.windows(2).position(|pair| {
            OBLIGATIONS.contains(&pair[0].as_str()) && JUNCTIONS.contains(&pair[1].as_str())
        });
        let Some(start) = states else { continue };
        let is_absent = lower[start..].iter().any(|word| ABSENCES.contains(&word.as_str()));
        let others = words[start + 1..].iter().filter(|word| **word != row && is_row(word));
        let partners: BTreeSet<Partner> =
            others.map(|word| Partner { row: (*word).to_owned(), is_absent }).collect();
        if !partners.is_empty() {
            return Some(partners);
        }
    }
    None
}
