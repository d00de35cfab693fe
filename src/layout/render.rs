//! Turns placed lines into pages of positioned glyphs.

use std::sync::Arc;

use crate::layout::gutter;
use crate::layout::line::Placed;
use crate::layout::look::{Look, Underline};
use crate::layout::note::mark_of;
use crate::layout::numbering::Numbered;
use crate::layout::page::{self, Anchor, Column, Glyph, GlyphRun, Heading, Item, Link, Page, Picture, Rule};
use crate::layout::page::{Furniture, MarkedText, Owner, PageKind, Part, Stretch, StretchId};
use crate::layout::paginate::{Block, Opening};
use crate::layout::paragraph::Space;
use crate::layout::picture::SetPicture;
use crate::layout::row::{Frame, SetCell, SetText, Setter, Setting, Source};
use crate::layout::style::{Arrangement, Ink, PageStyle};
use crate::layout::{furniture, margin};
use crate::text::Direction;

/// The pages of an opening. `section` are the words of the heading that running heads show, in each language.
pub(crate) fn pages(
    numbered: &Numbered,
    section: Option<&[String]>,
    setting: &Setting<'_>,
    setter: &mut Setter,
) -> Vec<Page> {
    let style = &setting.style;
    let Numbered { opening, place, label } = numbered;
    let count = page_count(opening, setting);
    let mut pages: Vec<Page> = (0..count)
        .map(|index| Page {
            number: place + index as u32,
            label: label.after(index),
            kind: opening.segment.kind,
            width: style.width,
            height: style.height,
            bleed: if style.print { Some(style.bleed) } else { None },
            ..Page::default()
        })
        .collect();
    match opening.segment.kind {
        PageKind::Blank => return pages,
        PageKind::HalfTitle => {
            furniture::half_title(&mut pages[0], setting, setter);
            pages[0].shift(style.shift(label.number));
            return pages;
        }
        PageKind::Text | PageKind::Title | PageKind::Imprint => {}
    }
    let in_columns = style.arrangement != Arrangement::Stacked && !opening.segment.single;
    let frame_of = |cell: &SetCell| match cell.across {
        true => setting.across(),
        false => setting.frame(opening.segment, cell.lang),
    };
    for lang in 0..setting.edition.langs.len() {
        let frame = setting.frame(opening.segment, lang);
        pages[frame.page.min(count - 1)].columns.push(Column { lang, x: frame.x, width: frame.width });
    }
    // One language after the other, so that what reads a page aloud is not thrown from column to column; languages that
    // stand one below the other are read as they stand.
    let passes = if in_columns { setting.edition.langs.len() } else { 1 };
    let mut draw = |pass: Option<usize>, aside: bool| {
        for placed in opening.blocks.iter().chain(&opening.notes) {
            for picture in &placed.strand.pictures {
                if !aside && !placed.repeated && pass.is_none_or(|pass| picture.lang == pass) {
                    let frame = setting.frames[if in_columns { picture.lang } else { 0 }];
                    draw_picture(&mut pages[frame.page.min(count - 1)], placed, picture, frame, style);
                }
            }
            let is_aside = |cell: &SetCell| cell.aside || placed.repeated;
            let in_pass = |cell: &SetCell| pass.is_none_or(|pass| cell.lang == pass);
            for cell in placed.strand.cells.iter().filter(|cell| in_pass(cell) && is_aside(cell) == aside) {
                let frame = frame_of(cell);
                draw_cell(&mut pages[frame.page.min(count - 1)], placed, cell, frame, setting);
            }
        }
    };
    for pass in 0..passes {
        draw(Some(pass).filter(|_| in_columns), false);
    }
    // What is no part of the text follows all text, so that it comes between no two lines of it.
    draw(None, true);
    margin::draw(&mut pages, opening, &frame_of, setting, setter);
    for placed in opening.blocks.iter().chain(&opening.notes) {
        mark(&mut pages, placed, &frame_of, setting);
    }
    gutter::draw(&mut pages, opening, setting, setter);
    note_rules(&mut pages, opening, &frame_of, setting);
    for (index, page) in pages.iter_mut().enumerate() {
        furniture::furnish(page, index, opening, section, setting, setter);
        page.shift(style.shift(page.label.number));
    }
    pages
}

