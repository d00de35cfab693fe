//! The fonts that text is set in: what each holds, and which one a character of a language takes.

use std::borrow::Cow;
use std::sync::Arc;

use harfrust::GlyphId;
use harfrust::font::attribute::Style;
use read_fonts::types::NameId;
use unicode_normalization::UnicodeNormalization;
use unicode_script::{Script, UnicodeScript as _};

use crate::text::Lang;

mod choice;

pub use choice::{FontChoice, FontRole};
pub(crate) use choice::{LATIN, has_squares};

/// A font of a [`FontBook`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FontId(pub u16);

/// A font, read and ready for shaping.
pub struct Face {
    /// The font file.
    data: Cow<'static, [u8]>,
    font: harfrust::Font,
    family: String,
    postscript_name: String,
    bold: bool,
    italic: bool,
    /// One bit for each code point that the font has a glyph for.
    coverage: Coverage,
    space: (u16, f32),
    hyphen: (u16, f32),
}

/// The fonts of a project, and the order in which they are tried.
#[derive(Clone)]
pub struct FontBook {
    faces: Arc<Vec<Face>>,
    /// Families in the order in which they are tried, each with its faces.
    families: Vec<Family>,
    /// The families that are wanted for some text, the best of those that suit it equally well first.
    choices: Vec<FontChoice>,
    /// The sign that is drawn for characters that no font has, if the edition is to be made all the same.
    replacement: Option<char>,
}

#[derive(Clone)]
struct Family {
    name: String,
    faces: Vec<FontId>,
    purpose: Purpose,
}

/// What a family is for.
#[derive(Clone, Copy)]
enum Purpose {
    /// Whatever it has characters for, before all others: a font of the project.
    Project,
    /// Text.
    Text,
    /// Text of some languages first.
    Languages(&'static [&'static str]),
    /// Text of some scripts first, and what no other font has.
    Scripts(&'static [Script]),
    /// Code and listings.
    Code,
}

/// What is asked of a font besides its characters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Variant {
    /// A bold face, if the family has one.
    pub bold: bool,
    /// An italic face, if the family has one.
    pub italic: bool,
    /// What is set in it.
    pub role: FontRole,
}

/// A file that is built in.
#[derive(Clone, Copy)]
pub struct BuiltIn {
    /// Its path from the folder `fonts` of the program.
    pub path: &'static str,
    /// What it holds.
    pub bytes: &'static [u8],
}

macro_rules! built_in {
    ($path:literal) => {
        BuiltIn { path: $path, bytes: include_bytes!(concat!("../../fonts/", $path)) }
    };
}

/// The licences of the fonts that are built in, one for each folder of fonts.
const LICENCES: [BuiltIn; 7] = [
    built_in!("source-serif-4/OFL.txt"),
    built_in!("noto-serif/OFL.txt"),
    built_in!("noto-serif-hebrew/OFL.txt"),
    built_in!("noto-naskh-arabic/OFL.txt"),
    built_in!("noto-symbols/OFL.txt"),
    built_in!("noto-serif-kr/OFL.txt"),
    built_in!("source-code-pro/OFL.txt"),
];

