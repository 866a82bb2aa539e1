//! The bounds of what a sandbox takes and keeps: a runaway test must not take the machine with it.

use std::time::Duration;

/// The longest body of a request, in bytes.
pub(crate) const BODY: usize = 256 * 1024;
/// The longest import of a state, in bytes: an export names what the memory does not.
pub(crate) const IMPORT: usize = 2 * (STATE + STATE_RESERVE);
/// The longest head of a request, in bytes.
pub(crate) const HEAD: usize = 64 * 1024;
/// The most headers of a request.
pub(crate) const HEADERS: usize = 100;
/// The most connections at once.
pub(crate) const CONNECTIONS: usize = 512;
/// How long a request's head, and its body, may take to arrive.
pub(crate) const ARRIVAL: Duration = Duration::from_secs(30);
/// The longest merchant key, in bytes.
pub(crate) const MERCHANT_KEY: usize = 200;
/// The most merchants with a state of their own.
pub(crate) const MERCHANTS: usize = 1_000;
/// The most resources of all merchants together.
pub(crate) const RESOURCES: usize = 200_000;
/// The most bytes of memory, about, that the resources of all merchants take together with their
/// history, the answers that are kept to be given again, and notifications.
pub(crate) const STATE: usize = 256 * 1024 * 1024;
/// How much more there may be by changes to what is there: the last step of a full sandbox.
pub(crate) const STATE_RESERVE: usize = 16 * 1024 * 1024;
/// The most requests of one merchant that are remembered for the log.
pub(crate) const RECORDED: usize = 1_000;
/// The most requests of all merchants that are remembered for the log.
pub(crate) const RECORDED_IN_ALL: usize = 10_000;
/// The most bytes of a path, of a query and of a header that are remembered for the log.
pub(crate) const RECORDED_TEXT: usize = 4 * 1024;
/// The most bytes of a body that are remembered for the log.
pub(crate) const RECORDED_BODY: usize = 16 * 1024;
/// The most violations, and ignored keys, of one request that are remembered for the log.
pub(crate) const RECORDED_ROWS: usize = 200;
/// The most steps in the history of one resource.
pub(crate) const HISTORY: usize = 200;
/// The most notifications of one merchant that are kept, sent or not.
pub(crate) const NOTIFICATIONS: usize = 10_000;
/// The longest target of notifications, in bytes, with user name and password.
pub(crate) const TARGET: usize = 4 * 1024;
/// The most resources, and the most notifications, that are shown at once, the last ones.
pub(crate) const SHOWN: usize = 500;
/// The most rules for trouble, and the most wordings of a merchant whose uses are counted.
pub(crate) const TROUBLE: usize = 1_000;
/// The longest words that ask for trouble, in bytes.
pub(crate) const TROUBLE_WORDS: usize = 1024;
/// The most items on a page of a list, and how many there are when nobody asks.
pub(crate) const PAGE_SIZE: u64 = 500;
pub(crate) const DEFAULT_PAGE_SIZE: u64 = 20;
/// The longest delay that a trouble can ask for.
pub(crate) const DELAY: Duration = Duration::from_secs(600);
/// The most billing steps of one move of the clock.
pub(crate) const BILLING_STEPS: usize = 10_000;
