//! What is tried, with what, and what must hold then.

use std::sync::Mutex;

use client_runtime::http::{Request, Response};
use client_runtime::{AnswerError, BlockingTransport, Body, Carried, Error, Limits};
use generator::{Sources, Style};
use serde_json::Value;
use smartpay_client::GetPaymentSerie;
use smartpay_client::blocking::Client;
use smartpay_client::service::credentials;

use crate::json::{Json, steps};
use crate::subject::{self, Subject};
use crate::vectors::files;

/// A reader under test. A reader of another kind of input gets an entry like these.
pub(super) struct Target {
    /// The folder of what it stumbled over, in `found/`.
    pub(super) name: &'static str,
    pub(super) seeds: fn() -> Vec<Vec<u8>>,
    /// How many inputs it gets unless a time is given.
    pub(super) inputs: u32,
    /// Whether seeds are changed as JSON too, so that what comes out is JSON still.
    pub(super) is_json: bool,
    /// Whether an input was of use: it got as far as what is tried. An error is what does not hold.
    pub(super) check: fn(&[u8]) -> Result<bool, String>,
    /// Of a hundred inputs so many are of use at least.
    pub(super) useful: u32,
}

/// A file of the spec. The first line of an input names it; the other files are as they are. It is of
/// use while its name is that of a file.
pub(super) const SPEC: Target = Target {
    name: "spec",
    inputs: 60,
    is_json: false,
    useful: 80,
    seeds: || {
        let files = subject::all().iter().flat_map(|subject| &subject.sources);
        files.map(|(path, text)| format!("{path}\n{text}").into_bytes()).collect()
    },
    check: |input| {
        let end = input.iter().position(|it| *it == b'\n').unwrap_or(input.len());
        let (path, text) = (String::from_utf8_lossy(&input[..end]), &input[end..]);
        let knows = |subject: &&Subject| subject.sources.contains_key(&*path);
        let all = subject::all();
        let known = all.iter().find(knows);
        let subject = known.unwrap_or(&all[0]);
        let mut sources: Vec<(&str, &[u8])> =
            subject.sources.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
        sources.retain(|(other, _)| *other != path);
        sources.push((&path, text));
        match generator::check(&sources.into_iter().collect::<Sources>()) {
            Ok(api) => {
                let (one, other) = (generator::vectors(&api), generator::openapi(&api));
                let is_json = |text: &String| serde_json::from_str::<Value>(text).is_ok();
                let json = one.iter().chain(&other).filter(|(path, _)| path.ends_with(".json"));
                let broken = json.into_iter().find(|(_, text)| !is_json(text));
                broken.map_or(Ok(known.is_some()), |(path, _)| Err(format!("{path} is no JSON")))
            }
            Err(report) => {
                let text = report.render("spec", Style::Plain);
                let has_place = text.contains("error[") && text.contains("--> spec/");
                if has_place {
                    Ok(known.is_some())
                } else {
                    Err(format!("no mistake with a place: {text}"))
                }
            }
        }
    },
};

/// The body of an answer, read as that of every endpoint. JSON is of use.
pub(super) const ANSWERS: Target = Target {
    name: "answers",
    inputs: 300,
    is_json: true,
    useful: 50,
    seeds: || bodies(false),
    check: |input| {
        subject::endpoints().try_for_each(|(_, _, endpoint, request)| {
            let read = (request.read_answer)(endpoint.success.unwrap_or(200), input);
            let fault = match read {
                Ok(read) => {
                    let again = (request.read_answer)(200, read.json.as_bytes());
                    let is_same = endpoint.answer.is_none()
                        || again.is_ok_and(|again| again.json == read.json);
                    (!is_same).then(|| format!("is not read as it was written: {}", read.json))
                }
                Err(AnswerError::NotUnderstood { cause, .. }) => {
                    let said = format!("{cause} {cause:?}");
                    let is_silent = said.trim().is_empty().then(|| "says nothing".to_owned());
                    is_silent.or_else(|| leads(input, cause.pointer()).err())
                }
                Err(other) => Some(format!("a success is refused: {other}")),
            };
            fault.map_or(Ok(()), |what| Err(format!("{}: {what}", request.name)))
        })?;
        Ok(serde_json::from_slice::<Value>(input).is_ok())
    },
};

