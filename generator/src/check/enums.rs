//! Lists of values to enums; rows may share one.

use std::collections::BTreeMap;

use crate::api::{Enum, EnumId, PageId, RustName};
use crate::diagnostics::{Code, Diagnostic};
use crate::spec::{Length, Name, Row, Word};
use crate::yaml::Spanned;

use super::Checker;
use super::names::{self, Scope};
use super::rows::Table;

/// The enums so far, by their Rust names.
#[derive(Debug, Default)]
pub(super) struct Enums {
    pub(super) all: Vec<Enum>,
    by_name: BTreeMap<RustName, EnumId>,
}

impl Checker<'_> {
    /// The enum of a row's values: a new one, or the one of the same name with the same values.
    pub(super) fn enumeration(
        &mut self,
        wire: &str,
        name: &Name,
        row: &Row,
        values: &Spanned<Vec<Spanned<Word>>>,
        table: Table,
    ) -> EnumId {
        let (written, span) = match &row.enum_name {
            Some(name) => (name.as_str(), name.span),
            None => (wire, name.span),
        };
        self.check_values(row, values);
        let ident = names::type_name(written, span, &mut self.found);
        let is_same = |known: &Enum| {
            known.ignore_case == row.case.is_some()
                && known
                    .values
                    .iter()
                    .map(|(value, _)| value)
                    .eq(values.iter().map(|it| &it.value.0))
        };
        let known = self.enums.by_name.get(&ident).filter(|_| ident != names::placeholder());
        if let Some(id) = known {
            if !is_same(&self.enums.all[id.0]) {
                let other = &self.spec.pages[self.enums.all[id.0].page.0].path;
                let message =
                    format!("the enum `{ident}` has other values, or another `case`, in `{other}`");
                let help = "give one of the two another name with `enum:`, or make them equal";
                let mismatch = Diagnostic::new(Code::EnumMismatch, values.span, message);
                self.found.add(mismatch.help(help));
            }
            return *id;
        }
        self.types.take(&ident, &format!("the enum of `{wire}`"), span, &mut self.found);
        let id = EnumId(self.enums.all.len());
        let new = Enum {
            ident: ident.clone(),
            values: self.variants(values),
            ignore_case: row.case.is_some(),
            means: self.sentence(&row.means),
            document: self.documents.find_or(
                row.document.as_ref(),
                table.document,
                &mut self.found,
            ),
            page: PageId(table.page),
        };
        self.enums.by_name.insert(ident, id);
        self.enums.all.push(new);
        id
    }

    fn variants(&mut self, values: &[Spanned<Word>]) -> Vec<(String, RustName)> {
        let mut scope = Scope::new(
            "write a value once, with `case: insensitive` if upper and lower case are the same; or \
             leave the row a text, without `values`",
        );
        let mut variants = Vec::new();
        for value in values {
            let text = &value.value.0;
            let variant = names::variant_name(text, value.span, &mut self.found);
            scope.take(&variant, &format!("the value `{text}`"), value.span, &mut self.found);
            variants.push((text.clone(), variant));
        }
        variants
    }

    /// Reports an empty list, and values longer than the row allows.
    fn check_values(&mut self, row: &Row, values: &Spanned<Vec<Spanned<Word>>>) {
        if values.is_empty() {
            let message = "a list of values lists at least one";
            self.found.add(Diagnostic::new(Code::WrongValue, values.span, message));
        }
        let Some(Length::Characters(most)) = row.length.as_ref().map(|it| it.value) else {
            return;
        };
        for value in values.iter().filter(|it| it.value.0.chars().count() > most as usize) {
            let message = format!("`{}` is longer than the row's length, {most}", value.value.0);
            self.found.add(Diagnostic::new(Code::WrongValue, value.span, message));
        }
    }
}
