use peer::{
    CreatePaymentSerie, CreatePaymentSerieRequest, CreatePaymentSerieRequestHeader,
    CreateSubscriptionCheckout, CreateSubscriptionCheckoutRequest,
    CreateSubscriptionCheckoutRequestHeader, SmartPaySubscriptionModuleClient,
};

static CLIENT: LazyLock<SmartPaySubscriptionModuleClient> = LazyLock::new(|| {
    SmartPaySubscriptionModuleClient::with_base_url(ADDRESS.as_str()).expect("a client")
});

fn stops(case: &Value) -> bool {
    match case["request"].as_str() {
        Some("CreatePaymentSerie") => is_stopped::<CreatePaymentSerie>(case, |body| {
            let header = CreatePaymentSerieRequestHeader {
                accept_language: "en-US".to_owned(),
                origin: None,
                user_agent: None,
            };
            let request = CreatePaymentSerieRequest { header, body: body.clone() };
            sends(CLIENT.create_payment_serie(request))
        }),
        _ => is_stopped::<CreateSubscriptionCheckout>(case, |body| {
            let header = CreateSubscriptionCheckoutRequestHeader {
                accept_language: "en-US".to_owned(),
                origin: "https://shop.example".to_owned(),
                user_agent: None,
            };
            let request = CreateSubscriptionCheckoutRequest { header, body: body.clone() };
            sends(CLIENT.create_subscription_checkout(request))
        }),
    }
}
