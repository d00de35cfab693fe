//! The outline: the headings as a tree (ISO 32000-1, section 12.3.3).

use lopdf::{ObjectId, dictionary};

use super::Standard;
use super::destination::Place;
use super::file::{File, text};
use super::structure::Elements;

/// An outline of more entries than this is shown folded.
const UNFOLDED: usize = 64;

/// A heading, where it stands.
pub(super) struct Heading {
    pub(super) level: u8,
    pub(super) title: String,
    pub(super) place: Place,
}

/// Writes the outline, each heading under the last one before it that is above it in rank.
pub(super) fn write(
    headings: &[Heading],
    standard: Standard,
    elements: &Elements,
    file: &mut File,
) -> Option<ObjectId> {
    if headings.is_empty() {
        return None;
    }
    let root = file.reserve();
    let ids: Vec<ObjectId> = headings.iter().map(|_| file.reserve()).collect();
    // Index 0 is the root; a heading has its index and 1.
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); headings.len() + 1];
    let mut parents = Vec::with_capacity(headings.len());
    let mut open: Vec<usize> = Vec::new();
    for (index, heading) in headings.iter().enumerate() {
        while open.last().is_some_and(|&last| headings[last].level >= heading.level) {
            open.pop();
        }
        let parent = open.last().map_or(0, |&last| last + 1);
        parents.push(parent);
        children[parent].push(index);
        open.push(index);
    }
    // A parent comes before its children, so from the end all below a heading is counted before itself.
    let mut below = vec![0; headings.len() + 1];
    for (index, &parent) in parents.iter().enumerate().rev() {
        below[parent] += 1 + below[index + 1];
    }
    let folded = headings.len() > UNFOLDED;
    for (index, heading) in headings.iter().enumerate() {
        let siblings = &children[parents[index]];
        let place = siblings.binary_search(&index).unwrap_or_default();
        let parent = parents[index].checked_sub(1).map_or(root, |parent| ids[parent]);
        let mut item = dictionary! { "Title" => text(&heading.title), "Parent" => parent };
        match standard {
            Standard::Pdf17 => item.set("Dest", heading.place.on_page()),
            Standard::Pdf20 => item.set("A", heading.place.action(elements)),
        }
        if let Some(&previous) = place.checked_sub(1).and_then(|place| siblings.get(place)) {
            item.set("Prev", ids[previous]);
        }
        if let Some(&next) = siblings.get(place + 1) {
            item.set("Next", ids[next]);
        }
        if let [first, .., last] | [first @ last] = children[index + 1].as_slice() {
            item.set("First", ids[*first]);
            item.set("Last", ids[*last]);
            // What would be seen if it were unfolded counts as less than nothing.
            let count = if folded { -(children[index + 1].len() as i64) } else { below[index + 1] };
            item.set("Count", count);
        }
        file.put(ids[index], &item.into());
    }
    let top = &children[0];
    let item = dictionary! {
        "Type" => "Outlines", "First" => ids[top[0]], "Last" => ids[top[top.len() - 1]],
        "Count" => if folded { top.len() as i64 } else { below[0] },
    };
    file.put(root, &item.into());
    Some(root)
}
