//! A server under test, and what it is asked.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::sample;

/// How many connections ask at once.
const CONNECTIONS: usize = 32;

/// How many requests are sent before the server's time is asked again.
const CALLS: usize = 4000;

/// Basic credentials of `key:secret`, and the key.
const HEADERS: &str = "Authorization: Basic a2V5OnNlY3JldA==\r\nX-API-KEY: key\r\n\
     Accept-Language: en-US\r\nOrigin: https://shop.example\r\nUser-Agent: benches\r\n";

/// A server under test; it ends with this.
pub(super) struct Server {
    pub(super) name: &'static str,
    child: Child,
    address: SocketAddr,
    pub(super) ready: Duration,
    pub(super) idle_mib: f64,
    create: Vec<u8>,
    get: Vec<u8>,
    /// Requests and processor seconds, of creating and of getting.
    pub(super) done: [(f64, f64); 2],
}

/// Whether a server holds requests against the documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Judges {
    Yes,
    No,
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts a server, waits for its first answer, and makes sure that it judges requests.
pub(super) fn start(
    name: &'static str,
    judges: Judges,
    mut command: Command,
    listen: impl FnOnce(&mut Command, SocketAddr),
) -> Result<Server> {
    let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    listen(&mut command, address);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let begin = Instant::now();
    let child = command.spawn().with_context(|| format!("{name} cannot be started"))?;
    let create = request("POST", "/payment-series/", sample::REQUEST);
    let (get, done) = (Vec::new(), [(0.0, 0.0); 2]);
    let ready = Duration::ZERO;
    let mut server = Server { name, child, address, ready, idle_mib: 0.0, create, get, done };
    let unknown = request("GET", "/payment-series/none", "");
    while once(address, &unknown).is_err() {
        ensure!(begin.elapsed() < Duration::from_secs(60), "{name} does not answer");
        std::thread::sleep(Duration::from_millis(1));
    }
    server.ready = begin.elapsed();
    std::thread::sleep(Duration::from_millis(500));
    server.idle_mib = idle(&server.child)?;
    let (status, created) = once(address, &server.create)?;
    ensure!(status == 201, "{name} answers {status} to a right request: {created}");
    let wrong = sample::REQUEST.replace("EUR", "EURO").replace("\"244\"", "7");
    let (status, _) = once(address, &request("POST", "/payment-series/", &wrong))?;
    let is_refused = (400..500).contains(&status);
    ensure!(is_refused || judges == Judges::No, "{name} answers {status} to a wrong request");
    let created: serde_json::Value = serde_json::from_str(&created)?;
    let id = created["id"].as_str().context("no id was answered")?;
    server.get = request("GET", &format!("/payment-series/{id}"), "");
    let (status, _) = once(address, &server.get)?;
    ensure!(status == 200, "{name} answers {status} to a right request");
    Ok(server)
}

fn request(method: &str, path: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    let content = format!("Content-Type: application/json\r\nContent-Length: {length}\r\n");
    let content = if body.is_empty() { "" } else { &content };
    format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{HEADERS}{content}\r\n{body}")
        .into_bytes()
}

fn once(address: SocketAddr, request: &[u8]) -> Result<(u16, String)> {
    let mut connection = BufReader::new(TcpStream::connect(address)?);
    connection.get_mut().write_all(request)?;
    answer(&mut connection)
}

impl Server {
    /// Requests to each endpoint until they have taken so much of the server's processor time; whether
    /// they count, or only warm up.
    pub(super) fn round(&mut self, turn: Duration, counts: bool) -> Result<()> {
        for which in 0..2 {
            let before = cpu(&self.child)?;
            let (mut calls, mut spent) = (0, 0.0);
            while spent < turn.as_secs_f64() {
                load(self.address, if which == 0 { &self.create } else { &self.get }, CALLS)?;
                calls += CALLS / CONNECTIONS * CONNECTIONS;
                spent = cpu(&self.child)? - before;
            }
            if counts {
                self.done[which].0 += calls as f64;
                self.done[which].1 += spent;
            }
        }
        Ok(())
    }
}

/// So many requests over all connections.
fn load(address: SocketAddr, request: &[u8], calls: usize) -> Result<()> {
    std::thread::scope(|scope| {
        let work = || -> Result<()> {
            let mut connection = BufReader::new(TcpStream::connect(address)?);
            connection.get_ref().set_nodelay(true)?;
            for _ in 0..calls / CONNECTIONS {
                connection.get_mut().write_all(request)?;
                let (status, body) = answer(&mut connection)?;
                ensure!(status < 300, "{status}: {body}");
            }
            Ok(())
        };
        let workers: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            worker.join().map_err(|_| anyhow::anyhow!("a caller has panicked"))??;
        }
        Ok(())
    })
}

/// Reads one answer: its status and body.
fn answer(connection: &mut BufReader<TcpStream>) -> Result<(u16, String)> {
    let (mut line, mut length, mut status) = (String::new(), 0, 0);
    while connection.read_line(&mut line)? > 2 {
        let lower = line.to_ascii_lowercase();
        if let Some(rest) = lower.strip_prefix("http/1.1 ") {
            status = rest.get(..3).context("no status")?.parse()?;
        }
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse()?;
        }
        line.clear();
    }
    ensure!(status > 0, "the connection was closed");
    let mut body = vec![0; length];
    connection.read_exact(&mut body)?;
    Ok((status, String::from_utf8(body)?))
}

/// The processor time of a server's threads, in seconds: to the nanosecond, since they rest when it is
/// read. None of the servers ends a thread.
fn cpu(child: &Child) -> Result<f64> {
    let mut seconds = 0.0;
    for task in std::fs::read_dir(format!("/proc/{}/task", child.id()))? {
        let text = std::fs::read_to_string(task?.path().join("schedstat"))?;
        let nanoseconds = text.split(' ').next().context("no time in a thread's numbers")?;
        seconds += nanoseconds.parse::<f64>()? / 1e9;
    }
    Ok(seconds)
}

/// The memory of a process, in MiB.
fn idle(child: &Child) -> Result<f64> {
    let text = std::fs::read_to_string(format!("/proc/{}/status", child.id()))?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|it| it.trim().strip_suffix(" kB")).context("no VmRSS")?;
    Ok(kib.trim().parse::<f64>()? / 1024.0)
}
