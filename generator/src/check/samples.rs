//! Samples held against their own tables.
//!
//! What differs is a discrepancy; `check::deviations` holds each against what the page records.

use std::collections::BTreeSet;

use crate::api::{
    Enum, ErrorSample, Format, Identifier, Limit, Mandatory, Object, Part, Row, Sample, Samples,
    Type,
};
use crate::check::TYPE_WORDS;
use crate::diagnostics::Span;
use crate::spec::{self, Deviates};
use crate::yaml::{Spanned, Value};

/// A place where a sample and its table disagree.
#[derive(Debug)]
pub(super) struct Discrepancy {
    pub(super) kind: Deviates,
    /// `request.billingAddress.homePhone`
    pub(super) path: String,
    pub(super) span: Span,
    pub(super) message: String,
}

/// What a sample is held against.
pub(super) struct Judge<'a> {
    pub(super) objects: &'a [Object],
    pub(super) enums: &'a [Enum],
    pub(super) identifiers: &'a [Identifier],
    /// Names of rows that could not be read: nothing is said of them.
    pub(super) lost: &'a BTreeSet<String>,
    pub(super) found: Vec<Discrepancy>,
}

impl Judge<'_> {
    /// Holds a sample against the rows of a table; an open table may have further keys.
    pub(super) fn table<'r>(
        &mut self,
        sample: &Spanned<Value>,
        rows: impl Iterator<Item = &'r Row>,
        is_open: bool,
        path: &str,
    ) {
        let Value::Object(entries) = &sample.value else {
            let message = "the sample is no JSON object".to_owned();
            self.add(Deviates::SampleBreaksRow, path.to_owned(), sample.span, message);
            return;
        };
        let rows: Vec<&Row> = rows.filter(|row| row.part == Part::Body).collect();
        let lost = self.lost;
        for row in rows.iter().filter(|row| !lost.contains(&row.wire)) {
            match sample.get(&row.wire) {
                Some(value) => self.row(row, value, &format!("{path}.{}", row.wire)),
                None if row.mandatory == Mandatory::Yes => {
                    let message = format!("the sample lacks `{}`, which is mandatory", row.wire);
                    let path = format!("{path}.{}", row.wire);
                    self.add(Deviates::MissingInSample, path, sample.span, message);
                }
                None => {}
            }
        }
        for (key, _) in entries.iter().filter(|_| !is_open) {
            let is_known = rows.iter().any(|row| row.wire == key.value);
            if !is_known && !self.lost.contains(&key.value) {
                let message = format!("no row describes `{}` of the sample", key.value);
                let path = format!("{path}.{}", key.value);
                self.add(Deviates::UnknownInSample, path, key.span, message);
            }
        }
    }

    fn row(&mut self, row: &Row, value: &Spanned<Value>, path: &str) {
        match &value.value {
            Value::Null => {
                if !row.nullable {
                    let message =
                        format!("`{}` is null here, and its row is not nullable", row.wire);
                    self.add(Deviates::NullInSample, path.to_owned(), value.span, message);
                }
            }
            Value::List(values) if row.many => {
                values.iter().for_each(|value| self.one(row, value, path));
            }
            other if row.many => {
                let message =
                    format!("`{}` is a list, the sample shows {}", row.wire, words(other, ""));
                self.add(Deviates::SampleBreaksRow, path.to_owned(), value.span, message);
            }
            _ => self.one(row, value, path),
        }
    }

    /// Holds one value against its row. A row whose type was reported has nothing to break.
    fn one(&mut self, row: &Row, value: &Spanned<Value>, path: &str) {
        if row.ty == Type::Text && !TYPE_WORDS.contains(&row.documented_type.as_str()) {
            return;
        }
        if let (Type::Object(id), Value::Object(_)) = (&row.ty, &value.value) {
            let objects = self.objects;
            if let Some(object) = objects.get(id.0) {
                self.table(value, object.rows.iter(), object.open, path);
            }
            return;
        }
        let broken = match type_of(&row.ty, &value.value) {
            Err(expected) => {
                let shown = words(value, expected);
                Some(format!("`{}` is {expected}, the sample shows {shown}", row.wire))
            }
            Ok(text) => {
                let broken = row.limits.iter().find_map(|limit| self.limit(row, limit, text));
                broken.map(|what| format!("`{}` of the sample {what}", row.wire))
            }
        };
        if let Some(message) = broken {
            self.add(Deviates::SampleBreaksRow, path.to_owned(), value.span, message);
        }
    }

    /// What a limit finds wrong with a text.
    fn limit(&self, row: &Row, limit: &Limit, text: &str) -> Option<String> {
        let length = text.chars().count();
        let (is_kept, broken) = match limit {
            Limit::MaxLength(most) => {
                let broken = format!("has {length} characters, at most {most} are allowed");
                (length <= *most as usize, broken)
            }
            Limit::MaxDigits(most) => {
                let digits = text.trim_start_matches('-').len();
                (digits <= *most as usize, format!("has more than {most} digits"))
            }
            Limit::Precision { digits, scale } => {
                let broken =
                    format!("has more than {digits} digits, {scale} of them after the point");
                (fits_precision(text, *digits, *scale), broken)
            }
            Limit::Range { min, max } => {
                let number = text.parse::<i64>();
                let is_kept = number.is_ok_and(|number| (*min..=*max).contains(&number));
                (is_kept, format!("is not from {min} to {max}"))
            }
            Limit::Format(format) => {
                (has_format(*format, text), format!("is not {}", form(*format)))
            }
            Limit::IdentifierForm => return self.identifier(row, text),
            Limit::Choice => return self.choice(row, text),
        };
        (!is_kept).then_some(broken)
    }

    fn identifier(&self, row: &Row, text: &str) -> Option<String> {
        let Type::Identifier(id) = &row.ty else { return None };
        let identifier = self.identifiers.get(id.0).filter(|it| !is_identifier(it, text))?;
        Some(match &identifier.prefix {
            Some(prefix) => format!("is not of the form `{prefix}-<UUID>`"),
            None => "is not a UUID".to_owned(),
        })
    }

    fn choice(&self, row: &Row, text: &str) -> Option<String> {
        let Type::Enum(id) = &row.ty else { return None };
        let entry = self.enums.get(id.0).filter(|it| !it.is_value(text))?;
        let values: Vec<String> = entry.values.iter().map(|(it, _)| format!("`{it}`")).collect();
        Some(format!("is none of {}", values.join(", ")))
    }

    fn add(&mut self, kind: Deviates, path: String, span: Span, message: String) {
        self.found.push(Discrepancy { kind, path, span, message });
    }
}

