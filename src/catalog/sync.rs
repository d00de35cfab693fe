//! Brings the files of messages in step with the units of a document.
//!
//! A translator's file is only added to: [`sync`] puts in a stub for each unit that has no message. The file of the
//! source's own language is derived from the document, so [`reference`] mends whatever differs.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::Catalog;
use super::identifier::encode;
use super::lock::{Lock, Record};
use super::patch::{self, Block, Patch, Place};
use super::state::State;
use super::units::{Unit, Units};
use crate::diagnostic::{Diagnostic, SourceFile};

use super::likeness::is_foreign;
pub use super::likeness::{Kind, Likeness, likenesses};

/// What a translator's files become.
///
/// They are written in this order: the lock as it is before, the messages, the lock as it is after. Whatever ends the run
/// between two of them, no source that has changed is missed: what is new in the messages is in the lock already, and what
/// the lock takes for shown to the translator is shown.
#[derive(Debug)]
pub struct Synced {
    /// The lock to be written before the messages.
    pub before: Lock,
    /// The text of the file of messages.
    pub messages: String,
    /// The lock to be written after them.
    pub after: Lock,
    /// The ids of the units that get a stub.
    pub added: Vec<String>,
    /// The ids of the units whose stub shows the source as it is now.
    pub renewed: Vec<String>,
    /// How many translations the lock gets to know: new ones, and ones that were changed while their source was not.
    pub recorded: usize,
}

/// Adds stubs for units without a message, and records the translations whose source has not changed, and those that the
/// lock knows only the source of.
pub fn sync(units: &Units, catalog: &Catalog) -> Synced {
    let mut patch = Patch::new(catalog);
    let (mut missing, mut added, mut renewed, mut recorded) = (Vec::new(), Vec::new(), Vec::new(), 0);
    // The stubs that show a new source: these the lock takes for shown only after they are.
    let mut shown = FxHashSet::default();
    let after = records(units, catalog, |unit, old| {
        let now = |translation| Record::new(&unit.id, &unit.text, translation);
        if let Some(hash) = catalog.translation_hash(&unit.id) {
            let next = match (old, catalog.origin(&unit.id, &unit.text)) {
                // A revision is one of the translation that is known.
                (Some(old), Some((State::Revised, _))) => old.clone().having_seen(&unit.text),
                // What was written below an older source is known from now on, so that a revision of it will be seen.
                (Some(old), Some((State::Outdated, then))) if old.translation.as_ref() != Some(&hash) => {
                    Record::new(&unit.id, &then, Some(hash)).having_seen(&unit.text)
                }
                (Some(old), Some((State::Outdated, _))) => old.clone().having_seen(&unit.text),
                _ => now(Some(hash)),
            };
            recorded += usize::from(old.and_then(|old| old.translation.as_ref()) != next.translation.as_ref());
            return Some(next);
        }
        if catalog.is_broken(&unit.id) {
            return old.cloned();
        }
        let next = old.map_or_else(|| now(None), |old| old.clone().shown(&unit.text));
        let message = encode(&unit.id);
        if !catalog.has(&unit.id) {
            added.push(unit.id.clone());
            missing.push(unit);
        } else if let Some(old) = old {
            let is_shown = patch.has_source(&message, &unit.text);
            if !is_shown && !patch.show(&message, old.texts(), unit) {
                return Some(old.clone());
            }
            if !is_shown {
                renewed.push(unit.id.clone());
            }
            shown.insert(unit.id.clone());
        }
        Some(next)
    });
    let before =
        records(
            units,
            catalog,
            |unit, old| {
                if shown.contains(&unit.id) { old.cloned() } else { after.get(&unit.id).cloned() }
            },
        );
    insert(&mut patch, units, &missing, |unit| Block::Stub {
        id: encode(&unit.id).into_owned(),
        source: unit.shown().to_owned(),
    });
    Synced { before, messages: patch.finish(), after, added, renewed, recorded }
}

/// The records of a new lock: one for each unit in document order, if `record` gives one, made from the old one; then the
/// old ones of other messages. What is known of a translation is not forgotten when it is away with its unit: both may
/// come back.
pub(super) fn records<'a>(
    units: &'a Units,
    catalog: &Catalog,
    mut record: impl FnMut(&'a Unit, Option<&Record>) -> Option<Record>,
) -> Lock {
    let lock = catalog.lock();
    let mut records: Vec<Record> = units.to_translate().filter_map(|unit| record(unit, lock.get(&unit.id))).collect();
    let known: FxHashSet<&str> = units.to_translate().map(|unit| unit.id.as_str()).collect();
    let others = lock.records().iter().filter(|record| !known.contains(record.id.as_str()));
    let is_there = |id: &str| catalog.has(id) || catalog.is_broken(id);
    records.extend(others.filter(|record| record.translation.is_some() || is_there(&record.id)).cloned());
    Lock::new(records)
}

