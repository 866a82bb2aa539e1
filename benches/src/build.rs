//! What a user compiles: crates and time of a clean debug build, with the client and with reqwest
//! alone, one after the other in one run.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use serde::Serialize;

/// What was measured for one way of depending. Times are seconds.
#[derive(Debug, Serialize)]
struct Measured {
    dependency: &'static str,
    crates: usize,
    wall_s: f64,
    cpu_s: f64,
}

pub(crate) fn run(json: bool) -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
    let client = format!("smartpay-client = {{ path = {:?}", root.join("generated-client"));
    let ways = [
        (
            "reqwest with rustls",
            "reqwest = { version = \"0.13\", default-features = false, features = [\"rustls\"] }"
                .to_owned(),
        ),
        ("client, default features", format!("{client} }}")),
        (
            "client, `blocking` alone",
            format!("{client}, default-features = false, features = [\"blocking\"] }}"),
        ),
        ("client without HTTP", format!("{client}, default-features = false }}")),
    ];
    let mut all = Vec::new();
    for (name, dependency) in ways {
        all.push(measure(&root, name, &dependency).with_context(|| name)?);
    }
    if json {
        println!("{}", serde_json::to_string_pretty(&all)?);
        return Ok(());
    }
    println!("| a crate that depends on | crates | clean build | CPU |");
    println!("| --- | --- | --- | --- |");
    for it in &all {
        println!("| {} | {} | {:.0} s | {:.0} s |", it.dependency, it.crates, it.wall_s, it.cpu_s);
    }
    Ok(())
}

fn measure(root: &Path, name: &'static str, dependency: &str) -> Result<Measured> {
    let folder = std::env::temp_dir().join(format!("benches-build-{}", std::process::id()));
    let result = user(root, &folder, dependency).and_then(|()| build(&folder));
    fs::remove_dir_all(&folder)?;
    let (crates, wall_s, cpu_s) = result?;
    Ok(Measured { dependency: name, crates, wall_s, cpu_s })
}

/// A crate outside the workspace, with the versions of its lock file.
fn user(root: &Path, folder: &Path, dependency: &str) -> Result<()> {
    fs::create_dir_all(folder.join("src"))?;
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    fs::copy(root.join("rust-toolchain.toml"), folder.join("rust-toolchain.toml"))?;
    fs::write(folder.join("src/lib.rs"), "")?;
    let package = "[package]\nname = \"user\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
    fs::write(
        folder.join("Cargo.toml"),
        format!("{package}[dependencies]\n{dependency}\n[workspace]\n"),
    )?;
    Ok(())
}

fn build(folder: &Path) -> Result<(usize, f64, f64)> {
    // Downloads are no part of a build.
    run_in(folder, "cargo fetch --quiet")?;
    let tree = run_in(
        folder,
        "cargo tree --edges normal,build --prefix none --format '{p}' | sed 's/ (\\*)$//' | sort -u",
    )?;
    let crates = tree.lines().filter(|line| !line.trim().is_empty()).count() - 1;
    let began = Instant::now();
    // `times` prints the shell's own time, and below it that of what it ran.
    let times = run_in(folder, "cargo build --quiet && times")?;
    let wall = began.elapsed().as_secs_f64();
    let of_children = times.lines().last().unwrap_or_default();
    let cpu = of_children.split_whitespace().filter_map(seconds).sum();
    Ok((crates, wall, cpu))
}

/// `1m2.5s`.
fn seconds(text: &str) -> Option<f64> {
    let (minutes, seconds) = text.strip_suffix('s')?.split_once('m')?;
    Some(minutes.parse::<f64>().ok()? * 60.0 + seconds.parse::<f64>().ok()?)
}

fn run_in(folder: &Path, command: &str) -> Result<String> {
    let output = Command::new("sh")
        .args(["-c", command])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env_remove("RUSTFLAGS")
        .output()?;
    ensure!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?)
}
