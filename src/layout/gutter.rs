//! What stands between columns: numbers to cite by, and a fine line that gives way to them.

use crate::layout::furniture::{self, Words};
use crate::layout::page::{Item, Page, Rule};
use crate::layout::paginate::{Block, Opening};
use crate::layout::picture::SetPicture;
use crate::layout::render::Stance;
use crate::layout::row::{ASIDE, ASIDE_INK, Frame, SetCell, Setter, Setting};
use crate::layout::style::{Alignment, Arrangement, BlockStyle, Ink, Numbers, PageStyle};
use crate::text::Lang;

/// A number and the baseline that it stands on.
struct Number {
    y: f32,
    number: u32,
    /// Whether the text beside it stands across all columns.
    across: bool,
}

/// Adds the numbers of an opening and the line in each gutter.
pub(crate) fn draw(pages: &mut [Page], opening: &Opening, setting: &Setting<'_>, setter: &mut Setter) {
    let style = &setting.style;
    let columns = columns(setting);
    let first = columns[0];
    let in_gutter = !numbers_margin(setting);
    let numbers = numbers(opening, style);
    let small = BlockStyle { size: ASIDE, ..style.small(1.0, ASIDE_INK) };
    let und = Lang::new("und");
    for Number { y, number, across } in &numbers {
        let words = number.to_string();
        // A narrow margin has room for small figures.
        let width = DIGIT * words.len() as f32;
        let room = if in_gutter && !across { width } else { 0.75 * first.x - 1.0 };
        let small = BlockStyle { size: (ASIDE * room / width).clamp(SMALLEST, ASIDE), ..small };
        let mut set = |page: usize, frame: Frame, alignment: Alignment| {
            let said = Words { words: &words, lang: &und, style: small, alignment, stance: Stance::Aside };
            furniture::set(&mut pages[page], said, frame, *y, setting, setter);
        };
        if in_gutter && !across {
            let x = first.x + first.width;
            set(0, Frame { page: 0, x, width: columns[1].x - x }, Alignment::Centered);
            continue;
        }
        let margin = |page: usize, x: f32| Frame { page, x: 0.0, width: x - NUMBER_GAP.min(x / 4.0) };
        set(0, margin(0, first.x), Alignment::FlushEnd);
        // A line of the page on the right is cited by that page.
        if let Some(right) = setting.frames.iter().find(|frame| frame.page == 1 && style.numbers == Numbers::Lines) {
            set(1, margin(1, right.x), Alignment::FlushEnd);
        }
    }
    if style.hairline > 0.0 && is_parted(setting) {
        let beside = numbers.iter().filter(|number| in_gutter && !number.across).map(|number| number.y).collect();
        hairlines(&mut pages[0], opening, &columns, beside, style);
    }
}

/// Whether numbers to cite by, if there are any, stand in the margin before the first column: the gutter has no room for them, or
/// there is none.
pub(crate) fn numbers_margin(setting: &Setting<'_>) -> bool {
    match columns(setting).as_slice() {
        _ if setting.style.numbers == Numbers::None => false,
        [first, second, ..] if is_parted(setting) => second.x - first.x - first.width < 4.0 * DIGIT + 2.0 * AIR,
        _ => true,
    }
}

/// Whether languages stand side by side on a page.
fn is_parted(setting: &Setting<'_>) -> bool {
    setting.style.arrangement == Arrangement::Columns && setting.frames.len() > 1
}

/// The columns of a page, of that on the left where two face each other.
fn columns(setting: &Setting<'_>) -> Vec<Frame> {
    setting.frames.iter().filter(|frame| frame.page == 0).copied().collect()
}

/// The numbers of an opening, from top to bottom.
fn numbers(opening: &Opening, style: &PageStyle) -> Vec<Number> {
    match style.numbers {
        Numbers::None => Vec::new(),
        Numbers::Paragraphs | Numbers::Units => counted(opening, style),
        Numbers::Lines => lines(opening, style),
    }
}

/// Those of what begins in an opening.
fn counted(opening: &Opening, style: &PageStyle) -> Vec<Number> {
    let mut found = Vec::new();
    for placed in opening.blocks.iter().filter(|placed| !placed.repeated) {
        let begins = placed.strand.counts.iter().filter(|(line, _)| (placed.lines.0..placed.lines.1).contains(line));
        found.extend(begins.map(|&(line, number)| Number {
            y: placed.baseline(style, line),
            number,
            across: is_across(placed),
        }));
    }
    found
}

