//! The async transport: reqwest 0.13 with rustls.
//!
//! What was read in the sources of reqwest, hyper-util and hyper, since "never twice" rests on it
//! (0.13.5, 0.1.21, 1.12):
//!
//! - reqwest has a retry of its own, for refusals of the HTTP/2 protocol: switched off, with
//!   HTTP/2, redirects and decompression, also where another crate of the program switches the
//!   features on.
//! - hyper-util sends a request again if a pooled connection closes before it was begun: hyper
//!   hands the request back only while it waits in the queue, with no byte of it written
//!   (`proto/h1/dispatch.rs`, `recv_msg`). Once begun, it is never handed back.
//! - An error of the kind `Connect` comes from the connector alone, name resolution and the TLS
//!   handshake included, before a request is handed to the connection. Whatever else fails counts
//!   as sent.
//! - hyper and reqwest log neither headers nor bodies; reqwest's verbose mode, which does, is off.

use std::str::FromStr;
use std::sync::OnceLock;
use std::time::Duration;

use http::Method;
use http::header::{CONTENT_LENGTH, HeaderValue};
use http::uri::{Authority, Scheme, Uri};
use reqwest::{Client, ClientBuilder, Url, redirect, retry};

use super::{BoxFuture, Carried, Limits, Transport, TransportError, TransportFault};
use crate::{Body, BuildError};

/// For how long a connection without calls is kept. A server that closes it first at the moment of
/// a call leaves that call open, so this is well below what servers use.
const IDLE: Duration = Duration::from_secs(15);

/// Carries the calls of an async client with reqwest and rustls.
///
/// HTTP/1.1, the platform's roots, no proxy, neither from the environment nor otherwise, unless
/// [`with`](ReqwestTransport::with) says so.
#[derive(Debug, Clone)]
pub struct ReqwestTransport {
    client: Client,
    /// The host of the first call, in reqwest's form.
    host: OnceLock<(Scheme, Authority, Url)>,
}

impl ReqwestTransport {
    /// A transport with the settings above.
    ///
    /// reqwest has one connect timeout for all calls. It must be shorter than the timeout of a
    /// try: of a try that ends while connecting, it is not known that nothing was sent.
    ///
    /// # Errors
    ///
    /// If the TLS roots cannot be loaded.
    pub fn new(connect_timeout: Duration) -> Result<Self, BuildError> {
        ReqwestTransport::with(connect_timeout, |builder| builder)
    }

    /// A transport with roots, a client certificate or a proxy of one's own.
    ///
    /// What keeps calls safe is set after `adjust` and cannot be set by it: no redirects, no retry
    /// of reqwest's own, no HTTP/2, no decompression, no verbose log.
    ///
    /// # Errors
    ///
    /// If reqwest cannot make a client of the settings.
    pub fn with(
        connect_timeout: Duration,
        adjust: impl FnOnce(ClientBuilder) -> ClientBuilder,
    ) -> Result<Self, BuildError> {
        let builder = adjust(Client::builder().no_proxy().pool_idle_timeout(IDLE))
            .connect_timeout(connect_timeout)
            .redirect(redirect::Policy::none())
            .retry(retry::never().max_retries_per_request(0))
            .http1_only()
            .referer(false)
            .connection_verbose(false)
            .no_gzip()
            .no_brotli()
            .no_deflate()
            .no_zstd();
        let client = builder.build().map_err(|error| BuildError::Transport(Box::new(error)))?;
        Ok(ReqwestTransport { client, host: OnceLock::new() })
    }

