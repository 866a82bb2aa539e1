//! One call under way, without a socket: it says what to send and how long to wait, and is told
//! what came of it. The async client, the blocking client and every test share this one machine;
//! "never twice" is decided here and nowhere else.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use http::{Method, StatusCode};
use serde_json::value::RawValue;

use crate::error::{Cause, Indeterminate, NotUnderstood, Reference, Refused};
use crate::retry::retry_after;
use crate::transport::Carried;
use crate::watch::Watch;
use crate::{
    AnswerError, Body, CallOptions, Clock, Delivery, Error, Limits, TransportError, TransportFault,
};

/// What is particular to the operation of a call. Which of its rows were sent is read from the
/// body when it is asked, which is never in a call that goes well.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub(crate) operation: &'static str,
    /// The row of the body that makes repeating the request safe, if it is sent.
    pub(crate) idempotent_by: Option<&'static str>,
    /// Set if the caller says that repeating the request is safe.
    pub(crate) idempotent: bool,
    /// The rows of the body that hold a reference of the caller's own.
    pub(crate) references: &'static [&'static str],
    pub(crate) find_out: Option<&'static str>,
    /// Where a refusal has its list of messages.
    pub(crate) messages: Option<&'static str>,
}

/// A call under way.
pub(crate) struct Call {
    plan: Plan,
    /// Without the headers of the options.
    request: http::Request<Body>,
    limits: Limits,
    options: Arc<CallOptions>,
    clock: Arc<dyn Clock>,
    began: Instant,
    tries: u32,
    /// When the last try began; nobody asks before there is one.
    sent_at: SystemTime,
    /// Set if a try so far may have been carried out.
    may_have_happened: bool,
    /// Set once a 409 was tried again.
    conflicted: bool,
    watch: Watch,
}

/// What to do after a try.
pub(crate) enum Next {
    /// Wait, then try again.
    Wait(Duration),
    /// The call has ended.
    Done(Result<http::Response<Body>, Error>),
}

impl Call {
    pub(crate) fn new(
        plan: Plan,
        request: http::Request<Body>,
        limits: Limits,
        options: Arc<CallOptions>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        let began = clock.now();
        let watch = Watch::begin(plan.operation);
        Call {
            plan,
            request,
            limits,
            options,
            clock,
            began,
            tries: 0,
            sent_at: SystemTime::UNIX_EPOCH,
            may_have_happened: false,
            conflicted: false,
            watch,
        }
    }

    /// The request of the next try, with the headers of the options over those of the endpoint.
    /// Each try sends the same bytes.
    pub(crate) fn attempt(&mut self) -> (http::Request<Body>, Limits) {
        self.tries += 1;
        self.sent_at = self.clock.wall_time();
        self.watch.attempt(self.tries);
        let mut request = self.request.clone();
        let own = std::mem::replace(request.headers_mut(), self.options.headers.clone());
        for (name, value) in &own {
            request.headers_mut().entry(name).or_insert_with(|| value.clone());
        }
        (request, self.limits)
    }

    /// Decides what follows from a try.
    pub(crate) fn after(&mut self, carried: Carried) -> Next {
        let failed = match carried {
            Ok(answer) if answer.status().is_success() => return Next::Done(Ok(answer)),
            failed => failed,
        };
        let (again, asked) = match &failed {
            Ok(answer) => self.after_refusal(answer),
            Err(error) => (self.after_fault(error), None),
        };
        if again && let Some(wait) = self.wait(asked) {
            self.watch.again(self.tries, wait, &failed);
            return Next::Wait(wait);
        }
        Next::Done(Err(match failed {
            Ok(answer) => self.refused(answer),
            Err(error) => self.lost(error),
        }))
    }

    /// Reads the answer of a call that has ended, and closes the books on it.
    // Inlined like what it calls: a large answer would be copied at each return.
    #[inline]
    pub(crate) fn finish<T>(
        &mut self,
        done: Result<http::Response<Body>, Error>,
        read: impl FnOnce(&http::Response<Body>) -> Result<T, AnswerError>,
    ) -> Result<T, Error> {
        let status = done.as_ref().map_or_else(Error::status, |answer| Some(answer.status()));
        let result = done.and_then(|answer| self.read(&answer, read));
        let delivery = result.as_ref().err().map_or(Delivery::Answered, Error::delivery);
        if self.watch.ends() {
            self.watch.end(self.tries, self.elapsed(), status, delivery);
        }
        result
    }

    fn elapsed(&self) -> Duration {
        self.clock.now().saturating_duration_since(self.began)
    }

    /// How long to wait before a further try, if there is to be one.
    fn wait(&self, asked: Option<Duration>) -> Option<Duration> {
        let retry = self.options.retry.unwrap_or_default();
        retry.wait(self.tries, self.elapsed(), asked, &*self.clock)
    }

