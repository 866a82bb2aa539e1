//! The project's commands, `cargo xtask <command>`. The only writer of files.
//!
//! Exit codes: 0 fine, 1 the spec or the output is wrong, 2 the call is wrong.

mod bench;
mod commands;
mod differential;
mod folders;
mod left_over;
mod list;
mod new_file;
mod output;
mod outputs;
mod spec_folder;
mod standing;
mod terminal;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use mimalloc::MiMalloc;

use crate::outputs::OutputFolders;

/// A large spec becomes millions of small things: a sixth less time than with the system's.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Turns the transcribed documentation in `spec/` into the client crate, and checks it.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    after_help = "Exit codes: 0 fine, 1 the spec or the output is wrong, 2 the call is wrong."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Generate the client crate and its companions from the spec; only changes are written
    ///
    /// Each output has a folder of its own. All of them are written when none is named; as soon as
    /// one is, only those that are named. All new texts are on the disk before the first old file
    /// is replaced, in whichever folder.
    #[command(verbatim_doc_comment)]
    Generate {
        #[command(flatten)]
        spec: SpecFolder,
        #[command(flatten)]
        outputs: OutputFolders,
        /// Write nothing; show any difference from what the spec gives, and fail.
        #[arg(long)]
        check: bool,
    },
    /// Check the spec alone: every mistake at its place.
    Check {
        #[command(flatten)]
        spec: SpecFolder,
    },
    /// Hold the generated validators against the exported schemas, value by value.
    Differential {
        /// How many values to try [default: 100000; with `--seed`: 1].
        #[arg(long, value_name = "NUMBER")]
        values: Option<u64>,
        /// The seed of the first value, which a failure prints [default: 0].
        #[arg(long, value_name = "NUMBER")]
        seed: Option<u64>,
    },
    /// Write `spec.schema.json`, with which an editor completes and checks spec files.
    Schema {
        /// The file to write [default: spec.schema.json].
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// Write nothing; fail if the file is not up to date.
        #[arg(long)]
        check: bool,
    },
    /// Measure: print tables, and write them with JSON and charts to `benches/results`.
    Bench {
        /// generation, crate, validation, call or stopped [default: all of them].
        sections: Vec<String>,
    },
}

#[derive(Debug, Args)]
struct SpecFolder {
    /// The spec's folder [default: spec].
    #[arg(long, value_name = "FOLDER")]
    spec: Option<PathBuf>,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command {
        Command::Generate { spec: SpecFolder { spec }, outputs, check } => {
            let options = [("--spec", spec.as_deref())].into_iter().chain(outputs.options());
            let remedy = folders::command("generate", options);
            let spec = folders::or_default(spec.as_deref(), "spec");
            commands::generate(&spec, &outputs, check.then_some(&remedy))
        }
        Command::Check { spec } => {
            commands::check(&folders::or_default(spec.spec.as_deref(), "spec"))
        }
        Command::Differential { values, seed } => differential::run(values, seed),
        Command::Schema { out, check } => {
            let remedy = folders::command("schema", [("--out", out.as_deref())]);
            let out = folders::or_default(out.as_deref(), "spec.schema.json");
            commands::schema(&out, check.then_some(&remedy))
        }
        Command::Bench { sections } => bench::run(&sections),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            terminal::complain(format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}
