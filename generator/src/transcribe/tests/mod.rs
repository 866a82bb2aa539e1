//! Pages that are printed from a spec, read again.

mod edits;
mod laws;
mod printed;
