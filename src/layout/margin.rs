//! What stands beside the text: where the pages of the original begin, each with a tick at its place in the line.

use crate::layout::gutter;
use crate::layout::line::{Line, Shape};
use crate::layout::look::{Look, Mark};
use crate::layout::page::{Item, Page, Rule};
use crate::layout::paginate::Opening;
use crate::layout::render::{Pen, Stance};
use crate::layout::row::{ASIDE, ASIDE_INK, Frame, SetCell, SetText, Setter, Setting, Voice};
use crate::layout::style::{Alignment, BlockStyle};
use crate::text::{Inline, Lang, Rend, Text};

/// A mark and its place among the lines of a cell.
#[derive(Clone, Debug)]
pub(crate) struct SetMark {
    /// The index of the line.
    pub(crate) line: usize,
    /// Its place on the line, in points from the edge of the cell.
    pub(crate) x: f32,
    /// The number; nothing for a place that links lead to.
    pub(crate) n: Option<String>,
    /// By which identifier links lead there.
    pub(crate) id: Option<String>,
}

/// Where marks stand among the lines of a paragraph, in the order of the text: before the first piece that does not end
/// before them.
pub(crate) fn places(marks: &[Mark], lines: &[Line], looks: &[Look]) -> Vec<SetMark> {
    let mut found = Vec::with_capacity(marks.len());
    // Lines that end before a mark end before the next one, too.
    let (mut first, mut end_before) = (0, None);
    for mark in marks {
        let mut place = end_before;
        for (line, Line { pieces, .. }) in lines.iter().enumerate().skip(first) {
            for placed in pieces {
                let word = &placed.piece.word;
                let (from, to) = (usize::from(placed.piece.glyphs.0), usize::from(placed.piece.glyphs.1));
                let start = placed.piece.start as usize;
                let size = looks[placed.piece.look as usize].size;
                let next = word.glyphs.get(to).map_or(word.text.len(), |glyph| usize::from(glyph.cluster));
                // The end of the text is where the last piece ends.
                place = Some((line, placed.x + placed.width(size)));
                if start + next <= mark.at {
                    continue;
                }
                let before =
                    word.glyphs[from..to].iter().take_while(|glyph| start + usize::from(glyph.cluster) < mark.at);
                place = Some((line, placed.x + before.map(|glyph| glyph.advance * size).sum::<f32>()));
                break;
            }
            let is_found =
                pieces.last().is_some_and(|last| last.piece.start as usize + last.piece.word.text.len() > mark.at);
            if is_found {
                break;
            }
            if line + 1 < lines.len() {
                (first, end_before) = (line + 1, place);
            }
        }
        let (line, x) = place.unwrap_or((0, 0.0));
        found.push(SetMark { line, x, n: mark.n.clone(), id: mark.id.clone() });
    }
    found
}

/// Draws the marks of an opening: a tick at each place, and the numbers of a line together in the margin.
pub(crate) fn draw(
    pages: &mut [Page],
    opening: &Opening,
    frame_of: &dyn Fn(&SetCell) -> Frame,
    setting: &Setting<'_>,
    setter: &mut Setter,
) {
    // The page, the baseline, the frame, and the numbers beside it.
    let mut beside: Vec<(usize, f32, Frame, String)> = Vec::new();
    for placed in opening.blocks.iter().chain(&opening.notes).filter(|placed| !placed.repeated) {
        for cell in &placed.strand.cells {
            let frame = frame_of(cell);
            let page = frame.page.min(pages.len() - 1);
            let marks = &cell.text.marks;
            let first = marks.partition_point(|mark| cell.top + mark.line < placed.lines.0);
            for mark in &marks[first..] {
                let line = cell.top + mark.line;
                if line >= placed.lines.1 {
                    break;
                }
                let Some(n) = &mark.n else { continue };
                let y = placed.baseline(&setting.style, line);
                let x = frame.x + cell.x + mark.x - 0.9;
                pages[page].items.push(Item::Rule(Rule { x, y: y - 7.4, width: 0.35, height: 9.4, ink: ASIDE_INK }));
                if n.is_empty() {
                    continue;
                }
                match beside.iter_mut().find(|(on, at, of, _)| *on == page && *at == y && *of == frame) {
                    // No margin has room for as many, and what has no room is cut.
                    Some((.., numbers)) if numbers.len() > LONGEST => {}
                    Some((.., numbers)) => {
                        numbers.push_str(", ");
                        numbers.push_str(n);
                    }
                    None => beside.push((page, y, frame, n.clone())),
                }
            }
        }
    }
    for (page, y, frame, numbers) in beside {
        number(&mut pages[page], y, frame, &numbers, setting, setter);
    }
}

/// Sets numbers in the margin: outside the outer columns, and in the gutter before those between them; on the other side
/// where the numbers to cite by stand.
fn number(page: &mut Page, y: f32, frame: Frame, numbers: &str, setting: &Setting<'_>, setter: &mut Setter) {
    let style = &setting.style;
    let on_page = || setting.frames.iter().filter(|other| other.page == frame.page);
    let is_first = on_page().all(|other| other.x >= frame.x);
    let is_last = on_page().all(|other| other.x <= frame.x);
    let beside_numbers = is_first && gutter::numbers_margin(setting);
    let on_right = beside_numbers || is_last && (frame.page == 1 || !is_first);
    let in_margin = if on_right { is_last } else { is_first };
    let room = if in_margin { frame.x.min(style.width - frame.x - frame.width) - OUTER } else { style.gutter };
    let room = (room - GAP).max(8.0);
    let mut set = |numbers: &str, size: f32| -> (SetText, f32) {
        let small = BlockStyle { size, ..style.small(1.0, ASIDE_INK) };
        let shape = Shape::line(f32::MAX, Alignment::Ragged);
        let content = [Inline::Text(Text { text: numbers.to_owned(), at: 0 })];
        let text =
            setter.text(&content, Voice { lang: &Lang::new("und"), column: 0 }, small, Rend::default(), shape, setting);
        let width = text.extent(Lang::new("und").direction(), 0.0);
        (text, width)
    };
    let (mut text, mut width) = set(numbers, ASIDE);
    if width > room {
        // What is still too long in the smallest size is cut: the whole is in the source.
        let size = (ASIDE * room / width).max(SMALLEST);
        let fitting = (numbers.chars().count() as f32 * (ASIDE * room / width / size)).floor() as usize;
        let cut: String = numbers.chars().take(fitting.saturating_sub(1)).chain(['…']).collect();
        (text, width) = set(if size > SMALLEST { numbers } else { &cut }, size);
    }
    let x = if on_right { frame.x + frame.width + GAP } else { frame.x - GAP - width };
    Pen { page, setting, ink: ASIDE_INK, stance: Stance::Aside }.line(&text, 0, x, y);
}

/// Between a column and the numbers beside it.
const GAP: f32 = 10.0;
/// Between the numbers and the edge of the page.
const OUTER: f32 = 10.0;
/// How many bytes of the numbers of a line are set, at the most, before the last that goes beyond.
const LONGEST: usize = 1000;
/// The smallest size of numbers.
const SMALLEST: f32 = 5.0;