/// Whether a frame is not on the first page of its opening.
pub(crate) fn is_elsewhere(frame: Frame, setting: &Setting<'_>) -> bool {
    frame.page != setting.frames[0].page
}

/// How many pages an opening has.
pub(crate) fn page_count(opening: &Opening, setting: &Setting<'_>) -> usize {
    match opening.segment.kind {
        PageKind::Blank | PageKind::HalfTitle => 1,
        _ if opening.segment.single => 1,
        _ => 1 + setting.frames.iter().map(|frame| frame.page).max().unwrap_or(0),
    }
}

/// Draws a picture, its foot on the baseline of its line.
fn draw_picture(page: &mut Page, placed: &Block, picture: &SetPicture, frame: Frame, style: &PageStyle) {
    let SetPicture { image, x, width, height, alternatives, .. } = picture;
    let alternatives = alternatives.iter().map(|(text, alternative)| page::Alternative {
        part: Part { text: *text, stretch: StretchId::NONE },
        text: alternative.text.clone(),
        lang: alternative.lang.clone(),
        changes: alternative.changes.clone(),
    });
    page.items.push(Item::Picture(Picture {
        image: Arc::clone(image),
        x: frame.x + x,
        y: placed.baseline(style, placed.lines.0) - height,
        width: *width,
        height: *height,
        alternatives: alternatives.collect(),
    }));
}

fn draw_cell(page: &mut Page, placed: &Block, cell: &SetCell, frame: Frame, setting: &Setting<'_>) {
    let (from, to) = placed.lines;
    let style = &setting.style;
    let baseline = |line: usize| placed.baseline(style, line);
    let stance = if cell.aside || placed.repeated { Stance::Aside } else { Stance::Text };
    let mut pen = Pen { page, setting, ink: cell.ink, stance };
    let lines = from.max(cell.top)..to.min(cell.top + cell.text.lines.len());
    if let Some(Source { part, lang }) = &cell.text.source
        && stance == Stance::Text
        && lines.start == cell.top
        && (!cell.text.stretches.is_empty() || lang.is_some())
    {
        let stretches = cell.text.stretches.clone();
        pen.page.texts.push(MarkedText { text: part.text, lang: lang.clone(), stretches });
    }
    if cell.across
        && let Some(Source { part, .. }) = &cell.text.source
        && !pen.page.across.contains(&part.text)
    {
        pen.page.across.push(part.text);
    }
    for line in lines.clone() {
        pen.line(&cell.text, line - cell.top, frame.x + cell.x, baseline(line));
    }
    if cell.untranslated && cell.x == 0.0 && !lines.is_empty() {
        let leading = style.leading.min(placed.strand.leading);
        let y = baseline(lines.start) - 0.72 * leading;
        let height = baseline(lines.end - 1) - y + 0.26 * leading;
        page.items.push(Item::Rule(Rule { x: frame.x - 8.0, y, width: 1.6, height, ink: Ink::grey(0.55) }));
    }
}

