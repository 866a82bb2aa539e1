//! Charges of a stored payment option.

use super::SERIE;
use crate::json::Json;
use crate::refusal::Violation;
use crate::resources::Call;
use crate::store::{Name, PaymentOption, Resource, Work};
use crate::trouble::Outcome;

/// A payment serie cannot be charged before the customer has stored a payment option.
pub(super) fn without_option(
    call: &Call<'_>,
    parents: &[Name],
    work: &Work<'_>,
) -> Option<Violation> {
    let serie = work.resource(parents.last()?)?;
    let row = call.behaviour.parents.last()?;
    let text = "the customer has not stored a payment option for it yet";
    option_of(serie).is_none().then(|| super::wrong_state(call, &row.row, text))
}

/// The payment option of a resource: the one that the customer has stored, or the one that the
/// merchant has named when it was created.
fn option_of(resource: &Resource) -> Option<PaymentOption> {
    if let Some(option) = &resource.inner.option {
        return Some(option.clone());
    }
    let named =
        resource.value.at(&["billingAgreement", "storedPaymentOptionReference"])?.as_str()?;
    Some(PaymentOption {
        reference: named.to_owned(),
        agreement: String::new(),
        short_number: String::new(),
        declines: false,
    })
}

/// Charges a payment serie: the new transaction gets what the charge brings.
pub(super) fn serie(
    call: &Call<'_>,
    parents: &[Name],
    transaction: &mut Resource,
    work: &mut Work<'_>,
) {
    let Some(serie) = parents.iter().find(|(kind, _)| kind == SERIE) else { return };
    let Some(serie) = work.resource(serie).cloned() else { return };
    let Some(option) = option_of(&serie) else { return };
    let outcome = call.outcomes.of(&serie, &option);
    complete(&mut transaction.value, &option, outcome, work);
    transaction.remember(work.stamp(), words(outcome));
}

/// Gives a transaction the rows that a charge brings.
pub(super) fn complete(
    transaction: &mut Json,
    option: &PaymentOption,
    outcome: Outcome,
    work: &mut Work<'_>,
) {
    let log = Json::object([
        ("id", Json::text(format!("TransactionLog-{}", work.uuid()))),
        ("createdAt", Json::text(work.stamp())),
    ]);
    let rows = [
        ("storedPaymentOptionReference", Json::text(option.reference.clone())),
        ("modificationId", Json::text(work.uuid())),
        ("transactionReferenceId", Json::text(work.uuid())),
        ("reconciliationReferenceId", Json::text(work.uuid())),
        ("paymentStatus", Json::text(words(outcome))),
        ("transactionLogs", Json::List(vec![log])),
    ];
    for (row, value) in rows {
        transaction.set(row, value);
    }
}

/// The word for an outcome in a transaction. Only the first is documented.
pub(super) fn words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Captured => "captured",
        Outcome::Declined => "declined",
        Outcome::Error => "error",
    }
}
