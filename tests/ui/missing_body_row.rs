//! A row of the body that is mandatory is left out: `reason`.

use smartpay_client::{BillingCycleId, CreateManualRetry, SubscriptionId};

fn retry(subscription: SubscriptionId, cycle: BillingCycleId) {
    let _ =
        CreateManualRetry::builder().subscription_id(subscription).billing_cycle_id(cycle).build();
}

fn main() {}
