//! Pages set by hand, as simply as can be: each line shaped in one go, by the first font that has its first character.

use std::str::FromStr;

use harfrust::{Buffer, Language, ShapeOptions, ShaperFont, shape};

use crate::layout::font::{FontBook, FontId, Variant};
use crate::layout::page::{Furniture, Owner, PageLabel};
use crate::layout::style::Ink;
use crate::layout::{Glyph, GlyphRun, Item, Page};
use crate::text::Lang;

/// Where a line begins, and how large it is.
#[derive(Clone, Copy)]
pub(crate) struct At {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) size: f32,
}

/// A page of A4.
pub(crate) fn page(number: u32, items: Vec<Item>) -> Page {
    let label = PageLabel { number, ..PageLabel::default() };
    Page { number, label, width: 595.276, height: 841.89, items, ..Page::default() }
}

/// The built-in fonts.
pub(crate) fn fonts() -> FontBook {
    FontBook::new(Vec::new()).expect("no fonts of a project")
}

/// A line of text. The hyphen of a word that is broken is U+00AD at its end.
pub(crate) fn line(fonts: &FontBook, lang: &str, at: At, text: &str) -> Item {
    let first = text.chars().find(|character| character.is_alphanumeric()).unwrap_or('a');
    let font = fonts.select(first, &Lang::new(lang), Variant::default()).expect("a font for the text");
    set(fonts, font, lang, at, text)
}

/// A line of text in a font.
pub(crate) fn set(fonts: &FontBook, font: FontId, lang: &str, at: At, text: &str) -> Item {
    let face = fonts.face(font);
    let mut buffer = Buffer::new();
    let broken = text.strip_suffix('\u{AD}');
    buffer.push_str(broken.unwrap_or(text));
    if broken.is_some() {
        buffer.push(u32::from('-'), text.len() as u32 - 2);
    }
    buffer.guess_segment_properties();
    buffer.set_language(Language::from_str(lang).ok());
    shape(&ShaperFont::new(face.font()), &mut buffer, ShapeOptions::new()).expect("the buffer can be shaped");
    let scale = at.size / face.units_per_em();
    let infos = buffer.glyph_infos();
    let mut pen = 0.0;
    let mut glyphs = Vec::new();
    for (index, (info, position)) in infos.iter().zip(buffer.glyph_positions()).enumerate() {
        let start = info.cluster;
        let end = infos[index..].iter().map(|info| info.cluster).find(|&next| next > start);
        let follows = index > 0 && infos[index - 1].cluster == start;
        glyphs.push(Glyph {
            id: info.glyph_id as u16,
            x: (pen + position.x_offset as f32) * scale,
            rise: position.y_offset as f32 * scale,
            start,
            len: if follows { 0 } else { end.unwrap_or(text.len() as u32) - start },
        });
        pen += position.x_advance as f32;
    }
    Item::Run(GlyphRun {
        font,
        size: at.size,
        x: at.x,
        y: at.y,
        rise: 0.0,
        line: 0,
        forced: true,
        ink: Ink::BLACK,
        lang: Lang::new(lang),
        text: text.to_owned(),
        glyphs,
        owner: Owner::Page(Furniture::Margin),
        silent: false,
    })
}

/// Lines one under the other.
pub(crate) fn column(fonts: &FontBook, lang: &str, at: At, lines: &[&str]) -> Vec<Item> {
    let place = |index: usize| At { y: at.y + 14.0 * index as f32, ..at };
    lines.iter().enumerate().map(|(index, text)| line(fonts, lang, place(index), text)).collect()
}
