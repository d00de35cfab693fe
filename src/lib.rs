//! Enface turns TEI XML and Fluent message files into editions that print a text and its translation
//! facing each other, as PDF and as HTML.
//!
//! Data flows one way:
//!
//! ```text
//! source (TEI)  ─┐
//!                ├─> edition ─> layout ─> pdf
//! catalog (FTL) ─┘      ├────> html
//!                       └────> export
//! ```
//!
//! | stage | from | to |
//! | --- | --- | --- |
//! | [`tei`] | a TEI file's text | [`tei::Document`]: metadata and units in document order |
//! | [`catalog`] | the text of Fluent files | [`catalog::Catalog`]: the messages of one language |
//! | [`edition`] | a document and its catalogs | [`edition::Edition`]: rows of cells, one cell a language |
//! | [`layout`] | an edition, fonts and a page style | [`layout::Page`]s of placed glyphs |
//! | [`pdf`] | pages | the bytes of a PDF file |
//! | [`html`] | an edition | the text of an HTML file |
//! | [`export`] | an edition | the bytes of a TEI file, its languages linked |
//! | [`archive`] | the files of an edition and those that it was made from | the files of a bag |
//!
//! [`text`] and [`diagnostic`] are the vocabulary that the stages share; [`image`] reads the pictures that a text shows; [`project`] is the only place that reads and
//! writes files, and that knows their encodings; [`settings`] reads what a project wants otherwise; [`cli`] is the only
//! place that knows the terminal.

pub mod archive;
pub mod catalog;
pub mod cli;
pub mod diagnostic;
pub mod edition;
pub mod export;
pub mod html;
pub mod image;
pub mod layout;
pub mod pdf;
pub mod project;
pub mod settings;
pub mod tei;
pub mod text;
