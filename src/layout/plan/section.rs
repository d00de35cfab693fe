//! Where sections begin and end: on which pages, and with which notes behind them; and the sections of the edition's own.

use std::borrow::Cow;

use super::{Planner, colophon, contents, label_row};
use crate::edition::{Part, Row};
use crate::layout::row::Start;
use crate::layout::structure::Event;
use crate::layout::style::{NotePlace, SectionStart};
use crate::text::{GroupKind, Role};

impl<'a> Planner<'a, '_> {
    /// Where the next row starts, if it begins one of the outermost sections or a text among several.
    pub(super) fn start_section(&mut self, row: &Row) {
        let began = |kind: GroupKind| self.begun.iter().any(|(begun, _)| *begun == kind);
        let sections =
            |kinds: &mut dyn Iterator<Item = GroupKind>| kinds.filter(|kind| *kind == GroupKind::Section).count();
        let begun = sections(&mut self.begun.iter().map(|(kind, _)| *kind));
        let is_outermost = begun > 0 && sections(&mut self.open.iter().copied()) == begun;
        let begins = match row.role {
            Role::Head { .. } => is_outermost,
            Role::Title => began(GroupKind::TitleBlock),
            _ => false,
        };
        // A heading of all that follows stands with the heading of its first part.
        let is_below_head = self.last_row().is_some_and(|last| matches!(last.row.role, Role::Head { .. }));
        if begins && self.has_text && !is_below_head && self.start == Start::RunOn {
            self.start = self.section_start();
        }
        self.has_text |= self.in_text;
    }

    pub(super) fn section_start(&self) -> Start {
        match self.page.heads.start {
            SectionStart::RunOn => Start::RunOn,
            SectionStart::Page => Start::Page,
            SectionStart::RightHand => Start::RightHand,
        }
    }

    /// What stands at the end starts on a page of its own where sections do, if not on the right.
    pub(super) fn end_start(&mut self) {
        if self.has_text && self.page.heads.start != SectionStart::RunOn {
            self.start = Start::Page;
        }
    }

    /// Ends an outermost section whose last part has this index: with its notes, where they stand behind it.
    pub(super) fn close_section(&mut self, index: usize) {
        let from = std::mem::replace(&mut self.section_from, index + 1);
        if self.page.notes.place == NotePlace::Section {
            let notes = self.notes.within(from..index);
            let notes: Vec<&Row> = notes.into_iter().filter(|note| !self.is_placed(note)).collect();
            self.note_numbers.extend(notes.iter().filter_map(|note| note.id.as_deref()).map(|id| (id, self.next)));
            self.list_notes(&notes, 2);
        }
    }

    /// Lists notes under a heading of some level.
    pub(super) fn list_notes(&mut self, notes: &[&'a Row], level: u8) {
        let Some(first) = notes.first() else { return };
        let heading = label_row(self.edition, Role::Head { level }, first, |labels| &labels.notes);
        self.events.push(Event::Open(GroupKind::Section));
        let mut heading = self.planned(Cow::Owned(heading), false);
        if level == 1 {
            heading.groups.push(Cow::Borrowed(contents::NOTES));
            heading.is_listed = true;
        }
        self.push(heading);
        for (index, row) in notes.iter().enumerate() {
            let mut planned = self.planned(Cow::Borrowed(*row), true);
            planned.style.above = u16::from(index == 0);
            planned.label = row.mark();
            self.push(planned);
        }
        self.events.push(Event::Close);
    }

    /// Adds a section of the edition's own words, whose place has a name.
    pub(super) fn own_section(&mut self, name: &'static str, rows: &'a [Row]) {
        if rows.is_empty() {
            return;
        }
        self.events.push(Event::Open(GroupKind::Section));
        for (index, row) in rows.iter().enumerate() {
            let mut planned = self.planned(Cow::Borrowed(row), false);
            if index == 0 {
                planned.groups.push(Cow::Borrowed(name));
            }
            planned.style = colophon::block(row, self.page);
            // It is read at a glance.
            planned.style.keep_with_next |= index + 1 < rows.len();
            self.push(planned);
        }
        self.events.push(Event::Close);
    }
}

/// The notes among the parts of an edition that a mark can point to.
pub(super) fn anchored(parts: &[Part]) -> impl Iterator<Item = &Row> {
    parts.iter().filter_map(|part| match part {
        Part::Row(row) if row.role == (Role::Note { anchored: true }) => Some(row),
        _ => None,
    })
}
