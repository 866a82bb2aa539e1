//! The tables of the README: a run of a section puts its own between `<!-- bench NAME -->` and
//! `<!-- end -->`, so that none is older than its file in `results`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::report::Section;

/// What stands in the place of a section that has not run yet.
#[cfg(test)]
fn not_run(name: &str) -> String {
    format!("Not measured yet: `cargo xtask bench {name}` puts its table here.\n")
}

const END: &str = "<!-- end -->";

/// Puts a section's table in its place in the README, where there is such a place.
pub(crate) fn refresh(root: &Path, section: &Section) -> Result<()> {
    let file = root.join("README.md");
    let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    let Some((before, old, after)) = place(&text, section.name) else { return Ok(()) };
    let new = block(section);
    match old == new {
        true => Ok(()),
        false => Ok(fs::write(&file, [before, &new, after].concat())?),
    }
}

/// What stands before a section's place, in it, and after it.
fn place<'t>(text: &'t str, name: &str) -> Option<(&'t str, &'t str, &'t str)> {
    let begin = format!("<!-- bench {name} -->\n");
    let from = text.find(&begin)? + begin.len();
    let to = from + text[from..].find(END)?;
    Some((&text[..from], &text[from..to], &text[to..]))
}

/// The command, the day and the machine; the table that has others beside ours; the chart.
fn block(section: &Section) -> String {
    let table = section.beside.as_ref().unwrap_or(&section.table);
    let text = format!("{}\n\n{}", section.stamp(), table.markdown());
    let Section { name, title, .. } = section;
    match section.charts.is_empty() {
        true => text,
        false => format!("{text}\n![{title}](benches/results/{name}.svg)\n"),
    }
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum as _;

    use super::*;
    use crate::Name;

    #[test]
    fn every_section_has_a_place_in_the_readme_with_what_its_results_say() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let readme = fs::read_to_string(root.join("README.md")).expect("there is a README");
        for name in Name::value_variants() {
            let name = name.text();
            let (_, block, _) = place(&readme, &name).expect("a section has a place in the README");
            let file = |end: &str| root.join("benches/results").join(format!("{name}.{end}"));
            let Ok(results) = fs::read_to_string(file("md")) else {
                assert_eq!(block, not_run(&name), "benches/results has no `{name}.md`");
                continue;
            };
            assert!(block.contains("| --- |"), "{name}: the README has no table");
            for paragraph in block.trim_end().split("\n\n") {
                if paragraph.starts_with("![") {
                    let chart = format!("](benches/results/{name}.svg)");
                    assert!(paragraph.ends_with(&chart) && file("svg").exists(), "{paragraph}");
                    continue;
                }
                assert!(
                    results.contains(&format!("{paragraph}\n")),
                    "the README and benches/results/{name}.md differ; `cargo xtask bench {name}` \
                     writes both:\n{paragraph}"
                );
            }
        }
    }

    #[test]
    fn a_run_changes_its_own_place_alone() {
        let root = tempfile::tempdir().expect("a folder");
        let file = root.path().join("README.md");
        let readme = |stopped: &str| {
            format!(
                "# A\n<!-- bench call -->\nold\n<!-- end -->\n<!-- bench stopped -->\n{stopped}<!-- end -->\nZ\n"
            )
        };
        fs::write(&file, readme("old\n")).expect("it is written");
        let mut section = Section::new("stopped", "Stopped");
        section.table.head = vec!["a".to_owned()];
        section.table.rows = vec![vec!["1".to_owned()]];
        refresh(root.path(), &section).expect("it is refreshed");
        let new = format!("{}\n\n| a |\n| --- |\n| 1 |\n", section.stamp());
        assert_eq!(fs::read_to_string(&file).expect("it is read"), readme(&new));
    }
}
