//! What an element is that its content decides: which of several alternatives is set, whether the parts of an utterance are
//! paragraphs, and whether a listing has lines.

use super::read::Builder;
use super::{NodeKind, is_blank};
use crate::tei::elements::{Class, PREFERRED};
use crate::tei::listing;
use crate::text::{Kind, Role};

impl Builder<'_, '_> {
    /// Gives a listing its class: lines of their own, or code in a line.
    pub(super) fn listing(&mut self, i: usize) {
        let is_long = listing::lines(&self.tree, i).len() > 1;
        self.tree.nodes[i].has_block = false;
        if let NodeKind::Element { class, .. } = &mut self.tree.nodes[i].kind {
            *class = if is_long { Class::Unit(Role::Listing) } else { Class::Soft(Role::Listing, Kind::Code) };
        }
    }

    /// Lets each `seg` of an utterance be a paragraph, if it has several and no text beside them.
    pub(super) fn divide(&mut self, i: usize) {
        let is_part = |&child: &usize| matches!(self.tree.element(child), Some(("seg", Class::Inline(_))));
        let may_stand_beside = |child: usize| match &self.tree.nodes[child].kind {
            NodeKind::Text(text) => is_blank(text),
            NodeKind::Element { class, .. } => {
                matches!(
                    class,
                    Class::Soft(Role::Stage, _) | Class::Milestone(_) | Class::Note | Class::Skip | Class::Gap
                ) || matches!(self.tree.element(child), Some(("anchor", _)))
            }
        };
        let parts: Vec<usize> = self.tree.children(i).filter(is_part).collect();
        let are_alone = self.tree.children(i).all(|child| is_part(&child) || may_stand_beside(child));
        if parts.len() < 2 || !are_alone {
            return;
        }
        for part in parts {
            if let NodeKind::Element { class, .. } = &mut self.tree.nodes[part].kind {
                *class = Class::Unit(Role::Paragraph);
            }
        }
        self.tree.nodes[i].has_block = true;
        self.tree.nodes[i].has_running = false;
    }

    /// Leaves one of the alternatives in a `choice`; notes beside them stay.
    pub(super) fn choose(&mut self, i: usize) {
        let children: Vec<usize> = self.tree.children(i).collect();
        let named =
            |name: &str| children.iter().copied().find(|&c| self.tree.element(c).is_some_and(|(n, _)| n == name));
        let chosen = PREFERRED.iter().find_map(|name| named(name)).or_else(|| {
            let is_reading = |&c: &usize| self.tree.element(c).is_some_and(|(name, _)| name != "note");
            children.iter().copied().find(is_reading)
        });
        let is_words = |&c: &usize| matches!(&self.tree.nodes[c].kind, NodeKind::Text(text) if !is_blank(text));
        // White space between two words that stand in it where none may counts.
        let between: Vec<usize> =
            children.windows(3).filter(|near| is_words(&near[0]) && is_words(&near[2])).map(|near| near[1]).collect();
        for child in children {
            let text = matches!(&self.tree.nodes[child].kind, NodeKind::Text(text) if is_blank(text));
            let blank = text && !between.contains(&child);
            let element = self.tree.element(child).is_some();
            let is_note = matches!(self.tree.element(child), Some((_, Class::Note | Class::InlineNote)));
            self.tree.nodes[child].skip = blank || (element && !is_note && Some(child) != chosen);
        }
        let has_block = chosen.is_some_and(|c| {
            self.tree.nodes[c].has_block || self.tree.element(c).is_some_and(|(_, class)| class.is_block())
        });
        self.tree.nodes[i].has_block = has_block;
    }
}
