//! What went wrong in many cases, shown together: the first failure of a law is seldom the most
//! telling one.

use std::fmt::Debug;

/// The most failures that are shown.
const SHOWN: usize = 25;

/// A law under test: its cases, and those in which it does not hold.
pub(crate) struct Law {
    states: &'static str,
    cases: usize,
    broken: Vec<String>,
}

impl Law {
    pub(crate) fn new(states: &'static str) -> Self {
        Self { states, cases: 0, broken: Vec::new() }
    }

    /// A case in which the law holds or does not; `place` says which case it is.
    pub(crate) fn case(&mut self, place: impl FnOnce() -> String, outcome: Result<(), String>) {
        self.cases += 1;
        if let Err(what) = outcome {
            self.broken.push(format!("{}: {what}", place()));
        }
    }

    /// Fails if the law was broken, or never put to the test.
    #[track_caller]
    pub(crate) fn hold(self) {
        println!("{}: {} cases", self.states, self.cases);
        assert!(self.cases > 0, "nothing was tried: {}", self.states);
        let shown: Vec<&str> = self.broken.iter().take(SHOWN).map(String::as_str).collect();
        assert!(
            self.broken.is_empty(),
            "{}: broken in {} of {} cases\n{}",
            self.states,
            self.broken.len(),
            self.cases,
            shown.join("\n")
        );
    }
}

/// `Ok` if both are equal.
#[expect(clippy::needless_pass_by_value, reason = "most callers have a value of their own to give")]
pub(crate) fn same<T: PartialEq + Debug>(found: T, expected: T) -> Result<(), String> {
    if found == expected { Ok(()) } else { Err(format!("found {found:?}, expected {expected:?}")) }
}
