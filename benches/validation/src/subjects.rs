//! Who is measured at what.

use std::hint::black_box;
use std::sync::LazyLock;

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

/// A library's two questions: whether a value keeps all rules, as cheaply as it can be asked, and how
/// many it breaks.
struct Library<T> {
    name: &'static str,
    accepts: fn(&T) -> bool,
    faults: fn(&T) -> usize,
}

const CLIENT: Library<smartpay_client::CreatePaymentSerie> = Library {
    name: "the generated client",
    accepts: |it| it.validate().is_ok(),
    faults: |it| it.validate().map_or_else(|error| error.violations().len(), |()| 0),
};

const GARDE: Library<with_garde::CreatePaymentSerie> = Library {
    name: "garde",
    accepts: |it| it.validate().is_ok(),
    faults: |it| it.validate().map_or_else(|report| report.iter().count(), |()| 0),
};

const VALIDATOR: Library<with_validator::CreatePaymentSerie> = Library {
    name: "validator",
    accepts: |it| it.validate().is_ok(),
    faults: |it| it.validate().map_or_else(|errors| broken(&errors), |()| 0),
};

const JSONSCHEMA: Library<Value> = Library {
    name: "jsonschema",
    accepts: |it| SCHEMA.is_valid(it),
    faults: |it| SCHEMA.iter_errors(it).count(),
};

static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
    let options = jsonschema::options().should_validate_formats(true);
    options.build(&rules::SCHEMA).expect("the exported schema is a schema")
});

/// Everybody who is measured, at everything, with these two requests; the second breaks so many rules.
pub fn subjects(valid: &str, invalid: &str, faults: usize) -> Vec<Subject> {
    let mut all = CLIENT.subjects(valid, invalid, faults);
    all.extend(GARDE.subjects(valid, invalid, faults));
    all.extend(VALIDATOR.subjects(valid, invalid, faults));
    all.extend(JSONSCHEMA.subjects(valid, invalid, faults));
    all
}

/// Whether each takes a body: its types hold it, and no rule is broken.
#[cfg(test)]
pub fn verdicts(body: &Value) -> [(&'static str, bool); 4] {
    [CLIENT.takes(body), GARDE.takes(body), VALIDATOR.takes(body), JSONSCHEMA.takes(body)]
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

impl<T: Serialize + DeserializeOwned + 'static> Library<T> {
    #[cfg(test)]
    fn takes(&self, body: &Value) -> (&'static str, bool) {
        let read = serde_json::from_value::<T>(body.clone());
        (self.name, read.is_ok_and(|it| (self.accepts)(&it)))
    }

    /// # Panics
    ///
    /// If it finds fault with the valid request, or not all faults of the invalid one: then it would be
    /// measured at other work than the rest.
    fn subjects(self, valid: &str, invalid: &str, broken: usize) -> Vec<Subject> {
        let Self { name: with, accepts, faults } = self;
        let read = |text: &str| serde_json::from_str::<T>(text).expect("the sample is read");
        let (right, wrong, written) = (read(valid), read(invalid), read(valid));
        assert!(accepts(&right), "{with} refuses the valid request");
        assert!(!accepts(&wrong), "{with} takes the invalid request");
        assert_eq!(faults(&right), 0, "{with} finds fault with the valid request");
        assert_eq!(faults(&wrong), broken, "{with} finds other faults in the invalid request");
        let [valid, again] = [valid, valid].map(str::to_owned);
        let read = |text: &str| serde_json::from_str::<T>(text).expect("the sample is read");
        let work: [(_, _, Work); 5] = [
            (
                "validate, valid",
                Some(0),
                Box::new(move || {
                    black_box(accepts(black_box(&right)));
                }),
            ),
            (
                "validate, invalid",
                Some(broken),
                Box::new(move || {
                    black_box(faults(black_box(&wrong)));
                }),
            ),
            (
                "write JSON",
                None,
                Box::new(move || {
                    drop(black_box(
                        serde_json::to_vec(black_box(&written)).expect("it is written"),
                    ));
                }),
            ),
            ("read JSON", None, Box::new(move || drop(black_box(read(black_box(&valid)))))),
            (
                "read and validate",
                Some(0),
                Box::new(move || {
                    let value = read(black_box(&again));
                    black_box(accepts(&value));
                }),
            ),
        ];
        work.into_iter().map(|(does, found, work)| Subject { with, does, work, found }).collect()
    }
}
