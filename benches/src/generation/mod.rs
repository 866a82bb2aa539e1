//! How long a generation takes and how it grows with the spec.

mod alone;

use anyhow::Result;

/// Measures one spec in this process and prints what was measured as JSON.
pub(crate) fn alone(objects: usize) -> Result<()> {
    let sources = synthetic_spec::spec(objects, 7).into_iter().collect();
    println!("{}", serde_json::to_string(&alone::measure(&sources)?)?);
    Ok(())
}
