//! Calls that the API makes to the caller's own server.

use http::StatusCode;
use http::header::{AUTHORIZATION, HeaderMap};
use serde::de::DeserializeOwned;
use subtle::ConstantTimeEq;

use crate::endpoint::read_json;
use crate::{Body, Secret, Unreadable};

/// Receives notifications: checks who calls, then reads what is said.
///
/// ```
/// use client_runtime::{Notifications, NotificationError};
///
/// #[derive(Debug, PartialEq, serde::Deserialize)]
/// struct Shipped {
///     id: String,
/// }
///
/// let notifications = Notifications::basic("Aladdin", "open sesame");
/// let header = Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==".as_bytes());
/// let shipped: Shipped = notifications.read(header, br#"{"id":"7"}"#)?;
/// assert_eq!(shipped, Shipped { id: "7".to_owned() });
/// let refused = notifications.read::<Shipped>(None, br#"{"id":"7"}"#);
/// assert!(matches!(refused, Err(NotificationError::Unauthenticated)));
/// # Ok::<(), NotificationError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Notifications {
    /// The expected token of Basic authentication.
    token: Option<Secret>,
}

impl Notifications {
    /// Notifications that carry Basic authentication with this user name and password.
    pub fn basic(username: impl Into<Secret>, password: impl Into<Secret>) -> Self {
        Notifications { token: Some(crate::basic::token(&username.into(), &password.into())) }
    }

    /// Notifications without authentication: anyone who knows the address can send them. Look up
    /// at the API what they say before acting on it.
    pub fn unauthenticated() -> Self {
        Notifications { token: None }
    }

    /// Checks the header `Authorization`, and then reads the body.
    ///
    /// The check takes the same time wherever the credentials differ; only their length shows.
    /// Nothing of the body is looked at before it. Bound the body's length where you receive it.
    ///
    /// # Errors
    ///
    /// If the caller is not who it should be (answer with status 401), or the body is not what
    /// the page describes (answer with status 400).
    pub fn read<T: DeserializeOwned>(
        &self,
        authorization: Option<&[u8]>,
        body: &[u8],
    ) -> Result<T, NotificationError> {
        if !self.admits(authorization.unwrap_or_default()) {
            return Err(NotificationError::Unauthenticated);
        }
        read_json(body)
            .map_err(|cause| NotificationError::NotUnderstood { cause, body: Body::from(body) })
    }

    /// As [`read`](Notifications::read), with the headers as most servers hand them over. More than
    /// one `Authorization` is taken for none.
    ///
    /// # Errors
    ///
    /// As with [`read`](Notifications::read).
    pub fn receive<T: DeserializeOwned>(
        &self,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<T, NotificationError> {
        let mut values = headers.get_all(AUTHORIZATION).iter();
        let first = values.next().filter(|_| values.next().is_none());
        self.read(first.map(http::HeaderValue::as_bytes), body)
    }

    fn admits(&self, authorization: &[u8]) -> bool {
        let Some(expected) = &self.token else { return true };
        let Some((scheme, token)) = authorization.split_at_checked("Basic ".len()) else {
            return false;
        };
        let matches: bool = token.trim_ascii().ct_eq(expected.expose().as_bytes()).into();
        matches && scheme.eq_ignore_ascii_case(b"Basic ")
    }
}

/// Why a notification is not taken. No text shows what was received.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NotificationError {
    /// The credentials are missing or wrong.
    #[error("the notification's credentials are missing or wrong")]
    Unauthenticated,
    /// The body is not what the page describes.
    #[error("the notification cannot be read")]
    NotUnderstood {
        /// Where in the body, and what.
        #[source]
        cause: Unreadable,
        /// The body as it came.
        body: Body,
    },
}

impl NotificationError {
    /// The status to answer with: 401, or 400 for a body that cannot be read.
    pub fn status(&self) -> StatusCode {
        match self {
            NotificationError::Unauthenticated => StatusCode::UNAUTHORIZED,
            NotificationError::NotUnderstood { .. } => StatusCode::BAD_REQUEST,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admits(authorization: &str) -> bool {
        Notifications::basic("Aladdin", "open sesame").admits(authorization.as_bytes())
    }

    #[test]
    fn only_the_right_credentials_are_admitted() {
        for header in ["Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "bAsIc  QWxhZGRpbjpvcGVuIHNlc2FtZQ== "]
        {
            assert!(admits(header), "{header}");
        }
        for header in [
            "",
            "Basic",
            "Basic ",
            "QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
            "BasicQWxhZGRpbjpvcGVuIHNlc2FtZQ==",
            "Bearer QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
            "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=",
            "Basic qWxhZGRpbjpvcGVuIHNlc2FtZQ==",
            "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==, Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
        ] {
            assert!(!admits(header), "{header}");
        }
    }

    #[test]
    fn the_header_is_found_among_others_and_stands_once() {
        let notifications = Notifications::basic("Aladdin", "open sesame");
        let right = "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==".parse().unwrap();
        let mut headers = HeaderMap::new();
        let refused = notifications.receive::<u8>(&headers, b"7").unwrap_err();
        assert_eq!(refused.status(), 401);
        headers.insert(AUTHORIZATION, right);
        assert_eq!(notifications.receive::<u8>(&headers, b"7").unwrap(), 7);
        assert_eq!(notifications.receive::<u8>(&headers, b"?").unwrap_err().status(), 400);
        headers.append(AUTHORIZATION, "Basic x".parse().unwrap());
        assert_eq!(notifications.receive::<u8>(&headers, b"7").unwrap_err().status(), 401);
    }

    #[test]
    fn an_unreadable_body_is_kept_and_not_shown() {
        let error = Notifications::unauthenticated().read::<u8>(None, b"\"hunter2\"").unwrap_err();
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{error:?}");
        let NotificationError::NotUnderstood { body, .. } = error else { panic!("{error}") };
        assert_eq!(body.as_bytes(), b"\"hunter2\"");
    }
}
