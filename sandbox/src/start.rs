//! Starting and stopping a sandbox.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use std::{fmt, io, thread};

use generator::Api;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::billing::{self, Step};
use crate::clock::Source;
use crate::customer::Choice;
use crate::engine::{Engine, Order};
use crate::log::Reader;
use crate::notifications::Delivery;
use crate::order::{Advanced, OrderError};
use crate::server;
use crate::store::{StateError, Store, Target};

/// Why a sandbox does not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The spec is wrong.
    #[error("{0}")]
    Spec(String),
    /// The spec names a step that no module plays.
    #[error("{page} runs `{step}`, and the sandbox has no step of that name")]
    UnknownStep {
        /// The page's file.
        page: String,
        /// The name.
        step: String,
    },
    /// The address cannot be listened at.
    #[error("cannot listen at {address}: {error}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        error: io::Error,
    },
    /// The address is not of this machine alone, and nobody has said that it may be another.
    #[error("{0} can be reached from other machines; say so by name if that is meant")]
    NotLoopback(SocketAddr),
    /// The state cannot be read.
    #[error("{}: {error}", file.display())]
    State {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        error: StateError,
    },
    /// There is no thread or no runtime to be had.
    #[error("cannot start: {0}")]
    System(#[from] io::Error),
}

/// How a sandbox is started.
#[derive(Debug, Default)]
pub struct Builder {
    api: Option<Api>,
    listen: Option<SocketAddr>,
    is_open: bool,
    state: Option<PathBuf>,
    seed: Option<u64>,
}

impl Builder {
    /// Plays another API than that of this repository.
    #[must_use]
    pub fn api(self, api: Api) -> Self {
        Self { api: Some(api), ..self }
    }

    /// Listens at this address; without it, at a free port of this machine.
    #[must_use]
    pub fn listen(self, address: SocketAddr) -> Self {
        Self { listen: Some(address), ..self }
    }

    /// Allows an address that other machines can reach.
    #[must_use]
    pub fn reachable_from_other_machines(self) -> Self {
        Self { is_open: true, ..self }
    }

    /// Keeps the state in this file, which is made if there is none.
    #[must_use]
    pub fn state(self, file: impl AsRef<Path>) -> Self {
        Self { state: Some(file.as_ref().to_owned()), ..self }
    }

    /// Makes the run repeatable: the same requests get the same ids and times.
    #[must_use]
    pub fn seed(self, seed: u64) -> Self {
        Self { seed: Some(seed), ..self }
    }

    /// Starts.
    ///
    /// # Errors
    ///
    /// If the spec, the address or the state is wrong.
    pub fn start(self) -> Result<Sandbox, StartError> {
        let api = match self.api {
            Some(api) => api,
            None => crate::spec::smartpay()?,
        };
        check_steps(&api)?;
        let address = self.listen.unwrap_or_else(|| (Ipv4Addr::LOCALHOST, 0).into());
        if !address.ip().is_loopback() && !self.is_open {
            return Err(StartError::NotLoopback(address));
        }
        let listen = |error| StartError::Listen { address, error };
        let listener = std::net::TcpListener::bind(address).map_err(listen)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let clock = if self.seed.is_some() { Source::Seeded } else { Source::World };
        let store = Store::open(self.state.as_deref(), clock);
        let store = store.map_err(|error| StartError::State {
            file: self.state.clone().unwrap_or_default(),
            error,
        })?;
        let engine = Arc::new(Engine::new(api, store, self.seed));
        let (stop, stopped) = oneshot::channel();
        let (tell, told) = mpsc::channel();
        let served = Arc::clone(&engine);
        let thread = thread::Builder::new().name("sandbox".to_owned()).spawn(move || {
            run(served, listener, stopped, &tell);
        })?;
        match told.recv() {
            Ok(Ok(())) => Ok(Sandbox { address, engine, stop: Some(stop), thread: Some(thread) }),
            Ok(Err(error)) => Err(error.into()),
            Err(_) => Err(io::Error::other("the server ended at once").into()),
        }
    }
}

