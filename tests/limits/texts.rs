//! Values for rows of text, of dates and of times.

use generator::api::{Format, Limit, Row, Type};

use super::{Probe, accepted, unreadable};
use crate::example::{UNITS, long_text, of_form, padded_offset_date_time, padded_timestamp};
use crate::formats;
use crate::json::Json;
use crate::limits::Claim;

/// Texts that none may object to.
const ODD: &[&str] = &["", " ", "\"", "\\", "a\nb", "\u{0}", "\u{202e}", "null"];

pub(super) fn probes(row: &Row) -> Vec<Probe<'_>> {
    let format = format(row);
    let mut probes = Vec::new();
    for limit in &row.limits {
        if let Limit::MaxLength(most) = limit {
            let most = usize::try_from(*most).unwrap();
            probes.extend(lengths(row, format, most));
        }
    }
    match format {
        None => probes.extend(ODD.iter().map(|text| probe(row, text, true))),
        Some(format) => {
            probes.extend(formats::right(format).iter().map(|text| probe(row, text, true)));
            probes.extend(formats::wrong(format).iter().map(|text| probe(row, text, false)));
        }
    }
    probes
}

/// Texts as long as the limit, and longer by one character.
fn lengths(row: &Row, format: Option<Format>, most: usize) -> Vec<Probe<'_>> {
    let mut probes = Vec::new();
    for unit in UNITS {
        match format {
            None => {
                probes.push(probe(row, &long_text(unit, most), true));
                probes.push(probe(row, &long_text(unit, most + 1), true));
            }
            Some(format) => {
                let of_form = |characters| of_form(format, unit, characters);
                probes.extend(of_form(most).map(|text| probe(row, &text, true)));
                match of_form(most + 1) {
                    Some(text) => probes.push(probe(row, &text, true)),
                    None => probes.push(probe(row, &long_text(unit, most + 1), false)),
                }
            }
        }
    }
    probes
}

/// Dates and times as they may be written, and as they may not.
pub(super) fn time_probes(row: &Row) -> Vec<Probe<'_>> {
    let [right, wrong] = formats::readable(&row.ty).unwrap();
    let mut probes: Vec<Probe<'_>> = right.iter().map(|text| probe(row, text, true)).collect();
    probes.extend(wrong.iter().map(|text| unreadable(Json::text(*text))));
    for limit in &row.limits {
        let Limit::MaxLength(most) = limit else { continue };
        let most = usize::try_from(*most).unwrap();
        for characters in [most, most + 1, most + 30] {
            let text = match row.ty {
                Type::Timestamp => padded_timestamp(characters, 7),
                _ => padded_offset_date_time(characters, 7),
            };
            probes.extend(text.map(|text| probe(row, &text, true)));
        }
    }
    if row.limits.is_empty() {
        probes.push(accepted(Json::text(right[0])));
    }
    probes
}

/// A text, and the limits of the row that it breaks.
fn probe<'a>(row: &'a Row, text: &str, is_of_form: bool) -> Probe<'a> {
    let is_broken = |limit: &&Limit| match limit {
        Limit::MaxLength(most) => text.chars().count() > usize::try_from(*most).unwrap(),
        Limit::Format(_) => !is_of_form,
        other => panic!("`{}` is a text and has {other:?}", row.wire),
    };
    let broken = row.limits.iter().filter(is_broken).collect();
    Probe { value: Json::text(text), claim: Claim::Breaks(broken) }
}

fn format(row: &Row) -> Option<Format> {
    row.limits.iter().find_map(|limit| match limit {
        Limit::Format(format) => Some(*format),
        _ => None,
    })
}
