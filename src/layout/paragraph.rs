//! Prepares a cell for line breaking: from marked text to shaped boxes, the spaces between them, and the places where a
//! line may end.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use unicode_bidi::Level;
use unicode_script::{Script, UnicodeScript};

use crate::layout::font::{FontBook, FontId, Variant};
use crate::layout::look::{Context, Flat, Look, Mark, Span};
use crate::layout::opportunity::{self, SOFT_HYPHEN, is_line_end, is_space, opportunities};
use crate::layout::page::Stretch;
use crate::layout::ruby;
use crate::layout::shape::{Shaper, Shaping, Word};
use crate::layout::style::{self, Elasticity, LineStyle};
use crate::text::{Direction, Inline, Lang};

mod divide;
mod level;
mod run;

use level::levels;

/// A cell, ready to be broken into lines.
pub(crate) struct Paragraph {
    /// What cannot be divided, in reading order.
    pub(crate) boxes: Vec<TextBox>,
    /// The words that the boxes are made of, in reading order.
    pub(crate) pieces: Vec<Piece>,
    /// The looks of its pieces.
    pub(crate) looks: Vec<Look>,
    /// What is marked in it.
    pub(crate) stretches: Vec<Stretch>,
    /// What the margin says beside it.
    pub(crate) marks: Vec<Mark>,
    /// The width of its spaces in points.
    pub(crate) space: f32,
    /// The direction in which the paragraph runs.
    pub(crate) direction: Direction,
    /// How far its lines can be stretched.
    pub(crate) elasticity: Elasticity,
    /// How its lines are made.
    pub(crate) line: LineStyle,
}

/// Something that is set on one line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TextBox {
    /// One past its last piece; its first is where the box before it ended.
    pub(crate) end: u32,
    /// Its width in points.
    pub(crate) width: f32,
    /// The width of the space after it in points, or 0.
    pub(crate) space: f32,
    /// How far its letters can be moved apart and together, in points, at the full of the language's elasticity.
    pub(crate) elastic: f32,
    /// The part of `elastic` that is its last letter's, which has nothing to be moved away from at a line's end.
    pub(crate) last_elastic: f32,
    /// How far it stands out of the column where it begins a line, and where it ends one, in points.
    pub(crate) hang: (f32, f32),
    /// Whether a line may end after it.
    pub(crate) end_of_line: EndOfLine,
}

impl TextBox {
    /// A box that holds nothing.
    const EMPTY: TextBox = TextBox {
        end: 0,
        width: 0.0,
        space: 0.0,
        elastic: 0.0,
        last_elastic: 0.0,
        hang: (0.0, 0.0),
        end_of_line: EndOfLine::Never,
    };
}

/// Whether a line may end after a box.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum EndOfLine {
    /// It may not.
    Never,
    /// It may, at a cost.
    Allowed(f32),
    /// It may, with a hyphen of this width in points.
    Hyphen(f32),
    /// It must.
    Forced,
}

/// What a line end costs where it is allowed, as a penalty of total fit.
mod cost {
    /// Between two words.
    pub(super) const WORDS: f32 = 0.0;
    /// After a middle dot, which joins the members of a series: only where a line would have holes otherwise.
    pub(super) const MIDDLE_DOT: f32 = 1_000.0;
    /// After a hyphen of the text: more than dividing a word, as what takes text out of a PDF cannot tell such a hyphen
    /// from one that divides.
    pub(super) const HYPHEN: f32 = 220.0;
    /// Before a dash between words, which belongs to the line before it.
    pub(super) const DASH: f32 = 220.0;
    /// After a hyphen in a name.
    pub(super) const HYPHEN_IN_NAME: f32 = 420.0;
    /// After a dash between two numbers.
    pub(super) const RANGE: f32 = 420.0;
    /// Between two syllables of a Korean word, where that is allowed.
    pub(super) const SYLLABLE: f32 = 50.0;
    /// After a number, which belongs to what it counts.
    pub(super) const NUMBER: f32 = 220.0;
    /// After a word of one letter or syllable, which belongs to the next.
    pub(super) const SHORT_WORD: f32 = 90.0;
    /// Inside a word that is wider than a line.
    pub(super) const EMERGENCY: f32 = 2_000.0;
}

