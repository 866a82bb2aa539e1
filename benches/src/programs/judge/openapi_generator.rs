use std::sync::LazyLock;

use serde_json::Value;

use peer::apis::checkout_api::create_subscription_checkout;
use peer::apis::configuration::Configuration;
use peer::apis::payment_series_api::create_payment_serie;

use crate::server::{ADDRESS, call};

static CLIENT: LazyLock<Configuration> =
    LazyLock::new(|| Configuration { base_path: ADDRESS.clone(), ..Configuration::new() });

pub(crate) fn send(request: &str, body: Value) {
    match request {
        "CreatePaymentSerie" => {
            let Ok(body) = serde_json::from_value(body) else { return };
            call(create_payment_serie(&CLIENT, "en-US", body, None, None));
        }
        _ => {
            let Ok(body) = serde_json::from_value(body) else { return };
            let origin = "https://shop.example";
            call(create_subscription_checkout(&CLIENT, "en-US", origin, body, None));
        }
    }
}
