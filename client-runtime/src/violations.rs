//! What is wrong with a request before it is sent: every broken rule, with the place in the
//! request and the page of the documentation that states the rule.

use std::fmt;

use crate::{Document, Rule};

/// Everything that is wrong with a value, in the order of its page; never empty.
///
/// [`Display`](fmt::Display) writes one line for each violation and never a value, so it may be
/// logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invalid {
    violations: Vec<Violation>,
}

impl Invalid {
    /// `Ok` if there is no violation; an empty `Vec` has not allocated.
    pub(crate) fn unless_none(violations: Vec<Violation>) -> Result<(), Invalid> {
        if violations.is_empty() { Ok(()) } else { Err(Invalid { violations }) }
    }

    /// The violations, in the order of the page; at least one.
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.violations.iter().enumerate() {
            write!(f, "{}{violation}", if index == 0 { "" } else { "\n" })?;
        }
        Ok(())
    }
}

impl std::error::Error for Invalid {}

impl IntoIterator for Invalid {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.violations.into_iter()
    }
}

impl<'i> IntoIterator for &'i Invalid {
    type Item = &'i Violation;
    type IntoIter = std::slice::Iter<'i, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.violations.iter()
    }
}

/// One broken rule: where, which, and who says so.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// Where in that part of the request: a JSON Pointer (RFC 6901), such as
    /// `/billingAddress/state`; empty for the part as a whole. Path and query parameters are
    /// pointed at as if they were the keys of one object.
    pub pointer: String,
    /// The part of the request that the pointer points into.
    pub part: Part,
    /// The rule that is broken.
    pub rule: Rule,
    /// The page that states the rule.
    pub document: &'static Document,
    /// The row of that page; the first one where the rule is about several.
    pub row: &'static str,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.part, self.pointer.as_str()) {
            (Part::Body, "") => f.write_str("the whole: ")?,
            (Part::Body, pointer) => write!(f, "`{pointer}`: ")?,
            (part, pointer) => write!(f, "{part} `{pointer}`: ")?,
        }
        write!(f, "{} ({}, row `{}`)", self.rule, self.document, self.row)
    }
}

/// A part of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The JSON body.
    Body,
    /// The parameters inside the path.
    Path,
    /// The parameters after the question mark.
    Query,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Part::Body => "body",
            Part::Path => "path",
            Part::Query => "query",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static PAGE: Document =
        Document { key: "data-model", title: "Data Model", revision: "2024-04-12", address: None };

    fn violation(part: Part, pointer: &str, rule: Rule) -> Violation {
        Violation { pointer: pointer.to_owned(), part, rule, document: &PAGE, row: "state" }
    }

    #[test]
    fn a_line_names_place_rule_and_source() {
        let rule = Rule::RequiredWhen { field: "countryCode", values: &["US", "USA"] };
        assert_eq!(
            violation(Part::Body, "/billingAddress/state", rule).to_string(),
            "`/billingAddress/state`: mandatory when `countryCode` is one of US, USA \
             (Data Model, revision 2024-04-12, row `state`)"
        );
        assert_eq!(
            violation(Part::Query, "/page", Rule::Mandatory).to_string(),
            "query `/page`: mandatory (Data Model, revision 2024-04-12, row `state`)"
        );
        assert_eq!(
            violation(Part::Body, "", Rule::Mandatory).to_string(),
            "the whole: mandatory (Data Model, revision 2024-04-12, row `state`)"
        );
    }

    #[test]
    fn there_is_one_line_for_each_violation() {
        let invalid = Invalid {
            violations: vec![
                violation(Part::Path, "/id", Rule::Mandatory),
                violation(Part::Body, "/a", Rule::Mandatory),
            ],
        };
        let text = invalid.to_string();
        assert_eq!(text.lines().count(), 2);
        assert!(text.starts_with("path `/id`: "), "{text}");
        assert_eq!((&invalid).into_iter().count(), 2);
        assert_eq!(invalid.violations().len(), invalid.clone().into_iter().count());
    }

    #[test]
    fn nothing_wrong_is_ok() {
        assert_eq!(Invalid::unless_none(Vec::new()), Ok(()));
    }
}
