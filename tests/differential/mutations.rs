//! What is done to a valid value: the mistakes that callers make.

use generator::api::{Limit, Object, Part, Row, RuleKind, Type};

use super::values::{Maker, bounds, max_length, precision};
use crate::example::{UNITS, long_text};
use crate::formats;
use crate::json::{Json, below};
use crate::places;

impl Maker<'_> {
    /// The value with one mistake more, or none if there is nothing to mistake.
    pub(super) fn mutated(&mut self, object: &Object, json: &Json) -> Json {
        let tables = places::objects(self.api, object, json);
        let table = &tables[self.rng.usize(..tables.len())];
        let (object, pointer) = (table.object, table.pointer.as_str());
        let rows: Vec<&Row> = object.part(Part::Body).collect();
        if rows.is_empty() || !matches!(json.at(pointer), Some(Json::Object(_))) {
            return json.clone();
        }
        if !object.rules.is_empty() && self.rng.u8(..3) == 0 {
            return self.against_a_rule(object, json, pointer);
        }
        let row = self.any(&rows);
        let place = below(pointer, &row.wire);
        match self.rng.u8(..10) {
            0 => json.without(&place),
            1 => json.with(&place, Json::Null),
            2 => json.with(&place, self.wrong_type()),
            3 => json.with(&below(pointer, "surplus"), self.wrong_type()),
            _ => {
                let value = match row.many {
                    false => self.wrong(row, json.at(&place)),
                    true => {
                        let mut items: Vec<Json> =
                            (0..self.rng.usize(..3)).map(|_| self.one(row, 3)).collect();
                        let at = self.rng.usize(..=items.len());
                        items.insert(at, self.wrong(row, None));
                        Json::List(items)
                    }
                };
                json.with(&place, value)
            }
        }
    }

    /// Gives and takes rows that a rule is about: both, neither, one of several.
    fn against_a_rule(&mut self, object: &Object, json: &Json, pointer: &str) -> Json {
        let rule = &object.rules[self.rng.usize(..object.rules.len())];
        let toggle = |maker: &mut Self, json: &Json, row: &Row| {
            let place = below(pointer, &row.wire);
            match maker.rng.u8(..5) {
                0 => json.with(&place, Json::Null),
                1 | 2 => json.without(&place),
                _ => json.with(&place, maker.not_null(row, 3)),
            }
        };
        match &rule.kind {
            RuleKind::AtLeastOneOf(rows)
            | RuleKind::ExactlyOneOf(rows)
            | RuleKind::Together(rows) => {
                rows.iter().fold(json.clone(), |json, row| toggle(self, &json, &object.rows[*row]))
            }
            RuleKind::RequiredWhen { row, when, values } => {
                let value = &values[self.rng.usize(..values.len())];
                let value = if self.rng.bool() { value.clone() } else { self.any_case(value) };
                let json = json.with(&below(pointer, &object.rows[*when].wire), Json::text(value));
                toggle(self, &json, &object.rows[*row])
            }
        }
    }

    /// A value of the right type that the row may not have, or only just.
    fn wrong(&mut self, row: &Row, present: Option<&Json>) -> Json {
        match &row.ty {
            Type::Decimal => Json::Number(self.wrong_decimal(row)),
            Type::Integer => Json::Number(self.wrong_integer(row)),
            Type::Boolean | Type::Flag(..) | Type::Object(_) => self.wrong_type(),
            _ => {
                let text = match present {
                    Some(Json::Text(text)) => text.clone(),
                    _ => match self.one(row, 3) {
                        Json::Text(text) => text,
                        other => return other,
                    },
                };
                Json::text(self.wrong_text(row, &text))
            }
        }
    }

    fn wrong_text(&mut self, row: &Row, text: &str) -> String {
        let format = row.limits.iter().find_map(|limit| match limit {
            Limit::Format(format) => Some(*format),
            _ => None,
        });
        let known: &[&str] = match (format, formats::readable(&row.ty)) {
            (Some(format), _) => formats::wrong(format),
            (None, Some([_, wrong])) => wrong,
            (None, None) => &["", " ", "null", "0", "\u{0}", "\u{feff}x"],
        };
        let unit = self.any(UNITS);
        let is_time = matches!(row.ty, Type::Date | Type::Timestamp | Type::OffsetDateTime);
        if is_time && self.rng.u8(..8) == 0 {
            return self.edge_of_calendar(row);
        }
        match self.rng.u8(..10) {
            0 => format!("{text}\n"),
            1 => format!(" {text}"),
            2 => format!("{text}{unit}"),
            3 => self.any_case(text),
            4 => other_script(text),
            5 => text.chars().skip(1).collect(),
            6 | 7 => self.any(known).to_owned(),
            // One character too long, or just as long as allowed.
            8 => long_text(unit, max_length(row).unwrap_or(20) + 1),
            _ => long_text(unit, max_length(row).unwrap_or(20)),
        }
    }

    /// The first and the last days that four digits of a year can name.
    fn edge_of_calendar(&mut self, row: &Row) -> String {
        let day = self.any(&["0000-01-01", "0000-02-29", "0001-01-01", "9999-12-30", "9999-12-31"]);
        match row.ty {
            Type::Date => day.to_owned(),
            _ => format!("{day}T{}Z", self.any(&["00:00:00", "12:30:00", "23:59:59"])),
        }
    }

    /// At the edge of the digits, or one beyond.
    fn wrong_decimal(&mut self, row: &Row) -> String {
        let (digits, scale) = precision(row).unwrap_or((15, 4));
        let nines = |count: u32| "9".repeat(count as usize);
        let sign = if self.rng.bool() { "-" } else { "" };
        let after = self.rng.u32(..=scale.min(digits));
        let number = match self.rng.u8(..9) {
            0 => nines(digits),
            1 => nines(digits + 1),
            2 => format!("1{}", "0".repeat(digits as usize)),
            3 => format!("0.{}1", "0".repeat(scale as usize)),
            4 => format!("0.{}1", "0".repeat((scale as usize).saturating_sub(1))),
            5 | 6 if digits > after => {
                let more = u32::from(self.rng.bool());
                let fraction = nines(after);
                let point = if after == 0 { "" } else { "." };
                format!("{}{point}{fraction}", nines(digits - after + more))
            }
            7 => "1.50e1".to_owned(),
            _ => "0.000".to_owned(),
        };
        format!("{sign}{number}")
    }

    /// At the edge of the range, one beyond, or no whole number.
    fn wrong_integer(&mut self, row: &Row) -> String {
        let (min, max) = bounds(row);
        let (min, max) = (i128::from(min), i128::from(max));
        match self.rng.u8(..9) {
            0 => (min - 1).to_string(),
            1 => (max + 1).to_string(),
            2 => min.to_string(),
            3 => max.to_string(),
            4 => "0".to_owned(),
            5 => format!("{}.0", max.min(1000)),
            6 => "1.5".to_owned(),
            7 => "9223372036854775808".to_owned(),
            _ => "1e1".to_owned(),
        }
    }

    fn wrong_type(&mut self) -> Json {
        match self.rng.u8(..8) {
            0 => Json::Null,
            1 => Json::Boolean(self.rng.bool()),
            2 => Json::number(self.rng.i8(..)),
            3 => Json::Number("7.5".to_owned()),
            4 => Json::text("7.5"),
            5 => Json::text("text"),
            6 => Json::List(vec![Json::text("item")]),
            _ => Json::Object(vec![("further".to_owned(), Json::Null)]),
        }
    }
}

/// Letters that look the same, of another script.
fn other_script(text: &str) -> String {
    let change = |c: char| match c {
        'A' => '\u{410}',
        'E' => '\u{415}',
        'a' => '\u{430}',
        'e' => '\u{435}',
        '0' => '\u{660}',
        '1' => '\u{ff11}',
        '-' => '\u{2010}',
        other => other,
    };
    text.chars().map(change).collect()
}
