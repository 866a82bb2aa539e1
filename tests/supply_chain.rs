//! What is compiled for a user besides our own code, and that ours does nothing at build time.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// The system of the snapshot below.
const SYSTEM: &str = "x86_64-unknown-linux-gnu";

/// What a command of cargo prints about the workspace.
fn cargo(arguments: &[&str]) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut command = Command::new(env!("CARGO"));
    let output = command.args(arguments).args(["--locked", "--offline"]).current_dir(root).output();
    let output = output.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The crates of the workspace, or with all that they depend on.
fn metadata(options: &[&str]) -> Value {
    let arguments = [&["metadata", "--format-version", "1"], options].concat();
    serde_json::from_str(&cargo(&arguments)).unwrap()
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// The kinds of a package's targets.
fn kinds(package: &Value) -> BTreeSet<&str> {
    items(&package["targets"]).flat_map(|target| items(&target["kind"])).map(text).collect()
}

#[test]
fn no_crate_of_ours_runs_code_at_build_time_or_takes_another_from_elsewhere() {
    let metadata = metadata(&["--no-deps"]);
    let packages: Vec<&Value> = items(&metadata["packages"]).collect();
    assert!(packages.len() >= 7, "the workspace has lost its members: {}", packages.len());
    for package in packages {
        let name = text(&package["name"]);
        for kind in ["custom-build", "proc-macro"] {
            assert!(!kinds(package).contains(kind), "{name} has a {kind}");
        }
        for dependency in items(&package["dependencies"]) {
            let (source, path) = (&dependency["source"], &dependency["path"]);
            let is_ours = source.is_null() && path.is_string();
            let is_published = source == "registry+https://github.com/rust-lang/crates.io-index";
            assert!(is_ours || is_published, "{name} takes {dependency} from elsewhere");
        }
    }
}

/// A build script or a macro of another crate runs on the user's machine with the user's rights. Of
/// other systems cargo has not fetched all crates when a test runs, and the list is another one there.
#[test]
#[cfg_attr(
    not(all(target_arch = "x86_64", target_os = "linux", target_env = "gnu")),
    ignore = "the list is that of another system"
)]
fn what_runs_on_the_machine_of_a_user_who_builds_the_client_is_known() {
    let tree = cargo(&[
        "tree",
        "--package=smartpay-client",
        "--all-features",
        "--edges=normal,build",
        "--target",
        SYSTEM,
        "--prefix=none",
        "--format={p}",
    ]);
    let metadata = metadata(&["--filter-platform", SYSTEM]);
    let compiled: BTreeSet<&str> = tree.lines().filter_map(|it| it.split(' ').next()).collect();
    let packages = items(&metadata["packages"]);
    let used = packages.filter(|package| {
        let name_and_version = format!("{} v{}", text(&package["name"]), text(&package["version"]));
        compiled.contains(text(&package["name"])) && tree.contains(&name_and_version)
    });
    let running = used.filter_map(|package| {
        let kinds = kinds(package);
        let kind = ["custom-build", "proc-macro"].into_iter().find(|it| kinds.contains(it))?;
        Some(format!("{} ({kind})", text(&package["name"])))
    });
    let mut running: Vec<String> = running.collect();
    running.sort();
    running.dedup();
    insta::assert_snapshot!(running.join("\n"));
}

/// CI builds with the pinned toolchain alone: it is the oldest that is promised.
#[test]
fn the_toolchain_of_ci_is_the_oldest_that_the_manifests_promise() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let pinned = std::fs::read_to_string(root.join("rust-toolchain.toml")).unwrap();
    let metadata = metadata(&["--no-deps"]);
    for package in items(&metadata["packages"]) {
        let promised = package["rust_version"].as_str();
        let promised = promised.unwrap_or_else(|| panic!("{} promises none", package["name"]));
        let channel = format!("channel = \"{promised}.0\"");
        assert!(pinned.contains(&channel), "{}: {promised} is not what CI builds", package["name"]);
    }
}
