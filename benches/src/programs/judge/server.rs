//! A server on loopback, which keeps the body of a request and refuses it.
#![allow(clippy::expect_used, reason = "a judge that cannot go on says so and ends")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{LazyLock, Mutex, MutexGuard};

use tokio::runtime::Runtime;

/// Makes a call. What it gives is not asked for: the server knows what has arrived.
pub(crate) fn call<T>(call: impl Future<Output = T>) {
    RUNTIME.with(|runtime| runtime.block_on(call));
}

/// The body that has arrived since it was last asked.
pub(crate) fn take() -> Option<String> {
    arrived().take()
}

/// The server's address.
pub(crate) static ADDRESS: LazyLock<String> = LazyLock::new(|| {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port of its own");
    let address = listener.local_addr().expect("it has an address");
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let _ = refuse(&stream.expect("a connection"));
        }
    });
    format!("http://{address}")
});

static ARRIVED: Mutex<Option<String>> = Mutex::new(None);

thread_local! {
    static RUNTIME: Runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
}

fn arrived() -> MutexGuard<'static, Option<String>> {
    ARRIVED.lock().expect("nobody panics with it")
}

/// Reads one request to its end, and closes after the answer, after which no client tries again.
fn refuse(mut stream: &TcpStream) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let line = line.trim_end().to_lowercase();
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().expect("a length");
        }
        if line.is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    *arrived() = Some(String::from_utf8_lossy(&body).into_owned());
    stream.write_all(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
}
