//! What became of a value, against what was claimed.

use client_runtime::{Rule, Violation};
use generator::Api;
use generator::api::{Format, Limit, Part, Row, Type};

use super::{Case, Claim};
use crate::json::Json;

/// `Ok` if the case came out as claimed.
pub(super) fn of(case: &Case<'_>) -> Result<(), String> {
    let read = (case.request.read)(&case.json.to_string());
    match (&case.probe.claim, read) {
        (Claim::Unreadable, Err(_)) => Ok(()),
        (Claim::Unreadable, Ok(_)) => Err("can be read and should not".to_owned()),
        (Claim::Breaks(_), Err(error)) => Err(format!("cannot be read: {error}")),
        (Claim::Breaks(limits), Ok(request)) => {
            let violations = request.violations();
            if violations.len() != limits.len() {
                let texts: Vec<String> = violations.iter().map(ToString::to_string).collect();
                return Err(format!("breaks {texts:?}, should break {limits:?}"));
            }
            violations.iter().zip(limits).try_for_each(|(it, limit)| agrees(case, it, limit))
        }
    }
}

/// `Ok` if the violation is that of the limit.
fn agrees(case: &Case<'_>, violation: &Violation, limit: &Limit) -> Result<(), String> {
    let (api, place) = (&case.subject.api, case.place);
    let document = api.document(place.row.document);
    let found = (violation.pointer.as_str(), violation.part, violation.row);
    let expected = (place.pointer.as_str(), part(place.part), place.row.wire.as_str());
    if found != expected {
        return Err(format!("points at {found:?}, should at {expected:?}"));
    }
    if violation.document.key != document.key {
        let key = violation.document.key;
        return Err(format!("names the page `{key}`, should `{}`", document.key));
    }
    match is_rule_of(&violation.rule, limit, place.row, &case.probe.value, api) {
        true => Ok(()),
        false => Err(format!("breaks {:?}, should break {limit:?}", violation.rule)),
    }
}

/// Whether the rule says what the limit says.
fn is_rule_of(rule: &Rule, limit: &Limit, row: &Row, value: &Json, api: &Api) -> bool {
    let has_code = |code: &str| rule.code() == code;
    match (limit, rule) {
        (Limit::MaxLength(most), Rule::MaxLength { max, actual }) => {
            let Json::Text(text) = value else { return false };
            has_code("max-length") && *max == *most as usize && *actual == text.chars().count()
        }
        (Limit::MaxDigits(most), Rule::MaxDigits { max }) => has_code("max-digits") && max == most,
        (Limit::Precision { digits, scale }, Rule::Precision { digits: in_all, scale: after }) => {
            has_code("precision") && (digits, scale) == (in_all, after)
        }
        (Limit::Range { min, max }, Rule::Range { min: least, max: most }) => {
            has_code("range") && (min, max) == (least, most)
        }
        (Limit::Format(format), Rule::Format(found)) => {
            has_code("format") && *found == runtime_format(*format)
        }
        (Limit::IdentifierForm, Rule::Format(found)) => {
            let Type::Identifier(id) = row.ty else { return false };
            let prefix = match found {
                client_runtime::Format::PrefixedUuid { prefix } => Some(*prefix),
                client_runtime::Format::Uuid => None,
                _ => return false,
            };
            has_code("format") && prefix == api.identifier(id).prefix.as_deref()
        }
        (Limit::Choice, Rule::OneOf(values)) => {
            let Type::Enum(id) = row.ty else { return false };
            let known = api.enumeration(id).values.iter().map(|(value, _)| value.as_str());
            has_code("one-of") && values.iter().copied().eq(known)
        }
        _ => false,
    }
}

fn runtime_format(format: Format) -> client_runtime::Format {
    match format {
        Format::Uuid => client_runtime::Format::Uuid,
        Format::Currency => client_runtime::Format::Currency,
        Format::Country => client_runtime::Format::Country,
        Format::Culture => client_runtime::Format::Culture,
        Format::Email => client_runtime::Format::Email,
        Format::TimeZone => client_runtime::Format::TimeZone,
    }
}

/// A part of a request as the runtime has it.
pub(crate) fn part(part: Part) -> client_runtime::Part {
    match part {
        Part::Path => client_runtime::Part::Path,
        Part::Query => client_runtime::Part::Query,
        Part::Body => client_runtime::Part::Body,
    }
}
