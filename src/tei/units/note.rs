//! Notes: their marks, and the units that they are.

use super::apparatus::is_apparatus;
use super::{Part, Walker};
use crate::tei::elements::Class;
use crate::tei::tree::NodeKind;
use crate::text::{Node, NoteMark, Role, Unit};

impl Walker<'_, '_> {
    /// The id of an element that is one unit whatever it holds: its own, or else that of the first block in it.
    pub(super) fn inner_id(&self, i: usize) -> Option<String> {
        let inner = || {
            let is_unit = |&k: &usize| matches!(self.tree.element(k), Some((_, Class::Unit(_))));
            (i + 1..self.tree.nodes[i].end).filter(is_unit).find_map(|k| self.tree.id(k))
        };
        self.tree.id(i).or_else(inner).map(str::to_owned)
    }

    /// Sets the mark of a note; of the notes in it, if it has no text of its own.
    pub(super) fn call(&mut self, i: usize) {
        let mut k = i;
        while k < self.tree.nodes[i].end {
            let node = &self.tree.nodes[k];
            let is_note = matches!(&node.kind, NodeKind::Element { class: Class::Note, .. });
            let called = is_note && !self.is_silent(k);
            if called {
                self.content.mark(NoteMark { id: self.inner_id(k), at: node.at });
                self.notes.push(k);
            }
            k = if called || self.is_left(k) { node.end } else { k + 1 };
        }
    }

    /// Sets a note, and after it the notes in it.
    pub(super) fn note(&mut self, i: usize, anchored: bool) {
        self.write_groups(self.groups.len());
        let mut waiting = vec![(i, anchored)];
        while let Some((i, anchored)) = waiting.pop() {
            let node = &self.tree.nodes[i];
            std::mem::swap(&mut self.content, &mut self.note_content);
            let outer = std::mem::take(&mut self.notes);
            let part = Part { role: Role::Note { anchored }, running: true, ..self.plain_part(i) };
            let lang = part.lang.clone();
            self.parts.push(part);
            if !anchored {
                // It stands where it is read, and so does the page that begins before it.
                let waiting = self.note_content.take_waiting();
                waiting.into_iter().for_each(|milestone| self.content.milestone(milestone));
            }
            let is_apparatus = is_apparatus(self.tree, i);
            if is_apparatus {
                self.apparatus(i);
            } else {
                self.inlines(i + 1, node.end);
            }
            self.parts.pop();
            let inner = std::mem::replace(&mut self.notes, outer);
            let has_text = self.content.has_text();
            let content = self.content.take().into();
            std::mem::swap(&mut self.content, &mut self.note_content);
            if has_text {
                let id = if is_apparatus { self.tree.id(i).map(str::to_owned) } else { self.inner_id(i) };
                let label = if is_apparatus {
                    None
                } else if anchored {
                    self.tree.n(i).map(str::to_owned)
                } else {
                    self.label_of_standing_note(i)
                };
                let (role, rend, at) = (Role::Note { anchored }, self.tree.rend(i), node.at);
                let unit = Unit { id, role, lang, rend, label, content, picture: None, at };
                self.nodes.push(Node::Unit(unit));
            }
            waiting.extend(inner.into_iter().rev().map(|i| (i, has_text)));
        }
    }
}
