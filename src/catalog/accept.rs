//! Confirms that translations agree with their sources, and carries a translation over to another unit.

use std::sync::Arc;

use super::Catalog;
use super::identifier::{decode, encode};
use super::lock::{Lock, Record, hash};
use super::patch::{Block, Patch};
use super::state::State;
use super::sync::{insert, records};
use super::units::{Unit, Units};
use super::write::EMPTY;
use crate::diagnostic::{Diagnostic, SourceFile};

/// Which translations are confirmed.
#[derive(Clone, Copy, Debug)]
pub enum Choice<'a> {
    /// Those of some units.
    Ids(&'a [String]),
    /// All that were revised.
    Revised,
    /// All that were revised or are outdated.
    All,
}

/// What a translator's files become.
///
/// They are written in this order: the lock as it is before, the messages, the lock as it is after. Whatever ends the run
/// between two of them, nothing is taken for fresh that is not, and the same command carries on where it ended.
#[derive(Debug)]
pub struct Accepted {
    /// The lock to be written before the messages. It knows what a translation that is carried over was made from before
    /// it is there; without that, the translation would count as fresh.
    pub before: Lock,
    /// The text of the file of messages.
    pub messages: String,
    /// The lock to be written after them. It says that a translation agrees with its source only when the comment above
    /// shows that source, and forgets a message only when that has another id.
    pub after: Lock,
    /// The units whose translation is confirmed, each with its state until then.
    pub units: Vec<(String, State)>,
}

