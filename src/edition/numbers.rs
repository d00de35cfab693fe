//! The numbers of sections, in front of their heads: 1, 1.1, 1.2 … The same in all languages, as sections are.

use std::sync::Arc;

use super::{Edition, Part};
use crate::text::{GroupKind, Inline, Role, Text};

/// Between a number and the words that follow it: an en space, at which no line ends.
const GAP: &str = "\u{2002}";

/// Puts the number of each section in front of its head. A section without a head has none, and what it holds counts as if
/// it stood in the section around it. What stands in front of the text has none.
pub fn number_heads(edition: &mut Edition) {
    // For each group that is open: whether it is a section whose head may come, and whether it has had one.
    let mut open: Vec<(GroupKind, bool)> = Vec::new();
    // How many sections with a head there were, in each of the sections with a head that are open, and outside of all.
    let mut counts: Vec<u32> = vec![0];
    for part in &mut edition.parts {
        match part {
            // A preface is not counted.
            Part::Open(group) if group.front => open.push((GroupKind::TitleBlock, false)),
            Part::Open(group) => open.push((group.kind, false)),
            Part::Close => {
                if let Some((_, true)) = open.pop() {
                    counts.pop();
                }
            }
            Part::Row(row) => {
                let Some((GroupKind::Section, headed @ false)) = open.last_mut() else { continue };
                if !matches!(row.role, Role::Head { .. }) {
                    continue;
                }
                *headed = true;
                if let Some(last) = counts.last_mut() {
                    *last += 1;
                }
                let number = counts.iter().map(u32::to_string).collect::<Vec<_>>().join(".");
                counts.push(0);
                for cell in row.cells.iter_mut().filter(|cell| !cell.content.is_empty()) {
                    let at = first(&cell.content);
                    Arc::make_mut(&mut cell.content)
                        .insert(0, Inline::Text(Text { text: format!("{number}{GAP}"), at }));
                }
            }
        }
    }
}

/// Where the words begin that a number is put in front of.
fn first(content: &[Inline]) -> usize {
    match content.first() {
        Some(Inline::Text(text)) => text.at,
        Some(Inline::Element(element)) => element.at,
        Some(Inline::NoteMark(mark)) => mark.at,
        Some(Inline::Milestone(milestone)) => milestone.at,
        Some(Inline::Break(_)) | None => 0,
    }
}
