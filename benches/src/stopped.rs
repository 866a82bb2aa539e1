//! Which invalid requests a client stops before they are sent: each test vector of the two given
//! endpoints that offends in its body, judged by each client.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Result, ensure};
use jsonschema::Validator;
use serde::Serialize;
use serde_json::{Value, json};

use crate::generation::write_openapi;
use crate::peers::{Call, PEERS, Peer, make_readable};
use crate::program::run_in;
use crate::report::Section;
use crate::vectors::{Case, RIGHT, cases};

/// Building and asking a client takes no longer.
const LIMIT: Duration = Duration::from_secs(900);

const DOCUMENT: &str = "openapi.json";
const ENDPOINTS: [&str; 2] = ["CreatePaymentSerie", "CreateSubscriptionCheckout"];
const OURS: &str = "the generated client";

/// How our client is called; how the peers' are stands in `peers.rs`.
const OURS_SENDS: &str = include_str!("programs/judge/client.rs");
const TOKIO: &str = "tokio = { version = \"1\", features = [\"net\", \"rt\", \"time\"] }";

/// What became of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Verdict {
    /// Nothing arrived.
    Stopped,
    SentRight,
    SentWrong,
}

/// A client and what became of each case; or why that is not known.
struct Judge {
    name: &'static str,
    verdicts: Result<Vec<Verdict>>,
}

/// The cases, and what judges the bodies that arrive.
struct Cases {
    all: Vec<Case>,
    schemas: Vec<(&'static str, Validator)>,
}

pub(crate) fn section(root: &Path) -> Result<Section> {
    let mut section = Section::new("stopped", "Stopped before the wire");
    let cases = Cases::read(root)?;
    // What is compiled is kept for the next run.
    let folder = root.join("target/stopped");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("cases.json"), serde_json::to_string(&cases.all)?)?;
    write_openapi(&root.join("spec").display().to_string(), &folder.join(DOCUMENT))?;
    let crate_ = root.join("generated-client");
    let ours = format!("smartpay-client = {{ path = {crate_:?} }}");
    let ours = judge(root, &folder, "ours", &ours, OURS_SENDS, &cases);
    let mut judges = vec![Judge { name: OURS, verdicts: ours }];
    for peer in &PEERS {
        let verdicts = peer_judges(root, &folder, peer, &cases);
        judges.push(Judge { name: peer.name, verdicts });
    }
    tell(&mut section, &cases.all, &judges);
    section.notes.extend(PEERS.iter().map(|peer| peer.told(root)));
    Ok(section)
}

impl Cases {
    /// The cases, on each of which the exported schema must agree with the vectors, since it judges what
    /// arrives.
    fn read(root: &Path) -> Result<Self> {
        let (mut all, mut schemas) = (Vec::new(), Vec::new());
        for request in ENDPOINTS {
            let file = root.join("openapi/schemas").join(format!("{request}.json"));
            let schema: Value = serde_json::from_str(&fs::read_to_string(file)?)?;
            let options = jsonschema::draft202012::options().should_validate_formats(true);
            let schema = options.build(&schema).map_err(|why| anyhow::anyhow!("{why}"))?;
            let cases = cases(root, request)?;
            for case in &cases {
                let is_agreed = schema.is_valid(&case.body) == case.is_right();
                ensure!(is_agreed, "{request}, `{}`: the schema judges otherwise", case.case);
            }
            all.extend(cases);
            schemas.push((request, schema));
        }
        Ok(Self { all, schemas })
    }

    fn verdict(&self, case: &Case, arrived: Option<&str>) -> Verdict {
        let Some(arrived) = arrived else { return Verdict::Stopped };
        let schema = self.schemas.iter().find(|(request, _)| *request == case.request);
        let body: Option<Value> = serde_json::from_str(arrived).ok();
        let is_right = |(_, schema): &(_, Validator)| body.is_some_and(|it| schema.is_valid(&it));
        match schema.is_some_and(is_right) {
            true => Verdict::SentRight,
            false => Verdict::SentWrong,
        }
    }
}

