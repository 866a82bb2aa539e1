//! Rules over rows: the names resolved, and the two ways in which a rule can be pointless.

use crate::api::{DocumentId, Mandatory, Part, Row, Rule, RuleKind};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::spec::{self, Name};
use crate::yaml::Spanned;

use super::Checker;

/// The rules of a table, resolved.
#[derive(Debug, Default)]
pub(super) struct Rules {
    pub(super) rules: Vec<Rule>,
    pub(super) idempotent_by: Option<String>,
}

impl Checker<'_> {
    /// Resolves the rules of a table. `names` are the places of the rows, in their order.
    pub(super) fn rules(
        &mut self,
        raw: &[Spanned<spec::Rule>],
        rows: &[Row],
        names: &[Span],
        document: DocumentId,
    ) -> Rules {
        let mut resolved = Rules::default();
        for rule in raw {
            let document =
                self.documents.find_or(rule.document.as_ref(), document, &mut self.found);
            let kind = self.rule_kind(rule, rows, &mut resolved.idempotent_by);
            resolved.rules.extend(kind.map(|kind| Rule { kind, document }));
        }
        // A rule that could not be read may be the one that names a row.
        let count = resolved.rules.len() + usize::from(resolved.idempotent_by.is_some());
        if count == raw.len() && !self.lost.contains("rules") {
            self.check_conditional_rows(rows, names, &resolved.rules);
        }
        resolved
    }

    fn rule_kind(
        &mut self,
        rule: &Spanned<spec::Rule>,
        rows: &[Row],
        idempotent_by: &mut Option<String>,
    ) -> Option<RuleKind> {
        let kinds = [
            rule.at_least_one_of.is_some(),
            rule.exactly_one_of.is_some(),
            rule.together.is_some(),
            rule.required_when.is_some(),
            rule.idempotent_by.is_some(),
        ];
        if kinds.iter().filter(|given| **given).count() != 1 {
            // The part that is missing may be one that could not be read.
            if self.found.has_within(rule.span) {
                return None;
            }
            let message = "a rule says exactly one thing";
            let help = "write one of `at_least_one_of`, `exactly_one_of`, `together`, \
                        `required_when` and `idempotent_by` into each entry";
            self.found.add(Diagnostic::new(Code::WrongValue, rule.span, message).help(help));
            return None;
        }
        if let Some(names) = &rule.at_least_one_of {
            return self.rule_rows(names, rows, rule.span).map(RuleKind::AtLeastOneOf);
        }
        if let Some(names) = &rule.exactly_one_of {
            return self.rule_rows(names, rows, rule.span).map(RuleKind::ExactlyOneOf);
        }
        if let Some(names) = &rule.together {
            return self.rule_rows(names, rows, rule.span).map(RuleKind::Together);
        }
        if let Some(name) = &rule.idempotent_by {
            *idempotent_by = self.find_row(name, rows).map(|row| rows[row].wire.clone());
            return None;
        }
        self.required_when(rule.required_when.as_ref()?, rows)
    }

    /// The rows of a rule about two rows or more, none of them mandatory.
    fn rule_rows(&mut self, names: &[Name], rows: &[Row], span: Span) -> Option<Vec<usize>> {
        let mut indices = Vec::new();
        for name in names {
            let row = self.find_row(name, rows)?;
            if indices.contains(&row) {
                let message = format!("the rule names `{}` twice", name.value);
                self.found.add(Diagnostic::new(Code::EmptyRule, name.span, message));
            }
            self.check_not_mandatory(name, &rows[row]);
            indices.push(row);
        }
        if indices.len() < 2 && !self.found.has_within(span) {
            let message = "a rule like this is about two rows or more";
            self.found.add(Diagnostic::new(Code::EmptyRule, span, message));
        }
        Some(indices)
    }

    fn required_when(&mut self, raw: &spec::RequiredWhen, rows: &[Row]) -> Option<RuleKind> {
        let row = self.find_row(&raw.field, rows)?;
        let when = self.find_row(&raw.when, rows)?;
        self.check_not_mandatory(&raw.field, &rows[row]);
        if row == when {
            let message = "the rule needs another row than the one that becomes mandatory";
            self.found.add(Diagnostic::new(Code::EmptyRule, raw.when.span, message));
        }
        if raw.values.is_empty() {
            let message = format!("the rule needs at least one value of `{}`", raw.when.value);
            self.found.add(Diagnostic::new(Code::EmptyRule, raw.when.span, message));
        }
        self.check_deciding_values(raw, &rows[when]);
        let is_text = matches!(
            rows[when].ty,
            crate::api::Type::Text | crate::api::Type::Enum(_) | crate::api::Type::Identifier(_)
        );
        if !is_text || rows[when].many {
            let message =
                format!("`{}` is not a text that could have one of the values", raw.when.value);
            self.found.add(Diagnostic::new(Code::WrongValue, raw.when.span, message));
        }
        let mut values: Vec<String> = Vec::new();
        for value in raw.values.iter().map(|it| self.spelling(&rows[when], &it.value.0)) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        Some(RuleKind::RequiredWhen { row, when, values })
    }

    /// A deciding value as the enum spells it: the client compares with that, whatever the case.
    /// No two values of an enum differ in case alone: they would be one variant.
    fn spelling(&self, when: &Row, value: &str) -> String {
        let values = match when.ty {
            crate::api::Type::Enum(id) => self.enums.all[id.0].values.as_slice(),
            _ => &[],
        };
        let mut spellings = values.iter().map(|(spelling, _)| spelling.as_str());
        spellings.find(|it| it.eq_ignore_ascii_case(value)).unwrap_or(value).to_owned()
    }

    /// Reports values that the deciding row cannot have.
    fn check_deciding_values(&mut self, raw: &spec::RequiredWhen, when: &Row) {
        let crate::api::Type::Enum(id) = when.ty else { return };
        let entry = &self.enums.all[id.0];
        for value in raw.values.iter().filter(|it| !entry.is_value(&it.value.0)) {
            let message = format!("`{}` has no value `{}`", raw.when.value, value.value.0);
            let known = entry.values.iter().map(|(value, _)| value.as_str());
            let unknown = Diagnostic::new(Code::WrongValue, value.span, message);
            self.found.add(unknown.one_of(&value.value.0, known));
        }
    }

    /// The row of a name among the rows of the body: rules are about those.
    fn find_row(&mut self, name: &Name, rows: &[Row]) -> Option<usize> {
        let is_it = |row: &Row| row.part == Part::Body && row.wire == name.value;
        let found = rows.iter().position(is_it);
        if found.is_none() && !self.lost.contains(name.as_str()) {
            let message = format!("this table has no row `{}`", name.value);
            let known = rows.iter().filter(|row| row.part != Part::Path);
            let known = known.map(|row| row.wire.as_str());
            let unknown = Diagnostic::new(Code::UnknownRow, name.span, message);
            self.found.add(unknown.one_of(name, known));
        }
        found
    }

    fn check_not_mandatory(&mut self, name: &Name, row: &Row) {
        if row.mandatory == Mandatory::Yes {
            let message = format!("`{}` is mandatory anyway", name.value);
            let help = "make the row `Conditional` or `No`, or take it out of the rule";
            let pointless = Diagnostic::new(Code::RuleOverMandatory, name.span, message);
            self.found.add(pointless.help(help));
        }
    }

    fn check_conditional_rows(&mut self, rows: &[Row], names: &[Span], rules: &[Rule]) {
        let is_named = |index: usize| {
            rules.iter().any(|rule| match &rule.kind {
                RuleKind::AtLeastOneOf(rows)
                | RuleKind::ExactlyOneOf(rows)
                | RuleKind::Together(rows) => rows.contains(&index),
                RuleKind::RequiredWhen { row, .. } => *row == index,
            })
        };
        for (index, (row, span)) in rows.iter().zip(names).enumerate() {
            if row.mandatory == Mandatory::Conditional && !is_named(index) {
                let message = format!("`{}` is Conditional, but no rule says when", row.wire);
                let help = "add the condition under `rules:`";
                let ruleless = Diagnostic::new(Code::ConditionalWithoutRule, *span, message);
                self.found.add(ruleless.help(help));
            }
        }
    }
}
