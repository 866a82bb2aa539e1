//! A value is made by its builder alone, so that a row added to a page breaks no program.

use smartpay_client::{ListPaymentSeries, SubscriptionId};

fn with_default() -> ListPaymentSeries {
    ListPaymentSeries { page: Some(1), ..Default::default() }
}

fn by_literal(subscription_id: SubscriptionId) -> smartpay_client::DeleteSubscription {
    smartpay_client::DeleteSubscription { subscription_id }
}

fn main() {}
