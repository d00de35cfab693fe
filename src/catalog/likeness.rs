//! Which message probably belongs to which unit, when units were split, merged, moved or renamed: by the words that the
//! source of a translation then and the source of a unit now have in common.

use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Catalog;
use super::comment::shown;
use super::state::State;
use super::units::{Unit, Units};
use super::words::words;

/// How much of two texts is the same if one is probably the other, in per cent.
const ALIKE: usize = 60;

/// How much of a text is found in another if it is probably a part of it, in per cent.
const CONTAINED: usize = 80;

/// Of so few words one cannot tell whether they are a part of a text or merely occur in it.
const FEW: usize = 4;

/// How much of two versions of a text is the same at least, in per cent, and from how many words on one can tell.
const STRANGE: usize = 20;
const MANY: usize = 5;

/// A word that more texts than this have tells nothing about them.
const COMMON: usize = 200;

/// How many words of a text are looked for in others, the rarest first.
const RAREST: usize = 8;

/// A message that probably belongs to another unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Likeness {
    /// The id of the message.
    pub old: String,
    /// The id of the unit.
    pub new: String,
    /// What became of the source of the message.
    pub kind: Kind,
    /// How much of it is the same, in per cent.
    pub per_cent: usize,
}

/// What became of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It has another id.
    Moved,
    /// It was split: the new unit has a part of its text.
    Split,
    /// It was merged: another unit, whose text has grown, has its text besides its own.
    Merged,
    /// It was merged into a new unit, which has the text of others, too.
    Joined,
}

/// How often each word occurs in a text.
struct Bag {
    words: FxHashMap<String, usize>,
    count: usize,
}

impl Bag {
    fn new(text: &str) -> Bag {
        let mut bag = Bag { words: FxHashMap::default(), count: 0 };
        for word in words(text) {
            *bag.words.entry(word.to_lowercase()).or_default() += 1;
            bag.count += 1;
        }
        bag
    }

    /// How many words both have.
    fn common(&self, other: &Bag) -> usize {
        // Sums do not depend on the order.
        self.words.keys().map(|word| self.words[word].min(other.words.get(word).copied().unwrap_or_default())).sum()
    }

    /// Takes away the words that another has.
    fn subtract(&mut self, other: &Bag) {
        self.words.retain(|word, count| {
            *count -= other.words.get(word).copied().unwrap_or_default().min(*count);
            *count > 0
        });
    }

    fn likeness(&self, other: &Bag) -> usize {
        200 * self.common(other) / (self.count + other.count).max(1)
    }

    /// How much of this is found in another.
    fn part_of(&self, other: &Bag) -> usize {
        100 * self.common(other) / self.count.max(1)
    }
}

/// Finds the texts that another can be like without comparing it with all: those that have one of its rarest words.
struct Index {
    /// The texts that have a word, in their order.
    places: FxHashMap<String, Vec<usize>>,
}

impl Index {
    fn new<'a>(bags: impl Iterator<Item = &'a Bag>) -> Index {
        let mut places: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (at, bag) in bags.enumerate() {
            bag.words.keys().for_each(|word| places.entry(word.clone()).or_default().push(at));
        }
        Index { places }
    }

    fn near(&self, bag: &Bag) -> Vec<usize> {
        let lists = bag.words.keys().filter_map(|word| Some((word, self.places.get(word)?)));
        let mut lists: Vec<_> = lists.filter(|(_, places)| places.len() <= COMMON).collect();
        lists.sort_by_key(|(word, places)| (places.len(), *word));
        let mut near: Vec<usize> = lists.iter().take(RAREST).flat_map(|(_, places)| places.iter().copied()).collect();
        near.sort_unstable();
        near.dedup();
        near
    }
}

/// The text that a comment shows, if it is one that a source may have had before: it is like the source but lacks words
/// of it. What somebody added to the source as it is, or wrote of his own, is none.
pub(super) fn older(above: &str, source: &str) -> Option<String> {
    let text = shown(above)?;
    let (then, now) = (Bag::new(&text), Bag::new(source));
    (now.part_of(&then) < 100 && now.likeness(&then) >= ALIKE).then_some(text)
}

