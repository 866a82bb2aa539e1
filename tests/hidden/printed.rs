//! Everything that a program could print of a call: each request of each client is sent over
//! loopback by both stacks, and answered in every way with what must not be seen.

use std::io::{Read, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use client_runtime::{BlockingClient, Client, ClientBuilder, Credentials, Retry, Service};
use generator::Api;
use generator::api::Endpoint;

use super::markers::Planted;
use crate::example;
use crate::law::Law;
use crate::subject::{self, Subject};

#[path = "../../client-runtime/tests/support/ear.rs"]
mod ear;

/// Credentials that have the markers' beginning, and their encoded form.
const KEY: &str = "MrkrKey";
const PASSWORD: &str = "MrkrPassword";
const TOKEN: &str = "TXJrcktleTpNcmtyUGFzc3dvcmQ";

#[test]
fn a_call_prints_no_marker() {
    let ear = ear::Ear::listening();
    let mut law = Law::new("what is printed of a call, by whomever, shows no marker");
    let server = Server::start();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for (service, subject) in services().iter().zip(subject::all()) {
        let blocking = settings::<BlockingClient>(service, &server).build().unwrap();
        let asynchronous = settings::<Client>(service, &server).build().unwrap();
        for (_, endpoint) in subject.api.endpoints() {
            for full in example::all_rows(&subject.api, &endpoint.request) {
                let planted = Planted::new(&subject.api, &endpoint.request, &full);
                let request = (subject.request(endpoint).read)(&planted.json.to_string()).unwrap();
                for answer in answers(subject, endpoint) {
                    server.answer_with(&answer);
                    let results = [
                        request.send(&blocking),
                        runtime.block_on(request.send_async(&asynchronous)),
                    ];
                    for result in results {
                        let text = result.unwrap_or_else(|error| ear::printed(&error));
                        law.case(|| endpoint.name.clone(), hidden(&planted, &text));
                    }
                }
                law.case(|| endpoint.name.clone(), hidden(&planted, &ear.take()));
            }
        }
        let shown = format!("{blocking:#?} {asynchronous:#?}");
        assert!(!shown.contains(KEY) && !shown.contains(PASSWORD), "{shown}");
    }
    law.hold();
}

/// The clients themselves, and what they are made of.
#[test]
fn a_client_shows_no_credential() {
    macro_rules! shown {
        ($client:ident) => {
            for credentials in [credentials(&$client::service::SERVICE)] {
                let base = "https://api.example";
                let builder = $client::Client::builder(base).credentials(credentials.clone());
                let other =
                    $client::blocking::Client::builder(base).credentials(credentials.clone());
                let text = format!(
                    "{credentials:#?} {builder:#?} {other:#?} {:#?} {:#?}",
                    $client::Client::builder(base)
                        .credentials(credentials.clone())
                        .build()
                        .unwrap(),
                    $client::blocking::Client::builder(base)
                        .credentials(credentials.clone())
                        .build()
                        .unwrap(),
                );
                assert!(text.contains("ClientBuilder"), "{text}");
                assert!(![KEY, PASSWORD, TOKEN].iter().any(|it| text.contains(it)), "{text}");
            }
        };
    }
    use parcel_tracker_client as parcel_tracker;
    use smartpay_client as smartpay;
    shown!(smartpay);
    shown!(parcel_tracker);
}

/// The services in the order of the subjects.
fn services() -> [&'static Service; 2] {
    [&smartpay_client::service::SERVICE, &parcel_tracker_client::service::SERVICE]
}

fn credentials(service: &Service) -> Credentials {
    let fields = service.credentials.iter().enumerate();
    fields.fold(Credentials::new(), |credentials, (index, field)| {
        credentials.with(field.name, if index == 0 { KEY } else { PASSWORD })
    })
}

fn settings<C>(service: &'static Service, server: &Server) -> ClientBuilder<C, C> {
    let wait = Duration::from_millis(1);
    // Markers are longer than their rows allow, hence unchecked.
    ClientBuilder::new(service, &format!("http://{}", server.address))
        .credentials(credentials(service))
        .header("Origin", "https://Mrkr.example")
        .header("X-Own", "MrkrHeader")
        .retry(Retry::default().tries(2).backoff(wait, wait))
        .timeout(Duration::from_secs(20))
        .unchecked()
}

fn hidden(planted: &Planted, text: &str) -> Result<(), String> {
    match text.contains(TOKEN) {
        true => Err("the token of Basic authentication is shown".to_owned()),
        false => planted.is_hidden_in(text),
    }
}

/// Answers of every kind, each with markers.
fn answers(subject: &Subject, endpoint: &Endpoint) -> Vec<String> {
    let body = planted_answer(&subject.api, endpoint);
    let cut = &body[..body.len() / 2];
    let messages = r#"{"message":[{"consumer":["Mrkr is no name"]}]}"#;
    let echo = format!(r#"{{"message":{messages},"ignoredProperties":["Mrkr"],"of":{body}}}"#);
    let answer = |status: &str, body: &str| {
        let length = body.len();
        format!("HTTP/1.1 {status} X\r\nX-Of: Mrkr\r\nContent-Length: {length}\r\n\r\n{body}")
    };
    vec![
        answer("200", &body),
        answer("200", cut),
        answer("400", &echo),
        answer("503", &echo),
        answer("303", &echo),
        answer("200", &body).replace("Content-Length: ", "Content-Length: 9"),
        "Mrkr nonsense\r\n\r\n".to_owned(),
    ]
}

fn planted_answer(api: &Api, endpoint: &Endpoint) -> String {
    let Some(object) = endpoint.answer.map(|id| api.object(id)) else {
        return r#"{"of":"Mrkr"}"#.to_owned();
    };
    Planted::new(api, object, &example::full(api, object)).json.to_string()
}

/// A server that gives everybody the same answer, and then closes.
struct Server {
    address: SocketAddr,
    answer: Arc<Mutex<String>>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let answer = Arc::new(Mutex::new(String::new()));
        let given = Arc::clone(&answer);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let answer = given.lock().unwrap().clone();
                // A client that has gone away is no concern of the server.
                let _ = serve(stream.unwrap(), &answer);
            }
        });
        Self { address, answer }
    }

    fn answer_with(&self, answer: &str) {
        answer.clone_into(&mut self.answer.lock().unwrap());
    }
}

fn serve(mut stream: TcpStream, answer: &str) -> std::io::Result<()> {
    let mut request = Vec::new();
    let mut chunk = [0; 65536];
    while !is_whole(&request) {
        match stream.read(&mut chunk)? {
            0 => return Ok(()),
            read => request.extend_from_slice(&chunk[..read]),
        }
    }
    stream.write_all(answer.as_bytes())
}

fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.to_ascii_lowercase();
    let length = length.lines().find_map(|line| line.strip_prefix("content-length: "));
    body.len() >= length.map_or(0, |length| length.parse().unwrap())
}
