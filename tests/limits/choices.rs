//! Values for rows of documented values, and for identifiers.

use generator::Api;
use generator::api::{Enum, Format, Identifier, Limit, Row};

use super::{Probe, accepted, breaks};
use crate::formats::{self, UUID};
use crate::json::Json;

/// Each value, each in other letters, and what is no value.
pub(super) fn enum_probes<'a>(row: &'a Row, known: &'a Enum) -> Vec<Probe<'a>> {
    let limit = only_limit(row, &Limit::Choice);
    let is_value = |text: &str| known.values.iter().any(|(value, _)| value == text);
    let mut probes = Vec::new();
    for (value, _) in &known.values {
        probes.push(accepted(Json::text(value)));
        for other in [value.to_uppercase(), value.to_lowercase(), swapped(value)] {
            match known.ignore_case || is_value(&other) {
                true => probes.push(accepted(Json::text(other))),
                false => probes.push(breaks(Json::text(other), limit)),
            }
        }
        for other in [format!("{value} "), format!(" {value}"), format!("{value}x")] {
            probes.push(breaks(Json::text(other), limit));
        }
    }
    probes.extend(["", "no such value", "Undocumented"].map(|it| breaks(Json::text(it), limit)));
    probes
}

/// The text with capitals for small letters, and small letters for capitals.
pub(super) fn swapped(text: &str) -> String {
    let swap = |it: char| match it.is_ascii_uppercase() {
        true => it.to_ascii_lowercase(),
        false => it.to_ascii_uppercase(),
    };
    text.chars().map(swap).collect()
}

/// The form, its prefix in other letters, other prefixes, and what is no identifier.
pub(super) fn identifier_probes<'a>(
    row: &'a Row,
    kind: &'a Identifier,
    api: &'a Api,
) -> Vec<Probe<'a>> {
    let limit = only_limit(row, &Limit::IdentifierForm);
    let others = api.identifiers.iter().filter_map(|it| it.prefix.as_deref());
    let mut wrong: Vec<String> = others
        .filter(|other| !kind.prefix.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(other)))
        .map(|other| format!("{other}-{UUID}"))
        .collect();
    let mut right = Vec::new();
    match &kind.prefix {
        None => {
            right.extend(formats::right(Format::Uuid).iter().map(ToString::to_string));
            wrong.extend(formats::wrong(Format::Uuid).iter().map(ToString::to_string));
            wrong.push(format!("-{UUID}"));
        }
        Some(prefix) => {
            for uuid in formats::right(Format::Uuid) {
                right.push(format!("{prefix}-{uuid}"));
            }
            for uuid in formats::wrong(Format::Uuid) {
                wrong.push(format!("{prefix}-{uuid}"));
            }
            for other in [prefix.to_uppercase(), prefix.to_lowercase(), swapped(prefix)] {
                let text = format!("{other}-{UUID}");
                if kind.ignore_case || other == *prefix {
                    right.push(text);
                } else {
                    wrong.push(text);
                }
            }
            wrong.extend([UUID.to_owned(), String::new(), prefix.clone(), format!("-{UUID}")]);
            wrong.extend([format!("{prefix}{UUID}"), format!("{prefix}_{UUID}")]);
            wrong.extend([format!("x{prefix}-{UUID}"), format!(" {prefix}-{UUID}")]);
            wrong.push(format!("{}-{UUID}", prefix.replacen(|_: char| true, "é", 1)));
        }
    }
    let right = right.into_iter().map(|text| accepted(Json::text(text)));
    let wrong = wrong.into_iter().map(|text| breaks(Json::text(text), limit));
    right.chain(wrong).collect()
}

/// The row's limit, which says more than any other could.
fn only_limit<'a>(row: &'a Row, expected: &Limit) -> &'a Limit {
    match row.limits.as_slice() {
        [limit] if limit == expected => limit,
        other => panic!("`{}` has {other:?} where {expected:?} says it all", row.wire),
    }
}
