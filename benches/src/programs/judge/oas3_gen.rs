use std::sync::LazyLock;

use serde_json::Value;

use peer::{
    CreatePaymentSerieRequest, CreatePaymentSerieRequestHeader, CreateSubscriptionCheckoutRequest,
    CreateSubscriptionCheckoutRequestHeader, SmartPaySubscriptionModuleClient,
};

use crate::server::{ADDRESS, call};

static CLIENT: LazyLock<SmartPaySubscriptionModuleClient> = LazyLock::new(|| {
    SmartPaySubscriptionModuleClient::with_base_url(ADDRESS.as_str()).expect("a client")
});

pub(crate) fn send(request: &str, body: Value) {
    match request {
        "CreatePaymentSerie" => {
            let Ok(body) = serde_json::from_value(body) else { return };
            let header = CreatePaymentSerieRequestHeader {
                accept_language: "en-US".to_owned(),
                origin: None,
                user_agent: None,
            };
            call(CLIENT.create_payment_serie(CreatePaymentSerieRequest { header, body }));
        }
        _ => {
            let Ok(body) = serde_json::from_value(body) else { return };
            let header = CreateSubscriptionCheckoutRequestHeader {
                accept_language: "en-US".to_owned(),
                origin: "https://shop.example".to_owned(),
                user_agent: None,
            };
            let request = CreateSubscriptionCheckoutRequest { header, body };
            call(CLIENT.create_subscription_checkout(request));
        }
    }
}
