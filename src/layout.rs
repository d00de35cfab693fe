//! Sets an edition on pages: from rows of text to placed glyphs.
//!
//! | step | module |
//! | --- | --- |
//! | which fonts there are, and which one a character takes | [`font`] |
//! | how an edition looks | [`style`] |
//! | from marked text to one string and its looks | `look` |
//! | where a line may end | `opportunity` |
//! | from there to shaped boxes | `paragraph`, `shape` |
//! | from boxes to lines | `line`, `hanging`, `overfull` |
//! | readings above their characters | `ruby` |
//! | how wide the columns are | `columns` |
//! | which rows are set together, and how each looks among the groups that hold it | `plan` |
//! | from a row to lines side by side | `row`, `table` |
//! | from a picture to its size and its place | `picture` |
//! | which row calls which notes | `note` |
//! | where pages end | `optimum` |
//! | from rows to pages, in step on one grid | `paginate` |
//! | from placed lines to placed glyphs | `render`, `margin`, `furniture`, [`page`] |
//! | whether the pages are as they should be | [`check`] |

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::edition::{Edition, Part, Row};

pub mod check;
mod columns;
pub mod font;
mod furniture;
mod hanging;
mod line;
mod look;
mod margin;
mod missing;
mod note;
mod opportunity;
mod optimum;
mod overfull;
pub mod page;
mod paginate;
mod paragraph;
mod picture;
mod plan;
mod render;
mod row;
mod ruby;
mod shape;
pub mod structure;
pub mod style;
mod table;
mod target;

use font::FontBook;
pub use missing::missing_glyphs;
use note::Notes;

pub use page::{Anchor, Glyph, GlyphRun, Heading, Item, Link, Page, Rule};
use paginate::{Opening, Paginator, Stand};
use plan::Plan;
use row::{Setter, Setting};
pub use structure::Structure;
use style::{Arrangement, PageStyle, Widths};
use target::Targets;

/// Rows that are set in one go: enough to keep all cores busy, few enough to need little memory.
const BATCH: usize = 256;

/// An edition on pages.
pub struct Layout<I> {
    /// What each text is, and the order in which the texts are read.
    pub structure: Structure,
    /// Where the column of each language stands.
    pub columns: Vec<Column>,
    /// How many pages the widths of the columns save beside columns of one width, where the program has chosen them.
    pub saved: Saved,
    /// The pages in order.
    pub pages: I,
}

/// Pages that are saved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Saved {
    /// So many: both were set.
    Counted(usize),
    /// About so many, by the lengths of the texts.
    Expected(usize),
}

/// The column of a language.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Column {
    /// The left edge, in points from that of the page.
    pub x: f32,
    /// The width, in points.
    pub width: f32,
}

/// Sets an edition. Its pages are made as they are asked for, a batch of rows at a time on all cores, and are the same
/// whatever the number of threads.
///
/// Every character of the edition must have a font: see [`missing_glyphs`].
pub fn set<'a>(
    edition: &'a Edition,
    book: &'a FontBook,
    style: &PageStyle,
) -> Layout<impl Iterator<Item = Page> + use<'a>> {
    let notes = Notes::new(edition, style.notes);
    let (frames, expected) = row::frames(edition, book, style);
    let title_page = style.arrangement == Arrangement::Facing && edition.langs.len() > 1;
    let threads = rayon::current_num_threads() + 1;
    let (plans, structure) = plan::plan(edition, style, &notes);
    let mut setting = Setting { edition, book, style: style.clone(), frames, notes, targets: Targets::new(edition) };
    let setters: Vec<_> = (0..threads).map(|_| Mutex::default()).collect();
    let saved = if plans.len() > COUNTED || expected == 0 && setting.has_equal_columns() {
        Saved::Expected(expected)
    } else {
        Saved::Counted(spare(&plans, &mut setting, &setters))
    };
    let columns = setting.frames.iter().map(|frame| Column { x: frame.x, width: frame.width }).collect();
    let pages = Pages {
        plans: plans.into(),
        setting,
        paginator: Some(Paginator::new(style.clone(), edition.langs.len(), title_page)),
        setters,
        number: 1,
        section: None,
        ready: VecDeque::new(),
        findings: Vec::new(),
    };
    Layout { structure, columns, saved, pages }
}

/// Rows up to which an edition is set in columns of one width, too, to see that its own widths cost no page. What they save
/// in a longer one is far more than its length can be misjudged by.
const COUNTED: usize = 400;

