//! Values of nobody, where a page shows none.

use crate::api::{Api, Format, Limit, Row, Type};

/// A UUID that is nobody's.
const UUID: &str = "00000000-0000-4000-8000-000000000000";

/// A value that keeps the row's limits.
pub(crate) fn made_up(row: &Row, api: &Api) -> String {
    match &row.ty {
        Type::Date => "2030-01-31".to_owned(),
        Type::Timestamp => fitting(row, &["2030-01-31T12:00:00.000Z", "2030-01-31T12:00:00Z"]),
        Type::OffsetDateTime => {
            let whole_seconds = ["2030-01-31T12:00:00+01:00", "2030-01-31T12:00:00Z"];
            fitting(row, &["2030-01-31T12:00:00.000+01:00", whole_seconds[0], whole_seconds[1]])
        }
        Type::Decimal => "1".to_owned(),
        Type::Integer => {
            let in_range = row.limits.iter().find_map(|limit| match limit {
                Limit::Range { min, max } => Some(1.clamp(*min, *max)),
                _ => None,
            });
            in_range.unwrap_or(1).to_string()
        }
        Type::Boolean | Type::Flag(..) => "true".to_owned(),
        Type::Identifier(id) => match &api.identifier(*id).prefix {
            Some(prefix) => format!("{prefix}-{UUID}"),
            None => UUID.to_owned(),
        },
        Type::Enum(id) => {
            let values = &api.enumeration(*id).values;
            values.first().map(|(value, _)| value.clone()).unwrap_or_default()
        }
        Type::Text | Type::Secret | Type::Object(_) => made_up_text(row),
    }
}

fn made_up_text(row: &Row) -> String {
    let format = row.limits.iter().find_map(|limit| match limit {
        Limit::Format(format) => Some(*format),
        _ => None,
    });
    match format {
        Some(Format::Uuid) => UUID.to_owned(),
        Some(Format::Currency) => "EUR".to_owned(),
        Some(Format::Country) => "DE".to_owned(),
        Some(Format::Culture) => "en-US".to_owned(),
        Some(Format::Email) => fitting(row, &["jo@example.com", "a@b"]),
        Some(Format::TimeZone) => fitting(row, &["Europe/Berlin", "UTC"]),
        None => "example".chars().take(max_length(row)).collect(),
    }
}

/// The first of some texts that is not too long for its row. The check refuses rows that are too
/// short for the last.
fn fitting(row: &Row, texts: &[&str]) -> String {
    let most = max_length(row);
    let fits = texts.iter().find(|it| it.len() <= most).or(texts.last());
    fits.map(|it| (*it).to_owned()).unwrap_or_default()
}

fn max_length(row: &Row) -> usize {
    let most = row.limits.iter().filter_map(|limit| match limit {
        Limit::MaxLength(most) => Some(*most as usize),
        _ => None,
    });
    most.min().unwrap_or(usize::MAX)
}
