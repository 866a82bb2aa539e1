//! How a generated validator reads: one line for each documented row and each documented rule,
//! in the order of the page.
//!
//! A correct value is checked without allocating: violations go to a list that stays empty, and
//! the pointer of a violation is written only when there is one.

use crate::place::Place;
use crate::{Document, Further, Invalid, Part, RowCheck, Rule, Violation};

/// A value with documented rules.
///
/// Generated code writes [`rules`](Validate::rules); callers use
/// [`validate`](Validate::validate).
///
/// ```
/// use client_runtime::{Check, Document, Validate};
///
/// static PAGE: Document = Document {
///     key: "create-order",
///     title: "Create Order",
///     revision: "2023-11-14",
///     address: None,
/// };
///
/// struct Order {
///     currency: String,
///     note: Option<String>,
/// }
///
/// impl Validate for Order {
///     fn rules(&self, check: &mut Check<'_>) {
///         check.document(&PAGE);
///         check.row("currency").text(self.currency.as_str()).max_length(3).currency();
///         check.row("note").text(self.note.as_deref()).max_length(255);
///     }
/// }
///
/// let order = Order { currency: "EURO".to_owned(), note: None };
/// let invalid = order.validate().unwrap_err();
/// assert_eq!(invalid.violations().len(), 2);
/// assert_eq!(invalid.violations()[0].pointer, "/currency");
/// ```
pub trait Validate {
    /// Reports to `check` every documented rule that this value breaks, in the page's order.
    fn rules(&self, check: &mut Check<'_>);

    /// Checks every documented rule that can be checked without asking the API.
    ///
    /// Does not allocate if all of them hold.
    ///
    /// # Errors
    ///
    /// All broken rules at once, in the order of the page.
    fn validate(&self) -> Result<(), Invalid> {
        let mut violations = Vec::new();
        self.rules(&mut Check {
            violations: &mut violations,
            place: Place::Root,
            document: &Document::UNNAMED,
        });
        Invalid::unless_none(violations)
    }
}

/// A check under way: the object being looked at, and the page whose rules are applied.
#[derive(Debug)]
pub struct Check<'c> {
    violations: &'c mut Vec<Violation>,
    place: Place<'c>,
    document: &'static Document,
}

impl Check<'_> {
    /// Names the page that the following rows and rules of this object stand on.
    pub fn document(&mut self, document: &'static Document) -> &mut Self {
        self.document = document;
        self
    }

    /// The same object under the rules of another page, for one row or rule:
    /// `check.on(&documents::OTHER).together(…)`. The page named before stays in force after it.
    pub fn on(&mut self, document: &'static Document) -> Check<'_> {
        Check { violations: self.violations, place: self.place, document }
    }

    /// A row of the body or of an object in it. Its value and its rules follow as a chain.
    #[inline]
    pub fn row(&mut self, name: &'static str) -> RowCheck<'_> {
        self.row_of(Part::Body, name)
    }

    /// A row of the path's parameters.
    pub fn path_row(&mut self, name: &'static str) -> RowCheck<'_> {
        self.row_of(Part::Path, name)
    }

    /// A row of the query's parameters.
    pub fn query_row(&mut self, name: &'static str) -> RowCheck<'_> {
        self.row_of(Part::Query, name)
    }

    #[inline]
    fn row_of(&mut self, part: Part, name: &'static str) -> RowCheck<'_> {
        RowCheck::new(self.violations, self.place, part, self.document, name)
    }

    /// Checks a nested object by its own rules, below `name`.
    pub fn object<'v, T: Validate + 'v>(
        &mut self,
        name: &'static str,
        value: impl Into<Option<&'v T>>,
    ) {
        if let Some(value) = value.into() {
            value.rules(&mut Check {
                violations: self.violations,
                place: Place::Key { parent: &self.place, name },
                document: self.document,
            });
        }
    }

    /// Checks each item of a list by its own rules, below `name` and the item's index.
    pub fn objects<'v, T: Validate + 'v>(
        &mut self,
        name: &'static str,
        values: impl Into<Option<&'v [T]>>,
    ) {
        let list = Place::Key { parent: &self.place, name };
        for (index, value) in values.into().into_iter().flatten().enumerate() {
            value.rules(&mut Check {
                violations: self.violations,
                place: Place::Index { parent: &list, index },
                document: self.document,
            });
        }
    }

    /// Checks that no further key has a documented row of its own: it would be sent twice, or
    /// past that row's rules.
    pub fn further(&mut self, further: &Further, documented: &'static [&'static str]) {
        for row in documented.iter().filter(|row| further.contains_key(row)) {
            self.violate_at(row, Rule::Documented);
        }
    }

    /// At least one of `rows` must be given; `given` says of each, in the same order, if it is.
    ///
    /// There is at most one violation, and it points at the object.
    pub fn at_least_one_of(&mut self, rows: &'static [&'static str], given: &[bool]) {
        if !given.contains(&true) {
            self.violate_here(rows, Rule::AtLeastOneOf(rows));
        }
    }

    /// Exactly one of `rows` must be given; `given` says of each, in the same order, if it is.
    ///
    /// There is at most one violation, and it points at the object.
    pub fn exactly_one_of(&mut self, rows: &'static [&'static str], given: &[bool]) {
        if given.iter().filter(|given| **given).count() != 1 {
            self.violate_here(rows, Rule::ExactlyOneOf(rows));
        }
    }

    /// All of `rows` must be given, or none; `given` says of each, in the same order, if it is.
    ///
    /// There is one violation for each missing row, and it points at that row.
    pub fn together(&mut self, rows: &'static [&'static str], given: &[bool]) {
        if given.contains(&true) {
            for (row, _) in rows.iter().zip(given).filter(|(_, given)| !**given) {
                self.violate_at(row, Rule::Together(rows));
            }
        }
    }

    /// `row` must be given when the value of `field` is one of `values`, compared exactly.
    pub fn required_when<'v>(
        &mut self,
        row: &'static str,
        given: bool,
        field: &'static str,
        value: impl Into<Option<&'v str>>,
        values: &'static [&'static str],
    ) {
        if !given && value.into().is_some_and(|value| values.contains(&value)) {
            self.violate_at(row, Rule::RequiredWhen { field, values });
        }
    }

    /// Reports a rule about several rows, at the object that has them.
    fn violate_here(&mut self, rows: &'static [&'static str], rule: Rule) {
        let row = rows.first().copied().unwrap_or_default();
        self.push(self.place.pointer(), row, rule);
    }

    /// Reports a rule about one row, at that row.
    fn violate_at(&mut self, row: &'static str, rule: Rule) {
        let pointer = Place::Key { parent: &self.place, name: row }.pointer();
        self.push(pointer, row, rule);
    }

    fn push(&mut self, pointer: String, row: &'static str, rule: Rule) {
        let document = self.document;
        self.violations.push(Violation { pointer, part: Part::Body, rule, document, row });
    }
}

#[cfg(test)]
mod tests;
