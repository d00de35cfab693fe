//! The fonts of a file: which glyphs are used, what text each stands for, and the objects that embed them.

use std::fmt::Write as _;
use std::ops::Range;

use lopdf::{Dictionary, Object, ObjectId, dictionary};
use rayon::prelude::*;
use subsetter::GlyphRemapper;

use crate::layout::font::{Face, FontBook, FontId};
use crate::layout::{Glyph, GlyphRun, Item, Page};

use super::Error;
use super::file::{File, compress, fingerprint};

/// How many texts a glyph can tell by its code: more are told where they stand.
const MAX_TEXTS: usize = 32;

/// The fonts that pages use.
pub(super) struct Fonts<'a> {
    book: &'a FontBook,
    /// By font; `None` for those that no page uses.
    used: Vec<Option<Used<'a>>>,
}

/// A font and the glyphs of it that pages use. A glyph's code in the file is its index in the font that is embedded. Where a
/// glyph stands for several texts, the file names the font once for each: they differ in the texts of their codes alone.
pub(super) struct Used<'a> {
    /// Its index in the book.
    pub(super) index: usize,
    face: &'a Face,
    /// The code of each glyph of the font; 0 for those that are not used.
    codes: Vec<u16>,
    /// By code; 0 is the sign for a missing glyph.
    glyphs: Vec<Code>,
}

struct Code {
    glyph: u16,
    /// The advance in thousandths of the em, as the file gives it.
    width: i64,
    /// What texts the code stands for, wherever nothing else is said: by the number of the naming.
    texts: Vec<Box<str>>,
}

/// A code, and the naming of its font in which it tells its text.
pub(super) type Spelled = (u16, usize);

impl<'a> Fonts<'a> {
    pub(super) fn new(book: &'a FontBook) -> Fonts<'a> {
        Fonts { book, used: Vec::new() }
    }

    /// A font, if pages use it.
    pub(super) fn get(&self, id: FontId) -> Option<&Used<'a>> {
        self.used.get(usize::from(id.0))?.as_ref()
    }

    /// Gives codes to the glyphs of a page. The codes depend on the order of the pages, so pages come here in order.
    pub(super) fn note(&mut self, page: &Page) -> Result<(), Error> {
        for item in &page.items {
            let Item::Run(run) = item else { continue };
            if run.glyphs.iter().any(|glyph| glyph.id == 0) {
                return Err(Error::MissingGlyph { page: page.number, text: run.text.clone() });
            }
            let index = usize::from(run.font.0);
            if self.used.len() <= index {
                self.used.resize_with(index + 1, || None);
            }
            let book = self.book;
            let used = self.used[index].get_or_insert_with(|| Used::new(index, book.face(run.font)));
            for (range, text) in clusters(run) {
                let last = range.end == run.glyphs.len();
                let glyphs = &run.glyphs[range];
                for (index, glyph) in glyphs.iter().enumerate() {
                    used.note(glyph.id, part(glyphs.len(), meaning(text, last), index));
                }
            }
        }
        Ok(())
    }

    /// Writes the fonts, and returns the resource dictionary that names them.
    pub(super) fn write(&self, file: &mut File) -> Result<Dictionary, Error> {
        let used: Vec<&Used<'_>> = self.used.iter().flatten().collect();
        let programs: Vec<Program> = used.par_iter().map(|used| used.program()).collect::<Result<_, Error>>()?;
        let mut names = Dictionary::new();
        for (used, program) in used.into_iter().zip(programs) {
            for (naming, font) in used.write(file, &program).into_iter().enumerate() {
                names.set(used.name(naming), font);
            }
        }
        Ok(names)
    }
}

/// The clusters of a run: the range of glyphs of each, and its text.
pub(super) fn clusters(run: &GlyphRun) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut next = 0;
    std::iter::from_fn(move || {
        let start = next;
        let first = run.glyphs.get(start)?;
        next += 1 + run.glyphs[start + 1..].iter().take_while(|glyph| glyph.len == 0).count();
        let text = run.text.get(first.start as usize..(first.start + first.len) as usize).unwrap_or_default();
        Some((start..next, text))
    })
}

/// The text that the last glyphs of a run, or others, stand for in the file. See `actual_text` in `content`.
pub(super) fn meaning(text: &str, last: bool) -> &str {
    if last && text == "\u{AD}" { "-" } else { text }
}

/// The part of a cluster's text that one of its glyphs stands for: their characters in their order, as a letter and its marks
/// have them, and the first glyph has those that are left over, as a ligature does. Marks may stand in another order than in
/// the text; as one cluster is taken out of a file as a whole, it is more that its text is right. None if there are too few
/// characters, or if readers of the file may not find them in a table of codes.
fn part(count: usize, text: &str, index: usize) -> Option<&str> {
    let part = if count == 1 {
        text
    } else {
        let over = text.chars().count().checked_sub(count)?;
        let place = |index: usize| text.char_indices().nth(index).map_or(text.len(), |(place, _)| place);
        &text[if index == 0 { 0 } else { place(over + index) }..place(over + index + 1)]
    };
    let is_fit = (1..=32).contains(&part.len()) && !part.contains(['\0', '\u{FEFF}', '\u{FFFE}']);
    is_fit.then_some(part)
}