/// Takes columns of one width if the edition has fewer pages so, and gives how many fewer it has otherwise.
fn spare(plans: &[Plan<'_>], setting: &mut Setting<'_>, setters: &[Mutex<Setter>]) -> usize {
    let count = |setting: &Setting<'_>| {
        let mut paginator = Paginator::new(setting.style.clone(), setting.edition.langs.len(), false);
        let strands: Vec<_> = plans.par_iter().map(|plan| with(setters, |setter| setter.set(plan, setting))).collect();
        strands.into_iter().flatten().for_each(|strand| paginator.push(strand));
        paginator.finish();
        paginator.take().iter().map(|opening| render::page_count(opening, setting)).sum::<usize>()
    };
    let chosen = count(setting);
    let equal = PageStyle { widths: Widths::Equal, ..setting.style.clone() };
    let frames = std::mem::replace(&mut setting.frames, row::frames(setting.edition, setting.book, &equal).0);
    let equal = count(setting);
    if equal >= chosen {
        setting.frames = frames;
    }
    equal.saturating_sub(chosen)
}

struct Pages<'a> {
    plans: VecDeque<Plan<'a>>,
    setting: Setting<'a>,
    /// `None` when the last page has been made.
    paginator: Option<Paginator>,
    /// One for each thread, so that what they remember is shared without waiting.
    setters: Vec<Mutex<Setter>>,
    /// The number of the next page.
    number: u32,
    /// The words of the section that the last page has ended in, in each language.
    section: Option<Section>,
    ready: VecDeque<Page>,
    /// What is wrong with the lines of rows that no page has told yet.
    findings: Vec<Diagnostic>,
}

impl Iterator for Pages<'_> {
    type Item = Page;

    fn next(&mut self) -> Option<Page> {
        while self.ready.is_empty() {
            let paginator = self.paginator.as_mut()?;
            let count = self.plans.len().min(BATCH);
            let batch: Vec<Plan<'_>> = self.plans.drain(..count).collect();
            let (setting, setters) = (&self.setting, &self.setters);
            let set = |plan: &Plan<'_>| {
                let strands = with(setters, |setter| setter.set(plan, setting));
                let overfull = overfull::find(&strands, plan, setting);
                (strands, overfull)
            };
            let mut findings = Vec::new();
            for (strands, overfull) in batch.par_iter().map(set).collect::<Vec<_>>() {
                strands.into_iter().for_each(|strand| paginator.push(strand));
                findings.extend(overfull);
            }
            if self.plans.is_empty() {
                paginator.finish();
            }
            let openings = paginator.take();
            if self.plans.is_empty() {
                self.paginator = None;
            }
            let mut numbered = Vec::with_capacity(openings.len());
            for opening in openings {
                let number = self.number;
                self.number += render::page_count(&opening, setting) as u32;
                let (shown, last) = sections(&opening, self.section.take());
                self.section = last;
                numbered.push((number, opening, shown));
            }
            let pages: Vec<Vec<Page>> = numbered
                .par_iter()
                .map(|(number, opening, section)| {
                    with(setters, |setter| render::pages(opening, *number, section.as_deref(), setting, setter))
                })
                .collect();
            self.findings.extend(findings);
            self.ready.extend(pages.into_iter().flatten());
            if let Some(page) = self.ready.front_mut() {
                page.findings.append(&mut self.findings);
            }
        }
        self.ready.pop_front()
    }
}

/// The words of the heading of a section, in each language.
type Section = Arc<[String]>;

/// The section that the running heads of an opening show, which is the one that its first line belongs to, and the one in
/// which it ends.
fn sections(opening: &Opening, before: Option<Section>) -> (Option<Section>, Option<Section>) {
    let (mut shown, mut last) = (before.clone(), before);
    for placed in opening.blocks.iter().filter(|placed| placed.lines.0 == 0 && !placed.repeated) {
        if let Some((1, words)) = &placed.strand.heading {
            last = Some(words.as_slice().into());
            if matches!(placed.stand, Stand::Grid(0)) {
                shown = last.clone();
            }
        }
    }
    (shown, last)
}

/// Calls a function with the setter of this thread.
fn with<T>(setters: &[Mutex<Setter>], call: impl FnOnce(&mut Setter) -> T) -> T {
    let index = rayon::current_thread_index().map_or(0, |index| index + 1);
    call(&mut setters[index].lock().unwrap_or_else(PoisonError::into_inner))
}

fn rows(edition: &Edition) -> impl Iterator<Item = &Row> {
    edition.parts.iter().filter_map(|part| match part {
        Part::Row(row) => Some(row),
        _ => None,
    })
}
