//! The tables of the README: a run of a section puts its own between `<!-- bench NAME -->` and
//! `<!-- end -->`, so that none is older than its file in `results`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::report::Section;

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

/// The command, the day and the machine; the table that has others beside ours.
fn block(section: &Section) -> String {
    let table = section.beside.as_ref().unwrap_or(&section.table);
    format!("{}\n\n{}", section.stamp(), table.markdown())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_of_the_readme_is_that_of_the_results() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let readme = fs::read_to_string(root.join("README.md")).expect("there is a README");
        let names: Vec<&str> = readme
            .lines()
            .filter_map(|line| line.strip_prefix("<!-- bench ")?.strip_suffix(" -->"))
            .collect();
        assert!(!names.is_empty(), "the README has tables");
        for name in names {
            let (_, block, _) = place(&readme, name).expect("a place has an end");
            let results = root.join("benches/results").join(format!("{name}.md"));
            // A section that never ran has no table either.
            let results = fs::read_to_string(results).unwrap_or_default();
            assert_eq!(block.is_empty(), results.is_empty(), "{name}");
            for paragraph in block.trim_end().split("\n\n").filter(|it| !it.is_empty()) {
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
