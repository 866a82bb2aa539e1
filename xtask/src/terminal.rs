//! Words to the person at the terminal, coloured only where colours are wanted.
//!
//! Words that nobody can take (the reader of a pipe has gone, the disk behind a log is full) are
//! lost; what was done stands, and the exit code says how it went.

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
