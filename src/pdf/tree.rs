//! The upper part of name trees and number trees (ISO 32000-1, sections 7.9.6 and 7.9.7), which is the same in both.

use lopdf::{Object, ObjectId, dictionary};

use super::file::File;

/// A node that is written, with its first and its last key.
pub(super) type Node = (ObjectId, Object, Object);

/// Writes the nodes above the leaves, of at most `most` children each, and gives the root; none if there is no leaf.
pub(super) fn root(leaves: Vec<Node>, most: usize, file: &mut File) -> Option<ObjectId> {
    let mut nodes = leaves;
    loop {
        let is_root = nodes.len() <= most;
        let mut above = Vec::with_capacity(nodes.len().div_ceil(most));
        for children in nodes.chunks(most) {
            let (first, last) = (children[0].1.clone(), children[children.len() - 1].2.clone());
            let kids: Vec<Object> = children.iter().map(|&(child, ..)| child.into()).collect();
            let mut node = dictionary! { "Kids" => kids };
            if !is_root {
                node.set("Limits", vec![first.clone(), last.clone()]);
            }
            above.push((file.add(&node.into()), first, last));
        }
        if is_root {
            return above.first().map(|&(root, ..)| root);
        }
        nodes = above;
    }
}
