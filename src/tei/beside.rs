//! What stands beside a text and is not set.

use std::sync::Arc;

use super::tree::{Node, NodeKind, Tree, is_blank};
use super::units::times;
use super::xml::tag_span;
use crate::diagnostic::{Diagnostic, SourceFile};

/// Says of what stands beside a text, and has words of its own, that it is not set: once for each name.
pub(super) fn left_out(file: &Arc<SourceFile>, tree: &Tree<'_>) -> Vec<Diagnostic> {
    let mut found: Vec<(&str, usize, usize)> = Vec::new();
    let mut i = 0;
    while i < tree.nodes.len() {
        let end = tree.nodes[i].end;
        i = match tree.element(i) {
            Some(("text" | "teiHeader", _)) => end,
            Some((name @ ("sourceDoc" | "standOff"), _)) => {
                let is_words = |node: &Node<'_>| matches!(&node.kind, NodeKind::Text(text) if !is_blank(text));
                if tree.nodes[i..end].iter().any(is_words) {
                    match found.iter_mut().find(|(other, ..)| *other == name) {
                        Some((.., count)) => *count += 1,
                        None => found.push((name, tree.nodes[i].at, 1)),
                    }
                }
                end
            }
            _ => i + 1,
        };
    }
    let warning = |(name, at, count): (&str, usize, usize)| {
        let message = format!("“{name}” stands beside the text {}, and nothing of it is set", times(count));
        let help = "what an edition is to show stands in the “text” element";
        Diagnostic::warning("not-set", message).at(file, tag_span(&file.text, at)).help(help)
    };
    found.into_iter().map(warning).collect()
}
