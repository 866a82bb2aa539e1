//! The commands as a maintainer meets them: the built program, run in temporary folders.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "what cannot be set up is a failed test, and the panic says where"
)]

mod calls;
mod changelog;
mod check;
mod drift;
mod generate;
mod generate_check;
mod hostile_arguments;
mod interrupted;
mod list;
mod output_folder;
mod program;
mod reference;
mod schema;
mod scratch;
mod spec_folder;
mod strangers;
mod tiny_spec;
mod transcribe;
mod without_rights;
mod wrong_spec;
