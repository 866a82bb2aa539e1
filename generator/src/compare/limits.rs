//! Limits of a row, compared by what they let through.

use crate::api::{Api, Format, Limit, Row, Sample, Type};

use super::catalogue::Kind;
use super::rows::Rows;
use super::walk::Walk;
use super::witness::{Given, made_up};

/// Compares the limits of a row whose type is the same in both specs.
pub(super) fn compare<'a>(walk: &mut Walk<'a>, rows: &Rows<'a>) {
    let (old, new) = (rows.old, rows.new);
    compare_lengths(walk, rows, length(old), length(new));
    compare_numbers(walk, rows);
    compare_formats(walk, rows, format(old), format(new));
}

fn compare_lengths<'a>(walk: &mut Walk<'a>, rows: &Rows<'a>, old: Option<u32>, new: Option<u32>) {
    let kind = match (old, new) {
        (old, new) if old == new => return,
        (Some(old), Some(new)) if new > old => Kind::LengthExtended,
        (_, None) => Kind::LengthExtended,
        _ => Kind::LengthShortened,
    };
    let shown = new.and_then(|new| longer(rows.old, new)).map(|text| given(rows.old, text));
    let words = [old, new].map(|it| match it {
        Some(most) => Limit::MaxLength(most).words(rows.old, walk.old),
        None => "no limit".to_owned(),
    });
    rows.add(walk, kind, words, shown);
}

/// A text that is one character too long, if one of the row's form can be made.
fn longer(row: &Row, most: u32) -> Option<String> {
    let characters = most as usize + 1;
    if row.ty == Type::Timestamp {
        let digits = characters.checked_sub("2030-01-31T12:00:00.Z".len()).filter(|it| *it > 0)?;
        return Some(format!("2030-01-31T12:00:00.{}Z", "0".repeat(digits)));
    }
    match format(row) {
        None if matches!(row.ty, Type::Text | Type::Secret) => Some("x".repeat(characters)),
        Some(Format::Email) => {
            let local = characters.checked_sub("@example.com".len()).filter(|it| *it > 0)?;
            Some(format!("{}@example.com", "x".repeat(local)))
        }
        Some(Format::TimeZone) => Some("x".repeat(characters)),
        _ => None,
    }
}

fn given(row: &Row, text: String) -> Given {
    let one = Sample::Text(text);
    Given::Value(if row.many { Sample::List(vec![one]) } else { one })
}

/// The numbers that a row takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Numbers {
    /// Whole numbers between two.
    Whole(i64, i64),
    /// So many digits in all, and after the point.
    Decimal(u32, u32),
}

impl Numbers {
    fn of(row: &Row) -> Option<Self> {
        let ends = |max: i64| Self::Whole(-max, max);
        let any = match row.ty {
            Type::Integer => Self::Whole(i64::MIN, i64::MAX),
            Type::Decimal => Self::Decimal(u32::MAX, u32::MAX),
            _ => return None,
        };
        let limited = row.limits.iter().find_map(|limit| match limit {
            Limit::MaxDigits(most) => {
                Some(10_i64.checked_pow(*most).map_or(any, |it| ends(it - 1)))
            }
            Limit::Range { min, max } => Some(Self::Whole(*min, *max)),
            Limit::Precision { digits, scale } => Some(Self::Decimal(*digits, *scale)),
            _ => None,
        });
        Some(limited.unwrap_or(any))
    }

    fn is_within(self, other: Self) -> bool {
        match (self, other) {
            (Self::Whole(min, max), Self::Whole(least, most)) => least <= min && max <= most,
            (Self::Decimal(digits, scale), Self::Decimal(most, finest)) => {
                digits <= most && scale <= finest
            }
            _ => false,
        }
    }

    /// A number that is taken here and not there.
    fn beyond(self, other: Self) -> Option<String> {
        match (self, other) {
            (Self::Whole(_, max), Self::Whole(_, most)) if max > most => {
                Some((most + 1).to_string())
            }
            (Self::Whole(min, _), Self::Whole(least, _)) if min < least => {
                Some((least - 1).to_string())
            }
            (Self::Decimal(_, scale), Self::Decimal(_, finest))
                if scale > finest && finest < 20 =>
            {
                Some(format!("0.{}1", "0".repeat(finest as usize)))
            }
            (Self::Decimal(digits, _), Self::Decimal(most, _)) if digits > most && most < 20 => {
                Some(format!("1{}", "0".repeat(most as usize)))
            }
            _ => None,
        }
    }
}

fn compare_numbers<'a>(walk: &mut Walk<'a>, rows: &Rows<'a>) {
    let (Some(old), Some(new)) = (Numbers::of(rows.old), Numbers::of(rows.new)) else { return };
    let kind = match (new.is_within(old), old.is_within(new)) {
        (true, true) => return,
        (true, false) => Kind::NumberNarrowed,
        (false, true) => Kind::NumberWidened,
        (false, false) => Kind::NumberMoved,
    };
    let number = |text: String| {
        let one = Sample::Number(text);
        Given::Value(if rows.old.many { Sample::List(vec![one]) } else { one })
    };
    let words = [(rows.old, walk.old), (rows.new, walk.new)].map(|(row, api)| numbers(row, api));
    rows.add(walk, kind, words, old.beyond(new).map(number));
}

fn numbers(row: &Row, api: &Api) -> String {
    let is_it = |it: &&Limit| {
        matches!(it, Limit::MaxDigits(_) | Limit::Range { .. } | Limit::Precision { .. })
    };
    match row.limits.iter().find(is_it) {
        Some(limit) => limit.words(row, api),
        None => "no limit".to_owned(),
    }
}

fn compare_formats<'a>(
    walk: &mut Walk<'a>,
    rows: &Rows<'a>,
    old: Option<Format>,
    new: Option<Format>,
) {
    let kind = match (old, new) {
        (old, new) if old == new => return,
        (None, Some(_)) => Kind::FormatAdded,
        (_, None) => Kind::FormatDropped,
        (Some(_), Some(_)) => Kind::FormatChanged,
    };
    let text = match old {
        None => "?".to_owned(),
        Some(_) => made_up(rows.old, walk.old),
    };
    let words = [old, new].map(|it| match it {
        Some(format) => format.words().to_owned(),
        None => "any text".to_owned(),
    });
    rows.add(walk, kind, words, Some(given(rows.old, text)));
}

/// The most characters of a row.
pub(super) fn length(row: &Row) -> Option<u32> {
    row.limits.iter().find_map(|limit| match limit {
        Limit::MaxLength(most) => Some(*most),
        _ => None,
    })
}

fn format(row: &Row) -> Option<Format> {
    row.limits.iter().find_map(|limit| match limit {
        Limit::Format(format) => Some(*format),
        _ => None,
    })
}