/// Whether texts have so little in common with those that stand in their place that they are in another language.
pub(super) fn is_foreign<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> bool {
    let (common, count) = pairs.fold((0, 0), |(common, count), (a, b)| {
        let (a, b) = (Bag::new(a), Bag::new(b));
        (common + a.common(&b), count + a.count.min(b.count))
    });
    count > MANY && 100 * common < STRANGE * count
}

/// The better of two; the first if both are equally good.
fn best<'a>(a: (usize, &'a str), b: (usize, &'a str)) -> (usize, &'a str) {
    if b.0 > a.0 { b } else { a }
}

/// The messages of which several were merged into one new unit, in the order in which the lock has them.
fn joined<'a>(
    missing: impl Iterator<Item = &'a Unit>,
    orphans: impl Iterator<Item = &'a (&'a str, &'a str, Bag)>,
) -> Vec<Likeness> {
    let mut new: Vec<(&Unit, Bag, Vec<Likeness>)> =
        missing.map(|unit| (unit, Bag::new(&unit.text), Vec::new())).collect();
    let index = Index::new(new.iter().map(|(_, bag, _)| bag));
    for (id, source, orphan) in orphans {
        let is_in = |unit: &Unit, rest: &Bag| match orphan.count {
            // Of few words, each must stand there as it stood.
            count if count < FEW && !unit.text.contains(source) => 0,
            _ => orphan.part_of(rest),
        };
        let near = index.near(orphan).into_iter();
        // What one message has is no other's.
        let best = near.map(|at| (is_in(new[at].0, &new[at].1), at)).max_by_key(|(part, at)| (*part, Reverse(*at)));
        if let Some((per_cent, at)) = best.filter(|(part, _)| *part >= CONTAINED) {
            let (unit, rest, parts) = &mut new[at];
            rest.subtract(orphan);
            parts.push(Likeness { old: (*id).into(), new: unit.id.clone(), kind: Kind::Joined, per_cent });
        }
    }
    new.into_iter().map(|(.., parts)| parts).filter(|parts| parts.len() > 1).flatten().collect()
}

