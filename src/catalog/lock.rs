//! The lock of a translation: for each unit, the source text that its translation was made from, and a hash of the
//! translation then.
//!
//! It is a TOML file that only the program writes, and that people read in the differences of their commits:
//!
//! ```toml
//! version = 1
//!
//! [[unit]]
//! id = "greeting"
//! source = "Good <hi>morning</hi>"
//! translation = "2c26b46b68ffc68f"
//! ```
//!
//! The units stand in document order; after them stand those that the document has no longer. `translation` is absent as long as there never was one: then `source` is the text that is shown to the
//! translator in the comment of the empty message.
//!
//! A record is kept while its message is away or empty, and while its unit is away, so that a translation that comes back is
//! known again; it goes when `accept --from` gives the translation to another unit. `seen` has
//! the other texts that the source had while there was no translation that is known to agree with it:
//!
//! ```toml
//! [[unit]]
//! id = "farewell"
//! source = "Good night"
//! translation = "fcde2b2edba56bf4"
//! seen = ["Good evening"]
//! ```
//!
//! says that the translation with that hash was made from *Good night*, and that *Good evening* has stood in the source
//! since: a translation with another hash may be of either. `seen` goes when the translation is accepted, when it is back
//! with its source, and when one is written below the source as it is.
//!
//! Where two branches changed one record, git asks which of both is right. Either is safe as a whole: what the comment above
//! a message shows tells the program of a translation which the lock does not know what it was made from.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::diagnostic::{Diagnostic, SourceFile};

const HEAD: &str = "# The source text that each translation was made from. Written by `enface sync` and `enface accept`; to be \
                    committed.\n";

const VERSION: u32 = 1;

/// The lock of a document in one language.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lock {
    records: Vec<Record>,
    /// By id.
    index: FxHashMap<String, usize>,
}

/// What is known of the translation of a unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The unit's id.
    pub id: String,
    /// The unit's text when it was translated.
    pub source: String,
    /// The hash of the translation then; none if there was none yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub translation: Option<String>,
    /// The other texts that the source had, the latest last: since it was translated, or else before the one that is shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<String>,
}

impl Record {
    /// A record of a source and the translation that agrees with it, if there is one.
    pub fn new(id: &str, source: &str, translation: Option<String>) -> Record {
        Record { id: id.to_owned(), source: source.to_owned(), translation, seen: Vec::new() }
    }

    /// The record once the source has this text and the translation is not known to agree with it.
    pub(super) fn having_seen(mut self, text: &str) -> Record {
        self.seen.retain(|seen| seen != text);
        if self.source != text {
            self.seen.push(text.to_owned());
        }
        self
    }

    /// The record once an empty message shows this text of the source.
    pub(super) fn shown(self, text: &str) -> Record {
        if self.translation.is_some() {
            return self.having_seen(text);
        }
        let before = self.source.clone();
        Record { source: text.to_owned(), ..self }.having_seen(text).having_seen(&before)
    }

    /// All texts that the source is known to have had.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.source).chain(self.seen.iter().rev()).map(String::as_str)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Contents {
    version: u32,
    #[serde(default, rename = "unit", skip_serializing_if = "Vec::is_empty")]
    units: Vec<Record>,
}

impl Lock {
    /// Reads a lock. Nothing of it is used if anything in it is wrong: a record that is lost would let an outdated
    /// translation pass.
    pub fn read(file: &Arc<SourceFile>) -> Result<Lock, Box<Diagnostic>> {
        let wrong = |message: String, span| {
            let help = "take it from the last commit again, and run `enface sync`; where two commits were merged, keep the \
                        records of both, each id once";
            Box::new(Diagnostic::error("lock-syntax", message).at(file, span).help(help))
        };
        let contents: Contents = toml::from_str(&file.text).map_err(|error| {
            let reason = error.message().lines().next().unwrap_or_default();
            wrong(format!("the lock cannot be read: {reason}"), error.span().unwrap_or(0..0))
        })?;
        if contents.version != VERSION {
            let message = format!("the lock is of version {}, which this program does not know", contents.version);
            return Err(Box::new(Diagnostic::error("lock-syntax", message).at(file, 0..0).help("use a newer Enface")));
        }
        let count = contents.units.len();
        let lock = Lock::new(contents.units);
        if lock.index.len() < count {
            let twice = lock.records.iter().enumerate().find(|(at, record)| lock.index[&record.id] != *at);
            let id = twice.map_or("", |(_, record)| record.id.as_str());
            let key = format!("id = \"{id}\"");
            let at = file.text.rfind(&key).unwrap_or(0);
            return Err(wrong(format!("the lock names the unit `{id}` twice"), at..at + key.len()));
        }
        Ok(lock)
    }

    /// A lock of records in their order.
    pub(super) fn new(records: Vec<Record>) -> Lock {
        let index = records.iter().enumerate().map(|(at, record)| (record.id.clone(), at)).collect();
        Lock { records, index }
    }

    /// The lock without the record of a unit.
    pub(super) fn without(self, id: &str) -> Lock {
        Lock::new(self.records.into_iter().filter(|record| record.id != id).collect())
    }

    /// The lock with one more record, at its end.
    pub(super) fn with(mut self, record: Record) -> Lock {
        self.records.push(record);
        Lock::new(self.records)
    }

    /// What is known of a unit.
    pub fn get(&self, id: &str) -> Option<&Record> {
        self.records.get(*self.index.get(id)?)
    }

    /// All that is known, in the order of the file.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The text of its file.
    pub fn write(&self) -> String {
        let contents = Contents { version: VERSION, units: self.records.clone() };
        HEAD.to_owned() + &toml::to_string(&contents).expect("numbers and strings are always TOML")
    }
}

/// The hash of a translation as its file has it, whatever its line ends: the first 64 bits of its SHA-256.
pub(super) fn hash(value: &str) -> String {
    let digest = Sha256::digest(value.replace("\r\n", "\n"));
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