    #[inline]
    fn read<T>(
        &self,
        answer: &http::Response<Body>,
        read: impl FnOnce(&http::Response<Body>) -> Result<T, AnswerError>,
    ) -> Result<T, Error> {
        let cut = answer.body().as_bytes().len() >= self.limits.answer;
        let result = if cut { Err(AnswerError::too_long(answer)) } else { read(answer) };
        result.map_err(|error| {
            let status = error.status();
            match error {
                AnswerError::Refused { body, .. } => {
                    Error::Refused(Box::new(self.refusal(status, None, body)))
                }
                AnswerError::NotUnderstood { cause, body, .. } => {
                    let (operation, changes) = (self.plan.operation, self.changes());
                    Error::NotUnderstood(Box::new(NotUnderstood {
                        operation,
                        status,
                        cause,
                        body,
                        changes,
                    }))
                }
            }
        })
    }

    /// Says if a call that may have been carried out may be made again.
    fn repeatable(&self) -> bool {
        let method = self.request.method();
        !self.changes() || *method == Method::PUT || *method == Method::DELETE || self.keyed()
    }

    /// Says if the request carries the value that makes repeating it safe.
    fn keyed(&self) -> bool {
        let sent = |row| given_rows(self.request.body().as_bytes()).contains_key(row);
        self.plan.idempotent || self.plan.idempotent_by.is_some_and(sent)
    }

    /// Says if the call changes something.
    fn changes(&self) -> bool {
        ![Method::GET, Method::HEAD, Method::OPTIONS].contains(self.request.method())
    }

    fn after_refusal(&mut self, answer: &http::Response<Body>) -> (bool, Option<Duration>) {
        let status = answer.status();
        let asked = retry_after(answer, self.clock.wall_time());
        if does_not_tell(status) {
            self.may_have_happened = true;
        }
        let again = match status {
            StatusCode::TOO_MANY_REQUESTS => true,
            StatusCode::CONFLICT if self.keyed() => !std::mem::replace(&mut self.conflicted, true),
            status => may_pass(status),
        };
        (again && self.repeatable(), asked)
    }

    fn after_fault(&mut self, error: &TransportError) -> bool {
        match error.delivery() {
            Delivery::NotSent => error.fault() != TransportFault::Unsendable,
            Delivery::Unknown | Delivery::Answered => {
                self.may_have_happened = true;
                self.repeatable()
            }
        }
    }

    fn refused(&self, answer: http::Response<Body>) -> Error {
        let asked = retry_after(&answer, self.clock.wall_time());
        let (status, body) = (answer.status(), answer.into_body());
        let refusal = self.refusal(status, asked, body);
        if self.may_have_happened && self.changes() {
            return self.indeterminate(Cause::Answered(refusal));
        }
        Error::Refused(Box::new(refusal))
    }

    fn refusal(&self, status: StatusCode, asked: Option<Duration>, body: Body) -> Refused {
        let operation = self.plan.operation;
        Refused::read(operation, status, asked, body.into_bytes(), self.plan.messages)
    }

    fn lost(&self, error: TransportError) -> Error {
        if self.may_have_happened && self.changes() {
            return self.indeterminate(Cause::Lost(error));
        }
        let operation = self.plan.operation;
        match error.fault() {
            TransportFault::Timeout => Error::Timeout { operation, source: error },
            _ => Error::Transport { operation, source: error },
        }
    }

    fn indeterminate(&self, cause: Cause) -> Error {
        let mut sent = given_rows(self.request.body().as_bytes());
        let references = self.plan.references.iter();
        let references =
            references.filter_map(|&row| Some(Reference { row, value: sent.remove(row)? }));
        Error::Indeterminate(Box::new(Indeterminate {
            operation: self.plan.operation,
            references: references.collect(),
            find_out: self.plan.find_out,
            sent_at: self.sent_at,
            tries: self.tries,
            cause,
        }))
    }
}

/// The rows of a body that are given: neither null nor a blank text.
pub(crate) fn given_rows(body: &[u8]) -> BTreeMap<String, String> {
    let rows: BTreeMap<String, Box<RawValue>> = serde_json::from_slice(body).unwrap_or_default();
    let given = rows.into_iter().filter_map(|(row, value)| {
        let value = value.get();
        let text = serde_json::from_str::<String>(value).unwrap_or_else(|_| value.to_owned());
        (!text.trim().is_empty() && value != "null").then_some((row, text))
    });
    given.collect()
}

/// Statuses that leave open if the request was carried out: a proxy's that has lost the answer, a
/// server's that failed half-way, a redirect to what may be the result (RFC 9110, 15.4), and those
/// that nobody has defined. A 307 or 308 says that the same request belongs elsewhere.
fn does_not_tell(status: StatusCode) -> bool {
    match status {
        StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT => false,
        status => may_pass(status) || !status.is_client_error(),
    }
}

/// Statuses that a further try may not meet again.
fn may_pass(status: StatusCode) -> bool {
    status.is_server_error()
        || matches!(status, StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_EARLY)
}
