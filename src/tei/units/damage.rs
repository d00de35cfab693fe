//! What was done to the text that is set, and what is missing in it: passages that were deleted or added, gaps, and signs
//! that no character stands for.

use rustc_hash::FxHashMap;

use super::Walker;
use crate::tei::content::element;
use crate::tei::elements::Class;
use crate::tei::tree::{Key, NodeKind, Tree, is_blank};
use crate::text::{Attributes, Kind, Rend};

/// A passage that was deleted or added, from a `delSpan` or an `addSpan` to what its `spanTo` names.
pub(super) struct Passage {
    start: usize,
    end: usize,
    is_deleted: bool,
}

impl Passage {
    /// Reads all, in order; where they overlap, the later one begins where the earlier one ends. Besides, the elements whose
    /// passage ends nowhere.
    pub(super) fn read(tree: &Tree<'_>) -> (Vec<Passage>, Vec<usize>) {
        let is_start = |&i: &usize| matches!(tree.element(i), Some(("delSpan" | "addSpan", _)));
        let starts: Vec<usize> = (0..tree.nodes.len()).filter(is_start).collect();
        let (mut found, mut endless) = (Vec::new(), Vec::new());
        if starts.is_empty() {
            return (found, endless);
        }
        let ids: FxHashMap<&str, usize> = (0..tree.nodes.len()).rev().filter_map(|i| Some((tree.id(i)?, i))).collect();
        let mut last = 0;
        for i in starts {
            let target = tree.attribute(i, Key::SpanTo).unwrap_or_default().trim_ascii();
            match target.strip_prefix('#').and_then(|id| ids.get(id)) {
                Some(&end) if end > i => {
                    let is_deleted = matches!(tree.element(i), Some(("delSpan", _)));
                    found.push(Passage { start: last.max(i), end, is_deleted });
                    last = last.max(end);
                }
                _ => endless.push(i),
            }
        }
        (found, endless)
    }
}

impl Walker<'_, '_> {
    /// Finds the passages that were deleted or added.
    pub(super) fn find_passages(&mut self) {
        let (passages, endless) = Passage::read(self.tree);
        self.passages = passages;
        for i in endless {
            let target = self.tree.attribute(i, Key::SpanTo).unwrap_or_default();
            let message = format!("the passage that begins here does not end: “{target}” is nothing that follows");
            let help = "let spanTo name the anchor at its end, as “#id”".to_owned();
            self.warn("dangling-pointer", self.tree.nodes[i].at, message, help);
        }
    }

    /// Sets a piece of text, marked as deleted or added if it stands in such a passage.
    pub(super) fn words(&mut self, i: usize, text: &str) {
        let at = self.tree.nodes[i].at;
        let passage = self.passages.partition_point(|passage| passage.start <= i).checked_sub(1);
        let passage = passage.map(|last| &self.passages[last]).filter(|passage| i < passage.end && !is_blank(text));
        let Some(&Passage { is_deleted, .. }) = passage else { return self.content.text(text, at) };
        let (name, kind) = if is_deleted { ("del", Kind::Plain) } else { ("add", Kind::Addition) };
        let rend = Rend { strike: is_deleted, ..Rend::default() };
        self.content.open(element(name, kind, Attributes { rend, ..Attributes::default() }, at));
        self.content.text(text, at);
        self.content.close();
    }

    /// Whether the source writes the square brackets around the words of an element.
    pub(super) fn is_bracketed(&self, i: usize) -> bool {
        let tree = self.tree;
        if self.is_between_brackets(i) {
            return true;
        }
        let (mut k, mut last) = (i + 1, None);
        while k < tree.nodes[i].end {
            let node = &tree.nodes[k];
            match &node.kind {
                NodeKind::Element { class: Class::Skip | Class::Note | Class::InlineNote, .. } => k = node.end,
                _ if node.skip => k = node.end,
                NodeKind::Text(text) if !is_blank(text) => {
                    if last.is_none() && !text.trim_ascii().starts_with('[') {
                        return false;
                    }
                    last = Some(text.trim_ascii());
                    k += 1;
                }
                _ => k += 1,
            }
        }
        last.is_some_and(|last| last.ends_with(']'))
    }

    /// Whether an element stands right between two square brackets.
    fn is_between_brackets(&self, i: usize) -> bool {
        let text = |k: usize| match self.tree.nodes.get(k).map(|node| &node.kind) {
            Some(NodeKind::Text(text)) => text.as_ref(),
            _ => "",
        };
        // A text before it that is that of another element would have its end tag between them.
        let is_beside = |k: usize| self.tree.nodes[i].at == self.tree.nodes[k].at + text(k).len();
        i > 0 && text(i - 1).ends_with('[') && is_beside(i - 1) && text(self.tree.nodes[i].end).starts_with(']')
    }

    /// Begins what a gap holds, in brackets that touch it.
    pub(super) fn begin_gap(&mut self, i: usize) {
        self.content.text("[", self.tree.nodes[i].at);
        self.content.join_next();
    }

    /// Ends it.
    pub(super) fn end_gap(&mut self, at: usize) {
        self.content.join_last();
        self.content.text("]", at);
    }

    /// Sets a sign by the character that the header gives it.
    pub(super) fn glyph(&mut self, i: usize) {
        let tree = self.tree;
        let at = tree.nodes[i].at;
        if let Some(character) = tree.glyph(i) {
            return self.content.text(character, at);
        }
        // A hyphen at the end of a line of the original, as the Text Creation Partnership marks it, is none of the word.
        let is_hyphen = |target: &str| matches!(target, "char:EOLhyphen" | "char:EOLunhyphen");
        if tree.attribute(i, Key::Ref).is_some_and(is_hyphen) {
            return;
        }
        let name = [Key::Ref, Key::Type, Key::N].iter().find_map(|&key| tree.attribute(i, key)).unwrap_or("g");
        let message = format!("the sign “{name}” is not shown, as nothing says which character it is");
        if !self.in_header && self.odd.iter().all(|odd| odd.message != message) {
            let help = "write the character into the element, or a mapping into the header’s charDecl".to_owned();
            self.warn("unshown-sign", at, message, help);
        }
    }
}
