//! A small documented API for the tests, and a transport that plays a script on a clock that only
//! moves when it is told to.
#![allow(dead_code, unreachable_pub, reason = "each test takes what it needs")]
#![allow(clippy::unwrap_used, reason = "a test's helper may fail the test")]

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use client_runtime::{
    Authentication, BlockingClient, BlockingTransport, Body, BoxFuture, Carried, Check, Client,
    ClientBuilder, Clock, CredentialField, CredentialRow, Credentials, Document, Endpoint,
    HeaderField, Limits, Method, Operation, Page, PagedEndpoint, Path, Query, Service, Transport,
    Validate, json, serde_json,
};
use serde::{Deserialize, Serialize};

pub mod fault;
pub mod server;

pub const KEY: &str = "hunter2-shop-key";
pub const PASSWORD: &str = "correct-horse";

pub static SERVICE: Service = Service {
    name: "shop-client",
    version: "0.1.0",
    credentials: &[
        CredentialField { name: "shopKey", variable: "TEST_SHOP_KEY" },
        CredentialField { name: "password", variable: "TEST_SHOP_PASSWORD" },
    ],
    authentication: &[
        Authentication::Basic { username: "shopKey", password: "password" },
        Authentication::Header { name: "X-API-KEY", value: "shopKey" },
    ],
    headers: &[
        HeaderField { name: "Accept-Language", value: Some("en-US") },
        HeaderField { name: "Origin", value: None },
    ],
    timeout: Duration::from_secs(90),
    messages: Some("/message/message"),
};

static PAGE: Document =
    Document { key: "orders", title: "Orders", revision: "2023-11-14", address: None };

const fn operation(name: &'static str, method: Method, key: Option<&'static str>) -> Operation {
    Operation { name, method, path: "/orders", success: None, document: &PAGE, idempotent_by: key }
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Order {
    pub id: String,
}

/// A POST with a documented idempotency value, a credential in the body and references.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateOrder {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shop_key: Option<String>,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub once: Option<String>,
}

impl CreateOrder {
    pub fn new() -> Self {
        CreateOrder { name: "Jane Roe".to_owned(), ..CreateOrder::default() }
    }

    pub fn once() -> Self {
        CreateOrder { once: Some("only-once-1".to_owned()), ..CreateOrder::new() }
    }
}

impl Validate for CreateOrder {
    fn rules(&self, check: &mut Check<'_>) {
        check.document(&PAGE);
        check.row("name").text(self.name.as_str()).max_length(20);
    }
}

impl Endpoint for CreateOrder {
    type Answer = Order;
    const OPERATION: Operation = operation("Create Order", Method::POST, Some("once"));
    const CREDENTIALS: &'static [CredentialRow] =
        &[CredentialRow { row: "shopKey", credential: "shopKey" }];
    const REFERENCES: &'static [&'static str] = &["reference", "once"];
    const FIND_OUT: Option<&'static str> = Some("list the orders by `reference`");

    fn path(&self) -> Path {
        Path::new("/orders")
    }

    fn body(&self) -> Result<Option<Vec<u8>>, serde_json::Error> {
        json(self)
    }
}