fn tell(section: &mut Section, cases: &[Case], judges: &[Judge]) {
    let ran: Vec<(&str, &Vec<Verdict>)> =
        judges.iter().filter_map(|it| Some((it.name, it.verdicts.as_ref().ok()?))).collect();
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
        row.extend(ran.iter().map(|(_, verdicts)| {
            let both = cases.iter().zip(verdicts.iter());
            both.filter(|(case, it)| is_in(case) && counts(case, **it)).count().to_string()
        }));
        section.table.rows.push(row);
    }
    section.notes.extend(notes());
    for it in judges {
        if let Err(why) = &it.verdicts {
            section.notes.push(format!("`{}` was not run: {why:#}.", it.name));
            section.left_out.push(it.name.to_owned());
        }
    }
    let rows = cases.iter().enumerate().map(|(index, case)| {
        let verdicts =
            ran.iter().map(|(name, verdicts)| ((*name).to_owned(), json!(verdicts[index])));
        json!({ "request": case.request, "case": case.case, "offends": case.offends,
                "verdicts": Value::Object(verdicts.collect()) })
    });
    section.measured = rows.collect();
}

/// What is counted: of a wrong case, that nothing wrong arrived; of a right one, that nothing right did.
fn counts(case: &Case, verdict: Verdict) -> bool {
    match case.is_right() {
        true => verdict != Verdict::SentRight,
        false => verdict != Verdict::SentWrong,
    }
}

fn notes() -> [String; 3] {
    [
        "The cases are the test vectors of Create Payment Serie and Create Subscription Checkout, by \
         what is wrong in the body; `stopped.json` has each of them with each verdict. Each is read into \
         the client's request type and sent by the client to a server on loopback. A wrong one was \
         stopped if nothing arrived, or if what arrived keeps the exported JSON Schema."
            .to_owned(),
        "A missing `merchantKey` is no mistake for the generated client: it is a credential, which the \
         client fills in when it sends."
            .to_owned(),
        "The peers read the exported document as OpenAPI 3.0, without the rules among rows. OpenAPI 3.0 \
         cannot say the conditional ones; that `consumer` or `businessConsumer` is given it can, and then \
         cargo-progenitor's request holds one of the two and never both, and openapi-to-rust's is untyped \
         JSON."
            .to_owned(),
    ]
}

fn peer_judges(root: &Path, folder: &Path, peer: &Peer, cases: &Cases) -> Result<Vec<Verdict>> {
    let (document, out) = (folder.join(DOCUMENT), folder.join(peer.name));
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    let name = Call { document: &document, out: &out }.generate(root, peer)?;
    if peer.only_writes {
        make_readable(&out.join("src"))?;
    }
    let dependency = format!("peer = {{ package = \"{name}\", path = {out:?} }}");
    judge(root, folder, &format!("judge-{}", peer.name), &dependency, peer.sends, cases)
}

/// Compiles the program that sends with the client, and has it send all cases.
fn judge(
    root: &Path,
    folder: &Path,
    name: &str,
    dependency: &str,
    sends: &str,
    cases: &Cases,
) -> Result<Vec<Verdict>> {
    let judge: PathBuf = folder.join(name);
    fs::create_dir_all(judge.join("src"))?;
    fs::copy(root.join("Cargo.lock"), judge.join("Cargo.lock"))?;
    fs::copy(root.join("rust-toolchain.toml"), judge.join("rust-toolchain.toml"))?;
    fs::write(judge.join("src/main.rs"), include_str!("programs/judge/main.rs"))?;
    fs::write(judge.join("src/server.rs"), include_str!("programs/judge/server.rs"))?;
    fs::write(judge.join("src/client.rs"), sends)?;
    let manifest = format!(
        "[package]\nname = \"judge\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\n\
         serde_json = \"1\"\n{TOKIO}\n{dependency}\n[workspace]\n\
         [profile.dev]\ndebug = false\nincremental = false\n"
    );
    fs::write(judge.join("Cargo.toml"), manifest)?;
    let line = format!("cargo run --quiet -- {:?}", folder.join("cases.json"));
    let printed = run_in(&judge, &folder.join("target"), &line, LIMIT)?;
    let arrived: Vec<Option<String>> = serde_json::from_str(&printed)?;
    let all = &cases.all;
    ensure!(arrived.len() == all.len(), "error: {} of {} were sent", arrived.len(), all.len());
    let both = all.iter().zip(&arrived);
    Ok(both.map(|(case, arrived)| cases.verdict(case, arrived.as_deref())).collect())
}
