//! What the sandbox does: request in, bytes on the wire.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that comes upon what it does not expect ends here, and says where"
)]

mod admin;
mod authentication;
mod billing;
mod bounds;
mod clock;
mod concurrency;
mod durability;
mod hostile;
mod http;
mod lists;
mod notifications;
mod program;
mod refusals;
mod resources;
mod state;
mod subject;
mod trouble;
