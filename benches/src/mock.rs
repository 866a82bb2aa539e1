//! The sandbox beside Prism, the best-known mock server: the same two requests, by turns; and beside
//! the floor, which is HTTP and JSON alone.

pub(crate) mod floor;
mod server;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use serde::Serialize;

use crate::chart::number;
use crate::program;
use crate::report::{Bar, Chart, Section};
use server::{Judges, Server, start};

/// Where Prism is looked for, beside the other peers.
const PRISM: &str = "target/peers/node_modules/.bin/prism";

/// How Prism gets there.
pub(crate) const INSTALL: &str = "npm install --prefix target/peers @stoplight/prism-cli@5.14.2";

/// How much is asked in the section: in each round so much processor time of each server at each endpoint.
const ROUNDS: usize = 5;
const TURN: Duration = Duration::from_millis(300);

const OURS: &str = "sandbox";

/// What is measured.
pub(crate) struct Programs {
    pub(crate) sandbox: PathBuf,
    pub(crate) prism: Option<PathBuf>,
    /// The exported OpenAPI document.
    pub(crate) document: PathBuf,
}

/// What was measured of one server.
#[derive(Debug, Serialize)]
struct Measured {
    server: &'static str,
    ready_ms: f64,
    idle_mib: f64,
    /// The server's processor time for a request, in microseconds.
    create_cpu_us: f64,
    get_cpu_us: f64,
    creates: f64,
    gets: f64,
}

/// The sandbox, the floor and, if it is installed, Prism.
pub(crate) fn section(root: &Path) -> Result<Section> {
    let mut section = Section::new("sandbox", "The sandbox beside Prism");
    ensure!(cfg!(target_os = "linux"), "processor times are read from `/proc`, which is Linux's");
    program::run(
        root,
        "cargo",
        &["build", "--release", "--locked", "--quiet", "--package", "sandbox"],
    )?;
    let beside = std::env::current_exe()?;
    let prism = root.join(PRISM);
    let programs = Programs {
        sandbox: beside.with_file_name("sandbox"),
        prism: prism.exists().then_some(prism),
        document: root.join("openapi/openapi.json"),
    };
    tell(&mut section, &measure(&programs, ROUNDS, TURN)?)?;
    section.notes.push(match version(root) {
        Some(version) => format!("Prism {version}; `{INSTALL}`."),
        None => format!("Prism is not installed, and not measured: `{INSTALL}`."),
    });
    if section.table.rows.iter().all(|row| row[0] != "Prism") {
        section.left_out.push("Prism".to_owned());
    }
    Ok(section)
}

/// Of Prism, as npm has put it there.
fn version(root: &Path) -> Option<String> {
    let program = root.join(PRISM).canonicalize().ok()?;
    let manifest = program.ancestors().map(|it| it.join("package.json")).find(|it| it.exists())?;
    let manifest: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(manifest).ok()?).ok()?;
    Some(manifest["version"].as_str()?.to_owned())
}

/// Prints what was measured with other settings.
pub(crate) fn run(programs: &Programs, rounds: usize, turn: Duration, json: bool) -> Result<()> {
    let measured = measure(programs, rounds, turn)?;
    if json {
        println!("{}", serde_json::to_string_pretty(&measured)?);
        return Ok(());
    }
    let mut section = Section::new("sandbox", "The sandbox beside Prism");
    tell(&mut section, &measured)?;
    println!("{}", section.markdown());
    Ok(())
}

/// Starts the servers and asks each in turn. Without Prism, if it does not start, the others are asked.
fn measure(programs: &Programs, rounds: usize, turn: Duration) -> Result<Vec<Measured>> {
    let mut sandbox = Command::new(&programs.sandbox);
    sandbox.arg("--listen");
    let mut floor = Command::new(std::env::current_exe()?);
    floor.arg("floor");
    let address = |command: &mut Command, address: std::net::SocketAddr| {
        command.arg(address.to_string());
    };
    let mut servers = vec![
        start(OURS, Judges::Yes, sandbox, address)?,
        start("hyper and serde_json alone", Judges::No, floor, address)?,
    ];
    if let Some(prism) = &programs.prism {
        let mut command = Command::new(prism);
        // One process, and nothing printed for each request.
        command.args(["mock", "--multiprocess", "false", "--verboseLevel", "silent"]);
        command.arg(&programs.document);
        let started = start("Prism", Judges::Yes, command, |command, address| {
            command.args(["--host", "127.0.0.1", "--port", &address.port().to_string()]);
        });
        match started {
            Ok(server) => servers.push(server),
            Err(why) => eprintln!("Prism is not measured: {why:#}"),
        }
    }
    // The first round warms up.
    for round in 0..=rounds {
        for server in &mut servers {
            server.round(turn, round > 0)?;
        }
    }
    Ok(servers.iter().map(Measured::of).collect())
}

impl Measured {
    fn of(server: &Server) -> Self {
        let us = |(requests, seconds): (f64, f64)| seconds / requests * 1e6;
        Self {
            server: server.name,
            ready_ms: server.ready.as_secs_f64() * 1e3,
            idle_mib: server.idle_mib,
            create_cpu_us: us(server.done[0]),
            get_cpu_us: us(server.done[1]),
            creates: server.done[0].0,
            gets: server.done[1].0,
        }
    }

    fn times(&self) -> [f64; 2] {
        [self.create_cpu_us, self.get_cpu_us]
    }
}

fn tell(section: &mut Section, measured: &[Measured]) -> Result<()> {
    let head = ["server", "ready", "idle", "CPU for a create", "CPU for a get"];
    section.table.head = head.map(str::to_owned).to_vec();
    let ours = measured.iter().find(|it| it.server == OURS);
    for it in measured {
        let times = it.times().into_iter().enumerate().map(|(which, time)| {
            let ours = ours.filter(|ours| ours.server != it.server);
            let ratio = ours.map(|ours| format!("**{:.1}×** ", time / ours.times()[which]));
            format!("{}{} µs", ratio.unwrap_or_default(), number(time))
        });
        let cells = [
            it.server.to_owned(),
            format!("{:.0} ms", it.ready_ms),
            format!("{:.1} MiB", it.idle_mib),
        ];
        section.table.rows.push(cells.into_iter().chain(times).collect());
    }
    for (which, title) in ["A create", "A get"].into_iter().enumerate() {
        let bars = measured.iter().map(|it| Bar {
            label: it.server.to_owned(),
            value: it.times()[which],
            is_ours: it.server == OURS,
        });
        let (title, bars) = (title.to_owned(), bars.collect());
        section.charts.push(Chart { title, unit: "µs of processor time", bars });
    }
    section.notes.extend([
        "Create Payment Serie with the documented sample, and Get Payment Serie, over 32 connections; \
         user and kernel time of the server's process. The sandbox and Prism have both refused a \
         wrong request before; the sandbox keeps its state and its log, Prism keeps nothing."
            .to_owned(),
        "Hyper and serde_json alone is the floor: the body is read, nothing is judged or kept, and \
         the answer is always the same."
            .to_owned(),
    ]);
    section.measured = serde_json::to_value(measured).context("the figures cannot be written")?;
    Ok(())
}
