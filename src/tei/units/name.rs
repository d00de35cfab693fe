//! Names for units that have none of their own.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::tei::tree::Tree;

/// Identifiers for units that are parts of one element, such as text after a list in a paragraph: that of the element with
/// a number from 2 on, `p1.2`.
#[derive(Default)]
pub(super) struct PartNames<'t> {
    /// The last number, by the element's identifier.
    last: FxHashMap<&'t str, u32>,
    /// The identifiers of the file that might be of this kind, once they are needed.
    taken: Option<FxHashSet<&'t str>>,
}

impl<'t> PartNames<'t> {
    /// The next identifier for a part of an element; none if that has none.
    pub(super) fn next(&mut self, tree: &'t Tree<'_>, element: usize) -> Option<String> {
        let id = tree.id(element)?;
        let ids = || (0..tree.nodes.len()).filter_map(|i| tree.id(i)).filter(|id| id.contains('.')).collect();
        let taken = self.taken.get_or_insert_with(ids);
        let last = self.last.entry(id).or_insert(1);
        loop {
            *last += 1;
            let name = format!("{id}.{last}");
            if !taken.contains(name.as_str()) {
                return Some(name);
            }
        }
    }
}
