//! The transport of a user who has no HTTP stack at all: one socket for each request.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Instant;

use client_runtime::{Body, Carried, Limits, TransportError, TransportFault};
use rustls::StreamOwned;

use super::support::server::Talk;
use super::tls;

/// How long a header may be.
const HEAD: usize = 64 * 1024;

pub(crate) fn carry(request: &http::Request<Body>, limits: Limits) -> Carried {
    let began = Instant::now();
    let (socket, talk) = connect(request, limits)
        .map_err(|error| TransportError::not_sent(fault(&error)).because(error))?;
    exchange(request, limits, began, &socket, talk).map_err(|error| {
        let fault = match fault(&error) {
            TransportFault::Timeout => TransportFault::Timeout,
            _ => TransportFault::Lost,
        };
        TransportError::unknown(fault).because(error)
    })
}

fn fault(error: &io::Error) -> TransportFault {
    match error.kind() {
        ErrorKind::TimedOut | ErrorKind::WouldBlock => TransportFault::Timeout,
        _ => TransportFault::Connect,
    }
}

/// The connection, TLS included, and the socket beneath it.
fn connect(
    request: &http::Request<Body>,
    limits: Limits,
) -> io::Result<(TcpStream, Box<dyn Talk>)> {
    let authority = request.uri().authority().ok_or(ErrorKind::InvalidInput)?;
    let port = authority.port_u16().unwrap_or(80);
    let address = (authority.host(), port).to_socket_addrs()?.next();
    let mut socket =
        TcpStream::connect_timeout(&address.ok_or(ErrorKind::NotFound)?, limits.connect)?;
    socket.set_read_timeout(Some(limits.connect))?;
    let below = socket.try_clone()?;
    if request.uri().scheme_str() != Some("https") {
        return Ok((below, Box::new(socket)));
    }
    let mut client = tls::client(authority.host());
    while client.is_handshaking() {
        client.complete_io(&mut socket)?;
    }
    Ok((below, Box::new(StreamOwned::new(client, socket))))
}

fn exchange(
    request: &http::Request<Body>,
    limits: Limits,
    began: Instant,
    socket: &TcpStream,
    mut stream: Box<dyn Talk>,
) -> io::Result<http::Response<Body>> {
    let body = request.body().as_bytes();
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    let host = request.uri().authority().map_or("", |authority| authority.as_str());
    let mut text = format!("{} {path} HTTP/1.1\r\nHost: {host}\r\n", request.method()).into_bytes();
    for (name, value) in request.headers() {
        text.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    text.extend(format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes());
    text.extend(body);
    stream.write_all(&text)?;
    stream.flush()?;

    let mut answer = Vec::new();
    let mut chunk = [0; 65536];
    loop {
        if let Some(whole) = read(&answer, limits)? {
            return Ok(whole);
        }
        let left = limits.total.saturating_sub(began.elapsed());
        if left.is_zero() {
            return Err(ErrorKind::TimedOut.into());
        }
        socket.set_read_timeout(Some(left))?;
        match stream.read(&mut chunk)? {
            0 => return Err(ErrorKind::UnexpectedEof.into()),
            read => answer.extend_from_slice(&chunk[..read]),
        }
    }
}

/// The answer, once it is whole or longer than it may be. This transport asks for a length.
fn read(bytes: &[u8], limits: Limits) -> io::Result<Option<http::Response<Body>>> {
    let invalid = || io::Error::from(ErrorKind::InvalidData);
    let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else {
        return if bytes.len() > HEAD { Err(invalid()) } else { Ok(None) };
    };
    let head = std::str::from_utf8(&bytes[..end]).map_err(|_| invalid())?;
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.strip_prefix("HTTP/1.1 "));
    let status: u16 = status.and_then(|it| it.get(..3)?.parse().ok()).ok_or_else(invalid)?;
    if (100..200).contains(&status) {
        return read(&bytes[end + 4..], limits);
    }
    let mut answer = http::Response::builder().status(status);
    let mut length = None;
    for line in lines {
        let (name, value) = line.split_once(':').ok_or_else(invalid)?;
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().ok();
        }
        answer = answer.header(name, value.trim());
    }
    let length: usize = length.ok_or_else(invalid)?;
    let body = &bytes[end + 4..];
    if body.len() < length.min(limits.answer) {
        return Ok(None);
    }
    let body = Body::from(&body[..length.min(limits.answer)]);
    answer.body(body).map(Some).map_err(|_| invalid())
}
