//! Turns placed lines into pages of positioned glyphs.

use crate::layout::line::{Placed, Shape};
use crate::layout::look::Look;
use crate::layout::page::{Anchor, Glyph, GlyphRun, Heading, Item, Link, Page, Rule};
use crate::layout::page::{Furniture, MarkId, MarkedText, Owner, Part};
use crate::layout::paginate::{Block, Opening};
use crate::layout::paragraph::Space;
use crate::layout::row::{Frame, SetCell, SetText, Setter, Setting};
use crate::layout::style::{Alignment, Arrangement, BlockStyle, block};
use crate::text::{Inline, Lang, Rend, Role, Text};

/// The pages of an opening. `number` is that of the first.
pub(crate) fn pages(opening: &Opening, number: u32, setting: &Setting<'_>, setter: &mut Setter) -> Vec<Page> {
    let style = &setting.style;
    let count = page_count(opening, setting);
    let mut pages: Vec<Page> = (0..count)
        .map(|index| Page {
            number: number + index as u32,
            width: style.width,
            height: style.height,
            ..Page::default()
        })
        .collect();
    let in_columns = style.arrangement != Arrangement::Stacked && !opening.title_page;
    let frame_of = |cell: &SetCell| setting.frames[if in_columns { cell.lang } else { 0 }];
    // One language after the other, so that what reads a page aloud is not thrown from column to column; languages that
    // stand one below the other are read as they stand.
    let passes = if in_columns { setting.edition.langs.len() } else { 1 };
    for pass in 0..passes {
        for placed in &opening.blocks {
            for cell in placed.strand.cells.iter().filter(|cell| !in_columns || cell.lang == pass) {
                let frame = frame_of(cell);
                draw_cell(&mut pages[frame.page.min(count - 1)], placed, cell, frame, setting);
            }
        }
    }
    for placed in &opening.blocks {
        mark(&mut pages, placed, &frame_of, setting);
    }
    for page in &mut pages {
        furnish(page, opening, setting, setter);
    }
    pages
}

/// How many pages an opening has.
pub(crate) fn page_count(opening: &Opening, setting: &Setting<'_>) -> usize {
    if opening.title_page { 1 } else { 1 + setting.frames.iter().map(|frame| frame.page).max().unwrap_or(0) }
}

fn draw_cell(page: &mut Page, placed: &Block, cell: &SetCell, frame: Frame, setting: &Setting<'_>) {
    let (from, to) = placed.lines;
    let style = &setting.style;
    let baseline = |index: usize| placed.strand.baseline(style, placed.grid_line, index - from);
    if from == 0 {
        let marks = cell.text.marks.clone();
        if !marks.is_empty() || cell.other_lang.is_some() {
            page.texts.push(MarkedText { text: cell.number, lang: cell.other_lang.clone(), marks });
        }
        if let Some(label) = &cell.label {
            let owner = Owner::Text(Part { text: cell.number, mark: MarkId::LABEL });
            Pen { page, setting, grey: cell.grey, owner }.line(label, 0, frame.x, baseline(0));
        }
    }
    let owner = Owner::Text(Part { text: cell.number, mark: MarkId::NONE });
    let mut pen = Pen { page, setting, grey: cell.grey, owner };
    let last = to.min(cell.text.lines.len());
    for index in from..last {
        pen.line(&cell.text, index, frame.x, baseline(index));
    }
    if cell.untranslated && last > from {
        let y = baseline(from) - 0.72 * style.leading;
        let height = baseline(last - 1) - y + 0.26 * style.leading;
        page.items.push(Item::Rule(Rule { x: frame.x - 8.0, y, width: 1.6, height, grey: 0.55 }));
    }
}

