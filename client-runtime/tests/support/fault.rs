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
    /// Answers a TLS greeting with plain text.
    NoTls,
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
    /// A byte at a time, and never done within the timeout.
    Slow,
    /// Says a length that is none.
    NoLength,
    /// Says a length that is longer than the body.
    WrongLength,
    BadChunks,
    Gzip,
    Redirect,
    Status(u16),
    /// A status with `Retry-After: 0`.
    RetryAfter(u16),
    /// A good answer, and behind it one that nobody asked for.
    TwoAnswers,
    /// Closes after a good answer, without having said so.
    FineThenClose,
}

const GOOD: &str = r#"{"id":"7"}"#;

impl Fault {
    pub const ALL: [Fault; 29] = [
        Fault::Fine,
        Fault::CloseAtOnce,
        Fault::StallAtOnce,
        Fault::NoTls,
        Fault::CloseUnanswered,
        Fault::StallUnanswered,
        Fault::CloseInHead,
        Fault::StallInHead,
        Fault::CloseInBody,
        Fault::StallInBody,
        Fault::Garbage,
        Fault::Endless,
        Fault::EndlessRefusal,
        Fault::Slow,
        Fault::NoLength,
        Fault::WrongLength,
        Fault::BadChunks,
        Fault::Gzip,
        Fault::Redirect,
        Fault::Status(400),
        Fault::Status(409),
        Fault::Status(429),
        Fault::RetryAfter(429),
        Fault::Status(500),
        Fault::Status(503),
        Fault::RetryAfter(503),
        Fault::Status(504),
        Fault::TwoAnswers,
        Fault::FineThenClose,
    ];

    pub fn title(self) -> String {
        match self {
            Fault::Fine => "answers well".to_owned(),
            Fault::CloseAtOnce => "accepts and closes".to_owned(),
            Fault::StallAtOnce => "accepts and stalls".to_owned(),
            Fault::NoTls => "answers TLS with plain text".to_owned(),
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
            Fault::Redirect => "redirects (307)".to_owned(),
            Fault::Status(status) => format!("status {status}"),
            Fault::RetryAfter(status) => format!("status {status}, Retry-After"),
            Fault::TwoAnswers => "answers twice".to_owned(),
            Fault::FineThenClose => "answers well and closes".to_owned(),
        }
    }

    /// Plays the fault; says if the connection goes on.
    pub fn play(self, out: &mut impl Write, stop: &AtomicBool) -> bool {
        let head = |status: u16, more: &str| format!("HTTP/1.1 {status} X\r\n{more}\r\n");
        let whole = |status: u16, more: &str, body: &str| {
            head(status, &format!("{more}Content-Length: {}\r\n", body.len())) + body
        };
        let (text, goes_on) = match self {
            Fault::Fine => (whole(200, "", GOOD), true),
            Fault::TwoAnswers => {
                (whole(200, "", GOOD) + &whole(200, "", r#"{"id":"stale"}"#), true)
            }
            Fault::FineThenClose => (whole(200, "", GOOD), false),
            Fault::CloseAtOnce | Fault::StallAtOnce | Fault::NoTls => (String::new(), false),
            Fault::CloseUnanswered | Fault::StallUnanswered => (String::new(), false),
            Fault::CloseInHead | Fault::StallInHead => {
                ("HTTP/1.1 200 OK\r\nCont".to_owned(), false)
            }
            Fault::CloseInBody | Fault::StallInBody => {
                (head(200, "Content-Length: 10\r\n") + "{\"id\":", false)
            }
            Fault::Garbage => ("\u{0}\u{1}SSH-2.0-nonsense\r\n\r\n".to_owned(), false),
            Fault::Endless => (head(200, "Content-Length: 10737418240\r\n"), false),
            Fault::EndlessRefusal => (head(400, "Content-Length: 10737418240\r\n"), false),
            Fault::Slow => (String::new(), false),
            Fault::NoLength => (head(200, "Content-Length: ten\r\n") + GOOD, false),
            Fault::WrongLength => (head(200, "Content-Length: 99\r\n") + GOOD, false),
            Fault::BadChunks => {
                (head(200, "Transfer-Encoding: chunked\r\n") + "zz\r\n{\r\n0\r\n\r\n", false)
            }
            Fault::Gzip => (whole(200, "Content-Encoding: gzip\r\n", "\u{1f}\u{8b}\u{8}"), true),
            Fault::Redirect => (whole(307, "Location: /elsewhere\r\n", ""), true),
            Fault::Status(status) => (whole(status, "", "<html>no</html>"), true),
            Fault::RetryAfter(status) => (whole(status, "Retry-After: 0\r\n", ""), true),
        };
        let _ = out.write_all(text.as_bytes());
        match self {
            Fault::StallUnanswered | Fault::StallInHead | Fault::StallInBody => stall(stop),
            Fault::Endless | Fault::EndlessRefusal => pour(out),
            Fault::Slow => drip(out, stop),
            _ => {}
        }
        goes_on
    }
}

/// Writes until the other side has had enough.
fn pour(out: &mut impl Write) {
    let chunk = [b' '; 65536];
    for _ in 0..(10 * 1024 * 1024 * 1024_u64 / 65536) {
        if out.write_all(&chunk).is_err() {
            return;
        }
    }
}

fn drip(out: &mut impl Write, stop: &AtomicBool) {
    let text = format!("HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n{}", " ".repeat(4000));
    for byte in text.bytes() {
        if stop.load(Ordering::SeqCst) || out.write_all(&[byte]).is_err() {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}
