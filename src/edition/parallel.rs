//! Sets texts that stand in parallel beside each other, row by row, by the links between them.
//!
//! One text after the other is laid beside the rows that there are, the first of them the document's own. A link joins the
//! rows and the units that it names, with what stands between them; so do links that have some of them in common. Links that cross cannot all be followed, as each text
//! keeps its order: of these, as many are followed as can be. What has no partner is a row of its own, after what stands
//! before it in its text. Notes are no part of that order: each goes where its partner is.

use std::collections::{BTreeMap, BTreeSet};

use super::nesting::{self, Groups};
use super::sequence::{self, Pairing, Said};
use crate::diagnostic::Diagnostic;
use crate::tei::Document;
use crate::text::{Group, Node, Role, Unit};

/// A part of an edition before it has cells.
pub(super) enum Slot<'d> {
    /// A group begins.
    Open(Group),
    /// The innermost open group ends.
    Close,
    /// A row: the units of each text, that of the document first.
    Row(Vec<Vec<&'d Unit>>),
}

/// The rows of a document, and which links could not be followed. Rows that none of the `wanted` texts has are left out.
pub(super) fn slots<'d>(document: &'d Document, wanted: &[bool]) -> (Vec<Slot<'d>>, Vec<Diagnostic>) {
    let Some(parallel) = &document.parallel else {
        let slot = |node: &'d Node| match node {
            Node::Open(group) => Slot::Open(group.clone()),
            Node::Close => Slot::Close,
            Node::Unit(unit) => Slot::Row(vec![vec![unit]]),
        };
        return (document.nodes.iter().map(slot).collect(), Vec::new());
    };
    let texts = std::iter::once(&document.nodes).chain(parallel.texts.iter().map(|text| &text.nodes));
    let mut groups = Groups::default();
    let texts: Vec<Text<'d>> = texts.map(|nodes| Text::new(nodes, &mut groups)).collect();
    let links: Vec<Vec<(usize, usize)>> = parallel.links.iter().map(|link| link.units.clone()).collect();
    let (rows, crossing) = rows(&texts, &links, &mut groups);
    let notes = notes(&texts, &links);
    let slots = slots_of(&texts, rows, notes, &groups, wanted);
    let found = crossing.into_iter().map(|link| {
        let message = "this link is against the order of the texts, so it is not followed";
        let help = "what is linked stands in the same order in all texts; move the text or the link";
        Diagnostic::warning("link-order", message).at(&document.file, parallel.links[link].span.clone()).help(help)
    });
    (slots, found.collect())
}

/// A text with its units.
pub(super) struct Text<'d> {
    units: Vec<&'d Unit>,
    /// The innermost group of each.
    pub(super) group: Vec<Option<usize>>,
    /// The units that are no notes called by others.
    main: Vec<usize>,
    /// For each unit the number in `main` of the unit that it is, or that calls it.
    main_of: Vec<usize>,
}

impl<'d> Text<'d> {
    fn new(nodes: &'d [Node], groups: &mut Groups<'d>) -> Text<'d> {
        let mut text = Text { units: Vec::new(), group: Vec::new(), main: Vec::new(), main_of: Vec::new() };
        let mut open: Vec<usize> = Vec::new();
        for node in nodes {
            match node {
                Node::Open(group) => open.push(groups.add(group, open.last().copied())),
                Node::Close => {
                    open.pop();
                }
                Node::Unit(unit) => {
                    if !is_called(unit) || text.main.is_empty() {
                        text.main.push(text.units.len());
                    }
                    text.main_of.push(text.main.len() - 1);
                    text.units.push(unit);
                    text.group.push(open.last().copied());
                }
            }
        }
        text
    }

    /// The group of a unit, by its number in `main`.
    pub(super) fn main_group(&self, number: usize) -> Option<usize> {
        self.group[self.main[number]]
    }
}

fn is_called(unit: &Unit) -> bool {
    unit.role == Role::Note { anchored: true }
}

/// For each text the numbers in its `main` of the units in the row.
pub(super) type Row = Vec<Vec<usize>>;

/// The rows without notes, and the links that were not followed.
fn rows<'d>(texts: &[Text<'d>], links: &[Vec<(usize, usize)>], groups: &mut Groups<'d>) -> (Vec<Row>, BTreeSet<usize>) {
    let row = |text: usize, unit: usize| -> Row {
        (0..texts.len()).map(|other| if other == text { vec![unit] } else { Vec::new() }).collect()
    };
    let mut rows: Vec<Row> = (0..texts[0].main.len()).map(|unit| row(0, unit)).collect();
    let mut placed = vec![false; texts.len()];
    placed[0] = true;
    let mut crossing = BTreeSet::new();
    while let Some(next) = next(texts.len(), &placed, links) {
        let text = &texts[next];
        let mut row_of: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for (at, row) in rows.iter().enumerate() {
            for (side, units) in row.iter().enumerate() {
                row_of.extend(units.iter().map(|unit| ((side, *unit), at)));
            }
        }
        let mut said = Vec::new();
        for (link, units) in links.iter().enumerate() {
            let main = units.iter().filter(|(side, unit)| !is_called(texts[*side].units[*unit]));
            let main = main.map(|(side, unit)| (*side, texts[*side].main_of[*unit]));
            let (own, others): (Vec<_>, Vec<_>) = main.partition(|(side, _)| *side == next);
            let rows = others.iter().filter_map(|unit| row_of.get(unit)).copied().collect();
            said.push(Said { link, rows, units: own.into_iter().map(|(_, unit)| unit).collect() });
        }
        let (followed, left) = sequence::longest(&said);
        crossing.extend(left);
        for it in &followed {
            let lead = nesting::lead(texts, &rows[it.rows.0]);
            groups.pair(lead, text.main_group(it.units.0));
        }
        let mut merged: Vec<Row> = Vec::with_capacity(rows.len().max(text.main.len()));
        let mut old = rows.into_iter();
        let (mut rows_done, mut units_done) = (0, 0);
        let end = Pairing { rows: (usize::MAX, 0), units: (text.main.len(), 0), links: Vec::new() };
        for it in followed.iter().chain([&end]) {
            // What follows in the same list or section goes before what begins another.
            let last = merged.last().and_then(|row| nesting::lead(texts, row));
            while units_done < it.units.0
                && last.is_some()
                && groups.merged(text.main_group(units_done)) == groups.merged(last)
            {
                merged.push(row(next, units_done));
                units_done += 1;
            }
            while rows_done < it.rows.0 {
                let Some(row) = old.next() else { break };
                merged.push(row);
                rows_done += 1;
            }
            merged.extend((units_done..it.units.0).map(|unit| row(next, unit)));
            if it.rows.0 == usize::MAX {
                break;
            }
            let mut joined: Row = vec![Vec::new(); texts.len()];
            for row in old.by_ref().take(it.rows.1 + 1 - it.rows.0) {
                joined.iter_mut().zip(row).for_each(|(all, some)| all.extend(some));
            }
            joined[next] = (it.units.0..=it.units.1).collect();
            merged.push(joined);
            (rows_done, units_done) = (it.rows.1 + 1, it.units.1 + 1);
        }
        rows = merged;
        placed[next] = true;
    }
    (rows, crossing)
}

