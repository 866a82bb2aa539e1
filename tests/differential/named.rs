//! Each difference by nature, shown on one value.

use crate::json::{Json, below};

use super::differences::Difference;
use super::verdicts::of_schema;
use super::{Body, bodies};

/// Which of the two refuses a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refusing {
    Rust,
    Schema,
}

/// What a body says when one of its rows has a value, or is left out: the two disagree at that
/// place and at no other, and under that name.
#[track_caller]
fn shows(difference: Difference, refusing: Refusing, [name, row]: [&str; 2], value: Option<&str>) {
    let body = body(name);
    let place = below("", row);
    let base = body.plainest();
    let [rust, schema] = body.refused(&base, &place);
    assert!(!rust && !schema, "{row} is refused before anything is done: {base}");
    let json = match value {
        Some(value) => base.with(&place, Json::read(value)),
        None => base.without(&place),
    };
    let [rust, schema] = body.refused(&json, &place);
    assert_eq!(
        (rust, schema),
        (refusing == Refusing::Rust, refusing == Refusing::Schema),
        "{json}"
    );
    assert_eq!(body.compare(&json).unwrap().differences, [difference]);
}

fn body(name: &str) -> Body {
    bodies().into_iter().find(|it| it.rust.request.name == name).unwrap()
}

impl Body {
    /// A valid body with all its rows, or with those that do not exclude each other.
    fn plainest(&self) -> Json {
        let object = &self.rust.endpoint.request;
        let full = crate::example::full(&self.subject.api, object);
        let others = object.rows.iter().filter(|it| it.part != generator::api::Part::Body);
        others.fold(full, |body, row| body.without(&below("", &row.wire)))
    }

    /// Whether Rust and the schema refuse a place.
    fn refused(&self, json: &Json, place: &str) -> [bool; 2] {
        [self.rust.places(json), of_schema(&self.schema, json)].map(|it| it.contains(place))
    }
}

#[test]
fn null_of_an_optional_row_is_not_given() {
    let row = ["AnnounceParcel", "note"];
    shows(Difference::NullIsNotGiven, Refusing::Schema, row, Some("null"));
}

#[test]
fn a_text_that_holds_a_number_is_that_number() {
    let row = ["AnnounceParcel", "weight_kg"];
    shows(Difference::TextIsNumber, Refusing::Schema, row, Some(r#""7.5""#));
}

#[test]
fn the_client_fills_a_credential_in() {
    let row = ["CreateSubscriptionCheckout", "merchantKey"];
    shows(Difference::CredentialIsFilledIn, Refusing::Schema, row, None);
    shows(Difference::CredentialIsFilledIn, Refusing::Schema, row, Some("null"));
}

#[test]
fn a_whole_number_has_no_point() {
    let row = ["AnnounceParcel", "length_cm"];
    shows(Difference::WholeFloat, Refusing::Rust, row, Some("5.0"));
    shows(Difference::WholeFloat, Refusing::Rust, row, Some("1e1"));
}

#[test]
fn the_judge_rounds_to_a_float() {
    let row = ["AnnounceParcel", "weight_kg"];
    shows(Difference::Rounded, Refusing::Rust, row, Some("0.30000000000000000001"));
}

#[test]
fn the_calendar_of_the_request_ends() {
    let row = ["AnnounceParcel", "deliver_by"];
    shows(Difference::EndOfCalendar, Refusing::Rust, row, Some(r#""9999-12-31T23:59:59-01:00""#));
}
