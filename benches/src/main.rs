//! What the generated client costs beside bare reqwest. Run it with `--release`.
//!
//! `overhead` makes the same request by both against one server on loopback, in one run and taking
//! turns; `build` builds a user's crate with each of them, clean; `mock` puts the sandbox beside
//! Prism.

mod build;
mod mock;
mod overhead;
mod sample;
mod server;

use std::path::PathBuf;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Measures the generated client against bare reqwest.
#[derive(Debug, Parser)]
struct Cli {
    /// Print JSON instead of a table.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Time of a call on loopback, with one connection and with 64 callers at once.
    Overhead {
        /// How many pairs of rounds there are for each number of callers.
        #[arg(long, default_value_t = 60)]
        rounds: usize,
        /// How many calls there are in a round.
        #[arg(long, default_value_t = 640)]
        calls: usize,
    },
    /// Crates and time of a clean debug build of a crate that uses it.
    Build,
    /// Requests for each second of processor time of the sandbox and of Prism, on Linux.
    Mock {
        /// The sandbox's program, of a release build.
        #[arg(long, value_name = "FILE", default_value = "target/release/sandbox")]
        sandbox: PathBuf,
        /// Prism's program: `npm install @stoplight/prism-cli` puts it into `node_modules/.bin`.
        #[arg(long, value_name = "FILE", default_value = "node_modules/.bin/prism")]
        prism: PathBuf,
        /// The exported OpenAPI document.
        #[arg(long, value_name = "FILE", default_value = "openapi/openapi.json")]
        document: PathBuf,
        /// How many rounds there are.
        #[arg(long, default_value_t = 5)]
        rounds: usize,
        /// How many requests there are in a round, to each server and endpoint.
        #[arg(long, default_value_t = 4000)]
        calls: usize,
    },
}

fn main() -> Result<()> {
    let cli = Cli::parse();
    match cli.what {
        What::Overhead { rounds, calls } => overhead::run(rounds, calls, cli.json),
        What::Build => build::run(cli.json),
        What::Mock { sandbox, prism, document, rounds, calls } => {
            mock::run(&sandbox, &prism, &document, rounds, calls, cli.json)
        }
    }
}
