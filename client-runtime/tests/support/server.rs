//! A server on a real socket that misbehaves on purpose, and counts the requests whose first bytes
//! reach it.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, Mutex};
use std::time::Duration;

use super::fault::Fault;

/// A connection, perhaps behind TLS.
pub trait Talk: Read + Write {}

impl<T: Read + Write> Talk for T {}

/// Makes the talk of a connection; `None` if there is none to be had.
pub type Greet = Box<dyn Fn(TcpStream, &AtomicBool) -> Option<Box<dyn Talk>> + Send + Sync>;

/// A server that treats one request after another as its faults say; what is behind their end is
/// answered well.
pub struct Server {
    address: SocketAddr,
    state: Arc<State>,
}

struct State {
    faults: Mutex<Vec<Fault>>,
    connections: AtomicUsize,
    requests: AtomicUsize,
    stop: AtomicBool,
    greet: Greet,
    /// How many requests must be there before the first is answered.
    together: Option<Barrier>,
    /// What was read.
    seen: Mutex<String>,
}

impl Server {
    pub fn start(faults: impl IntoIterator<Item = Fault>) -> Self {
        Server::run(faults, None, plain())
    }

    /// A server that answers no request before so many are there.
    pub fn together(requests: usize) -> Self {
        Server::run([], Some(Barrier::new(requests)), plain())
    }

    /// A server behind TLS, or what it takes for that.
    pub fn greeting(faults: impl IntoIterator<Item = Fault>, greet: Greet) -> Self {
        Server::run(faults, None, greet)
    }

    fn run(
        faults: impl IntoIterator<Item = Fault>,
        together: Option<Barrier>,
        greet: Greet,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let mut faults: Vec<_> = faults.into_iter().collect();
        faults.reverse();
        let state = Arc::new(State {
            faults: Mutex::new(faults),
            connections: AtomicUsize::new(0),
            requests: AtomicUsize::new(0),
            stop: AtomicBool::new(false),
            greet,
            together,
            seen: Mutex::default(),
        });
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if shared.stop.load(Ordering::SeqCst) {
                    break;
                }
                shared.connections.fetch_add(1, Ordering::SeqCst);
                let shared = Arc::clone(&shared);
                std::thread::spawn(move || shared.serve(&stream));
            }
        });
        Server { address, state }
    }

    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn tls_base(&self) -> String {
        format!("https://{}", self.address)
    }

    /// How many requests have reached the server, whole or in part.
    pub fn requests(&self) -> usize {
        self.state.requests.load(Ordering::SeqCst)
    }

    /// What has reached the server.
    pub fn seen(&self) -> String {
        self.state.seen.lock().unwrap().clone()
    }

    pub fn connections(&self) -> usize {
        self.state.connections.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.state.stop.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
    }
}

/// An address that refuses connections. A port that was free a moment ago may be another test's by
/// now; this one nobody is given.
pub fn refusing() -> String {
    "http://127.0.0.1:1".to_owned()
}

fn plain() -> Greet {
    Box::new(|stream, _| Some(Box::new(stream)))
}

impl State {
    fn next(&self) -> Fault {
        self.faults.lock().unwrap().pop().unwrap_or(Fault::Fine)
    }

    fn serve(&self, stream: &TcpStream) {
        stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
        stream.set_nodelay(true).unwrap();
        let Some(mut talk) = (self.greet)(stream.try_clone().unwrap(), &self.stop) else {
            let _ = stream.shutdown(Shutdown::Both);
            return;
        };
        loop {
            // What happens before a request is read must be known before it comes.
            let fault = self.faults.lock().unwrap().last().copied();
            if let Some(fault @ (Fault::CloseAtOnce | Fault::NoTls | Fault::StallAtOnce)) = fault {
                self.next();
                return self.before_request(stream, fault);
            }
            let Some(request) = read_request(&mut *talk, || {
                self.requests.fetch_add(1, Ordering::SeqCst);
            }) else {
                return;
            };
            *self.seen.lock().unwrap() += &request;
            if let Some(together) = &self.together {
                together.wait();
            }
            let fault = self.next();
            let goes_on = fault.play(&mut *talk, &self.stop);
            if !goes_on {
                let _ = stream.shutdown(Shutdown::Both);
                return;
            }
        }
    }

    fn before_request(&self, mut stream: &TcpStream, fault: Fault) {
        match fault {
            Fault::NoTls => {
                let _ = stream.read(&mut [0; 4096]);
                let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\nthis is no TLS");
            }
            Fault::StallAtOnce => {
                // Bytes that arrive while nobody reads have reached the machine all the same.
                let mut byte = [0];
                if matches!(stream.peek(&mut byte), Ok(1)) && byte[0].is_ascii_uppercase() {
                    self.requests.fetch_add(1, Ordering::SeqCst);
                }
                stall(&self.stop);
            }
            _ => {
                let _ = stream.shutdown(Shutdown::Both);
            }
        }
    }
}

/// Waits until the server is dropped, or for as long as no test lasts.
pub fn stall(stop: &AtomicBool) {
    for _ in 0..200 {
        if stop.load(Ordering::SeqCst) {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Reads one request, and tells of it at its first byte.
fn read_request(stream: &mut dyn Talk, began: impl FnOnce()) -> Option<String> {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    let mut began = Some(began);
    loop {
        let head = bytes.windows(4).position(|window| window == b"\r\n\r\n");
        if let Some(head) = head
            && bytes.len() >= head + 4 + content_length(&bytes[..head])
        {
            return Some(String::from_utf8_lossy(&bytes).into_owned());
        }
        match stream.read(&mut chunk) {
            Ok(0) | Err(_) => return None,
            Ok(read) => {
                if let Some(began) = began.take() {
                    began();
                }
                bytes.extend_from_slice(&chunk[..read]);
            }
        }
    }
}

fn content_length(head: &[u8]) -> usize {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let line = head.lines().find_map(|line| line.strip_prefix("content-length:").map(str::trim));
    line.map_or(0, |length| length.parse().unwrap())
}
