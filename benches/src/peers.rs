//! The public generators of Rust clients: how each is installed and called.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use crate::build::REQWEST;
use crate::program::limited;

/// A generation that takes longer is ended.
pub(crate) const LIMIT: Duration = Duration::from_secs(120);

/// A generator.
pub(crate) struct Peer {
    pub(crate) name: &'static str,
    /// The command that puts it below `target/peers`, in the version that was compared last and for which
    /// `program` and `sends` are written.
    pub(crate) install: &'static str,
    /// What is called, below `target/peers`.
    installed: &'static str,
    call: fn(&Path, &Call<'_>) -> Command,
    /// Whether its request types can only be written: then they are made readable for the judgement.
    pub(crate) only_writes: bool,
    /// A program that makes one call by its client, which is called `peer`.
    pub(crate) program: &'static str,
    /// What a user adds to the dependencies, so that its client speaks TLS.
    pub(crate) tls: &'static str,
    /// Rust by which its client sends a request, if it can be made: `fn send(request: &str, body: Value)`.
    pub(crate) sends: &'static str,
}

/// One call of a generator, in a folder of its own.
pub(crate) struct Call<'c> {
    pub(crate) document: &'c Path,
    pub(crate) out: &'c Path,
}

pub(crate) const PEERS: [Peer; 4] = [
    Peer {
        name: "oas3-gen",
        install: "cargo install --locked --root target/peers oas3-gen@0.29.0",
        installed: "bin/oas3-gen",
        call: oas3_gen,
        only_writes: true,
        program: include_str!("programs/calls/oas3_gen.rs"),
        tls: "",
        sends: include_str!("programs/judge/oas3_gen.rs"),
    },
    Peer {
        name: "openapi-to-rust",
        install: "cargo install --locked --root target/peers openapi-to-rust@0.23.0",
        installed: "bin/openapi-to-rust",
        call: openapi_to_rust,
        only_writes: false,
        program: include_str!("programs/calls/openapi_to_rust.rs"),
        tls: "",
        sends: include_str!("programs/judge/openapi_to_rust.rs"),
    },
    Peer {
        name: "cargo-progenitor",
        install: "cargo install --locked --root target/peers cargo-progenitor@0.15.1",
        installed: "bin/cargo-progenitor",
        call: progenitor,
        only_writes: false,
        program: include_str!("programs/calls/progenitor.rs"),
        tls: REQWEST,
        sends: include_str!("programs/judge/progenitor.rs"),
    },
    Peer {
        name: "openapi-generator",
        install: "python3 -m pip install --target target/peers/java openapi-generator-cli==7.26.0",
        installed: "java/openapi_generator_cli/openapi-generator.jar",
        call: openapi_generator,
        only_writes: false,
        program: include_str!("programs/calls/openapi_generator.rs"),
        tls: "",
        sends: include_str!("programs/judge/openapi_generator.rs"),
    },
];

fn oas3_gen(program: &Path, call: &Call<'_>) -> Command {
    let mut command = Command::new(program);
    command.args(["generate", "client-mod", "--workspace"]);
    command.arg("-i").arg(call.document).arg("-o").arg(call.out);
    command
}

fn openapi_to_rust(program: &Path, call: &Call<'_>) -> Command {
    let mut command = Command::new(program);
    command.args(["generate", "--config"]).arg(call.out.join("openapi-to-rust.toml"));
    command
}

fn progenitor(program: &Path, call: &Call<'_>) -> Command {
    let mut command = Command::new(program);
    command.args(["progenitor", "-n", "peer", "-v", "0.1.0"]);
    command.arg("-i").arg(call.document).arg("-o").arg(call.out);
    command
}

/// The program in Java, without the one in Python that calls it.
fn openapi_generator(program: &Path, call: &Call<'_>) -> Command {
    let mut command = Command::new("java");
    command.arg("-jar").arg(program).args(["generate", "-g", "rust"]);
    command.arg("-i").arg(call.document).arg("-o").arg(call.out);
    command
}

impl Peer {
    /// The call; an error where it is not installed.
    pub(crate) fn command(&self, root: &Path, call: &Call<'_>) -> Result<Command> {
        let program = root.join("target/peers").join(self.installed);
        ensure!(program.exists(), "it is not installed");
        Ok((self.call)(&program, call))
    }

    /// Its version, and how it is installed.
    pub(crate) fn told(&self, root: &Path) -> String {
        let Self { name, install, .. } = self;
        match self.version(root) {
            Some(version) if install.ends_with(&version) => {
                format!("`{name}` {version}, installed by `{install}`.")
            }
            Some(version) => format!("`{name}` {version}, and not that of `{install}`."),
            None => format!("`{name}` is not installed; `{install}` installs it."),
        }
    }

    /// As the installer wrote it down: cargo in a file, pip in the name of a folder.
    fn version(&self, root: &Path) -> Option<String> {
        let peers = root.join("target/peers");
        let of_cargo = fs::read_to_string(peers.join(".crates.toml")).unwrap_or_default();
        let of_pip = fs::read_dir(peers.join("java")).into_iter().flatten();
        let names = of_pip.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let named = format!("{} ", self.name);
        let in_pip = format!("{}_cli-", self.name.replace('-', "_"));
        let cargo = of_cargo.lines().find_map(|line| line.strip_prefix('"')?.strip_prefix(&named));
        match cargo {
            Some(rest) => rest.split(' ').next().map(str::to_owned),
            None => names.into_iter().find_map(|name| {
                Some(name.strip_prefix(&in_pip)?.strip_suffix(".dist-info")?.to_owned())
            }),
        }
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
        limited(&mut peer.command(root, self)?, LIMIT)?;
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
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
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

/// Lets the types that are only sent be read too: a case is a text, which the judgement reads.
pub(crate) fn make_readable(sources: &Path) -> Result<()> {
    for (path, _) in rust_files(sources)? {
        let text = fs::read_to_string(&path)?;
        let derives = text.split("#[derive(").enumerate().map(|(index, part)| {
            let (names, _) = part.split_once(")]").unwrap_or_default();
            let is_only_sent = names.contains("Serialize") && !names.contains("Deserialize");
            let derive = if index == 0 { "" } else { "#[derive(" };
            let more = if index > 0 && is_only_sent { "serde::Deserialize, " } else { "" };
            format!("{derive}{more}{part}")
        });
        let readable: String = derives.collect();
        if readable != text {
            fs::write(&path, readable)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mock;

    #[test]
    fn the_readme_installs_the_versions_that_are_compared() {
        let readme = include_str!("../README.md");
        for install in PEERS.map(|peer| peer.install).into_iter().chain([mock::INSTALL]) {
            assert!(readme.contains(&format!("`{install}`")), "{install}");
            let (_, version) = install.rsplit_once(['@', '=']).expect("a version is given");
            assert!(version.split('.').all(|part| part.parse::<u32>().is_ok()), "{install}");
        }
    }
}