/// The fonts that are built in, in the order in which those that suit a character equally well are tried. The folders of
/// `fonts/` tell where each comes from and how it was cut.
const BUILT_IN: [(BuiltIn, Purpose); 17] = [
    (built_in!("source-serif-4/SourceSerif4-Regular.ttf"), Purpose::Text),
    (built_in!("source-serif-4/SourceSerif4-Italic.ttf"), Purpose::Text),
    (built_in!("source-serif-4/SourceSerif4-Bold.ttf"), Purpose::Text),
    (built_in!("source-serif-4/SourceSerif4-BoldItalic.ttf"), Purpose::Text),
    // All of Greek comes from one font: Source Serif has the letters of today, but not the accents of old.
    (built_in!("noto-serif/NotoSerif-Regular.ttf"), Purpose::Scripts(&[Script::Greek])),
    (built_in!("noto-serif/NotoSerif-Italic.ttf"), Purpose::Scripts(&[Script::Greek])),
    (built_in!("noto-serif/NotoSerif-Bold.ttf"), Purpose::Scripts(&[Script::Greek])),
    (built_in!("noto-serif-hebrew/NotoSerifHebrew-Regular.ttf"), Purpose::Scripts(&[Script::Hebrew])),
    (built_in!("noto-serif-hebrew/NotoSerifHebrew-Bold.ttf"), Purpose::Scripts(&[Script::Hebrew])),
    (built_in!("noto-naskh-arabic/NotoNaskhArabic-Regular.ttf"), Purpose::Scripts(&[Script::Arabic])),
    (built_in!("noto-naskh-arabic/NotoNaskhArabic-Bold.ttf"), Purpose::Scripts(&[Script::Arabic])),
    (built_in!("noto-symbols/NotoSansMath-Regular.ttf"), Purpose::Scripts(&[])),
    (built_in!("noto-symbols/NotoSansSymbols2-Regular.ttf"), Purpose::Scripts(&[])),
    (built_in!("noto-symbols/NotoSansSymbols-Regular.ttf"), Purpose::Scripts(&[])),
    // Medium beside the Latin Regular: its strokes are thin, and so both scripts are of one colour.
    (built_in!("noto-serif-kr/NotoSerifKR-Medium.otf"), Purpose::Languages(&["ko"])),
    (built_in!("noto-serif-kr/NotoSerifKR-Bold.otf"), Purpose::Languages(&["ko"])),
    (built_in!("source-code-pro/SourceCodePro-Regular.ttf"), Purpose::Code),
];

/// Characters that few fonts have, and signs that a reader takes for them: the double hyphen of blackletter and its double
/// oblique form, and the mark of a paragraph made of six dots.
const LOOK_ALIKE: [(char, char); 4] = [('⸗', '='), ('⹀', '='), ('꞊', '='), ('⸽', '⁝')];

impl FontBook {
    /// The fonts of a project, each the bytes of a TrueType or OpenType file, followed by the built-in ones. A font that
    /// is built in already is taken once. The result of a file that is no font that can be set is its index.
    pub fn new(project: Vec<Vec<u8>>) -> Result<FontBook, usize> {
        let mut book = Unbound::default();
        for (index, data) in project.into_iter().enumerate() {
            if !is_built_in(&data) {
                let face = Face::new(Cow::Owned(data)).ok_or(index)?;
                book.add(face, Purpose::Project);
            }
        }
        for (data, purpose) in BUILT_IN {
            if let Some(face) = Face::new(Cow::Borrowed(data.bytes)) {
                book.add(face, purpose);
            }
        }
        Ok(FontBook { faces: Arc::new(book.faces), families: book.families, choices: Vec::new(), replacement: None })
    }

    /// The same fonts, of which some are wanted for some text. A family that is wanted for something is used for other text
    /// only where no other font has its characters. A family that is not in the book is passed over.
    pub fn choosing(&self, choices: &[FontChoice]) -> FontBook {
        FontBook { choices: choices.to_vec(), ..self.clone() }
    }

    /// The same fonts, and the sign that is drawn for each character that none of them has.
    pub fn replacing(&self, replacement: Option<char>) -> FontBook {
        FontBook { replacement, ..self.clone() }
    }

    /// The names of the families.
    pub fn families(&self) -> impl Iterator<Item = &str> {
        self.families.iter().map(|family| family.name.as_str())
    }

    /// A font of this book.
    pub fn face(&self, id: FontId) -> &Face {
        &self.faces[usize::from(id.0)]
    }

    /// The fonts, in the order of their ids.
    pub fn faces(&self) -> impl Iterator<Item = (FontId, &Face)> {
        self.faces.iter().enumerate().map(|(index, face)| (FontId(index as u16), face))
    }

    /// Whether any font has a glyph for a character.
    pub fn covers(&self, character: char) -> bool {
        self.faces.iter().any(|face| face.has(character))
    }

    /// Whether any font has a glyph for a character, spelled in one way or another.
    pub fn spells(&self, character: char) -> bool {
        character.nfc().all(|composed| self.covers(composed))
    }

    /// What is drawn for a character that no font has: a sign that looks like it, or else the one that stands for all others.
    /// The text stays what it is.
    pub fn stand_in(&self, character: char) -> Option<char> {
        if self.spells(character) {
            return None;
        }
        let alike = LOOK_ALIKE.iter().find(|(missing, _)| *missing == character).map(|(_, sign)| *sign);
        alike.filter(|&sign| self.covers(sign)).or(self.replacement)
    }