/// Names the places of a block, and draws the rule below the title block.
fn mark(pages: &mut [Page], placed: &Block, frame_of: &dyn Fn(&SetCell) -> Frame, setting: &Setting<'_>) {
    let style = &setting.style;
    let strand = &placed.strand;
    let last_page = pages.len() - 1;
    let (from, to) = placed.lines;
    let baseline = |line: usize| placed.baseline(style, line);
    let Some(first) = strand.cells.first() else { return };
    for rule in &strand.rules {
        // Above the first line of a page stands the rule that ended the last.
        let y = match rule.below {
            0 if from == 0 => baseline(0) - (1.0 - RULE) * style.leading,
            below if from < below && below <= to => baseline(below - 1) + RULE * style.leading,
            _ => continue,
        };
        let frame = frame_of(strand.cells.iter().find(|cell| cell.lang == rule.lang).unwrap_or(first));
        let (x, width, height, ink) = (frame.x + rule.x, rule.width, rule.weight, rule.ink);
        let y = y - height / 2.0;
        pages[frame.page.min(last_page)].items.push(Item::Rule(Rule { x, y, width, height, ink }));
    }
    if placed.repeated {
        return;
    }
    let frame = frame_of(first);
    let page = &mut pages[frame.page.min(last_page)];
    let top = |line: usize| baseline(line) - 0.78 * style.leading.max(strand.leading);
    for (line, part, id) in strand.ids.iter().filter(|(line, ..)| (from..to).contains(line)) {
        page.anchors.push(Anchor { id: id.clone(), x: frame.x, y: top(*line), part: Some(*part) });
    }
    if let Some(heading) = strand.heading.as_ref().filter(|_| from == 0) {
        let title = heading.words.join(" · ");
        let part = first.text.source.as_ref().map(|source| Part { stretch: StretchId::NONE, ..source.part });
        page.headings.push(Heading { level: heading.level, title, y: top(0), part });
    }
    // Of what begins on two pages that face each other, the second has a name of its own.
    let names = strand.ids.iter().filter(|(line, ..)| strand.is_listed && (from..to).contains(line));
    for (line, part, id) in names {
        for cell in strand.cells.iter().filter(|cell| is_elsewhere(frame_of(cell), setting) && cell.top == 0) {
            let (frame, name) = (frame_of(cell), format!("{id}:{}", setting.edition.langs[cell.lang]));
            let page = &mut pages[frame.page.min(last_page)];
            if !page.anchors.iter().any(|anchor| anchor.id == name) {
                let part = Part { text: part.text + cell.lang as u32, ..*part };
                page.anchors.push(Anchor { id: name, x: frame.x, y: top(*line), part: Some(part) });
            }
        }
    }
    let page = &mut pages[frame.page.min(last_page)];
    let is_parted = style.title.rule && strand.segment.kind == PageKind::Text;
    if strand.rule_below && is_parted && placed.lines.1 == strand.line_count() {
        let below = baseline(to - 1);
        let frames = setting.frames.iter().filter(|frame| frame.page == 0 && !strand.segment.single);
        let right = frames.map(|frame| frame.x + frame.width).fold(frame.x + frame.width, f32::max);
        let (x, width) = (frame.x, right - frame.x);
        page.items.push(Item::Rule(Rule { x, y: below + 1.25 * style.leading, width, height: 0.5, ink: style.rules }));
    }
}

/// Draws the hairline above the notes at the foot of each column.
fn note_rules(pages: &mut [Page], opening: &Opening, frame_of: &dyn Fn(&SetCell) -> Frame, setting: &Setting<'_>) {
    let style = &setting.style;
    let last_page = pages.len() - 1;
    let mut ruled: Vec<Frame> = Vec::new();
    for placed in &opening.notes {
        let Some(cell) = placed.strand.cells.first() else { continue };
        let frame = frame_of(cell);
        if style.notes.rule <= 0.0 || ruled.contains(&frame) {
            continue;
        }
        ruled.push(frame);
        let width = if placed.lines.0 > 0 { frame.width } else { style.notes.rule * frame.width };
        let right_to_left = setting.edition.langs[cell.lang].direction() == Direction::RightToLeft;
        let x = if right_to_left { frame.x + frame.width - width } else { frame.x };
        let y =
            placed.baseline(style, placed.lines.0) - (ABOVE_NOTES * style.leading).max(style.notes.scale * style.size);
        pages[frame.page.min(last_page)].items.push(Item::Rule(Rule { x, y, width, height: 0.4, ink: style.rules }));
    }
}

/// From the hairline above notes to the baseline of the first, in parts of the leading of the body, if their letters are
/// not higher.
const ABOVE_NOTES: f32 = 0.85;

/// How far below a baseline a rule between two lines stands, in parts of the leading.
const RULE: f32 = 0.32;

