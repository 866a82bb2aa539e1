//! Who is measured at what.

use std::hint::black_box;

use garde::Validate as _;
use jsonschema::Validator;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use smartpay_client::Validate as _;
use validator::Validate as _;

use crate::{rules, with_garde, with_validator};

/// One call; what it gives is dropped within it.
pub type Work = Box<dyn FnMut()>;

pub struct Subject {
    pub with: &'static str,
    pub does: &'static str,
    pub work: Work,
    /// How many broken rules a validation finds.
    pub found: Option<usize>,
}

/// Everybody who is measured, at everything, with these two requests.
pub fn subjects(valid: &str, invalid: &str) -> Vec<Subject> {
    let mut all = Vec::new();
    typed(
        &mut all,
        "the generated client",
        [valid, invalid],
        |it: &smartpay_client::CreatePaymentSerie| {
            it.validate().map_or_else(|error| error.violations().len(), |()| 0)
        },
    );
    typed(&mut all, "garde", [valid, invalid], |it: &with_garde::CreatePaymentSerie| {
        it.validate().map_or_else(|report| report.iter().count(), |()| 0)
    });
    typed(&mut all, "validator", [valid, invalid], |it: &with_validator::CreatePaymentSerie| {
        it.validate().map_or_else(|errors| broken(&errors), |()| 0)
    });
    let schema = jsonschema::options()
        .should_validate_formats(true)
        .build(&rules::SCHEMA)
        .expect("the exported schema is a schema");
    let schema: &'static Validator = Box::leak(Box::new(schema));
    typed(&mut all, "jsonschema", [valid, invalid], |it: &Value| schema.iter_errors(it).count());
    all
}

/// Counts within objects too.
fn broken(errors: &validator::ValidationErrors) -> usize {
    use validator::ValidationErrorsKind::{Field, List, Struct};
    let counts = errors.errors().values().map(|kind| match kind {
        Field(errors) => errors.len(),
        Struct(errors) => broken(errors),
        List(errors) => errors.values().map(|it| broken(it)).sum(),
    });
    counts.sum()
}

fn typed<T: Serialize + DeserializeOwned + Clone + 'static>(
    all: &mut Vec<Subject>,
    with: &'static str,
    [valid, invalid]: [&str; 2],
    validate: impl Fn(&T) -> usize + Copy + 'static,
) {
    let read = |text: &str| serde_json::from_str::<T>(text).expect("the sample is read");
    for (does, text) in [("validate, valid", valid), ("validate, invalid", invalid)] {
        let value = read(text);
        let found = validate(&value);
        let work: Work = Box::new(move || {
            black_box(validate(black_box(&value)));
        });
        all.push(Subject { with, does, work, found: Some(found) });
    }
    let value = read(valid);
    let work: Work = Box::new(move || {
        drop(black_box(serde_json::to_vec(black_box(&value)).expect("it is written")));
    });
    all.push(Subject { with, does: "write JSON", work, found: None });
    let text = valid.to_owned();
    let work: Work = Box::new(move || {
        drop(black_box(serde_json::from_str::<T>(black_box(&text)).expect("the sample is read")));
    });
    all.push(Subject { with, does: "read JSON", work, found: None });
}