/// A font that holds the glyphs that are used, ready to be embedded.
struct Program {
    /// The compressed font file, or of a font with PostScript outlines the compressed `CFF` table.
    bytes: Vec<u8>,
    /// Its length before compression.
    length: usize,
    postscript: bool,
}

impl<'a> Used<'a> {
    fn new(index: usize, face: &'a Face) -> Used<'a> {
        let mut used = Used { index, face, codes: Vec::new(), glyphs: Vec::new() };
        used.push(0);
        used
    }

    /// The name that page contents know a naming of the font by.
    pub(super) fn name(&self, naming: usize) -> String {
        if naming == 0 { format!("F{}", self.index) } else { format!("F{}v{naming}", self.index) }
    }

    /// The codes of the glyphs of a cluster that was noted, in `codes`; and whether they tell its text.
    pub(super) fn spell(&self, glyphs: &[Glyph], text: &str, codes: &mut Vec<Spelled>) -> bool {
        codes.clear();
        let mut is_told = true;
        for (index, glyph) in glyphs.iter().enumerate() {
            let texts = &self.code(glyph.id).texts;
            let part = part(glyphs.len(), text, index);
            let naming = part.and_then(|part| texts.iter().position(|text| **text == *part));
            is_told &= naming.is_some();
            codes.push((self.codes[usize::from(glyph.id)], naming.unwrap_or(0)));
        }
        is_told
    }

    /// The advance of a glyph that was noted in thousandths of the em, as the file gives it.
    pub(super) fn width(&self, glyph: u16) -> i64 {
        self.code(glyph).width
    }

    fn code(&self, glyph: u16) -> &Code {
        &self.glyphs[usize::from(self.codes[usize::from(glyph)])]
    }

    fn push(&mut self, glyph: u16) {
        let width = self.scaled(self.face.advance(glyph));
        self.glyphs.push(Code { glyph, width, texts: Vec::new() });
    }

    /// Gives a glyph a code, and this a text if it stands for one.
    fn note(&mut self, glyph: u16, text: Option<&str>) {
        let place = usize::from(glyph);
        if self.codes.len() <= place {
            self.codes.resize(place + 1, 0);
        }
        if self.codes[place] == 0 {
            self.codes[place] = self.glyphs.len() as u16;
            self.push(glyph);
        }
        let texts = &mut self.glyphs[usize::from(self.codes[place])].texts;
        if let Some(text) = text.filter(|text| texts.len() < MAX_TEXTS && !texts.iter().any(|known| **known == **text))
        {
            texts.push(text.into());
        }
    }

    fn scaled(&self, value: f32) -> i64 {
        (value * 1000.0 / self.face.units_per_em()).round() as i64
    }

    fn program(&self) -> Result<Program, Error> {
        let glyphs: Vec<u16> = self.glyphs.iter().map(|code| code.glyph).collect();
        let fail = |reason: String| Error::Font { name: self.face.postscript_name().to_owned(), reason };
        let font = subsetter::subset(self.face.data(), 0, &GlyphRemapper::new_from_glyphs(&glyphs))
            .map_err(|error| fail(error.to_string()))?;
        let outlines = table(&font, b"CFF ");
        let bytes = outlines.unwrap_or(&font);
        Ok(Program { bytes: compress(bytes), length: bytes.len(), postscript: outlines.is_some() })
    }

    /// The name of the subset: six letters that depend on the font and the glyphs, and the font's name.
    fn base_font(&self) -> String {
        let mut bytes = self.face.postscript_name().as_bytes().to_vec();
        bytes.extend(self.glyphs.iter().flat_map(|code| code.glyph.to_be_bytes()));
        let hash = fingerprint(&bytes);
        let mut rest = (hash ^ (hash >> 64)) as u64;
        let mut name = String::new();
        for _ in 0..6 {
            name.push(char::from(b'A' + (rest % 26) as u8));
            rest /= 26;
        }
        name.push('+');
        name.extend(self.face.postscript_name().chars().filter(char::is_ascii_graphic));
        name
    }

    /// Writes the font, in as many namings as it needs.
    fn write(&self, file: &mut File, program: &Program) -> Vec<ObjectId> {
        let base_font = self.base_font();
        let name = || Object::Name(base_font.clone().into_bytes());
        let embedded = file.reserve();
        let (key, subtype, dictionary) = if program.postscript {
            ("FontFile3", "CIDFontType0", dictionary! { "Subtype" => "CIDFontType0C" })
        } else {
            ("FontFile2", "CIDFontType2", dictionary! { "Length1" => program.length as i64 })
        };
        put_compressed(file, embedded, dictionary, &program.bytes);

        let bounds = self.face.bounds().map(|edge| self.scaled(edge).into());
        let italic = if self.face.is_italic() { 64 } else { 0 };
        let mut descriptor = dictionary! {
            "Type" => "FontDescriptor", "FontName" => name(),
            // Symbolic: the glyphs are known by their codes alone.
            "Flags" => 4 + italic,
            "FontBBox" => bounds.to_vec(),
            "ItalicAngle" => super::file::number(self.face.italic_angle()),
            "Ascent" => self.scaled(self.face.ascent()),
            "Descent" => self.scaled(self.face.descent()),
            "CapHeight" => self.scaled(self.face.cap_height()),
            // No font file tells it; this is the usual estimate.
            "StemV" => (10.0 + 220.0 * (self.face.weight() - 50.0) / 900.0).round() as i64,
        };
        descriptor.set(key, embedded);
        let descriptor = file.add(&descriptor.into());

        let (default, widths) = self.widths();
        let mut descendant = dictionary! {
            "Type" => "Font", "Subtype" => subtype, "BaseFont" => name(),
            "CIDSystemInfo" => dictionary! {
                "Registry" => Object::string_literal("Adobe"),
                "Ordering" => Object::string_literal("Identity"),
                "Supplement" => 0,
            },
            "FontDescriptor" => descriptor, "DW" => default, "W" => widths,
        };
        if !program.postscript {
            descendant.set("CIDToGIDMap", "Identity");
        }
        let descendant = file.add(&descendant.into());

        let namings = self.glyphs.iter().map(|code| code.texts.len()).max().unwrap_or(0).max(1);
        let mut write = |naming| {
            let to_unicode = file.reserve();
            put_compressed(file, to_unicode, Dictionary::new(), &compress(self.to_unicode(naming).as_bytes()));
            file.add(
                &dictionary! {
                    "Type" => "Font", "Subtype" => "Type0", "BaseFont" => name(), "Encoding" => "Identity-H",
                    "DescendantFonts" => vec![descendant.into()], "ToUnicode" => to_unicode,
                }
                .into(),
            )
        };
        (0..namings).map(&mut write).collect()
    }

    /// The most frequent width, and the widths of the codes that have another one.
    fn widths(&self) -> (i64, Vec<Object>) {
        let mut sorted: Vec<i64> = self.glyphs.iter().map(|code| code.width).collect();
        sorted.sort_unstable();
        let default = sorted.chunk_by(|a, b| a == b).max_by_key(|same| same.len()).map_or(1000, |same| same[0]);
        let mut widths = Vec::new();
        let mut code = 0;
        for same in self.glyphs.chunk_by(|a, b| (a.width == default) == (b.width == default)) {
            if same[0].width != default {
                widths.push(Object::Integer(code));
                widths.push(same.iter().map(|code| code.width.into()).collect::<Vec<Object>>().into());
            }
            code += same.len() as i64;
        }
        (default, widths)
    }

    /// The table that tells the text of each code in a naming of the font; in the first, all have one.
    fn to_unicode(&self, naming: usize) -> String {
        let mut table = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
            /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
            /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
            1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
            .to_owned();
        let codes: Vec<(usize, String)> = (1..self.glyphs.len())
            .filter_map(|code| {
                let Code { glyph, texts, .. } = &self.glyphs[code];
                // It always stands among others, where their common text is given.
                let alone = || self.face.character(*glyph).unwrap_or(char::REPLACEMENT_CHARACTER).to_string();
                let text = texts.get(naming).map(|text| text.to_string());
                Some((code, text.or_else(|| (naming == 0).then(alone))?))
            })
            .collect();
        for codes in codes.chunks(100) {
            // Writing into memory does not fail.
            let _ = writeln!(table, "{} beginbfchar", codes.len());
            for (code, text) in codes {
                let _ = write!(table, "<{code:04X}> <");
                for unit in text.encode_utf16() {
                    let _ = write!(table, "{unit:04X}");
                }
                table.push_str(">\n");
            }
            table.push_str("endbfchar\n");
        }
        table.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
        table
    }
}

fn put_compressed(file: &mut File, id: ObjectId, mut dictionary: Dictionary, compressed: &[u8]) {
    dictionary.set("Filter", "FlateDecode");
    file.put_stream(id, dictionary, compressed);
}

/// A table of an OpenType font.
fn table<'a>(font: &'a [u8], tag: &[u8; 4]) -> Option<&'a [u8]> {
    let count = u16::from_be_bytes([*font.get(4)?, *font.get(5)?]);
    let record = font.get(12..)?.chunks_exact(16).take(usize::from(count)).find(|record| record.starts_with(tag))?;
    let field = |at: usize| record.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes);
    let start = field(8)? as usize;
    font.get(start..start + field(12)? as usize)
}