    /// The font for a character in a language: the first family that has the character, and in it the face that comes
    /// nearest to the variant. The families that are wanted for such text come first. `None` if no font has the character.
    pub fn select(&self, character: char, lang: &Lang, variant: Variant) -> Option<FontId> {
        let script = character.script();
        let rank = |family: &&Family| {
            let wanted = self.choices.iter().enumerate().filter(|(_, choice)| choice.family == family.name);
            let suits = wanted.clone().filter_map(|(order, choice)| Some((choice.rank(variant.role, lang)?, order)));
            if let Some((suits, order)) = suits.min() {
                return (0, suits, order);
            }
            let purpose = match family.purpose {
                Purpose::Code if variant.role == FontRole::Code => 1,
                Purpose::Code => 6,
                Purpose::Project if wanted.count() == 0 => 2,
                Purpose::Languages(langs) if langs.contains(&lang.primary()) => 3,
                Purpose::Scripts(scripts) if scripts.contains(&script) => 3,
                Purpose::Text => 4,
                Purpose::Languages(_) | Purpose::Scripts(_) | Purpose::Project => 5,
            };
            (purpose, 0, 0)
        };
        let mut families: Vec<&Family> = self.families.iter().collect();
        families.sort_by_key(rank);
        let found = families.iter().find_map(|family| {
            family.faces.iter().copied().filter(|&id| self.face(id).has(character)).min_by_key(|&id| {
                let face = self.face(id);
                (face.bold != variant.bold, face.italic != variant.italic)
            })
        });
        // Another spelling of the character looks the same.
        let equivalent = std::iter::once(character).nfc().next().filter(|&other| other != character);
        let other = || equivalent.or_else(|| self.stand_in(character).filter(|&sign| self.covers(sign)));
        found.or_else(|| self.select(other()?, lang, variant))
    }
}

/// The fonts of a book that is being made.
#[derive(Default)]
struct Unbound {
    faces: Vec<Face>,
    families: Vec<Family>,
}

impl Unbound {
    fn add(&mut self, face: Face, purpose: Purpose) {
        let id = FontId(self.faces.len() as u16);
        match self.families.iter_mut().find(|family| family.name == face.family) {
            Some(family) => family.faces.push(id),
            None => self.families.push(Family { name: face.family.clone(), faces: vec![id], purpose }),
        }
        self.faces.push(face);
    }
}

/// The fonts that are built in and stand in a book under one of some ids, and after them their licences.
pub fn built_in(book: &FontBook, ids: impl Fn(FontId) -> bool) -> Vec<BuiltIn> {
    let is_used = |font: &BuiltIn| book.faces().any(|(id, face)| ids(id) && face.data() == font.bytes);
    let mut files: Vec<BuiltIn> = BUILT_IN.iter().map(|(font, _)| *font).filter(is_used).collect();
    let folder = |file: &BuiltIn| file.path.split('/').next();
    let licences = LICENCES.iter().filter(|licence| files.iter().any(|font| folder(font) == folder(licence)));
    files.extend(licences.copied().collect::<Vec<_>>());
    files
}

/// Whether a font is one of those that are built in.
pub fn is_built_in(data: &[u8]) -> bool {
    BUILT_IN.iter().any(|(built_in, _)| built_in.bytes == data)
}

impl Face {
    fn new(data: Cow<'static, [u8]>) -> Option<Face> {
        let font = match &data {
            Cow::Borrowed(bytes) => harfrust::Font::new(*bytes, 0)?,
            Cow::Owned(bytes) => harfrust::Font::new(bytes.clone(), 0)?,
        };
        let name = |id| {
            font.names().get(id).and_then(|name| name.english_or_first()).map(|localized| localized.name().to_string())
        };
        let family = name(NameId::TYPOGRAPHIC_FAMILY_NAME).or_else(|| name(NameId::FAMILY_NAME))?;
        let postscript_name = name(NameId::POSTSCRIPT_NAME).unwrap_or_else(|| family.replace(' ', ""));
        let attributes = font.default_attributes();
        let coverage = Coverage::of(&font);
        let em = f32::from(font.metrics().units_per_em);
        let glyph = |character: char| {
            let id = font.charmap().map_unicode(character).unwrap_or_default();
            (id.to_u32() as u16, font.glyph_metrics().h_advance(id) / em)
        };
        Some(Face {
            space: glyph(' '),
            hyphen: glyph('-'),
            family,
            postscript_name,
            bold: attributes.weight.value() >= 600.0,
            italic: attributes.style != Style::Normal,
            coverage,
            font,
            data,
        })
    }

