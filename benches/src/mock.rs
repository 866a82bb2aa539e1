//! The sandbox beside Prism, the best-known mock server: the same two requests, by turns; and beside
//! the floor, which is HTTP and JSON alone.

pub(crate) mod floor;
mod server;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};
use serde::Serialize;

use crate::chart::number;
use crate::program;
use crate::report::{Bar, Chart, Section};
use server::{Judges, Server, start};

/// Where Prism is looked for, beside the other peers.
const PRISM: &str = "target/peers/node_modules/.bin/prism";

/// How Prism gets there.
const INSTALL: &str = "npm install --prefix target/peers @stoplight/prism-cli";

/// How much is asked in the section.
const ROUNDS: usize = 5;
const CALLS: usize = 4000;

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
    /// Requests for each second of the server's processor time.
    create_per_cpu_second: f64,
    get_per_cpu_second: f64,
}

/// The sandbox, the floor and, if it is installed, Prism.
pub(crate) fn section(root: &Path) -> Result<Section> {
    let mut section = Section::new("sandbox", "The sandbox beside Prism");
    if !cfg!(target_os = "linux") {
        section.notes.push("Not measured: processor times are read from `/proc`.".to_owned());
        return Ok(section);
    }
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
    let measured = measure(&programs, ROUNDS, CALLS)?;
    tell(&mut section, &measured)?;
    if programs.prism.is_none() {
        section.notes.push(format!("Prism is not installed, and not measured: `{INSTALL}`."));
    }
    Ok(section)
}

/// Prints what was measured with other settings.
pub(crate) fn run(programs: &Programs, rounds: usize, calls: usize, json: bool) -> Result<()> {
    let measured = measure(programs, rounds, calls)?;
    if json {
        println!("{}", serde_json::to_string_pretty(&measured)?);
        return Ok(());
    }
    let mut section = Section::new("sandbox", "The sandbox beside Prism");
    tell(&mut section, &measured)?;
    println!("{}", section.markdown());
    Ok(())
}

/// Starts the servers and asks each in turn.
fn measure(programs: &Programs, rounds: usize, calls: usize) -> Result<Vec<Measured>> {
    let mut sandbox = Command::new(&programs.sandbox);
    sandbox.arg("--listen");
    let mut floor = Command::new(std::env::current_exe()?);
    floor.arg("floor");
    let address = |command: &mut Command, address: std::net::SocketAddr| {
        command.arg(address.to_string());
    };
    let mut servers = vec![
        start("sandbox", Judges::Yes, sandbox, address)?,
        start("hyper and serde_json alone", Judges::No, floor, address)?,
    ];
    if let Some(prism) = &programs.prism {
        let mut command = Command::new(prism);
        // One process, and nothing printed for each request.
        command.args(["mock", "--multiprocess", "false", "--verboseLevel", "silent"]);
        command.arg(&programs.document);
        servers.push(start("Prism", Judges::Yes, command, |command, address| {
            command.args(["--host", "127.0.0.1", "--port", &address.port().to_string()]);
        })?);
    }
    // The first round warms up.
    for round in 0..=rounds {
        for server in &mut servers {
            server.round(calls, round > 0)?;
        }
    }
    Ok(servers.iter().map(Measured::of).collect())
}

impl Measured {
    fn of(server: &Server) -> Self {
        let rate = |(requests, seconds): (f64, f64)| requests / seconds;
        Self {
            server: server.name,
            ready_ms: server.ready.as_secs_f64() * 1e3,
            idle_mib: server.idle_mib,
            create_per_cpu_second: rate(server.done[0]),
            get_per_cpu_second: rate(server.done[1]),
        }
    }

    fn rates(&self) -> [f64; 2] {
        [self.create_per_cpu_second, self.get_per_cpu_second]
    }
}

fn tell(section: &mut Section, measured: &[Measured]) -> Result<()> {
    let head = ["server", "ready", "idle", "creates per CPU second", "gets per CPU second"];
    section.table.head = head.map(str::to_owned).to_vec();
    let prism = measured.iter().find(|it| it.server == "Prism");
    for it in measured {
        let rates = it.rates().into_iter().enumerate().map(|(which, rate)| {
            let times = prism.filter(|prism| prism.server != it.server);
            let times = times.map(|prism| format!("**{:.1}×** ", rate / prism.rates()[which]));
            format!("{}{}", times.unwrap_or_default(), number(rate))
        });
        let cells = [
            it.server.to_owned(),
            format!("{:.0} ms", it.ready_ms),
            format!("{:.1} MiB", it.idle_mib),
        ];
        section.table.rows.push(cells.into_iter().chain(rates).collect());
    }
    for (which, title) in ["A create", "A get"].into_iter().enumerate() {
        let bars = measured.iter().map(|it| Bar {
            label: it.server.to_owned(),
            value: 1e6 / it.rates()[which],
            is_ours: it.server == "sandbox",
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
