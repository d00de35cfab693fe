//! Prepares a cell for line breaking: from marked text to shaped boxes, the spaces between them, and the places where a
//! line may end.

use std::ops::Range;
use std::sync::Arc;

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::{LineBreakOptions, LineBreakWordOption};
use rustc_hash::FxHashMap;
use unicode_bidi::{BidiInfo, Level};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_script::{Script, UnicodeScript};

use crate::layout::font::{FontBook, FontId, Variant};
use crate::layout::shape::{Shaper, Shaping, Word};
use crate::layout::style::{self, BlockStyle, Elasticity};
use crate::text::{Direction, Inline, Kind, Lang, Rend, Shift};

/// A cell, ready to be broken into lines.
pub(crate) struct Paragraph {
    /// What cannot be divided, in reading order.
    pub(crate) boxes: Vec<TextBox>,
    /// The words that the boxes are made of, in reading order.
    pub(crate) pieces: Vec<Piece>,
    /// The looks of its pieces.
    pub(crate) looks: Vec<Look>,
    /// The direction in which the paragraph runs.
    pub(crate) direction: Direction,
    /// How far its lines can be stretched.
    pub(crate) elasticity: Elasticity,
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
    /// The total size, in points, of its letters that can be moved apart.
    pub(crate) elastic: f32,
    /// The part of `elastic` that is its last letter's, which has nothing to be moved away from at a line's end.
    pub(crate) last_elastic: f32,
    /// Whether a line may end after it.
    pub(crate) end_of_line: EndOfLine,
}

/// Whether a line may end after a box.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum EndOfLine {
    /// It may not.
    Never,
    /// It may.
    Allowed,
    /// It may, after a hyphen that the text has.
    AfterHyphen,
    /// It may, with a hyphen of this width in points.
    Hyphen(f32),
    /// It may where a box is wider than a line.
    Emergency,
    /// It must.
    Forced,
}

/// A part of a word in one look.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    pub(crate) word: Arc<Word>,
    /// The first glyph, and one past the last.
    pub(crate) glyphs: (u16, u16),
    pub(crate) look: u16,
    pub(crate) level: Level,
    /// The space that follows it.
    pub(crate) space: Option<char>,
}

/// How a piece looks.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Look {
    /// The size of the em in points.
    pub(crate) size: f32,
    /// How far the baseline is raised, in points.
    pub(crate) rise: f32,
    pub(crate) variant: Variant,
    pub(crate) small_caps: bool,
    pub(crate) underline: bool,
    pub(crate) strike: bool,
    pub(crate) lang: Lang,
    /// Where it leads.
    pub(crate) link: Option<Arc<str>>,
}

/// The text of one look.
#[derive(Clone, Copy)]
struct Span {
    end: usize,
    look: u16,
    /// Whether no line may end before it.
    glued: bool,
}

/// Builds paragraphs; one for each thread, so that what it remembers needs no lock.
#[derive(Default)]
pub(crate) struct Builder {
    shaper: Shaper,
    /// The font of each character that was met, by language and variant.
    fonts: Vec<(Lang, Variant, FxHashMap<char, FontId>)>,
}

/// What a builder needs to know of a cell besides its text.
pub(crate) struct Context<'a> {
    pub(crate) book: &'a FontBook,
    pub(crate) style: BlockStyle,
    pub(crate) lang: &'a Lang,
    pub(crate) rend: Rend,
    /// The number of the note that a mark calls.
    pub(crate) note_number: &'a dyn Fn(Option<&str>) -> Option<u32>,
}

/// A run longer than this many bytes is shaped in parts.
const LONGEST_RUN: usize = 4096;

