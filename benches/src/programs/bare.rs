//! One call by bare reqwest.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address = std::env::var("SMARTPAY_BASE_URL")? + "/payment-series/";
    let client = reqwest::Client::builder().build()?;
    let call = async { client.get(address).send().await?.error_for_status()?.text().await };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    println!("{}", runtime.block_on(call)?);
    Ok(())
}
