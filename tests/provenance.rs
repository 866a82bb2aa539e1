//! Each message leads to the documentation: to a page that the client names, and to a row or a
//! rule that the spec has at the place that the message points at.

use client_runtime::{Rule, Violation};
use generator::api::{Limit, Object, Rule as TableRule, RuleKind, Type};

use crate::law::{Law, same};
use crate::limits;
use crate::places;
use crate::rules;
use crate::subject::{self, Subject};

#[test]
fn each_page_of_the_spec_is_a_document_of_the_client() {
    for subject in subject::all() {
        let of_client =
            subject.documents.iter().map(|it| (it.key, it.title, it.revision, it.address));
        let of_spec = subject.api.documents.iter().map(|it| {
            (it.key.as_str(), it.title.as_str(), it.revision.as_str(), it.address.as_deref())
        });
        assert_eq!(of_client.collect::<Vec<_>>(), of_spec.collect::<Vec<_>>());
    }
}

#[test]
fn each_violation_of_a_limit_leads_to_its_row() {
    let mut law = Law::new("each violation of a limit leads to its row and its page");
    limits::each_case(|case| {
        let Ok(value) = (case.request.read)(&case.json.to_string()) else { return };
        for violation in value.violations() {
            let outcome = named(case.subject, &violation)
                .and_then(|()| limited(case.subject, &case.endpoint.request, &violation));
            law.case(|| case.name(), outcome);
        }
    });
    law.hold();
}

#[test]
fn each_violation_of_a_rule_leads_to_its_table() {
    let mut law = Law::new("each violation of a rule leads to its table and its page");
    rules::each_case(|case| {
        let Ok(value) = (case.request.read)(&case.json.to_string()) else { return };
        for violation in value.violations() {
            let outcome = named(case.subject, &violation)
                .and_then(|()| ruled(case.subject, &case.endpoint.request, &violation));
            law.case(|| case.name(), outcome);
        }
    });
    law.hold();
}

/// The page is one of the client's, and the message names page, revision, row and place.
fn named(subject: &Subject, violation: &Violation) -> Result<(), String> {
    let page = violation.document;
    if !subject.documents.contains(&page) {
        return Err(format!("no page of the client: {page:?}"));
    }
    let message = violation.to_string();
    let row = format!("row `{}`", violation.row);
    for part in [page.title, page.revision, &row, &violation.pointer] {
        if !message.contains(part) {
            return Err(format!("does not say {part:?}: {message}"));
        }
    }
    Ok(())
}

/// The pointer leads to a row of this name, which stands on the page and has such a limit.
fn limited(subject: &Subject, request: &Object, violation: &Violation) -> Result<(), String> {
    let api = &subject.api;
    let Some((_, row)) = places::row_at(api, request, &violation.pointer) else {
        return Err(format!("no row at `{}`", violation.pointer));
    };
    same(violation.row, row.wire.as_str())?;
    same(violation.document.key, api.document(row.document).key.as_str())?;
    let codes: Vec<&str> = row.limits.iter().map(code).collect();
    match codes.contains(&violation.rule.code()) {
        true => Ok(()),
        false => Err(format!("`{}` is none of {codes:?}", violation.rule.code())),
    }
}

/// The name of the rule that a limit becomes.
fn code(limit: &Limit) -> &'static str {
    match limit {
        Limit::MaxLength(_) => "max-length",
        Limit::MaxDigits(_) => "max-digits",
        Limit::Precision { .. } => "precision",
        Limit::Range { .. } => "range",
        Limit::Format(_) | Limit::IdentifierForm => "format",
        Limit::Choice => "one-of",
    }
}

/// The pointer leads to a table, or to a row of one, that has such a rule of this page.
fn ruled(subject: &Subject, request: &Object, violation: &Violation) -> Result<(), String> {
    let is_about_row = matches!(violation.rule, Rule::Together(_) | Rule::RequiredWhen { .. });
    let pointer = match (is_about_row, violation.pointer.rsplit_once('/')) {
        (true, Some((holder, name))) => {
            same(name, violation.row)?;
            holder
        }
        _ => violation.pointer.as_str(),
    };
    let Some(table) = table_at(subject, request, pointer) else {
        return Err(format!("no table at `{pointer}`"));
    };
    match table.rules.iter().any(|it| is_it(subject, table, it, violation)) {
        true => Ok(()),
        false => Err(format!("`{}` has no such rule: {violation}", table.name)),
    }
}

fn table_at<'a>(subject: &'a Subject, request: &'a Object, pointer: &str) -> Option<&'a Object> {
    if pointer.is_empty() {
        return Some(request);
    }
    let (_, row) = places::row_at(&subject.api, request, pointer)?;
    match row.ty {
        Type::Object(id) => Some(subject.api.object(id)),
        _ => None,
    }
}

/// Whether a violation is of a rule of a table: the same kind, rows and page.
fn is_it(subject: &Subject, table: &Object, rule: &TableRule, violation: &Violation) -> bool {
    let name = |row: &usize| table.rows[*row].wire.as_str();
    let are = |rows: &[usize], names: &[&str]| rows.iter().map(name).eq(names.iter().copied());
    let is_same = match (&rule.kind, &violation.rule) {
        (RuleKind::AtLeastOneOf(rows), Rule::AtLeastOneOf(names))
        | (RuleKind::ExactlyOneOf(rows), Rule::ExactlyOneOf(names)) => {
            are(rows, names) && names.first() == Some(&violation.row)
        }
        (RuleKind::Together(rows), Rule::Together(names)) => {
            are(rows, names) && names.contains(&violation.row)
        }
        (
            RuleKind::RequiredWhen { row, when, values },
            Rule::RequiredWhen { field, values: listed, .. },
        ) => {
            name(row) == violation.row
                && name(when) == *field
                && values.iter().map(String::as_str).eq(listed.iter().copied())
        }
        _ => false,
    };
    is_same && subject.api.document(rule.document).key == violation.document.key
}
