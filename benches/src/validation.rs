//! Validation and JSON of a full Create Payment Serie. The peers are compiled in a workspace of their
//! own, `benches/validation`, so that only who asks for this section pays for them.

use std::path::Path;

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::chart::number;
use crate::program;
use crate::report::{Bar, Chart, Section};

/// What one library took for one thing. The least of many rounds.
#[derive(Debug, Serialize, Deserialize)]
struct Measured {
    with: String,
    does: String,
    ns: f64,
    allocations: u64,
    bytes_allocated: u64,
    /// How many broken rules were found.
    found: Option<usize>,
}

const OURS: &str = "the generated client";

pub(crate) fn section(root: &Path) -> Result<Section> {
    let mut section =
        Section::new("validation", "Validation and JSON of a full Create Payment Serie");
    let folder = root.join("benches/validation");
    let target = root.join("target/validation").display().to_string();
    let arguments = ["run", "--release", "--quiet", "--locked", "--target-dir", &target];
    let printed = program::run(&folder, "cargo", &arguments)?;
    let all: Vec<Measured> = serde_json::from_str(&printed)?;
    let mut kinds: Vec<&str> = all.iter().map(|it| it.does.as_str()).collect();
    kinds.truncate(all.iter().filter(|it| it.with == OURS).count());
    section.table.head = vec!["with".to_owned()];
    section.table.head.extend(kinds.iter().map(|kind| format!("{kind}: ns, allocations")));
    for ours in all.iter().filter(|it| it.does == kinds[0]) {
        let of = all.iter().filter(|it| it.with == ours.with);
        let cells = of.map(|it| cell(it, &all));
        section.table.rows.push([ours.with.clone()].into_iter().chain(cells).collect());
    }
    for kind in kinds {
        let bars = all.iter().filter(|it| it.does == kind).map(|it| Bar {
            label: it.with.clone(),
            value: it.ns,
            is_ours: it.with == OURS,
        });
        section.charts.push(Chart { title: kind.to_owned(), unit: "ns", bars: bars.collect() });
    }
    section.notes = vec![
        "Each is asked for a verdict on the valid request, and for all faults of the invalid one. The \
         client reads dates, titles and genders as what they are, so that part of its validation is \
         reading; the last column, which is both, is the fair one."
            .to_owned(),
        "The invalid request breaks six rules in five objects; each library finds as many, \
         which is asserted."
            .to_owned(),
        "`garde` and `validator` have the same rows and rules, with their own idea of an e-mail \
         address; `jsonschema` has the exported schema, and reads into a `serde_json::Value`. \
         The test vectors are put to all four: `DIFFERENCES` in benches/validation names what is judged \
         otherwise."
            .to_owned(),
    ];
    section.measured = serde_json::to_value(&all)?;
    Ok(section)
}

fn cell(it: &Measured, all: &[Measured]) -> String {
    let ours = all.iter().find(|other| other.with == OURS && other.does == it.does);
    let ratio = ours.filter(|ours| ours.with != it.with).map(|ours| it.ns / ours.ns);
    let ratio = ratio.map(|ratio| format!("**{ratio:.1}×** ")).unwrap_or_default();
    format!("{ratio}{}, {}", number(it.ns), it.allocations)
}
