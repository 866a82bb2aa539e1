use std::time::{Duration, Instant};

use super::Json;

fn merged(old: &str, new: &str) -> String {
    let mut value = Json::read(old).unwrap();
    value.merge(&Json::read(new).unwrap());
    value.printed()
}

#[test]
fn objects_are_merged_key_by_key() {
    let old = r#"{"a":{"b":1,"c":[1]},"d":"x"}"#;
    assert_eq!(
        merged(old, r#"{"e":{"f":null},"a":{"c":[2],"g":7.30},"d":null}"#),
        r#"{"a":{"b":1,"c":[2],"g":7.30},"d":null,"e":{"f":null}}"#
    );
    assert_eq!(merged(old, "{}"), old);
    assert_eq!(merged(old, r#"{"a":5,"d":{"h":1}}"#), r#"{"a":5,"d":{"h":1}}"#);
}

/// With a search for each key this takes minutes.
#[test]
fn many_keys_are_merged_in_no_time() {
    let many = Json::object((0..100_000).map(|key| (format!("k{key}"), Json::Null)));
    let mut value = many.clone();
    let before = Instant::now();
    value.merge(&many);
    assert!(before.elapsed() < Duration::from_secs(20), "{:?}", before.elapsed());
    assert_eq!(value, many);
}
