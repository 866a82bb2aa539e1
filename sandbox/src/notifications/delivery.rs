//! Notifications on their way: each is sent until the merchant's server takes it, or too often.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use http::uri::Authority;
use http::{Method, Request, Uri};
use http_body_util::Full;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};

use crate::engine::Engine;
use crate::limits;
use crate::store::{Notice, Target};

/// The pauses before the second and each further attempt.
const PAUSES: [Duration; 4] = [
    Duration::from_millis(200),
    Duration::from_secs(1),
    Duration::from_secs(5),
    Duration::from_secs(25),
];

/// How long the merchant's server may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// The one that sends what is queued.
#[derive(Clone)]
pub(crate) struct Delivery {
    pub(crate) engine: Arc<Engine>,
}

impl Delivery {
    /// Sends until the sandbox ends: to every merchant at once, to each in turn.
    pub(crate) async fn run(self) {
        let (tell, mut told) = mpsc::unbounded_channel();
        let mut busy = BTreeSet::new();
        loop {
            for merchant in self.engine.notified() {
                if busy.insert(merchant.clone()) {
                    let (delivery, tell) = (self.clone(), tell.clone());
                    tokio::spawn(async move {
                        delivery.deliver_all(&merchant).await;
                        // Nobody listens when the sandbox ends.
                        let _ = tell.send(merchant);
                    });
                }
            }
            tokio::select! {
                () = self.engine.has_notices.notified() => {}
                Some(merchant) = told.recv() => {
                    busy.remove(&merchant);
                }
            }
        }
    }

    async fn deliver_all(&self, merchant: &str) {
        while let Some((number, notice)) = self.engine.next_notice(merchant) {
            self.deliver(merchant, number, notice).await;
        }
    }

    /// Sends a notification to the target of the moment; a new target has all attempts.
    async fn deliver(&self, merchant: &str, number: u64, mut notice: Notice) {
        let mut last_target = None;
        let mut pauses = PAUSES.iter();
        // Without a target it stays where it is.
        while let Some(target) = self.engine.target(merchant) {
            if last_target.replace(target.clone()).is_some_and(|last| last != target) {
                pauses = PAUSES.iter();
            }
            let sent = timeout(PATIENCE, send(&target, &notice)).await;
            let outcome = sent.unwrap_or_else(|_| Err("no answer in time".to_owned()));
            let pause = pauses.next();
            notice.attempts += 1;
            notice.delivered = outcome.as_ref().is_ok_and(|status| (200..300).contains(status));
            notice.last = match outcome {
                Ok(status) => format!("answered with {status}"),
                Err(error) => error,
            };
            notice.given_up = !notice.delivered && pause.is_none();
            let is_known = self.engine.keep_notice(merchant, number, notice.clone());
            match pause {
                Some(pause) if is_known && notice.is_open() => {
                    self.wait(merchant, &target, *pause).await;
                }
                _ => return,
            }
        }
    }

    /// Waits before the next attempt, unless there is another target meanwhile.
    async fn wait(&self, merchant: &str, target: &Target, pause: Duration) {
        let mut pause = pin!(sleep(pause));
        loop {
            // It hears of what comes after this line.
            let another = self.engine.has_target.notified();
            if self.engine.target(merchant).as_ref() != Some(target) {
                return;
            }
            tokio::select! {
                () = &mut pause => return,
                () = another => {}
            }
        }
    }
}

/// Sends it once; the status of the answer comes back.
async fn send(target: &Target, notice: &Notice) -> Result<u16, String> {
    let (uri, authority, port) = address(&target.url)?;
    let stream = TcpStream::connect((host(&authority), port)).await;
    let stream = stream.map_err(|error| error.to_string())?;
    let client = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await;
    let (mut sender, connection) = client.map_err(|error| error.to_string())?;
    let driven = tokio::spawn(connection);
    let path = uri.path_and_query().map_or("/", |it| it.as_str());
    let mut request = Request::builder()
        .method(Method::POST)
        .uri(path)
        .header(HOST, authority.as_str())
        .header(CONTENT_TYPE, "application/json");
    if let Some((user, password)) = &target.basic {
        let credentials = BASE64_STANDARD.encode(format!("{user}:{password}"));
        request = request.header(AUTHORIZATION, format!("Basic {credentials}"));
    }
    let body = Full::new(Bytes::from(notice.payload.to_string()));
    let request = request.body(body).map_err(|error| error.to_string())?;
    let answer = sender.send_request(request).await.map_err(|error| error.to_string());
    driven.abort();
    Ok(answer?.status().as_u16())
}

/// Whether notifications may be sent to a target: plain HTTP on this machine.
pub(crate) fn check_target(target: &Target) -> Result<(), String> {
    address(&target.url)?;
    let mut length = target.url.len();
    if let Some((user, password)) = &target.basic {
        if user.contains(':') {
            return Err("the user name of HTTP Basic authentication has no colon".to_owned());
        }
        length += user.len() + password.len();
    }
    if length > limits::TARGET {
        return Err(format!("a target has at most {} bytes", limits::TARGET));
    }
    Ok(())
}

/// Where notifications with this address go, if they may go there. Whatever the address came in by,
/// it is looked at again before each attempt.
fn address(url: &str) -> Result<(Uri, Authority, u16), String> {
    let uri: Uri = url.parse().map_err(|_| "the target's url is no address".to_owned())?;
    let authority = uri.authority().ok_or("the target's url has no host")?.clone();
    let host = host(&authority);
    let is_loopback =
        host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    if uri.scheme_str() != Some("http") || !is_loopback {
        return Err("notifications go to http:// and this machine alone, 127.0.0.1 say".to_owned());
    }
    // What is no port is none to the parser, as if nothing had been said.
    let rest = authority.as_str().strip_prefix(authority.host());
    let port = match (rest, authority.port_u16()) {
        (Some(""), _) => 80,
        (Some(_), Some(port)) if port > 0 => port,
        (Some(_), _) => return Err("a port is a number from 1 to 65535".to_owned()),
        (None, _) => return Err("user name and password stand beside the url".to_owned()),
    };
    Ok((uri, authority, port))
}

fn host(authority: &Authority) -> &str {
    authority.host().trim_matches(['[', ']'])
}
