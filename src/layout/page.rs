//! Pages of placed glyphs: what layout hands to the writers.
//!
//! All lengths are points (1/72 inch); the origin is the top left corner of the page, and y grows downwards.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::image::Image;
use crate::layout::font::FontId;
pub use crate::layout::numbering::{Numerals, PageLabel};
use crate::layout::style::Ink;
use crate::text::{Lang, ListStyle};

/// A page, ready to be written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Its place among all pages, from 1.
    pub number: u32,
    /// Its number as readers see it.
    pub label: PageLabel,
    /// What it is.
    pub kind: PageKind,
    /// Its width.
    pub width: f32,
    /// Its height.
    pub height: f32,
    /// The columns of the text, one for each language that stands on it.
    pub columns: Vec<Column>,
    /// The texts that stand across all of them.
    pub across: Vec<u32>,
    /// What stands on it, in reading order: the first language's column from top to bottom, then the next.
    pub items: Vec<Item>,
    /// Named places on it, one for each unit that begins here.
    pub anchors: Vec<Anchor>,
    /// The headings that begin here, for the outline.
    pub headings: Vec<Heading>,
    /// Areas that lead elsewhere.
    pub links: Vec<Link>,
    /// What is marked inside the texts that begin on it.
    pub texts: Vec<MarkedText>,
    /// What is wrong with the lines of the rows that were set for it and for the pages that are made with it.
    pub findings: Vec<Diagnostic>,
    /// For a printer, how far the sheet goes beyond the page on all sides.
    pub bleed: Option<f32>,
}

impl Page {
    /// Moves all that stands on it to the right.
    pub(crate) fn shift(&mut self, by: f32) {
        if by == 0.0 {
            return;
        }
        for item in &mut self.items {
            match item {
                Item::Run(run) => run.x += by,
                Item::Rule(rule) => rule.x += by,
                Item::Picture(picture) => picture.x += by,
            }
        }
        self.columns.iter_mut().for_each(|column| column.x += by);
        self.anchors.iter_mut().for_each(|anchor| anchor.x += by);
        self.links.iter_mut().for_each(|link| link.x += by);
    }
}

/// What a page is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum PageKind {
    /// One of text.
    #[default]
    Text,
    /// The page of the title block, where that has one of its own.
    Title,
    /// The page behind it, with the colophon.
    Imprint,
    /// The title once more, before languages that face each other: an artifact.
    HalfTitle,
    /// A page with nothing on it, so that the next one stands on its side.
    Blank,
}

/// Where the lines of a language stand on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// The index of the language in the edition.
    pub lang: usize,
    /// The left edge.
    pub x: f32,
    /// The width.
    pub width: f32,
}

/// What something on a page belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Owner {
    /// The page and not the text: running heads, folios, the numbers of lines.
    Page(Furniture),
    /// The text.
    Text(Part),
}

/// What a page has besides the text (artifacts, in the words of ISO 32000-1, section 14.8.2.2).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Furniture {
    /// The running head.
    Header,
    /// The folio.
    Footer,
    /// Anything else, such as the number of a line in the margin.
    Margin,
}

/// A part of the text of a unit in one language.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Part {
    /// Which text: see [`Structure`](super::Structure).
    pub text: u32,
    /// Which part of it.
    pub stretch: StretchId,
}

/// Which part of a text something is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct StretchId(pub u16);

impl StretchId {
    /// The text itself, outside of all that is marked.
    pub const NONE: StretchId = StretchId(u16::MAX);
    /// The label in front of it.
    pub const LABEL: StretchId = StretchId(u16::MAX - 1);
}

/// What is marked inside a text.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkedText {
    /// Which text.
    pub text: u32,
    /// Its language, where that is not the language of its column.
    pub lang: Option<Lang>,
    /// The marked stretches; a [`StretchId`] counts them. One that holds others comes before them.
    pub stretches: Vec<Stretch>,
}

impl MarkedText {
    /// Whether it is several blocks, and no single paragraph.
    pub fn holds_blocks(&self) -> bool {
        self.stretches.iter().any(|stretch| stretch.kind.is_block())
    }
}

/// A marked stretch of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// What it is.
    pub kind: StretchKind,
    /// The stretch that holds it, or [`StretchId::NONE`].
    pub within: StretchId,
    /// Its language, where that changes.
    pub lang: Option<Lang>,
}

/// The link or the mark of a note that a stretch is or stands in, however its words are marked.
pub(crate) fn link_of(stretches: &[Stretch], stretch: StretchId) -> Option<StretchId> {
    let mut at = stretch;
    while let Some(mark) = stretches.get(usize::from(at.0)) {
        if matches!(mark.kind, StretchKind::Link | StretchKind::Reference) {
            return Some(at);
        }
        at = mark.within;
    }
    None
}