/// Puts messages in for units that have none, where a reader of the file looks for them: in the order of the document,
/// beside the messages of their section that are there.
pub(super) fn insert(patch: &mut Patch<'_>, units: &Units, missing: &[&Unit], block: impl Fn(&Unit) -> Block) {
    let all: Vec<&Unit> = units.to_translate().collect();
    let has: Vec<bool> = all.iter().map(|unit| patch.has(&encode(&unit.id))).collect();
    let mut next: Vec<Option<usize>> = vec![None; all.len()];
    for at in (0..all.len().saturating_sub(1)).rev() {
        next[at] = if has[at + 1] { Some(at + 1) } else { next[at + 1] };
    }
    let mut headed = patch.has_headings();
    let with_headings = headed || patch.is_empty();
    let mut missing = missing.iter().peekable();
    let mut previous = None;
    let mut last: Option<(Place, usize)> = None;
    for (at, unit) in all.iter().enumerate() {
        if missing.next_if(|other| other.id == unit.id).is_none() {
            previous = if has[at] { Some(at) } else { previous };
            continue;
        }
        let here = |other: &usize| all[*other].section == unit.section;
        let id = |other: usize| encode(&all[other].id);
        let (place, is_new_section) = if let Some(above) = previous.filter(here) {
            (patch.after(&id(above)), false)
        } else if let Some(below) = next[at].filter(here) {
            (patch.before(&id(below)), false)
        } else if let Some(above) = previous {
            (patch.after(&id(above)), true)
        } else if let Some(below) = next[at] {
            (patch.before_section(&id(below)), true)
        } else {
            (None, true)
        };
        let place = place.unwrap_or_else(|| patch.end());
        let heading = units.sections.get(unit.section).map_or("", String::as_str);
        if is_new_section
            && with_headings
            && place.ends_section
            && last != Some((place, unit.section))
            && (headed || !heading.is_empty())
        {
            patch.insert(place, Block::Heading(heading.to_owned()));
            headed = true;
        }
        last = Some((place, unit.section));
        patch.insert(place, block(unit));
    }
}

/// The file of messages in the source's own language, as it becomes.
#[derive(Debug)]
pub struct Reference {
    /// Its text.
    pub messages: String,
    /// How many messages are added, changed and taken away.
    pub changed: usize,
}

/// Mends the file of messages in the source's own language: adds what is missing, changes what differs, takes away what
/// belongs to no unit. `agrees` tells whether the text of a unit, which comes first, and that of a message are the same.
///
/// A file that does not say that it is derived is somebody's own and left alone, and so is one that the lock of a translation
/// stands beside or that is in another language, such as a translation that was begun with a copy of this file.
pub fn reference(
    units: &Units,
    catalog: &Catalog,
    agrees: fn(&str, &str) -> bool,
) -> Result<Reference, Box<Diagnostic>> {
    let mut patch = Patch::new(catalog);
    let (mut missing, mut differing) = (Vec::new(), Vec::new());
    for unit in units.to_translate() {
        match catalog.format(&unit.id) {
            Some(formatted) if agrees(unit.shown(), &formatted.text) => {}
            _ if catalog.has(&unit.id) => differing.push(unit),
            // What cannot be read cannot be mended; it is an error of syntax.
            _ if catalog.is_broken(&unit.id) => {}
            _ => missing.push(unit),
        }
    }
    let known: FxHashSet<&str> = units.list.iter().map(|unit| unit.id.as_str()).collect();
    let orphans = catalog.orphans(&known);
    let changed = differing.len() + orphans.len() + missing.len();
    if let Some(file) = catalog.file().filter(|_| changed > 0 && !patch.is_empty()) {
        let written: Vec<_> = differing.iter().filter_map(|unit| Some((unit, catalog.format(&unit.id)?))).collect();
        let is_foreign = is_foreign(written.iter().map(|(unit, message)| (&*unit.text, &*message.text)));
        if !is_derived(catalog) || !catalog.lock().records().is_empty() || is_foreign {
            let message = format!("{} is to hold the text of {}, but was not made from it", file.name, units.path);
            let help = format!(
                "if it is a translation, mend the `xml:lang` of {}; if not, take the file away with its lock, and `enface sync` writes it anew",
                units.path
            );
            return Err(Box::new(Diagnostic::error("not-derived", message).at(file, 0..0).help(help)));
        }
    }
    for unit in &differing {
        patch.set_value(&encode(&unit.id), &patch::inline(unit.shown()));
    }
    for (id, _) in &orphans {
        patch.remove_all(&encode(id));
    }
    insert(&mut patch, units, &missing, |unit| Block::message(&encode(&unit.id), unit.shown()));
    let is_new = patch.is_empty() && changed > 0;
    let messages = patch.finish();
    let messages = if is_new { format!("{}\n{messages}", head(units)) } else { messages };
    if let Some(file) = catalog.file().filter(|_| !orphans.is_empty() || !differing.is_empty()) {
        // What only they referred to may belong to nothing now.
        let file = Arc::new(SourceFile { name: file.name.clone(), text: messages });
        let (next, _) = super::read(catalog.lang(), Some(&file), None);
        let rest = reference(units, &next, agrees)?;
        return Ok(Reference { changed: changed + rest.changed, ..rest });
    }
    Ok(Reference { messages, changed })
}

/// The comment at the head of a derived file.
fn head(units: &Units) -> String {
    let title = if units.title.is_empty() { String::new() } else { format!("### {}\n", units.title) };
    title + &mark(units)
}

/// What the line begins with by which a derived file is known.
const MARK: &str = "### Derived from ";

/// Whether the file of messages says that it is derived from a document.
pub fn is_derived(catalog: &Catalog) -> bool {
    catalog.file().is_some_and(|file| file.text.lines().any(|line| line.starts_with(MARK)))
}

/// Says that a derived file stands where a translation is to stand: if its messages were recorded as translations, the
/// source's own words would pass for them.
pub fn no_translation(file: &Arc<SourceFile>) -> Diagnostic {
    let start = file.text.find(MARK).unwrap_or_default();
    let end = file.text[start..].find('\n').map_or(file.text.len(), |length| start + length);
    let message = format!("{} is to hold a translation, but says that it holds the source's own text", file.name);
    let help = "if it was copied to be translated, delete this line; if not, delete the file, or mend the `xml:lang` of the source";
    Diagnostic::error("not-derived", message).at(file, start..end).help(help)
}

/// The line by which a derived file is known.
fn mark(units: &Units) -> String {
    format!("{MARK}{}, which is the authority for this text: change the TEI, not this file.\n", units.path)
}
