//! A local API that behaves as the documents say.
//!
//! The endpoints, their rows, limits and effects come from the spec; what the documents leave open
//! is decided once, in [`explain`].
//!
//! ```no_run
//! let sandbox = sandbox::Sandbox::start()?;
//! println!("the API is at {}", sandbox.url());
//! # Ok::<(), sandbox::StartError>(())
//! ```

mod admin;
mod authentication;
mod billing;
mod clock;
mod customer;
mod engine;
mod explain;
mod identifiers;
mod journey;
mod json;
mod judge;
mod limits;
mod log;
mod notifications;
mod order;
mod pages;
mod refusal;
mod resources;
mod router;
mod server;
mod spec;
mod start;
mod store;
mod time;
mod trouble;

pub use customer::Choice;
pub use journey::Journeys;
pub use order::{Advanced, OrderError};
pub use start::{Builder, Sandbox, StartError};
pub use store::StateError;

/// What the documents leave open, and how the sandbox decides it: the text of `--explain`.
#[must_use]
pub fn explain(api: &generator::Api) -> String {
    explain::text(api)
}

/// The API of this repository's own spec, read at each start.
///
/// # Errors
///
/// If the spec is wrong.
pub fn smartpay() -> Result<generator::Api, StartError> {
    spec::smartpay()
}

/// The API of a spec in a folder.
///
/// # Errors
///
/// If the folder cannot be read, or the spec is wrong.
pub fn read(folder: &std::path::Path) -> Result<generator::Api, StartError> {
    spec::read(folder)
}
