//! Values made from the spec: valid ones, different each time.

use fastrand::Rng;
use generator::Api;
use generator::api::{Format, Limit, Mandatory, Object, Part, Row, Rule, RuleKind, Type};

use crate::example::{UNITS, long_text};
use crate::formats;
use crate::json::Json;

/// How deep objects are found in each other before only mandatory ones go on.
const DEEPEST: usize = 4;

/// Makes values of the rows of an API.
pub(crate) struct Maker<'a> {
    pub(crate) api: &'a Api,
    pub(crate) rng: Rng,
}

impl Maker<'_> {
    /// A valid value of an object; of a request, its body.
    pub(crate) fn object(&mut self, object: &Object, depth: usize) -> Json {
        let mut entries = Vec::new();
        let given = self.given(object, depth);
        for (row, given) in object.rows.iter().zip(given) {
            if given && row.part == Part::Body {
                entries.push((row.wire.clone(), self.row(row, depth)));
            }
        }
        let mut json = Json::Object(entries);
        self.keep_deciding_rules(object, &mut json, depth);
        json
    }

    /// Which rows to give, so that the rules over them are kept.
    fn given(&mut self, object: &Object, depth: usize) -> Vec<bool> {
        let choose = |maker: &mut Self, row: &Row| {
            row.mandatory == Mandatory::Yes || depth < DEEPEST && maker.rng.bool()
        };
        let mut given: Vec<bool> = object.rows.iter().map(|row| choose(self, row)).collect();
        for _ in 0..object.rules.len() {
            for rule in &object.rules {
                self.keep(rule, &mut given);
            }
        }
        given
    }

    fn keep(&mut self, rule: &Rule, given: &mut [bool]) {
        match &rule.kind {
            RuleKind::AtLeastOneOf(rows) if !rows.iter().any(|row| given[*row]) => {
                given[self.any(rows)] = true;
            }
            RuleKind::ExactlyOneOf(rows) if rows.iter().filter(|row| given[**row]).count() != 1 => {
                let one = self.any(rows);
                rows.iter().for_each(|row| given[*row] = *row == one);
            }
            RuleKind::Together(rows) if rows.iter().any(|row| given[*row]) => {
                rows.iter().for_each(|row| given[*row] = true);
            }
            _ => {}
        }
    }

    /// Adds the rows that the value of another one makes mandatory.
    fn keep_deciding_rules(&mut self, object: &Object, json: &mut Json, depth: usize) {
        for rule in &object.rules {
            let RuleKind::RequiredWhen { row, when, values } = &rule.kind else { continue };
            let (row, when) = (&object.rows[*row], &object.rows[*when]);
            let decides = match json.get(&when.wire) {
                Some(Json::Text(text)) => values.iter().any(|it| it.eq_ignore_ascii_case(text)),
                _ => false,
            };
            if decides && matches!(json.get(&row.wire), None | Some(Json::Null)) {
                let value = self.not_null(row, depth);
                *json = json.with(&format!("/{}", row.wire), value);
            }
        }
    }

    fn row(&mut self, row: &Row, depth: usize) -> Json {
        // Null counts as not given, so a row that a rule may name stays as it is.
        let may_be_null = row.nullable && row.mandatory != Mandatory::Conditional;
        if may_be_null && self.rng.u8(..8) == 0 { Json::Null } else { self.not_null(row, depth) }
    }

    pub(super) fn not_null(&mut self, row: &Row, depth: usize) -> Json {
        if !row.many {
            return self.one(row, depth);
        }
        let count = if depth < DEEPEST { self.rng.usize(..3) } else { 0 };
        Json::List((0..count).map(|_| self.one(row, depth)).collect())
    }

    /// A valid value, in a list one item.
    pub(super) fn one(&mut self, row: &Row, depth: usize) -> Json {
        match &row.ty {
            Type::Text | Type::Secret => Json::text(self.text(row)),
            Type::Date => Json::text(self.date()),
            Type::Timestamp | Type::OffsetDateTime => Json::text(self.moment(row)),
            Type::Decimal => Json::Number(self.decimal(row)),
            Type::Integer => Json::number(self.integer(row)),
            Type::Boolean | Type::Flag(..) => Json::Boolean(self.rng.bool()),
            Type::Identifier(id) => {
                let identifier = self.api.identifier(*id);
                let uuid = self.uuid();
                Json::text(match &identifier.prefix {
                    Some(prefix) if identifier.ignore_case => {
                        format!("{}-{uuid}", self.any_case(prefix))
                    }
                    Some(prefix) => format!("{prefix}-{uuid}"),
                    None => uuid,
                })
            }
            Type::Enum(id) => {
                let entry = self.api.enumeration(*id);
                let value = &entry.values[self.rng.usize(..entry.values.len())].0;
                let value = if entry.ignore_case { self.any_case(value) } else { value.clone() };
                Json::text(value)
            }
            Type::Object(id) => {
                let object = self.api.object(*id);
                self.object(object, depth + 1)
            }
        }
    }

    fn text(&mut self, row: &Row) -> String {
        let most = max_length(row);
        if let Some(format) = format(row) {
            let right: Vec<&&str> = formats::right(format)
                .iter()
                .filter(|it| it.chars().count() <= most.unwrap_or(usize::MAX))
                .collect();
            return right[self.rng.usize(..right.len())].to_string();
        }
        let most = most.unwrap_or(40);
        let length = match self.rng.u8(..4) {
            0 => most,
            1 => 0,
            _ => self.rng.usize(..=most.min(12)),
        };
        long_text(UNITS[self.rng.usize(..UNITS.len())], length)
    }

    fn date(&mut self) -> String {
        const DAYS: &[&str] =
            &["2024-02-29", "2000-02-29", "1999-12-31", "0001-01-01", "9998-06-30", "0004-02-29"];
        match self.rng.bool() {
            true => DAYS[self.rng.usize(..DAYS.len())].to_owned(),
            false => {
                let (year, month, day) =
                    (self.rng.u16(1..9998), self.rng.u8(1..=12), self.rng.u8(1..=28));
                format!("{year:04}-{month:02}-{day:02}")
            }
        }
    }

    fn moment(&mut self, row: &Row) -> String {
        let most = max_length(row).unwrap_or(40);
        let zones: &[&str] = if most >= 25 { &["Z", "+02:00", "-08:30", "-00:00"] } else { &["Z"] };
        let zone = zones[self.rng.usize(..zones.len())];
        let (hour, minute, second) = (self.rng.u8(..24), self.rng.u8(..60), self.rng.u8(..=60));
        let start = format!("{}T{hour:02}:{minute:02}:{second:02}", self.date());
        let room = most - start.len() - zone.len();
        let digits = if room < 2 { 0 } else { self.rng.usize(..room.min(12)) };
        let fraction: String = (0..digits).map(|_| self.rng.digit(10)).collect();
        let point = if digits == 0 { "" } else { "." };
        format!("{start}{point}{fraction}{zone}")
    }

    /// A number of as many digits as allowed, or of few.
    fn decimal(&mut self, row: &Row) -> String {
        let (digits, scale) = precision(row).unwrap_or((15, 4));
        let after = self.rng.u32(..=scale.min(digits));
        // A float holds fifteen digits; what lies beyond is the business of a named difference.
        let before = self.rng.u32(..=(digits.min(15) - after.min(15)));
        let mut number: String = (0..before).map(|_| self.rng.digit(10)).collect();
        number = number.trim_start_matches('0').to_owned();
        if number.is_empty() {
            number.push('0');
        }
        if self.rng.u8(..4) == 0 {
            number.insert(0, '-');
        }
        if after > 0 {
            number.push('.');
            number.extend((0..after).map(|_| self.rng.digit(10)));
        }
        number
    }

    fn integer(&mut self, row: &Row) -> i64 {
        let (min, max) = bounds(row);
        match self.rng.u8(..4) {
            0 => min,
            1 => max,
            _ => self.rng.i64(min..=max),
        }
    }

    fn uuid(&mut self) -> String {
        const DIGITS: &[u8] = b"0123456789abcdefABCDEF";
        let hex: String = (0..32).map(|_| char::from(self.any(DIGITS))).collect();
        format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
    }

    pub(super) fn any_case(&mut self, text: &str) -> String {
        let change = |c: char| match self.rng.bool() {
            true => c.to_ascii_uppercase(),
            false => c.to_ascii_lowercase(),
        };
        text.chars().map(change).collect()
    }

    pub(super) fn any<T: Copy>(&mut self, values: &[T]) -> T {
        values[self.rng.usize(..values.len())]
    }
}

pub(super) fn max_length(row: &Row) -> Option<usize> {
    row.limits.iter().find_map(|limit| match limit {
        Limit::MaxLength(most) => usize::try_from(*most).ok(),
        _ => None,
    })
}

pub(super) fn precision(row: &Row) -> Option<(u32, u32)> {
    row.limits.iter().find_map(|limit| match limit {
        Limit::Precision { digits, scale } => Some((*digits, *scale)),
        _ => None,
    })
}

pub(super) fn format(row: &Row) -> Option<Format> {
    row.limits.iter().find_map(|limit| match limit {
        Limit::Format(format) => Some(*format),
        _ => None,
    })
}

/// The least and the most of a whole number.
pub(super) fn bounds(row: &Row) -> (i64, i64) {
    row.limits.iter().fold((i64::MIN, i64::MAX), |bounds, limit| match limit {
        Limit::Range { min, max } => (*min, *max),
        Limit::MaxDigits(digits) => match 10_i64.checked_pow(*digits) {
            Some(beyond) => (1 - beyond, beyond - 1),
            None => bounds,
        },
        _ => bounds,
    })
}
