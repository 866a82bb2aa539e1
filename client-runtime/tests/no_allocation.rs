//! The law that validating a correct value does not allocate.

#![expect(clippy::unwrap_used, reason = "clippy sees tests only where `#[test]` stands")]

use client_runtime::{
    Check, Date, Decimal, Document, Further, Identifier, IdentifierKind, OffsetDateTime, OpenEnum,
    Secret, Timestamp, Validate,
};

static PAGE: Document = Document { key: "page", title: "Page", revision: "undated", address: None };

enum OrderKind {}

impl IdentifierKind for OrderKind {
    const NAME: &'static str = "OrderId";
    const PREFIX: Option<&'static str> = Some("Order");
}

enum Unit {
    Day,
}

impl OpenEnum for Unit {
    const VALUES: &'static [&'static str] = &["day"];

    fn as_str(&self) -> &str {
        "day"
    }

    fn is_known(&self) -> bool {
        true
    }
}

/// A value with every kind of row and rule, and with itself inside.
struct Everything {
    id: Identifier<OrderKind>,
    text: String,
    secret: Secret,
    amount: Decimal,
    count: Option<i64>,
    unit: Unit,
    date: Date,
    timestamp: Timestamp,
    start: OffsetDateTime,
    further: Further,
    inner: Vec<Everything>,
}

impl Validate for Everything {
    fn rules(&self, check: &mut Check<'_>) {
        check.document(&PAGE);
        check.path_row("id").identifier(&self.id).max_length(42);
        check.row("text").text(self.text.as_str()).max_length(10).mandatory();
        check.row("currency").text("EUR").currency();
        check.row("country").text("DEU").country();
        check.row("culture").text("en-US").culture();
        check.row("email").text("a@b.example").email();
        check.row("zone").text("Europe/Berlin").time_zone();
        check.row("secret").secret(&self.secret).max_length(36).uuid();
        check.row("amount").on(&PAGE).decimal(self.amount).precision(18, 2);
        check.row("count").integer(self.count).range(1, 28).max_digits(2);
        check.row("unit").choice(&self.unit).max_length(5);
        check.row("date").date(self.date).mandatory();
        check.row("timestamp").timestamp(&self.timestamp).max_length(24);
        check.row("start").offset_date_time(&self.start).max_length(29);
        check.further(&self.further, &["text", "unit"]);
        check.at_least_one_of(&["a", "b"], &[true, true]);
        check.exactly_one_of(&["a", "b"], &[true, false]);
        check.on(&PAGE).together(&["a", "b"], &[true, true]);
        check.required_when("a", true, "b", "US", &["US"]);
        check.object("inner", self.inner.first());
        check.objects("inner", self.inner.as_slice());
    }
}

fn everything(text: &str, inner: Vec<Everything>) -> Everything {
    Everything {
        id: "Order-60b8fe39-1c71-40e8-b2b8-d2ae4b5d9c20".parse().unwrap(),
        text: text.to_owned(),
        secret: Secret::from("60b8fe39-1c71-40e8-b2b8-d2ae4b5d9c20"),
        amount: Decimal::new(1000, 3),
        count: Some(28),
        unit: Unit::Day,
        date: Date::new(2021, 4, 25).unwrap(),
        timestamp: "2021-05-10T15:38:01.023Z".parse().unwrap(),
        start: "2021-04-25T15:30:44.718-08:00".parse().unwrap(),
        further: [("new", 1)].into_iter().collect(),
        inner,
    }
}

#[test]
fn a_correct_value_is_validated_without_allocating() {
    let correct = everything("short", vec![everything("naïve", Vec::new())]);
    let counted = allocation_counter::measure(|| assert!(correct.validate().is_ok()));
    assert_eq!(counted.count_total, 0);
}

#[test]
fn the_counter_counts() {
    let wrong = everything("far too long", Vec::new());
    let counted = allocation_counter::measure(|| assert!(wrong.validate().is_err()));
    assert!(counted.count_total > 0);
}
