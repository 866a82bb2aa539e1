//! What must hold of every generated client, whatever API it is for.
//!
//! The laws are read off the resolved API, the same that the client was generated from: a new row,
//! rule or endpoint is held to them without a new test. The only list that is kept by hand is the
//! one of Rust types, in [`subject`], and a test demands that it is complete.
//!
//! - [`samples`]: the documentation's own samples are read and written again
//! - [`limits`]: each limit of each row holds at its edge, and gives way beyond it
//! - [`rules`]: each condition between rows, in every combination
//! - [`wire`]: what goes out, and what is made of the answer
//! - [`hidden`]: nothing personal and no secret is shown
//! - [`builders`]: what does not compile, and what `build` says
//! - [`differential`]: validators and exported schemas agree on made and mutated values
//! - [`vectors`]: clients and schemas judge the test vectors as the spec alone expects
//! - [`spec_mutations`]: a spec that says something else fails a test vector
//! - [`fuzz`]: hostile input makes nothing panic, and what is said of it is true
//! - [`journeys`]: the examples run, and a lost answer never makes them call twice
//! - [`embedding`]: no text breaks out of a page's script
//! - [`supply_chain`]: what runs on the machine of a user who builds the client
//! - [`provenance`]: each message leads to a row of a page
//!
//! `cargo test -p workspace-tests -- --nocapture` says how many cases each law was put to.

#![allow(
    clippy::unwrap_used,
    reason = "a test that comes upon what it does not expect ends here, and says where"
)]

mod builders;
mod differential;
mod embedding;
mod example;
mod formats;
mod fuzz;
mod hidden;
mod journeys;
mod json;
mod law;
mod limits;
mod places;
mod provenance;
mod rules;
mod samples;
mod sending;
mod spec_mutations;
mod subject;
mod supply_chain;
mod vectors;
mod wire;