impl Builder {
    /// Prepares a cell's text, for lines of at most `measure` points.
    pub(crate) fn build(&mut self, content: &[Inline], context: &Context<'_>, measure: f32) -> Paragraph {
        let mut flat = Flat { text: String::new(), spans: Vec::new(), looks: Vec::new(), context };
        flat.push(content, &context.look());
        let Flat { mut text, mut spans, looks, .. } = flat;
        if is_nfc_quick(text.chars()) != IsNormalized::Yes {
            (text, spans) = normalized(&text, &spans);
        }
        let direction = context.lang.direction();
        let levels = levels(&text, direction);
        let mut assembly = Assembly {
            builder: self,
            context,
            measure,
            text: &text,
            spans: &spans,
            span: 0,
            looks: &looks,
            levels: levels.as_deref(),
            boxes: Vec::new(),
            pieces: Vec::new(),
        };
        if !text.is_empty() {
            assembly.segments();
        }
        let Assembly { boxes, pieces, .. } = assembly;
        Paragraph { boxes, pieces, looks, direction, elasticity: style::elasticity(context.lang) }
    }

    /// The font of a character in a look.
    fn font(&mut self, book: &FontBook, table: usize, character: char) -> FontId {
        let (lang, variant, fonts) = &mut self.fonts[table];
        // A character without a font has been reported before anything is set.
        *fonts.entry(character).or_insert_with(|| book.select(character, lang, *variant).unwrap_or(FontId(0)))
    }

    /// The number of the table of fonts for a look.
    fn table(&mut self, look: &Look) -> usize {
        let known = self.fonts.iter().position(|(lang, variant, _)| *lang == look.lang && *variant == look.variant);
        known.unwrap_or_else(|| {
            self.fonts.push((look.lang.clone(), look.variant, FxHashMap::default()));
            self.fonts.len() - 1
        })
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
    levels: Option<&'a [Level]>,
    boxes: Vec<TextBox>,
    pieces: Vec<Piece>,
}

impl Assembly<'_> {
    /// Walks over the text from one break opportunity to the next.
    fn segments(&mut self) {
        let text = self.text;
        let mut start = 0;
        for end in segmenter(self.context.lang).segment_str(text).skip(1) {
            if self.is_glued(end) {
                continue;
            }
            let forced = text[start..end].ends_with(is_line_end) && end < text.len();
            let end_of_line = if forced { EndOfLine::Forced } else { EndOfLine::Allowed };
            // A segment is a word with the spaces after it; only a no-break space stands between two words.
            while start < end {
                let rest = &text[start..end];
                let mut word = rest.find(is_space).unwrap_or(rest.len());
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
                self.word(start..start + word, space, if next == end { end_of_line } else { EndOfLine::Never });
                start = next;
            }
        }
        if let Some(last) = self.boxes.last_mut() {
            last.end_of_line = EndOfLine::Forced;
        }
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
            let look = &self.looks[usize::from(span.look)];
            let run = self.run(look, start..word.end.min(span.end));
            let level = self.level(start);
            let shaping = Shaping {
                font: run.font,
                script: run.script,
                lang: subtag(&look.lang),
                right_to_left: level.is_rtl(),
                small_caps: look.small_caps,
                hyphenate,
            };
            let shaped = self.builder.shaper.word(self.context.book, &shaping, &text[start..run.end]);
            let glyphs = (0, shaped.glyphs.len() as u16);
            self.pieces.push(Piece { word: shaped, glyphs, look: span.look, level, space: None });
            start = run.end;
        }
        if self.pieces.len() == first {
            // White space with no word before it: nothing to set, but a break counts.
            if let Some(last) = self.boxes.last_mut()
                && end_of_line == EndOfLine::Forced
            {
                last.end_of_line = EndOfLine::Forced;
            }
            return;
        }
        let mut width = 0.0;
        if space.is_some()
            && let Some(piece) = self.pieces.last_mut()
        {
            piece.space = space;
            width = self.context.book.face(piece.word.font).space().1 * self.looks[usize::from(piece.look)].size;
        }
        let end_of_line = match end_of_line {
            EndOfLine::Allowed if compound && space.is_none() => EndOfLine::AfterHyphen,
            other => other,
        };
        self.divide(first, width, end_of_line);
    }

    /// The longest run from the start of a range that takes one font, script and direction.
    fn run(&mut self, look: &Look, range: Range<usize>) -> Run {
        let book = self.context.book;
        let table = self.builder.table(look);
        let level = self.level(range.start);
        let mut run: Option<(FontId, Script)> = None;
        for (offset, character) in self.text[range.clone()].char_indices() {
            let at = range.start + offset;
            if offset > 0 && (offset >= LONGEST_RUN || self.level(at) != level) {
                return Run::new(run, at);
            }
            let script = character.script();
            let joins = script == Script::Inherited || matches!(character, '\u{200c}' | '\u{200d}');
            if joins && run.is_some_and(|(font, _)| book.face(font).has(character)) {
                continue;
            }
            let font = self.builder.font(book, table, character);
            let weak = |script| matches!(script, Script::Common | Script::Inherited | Script::Unknown);
            run = match run {
                None => Some((font, script)),
                Some((known, old)) if known == font && (weak(script) || old == script) => Some((font, old)),
                Some((known, old)) if known == font && weak(old) => Some((font, script)),
                Some(_) => return Run::new(run, at),
            };
        }
        Run::new(run, range.end)
    }

    /// Makes boxes of the pieces of a word: one for each part between two places where it can be divided.
    fn divide(&mut self, first: usize, space: f32, end_of_line: EndOfLine) {
        let word: Vec<Piece> = self.pieces.drain(first..).collect();
        let total: f32 = word.iter().map(|piece| piece.word.width * self.looks[usize::from(piece.look)].size).sum();
        let emergency = total > self.measure;
        let empty =
            TextBox { end: 0, width: 0.0, space: 0.0, elastic: 0.0, last_elastic: 0.0, end_of_line: EndOfLine::Never };
        let mut current = empty;
        for piece in word {
            let size = self.looks[usize::from(piece.look)].size;
            let divisible = !piece.level.is_rtl();
            let hyphen = self.context.book.face(piece.word.font).hyphen().1 * size;
            let (from, end) = piece.glyphs;
            let mut start = from;
            for index in from..end {
                let glyph = piece.word.glyphs[usize::from(index)];
                let edge =
                    divisible && index > start && piece.word.glyphs[usize::from(index) - 1].cluster != glyph.cluster;
                let division = if edge && piece.word.divisions.contains(&index) {
                    EndOfLine::Hyphen(hyphen)
                } else if edge && emergency {
                    EndOfLine::Emergency
                } else {
                    EndOfLine::Never
                };
                if division != EndOfLine::Never {
                    self.pieces.push(Piece { glyphs: (start, index), space: None, ..piece.clone() });
                    self.boxes.push(TextBox { end: self.pieces.len() as u32, end_of_line: division, ..current });
                    current = empty;
                    start = index;
                }
                current.width += glyph.advance * size;
                current.last_elastic = if glyph.elastic { size } else { 0.0 };
                current.elastic += current.last_elastic;
            }
            self.pieces.push(Piece { glyphs: (start, end), ..piece });
        }
        self.boxes.push(TextBox { end: self.pieces.len() as u32, space, end_of_line, ..current });
    }
}

