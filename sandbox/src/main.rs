//! The sandbox as a program: `cargo xtask sandbox`.
//!
//! Exit codes: 0 fine, 1 it does not start, 2 the call is wrong.

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use sandbox::{Journeys, Sandbox, StartError, StateError};

/// A third of a request's time went into the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A local API that behaves as the documents say: no contract, no real money, no real card.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask sandbox",
    bin_name = "cargo xtask sandbox",
    after_help = "Exit codes: 0 fine, 1 it does not start, 2 the call is wrong."
)]
struct Arguments {
    /// Where to listen; port 0 takes any that is free.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Keep the state in this file, which is made if there is none; it survives `kill -9`.
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// Make the run repeatable: the same requests get the same ids and times, from 2030 on.
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
    /// Play the API of this spec instead of SmartPay's.
    #[arg(long, value_name = "FOLDER")]
    spec: Option<PathBuf>,
    /// Say what the documents leave open and how the sandbox decides it, and end.
    #[arg(long)]
    explain: bool,
    /// Listen at an address that other machines can reach: they can then give every order and read
    /// the state.
    #[arg(long)]
    reachable_from_other_machines: bool,
    /// Walk the documented journeys with the client's examples in this folder, and end.
    #[arg(long, value_name = "FOLDER", hide = true, conflicts_with_all = ["listen", "state"])]
    journeys: Option<PathBuf>,
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error}");
            if let Some(help) = help(&error) {
                eprintln!("  = help: {help}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<ExitCode, StartError> {
    let api = match &arguments.spec {
        Some(folder) => sandbox::read(folder)?,
        None => sandbox::smartpay()?,
    };
    let mut out = std::io::stdout();
    if arguments.explain {
        // A reader that has seen enough closes its end.
        let _ = out.write_all(sandbox::explain(&api).as_bytes());
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(examples) = &arguments.journeys {
        let done = Journeys::new(api, examples).walk(&mut out)?;
        return Ok(if done { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    let mut builder = Sandbox::builder().api(api).listen(arguments.listen);
    if arguments.reachable_from_other_machines {
        builder = builder.reachable_from_other_machines();
    }
    if let Some(file) = arguments.state {
        builder = builder.state(file);
    }
    if let Some(seed) = arguments.seed {
        builder = builder.seed(seed);
    }
    let sandbox = builder.start()?;
    let url = sandbox.url();
    // Nobody may be there to read it; the sandbox serves all the same.
    let _ = writeln!(
        out,
        "the API is at {url}, its page at {url}/_sandbox (Ctrl-C ends it)\n\
         any merchant key will do: it is the user name of HTTP Basic and the header X-API-KEY"
    );
    let _ = out.flush();
    sandbox.wait();
    Ok(ExitCode::SUCCESS)
}

/// What to do about an error.
fn help(error: &StartError) -> Option<&'static str> {
    match error {
        StartError::Listen { error, .. } => Some(match error.kind() {
            std::io::ErrorKind::AddrInUse => {
                "another program listens there; stop it, or take another port: `--listen 127.0.0.1:0`"
            }
            std::io::ErrorKind::PermissionDenied => {
                "ports below 1024 are the system's; take another"
            }
            _ => "an address of this machine is meant, like 127.0.0.1:8080",
        }),
        StartError::NotLoopback(_) => {
            Some("take 127.0.0.1, or add `--reachable-from-other-machines` if you mean it")
        }
        StartError::State { error: StateError::Clock { .. }, .. } => {
            Some("start it as it was kept, or name another file")
        }
        StartError::State { .. } => Some(
            "name a file that a sandbox has written, or one that is not there yet; one sandbox at a \
             time can use it",
        ),
        _ => None,
    }
}
