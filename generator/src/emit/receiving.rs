//! How the merchant's server receives what the API sends on its own.

use crate::api::{Api, Mandatory, Object, Page, Row, Sample, Type};

use super::example;

/// The `# Examples` chapter of an object that the API sends on its own.
pub(super) fn documentation(page: &Page, object: &Object, api: &Api) -> String {
    let (uses, statements) = program(page, object, api);
    format!(
        "# Examples\n\n```\n{uses}\n{statements}# Ok::<(), Box<dyn std::error::Error>>(())\n```"
    )
}

/// `use` lines, and statements that take in a notification and turn a stranger away.
pub(super) fn program(page: &Page, object: &Object, api: &Api) -> (String, String) {
    let (library, ident) = (&api.package.library, &object.ident);
    let body = raw_string(&body(page, object, api));
    let mut names = [ident.as_str(), "Notifications"];
    names.sort_unstable();
    let uses =
        format!("use {library}::http::HeaderMap;\nuse {library}::{{{}}};\n", names.join(", "));
    let statements = format!(
        "// What was agreed on for notifications; not the credentials of your calls.\n\
         let notifications = Notifications::basic(\"user\", \"password\");\n\n\
         // What your server hands over: the headers and the body as they came.\n\
         let mut headers = HeaderMap::new();\n\
         headers.insert(\"authorization\", \"Basic dXNlcjpwYXNzd29yZA==\".parse()?);\n\
         let body = {body};\n\n\
         let received: {ident} = notifications.receive(&headers, body.as_bytes())?;\n\
         println!(\"{{received:?}}\");\n\n\
         // A stranger is turned away before the body is looked at.\n\
         let stranger = notifications.receive::<{ident}>(&HeaderMap::new(), body.as_bytes());\n\
         assert_eq!(stranger.map_err(|error| error.status().as_u16()), Err(401));\n"
    );
    (uses, statements)
}

/// A body: the page's own sample if it can be read, or one made up of the rows that must be there.
fn body(page: &Page, object: &Object, api: &Api) -> String {
    let is_broken = page.samples.broken.iter().any(|path| path.starts_with("answer"));
    match page.samples.answer.as_ref().filter(|_| !is_broken) {
        Some(sample) => sample.to_json(),
        None => made_up(object, api).to_json(),
    }
}

pub(super) fn made_up(object: &Object, api: &Api) -> Sample {
    let rows = object.rows.iter().filter(|row| row.mandatory == Mandatory::Yes);
    Sample::Object(rows.map(|row| (row.wire.clone(), value(row, api))).collect())
}

fn value(row: &Row, api: &Api) -> Sample {
    if row.nullable {
        return Sample::Null;
    }
    // An object may hold a list of its own kind, which ends when the list is empty.
    if row.many {
        return Sample::List(Vec::new());
    }
    match &row.ty {
        Type::Object(id) => made_up(api.object(*id), api),
        Type::Integer | Type::Decimal => Sample::Number(example::made_up(row, api)),
        Type::Boolean => Sample::Boolean(true),
        _ => Sample::Text(example::made_up(row, api)),
    }
}

/// A Rust text without escapes.
pub(super) fn raw_string(text: &str) -> String {
    let mut hashes = "#".to_owned();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("r{hashes}\"{text}\"{hashes}")
}
