//! One documented row under check: the value first, then its rules, chained.
//!
//! The kind of value decides which rules there are, so a length for a number is a compile error
//! in the generated crate and not a rule that never fires.

use rust_decimal::Decimal;

use crate::place::Place;
use crate::{
    Date, Document, Format, Given, Identifier, IdentifierKind, OffsetDateTime, OpenEnum, Part,
    Rule, Secret, Timestamp, Violation, formats,
};

/// A row under check. `V` is what its value is compared as: nothing yet, `&str`, [`Decimal`],
/// `i64`, [`Date`], or `bool` where it only matters whether the row is given.
///
/// A value that is not given breaks no rule but [`mandatory`](RowCheck::mandatory).
#[derive(Debug)]
pub struct RowCheck<'c, V = ()> {
    violations: &'c mut Vec<Violation>,
    place: Place<'c>,
    part: Part,
    document: &'static Document,
    row: &'static str,
    /// Which item of the row's list, if it is one.
    item: Option<usize>,
    value: Option<V>,
}

impl<'c> RowCheck<'c> {
    #[inline]
    pub(crate) fn new(
        violations: &'c mut Vec<Violation>,
        place: Place<'c>,
        part: Part,
        document: &'static Document,
        row: &'static str,
    ) -> Self {
        RowCheck { violations, place, part, document, row, item: None, value: None }
    }

    /// Names the page this row stands on, where it is not the page of the rows around it.
    #[must_use]
    pub fn on(mut self, document: &'static Document) -> Self {
        self.document = document;
        self
    }

    /// The row is a list, and this is its item at `index`, counted from zero.
    #[must_use]
    pub fn item(mut self, index: usize) -> Self {
        self.item = Some(index);
        self
    }

    /// The row's value is a text.
    #[inline]
    #[must_use]
    pub fn text<'v>(self, value: impl Given<'v, str>) -> RowCheck<'c, &'v str> {
        let value = value.given();
        self.with(value)
    }

    /// The row's value is a secret; its rules see the text, violations do not.
    #[must_use]
    pub fn secret<'v>(self, value: impl Given<'v, Secret>) -> RowCheck<'c, &'v str> {
        let value = value.given().map(Secret::expose);
        self.with(value)
    }

    /// The row's value is an identifier, and must have the form documented for its kind.
    pub fn identifier<'v, K: IdentifierKind + 'v>(
        self,
        value: impl Given<'v, Identifier<K>>,
    ) -> RowCheck<'c, &'v str> {
        let value = value.given();
        let documented = value.is_none_or(Identifier::is_documented_form);
        let row = self.with(value.map(Identifier::as_str));
        row.demand(documented, Rule::Format(Identifier::<K>::FORM))
    }

    /// The row's value is one of a documented list, and must not be an unknown one.
    pub fn choice<'v, E: OpenEnum + 'v>(
        self,
        value: impl Into<Option<&'v E>>,
    ) -> RowCheck<'c, &'v str> {
        let value = value.into();
        let known = value.is_none_or(OpenEnum::is_known);
        let row = self.with(value.map(OpenEnum::as_str));
        row.demand(known, Rule::OneOf(E::VALUES))
    }

    /// The row's value is an instant; its rules see the text that goes on the wire.
    #[must_use]
    pub fn timestamp<'v>(self, value: impl Given<'v, Timestamp>) -> RowCheck<'c, &'v str> {
        let value = value.given().map(Timestamp::as_str);
        self.with(value)
    }

    /// The row's value is a local date and time; its rules see the text that goes on the wire.
    #[must_use]
    pub fn offset_date_time<'v>(
        self,
        value: impl Given<'v, OffsetDateTime>,
    ) -> RowCheck<'c, &'v str> {
        let value = value.given().map(OffsetDateTime::as_str);
        self.with(value)
    }

    /// The row's value is a date.
    #[must_use]
    pub fn date(self, value: impl Into<Option<Date>>) -> RowCheck<'c, Date> {
        let value = value.into();
        self.with(value)
    }

    /// The row's value is an exact number.
    #[must_use]
    pub fn decimal(self, value: impl Into<Option<Decimal>>) -> RowCheck<'c, Decimal> {
        let value = value.into();
        self.with(value)
    }

    /// The row's value is an integer.
    #[must_use]
    pub fn integer(self, value: impl Into<Option<i64>>) -> RowCheck<'c, i64> {
        let value = value.into();
        self.with(value)
    }

    /// Nothing about the row's value is checked but whether it is given.
    #[must_use]
    pub fn given(self, given: bool) -> RowCheck<'c, bool> {
        self.with(given.then_some(true))
    }

    #[inline]
    fn with<V>(self, value: Option<V>) -> RowCheck<'c, V> {
        let RowCheck { violations, place, part, document, row, item, value: None | Some(()) } =
            self;
        RowCheck { violations, place, part, document, row, item, value }
    }
}

