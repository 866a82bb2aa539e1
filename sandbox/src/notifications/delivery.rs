//! Notifications on their way: each is sent until the merchant's server takes it, or too often.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use http::{Method, Request, Uri};
use http_body_util::Full;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};

use crate::engine::Engine;
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
        while let Some((number, notice, target)) = self.engine.next_notice(merchant) {
            self.deliver(merchant, number, notice, &target).await;
        }
    }

    async fn deliver(&self, merchant: &str, number: u64, mut notice: Notice, target: &Target) {
        let pauses = PAUSES.into_iter().map(Some).chain([None]);
        for pause in pauses {
            let sent = timeout(PATIENCE, send(target, &notice)).await;
            let outcome = sent.unwrap_or_else(|_| Err("no answer in time".to_owned()));
            notice.attempts += 1;
            notice.delivered = outcome.as_ref().is_ok_and(|status| (200..300).contains(status));
            notice.last = match outcome {
                Ok(status) => format!("answered with {status}"),
                Err(error) => error,
            };
            notice.given_up = !notice.delivered && pause.is_none();
            self.engine.keep_notice(merchant, number, notice.clone());
            match pause {
                Some(pause) if !notice.delivered => sleep(pause).await,
                _ => return,
            }
        }
    }
}

/// Sends it once; the status of the answer comes back.
async fn send(target: &Target, notice: &Notice) -> Result<u16, String> {
    let uri: Uri = target.url.parse().map_err(|_| "the target is no address".to_owned())?;
    let authority = uri.authority().ok_or("the target has no host")?.clone();
    let address = (authority.host().trim_matches(['[', ']']), authority.port_u16().unwrap_or(80));
    let stream = TcpStream::connect(address).await.map_err(|error| error.to_string())?;
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

/// Whether notifications may be sent to an address: plain HTTP on this machine.
pub(crate) fn check_target(url: &str) -> Result<(), String> {
    let uri: Uri = url.parse().map_err(|_| format!("`{url}` is no address"))?;
    let host = uri.host().unwrap_or_default().trim_matches(['[', ']']);
    let is_loopback =
        host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    match uri.scheme_str() {
        Some("http") if is_loopback => Ok(()),
        _ => Err("notifications go to http:// and this machine alone, 127.0.0.1 say".to_owned()),
    }
}
