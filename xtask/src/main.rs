//! The project's commands, `cargo xtask <command>`. The only writer of files.
//!
//! Exit codes: 0 fine, 1 the spec or the output is wrong, 2 the call is wrong.

mod bench;
mod changes;
mod commands;
mod drift;
mod folders;
mod git;
mod laws;
mod left_over;
mod list;
mod new_file;
mod output;
mod outputs;
mod programs;
mod spec_folder;
mod standing;
mod terminal;
mod transcribe;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use mimalloc::MiMalloc;

use crate::outputs::OutputFolders;
use changes::{Changelog, Specs};

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
    /// one is, only those that are named. All new texts are written before the first old file
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
    /// Build the reference pages alone, and show them in a browser.
    Reference {
        #[command(flatten)]
        spec: SpecFolder,
        /// The folder of the pages [default: reference].
        #[arg(long, value_name = "FOLDER")]
        out: Option<PathBuf>,
        /// Open the first page in the browser.
        #[arg(long)]
        open: bool,
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
    /// Try hostile input on what reads specs, pages and answers, for as long as is wanted.
    ///
    /// What breaks a reader is kept in tests/fuzz/found, where every later test run tries it first.
    #[command(verbatim_doc_comment)]
    Fuzz {
        /// spec, page, answers, refusals or violations [default: all of them].
        #[arg(value_enum, value_name = "READER", hide_possible_values = true)]
        readers: Vec<laws::Reader>,
        /// How long each of them is tried [default: 60].
        #[arg(long, value_name = "NUMBER")]
        seconds: Option<u64>,
        /// The seed of the first input [default: 0].
        #[arg(long, value_name = "NUMBER")]
        seed: Option<u64>,
    },
    /// Compare saved pages with the spec: what has changed since they were written down.
    ///
    /// A page is saved HTML, or text copied from a browser: with `|` or tabs between the cells,
    /// or with nothing between them. Which document it is, is found out from its title, its
    /// request line and its rows. Wording, quotes, the order of columns and a date alone are no
    /// drift.
    #[command(
        verbatim_doc_comment,
        after_help = "Exit codes: 0 no drift, 1 drift, 2 a page (or the spec) could not be \
            understood;\nwith several pages the highest of them."
    )]
    Drift {
        /// The pages, as saved.
        #[arg(required_unless_present = "schema", value_name = "PAGE")]
        pages: Vec<PathBuf>,
        #[command(flatten)]
        spec: SpecFolder,
        /// The key in `documents.yaml` that the page has, where it cannot be found out.
        #[arg(long, value_name = "KEY")]
        document: Option<String>,
        /// Print the report as text, json or markdown.
        #[arg(long, value_enum, default_value_t = drift::Format::Text, hide_possible_values = true)]
        format: drift::Format,
        /// Print the JSON Schema of the report; compare nothing.
        #[arg(long, conflicts_with_all = ["pages", "spec", "document", "format"])]
        schema: bool,
    },
    /// Write a page into the spec: the rows that changed, or a draft of a page that is new.
    ///
    /// Without `--apply` the changes are only shown. Comments, order and layout of the files
    /// stay. What the page does not say is marked `# confirm:`, and `check` refuses the spec until
    /// a person has looked at each mark and removed it.
    #[command(
        verbatim_doc_comment,
        after_help = "Exit codes: 0 the spec is right then, 1 something is left to confirm or to \
            mend,\n2 the page (or the spec) could not be understood."
    )]
    Transcribe {
        /// The page, as saved.
        #[arg(value_name = "PAGE")]
        page: PathBuf,
        #[command(flatten)]
        spec: SpecFolder,
        /// The key in `documents.yaml` that the page has, where it cannot be found out.
        #[arg(long, value_name = "KEY")]
        document: Option<String>,
        /// Write the files.
        #[arg(long)]
        apply: bool,
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
    /// Walk the documented journeys with the client against a sandbox, each step told
    Journey,
    /// Start a local API that behaves as the documents say; `cargo xtask sandbox --help`
    #[command(disable_help_flag = true)]
    Sandbox {
        /// The sandbox's own options
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "OPTIONS")]
        options: Vec<OsString>,
    },
    /// Compare two specs: what changed, whom it breaks, and the version it calls for.
    Changelog(Changelog),
    /// Say on one page of Markdown what a reviewer should see of a change of the spec.
    Review {
        /// The earlier spec: a folder, or a revision of git.
        #[arg(long, value_name = "REVISION|FOLDER", default_value = "HEAD")]
        from: String,
        #[command(flatten)]
        specs: Specs,
    },
    /// Measure: print tables, and write them with JSON and charts to `benches/results`.
    Bench {
        /// generation, crate, validation, sandbox, call or stopped [default: all of them].
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
            let remedy = check.then_some(remedy.as_str());
            outputs.chosen().and_then(|outputs| commands::generate(&spec, &outputs, remedy))
        }
        Command::Reference { spec, out, open } => {
            let spec = folders::or_default(spec.spec.as_deref(), "spec");
            commands::reference(&spec, out.as_deref(), open)
        }
        Command::Check { spec } => {
            commands::check(&folders::or_default(spec.spec.as_deref(), "spec"))
        }
        Command::Differential { values, seed } => laws::differential(values, seed),
        Command::Fuzz { readers, seconds, seed } => laws::fuzz(&readers, seconds, seed),
        Command::Drift { schema: true, .. } => {
            terminal::say(generator::transcribe::drift_schema().trim_end());
            Ok(ExitCode::SUCCESS)
        }
        Command::Drift { pages, spec, document, format, schema: false } => {
            let spec = folders::or_default(spec.spec.as_deref(), "spec");
            not_understood(drift::drift(&spec, &pages, document.as_deref(), format))
        }
        Command::Transcribe { page, spec, document, apply } => {
            let spec = folders::or_default(spec.spec.as_deref(), "spec");
            not_understood(transcribe::transcribe(&spec, &page, document.as_deref(), apply))
        }
        Command::Schema { out, check } => {
            let remedy = folders::command("schema", [("--out", out.as_deref())]);
            let out = folders::or_default(out.as_deref(), "spec.schema.json");
            commands::schema(&out, check.then_some(&remedy))
        }
        Command::Journey => programs::journey(),
        Command::Sandbox { options } => programs::sandbox(&options),
        Command::Changelog(options) => changes::changelog(&options),
        Command::Review { from, specs } => changes::review(&from, &specs),
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

/// A command about pages has an exit code of its own for what it could not read.
fn not_understood(done: anyhow::Result<ExitCode>) -> anyhow::Result<ExitCode> {
    done.or_else(|error| {
        terminal::complain(format!("error: {error:#}"));
        Ok(ExitCode::from(drift::NOT_UNDERSTOOD))
    })
}
