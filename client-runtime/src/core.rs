//! What all calls of a client share, and how a request becomes a call.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use http::header::{AUTHORIZATION, HeaderName, HeaderValue};
use serde_json::value::RawValue;

use crate::call::{Call, Plan};
use crate::error::Reference;
use crate::settings::CallOptions;
use crate::{
    BaseUrl, Body, Clock, CredentialRow, Credentials, Endpoint, Error, Limits, RawCall,
    RequestError, Secret, Service,
};

/// What all calls of a client share.
pub(crate) struct Core {
    pub(crate) service: &'static Service,
    pub(crate) base: BaseUrl,
    pub(crate) credentials: Credentials,
    pub(crate) authentication: Vec<(HeaderName, Secret)>,
    pub(crate) connect_timeout: Duration,
    pub(crate) answer_limit: usize,
    pub(crate) clock: Arc<dyn Clock>,
}

impl Core {
    /// A call of an endpoint, validated.
    pub(crate) fn call<E: Endpoint>(
        &self,
        endpoint: &E,
        options: &CallOptions,
    ) -> Result<Call, Error> {
        let operation = E::OPERATION.name;
        if !options.unchecked {
            endpoint.validate().map_err(|violations| Error::Invalid { operation, violations })?;
        }
        let request = endpoint
            .to_request(&self.base)
            .map_err(|source| Error::Request { operation, source })?;
        let facts = Facts {
            operation,
            idempotent_by: E::OPERATION.idempotent_by,
            credentials: E::CREDENTIALS,
            required_headers: E::REQUIRED_HEADERS,
            references: E::REFERENCES,
            find_out: E::FIND_OUT,
        };
        self.prepare(&facts, request, options)
    }

    /// A call of something that is not transcribed.
    pub(crate) fn raw(&self, raw: &RawCall, options: &CallOptions) -> Result<Call, Error> {
        let operation = raw.operation();
        let request =
            raw.to_request(&self.base).map_err(|source| Error::Request { operation, source })?;
        let plan = Plan {
            operation,
            keyed: raw.is_idempotent(),
            messages: self.service.messages,
            ..Plan::default()
        };
        self.seal(plan, request, options)
    }

    fn prepare(
        &self,
        facts: &Facts,
        mut request: http::Request<Vec<u8>>,
        options: &CallOptions,
    ) -> Result<Call, Error> {
        let operation = facts.operation;
        if let Some(name) =
            facts.required_headers.iter().find(|name| !options.headers.contains_key(**name))
        {
            return Err(Error::MissingHeader { operation, name });
        }
        let mut plan = Plan {
            operation,
            find_out: facts.find_out,
            messages: self.service.messages,
            ..Plan::default()
        };
        if facts.look_at_body() {
            let rows = rows(request.body());
            plan.keyed = facts.idempotent_by.is_some_and(|row| rows.contains_key(row));
            let sent = facts
                .references
                .iter()
                .filter_map(|&row| Some(Reference { row, value: rows.get(row)?.clone() }));
            plan.references = sent.collect();
            let missing = facts.credentials.iter().filter(|it| !rows.contains_key(it.row));
            let missing: Vec<&CredentialRow> = missing.collect();
            self.fill(request.body_mut(), &missing)
                .map_err(|source| Error::Request { operation, source })?;
        }
        self.seal(plan, request, options)
    }

    /// Writes the missing credentials to the beginning of the body, and leaves every other byte of
    /// it as it is.
    fn fill(&self, body: &mut Vec<u8>, missing: &[&CredentialRow]) -> Result<(), RequestError> {
        let Some((b'{', rest)) = body.split_first() else { return Ok(()) };
        if missing.is_empty() {
            return Ok(());
        }
        let mut filled = vec![b'{'];
        for row in missing {
            let value = self.credentials.get(row.credential);
            let pair = (serde_json::to_vec(row.row), serde_json::to_vec(&value));
            filled.extend(pair.0.map_err(RequestError::Body)?);
            filled.push(b':');
            filled.extend(pair.1.map_err(RequestError::Body)?);
            filled.push(b',');
        }
        if rest.trim_ascii_start() == b"}" {
            filled.pop();
        }
        filled.extend_from_slice(rest);
        *body = filled;
        Ok(())
    }

    /// Adds the headers, the caller's first and those of authentication over them.
    fn seal(
        &self,
        plan: Plan,
        request: http::Request<Vec<u8>>,
        options: &CallOptions,
    ) -> Result<Call, Error> {
        let operation = plan.operation;
        let mut request = request.map(Body::from);
        let headers = request.headers_mut();
        headers.extend(options.headers.iter().map(|(name, value)| (name.clone(), value.clone())));
        for (name, secret) in &self.authentication {
            let mut value = HeaderValue::from_str(secret.expose()).map_err(|error| {
                Error::Request { operation, source: RequestError::Address(error.into()) }
            })?;
            value.set_sensitive(true);
            headers.insert(name.clone(), value);
        }
        let total = options.timeout.unwrap_or(self.service.timeout);
        let limits = Limits {
            connect: self.connect_timeout.min(total),
            total,
            answer: self.answer_limit.saturating_add(1),
        };
        let retry = options.retry.unwrap_or_default();
        Ok(Call::new(plan, request, limits, retry, Arc::clone(&self.clock)))
    }
}

/// The header of Basic authentication.
pub(crate) fn basic(username: &Secret, password: &Secret) -> (HeaderName, Secret) {
    let token = crate::basic::token(username, password);
    (AUTHORIZATION, Secret::from(format!("Basic {}", token.expose())))
}

/// What the documentation says about an endpoint, apart from its type.
struct Facts {
    operation: &'static str,
    idempotent_by: Option<&'static str>,
    credentials: &'static [CredentialRow],
    required_headers: &'static [&'static str],
    references: &'static [&'static str],
    find_out: Option<&'static str>,
}

impl Facts {
    fn look_at_body(&self) -> bool {
        self.idempotent_by.is_some() || !self.credentials.is_empty() || !self.references.is_empty()
    }
}

/// The rows of a body that are given: neither null nor a blank text.
fn rows(body: &[u8]) -> BTreeMap<String, String> {
    let rows: BTreeMap<String, Box<RawValue>> = serde_json::from_slice(body).unwrap_or_default();
    let given = rows.into_iter().filter_map(|(row, value)| {
        let value = value.get();
        let text = serde_json::from_str::<String>(value).unwrap_or_else(|_| value.to_owned());
        (!text.trim().is_empty() && value != "null").then_some((row, text))
    });
    given.collect()
}