/// What lines are to those who take the text out of a page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stance {
    /// The text.
    Text,
    /// Running heads and folios, which belong to the page.
    Furniture(Furniture),
    /// What stands in or beside the text without being a part of it.
    Aside,
}

/// Draws lines on a page.
pub(crate) struct Pen<'a> {
    pub(crate) page: &'a mut Page,
    pub(crate) setting: &'a Setting<'a>,
    pub(crate) ink: Ink,
    pub(crate) stance: Stance,
}

impl Pen<'_> {
    pub(crate) fn line(&mut self, text: &SetText, index: usize, x: f32, baseline: f32) {
        let mut run: Option<GlyphRun> = None;
        let mut level = None;
        let Some(line) = text.lines.get(index) else { return };
        // As it is read, so that what takes the text out of the file finds it so, wherever the glyphs stand (ISO 32000-1,
        // section 14.8.2.3.3).
        let pieces = line.in_reading_order();
        for (at, placed) in pieces.iter().enumerate() {
            let look = &text.looks[placed.piece.look as usize];
            let y = baseline - look.rise;
            let font = placed.piece.word.font;
            // What begins left of where the run has come to, or far from it, begins a run of its own.
            let is_near = |run: &GlyphRun| placed.piece.before == 0.0 && !placed.piece.rigid && run.y == y;
            let owner = self.owner(text, look);
            // So does what runs the other way, as it ends where it does not begin.
            let turns = level.replace(placed.piece.level).is_some_and(|last| last != placed.piece.level);
            let continues = run.as_ref().filter(|_| !turns).is_some_and(|run| {
                run.font == font && run.size == look.size && is_near(run) && run.lang == look.lang && run.owner == owner
            });
            if !continues {
                self.flush(&mut run);
            }
            let run = run.get_or_insert_with(|| {
                // Room for all that goes on alike, as most lines are a single run.
                let is_alike =
                    |other: &&&Placed| other.piece.look == placed.piece.look && other.piece.word.font == font;
                let alike = || pieces[at..].iter().take_while(is_alike).map(|placed| &placed.piece.word);
                GlyphRun {
                    font,
                    size: look.size,
                    x: x + placed.x,
                    y,
                    rise: look.rise,
                    line: index as u32,
                    forced: line.forced,
                    ink: self.ink,
                    lang: look.lang.clone(),
                    text: String::with_capacity(alike().map(|word| word.text.len() + 3).sum()),
                    glyphs: Vec::with_capacity(alike().map(|word| word.glyphs.len() + 2).sum()),
                    owner,
                    silent: self.stance == Stance::Aside,
                }
            });
            let end = self.piece(run, placed, look, x + placed.x);
            self.decorate(text, placed, look, (x + placed.x, end), y, owner);
        }
        self.flush(&mut run);
    }

    /// What a piece of a look belongs to.
    fn owner(&self, text: &SetText, look: &Look) -> Owner {
        match (self.stance, &text.source) {
            (Stance::Furniture(furniture), _) => Owner::Page(furniture),
            (Stance::Text, Some(Source { part, .. })) if part.stretch == StretchId::LABEL => Owner::Text(*part),
            (Stance::Text, Some(Source { part, .. })) => Owner::Text(Part { stretch: look.stretch, ..*part }),
            (Stance::Text | Stance::Aside, _) => Owner::Page(Furniture::Margin),
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
        let begun = run.glyphs.len();
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
        if right_to_left {
            read_from_right(&mut run.glyphs[begun..]);
        }
        if placed.hyphen {
            let start = run.text.len() as u32;
            run.text.push('\u{ad}');
            run.glyphs.push(Glyph { id: face.hyphen().0, x: pen, rise: 0.0, start, len: 2 });
            pen += face.hyphen().1 * look.size;
        }
        if let Some(Space { character, level }) = placed.piece.space {
            let start = run.text.len() as u32;
            run.text.push(character);
            let at = if level.is_rtl() { x - run.x - face.space().1 * look.size } else { pen };
            run.glyphs.push(Glyph { id: face.space().0, x: at, rise: 0.0, start, len: character.len_utf8() as u32 });
        }
        run.x + pen
    }

    /// Draws lines under or through a piece, and the area of its link.
    fn decorate(
        &mut self,
        text: &SetText,
        placed: &Placed,
        look: &Look,
        (start, end): (f32, f32),
        y: f32,
        owner: Owner,
    ) {
        let width = end - start;
        let size = look.size;
        let mut rule = |x: f32, y: f32, width: f32, height: f32, ink: Ink| {
            self.page.items.push(Item::Rule(Rule { x, y, width, height, ink }));
        };
        let fine = self.ink.at_least(0.35);
        match look.underline {
            Underline::None => {}
            Underline::Solid => rule(start, y + 0.12 * size, width, 0.05 * size, self.ink),
            Underline::Fine => rule(start, y + 0.16 * size, width, 0.03 * size, fine),
            Underline::Dotted => {
                let dots = (width / (0.2 * size)).round().max(1.0);
                for dot in 0..dots as usize {
                    rule(start + dot as f32 * width / dots, y + 0.16 * size, 0.07 * size, 0.07 * size, fine);
                }
            }
        }
        if look.overline {
            rule(start, y - 0.82 * size, width, 0.05 * size, self.ink);
        }
        if look.strike {
            rule(start, y - 0.26 * size, width, 0.05 * size, self.ink);
        }
        if let Some(target) = &look.link {
            // A mark leads to the note in its own language, and is a place that the note leads back to.
            let lang = |part: Part| part.text as usize % self.setting.edition.langs.len();
            let note = text.source.as_ref().filter(|_| self.stance == Stance::Text);
            let note = note.and_then(|source| Some((mark_of(look, &text.stretches)?, lang(source.part))));
            let mut target = target.to_string();
            if let Some((id, lang)) = note {
                if let Some(name) = self.setting.notes.mark_name(id, lang) {
                    let part = if let Owner::Text(part) = owner { Some(part) } else { None };
                    self.page.anchors.push(Anchor { id: name, x: start, y: y - 0.9 * look.size, part });
                }
                target = format!("#{}", self.setting.notes.name(id, lang));
            }
            let link = Link {
                x: start,
                y: y - 0.8 * look.size,
                width,
                height: look.size,
                target,
                text: placed.piece.word.text.to_string(),
                owner,
            };
            match self.page.links.last_mut().filter(|last| goes_on(last, &link, &text.stretches)) {
                Some(last) => extend(last, link, placed.piece.glyphs.0 == 0),
                None => self.page.links.push(link),
            }
        }
    }
}

