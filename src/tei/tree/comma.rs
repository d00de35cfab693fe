//! Where a comma parts what a source has side by side.

use std::borrow::Cow;

use super::read::Builder;
use super::{Key, Node, NodeKind, is_blank};
use crate::tei::elements::Stop;

/// What a citation is made of that has no words of its own.
const PARTS_OF_CITATION: &[&str] = &[
    "author",
    "authority",
    "availability",
    "biblScope",
    "citedRange",
    "date",
    "distributor",
    "edition",
    "editor",
    "extent",
    "funder",
    "idno",
    "imprint",
    "meeting",
    "monogr",
    "name",
    "orgName",
    "persName",
    "placeName",
    "principal",
    "pubPlace",
    "publisher",
    "ref",
    "relatedItem",
    "respStmt",
    "series",
    "sponsor",
    "textLang",
    "title",
];

impl Builder<'_, '_> {
    /// Parts a citation that is made of elements only by commas, as a header has it.
    pub(super) fn part_citation(&mut self, i: usize) {
        let mut parts = Vec::new();
        for child in self.tree.children(i) {
            match &self.tree.nodes[child].kind {
                NodeKind::Text(text) if !is_blank(text) => return,
                NodeKind::Element { name, .. } if PARTS_OF_CITATION.contains(name) => parts.push(child),
                NodeKind::Element { class, .. } if class.may_be_part() => return,
                _ => {}
            }
        }
        for part in parts {
            self.tree.nodes[part].stop = Some(Stop::Comma);
            self.tree.nodes[part].is_apart = true;
        }
    }

    /// The element before one that is to begin, if there is nothing but white space between them.
    pub(super) fn neighbour(&self) -> Option<usize> {
        let is_space = |node: &Node<'_>| matches!(&node.kind, NodeKind::Text(text) if is_blank(text));
        self.closed.filter(|&before| self.tree.nodes[self.tree.nodes[before].end..].iter().all(is_space))
    }

    /// The element before one that is to begin with the attributes from `first`, if a comma is to part them: a forename
    /// from the surname that a header has before it, and a translation in a dictionary from another one.
    pub(super) fn is_parted_by_comma(&self, name: &str, first: usize) -> Option<usize> {
        let is_translation = |attributes: &[(Key, Cow<'_, str>)]| {
            attributes.iter().any(|(key, value)| *key == Key::Type && value.starts_with("trans"))
        };
        match name {
            "forename" if self.header.is_some() => self.neighbour().filter(|&before| {
                let is_surname = matches!(self.tree.element(before), Some(("surname", _)));
                let letters = self.tree.nodes[before..].iter().rev().find_map(|node| match &node.kind {
                    NodeKind::Text(text) => text.trim_ascii_end().chars().next_back(),
                    NodeKind::Element { .. } => None,
                });
                // Where surnames always come first, they need no comma.
                is_surname && letters.is_some_and(|last| !has_surnames_first(last))
            }),
            "cit" if is_translation(&self.tree.attributes[first..]) => self.neighbour().filter(|&before| {
                let NodeKind::Element { name, attributes, .. } = &self.tree.nodes[before].kind else { return false };
                let is_entry = |&i: &usize| matches!(self.tree.element(i), Some(("entry" | "entryFree", _)));
                *name == "cit" && is_translation(self.tree.own_attributes(attributes)) && self.open.iter().any(is_entry)
            }),
            _ => None,
        }
    }
}

/// Whether names in the script of a character begin with the surname: those of Chinese, Japanese and Korean.
fn has_surnames_first(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11FF}' | '\u{3040}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{20000}'..='\u{3FFFF}')
}
