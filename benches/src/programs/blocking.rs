//! One call by the blocking client.

use smartpay_client::ListPaymentSeries;
use smartpay_client::blocking::Client;
use smartpay_client::service::{base_url_from_env, credentials_from_env};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client =
        Client::builder(&base_url_from_env()?).credentials(credentials_from_env()?).build()?;
    let request = ListPaymentSeries::builder().build()?;
    println!("{:?}", client.list_payment_series(&request)?);
    Ok(())
}
