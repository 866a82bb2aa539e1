//! Nothing is missing: this is what the other files fail to be.

use smartpay_client::{CreateManualRetry, Validate as _};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let uuid = "60b8fe39-1c71-40e8-b2b8-d2ae4b5d9c20";
    let retry = CreateManualRetry::builder()
        .subscription_id(format!("Subscription-{uuid}").parse()?)
        .billing_cycle_id(format!("BillingCycle-{uuid}").parse()?)
        .reason("The card was blocked")
        .build()?;
    retry.validate()?;
    Ok(())
}
