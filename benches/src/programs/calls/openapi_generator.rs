use peer::apis::configuration::Configuration;
use peer::apis::payment_series_api::list_payment_series;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let base_path = std::env::var("SMARTPAY_BASE_URL")?;
    let client = Configuration { base_path, ..Configuration::new() };
    let call = list_payment_series(
        &client, "en-US", None, None, None, None, None, None, None, None, None, None, None,
    );
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    println!("{:?}", runtime.block_on(call)?);
    Ok(())
}
