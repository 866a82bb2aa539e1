//! The pages for people: files without a server's part, which ask the admin calls for what they
//! show.

use http::HeaderName;
use http::header::{CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};

/// What keeps a browser from anything but the sandbox's own files, whatever a body holds.
pub(crate) const GUARDS: &[(HeaderName, &str)] = &[
    (
        CONTENT_SECURITY_POLICY,
        "default-src 'none'; img-src data:; script-src 'self'; style-src 'self'; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'",
    ),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
];

/// The file of a name below the root, with its type.
pub(crate) fn file(name: &str) -> Option<(&'static str, &'static str)> {
    const HTML: &str = "text/html; charset=utf-8";
    const SCRIPT: &str = "text/javascript; charset=utf-8";
    Some(match name {
        "" => (HTML, include_str!("../pages/log.html")),
        "widget" => (HTML, include_str!("../pages/widget.html")),
        "style.css" => ("text/css; charset=utf-8", include_str!("../pages/style.css")),
        "page.js" => (SCRIPT, include_str!("../pages/page.js")),
        "log.js" => (SCRIPT, include_str!("../pages/log.js")),
        "panels.js" => (SCRIPT, include_str!("../pages/panels.js")),
        "widget.js" => (SCRIPT, include_str!("../pages/widget.js")),
        "sdk.js" => (SCRIPT, include_str!("../pages/sdk.js")),
        _ => return None,
    })
}
