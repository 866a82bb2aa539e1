use std::sync::LazyLock;

use serde_json::Value;

use peer::HttpClient;

use crate::server::{ADDRESS, call};

static CLIENT: LazyLock<HttpClient> =
    LazyLock::new(|| HttpClient::new().with_base_url(ADDRESS.as_str()));

pub(crate) fn send(request: &str, body: Value) {
    let none = None::<&str>;
    match request {
        "CreatePaymentSerie" => {
            let Ok(body) = serde_json::from_value(body) else { return };
            call(CLIENT.create_payment_serie("en-US", none, none, body));
        }
        _ => {
            let Ok(body) = serde_json::from_value(body) else { return };
            let origin = "https://shop.example";
            call(CLIENT.create_subscription_checkout("en-US", origin, none, body));
        }
    }
}
