//! The server: connections and bytes, and the trouble that is made with them.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Either, Full, Limited};
use hyper::body::{Body, Frame, Incoming, SizeHint};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Mutex, Semaphore, oneshot};
use tokio::time::{Sleep, sleep, timeout};

use crate::admin;
use crate::engine::{Asked, Engine, Reply};
use crate::limits;
use crate::trouble::Shape;

/// The bodies that the server sends: whole ones, and those that trouble was made with.
type Answer = Either<Full<Bytes>, Troubled>;

/// The connection is closed without an answer.
#[derive(Debug, thiserror::Error)]
#[error("the connection is dropped on purpose")]
struct Dropped;

/// What every connection shares.
#[derive(Clone)]
struct Shared {
    engine: Arc<Engine>,
    /// Whether the sandbox listens to this machine alone.
    is_local: bool,
    /// Held while a state is imported.
    import: Arc<Mutex<()>>,
}

/// Serves until told to stop.
pub(crate) async fn serve(
    engine: Arc<Engine>,
    listener: TcpListener,
    mut stop: oneshot::Receiver<()>,
) {
    let is_local = listener.local_addr().is_ok_and(|it: SocketAddr| it.ip().is_loopback());
    let shared = Shared { engine, is_local, import: Arc::default() };
    let room = Arc::new(Semaphore::new(limits::CONNECTIONS));
    loop {
        let Ok(place) = Arc::clone(&room).acquire_owned().await else { return };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = &mut stop => return,
        };
        match accepted {
            Ok((stream, _)) => {
                let shared = shared.clone();
                tokio::spawn(async move {
                    connection(shared, stream).await;
                    drop(place);
                });
            }
            // Out of file descriptors, say: it passes.
            Err(_) => sleep(Duration::from_millis(10)).await,
        }
    }
}

async fn connection(shared: Shared, stream: TcpStream) {
    // An answer is small and whole: it need not wait for more.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| {
        let shared = shared.clone();
        async move { respond(&shared, request).await }
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits::ARRIVAL)
        .max_buf_size(limits::HEAD)
        .max_headers(limits::HEADERS)
        .serve_connection(TokioIo::new(stream), service)
        .await;
    // A client that goes away, or a drop on purpose, is no fault of the server.
    let _ = served;
}

async fn respond(shared: &Shared, request: Request<Incoming>) -> Result<Response<Answer>, Dropped> {
    let (head, body) = request.into_parts();
    let path = head.uri.path();
    let is_admin =
        path == admin::ROOT || path.strip_prefix(admin::ROOT).is_some_and(|it| it.starts_with('/'));
    let asked = |body| Asked {
        method: &head.method,
        path,
        query: head.uri.query().unwrap_or_default(),
        headers: &head.headers,
        body,
    };
    let refuse = |(status, text)| match is_admin {
        true => Ok(whole(admin::refusal(path, status, text))),
        false => written(shared.engine.refuse(&asked(&[]), status, text)),
    };
    if size(&head) > limits::HEAD {
        return refuse((StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, "the head is too long"));
    }
    if !is_admin {
        let body = match arrived(body, limits::BODY).await {
            Ok(body) => body,
            Err(why) => return refuse(why),
        };
        let reply = shared.engine.answer(&asked(&body));
        if let Some(delay) = reply.trouble.delay {
            sleep(delay).await;
        }
        return written(reply);
    }
    // Nothing is taken in for a page elsewhere.
    if admin::is_foreign(path, &head.headers, shared.is_local) {
        let text = "the call is from a page of, or under the name of, another machine";
        return refuse((StatusCode::FORBIDDEN, text));
    }
    let most = admin::longest(&head.method, path);
    // One import at a time: each may be as large as all that is kept.
    let _turn = if most > limits::BODY { Some(shared.import.lock().await) } else { None };
    match arrived(body, most).await {
        Ok(body) => Ok(whole(admin::answer(&shared.engine, &asked(&body)))),
        Err(why) => refuse(why),
    }
}

