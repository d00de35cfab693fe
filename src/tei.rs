//! Reads TEI P5: from the text of a file to a document of units, with positions.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, SourceFile};
use crate::text::{Inline, Lang, Node};

/// A TEI document as far as an edition needs it.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file that it was read from.
    pub file: Arc<SourceFile>,
    /// The language of the text (`xml:lang` of `text`, or else of the root element).
    pub lang: Lang,
    /// What the header says.
    pub header: Header,
    /// The title block and the text, in document order. A note inside a unit follows that unit, and a
    /// [`NoteMark`](crate::text::NoteMark) stands in its place.
    pub nodes: Vec<Node>,
}

/// What an edition takes from a `teiHeader`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Header {
    /// The titles of the document.
    pub titles: Vec<HeaderTitle>,
    /// The authors' names (`persName` or `name` of each `author`, or else its text).
    pub authors: Vec<String>,
    /// The publisher.
    pub publisher: Option<String>,
    /// `when` of the date of publication.
    pub date: Option<String>,
    /// The keywords of `textClass`.
    pub keywords: Vec<String>,
}

/// A `title` of `titleStmt`.
#[derive(Clone, Debug, PartialEq)]
pub struct HeaderTitle {
    /// Whether it is a subtitle (`type="sub"`).
    pub sub: bool,
    /// Its `xml:lang`, if it has one of its own.
    pub lang: Option<Lang>,
    /// Its words.
    pub text: String,
}

/// What is wrong with the markup inside a message.
#[derive(Clone, Debug, PartialEq)]
pub struct FragmentError {
    /// What is wrong.
    pub message: String,
    /// Where, in bytes of the fragment.
    pub span: Range<usize>,
}

/// Reads a TEI file. There is no document if it is ill-formed or holds no text; the diagnostics say why, and name what else
/// was found.
pub fn read(file: &Arc<SourceFile>) -> (Option<Document>, Vec<Diagnostic>) {
    let _ = file;
    (None, Vec::new())
}

/// Reads the text of a message: characters, references and inline elements of TEI.
pub fn fragment(text: &str) -> Result<Vec<Inline>, FragmentError> {
    let _ = text;
    Ok(Vec::new())
}
