use peer::{ListPaymentSeriesRequest, SmartPaySubscriptionModuleClient};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let base_url = std::env::var("SMARTPAY_BASE_URL")?;
    let client = SmartPaySubscriptionModuleClient::with_base_url(base_url)?;
    let call = client.list_payment_series(ListPaymentSeriesRequest::default());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    println!("{:?}", runtime.block_on(call)?);
    Ok(())
}
