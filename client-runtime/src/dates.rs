//! Dates and times as APIs write them: a civil date, an instant, and a local date-time with its
//! offset.
//!
//! The calendar arithmetic is `jiff`'s, which stays private: it is a 0.x crate, and its next
//! breaking release must not be a breaking release of every generated client. What goes in and
//! comes out is text, numbers and `std`'s own [`SystemTime`](std::time::SystemTime).
//!
//! An instant keeps the text it was read from, because documentations disagree with themselves
//! about the number of fraction digits, and a value that was received must be sent back as it
//! was.

mod date;
mod offset_date_time;
mod parse;
mod timestamp;

pub use date::{Date, InvalidDate};
pub use offset_date_time::{InvalidOffsetDateTime, OffsetDateTime};
pub use timestamp::{InvalidTimestamp, Timestamp};
