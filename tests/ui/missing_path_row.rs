//! A row of the path is left out: `billing_cycle_id`.

use smartpay_client::{CreateManualRetry, SubscriptionId};

fn retry(subscription: SubscriptionId) {
    let _ = CreateManualRetry::builder()
        .subscription_id(subscription)
        .reason("The card was blocked")
        .build_unchecked();
}

fn main() {}
