//! The id of a billing cycle is passed where that of a subscription is wanted.

use smartpay_client::{BillingCycleId, CheckoutSubscriptionId, GetSubscription};

fn of_billing_cycle(cycle: BillingCycleId) {
    let _ = GetSubscription::builder().id(cycle);
}

fn of_checkout(subscription: CheckoutSubscriptionId) {
    let _ = GetSubscription::builder().id(subscription);
}

fn of_text() {
    let _ = GetSubscription::builder().id("Subscription-60b8fe39-1c71-40e8-b2b8-d2ae4b5d9c20");
}

fn main() {}
