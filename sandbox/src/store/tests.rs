use super::{Changes, Inner, Resource, StateError, Store};
use crate::clock::Source;
use crate::json::Json;
use crate::limits;

/// What makes or replaces one resource of this key.
fn changes(key: usize, value: Json) -> Changes {
    let resource = Resource {
        kind: "Thing".into(),
        key: key.to_string().into(),
        sequence: key as u64,
        parents: Vec::new(),
        value,
        sent: Json::Null,
        deleted: false,
        due: None,
        inner: Inner::default(),
        history: Vec::new(),
    };
    Changes { resources: vec![resource], ..Changes::default() }
}

#[test]
fn a_state_has_so_many_bytes_and_no_more() {
    const LARGE: usize = 1024 * 1024;
    // Copies share these bytes.
    let large = Json::text("x".repeat(LARGE));
    let mut store = Store::open(None, Source::Seeded).unwrap();
    let fits = limits::STATE / LARGE - 1;
    for key in 0..fits {
        store.commit("one merchant", changes(key, large.clone())).unwrap();
    }
    let full = store.commit("another", changes(0, large.clone()));
    assert!(matches!(full, Err(StateError::Full(_))), "{full:?}");
    assert!(store.merchant("another").is_none_or(|it| it.list("Thing").count() == 0));

    // What is made smaller, or forgotten, makes room.
    store.commit("one merchant", changes(0, Json::Null)).unwrap();
    store.commit("another", changes(0, large.clone())).unwrap();
    store.commit("another", changes(1, large.clone())).unwrap_err();
    store.reset(Some("one merchant")).unwrap();
    for key in 1..fits {
        store.commit("another", changes(key, large.clone())).unwrap();
    }
    store.commit("another", changes(fits, large)).unwrap_err();
}
