//! The generated client.
#![allow(clippy::expect_used, reason = "a judge that cannot go on says so and ends")]

use std::sync::LazyLock;

use serde_json::Value;
use smartpay_client::Client;
use smartpay_client::service::credentials;

use crate::server::{ADDRESS, call};

static CLIENT: LazyLock<Client> = LazyLock::new(|| {
    let client = Client::builder(&ADDRESS).header("Origin", "https://shop.example");
    let client = client.credentials(credentials("00000000-0000-4000-8000-000000000000", "secret"));
    client.build().expect("a client")
});

/// Has the request sent, if its type holds the body.
pub(crate) fn send(request: &str, body: Value) {
    match request {
        "CreatePaymentSerie" => {
            let Ok(request) = serde_json::from_value(body) else { return };
            call(CLIENT.create_payment_serie(&request));
        }
        _ => {
            let Ok(request) = serde_json::from_value(body) else { return };
            call(CLIENT.create_subscription_checkout(&request));
        }
    }
}
