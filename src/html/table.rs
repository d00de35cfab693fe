//! Tables: each cell holds its text in all languages, one below the other, so that one table serves them all.

use super::tree::{Element, Node, block};

/// A table of a caption and rows. Rows that are too short are filled up, as HTML asks.
pub(super) fn table(caption: Vec<Node>, mut rows: Vec<Element>) -> Element {
    let width = rows.iter().map(|row| row.children.len()).max().unwrap_or(0).max(1);
    if rows.is_empty() {
        // HTML knows no table without rows; its caption remains.
        return block("table").nodes(caption);
    }
    for row in &mut rows {
        while row.children.len() < width {
            row.push(block("td"));
        }
    }
    block("table").nodes(caption).child(block("tbody").extend(rows))
}