/// The text that has the most links to those that are placed.
fn next(count: usize, placed: &[bool], links: &[Vec<(usize, usize)>]) -> Option<usize> {
    let linked = |text: usize| {
        let leads = |link: &&Vec<(usize, usize)>| {
            link.iter().any(|(side, _)| *side == text) && link.iter().any(|(side, _)| placed[*side])
        };
        links.iter().filter(leads).count()
    };
    (0..count).filter(|text| !placed[*text]).max_by_key(|text| (linked(*text), count - text))
}

/// Notes that belong together, of each text; for each the unit that calls the first of them.
struct Notes {
    /// By the text and the number in `main` of the caller.
    by_caller: BTreeMap<(usize, usize), Vec<Vec<Vec<usize>>>>,
}

fn notes(texts: &[Text<'_>], links: &[Vec<(usize, usize)>]) -> Notes {
    // Each note leads to the first that it belongs to.
    let mut first: BTreeMap<(usize, usize), (usize, usize)> = BTreeMap::new();
    for (side, text) in texts.iter().enumerate() {
        let called = (0..text.units.len()).filter(|unit| text.main[text.main_of[*unit]] != *unit);
        first.extend(called.map(|unit| ((side, unit), (side, unit))));
    }
    fn root(first: &BTreeMap<(usize, usize), (usize, usize)>, mut note: (usize, usize)) -> (usize, usize) {
        while let Some(next) = first.get(&note).filter(|next| **next != note) {
            note = *next;
        }
        note
    }
    for link in links {
        let roots: BTreeSet<(usize, usize)> =
            link.iter().filter(|note| first.contains_key(note)).map(|note| root(&first, *note)).collect();
        if let Some(least) = roots.first().copied() {
            first.extend(roots.into_iter().map(|note| (note, least)));
        }
    }
    let mut sets: BTreeMap<(usize, usize), Vec<Vec<usize>>> = BTreeMap::new();
    for note in first.keys() {
        let set = sets.entry(root(&first, *note)).or_insert_with(|| vec![Vec::new(); texts.len()]);
        set[note.0].push(note.1);
    }
    let mut by_caller: BTreeMap<(usize, usize), Vec<Vec<Vec<usize>>>> = BTreeMap::new();
    for ((side, unit), set) in sets {
        by_caller.entry((side, texts[side].main_of[unit])).or_default().push(set);
    }
    Notes { by_caller }
}

fn slots_of<'d>(
    texts: &[Text<'d>],
    rows: Vec<Row>,
    notes: Notes,
    groups: &Groups<'d>,
    wanted: &[bool],
) -> Vec<Slot<'d>> {
    let is_wanted = |side: usize| wanted.get(side).copied().unwrap_or(false);
    let mut slots = Vec::new();
    let mut nest = nesting::Nest::new(groups);
    // What the header says stands in every text.
    let is_of_all = |unit: &Unit| super::align::is_from_header(unit);
    for row in rows {
        let units: Vec<Vec<&Unit>> = row
            .iter()
            .enumerate()
            .map(|(side, units)| units.iter().map(|unit| texts[side].units[texts[side].main[*unit]]).collect())
            .collect();
        let lead = (0..texts.len()).find(|side| is_wanted(*side) && !row[*side].is_empty());
        let lead = lead.or_else(|| units[0].first().is_some_and(|unit| is_of_all(unit)).then_some(0));
        let mut below: Vec<Vec<Vec<usize>>> = Vec::new();
        for (side, units) in row.iter().enumerate() {
            below.extend(units.iter().filter_map(|unit| notes.by_caller.get(&(side, *unit))).flatten().cloned());
        }
        let is_note =
            |set: &Vec<Vec<usize>>| set.iter().enumerate().any(|(side, notes)| is_wanted(side) && !notes.is_empty());
        below.retain(is_note);
        if let Some(lead) = lead {
            nest.enter(texts[lead].main_group(row[lead][0]), &mut slots);
            slots.push(Slot::Row(units));
        }
        for set in below {
            let units = set.iter().enumerate();
            let units = units.map(|(side, notes)| notes.iter().map(|note| texts[side].units[*note]).collect());
            slots.push(Slot::Row(units.collect()));
        }
    }
    nest.leave(&mut slots);
    slots
}
