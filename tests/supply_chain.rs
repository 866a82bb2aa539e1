//! What is compiled for a user besides our own code, and that ours does nothing at build time.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// What cargo knows of the workspace, with the features that it is built with here.
fn metadata(options: &[&str]) -> Value {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .args(options)
        .current_dir(root)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
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

/// A build script or a macro of another crate runs on the user's machine with the user's rights.
#[test]
fn what_runs_on_the_machine_of_a_user_who_builds_the_client_is_known() {
    let metadata = metadata(&["--filter-platform", "x86_64-unknown-linux-gnu"]);
    let package = |id: &Value| items(&metadata["packages"]).find(|it| it["id"] == *id).unwrap();
    let node =
        |id: &Value| items(&metadata["resolve"]["nodes"]).find(|it| it["id"] == *id).unwrap();
    let client = items(&metadata["packages"]).find(|it| it["name"] == "smartpay-client").unwrap();
    let mut wanted = vec![&client["id"]];
    let mut compiled = BTreeSet::new();
    while let Some(id) = wanted.pop() {
        if compiled.insert(text(id)) {
            let is_for_tests =
                |dependency: &Value| items(&dependency["dep_kinds"]).all(|it| it["kind"] == "dev");
            let used = items(&node(id)["deps"]).filter(|it| !is_for_tests(it));
            wanted.extend(used.map(|it| &it["pkg"]));
        }
    }
    let running = compiled.iter().filter_map(|id| {
        let package = package(&Value::from(*id));
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
