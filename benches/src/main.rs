//! What the generated client costs beside bare reqwest. Run it with `--release`.
//!
//! `overhead` makes the same request by both against one server on loopback, in one run and taking
//! turns; `build` builds a user's crate with each of them, clean.

mod build;
mod generation;
mod overhead;
mod sample;
mod server;

use std::path::PathBuf;

use anyhow::Result;
use mimalloc::MiMalloc;
use clap::{Parser, Subcommand};

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

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
    /// Write a synthetic spec, as large as wanted, to a folder.
    Spec { objects: usize, folder: PathBuf },
    /// One generation in a process of its own.
    #[command(hide = true)]
    Generation1 { objects: usize },
}

fn main() -> Result<()> {
    let cli = Cli::parse();
    match cli.what {
        What::Overhead { rounds, calls } => overhead::run(rounds, calls, cli.json),
        What::Build => build::run(cli.json),
        What::Spec { objects, folder } => generation::write_spec(objects, &folder),
        What::Generation1 { objects } => generation::alone(objects),
    }
}
