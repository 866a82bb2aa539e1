//! The kinds of rule a documentation states, as data, and how each is put in words.

use std::fmt;

/// A documented rule that a value breaks.
///
/// It carries limits and names only, never the value itself: values may be personal data, and
/// violations end up in logs.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rule {
    /// The row must be given.
    Mandatory,
    /// A text is too long. Lengths count Unicode scalar values (`char`s).
    MaxLength {
        /// The longest text allowed, in characters.
        max: usize,
        /// The length of the text given, in characters.
        actual: usize,
    },
    /// A number has too many digits.
    Precision {
        /// The digits allowed in all.
        digits: u32,
        /// The digits allowed after the point, trailing zeros not counted.
        scale: u32,
    },
    /// An integer has too many digits; the sign is not counted.
    MaxDigits {
        /// The digits allowed.
        max: u32,
    },
    /// An integer lies outside the documented range, both ends of which are allowed.
    Range {
        /// The smallest value allowed.
        min: i64,
        /// The largest value allowed.
        max: i64,
    },
    /// A text has not the documented form.
    Format(Format),
    /// A value is none of the documented ones.
    OneOf(&'static [&'static str]),
    /// None of these rows is given, and at least one must be.
    AtLeastOneOf(&'static [&'static str]),
    /// None or several of these rows are given, and exactly one must be.
    ExactlyOneOf(&'static [&'static str]),
    /// Some of these rows are given, and this one is missing.
    Together(&'static [&'static str]),
    /// The row is missing, and must be given because of what another row says.
    RequiredWhen {
        /// The row that decides.
        field: &'static str,
        /// Its values that make the other row mandatory.
        values: &'static [&'static str],
    },
    /// A further key was given for which the page has a row.
    Documented,
}

impl Rule {
    /// A short stable name of the kind of rule, for programs: `max-length`, `required-when`.
    ///
    /// It never changes while the rule exists, unlike the text that [`Display`](fmt::Display)
    /// writes.
    pub fn code(&self) -> &'static str {
        match self {
            Rule::Mandatory => "mandatory",
            Rule::MaxLength { .. } => "max-length",
            Rule::Precision { .. } => "precision",
            Rule::MaxDigits { .. } => "max-digits",
            Rule::Range { .. } => "range",
            Rule::Format(_) => "format",
            Rule::OneOf(_) => "one-of",
            Rule::AtLeastOneOf(_) => "at-least-one-of",
            Rule::ExactlyOneOf(_) => "exactly-one-of",
            Rule::Together(_) => "together",
            Rule::RequiredWhen { .. } => "required-when",
            Rule::Documented => "documented",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Rule::Mandatory => f.write_str("mandatory"),
            Rule::MaxLength { max, actual } => {
                write!(f, "at most {max} characters are allowed, {actual} are given")
            }
            Rule::Precision { digits, scale } => {
                write!(f, "at most {digits} digits are allowed, {scale} of them after the point")
            }
            Rule::MaxDigits { max } => write!(f, "at most {max} digits are allowed"),
            Rule::Range { min, max } => write!(f, "must lie between {min} and {max}"),
            Rule::Format(format) => write!(f, "must be {format}"),
            Rule::OneOf(values) => write!(f, "must be one of {}", Listed(values)),
            Rule::AtLeastOneOf(rows) => write!(f, "at least one of {} must be given", Named(rows)),
            Rule::ExactlyOneOf(rows) => write!(f, "exactly one of {} must be given", Named(rows)),
            Rule::Together(rows) => write!(f, "{} must be given together", Named(rows)),
            Rule::RequiredWhen { field, values: [value] } => {
                write!(f, "mandatory when `{field}` is {value}")
            }
            Rule::RequiredWhen { field, values } => {
                write!(f, "mandatory when `{field}` is one of {}", Listed(values))
            }
            Rule::Documented => {
                f.write_str("has a row of its own: set that field instead of a further key")
            }
        }
    }
}

/// The form that a text must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// A UUID in the usual 8-4-4-4-12 writing, either case.
    Uuid,
    /// A fixed word, a hyphen and a UUID.
    PrefixedUuid {
        /// The word, without the hyphen.
        prefix: &'static str,
    },
    /// An ISO 4217 currency code.
    Currency,
    /// An ISO 3166-1 country code of two or three letters.
    Country,
    /// A language and a country.
    Culture,
    /// An e-mail address.
    Email,
    /// A name from the time zone database.
    TimeZone,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Format::Uuid => f.write_str("a UUID"),
            Format::PrefixedUuid { prefix } => write!(f, "`{prefix}-` followed by a UUID"),
            Format::Currency => f.write_str("an ISO 4217 currency code in capitals, such as EUR"),
            Format::Country => {
                f.write_str("an ISO 3166-1 country code in capitals, such as DE or DEU")
            }
            Format::Culture => f.write_str("a language and a country, such as en-US"),
            Format::Email => f.write_str("an e-mail address"),
            Format::TimeZone => f.write_str("a time zone name, such as Europe/Berlin"),
        }
    }
}

/// Values for people: `US, CA`.
struct Listed(&'static [&'static str]);

impl fmt::Display for Listed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, value) in self.0.iter().enumerate() {
            write!(f, "{}{value}", if index == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

/// Names of rows for people: `` `a`, `b` ``.
struct Named(&'static [&'static str]);

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, name) in self.0.iter().enumerate() {
            write!(f, "{}`{name}`", if index == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rule: &Rule, code: &str, text: &str) {
        assert_eq!((rule.code(), rule.to_string().as_str()), (code, text));
    }

    #[test]
    fn rules_about_one_value_read_as_clauses() {
        check(&Rule::Mandatory, "mandatory", "mandatory");
        check(
            &Rule::MaxLength { max: 2, actual: 3 },
            "max-length",
            "at most 2 characters are allowed, 3 are given",
        );
        check(
            &Rule::Precision { digits: 18, scale: 2 },
            "precision",
            "at most 18 digits are allowed, 2 of them after the point",
        );
        check(&Rule::MaxDigits { max: 2 }, "max-digits", "at most 2 digits are allowed");
        check(&Rule::Range { min: 1, max: 28 }, "range", "must lie between 1 and 28");
        check(&Rule::Format(Format::Uuid), "format", "must be a UUID");
        check(&Rule::OneOf(&["day", "week"]), "one-of", "must be one of day, week");
        check(
            &Rule::Documented,
            "documented",
            "has a row of its own: set that field instead of a further key",
        );
    }

    #[test]
    fn rules_about_several_rows_read_as_clauses() {
        check(
            &Rule::AtLeastOneOf(&["a", "b"]),
            "at-least-one-of",
            "at least one of `a`, `b` must be given",
        );
        check(
            &Rule::ExactlyOneOf(&["a", "b"]),
            "exactly-one-of",
            "exactly one of `a`, `b` must be given",
        );
        check(&Rule::Together(&["a", "b"]), "together", "`a`, `b` must be given together");
        check(
            &Rule::RequiredWhen { field: "country", values: &["US", "CA"] },
            "required-when",
            "mandatory when `country` is one of US, CA",
        );
        check(
            &Rule::RequiredWhen { field: "country", values: &["US"] },
            "required-when",
            "mandatory when `country` is US",
        );
    }

    #[test]
    fn a_prefixed_uuid_names_its_prefix() {
        let format = Format::PrefixedUuid { prefix: "Order" };
        assert_eq!(format.to_string(), "`Order-` followed by a UUID");
    }
}
