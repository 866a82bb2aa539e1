use peer::HttpClient;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let base_url = std::env::var("SMARTPAY_BASE_URL")?;
    let client = HttpClient::new().with_base_url(base_url);
    let none = None::<&str>;
    let call = client.list_payment_series(
        None, None, none, none, none, none, None, none, none, "en-US", none, none,
    );
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    println!("{:?}", runtime.block_on(call)?);
    Ok(())
}
