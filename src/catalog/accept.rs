//! Confirms that translations agree with their sources, and carries a translation over to another unit.

use super::Catalog;
use super::identifier::{decode, encode};
use super::lock::{Lock, Record};
use super::patch::{Block, Patch};
use super::state::State;
use super::sync::{insert, records};
use super::units::{Unit, Units};
use crate::diagnostic::Diagnostic;

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

/// What a translator's files become. The messages are written first: a lock that says that a translation agrees with its
/// source is only there when the comment above shows that source.
#[derive(Debug)]
pub struct Accepted {
    /// The text of the file of messages.
    pub messages: String,
    /// The lock.
    pub lock: Lock,
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
            patch.show(&encode(&unit.id), &old.source, &unit.text);
        }
        accepted.push((unit.id.clone(), state));
        let translation = catalog.translation_hash(&unit.id);
        Some(Record { id: unit.id.clone(), source: unit.text.clone(), translation })
    });
    Ok(Accepted { messages: patch.finish(), lock, units: accepted })
}

/// Carries the translation of the message `from` over to the unit `to`, which has none. What the lock knows of its source
/// goes with it: where the new unit says something else, its translation is outdated until it is accepted.
///
/// A message whose unit is gone gets the new id, and the stub that stands for it is taken away; else the translation is
/// copied.
pub fn carry(units: &Units, catalog: &Catalog, from: &str, to: &str) -> Result<Accepted, Box<Diagnostic>> {
    let new = unit(units, to)?;
    let from = if catalog.has(from) { from.to_owned() } else { decode(from).unwrap_or_default().into_owned() };
    let refuse = |message: String, help: &str| Err(Box::new(Diagnostic::error("usage", message).help(help)));
    let Some(hash) = catalog.translation_hash(&from) else {
        return refuse(
            format!("there is no translation `{from}` that could be carried over"),
            "`enface status -v` lists them",
        );
    };
    if catalog.is_translated(&new.id) || catalog.is_broken(&new.id) {
        return refuse(
            format!("`{to}` has a translation already"),
            "put the words into it by hand, delete the message that they come from, and accept it",
        );
    }
    let mut patch = Patch::new(catalog);
    let (old_message, new_message) = (encode(&from), encode(&new.id));
    let is_needed = units.to_translate().any(|unit| unit.id == from) || catalog.is_referenced(&from);
    let source = catalog.lock().get(&from).map_or(&new.text, |record| &record.source).clone();
    let has_stub = patch.has(&new_message);
    let is_pristine = patch.shows(&new_message, &new.text) || !patch.has_comment(&new_message);
    let is_renamed = !is_needed && (!has_stub || is_pristine);
    if is_renamed {
        patch.set_id(&old_message, &new_message);
        patch.remove(&new_message);
    } else {
        let value = patch.value(&old_message).unwrap_or_default();
        if has_stub {
            patch.set_value(&new_message, &value);
        } else {
            insert(&mut patch, units, &[new], |unit| Block::Message {
                id: encode(&unit.id).into_owned(),
                value: value.clone(),
            });
        }
    }
    let state = if source == new.text { State::Fresh } else { State::Outdated };
    let lock = records(units, catalog, |unit, old| {
        if unit.id == new.id {
            Some(Record { id: new.id.clone(), source: source.clone(), translation: Some(hash.clone()) })
        } else {
            old.cloned()
        }
    });
    let lock = if is_renamed { lock.without(&from) } else { lock };
    Ok(Accepted { messages: patch.finish(), lock, units: vec![(new.id.clone(), state)] })
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