struct Run {
    font: FontId,
    script: Script,
    end: usize,
}

impl Run {
    fn new(run: Option<(FontId, Script)>, end: usize) -> Run {
        let (font, script) = run.unwrap_or((FontId(0), Script::Common));
        Run { font, script, end }
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

/// White space at which a line breaks or that it must not show.
fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\u{a0}' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// What ends a line by force, by UAX #14.
fn is_line_end(character: char) -> bool {
    is_space(character) && !matches!(character, ' ' | '\u{a0}' | '\t')
}

fn segmenter(lang: &Lang) -> icu_segmenter::LineSegmenterBorrowed<'static> {
    let mut options = LineBreakOptions::default();
    if lang.primary() == "ko" {
        options.word_option = Some(LineBreakWordOption::KeepAll);
    }
    LineSegmenter::new_auto(options)
}

/// The embedding level of each byte, by UAX #9; `None` where all text runs from left to right.
fn levels(text: &str, direction: Direction) -> Option<Vec<Level>> {
    let right_to_left = |character: char| matches!(character, '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{202b}' | '\u{202e}' | '\u{2067}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}');
    if direction == Direction::LeftToRight && !text.chars().any(right_to_left) {
        return None;
    }
    let base = if direction == Direction::RightToLeft { Level::rtl() } else { Level::ltr() };
    Some(BidiInfo::new(text, Some(base)).levels)
}

/// The text in NFC, so that each cluster of glyphs has one spelling. Spans are normalized one by one: a mark that stands
/// alone in a span of its own stays there.
fn normalized(text: &str, spans: &[Span]) -> (String, Vec<Span>) {
    let mut out = String::with_capacity(text.len());
    let mut start = 0;
    let mut result = Vec::with_capacity(spans.len());
    for span in spans {
        out.extend(text[start..span.end].nfc());
        result.push(Span { end: out.len(), ..*span });
        start = span.end;
    }
    (out, result)
}

impl Context<'_> {
    fn look(&self) -> Look {
        let mut look = Look {
            size: self.style.size * style::optical_size(self.lang),
            rise: 0.0,
            variant: Variant { bold: self.style.bold, italic: self.style.italic },
            small_caps: false,
            underline: false,
            strike: false,
            lang: self.lang.clone(),
            link: None,
        };
        apply(&mut look, self.rend);
        look
    }
}

