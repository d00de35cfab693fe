//! Shapes words: from characters of one font to positioned glyphs, by HarfBuzz rules.

use std::sync::Arc;

use harfrust::{Buffer, Direction, Feature, Language, Script, ShapeOptions, ShapePlan, ShaperFont, Tag};
use rustc_hash::FxHashMap;

use crate::layout::font::{Face, FontBook, FontId, is_ignorable};
use crate::layout::hanging;
use crate::layout::style::Figures;

/// A word, shaped. Lengths are in ems.
#[derive(Debug)]
pub(crate) struct Word {
    /// Its font.
    pub(crate) font: FontId,
    /// Its characters.
    pub(crate) text: Box<str>,
    /// Its glyphs from left to right.
    pub(crate) glyphs: Box<[WordGlyph]>,
    /// Glyphs before which the word can be divided with a hyphen.
    pub(crate) divisions: Box<[u16]>,
    /// Whether it begins with a capital, as names do, which are better left whole; in German, all nouns do.
    pub(crate) is_name: bool,
    /// The width of all its glyphs.
    pub(crate) width: f32,
    /// How far its first character stands out of the column at the beginning of a line, and its last one at the end.
    pub(crate) hang: (f32, f32),
}

/// A glyph of a word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WordGlyph {
    pub(crate) id: u16,
    /// Where the glyph's cluster begins in the word's text, in bytes.
    pub(crate) cluster: u16,
    pub(crate) advance: f32,
    pub(crate) dx: f32,
    pub(crate) dy: f32,
    /// How much of a language's elasticity of letters the gap after it takes: 1 for letters that fill their square, less
    /// for those whose spacing the eye knows better, 0 for letters that join.
    pub(crate) elastic: f32,
}

/// What a word is shaped as, besides its characters.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Shaping {
    pub(crate) font: FontId,
    pub(crate) script: unicode_script::Script,
    /// The primary subtag of the language, padded with zeros.
    pub(crate) lang: [u8; 8],
    pub(crate) right_to_left: bool,
    pub(crate) small_caps: bool,
    /// Whether its letters are parted a little.
    pub(crate) spaced: bool,
    pub(crate) figures: Figures,
}

/// Shapes words and remembers them; one for each thread.
#[derive(Default)]
pub(crate) struct Shaper {
    prepared: FxHashMap<Shaping, Prepared>,
    buffer: Option<Buffer>,
    words: usize,
}

struct Prepared {
    plan: ShapePlan,
    features: Vec<Feature>,
    words: FxHashMap<Box<str>, Arc<Word>>,
}

/// Words kept before the memory of them is cleared; the words of a long book, and no more than some tens of megabytes.
const MEMORY: usize = 60_000;

impl Shaper {
    /// Shapes a word, or recalls it.
    pub(crate) fn word(&mut self, book: &FontBook, shaping: &Shaping, text: &str) -> Arc<Word> {
        if self.words >= MEMORY {
            self.prepared.clear();
            self.words = 0;
        }
        let prepared = self.prepared.entry(*shaping).or_insert_with(|| Prepared::new(book, shaping));
        if let Some(word) = prepared.words.get(text) {
            return Arc::clone(word);
        }
        let buffer = self.buffer.get_or_insert_with(Buffer::new);
        let word = Arc::new(shape(book, shaping, prepared, buffer, text));
        prepared.words.insert(text.into(), Arc::clone(&word));
        self.words += 1;
        word
    }
}

impl Prepared {
    fn new(book: &FontBook, shaping: &Shaping) -> Prepared {
        let script = Tag::new_checked(shaping.script.short_name().as_bytes()).ok().and_then(Script::from_iso15924_tag);
        let direction = if shaping.right_to_left { Direction::RightToLeft } else { Direction::LeftToRight };
        let features = shaping.features();
        let language = Language::new(shaping.language());
        let plan = ShapePlan::new(book.face(shaping.font).font(), direction, script, language.as_ref(), &features);
        Prepared { plan, features, words: FxHashMap::default() }
    }
}

impl Shaping {
    /// The features of OpenType that are asked for besides kerning and the ligatures that all text has.
    fn features(&self) -> Vec<Feature> {
        let mut tags: Vec<&[u8; 4]> = Vec::new();
        if self.small_caps {
            tags.push(b"smcp");
        }
        match self.figures {
            Figures::Default => {}
            Figures::Lining => tags.extend([b"lnum", b"pnum"]),
            Figures::OldStyle => tags.extend([b"onum", b"pnum"]),
            Figures::Tabular => tags.extend([b"lnum", b"tnum"]),
        }
        // Korean brackets and stops are half as wide as a syllable (Requirements for Hangul Text Layout and Typography,
        // “Positioning of punctuation marks”).
        if self.language() == b"ko" {
            tags.push(b"halt");
        }
        tags.into_iter().map(|tag| Feature::new(Tag::new(tag), 1, ..)).collect()
    }

    fn language(&self) -> &[u8] {
        let end = self.lang.iter().position(|byte| *byte == 0).unwrap_or(self.lang.len());
        &self.lang[..end]
    }
}

