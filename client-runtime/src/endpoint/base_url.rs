//! Where the API is.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

/// The address that every documented path is appended to: `https://api.example/v1`.
///
/// ```
/// use client_runtime::BaseUrl;
///
/// let base: BaseUrl = "https://api.example/v1/".parse()?;
/// assert_eq!(base.as_str(), "https://api.example/v1");
/// # Ok::<(), client_runtime::InvalidBaseUrl>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    text: String,
}

impl BaseUrl {
    /// Reads an absolute `http` or `https` address; slashes at its end are dropped.
    ///
    /// # Errors
    ///
    /// If it is something else, or has credentials, a query or a fragment.
    pub fn parse(text: &str) -> Result<Self, InvalidBaseUrl> {
        // A fragment first: `http::Uri` drops it without a word.
        if text.contains('#') {
            return Err(InvalidBaseUrl::Fragment);
        }
        let uri: http::Uri = text.parse().map_err(|_| InvalidBaseUrl::NotAnAddress)?;
        if !matches!(uri.scheme_str(), Some("http" | "https")) {
            return Err(InvalidBaseUrl::Scheme);
        }
        let authority = uri.authority().ok_or(InvalidBaseUrl::NotAnAddress)?;
        if authority.as_str().contains('@') {
            return Err(InvalidBaseUrl::Credentials);
        }
        if uri.query().is_some() {
            return Err(InvalidBaseUrl::Query);
        }
        let host_only = authority.as_str().len() == authority.host().len();
        if authority.host().is_empty() || !(host_only || authority.port_u16().is_some()) {
            return Err(InvalidBaseUrl::NotAnAddress);
        }
        Ok(BaseUrl { text: uri.to_string().trim_end_matches('/').to_owned() })
    }

    /// Says if what is sent there can be read on the way.
    pub(crate) fn is_plain_http(&self) -> bool {
        !self.text.starts_with("https:")
    }

    /// Says if the host is this machine: `localhost`, `127.x.y.z` or `[::1]`.
    pub(crate) fn is_loopback(&self) -> bool {
        let uri = self.text.parse::<http::Uri>();
        let Some(host) = uri.as_ref().ok().and_then(http::Uri::host) else { return false };
        let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|it| it.is_loopback())
    }

    /// The address, without a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl FromStr for BaseUrl {
    type Err = InvalidBaseUrl;

    fn from_str(text: &str) -> Result<Self, InvalidBaseUrl> {
        BaseUrl::parse(text)
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Why a text is no base address. The text is not repeated: it may hold credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidBaseUrl {
    /// It is no absolute URL.
    #[error("the base address is no absolute URL: write it like https://api.example/v1")]
    NotAnAddress,
    /// It is neither `http` nor `https`.
    #[error("the base address must begin with https:// (or http:// for a test server)")]
    Scheme,
    /// There is a user name or a password in it.
    #[error(
        "the base address holds credentials: remove what stands before the `@`, and give the \
             credentials to the client"
    )]
    Credentials,
    /// There is a query in it.
    #[error("the base address has a query: remove the `?` and what follows")]
    Query,
    /// There is a fragment in it.
    #[error("the base address has a fragment: remove the `#` and what follows")]
    Fragment,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_kept_without_their_last_slash() {
        for (text, kept) in [
            ("https://api.example", "https://api.example"),
            ("https://api.example/", "https://api.example"),
            ("https://api.example/v1//", "https://api.example/v1"),
            ("http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1"),
            ("http://[::1]:8080", "http://[::1]:8080"),
            ("http://[::1]", "http://[::1]"),
            ("HTTPS://api.example", "https://api.example"),
        ] {
            let base = BaseUrl::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!((base.as_str(), base.to_string().as_str()), (kept, kept));
        }
    }

    #[test]
    fn loopback_is_this_machine_and_no_name_like_it() {
        for (text, loopback) in [
            ("http://localhost:80", true),
            ("http://LOCALHOST", true),
            ("http://127.0.0.1", true),
            ("http://127.9.9.9:1", true),
            ("http://[::1]:8080/v1", true),
            ("http://localhost.example", false),
            ("http://127.0.0.1.example", false),
            ("http://10.0.0.1", false),
            ("http://[::2]", false),
            ("http://0.0.0.0", false),
        ] {
            assert_eq!(BaseUrl::parse(text).unwrap().is_loopback(), loopback, "{text}");
        }
    }

    #[test]
    fn everything_else_is_refused_with_its_remedy() {
        for (text, error) in [
            ("", InvalidBaseUrl::NotAnAddress),
            ("https://", InvalidBaseUrl::NotAnAddress),
            ("https://:80", InvalidBaseUrl::NotAnAddress),
            ("https://api.example:99999", InvalidBaseUrl::NotAnAddress),
            ("https://api.example:", InvalidBaseUrl::NotAnAddress),
            ("https://api example", InvalidBaseUrl::NotAnAddress),
            ("api.example", InvalidBaseUrl::Scheme),
            ("/v1", InvalidBaseUrl::Scheme),
            ("ftp://api.example", InvalidBaseUrl::Scheme),
            ("https://key:secret@api.example", InvalidBaseUrl::Credentials),
            ("https://api.example/v1?a=b", InvalidBaseUrl::Query),
            ("https://api.example/v1#top", InvalidBaseUrl::Fragment),
        ] {
            assert_eq!(text.parse::<BaseUrl>(), Err(error), "{text:?}");
            assert!(!error.to_string().contains("secret"));
        }
    }
}