/// Adds what a `rend` asks for.
fn apply(look: &mut Look, rend: Rend) {
    look.variant.italic |= rend.italic;
    look.variant.bold |= rend.bold;
    look.small_caps |= rend.small_caps;
    look.underline |= rend.underline;
    look.strike |= rend.strike;
    let (rise, scale) = match rend.shift {
        Shift::None => return,
        Shift::Superscript => (0.36, 0.66),
        Shift::Subscript => (-0.16, 0.66),
    };
    look.rise += look.size * rise;
    look.size *= scale;
}

/// A cell's text in one string, with the looks of its spans.
struct Flat<'a> {
    text: String,
    spans: Vec<Span>,
    looks: Vec<Look>,
    context: &'a Context<'a>,
}

impl Flat<'_> {
    fn push(&mut self, content: &[Inline], look: &Look) {
        for inline in content {
            match inline {
                Inline::Text(text) => self.push_text(&text.text, look),
                Inline::Break => self.push_text("\u{2028}", look),
                Inline::NoteMark(mark) => {
                    if let Some(number) = (self.context.note_number)(mark.id.as_deref()) {
                        let mut raised = look.clone();
                        raised.link = mark.id.as_ref().map(|id| format!("#{id}").into());
                        raised.variant = Variant::default();
                        apply(&mut raised, Rend { shift: Shift::Superscript, ..Rend::default() });
                        self.push_text(&number.to_string(), &raised);
                        // No line begins with the mark.
                        if let Some(span) = self.spans.last_mut() {
                            span.glued = true;
                        }
                    }
                }
                Inline::Element(element) => {
                    let mut inner = look.clone();
                    if let Some(lang) = &element.attributes.lang
                        && *lang != inner.lang
                    {
                        let upright = style::optical_size(&inner.lang);
                        inner.size *= style::optical_size(lang) / upright;
                        inner.lang = lang.clone();
                    }
                    let squares = matches!(inner.lang.primary(), "ko" | "ja" | "zh");
                    match element.kind {
                        // Scripts without italics show stress by weight.
                        Kind::Emphasis if squares => inner.variant.bold = true,
                        Kind::Emphasis => inner.variant.italic = !inner.variant.italic,
                        Kind::Title | Kind::Foreign if !squares => inner.variant.italic = !inner.variant.italic,
                        Kind::Reference => inner.link = element.attributes.target.as_deref().map(Arc::from),
                        _ => {}
                    }
                    apply(&mut inner, element.attributes.rend);
                    self.push(&element.content, &inner);
                }
            }
        }
    }

    fn push_text(&mut self, text: &str, look: &Look) {
        if text.is_empty() {
            return;
        }
        let index = match self.looks.iter().rposition(|known| known == look) {
            Some(index) => index,
            None => {
                self.looks.push(look.clone());
                self.looks.len() - 1
            }
        } as u16;
        self.text.push_str(text);
        match self.spans.last_mut() {
            Some(last) if last.look == index && !last.glued => last.end = self.text.len(),
            _ => self.spans.push(Span { end: self.text.len(), look: index, glued: false }),
        }
    }
}
