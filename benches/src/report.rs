//! What a section found: a table for a terminal or a README, JSON for a program, a chart for the eye.

use std::fs;
use std::iter;
use std::path::Path;

use anyhow::Result;
use serde::Serialize;

use crate::chart;

/// A section's findings.
#[derive(Debug, Serialize)]
pub(crate) struct Section {
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    /// The day, as `2026-11-21`.
    pub(crate) date: String,
    pub(crate) machine: String,
    pub(crate) table: Table,
    /// A second table, in which others stand beside ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) beside: Option<Table>,
    /// What the table cannot say: what was not run, and why; what to read with care.
    pub(crate) notes: Vec<String>,
    /// What has no figures in this run: it is not installed, say, or was not built.
    pub(crate) left_out: Vec<String>,
    pub(crate) charts: Vec<Chart>,
    /// What was measured, as the section has it.
    pub(crate) measured: serde_json::Value,
}

#[derive(Debug, Default, Serialize)]
pub(crate) struct Table {
    pub(crate) head: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// Bars beside each other, the shorter the better.
#[derive(Debug, Serialize)]
pub(crate) struct Chart {
    pub(crate) title: String,
    pub(crate) unit: &'static str,
    pub(crate) bars: Vec<Bar>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Bar {
    pub(crate) label: String,
    pub(crate) value: f64,
    pub(crate) is_ours: bool,
}

impl Section {
    pub(crate) fn new(name: &'static str, title: &'static str) -> Self {
        Self {
            name,
            title,
            date: jiff::Timestamp::now().strftime("%Y-%m-%d").to_string(),
            machine: machine(),
            table: Table::default(),
            beside: None,
            notes: Vec::new(),
            left_out: Vec::new(),
            charts: Vec::new(),
            measured: serde_json::Value::Null,
        }
    }

    /// How, when and where it was measured.
    pub(crate) fn stamp(&self) -> String {
        let Self { name, date, machine, .. } = self;
        format!("`cargo xtask bench {name}`, {date}, {machine}")
    }

    /// The tables as Markdown, between the command that repeats it and the notes.
    pub(crate) fn markdown(&self) -> String {
        let mut text = format!("## {}\n\n{}\n\n", self.title, self.stamp());
        for table in iter::once(&self.table).chain(&self.beside) {
            text.push_str(&table.markdown());
            text.push('\n');
        }
        text.extend(self.notes.iter().map(|note| format!("- {note}\n")));
        text
    }

    /// What is left out now and was not when the files in the folder were written.
    pub(crate) fn lost(&self, folder: &Path) -> Result<Vec<String>> {
        let file = folder.join(format!("{}.json", self.name));
        if !file.exists() {
            return Ok(Vec::new());
        }
        let former: serde_json::Value = serde_json::from_str(&fs::read_to_string(file)?)?;
        let former = former["left_out"].as_array().map(Vec::as_slice).unwrap_or_default();
        let is_lost = |name: &&String| former.iter().all(|it| it != name.as_str());
        Ok(self.left_out.iter().filter(is_lost).cloned().collect())
    }

    /// Writes `<name>.json`, `<name>.md` and, where there is a chart, `<name>.svg`.
    pub(crate) fn write(&self, folder: &Path) -> Result<()> {
        fs::create_dir_all(folder)?;
        let file = |end: &str| folder.join(format!("{}.{end}", self.name));
        fs::write(file("json"), serde_json::to_string_pretty(self)? + "\n")?;
        fs::write(file("md"), self.markdown())?;
        if !self.charts.is_empty() {
            fs::write(file("svg"), chart::svg(&self.charts))?;
        }
        Ok(())
    }
}

impl Table {
    pub(crate) fn markdown(&self) -> String {
        let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
        let rule = vec!["---".to_owned(); self.head.len()];
        let rows = self.rows.iter().map(|row| line(row));
        [line(&self.head), line(&rule)].into_iter().chain(rows).collect()
    }
}

/// Cores, and how busy they were before.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let load = fs::read_to_string("/proc/loadavg").ok();
    let load = load.as_deref().and_then(|text| text.split(' ').next());
    let load = load.map(|load| format!(" with a load of {load} before it began"));
    format!("{cores} cores{}", load.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_run_lacks_is_lost_unless_the_last_run_lacked_it_too() {
        let folder = tempfile::tempdir().expect("a folder");
        let lacks = |names: &[&str]| {
            let mut section = Section::new("call", "A call");
            section.left_out = names.iter().map(|it| (*it).to_owned()).collect();
            section
        };
        let lost = |section: &Section| section.lost(folder.path()).expect("it is read");
        assert!(lost(&lacks(&["a"])).is_empty(), "nothing was there before");
        lacks(&["a"]).write(folder.path()).expect("it is written");
        assert!(lost(&lacks(&["a"])).is_empty());
        assert_eq!(lost(&lacks(&["a", "b"])), ["b"]);
    }
}
