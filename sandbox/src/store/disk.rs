//! The state in a file: an embedded database, each unit of work one transaction.

use std::collections::BTreeMap;
use std::path::Path;

use redb::{Database, ReadableDatabase, ReadableTable, TableDefinition};
use serde::Serialize;

use super::{Changes, StateError};
use crate::clock::Source;

/// Every record as JSON, under `merchant NUL kind-of-record NUL name`.
const RECORDS: TableDefinition<'_, &str, &str> = TableDefinition::new("records");

/// What concerns the file as a whole.
const FILE: TableDefinition<'_, &str, &str> = TableDefinition::new("file");

/// Whose time the records have.
const CLOCK: &str = "clock";

/// Parts of a record's key.
const BETWEEN: char = '\u{0}';

/// The open file.
#[derive(Debug)]
pub(crate) struct Disk {
    database: Database,
}

impl Disk {
    pub(crate) fn open(file: &Path) -> Result<Self, StateError> {
        Self::on(Database::create(file).map_err(redb::Error::from)?)
    }

    pub(super) fn on(database: Database) -> Result<Self, StateError> {
        let disk = Self { database };
        // A file is usable once its table is there.
        disk.write(|_| Ok(()))?;
        Ok(disk)
    }

    /// Writes down whose time the records have, and refuses those of another clock.
    pub(crate) fn begin(&self, clock: Source, is_empty: bool) -> Result<(), StateError> {
        let writing = self.database.begin_write().map_err(redb::Error::from)?;
        {
            let mut table = writing.open_table(FILE).map_err(redb::Error::from)?;
            let kept = table.get(CLOCK).map_err(redb::Error::from)?;
            let kept = kept.map(|it| it.value().to_owned());
            let now = clock.words();
            match kept {
                Some(kept) if kept == now => return Ok(()),
                Some(kept) if !is_empty => return Err(StateError::Clock { kept, now }),
                _ => {}
            }
            table.insert(CLOCK, now).map_err(redb::Error::from)?;
        }
        writing.commit().map_err(redb::Error::from)?;
        Ok(())
    }

    pub(crate) fn load(&self) -> Result<BTreeMap<String, Changes>, StateError> {
        let mut merchants: BTreeMap<String, Changes> = BTreeMap::new();
        let reading = self.database.begin_read().map_err(redb::Error::from)?;
        let table = reading.open_table(RECORDS).map_err(redb::Error::from)?;
        for entry in table.iter().map_err(redb::Error::from)? {
            let (key, value) = entry.map_err(redb::Error::from)?;
            let mut parts = key.value().splitn(3, BETWEEN);
            let (merchant, record, name) = (parts.next(), parts.next(), parts.next());
            let changes = merchants.entry(merchant.unwrap_or_default().to_owned()).or_default();
            let (record, name, value) =
                (record.unwrap_or_default(), name.unwrap_or_default(), value.value());
            match record {
                "meta" => changes.meta = Some(serde_json::from_str(value)?),
                "resource" => changes.resources.push(serde_json::from_str(value)?),
                "replay" => {
                    changes.replays.insert(name.to_owned(), serde_json::from_str(value)?);
                }
                "notice" => {
                    let number = name.parse().unwrap_or_default();
                    changes.notices.insert(number, serde_json::from_str(value)?);
                }
                _ => {}
            }
        }
        Ok(merchants)
    }

    /// Writes a unit of work, without the notices that go for it; it is on the disk when this
    /// returns.
    pub(crate) fn commit(
        &self,
        merchant: &str,
        changes: &Changes,
        outdated: &[u64],
    ) -> Result<(), StateError> {
        let records = records(merchant, changes)?;
        self.write(|table| {
            insert(table, &records)?;
            remove_notices(table, merchant, outdated)
        })
    }

    /// Takes notices out of the file.
    pub(crate) fn forget_notices(&self, merchant: &str, numbers: &[u64]) -> Result<(), StateError> {
        if numbers.is_empty() {
            return Ok(());
        }
        self.write(|table| remove_notices(table, merchant, numbers))
    }

    /// Writes whole states in the place of the merchants' own, all in one.
    pub(crate) fn replace(&self, states: &BTreeMap<String, Changes>) -> Result<(), StateError> {
        let records: Result<Vec<_>, StateError> =
            states.iter().map(|(merchant, changes)| records(merchant, changes)).collect();
        let records = records?.concat();
        self.write(|table| {
            table.retain(|key, _| !states.contains_key(merchant_of(key)))?;
            insert(table, &records)
        })
    }

    /// Forgets one merchant, or all.
    pub(crate) fn clear(&self, merchant: Option<&str>) -> Result<(), StateError> {
        self.write(|table| {
            table.retain(|key, _| merchant.is_some_and(|merchant| merchant_of(key) != merchant))
        })
    }

    fn write(
        &self,
        change: impl FnOnce(&mut redb::Table<'_, &str, &str>) -> Result<(), redb::StorageError>,
    ) -> Result<(), StateError> {
        let writing = self.database.begin_write().map_err(redb::Error::from)?;
        {
            let mut table = writing.open_table(RECORDS).map_err(redb::Error::from)?;
            change(&mut table).map_err(redb::Error::from)?;
        }
        writing.commit().map_err(redb::Error::from)?;
        Ok(())
    }
}

/// The records of a unit of work: their keys and their JSON.
fn records(merchant: &str, changes: &Changes) -> Result<Vec<(String, String)>, StateError> {
    let mut records: Vec<(String, String)> = Vec::new();
    let mut add = |record: &str, name: &str, text: String| {
        records.push((format!("{merchant}{BETWEEN}{record}{BETWEEN}{name}"), text));
    };
    if let Some(meta) = &changes.meta {
        add("meta", "", text(meta)?);
    }
    for resource in &changes.resources {
        add("resource", &format!("{} {}", resource.kind, resource.key), text(resource)?);
    }
    for (name, replay) in &changes.replays {
        add("replay", name, text(replay)?);
    }
    for (number, notice) in &changes.notices {
        add("notice", &notice_name(*number), text(notice)?);
    }
    Ok(records)
}

fn notice_name(number: u64) -> String {
    format!("{number:020}")
}

fn merchant_of(key: &str) -> &str {
    key.split(BETWEEN).next().unwrap_or_default()
}

fn remove_notices(
    table: &mut redb::Table<'_, &str, &str>,
    merchant: &str,
    numbers: &[u64],
) -> Result<(), redb::StorageError> {
    for number in numbers {
        let name = notice_name(*number);
        table.remove(format!("{merchant}{BETWEEN}notice{BETWEEN}{name}").as_str())?;
    }
    Ok(())
}

fn insert(
    table: &mut redb::Table<'_, &str, &str>,
    records: &[(String, String)],
) -> Result<(), redb::StorageError> {
    for (key, value) in records {
        table.insert(key.as_str(), value.as_str())?;
    }
    Ok(())
}

fn text(record: &impl Serialize) -> Result<String, StateError> {
    Ok(serde_json::to_string(record)?)
}
