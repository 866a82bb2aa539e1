//! The ways in which the server misbehaves.

use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::server::stall;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// None.
    Fine,
    /// Closes the connection before it reads anything.
    CloseAtOnce,
    /// Accepts, and neither reads nor answers.
    StallAtOnce,
    /// Nobody listens.
    Refuses,
    /// Answers a TLS greeting with plain text.
    NoTls,
    /// Reads the TLS greeting, and no more comes.
    CloseInTls,
    StallInTls,
    /// A certificate that nobody has signed.
    SelfSigned,
    Expired,
    /// A certificate for another host.
    OtherHost,
    /// A good certificate, and none demanded.
    Tls,
    /// Demands a certificate of the client: with TLS 1.3 it says so after the handshake.
    ClientCertificate,
    CloseUnanswered,
    StallUnanswered,
    CloseInHead,
    StallInHead,
    CloseInBody,
    StallInBody,
    Garbage,
    /// A body of 10 GiB.
    Endless,
    /// The same with a refusal.
    EndlessRefusal,
    /// A header without end.
    EndlessHead,
    /// An interim answer before the good one.
    Interim,
    /// A byte at a time, and never done within the timeout.
    Slow,
    /// Says a length that is none.
    NoLength,
    /// Says a length that is longer than the body.
    WrongLength,
    BadChunks,
    Gzip,
    Redirect(u16),
    Status(u16),
    /// A status with `Retry-After: 0`.
    RetryAfter(u16),
    /// A good answer, and behind it one that nobody asked for.
    TwoAnswers,
    /// Closes after a good answer, without having said so.
    FineThenClose,
}

const GOOD: &str = r#"{"id":"7"}"#;

/// The good answer, compressed.
const GZIP: &[u8] = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\xab\x56\xca\x4c\x51\xb2\x52\
    \x32\x57\xaa\x05\x00\x41\xb4\x95\xf2\x0a\x00\x00\x00";

impl Fault {
    pub const ALL: [Fault; 40] = [
        Fault::Fine,
        Fault::Tls,
        Fault::Interim,
        Fault::TwoAnswers,
        Fault::FineThenClose,
        Fault::Refuses,
        Fault::NoTls,
        Fault::CloseInTls,
        Fault::SelfSigned,
        Fault::Expired,
        Fault::OtherHost,
        Fault::StallInTls,
        Fault::CloseAtOnce,
        Fault::ClientCertificate,
        Fault::StallAtOnce,
        Fault::CloseUnanswered,
        Fault::CloseInHead,
        Fault::CloseInBody,
        Fault::Garbage,
        Fault::BadChunks,
        Fault::NoLength,
        Fault::WrongLength,
        Fault::EndlessHead,
        Fault::StallUnanswered,
        Fault::StallInHead,
        Fault::StallInBody,
        Fault::Slow,
        Fault::Endless,
        Fault::Gzip,
        Fault::EndlessRefusal,
        Fault::Status(400),
        Fault::Redirect(307),
        Fault::Redirect(303),
        Fault::Status(409),
        Fault::Status(429),
        Fault::RetryAfter(429),
        Fault::Status(500),
        Fault::Status(503),
        Fault::RetryAfter(503),
        Fault::Status(504),
    ];

    /// Says if it ends when a time limit runs out, and not before.
    pub fn is_late(self) -> bool {
        use Fault::{Slow, StallAtOnce, StallInBody, StallInHead, StallInTls, StallUnanswered};
        matches!(
            self,
            Slow | StallAtOnce | StallInBody | StallInHead | StallInTls | StallUnanswered
        )
    }

    /// Says if it is about what comes before a request.
    pub fn is_tls(self) -> bool {
        use Fault::{
            ClientCertificate, CloseInTls, Expired, NoTls, OtherHost, SelfSigned, StallInTls, Tls,
        };
        matches!(
            self,
            NoTls
                | CloseInTls
                | StallInTls
                | SelfSigned
                | Expired
                | OtherHost
                | Tls
                | ClientCertificate
        )
    }

