//! Limits and rules in words: the same for rustdoc, the reference and the README.

use super::{
    Actor, Api, Authentication, Document, DocumentId, Endpoint, Format, Group, Identifier, Limit,
    Mandatory, Object, Part, Row, Rule, RuleKind, Sensitivity, Timeout, Type,
};

/// A text with a capital at its beginning.
pub(crate) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

impl Row {
    /// Type, limits and obligation: \`String\`, at most 125 characters, mandatory.
    #[must_use]
    pub fn constraints(&self, api: &Api) -> String {
        let mut words = vec![self.type_words()];
        words.extend(self.limit_words(api));
        words.push(self.mandatory.word().to_owned());
        words.extend(self.remarks().map(str::to_owned));
        words.join(", ")
    }

    /// The page's word for the type: \`String\`, list of \`String\`.
    #[must_use]
    pub fn type_words(&self) -> String {
        let list = if self.many { "list of " } else { "" };
        format!("{list}`{}`", self.documented_type)
    }

    /// Everything that is checked of one value.
    #[must_use]
    pub fn limit_words(&self, api: &Api) -> Vec<String> {
        let is_text = self.documented_type == "String";
        let form = self.ty.form().filter(|_| is_text).map(str::to_owned);
        form.into_iter().chain(self.limits.iter().map(|limit| limit.words(self, api))).collect()
    }

    /// What else is to be known before a value is sent or read.
    pub fn remarks(&self) -> impl Iterator<Item = &'static str> {
        let nullable = self.nullable.then_some("may be null");
        let from_sample = self.from_sample.then_some("known from a sample only");
        nullable.into_iter().chain(from_sample)
    }

    /// How the value is kept from sight, and who fills it in.
    #[must_use]
    pub fn care_words(&self) -> Vec<String> {
        let sensitive = self.sensitive.map(|it| it.words().to_owned());
        let credential = self.credential.as_ref().map(|it| {
            format!("The client fills in the credential `{it}`, where the caller gives nothing.")
        });
        sensitive.into_iter().chain(credential).collect()
    }
}

impl Mandatory {
    /// Whether the row must be given: mandatory, optional, conditional.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "mandatory",
            Self::No => "optional",
            Self::Conditional => "conditional",
        }
    }
}

impl Sensitivity {
    fn words(self) -> &'static str {
        match self {
            Self::Secret => "A secret: neither logs nor errors show it.",
            Self::Personal => "Personal: neither logs nor errors show it.",
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

    /// Where the copy at hand ends, if it is not the whole page.
    #[must_use]
    pub fn known_in_part(&self) -> Option<String> {
        let cut = self.cut.as_ref()?.trim_end_matches('.');
        Some(format!("Known in part: the copy at hand ends {cut}."))
    }
}

impl Endpoint {
    /// The documented statuses of its answers.
    #[must_use]
    pub fn status_words(&self) -> String {
        let refusals: Vec<String> = self.refusals.iter().map(u16::to_string).collect();
        let refusals = match refusals.is_empty() {
            true => String::new(),
            false => format!("; refusals that the documentation lists: {}", refusals.join(", ")),
        };
        match self.success {
            Some(status) => format!("Status of success: {status}{refusals}."),
            None => format!("Status of success: not documented{refusals}."),
        }
    }

    /// What is to be known before a call is sent, or repeated.
    #[must_use]
    pub fn sending_words(&self) -> Vec<String> {
        let mut words = Vec::new();
        if !self.demands.is_empty() {
            words.push(format!("Demands {} of the caller.", and(&texts(&self.demands))));
        }
        if let Some(row) = &self.idempotent_by {
            words.push(format!(
                "The API does not process the same `{row}` twice, so that a repetition is safe."
            ));
        }
        if !self.references.is_empty() {
            let rows = and(&texts(&self.references));
            words.push(format!("An error after a lost answer carries the caller's own {rows}."));
        }
        words.extend(self.find_out.as_ref().map(|it| format!("After a lost answer: {it}")));
        words
    }
}

impl Authentication {
    /// Each credential that requests carry, and the page that asks for it.
    #[must_use]
    pub fn words(&self) -> Vec<(String, DocumentId)> {
        let basic = self.basic.iter().map(|(user, password, document)| {
            let words = format!("HTTP Basic authentication: user `{user}`, password `{password}`");
            (words, *document)
        });
        let header = self.header.iter().map(|(header, credential, document)| {
            (format!("`{header}`: the `{credential}`"), *document)
        });
        basic.chain(header).collect()
    }
}

impl Timeout {
    /// How long to wait.
    #[must_use]
    pub fn words(&self) -> String {
        format!("Time to wait for an answer: {} seconds or more", self.seconds)
    }
}

impl Identifier {
    /// The form of the text, where it has a prefix.
    #[must_use]
    pub fn prefixed_form(&self) -> Option<String> {
        self.prefix.as_ref().map(|prefix| format!("`{prefix}-<UUID>`"))
    }
}

impl Group {
    /// What the pages are about.
    #[must_use]
    pub fn title(&self) -> String {
        self.module.as_str().replace('_', " ")
    }
}

impl Actor {
    /// Who acts, as one says it to the developer.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Server => "your server",
            Self::Client => "your page",
            Self::Customer => "the customer",
            Self::Api => "the API",
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
                Type::Identifier(id) => {
                    api.identifier(*id).prefixed_form().unwrap_or_else(|| "a UUID".to_owned())
                }
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
    /// What the documentation at hand does not show of it.
    #[must_use]
    pub fn open_words(&self) -> Option<&'static str> {
        self.open.then_some(
            "Further keys are kept when read and can be sent: the documentation at hand does not \
             show the whole table.",
        )
    }

    /// The rules that concern a row.
    pub fn rules_on(&self, row: usize) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(move |rule| match &rule.kind {
            RuleKind::AtLeastOneOf(rows)
            | RuleKind::ExactlyOneOf(rows)
            | RuleKind::Together(rows) => rows.contains(&row),
            RuleKind::RequiredWhen { row: demanded, .. } => *demanded == row,
        })
    }

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
                let values = texts(values);
                let (row, when) = (&self.rows[*row].wire, &self.rows[*when].wire);
                format!("`{row}` is mandatory when `{when}` is {}", one_of(&values))
            }
        }
    }
}

fn texts(words: &[String]) -> Vec<&str> {
    words.iter().map(String::as_str).collect()
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
