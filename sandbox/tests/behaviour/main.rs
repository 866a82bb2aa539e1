//! What the sandbox does: request in, bytes on the wire.

mod admin;
mod authentication;
mod billing;
mod bounds;
mod concurrency;
mod durability;
mod hostile;
mod http;
mod lists;
mod notifications;
mod program;
mod refusals;
mod resources;
mod subject;
mod trouble;
