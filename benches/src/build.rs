//! What a user compiles: a program that makes one call, built by the client, by bare reqwest, and the
//! crates that the peers generate; one after the other in one run.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use anyhow::Result;
use serde::Serialize;

use crate::generation::write_openapi;
use crate::peers::{Call, PEERS, Peer, rust_files};
use crate::program::run_in;
use crate::report::{Bar, Chart, Section};

/// A way of making the call.
struct Way {
    name: &'static str,
    /// The lines of its `[dependencies]`.
    dependencies: String,
    main: &'static str,
    /// What was generated, whose lines are counted.
    sources: Option<PathBuf>,
    /// A model's file, which is touched.
    model: Option<PathBuf>,
}

/// What was measured for one way. Times are seconds.
#[derive(Debug, Serialize)]
struct Measured {
    dependency: &'static str,
    crates: usize,
    lines: Option<usize>,
    debug: Took,
    /// After one model's file was touched.
    rebuild: Option<Took>,
    release: Took,
    /// Of the stripped release program.
    bytes: u64,
}

#[derive(Debug, Clone, Copy, Serialize)]
struct Took {
    wall_s: f64,
    cpu_s: f64,
}

/// A build that takes longer is ended.
const LIMIT: Duration = Duration::from_secs(900);

const DOCUMENT: &str = "openapi.json";
const OURS: &str = "client, default features";
const BARE: &str = "reqwest with rustls";
const TOKIO: &str =
    "tokio = { version = \"1\", default-features = false, features = [\"net\", \"rt\", \"time\"] }";
/// With TLS compiled in.
pub(crate) const REQWEST: &str =
    "reqwest = { version = \"0.13\", default-features = false, features = [\"rustls\"] }";

pub(crate) fn section(root: &Path) -> Result<Section> {
    let mut section = Section::new("crate", "The generated crate");
    let head = [
        "a program that depends on",
        "crates",
        "lines of Rust",
        "clean debug build, CPU",
        "on the clock",
        "rebuild after touching a model",
        "clean release build, CPU",
        "stripped",
    ];
    section.table.head = head.map(str::to_owned).to_vec();
    let mut all = Vec::new();
    let mut missing = Vec::new();
    let mut take = |name, measured: Result<Measured>| match measured {
        Ok(measured) => all.push(measured),
        Err(why) => missing.push((name, why)),
    };
    let ways = ours(root);
    warm(root, &ways)?;
    for way in ways {
        take(way.name, measure(root, &way));
    }
    let folder = tempfile::tempdir()?;
    write_openapi(&root.join("spec").display().to_string(), &folder.path().join(DOCUMENT))?;
    for peer in &PEERS {
        let way = generated(root, peer, folder.path());
        take(peer.name, way.and_then(|way| measure(root, &way)));
    }
    let ours = all.iter().find(|it| it.dependency == OURS);
    section.table.rows = all.iter().map(|it| row(it, ours)).collect();
    for (name, why) in missing {
        section.notes.push(format!("`{name}` is not in the table: {why:#}."));
        section.left_out.push(name.to_owned());
    }
    section.notes.push(
        "Each program lists payment series once. Those of oas3-gen and openapi-generator use the TLS of \
         the system, which is neither compiled nor counted; the others compile rustls, which \
         cargo-progenitor leaves to the user to add. Lines: of what was \
         generated, documentation included. Each is built once, after a build that is thrown away and \
         reads the compiler and the sources from the disk. Ratios are to the client with its default features."
            .to_owned(),
    );
    section.notes.extend(PEERS.iter().map(|peer| peer.told(root)));
    let bars = all.iter().map(|it| Bar {
        label: it.dependency.to_owned(),
        value: it.debug.cpu_s,
        is_ours: it.dependency.starts_with("client"),
    });
    let title = "Clean debug build, all that is compiled".to_owned();
    section.charts.push(Chart { title, unit: "CPU s", bars: bars.collect() });
    section.measured = serde_json::to_value(&all)?;
    Ok(section)
}

fn row(it: &Measured, ours: Option<&Measured>) -> Vec<String> {
    let seconds = |time: f64| format!("{time:.1} s");
    let ratio = |value: fn(&Measured) -> f64| match ours {
        Some(ours) if ours.dependency != it.dependency => {
            format!("**{:.2}×** ", value(it) / value(ours))
        }
        _ => String::new(),
    };
    vec![
        it.dependency.to_owned(),
        it.crates.to_string(),
        it.lines.map_or_else(String::new, |lines| lines.to_string()),
        ratio(|it| it.debug.cpu_s) + &seconds(it.debug.cpu_s),
        seconds(it.debug.wall_s),
        it.rebuild.map_or_else(String::new, |took| seconds(took.wall_s)),
        ratio(|it| it.release.cpu_s) + &seconds(it.release.cpu_s),
        ratio(|it| it.bytes as f64) + &format!("{:.2} MB", it.bytes as f64 / 1e6),
    ]
}