    /// The bytes of the font file.
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// The font as the shaper takes it.
    pub fn font(&self) -> &harfrust::Font {
        &self.font
    }

    /// The name by which PDF knows the font.
    pub fn postscript_name(&self) -> &str {
        &self.postscript_name
    }

    /// Whether the face is bold.
    pub fn is_bold(&self) -> bool {
        self.bold
    }

    /// Whether the face is italic or oblique.
    pub fn is_italic(&self) -> bool {
        self.italic
    }

    /// Font units in an em.
    pub fn units_per_em(&self) -> f32 {
        f32::from(self.font.metrics().units_per_em)
    }

    /// The advance width of a glyph in font units, as its `hmtx` table gives it.
    pub fn advance(&self, glyph: u16) -> f32 {
        self.font.glyph_metrics().h_advance(GlyphId::new(u32::from(glyph)))
    }

    /// The width in ems of a character by itself.
    pub(crate) fn nominal_width(&self, character: char) -> f32 {
        let glyph = self.font.charmap().map_unicode(character).unwrap_or_default();
        self.font.glyph_metrics().h_advance(glyph) / self.units_per_em()
    }

    /// The glyph of the space, and its width in ems.
    pub(crate) fn space(&self) -> (u16, f32) {
        self.space
    }

    /// The glyph of the hyphen that divides a word, and its width in ems.
    pub(crate) fn hyphen(&self) -> (u16, f32) {
        self.hyphen
    }

    /// The box around all glyphs in font units: left, bottom, right, top.
    pub fn bounds(&self) -> [f32; 4] {
        let bounds = self.font.metrics().bounds;
        [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max].map(|edge| edge.to_f32())
    }

    /// The height of a line above the baseline, in font units.
    pub fn ascent(&self) -> f32 {
        self.font.metrics().h_line().map_or_else(|| self.bounds()[3], |line| line.ascender.to_f32())
    }

    /// The depth of a line below the baseline, in font units, as a negative number.
    pub fn descent(&self) -> f32 {
        self.font.metrics().h_line().map_or_else(|| self.bounds()[1], |line| line.descender.to_f32())
    }

    /// The height of a capital letter in font units.
    pub fn cap_height(&self) -> f32 {
        self.font.metrics().cap_height.map_or_else(|| self.ascent(), |height| height.to_f32())
    }

    /// The slant in degrees, counterclockwise from the vertical: negative for a font that leans to the right.
    pub fn italic_angle(&self) -> f32 {
        self.font.style_metrics().italic_angle.map_or(0.0, |angle| angle.to_f32())
    }

    /// The weight: 400 for a regular face, 700 for a bold one.
    pub fn weight(&self) -> f32 {
        self.font.default_attributes().weight.value()
    }

    /// A character that a glyph stands for by itself, the lowest if there are several.
    pub fn character(&self, glyph: u16) -> Option<char> {
        let glyph = GlyphId::new(u32::from(glyph));
        let mut code_points = self.font.charmap().unicodes().filter(|&(_, id)| id == glyph);
        code_points.find_map(|(code_point, _)| char::from_u32(code_point))
    }

    /// Whether the font has a glyph for a character.
    pub fn has(&self, character: char) -> bool {
        self.coverage.has(character)
    }
}

/// Characters that are not seen: a shaper draws nothing for them, whether or not a font knows them.
pub(crate) fn is_ignorable(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

/// The code points that a font has glyphs for, a bit each.
struct Coverage(Vec<u64>);

impl Coverage {
    fn of(font: &harfrust::Font) -> Coverage {
        let mut words = Vec::new();
        for (code_point, _) in font.charmap().unicodes() {
            let word = code_point as usize / 64;
            if word >= words.len() {
                words.resize(word + 1, 0u64);
            }
            words[word] |= 1 << (code_point % 64);
        }
        Coverage(words)
    }

    fn has(&self, character: char) -> bool {
        let code_point = character as usize;
        self.0.get(code_point / 64).is_some_and(|word| word & (1 << (code_point % 64)) != 0)
    }
}