/// What a marked stretch is to a reader.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StretchKind {
    /// A stretch in another language, or one that is marked for another reason.
    Span,
    /// Quoted words.
    Quote,
    /// Code.
    Code,
    /// A link to a unit or to an address.
    Link,
    /// The mark of a note, which leads to it.
    Reference,
    /// A paragraph of a text that has several.
    Paragraph,
    /// A list in a text.
    List(ListStyle),
    /// An item of it.
    Item,
    /// The bullet or the number of the item.
    ItemLabel,
    /// What the item says.
    ItemBody,
}

impl StretchKind {
    /// Whether it is no part of a line, but a block among others.
    pub fn is_block(self) -> bool {
        use StretchKind::{Item, ItemBody, ItemLabel, List, Paragraph};
        matches!(self, Paragraph | List(_) | Item | ItemLabel | ItemBody)
    }
}

/// Something that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// Text.
    Run(GlyphRun),
    /// A filled rectangle.
    Rule(Rule),
    /// A picture.
    Picture(Picture),
}

/// Glyphs of one font on one baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct GlyphRun {
    /// The font.
    pub font: FontId,
    /// The size of the em.
    pub size: f32,
    /// Where the first glyph's origin is.
    pub x: f32,
    /// The baseline.
    pub y: f32,
    /// How far it stands above the baseline of its line.
    pub rise: f32,
    /// The number of its line among the lines of its text, from 0.
    pub line: u32,
    /// Whether this line ends because the text does, or asks for a new line.
    pub forced: bool,
    /// The ink of the text.
    pub ink: Ink,
    /// The language.
    pub lang: Lang,
    /// The text that the glyphs stand for, in reading order.
    pub text: String,
    /// The glyphs, in reading order: those of a script that runs from right to left from the right end on.
    pub glyphs: Vec<Glyph>,
    /// What it belongs to.
    pub owner: Owner,
    /// Whether it is not found by what takes text out of a file: the number of a line, the page of the original.
    pub silent: bool,
}

impl GlyphRun {
    /// Whether it is part of the text, and not only of the page.
    pub fn is_text(&self) -> bool {
        matches!(self.owner, Owner::Text(_))
    }
}

/// One glyph of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    /// Its index in the font.
    pub id: u16,
    /// Its origin, from the run's `x`.
    pub x: f32,
    /// How far it is raised above the run's baseline.
    pub rise: f32,
    /// Where in the run's text its cluster begins, in bytes.
    pub start: u32,
    /// The length of its cluster in bytes; 0 for all but the first glyph of a cluster. A line-end hyphen that is not in
    /// the text stands for U+00AD.
    pub len: u32,
}

/// A picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The picture.
    pub image: Arc<Image>,
    /// The left edge.
    pub x: f32,
    /// The top edge.
    pub y: f32,
    /// The width.
    pub width: f32,
    /// The height.
    pub height: f32,
    /// What stands for it, in each language that it is shown to: there is one at least.
    pub alternatives: Vec<Alternative>,
}

/// What stands for a picture in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// Which text it is.
    pub part: Part,
    /// The words.
    pub text: String,
    /// The language of the words.
    pub lang: Lang,
    /// Where it changes, in bytes of the words, and which it is from there on.
    pub changes: Vec<(usize, Lang)>,
}

/// A filled rectangle.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// The left edge.
    pub x: f32,
    /// The top edge.
    pub y: f32,
    /// The width.
    pub width: f32,
    /// The height.
    pub height: f32,
    /// Its ink.
    pub ink: Ink,
}

/// A place with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Anchor {
    /// The unit's identifier.
    pub id: String,
    /// The left edge.
    pub x: f32,
    /// The top of the unit's first line.
    pub y: f32,
    /// The text that begins there, or the mark of a note that stands there.
    pub part: Option<Part>,
}

/// An entry of the outline.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// 1 for the outermost.
    pub level: u8,
    /// Its words, in all the languages of the edition.
    pub title: String,
    /// The top of its first line.
    pub y: f32,
    /// The text that it is, in the first of its languages.
    pub part: Option<Part>,
}

/// An area that leads elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The left edge.
    pub x: f32,
    /// The top edge.
    pub y: f32,
    /// The width.
    pub width: f32,
    /// The height.
    pub height: f32,
    /// `#id` for a unit of the edition, or an absolute URI.
    pub target: String,
    /// What the link says.
    pub text: String,
    /// What it belongs to.
    pub owner: Owner,
}