/// The body of a refusal. One with messages is of use.
pub(super) const REFUSALS: Target = Target {
    name: "refusals",
    inputs: 1000,
    is_json: true,
    useful: 10,
    seeds: || {
        let pages = subject::all().iter().flat_map(|subject| &subject.api.pages);
        let samples = pages.flat_map(|page| &page.samples.errors);
        let samples = samples.map(|it| it.body.to_json().into_bytes());
        let odd = [
            "",
            "[]",
            r#"{"message":{"message":[{"a/b~":["x",{"y":[["z"]]}]}]}}"#,
            r#"{"message":{"message":[{"a":["b"],"c":{"d":["e","f"]}},{"g":["h"]},"i",["j"]]}}"#,
        ];
        samples.chain(odd.map(|it| it.as_bytes().to_vec())).collect()
    },
    check: |input| {
        let client = Client::builder("https://api.example")
            .credentials(credentials("key", "password"))
            .build_with(Answering(Mutex::new(input.to_vec())))
            .unwrap();
        let id = "PaymentSeries-fe3f839f-c8b5-48cd-a4f4-cbbb3766013b".parse().unwrap();
        let request = GetPaymentSerie::builder().id(id).build().unwrap();
        match client.get_payment_serie(&request) {
            Err(Error::Refused(refused)) => {
                let pointers = refused.messages().iter().map(client_runtime::FieldMessage::pointer);
                let odd = pointers.clone().find(|it| !it.is_empty() && !it.starts_with('/'));
                let count = pointers.count();
                match (count <= 100, odd) {
                    (true, None) => Ok(count > 0),
                    (_, odd) => Err(format!("too many messages, or an odd pointer: {odd:?}")),
                }
            }
            other => Err(format!("not refused: {other:?}")),
        }
    },
};

/// The rows of a request, read as every request: what offends is at a place of the input. An input in
/// which something offends is of use.
pub(super) const VIOLATIONS: Target = Target {
    name: "violations",
    inputs: 300,
    is_json: true,
    useful: 25,
    seeds: || bodies(true),
    check: |input| {
        let Ok(text) = std::str::from_utf8(input) else { return Ok(false) };
        let mut offends = false;
        for (_, _, _, request) in subject::endpoints() {
            let Ok(read) = (request.read)(text) else { continue };
            for violation in read.violations() {
                offends = true;
                leads(input, &violation.pointer)
                    .map_err(|what| format!("{}: {violation}: {what}", request.name))?;
            }
        }
        Ok(offends)
    },
};

/// `Ok` if a pointer leads to a value of JSON, or to where one is missing in an object.
fn leads(json: &[u8], pointer: &str) -> Result<(), String> {
    let Ok(mut value) = serde_json::from_slice::<Value>(json) else { return Ok(()) };
    let steps = steps(pointer);
    for (index, step) in steps.iter().enumerate() {
        let is_last = index + 1 == steps.len();
        value = match value {
            Value::Object(mut entries) => match entries.remove(step) {
                Some(value) => value,
                None if is_last => return Ok(()),
                None => return Err(format!("`{pointer}` leads nowhere")),
            },
            Value::Array(mut items) => match step.parse::<usize>() {
                Ok(at) if at < items.len() => items.swap_remove(at),
                // A list is read as the fields of an object, in their order.
                _ if is_last => return Ok(()),
                _ => return Err(format!("`{pointer}` leads nowhere")),
            },
            _ => return Err(format!("`{pointer}` leads nowhere")),
        };
    }
    Ok(())
}

/// The bodies of the vectors that are all right, with all rows of a request in one object.
fn bodies(are_sent: bool) -> Vec<Vec<u8>> {
    let files = subject::all().iter().flat_map(|subject| files(&subject.api));
    let files = files.filter(|file| file.json.get("call").is_some() == are_sent);
    let seeds = files.flat_map(|file| {
        let bodies = file.vectors().take(2).map(|vector| {
            let parts = ["/path", "/query", "/body"].iter().filter_map(|it| vector.parts.at(it));
            let rows = parts.filter_map(|part| match part {
                Json::Object(rows) => Some(rows.clone()),
                _ => None,
            });
            Json::Object(rows.flatten().collect()).to_string().into_bytes()
        });
        bodies.collect::<Vec<_>>()
    });
    seeds.collect()
}

/// A server that refuses with a body.
struct Answering(Mutex<Vec<u8>>);

impl BlockingTransport for Answering {
    fn send(&self, _: Request<Body>, _: Limits) -> Carried {
        let body = self.0.lock().unwrap().clone();
        Ok(Response::builder().status(422).body(Body::from(body)).unwrap())
    }
}
