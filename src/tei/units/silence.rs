//! What has nothing to set.

use super::Walker;
use crate::tei::elements::Class;
use crate::tei::listing;
use crate::tei::tree::{Node as TreeNode, NodeKind, is_blank};
use crate::text::Role;

impl Walker<'_, '_> {
    /// Whether a node is not set.
    pub(super) fn is_left(&self, i: usize) -> bool {
        let node = &self.tree.nodes[i];
        node.skip || matches!(&node.kind, NodeKind::Element { class: Class::Skip, .. })
    }

    /// Whether nothing stands in an element.
    pub(super) fn is_empty(&self, i: usize) -> bool {
        let is_blank = |node: &TreeNode<'_>| matches!(&node.kind, NodeKind::Text(text) if is_blank(text));
        self.tree.nodes[i + 1..self.tree.nodes[i].end].iter().all(is_blank)
    }

    /// Whether an element has nothing to set, apart from notes.
    pub(super) fn is_silent(&self, i: usize) -> bool {
        let mut k = i + 1;
        while k < self.tree.nodes[i].end {
            let node = &self.tree.nodes[k];
            k = match &node.kind {
                _ if self.is_left(k) => node.end,
                NodeKind::Text(text) if is_blank(text) => k + 1,
                NodeKind::Element { class: Class::Glyph, .. } if self.tree.glyph(k).is_some() => return false,
                NodeKind::Text(_) | NodeKind::Element { class: Class::Gap | Class::Pointer | Class::Tilde, .. } => {
                    return false;
                }
                NodeKind::Element { class: Class::Note, .. } => node.end,
                // An example may be written in tags alone.
                NodeKind::Element { class: Class::Unit(Role::Listing) | Class::Soft(Role::Listing, _), .. }
                    if !listing::lines(self.tree, k).is_empty() =>
                {
                    return false;
                }
                NodeKind::Element { .. } => k + 1,
            };
        }
        true
    }
}