/// The text of a value, if it is of the row's type; else what the row expects.
fn type_of<'v>(ty: &Type, value: &'v Value) -> Result<&'v str, &'static str> {
    let expected = match (ty, value) {
        (Type::Text | Type::Secret | Type::Enum(_) | Type::Identifier(_), Value::Text(text)) => {
            return Ok(text);
        }
        (Type::Date, Value::Text(text)) if is_date(text) => return Ok(text),
        (Type::Timestamp | Type::OffsetDateTime, Value::Text(text)) if is_date_time(text) => {
            return Ok(text);
        }
        (Type::Decimal, Value::Number(text)) => return Ok(text),
        (Type::Integer, Value::Number(text)) if text.parse::<i64>().is_ok() => return Ok(text),
        (Type::Boolean, Value::Boolean(_)) => return Ok(""),
        (Type::Text | Type::Secret | Type::Enum(_) | Type::Identifier(_), _) => "a text",
        (Type::Date, _) => "a date",
        (Type::Timestamp | Type::OffsetDateTime, _) => "a date with a time",
        (Type::Decimal, _) => "a number",
        (Type::Integer, _) => "a whole number",
        (Type::Boolean | Type::Flag(..), _) => "true or false",
        (Type::Object(_), _) => "an object",
    };
    Err(expected)
}

/// What a sample shows where `expected` was wanted.
fn words(value: &Value, expected: &str) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Boolean(_) => "true or false",
        Value::Number(_) => "a number",
        Value::Text(_) if expected.starts_with("a date") => "another text",
        Value::Text(_) => "a text",
        Value::List(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn fits_precision(text: &str, digits: u32, scale: u32) -> bool {
    let text = text.trim_start_matches('-');
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let fraction = fraction.trim_end_matches('0');
    let whole = whole.trim_start_matches('0');
    fraction.len() <= scale as usize && whole.len() + fraction.len() <= digits as usize
}

/// Whether a text has the shape of a format. The generated crate asks the lists of currencies and
/// countries; here the shape is enough to notice a sample in the wrong place.
fn has_format(format: Format, text: &str) -> bool {
    let upper = |text: &str| text.chars().all(|c| c.is_ascii_uppercase());
    match format {
        Format::Uuid => is_uuid(text),
        Format::Currency => text.len() == 3 && upper(text),
        Format::Country => matches!(text.len(), 2 | 3) && upper(text),
        Format::Culture => text.split_once('-').is_some_and(|(language, country)| {
            let is_letters = |it: &str| it.chars().all(|c| c.is_ascii_alphabetic());
            let is_number = country.len() == 3 && country.chars().all(|c| c.is_ascii_digit());
            matches!(language.len(), 2 | 3)
                && is_letters(language)
                && (country.len() == 2 && is_letters(country) || is_number)
        }),
        Format::Email => text.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && !host.is_empty() && !host.contains('@')
        }),
        Format::TimeZone => !text.is_empty() && !text.contains(' '),
    }
}