/// Names the places of a block, and draws the rule below the title block.
fn mark(pages: &mut [Page], placed: &Block, frame_of: &dyn Fn(&SetCell) -> Frame, setting: &Setting<'_>) {
    let style = &setting.style;
    let strand = &placed.strand;
    let Some(first) = strand.cells.first() else { return };
    let frame = frame_of(first);
    let last_page = pages.len() - 1;
    let page = &mut pages[frame.page.min(last_page)];
    if placed.lines.0 == 0 {
        let y = strand.baseline(style, placed.grid_line, 0) - 0.78 * style.leading.max(strand.leading);
        if let Some(id) = &strand.id {
            page.anchors.push(Anchor { id: id.clone(), x: frame.x, y });
        }
        if let Some((level, title)) = &strand.heading {
            page.headings.push(Heading { level: *level, title: title.clone(), y });
        }
    }
    if strand.rule_below && placed.lines.1 == strand.line_count() {
        let below = strand.baseline(style, placed.grid_line, placed.lines.1 - placed.lines.0 - 1);
        let frames = setting.frames.iter().filter(|frame| frame.page == 0);
        let right = frames.map(|frame| frame.x + frame.width).fold(frame.x + frame.width, f32::max);
        let (x, width) = (frame.x, right - frame.x);
        page.items.push(Item::Rule(Rule { x, y: below + 1.25 * style.leading, width, height: 0.5, grey: 0.35 }));
    }
}

/// Adds the running head and the folio.
fn furnish(page: &mut Page, opening: &Opening, setting: &Setting<'_>, setter: &mut Setter) {
    let style = &setting.style;
    let small = BlockStyle { size: 8.4, grey: 0.3, ..block(Role::Paragraph, style) };
    let index = if page.number.is_multiple_of(2) || setting.frames.iter().all(|frame| frame.page == 0) { 0 } else { 1 };
    let mut set = |words: &str,
                   lang: &Lang,
                   frame: Frame,
                   alignment: Alignment,
                   y: f32,
                   furniture: Furniture,
                   page: &mut Page| {
        let shape = Shape { measure: frame.width, indent: 0.0, hang: 0.0, alignment };
        let content = [Inline::Text(Text { text: words.to_owned(), at: 0 })];
        let text = setter.text(&content, lang, small, Rend::default(), shape, setting);
        if !text.lines.is_empty() {
            Pen { page, setting, grey: small.grey, owner: Owner::Page(furniture) }.line(&text, 0, frame.x, y);
        }
    };
    if page.number > 1 && !opening.title_page {
        for (lang, frame) in setting.frames.iter().enumerate().filter(|(_, frame)| frame.page == index) {
            set(
                &setting.edition.titles[lang],
                &setting.edition.langs[lang],
                *frame,
                Alignment::Ragged,
                style.top - 1.9 * style.leading,
                Furniture::Header,
                page,
            );
            if style.arrangement == Arrangement::Stacked {
                break;
            }
        }
    }
    // The folio stands at the outer edge: on the right of odd pages, on the left of even ones.
    let y = style.height - style.bottom + 2.2 * style.leading;
    let first = setting.frames.iter().find(|frame| frame.page == index).copied().unwrap_or(setting.frames[0]);
    let last = setting.frames.iter().rev().find(|frame| frame.page == index).copied().unwrap_or(first);
    let folio = page.number.to_string();
    if page.number.is_multiple_of(2) {
        set(&folio, &Lang::new("und"), first, Alignment::Ragged, y, Furniture::Footer, page);
    } else {
        set(&folio, &Lang::new("und"), last, Alignment::FlushEnd, y, Furniture::Footer, page);
    }
}

/// Draws lines on a page.
struct Pen<'a> {
    page: &'a mut Page,
    setting: &'a Setting<'a>,
    grey: f32,
    /// What the lines belong to; the stretches that are marked in them are told apart.
    owner: Owner,
}

