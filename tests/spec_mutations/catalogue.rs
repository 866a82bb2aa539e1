//! Each kind of the changelog's catalogue, made once in SmartPay's spec.

mod limits;
mod pages;
mod rows;
mod service;

use generator::compare::Kind;

use super::Shown;
use super::edits::Edit;

/// A kind of change, made in the spec.
pub(super) struct Mutation {
    pub(super) kind: Kind,
    pub(super) edits: &'static [Edit],
    /// Where it is named: the file and the place in it. Several where one edit shows in several.
    pub(super) at: &'static [(&'static str, &'static str)],
    /// What the same edit is named as well, and why it cannot be otherwise.
    pub(super) also: &'static [(Kind, &'static str, &'static str)],
    pub(super) because: &'static str,
    /// What the vectors say of it.
    pub(super) shown: Shown,
    /// Why no vector fails; empty where one does.
    pub(super) quiet: &'static str,
}

impl Mutation {
    /// A kind that is named alone, at one place.
    const fn new(
        kind: Kind,
        at: &'static [(&'static str, &'static str)],
        edits: &'static [Edit],
    ) -> Self {
        Self { kind, edits, at, also: &[], because: "", shown: Shown::Fails, quiet: "" }
    }

    /// Other kinds come with it.
    const fn with(
        self,
        also: &'static [(Kind, &'static str, &'static str)],
        because: &'static str,
    ) -> Self {
        Self { also, because, ..self }
    }

    /// No body and no call becomes right or wrong by it.
    const fn quiet(self, quiet: &'static str) -> Self {
        Self { shown: Shown::Nothing, quiet, ..self }
    }

    /// It is right with and without it, so that no vector fails; one is missing.
    const fn uncovered(self, quiet: &'static str) -> Self {
        Self { shown: Shown::Uncovered, quiet, ..self }
    }
}

/// Every mutation.
pub(super) fn mutations() -> impl Iterator<Item = &'static Mutation> {
    [rows::MUTATIONS, limits::MUTATIONS, pages::MUTATIONS, service::MUTATIONS].into_iter().flatten()
}

const DOCUMENTATION: &str = "it is about documentation and Rust alone";
const OPTIONAL: &str = "vectors have the headers that must be there, and no values of them";
const NEW: &str = "what is sent without it is as right as before";

const API: &str = "api.yaml";
const CHECKOUT: &str = "checkout/create_subscription.yaml";
const DOCUMENTS: &str = "documents.yaml";
const GET_TRANSACTION: &str = "transactions/get.yaml";
const IDENTIFIERS: &str = "identifiers.yaml";
const MODEL: &str = "data_model/subscription_data_model.yaml";
const NOTIFICATION: &str = "notifications/notification.yaml";
const PLAN: &str = "plans/create.yaml";
const PLAN_DELETED: &str = "plans/delete.yaml";
const PLAN_SHOWN: &str = "plans/get.yaml";
const PLANS: &str = "plans/list.yaml";
const REFERENCES: &str = "data_model/custom_references.yaml";
const SERIE: &str = "payment_series/create.yaml";
const SERIE_TRANSACTION: &str = "payment_series/get_transaction.yaml";
const SERIE_TRANSACTIONS: &str = "payment_series/list_transactions.yaml";
const SERIE_UPDATE: &str = "payment_series/update.yaml";
const SUBSCRIPTIONS: &str = "subscriptions/list.yaml";
const TRANSACTION: &str = "payment_series/create_transaction.yaml";
const WIDGET: &str = "web_sdk/widget.yaml";
