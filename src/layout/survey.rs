//! Places an edition without drawing it, to learn what its pages say of themselves: on which of them headings and notes
//! stand.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::layout::numbering::{Numbered, Numerals, PageLabel};
use crate::layout::openings::{Openings, Setters};
use crate::layout::plan::Plan;
use crate::layout::row::Setting;
use crate::layout::{BATCH, render};

/// What the pages of an edition say.
#[derive(Default)]
pub(crate) struct Survey {
    /// How many pages of text there are.
    pub(crate) pages: u32,
    /// For each place that was sought, its page in each language.
    pub(crate) places: FxHashMap<String, Vec<PageLabel>>,
    /// The names of the notes that begin at the feet of each page, in their order, each with its language.
    pub(crate) notes: Vec<Vec<(usize, String)>>,
}

/// Places all rows, and looks for the pages of some places.
pub(crate) fn survey(plans: &[Plan<'_>], sought: &FxHashSet<&str>, setting: &Setting<'_>, setters: &Setters) -> Survey {
    let mut openings = Openings::new(setting);
    let mut survey = Survey::default();
    let mut batches = plans.chunks(BATCH).peekable();
    while let Some(batch) = batches.next() {
        for (numbered, _) in openings.set(batch, batches.peek().is_none(), setting, setters).0 {
            survey.look(&numbered, sought, setting);
        }
    }
    survey
}

impl Survey {
    fn look(&mut self, Numbered { opening, label, .. }: &Numbered, sought: &FxHashSet<&str>, setting: &Setting<'_>) {
        let pages = render::page_count(opening, setting);
        if label.numerals == Numerals::Arabic {
            self.pages += pages as u32;
        }
        for placed in opening.blocks.iter().filter(|placed| !placed.repeated) {
            let (from, to) = placed.lines;
            for (.., id) in placed.strand.ids.iter().filter(|(line, ..)| (from..to).contains(line)) {
                if sought.contains(id.as_str()) {
                    let page = |lang| label.after(setting.frame(opening.segment, lang).page.min(pages - 1));
                    let langs = 0..setting.edition.langs.len();
                    self.places.entry(id.clone()).or_insert_with(|| langs.map(page).collect());
                }
            }
        }
        let begun = opening.notes.iter().filter(|placed| placed.lines.0 == 0);
        let notes = begun.filter_map(|placed| {
            let lang = placed.strand.cells.first()?.lang;
            Some((lang, placed.strand.ids.first()?.2.clone()))
        });
        self.notes.push(notes.collect());
    }
}
