//! What a file of vectors says of its call, held against the sandbox: the method, the path, the status
//! of the success, the headers without which it is refused, and the object that is answered.

use generator::api::Endpoint;

use super::raw::Answer;
use super::vectors::Judge;
use crate::differential::differences::as_judged;
use crate::json::Json;
use crate::law::{Law, same};
use crate::subject;
use crate::vectors::schema::Schemas;
use crate::vectors::{File, agrees, files, places, texts};

#[test]
fn the_sandbox_takes_each_call_as_its_vectors_describe_it() {
    let mut law = Law::new("the sandbox takes each call as its vectors describe it");
    for subject in subject::all() {
        let schemas = Schemas::of(&subject.api);
        let files = files(&subject.api);
        let mut judge = Judge::new(subject);
        for (_, endpoint) in subject.api.endpoints() {
            let name = endpoint.request.ident.as_str();
            let file = files.iter().find(|it| it.name == name).unwrap();
            let line = ["method", "path"].map(|key| file.call(key).cloned());
            let expected = [&endpoint.method, &endpoint.template].map(|it| Some(Json::text(it)));
            law.case(|| format!("{name}, the request line"), same(line, expected));

            let listed: Vec<String> = texts(file.call("headers")).collect();
            let is_listed = |header: &str| listed.iter().any(|it| it == header);
            let answer = asked(&mut judge, endpoint, file, is_listed);
            let outcome = carried_out(&answer, file, &schemas);
            law.case(|| format!("{name}, with the listed headers alone"), outcome);
            for missing in &listed {
                let is_sent = |header: &str| is_listed(header) && header != missing;
                let status = asked(&mut judge, endpoint, file, is_sent).status;
                let outcome = same((400..500).contains(&status), true);
                law.case(|| format!("{name}, without {missing}: {status}"), outcome);
            }
        }
    }
    law.hold();
}

/// What is answered to the first vector, which is right in all its rows.
fn asked(
    judge: &mut Judge,
    endpoint: &Endpoint,
    file: &File,
    is_sent: impl Fn(&str) -> bool,
) -> Answer {
    let vector = file.vectors().next().unwrap();
    let parts = judge.filled(endpoint, file.json.get("base").unwrap(), &vector);
    judge.answer_with(endpoint, &parts, is_sent)
}

/// `Ok` if it was a success with the documented status, and the answer is the object that is named.
fn carried_out(answer: &Answer, file: &File, schemas: &Schemas<'_>) -> Result<(), String> {
    let is_success = match file.call("success") {
        Some(status) => *status == Json::number(answer.status),
        None => (200..300).contains(&answer.status),
    };
    if !is_success {
        return Err(format!("{}: {}", answer.status, answer.body));
    }
    let Some(Json::Text(name)) = file.call("answer") else {
        return same(answer.body.as_str(), "");
    };
    let judge = schemas.of_file(name).ok_or_else(|| format!("{name} has no vectors"))?;
    let body = Json::read(&answer.body);
    let differing = as_judged(schemas.api, judge.object, &body).1;
    let found = judge.places(&Json::Object(vec![("body".to_owned(), body)]));
    agrees(&found, &[].into(), &places(&differing)).map_err(|what| format!("{name}: {what}"))
}