    /// The address in reqwest's form. To read one takes longer than all the rest that is done here,
    /// most of it for the host, and a client has one host: it is read once.
    fn url(&self, address: &Uri) -> Result<Url, <Url as FromStr>::Err> {
        let (Some(scheme), Some(authority)) = (address.scheme(), address.authority()) else {
            return Url::parse(&address.to_string());
        };
        let known = self.host.get().filter(|(of_scheme, of_authority, _)| {
            of_scheme == scheme && of_authority.as_str() == authority.as_str()
        });
        let mut url = match known {
            Some((.., url)) => url.clone(),
            None => {
                let url = Url::parse(&format!("{scheme}://{authority}"))?;
                self.host.get_or_init(|| (scheme.clone(), authority.clone(), url.clone()));
                url
            }
        };
        url.set_path(address.path());
        url.set_query(address.query());
        Ok(url)
    }

    async fn carry(&self, request: http::Request<Body>, limits: Limits) -> Carried {
        // reqwest would panic.
        if let Err(error) = tokio::runtime::Handle::try_current() {
            return Err(TransportError::not_sent(TransportFault::Unsendable).because(error));
        }
        let (parts, body) = request.into_parts();
        let url = self
            .url(&parts.uri)
            .map_err(|error| TransportError::not_sent(TransportFault::Unsendable).because(error))?;
        let mut request = reqwest::Request::new(parts.method, url);
        *request.headers_mut() = parts.headers;
        *request.timeout_mut() = Some(limits.total);
        if !body.as_bytes().is_empty() {
            *request.body_mut() = Some(body.into_bytes().into());
        } else if [Method::POST, Method::PUT, Method::PATCH].contains(request.method()) {
            // RFC 9110, 8.6; without it, some servers answer 411.
            request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        let mut answer = self.client.execute(request).await.map_err(told)?;
        let mut bytes = Vec::new();
        while bytes.len() < limits.answer {
            match answer.chunk().await {
                Ok(Some(chunk)) => {
                    let room = limits.answer - bytes.len();
                    bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
                }
                Ok(None) => break,
                Err(error) => return Err(told(error).with_status(answer.status())),
            }
        }
        let mut whole = http::Response::new(Body::from(bytes));
        *whole.status_mut() = answer.status();
        *whole.headers_mut() = std::mem::take(answer.headers_mut());
        // If the body goes on, dropping the answer closes the connection.
        Ok(whole)
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Body>, limits: Limits) -> BoxFuture<'_, Carried> {
        Box::pin(self.carry(request, limits))
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::time::sleep(time))
    }
}

/// Tells a failure by its place. The address is taken out of reqwest's text.
fn told(error: reqwest::Error) -> TransportError {
    let told = if error.is_builder() {
        TransportError::not_sent(TransportFault::Unsendable)
    } else if error.is_connect() && error.is_timeout() {
        TransportError::not_sent(TransportFault::Timeout)
    } else if error.is_connect() {
        TransportError::not_sent(TransportFault::Connect)
    } else if error.is_timeout() {
        TransportError::unknown(TransportFault::Timeout)
    } else {
        TransportError::unknown(TransportFault::Lost)
    };
    told.because(error.without_url())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_the_same_when_its_host_is_known() {
        let transport = ReqwestTransport::new(Duration::from_secs(1)).unwrap();
        let bases = [
            "http://127.0.0.1:80",
            "https://127.0.0.1:80",
            "https://API.example",
            "https://api.example",
            "http://[::1]:1",
        ];
        let rests = [
            "",
            "/",
            "//",
            "/a/../b",
            "/a%2F..%2Fb",
            "/./",
            "/a?b=c%20d",
            "?",
            "/?a=/../",
            "/a;b|c",
            "/a'b\"c`{}^",
            "/?'\"<>`",
            "/%zz",
            "/..",
            "//host/path",
            "/\\x",
        ];
        for base in [bases, bases].concat() {
            for rest in rests {
                let Ok(uri) = format!("{base}{rest}").parse::<Uri>() else { continue };
                let read = Url::parse(&uri.to_string()).unwrap();
                assert_eq!(transport.url(&uri).unwrap(), read, "{uri}");
            }
        }
        assert!(!format!("{transport:?}").contains("/a"));
    }
}
