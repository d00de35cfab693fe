//! What a page has besides its text: running heads and folios, and what stands between the columns.

use crate::layout::font::FontRole;
use crate::layout::line::Shape;
use crate::layout::page::{Furniture, Item, Page, PageKind, Rule};
use crate::layout::paginate::{Block, Opening};
use crate::layout::picture::SetPicture;
use crate::layout::render::{Pen, Stance};
use crate::layout::row::{ASIDE, ASIDE_INK, Frame, Segment, Setter, Setting, Start, Voice};
use crate::layout::style::{Alignment, Arrangement, BlockStyle, Folio, Ink, RunningHeads};
use crate::text::{Inline, Lang, Rend, Text};

/// Words in one line.
struct Words<'a> {
    words: &'a str,
    lang: &'a Lang,
    style: BlockStyle,
    alignment: Alignment,
    stance: Stance,
}

/// Sets words in one line of a frame.
fn set(page: &mut Page, said: Words<'_>, frame: Frame, y: f32, setting: &Setting<'_>, setter: &mut Setter) {
    let content = [Inline::Text(Text { text: said.words.to_owned(), at: 0 })];
    let shape = Shape::line(frame.width, said.alignment);
    let text = setter.text(&content, Voice { lang: said.lang, column: 0 }, said.style, Rend::default(), shape, setting);
    if !text.lines.is_empty() {
        Pen { page, setting, ink: said.style.ink, stance: said.stance }.line(&text, 0, frame.x, y);
    }
}

/// Sets the title once more, alone on a page, in each language.
pub(crate) fn half_title(page: &mut Page, setting: &Setting<'_>, setter: &mut Setter) {
    let style = &setting.style;
    let said =
        BlockStyle { font: FontRole::Title, ..style.small(1.0 + (style.title.scale - 1.0) / 3.0, style.title.ink) };
    let frame = setting.frame(Segment { single: true, ..Segment::default() }, 0);
    let shape = Shape::line(frame.width, Alignment::Centered);
    let stance = Stance::Furniture(Furniture::Header);
    let mut y = style.baseline(style.lines() * 3 / 10);
    for (title, lang) in setting.edition.titles.iter().zip(&setting.edition.langs) {
        let content = [Inline::Text(Text { text: title.clone(), at: 0 })];
        let said = BlockStyle { alignment: Alignment::Centered, hyphenate: false, ..said };
        let text = setter.text(&content, Voice { lang, column: 0 }, said, Rend::default(), shape, setting);
        for line in 0..text.lines.len() {
            Pen { page, setting, ink: said.ink, stance }.line(&text, line, frame.x, y);
            y += style.leading * 1.5;
        }
        y += style.leading / 2.0;
    }
}

/// Adds the running head and the folio to a page of an opening, the first or the second.
pub(crate) fn furnish(
    page: &mut Page,
    index: usize,
    opening: &Opening,
    section: Option<&[String]>,
    setting: &Setting<'_>,
    setter: &mut Setter,
) {
    let style = &setting.style;
    let furniture = style.furniture;
    let small = style.small(furniture.scale, furniture.ink);
    if opening.segment.kind != PageKind::Text {
        return;
    }
    let is_even = page.label.number.is_multiple_of(2);
    let words = match furniture.heads {
        RunningHeads::None => None,
        // On pages that face each other each language has only one of them.
        RunningHeads::Section if !is_even || index == 1 || style.arrangement == Arrangement::Facing => section,
        RunningHeads::Title | RunningHeads::Section => None,
    };
    let words = words.unwrap_or(&setting.edition.titles);
    // Where the text or a chapter begins, its own heading says what it is.
    let begins = page.label.number == 1 || opening.start != Start::RunOn;
    if !begins && furniture.heads != RunningHeads::None {
        let y = style.top - (1.9 * style.leading).min(0.6 * style.top);
        for (lang, frame) in setting.frames.iter().enumerate().filter(|(_, frame)| frame.page == index) {
            let alignment = Alignment::Ragged;
            let lang_of = &setting.edition.langs[lang];
            let stance = Stance::Furniture(Furniture::Header);
            let said = Words { words: &words[lang], lang: lang_of, style: small, alignment, stance };
            set(page, said, *frame, y, setting, setter);
            if style.arrangement == Arrangement::Stacked {
                break;
            }
        }
    }
    let on_page = || setting.frames.iter().filter(|frame| frame.page == index);
    let first = on_page().next().copied().unwrap_or(setting.frames[0]);
    let last = on_page().next_back().copied().unwrap_or(first);
    let (frame, alignment) = match furniture.folio {
        Folio::None => return,
        // On the right of odd pages, on the left of even ones.
        Folio::Outer if is_even => (first, Alignment::Ragged),
        Folio::Outer => (last, Alignment::FlushEnd),
        Folio::Center => (Frame { width: last.x + last.width - first.x, ..first }, Alignment::Centered),
    };
    let y = style.height - style.bottom + (2.2 * style.leading).min(0.65 * style.bottom);
    let (words, lang) = (page.label.to_string(), Lang::new("und"));
    let stance = Stance::Furniture(Furniture::Footer);
    let said = Words { words: &words, lang: &lang, style: small, alignment, stance };
    set(page, said, frame, y, setting, setter);
}

