//! Rust types behind function pointers.

use std::fmt::Debug;
use std::pin::Pin;

use client_runtime::http::{self, Response};
use client_runtime::{
    AnswerError, BaseUrl, BlockingClient, Client, Endpoint, Error, Further, Invalid, Operation,
    RequestError, Validate, Violation,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;

use crate::json::below;

/// A request of any endpoint.
pub(crate) trait Request: Debug {
    fn validate(&self) -> Result<(), Invalid>;
    fn to_request(&self, base: &BaseUrl) -> Result<http::Request<Vec<u8>>, RequestError>;
    /// Calls the endpoint, and prints the answer by `{:?}` and `{:#?}`.
    fn send(&self, client: &BlockingClient) -> Result<String, Error>;
    /// The same with the async client.
    fn send_async<'c>(
        &'c self,
        client: &'c Client,
    ) -> Pin<Box<dyn Future<Output = Result<String, Error>> + 'c>>;
}

impl<T: Endpoint<Answer: Debug> + Debug> Request for T {
    fn validate(&self) -> Result<(), Invalid> {
        Validate::validate(self)
    }

    fn to_request(&self, base: &BaseUrl) -> Result<http::Request<Vec<u8>>, RequestError> {
        Endpoint::to_request(self, base)
    }

    fn send(&self, client: &BlockingClient) -> Result<String, Error> {
        client.send(self).map(|answer| format!("{answer:?}\n{answer:#?}"))
    }

    fn send_async<'c>(
        &'c self,
        client: &'c Client,
    ) -> Pin<Box<dyn Future<Output = Result<String, Error>> + 'c>> {
        Box::pin(
            async move { client.send(self).await.map(|answer| format!("{answer:?}\n{answer:#?}")) },
        )
    }
}

impl dyn Request {
    /// Every rule that the request breaks.
    pub(crate) fn violations(&self) -> Vec<Violation> {
        self.validate().err().into_iter().flatten().collect()
    }
}

/// A value as it prints itself.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Printed {
    /// As JSON.
    pub(crate) json: String,
    /// By `{:?}` and `{:#?}`.
    pub(crate) debug: String,
}

impl Printed {
    fn new<T: Serialize + Debug>(value: &T) -> Self {
        let json = serde_json::to_string(value).unwrap();
        Self { json, debug: format!("{value:?}\n{value:#?}") }
    }
}

/// The type of a request.
pub(crate) struct RequestType {
    pub(crate) name: &'static str,
    /// The name of the answer's type; empty for `()`.
    pub(crate) answer: &'static str,
    pub(crate) operation: Operation,
    /// Reads a request from JSON.
    pub(crate) read: fn(&str) -> serde_json::Result<Box<dyn Request>>,
    /// Reads a request from JSON, and says where that fails.
    pub(crate) read_at: fn(&str) -> Result<Box<dyn Request>, Unread>,
    /// Reads the answer from its status and body.
    pub(crate) read_answer: fn(u16, &[u8]) -> Result<Printed, AnswerError>,
}

impl RequestType {
    pub(super) fn of<T>() -> Self
    where
        T: Endpoint<Answer: Debug + Serialize> + DeserializeOwned + Debug + 'static,
    {
        Self {
            name: name::<T>(),
            answer: name::<T::Answer>(),
            operation: T::OPERATION,
            read: |json| serde_json::from_str::<T>(json).map(|it| Box::new(it) as Box<dyn Request>),
            read_at: |json| read_at::<T>(json).map(|it| Box::new(it) as Box<dyn Request>),
            read_answer: |status, body| {
                let response = Response::builder().status(status).body(body).unwrap();
                T::read_response(&response).map(|answer| Printed::new(&answer))
            },
        }
    }
}

/// Why JSON could not be read, and the JSON Pointer of the place.
pub(crate) struct Unread {
    pub(crate) pointer: String,
    pub(crate) reason: String,
}

fn read_at<T: DeserializeOwned>(json: &str) -> Result<T, Unread> {
    let mut reader = serde_json::Deserializer::from_str(json);
    serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let mut pointer = String::new();
        for segment in error.path() {
            pointer = match segment {
                Segment::Seq { index } => below(&pointer, &index.to_string()),
                Segment::Map { key } => below(&pointer, key),
                other => panic!("a place in JSON has no {other}"),
            };
        }
        let reason = error.into_inner().to_string();
        // A key that is missing is named in the reason alone.
        let missing = reason.strip_prefix("missing field `").and_then(|it| it.split_once('`'));
        let pointer = missing.map_or(pointer.clone(), |(key, _)| below(&pointer, key));
        Unread { pointer, reason }
    })
}

/// The type of an object.
pub(crate) struct ObjectType {
    pub(crate) name: &'static str,
    /// Reads one from JSON and prints it.
    pub(crate) print: fn(&str) -> serde_json::Result<Printed>,
    /// What is wrong with one, for an object that is sent.
    pub(crate) violations: Option<fn(&str) -> Vec<Violation>>,
    /// Sets a further key of one.
    pub(crate) with_further: Option<Box<SetFurther>>,
}

/// Sets a further key of an object given as JSON: what it prints then, and what is wrong with it.
pub(crate) type SetFurther = dyn Fn(&str, &str) -> (Printed, Vec<Violation>) + Send + Sync;

impl ObjectType {
    /// An object that is received only.
    pub(super) fn received<T: Serialize + DeserializeOwned + Debug>() -> Self {
        Self {
            name: name::<T>(),
            print: |json| serde_json::from_str::<T>(json).map(|it| Printed::new(&it)),
            violations: None,
            with_further: None,
        }
    }

    /// An object that is sent.
    pub(super) fn sent<T: Serialize + DeserializeOwned + Debug + Validate>() -> Self {
        let violations = |json: &str| violations(&serde_json::from_str::<T>(json).unwrap());
        Self { violations: Some(violations), ..Self::received::<T>() }
    }

    /// An object that is sent, with a field for further keys.
    pub(super) fn open<T: Serialize + DeserializeOwned + Debug + Validate + 'static>(
        further: fn(&mut T) -> &mut Further,
    ) -> Self {
        let set = move |json: &str, key: &str| {
            let mut value: T = serde_json::from_str(json).unwrap();
            further(&mut value).insert(key, "further");
            (Printed::new(&value), violations(&value))
        };
        Self { with_further: Some(Box::new(set)), ..Self::sent::<T>() }
    }
}

fn violations<T: Validate>(value: &T) -> Vec<Violation> {
    value.validate().err().into_iter().flatten().collect()
}

/// The last part of a type's name.
fn name<T>() -> &'static str {
    let whole = std::any::type_name::<T>();
    if whole == "()" { "" } else { whole.rsplit("::").next().unwrap_or(whole) }
}
