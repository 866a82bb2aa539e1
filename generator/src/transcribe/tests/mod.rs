//! Pages that are printed from a spec, read again.

mod laws;
mod printed;
