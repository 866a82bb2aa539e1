//! The async client.

use std::fmt;
use std::sync::Arc;

use crate::call::{Call, Next};
use crate::core::Core;
use crate::{
    Body, BuildError, CallOptions, ClientBuilder, Endpoint, Error, PagedEndpoint, Pages, RawCall,
    Transport,
};

/// Makes the calls of a generated async client.
///
/// Cheap to clone: clones share connections and settings. No lock is held across a call.
///
/// Dropping a call's future before its end gives up on the answer, not on the request: it may have
/// been carried out, as with [`Error::Indeterminate`].
#[derive(Clone)]
pub struct Client {
    core: Arc<Core>,
    transport: Arc<dyn Transport>,
    options: Arc<CallOptions>,
}

impl Client {
    /// Sends a request and reads its answer.
    ///
    /// # Errors
    ///
    /// See [`Error`], and ask it whether the call [may have
    /// happened](Error::may_have_happened).
    pub async fn send<E: Endpoint>(&self, endpoint: &E) -> Result<E::Answer, Error> {
        let mut call = self.core.call(endpoint, &self.options)?;
        let done = self.carry(&mut call).await;
        call.finish(done, E::read_response)
    }

    /// Calls an endpoint that is not transcribed, and returns an answer of success as it came.
    ///
    /// # Errors
    ///
    /// As with [`send`](Client::send).
    pub async fn raw(&self, raw: &RawCall) -> Result<http::Response<Body>, Error> {
        let mut call = self.core.raw(raw, &self.options)?;
        let done = self.carry(&mut call).await;
        call.finish(done, |answer| Ok(answer.clone()))
    }

    /// All items of a list, page by page from the request's own page on.
    pub fn pages<E: PagedEndpoint>(&self, request: &E) -> Pages<E> {
        Pages::new(self.clone(), request.clone())
    }

    /// The same client with other options for the calls made through it.
    #[must_use]
    pub fn with(&self, options: CallOptions) -> Self {
        Client { options: Arc::new(self.core.options(&self.options, options)), ..self.clone() }
    }

    async fn carry(&self, call: &mut Call) -> Result<http::Response<Body>, Error> {
        loop {
            let (request, limits) = call.attempt();
            match call.after(self.transport.send(request, limits).await) {
                Next::Wait(time) => self.transport.sleep(time).await,
                Next::Done(done) => return done,
            }
        }
    }
}

impl<C: From<Client>> ClientBuilder<C, Client> {
    /// A client on reqwest and rustls. Its calls must be awaited inside a Tokio runtime.
    ///
    /// # Errors
    ///
    /// If a setting is missing or wrong.
    #[cfg(feature = "reqwest")]
    pub fn build(self) -> Result<C, BuildError> {
        let transport = crate::ReqwestTransport::new(self.connect_limit())?;
        self.build_with(transport)
    }

    /// A client on another HTTP stack.
    ///
    /// # Errors
    ///
    /// If a setting is missing or wrong.
    pub fn build_with(self, transport: impl Transport + 'static) -> Result<C, BuildError> {
        let (core, options) = self.core()?;
        let (core, options) = (Arc::new(core), Arc::new(options));
        Ok(Client { core, transport: Arc::new(transport), options }.into())
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("service", &self.core.service.name)
            .field("base", &self.core.base)
            .finish_non_exhaustive()
    }
}
