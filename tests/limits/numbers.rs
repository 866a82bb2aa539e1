//! Values for rows of numbers.

use generator::api::{Limit, Row};

use super::{Probe, accepted, breaks, unreadable};
use crate::json::Json;

/// The most digits that a decimal can hold whatever they are.
const EXACT_DIGITS: usize = 28;

pub(super) fn integer_probes(row: &Row) -> Vec<Probe<'_>> {
    let mut probes: Vec<Probe<'_>> = ["1.0", "1e2", "9223372036854775808", "-9223372036854775809"]
        .map(|digits| unreadable(Json::number(digits)))
        .into();
    probes.push(unreadable(Json::text("1")));
    match row.limits.as_slice() {
        [] => probes.extend([i64::MIN, -1, 0, i64::MAX].map(|it| accepted(Json::number(it)))),
        [limit @ Limit::Range { min, max }] => {
            probes.extend([*min, *max].map(|it| accepted(Json::number(it))));
            let beyond = [min.checked_sub(1), max.checked_add(1)].into_iter().flatten();
            probes.extend(beyond.map(|it| breaks(Json::number(it), limit)));
            if *min > i64::MIN && *max < i64::MAX {
                probes.extend([i64::MIN, i64::MAX].map(|it| breaks(Json::number(it), limit)));
            }
        }
        [limit @ Limit::MaxDigits(most)] => {
            let nines = 10_i64.pow(*most) - 1;
            probes.extend([nines, -nines, 0].map(|it| accepted(Json::number(it))));
            let longer = [nines + 1, -nines - 1, i64::MIN, i64::MAX];
            probes.extend(longer.map(|it| breaks(Json::number(it), limit)));
        }
        other => panic!("`{}` is a whole number and has {other:?}", row.wire),
    }
    probes
}

pub(super) fn decimal_probes(row: &Row) -> Vec<Probe<'_>> {
    let unreadable_texts = ["", "abc", "+1", ".5", "1.", "1,5", " 1", "NaN", "0x1"];
    let mut probes: Vec<Probe<'_>> =
        unreadable_texts.map(|text| unreadable(Json::text(text))).into();
    probes.push(unreadable(Json::number("1".repeat(EXACT_DIGITS + 2))));
    probes.push(unreadable(Json::number(format!("0.{}", "1".repeat(EXACT_DIGITS + 2)))));
    probes.push(unreadable(Json::number("1e400")));
    match row.limits.as_slice() {
        [] => {
            let numbers = ["0", "0.00", "-1.5", "9999999999999999999999999999", "1e2"];
            probes.extend(numbers.map(|it| accepted(Json::number(it))));
            probes.push(accepted(Json::text("7.30")));
        }
        [limit @ Limit::Precision { digits, scale }] => {
            let (digits, scale) = (*digits as usize, *scale as usize);
            assert!(digits < EXACT_DIGITS, "`{}` allows more than can be held", row.wire);
            probes.extend(fitting(digits, scale).iter().map(|it| accepted(Json::number(it))));
            probes.extend(fitting(digits, scale).iter().map(|it| accepted(Json::text(it))));
            let too_long = too_long(digits, scale);
            probes.extend(too_long.iter().map(|it| breaks(Json::number(it), limit)));
            probes.extend(too_long.iter().map(|it| breaks(Json::text(it), limit)));
        }
        other => panic!("`{}` is a decimal and has {other:?}", row.wire),
    }
    probes
}

/// Numbers of so many digits in all, and so many after the point.
fn fitting(digits: usize, scale: usize) -> Vec<String> {
    let longest = number(digits - scale, scale);
    let room = EXACT_DIGITS - digits;
    let point = if scale == 0 { "." } else { "" };
    vec![
        "0".to_owned(),
        format!("0.{}", "0".repeat(scale + 2)),
        number(digits, 0),
        smallest(scale),
        format!("1e-{scale}"),
        format!("1e{}", digits - 1),
        format!("-{longest}"),
        // Zeros behind the last digit are no digits.
        format!("{longest}{point}{}", "0".repeat(room.min(3))),
        longest,
    ]
}

/// Numbers of one digit more, in all or after the point.
fn too_long(digits: usize, scale: usize) -> Vec<String> {
    vec![
        number(digits + 1, 0),
        number(digits - scale, scale + 1),
        number(digits - scale + 1, scale),
        smallest(scale + 1),
        format!("-{}", smallest(scale + 1)),
        format!("1e{digits}"),
        format!("1e-{}", scale + 1),
    ]
}

/// Nines: so many before the point, so many after it.
fn number(before: usize, after: usize) -> String {
    let whole = if before == 0 { "0".to_owned() } else { "9".repeat(before) };
    if after == 0 { whole } else { format!("{whole}.{}", "9".repeat(after)) }
}

/// One with so many digits after the point.
fn smallest(scale: usize) -> String {
    if scale == 0 { "1".to_owned() } else { format!("0.{}1", "0".repeat(scale - 1)) }
}
