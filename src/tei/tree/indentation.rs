//! White space that stands for the layout of a file and not for its text.

use super::read::Builder;
use super::{NodeKind, is_blank};

impl Builder<'_, '_> {
    /// Leaves out the white space that begins and ends the element `i`, which ends here, where its parts stand on lines of
    /// their own: tools that indent a file put it there, in names and citations as in lists.
    pub(super) fn leave_indentation(&mut self, i: usize) {
        let end = self.tree.nodes.len();
        let blank = |k: usize| match &self.tree.nodes[k].kind {
            NodeKind::Text(text) if is_blank(text) => Some(text.contains(['\n', '\r'])),
            _ => None,
        };
        // What stands between two comments is a text of its own.
        let first = (i + 1..end).find(|&k| blank(k).is_none()).unwrap_or(end);
        let begins =
            first < end && self.tree.element(first).is_some() && (i + 1..first).any(|k| blank(k) == Some(true));
        // Behind the last element, nothing but text can stand.
        let last = self.closed.filter(|&closed| closed > i).map_or(end, |closed| self.tree.nodes[closed].end);
        let ends = (last..end).all(|k| blank(k).is_some()) && (last..end).any(|k| blank(k) == Some(true));
        let is_part = self.tree.element(i).is_some_and(|(_, class)| class.may_be_part());
        if begins {
            self.tree.nodes[i + 1..first].iter_mut().for_each(|node| node.skip = true);
            let node = &mut self.tree.nodes[i];
            node.is_parted |= node.touches && is_part;
        }
        if ends {
            self.tree.nodes[last..].iter_mut().for_each(|node| node.skip = true);
            self.indented_end = end;
        }
    }
    /// Ends an element: what follows it touches it, or else, if it is a note or a place, what stands before it.
    pub(super) fn pass_over(&mut self, i: usize) {
        let is_part = self.tree.element(i).is_some_and(|(_, class)| class.may_be_part());
        let node = &mut self.tree.nodes[i];
        if is_part {
            self.after_end = true;
        } else {
            self.after_end = node.touches;
            self.indented_end = if std::mem::take(&mut node.is_parted) { node.end } else { 0 };
        }
    }
}
