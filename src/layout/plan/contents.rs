//! The list of contents: which headings it names, and how its entries are planned. Their page numbers come last, when the
//! text has been placed.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{Plan, PlannedRow, Planner, label_row};
use crate::edition::{Cell, Edition, Part, Row, Status};
use crate::layout::page::PageLabel;
use crate::layout::structure::Event;
use crate::layout::style::{Alignment, NotePlace, PageStyle, ShowContents};
use crate::text::{GroupKind, Inline, Kind, Role, Text};

/// The fewest headings that a text has if it gets a list of contents that was not asked for.
const FEWEST: usize = 3;
/// The fewest pages that it has.
pub(crate) const FEWEST_PAGES: u32 = 9;
/// How far an entry is indented for each level, in ems.
const INDENT: f32 = 1.4;
/// The name of the place of the notes at the end. No `xml:id` has a colon.
pub(crate) const NOTES: &str = "end:notes";

/// A heading that the list may name.
pub(crate) struct Heading<'a> {
    /// The part of the edition that it is; the first, where several headings follow each other.
    part: Option<usize>,
    /// Its words: the rows of these headings, or none for the notes at the end.
    rows: Vec<&'a Row>,
    /// 1 for the outermost.
    level: u8,
    /// The name of its place.
    pub(crate) target: Cow<'a, str>,
}

/// The entry of a heading.
#[derive(Clone)]
pub(crate) struct Entry {
    /// The name of the place that it leads to.
    pub(crate) target: String,
    /// The number of the page in each language.
    pub(crate) pages: Vec<PageLabel>,
}

/// The headings of an edition that a list of contents names; none if there is to be none.
pub(crate) fn headings<'a>(edition: &'a Edition, style: &PageStyle) -> Vec<Heading<'a>> {
    let mut found: Vec<Heading<'a>> = Vec::new();
    let mut open = Vec::new();
    let mut blocks = 0;
    let mut last = None;
    for (index, part) in edition.parts.iter().enumerate() {
        match part {
            Part::Open(group) => {
                blocks += usize::from(group.kind == GroupKind::TitleBlock);
                open.push(group.kind);
            }
            Part::Close => drop(open.pop()),
            Part::Row(row) => {
                let level = match row.role {
                    Role::Head { level } if matches!(open.last(), None | Some(GroupKind::Section)) => level.max(1),
                    // The title of one text among several.
                    Role::Title if blocks > 1 && open.last() == Some(&GroupKind::TitleBlock) => 1,
                    Role::Subhead if matches!(open.last(), None | Some(GroupKind::Section)) => {
                        found.last_mut().into_iter().for_each(|heading: &mut Heading<'a>| heading.rows.push(row));
                        continue;
                    }
                    _ => continue,
                };
                let follows = index > 0 && last == Some(index - 1);
                last = Some(index);
                match found.last_mut().filter(|heading| follows && heading.level == level) {
                    // A number and a title, as in “Chapter 1” and “The Harbour”.
                    Some(heading) => heading.rows.push(row),
                    None => {
                        let target = row.id.as_deref().map(Cow::Borrowed);
                        let target = target.unwrap_or_else(|| Cow::Owned(format!("heading:{index}")));
                        found.push(Heading { part: Some(index), rows: vec![row], level, target });
                    }
                }
            }
        }
    }
    let is_note = |part: &Part| matches!(part, Part::Row(row) if row.role == (Role::Note { anchored: true }));
    if style.notes.place == NotePlace::End && edition.parts.iter().any(is_note) {
        found.push(Heading { part: None, rows: Vec::new(), level: 1, target: NOTES.into() });
    }
    let outermost = found.iter().map(|heading| heading.level).min().unwrap_or(1);
    found.iter_mut().for_each(|heading| heading.level -= outermost - 1);
    let least = match style.contents.show {
        ShowContents::Never => return Vec::new(),
        ShowContents::Always => 1,
        ShowContents::Auto => FEWEST,
    };
    if found.len() < least {
        return Vec::new();
    }
    found.retain(|heading| heading.level <= style.contents.depth);
    found
}

