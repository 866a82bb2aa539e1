//! A small endpoint turned into a request and back from an answer.

use serde::{Deserialize, Serialize};

use super::*;
use crate::{Check, Decimal};

static PAGE: Document =
    Document { key: "create-order", title: "Create Order", revision: "2023-11-14", address: None };

#[derive(Serialize)]
struct CreateOrder {
    #[serde(skip)]
    shop: String,
    #[serde(skip)]
    page: Option<i64>,
    #[serde(with = "crate::decimal")]
    amount: Decimal,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Order {
    id: String,
}

impl Validate for CreateOrder {
    fn rules(&self, check: &mut Check<'_>) {
        check.document(&PAGE);
        check.path_row("shop").text(self.shop.as_str()).max_length(3);
    }
}

impl Endpoint for CreateOrder {
    type Answer = Order;

    const OPERATION: Operation = Operation {
        name: "create_order",
        method: http::Method::POST,
        path: "/shops/{shop}/orders/",
        success: Some(201),
        document: &PAGE,
        idempotent_by: None,
    };

    fn path(&self) -> Path {
        Path::new("/shops/").segment(&self.shop).literal("/orders/")
    }

    fn query(&self, query: &mut Query) {
        query.integer("page", self.page);
    }

    fn body(&self) -> Result<Option<Vec<u8>>, serde_json::Error> {
        json(self)
    }
}

struct DeleteOrder {
    id: String,
}

impl Validate for DeleteOrder {
    fn rules(&self, _check: &mut Check<'_>) {}
}

impl Endpoint for DeleteOrder {
    type Answer = ();

    const OPERATION: Operation = Operation {
        name: "delete_order",
        method: http::Method::DELETE,
        path: "/orders/{id}",
        success: None,
        document: &PAGE,
        idempotent_by: None,
    };

    fn path(&self) -> Path {
        Path::new("/orders/").segment(&self.id)
    }
}

fn base() -> BaseUrl {
    "https://api.example/v1/".parse().unwrap()
}

fn create(shop: &str, page: Option<i64>) -> CreateOrder {
    CreateOrder { shop: shop.to_owned(), page, amount: Decimal::new(0, 2) }
}

fn answer(status: u16, body: &str) -> http::Response<Vec<u8>> {
    http::Response::builder().status(status).body(body.as_bytes().to_vec()).unwrap()
}

#[test]
fn a_request_with_a_body() {
    let request = create("a/b", Some(2)).to_request(&base()).unwrap();
    assert_eq!(request.method(), http::Method::POST);
    assert_eq!(request.uri(), "https://api.example/v1/shops/a%2Fb/orders/?page=2");
    assert_eq!(request.headers()[ACCEPT], "application/json");
    assert_eq!(request.headers()[CONTENT_TYPE], "application/json");
    assert_eq!(request.headers().len(), 2);
    assert_eq!(request.body(), br#"{"amount":0.00}"#);
}

#[test]
fn a_request_without_a_body() {
    let request = DeleteOrder { id: "7".to_owned() }.to_request(&base()).unwrap();
    assert_eq!(request.method(), http::Method::DELETE);
    assert_eq!(request.uri(), "https://api.example/v1/orders/7");
    assert!(!request.headers().contains_key(CONTENT_TYPE));
    assert!(request.body().is_empty());
}

#[test]
fn an_address_that_means_something_else_is_not_formed() {
    let error = create("", None).to_request(&base()).unwrap_err();
    assert!(matches!(error, RequestError::PathParameter { .. }), "{error:?}");
    let too_long = "x".repeat(70_000);
    let error = create(&too_long, None).to_request(&base()).unwrap_err();
    assert!(matches!(error, RequestError::Address(_)), "{error:?}");
    assert!(!error.to_string().contains("xxx"));
}

#[test]
fn every_2xx_is_success() {
    for status in [200, 201, 202] {
        let order = CreateOrder::read_response(&answer(status, r#"{"id":"7","new":1}"#)).unwrap();
        assert_eq!(order, Order { id: "7".to_owned() });
    }
}

#[test]
fn a_refusal_keeps_the_body_and_does_not_show_it() {
    for status in [199, 302, 400, 404, 429, 500, 503] {
        let error = CreateOrder::read_response(&answer(status, "hunter2")).unwrap_err();
        assert!(matches!(error, AnswerError::Refused { .. }));
        assert_eq!(error.status().as_u16(), status);
        assert_eq!(error.body().as_bytes(), b"hunter2");
        assert!(!format!("{error} {error:?}").contains("hunter2"));
    }
}

#[test]
fn an_answer_that_is_not_understood_keeps_the_body_and_does_not_show_it() {
    let body = r#"{"id":["hunter2"]}"#;
    let error = CreateOrder::read_response(&answer(201, body)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the API carried out the request (status 201 Created), but its answer cannot be read: at \
         `/id`, line 1 column 6: the value is not of the documented kind"
    );
    assert_eq!(error.body().to_text(), body);
    assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
    let AnswerError::NotUnderstood { cause, .. } = error else { panic!("{error}") };
    assert_eq!((cause.pointer(), cause.line(), cause.column()), ("/id", 1, 6));
    assert_eq!(cause.reason(), "invalid type: sequence, expected a string at line 1 column 6");
}

#[test]
fn an_endpoint_without_content_takes_any_body() {
    for body in ["", "null", "{}", r#"{"id":1}"#, "<html>", "\u{0}"] {
        assert_eq!(DeleteOrder::read_response(&answer(204, body)), Ok(()), "{body:?}");
    }
    assert!(DeleteOrder::read_response(&answer(404, "")).is_err());
}

#[test]
fn a_response_may_hold_any_kind_of_bytes() {
    let response = http::Response::new(br#"{"id":"7"}"#.as_slice());
    assert!(CreateOrder::read_response(&response).is_ok());
}

#[test]
fn an_endpoint_is_validated_like_every_value() {
    assert!(create("abc", None).validate().is_ok());
    let text = create("abcd", None).validate().unwrap_err().to_string();
    assert!(text.starts_with("path `/shop`: at most 3 characters"), "{text}");
}

#[test]
fn errors_can_cross_threads_and_be_boxed() {
    fn assert_error<E: std::error::Error + Send + Sync + 'static>() {}
    assert_error::<RequestError>();
    assert_error::<AnswerError>();
    assert_error::<InvalidBaseUrl>();
    assert_error::<crate::Invalid>();
    assert_error::<crate::InvalidIdentifier>();
}
