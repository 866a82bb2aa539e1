//! What each rule over several rows reports, where, and in which order.

use super::*;
use crate::Invalid;

static PAGE: Document =
    Document { key: "page", title: "Page", revision: "2023-11-14", address: None };
static OTHER: Document =
    Document { key: "other", title: "Other", revision: "undated", address: None };

/// A value whose rules are given by a closure.
struct Ruled<F>(F);

impl<F: Fn(&mut Check<'_>)> Validate for Ruled<F> {
    fn rules(&self, check: &mut Check<'_>) {
        check.document(&PAGE);
        (self.0)(check);
    }
}

/// Each violation as `pointer code row`.
fn reported(rules: impl Fn(&mut Check<'_>)) -> Vec<String> {
    let Err(invalid) = Ruled(rules).validate() else {
        return Vec::new();
    };
    lines(&invalid)
}

fn lines(invalid: &Invalid) -> Vec<String> {
    invalid.into_iter().map(|it| format!("{} {} {}", it.pointer, it.rule.code(), it.row)).collect()
}

#[derive(Clone)]
struct Address {
    state: Option<String>,
}

impl Validate for Address {
    fn rules(&self, check: &mut Check<'_>) {
        check.document(&OTHER);
        check.row("state").text(self.state.as_deref()).max_length(2).mandatory();
        check.at_least_one_of(&["a", "b"], &[true, false]);
    }
}

#[test]
fn at_least_one_is_one_violation_at_the_object() {
    let rule = |given: [bool; 2]| reported(move |it| it.at_least_one_of(&["a", "b"], &given));
    assert_eq!(rule([false, false]), [" at-least-one-of a"]);
    for given in [[true, false], [false, true], [true, true]] {
        assert!(rule(given).is_empty());
    }
}

#[test]
fn exactly_one_is_one_violation_at_the_object() {
    let rule = |given: [bool; 2]| reported(move |it| it.exactly_one_of(&["a", "b"], &given));
    assert_eq!(rule([false, false]), [" exactly-one-of a"]);
    assert_eq!(rule([true, true]), [" exactly-one-of a"]);
    for given in [[true, false], [false, true]] {
        assert!(rule(given).is_empty());
    }
}

#[test]
fn together_points_at_each_missing_row() {
    let rule = |given: [bool; 3]| reported(move |it| it.together(&["a", "b", "c"], &given));
    assert_eq!(rule([false, true, false]), ["/a together a", "/c together c"]);
    assert!(rule([false; 3]).is_empty());
    assert!(rule([true; 3]).is_empty());
}

#[test]
fn required_when_points_at_the_missing_row() {
    let rule = |given: bool, country: Option<&'static str>| {
        reported(move |it| it.required_when("state", given, "country", country, &["US", "CA"]))
    };
    assert_eq!(rule(false, Some("CA")), ["/state required-when state"]);
    assert!(rule(true, Some("CA")).is_empty());
    assert!(rule(false, Some("ca")).is_empty());
    assert!(rule(false, Some("DE")).is_empty());
    assert!(rule(false, None).is_empty());
}

#[test]
fn further_keys_with_a_row_of_their_own_are_reported() {
    let further: Further = [("new/key", 1), ("a~b", 2)].into_iter().collect();
    assert_eq!(reported(|it| it.further(&further, &["name", "a~b"])), ["/a~0b documented a~b"]);
    assert!(reported(|it| it.further(&Further::new(), &["name"])).is_empty());
}

#[test]
fn nested_objects_and_lists_are_pointed_into() {
    let wrong = Address { state: Some("Bayern".to_owned()) };
    let right = Address { state: Some("BY".to_owned()) };
    let list = Some(vec![right.clone(), wrong.clone(), Address { state: None }]);
    let found = reported(|it| {
        it.object("billing", &wrong);
        it.object("shipping", Some(&right));
        it.object("none", None::<&Address>);
        it.objects("all", list.as_deref());
        it.objects("none", None::<&[Address]>);
        it.objects("few", std::slice::from_ref(&wrong));
    });
    assert_eq!(
        found,
        [
            "/billing/state max-length state",
            "/all/1/state max-length state",
            "/all/2/state mandatory state",
            "/few/0/state max-length state",
        ]
    );
}

#[test]
fn a_group_rule_of_a_nested_object_points_at_that_object() {
    let nested = Ruled(|it: &mut Check<'_>| it.at_least_one_of(&["a", "b"], &[false, false]));
    assert_eq!(reported(|it| it.object("consumer", &nested)), ["/consumer at-least-one-of a"]);
}

#[test]
fn each_violation_names_the_page_it_stands_on() {
    let wrong = Address { state: None };
    let invalid = Ruled(|it: &mut Check<'_>| {
        it.row("a").given(false).mandatory();
        it.on(&OTHER).together(&["a", "b"], &[true, false]);
        it.row("c").on(&OTHER).given(false).mandatory();
        it.object("address", &wrong);
        it.row("d").given(false).mandatory();
    })
    .validate()
    .unwrap_err();
    let pages: Vec<&str> = invalid.into_iter().map(|it| it.document.key).collect();
    assert_eq!(pages, ["page", "other", "other", "other", "page"]);
}

#[test]
fn a_page_that_is_never_named_is_said_to_be_so() {
    struct Nameless;
    impl Validate for Nameless {
        fn rules(&self, check: &mut Check<'_>) {
            check.row("a").given(false).mandatory();
        }
    }
    let text = Nameless.validate().unwrap_err().to_string();
    assert_eq!(text, "`/a`: mandatory (page not named, undated, row `a`)");
}
