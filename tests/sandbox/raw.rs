//! Requests as they are, wrong ones too, which no generated client would send: over one connection.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use generator::Api;
use generator::api::{Endpoint, Part};

use crate::json::{Json, below};

/// A connection to a sandbox, with the credentials of a merchant.
pub(super) struct Raw {
    connection: BufReader<TcpStream>,
    /// The header that every request has.
    host: String,
    /// The headers of the API, by their names.
    headers: Vec<(String, String)>,
}

/// An answer.
pub(super) struct Answer {
    pub(super) status: u16,
    /// The places of the violated rows, each with its part before it: `/body/amount`.
    pub(super) places: Vec<String>,
    pub(super) body: String,
}

impl Raw {
    pub(super) fn new(api: &Api, address: SocketAddr, key: &str) -> Self {
        let host = format!("Host: {address}\r\n");
        let mut headers = Vec::new();
        let mut add = |name: &str, value: &str| headers.push((name.to_owned(), value.to_owned()));
        add("Content-Type", "application/json");
        add("Authorization", &format!("Basic {}", BASE64_STANDARD.encode(format!("{key}:secret"))));
        if let Some((name, ..)) = &api.authentication.header {
            add(name, key);
        }
        for header in api.headers.iter().filter(|it| it.name != "Content-Type") {
            add(&header.name, header.value.as_deref().unwrap_or("example"));
        }
        let connection = TcpStream::connect(address).unwrap();
        connection.set_nodelay(true).unwrap();
        Self { connection: BufReader::new(connection), host, headers }
    }

    /// Sends the parts of a request, path, query and body, with some of the headers.
    pub(super) fn send(
        &mut self,
        endpoint: &Endpoint,
        parts: &Json,
        is_sent: impl Fn(&str) -> bool,
    ) -> Answer {
        let body = parts.get("body").filter(|_| endpoint.has_body);
        let body = body.map(Json::to_string).unwrap_or_default();
        let mut head = format!("{} {} HTTP/1.1\r\n", endpoint.method, target(endpoint, parts));
        head.push_str(&self.host);
        for (name, value) in self.headers.iter().filter(|(name, _)| is_sent(name)) {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        self.ask(&head, &body)
    }

    /// An order to the sandbox, or a question; what it answers comes back.
    pub(super) fn order(&mut self, method: &str, path: &str, body: &str) -> String {
        let head = format!("{method} /_sandbox/{path} HTTP/1.1\r\n{}", self.host);
        let answer = self.ask(&head, body);
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.body
    }

    fn ask(&mut self, head: &str, body: &str) -> Answer {
        let request = format!("{head}Content-Length: {}\r\n\r\n{body}", body.len());
        self.connection.get_mut().write_all(request.as_bytes()).unwrap();
        let mut answer = Answer { status: 0, places: Vec::new(), body: String::new() };
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(self.connection.read_line(&mut line).unwrap() > 0, "closed: {request}");
            match line.trim_end().split_once(": ") {
                Some(("content-length", value)) => length = value.parse().unwrap(),
                Some(("x-sandbox-violations", value)) => answer.places = places(value),
                None if line == "\r\n" => break,
                None => answer.status = line.split(' ').nth(1).unwrap().parse().unwrap(),
                Some(_) => {}
            }
        }
        let mut body = vec![0; length];
        self.connection.read_exact(&mut body).unwrap();
        answer.body = String::from_utf8(body).unwrap();
        answer
    }
}

/// The path with its rows, and the query.
fn target(endpoint: &Endpoint, parts: &Json) -> String {
    let mut path = endpoint.template.clone();
    let mut query = String::new();
    for row in &endpoint.request.rows {
        let (part, place) = match row.part {
            Part::Path => ("path", "/path"),
            Part::Query => ("query", "/query"),
            Part::Body => continue,
        };
        assert!(parts.get(part).is_some(), "no {part}: {parts}");
        let Some(value) = parts.at(&below(place, &row.wire)) else { continue };
        let value = match value {
            Json::Text(text) => escaped(text),
            other => escaped(&other.to_string()),
        };
        match row.part {
            Part::Path => path = path.replace(&format!("{{{}}}", row.wire), &value),
            _ => query.push_str(&format!("&{}={value}", row.wire)),
        }
    }
    if query.is_empty() { path } else { format!("{path}?{}", &query[1..]) }
}

fn escaped(text: &str) -> String {
    let one = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(one).collect()
}

/// `query.page` as `/query/page`, and a pointer in the body as `/body` and that.
fn places(details: &str) -> Vec<String> {
    let Json::List(details) = Json::read(details) else { panic!("no list: {details}") };
    let place = |it: &Json| {
        let Some(Json::Text(pointer)) = it.get("pointer") else { panic!("no pointer: {it}") };
        match pointer.split_once('.') {
            Some((part @ ("path" | "query" | "headers"), row)) => below(&format!("/{part}"), row),
            _ => format!("/body{pointer}"),
        }
    };
    details.iter().map(place).collect()
}
