//! The server of the measurement: it keeps connections open and gives each request the same answer.

use std::net::SocketAddr;

use anyhow::Result;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::sample::ANSWER;

/// Starts it on a thread of its own, so that both clients have the same one beside them.
pub(crate) fn start() -> Result<SocketAddr> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    std::thread::spawn(move || {
        runtime.block_on(async move {
            let listener = TcpListener::from_std(listener)?;
            loop {
                let (stream, _) = listener.accept().await?;
                stream.set_nodelay(true)?;
                // A connection that ends is the client's affair.
                tokio::spawn(async move { serve(stream).await.ok() });
            }
            #[expect(unreachable_code, reason = "gives the block its type")]
            Ok::<(), std::io::Error>(())
        })
    });
    Ok(address)
}

async fn serve(mut stream: TcpStream) -> std::io::Result<()> {
    let length = ANSWER.len();
    let answer = format!(
        "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n\
         {ANSWER}"
    );
    let mut bytes = Vec::new();
    let mut chunk = [0; 16 * 1024];
    loop {
        while let Some(end) = end_of_request(&bytes) {
            bytes.drain(..end);
            stream.write_all(answer.as_bytes()).await?;
        }
        match stream.read(&mut chunk).await? {
            0 => return Ok(()),
            read => bytes.extend_from_slice(&chunk[..read]),
        }
    }
}

/// Where the first request ends, if it is whole.
fn end_of_request(bytes: &[u8]) -> Option<usize> {
    let head = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let text = std::str::from_utf8(&bytes[..head]).ok()?.to_ascii_lowercase();
    let length = text.lines().find_map(|line| line.strip_prefix("content-length: "));
    let end = head + 4 + length.map_or(0, |length| length.parse().unwrap_or(0));
    (bytes.len() >= end).then_some(end)
}
