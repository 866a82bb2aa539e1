//! A row that a spec file does not have yet.

/// Which cells a new row has.
#[derive(Debug, Clone, Default)]
pub(in crate::transcribe) struct NewRow {
    pub(in crate::transcribe) name: String,
    /// What stands above it as comments, a line each.
    pub(in crate::transcribe) confirm: Vec<String>,
    /// The cells in their order, as written.
    pub(in crate::transcribe) cells: Vec<(&'static str, String)>,
    pub(in crate::transcribe) means: String,
}

impl NewRow {
    /// The row's lines. `columns` are those of the rows beside it.
    pub(in crate::transcribe) fn text(
        &self,
        indent: usize,
        columns: &[(String, usize)],
        means: usize,
    ) -> String {
        let usual = |key: &str| {
            let all = columns.iter().filter(|(it, _)| it == key).map(|(_, column)| *column);
            let mut all: Vec<usize> = all.collect();
            all.sort_unstable();
            all.get(all.len() / 2).copied()
        };
        let mut text = String::new();
        for line in &self.confirm {
            text.push_str(&format!("{:indent$}# confirm: {line}\n", ""));
        }
        let mut line = format!("{:indent$}{}: ", "", self.name);
        let pad = |line: &mut String, column: Option<usize>| {
            let missing = column.unwrap_or(0).saturating_sub(line.chars().count());
            // A line that would go beyond the margin is not aligned.
            line.push_str(&" ".repeat(missing.min(40)));
        };
        pad(&mut line, usual(""));
        line.push_str("{ ");
        for (key, value) in &self.cells {
            pad(&mut line, usual(key));
            line.push_str(&format!("{key}: {value}, "));
        }
        text.push_str(line.trim_end());
        text.push('\n');
        text.push_str(&format!("{:means$}means: {} }}\n", "", self.means));
        text
    }
}
