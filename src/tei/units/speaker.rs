//! Who speaks an utterance, where only an attribute says so.

use super::{Walker, some_words};
use crate::tei::elements::Class;
use crate::tei::tree::{Key, NodeKind, Tree, is_blank};
use crate::text::{Lang, Node, Role};

/// How many may speak together.
const MAX_SPEAKERS: usize = 20;

/// How far before an utterance a name may stand, with notes and what happens between them.
const NEAR: usize = 20;

/// How many characters a name may have that is set before utterances.
const MAX_NAME: usize = 100;

/// The names of somebody who speaks: each with its language, if it says one.
pub type Speaker = Vec<(Option<Lang>, String)>;

impl Walker<'_, '_> {
    /// Notes who speaks the utterance `i`, so that the name stands before its first unit; not if the text itself names
    /// somebody there, or the same ones have just spoken.
    pub(super) fn speaks(&mut self, i: usize) {
        let tree = self.tree;
        let around = (i.saturating_sub(2)..i)
            .rev()
            .find(|&k| tree.nodes[k].end > i)
            .filter(|&k| matches!(tree.element(k), Some(("annotationBlock", _))));
        let who = tree.attribute(i, Key::Who).or_else(|| tree.attribute(around?, Key::Who));
        let Some(who) = who.map(str::trim_ascii).filter(|who| !who.is_empty()) else { return };
        let goes_on = self.spoken.as_ref().is_some_and(|(end, last)| last == who && self.is_told_only(*end, i));
        self.spoken = Some((around.map_or(tree.nodes[i].end, |block| tree.nodes[block].end), who.to_owned()));
        if goes_on || self.is_named(i) {
            return;
        }
        let people = self.people.get_or_insert_with(|| people(tree));
        let ids = who.split_ascii_whitespace().filter_map(|pointer| pointer.strip_prefix('#')).take(MAX_SPEAKERS);
        let speakers: Vec<Speaker> = ids.filter_map(|id| people.get(id)).map(|&person| names(tree, person)).collect();
        self.speaking = Some(speakers).filter(|speakers| !speakers.is_empty());
    }

    /// Whether nothing stands between two places but what happens in a debate.
    fn is_told_only(&self, start: usize, end: usize) -> bool {
        let mut k = start;
        while k < end {
            k = match &self.tree.nodes[k].kind {
                NodeKind::Text(text) if is_blank(text) => k + 1,
                NodeKind::Element {
                    class: Class::Note | Class::Skip | Class::Milestone(_) | Class::Soft(Role::Stage, _),
                    ..
                } => self.tree.nodes[k].end,
                // The block of the utterance itself.
                NodeKind::Element { name: "annotationBlock", .. } if self.tree.nodes[k].end > end => k + 1,
                _ => return false,
            };
        }
        true
    }

    /// Whether a name stands before an utterance, or at its beginning.
    fn is_named(&self, i: usize) -> bool {
        let units =
            self.nodes.iter().rev().map(|node| if let Node::Unit(unit) = node { Some(unit.role) } else { None });
        let mut before = units.take(NEAR).skip_while(|role| matches!(role, Some(Role::Stage | Role::Note { .. })));
        let first = self.tree.children(i).find(|&child| self.tree.element(child).is_some());
        let is_label = |child| matches!(self.tree.element(child), Some(("speaker" | "label", _)));
        before.next() == Some(Some(Role::Speaker)) || first.is_some_and(is_label)
    }
}

/// Those of whom the file tells, by their identifiers.
fn people<'t>(tree: &'t Tree<'_>) -> rustc_hash::FxHashMap<&'t str, usize> {
    let is_person = |&i: &usize| matches!(tree.element(i), Some(("person" | "personGrp" | "persona" | "org", _)));
    (0..tree.nodes.len()).filter(is_person).filter_map(|i| Some((tree.id(i)?, i))).collect()
}

/// What somebody is called: as the names say, or else by number or identifier.
fn names(tree: &Tree<'_>, person: usize) -> Speaker {
    let is_name = |&i: &usize| matches!(tree.element(i), Some(("persName" | "orgName" | "name", _)));
    let named = tree.children(person).filter(is_name).filter_map(|name| {
        let words = some_words(tree, name).filter(|words| words.chars().count() <= MAX_NAME)?;
        Some((tree.lang(name), in_order(tree, name, words)))
    });
    let mut names: Speaker = named.collect();
    if names.is_empty() {
        let own = tree.n(person).or_else(|| tree.id(person)).unwrap_or_default();
        names.push((None, own.chars().take(MAX_NAME).collect()));
    }
    names
}

/// A name as it is spoken: lists have the surname first, with a comma.
fn in_order(tree: &Tree<'_>, name: usize, words: String) -> String {
    let is_text = |child: usize| matches!(&tree.nodes[child].kind, NodeKind::Text(text) if !is_blank(text));
    match words.split_once(", ") {
        Some((surname, forename)) if !tree.children(name).any(is_text) => format!("{forename} {surname}"),
        _ => words,
    }
}
