//! Time goes by: what falls due while the clock runs with the world's is billed without a request.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::sleep;

use crate::clock::Source;
use crate::engine::Engine;

/// How often the clock is looked at. A timer to the next due would sleep through a clock that is
/// moved, and through a machine that is suspended.
const PAUSE: Duration = Duration::from_secs(1);

/// Bills what is due until the sandbox ends. The clock of a seeded run moves by orders alone, and
/// they bill what falls due on the way.
pub(crate) async fn run_by_itself(engine: Arc<Engine>) {
    if matches!(engine.clock, Source::Seeded) {
        return;
    }
    loop {
        sleep(PAUSE).await;
        for merchant in overdue(&engine) {
            // A state that cannot be written shows with the merchant's next request.
            let _ = engine.bill(&merchant, None);
        }
    }
}

/// The merchants for whom something is due.
fn overdue(engine: &Engine) -> Vec<String> {
    let store = engine.store();
    let overdue = store.merchants().filter(|(_, it)| {
        let now = it.meta.clock.now(engine.clock).as_millisecond();
        it.first_due().is_some_and(|(due, _)| *due <= now)
    });
    overdue.map(|(key, _)| key.to_owned()).collect()
}