    pub fn title(self) -> String {
        match self {
            Fault::Fine => "answers well".to_owned(),
            Fault::Tls => "answers well behind TLS".to_owned(),
            Fault::Refuses => "refuses the connection".to_owned(),
            Fault::CloseAtOnce => "accepts and closes".to_owned(),
            Fault::StallAtOnce => "accepts and stalls".to_owned(),
            Fault::NoTls => "answers TLS with plain text".to_owned(),
            Fault::CloseInTls => "closes amid the TLS handshake".to_owned(),
            Fault::StallInTls => "stalls amid the TLS handshake".to_owned(),
            Fault::SelfSigned => "self-signed certificate".to_owned(),
            Fault::Expired => "expired certificate".to_owned(),
            Fault::OtherHost => "certificate of another host".to_owned(),
            Fault::ClientCertificate => "demands a certificate of the client".to_owned(),
            Fault::Interim => "answers 103, then well".to_owned(),
            Fault::EndlessHead => "header without end".to_owned(),
            Fault::CloseUnanswered => "reads and closes".to_owned(),
            Fault::StallUnanswered => "reads and stalls".to_owned(),
            Fault::CloseInHead => "closes amid the header".to_owned(),
            Fault::StallInHead => "stalls amid the header".to_owned(),
            Fault::CloseInBody => "closes amid the body".to_owned(),
            Fault::StallInBody => "stalls amid the body".to_owned(),
            Fault::Garbage => "answers garbage".to_owned(),
            Fault::Endless => "answers 10 GiB".to_owned(),
            Fault::EndlessRefusal => "refuses with 10 GiB".to_owned(),
            Fault::Slow => "answers byte by byte".to_owned(),
            Fault::NoLength => "Content-Length: none".to_owned(),
            Fault::WrongLength => "Content-Length too long".to_owned(),
            Fault::BadChunks => "chunked nonsense".to_owned(),
            Fault::Gzip => "gzip, unasked".to_owned(),
            Fault::Redirect(status) => format!("redirects ({status})"),
            Fault::Status(status) => format!("status {status}"),
            Fault::RetryAfter(status) => format!("{status} with Retry-After"),
            Fault::TwoAnswers => "answers twice".to_owned(),
            Fault::FineThenClose => "answers well and closes".to_owned(),
        }
    }

    /// Plays the fault; says if the connection goes on.
    pub fn play(self, out: &mut (impl Write + ?Sized), stop: &AtomicBool) -> bool {
        let head = |status: u16, more: &str| format!("HTTP/1.1 {status} X\r\n{more}\r\n");
        let whole = |status: u16, more: &str, body: &str| {
            head(status, &format!("{more}Content-Length: {}\r\n", body.len())) + body
        };
        let (text, goes_on) = match self {
            Fault::Interim => (head(103, "Link: </a>\r\n") + &whole(200, "", GOOD), true),
            Fault::TwoAnswers => {
                (whole(200, "", GOOD) + &whole(200, "", r#"{"id":"stale"}"#), true)
            }
            Fault::FineThenClose => (whole(200, "", GOOD), false),
            Fault::CloseUnanswered | Fault::StallUnanswered | Fault::Slow => (String::new(), false),
            Fault::CloseInHead | Fault::StallInHead => {
                ("HTTP/1.1 200 OK\r\nCont".to_owned(), false)
            }
            Fault::CloseInBody | Fault::StallInBody => {
                (head(200, "Content-Length: 10\r\n") + "{\"id\":", false)
            }
            Fault::Garbage => ("\u{0}\u{1}SSH-2.0-nonsense\r\n\r\n".to_owned(), false),
            Fault::Endless => (head(200, "Content-Length: 10737418240\r\n"), false),
            Fault::EndlessRefusal => (head(400, "Content-Length: 10737418240\r\n"), false),
            Fault::EndlessHead => ("HTTP/1.1 200 OK\r\n".to_owned(), false),
            Fault::NoLength => (head(200, "Content-Length: ten\r\n") + GOOD, false),
            Fault::WrongLength => (head(200, "Content-Length: 99\r\n") + GOOD, false),
            Fault::BadChunks => {
                (head(200, "Transfer-Encoding: chunked\r\n") + "zz\r\n{\r\n0\r\n\r\n", false)
            }
            Fault::Gzip => {
                let length = format!("Content-Length: {}\r\n", GZIP.len());
                (head(200, &(length + "Content-Encoding: gzip\r\n")), true)
            }
            Fault::Redirect(status) => (whole(status, "Location: /elsewhere\r\n", ""), true),
            Fault::Status(status) => (whole(status, "", "<html>no</html>"), true),
            Fault::RetryAfter(status) => (whole(status, "Retry-After: 0\r\n", ""), true),
            // What goes wrong with these has gone wrong before there was a request.
            _ => (whole(200, "", GOOD), true),
        };
        let _ = out.write_all(text.as_bytes());
        match self {
            Fault::StallUnanswered | Fault::StallInHead | Fault::StallInBody => stall(stop),
            Fault::Endless | Fault::EndlessRefusal => pour(out, &[b' '; 65536]),
            Fault::EndlessHead => pour(out, "X-Further: value\r\n".repeat(4096).as_bytes()),
            Fault::Gzip => drop(out.write_all(GZIP)),
            Fault::Slow => drip(out, stop),
            _ => {}
        }
        goes_on
    }
}

/// Writes until the other side has had enough.
fn pour(out: &mut (impl Write + ?Sized), chunk: &[u8]) {
    for _ in 0..(10 * 1024 * 1024 * 1024_u64 / 65536) {
        if out.write_all(chunk).is_err() {
            return;
        }
    }
}

fn drip(out: &mut (impl Write + ?Sized), stop: &AtomicBool) {
    let text = format!("HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n{}", " ".repeat(4000));
    for byte in text.bytes() {
        if stop.load(Ordering::SeqCst) || out.write_all(&[byte]).is_err() {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}