/// Gives the entries the numbers of their pages.
pub(crate) fn number(plans: &mut [Plan<'_>], places: &FxHashMap<String, Vec<PageLabel>>) {
    for entry in plans.iter_mut().flat_map(|plan| &mut plan.rows).filter_map(|row| row.entry.as_mut()) {
        if let Some(pages) = places.get(&entry.target) {
            entry.pages.clone_from(pages);
        }
    }
}

impl<'a> Heading<'a> {
    /// What the entry of a heading says: its words without notes, links and the ends of lines.
    fn row(&self, edition: &Edition, model: &Row) -> Row {
        if self.rows.is_empty() {
            return label_row(edition, Role::Block, model, |labels| &labels.notes);
        }
        let cells = (0..edition.langs.len()).map(|lang| {
            let mut content = Vec::new();
            for row in &self.rows {
                if !content.is_empty() {
                    content.push(text("\u{2003}"));
                }
                content.extend(words(&row.cells[lang].content));
            }
            let first = &self.rows[0].cells[lang];
            Cell {
                status: Status::Source,
                lang: first.lang.clone(),
                content: content.into(),
                file: Arc::clone(&first.file),
            }
        });
        Row { made: true, ..Row::new(Role::Block, cells.collect()) }
    }
}

fn text(words: &str) -> Inline {
    Inline::Text(Text { text: words.to_owned(), at: 0 })
}

/// The words of a heading as they stand in an entry.
fn words(content: &[Inline]) -> Vec<Inline> {
    let mut out = Vec::with_capacity(content.len());
    for inline in content {
        match inline {
            Inline::Text(_) => out.push(inline.clone()),
            Inline::Break(_) => out.push(text(" ")),
            Inline::NoteMark(_) | Inline::Milestone(_) => {}
            Inline::Element(element) => {
                let mut element = element.clone();
                element.content = words(&element.content);
                // The entry is a link itself.
                if element.kind == Kind::Reference {
                    out.append(&mut element.content);
                } else {
                    out.push(Inline::Element(element));
                }
            }
        }
    }
    out
}

impl<'a> Planner<'a, '_> {
    /// Plans the list of contents.
    pub(super) fn contents(&mut self, headings: &[Heading<'a>]) {
        let edition = self.edition;
        let Some(model) = headings.iter().find_map(|heading| heading.rows.first()) else { return };
        self.events.push(Event::Open(GroupKind::Section));
        let title = label_row(edition, Role::Head { level: 1 }, model, |labels| &labels.contents);
        let mut title = self.planned(Cow::Owned(title), false);
        title.groups.push(Cow::Borrowed("contents:head"));
        self.push(title);
        self.events.push(Event::OpenContents);
        let is_nested = headings.iter().any(|heading| heading.level > 1);
        for (index, heading) in headings.iter().enumerate() {
            let row = heading.row(edition, model);
            let mut planned = self.unnumbered(Cow::Owned(row));
            self.events.push(Event::Entry(self.next, heading.level));
            self.next += 1;
            let style = &mut planned.style;
            let depth = f32::from(heading.level - 1);
            style.alignment = Alignment::Ragged;
            style.hyphenate = false;
            (style.first, style.hang, style.indent) = (0.0, INDENT, INDENT * depth);
            style.bold = is_nested && heading.level == 1 && self.page.heads.bold;
            let deeper = |at: usize| headings.get(at).is_some_and(|other| other.level > 1);
            // An entry stands with those below it, and apart from what stands before and behind them.
            let is_part = heading.level == 1 && deeper(index + 1);
            let ends_part = heading.level == 1 && index > 0 && deeper(index - 1);
            style.above = u16::from(index == 0 || is_part || ends_part);
            style.keep_with_next = is_part;
            let pages = vec![PageLabel::default(); edition.langs.len()];
            planned.entry = Some(Entry { target: heading.target.clone().into_owned(), pages });
            self.push(planned);
        }
        self.events.push(Event::CloseContents);
        self.events.push(Event::Close);
    }

    /// Gives the place of a heading that the list names and that has no name itself one to which its entry leads.
    pub(super) fn name_heading(&self, index: usize, planned: &mut PlannedRow<'a>) {
        // They stand in the order of their parts, and what has none stands last.
        let order = |heading: &Heading<'_>| heading.part.map_or(Ordering::Greater, |part| part.cmp(&index));
        planned.is_listed = self.headings.binary_search_by(order).is_ok();
        if planned.is_listed && planned.row.id.is_none() {
            planned.groups.push(Cow::Owned(format!("heading:{index}")));
        }
    }
}
