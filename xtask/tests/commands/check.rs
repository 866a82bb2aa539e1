//! `check`: the spec alone.

use crate::scratch::Scratch;
use crate::tiny_spec::COUNTS;

#[test]
fn a_right_spec_is_fine_and_nothing_is_written() {
    let scratch = Scratch::new();
    let before = scratch.aged();
    let said = scratch.run(&["check"]).done().says(&[&format!("spec is fine: {COUNTS}")]);
    assert_eq!(said.lines().len(), 1, "{said:#?}");
    scratch.is_still(&before);
}

#[test]
fn places_are_shown_from_the_working_folder() {
    let scratch = Scratch::new();
    scratch.edit("spec/orders/place.yaml", "answer: Order", "answer: Ordre");
    let spec = scratch.path("spec");
    let arguments = ["check".as_ref(), "--spec".as_ref(), spec.as_os_str()];
    scratch.run(&arguments).refused(&["--> spec/orders/place.yaml:13:9\n"]);
    let mut from_inside = crate::program::xtask(&scratch.path("spec/shops"), &arguments);
    let said = crate::program::said(&mut from_inside);
    said.refused(&["--> ../orders/place.yaml:13:9\n"]);
}

#[test]
fn it_is_the_same_spec_that_generate_takes() {
    let scratch = Scratch::new();
    scratch.edit("spec/orders/place.yaml", "answer: Order", "answer: Ordre");
    assert_eq!(scratch.run(&["check"]).err, scratch.generate().err);
}
