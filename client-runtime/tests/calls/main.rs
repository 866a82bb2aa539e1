//! What is sent, when it is tried again and what is told of a failure, on a scripted transport.

mod failures;
mod requests;
mod retries;
#[path = "../support/mod.rs"]
mod support;

use client_runtime::{Carried, Endpoint, Error, TransportError, TransportFault};
use support::{Script, answer};

fn refused_connection() -> Carried {
    Err(TransportError::not_sent(TransportFault::Connect))
}

fn lost() -> Carried {
    Err(TransportError::unknown(TransportFault::Lost))
}

fn too_late() -> Carried {
    Err(TransportError::unknown(TransportFault::Timeout))
}

fn script(outcomes: impl IntoIterator<Item = Carried>) -> Script {
    Script::new(outcomes)
}

fn status(status: u16) -> Carried {
    Ok(answer(status, ""))
}

/// How many requests were sent, and what the call ended in.
fn outcome<E: Endpoint>(endpoint: &E, outcomes: Vec<Carried>) -> (usize, String) {
    let script = script(outcomes);
    let result = script.client().send(endpoint);
    let text = match result {
        Ok(_) => "ok".to_owned(),
        Err(error) => {
            let kind = match &error {
                Error::Transport { .. } => "transport",
                Error::Timeout { .. } => "timeout",
                Error::Indeterminate(_) => "indeterminate",
                Error::Refused(_) => "refused",
                Error::NotUnderstood(_) => "not understood",
                _ => "other",
            };
            format!("{kind}, {}", error.delivery())
        }
    };
    (script.sent().len(), text)
}
