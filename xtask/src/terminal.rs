//! Words to the person at the terminal, coloured only where colours are wanted.
//!
//! A pipe whose reader has gone (`cargo xtask generate | head`) is no failure: what is said is
//! lost, what is done stands.

use std::fmt::Display;
use std::io::Write as _;

/// Says a line of what was done.
pub(crate) fn say(line: impl Display) {
    let _ = writeln!(anstream::stdout(), "{line}");
}

/// Says a line of what is wrong.
pub(crate) fn complain(line: impl Display) {
    let _ = writeln!(anstream::stderr(), "{line}");
}
