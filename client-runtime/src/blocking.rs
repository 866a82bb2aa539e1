//! The blocking client.

use std::fmt;
use std::sync::Arc;

use crate::call::{Call, Next};
use crate::core::Core;
use crate::{
    BlockingPages, BlockingTransport, Body, BuildError, CallOptions, ClientBuilder, Endpoint,
    Error, PagedEndpoint, RawCall,
};

/// Makes the calls of a generated blocking client.
///
/// Cheap to clone: clones share connections and settings. No lock is held across a call.
#[derive(Clone)]
pub struct BlockingClient {
    core: Arc<Core>,
    transport: Arc<dyn BlockingTransport>,
    options: Arc<CallOptions>,
}

impl BlockingClient {
    /// Sends a request and reads its answer.
    ///
    /// # Errors
    ///
    /// See [`Error`], and ask it whether the call [may have
    /// happened](Error::may_have_happened).
    pub fn send<E: Endpoint>(&self, endpoint: &E) -> Result<E::Answer, Error> {
        let mut call = self.core.call(endpoint, &self.options)?;
        let done = self.carry(&mut call);
        call.finish(done, E::read_response)
    }

    /// Calls an endpoint that is not transcribed, and returns an answer of success as it came.
    ///
    /// # Errors
    ///
    /// As with [`send`](BlockingClient::send).
    pub fn raw(&self, raw: &RawCall) -> Result<http::Response<Body>, Error> {
        let mut call = self.core.raw(raw, &self.options)?;
        let done = self.carry(&mut call);
        call.finish(done, |answer| Ok(answer.clone()))
    }

    /// All items of a list, page by page from the request's own page on.
    pub fn pages<E: PagedEndpoint>(&self, request: &E) -> BlockingPages<E> {
        BlockingPages::new(self.clone(), request.clone())
    }

    /// The same client with other options for the calls made through it.
    #[must_use]
    pub fn with(&self, options: CallOptions) -> Self {
        BlockingClient {
            options: Arc::new(self.core.options(&self.options, options)),
            ..self.clone()
        }
    }

    fn carry(&self, call: &mut Call) -> Result<http::Response<Body>, Error> {
        loop {
            let (request, limits) = call.attempt();
            match call.after(self.transport.send(request, limits)) {
                Next::Wait(time) => self.transport.sleep(time),
                Next::Done(done) => return done,
            }
        }
    }
}

impl<C: From<BlockingClient>> ClientBuilder<C, BlockingClient> {
    /// A client on ureq and rustls. Inside an async runtime, its calls block the thread.
    ///
    /// # Errors
    ///
    /// If a setting is missing or wrong.
    #[cfg(feature = "ureq")]
    pub fn build(self) -> Result<C, BuildError> {
        self.build_with(crate::UreqTransport::new()?)
    }

    /// A client on another HTTP stack.
    ///
    /// # Errors
    ///
    /// If a setting is missing or wrong.
    pub fn build_with(self, transport: impl BlockingTransport + 'static) -> Result<C, BuildError> {
        let (core, options) = self.core()?;
        let (core, options) = (Arc::new(core), Arc::new(options));
        Ok(BlockingClient { core, transport: Arc::new(transport), options }.into())
    }
}

impl fmt::Debug for BlockingClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingClient")
            .field("service", &self.core.service.name)
            .field("base", &self.core.base)
            .finish_non_exhaustive()
    }
}
