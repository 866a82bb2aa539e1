//! The samples of the documentation: each is read into its type and written again, and every
//! difference is one that the spec records.

mod difference;
mod recorded;

use generator::api::{Endpoint, Object, Page, Part};

use crate::example;
use crate::json::Json;
use crate::law::{Law, same};
use crate::subject::{self, Request, RequestType, Subject};
use client_runtime::AnswerError;
use recorded::Recorded;

#[test]
fn request_samples_are_read_and_sent_as_they_are_printed() {
    let mut law = Law::new("a sample request is read, is valid, and is sent as it is printed");
    for (subject, page, endpoint, request) in subject::endpoints() {
        if let Some(sample) = &page.samples.request {
            let sample = Json::from(sample);
            let outcome = read_sample(subject, endpoint, request, &sample).and_then(|value| {
                let body = value.to_request(&"https://api.example".parse().unwrap());
                let body = String::from_utf8(body.unwrap().into_body()).unwrap();
                let recorded = Recorded::of(subject, page, "request");
                let printed = Json::read(&body);
                let rows = (&subject.api, &endpoint.request);
                difference::explain(rows, &sample, &sample, &printed, &recorded)
            });
            law.case(|| page.source.clone(), outcome);
        }
    }
    law.hold();
}

/// A sample has a body only: path and query are made up.
fn read_sample(
    subject: &Subject,
    endpoint: &Endpoint,
    request: &RequestType,
    sample: &Json,
) -> Result<Box<dyn Request>, String> {
    let mut whole = sample.clone();
    for row in endpoint.request.rows.iter().filter(|row| row.part != Part::Body) {
        let example = example::full(&subject.api, &endpoint.request);
        let value = example.get(&row.wire).unwrap().clone();
        whole = whole.with(&format!("/{}", row.wire), value);
    }
    let value = (request.read)(&whole.to_string()).map_err(|error| error.to_string())?;
    value.validate().map_err(|invalid| invalid.to_string())?;
    Ok(value)
}

#[test]
fn answer_samples_are_read_and_written_as_they_are_printed() {
    let mut law = Law::new("a sample answer is read, and written as it is printed");
    for subject in subject::all() {
        for page in &subject.api.pages {
            if let Some(sample) = &page.samples.answer {
                let outcome = check_answer(subject, page, &Json::from(sample));
                law.case(|| page.source.clone(), outcome);
            }
        }
    }
    law.hold();
}

fn check_answer(subject: &Subject, page: &Page, sample: &Json) -> Result<(), String> {
    let object = answer(subject, page);
    let recorded = Recorded::of(subject, page, "answer");
    let readable = match read_answer(subject, page, object, sample) {
        Ok(_) => sample.clone(),
        // A value that breaks its row may well be none that can be read: then it alone is why.
        Err(_) => recorded.mended(sample, &example::full(&subject.api, object)),
    };
    let printed = read_answer(subject, page, object, &readable)?;
    difference::explain((&subject.api, object), sample, &readable, &printed, &recorded)
}

/// Reads an answer as the object and as the endpoint's answer, and writes it again.
fn read_answer(
    subject: &Subject,
    page: &Page,
    object: &Object,
    sample: &Json,
) -> Result<Json, String> {
    let text = sample.to_string();
    let by_object = (subject.object(object).print)(&text).map_err(|error| error.to_string())?;
    if let Some(endpoint) = &page.endpoint {
        let read = subject.request(endpoint).read_answer;
        let status = endpoint.success.unwrap_or(200);
        let by_endpoint = read(status, text.as_bytes()).map_err(|error| error.to_string())?;
        same(&by_endpoint, &by_object)?;
    }
    Ok(Json::read(&by_object.json))
}

/// What a page's sample answer is one of.
fn answer<'s>(subject: &'s Subject, page: &Page) -> &'s Object {
    let answered = page.endpoint.as_ref().and_then(|it| it.answer);
    subject.api.object(answered.or(page.receives).unwrap())
}

#[test]
fn error_samples_are_kept_as_they_come() {
    let mut law = Law::new("a sample refusal is an error that keeps its body");
    for (_, page, endpoint, request) in subject::endpoints() {
        for error in &page.samples.errors {
            let body = error.body.to_json();
            let outcome = match (request.read_answer)(error.status, body.as_bytes()) {
                Err(AnswerError::Refused { status, body: kept, .. }) => {
                    same(status.as_u16(), error.status)
                        .and(same(kept.as_bytes(), body.as_bytes()))
                        .and(same(Json::read(&kept.to_text()), Json::from(&error.body)))
                }
                other => Err(format!("read as {other:?}")),
            };
            law.case(|| format!("{} {}", endpoint.name, error.status), outcome);
        }
    }
    law.hold();
}

/// A page that names what its sample lacks, or has as null, names what is really so.
#[test]
fn what_a_sample_is_said_to_lack_is_not_in_it() {
    let mut law = Law::new("what a sample is said to lack, or to have as null, is so");
    for subject in subject::all() {
        for page in &subject.api.pages {
            for (part, sample) in
                [("request", &page.samples.request), ("answer", &page.samples.answer)]
            {
                let Some(sample) = sample else { continue };
                let sample = Json::from(sample);
                for record in Recorded::of(subject, page, part).iter() {
                    let found = recorded::values(&sample, &record.at);
                    let outcome = match record.kind.as_str() {
                        "missing-in-sample" => same(found, Vec::new()),
                        "null-in-sample" => same(found.contains(&&Json::Null), true),
                        _ => same(found.is_empty(), false),
                    };
                    law.case(|| format!("{} {part}.{}", page.source, record.at), outcome);
                }
            }
        }
    }
    law.hold();
}
