//! The trees that lead into the structure: from a page or a link to its element, and from an identifier to its own.

use lopdf::{Object, ObjectId, dictionary};

use super::Parents;
use crate::pdf::file::File;
use crate::pdf::tree;

/// Entries of a leaf, and children of a node above it, at most.
const ENTRIES: usize = 64;

/// Writes the number tree that leads from a page and the number of a marked content to its element, and from a link to
/// its own (ISO 32000-1, section 14.7.4.4).
pub(super) fn parent_tree(pages: Vec<Parents>, links: Vec<(u32, Object)>, file: &mut File) -> Option<ObjectId> {
    let pages = pages.into_iter().map(|(key, elements)| (key, file.add(&Object::Array(elements)).into()));
    let mut entries: Vec<(u32, Object)> = pages.collect();
    entries.extend(links);
    entries.sort_by_key(|(key, _)| *key);
    let numbers = |leaf: &[(u32, Object)]| -> Vec<Object> {
        leaf.iter().flat_map(|(key, value)| [i64::from(*key).into(), value.clone()]).collect()
    };
    if entries.len() <= ENTRIES {
        return Some(file.add(&dictionary! { "Nums" => numbers(&entries) }.into()));
    }
    let mut leaves = Vec::with_capacity(entries.len().div_ceil(ENTRIES));
    for leaf in entries.chunks(ENTRIES) {
        let [first, last] = [leaf[0].0, leaf[leaf.len() - 1].0].map(|key| Object::from(i64::from(key)));
        let node = dictionary! { "Limits" => vec![first.clone(), last.clone()], "Nums" => numbers(leaf) };
        leaves.push((file.add(&node.into()), first, last));
    }
    tree::root(leaves, ENTRIES, file)
}

/// Writes the name tree that leads from the identifier of an element to it (ISO 32000-1, table 322).
pub(super) fn id_tree(mut ids: Vec<(String, ObjectId)>, file: &mut File) -> Option<ObjectId> {
    ids.sort_unstable();
    let pairs = |leaf: &[(String, ObjectId)]| -> Vec<Object> {
        leaf.iter().flat_map(|(name, id)| [Object::string_literal(name.as_str()), (*id).into()]).collect()
    };
    let last = ids.len().checked_sub(1)?;
    if last < ENTRIES {
        return Some(file.add(&dictionary! { "Names" => pairs(&ids) }.into()));
    }
    let mut leaves = Vec::with_capacity(ids.len().div_ceil(ENTRIES));
    for leaf in ids.chunks(ENTRIES) {
        let [first, last] = [0, leaf.len() - 1].map(|at| Object::string_literal(leaf[at].0.as_str()));
        let node = dictionary! { "Limits" => vec![first.clone(), last.clone()], "Names" => pairs(leaf) };
        leaves.push((file.add(&node.into()), first, last));
    }
    tree::root(leaves, ENTRIES, file)
}
