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

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

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
    /// Print JSON instead of a table.
    #[arg(long, global = true)]
    json: bool,
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
    },
    /// Crates and time of a clean debug build of a crate that uses it.
    Build,
    /// Requests for each second of processor time of the sandbox and of Prism, on Linux, with other
    /// settings than the section `sandbox`.
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
        /// How many requests there are in a round, to each server and endpoint.
        #[arg(long, default_value_t = 4000)]
        calls: usize,
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
    /// The sandbox's requests for each second of processor time, beside Prism's.
    Sandbox,
}

fn main() -> Result<()> {
    let cli = Cli::parse();
    match cli.what {
        What::Sections { sections } => run(&sections),
        What::Overhead { rounds, calls } => overhead::run(rounds, calls, cli.json),
        What::Build => build::run(cli.json),
        What::Mock { sandbox, prism, document, rounds, calls } => {
            mock::run(&Programs { sandbox, prism, document }, rounds, calls, cli.json)
        }
        What::Floor { address } => mock::floor::serve(address),
        What::Spec { objects, folder } => generation::write_spec(objects, &folder),
        What::Openapi { spec, file } => generation::write_openapi(&spec, &file),
        What::GenerationAlone { spec } => generation::alone(&spec),
    }
}

fn run(chosen: &[Name]) -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
    for name in Name::value_variants() {
        if chosen.is_empty() || chosen.contains(name) {
            let section = section(*name, &root)?;
            section.write(&root.join("benches/results"))?;
            readme::refresh(&root, &section)?;
            println!("{}", section.markdown());
        }
    }
    Ok(())
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
