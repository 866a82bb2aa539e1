//! The floor beneath a server: hyper alone, which reads a body as JSON and always answers the same.
//! It has one thread and the allocator of the sandbox, and keeps and judges nothing.

use std::convert::Infallible;
use std::net::SocketAddr;

use anyhow::Result;
use bytes::Bytes;
use http_body_util::{BodyExt as _, Collected, Full};
use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

use crate::sample::ANSWER;

/// Serves until it is ended.
pub(crate) fn serve(address: SocketAddr) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(address).await?;
        loop {
            let (stream, _) = listener.accept().await?;
            stream.set_nodelay(true)?;
            let served =
                http1::Builder::new().serve_connection(TokioIo::new(stream), service_fn(answer));
            // A connection that ends is the client's affair.
            tokio::spawn(async move { served.await.ok() });
        }
    })
}

async fn answer(request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let is_create = request.method() == Method::POST;
    let body = request.into_body().collect().await.map(Collected::to_bytes).unwrap_or_default();
    let read: Option<serde_json::Value> = serde_json::from_slice(&body).ok();
    let mut response = Response::new(Full::new(Bytes::from_static(ANSWER.as_bytes())));
    *response.status_mut() = match (is_create, read) {
        (true, Some(_)) => StatusCode::CREATED,
        (true, None) => StatusCode::BAD_REQUEST,
        (false, _) => StatusCode::OK,
    };
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}
