//! Writes pages as the bytes of a PDF file: of PDF 1.7, or of PDF 2.0.
//!
//! Pages come in, 32 at a time, and leave memory as they are written:
//!
//! ```text
//! pages ─> fonts (which glyphs, which text each stands for; in order)
//!       ─> content (operators by printpdf, compressed; in parallel)
//!       ─> file (objects, one after the other)
//! then the structure tree, outline, destinations, page tree, fonts, pictures, metadata, catalog, cross-reference stream
//! ```
//!
//! The bytes depend on the pages, the fonts and the properties alone: there is no clock here, no chance, and no thread
//! whose turn matters. What a text means is not known here either: no TEI, no Fluent, no edition.

mod attachment;
mod color;
mod content;
mod destination;
mod document;
mod drawing;
mod enclosed;
mod file;
mod font;
mod metadata;
mod outline;
mod picture;
mod predictor;
mod record;
mod structure;
#[cfg(test)]
mod tests;
mod tree;

use std::fmt;
use std::sync::Arc;

use rayon::prelude::*;

use crate::layout::font::FontBook;
use crate::layout::{Page, Structure};
use crate::text::Lang;

use content::Content;
use document::Document;
use font::Fonts;
use picture::Pictures;

pub use enclosed::{Enclosed, Unreadable, enclosed};
pub use record::{Hashed, Record, VERSION};

/// How many pages are held at a time.
const CHUNK: usize = 32;

/// What the file says of itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Properties {
    /// The title, in all the languages of the edition.
    pub title: String,
    /// The title in each of its languages.
    pub titles: Vec<(Lang, String)>,
    /// The authors' names.
    pub authors: Vec<String>,
    /// The names of all others who took part: translators, editors, sponsors.
    pub contributors: Vec<String>,
    /// The publisher.
    pub publisher: Option<String>,
    /// When it was published, as ISO 8601 writes it.
    pub published: Option<String>,
    /// A number or an address by which the document is known.
    pub identifier: Option<String>,
    /// How it may be used, in words.
    pub rights: Option<String>,
    /// The same in the languages that it is said in.
    pub all_rights: Vec<(Lang, String)>,
    /// The address of the licence.
    pub licence: Option<String>,
    /// What it was made from.
    pub source: Option<String>,
    /// What the text is, in a sentence.
    pub subject: Option<String>,
    /// The same in the languages that it is said in.
    pub subjects: Vec<(Lang, String)>,
    /// What the text is about, each a word or a phrase.
    pub keywords: Vec<String>,
    /// The languages of the text; the first is the main one.
    pub languages: Vec<Lang>,
    /// The date of the file as ISO 8601 writes it: `2026-11-23` or `2026-11-23T15:30:00Z`. A date that is not understood
    /// is left out.
    pub date: Option<String>,
    /// The version of PDF, and what the file conforms to.
    pub standard: Standard,
    /// The order in which it is read to those who listen.
    pub reading: Reading,
    /// The files that it was made from.
    pub attachments: Vec<Attachment>,
    /// How it was made.
    pub record: Option<Record>,
}

/// The version of PDF that a file is written in, and with it the standards that it conforms to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standard {
    /// PDF 1.7 (ISO 32000-1), PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1).
    #[default]
    Pdf17,
    /// PDF 2.0 (ISO 32000-2), PDF/A-4f (ISO 19005-4) and PDF/UA-2 (ISO 14289-2).
    Pdf20,
}

/// The order in which the languages are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// The whole text in one language, and then in the next.
    #[default]
    Languages,
    /// Row by row, each in all languages.
    Rows,
}

/// A file that an edition was made from and carries with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Attachment {
    /// Its path in its project, with `/` between the parts.
    pub path: String,
    /// Its media type.
    pub mime: &'static str,
    /// What it is, in a few words.
    pub description: String,
    /// What it is to the edition.
    pub relation: Relation,
    /// Its bytes.
    pub bytes: Arc<Vec<u8>>,
}

/// What an attached file is to the document (ISO 19005-3, annex E).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// What the document was made from.
    Source,
    /// What was known of it when the document was made.
    Data,
}

/// Why no file could be written.
#[derive(Debug, PartialEq)]
pub enum Error {
    /// There is no page.
    Empty,
    /// A glyph of a run is 0, the sign for a character that the font does not have.
    MissingGlyph {
        /// The number of the page.
        page: u32,
        /// The text of the run.
        text: String,
    },
    /// A font could not be cut down to the glyphs that are used.
    Font {
        /// The font's PostScript name.
        name: String,
        /// What the matter is.
        reason: String,
    },
    /// The contents of a page could not be written.
    Content {
        /// The number of the page.
        page: u32,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Empty => f.write_str("there is no page to write"),
            Error::MissingGlyph { page, text } => write!(f, "page {page}: no glyph for a character of “{text}”"),
            Error::Font { name, reason } => write!(f, "the font {name} cannot be embedded: {reason}"),
            Error::Content { page } => write!(f, "page {page}: its contents cannot be written"),
        }
    }
}

impl std::error::Error for Error {}

/// Writes pages as a PDF file.
///
/// `structure` says what each text on the pages is, and the order in which the texts are read.
pub fn write(
    pages: impl Iterator<Item = Page>,
    structure: &Structure,
    fonts: &FontBook,
    properties: &Properties,
) -> Result<Vec<u8>, Error> {
    let mut pages = pages;
    let mut fonts = Fonts::new(fonts);
    let mut pictures = Pictures::default();
    let mut document = Document::new(properties.standard);
    loop {
        let chunk: Vec<Page> = pages.by_ref().take(CHUNK).collect();
        if chunk.is_empty() {
            break;
        }
        for page in &chunk {
            fonts.note(page)?;
            pictures.note(page);
        }
        let contents: Vec<Content> = chunk
            .par_iter()
            .map(|page| content::stream(page, &fonts, &pictures, properties.standard))
            .collect::<Result<_, Error>>()?;
        for (page, content) in chunk.into_iter().zip(contents) {
            document.page(page, &content);
        }
    }
    document.finish(structure, &fonts, &pictures, properties)
}
