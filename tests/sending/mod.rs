//! The generated client on a transport of the test's own: what a call carries beside the request.

use std::sync::{Arc, Mutex};

use client_runtime::http::{Request, Response};
use client_runtime::{BlockingTransport, Body, Carried, Limits};
use smartpay_client::blocking::Client;
use smartpay_client::service::credentials;
use smartpay_client::{
    Address, CheckoutPayment, Consumer, CreateSubscriptionCheckout, Delivery, Error,
    GetPaymentSerie, Title,
};

/// Keeps what is sent, and answers each request with the same status and body.
#[derive(Clone)]
struct Recorder {
    sent: Arc<Mutex<Vec<Request<Body>>>>,
    status: u16,
    answer: &'static str,
}

impl Recorder {
    fn answering(status: u16, answer: &'static str) -> Self {
        Self { sent: Arc::default(), status, answer }
    }

    fn sent(&self) -> Vec<Request<Body>> {
        self.sent.lock().unwrap().drain(..).collect()
    }
}

impl BlockingTransport for Recorder {
    fn send(&self, request: Request<Body>, _: Limits) -> Carried {
        self.sent.lock().unwrap().push(request);
        let answer = Body::from(self.answer.as_bytes());
        Ok(Response::builder().status(self.status).body(answer).unwrap())
    }
}

fn checkout() -> CreateSubscriptionCheckout {
    let payment = CheckoutPayment::builder()
        .amount("0.00".parse().unwrap())
        .currency_code("EUR")
        .description("SMP*SUBSCR*MIT")
        .build()
        .unwrap();
    let address = Address::builder()
        .address_line1("Leopoldstrasse")
        .number("244")
        .city("Muenchen")
        .post_code("80807")
        .country_code("DE")
        .build()
        .unwrap();
    let consumer = Consumer::builder()
        .first_name("John")
        .last_name("Doe")
        .email_address("john.doe@mail.com")
        .title(Title::Mr)
        .date_of_birth("1980-01-01".parse().unwrap())
        .build()
        .unwrap();
    CreateSubscriptionCheckout::builder()
        .customer_account_id("Test-123")
        .payment(payment)
        .billing_address(address)
        .consumer(consumer)
        .build()
        .unwrap()
}

const ANSWER: &str = r#"{"subscriptionId":"9038cf01-e066-4cf9-b62b-df19b5590eed",
    "checkoutToken":"token","requestTime":"2023-04-06T14:45:24.429Z"}"#;

#[test]
fn a_call_is_authenticated_and_the_body_gets_its_credential() {
    let recorder = Recorder::answering(200, ANSWER);
    let client = Client::builder("https://api.example/v1")
        .credentials(credentials("73afeb44-432e-4b91-be37-a6b3d2fb7447", "pass"))
        .header("Origin", "https://shop.example")
        .build_with(recorder.clone())
        .unwrap();
    let answer = client.create_subscription_checkout(&checkout()).unwrap();
    assert_eq!(answer.checkout_token.expose(), "token");
    let sent = recorder.sent();
    assert_eq!(sent.len(), 1);
    let request = &sent[0];
    assert_eq!(request.uri(), "https://api.example/v1/payment/mit/subscription/creation");
    let header = |name: &str| request.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("x-api-key"), "73afeb44-432e-4b91-be37-a6b3d2fb7447");
    assert!(header("authorization").starts_with("Basic "));
    assert_eq!(header("accept-language"), "en-US");
    assert_eq!(header("origin"), "https://shop.example");
    assert_eq!(header("user-agent"), "smartpay-client/0.1.0");
    let body = request.body().to_text();
    assert!(
        body.starts_with(r#"{"merchantKey":"73afeb44-432e-4b91-be37-a6b3d2fb7447","#),
        "{body}"
    );
    assert!(body.contains(r#""amount":0.00"#), "{body}");
}

#[test]
fn a_checkout_without_its_origin_is_not_sent() {
    let recorder = Recorder::answering(200, ANSWER);
    let client = Client::builder("https://api.example/v1")
        .credentials(credentials("73afeb44-432e-4b91-be37-a6b3d2fb7447", "pass"))
        .build_with(recorder.clone())
        .unwrap();
    let error = client.create_subscription_checkout(&checkout()).unwrap_err();
    assert!(matches!(error, Error::MissingHeader { .. }), "{error:?}");
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert!(recorder.sent().is_empty());
}

#[test]
fn a_documented_refusal_is_told_field_by_field() {
    let refusal = r#"{"message":{"message":[{"consumer":["Invalid date of birth"]}]}}"#;
    let recorder = Recorder::answering(400, refusal);
    let client = Client::builder("https://api.example/v1")
        .credentials(credentials("k", "pass"))
        .build_with(recorder)
        .unwrap();
    let id = "PaymentSeries-fe3f839f-c8b5-48cd-a4f4-cbbb3766013b".parse().unwrap();
    let request = GetPaymentSerie::builder().id(id).build().unwrap();
    let Err(Error::Refused(refused)) = client.get_payment_serie(&request) else {
        panic!("the refusal is not told");
    };
    let messages: Vec<(&str, &str)> =
        refused.messages().iter().map(|it| (it.pointer(), it.text())).collect();
    assert_eq!(messages, [("/consumer", "Invalid date of birth")]);
    assert_eq!(refused.body().to_text(), refusal);
}

/// The generator leaves out what the runtime would not take: a client with one of the others could
/// not be built.
#[test]
fn the_generator_knows_the_headers_that_are_the_clients_own() {
    use client_runtime::http::header;
    let names = [
        header::ACCEPT,
        header::ACCEPT_CHARSET,
        header::ACCEPT_ENCODING,
        header::ACCEPT_LANGUAGE,
        header::AUTHORIZATION,
        header::CACHE_CONTROL,
        header::CONNECTION,
        header::CONTENT_ENCODING,
        header::CONTENT_LENGTH,
        header::CONTENT_TYPE,
        header::COOKIE,
        header::DATE,
        header::EXPECT,
        header::FORWARDED,
        header::HOST,
        header::IF_MATCH,
        header::ORIGIN,
        header::PROXY_AUTHORIZATION,
        header::RANGE,
        header::REFERER,
        header::TE,
        header::TRAILER,
        header::TRANSFER_ENCODING,
        header::UPGRADE,
        header::USER_AGENT,
        header::VIA,
    ];
    for name in names {
        let is_taken = client_runtime::CallOptions::new().header(name.as_str(), "x").is_ok();
        assert_eq!(generator::api::is_clients_own(name.as_str()), !is_taken, "{name}");
    }
}