/// Those of every fifth line of a page. Lines side by side are one.
fn lines(opening: &Opening, style: &PageStyle) -> Vec<Number> {
    let mut lines: Vec<(f32, bool)> = Vec::new();
    for placed in opening.blocks.iter().filter(|placed| placed.strand.is_counted) {
        let has_text = |cell: &SetCell, line: usize| {
            let at = line.checked_sub(cell.top).and_then(|index| cell.text.lines.get(index));
            !cell.aside && at.is_some_and(|line| !line.pieces.is_empty())
        };
        let texts = (placed.lines.0..placed.lines.1)
            .filter(|line| placed.strand.cells.iter().any(|cell| has_text(cell, *line)))
            .map(|line| (placed.baseline(style, line), is_across(placed)));
        lines.extend(texts);
    }
    lines.sort_by(|a, b| a.0.total_cmp(&b.0));
    lines.dedup_by(|a, b| a.0 - b.0 < 0.1);
    let all = lines.into_iter().zip(1..);
    all.filter(|(_, number)| number % 5 == 0).map(|((y, across), number)| Number { y, number, across }).collect()
}

fn is_across(placed: &Block) -> bool {
    placed.strand.cells.iter().any(|cell| cell.across)
}

/// Draws the line of each gutter from the first line of the text to its last. It gives way to what stands across the columns,
/// and that of the first gutter to the numbers on these baselines.
fn hairlines(page: &mut Page, opening: &Opening, columns: &[Frame], numbers: Vec<f32>, style: &PageStyle) {
    let mut body = opening.blocks.iter().filter(|placed| !placed.strand.title_block);
    let Some(top) = body.next() else { return };
    let last = body.next_back().unwrap_or(top);
    let foot = last.baseline(style, last.lines.1 - 1) + 0.25 * style.leading;
    let from = top.baseline(style, top.lines.0) - 0.75 * style.leading;
    let in_block = |placed: &Block| {
        let (first, last) = (placed.baseline(style, placed.lines.0), placed.baseline(style, placed.lines.1 - 1));
        let is_wide = |picture: &&SetPicture| picture.alternatives.len() > 1;
        let picture = placed.strand.pictures.iter().find(is_wide).map(|picture| (first - picture.height, first));
        picture.or(is_across(placed).then_some((first - 0.8 * style.leading, last + 0.2 * style.leading)))
    };
    let mut wide: Vec<(f32, f32)> = opening.blocks.iter().filter_map(in_block).collect();
    // Between the rows of tables there is nothing to part.
    wide.dedup_by(|next, before| {
        let is_close = next.0 - before.1 < CLOSE * style.leading;
        before.1 = if is_close { next.1 } else { before.1 };
        is_close
    });
    for (index, pair) in columns.windows(2).enumerate() {
        let x = (pair[0].x + pair[0].width + pair[1].x - style.hairline) / 2.0;
        let mut y = from;
        let mut line = |from: f32, to: f32, ink: Ink| {
            // What is shorter is a dot and no line.
            if to - from > 0.5 * style.leading {
                page.items.push(Item::Rule(Rule { x, y: from, width: style.hairline, height: to - from, ink }));
            }
        };
        let numbers = numbers.iter().filter(|_| index == 0).map(|at| (at - ASIDE, *at));
        let mut gaps: Vec<(f32, f32)> = numbers.chain(wide.iter().copied()).collect();
        gaps.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (top, bottom) in gaps {
            line(y, top - NUMBER_ROOM, style.rules);
            y = bottom + NUMBER_ROOM;
        }
        line(y, foot, style.rules);
    }
}

/// Up to so many lines between two blocks that stand across the columns, no line is drawn between them.
const CLOSE: f32 = 2.2;
/// The smallest size of a number.
const SMALLEST: f32 = 4.5;
/// Between a column and the numbers in the margin.
const NUMBER_GAP: f32 = 12.0;
/// Between a number or a picture and the line in the gutter, above and below.
const NUMBER_ROOM: f32 = 3.0;
/// How wide a digit of a number is.
const DIGIT: f32 = 0.5 * ASIDE;
/// The least between a number in the gutter and each column.
const AIR: f32 = 1.5;