/// A part of a word in one look.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    pub(crate) word: Arc<Word>,
    /// The first glyph, and one past the last.
    pub(crate) glyphs: (u16, u16),
    pub(crate) look: u32,
    pub(crate) level: Level,
    /// The space that follows it.
    pub(crate) space: Option<Space>,
    /// Whether the same word goes on in another font or look.
    pub(crate) goes_on: bool,
    /// Where its word begins in the text of the paragraph, in bytes.
    pub(crate) start: u32,
    /// How far it is moved away from what stands before it, in points.
    pub(crate) before: f32,
    /// How far what follows it is moved away.
    pub(crate) after: f32,
    /// Whether it is set as it is, with no letter moved and no line ended in it.
    pub(crate) rigid: bool,
}

impl Piece {
    /// Whether its last letter is a mark of ASCII.
    pub(crate) fn ends_in_mark(&self) -> bool {
        let last = self.glyphs.1.checked_sub(1).map(|last| usize::from(self.word.glyphs[usize::from(last)].cluster));
        last.and_then(|at| self.word.text[at..].chars().next()).is_some_and(|letter| letter.is_ascii_punctuation())
    }

    /// How much elasticity the gap after one of its glyphs has. There is none where the font changes within a word: what
    /// takes text out of a PDF would see a space there.
    pub(crate) fn elastic(&self, glyph: u16) -> f32 {
        let is_seam = self.goes_on && glyph + 1 == self.glyphs.1;
        if is_seam || self.rigid { 0.0 } else { self.word.glyphs[usize::from(glyph)].elastic }
    }
}

/// A space between two words, which a line may stretch and squeeze.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Space {
    /// What the text has there: a space or a no-break space.
    pub(crate) character: char,
    pub(crate) level: Level,
}

/// Builds paragraphs; one for each thread, so that what it remembers needs no lock.
#[derive(Default)]
pub(crate) struct Builder {
    shaper: Shaper,
    /// The font of each character that was met, by language and variant.
    fonts: Vec<FxHashMap<char, FontId>>,
    /// The numbers of these tables; a text may be in thousands of languages.
    tables: FxHashMap<Lang, Vec<(Variant, usize)>>,
}

/// The pause in a line of verse, in ems.
const CAESURA: f32 = 1.8;

impl Builder {
    /// Prepares a cell's text, for lines of at most `measure` points.
    pub(crate) fn build(&mut self, content: &[Inline], context: &Context<'_>, measure: f32) -> Paragraph {
        let base = context.look();
        let space_font = context.book.select(' ', &base.fonts, base.variant).unwrap_or(FontId(0));
        let space = context.book.face(space_font).space().1 * base.size;
        // Code runs from left to right in all languages.
        let direction = if context.style.code { Direction::LeftToRight } else { context.lang.direction() };
        let mut run_on = Vec::new();
        loop {
            let flat = Flat::new(content, &base, context, &run_on);
            let levels = levels(&flat.text, &flat.isolates, direction);
            let mut assembly = Assembly {
                builder: &mut *self,
                context,
                measure,
                text: &flat.text,
                spans: &flat.spans,
                span: 0,
                looks: &flat.looks,
                gaps: &flat.gaps,
                rubies: &flat.rubies,
                reach: flat
                    .rubies
                    .iter()
                    .scan(0, |end, ruby| {
                        *end = ruby.end.max(*end);
                        Some(*end)
                    })
                    .collect(),
                too_wide: Vec::new(),
                levels: levels.as_deref(),
                space,
                boxes: Vec::with_capacity(flat.text.len() / 4),
                pieces: Vec::with_capacity(flat.text.len() / 4),
            };
            if context.style.code {
                assembly.verbatim();
            } else if !flat.text.is_empty() {
                assembly.segments();
            }
            let Assembly { boxes, pieces, too_wide, .. } = assembly;
            if too_wide.is_empty() {
                let Flat { looks, stretches, marks, .. } = flat;
                let elasticity = style::elasticity(context.lang);
                return Paragraph {
                    boxes,
                    pieces,
                    looks,
                    stretches,
                    marks,
                    space,
                    direction,
                    elasticity,
                    line: context.line,
                };
            }
            // Characters and readings that are wider than a line run on, and so they are flattened once more.
            run_on.extend(too_wide);
        }
    }

    /// The font of a character in a look, whose table is `table`.
    fn font(&mut self, book: &FontBook, table: usize, look: &Look, character: char) -> FontId {
        // A character without a font has been reported before anything is set.
        let select = || book.select(character, &look.fonts, look.variant).unwrap_or(FontId(0));
        *self.fonts[table].entry(character).or_insert_with(select)
    }