/// The body of a request, or why it is not taken.
async fn arrived(body: Incoming, most: usize) -> Result<Bytes, (StatusCode, &'static str)> {
    match timeout(limits::ARRIVAL, Limited::new(body, most).collect()).await {
        Err(_) => Err((StatusCode::REQUEST_TIMEOUT, "the body took too long to arrive")),
        Ok(Err(_)) => {
            let text = "the body is too long, or did not arrive whole";
            Err((StatusCode::PAYLOAD_TOO_LARGE, text))
        }
        Ok(Ok(body)) => Ok(body.to_bytes()),
    }
}

fn whole(response: Response<Bytes>) -> Response<Answer> {
    response.map(|body| Either::Left(Full::new(body)))
}

/// About how long the head of a request is. The buffer of the connection bounds it too, but may
/// take twice as much.
fn size(head: &Parts) -> usize {
    let headers = head.headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4);
    head.uri.path().len() + head.uri.query().map_or(0, str::len) + headers.sum::<usize>()
}

/// An answer with whatever trouble was asked for.
fn written(reply: Reply) -> Result<Response<Answer>, Dropped> {
    if reply.trouble.drops {
        return Err(Dropped);
    }
    let has_content = reply.status != StatusCode::NO_CONTENT;
    let text = reply.body.filter(|_| has_content);
    let mut headers = HeaderMap::new();
    if text.is_some() {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    for (name, value) in reply.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    }
    let whole = text.unwrap_or_default();
    let body = match reply.trouble.shape {
        Shape::Whole => Either::Left(Full::new(whole)),
        Shape::Garbage => Either::Left(Full::new(Bytes::from_static(b"<html>{\"oh\": no"))),
        Shape::Empty => Either::Left(Full::new(Bytes::new())),
        Shape::Cut(bytes) => {
            headers.insert(CONTENT_LENGTH, HeaderValue::from(whole.len()));
            Either::Right(Troubled::cut(&whole, bytes))
        }
        Shape::Slow(pause) => Either::Right(Troubled::slow(whole, pause)),
    };
    let mut response = Response::new(body);
    *response.status_mut() = reply.status;
    *response.headers_mut() = headers;
    Ok(response)
}

/// A body that comes slowly, or not to its end.
struct Troubled {
    rest: Bytes,
    length: u64,
    /// How many bytes are sent before the connection is cut.
    until_cut: Option<usize>,
    pause: Duration,
    waiting: Option<Pin<Box<Sleep>>>,
}

/// The bytes of one piece of a slow body.
const PIECE: usize = 16;

impl Troubled {
    fn cut(whole: &Bytes, bytes: usize) -> Self {
        let length = whole.len() as u64;
        let rest = whole.slice(..bytes.min(whole.len()));
        Self { until_cut: Some(rest.len()), rest, length, pause: Duration::ZERO, waiting: None }
    }

    fn slow(whole: Bytes, pause: Duration) -> Self {
        let length = whole.len() as u64;
        Self { rest: whole, length, until_cut: None, pause, waiting: Some(Box::pin(sleep(pause))) }
    }
}

impl Body for Troubled {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(waiting) = &mut self.waiting {
            if waiting.as_mut().poll(context).is_pending() {
                return Poll::Pending;
            }
            let pause = self.pause;
            self.waiting = Some(Box::pin(sleep(pause)));
        }
        if self.rest.is_empty() {
            // What was announced and never comes ends the connection.
            let cut = || Err(io::Error::other("the answer is cut on purpose"));
            return Poll::Ready(self.until_cut.take().map(|_| cut()));
        }
        let many = if self.until_cut.is_some() { self.rest.len() } else { PIECE };
        let many = many.min(self.rest.len());
        let piece = self.rest.split_to(many);
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && self.until_cut.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.length)
    }
}
