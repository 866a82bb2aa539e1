//! The public generators of Rust clients that `cargo install` brings, and how each is called.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// A generator.
pub(crate) struct Peer {
    pub(crate) name: &'static str,
    arguments: fn(&Call<'_>) -> Vec<String>,
    /// Rust that says whether its client stops a request: `fn stops(case: &Value) -> bool`.
    pub(crate) judgement: Option<&'static str>,
}

/// One call of a generator, in a folder of its own.
pub(crate) struct Call<'c> {
    pub(crate) document: &'c Path,
    pub(crate) out: &'c Path,
}

pub(crate) const PEERS: [Peer; 3] = [
    Peer { name: "oas3-gen", arguments: oas3_gen, judgement: None },
    Peer { name: "openapi-to-rust", arguments: openapi_to_rust, judgement: None },
    Peer { name: "cargo-progenitor", arguments: progenitor, judgement: None },
];

fn oas3_gen(call: &Call<'_>) -> Vec<String> {
    let (document, out) = (shown(call.document), shown(call.out));
    texts(&["generate", "client-mod", "-i", &document, "-o", &out, "--workspace"])
}

fn openapi_to_rust(call: &Call<'_>) -> Vec<String> {
    texts(&["generate", "--config", &shown(&call.out.join("openapi-to-rust.toml"))])
}

fn progenitor(call: &Call<'_>) -> Vec<String> {
    let (document, out) = (shown(call.document), shown(call.out));
    texts(&["progenitor", "-i", &document, "-o", &out, "-n", "peer", "-v", "0.1.0"])
}

fn texts(all: &[&str]) -> Vec<String> {
    all.iter().map(|it| (*it).to_owned()).collect()
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

impl Peer {
    /// The call: as installed below `target/peers`, or wherever it is found.
    pub(crate) fn command(&self, root: &Path, call: &Call<'_>) -> Command {
        let installed = root.join("target/peers/bin").join(self.name);
        let program = if installed.exists() { installed } else { PathBuf::from(self.name) };
        let mut command = Command::new(program);
        command.args((self.arguments)(call));
        command
    }
}

impl Call<'_> {
    /// Makes the folder, with the settings of the generator that is called with a file.
    pub(crate) fn prepare(&self) -> Result<()> {
        fs::create_dir_all(self.out)?;
        let config = format!(
            "[generator]\nspec_path = {:?}\noutput_dir = {:?}\nmodule_name = \"api\"\n\n\
             [features]\nenable_async_client = true\n",
            self.document,
            self.out.join("src")
        );
        Ok(fs::write(self.out.join("openapi-to-rust.toml"), config)?)
    }

    /// Makes the peer's crate; its name.
    pub(crate) fn generate(&self, root: &Path, peer: &Peer) -> Result<String> {
        self.prepare()?;
        let output = peer.command(root, self).output().context("error: it is not installed")?;
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        ensure!(output.status.success(), "error: it ends with {complaint}");
        self.finish()?;
        let manifest = fs::read_to_string(self.out.join("Cargo.toml"))?;
        let name = manifest.lines().find_map(|line| line.strip_prefix("name = "));
        Ok(name.context("error: its manifest has no name")?.trim_matches('"').to_owned())
    }

    /// Makes a crate of a generator's modules, where it does not itself.
    fn finish(&self) -> Result<()> {
        let manifest = self.out.join("Cargo.toml");
        if manifest.exists() {
            return Ok(());
        }
        let needed = fs::read_to_string(self.out.join("src/REQUIRED_DEPS.toml"))
            .context("error: it says nothing of its dependencies")?;
        let package = "[package]\nname = \"peer\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n";
        fs::write(manifest, format!("{package}{needed}"))?;
        Ok(fs::rename(self.out.join("src/mod.rs"), self.out.join("src/lib.rs"))?)
    }
}

/// The Rust files below a folder, with their numbers of lines.
pub(crate) fn rust_files(folder: &Path) -> Result<Vec<(PathBuf, usize)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| shown(folder))? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(rust_files(&path)?);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let lines = fs::read_to_string(&path)?.lines().count();
            files.push((path, lines));
        }
    }
    Ok(files)
}
