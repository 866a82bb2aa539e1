use peer::apis::checkout_api::create_subscription_checkout;
use peer::apis::configuration::Configuration;
use peer::apis::payment_series_api::create_payment_serie;
use peer::models::{CreatePaymentSerie, CreateSubscriptionCheckout};

static CLIENT: LazyLock<Configuration> =
    LazyLock::new(|| Configuration { base_path: ADDRESS.clone(), ..Configuration::new() });

fn stops(case: &Value) -> bool {
    match case["request"].as_str() {
        Some("CreatePaymentSerie") => is_stopped::<CreatePaymentSerie>(case, |it| {
            sends(create_payment_serie(&CLIENT, "en-US", it.clone(), None, None))
        }),
        _ => is_stopped::<CreateSubscriptionCheckout>(case, |it| {
            let origin = "https://shop.example";
            sends(create_subscription_checkout(&CLIENT, "en-US", origin, it.clone(), None))
        }),
    }
}
