//! From planned rows to numbered openings: sets rows, ends pages, numbers them, and follows the sections that running heads
//! name.

use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::layout::numbering::{Numbered, Numbering, Numerals};
use crate::layout::paginate::{Opening, Paginator, Stand};
use crate::layout::plan::Plan;
use crate::layout::row::{Setter, Setting};
use crate::layout::{overfull, render};

/// One for each thread, so that what they remember is shared without waiting.
pub(crate) struct Setters(Vec<Mutex<Setter>>);

impl Setters {
    pub(crate) fn new() -> Setters {
        Setters((0..rayon::current_num_threads() + 1).map(|_| Mutex::default()).collect())
    }

    /// Calls a function with the setter of this thread.
    pub(crate) fn with<T>(&self, call: impl FnOnce(&mut Setter) -> T) -> T {
        let index = rayon::current_thread_index().map_or(0, |index| index + 1);
        call(&mut self.0[index].lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The words of the heading of a section, in each language.
pub(crate) type Section = Arc<[String]>;

/// Makes openings out of rows, some at a time.
pub(crate) struct Openings {
    paginator: Paginator,
    numbering: Numbering,
    numerals: Numerals,
    /// The section that the last opening has ended in.
    section: Option<Section>,
}

impl Openings {
    pub(crate) fn new(setting: &Setting<'_>) -> Openings {
        Openings {
            paginator: Paginator::new(setting.style.clone(), setting.edition.langs.len()),
            numbering: Numbering::new(setting),
            numerals: Numerals::default(),
            section: None,
        }
    }

    /// Sets more rows, on all cores, and gives the openings that are complete, each with the section that its running heads
    /// name; and what is wrong with the lines. After the last rows, all are complete.
    pub(crate) fn set(
        &mut self,
        plans: &[Plan<'_>],
        is_last: bool,
        setting: &Setting<'_>,
        setters: &Setters,
    ) -> (Vec<(Numbered, Option<Section>)>, Vec<Diagnostic>) {
        let set = |plan: &Plan<'_>| {
            let strands = setters.with(|setter| setter.set(plan, setting));
            let overfull = overfull::find(&strands, plan, setting);
            (strands, overfull)
        };
        let mut findings = Vec::new();
        for (strands, overfull) in plans.par_iter().map(set).collect::<Vec<_>>() {
            strands.into_iter().for_each(|strand| self.paginator.push(strand));
            findings.extend(overfull);
        }
        if is_last {
            self.paginator.finish();
        }
        let mut numbered = Vec::new();
        for opening in self.paginator.take() {
            let pages = render::page_count(&opening, setting);
            self.numbering.push(opening, pages, &mut numbered);
        }
        if is_last {
            self.numbering.finish(&mut numbered);
        }
        let numbered = numbered.into_iter().map(|numbered| {
            let section = self.follow(&numbered.opening);
            (numbered, section)
        });
        (numbered.collect(), findings)
    }

    /// The section that the running heads of an opening name: that which its first line belongs to.
    fn follow(&mut self, opening: &Opening) -> Option<Section> {
        if opening.segment.numerals != self.numerals {
            (self.numerals, self.section) = (opening.segment.numerals, None);
        }
        let mut shown = self.section.clone();
        for placed in opening.blocks.iter().filter(|placed| placed.lines.0 == 0 && !placed.repeated) {
            let Some(heading) = placed.strand.heading.as_ref().filter(|heading| heading.level == 1) else { continue };
            self.section = Some(heading.words.as_slice().into());
            if matches!(placed.stand, Stand::Grid(0)) {
                shown = self.section.clone();
            }
        }
        shown
    }
}
