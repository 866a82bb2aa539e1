//! Everything that a program could print of a call: what is traced and logged at the level TRACE,
//! and an error with its sources.

use std::error::Error;
use std::fmt::{Debug, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Keeps everything that is traced and logged.
#[derive(Clone, Default)]
pub(crate) struct Ear {
    heard: Arc<Mutex<String>>,
    /// Set as long as the bytes that ureq sends are listened to as well.
    pub(crate) overhears: Arc<AtomicBool>,
}

impl Ear {
    /// Listens to the whole program from here on.
    pub(crate) fn listening() -> Self {
        let ear = Ear::default();
        tracing::subscriber::set_global_default(ear.clone()).unwrap();
        log::set_boxed_logger(Box::new(ear.clone())).unwrap();
        log::set_max_level(log::LevelFilter::Trace);
        ear
    }

    /// What was heard since the last time.
    pub(crate) fn take(&self) -> String {
        std::mem::take(&mut *self.heard.lock().unwrap())
    }
}

impl Visit for Ear {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.heard.lock().unwrap(), " {}={value:?}", field.name());
    }
}

impl Subscriber for Ear {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let _ = write!(self.heard.lock().unwrap(), "\nspan {}", span.metadata().name());
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let _ = write!(self.heard.lock().unwrap(), "\n{}", event.metadata().target());
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

impl log::Log for Ear {
    fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
        self.overhears.load(Ordering::SeqCst) || !metadata.target().starts_with("ureq_proto")
    }

    fn log(&self, record: &log::Record<'_>) {
        if !log::Log::enabled(self, record.metadata()) {
            return;
        }
        let _ = write!(self.heard.lock().unwrap(), "\n{}: {}", record.target(), record.args());
    }

    fn flush(&self) {}
}

/// An error and its sources in every form that they can be printed in, the text of a panic over it
/// included.
pub(crate) fn printed(error: &(dyn Error + 'static)) -> String {
    let mut text = String::new();
    let mut next = Some(error);
    while let Some(error) = next {
        let _ = write!(text, "{error}\n{error:?}\n{error:#?}\n");
        next = error.source();
    }
    let panic = catch_unwind(AssertUnwindSafe(|| panic!("{error:?}"))).unwrap_err();
    text + panic.downcast_ref::<String>().unwrap()
}