/// Confirms translations as they are for the source as it is. Where the comment above a message shows the source that it
/// was made from, it shows the new one then.
pub fn accept(units: &Units, catalog: &Catalog, choice: Choice<'_>) -> Result<Accepted, Vec<Diagnostic>> {
    let mut wrong = Vec::new();
    if let Choice::Ids(ids) = choice {
        for id in ids {
            match unit(units, id) {
                Err(unknown) => wrong.push(*unknown),
                Ok(unit) if catalog.state(&unit.id, &unit.text) == State::Missing => {
                    let message = format!("`{id}` has no translation that could be accepted");
                    wrong.push(Diagnostic::error("usage", message).help("translate it first"));
                }
                Ok(_) => {}
            }
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let mut patch = Patch::new(catalog);
    let mut accepted = Vec::new();
    let lock = records(units, catalog, |unit, old| {
        let state = catalog.state(&unit.id, &unit.text);
        let is_chosen = match choice {
            Choice::Ids(ids) => ids.iter().any(|id| is_named(unit, id)),
            Choice::Revised => state == State::Revised,
            Choice::All => matches!(state, State::Revised | State::Outdated),
        };
        if !is_chosen {
            return old.cloned();
        }
        if let Some(old) = old {
            patch.show(&encode(&unit.id), old.texts(), unit);
        }
        accepted.push((unit.id.clone(), state));
        let translation = catalog.translation_hash(&unit.id);
        Some(Record::new(&unit.id, &unit.text, translation))
    });
    Ok(Accepted { before: catalog.lock().clone(), messages: patch.finish(), after: lock, units: accepted })
}

/// Carries the translation of the messages `from` over to the unit `to`, which has none: of one message, or of several
/// whose units were merged, one after the other. What the lock knows of their sources goes with it: where the new unit says
/// something else, or where the lock knows nothing, its translation is outdated until it is accepted.
///
/// Where the unit has a translation that is not one of its source as it is, the two are exchanged: each gets the id of the
/// other.
///
/// A message whose unit is gone gets the new id, and the stub that stands for it is taken away; else the translation is
/// copied. Of several, the first gets the id, and the others are taken away unless they hold more than their translation.
pub fn carry(units: &Units, catalog: &Catalog, from: &[String], to: &str) -> Result<Accepted, Box<Diagnostic>> {
    let new = unit(units, to)?;
    let lock = catalog.lock();
    let from: Vec<String> = from.iter().map(|id| known(catalog, id)).collect();
    if let Some(id) = from.iter().enumerate().find_map(|(at, id)| from[..at].contains(id).then_some(id)) {
        return refuse(format!("`{id}` is named twice"), "name each message once");
    }
    if is_carried(catalog, &from, &new.id) {
        return Ok(finished(units, catalog, &from, new));
    }
    if let Some(id) = from.iter().find(|id| !catalog.is_translated(id)) {
        return refuse(
            format!("there is no translation `{id}` that could be carried over"),
            "`enface status -v` lists them",
        );
    }
    let mut patch = Patch::new(catalog);
    let new_message = encode(&new.id);
    if let [from] = from.as_slice()
        && *from != new.id
        && (matches!(catalog.state(&new.id, &new.text), State::Outdated | State::Revised)
            || is_exchanged(catalog, from, new))
    {
        return exchange(units, catalog, from, new);
    }
    if catalog.is_translated(&new.id) || catalog.is_broken(&new.id) || !patch.is_unwritten(&new_message) {
        return refuse(
            format!("`{to}` has a translation already"),
            "put the words into it by hand, delete the message that they come from, and accept it",
        );
    }
    if let Some(id) = from.iter().find(|id| patch.is_twice(&encode(id))) {
        return refuse(format!("there are two messages `{id}`"), "delete the one that is not meant");
    }
    let values: Vec<String> = from.iter().filter_map(|id| patch.value(&encode(id))).collect();
    let value = join(&values);
    let is_free = |id: &String| !units.to_translate().any(|unit| unit.id == **id) && !catalog.is_referenced(id);
    let has_stub = patch.has(&new_message);
    let is_pristine = (patch.shows(&new_message, &new.text) || !patch.has_comment(&new_message))
        && !patch.has_attributes(&new_message)
        && !patch.has_rest(&new_message);
    let mut gone: Vec<&String> = Vec::new();
    for (at, id) in from.iter().enumerate() {
        let message = encode(id);
        if at > 0 {
            // Whatever else a translator wrote there is nothing to be thrown away.
            let shown = lock.get(id).is_some_and(|record| patch.shows(&message, &record.source));
            let is_bare = !patch.has_attributes(&message) && !patch.has_rest(&message);
            if is_free(id) && is_bare && (shown || !patch.has_comment(&message)) {
                patch.remove(&message);
                gone.push(id);
            }
        } else if is_free(id) && (!has_stub || is_pristine) {
            patch.set_id(&message, &new_message);
            patch.remove_stub(&new_message);
            if from.len() > 1 {
                patch.set_value(&message, &value);
            }
            gone.push(id);
        } else if has_stub {
            patch.set_value(&new_message, &value);
        } else {
            insert(&mut patch, units, &[new], |unit| Block::Message {
                id: encode(&unit.id).into_owned(),
                value: value.clone(),
            });
        }
    }
    // Of a translation that the lock does not know, nobody can tell whether it is one of the new unit.
    let source = sources(lock, &from);
    let translation = Some(hash(value.trim_matches([' ', '\n', '\r'])));
    let carried = Record::new(&new.id, &source, translation);
    let mut before =
        records(units, catalog, |unit, old| if unit.id == new.id { Some(carried.clone()) } else { old.cloned() });
    // By these a run that goes on knows what was carried over.
    for id in gone.iter().filter(|id| lock.get(id).is_none()) {
        let translation = catalog.translation_hash(id);
        before = before.with(Record::new(id, "", translation));
    }
    let after = gone.iter().fold(before.clone(), |lock, id| lock.without(id));
    let messages = patch.finish();
    let file = Arc::new(SourceFile { name: String::new(), text: messages });
    if super::read(catalog.lang(), Some(&file), None).0.translation_hash(&new.id) != carried.translation {
        let help = format!("write the translation of `{to}` by hand");
        return refuse(format!("the translation refers to `{to}`, so that it cannot stand there"), &help);
    }
    let units = vec![(new.id.clone(), state_of(&carried, new))];
    let messages = file.text.clone();
    Ok(Accepted { before, messages, after, units })
}

/// Exchanges two translations, each with its comment, its attributes and what the lock knows of it.
fn exchange(units: &Units, catalog: &Catalog, from: &str, new: &Unit) -> Result<Accepted, Box<Diagnostic>> {
    let mut patch = Patch::new(catalog);
    let (one, two) = (encode(from), encode(&new.id));
    for id in [&one, &two] {
        if patch.is_twice(id) {
            return refuse(format!("there are two messages `{id}`"), "delete the one that is not meant");
        }
        if catalog.is_referenced(&decode(id).unwrap_or_default()) {
            return refuse(
                format!("another message refers to `{id}`, and would refer to another text then"),
                "put the words into their places by hand, and accept them",
            );
        }
    }
    let lock = catalog.lock();
    let mut hashes = [catalog.translation_hash(from), catalog.translation_hash(&new.id)];
    if is_exchanged(catalog, from, new) {
        hashes.reverse();
    } else {
        patch.set_id(&one, &two);
        patch.set_id(&two, &one);
    }
    let known = |id: &str| lock.get(id).and_then(|record| record.translation.clone());
    // A run that was ended has exchanged what the lock knows already.
    let is_half_done = hashes[0] != hashes[1] && known(from) == hashes[1] && known(&new.id) == hashes[0];
    let of = |id: &str, other: &str, hash: &Option<String>| {
        let source = lock.get(if is_half_done { id } else { other }).map_or("", |record| &record.source);
        Record::new(id, source, hash.clone())
    };
    let (ours, theirs) = (of(&new.id, from, &hashes[0]), of(from, &new.id, &hashes[1]));
    // Until the messages are exchanged, too, neither is taken for what it is to be: each may be the other.
    let before = [ours.clone().having_seen(&theirs.source), theirs.clone().having_seen(&ours.source)];
    let mut after = [ours, theirs];
    for record in &mut after {
        if let Some(unit) = units.find(&record.id).filter(|unit| unit.text != record.source) {
            *record = record.clone().having_seen(&unit.text);
        }
    }
    let state = state_of(&after[0], new);
    let with = |two: &[Record]| {
        let mut lock = records(units, catalog, |unit, old| two.iter().find(|it| it.id == unit.id).or(old).cloned());
        for record in two.iter().filter(|record| units.to_translate().all(|unit| unit.id != record.id)) {
            lock = lock.without(&record.id).with(record.clone());
        }
        lock
    };
    let (before, after) = (with(&before), with(&after));
    let file = Arc::new(SourceFile { name: String::new(), text: patch.finish() });
    let next = super::read(catalog.lang(), Some(&file), None).0;
    if [from, &new.id].iter().any(|id| next.translation_hash(id) != after.get(id).and_then(|it| it.translation.clone()))
    {
        let help = "put the words into their places by hand, and accept them";
        return refuse(format!("`{one}` and `{two}` cannot be read in each other's place"), help);
    }
    Ok(Accepted { before, messages: file.text.clone(), after, units: vec![(new.id.clone(), state)] })
}

/// Whether a run that was ended has exchanged two messages, and the lock does not know yet that both are in their places.
fn is_exchanged(catalog: &Catalog, from: &str, to: &Unit) -> bool {
    let (Some(one), Some(two)) = (catalog.lock().get(from), catalog.lock().get(&to.id)) else { return false };
    let is_in_place =
        |record: &Record| record.translation.is_some() && record.translation == catalog.translation_hash(&record.id);
    let has_place = two.source == to.text;
    has_place
        && is_in_place(one)
        && is_in_place(two)
        && one.seen.contains(&two.source)
        && two.seen.contains(&one.source)
}

/// The message that somebody means by an id: its own, or the `xml:id` that it stands for.
fn known(catalog: &Catalog, id: &str) -> String {
    if catalog.has(id) || catalog.lock().get(id).is_some() {
        return id.to_owned();
    }
    decode(id).map_or_else(|| id.to_owned(), |decoded| decoded.into_owned())
}

/// Whether a run that was ended has carried these messages over: the unit has their translation, and the lock knows it.
fn is_carried(catalog: &Catalog, from: &[String], to: &str) -> bool {
    let Some(record) = catalog.lock().get(to) else { return false };
    record.translation.is_some()
        && record.translation == catalog.translation_hash(to)
        && from.iter().all(|id| catalog.lock().get(id).is_some())
        // Of one that is still there, the translations must be the same.
        && (from.len() > 1 || from.iter().all(|id| !catalog.has(id) || catalog.translation_hash(id) == record.translation))
        && record.source == sources(catalog.lock(), from)
}

/// What is left to do after such a run: the lock forgets the messages that are gone.
fn finished(units: &Units, catalog: &Catalog, from: &[String], new: &Unit) -> Accepted {
    let gone = from.iter().filter(|id| !catalog.has(id));
    let after = gone.fold(records(units, catalog, |_, old| old.cloned()), |lock, id| lock.without(id));
    let state = catalog.state(&new.id, &new.text);
    let messages = catalog.file().map_or_else(String::new, |file| file.text.clone());
    Accepted { before: catalog.lock().clone(), messages, after, units: vec![(new.id.clone(), state)] }
}

/// The sources that messages were translated from, one after the other; empty if one of them is not known.
fn sources(lock: &Lock, from: &[String]) -> String {
    let known = |id: &String| lock.get(id).map(|record| record.source.as_str()).filter(|source| !source.is_empty());
    let sources: Option<Vec<&str>> = from.iter().map(known).collect();
    sources.map_or_else(String::new, |sources| sources.join(" "))
}

fn state_of(record: &Record, unit: &Unit) -> State {
    if record.source == unit.text { State::Fresh } else { State::Outdated }
}

/// Several values as one: each further one begins a line.
fn join(values: &[String]) -> String {
    let Some((first, others)) = values.split_first() else { return String::new() };
    let mut joined = first.trim_end_matches([' ', '\n']).to_owned();
    for value in others {
        let value = value.trim_matches([' ', '\n']);
        // At the beginning of a line, these would be syntax.
        let guard = if value.starts_with(['[', '*', '.', '}']) { EMPTY } else { "" };
        joined.extend(["\n    ", guard, value]);
    }
    joined
}

fn refuse<T>(message: String, help: &str) -> Result<T, Box<Diagnostic>> {
    Err(Box::new(Diagnostic::error("usage", message).help(help)))
}

/// Whether somebody means a unit by an id: its `xml:id`, or its message's id.
fn is_named(unit: &Unit, id: &str) -> bool {
    unit.id == id || *encode(&unit.id) == *id
}

fn unit<'a>(units: &'a Units, id: &str) -> Result<&'a Unit, Box<Diagnostic>> {
    units.to_translate().find(|unit| is_named(unit, id)).ok_or_else(|| {
        let message = format!("`{id}` is no unit of {} that is to be translated", units.path);
        Box::new(Diagnostic::error("usage", message).help("`enface status --format json` lists the units"))
    })
}
