//! The customer's step: what a person does in the Subscription Widget, which links a payment
//! option to what the merchant has created.

use crate::billing::{self, CHECKOUT, SERIE, SUBSCRIPTION};
use crate::json::Json;
use crate::notifications::{self, Event};
use crate::store::{PaymentOption, Resource, StateError, Work};

/// What the customer does in the widget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Choice {
    /// Enters an instrument whose charges go well.
    Approve,
    /// Enters an instrument that is stored, and whose charges are declined.
    ApproveDeclining,
    /// Enters an instrument that the acquirer does not authenticate.
    Refuse,
    /// Closes the widget.
    Cancel,
}

/// What the widget's callback is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) status: &'static str,
    pub(crate) option: Option<PaymentOption>,
}

impl Choice {
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "approve" => Some(Self::Approve),
            "approve-declining" => Some(Self::ApproveDeclining),
            "refuse" => Some(Self::Refuse),
            "cancel" => Some(Self::Cancel),
            _ => None,
        }
    }
}

/// Whether the widget is for a resource of this kind.
pub(crate) fn is_for(kind: &str) -> bool {
    matches!(kind, SERIE | SUBSCRIPTION | CHECKOUT)
}

/// Whether an id or a checkout token names a resource.
pub(crate) fn names(resource: &Resource, id: &str) -> bool {
    is_for(&resource.kind)
        && !resource.deleted
        && (resource.key == id || resource.value.str_at("checkoutToken") == Some(id))
}

/// Why the customer cannot take his step.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refused {
    #[error("nothing that waits for a customer has this id or checkout token")]
    Unknown,
    #[error("{0}")]
    State(#[from] StateError),
}

/// Whether the widget has nothing left to do. A customer whose option is declined may enter another;
/// an order may replace any.
pub(crate) fn is_done(resource: &Resource) -> bool {
    resource.inner.option.as_ref().is_some_and(|option| !option.declines)
}

/// Does what the customer has chosen.
pub(crate) fn act(mut resource: Resource, choice: Choice, work: &mut Work<'_>) -> Told {
    let status = match choice {
        Choice::Approve | Choice::ApproveDeclining => "success",
        Choice::Refuse => "failure",
        Choice::Cancel => "cancelled",
    };
    if status != "success" {
        resource.remember(work.stamp(), format!("widget: {status}"));
        work.put(resource);
        return Told { status, option: None };
    }
    let declines = choice == Choice::ApproveDeclining;
    let option = PaymentOption {
        reference: work.uuid().replace('-', ""),
        agreement: format!("BillingAgreement-{}", work.uuid()),
        short_number: if declines { "400000****0002" } else { "520000****0072" }.to_owned(),
        declines,
    };
    resource.inner.option = Some(option.clone());
    resource.remember(work.stamp(), "widget: a payment option was stored");
    link(&mut resource, &option, work);
    work.put(resource);
    Told { status, option: Some(option) }
}

/// Shows the stored option where its object has a row for it.
fn link(resource: &mut Resource, option: &PaymentOption, work: &mut Work<'_>) {
    let before = resource.value.clone();
    match resource.kind.as_str() {
        SERIE => {
            let reference = Json::text(option.reference.clone());
            let agreement = Json::object([("storedPaymentOptionReference", reference)]);
            resource.value.set("billingAgreement", agreement);
            resource.value.set("updatedAt", Json::text(work.stamp()));
            notifications::tell_of_widget(Event::Updated, resource, work);
        }
        SUBSCRIPTION => {
            if resource.value.str_at("status") == Some("created") {
                resource.value.set("status", Json::text("active"));
                notifications::tell_of_widget(Event::StatusUpdated, resource, work);
            }
            resource.value.set("updatedAt", Json::text(work.stamp()));
            billing::follow(&before, resource, work.now());
        }
        _ => {}
    }
}
