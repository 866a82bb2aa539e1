//! The values that authenticate a caller. They are wiped when dropped and shown nowhere.

use std::collections::BTreeMap;
use std::fmt;

use crate::{Secret, Service};

/// The caller's credentials by their documented names.
///
/// The client makes headers of them once, which its requests share and which are wiped with the
/// last of them; the HTTP stack's own buffers are not. `Debug` shows the names alone.
///
/// ```
/// use client_runtime::Credentials;
///
/// let credentials = Credentials::new().with("shopKey", "73afeb44").with("password", "hunter2");
/// assert_eq!(format!("{credentials:?}"), r#"Credentials("password", "shopKey")"#);
/// ```
#[derive(Clone, Default)]
pub struct Credentials(BTreeMap<&'static str, Secret>);

impl Credentials {
    /// No credentials.
    pub fn new() -> Self {
        Credentials::default()
    }

    /// Adds a credential.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Secret>) -> Self {
        self.0.insert(name, value.into());
        self
    }

    /// Reads every credential of a service from its environment variable.
    ///
    /// # Errors
    ///
    /// If a variable is not set, is empty or is not Unicode. The error names it and never its
    /// value.
    pub fn from_env(service: &Service) -> Result<Self, MissingVariable> {
        service.credentials.iter().try_fold(Credentials::new(), |credentials, field| {
            Ok(credentials.with(field.name, from_env(field.variable)?))
        })
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Secret> {
        self.0.get(name)
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut names = f.debug_tuple("Credentials");
        for name in self.0.keys() {
            names.field(name);
        }
        names.finish()
    }
}

/// Reads a setting from an environment variable.
///
/// # Errors
///
/// If the variable is not set, is empty or is not Unicode.
pub fn from_env(variable: &'static str) -> Result<String, MissingVariable> {
    match std::env::var(variable) {
        Ok(value) if !value.is_empty() => Ok(value),
        _ => Err(MissingVariable { variable }),
    }
}

/// An environment variable that should hold a setting does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the environment variable `{variable}` is not set, is empty or is not Unicode")]
#[non_exhaustive]
pub struct MissingVariable {
    /// The variable's name.
    pub variable: &'static str,
}
