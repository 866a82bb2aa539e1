//! `changelog` and `review`: two specs, compared.

use std::process::Command;

use crate::scratch::Scratch;

const PLACE: &str = "spec/orders/place.yaml";

/// A repository whose only commit holds the tiny spec, and a shorter row in the folder.
fn shortened() -> Scratch {
    let scratch = Scratch::new();
    for arguments in [
        &["init", "--quiet"] as &[&str],
        &["add", "."],
        &[
            "-c",
            "user.name=A",
            "-c",
            "user.email=a@example.com",
            "commit",
            "--quiet",
            "-m",
            "first",
        ],
    ] {
        let status = Command::new("git").arg("-C").arg(scratch.root()).args(arguments).status();
        assert!(status.unwrap().success(), "{arguments:?}");
    }
    scratch.edit(PLACE, "length: 40", "length: 30");
    scratch
}

#[test]
fn a_revision_of_git_is_compared_with_the_folder() {
    let scratch = shortened();
    let before = scratch.aged();
    let said = scratch.run(&["changelog", "--from", "HEAD"]).done();
    said.says(&[
        "length-shortened",
        "at most 40 characters",
        "at most 30 characters",
        "requests break, rust compiles",
        "was valid, and no longer is",
        "version: 0.1.0 -> 0.1.1",
    ]);
    scratch.run(&["changelog", "--from", "nowhere"]).refused(&["nowhere", "git log"]);
    scratch.is_still(&before);
}

#[test]
fn a_folder_is_compared_with_a_folder() {
    let (old, new) = (Scratch::new(), shortened());
    let [old, to] = [old.path("spec"), new.path("spec")].map(|it| it.to_str().unwrap().to_owned());
    let said = new.run(&["changelog", "--from", &old, "--to", &to, "--format", "json"]).done();
    let report: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(report["changes"][0]["kind"], "length-shortened", "{report:#}");
    assert_eq!(report["version"]["least"], "0.1.1");
    let said = new.run(&["changelog", "--from", &old, "--to", &old]).done();
    assert!(said.out.contains("no change"), "{said:#?}");
}

#[test]
fn a_version_that_is_too_low_is_refused_and_nothing_is_written() {
    let scratch = shortened();
    let before = scratch.aged();
    let arguments = ["changelog", "--from", "HEAD", "--check", "--into", "CHANGELOG.md"];
    scratch.run(&arguments).refused(&["version 0.1.0 is too low", "0.1.1"]);
    scratch.is_still(&before);
    scratch.edit("spec/api.yaml", "version: 0.1.0", "version: 0.1.1");
    scratch.run(&arguments).done();
    let text = scratch.text("CHANGELOG.md");
    assert!(text.contains("## 0.1.1\n") && text.contains("## 0.1.0\n"), "{text}");
    scratch.run(&arguments).done().says(&["up to date"]);
}

#[test]
fn a_cause_is_proposed_until_it_is_recorded() {
    let scratch = shortened();
    let json = scratch.run(&["changelog", "--from", "HEAD", "--format", "json"]).done();
    let report: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(report["changes"][0]["cause"], "transcription-fix");
    let fingerprint = report["changes"][0]["fingerprint"].as_str().unwrap();
    scratch.write("changes.yaml", format!("0.1.0:\n  {fingerprint}: doc-correction\n"));
    let said = scratch.run(&["changelog", "--from", "HEAD"]).done();
    said.says(&["cause doc-correction (recorded)"]);
    // The change becomes another one: what was said of the first does not hold for it.
    scratch.edit(PLACE, "length: 30", "length: 20");
    scratch.run(&["changelog", "--from", "HEAD"]).refused(&[fingerprint, "remove the line"]);
}

#[test]
fn a_review_is_one_page() {
    let scratch = shortened();
    scratch.edit("spec/documents.yaml", "2024-05-01", "2024-06-01");
    let said = scratch.run(&["review"]).done();
    insta::assert_snapshot!(said.out);
}

#[test]
fn the_rules_are_printed() {
    let scratch = Scratch::new();
    let said = scratch.run(&["changelog", "--rules"]).done();
    let table = said.lines().into_iter().filter(|line| line.starts_with("| `")).count();
    assert!(table > 80, "{table}");
    scratch.run(&["changelog"]).called_wrongly(&["--from"]);
}

/// The remedy names the option that was given, not one of another command.
#[test]
fn a_wrong_file_or_folder_is_to_be_named_with_its_own_option() {
    let scratch = shortened();
    scratch.write("bytes.md", [0xff, 0x00]);
    scratch.folder("empty");
    let before = scratch.aged();
    let from = ["changelog", "--from", "HEAD"];
    for (arguments, words) in [
        (&["--to", "nowhere"], ["no spec folder nowhere", "`--to`"]),
        (&["--to", "empty"], ["empty holds no YAML file", "`--to`"]),
        (&["--causes", "spec"], ["cannot read spec", "`--causes`"]),
        (&["--into", "spec"], ["spec is a folder", "`--into`"]),
        (&["--into", "bytes.md"], ["bytes.md is not UTF-8 text", "`--into`"]),
    ] {
        scratch.run(&[&from[..], arguments].concat()).refused(&words);
    }
    scratch.run(&["changelog", "--from", "empty"]).refused(&["empty holds no YAML", "`--from`"]);
    scratch.is_still(&before);
}