    /// The number of the table of fonts for a look.
    fn table(&mut self, look: &Look) -> usize {
        let of_lang = self.tables.get(&look.fonts).into_iter().flatten();
        if let Some((_, known)) = of_lang.into_iter().find(|(variant, _)| *variant == look.variant) {
            return *known;
        }
        let table = self.fonts.len();
        self.fonts.push(FxHashMap::default());
        self.tables.entry(look.fonts.clone()).or_default().push((look.variant, table));
        table
    }
}

/// A paragraph on its way from text to boxes.
struct Assembly<'a> {
    builder: &'a mut Builder,
    context: &'a Context<'a>,
    measure: f32,
    text: &'a str,
    spans: &'a [Span],
    /// The span that the walk has come to.
    span: usize,
    looks: &'a [Look],
    gaps: &'a [usize],
    rubies: &'a [Range<usize>],
    /// For each of these, where it or one before it ends last.
    reach: Vec<usize>,
    /// Which of them are in something that is wider than a line.
    too_wide: Vec<usize>,
    levels: Option<&'a [Level]>,
    /// The width of a space in points: the same all over the paragraph, whatever the look of the word before it.
    space: f32,
    boxes: Vec<TextBox>,
    pieces: Vec<Piece>,
}

impl Assembly<'_> {
    /// Walks over the text from one break opportunity to the next.
    fn segments(&mut self) {
        let text = self.text;
        let mut start = 0;
        for end in opportunities(text, self.context.lang, self.context.line.korean) {
            let is_inside = self.is_in_ruby(end - 1, end) || opportunity::is_in_measure(text, end, self.context.lang);
            if is_inside || self.is_glued(end) {
                continue;
            }
            let forced = text[start..end].ends_with(is_line_end) && end < text.len();
            let end_of_line = match forced {
                true => EndOfLine::Forced,
                false if opportunity::is_before_dash(text, end) => EndOfLine::Allowed(cost::DASH),
                false => EndOfLine::Allowed(cost::WORDS),
            };
            let first = self.boxes.len();
            let begin = start;
            // A segment is a word with the spaces after it; only a no-break space stands between two words.
            while start < end {
                let rest = &text[start..end];
                let mut word = self.word_length(start..end);
                let gap = rest[word..].find(|character| !is_space(character)).unwrap_or(rest.len() - word);
                let next = start + word + gap;
                let gap = &rest[word..word + gap];
                let space = if gap == "\u{a0}" && word > 0 && next < end {
                    Some('\u{a0}')
                } else {
                    // Other no-break spaces than one between two words are set as they stand.
                    let kept = gap.rfind('\u{a0}').map_or(0, |at| at + '\u{a0}'.len_utf8());
                    word += kept;
                    gap[kept..].contains([' ', '\t']).then_some(' ')
                };
                self.parts(start..start + word, space, if next == end { end_of_line } else { EndOfLine::Never });
                start = next;
            }
            let is_too_wide = self.boxes[first..].iter().any(|text_box| text_box.width > self.measure);
            if is_too_wide {
                let is_in = |ruby: &Range<usize>| !ruby.is_empty() && begin <= ruby.start && ruby.end <= end;
                self.too_wide.extend((0..self.rubies.len()).filter(|&index| is_in(&self.rubies[index])));
            }
            self.ease(first, end);
            if forced {
                self.end_line(end);
            }
        }
        if let Some(last) = self.boxes.last_mut() {
            last.end_of_line = EndOfLine::Forced;
        }
    }

    /// The length of the word at the beginning of a segment: up to a space, but for those of a reading and those that French
    /// has between a word and its marks.
    fn word_length(&self, segment: Range<usize>) -> usize {
        let text = &self.text[segment.clone()];
        let mut spaces = text.match_indices(is_space).map(|(at, _)| at);
        let parts_words = |at: &usize| {
            let at = segment.start + at;
            !self.is_in_ruby(at, at) && !opportunity::is_before_mark(self.text, at, self.context.lang)
        };
        spaces.find(parts_words).unwrap_or(text.len())
    }

    /// Whether characters with their reading begin at a place or before it, and end behind another.
    fn is_in_ruby(&self, begin: usize, end: usize) -> bool {
        let count = self.rubies.partition_point(|ruby| ruby.start <= begin);
        count > 0 && self.reach[count - 1] > end
    }

    /// Sets the lines of a listing, each with all its spaces. A line may end after a space or where it must.
    fn verbatim(&mut self) {
        let text = self.text;
        let mut start = 0;
        for line in text.split(is_line_end) {
            let end = start + line.len();
            let first = self.boxes.len();
            let mut from = start;
            let is_end = |to: &usize| *to == line.len() || line[..*to].ends_with(' ');
            for to in opportunities(line, self.context.lang, self.context.line.korean)
                .into_iter()
                .filter(is_end)
                .map(|to| start + to)
            {
                self.word(from..to, None, EndOfLine::Allowed(cost::WORDS));
                from = to;
            }
            if self.boxes.len() == first {
                let end = self.pieces.len() as u32;
                self.boxes.push(TextBox { end, ..TextBox::EMPTY });
            }
            if let Some(last) = self.boxes.last_mut() {
                last.end_of_line = EndOfLine::Forced;
            }
            start = end + text[end..].chars().next().map_or(0, char::len_utf8);
            if start > end && start < text.len() {
                self.end_line(start);
            }
        }
        // What ends the last line begins no other.
        if text.is_empty() || text.ends_with(is_line_end) {
            self.boxes.pop();
        }
    }

    /// Parts the last word of a line from the first of the next for those who hear or copy them: by a space without width.
    fn end_line(&mut self, at: usize) {
        let level = self.level(at - 1);
        if let Some(piece) = self.pieces.last_mut() {
            piece.space.get_or_insert(Space { character: ' ', level });
        }
    }

    /// Sets the parts of a word between its soft hyphens, which are not seen but where a line ends.
    fn parts(&mut self, word: Range<usize>, space: Option<char>, end_of_line: EndOfLine) {
        let mut start = word.start;
        while let Some(length) = self.text[start..word.end].find(SOFT_HYPHEN) {
            self.word(start..start + length, None, EndOfLine::Hyphen(0.0));
            start += length + SOFT_HYPHEN.len_utf8();
        }
        self.word(start..word.end, space, end_of_line);
    }

    /// Lets lines end between the boxes of a segment that is wider than a line, such as words joined by no-break spaces: where
    /// no mark comes to stand on the wrong line, and anywhere if that is not enough.
    fn ease(&mut self, first: usize, end: usize) {
        for parts_marks in [false, true] {
            let mut start = first;
            while start < self.boxes.len() {
                let is_end = |text_box: &TextBox| text_box.end_of_line != EndOfLine::Never;
                let last = self.boxes[start..].iter().position(is_end).map_or(self.boxes.len() - 1, |at| start + at);
                let joined = &self.boxes[start..=last];
                let width: f32 = joined.iter().map(|text_box| text_box.width + text_box.space).sum();
                if width - self.boxes[last].space > self.measure {
                    for index in start..last {
                        if parts_marks || opportunity::may_part(&self.text[..end], self.begin_of(index + 1)) {
                            self.boxes[index].end_of_line = EndOfLine::Allowed(cost::EMERGENCY);
                        }
                    }
                }
                start = last + 1;
            }
        }
    }

    /// Where the text of a box begins, in bytes.
    fn begin_of(&self, index: usize) -> usize {
        let piece = self.pieces.get(self.boxes[index - 1].end as usize);
        let within =
            |piece: &Piece| piece.word.glyphs.get(usize::from(piece.glyphs.0)).map_or(0, |glyph| glyph.cluster);
        piece.map_or(0, |piece| piece.start as usize + usize::from(within(piece)))
    }

    /// Whether no line may end at a place, because what follows belongs to what goes before.
    fn is_glued(&self, at: usize) -> bool {
        self.spans[self.span..]
            .windows(2)
            .take_while(|pair| pair[0].end <= at)
            .any(|pair| pair[0].end == at && pair[1].glued)
    }

    fn level(&self, at: usize) -> Level {
        self.levels.map_or(Level::ltr(), |levels| levels[at])
    }

    /// Shapes one word, whose look, font or direction may change within it, and appends its boxes.
    fn word(&mut self, word: Range<usize>, space: Option<char>, end_of_line: EndOfLine) {
        let text = self.text;
        let compound = text[word.clone()].ends_with(['-', '\u{2010}', '\u{2013}', '\u{2014}']);
        let in_compound = compound || text[..word.start].ends_with(['-', '\u{2010}']);
        let hyphenate = self.context.style.hyphenate && !in_compound;
        let first = self.pieces.len();
        let mut start = word.start;
        while start < word.end {
            while self.span + 1 < self.spans.len() && self.spans[self.span].end <= start {
                self.span += 1;
            }
            let span = &self.spans[self.span];
            let look = &self.looks[span.look as usize];
            let run = self.run(look, start..word.end.min(span.end));
            let level = self.level(start);
            let shaping = Shaping {
                font: run.font,
                script: run.script,
                lang: subtag(&look.lang),
                right_to_left: level.is_rtl(),
                small_caps: look.small_caps,
                spaced: look.spaced,
                figures: self.context.line.figures,
            };
            let shaped = self.builder.shaper.word(self.context.book, &shaping, &text[start..run.end]);
            let glyphs = (0, shaped.glyphs.len() as u16);
            self.pieces.push(Piece {
                word: shaped,
                glyphs,
                look: span.look,
                level,
                space: None,
                goes_on: run.end < word.end,
                start: start as u32,
                before: if self.gaps.binary_search(&start).is_ok() { CAESURA * look.size } else { 0.0 },
                after: 0.0,
                rigid: false,
            });
            start = run.end;
        }
        let inside = self.rubies.partition_point(|ruby| ruby.start < word.start)
            ..self.rubies.partition_point(|ruby| ruby.start <= word.end);
        for ruby in self.rubies[inside].iter().filter(|ruby| ruby.end <= word.end) {
            let is_of = |piece: &&mut Piece| ruby.contains(&(piece.start as usize));
            ruby::place(self.pieces[first..].iter_mut().filter(is_of), self.looks);
        }
        let space = space.map(|character| Space { character, level: self.level(word.end) });
        if self.pieces.len() == first {
            // Nothing after a soft hyphen, or white space with no word before it: that counts for the word before.
            let counts = space.is_some() || end_of_line == EndOfLine::Forced;
            if let (true, Some(last), Some(piece)) = (counts, self.boxes.last_mut(), self.pieces.last_mut()) {
                last.end_of_line = if last.end_of_line == EndOfLine::Forced { EndOfLine::Forced } else { end_of_line };
                piece.space = piece.space.or(space);
                last.space = if piece.space.is_some() { self.space } else { 0.0 };
            }
            return;
        }
        let Some(piece) = self.pieces.last_mut() else { return };
        piece.space = space;
        let end_of_line = match end_of_line {
            EndOfLine::Allowed(_) => EndOfLine::Allowed(self.cost(&text[word], space.is_some())),
            EndOfLine::Hyphen(_) => {
                let size = self.looks[piece.look as usize].size;
                match self.context.book.face(piece.word.font).hyphen() {
                    (0, _) => EndOfLine::Never,
                    (_, width) => EndOfLine::Hyphen(width * size),
                }
            }
            other => other,
        };
        self.divide(first, hyphenate, if space.is_some() { self.space } else { 0.0 }, end_of_line);
    }

    /// What a line end after a word costs.
    fn cost(&self, word: &str, space: bool) -> f32 {
        if !space {
            return match word.chars().last() {
                Some('-' | '\u{2010}') if word.starts_with(char::is_uppercase) => cost::HYPHEN_IN_NAME,
                Some('-' | '\u{2010}') => cost::HYPHEN,
                Some('·') => cost::MIDDLE_DOT,
                Some('–') if word.trim_end_matches('–').ends_with(|c: char| c.is_ascii_digit()) => cost::RANGE,
                Some(last) if last.script() == Script::Hangul => cost::SYLLABLE,
                _ => cost::WORDS,
            };
        }
        // Korean nouns such as 수 or 것 lean on the word before them, so a line may well end after them.
        let leans_back = matches!(word, "수" | "것" | "데" | "바" | "등" | "뿐");
        let letters = word.chars().filter(|character| character.is_alphanumeric()).count();
        if word.ends_with(|character: char| character.is_ascii_digit()) {
            cost::NUMBER
        } else if letters == 1 && word.chars().all(char::is_alphanumeric) && !leans_back {
            cost::SHORT_WORD
        } else {
            cost::WORDS
        }
    }
}

/// The primary subtag of a language, padded with zeros.
fn subtag(lang: &Lang) -> [u8; 8] {
    let mut tag = [0; 8];
    for (to, from) in tag.iter_mut().zip(lang.primary().bytes()) {
        *to = from;
    }
    tag
}
