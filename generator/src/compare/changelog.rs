//! The changelog of a generated crate: a section for each version, the newest first.

use super::Comparison;

impl Comparison {
    /// A changelog with the section of this version: in place of one of the same version, or above
    /// the earlier ones. `present` is the changelog as it is, if there is one.
    #[must_use]
    pub fn into_changelog(&self, present: Option<&str>) -> String {
        let Some(present) = present else { return self.first_changelog() };
        let is_heading = |line: &str| line.starts_with("## ");
        let own = format!("## {}", self.version.new);
        let lines: Vec<&str> = present.lines().collect();
        let at = lines.iter().position(|line| line.trim_end() == own);
        let (before, after) = match at {
            Some(at) => {
                let next = lines[at + 1..].iter().position(|line| is_heading(line));
                (&lines[..at], next.map_or(&[][..], |next| &lines[at + 1 + next..]))
            }
            None => {
                let first = lines.iter().position(|line| is_heading(line));
                lines.split_at(first.unwrap_or(lines.len()))
            }
        };
        let parts = [before.join("\n"), self.to_markdown(), after.join("\n")];
        let parts: Vec<&str> =
            parts.iter().map(|it| it.trim()).filter(|it| !it.is_empty()).collect();
        parts.join("\n\n") + "\n"
    }

    fn first_changelog(&self) -> String {
        let heading = format!(
            "# Changelog of {}\n\nWritten by `cargo xtask changelog`, a section for each version.\n",
            self.package
        );
        let first = format!("## {}\n\nThe first version.\n", self.version.old);
        match self.version.new == self.version.old && self.changes.is_empty() {
            true => format!("{heading}\n{first}"),
            false => format!("{heading}\n{}\n{first}", self.to_markdown()),
        }
    }
}
