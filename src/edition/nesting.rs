//! The groups of several texts as one nest.
//!
//! Lists, sections and tables of a translation are those of the source where their first linked units are the same steps
//! down; others stand by themselves.

use rustc_hash::{FxHashMap, FxHashSet};

use super::parallel::{Row, Slot, Text};
use crate::text::Group;

/// The groups of all texts.
#[derive(Default)]
pub(super) struct Groups<'d> {
    groups: Vec<(&'d Group, Option<usize>)>,
    /// The groups that are others of another text.
    same: FxHashMap<usize, usize>,
    /// The groups that stand for one of each text that is paired, with the text's outermost group.
    taken: FxHashSet<(usize, usize)>,
}

impl<'d> Groups<'d> {
    /// Adds a group in another.
    pub(super) fn add(&mut self, group: &'d Group, outer: Option<usize>) -> usize {
        self.groups.push((group, outer));
        self.groups.len() - 1
    }

    /// The groups around something, the outermost first.
    fn chain(&self, inner: Option<usize>) -> Vec<usize> {
        let mut chain: Vec<usize> = std::iter::successors(inner, |&group| self.groups[group].1).collect();
        chain.reverse();
        chain
    }

    /// The group that a group is taken for.
    pub(super) fn merged(&self, group: Option<usize>) -> Option<usize> {
        let group = group?;
        Some(self.same.get(&group).copied().unwrap_or(group))
    }

    /// Takes the groups around a unit of a text for those around what it is linked to.
    pub(super) fn pair(&mut self, known: Option<usize>, new: Option<usize>) {
        let (known, new) = (self.chain(known), self.chain(new));
        let root = new.first().copied().unwrap_or_default();
        for (known, new) in known.into_iter().zip(new) {
            let known = self.same.get(&known).copied().unwrap_or(known);
            match self.same.get(&new) {
                Some(same) if *same == known => continue,
                Some(_) => return,
                None => {}
            }
            // Each stands for one group of another text only: `root` is that of the text, or of a part of it.
            let is_alike = self.groups[known].0.kind == self.groups[new].0.kind;
            if known == new || !is_alike || !self.taken.insert((known, root)) {
                return;
            }
            self.same.insert(new, known);
        }
    }
}

/// The group of the first unit of a row.
pub(super) fn lead(texts: &[Text<'_>], row: &Row) -> Option<usize> {
    let first = texts.iter().zip(row).find(|(_, units)| !units.is_empty());
    first.and_then(|(text, units)| text.main_group(units[0]))
}

/// The groups that are open while rows are written.
pub(super) struct Nest<'g, 'd> {
    groups: &'g Groups<'d>,
    open: Vec<usize>,
    /// The groups that were opened, whose identifiers stand once.
    known: FxHashSet<usize>,
}

impl<'g, 'd> Nest<'g, 'd> {
    pub(super) fn new(groups: &'g Groups<'d>) -> Nest<'g, 'd> {
        Nest { groups, open: Vec::new(), known: FxHashSet::default() }
    }

    /// Ends and begins groups so that a row stands in its own.
    pub(super) fn enter(&mut self, inner: Option<usize>, slots: &mut Vec<Slot<'d>>) {
        let wanted = self.groups.chain(inner);
        let merged: Vec<usize> = wanted.iter().filter_map(|&group| self.groups.merged(Some(group))).collect();
        let same = self.open.iter().zip(&merged).take_while(|(open, wanted)| open == wanted).count();
        while self.open.len() > same {
            self.open.pop();
            slots.push(Slot::Close);
        }
        for (own, group) in wanted.into_iter().zip(merged).skip(same) {
            let Group { kind, id, front } = self.groups.groups[own].0;
            let id = id.clone().filter(|_| self.known.insert(group));
            slots.push(Slot::Open(Group { kind: *kind, id, front: *front }));
            self.open.push(group);
        }
    }

    /// Ends all groups.
    pub(super) fn leave(&mut self, slots: &mut Vec<Slot<'d>>) {
        slots.extend(self.open.drain(..).map(|_| Slot::Close));
    }
}
