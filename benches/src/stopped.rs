//! Which invalid requests a client stops before they are sent: each test vector of the two given
//! endpoints that offends in its body, judged by each client.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde::Serialize;
use serde_json::{Value, json};

use crate::generation::write_openapi;
use crate::peers::{Call, PEERS, Peer, make_readable};
use crate::program::run_in;
use crate::report::Section;

/// Building and asking a client takes no longer.
const LIMIT: Duration = Duration::from_secs(900);

const DOCUMENT: &str = "openapi.json";
const ENDPOINTS: [&str; 2] = ["CreatePaymentSerie", "CreateSubscriptionCheckout"];

/// The kind of the requests with which nothing is wrong.
const RIGHT: &str = "nothing: to stop it is a mistake";

/// How our client judges; the peers' judgements are in `peers.rs`.
const OURS: &str =
    "use smartpay_client::{CreatePaymentSerie, CreateSubscriptionCheckout, Validate};

fn stops(case: &Value) -> bool {
    match case[\"request\"].as_str() {
        Some(\"CreatePaymentSerie\") => {
            is_stopped::<CreatePaymentSerie>(case, |it| it.validate().is_ok())
        }
        _ => is_stopped::<CreateSubscriptionCheckout>(case, |it| it.validate().is_ok()),
    }
}
";

/// A request.
#[derive(Debug, Serialize)]
struct Case {
    request: &'static str,
    kind: &'static str,
    /// What is wrong, in the words of the vectors.
    case: String,
    offends: Value,
    body: Value,
    /// The places in the body at which a wrong one differs from a request that is right.
    changed: Vec<String>,
}

/// A client and its judgement of each case; or why there is none.
struct Judge {
    name: &'static str,
    stopped: Result<Vec<bool>>,
}

pub(crate) fn section(root: &Path) -> Result<Section> {
    let mut section = Section::new("stopped", "Stopped before the wire");
    let cases: Vec<Case> = ENDPOINTS
        .iter()
        .map(|it| cases(root, it))
        .collect::<Result<Vec<_>>>()?
        .into_iter()
        .flatten()
        .collect();
    // What is compiled is kept for the next run.
    let folder = root.join("target/stopped");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("cases.json"), serde_json::to_string(&cases)?)?;
    write_openapi(&root.join("spec").display().to_string(), &folder.join(DOCUMENT))?;
    let crate_ = root.join("generated-client");
    let ours = format!("smartpay-client = {{ path = {crate_:?}, default-features = false }}");
    let mut judges = vec![Judge {
        name: "the generated client",
        stopped: judge(root, &folder, "ours", &ours, OURS, cases.len()),
    }];
    for peer in &PEERS {
        let stopped = peer_judges(root, &folder, peer, cases.len());
        judges.push(Judge { name: peer.name, stopped });
    }
    tell(&mut section, &cases, &judges);
    section.notes.extend(PEERS.iter().map(|peer| peer.told(root)));
    Ok(section)
}

fn tell(section: &mut Section, cases: &[Case], judges: &[Judge]) {
    let ran: Vec<(&str, &Vec<bool>)> =
        judges.iter().filter_map(|it| Some((it.name, it.stopped.as_ref().ok()?))).collect();
    section.table.head = vec!["what is wrong".to_owned(), "cases".to_owned()];
    section.table.head.extend(ran.iter().map(|(name, _)| (*name).to_owned()));
    let kinds: BTreeSet<&str> =
        cases.iter().map(|case| case.kind).filter(|it| *it != RIGHT).collect();
    let wrong: Vec<&str> = kinds.iter().copied().collect();
    let each = kinds.into_iter().map(|kind| (kind, vec![kind]));
    for (label, kinds) in each.chain([("**all of these**", wrong), (RIGHT, vec![RIGHT])]) {
        let is_in = |case: &Case| kinds.contains(&case.kind);
        let mut row =
            vec![label.to_owned(), cases.iter().filter(|it| is_in(it)).count().to_string()];
        row.extend(ran.iter().map(|(_, stopped)| {
            let both = cases.iter().zip(stopped.iter());
            both.filter(|(case, stopped)| is_in(case) && **stopped).count().to_string()
        }));
        section.table.rows.push(row);
    }
    section.notes.push(
        "The cases are the test vectors of Create Payment Serie and Create Subscription Checkout, by \
         what is wrong in the body; `stopped.json` has each of them with each verdict. A client stops one \
         if its types cannot hold it, its own validation refuses it, or what is wrong is left out of what \
         it would send. A peer's client is called: what arrives at a server on loopback was not stopped."
            .to_owned(),
    );
    section.notes.push(
        "A missing `merchantKey` is let through by the generated client on purpose: it is a credential, \
         which the client fills in when it sends."
            .to_owned(),
    );
    section.notes.push(
        "The peers read the exported document as OpenAPI 3.0, without the rules among rows. OpenAPI 3.0 cannot say the conditional \
         ones; that `consumer` or `businessConsumer` is given it can, and then cargo-progenitor's request \
         holds one of the two and never both, and openapi-to-rust's is untyped JSON."
            .to_owned(),
    );
    for it in judges {
        if let Err(why) = &it.stopped {
            section.notes.push(format!("`{}` was not run: {why:#}.", it.name));
        }
    }
    let rows = cases.iter().enumerate().map(|(index, case)| {
        let verdicts =
            ran.iter().map(|(name, stopped)| ((*name).to_owned(), json!(stopped[index])));
        json!({ "request": case.request, "case": case.case, "offends": case.offends,
                "stopped": Value::Object(verdicts.collect()) })
    });
    section.measured = rows.collect();
}

