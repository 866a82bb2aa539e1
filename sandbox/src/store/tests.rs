use std::collections::BTreeMap;
use std::io;
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use redb::backends::InMemoryBackend;
use redb::{Database, StorageBackend};

use super::{Changes, Disk, Inner, Meta, Notice, Resource, StateError, Store, Target};
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

/// So many resources as fit, and some text.
fn many(resources: usize, value: &Json) -> Changes {
    let all = (0..resources).flat_map(|key| changes(key, value.clone()).resources);
    Changes { resources: all.collect(), ..Changes::default() }
}

#[test]
fn a_full_store_takes_what_needs_no_room() {
    let mut store = Store::open(None, Source::Seeded).unwrap();
    store.commit("merchant", many(limits::RESOURCES, &Json::Null)).unwrap();
    let one_more = store.commit("merchant", changes(limits::RESOURCES, Json::Null));
    assert!(matches!(one_more, Err(StateError::Full(_))), "{one_more:?}");
    let mut deleted = changes(7, Json::text("changed"));
    deleted.resources[0].deleted = true;
    store.commit("merchant", deleted).unwrap();
}

#[test]
fn an_export_can_be_put_back_over_itself_and_all_or_none_of_it() {
    let large = Json::text("x".repeat(limits::STATE / 10));
    let mut store = Store::open(None, Source::Seeded).unwrap();
    let mut state = many(7, &large);
    state.meta = Some(Meta { sequence: 10, ..Meta::default() });
    let of = |key: &str| BTreeMap::from([(key.to_owned(), state.clone())]);
    store.replace(of("merchant")).unwrap();
    store.replace(of("merchant")).unwrap();
    let both = of("another").into_iter().chain(of("merchant")).collect();
    assert!(matches!(store.replace(both), Err(StateError::Full(_))));
    assert!(store.merchant("another").is_none());
    assert_eq!(store.merchant("merchant").unwrap().list("Thing").count(), 7);
}

fn notices(numbers: RangeInclusive<u64>) -> Changes {
    let notice = Notice {
        payload: Json::Null,
        attempts: 0,
        delivered: false,
        given_up: false,
        last: String::new(),
    };
    let notices = numbers.map(|number| (number, notice.clone())).collect();
    Changes { notices, ..Changes::default() }
}

#[test]
fn notifications_that_are_too_many_go_from_the_file_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.redb");
    let mut store = Store::open(Some(&file), Source::Seeded).unwrap();
    let most = limits::NOTIFICATIONS as u64;
    store.commit("merchant", notices(1..=most)).unwrap();
    let size = store.size;
    store.commit("merchant", notices(most + 1..=most + 5)).unwrap();
    assert_eq!(store.size, size);
    let kept = |store: &Store| {
        let loaded = store.disk.as_ref().unwrap().load().unwrap();
        (loaded["merchant"].notices.len(), *loaded["merchant"].notices.keys().next().unwrap())
    };
    assert_eq!(kept(&store), (limits::NOTIFICATIONS, 6));
    // A file of before may have more.
    store.disk.as_ref().unwrap().commit("merchant", &notices(1..=5), &[]).unwrap();
    drop(store);
    let store = Store::open(Some(&file), Source::Seeded).unwrap();
    assert_eq!(kept(&store), (limits::NOTIFICATIONS, 6));
    assert_eq!(store.size, size);
}

/// A file on a disk that takes nothing any more once it is told so.
#[derive(Debug)]
struct Failing {
    memory: InMemoryBackend,
    fails: Arc<AtomicBool>,
}

impl StorageBackend for Failing {
    fn len(&self) -> io::Result<u64> {
        self.memory.len()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.memory.read(offset, out)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.memory.set_len(len)
    }

    fn sync_data(&self) -> io::Result<()> {
        self.memory.sync_data()
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        if self.fails.load(Ordering::Relaxed) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.memory.write(offset, data)
    }
}

#[test]
fn a_notification_is_sent_once_though_the_disk_is_full() {
    let fails = Arc::new(AtomicBool::new(false));
    let backend = Failing { memory: InMemoryBackend::new(), fails: Arc::clone(&fails) };
    let mut store = Store::open(None, Source::Seeded).unwrap();
    store.disk = Some(Disk::on(Database::builder().create_with_backend(backend).unwrap()).unwrap());
    let target = Target { url: "http://127.0.0.1:1/".to_owned(), basic: None };
    let meta = Some(Meta { target: Some(target), ..Meta::default() });
    store.commit("merchant", Changes { meta, ..notices(1..=1) }).unwrap();
    assert!(store.merchant("merchant").unwrap().next_notice().is_some());
    fails.store(true, Ordering::Relaxed);
    store.commit("merchant", notices(2..=2)).unwrap_err();
    let sent = Notice { delivered: true, ..notices(1..=1).notices[&1].clone() };
    store.keep_notice("merchant", 1, sent);
    assert!(store.merchant("merchant").unwrap().next_notice().is_none());
}
