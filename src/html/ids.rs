//! Identifiers: those of the text are kept, those of the page are made so that they never meet.

use std::collections::{HashMap, HashSet};

use crate::edition::{Edition, Part, unset_targets};
use crate::text::Inline;

/// The identifiers of a page.
pub(super) struct Ids {
    /// Those of units and groups, which go before all others.
    blocks: HashSet<String>,
    /// Those of marked text.
    inlines: HashSet<String>,
    /// Those of what is not set, each with that of what stands in its place, if it has one.
    unset: HashMap<String, Option<String>>,
    /// Those that an element of the page has by now.
    used: HashSet<String>,
    /// The last number that was put behind a wish; a thousand headings may be alike.
    counts: HashMap<String, usize>,
}

impl Ids {
    /// The identifiers that the text of an edition brings with it.
    pub(super) fn of(edition: &Edition) -> Ids {
        let unset = unset_targets(edition).into_iter();
        let unset = unset.map(|(id, place)| (id.to_owned(), place.map(str::to_owned))).collect();
        let (blocks, inlines, used) = (HashSet::new(), HashSet::new(), HashSet::new());
        let mut ids = Ids { blocks, inlines, unset, used, counts: HashMap::new() };
        for part in &edition.parts {
            let id = match part {
                Part::Open(group) => &group.id,
                Part::Row(row) => {
                    for cell in &row.cells {
                        ids.collect(&cell.content);
                    }
                    &row.id
                }
                Part::Close => continue,
            };
            if let Some(id) = id.as_deref().filter(|id| is_valid(id)) {
                ids.blocks.insert(id.to_owned());
            }
        }
        ids
    }

    fn collect(&mut self, content: &[Inline]) {
        for inline in content {
            let id = match inline {
                Inline::Element(element) => {
                    self.collect(&element.content);
                    &element.attributes.id
                }
                Inline::Milestone(milestone) => &milestone.id,
                _ => continue,
            };
            self.inlines.extend(id.clone().filter(|id| is_valid(id)));
        }
    }

    /// Where a link to an identifier leads, if it can lead to it.
    pub(super) fn place<'i>(&'i self, id: &'i str) -> Option<&'i str> {
        match self.unset.get(id) {
            Some(place) => place.as_deref(),
            None => self.contains(id).then_some(id),
        }
    }

    /// Whether the text has it.
    pub(super) fn contains(&self, id: &str) -> bool {
        self.blocks.contains(id) || self.inlines.contains(id)
    }

    /// The identifier for a unit or group: its own, unless another element has it already.
    pub(super) fn block(&mut self, id: Option<&str>) -> Option<String> {
        let id = id.filter(|id| is_valid(id))?;
        self.used.insert(id.to_owned()).then(|| id.to_owned())
    }

    /// The identifier for marked text. It stands once, although the text stands in every language.
    pub(super) fn inline(&mut self, id: Option<&str>) -> Option<String> {
        let id = id.filter(|id| is_valid(id) && !self.blocks.contains(*id))?;
        self.used.insert(id.to_owned()).then(|| id.to_owned())
    }

    /// An identifier like `wish` that nothing else has.
    pub(super) fn fresh(&mut self, wish: &str) -> String {
        let mut count = self.counts.get(wish).copied().unwrap_or(1);
        let mut id = if count == 1 { wish.to_owned() } else { format!("{wish}-{count}") };
        while self.contains(&id) || !self.used.insert(id.clone()) {
            count += 1;
            id = format!("{wish}-{count}");
        }
        self.counts.insert(wish.to_owned(), count);
        id
    }
}

/// HTML asks for one character at least and for no white space.
fn is_valid(id: &str) -> bool {
    !id.is_empty() && !id.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wishes_that_are_alike_get_numbers() {
        let (blocks, inlines, used) = (HashSet::from(["a-3".to_owned()]), HashSet::new(), HashSet::new());
        let mut ids = Ids { blocks, inlines, unset: HashMap::new(), used, counts: HashMap::new() };
        let found: Vec<String> = (0..4).map(|_| ids.fresh("a")).collect();
        assert_eq!(found, ["a", "a-2", "a-4", "a-5"]);
        // If each looked through all numbers, this would not end today.
        assert_eq!((0..200_000).map(|_| ids.fresh("b")).last().as_deref(), Some("b-200000"));
    }
}