fn form(format: Format) -> &'static str {
    match format {
        Format::Uuid => "a UUID",
        Format::Currency => "three capitals",
        Format::Country => "two or three capitals",
        Format::Culture => "language and country like `en-US`",
        Format::Email => "an e-mail address",
        Format::TimeZone => "a name of the time zone database",
    }
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let is_hex = |it: &&str| it.chars().all(|c| c.is_ascii_hexdigit());
    groups.iter().map(|it| it.len()).eq([8, 4, 4, 4, 12]) && groups.iter().all(is_hex)
}

fn is_identifier(identifier: &Identifier, text: &str) -> bool {
    let Some(prefix) = &identifier.prefix else {
        return is_uuid(text);
    };
    let Some((head, uuid)) = text.split_at_checked(prefix.len()) else {
        return false;
    };
    let is_prefix = match identifier.ignore_case {
        true => head.eq_ignore_ascii_case(prefix),
        false => head == prefix,
    };
    is_prefix && uuid.strip_prefix('-').is_some_and(is_uuid)
}

/// Whether a text is a date as `YYYY-MM-DD`, of a month that has the day.
pub(super) fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let lengths = parts.iter().map(|it| it.len()).eq([4, 2, 2]);
    let number = |it: &&str| it.chars().all(|c| c.is_ascii_digit()).then(|| it.parse().ok())?;
    let numbers: Option<Vec<u32>> = parts.iter().map(number).collect();
    match numbers.as_deref() {
        Some([year, month, day]) if lengths => {
            let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            let days = match month {
                2 => 28 + u32::from(is_leap),
                4 | 6 | 9 | 11 => 30,
                1..=12 => 31,
                _ => 0,
            };
            (1..=days).contains(day)
        }
        _ => false,
    }
}

/// Whether a text is a date, a `T`, a time with any fraction of a second, and `Z` or an offset: what
/// the client parses. A minute may have a 61st second.
fn is_date_time(text: &str) -> bool {
    let Some((date, (clock, rest))) =
        text.split_once('T').and_then(|(date, time)| Some((date, time.split_at_checked(8)?)))
    else {
        return false;
    };
    let zone = match rest.strip_prefix('.') {
        Some(fraction) => fraction.trim_start_matches(|c: char| c.is_ascii_digit()),
        None => rest,
    };
    let is_fraction = rest.len() - zone.len() != 1;
    let is_zone = zone == "Z"
        || zone.strip_prefix(['+', '-']).is_some_and(|offset| is_clock(offset, &[23, 59]));
    is_date(date) && is_clock(clock, &[23, 59, 60]) && is_fraction && is_zone
}

/// Whether a text is numbers of two digits with colons between, each at most the one given.
fn is_clock(text: &str, most: &[u8]) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    let is_part = |(part, most): (&&str, &u8)| {
        part.len() == 2
            && part.chars().all(|c| c.is_ascii_digit())
            && part.parse::<u8>().is_ok_and(|it| it <= *most)
    };
    parts.len() == most.len() && parts.iter().zip(most).all(is_part)
}

/// The samples without positions.
pub(super) fn samples(raw: &spec::Samples) -> Samples {
    let sample = |value: &Spanned<Value>| convert(&value.value);
    Samples {
        request: raw.request.as_ref().map(sample),
        answer: raw.answer.as_ref().map(sample),
        errors: raw
            .errors
            .iter()
            .map(|it| ErrorSample { status: it.status.value, body: convert(&it.body.value) })
            .collect(),
        broken: BTreeSet::new(),
    }
}

pub(crate) fn convert(value: &Value) -> Sample {
    match value {
        Value::Null => Sample::Null,
        Value::Boolean(value) => Sample::Boolean(*value),
        Value::Number(digits) => Sample::Number(digits.clone()),
        Value::Text(text) => Sample::Text(text.clone()),
        Value::List(values) => Sample::List(values.iter().map(|it| convert(&it.value)).collect()),
        Value::Object(entries) => Sample::Object(
            entries.iter().map(|(key, value)| (key.value.clone(), convert(&value.value))).collect(),
        ),
    }
}
