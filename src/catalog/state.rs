//! How the translation of a unit stands to its source.

use std::ops::Range;

use rustc_hash::FxHashSet;
use serde::Serialize;

use super::likeness::older;
use super::lock::{Lock, hash};
use super::units::Units;
use super::{Catalog, comment, words, write};

/// How the translation of a unit stands to its source.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// The source is as it was when it was translated.
    Fresh,
    /// The source has changed since.
    Outdated,
    /// The source has changed, and so has the translation; nobody has confirmed that they agree.
    Revised,
    /// There is no translation.
    Missing,
    /// There is a message, but no unit.
    Orphan,
}

impl State {
    /// Its name, as people and programs are told.
    pub fn name(self) -> &'static str {
        match self {
            State::Fresh => "fresh",
            State::Outdated => "outdated",
            State::Revised => "revised",
            State::Missing => "missing",
            State::Orphan => "orphan",
        }
    }
}

impl Catalog {
    /// Takes the lock of its document, without which no translation is known to be outdated.
    #[must_use]
    pub fn with_lock(mut self, lock: Lock) -> Catalog {
        self.lock = lock;
        self
    }

    /// Its lock.
    pub fn lock(&self) -> &Lock {
        &self.lock
    }

    /// The state of a unit whose text in the source is `source`. A translation that the lock does not know is fresh.
    pub fn state(&self, id: &str, source: &str) -> State {
        if !self.is_translated(id) {
            return State::Missing;
        }
        self.origin(id, source).map_or(State::Fresh, |(state, _)| state)
    }

    /// The state of a translated unit, and the text of the source that its translation was made from, or that it was made
    /// from before it was revised. None if nothing is known of it.
    pub(super) fn origin(&self, id: &str, source: &str) -> Option<(State, String)> {
        let record = self.lock.get(id)?;
        let hash = self.translation_hash(id)?;
        let made_from = |then: &str| {
            let state = if then == source { State::Fresh } else { State::Outdated };
            Some((state, then.to_owned()))
        };
        if record.translation.as_ref() == Some(&hash) {
            return made_from(&record.source);
        }
        // What a translator wrote, he wrote below what the comment shows.
        let above = self.comment(id);
        let shows = |text: &&str| write::shows(&above, text);
        if record.translation.is_none() {
            return match std::iter::once(source).chain(record.texts()).find(shows) {
                Some(then) => made_from(then),
                None => made_from(older(&above, source).as_deref().unwrap_or(&record.source)),
            };
        }
        // Only a message that was empty shows what the source became after it was translated.
        if let Some(then) = record.seen.iter().rev().map(String::as_str).find(shows) {
            return made_from(then);
        }
        if record.source != source {
            return Some((State::Revised, record.source.clone()));
        }
        // It may have been revised for a source that is gone, or on a branch that had another one.
        let other = || if shows(&source) { None } else { older(&above, source) };
        match record.seen.last().cloned().or_else(other) {
            Some(then) => Some((State::Revised, then)),
            None => made_from(source),
        }
    }

    /// The comment above the message of a unit, as the program would write it.
    fn comment(&self, id: &str) -> String {
        let entry = self.message(id).zip(self.document());
        entry.map_or_else(String::new, |((entry, _), source)| comment::above(source, entry))
    }

    /// Whether a translation is there that the lock does not know yet.
    pub fn is_unrecorded(&self, id: &str) -> bool {
        self.is_translated(id) && self.lock.get(id).is_none()
    }

    /// What has changed in the source of a unit since it was translated, word by word: `[-gone-]`, `{+come+}`. None if
    /// nothing has, or if nothing is known.
    pub fn source_difference(&self, id: &str, source: &str) -> Option<String> {
        let (_, then) = self.origin(id, source)?;
        (then != source).then(|| words::difference(&then, source))
    }

    /// The messages that belong to none of a document's ids and that no other message refers to, in the order of the
    /// file, each with where its id stands.
    pub fn orphans(&self, known: &FxHashSet<&str>) -> Vec<(String, Range<usize>)> {
        self.ids().filter(|(id, _)| !known.contains(id.as_str()) && !self.is_referenced(id)).collect()
    }

    /// The states of all units that hold something to translate, in document order, and then those of the orphans.
    pub fn states(&self, units: &Units) -> Vec<(String, State)> {
        let known: FxHashSet<&str> = units.list.iter().map(|unit| unit.id.as_str()).collect();
        let states = units.to_translate().map(|unit| (unit.id.clone(), self.state(&unit.id, &unit.text)));
        states.chain(self.orphans(&known).into_iter().map(|(id, _)| (id, State::Orphan))).collect()
    }

    /// Whether there is a message with text for a unit.
    pub(super) fn is_translated(&self, id: &str) -> bool {
        self.format(id).is_some_and(|formatted| !formatted.text.trim().is_empty())
    }

    /// The hash of the translation of a unit, if there is one.
    pub(super) fn translation_hash(&self, id: &str) -> Option<String> {
        let formatted = self.format(id).filter(|formatted| !formatted.text.trim().is_empty())?;
        Some(hash(&self.file.as_ref()?.text[formatted.value_span]))
    }
}
