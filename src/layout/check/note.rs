//! Notes and their marks.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Report, Rule};
use crate::layout::page::{Owner, Page, Part, StretchKind};

/// The marks and the notes that were seen.
#[derive(Default)]
pub(super) struct Notes {
    /// Whether they stand at the foot of the pages.
    pub(super) at_foot: bool,
    /// The stretches that are marks.
    references: FxHashSet<Part>,
    /// What each mark leads to, and its page.
    marks: Vec<(String, u32)>,
    /// The page on which each place is.
    places: FxHashMap<String, u32>,
}

impl Notes {
    pub(super) fn new(at_foot: bool) -> Notes {
        Notes { at_foot, ..Notes::default() }
    }

    pub(super) fn page(&mut self, page: &Page) {
        for marked in &page.texts {
            for (index, stretch) in marked.stretches.iter().enumerate() {
                // A mark that leads somewhere is a link within the reference.
                let around = marked.stretches.get(usize::from(stretch.within.0));
                let mut kinds = std::iter::once(stretch).chain(around).map(|stretch| stretch.kind);
                if kinds.any(|kind| kind == StretchKind::Reference) {
                    let stretch = crate::layout::page::StretchId(index as u16);
                    self.references.insert(Part { text: marked.text, stretch });
                }
            }
        }
        for anchor in &page.anchors {
            self.places.entry(anchor.id.clone()).or_insert(page.number);
        }
        for link in &page.links {
            if let (Owner::Text(part), Some(target)) = (link.owner, link.target.strip_prefix('#'))
                && self.references.contains(&part)
            {
                self.marks.push((target.to_owned(), page.number));
            }
        }
    }

    pub(super) fn finish(self, report: &mut Report) {
        // A note that stands where the source has it is no note at a foot, and leads to no mark.
        let led_back: FxHashSet<&str> =
            self.places.keys().filter_map(|name| Some(name.split_once(":mark:")?.0)).collect();
        let at_foot = |target: &str| {
            led_back.contains(target) || target.rsplit_once(':').is_some_and(|(note, _)| led_back.contains(note))
        };
        for (target, page) in self.marks {
            let Some(&place) = self.places.get(&target) else {
                report.find(Rule::Note, page, format!("the mark of note `{target}` leads nowhere"));
                continue;
            };
            report.notes += 1;
            if self.at_foot && at_foot(&target) && place != page {
                report.find(
                    Rule::Note,
                    page,
                    format!("note `{target}` begins on page {place}, not on that of its mark"),
                );
            }
        }
    }
}
