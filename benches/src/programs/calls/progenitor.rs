use peer::Client;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::new(&std::env::var("SMARTPAY_BASE_URL")?);
    let call = client.list_payment_series(
        None, None, None, None, None, None, None, None, None, "en-US", None, None,
    );
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    println!("{:?}", runtime.block_on(call)?);
    Ok(())
}
