//! Sets the entries of the list of contents: what a heading says, a leader, and the number of its page.

use crate::layout::line::{Placed, Shape};
use crate::layout::page::StretchId;
use crate::layout::paragraph::Space;
use crate::layout::plan::PlannedRow;
use crate::layout::plan::contents::Entry;
use crate::layout::render::is_elsewhere;
use crate::layout::row::{self, Frame, SetCell, SetText, Setter, Setting, Voice};
use crate::layout::style::{Alignment, BlockStyle, Ink};
use crate::text::{Attributes, Direction, Element, Inline, Kind, Lang, Rend, Text};

/// From one dot of a leader to the next, in ems. All leaders of a column count from its edge, so that their dots stand
/// one below the other.
const PITCH: f32 = 0.55;
/// Between a leader and what stands before and behind it, at the least, in ems.
const GAP: f32 = 0.5;
/// The room that an entry leaves for the number, in ems.
const ROOM: f32 = 3.0;
/// The part of the width that this is at the most.
const NARROW: f32 = 0.3;
/// The fewest dots that make a leader.
const FEWEST: usize = 2;

impl Setter {
    /// Sets an entry in one language.
    pub(crate) fn entry(
        &mut self,
        planned: &PlannedRow<'_>,
        entry: &Entry,
        index: usize,
        setting: &Setting<'_>,
    ) -> Vec<SetCell> {
        let cell = &planned.row.cells[index];
        let frame = row::frame_of(planned, index, setting);
        let style = planned.style;
        let voice = Voice { lang: &cell.lang, column: index };
        let direction = cell.lang.direction();
        let target = target(entry, index, frame, setting);
        let room = (ROOM * style.size).min(NARROW * frame.width);
        let shape = Shape {
            measure: frame.width - room,
            indent: (style.indent * style.size).min(frame.width / 2.0),
            hang: style.hang * style.size,
            ..Shape::line(frame.width, style.alignment)
        };
        let content = [link(&target, cell.content.to_vec())];
        let shape = self.relieved(&content, voice, style, Rend::default(), shape, setting);
        let mut text = self.text(&content, voice, style, Rend::default(), shape, setting);
        if direction == Direction::RightToLeft {
            let pieces = text.lines.iter_mut().flat_map(|line| &mut line.pieces);
            pieces.for_each(|placed| placed.x += room);
        }
        let source = row::source(planned, index, StretchId::NONE, setting);
        let number = [link(&target, vec![words(entry.pages[index].to_string())])];
        let plain = BlockStyle { bold: false, ..style };
        let line = Shape::line(frame.width, Alignment::FlushEnd);
        let number = self.text(&number, voice, plain, Rend::default(), line, setting);
        let end = text.extent(direction, frame.width);
        let behind = number.extent(direction.opposite(), frame.width);
        let top = text.lines.len().saturating_sub(1);
        join(&mut text, number, direction);
        let set = |text, x, top, ink, aside| SetCell {
            lang: index,
            x,
            top,
            text,
            ink,
            untranslated: false,
            aside,
            across: false,
        };
        let text = SetText { source: Some(source), ..text };
        let mut cells = vec![set(text, 0.0, 0, style.ink, false)];
        // The leader goes from one multiple of the pitch to another, counted from the side on which lines end.
        let pitch = PITCH * style.size;
        let first = ((behind + GAP * style.size) / pitch).ceil();
        let last = ((frame.width - end - GAP * style.size) / pitch).floor();
        let dots = (last - first).max(0.0) as usize;
        if dots >= FEWEST {
            let x = match direction {
                Direction::LeftToRight => frame.width - last * pitch,
                Direction::RightToLeft => first * pitch,
            };
            let leader = self.leader(dots, pitch, style, setting);
            cells.push(set(leader, x, top, LEADER_INK, true));
        }
        cells
    }

    /// Dots in a row.
    fn leader(&mut self, dots: usize, pitch: f32, style: BlockStyle, setting: &Setting<'_>) -> SetText {
        let und = Lang::new("und");
        let plain = BlockStyle { bold: false, italic: false, alignment: Alignment::Ragged, ..style };
        let content = [words(vec!["."; dots].join(" "))];
        let shape = Shape::line(f32::MAX, Alignment::Ragged);
        let mut text = self.text(&content, Voice { lang: &und, column: 0 }, plain, Rend::default(), shape, setting);
        for (dot, placed) in text.lines.iter_mut().flat_map(|line| &mut line.pieces).enumerate() {
            placed.x = dot as f32 * pitch;
            // Each stands by itself.
            placed.piece.space = None;
        }
        text
    }
}

/// The ink of leaders.
const LEADER_INK: Ink = Ink::grey(0.45);

/// Puts a number on the last line of a text.
fn join(text: &mut SetText, number: SetText, direction: Direction) {
    let Some(last) = text.lines.last_mut() else { return };
    let looks = text.looks.len() as u32;
    text.looks.extend(number.looks);
    // The number is read last.
    let read = last.pieces.iter().map(|placed| placed.order + 1).max().unwrap_or(0);
    let pieces = number.lines.into_iter().flat_map(|line| line.pieces);
    let mut pieces: Vec<Placed> = pieces
        .map(|mut placed| {
            placed.piece.look += looks;
            placed.order += read;
            placed
        })
        .collect();
    match direction {
        Direction::LeftToRight => {
            if let Some(placed) = last.pieces.last_mut() {
                placed.piece.space = Some(Space { character: ' ', level: placed.piece.level });
            }
            apart(pieces.first_mut());
            last.pieces.extend(pieces);
        }
        Direction::RightToLeft => {
            apart(last.pieces.first_mut());
            last.pieces.splice(0..0, pieces).for_each(drop);
        }
    }
}

/// Begins a run of its own with what stands far from what precedes it.
fn apart(placed: Option<&mut Placed>) {
    if let Some(placed) = placed {
        placed.piece.before = GAP;
    }
}

/// What the entry of a language leads to: the page that has the heading in this language.
fn target(entry: &Entry, lang: usize, frame: Frame, setting: &Setting<'_>) -> String {
    if is_elsewhere(frame, setting) {
        return format!("#{}:{}", entry.target, setting.edition.langs[lang]);
    }
    format!("#{}", entry.target)
}

fn link(target: &str, content: Vec<Inline>) -> Inline {
    let attributes = Attributes { target: Some(target.to_owned()), ..Attributes::default() }.shared();
    Inline::Element(Box::new(Element { name: "ref".into(), kind: Kind::Reference, attributes, content, at: 0 }))
}

fn words(words: String) -> Inline {
    Inline::Text(Text { text: words, at: 0 })
}