fn ours(root: &Path) -> Vec<Way> {
    let crate_ = root.join("generated-client");
    let client = format!("smartpay-client = {{ path = {crate_:?}");
    let way = |name, dependencies, main| Way {
        name,
        dependencies,
        main,
        sources: Some(crate_.join("src")),
        model: Some(crate_.join("src/payment_series/create.rs")),
    };
    let bare = Way {
        name: BARE,
        dependencies: format!("{REQWEST}\n{TOKIO}"),
        main: include_str!("programs/bare.rs"),
        sources: None,
        model: None,
    };
    vec![
        bare,
        way(OURS, format!("{client} }}\n{TOKIO}"), include_str!("programs/client.rs")),
        way(
            "client, `blocking` alone",
            format!("{client}, default-features = false, features = [\"blocking\"] }}"),
            include_str!("programs/blocking.rs"),
        ),
        way(
            "client without HTTP",
            format!("{client}, default-features = false }}"),
            include_str!("programs/request.rs"),
        ),
    ]
}

/// A crate that a peer generates of the exported document.
fn generated(root: &Path, peer: &Peer, folder: &Path) -> Result<Way> {
    let (document, out) = (folder.join(DOCUMENT), folder.join(peer.name));
    let name = Call { document: &document, out: &out }.generate(root, peer)?;
    Ok(Way {
        name: peer.name,
        dependencies: format!(
            "peer = {{ package = \"{name}\", path = {out:?} }}\n{TOKIO}\n{}",
            peer.tls
        ),
        main: peer.program,
        sources: Some(out.join("src")),
        model: rust_files(&out.join("src"))?.into_iter().max_by_key(|it| it.1).map(|it| it.0),
    })
}

/// A debug build of bare reqwest that is thrown away: else the first of the table would be the one that
/// waits for the disk.
fn warm(root: &Path, ways: &[Way]) -> Result<()> {
    let Some(way) = ways.iter().find(|way| way.name == BARE) else { return Ok(()) };
    let folder = tempfile::tempdir()?;
    user(root, folder.path(), way)?;
    build(folder.path(), "cargo build --quiet").map(drop)
}

fn measure(root: &Path, way: &Way) -> Result<Measured> {
    let folder = tempfile::tempdir()?;
    user(root, folder.path(), way)?;
    let target = folder.path().join("target");
    // Downloads are no part of a build.
    run_in(folder.path(), &target, "cargo fetch --quiet", LIMIT)?;
    let tree = run_in(
        folder.path(),
        &target,
        "cargo tree --edges normal,build --prefix none --format '{p}' | sed 's/ (\\*)$//' | sort -u",
        LIMIT,
    )?;
    let debug = build(folder.path(), "cargo build --quiet")?;
    let rebuild = match &way.model {
        Some(model) => {
            File::options().append(true).open(model)?.set_modified(SystemTime::now())?;
            Some(build(folder.path(), "cargo build --quiet")?)
        }
        None => None,
    };
    let release = build(folder.path(), "cargo build --release --quiet")?;
    Ok(Measured {
        dependency: way.name,
        crates: tree.lines().filter(|line| !line.trim().is_empty()).count() - 1,
        lines: match &way.sources {
            Some(folder) => Some(rust_files(folder)?.iter().map(|(_, lines)| lines).sum()),
            None => None,
        },
        debug,
        rebuild,
        release,
        bytes: fs::metadata(folder.path().join("target/release/user"))?.len(),
    })
}

/// A crate outside the workspace, with the versions of its lock file.
fn user(root: &Path, folder: &Path, way: &Way) -> Result<()> {
    fs::create_dir_all(folder.join("src"))?;
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    fs::copy(root.join("rust-toolchain.toml"), folder.join("rust-toolchain.toml"))?;
    fs::write(folder.join("src/main.rs"), way.main)?;
    let package = "[package]\nname = \"user\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
    let dependencies = &way.dependencies;
    fs::write(
        folder.join("Cargo.toml"),
        format!(
            "{package}[dependencies]\n{dependencies}\n[workspace]\n[profile.release]\nstrip = true\n"
        ),
    )?;
    Ok(())
}

fn build(folder: &Path, command: &str) -> Result<Took> {
    let began = Instant::now();
    // `times` prints the shell's own time, and below it that of what it ran.
    let target = folder.join("target");
    let times = run_in(folder, &target, &format!("{command} && times"), LIMIT)?;
    let wall_s = began.elapsed().as_secs_f64();
    let of_children = times.lines().last().unwrap_or_default();
    Ok(Took { wall_s, cpu_s: of_children.split_whitespace().filter_map(seconds).sum() })
}

/// `1m2.5s`.
fn seconds(text: &str) -> Option<f64> {
    let (minutes, seconds) = text.strip_suffix('s')?.split_once('m')?;
    Some(minutes.parse::<f64>().ok()? * 60.0 + seconds.parse::<f64>().ok()?)
}
