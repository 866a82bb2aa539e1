//! What every request carries: credentials and headers.

use super::{DocumentId, Mandatory};

/// How requests authenticate themselves.
#[derive(Debug, Default)]
pub struct Authentication {
    /// HTTP Basic: the credentials sent as user name and password.
    pub basic: Option<(String, String, DocumentId)>,
    /// A header and the credential that it carries.
    pub header: Option<(String, String, DocumentId)>,
}

/// A header that requests carry.
#[derive(Debug)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// The documented value.
    pub value: Option<String>,
    /// Whether it must be there.
    pub mandatory: Mandatory,
    /// Whether a caller may choose the value.
    pub settable: bool,
    /// The page that asks for it.
    pub document: DocumentId,
    /// What it is for.
    pub means: Option<String>,
}

/// Whether a header is set by the client itself, or by the transport beneath it: the runtime takes
/// no other value for it.
#[must_use]
pub fn is_clients_own(name: &str) -> bool {
    const RESERVED: [&str; 12] = [
        "accept",
        "accept-encoding",
        "authorization",
        "connection",
        "content-length",
        "content-type",
        "expect",
        "host",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    ];
    RESERVED.iter().any(|it| it.eq_ignore_ascii_case(name))
}
