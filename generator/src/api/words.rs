//! Limits and rules in words: the same for rustdoc, the reference and the README.

use super::{Api, Document, Format, Limit, Mandatory, Object, Part, Row, RuleKind, Type};

impl Row {
    /// Type, limits and obligation: \`String\`, at most 125 characters, mandatory.
    #[must_use]
    pub fn constraints(&self, api: &Api) -> String {
        let mut words = vec![format!("`{}`", self.documented_type)];
        if self.documented_type == "String" {
            words.extend(self.ty.form().map(str::to_owned));
        }
        if self.many {
            words[0].insert_str(0, "list of ");
        }
        words.extend(self.limits.iter().map(|limit| limit.words(self, api)));
        words.push(self.obligation().to_owned());
        if self.nullable {
            words.push("may be null".to_owned());
        }
        if self.from_sample {
            words.push("known from a sample only".to_owned());
        }
        words.join(", ")
    }

    /// Whether it must be given, in a word.
    pub(crate) fn obligation(&self) -> &'static str {
        match self.mandatory {
            Mandatory::Yes => "mandatory",
            Mandatory::No => "optional",
            Mandatory::Conditional => "conditional",
        }
    }
}

impl Document {
    /// The revision as it is cited: `revision 2023-11-14`, or `undated`.
    #[must_use]
    pub fn cited_revision(&self) -> String {
        match self.revision.starts_with("undated") {
            true => self.revision.clone(),
            false => format!("revision {}", self.revision),
        }
    }
}

impl Part {
    /// Its name in the spec.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Body => "body",
        }
    }
}

impl Type {
    /// The form of a text that Rust has a type for.
    fn form(&self) -> Option<&'static str> {
        match self {
            Self::Date => Some("a date"),
            Self::Timestamp => Some("a date and time"),
            Self::OffsetDateTime => Some("a date and time with its offset"),
            _ => None,
        }
    }
}

impl Limit {
    pub(crate) fn words(&self, row: &Row, api: &Api) -> String {
        match self {
            Self::MaxLength(1) => "at most 1 character".to_owned(),
            Self::MaxLength(most) => format!("at most {most} characters"),
            Self::MaxDigits(1) => "at most 1 digit".to_owned(),
            Self::MaxDigits(most) => format!("at most {most} digits"),
            Self::Precision { digits, scale } => {
                format!("at most {digits} digits, {scale} of them after the point")
            }
            Self::Range { min, max } => format!("from {min} to {max}"),
            Self::Format(format) => format.words().to_owned(),
            Self::IdentifierForm => match &row.ty {
                Type::Identifier(id) => match &api.identifier(*id).prefix {
                    Some(prefix) => format!("`{prefix}-<UUID>`"),
                    None => "a UUID".to_owned(),
                },
                _ => "an identifier".to_owned(),
            },
            Self::Choice => match &row.ty {
                Type::Enum(id) => {
                    let chosen = api.enumeration(*id);
                    let values: Vec<&str> =
                        chosen.values.iter().map(|(value, _)| value.as_str()).collect();
                    let case = if chosen.ignore_case { " in any case" } else { "" };
                    format!("{}{case}", one_of(&values))
                }
                _ => "one of the documented values".to_owned(),
            },
        }
    }
}

impl Format {
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Uuid => "a UUID",
            Self::Currency => "an ISO 4217 code",
            Self::Country => "an ISO 3166-1 code of two or three letters",
            Self::Culture => "language and country like `en-US`",
            Self::Email => "an e-mail address",
            Self::TimeZone => "a name of the time zone database",
        }
    }
}

impl Object {
    /// A rule over this table in words.
    #[must_use]
    pub fn rule_words(&self, rule: &RuleKind) -> String {
        let names = |rows: &[usize]| -> Vec<&str> {
            rows.iter().map(|row| self.rows[*row].wire.as_str()).collect()
        };
        match rule {
            RuleKind::AtLeastOneOf(rows) => {
                format!("at least one of {} is given", and(&names(rows)))
            }
            RuleKind::ExactlyOneOf(rows) => {
                format!("exactly one of {} is given", and(&names(rows)))
            }
            RuleKind::Together(rows) => format!("{} are given together", and(&names(rows))),
            RuleKind::RequiredWhen { row, when, values } => {
                let values: Vec<&str> = values.iter().map(String::as_str).collect();
                let (row, when) = (&self.rows[*row].wire, &self.rows[*when].wire);
                format!("`{row}` is mandatory when `{when}` is {}", one_of(&values))
            }
        }
    }
}

/// `a` and `b`.
fn and(words: &[&str]) -> String {
    listed(words, "and")
}

/// `a` or `b`.
fn one_of(words: &[&str]) -> String {
    listed(words, "or")
}

fn listed(words: &[&str], last_word: &str) -> String {
    let quoted: Vec<String> = words.iter().map(|it| format!("`{it}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {last_word} {last}", rest.join(", ")),
        None => String::new(),
    }
}
