//! What the rules of a table say of a value.

use generator::Api;
use generator::api::{Document, Format, Limit, Object, Part, Row, RuleKind, Type};

use crate::json::{Json, below};

/// A rule that a value breaks.
#[derive(Debug)]
pub(super) struct Broken<'a> {
    pub(super) pointer: String,
    /// The row that is named: the first one, where the rule is about several.
    pub(super) row: &'a Row,
    pub(super) document: &'a Document,
    object: &'a Object,
    rule: &'a RuleKind,
}

/// The rules that the object at `pointer` breaks, in the page's order.
pub(super) fn of<'a>(
    api: &'a Api,
    object: &'a Object,
    json: &Json,
    pointer: &str,
) -> Vec<Broken<'a>> {
    let value = json.at(pointer).unwrap();
    let is_given =
        |index: &usize| !matches!(value.get(&object.rows[*index].wire), None | Some(Json::Null));
    let mut broken = Vec::new();
    for rule in &object.rules {
        let (at_rows, rows): (bool, Vec<usize>) = match &rule.kind {
            RuleKind::AtLeastOneOf(rows) => match rows.iter().any(is_given) {
                true => (false, Vec::new()),
                false => (false, vec![rows[0]]),
            },
            RuleKind::ExactlyOneOf(rows) => match rows.iter().filter(|it| is_given(it)).count() {
                1 => (false, Vec::new()),
                _ => (false, vec![rows[0]]),
            },
            RuleKind::Together(rows) => match rows.iter().any(is_given) {
                true => (true, rows.iter().copied().filter(|it| !is_given(it)).collect()),
                false => (true, Vec::new()),
            },
            RuleKind::RequiredWhen { row, when, values } => {
                let when = &object.rows[*when];
                let decides = decides(api, when, value.get(&when.wire), values);
                (true, if decides && !is_given(row) { vec![*row] } else { Vec::new() })
            }
        };
        for index in rows {
            let row = &object.rows[index];
            let pointer = if at_rows { below(pointer, &row.wire) } else { pointer.to_owned() };
            let document = api.document(rule.document);
            broken.push(Broken { pointer, row, document, object, rule: &rule.kind });
        }
    }
    broken
}

/// Whether a row's value is one of those that make another row mandatory.
fn decides(api: &Api, row: &Row, value: Option<&Json>, values: &[String]) -> bool {
    let Some(Json::Text(text)) = value else {
        return false;
    };
    let ignores_case = match row.ty {
        Type::Enum(id) => api.enumeration(id).ignore_case,
        _ => false,
    };
    values.iter().any(|it| it == text || ignores_case && it.eq_ignore_ascii_case(text))
}

impl Broken<'_> {
    /// The name of the kind of rule.
    pub(super) fn code(&self) -> &'static str {
        code(self.rule)
    }

    /// The line that people read.
    pub(super) fn message(&self) -> String {
        let place = match (self.row.part, self.pointer.as_str()) {
            (Part::Body, "") => "the whole".to_owned(),
            (Part::Body, pointer) => format!("`{pointer}`"),
            (Part::Query, pointer) => format!("query `{pointer}`"),
            (Part::Path, pointer) => format!("path `{pointer}`"),
        };
        let name = |row: &usize| self.object.rows[*row].wire.as_str();
        let names = |rows: &[usize]| {
            let quoted: Vec<String> = rows.iter().map(|row| format!("`{}`", name(row))).collect();
            quoted.join(", ")
        };
        let demand = match self.rule {
            RuleKind::AtLeastOneOf(rows) => {
                format!("at least one of {} must be given", names(rows))
            }
            RuleKind::ExactlyOneOf(rows) => format!("exactly one of {} must be given", names(rows)),
            RuleKind::Together(rows) => format!("{} must be given together", names(rows)),
            RuleKind::RequiredWhen { when, values, .. } => {
                let one_of = if values.len() == 1 { "" } else { "one of " };
                format!("mandatory when `{}` is {one_of}{}", name(when), values.join(", "))
            }
        };
        let Document { title, revision, .. } = self.document;
        format!("{place}: {demand} ({title}, revision {revision}, row `{}`)", self.row.wire)
    }
}

/// The name of a kind of rule.
pub(super) fn code(rule: &RuleKind) -> &'static str {
    match rule {
        RuleKind::AtLeastOneOf(_) => "at-least-one-of",
        RuleKind::ExactlyOneOf(_) => "exactly-one-of",
        RuleKind::Together(_) => "together",
        RuleKind::RequiredWhen { .. } => "required-when",
    }
}

/// The form that a limit demands.
pub(super) fn format(limit: &Limit) -> Option<Format> {
    match limit {
        Limit::Format(format) => Some(*format),
        _ => None,
    }
}

/// Whether a text is short enough for a row.
pub(super) fn fits_length(row: &Row, text: &str) -> bool {
    row.limits.iter().all(|limit| match limit {
        Limit::MaxLength(most) => text.chars().count() <= *most as usize,
        _ => true,
    })
}