impl<V> RowCheck<'_, V> {
    /// The row must be given. An empty text is given.
    pub fn mandatory(self) -> Self {
        let given = self.value.is_some();
        self.demand(given, Rule::Mandatory)
    }

    #[inline]
    fn demand(mut self, holds: bool, rule: Rule) -> Self {
        if !holds {
            self.violate(rule);
        }
        self
    }

    #[cold]
    fn violate(&mut self, rule: Rule) {
        let row = Place::Key { parent: &self.place, name: self.row };
        let place = match self.item {
            Some(index) => Place::Index { parent: &row, index },
            None => row,
        };
        self.violations.push(Violation {
            pointer: place.pointer(),
            part: self.part,
            rule,
            document: self.document,
            row: self.row,
        });
    }
}

impl RowCheck<'_, &str> {
    /// At most `max` characters, counted as Unicode scalar values.
    #[inline]
    pub fn max_length(self, max: usize) -> Self {
        // No text has more characters than bytes.
        let Some(text) = self.value.filter(|text| text.len() > max) else { return self };
        let actual = text.chars().count();
        self.demand(actual <= max, Rule::MaxLength { max, actual })
    }

    /// An ISO 4217 currency code, see [`is_currency`](crate::is_currency).
    pub fn currency(self) -> Self {
        self.format(Format::Currency)
    }

    /// An ISO 3166-1 country code, see [`is_country`](crate::is_country).
    pub fn country(self) -> Self {
        self.format(Format::Country)
    }

    /// A language and a country, see [`is_culture`](crate::is_culture).
    pub fn culture(self) -> Self {
        self.format(Format::Culture)
    }

    /// An e-mail address, see [`is_email`](crate::is_email).
    pub fn email(self) -> Self {
        self.format(Format::Email)
    }

    /// A UUID, see [`is_uuid`](crate::is_uuid).
    pub fn uuid(self) -> Self {
        self.format(Format::Uuid)
    }

    /// A time zone name, see [`is_time_zone`](crate::is_time_zone).
    pub fn time_zone(self) -> Self {
        self.format(Format::TimeZone)
    }

    fn format(self, format: Format) -> Self {
        let holds = self.value.is_none_or(|text| formats::has_form(text, format));
        self.demand(holds, Rule::Format(format))
    }
}

impl RowCheck<'_, Decimal> {
    /// At most `digits` digits in all and at most `scale` of them after the point.
    ///
    /// The value counts, not its writing: `1.500` has one digit after the point, and a zero
    /// before the point is no digit.
    pub fn precision(self, digits: u32, scale: u32) -> Self {
        let holds = self.value.is_none_or(|value| {
            let value = value.normalize();
            let mantissa = value.mantissa().unsigned_abs();
            let significant = mantissa.checked_ilog10().map_or(0, |log| log + 1);
            significant.max(value.scale()) <= digits && value.scale() <= scale
        });
        self.demand(holds, Rule::Precision { digits, scale })
    }
}

impl RowCheck<'_, i64> {
    /// Between `min` and `max`, both allowed.
    pub fn range(self, min: i64, max: i64) -> Self {
        let holds = self.value.is_none_or(|value| (min..=max).contains(&value));
        self.demand(holds, Rule::Range { min, max })
    }

    /// At most `max` digits; the sign is not counted.
    pub fn max_digits(self, max: u32) -> Self {
        let digits = self
            .value
            .map_or(0, |value| value.unsigned_abs().checked_ilog10().map_or(1, |log| log + 1));
        self.demand(digits <= max, Rule::MaxDigits { max })
    }
}

#[cfg(test)]
mod tests;
