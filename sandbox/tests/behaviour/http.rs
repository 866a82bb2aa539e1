//! A client of the tests' own, which sees every byte and never tries again.

use std::io::{self, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;

/// An answer as it came.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers.find(|(it, _)| it.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }

    /// The text under a key.
    pub(crate) fn text(&self, key: &str) -> String {
        let json = self.json();
        json[key].as_str().unwrap_or_else(|| panic!("no text `{key}` in {json}")).to_owned()
    }

    /// The answer of a request that was carried out.
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Self {
        let body = String::from_utf8_lossy(&self.body);
        assert_eq!(self.status, status, "{body}");
        self
    }
}

/// A merchant at a sandbox.
#[derive(Debug, Clone)]
pub(crate) struct Merchant {
    pub(crate) address: SocketAddr,
    pub(crate) key: String,
    pub(crate) password: String,
}

impl Merchant {
    pub(crate) fn new(sandbox: &sandbox::Sandbox, key: &str) -> Self {
        Self { address: sandbox.address(), key: key.to_owned(), password: "secret".to_owned() }
    }

    /// What every request carries.
    pub(crate) fn credentials(&self) -> Vec<(&'static str, String)> {
        let encoded = BASE64_STANDARD.encode(format!("{}:{}", self.key, self.password));
        vec![
            ("Authorization", format!("Basic {encoded}")),
            ("X-API-KEY", self.key.clone()),
            ("Accept-Language", "en-US".to_owned()),
            ("Origin", "https://shop.example".to_owned()),
            ("User-Agent", "tests".to_owned()),
        ]
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.call("GET", path, &[], None).unwrap()
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Answer {
        self.call("POST", path, &[], Some(body)).unwrap()
    }

    pub(crate) fn call(
        &self,
        method: &str,
        path: &str,
        headers: &[(&'static str, &str)],
        body: Option<&Value>,
    ) -> io::Result<Answer> {
        let mut all = self.credentials();
        all.extend(headers.iter().map(|(name, value)| (*name, (*value).to_owned())));
        let body = body.map(Value::to_string).unwrap_or_default();
        request(self.address, method, path, &all, body.as_bytes())
    }

    /// A call below `/_sandbox`, for this merchant.
    pub(crate) fn admin(&self, method: &str, path: &str, body: Option<&Value>) -> Answer {
        let headers = [("X-API-KEY", self.key.clone())];
        let body = body.map(Value::to_string).unwrap_or_default();
        let path = format!("/_sandbox/{path}");
        request(self.address, method, &path, &headers, body.as_bytes()).unwrap()
    }

    /// Stores a payment option, as the customer does in the widget.
    pub(crate) fn approve(&self, id: &str) {
        let choice = serde_json::json!({ "choice": "approve" });
        self.admin("POST", &format!("customer/{id}"), Some(&choice)).expect(200);
    }

    /// Moves the clock; what was billed comes back.
    pub(crate) fn advance(&self, duration: &str) -> Vec<Value> {
        let body = serde_json::json!({ "advance": duration });
        let moved = self.admin("POST", "clock", Some(&body)).expect(200).json();
        moved[0]["billed"].as_array().unwrap().clone()
    }
}

/// Sends a request on a connection of its own, and reads to its end.
pub(crate) fn request(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, String)],
    body: &[u8],
) -> io::Result<Answer> {
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n");
    if !body.is_empty() {
        head.push_str(&format!(
            "Content-Type: application/json\r\nContent-Length: {}\r\n",
            body.len()
        ));
    }
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    raw(address, &[head.as_bytes(), body].concat())
}

/// Sends bytes, and reads what comes back.
pub(crate) fn raw(address: SocketAddr, bytes: &[u8]) -> io::Result<Answer> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    // A server that refuses early may close before all is sent.
    let sent = stream.write_all(bytes);
    let mut answer = Vec::new();
    let read = stream.read_to_end(&mut answer);
    if answer.is_empty() {
        sent?;
        read?;
    }
    parse(&answer)
}

fn parse(bytes: &[u8]) -> io::Result<Answer> {
    let wrong = || io::Error::new(io::ErrorKind::UnexpectedEof, "no whole answer");
    let end = bytes.windows(4).position(|it| it == b"\r\n\r\n").ok_or_else(wrong)?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let status =
        lines.next().and_then(|it| it.split(' ').nth(1)?.parse().ok()).ok_or_else(wrong)?;
    let headers = lines.filter_map(|line| line.split_once(": "));
    let headers: Vec<(String, String)> =
        headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let answer = Answer { status, headers, body: bytes[end + 4..].to_vec() };
    let length = answer.header("content-length").and_then(|it| it.parse().ok());
    match length {
        Some(length) if answer.body.len() < length => Err(wrong()),
        _ => Ok(answer),
    }
}
