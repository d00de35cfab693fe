//! How a row looks among the groups that hold it.

use super::{ITEM_ALONE, PlannedRow, Planner, STANZA, STANZA_LINE};
use crate::layout::style::{self, Alignment};
use crate::text::{Align, GroupKind, ListStyle, Role};

/// What the end of a page before that costs with which a letter or a quotation closes.
const CLOSING: u16 = 2_000;
/// How many blank lines there are besides before what begins after a break.
const APART: u16 = 2;
/// How many notes below a heading stand with what follows them.
const MOST_NOTES_BELOW_HEAD: u16 = 2;
/// The size of an epigraph, in that of the text.
const EPIGRAPH: f32 = 0.92;
/// How far it stands in, in ems, where the column is wide enough.
const EPIGRAPH_INDENT: f32 = 6.0;
/// The measure in ems up to which it does not stand in.
const EPIGRAPH_MEASURE: f32 = 14.0;

impl<'a> Planner<'a, '_> {
    /// The style of a row among the groups that hold it.
    pub(super) fn style(&mut self, planned: &mut PlannedRow<'a>) {
        let (previous, keeps, inset) = match self.last_row() {
            Some(last) => (Some(last.row.role), last.style.keep_with_next, last.style.inset),
            None => (None, false, 0.0),
        };
        let fresh = !self.begun.is_empty();
        let began = |kind: GroupKind| self.begun.iter().any(|(begun, _)| *begun == kind);
        let row = &planned.row;
        let block = &mut planned.style;
        let count = |is: fn(&GroupKind) -> bool| self.open.iter().filter(|kind| is(kind)).count();
        let lists = count(|kind| matches!(kind, GroupKind::List(_)));
        let list =
            self.open.iter().rev().find_map(|kind| if let GroupKind::List(style) = kind { Some(*style) } else { None });
        let quotations = count(|kind| *kind == GroupKind::Quotation);
        if matches!(row.role, Role::VerseLine(_)) && self.open.contains(&GroupKind::Stanza) {
            let line = if began(GroupKind::Stanza) { 0 } else { self.lines_of_stanza };
            self.lines_of_stanza = line + 1;
            planned.break_cost = match line {
                0 => 0,
                1 => STANZA_LINE,
                _ => STANZA,
            };
        }
        let is_item = row.role == Role::Label || row.role == Role::Item && previous != Some(Role::Label);
        if let Some(count) = self.items.last_mut().filter(|_| is_item) {
            *count += 1;
            planned.break_cost = if *count == 2 { ITEM_ALONE } else { 0 };
        }
        // What stands at the beginning of a letter, and what follows it there.
        let begins = began(GroupKind::Section)
            || keeps && matches!(previous, Some(Role::Dateline | Role::Salute | Role::Head { .. } | Role::Subhead));
        let in_epigraph = self.open.contains(&GroupKind::Epigraph);
        let in_figure = self.open.contains(&GroupKind::Figure);
        let in_table = self.open.contains(&GroupKind::Table);
        let goes_on = in_figure && !began(GroupKind::Figure);
        block.indent += style::LABEL * lists.saturating_sub(1) as f32 + 1.6 * quotations as f32;
        block.inset += 1.6 * quotations as f32;
        let first_of_group = match row.role {
            Role::Item | Role::Label => !matches!(previous, Some(Role::Item | Role::Label)) || (fresh && lists == 1),
            Role::VerseLine(_) => {
                !matches!(previous, Some(Role::VerseLine(_) | Role::Speaker | Role::Stage))
                    || (fresh && matches!(previous, Some(Role::VerseLine(_))))
            }
            Role::Citation => previous != Some(Role::Citation),
            Role::Entry => previous != Some(Role::Entry),
            Role::Cell(_) => {
                !matches!(previous, Some(Role::Cell(_) | Role::Caption))
                    || began(GroupKind::Table) && previous != Some(Role::Caption)
            }
            _ => false,
        };
        if first_of_group {
            block.above = 1;
        }
        // What a speaker says follows the name closely, and a paragraph its label.
        let is_begun = match row.role {
            Role::Paragraph | Role::Block if previous == Some(Role::Label) => true,
            Role::Paragraph | Role::Block | Role::Stage => {
                previous == Some(Role::Speaker) || previous == Some(Role::Stage) && keeps
            }
            _ => false,
        };
        if is_begun {
            block.above = 0;
        }
        if block.first > 0.0 {
            // Only what follows a paragraph needs to be told from it. A quotation, and what follows it, stands apart.
            let follows = previous == Some(Role::Paragraph) && block.inset.total_cmp(&inset).is_eq();
            let is_apart = !follows && !is_begun;
            (block.first, block.above) = (if follows { block.first } else { 0.0 }, u16::from(is_apart));
        }
        match row.role {
            Role::VerseLine(verse) => block.indent += 1.2 * f32::from(verse.indent),
            Role::Item | Role::Label if list == Some(ListStyle::Plain) && row.label.is_none() => {
                block.indent = (block.indent - style::LABEL).max(0.0);
                block.hang = 1.2;
            }
            // What is told of a document or a sitting below its heading, such as its source and who is in the chair, stands
            // with what follows.
            Role::Note { anchored: false } => {
                self.notes_below_head = match previous {
                    Some(Role::Head { .. } | Role::Subhead) => 1,
                    Some(Role::Note { .. }) if keeps => self.notes_below_head + 1,
                    _ => 0,
                };
                block.keep_with_next = matches!(self.notes_below_head, 1..=MOST_NOTES_BELOW_HEAD);
            }
            // The labels of a list stand where those of its items would.
            Role::Item if previous == Some(Role::Label) => block.above = 0,
            Role::Cell(cell) => block.bold = cell.head,
            Role::Caption if !in_figure => (block.bold, block.keep_with_next) = (true, true),
            // At the beginning of a letter it stands with what follows, at its end with the signature.
            Role::Dateline | Role::Salute => {
                let closes = !begins && matches!(previous, Some(Role::Signed | Role::Salute | Role::Paragraph));
                block.keep_with_next = !closes;
                if closes {
                    planned.break_cost = CLOSING;
                }
            }
            Role::Signed | Role::Trailer => planned.break_cost = CLOSING,
            Role::Caption if in_figure && previous == Some(Role::Description) => block.above = 0,
            // A picture and its caption, in the order of their source.
            Role::Picture if goes_on && previous == Some(Role::Caption) => block.above = 0,
            Role::Caption if goes_on && previous == Some(Role::Picture) => block.above = 0,
            Role::Head { .. } if in_table || in_figure => block.above = 1,
            Role::Citation if quotations > 0 => {
                block.alignment = Alignment::FlushEnd;
                (block.above, block.hang) = (0, 0.0);
                planned.break_cost = CLOSING;
            }
            _ => {}
        }
        block.above = match (row.role, previous) {
            // The words that a letter ends with, one below the other.
            (Role::Salute, Some(Role::Salute))
            | (Role::Signed, Some(Role::Salute | Role::Signed))
            | (Role::Dateline, Some(Role::Signed | Role::Dateline))
                if !fresh =>
            {
                0
            }
            // Several heads of one section.
            (Role::Head { .. }, Some(Role::Head { .. })) if !fresh => 0,
            (
                Role::Note { anchored: false },
                Some(Role::Head { .. } | Role::Subhead | Role::Salute | Role::Dateline | Role::Stage),
            ) => 1,
            _ => block.above,
        };
        if in_epigraph {
            block.size = block.size.min(EPIGRAPH * self.page.size);
            let room = self.page.column_width(self.edition.langs.len()) / self.page.size - EPIGRAPH_MEASURE;
            // Lines of verse turn where they have less room.
            let most = if matches!(row.role, Role::VerseLine(_)) { EPIGRAPH_INDENT / 3.0 } else { EPIGRAPH_INDENT };
            block.indent += (room / 2.5).clamp(0.0, most);
            block.keep_with_next = true;
            block.hyphenate = false;
            match row.role {
                Role::Citation => {
                    block.alignment = Alignment::FlushEnd;
                    (block.above, block.hang) = (0, 0.0);
                }
                _ if block.alignment == Alignment::Justified => block.alignment = Alignment::Ragged,
                _ => {}
            }
        }
        block.keep_with_next |= in_figure;
        // The imprint and the like stand as the title does.
        if self.open.contains(&GroupKind::TitleBlock) && self.page.title.alignment == Alignment::Centered {
            (block.alignment, block.first) = (Alignment::Centered, 0.0);
        }
        if row.rend.apart {
            (block.first, block.above) = (0.0, block.above.max(1) + APART);
        }
        match row.rend.align {
            Align::Default => {}
            Align::Center => block.alignment = Alignment::Centered,
            Align::End => block.alignment = Alignment::FlushEnd,
        }
    }
}
