//! Running text, and the notes in it.

use super::Walker;
use crate::tei::content::element;
use crate::tei::elements::{self, Class};
use crate::tei::tree::{Key, NodeKind, Tree, is_blank};
use crate::text::{Element, Kind, Lang, Node, NoteMark, Role, Unit};

impl Walker<'_, '_> {
    /// The id of an element that is one unit whatever it holds: its own, or else that of the first block in it.
    pub(super) fn inner_id(&self, i: usize) -> Option<String> {
        let inner = || {
            let is_unit = |&k: &usize| matches!(self.tree.element(k), Some((_, Class::Unit(_))));
            (i + 1..self.tree.nodes[i].end).filter(is_unit).find_map(|k| self.tree.id(k))
        };
        self.tree.id(i).or_else(inner).map(str::to_owned)
    }

    /// Reads running text. What cuts running text elsewhere begins a new line here.
    pub(super) fn inlines(&mut self, start: usize, end: usize) {
        enum Leave {
            Mark,
            Edge,
            Bracket,
        }
        let tree = self.tree;
        let mut open: Vec<(usize, Leave)> = Vec::new();
        let mut i = start;
        loop {
            while let Some((_, leave)) = open.pop_if(|(end, _)| *end <= i) {
                match leave {
                    Leave::Mark => self.content.close(),
                    Leave::Edge => self.content.block_edge(),
                    Leave::Bracket => self.content.text("]", tree.nodes[i - 1].at),
                }
            }
            if i >= end {
                return;
            }
            let node = &tree.nodes[i];
            let (name, class) = match &node.kind {
                _ if node.skip => {
                    i = node.end;
                    continue;
                }
                NodeKind::Text(text) => {
                    self.content.text(text, node.at);
                    i += 1;
                    continue;
                }
                NodeKind::Element { name, class, .. } => (*name, *class),
            };
            match class {
                Class::Skip => {
                    i = node.end;
                    continue;
                }
                Class::Note => {
                    self.call(i);
                    i = node.end;
                    continue;
                }
                Class::Break if tree.attribute(i, Key::Break) == Some("no") => {}
                Class::Break => self.content.line_break(),
                Class::Space => self.content.text(" ", node.at),
                Class::Gap if self.is_silent(i) => {
                    self.content.text("[…]", node.at);
                    self.call(i);
                    i = node.end;
                    continue;
                }
                Class::Gap => {
                    self.content.text("[", node.at);
                    open.push((node.end, Leave::Bracket));
                }
                Class::Inline(_) | Class::Soft(..) | Class::Quotation | Class::Unknown | Class::Pointer => {
                    if class == Class::Unknown {
                        self.count_unknown(i, name);
                    }
                    let element = self.marked(i, name, class);
                    let target = if class == Class::Pointer { element.attributes.target.clone() } else { None };
                    self.content.open(element);
                    self.content.text(&target.unwrap_or_default(), node.at);
                    open.push((node.end, Leave::Mark));
                }
                Class::Plain | Class::Choice | Class::Through => {}
                _ => {
                    self.content.block_edge();
                    open.push((node.end, Leave::Edge));
                }
            }
            i += 1;
        }
    }

    pub(super) fn marked(&self, i: usize, name: &str, class: Class) -> Element {
        let kind: Kind = elements::kind(class);
        element(name, kind, self.tree.attributes(i), self.tree.nodes[i].at)
    }

    /// Sets the mark of a note; of the notes in it, if it has no text of its own.
    fn call(&mut self, i: usize) {
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

    /// Whether a node is not set.
    fn is_left(&self, i: usize) -> bool {
        let node = &self.tree.nodes[i];
        node.skip || matches!(&node.kind, NodeKind::Element { class: Class::Skip, .. })
    }

    /// Whether an element has nothing to set, apart from notes.
    pub(super) fn is_silent(&self, i: usize) -> bool {
        let mut k = i + 1;
        while k < self.tree.nodes[i].end {
            let node = &self.tree.nodes[k];
            k = match &node.kind {
                _ if self.is_left(k) => node.end,
                NodeKind::Text(text) if is_blank(text) => k + 1,
                NodeKind::Text(_) | NodeKind::Element { class: Class::Gap | Class::Pointer, .. } => return false,
                NodeKind::Element { class: Class::Note, .. } => node.end,
                NodeKind::Element { .. } => k + 1,
            };
        }
        true
    }

    /// Sets a note, and after it the notes in it.
    pub(super) fn note(&mut self, i: usize, anchored: bool) {
        self.write_groups(self.groups.len());
        let mut waiting = vec![(i, anchored)];
        while let Some((i, anchored)) = waiting.pop() {
            let node = &self.tree.nodes[i];
            std::mem::swap(&mut self.content, &mut self.note_content);
            let outer = std::mem::take(&mut self.notes);
            self.inlines(i + 1, node.end);
            let inner = std::mem::replace(&mut self.notes, outer);
            let has_text = self.content.has_text();
            let content = self.content.take();
            std::mem::swap(&mut self.content, &mut self.note_content);
            if has_text {
                let role = Role::Note { anchored };
                let (rend, lang) = (self.tree.rend(i), self.lang_of(i));
                let unit = Unit { id: self.inner_id(i), role, lang, rend, label: None, content, at: node.at };
                self.nodes.push(Node::Unit(unit));
            }
            waiting.extend(inner.into_iter().rev().map(|i| (i, has_text)));
        }
    }
}

/// The words of an element, white space folded, without its notes.
fn words(tree: &Tree<'_>, i: usize) -> String {
    let mut walker = Walker::new(tree, Lang::new("en"), None);
    walker.inlines(i + 1, tree.nodes[i].end);
    crate::text::plain(&walker.content.take())
}

/// The words of an element as a header has them: none if there are none.
pub(in crate::tei) fn some_words(tree: &Tree<'_>, i: usize) -> Option<String> {
    Some(words(tree, i)).filter(|words| !words.is_empty())
}
