//! What is said or quoted and stands where blocks do.

use super::{Part, Walker};
use crate::tei::elements::Class;
use crate::tei::tree::{NodeKind, Tree, is_blank};
use crate::text::Role;

/// What may stand between blocks by itself, although it mostly stands in the line.
fn is_said(name: &str) -> bool {
    matches!(name, "q" | "said")
}

impl Walker<'_, '_> {
    /// Whether words that are said stand by themselves in what holds blocks: no text runs on beside them.
    pub(super) fn is_bare(&mut self, name: &str) -> bool {
        let Part { running, element: Some(outer), .. } = *self.part() else { return false };
        if running || !is_said(name) || self.is_in_mark() {
            return false;
        }
        *self.holds_blocks.entry(outer).or_insert_with(|| holds_blocks(self.tree, outer))
    }

    /// Sets them as a paragraph.
    pub(super) fn bare(&mut self, i: usize) -> usize {
        self.flush(false);
        let end = self.tree.nodes[i].end;
        let part = self.unit_part(i, Role::Paragraph);
        self.parts.push(part);
        self.unit_of = Some(i);
        self.inlines(i, end);
        self.unit_of = None;
        self.flush(false);
        self.leave_part();
        end
    }
}

/// Whether all that stands straight in an element are blocks, or may be.
fn holds_blocks(tree: &Tree<'_>, i: usize) -> bool {
    tree.children(i).all(|child| match &tree.nodes[child].kind {
        NodeKind::Text(text) => is_blank(text),
        NodeKind::Element { name, class, .. } => is_said(name) || !class.is_running() || *class == Class::Gap,
    })
}
