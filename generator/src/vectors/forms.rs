//! Texts that have a form, and texts that have it not: written down, so that no recogniser is
//! asked.

use crate::api::{Format, Identifier, Limit, Row, Type};

use super::case::text;
use super::values::{Tried, long, max_length, right, wrong};

const UUID: &str = "60b8fe39-1c71-40e8-b2b8-d2ae4b5d9c20";
const CAPITALS: &str = "60B8FE39-1C71-40E8-B2B8-D2AE4B5D9C20";

/// Texts with and without a form, as far as they are not too long besides.
pub(super) fn of(format: Format, most: Option<u32>) -> Vec<Tried> {
    let (having, lacking): (&[&str], &[&str]) = match format {
        Format::Uuid => (
            &[CAPITALS],
            &["", "60b8fe391c7140e8b2b8d2ae4b5d9c20", "60b8fe39-1c71-40e8-b2b8-d2ae4b5d9c2g"],
        ),
        Format::Currency => (&["USD", "JPY", "CHF"], &["", "eur", "EURO", "978", "ABC", "DEM"]),
        Format::Country => (&["DEU", "US", "USA", "CA"], &["", "de", "D", "XX", "ZZZ", "276"]),
        Format::Culture => {
            (&["de-de", "es-419", "fil-PH"], &["", "en", "en_US", "english-US", "en-USA", "en-US "])
        }
        Format::Email => (
            &["a@b", "jörg@müller.example", "用户@例え.jp"],
            &["", "@b", "a@", "ab", "a@b@c", "a b@c", "a@b\n"],
        ),
        Format::TimeZone => (
            &["America/Argentina/Buenos_Aires", "Etc/GMT+1", "UTC"],
            &["", "Europe/", "Europe//Berlin", "+01:00", "Europe Berlin"],
        ),
    };
    let fits = |it: &&&str| most.is_none_or(|most| it.chars().count() <= most as usize);
    let having = having.iter().map(|it| match fits(&it) {
        true => right(format!("{it:?}"), text(*it)),
        false => wrong(format!("{it:?}, too long"), text(*it)),
    });
    let lacking = lacking.iter().map(|it| wrong(format!("{it:?}, not of the form"), text(*it)));
    let mut tried: Vec<Tried> = having.chain(lacking).collect();
    tried.extend(most.into_iter().flat_map(|most| lengths(format, most)));
    tried
}

/// As long as the row allows, and a character longer.
fn lengths(format: Format, most: u32) -> Vec<Tried> {
    const HOST: &str = "@example.com";
    let of_length = |characters: u32| match format {
        Format::Email => {
            let local = (characters as usize).checked_sub(HOST.len()).filter(|it| *it > 0)?;
            Some(text(format!("{}{HOST}", "ü".repeat(local))))
        }
        Format::TimeZone => Some(long("x", characters)),
        _ => None,
    };
    let at = of_length(most).map(|it| right(format!("{most} characters"), it));
    let beyond = of_length(most + 1).unwrap_or_else(|| long("x", most + 1));
    at.into_iter().chain([wrong(format!("{} characters", most + 1), beyond)]).collect()
}

pub(super) fn dates() -> Vec<Tried> {
    let having = ["2024-02-29", "9999-12-31"].map(|it| right(it, text(it)));
    let lacking =
        ["", "2023-02-29", "2024-13-01", "2024-1-1", "01.02.2024", "2024-01-01T00:00:00Z"];
    let lacking = lacking.map(|it| wrong(format!("{it:?}, no date"), text(it)));
    having.into_iter().chain(lacking).collect()
}

pub(super) fn moments(row: &Row) -> Vec<Tried> {
    let most = max_length(row).unwrap_or(u32::MAX) as usize;
    let having = ["2021-05-10T15:38:01Z", "2024-02-29T23:59:59.999Z", "2021-05-10T15:38:01-08:00"];
    let lacking = [
        "",
        "2021-05-10",
        "2021-05-10 15:38:01Z",
        "2021-05-10T15:38:01",
        "2021-05-10T24:00:00Z",
        "2023-02-29T00:00:00Z",
    ];
    let having = having.into_iter().filter(|it| it.len() <= most).map(|it| right(it, text(it)));
    let lacking = lacking.map(|it| wrong(format!("{it:?}, no date and time"), text(it)));
    let mut tried: Vec<Tried> = having.chain(lacking).collect();
    if row.limits.iter().any(|limit| matches!(limit, Limit::MaxLength(_))) {
        let zone = if row.ty == Type::OffsetDateTime { "+01:00" } else { "Z" };
        let name = |it: &str| format!("{} characters", it.len());
        tried.extend(padded(most, zone).map(|it| right(name(&it), text(it))));
        tried.extend(padded(most + 1, zone).map(|it| wrong(name(&it), text(it))));
    }
    tried
}

/// A date and time of so many characters, if there is one.
fn padded(characters: usize, zone: &str) -> Option<String> {
    const START: &str = "2030-01-31T12:00:07";
    let fraction = match characters.checked_sub(START.len() + zone.len())? {
        0 => String::new(),
        1 => return None,
        length => format!(".{}", "120".chars().cycle().take(length - 1).collect::<String>()),
    };
    Some(format!("{START}{fraction}{zone}"))
}

pub(super) fn identifiers(kind: &Identifier) -> Vec<Tried> {
    let of_kind = |prefix: &str, uuid: &str| match prefix {
        "" => uuid.to_owned(),
        _ => format!("{prefix}-{uuid}"),
    };
    let prefix = kind.prefix.as_deref().unwrap_or_default();
    let mut tried = vec![right("capital digits", text(of_kind(prefix, CAPITALS)))];
    for other in [prefix.to_ascii_lowercase(), prefix.to_ascii_uppercase()] {
        if other != prefix {
            let word = text(of_kind(&other, UUID));
            tried.push((format!("prefix {other}"), word, kind.ignore_case));
        }
    }
    if !prefix.is_empty() {
        tried.push(wrong("no prefix", text(UUID)));
    }
    let short = &UUID[..UUID.len() - 1];
    tried.extend([
        wrong("another prefix", text(of_kind("Surely", UUID))),
        wrong("a digit less", text(of_kind(prefix, short))),
        wrong("a digit more", text(format!("{}0", of_kind(prefix, UUID)))),
        wrong("empty", text("")),
    ]);
    tried
}