/// The messages that probably belong to units without a translation or to units whose text has grown, at most one for each
/// unit that lacks a translation unless several were merged into it, and at most one unit for each orphan; in the order of
/// the units.
pub fn likenesses(units: &Units, catalog: &Catalog) -> Vec<Likeness> {
    let states: FxHashMap<String, State> = catalog.states(units).into_iter().collect();
    let state = |id: &str| states.get(id).copied();
    let is_changed = |id: &str| matches!(state(id), Some(State::Outdated | State::Revised));
    // The sources of translations that are no longer those of their units.
    let old: Vec<(&str, &str, Bag)> = catalog
        .lock()
        .records()
        .iter()
        .filter(|record| record.translation.is_some())
        .filter(|record| is_changed(&record.id) || state(&record.id) == Some(State::Orphan))
        .map(|record| (record.id.as_str(), record.source.as_str(), Bag::new(&record.source)))
        .collect();
    if old.is_empty() {
        return Vec::new();
    }
    let mut same: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (at, (_, source, _)) in old.iter().enumerate().rev() {
        same.entry(source).or_default().push(at);
    }
    let mut found = Vec::new();
    let mut taken = FxHashSet::default();
    let missing = || units.to_translate().filter(|unit| state(&unit.id) == Some(State::Missing));
    // What is the same to the letter is told first, so that nothing else takes it; also where another translation stands.
    for unit in missing().chain(units.to_translate().filter(|unit| is_changed(&unit.id))) {
        let others =
            same.get_mut(unit.text.as_str()).filter(|same| same.last().is_some_and(|at| old[*at].0 != unit.id));
        if let Some(at) = others.and_then(Vec::pop) {
            taken.insert(old[at].0);
            found.push(Likeness { old: old[at].0.into(), new: unit.id.clone(), kind: Kind::Moved, per_cent: 100 });
        }
    }
    let known = |found: &[Likeness]| found.iter().map(|likeness| likeness.new.clone()).collect::<FxHashSet<String>>();
    let told = known(&found);
    let joined = joined(
        missing().filter(|unit| !told.contains(&unit.id)),
        old.iter().filter(|(id, ..)| state(id) == Some(State::Orphan) && !taken.contains(id)),
    );
    taken.extend(joined.iter().filter_map(|likeness| old.iter().map(|(id, ..)| *id).find(|id| *id == likeness.old)));
    found.extend(joined);
    let known = known(&found);
    let index = Index::new(old.iter().map(|(.., bag)| bag));
    for unit in missing().filter(|unit| !known.contains(&unit.id)) {
        let bag = Bag::new(&unit.text);
        let near = index.near(&bag);
        let near = || near.iter().map(|&at| &old[at]);
        let whole = near().filter(|(id, ..)| !taken.contains(id)).map(|(id, _, other)| (bag.likeness(other), *id));
        let part = near().filter(|_| bag.count >= FEW).map(|(id, _, other)| (bag.part_of(other), *id));
        let (kind, per_cent, id) = match (whole.reduce(best), part.reduce(best)) {
            (Some((per_cent, id)), part) if per_cent >= ALIKE => {
                // Where the old unit still says a part of it, the new one has the rest.
                let stays = units.find(id).is_some_and(|unit| {
                    let now = Bag::new(&unit.text);
                    near().any(|(other, _, then)| *other == id && now.part_of(then) >= CONTAINED)
                });
                let part = part.filter(|(per_cent, part)| stays && *part == id && *per_cent >= CONTAINED);
                part.map_or((Kind::Moved, per_cent, id), |(per_cent, id)| (Kind::Split, per_cent, id))
            }
            (_, Some((per_cent, id))) if per_cent >= CONTAINED => (Kind::Split, per_cent, id),
            _ => continue,
        };
        if kind == Kind::Moved {
            taken.insert(id);
        }
        found.push(Likeness { old: id.to_owned(), new: unit.id.clone(), kind, per_cent });
    }
    let is_lost = |id: &str| state(id) == Some(State::Orphan) && !found.iter().any(|likeness| likeness.old == id);
    let lost: Vec<_> = old.iter().filter(|(id, _, bag)| bag.count >= FEW && is_lost(id)).collect();
    let by_id: FxHashMap<&str, &Bag> = old.iter().map(|(id, _, bag)| (*id, bag)).collect();
    let known: FxHashSet<&str> = found.iter().map(|likeness| likeness.new.as_str()).collect();
    let is_new = |id: &str| state(id) == Some(State::Missing) && !known.contains(id);
    let grown: Vec<(&str, Bag)> = units
        .to_translate()
        .filter(|unit| !lost.is_empty() && (is_changed(&unit.id) || is_new(&unit.id)))
        .map(|unit| (unit.id.as_str(), Bag::new(&unit.text)))
        .collect();
    let index = Index::new(grown.iter().map(|(_, bag)| bag));
    let mut more = Vec::new();
    for (id, _, orphan) in lost {
        let near = index.near(orphan);
        let now = near.iter().map(|&at| (orphan.part_of(&grown[at].1), grown[at].0));
        let then = |id: &str| by_id.get(id).map_or(0, |before| orphan.part_of(before));
        if let Some((per_cent, new)) = now.filter(|(_, new)| then(new) < CONTAINED).reduce(best)
            && per_cent >= CONTAINED
        {
            let kind = if state(new) == Some(State::Missing) { Kind::Joined } else { Kind::Merged };
            more.push(Likeness { old: (*id).to_owned(), new: new.to_owned(), kind, per_cent });
        }
    }
    found.extend(more);
    let order: FxHashMap<&str, usize> =
        units.list.iter().enumerate().map(|(at, unit)| (unit.id.as_str(), at)).collect();
    found.sort_by_key(|likeness| order.get(likeness.new.as_str()).copied());
    found
}
