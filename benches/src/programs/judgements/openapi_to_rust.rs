use peer::{CreatePaymentSerie, CreateSubscriptionCheckout, HttpClient};

static CLIENT: LazyLock<HttpClient> =
    LazyLock::new(|| HttpClient::new().with_base_url(ADDRESS.as_str()));

fn stops(case: &Value) -> bool {
    let none = None::<&str>;
    match case["request"].as_str() {
        Some("CreatePaymentSerie") => is_stopped::<CreatePaymentSerie>(case, |it| {
            sends(CLIENT.create_payment_serie("en-US", none, none, it.clone()))
        }),
        _ => is_stopped::<CreateSubscriptionCheckout>(case, |it| {
            let origin = "https://shop.example";
            sends(CLIENT.create_subscription_checkout("en-US", origin, none, it.clone()))
        }),
    }
}
