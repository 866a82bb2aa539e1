//! A number by its value: `7.3`, `7.30` and `73e-1` are the same, and no digit is rounded away.

use std::cmp::Ordering;

/// A decimal number of any length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decimal {
    is_negative: bool,
    /// The digits without the noughts before and after them; none for zero.
    digits: String,
    /// Where the point stands, counted from before the first digit: the number is `0.digits` times
    /// ten to the power of this.
    point: i64,
}

impl Decimal {
    /// Reads a number as JSON has it.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        if all.is_empty() || !all.bytes().all(|it| it.is_ascii_digit()) {
            return None;
        }
        let significant = all.trim_start_matches('0');
        let digits = significant.trim_end_matches('0').to_owned();
        if digits.is_empty() {
            return Some(Self { is_negative: false, digits, point: 0 });
        }
        let exponent: i64 = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok()?;
        let noughts = length(&all) - length(significant);
        let point = exponent.checked_add(length(whole) - noughts)?;
        Some(Self { is_negative: text.starts_with('-'), digits, point })
    }

    /// How many digits it has at least when it is written without an exponent: before the point,
    /// and after it.
    pub(crate) fn places(&self) -> (i64, i64) {
        (self.point.max(0), length(&self.digits).saturating_sub(self.point).max(0))
    }

    /// Compares the numbers without their signs.
    fn size(&self, other: &Self) -> Ordering {
        let is_zero = |it: &Self| it.digits.is_empty();
        match (is_zero(self), is_zero(other)) {
            (false, false) => {
                self.point.cmp(&other.point).then_with(|| self.digits.cmp(&other.digits))
            }
            (one, two) => two.cmp(&one),
        }
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.is_negative, other.is_negative) {
            (false, false) => self.size(other),
            (true, true) => other.size(self),
            (one, two) => two.cmp(&one),
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn length(text: &str) -> i64 {
    i64::try_from(text.len()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    fn number(text: &str) -> Decimal {
        Decimal::read(text).unwrap()
    }

    #[test]
    fn the_same_number_is_written_in_many_ways() {
        for (one, other) in [
            ("7.3", "7.300"),
            ("7.3", "73e-1"),
            ("0", "-0.00e7"),
            ("1000", "1E+3"),
            ("0.001", "1e-3"),
        ] {
            assert_eq!(number(one), number(other));
        }
    }

    #[test]
    fn numbers_are_ordered_to_the_last_digit() {
        let rising = [
            "-1e3",
            "-2",
            "-0.5",
            "0",
            "0.0999",
            "0.1",
            "2",
            "10",
            "20260101000000000",
            "20260101000000000.1",
            "20260101000000001",
            "1e400",
        ];
        for pair in rising.windows(2) {
            assert!(number(pair[0]) < number(pair[1]), "{pair:?}");
        }
    }

    #[test]
    fn no_number_is_none() {
        for text in ["", "-", "x", "1e", "1e99999999999999999999", "inf", "."] {
            assert_eq!(Decimal::read(text), None, "{text}");
        }
    }
}
