//! Conditions among rows, compared by what they allow and not by how they are worded.

use crate::api::{Mandatory, Object};

use super::catalogue::Kind;
use super::model::{Combination, Model, TooMany, keeps_rules, keeps_words, names};
use super::table::Table;
use super::walk::{Scope, Walk};
use super::witness::{self, Given, Site};

/// How two sets of conditions compare.
enum Verdict<'a> {
    Same,
    Narrowed(Combination<'a>),
    Widened,
    Shifted(Combination<'a>),
    Undecided,
}

/// Compares the conditions of a table.
pub(super) fn compare<'a>(walk: &mut Walk<'a>, scope: &Scope, table: Table<'a>) {
    if rules(table.old) == rules(table.new) {
        return;
    }
    let (kind, combination) = match verdict(walk, table).unwrap_or(Verdict::Undecided) {
        Verdict::Same => return,
        Verdict::Narrowed(combination) => (Kind::ConditionsNarrowed, Some(combination)),
        Verdict::Shifted(combination) => (Kind::ConditionsShifted, Some(combination)),
        Verdict::Widened => (Kind::ConditionsWidened, None),
        Verdict::Undecided => (Kind::ConditionsUndecided, None),
    };
    let document = |it: &Object| it.rules.first().map_or(it.document, |rule| rule.document);
    let scope = walk.by(scope, Some(document(table.old)), Some(document(table.new)));
    let place = match table.site {
        Site::Request => "rules".to_owned(),
        Site::Object(_) => table.new.name.clone(),
    };
    let [before, after] = words(table);
    let api = walk.old;
    walk.add(&scope, kind, place).between(before, after).shown_by(|| {
        let given = by_index(table.old, &combination?);
        witness::request(api, table.site, table.old, &given)
    });
}

/// Narrowed is what was allowed and no longer is; that a row became mandatory is told by the row,
/// so only what gives every row that is mandatory now counts. Widened is what is allowed now and
/// was not.
fn verdict<'a>(walk: &Walk<'a>, table: Table<'a>) -> Result<Verdict<'a>, TooMany> {
    let (old, new) = (table.old, table.new);
    let before = |it: &Combination<'_>| keeps_rules(walk.old, old, it) && keeps_words(old, it);
    let after = |it: &Combination<'_>| keeps_rules(walk.new, new, it);
    let was = Model::new(walk.old, old, &[new]);
    let narrowed = was.smallest(|it| before(it) && keeps_words(new, it) && !after(it))?;
    let is = Model::new(walk.new, new, &[old]);
    let allows_more = |it: &Combination<'_>| after(it) && !before(it);
    let is_new = |it: &Combination<'_>| {
        it.iter().any(|(wire, given)| {
            *given != Given::Absent && old.rows.iter().all(|row| row.wire != **wire)
        })
    };
    Ok(match narrowed {
        // Rows that only the new spec has say nothing of what was allowed before.
        Some(combination) => match is.smallest(|it| allows_more(it) && !is_new(it))? {
            Some(_) => Verdict::Shifted(combination),
            None => Verdict::Narrowed(combination),
        },
        None => match is.smallest(|it| allows_more(it) || after(it) && is_new(it))? {
            Some(_) => Verdict::Widened,
            None => Verdict::Same,
        },
    })
}

fn by_index(table: &Object, combination: &Combination<'_>) -> Vec<(usize, Given)> {
    let rows = table.rows.iter().enumerate();
    rows.filter_map(|(index, row)| Some((index, combination.get(row.wire.as_str())?.clone())))
        .collect()
}

fn rules(table: &Object) -> Vec<String> {
    let mut rules: Vec<String> =
        table.rules.iter().map(|rule| table.rule_words(&rule.kind)).collect();
    rules.sort();
    rules
}

/// The conditions in words, with the mandatory rows among those that they are about; what is the
/// same in both specs is left out.
fn words(table: Table<'_>) -> [String; 2] {
    let [old, new] = [table.old, table.new].map(|it| demands(it, table));
    let only = |these: &[String], those: &[String]| {
        let only: Vec<&str> =
            these.iter().filter(|it| !those.contains(it)).map(String::as_str).collect();
        if only.is_empty() { "nothing".to_owned() } else { only.join("; ") }
    };
    [only(&old, &new), only(&new, &old)]
}

fn demands(table: &Object, both: Table<'_>) -> Vec<String> {
    let is_about = |wire: &str| names(both.old, wire) || names(both.new, wire);
    let mandatory =
        table.rows.iter().filter(|row| row.mandatory == Mandatory::Yes && is_about(&row.wire));
    let mandatory = mandatory.map(|row| format!("`{}` is mandatory", row.wire));
    let rules = table.rules.iter().map(|rule| table.rule_words(&rule.kind));
    mandatory.chain(rules).collect()
}
