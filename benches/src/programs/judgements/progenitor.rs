use peer::Client;
use peer::types::{CreatePaymentSerie, CreateSubscriptionCheckout};

static CLIENT: LazyLock<Client> = LazyLock::new(|| Client::new(ADDRESS.as_str()));

fn stops(case: &Value) -> bool {
    match case["request"].as_str() {
        Some("CreatePaymentSerie") => is_stopped::<CreatePaymentSerie>(case, |it| {
            sends(CLIENT.create_payment_serie("en-US", None, None, it))
        }),
        _ => is_stopped::<CreateSubscriptionCheckout>(case, |it| {
            sends(CLIENT.create_subscription_checkout("en-US", "https://shop.example", None, it))
        }),
    }
}
