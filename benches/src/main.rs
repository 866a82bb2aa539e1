//! What the generator, the client and the sandbox cost, and the peers beside them. `cargo xtask bench`
//! builds this program for release and runs it.

mod build;
mod chart;
mod generation;
mod mock;
mod openapi30;
mod overhead;
mod peers;
mod program;
mod readme;
mod report;
mod sample;
mod server;
mod stopped;
mod validation;
mod vectors;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;
use clap::{Parser, Subcommand, ValueEnum};
use mimalloc::MiMalloc;

use mock::Programs;
use report::Section;

// The same as that of `cargo xtask`, whose time is measured here.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Measures the generator and the generated client, and the peers beside them.
#[derive(Debug, Parser)]
struct Cli {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Run sections, print their tables, and write them to `benches/results`.
    Sections {
        /// Which ones [default: all].
        sections: Vec<Name>,
    },
    /// Time of a call on loopback, with one connection and with 64 callers at once.
    Overhead {
        /// How many pairs of rounds there are for each number of callers.
        #[arg(long, default_value_t = 60)]
        rounds: usize,
        /// How many calls there are in a round.
        #[arg(long, default_value_t = 640)]
        calls: usize,
        /// Print JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// Processor time for a request of the sandbox and of Prism, on Linux, with other settings than the
    /// section `sandbox`.
    Mock {
        /// The sandbox's program, of a release build.
        #[arg(long, value_name = "FILE", default_value = "target/release/sandbox")]
        sandbox: PathBuf,
        /// Prism's program: `npm install @stoplight/prism-cli` puts it into `node_modules/.bin`.
        #[arg(long, value_name = "FILE")]
        prism: Option<PathBuf>,
        /// The exported OpenAPI document.
        #[arg(long, value_name = "FILE", default_value = "openapi/openapi.json")]
        document: PathBuf,
        /// How many rounds there are.
        #[arg(long, default_value_t = 5)]
        rounds: usize,
        /// How much processor time a server spends on each endpoint in a round, in milliseconds.
        #[arg(long, default_value_t = 300)]
        turn: u64,
        /// Print JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// The floor of `mock`.
    #[command(hide = true)]
    Floor {
        /// Where to listen.
        address: SocketAddr,
    },
    /// Write a synthetic spec, as large as wanted, to a folder.
    Spec {
        /// How many objects; a quarter as many endpoints.
        objects: usize,
        /// The folder to write.
        folder: PathBuf,
    },
    /// Write the OpenAPI document that the peers read.
    Openapi {
        /// A number of objects, or the folder of a spec.
        spec: String,
        /// The file to write.
        file: PathBuf,
    },
    /// One generation in a process of its own.
    #[command(hide = true)]
    GenerationAlone {
        /// A number of objects, or the folder of a spec.
        spec: String,
    },
}

/// A section of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Name {
    /// Time and memory of a generation, and how they grow; the public generators beside it.
    Generation,
    /// What a user compiles: crates, lines, times of builds, size of a program.
    Crate,
    /// Validation and JSON beside derive crates and `jsonschema`.
    Validation,
    /// A call beside the bare HTTP client.
    Call,
    /// How many invalid requests a client stops, by what is wrong in them.
    Stopped,
    /// The sandbox's processor time for a request, beside Prism's.
    Sandbox,
}

impl Name {
    /// As it is given on the command line and to files.
    fn text(self) -> String {
        self.to_possible_value().map_or_else(String::new, |it| it.get_name().to_owned())
    }
}

fn main() -> Result<ExitCode> {
    let cli = Cli::parse();
    let done = match cli.what {
        What::Sections { sections } => return run(&sections),
        What::Overhead { rounds, calls, json } => overhead::run(rounds, calls, json),
        What::Mock { sandbox, prism, document, rounds, turn, json } => {
            let turn = Duration::from_millis(turn);
            mock::run(&Programs { sandbox, prism, document }, rounds, turn, json)
        }
        What::Floor { address } => mock::floor::serve(address),
        What::Spec { objects, folder } => generation::write_spec(objects, &folder),
        What::Openapi { spec, file } => generation::write_openapi(&spec, &file),
        What::GenerationAlone { spec } => generation::alone(&spec),
    };
    done.map(|()| ExitCode::SUCCESS)
}

/// Runs the sections. One that fails is told at the end, and the others are run.
fn run(chosen: &[Name]) -> Result<ExitCode> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
    let names = Name::value_variants().iter();
    let mut failures = Vec::new();
    for name in names.filter(|name| chosen.is_empty() || chosen.contains(name)) {
        if let Err(why) = section(*name, &root).and_then(|it| keep(&root, &it)) {
            eprintln!("error: `{}` is not measured: {why:#}", name.text());
            failures.push(name.text());
        }
    }
    if !failures.is_empty() {
        eprintln!("error: not measured, see above: {}", failures.join(", "));
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints a section, and writes it unless it lacks what its last run had: then the figures of that run
/// stay as they are.
fn keep(root: &Path, section: &Section) -> Result<()> {
    println!("{}", section.markdown());
    let folder = root.join("benches/results");
    let lost = section.lost(&folder)?;
    if !lost.is_empty() {
        eprintln!(
            "The README and benches/results keep their older figures of `{}`, because this run has none \
             of {}; the notes above say why.",
            section.name,
            lost.join(", ")
        );
        return Ok(());
    }
    section.write(&folder)?;
    readme::refresh(root, section)
}

fn section(name: Name, root: &Path) -> Result<Section> {
    match name {
        Name::Generation => generation::section(root),
        Name::Crate => build::section(root),
        Name::Validation => validation::section(root),
        Name::Call => overhead::section(),
        Name::Stopped => stopped::section(root),
        Name::Sandbox => mock::section(root),
    }
}
