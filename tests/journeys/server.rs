//! A server on loopback that answers each endpoint with the page's own sample, and may lose one
//! answer on purpose.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use generator::api::{Endpoint, Page, Segment};

use crate::example;
use crate::json::Json;
use crate::subject::Subject;

/// A request that has reached the server, with the endpoint that it is for.
pub(super) struct Received {
    pub(super) endpoint: &'static Endpoint,
    /// Path and query.
    pub(super) target: String,
    pub(super) head: String,
    pub(super) body: String,
}

/// The server; it serves until the test's process ends.
pub(super) struct Server {
    address: SocketAddr,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Server {
    /// Starts; the first answer of the endpoint called `lost` is not given.
    pub(super) fn start(subject: &'static Subject, lost: Option<&'static str>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let received = Arc::new(Mutex::new(Vec::new()));
        let shared = Arc::clone(&received);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let shared = Arc::clone(&shared);
                std::thread::spawn(move || serve(&stream.unwrap(), subject, lost, &shared));
            }
        });
        Self { address, received }
    }

    pub(super) fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(super) fn received(&self) -> Vec<Received> {
        std::mem::take(&mut self.received.lock().unwrap())
    }
}

fn serve(
    mut stream: &TcpStream,
    subject: &'static Subject,
    lost: Option<&'static str>,
    received: &Mutex<Vec<Received>>,
) {
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    while let Some((head, body)) = read(stream) {
        let mut words = head.split(' ');
        let (method, target) = (words.next().unwrap(), words.next().unwrap().to_owned());
        let Some((page, endpoint)) = find(subject, method, &target) else {
            let _ = stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
            continue;
        };
        let mut received = received.lock().unwrap();
        let is_first = received.iter().all(|it| it.endpoint.name != endpoint.name);
        received.push(Received { endpoint, target, head, body });
        drop(received);
        if is_first && lost == Some(endpoint.name.as_str()) {
            let _ = stream.shutdown(Shutdown::Both);
            return;
        }
        let answer = answer(subject, page, endpoint).map(|it| it.to_string()).unwrap_or_default();
        let status = endpoint.success.unwrap_or(200);
        let length = answer.len();
        let head = format!("HTTP/1.1 {status} Fine\r\nContent-Length: {length}\r\n\r\n");
        stream.write_all(format!("{head}{answer}").as_bytes()).unwrap();
    }
}

/// One request: its head and its body.
fn read(mut stream: &TcpStream) -> Option<(String, String)> {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let lower = head.to_ascii_lowercase();
            let length = lower.lines().find_map(|line| line.strip_prefix("content-length: "));
            if body.len() >= length.map_or(0, |it| it.parse().unwrap()) {
                return Some((head.to_owned(), body.to_owned()));
            }
        }
        match stream.read(&mut chunk) {
            Ok(0) | Err(_) => return None,
            Ok(read) => bytes.extend_from_slice(&chunk[..read]),
        }
    }
}

/// The endpoint of a method and a path; what stands in the path as it is wins over a parameter.
fn find(
    subject: &'static Subject,
    method: &str,
    target: &str,
) -> Option<(&'static Page, &'static Endpoint)> {
    let path = target.split('?').next()?;
    let fits = |endpoint: &Endpoint| {
        let pieces = endpoint.path.iter().map(|segment| match segment {
            Segment::Literal(text) => text.as_str(),
            Segment::Parameter(_) => "*",
        });
        let pattern: String = pieces.collect();
        let (ours, theirs) = (pattern.split('/'), path.split('/'));
        ours.clone().count() == theirs.clone().count()
            && ours
                .zip(theirs)
                .all(|(ours, theirs)| ours == theirs || ours == "*" && !theirs.is_empty())
    };
    let mut endpoints = subject.api.endpoints();
    endpoints.find(|(_, endpoint)| endpoint.method == method && fits(endpoint))
}

/// The page's sample answer, or one made up of the rows that must be there.
pub(super) fn answer(subject: &Subject, page: &Page, endpoint: &Endpoint) -> Option<Json> {
    let object = subject.api.object(endpoint.answer?);
    let is_readable = !page.samples.broken.iter().any(|path| path.starts_with("answer"));
    let sample = page.samples.answer.as_ref().filter(|_| is_readable);
    let answer = sample.map_or_else(|| example::fewest(&subject.api, object), Json::from);
    // A made-up list gives the page that is asked for: the first.
    Some(match &subject.api.paging {
        Some(paging) if subject.api.paged(endpoint).is_some() => {
            answer.with(&format!("/{}", paging.number), Json::number(0))
        }
        _ => answer,
    })
}
