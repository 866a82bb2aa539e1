//! Builders: what is left out or mistaken does not compile, and what breaks a rule is not built.

mod minimal;
mod several_mistakes;

/// The compiler's own words are kept beside each mistake, for they are what a user reads.
/// `TRYBUILD=overwrite cargo test -p workspace-tests builders` writes them anew.
#[test]
fn mistakes_that_the_compiler_finds() {
    let mistakes = trybuild::TestCases::new();
    mistakes.pass("ui/complete.rs");
    mistakes.compile_fail("ui/missing_*.rs");
    mistakes.compile_fail("ui/another_identifier.rs");
    mistakes.compile_fail("ui/no_literal.rs");
    mistakes.compile_fail("ui/given_twice.rs");
}
