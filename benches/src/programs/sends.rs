use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::runtime::Runtime;

/// Makes a call: whether its request arrives at a server on loopback, which reads it and refuses it.
fn sends<T>(call: impl Future<Output = T>) -> bool {
    let before = ARRIVED.load(Ordering::SeqCst);
    RUNTIME.with(|runtime| runtime.block_on(call));
    ARRIVED.load(Ordering::SeqCst) > before
}

/// The server's address.
static ADDRESS: LazyLock<String> = LazyLock::new(|| {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port of its own");
    let address = listener.local_addr().expect("it has an address");
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let _ = refuse(&stream.expect("a connection"));
        }
    });
    format!("http://{address}")
});

static ARRIVED: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    static RUNTIME: Runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
}

/// Reads one request to its end, and closes after the answer.
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
    reader.read_exact(&mut vec![0; length])?;
    ARRIVED.fetch_add(1, Ordering::SeqCst);
    stream.write_all(b"HTTP/1.1 500 Internal Server Error\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
}