fn cases(root: &Path, request: &'static str) -> Result<Vec<Case>> {
    let path = root.join("vectors").join(format!("{request}.json"));
    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let vectors: Value = serde_json::from_str(&text)?;
    let all = vectors["cases"].as_array().context("a file of vectors has cases")?;
    let of_body = all.iter().filter(|case| {
        let mut places = case["offends"].as_array().into_iter().flatten();
        places.all(|place| place.as_str().is_some_and(|place| place.starts_with("/body")))
    });
    of_body.map(|it| case(request, &vectors["base"], it)).collect()
}

fn case(request: &'static str, base: &Value, case: &Value) -> Result<Case> {
    let mut parts = base.clone();
    let mut changed = Vec::new();
    for (place, value) in case["set"].as_object().into_iter().flatten() {
        put(&mut parts, place, written_out(value))?;
        changed.extend(place.strip_prefix("/body").map(str::to_owned));
    }
    for place in case["remove"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        let (object, key) = place.rsplit_once('/').context("a pointer")?;
        let object = parts.pointer_mut(object).and_then(Value::as_object_mut);
        object.context("an object to remove from")?.remove(key);
        changed.extend(place.strip_prefix("/body").map(str::to_owned));
    }
    let name = case["case"].as_str().unwrap_or_default();
    let is_right = case["offends"].as_array().is_some_and(Vec::is_empty);
    Ok(Case {
        request,
        kind: if is_right { RIGHT } else { kind(name) },
        case: name.to_owned(),
        offends: case["offends"].clone(),
        body: parts["body"].take(),
        // A right request may be written in other words, such as a row less for a null.
        changed: if is_right { Vec::new() } else { changed },
    })
}

fn put(parts: &mut Value, place: &str, value: Value) -> Result<()> {
    let (object, key) = place.rsplit_once('/').context("a pointer")?;
    let object = parts.pointer_mut(object).context("a place to put it")?;
    match object {
        Value::Array(items) => *items.get_mut(key.parse::<usize>()?).context("an item")? = value,
        object => object[key] = value,
    }
    Ok(())
}

/// A text that the vectors write as a repetition.
fn written_out(value: &Value) -> Value {
    let (Some(unit), Some(many)) = (value["$repeat"].as_str(), value["characters"].as_u64()) else {
        return value.clone();
    };
    let many = usize::try_from(many).unwrap_or_default();
    unit.chars().cycle().take(many).collect::<String>().into()
}

fn kind(case: &str) -> &'static str {
    let ends = |end| case.ends_with(end);
    match case {
        "missing" | "without any row" => "a mandatory row is missing",
        "null" => "null where none is documented",
        _ if ends("wrong type") => "a value of another type",
        _ if ends("not of the form") => "not of the documented form",
        _ if ends("undocumented") => "not a documented value",
        _ if case.contains(" characters") => "too long",
        _ => "a rule among rows, a range or digits",
    }
}

fn peer_judges(root: &Path, folder: &Path, peer: &Peer, cases: usize) -> Result<Vec<bool>> {
    let (document, out) = (folder.join(DOCUMENT), folder.join(peer.name));
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    let name = Call { document: &document, out: &out }.generate(root, peer)?;
    if peer.only_writes {
        make_readable(&out.join("src"))?;
    }
    let dependencies = format!(
        "peer = {{ package = \"{name}\", path = {out:?} }}\n\
         tokio = {{ version = \"1\", features = [\"net\", \"rt\", \"time\"] }}"
    );
    let judgement = [include_str!("programs/sends.rs"), peer.judgement].join("\n");
    judge(root, folder, &format!("judge-{}", peer.name), &dependencies, &judgement, cases)
}

/// Compiles the judgement with the client, and asks it about all cases.
fn judge(
    root: &Path,
    folder: &Path,
    name: &str,
    dependencies: &str,
    judgement: &str,
    cases: usize,
) -> Result<Vec<bool>> {
    let judge: PathBuf = folder.join(name);
    fs::create_dir_all(judge.join("src"))?;
    fs::copy(root.join("Cargo.lock"), judge.join("Cargo.lock"))?;
    fs::copy(root.join("rust-toolchain.toml"), judge.join("rust-toolchain.toml"))?;
    let program = include_str!("programs/stopped.rs");
    fs::write(judge.join("src/main.rs"), format!("{program}\n{judgement}"))?;
    let manifest = format!(
        "[package]\nname = \"judge\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\n\
         serde = \"1\"\nserde_json = \"1\"\n{dependencies}\n[workspace]\n\
         [profile.dev]\ndebug = false\nincremental = false\n"
    );
    fs::write(judge.join("Cargo.toml"), manifest)?;
    let line = format!("cargo run --quiet -- {:?}", folder.join("cases.json"));
    let printed = run_in(&judge, &folder.join("target"), &line, LIMIT)?;
    let stopped: Vec<bool> = serde_json::from_str(&printed)?;
    ensure!(stopped.len() == cases, "error: {} of {cases} cases were judged", stopped.len());
    Ok(stopped)
}
