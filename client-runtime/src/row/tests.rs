//! Every rule about one row, on both sides of its limit.

use super::*;
use crate::{Check, Validate};

enum OrderKind {}

impl IdentifierKind for OrderKind {
    const NAME: &'static str = "OrderId";
    const PREFIX: Option<&'static str> = Some("Order");
}

enum Unit {
    Day,
    Unknown(&'static str),
}

impl OpenEnum for Unit {
    const VALUES: &'static [&'static str] = &["day", "week"];

    fn as_str(&self) -> &str {
        match self {
            Unit::Day => "day",
            Unit::Unknown(text) => text,
        }
    }

    fn is_known(&self) -> bool {
        matches!(self, Unit::Day)
    }
}

struct Ruled<F>(F);

impl<F: Fn(&mut Check<'_>)> Validate for Ruled<F> {
    fn rules(&self, check: &mut Check<'_>) {
        (self.0)(check);
    }
}

/// The rules that a row named `x` breaks.
fn broken(rules: impl Fn(RowCheck<'_>)) -> Vec<Rule> {
    match Ruled(|check: &mut Check<'_>| rules(check.row("x"))).validate() {
        Ok(()) => Vec::new(),
        Err(invalid) => invalid.into_iter().map(|it| it.rule).collect(),
    }
}

fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

const UUID: &str = "60b8fe39-1c71-40e8-b2b8-d2ae4b5d9c20";

#[test]
fn a_text_is_judged_in_whatever_holds_it_and_only_if_it_is_given() {
    type Id = Identifier<OrderKind>;
    let broken_rule = [Rule::MaxLength { max: 2, actual: 3 }];
    let (text, id) = ("abc".to_owned(), Id::received("abc"));
    let (some, some_id) = (Some(text.clone()), Some(id.clone()));
    assert_eq!(broken(|row| _ = row.text("abc").max_length(2)), broken_rule);
    assert_eq!(broken(|row| _ = row.text(&text).max_length(2)), broken_rule);
    assert_eq!(broken(|row| _ = row.text(&some).max_length(2)), broken_rule);
    assert_eq!(broken(|row| _ = row.text(&id).max_length(2)), broken_rule);
    assert_eq!(broken(|row| _ = row.text(&some_id).max_length(2)), broken_rule);
    assert_eq!(broken(|row| _ = row.text(None::<&str>).max_length(0)), []);
    assert_eq!(broken(|row| _ = row.text(&None::<String>).max_length(0)), []);
    assert_eq!(broken(|row| _ = row.text(&None::<Id>).max_length(0)), []);
    let given = |value: &Option<u8>| Given::<u8>::given(value).copied();
    assert_eq!((given(&Some(7)), given(&None)), (Some(7), None));
}

#[test]
fn length_counts_unicode_scalar_values() {
    // A combining accent is a character of its own, a flag is two; bytes and clusters are not
    // what databases count.
    for (text, length) in [("abc", 3), ("äöü", 3), ("e\u{301}", 2), ("🇩🇪", 2), ("𝄞", 1), ("", 0)]
    {
        assert!(broken(|row| _ = row.text(text).max_length(length)).is_empty(), "{text}");
        if let Some(max) = length.checked_sub(1) {
            assert_eq!(
                broken(|row| _ = row.text(text).max_length(max)),
                [Rule::MaxLength { max, actual: length }]
            );
        }
    }
}

#[test]
fn what_is_not_given_breaks_nothing_but_mandatory() {
    let nothing = broken(|row| {
        _ = row.text(None).max_length(0).currency().country().culture().email().uuid().time_zone();
    });
    assert!(nothing.is_empty());
    assert!(broken(|row| _ = row.decimal(None).precision(0, 0)).is_empty());
    assert!(broken(|row| _ = row.integer(None).range(1, 0).max_digits(0)).is_empty());
    assert!(broken(|row| _ = row.secret(None).max_length(0)).is_empty());
    assert!(broken(|row| _ = row.timestamp(None).max_length(0)).is_empty());
    assert!(broken(|row| _ = row.offset_date_time(None).max_length(0)).is_empty());
    assert!(broken(|row| _ = row.choice(None::<&Unit>).max_length(0)).is_empty());
    let none = None::<&Identifier<OrderKind>>;
    assert!(broken(|row| _ = row.identifier(none).max_length(0)).is_empty());
    assert_eq!(broken(|row| _ = row.text(None).mandatory()), [Rule::Mandatory]);
    assert_eq!(broken(|row| _ = row.given(false).mandatory()), [Rule::Mandatory]);
    assert!(broken(|row| _ = row.text("").mandatory()).is_empty());
    assert!(broken(|row| _ = row.given(true).mandatory()).is_empty());
}

#[test]
fn each_format_is_asked_for_by_its_method() {
    let format = |rule: fn(RowCheck<'_, &str>)| broken(|row| rule(row.text("?")));
    assert_eq!(format(|row| _ = row.currency()), [Rule::Format(Format::Currency)]);
    assert_eq!(format(|row| _ = row.country()), [Rule::Format(Format::Country)]);
    assert_eq!(format(|row| _ = row.culture()), [Rule::Format(Format::Culture)]);
    assert_eq!(format(|row| _ = row.email()), [Rule::Format(Format::Email)]);
    assert_eq!(format(|row| _ = row.uuid()), [Rule::Format(Format::Uuid)]);
    assert_eq!(format(|row| _ = row.time_zone()), [Rule::Format(Format::TimeZone)]);
    assert!(broken(|row| _ = row.text("EUR").max_length(3).currency()).is_empty());
}

#[test]
fn precision_is_about_the_value_and_not_its_writing() {
    let fits =
        |text: &str| broken(|row| _ = row.decimal(decimal(text)).precision(18, 2)).is_empty();
    for text in [
        "0",
        "0.00",
        "0.01",
        "7.300000",
        "-9999999999999999.99",
        "9999999999999999.99",
        "999999999999999999",
    ] {
        assert!(fits(text), "{text}");
    }
    for text in ["0.001", "-7.301", "10000000000000000.01", "1000000000000000000"] {
        assert!(!fits(text), "{text}");
    }
    assert_eq!(
        broken(|row| _ = row.decimal(decimal("0.001")).precision(18, 2)),
        [Rule::Precision { digits: 18, scale: 2 }]
    );
    assert!(broken(|row| _ = row.decimal(decimal("0.05")).precision(2, 2)).is_empty());
    assert!(!broken(|row| _ = row.decimal(decimal("0.05")).precision(1, 2)).is_empty());
}

#[test]
fn integers_have_a_range_and_a_number_of_digits() {
    let range = |value: i64| broken(|row| _ = row.integer(value).range(1, 28));
    assert!(range(1).is_empty() && range(28).is_empty());
    assert_eq!(range(0), [Rule::Range { min: 1, max: 28 }]);
    assert_eq!(range(29), [Rule::Range { min: 1, max: 28 }]);

    let digits = |value: i64| broken(|row| _ = row.integer(value).max_digits(2)).is_empty();
    assert!(digits(0) && digits(99) && digits(-99));
    assert!(!digits(100) && !digits(-100) && !digits(i64::MIN) && !digits(i64::MAX));
    assert_eq!(broken(|row| _ = row.integer(0).max_digits(0)), [Rule::MaxDigits { max: 0 }]);
}

#[test]
fn an_unknown_choice_is_not_sent() {
    assert!(broken(|row| _ = row.choice(&Unit::Day).max_length(3)).is_empty());
    assert_eq!(
        broken(|row| _ = row.choice(&Unit::Unknown("fortnight")).max_length(5)),
        [Rule::OneOf(&["day", "week"]), Rule::MaxLength { max: 5, actual: 9 }]
    );
}

#[test]
fn an_identifier_must_have_its_documented_form() {
    let right: Identifier<OrderKind> = Identifier::received(format!("Order-{UUID}"));
    assert!(broken(|row| _ = row.identifier(&right).max_length(42)).is_empty());
    let wrong: Identifier<OrderKind> = Identifier::received("customer-42");
    assert_eq!(
        broken(|row| _ = row.identifier(&wrong).max_length(50)),
        [Rule::Format(Format::PrefixedUuid { prefix: "Order" })]
    );
}

#[test]
fn times_are_as_long_as_their_text() {
    let timestamp: Timestamp = "2021-05-10T15:38:01.023Z".parse().unwrap();
    assert!(broken(|row| _ = row.timestamp(&timestamp).max_length(24)).is_empty());
    assert_eq!(
        broken(|row| _ = row.timestamp(&timestamp).max_length(23)),
        [Rule::MaxLength { max: 23, actual: 24 }]
    );
    let start: OffsetDateTime = "2021-04-25T15:30:44.718-08:00".parse().unwrap();
    assert!(broken(|row| _ = row.offset_date_time(&start).max_length(29)).is_empty());
    assert!(!broken(|row| _ = row.offset_date_time(&start).max_length(28)).is_empty());
}

#[test]
fn a_violation_says_where_and_never_what() {
    let secret = Secret::from("hunter2");
    let invalid = Ruled(|check: &mut Check<'_>| {
        _ = check.row("key").secret(&secret).max_length(3).uuid();
        _ = check.path_row("id").text("hunter2").uuid();
        _ = check.query_row("name").text("hunter2").max_length(1);
    })
    .validate()
    .unwrap_err();
    let places: Vec<(Part, &str)> =
        invalid.violations().iter().map(|it| (it.part, it.pointer.as_str())).collect();
    assert_eq!(
        places,
        [(Part::Body, "/key"), (Part::Body, "/key"), (Part::Path, "/id"), (Part::Query, "/name")]
    );
    assert!(!format!("{invalid} {invalid:?}").contains("hunter2"));
}