macro_rules! plain {
    ($name:ident, $title:literal, $method:ident, $answer:ty) => {
        #[derive(Debug, Clone, Default)]
        pub struct $name;

        impl Validate for $name {
            fn rules(&self, _: &mut Check<'_>) {}
        }

        impl Endpoint for $name {
            type Answer = $answer;
            const OPERATION: Operation = operation($title, Method::$method, None);

            fn path(&self) -> Path {
                Path::new("/orders/7")
            }
        }
    };
}

plain!(GetOrder, "Get Order", GET, Order);
plain!(DeleteOrder, "Delete Order", DELETE, ());

/// A POST that demands a header.
#[derive(Debug, Clone)]
pub struct Checkout;

impl Validate for Checkout {
    fn rules(&self, _: &mut Check<'_>) {}
}

impl Endpoint for Checkout {
    type Answer = ();
    const OPERATION: Operation = operation("Checkout", Method::POST, None);
    const REQUIRED_HEADERS: &'static [&'static str] = &["Origin"];

    fn path(&self) -> Path {
        Path::new("/checkout")
    }
}

/// A list.
#[derive(Debug, Clone, Default)]
pub struct ListOrders {
    pub page: Option<i64>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Orders {
    pub page: Option<i64>,
    pub total_pages: i64,
    pub data: Vec<u32>,
}

impl Validate for ListOrders {
    fn rules(&self, _: &mut Check<'_>) {}
}

impl Endpoint for ListOrders {
    type Answer = Orders;
    const OPERATION: Operation = operation("List Orders", Method::GET, None);

    fn path(&self) -> Path {
        Path::new("/orders")
    }

    fn query(&self, query: &mut Query) {
        query.integer("page", self.page);
    }
}

impl PagedEndpoint for ListOrders {
    type Item = u32;

    fn page(&self) -> Option<i64> {
        self.page
    }

    fn set_page(&mut self, page: i64) {
        self.page = Some(page);
    }

    fn split(answer: Orders) -> Page<u32> {
        Page { number: answer.page, total_pages: answer.total_pages, items: answer.data }
    }
}

pub fn credentials() -> Credentials {
    Credentials::new().with("shopKey", KEY).with("password", PASSWORD)
}

pub fn builder<K>(base: &str) -> ClientBuilder<K, K> {
    ClientBuilder::new(&SERVICE, base).credentials(credentials())
}

pub fn answer(status: u16, body: &str) -> http::Response<Body> {
    http::Response::builder().status(status).body(Body::from(body.as_bytes())).unwrap()
}

pub fn answer_after(status: u16, retry_after: &str) -> http::Response<Body> {
    let builder = http::Response::builder().status(status).header("Retry-After", retry_after);
    builder.body(Body::default()).unwrap()
}

/// Plays answers and faults in their order, and keeps what was sent and how long was waited.
#[derive(Clone)]
pub struct Script(Arc<Mutex<Play>>);

struct Play {
    outcomes: VecDeque<Carried>,
    /// What to answer behind the end of the script.
    further: fn() -> Carried,
    takes: Duration,
    sent: Vec<(http::Request<Body>, Limits)>,
    waits: Vec<Duration>,
    began: Instant,
    passed: Duration,
}

impl Script {
    pub fn new(outcomes: impl IntoIterator<Item = Carried>) -> Self {
        Script(Arc::new(Mutex::new(Play {
            outcomes: outcomes.into_iter().collect(),
            further: || Ok(answer(200, r#"{"id":"7"}"#)),
            takes: Duration::from_secs(1),
            sent: Vec::new(),
            waits: Vec::new(),
            began: Instant::now(),
            passed: Duration::ZERO,
        })))
    }

    pub fn further(self, further: fn() -> Carried) -> Self {
        self.0.lock().unwrap().further = further;
        self
    }

    /// How long each try takes.
    pub fn takes(self, time: Duration) -> Self {
        self.0.lock().unwrap().takes = time;
        self
    }

    pub fn sent(&self) -> Vec<(http::Request<Body>, Limits)> {
        self.0.lock().unwrap().sent.clone()
    }

    pub fn waits(&self) -> Vec<u64> {
        self.0.lock().unwrap().waits.iter().map(Duration::as_secs).collect()
    }

    pub fn client(&self) -> BlockingClient {
        self.clone().built(builder("https://api.example/v1"))
    }

    pub fn built(self, builder: ClientBuilder<BlockingClient, BlockingClient>) -> BlockingClient {
        builder.clock(Arc::new(self.clone())).build_with(self).unwrap()
    }

    pub fn async_client(&self) -> Client {
        let builder = builder::<Client>("https://api.example/v1");
        builder.clock(Arc::new(self.clone())).build_with(self.clone()).unwrap()
    }

    fn play(&self, request: http::Request<Body>, limits: Limits) -> Carried {
        let mut play = self.0.lock().unwrap();
        let takes = play.takes;
        play.passed += takes;
        play.sent.push((request, limits));
        play.outcomes.pop_front().unwrap_or_else(play.further)
    }

    fn wait(&self, time: Duration) {
        let mut play = self.0.lock().unwrap();
        play.passed += time;
        play.waits.push(time);
    }
}

impl BlockingTransport for Script {
    fn send(&self, request: http::Request<Body>, limits: Limits) -> Carried {
        self.play(request, limits)
    }

    fn sleep(&self, time: Duration) {
        self.wait(time);
    }
}

impl Transport for Script {
    fn send(&self, request: http::Request<Body>, limits: Limits) -> BoxFuture<'_, Carried> {
        Box::pin(async move { self.play(request, limits) })
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move { self.wait(time) })
    }
}

impl Clock for Script {
    fn now(&self) -> Instant {
        let play = self.0.lock().unwrap();
        play.began + play.passed
    }

    /// 2026-01-01T00:00:00Z and what has passed.
    fn wall_time(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600) + self.0.lock().unwrap().passed
    }

    fn jitter(&self, at_most: Duration) -> Duration {
        at_most
    }
}

/// Runs a future that never has to wait for anything outside.
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut future = std::pin::pin!(future);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match future.as_mut().poll(&mut context) {
        std::task::Poll::Ready(value) => value,
        std::task::Poll::Pending => panic!("a scripted call waits for nothing"),
    }
}