/// How far the letters of spaced text are parted, in ems: less than what readers of a PDF take for the space between words.
const SPACING: f32 = 0.08;

fn shape(book: &FontBook, shaping: &Shaping, prepared: &Prepared, buffer: &mut Buffer, text: &str) -> Word {
    let Prepared { plan, features, .. } = prepared;
    let face = book.face(shaping.font);
    let em = face.units_per_em();
    buffer.reset();
    fill(buffer, text, book, face);
    buffer.set_direction(plan.direction());
    buffer.set_script(plan.script());
    buffer.set_language(plan.language().cloned());
    let font = ShaperFont::new(face.font());
    // The buffer has just been filled and takes its properties from the plan, so shaping has nothing to object to; if it
    // had, the word would have no glyphs, which the writer reports.
    let shaped = harfrust::shape(&font, buffer, ShapeOptions::new().plan(Some(plan)).features(features));
    let mut glyphs = Vec::new();
    if shaped.is_ok() {
        let elastic = elasticity(shaping);
        // Letters that join are not parted.
        let spacing = if shaping.spaced && elastic > 0.0 { SPACING } else { 0.0 };
        for (info, position) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
            glyphs.push(WordGlyph {
                id: info.glyph_id as u16,
                cluster: info.cluster as u16,
                advance: position.x_advance as f32 / em + spacing,
                dx: position.x_offset as f32 / em,
                dy: position.y_offset as f32 / em,
                elastic,
            });
        }
    }
    let hang = |glyph: Option<&WordGlyph>, mark: Option<char>, part: fn(char, f32) -> f32| {
        glyph.zip(mark).map_or(0.0, |(glyph, mark)| part(mark, glyph.advance) * glyph.advance)
    };
    let hang = (
        hang(glyphs.first(), text.chars().next(), hanging::at_start),
        hang(glyphs.last(), text.chars().next_back(), hanging::at_end),
    );
    Word {
        font: shaping.font,
        text: text.into(),
        hang: if shaping.right_to_left { (0.0, 0.0) } else { hang },
        width: glyphs.iter().map(|glyph| glyph.advance).sum(),
        divisions: divisions(text, shaping.language(), &glyphs).into(),
        is_name: is_name(text) && !matches!(shaping.language(), b"de" | b"lb"),
        glyphs: glyphs.into(),
    }
}

/// Puts the characters of a word into a buffer, and for those that no font has what is drawn for them.
fn fill(buffer: &mut Buffer, text: &str, book: &FontBook, face: &Face) {
    if text.chars().all(|character| face.has(character)) {
        return buffer.push_str(text);
    }
    for (at, character) in text.char_indices() {
        let drawn = if face.has(character) || is_ignorable(character) { None } else { book.stand_in(character) };
        buffer.push(drawn.unwrap_or(character).into(), at as u32);
    }
}

/// How much of the elasticity of its letters a language's text takes in a script.
fn elasticity(shaping: &Shaping) -> f32 {
    use unicode_script::Script;
    let squares = matches!(shaping.language(), b"ko" | b"ja" | b"zh");
    match shaping.script {
        Script::Hangul | Script::Han | Script::Hiragana | Script::Katakana | Script::Bopomofo => 1.0,
        // Among squares, Latin takes a quarter of what they do.
        Script::Latin | Script::Greek | Script::Cyrillic if squares => 0.25,
        Script::Latin | Script::Greek | Script::Cyrillic => 1.0,
        _ => 0.0,
    }
}

/// Whether a word begins with a capital, whatever mark stands before it.
fn is_name(text: &str) -> bool {
    text.chars().find(|character| character.is_alphabetic()).is_some_and(char::is_uppercase)
}

/// Letters that a divided word has on either line at the least.
const SHORTEST_PART: usize = 3;

/// The glyphs before which a word can be divided.
fn divisions(text: &str, code: &[u8], glyphs: &[WordGlyph]) -> Vec<u16> {
    let Some(lang) = <[u8; 2]>::try_from(code).ok().and_then(hypher::Lang::from_iso) else {
        return Vec::new();
    };
    let Some(start) = text.find(char::is_alphabetic) else { return Vec::new() };
    let core = text[start..].trim_end_matches(|character: char| !character.is_alphabetic());
    // Words with points, digits or hyphens in them are abbreviations, numbers or compounds: they are left whole.
    if core.chars().count() < 5 || !core.chars().all(|character| character.is_alphabetic() || character == '’') {
        return Vec::new();
    }
    let mut at = start;
    let mut found = Vec::new();
    for syllable in hypher::hyphenate(core, lang) {
        let (before, after) = (text[start..at].chars().count(), text[at..start + core.len()].chars().count());
        if before >= SHORTEST_PART
            && after >= SHORTEST_PART
            && !text[start..at].ends_with('’')
            && let Some(glyph) = glyphs.iter().position(|glyph| usize::from(glyph.cluster) == at)
        {
            found.push(glyph as u16);
        }
        at += syllable.len();
    }
    found
}
