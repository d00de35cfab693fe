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
//! | which numbers pages have | `openings`, `numbering` |
//! | on which pages headings and notes stand, for those who name them | `survey`, `entry` |
//! | from placed lines to placed glyphs | `render`, `margin`, `furniture`, [`page`] |
//! | whether the pages are as they should be | [`check`] |

use std::collections::VecDeque;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::diagnostic::Diagnostic;
use crate::edition::{Edition, Part, Row};

pub mod check;
mod columns;
mod entry;
pub mod font;
mod furniture;
mod gutter;
mod hanging;
mod inner;
mod line;
mod look;
mod margin;
mod missing;
mod note;
mod numbering;
mod openings;
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
mod savings;
mod shape;
pub mod structure;
pub mod style;
mod survey;
mod table;
mod target;

use font::FontBook;
pub use missing::missing_glyphs;
use note::Notes;

use openings::{Openings, Setters};
pub use page::{Anchor, Glyph, GlyphRun, Heading, Item, Link, Page, Rule};
use plan::Plan;
use plan::contents;
use row::Setting;
pub use structure::Structure;
use style::{NotePlace, NoteRestart, PageStyle, ShowContents, Widths};
use survey::Survey;
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
    let frames = row::frames(edition, book, style);
    let headings = contents::headings(edition, style);
    let (mut plans, mut structure) = plan::plan(edition, style, &notes, &headings);
    let mut setting = Setting { edition, book, style: style.clone(), frames, notes, targets: Targets::new(edition) };
    let setters = Setters::new();
    let saved = if style.widths != Widths::Auto || setting.has_equal_columns() {
        Saved::Counted(0)
    } else {
        savings::secure(&plans, &mut setting, &setters)
    };
    if !headings.is_empty() || numbers_by_page(style) {
        let survey = settle(&plans, &headings, &mut setting, &setters);
        if style.contents.show == ShowContents::Auto && survey.pages < contents::FEWEST_PAGES {
            (plans, structure) = plan::plan(edition, style, &setting.notes, &[]);
        } else {
            contents::number(&mut plans, &survey.places);
        }
    }
    let columns = setting.frames.iter().map(|frame| Column { x: frame.x, width: frame.width }).collect();
    let openings = Some(Openings::new(&setting));
    let pages = Pages { plans: plans.into(), setting, openings, setters, ready: VecDeque::new(), findings: Vec::new() };
    Layout { structure, columns, saved, pages }
}

/// Whether notes are numbered page by page.
fn numbers_by_page(style: &PageStyle) -> bool {
    style.notes.restart == NoteRestart::Page && style.notes.place == NotePlace::Foot
}

/// How often pages are placed at the most until the numbers of notes are those of their pages. Other numbers are as wide,
/// or nearly, so that the second time is the last but for rare cases.
const TIMES: usize = 6;

/// Places an edition until the notes on its pages have the numbers that they are placed with. Where that comes to no end,
/// as one number more makes a line longer, which takes the note to another page, they are numbered by section.
fn settle(
    plans: &[Plan<'_>],
    headings: &[contents::Heading<'_>],
    setting: &mut Setting<'_>,
    setters: &Setters,
) -> Survey {
    let sought: FxHashSet<&str> = headings.iter().map(|heading| &*heading.target).collect();
    let mut survey = survey::survey(plans, &sought, setting, setters);
    if !numbers_by_page(&setting.style) {
        return survey;
    }
    for _ in 0..TIMES {
        if !setting.notes.number_pages(&survey.notes) {
            return survey;
        }
        survey = survey::survey(plans, &sought, setting, setters);
    }
    setting.notes.number_sections();
    survey::survey(plans, &sought, setting, setters)
}

struct Pages<'a> {
    plans: VecDeque<Plan<'a>>,
    setting: Setting<'a>,
    /// `None` when the last page has been made.
    openings: Option<Openings>,
    setters: Setters,
    ready: VecDeque<Page>,
    /// What is wrong with the lines of rows that no page has told yet.
    findings: Vec<Diagnostic>,
}

impl Iterator for Pages<'_> {
    type Item = Page;

    fn next(&mut self) -> Option<Page> {
        while self.ready.is_empty() {
            let openings = self.openings.as_mut()?;
            let count = self.plans.len().min(BATCH);
            let batch: Vec<Plan<'_>> = self.plans.drain(..count).collect();
            let (setting, setters) = (&self.setting, &self.setters);
            let (numbered, findings) = openings.set(&batch, self.plans.is_empty(), setting, setters);
            if self.plans.is_empty() {
                self.openings = None;
            }
            let pages: Vec<Vec<Page>> = numbered
                .par_iter()
                .map(|(numbered, section)| {
                    setters.with(|setter| render::pages(numbered, section.as_deref(), setting, setter))
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

fn rows(edition: &Edition) -> impl Iterator<Item = &Row> {
    edition.parts.iter().filter_map(|part| match part {
        Part::Row(row) => Some(row),
        _ => None,
    })
}