/// Adds what stands between columns: the numbers of paragraphs, and a fine line that gives way to them and to pictures.
pub(crate) fn between(pages: &mut [Page], opening: &Opening, setting: &Setting<'_>, setter: &mut Setter) {
    let style = &setting.style;
    let first = setting.frames[0];
    let columns: Vec<Frame> = setting.frames.iter().filter(|frame| frame.page == 0).copied().collect();
    let parted = style.arrangement == Arrangement::Columns && columns.len() > 1;
    let mut numbers = Vec::new();
    for placed in opening.blocks.iter().filter(|placed| placed.lines.0 == 0 && !placed.repeated) {
        if let Some(number) = placed.strand.count {
            let across = placed.strand.cells.iter().any(|cell| cell.across);
            numbers.push((placed.baseline(style, 0), number, across));
        }
    }
    // What stands across the columns.
    let is_across = |picture: &&SetPicture| picture.alternatives.len() > 1;
    let in_block = |placed: &Block| {
        let (first, last) = (placed.baseline(style, placed.lines.0), placed.baseline(style, placed.lines.1 - 1));
        let picture = placed.strand.pictures.iter().find(is_across).map(|picture| (first - picture.height, first));
        let text = placed
            .strand
            .cells
            .iter()
            .any(|cell| cell.across)
            .then_some((first - 0.8 * style.leading, last + 0.2 * style.leading));
        picture.or(text)
    };
    let across: Vec<(f32, f32)> = opening.blocks.iter().filter_map(in_block).collect();
    let page = &mut pages[0];
    let small = BlockStyle { size: ASIDE, ..style.small(1.0, ASIDE_INK) };
    let und = Lang::new("und");
    for (y, number, across) in &numbers {
        let (frame, alignment) = if parted && !across {
            let x = first.x + first.width;
            (Frame { page: 0, x, width: columns[1].x - x }, Alignment::Centered)
        } else {
            (Frame { page: 0, x: 0.0, width: first.x - NUMBER_GAP }, Alignment::FlushEnd)
        };
        let words = number.to_string();
        let said = Words { words: &words, lang: &und, style: small, alignment, stance: Stance::Aside };
        set(page, said, frame, *y, setting, setter);
    }
    if style.hairline == 0.0 || !parted {
        return;
    }
    let mut body = opening.blocks.iter().filter(|placed| !placed.strand.title_block);
    let Some(top) = body.next() else { return };
    let last = body.next_back().unwrap_or(top);
    let foot = last.baseline(style, last.lines.1 - 1) + 0.25 * style.leading;
    let from = top.baseline(style, top.lines.0) - 0.75 * style.leading;
    for pair in columns.windows(2) {
        let x = (pair[0].x + pair[0].width + pair[1].x - style.hairline) / 2.0;
        let is_first = pair[0] == first;
        let mut y = from;
        let mut line = |from: f32, to: f32, ink: Ink| {
            // What is shorter is a dot and no line.
            if to - from > 0.5 * style.leading {
                page.items.push(Item::Rule(Rule { x, y: from, width: style.hairline, height: to - from, ink }));
            }
        };
        let numbers = numbers.iter().filter(|(.., across)| is_first && !across).map(|(at, ..)| (at - ASIDE, *at));
        let mut gaps: Vec<(f32, f32)> = numbers.chain(across.iter().copied()).collect();
        gaps.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (top, bottom) in gaps {
            line(y, top - NUMBER_ROOM, style.rules);
            y = bottom + NUMBER_ROOM;
        }
        line(y, foot, style.rules);
    }
}

/// Between a column and the numbers of its paragraphs in the margin.
const NUMBER_GAP: f32 = 12.0;
/// Between a number or a picture and the line in the gutter, above and below.
const NUMBER_ROOM: f32 = 3.0;