/// Whether an area is more of the link before it, on the same line.
fn goes_on(last: &Link, link: &Link, stretches: &[Stretch]) -> bool {
    let (Owner::Text(before), Owner::Text(part)) = (last.owner, link.owner) else { return false };
    let link_of = |part: Part| page::link_of(stretches, part.stretch);
    before.text == part.text
        && link_of(part).is_some()
        && link_of(before) == link_of(part)
        && last.target == link.target
        && (last.y, last.height) == (link.y, link.height)
}

/// Makes an area of two of the same link; the second one's word is said if it begins there.
fn extend(last: &mut Link, link: Link, is_word: bool) {
    let gap = (link.x - last.x - last.width).max(last.x - link.x - link.width);
    if is_word {
        last.text.push_str(if gap > 0.05 * link.height { " " } else { "" });
        last.text.push_str(&link.text);
    }
    let end = (last.x + last.width).max(link.x + link.width);
    last.x = last.x.min(link.x);
    last.width = end - last.x;
}

/// Puts glyphs that stand from left to right into the order in which they are read from the right. The first of a cluster
/// tells its text.
fn read_from_right(glyphs: &mut [Glyph]) {
    glyphs.reverse();
    for cluster in glyphs.chunk_by_mut(|a, b| a.start == b.start) {
        let len = cluster.iter().map(|glyph| glyph.len).max().unwrap_or(0);
        cluster.iter_mut().for_each(|glyph| glyph.len = 0);
        cluster[0].len = len;
    }
}