fn run(
    engine: Arc<Engine>,
    listener: std::net::TcpListener,
    stopped: oneshot::Receiver<()>,
    tell: &mpsc::Sender<io::Result<()>>,
) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let told = match runtime {
        Ok(runtime) => {
            let _inside = runtime.enter();
            match TcpListener::from_std(listener) {
                Ok(listener) => {
                    let _ = tell.send(Ok(()));
                    runtime.spawn(billing::run_by_itself(Arc::clone(&engine)));
                    runtime.spawn(Delivery { engine: Arc::clone(&engine) }.run());
                    runtime.block_on(server::serve(engine, listener, stopped));
                    runtime.shutdown_background();
                    return;
                }
                Err(error) => Err(error),
            }
        }
        Err(error) => Err(error),
    };
    let _ = tell.send(told);
}

/// Every step that the spec names is one that the sandbox knows.
fn check_steps(api: &Api) -> Result<(), StartError> {
    for (page, endpoint) in api.endpoints() {
        let step = endpoint.behaviour.as_ref().and_then(|it| it.runs.as_ref());
        if let Some(step) = step.filter(|it| Step::named(it).is_none()) {
            return Err(StartError::UnknownStep { page: page.source.clone(), step: step.clone() });
        }
    }
    Ok(())
}

/// A running sandbox; it stops when it is dropped.
pub struct Sandbox {
    address: SocketAddr,
    engine: Arc<Engine>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Sandbox {
    /// Starts the API of this repository's spec, with a state of its own, at a free port of this
    /// machine.
    ///
    /// # Errors
    ///
    /// See [`StartError`].
    pub fn start() -> Result<Self, StartError> {
        Self::builder().start()
    }

    /// A sandbox with other settings.
    #[must_use]
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The base address for a client: `http://127.0.0.1:38211`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The page on which a customer stores a payment option for what has this id or token.
    #[must_use]
    pub fn widget(&self, id: &str) -> String {
        format!("{}/_sandbox/widget/{id}", self.url())
    }

    /// Takes the customer's step in the widget of a payment serie, a subscription or a checkout,
    /// by its id or token.
    ///
    /// # Errors
    ///
    /// If nothing has that id.
    pub fn customer(&self, id: &str, choice: Choice) -> Result<(), OrderError> {
        self.engine.customer(id, choice)?;
        Ok(())
    }

    /// Moves the clock of a merchant ahead by an ISO 8601 duration, `P1M` for a month. What falls
    /// due on the way is billed, each at its own time. It may be moved before the first request.
    ///
    /// # Errors
    ///
    /// If the duration cannot be read, the text can be no merchant key, or the sandbox is full.
    pub fn advance(&self, merchant_key: &str, duration: &str) -> Result<Advanced, OrderError> {
        let order = Order::By { to: None, advance: Some(duration) };
        let moved = self.engine.move_clocks(Some(merchant_key), &order)?;
        let billed = moved.iter().map(|(_, it)| it.billed.len()).sum();
        Ok(Advanced { billed, is_partial: moved.iter().any(|(_, it)| it.is_partial) })
    }

    /// Sends the notifications of a merchant to this address, which is one of this machine, with
    /// user name and password of HTTP Basic authentication if they are given.
    ///
    /// # Errors
    ///
    /// If the address is none, or of another machine.
    pub fn notify(
        &self,
        merchant_key: &str,
        url: &str,
        basic: Option<(&str, &str)>,
    ) -> Result<(), OrderError> {
        let basic = basic.map(|(user, password)| (user.to_owned(), password.to_owned()));
        let target = Target { url: url.to_owned(), basic };
        self.engine.set_target(merchant_key, Some(target))
    }

    /// What came from a merchant and was answered, as a list in JSON, without secrets.
    #[must_use]
    pub fn requests(&self, merchant_key: &str) -> String {
        let Engine { api, log, .. } = &*self.engine;
        log.read(api, 0, Some(merchant_key), Reader::Test).to_string()
    }

    /// Forgets what came from a merchant: the next [`requests`](Self::requests) begin anew.
    pub fn forget_requests(&self, merchant_key: &str) {
        self.engine.log.clear(Some(merchant_key));
    }

    /// Waits until the server ends, which it does when the program is stopped.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            // It panics on nothing; if it did, there is nothing more to wait for.
            let _ = thread.join();
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").field("address", &self.address).finish_non_exhaustive()
    }
}
