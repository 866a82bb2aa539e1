use std::sync::LazyLock;

use serde_json::Value;

use peer::Client;

use crate::server::{ADDRESS, call};

static CLIENT: LazyLock<Client> = LazyLock::new(|| Client::new(ADDRESS.as_str()));

pub(crate) fn send(request: &str, body: Value) {
    match request {
        "CreatePaymentSerie" => {
            let Ok(body) = serde_json::from_value(body) else { return };
            call(CLIENT.create_payment_serie("en-US", None, None, &body));
        }
        _ => {
            let Ok(body) = serde_json::from_value(body) else { return };
            let origin = "https://shop.example";
            call(CLIENT.create_subscription_checkout("en-US", origin, None, &body));
        }
    }
}
