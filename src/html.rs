//! Writes an edition as one self-contained HTML file, and the list of editions.
//!
//! ```text
//! edition ─> page, body, inline ─> tree ─> serialize ─> text
//! ```
//!
//! A row of the edition is a row of a CSS grid with one cell for each language, on one baseline; on a narrow screen the
//! cells stand below each other. Which languages are shown is chosen by check boxes and CSS. Nothing here runs a script,
//! reads a clock or reaches the network, and no page is known.

mod base64;
mod body;
mod colophon;
mod datetime;
mod digest;
mod ids;
mod index;
mod inline;
mod list;
mod metadata;
mod notes;
mod page;
mod picture;
mod row;
mod serialize;
mod table;
#[cfg(test)]
mod tests;
mod tree;

pub use index::{IndexEntry, index};
pub use page::write;

/// What an HTML edition is told besides its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Where the PDF of the same edition is found, as a URL from the HTML file; a link leads to it.
    pub pdf: Option<String>,
    /// With how many headings there is a list of contents; none if there never is one.
    pub contents_from: Option<usize>,
    /// How many levels of headings it names, from the outermost.
    pub contents_depth: usize,
    /// Whether the edition says at its end what it is made from.
    pub colophon: bool,
    /// Whether a text that only one language has stands across all columns.
    pub alone_across: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            pdf: None,
            contents_from: Some(FEWEST_HEADINGS),
            contents_depth: 6,
            colophon: true,
            alone_across: false,
        }
    }
}

/// The fewest headings that are worth a list of contents.
pub const FEWEST_HEADINGS: usize = 3;

/// The style of every page.
const STYLE: &str = include_str!("html/style.css");

/// What made the page.
const GENERATOR: &str = concat!("Enface ", env!("CARGO_PKG_VERSION"));
