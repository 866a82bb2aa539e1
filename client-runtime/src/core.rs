//! What all calls of a client share, and how a request becomes a call.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;
use serde::de::IgnoredAny;

use crate::call::{Call, Plan};
use crate::settings::CallOptions;
use crate::{
    BaseUrl, Body, Clock, CredentialRow, Credentials, Endpoint, Error, Limits, RawCall,
    RequestError, Service, TransportError, TransportFault,
};

/// The longest time that a try may be given. HTTP stacks add it to the present, and ureq panics at
/// what is then out of the clock's range.
const LONGEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// What all calls of a client share.
pub(crate) struct Core {
    pub(crate) service: &'static Service,
    pub(crate) base: BaseUrl,
    pub(crate) credentials: Credentials,
    /// Made once; the values are shared by the requests and wiped with the last of them.
    pub(crate) authentication: HeaderMap,
    pub(crate) connect_timeout: Duration,
    pub(crate) answer_limit: usize,
    pub(crate) clock: Arc<dyn Clock>,
}

impl Core {
    /// The options of a client whose calls had those of `before`: `later` over them, and
    /// authentication over all.
    pub(crate) fn options(&self, before: &CallOptions, later: CallOptions) -> CallOptions {
        let mut options = before.merged(later);
        options.headers.extend(self.authentication.clone());
        options
    }

    /// A call of an endpoint, validated.
    pub(crate) fn call<E: Endpoint>(
        &self,
        endpoint: &E,
        options: &Arc<CallOptions>,
    ) -> Result<Call, Error> {
        let operation = E::OPERATION.name;
        if !options.unchecked {
            endpoint.validate().map_err(|violations| Error::Invalid { operation, violations })?;
        }
        let mut request = endpoint
            .to_request(&self.base)
            .map_err(|source| Error::Request { operation, source })?;
        if let Some(name) = missing_header(E::REQUIRED_HEADERS, options) {
            return Err(Error::MissingHeader { operation, name });
        }
        if !E::CREDENTIALS.is_empty() {
            self.fill(request.body_mut(), E::CREDENTIALS)
                .map_err(|source| Error::Request { operation, source })?;
        }
        let plan = Plan {
            operation,
            idempotent_by: E::OPERATION.idempotent_by,
            references: E::REFERENCES,
            find_out: E::FIND_OUT,
            messages: self.service.messages,
            ..Plan::default()
        };
        self.seal(plan, request, options)
    }

    /// A call of something that is not transcribed.
    pub(crate) fn raw(&self, raw: &RawCall, options: &Arc<CallOptions>) -> Result<Call, Error> {
        let operation = raw.operation();
        let request =
            raw.to_request(&self.base).map_err(|source| Error::Request { operation, source })?;
        let plan = Plan {
            operation,
            idempotent: raw.is_idempotent(),
            messages: self.service.messages,
            ..Plan::default()
        };
        self.seal(plan, request, options)
    }

    /// Writes the credentials whose keys are missing to the beginning of the body, and leaves every
    /// other byte of it as it is.
    fn fill(&self, body: &mut Vec<u8>, rows: &[CredentialRow]) -> Result<(), RequestError> {
        let Some((b'{', rest)) = body.split_first() else { return Ok(()) };
        let given: BTreeMap<String, IgnoredAny> = serde_json::from_slice(body).unwrap_or_default();
        let mut filled = vec![b'{'];
        for row in rows.iter().filter(|it| !given.contains_key(it.row)) {
            let value = self.credentials.get(row.credential);
            let pair = (serde_json::to_vec(row.row), serde_json::to_vec(&value));
            filled.extend(pair.0.map_err(RequestError::Body)?);
            filled.push(b':');
            filled.extend(pair.1.map_err(RequestError::Body)?);
            filled.push(b',');
        }
        if filled.ends_with(b",") && rest.trim_ascii_start() == b"}" {
            filled.pop();
        }
        filled.extend_from_slice(rest);
        *body = filled;
        Ok(())
    }

    /// The call, within its limits.
    fn seal(
        &self,
        plan: Plan,
        request: http::Request<Vec<u8>>,
        options: &Arc<CallOptions>,
    ) -> Result<Call, Error> {
        let total = options.timeout.unwrap_or(self.service.timeout).min(LONGEST);
        if total.is_zero() {
            let source = TransportError::not_sent(TransportFault::Timeout);
            return Err(Error::Timeout { operation: plan.operation, source });
        }
        let limits = Limits {
            connect: self.connect_timeout.min(total),
            total,
            answer: self.answer_limit.saturating_add(1),
        };
        let (options, clock) = (Arc::clone(options), Arc::clone(&self.clock));
        Ok(Call::new(plan, request.map(Body::from), limits, options, clock))
    }
}

/// Says which of the headers that an endpoint demands is not set.
fn missing_header(demanded: &[&'static str], options: &CallOptions) -> Option<&'static str> {
    demanded.iter().copied().find(|name| !options.headers.contains_key(*name))
}