impl Pen<'_> {
    fn line(&mut self, text: &SetText, index: usize, x: f32, baseline: f32) {
        let mut run: Option<GlyphRun> = None;
        let Some(line) = text.lines.get(index) else { return };
        for placed in &line.pieces {
            let look = &text.looks[usize::from(placed.piece.look)];
            let y = baseline - look.rise;
            let font = placed.piece.word.font;
            let owner = self.owner_of(look);
            let continues = run.as_ref().is_some_and(|run| {
                run.font == font && run.size == look.size && run.y == y && run.lang == look.lang && run.owner == owner
            });
            if !continues {
                self.flush(&mut run);
            }
            let run = run.get_or_insert_with(|| GlyphRun {
                font,
                size: look.size,
                x: x + placed.x,
                y,
                grey: self.grey,
                lang: look.lang.clone(),
                text: String::new(),
                glyphs: Vec::new(),
                owner,
            });
            let end = self.piece(run, placed, look, x + placed.x);
            self.decorate(placed, look, x + placed.x, end, y);
        }
        self.flush(&mut run);
    }

    /// What text of a look belongs to.
    fn owner_of(&self, look: &Look) -> Owner {
        match self.owner {
            Owner::Text(Part { text, mark: MarkId::NONE }) => Owner::Text(Part { text, mark: look.mark }),
            owner => owner,
        }
    }

    fn flush(&mut self, run: &mut Option<GlyphRun>) {
        if let Some(run) = run.take().filter(|run| !run.glyphs.is_empty()) {
            self.page.items.push(Item::Run(run));
        }
    }

    /// Appends the glyphs of a piece to a run, and gives the place where they end.
    fn piece(&self, run: &mut GlyphRun, placed: &Placed, look: &Look, x: f32) -> f32 {
        let face = self.setting.book.face(run.font);
        let word = &placed.piece.word;
        let (from, to) = (usize::from(placed.piece.glyphs.0), usize::from(placed.piece.glyphs.1));
        let right_to_left = placed.piece.level.is_rtl();
        let mut pen = x - run.x;
        let space = |run: &mut GlyphRun, Space { character, .. }: Space, at: f32| {
            let start = run.text.len() as u32;
            run.text.push(character);
            run.glyphs.push(Glyph { id: face.space().0, x: at, rise: 0.0, start, len: character.len_utf8() as u32 });
        };
        if let Some(after) = placed.piece.space.filter(|_| right_to_left) {
            space(run, after, pen - face.space().1 * look.size);
        }
        // The text of the piece's glyphs: from the least cluster to where the next one begins.
        let start_of = |index: usize| usize::from(word.glyphs[index].cluster);
        let cluster_end = |index: usize| {
            let cluster = word.glyphs[index].cluster;
            let mut next = None;
            if right_to_left {
                next = word.glyphs[..index].iter().rev().map(|glyph| glyph.cluster).find(|&other| other != cluster);
            } else if index + 1 < word.glyphs.len() {
                next = word.glyphs[index + 1..].iter().map(|glyph| glyph.cluster).find(|&other| other != cluster);
            }
            next.map_or(word.text.len(), usize::from)
        };
        let text_start = run.text.len();
        let first = (from..to).map(start_of).min().unwrap_or(0);
        let last = (from..to).map(cluster_end).max().unwrap_or(first);
        run.text.push_str(&word.text[first..last]);
        let mut previous = None;
        for index in from..to {
            let glyph = word.glyphs[index];
            let start = start_of(index);
            let len = if previous == Some(start) { 0 } else { cluster_end(index) - start };
            previous = Some(start);
            run.glyphs.push(Glyph {
                id: glyph.id,
                x: pen + glyph.dx * look.size,
                rise: glyph.dy * look.size,
                start: (text_start + start - first) as u32,
                len: len as u32,
            });
            pen += glyph.advance * look.size;
            pen += placed.piece.elastic(index as u16) * placed.letter_space;
        }
        if placed.hyphen {
            let start = run.text.len() as u32;
            run.text.push('\u{ad}');
            run.glyphs.push(Glyph { id: face.hyphen().0, x: pen, rise: 0.0, start, len: 2 });
            pen += face.hyphen().1 * look.size;
        }
        if let Some(after) = placed.piece.space.filter(|_| !right_to_left) {
            space(run, after, pen);
        }
        run.x + pen
    }

    /// Draws lines under or through a piece, and the area of its link.
    fn decorate(&mut self, placed: &Placed, look: &Look, start: f32, end: f32, y: f32) {
        let width = end - start;
        let mut rule = |y: f32| {
            let height = 0.05 * look.size;
            self.page.items.push(Item::Rule(Rule { x: start, y, width, height, grey: self.grey }));
        };
        if look.underline {
            rule(y + 0.12 * look.size);
        }
        if look.strike {
            rule(y - 0.26 * look.size);
        }
        if let Some(target) = &look.link {
            self.page.links.push(Link {
                x: start,
                y: y - 0.8 * look.size,
                width,
                height: look.size,
                target: target.to_string(),
                text: placed.piece.word.text.to_string(),
                owner: self.owner_of(look),
            });
        }
    }
}
