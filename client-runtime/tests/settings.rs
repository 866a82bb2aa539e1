//! What a client is made of, and what it is refused for.
#![allow(clippy::unwrap_used, reason = "a test's helper may fail the test")]

mod support;

use client_runtime::{BlockingClient, BuildError, CallOptions, Client, ClientBuilder, Credentials};
use support::*;

fn refusal(builder: ClientBuilder<BlockingClient, BlockingClient>) -> BuildError {
    builder.build_with(Script::new([])).map(|_| ()).unwrap_err()
}

#[test]
fn plain_http_is_refused_except_to_this_machine() {
    for base in ["http://api.example", "http://10.0.0.1", "http://localhost.evil.example"] {
        assert!(matches!(refusal(builder(base)), BuildError::PlainHttp), "{base}");
        let switched_on = builder::<BlockingClient>(base).danger_allow_plain_http();
        switched_on.build_with(Script::new([])).unwrap();
    }
    for base in ["http://127.0.0.1:80", "http://localhost", "http://[::1]", "https://a.example"] {
        builder::<BlockingClient>(base).build_with(Script::new([])).unwrap();
    }
}

#[test]
fn credentials_are_complete_and_fit_for_headers() {
    let with = |credentials| {
        refusal(ClientBuilder::new(&SERVICE, "https://a.example").credentials(credentials))
    };
    let missing = with(Credentials::new().with("shopKey", "k"));
    assert_eq!(
        missing.to_string(),
        "the credential `password` is missing (environment variable `TEST_SHOP_PASSWORD`)"
    );
    for key in ["with:colon", "line\r\nX-Evil: 1", "ümlaut", "a b"] {
        let error = with(Credentials::new().with("shopKey", key).with("password", PASSWORD));
        assert!(matches!(error, BuildError::InvalidCredential { .. }), "{key}");
        assert!(!format!("{error} {error:?}").contains(key));
    }
}

#[test]
fn variables_are_named_and_never_shown() {
    let error = Credentials::from_env(&SERVICE).unwrap_err();
    assert_eq!(error.variable, "TEST_SHOP_KEY");
}

/// The environment of a running program cannot be changed safely, so another one is run.
#[test]
fn credentials_are_read_from_the_environment() {
    for (test, key) in [
        ("in_an_environment_with_credentials", KEY),
        ("in_an_environment_with_an_empty_variable", ""),
    ] {
        let child = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", test, "--ignored"])
            .envs([("TEST_SHOP_KEY", key), ("TEST_SHOP_PASSWORD", PASSWORD)])
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&child.stdout);
        assert!(child.status.success() && text.contains("1 passed"), "{text}");
    }
}

#[test]
#[ignore = "run by the test above, with a variable set to nothing"]
fn in_an_environment_with_an_empty_variable() {
    assert_eq!(std::env::var("TEST_SHOP_KEY").unwrap(), "");
    assert_eq!(Credentials::from_env(&SERVICE).unwrap_err().variable, "TEST_SHOP_KEY");
}

#[test]
#[ignore = "run by a test above, with variables set"]
fn in_an_environment_with_credentials() {
    let script = Script::new([]);
    let base = ClientBuilder::new(&SERVICE, "https://api.example");
    let client = script.clone().built(base.credentials(Credentials::from_env(&SERVICE).unwrap()));
    client.send(&GetOrder).unwrap();
    assert_eq!(script.sent()[0].0.headers()["x-api-key"], KEY);
}

#[test]
fn headers_that_are_the_clients_own_cannot_be_set() {
    for name in ["Authorization", "content-length", "Host", "transfer-encoding", "a b", ""] {
        let error = CallOptions::new().header(name, "hunter2").unwrap_err();
        assert!(!format!("{error:?} {error}").contains("hunter2"), "{error:?}");
        let base = builder("https://a.example").header(name, "hunter2");
        assert!(matches!(refusal(base), BuildError::Header(_)), "{name}");
    }
    assert!(CallOptions::new().header("X-Shop", "line\nX-Evil: 1").is_err());
    let script = Script::new([]);
    let options = CallOptions::new().header("X-Api-Key", "other").unwrap();
    script.client().with(options).send(&GetOrder).unwrap();
    assert_eq!(script.sent()[0].0.headers()["x-api-key"], KEY);
}

#[test]
fn clients_are_shared_between_threads() {
    fn shared<T: Clone + Send + Sync + 'static>() {}
    shared::<Client>();
    shared::<BlockingClient>();
    fn error<T: std::error::Error + Send + Sync + 'static>() {}
    error::<client_runtime::Error>();
    error::<BuildError>();
}
