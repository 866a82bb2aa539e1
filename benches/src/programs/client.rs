//! One call by the client.

use smartpay_client::service::{base_url_from_env, credentials_from_env};
use smartpay_client::{Client, ListPaymentSeries};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client =
        Client::builder(&base_url_from_env()?).credentials(credentials_from_env()?).build()?;
    let request = ListPaymentSeries::builder().build()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    println!("{:?}", runtime.block_on(client.list_payment_series(&request))?);
    Ok(())
}
