//! The documented process flows.

use super::{DocumentId, PageId};

/// A documented process flow.
#[derive(Debug)]
pub struct Journey {
    /// Its spec file.
    pub source: String,
    /// Its name.
    pub name: String,
    /// What it achieves.
    pub means: String,
    /// Where it is documented.
    pub document: DocumentId,
    /// What happens, in order.
    pub steps: Vec<Step>,
}

/// A step of a journey.
#[derive(Debug)]
pub struct Step {
    /// Who acts.
    pub actor: Actor,
    /// The page of the endpoint that is called.
    pub calls: Option<PageId>,
    /// The page of the object that the merchant's page is given.
    pub embeds: Option<PageId>,
    /// The rows of what is sent or embedded that take their values from earlier answers.
    pub takes: Vec<Taken>,
    /// What is done.
    pub does: String,
}

/// A row that takes its value from an earlier answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// The row, by its index in the request or the embedded object.
    pub row: usize,
    /// The earlier step, by its index in the journey.
    pub step: usize,
    /// The row of that step's answer, by its index.
    pub answered: usize,
}

/// Who acts in a journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// The merchant's backend.
    Server,
    /// The merchant's page in the browser.
    Client,
    /// The person who pays.
    Customer,
    /// The API.
    Api,
}
