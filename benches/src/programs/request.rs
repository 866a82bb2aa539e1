//! One request, without HTTP.

use smartpay_client::service::base_url_from_env;
use smartpay_client::{BaseUrl, Endpoint, ListPaymentSeries};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let request = ListPaymentSeries::builder().build()?;
    println!("{:?}", request.to_request(&BaseUrl::parse(&base_url_from_env()?)?)?);
    Ok(())
}
