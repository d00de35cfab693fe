//! A document in a list of languages: what gets published.
//!
//! [`align`] sets each unit of a document beside its messages and reports what is wrong with them; [`differences`] reports
//! where the file of messages in the source's own language is not what the source says.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::SourceFile;
use crate::image::Image;
use crate::text::{Group, Inline, Lang, Picture, Rend, Role};

mod align;
mod binding;
mod check;
mod citation;
mod colophon;
mod metadata;
mod nesting;
mod numbers;
mod overlay;
mod parallel;
mod pending;
mod picture;
mod quality;
mod quotation;
mod rename;
mod sequence;
mod source;
mod speaker;
mod standing;
mod tags;
mod telling;
#[cfg(test)]
mod tests;
mod title_block;
mod translator;
mod variables;

pub use crate::catalog::interface::{Label, Labels};
pub use crate::tei::{Date, Header, LetterAction, Phrase, Responsibility, Revision, Task};
pub(crate) use align::next_number;
pub use align::{Input, Options, align};
pub use check::{differences, markup_errors, orphaned_stub, unrecorded};
pub(crate) use colophon::said;
pub use colophon::{Digest, stamp};
pub use metadata::{Identifier, Metadata};
pub use numbers::number_heads;
pub use picture::{Alternative, Illustrations, pictures, unset_targets};
pub use quality::quality;
pub(crate) use quotation::between_marks;
pub use source::{agrees, units};
pub use standing::states;
pub use variables::variables;

/// A document in a list of languages, its rows in document order.
#[derive(Clone, Debug)]
pub struct Edition {
    /// The document's name: its file's name without `.xml`.
    pub name: String,
    /// The languages, in the order in which they are set; the first column is the first language.
    pub langs: Vec<Lang>,
    /// The language of the source.
    pub source: Lang,
    /// The title in each language of `langs`; the source's title where a language has none.
    pub titles: Vec<String>,
    /// What the header tells of the document.
    pub metadata: Metadata,
    /// The same as the header has it.
    pub header: Header,
    /// Rows, and the edges of the groups that hold them.
    pub parts: Vec<Part>,
    /// In a draft, the units that are still to be translated, each with a link to it: a heading and a row for each;
    /// nothing if there are none.
    pub pending: Vec<Row>,
    /// The pictures that can be shown, by their addresses in the source. Of others the words stand in their place.
    pub pictures: Pictures,
    /// What the edition says of itself at its end: a heading and paragraphs; nothing if the header has nothing to tell.
    pub colophon: Vec<Row>,
    /// The interface labels of each language of `langs`.
    pub labels: Vec<Labels>,
}

/// Pictures by their addresses.
pub type Pictures = BTreeMap<String, Arc<Image>>;

/// A part of an edition.
#[derive(Clone, Debug)]
pub enum Part {
    /// A group begins.
    Open(Group),
    /// The innermost open group ends.
    Close,
    /// A row.
    Row(Row),
}

/// One unit in all the languages of an edition.
#[derive(Clone, Debug)]
pub struct Row {
    /// The unit's `xml:id`.
    pub id: Option<String>,
    /// What the unit is.
    pub role: Role,
    /// The appearance that the source asks for.
    pub rend: Rend,
    /// A label beside it in every language, such as an item's number or the sign of a note.
    pub label: Option<String>,
    /// Which of the notes that marks point to it is, from 1.
    pub number: Option<u32>,
    /// The picture that it is.
    pub picture: Option<Picture>,
    /// Whether it is no unit of the text: the edition says it of itself, by what the header tells.
    pub made: bool,
    /// One cell for each language of the edition.
    pub cells: Vec<Cell>,
}

impl Row {
    /// A row of a role with its cells, one for each language, and nothing else.
    pub fn new(role: Role, cells: Vec<Cell>) -> Row {
        Row { id: None, role, rend: Rend::default(), label: None, number: None, picture: None, made: false, cells }
    }

    /// Whether only one of several languages has it.
    pub fn is_alone(&self) -> bool {
        let has_text = |cell: &&Cell| !cell.content.is_empty();
        self.cells.len() > 1 && self.picture.is_none() && self.cells.iter().filter(has_text).count() == 1
    }

    /// Whether all languages have it in the same words, as a title that a header has in one language only.
    pub fn is_same(&self) -> bool {
        let same = |two: &[Cell]| two[0].content == two[1].content && two[0].lang == two[1].lang;
        self.cells.len() > 1 && self.cells.windows(2).all(same)
    }

    /// What the mark of a note shows, and what stands before the note: what the source calls it, or else its number. A
    /// note that stands where it is has none if nothing points to it.
    pub fn mark(&self) -> Option<Cow<'_, str>> {
        let Role::Note { .. } = self.role else { return None };
        let number = || self.number.map(|number| Cow::Owned(number.to_string()));
        self.label.as_deref().map(Cow::Borrowed).or_else(number)
    }

    /// The number that is the sign of a note, such as `2` of `2.` and `(2)`, so that no other note has it.
    pub(crate) fn taken_number(&self) -> Option<u32> {
        let Role::Note { .. } = self.role else { return None };
        self.label.as_deref()?.trim_matches(|c: char| !c.is_alphanumeric()).parse().ok()
    }
}

/// A unit in one language.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Where its text comes from.
    pub status: Status,
    /// The language that its text is in: where a translation is missing, that of the source.
    pub lang: Lang,
    /// Its text; empty for a cell that is left blank.
    pub content: Arc<Vec<Inline>>,
    /// The file that the text's positions refer to.
    pub file: Arc<SourceFile>,
}

impl Cell {
    /// What a cell is marked with that shows the source's text in the place of a translation, in the words of the language
    /// that it should be in.
    pub fn mark<'l>(&self, labels: &'l Labels) -> Option<&'l Label> {
        match self.status {
            Status::Source | Status::Translated => None,
            Status::Untranslated => Some(&labels.untranslated),
            Status::Outdated => Some(&labels.outdated),
        }
    }
}

/// Where a cell's text comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    /// The source itself.
    Source,
    /// A translation.
    Translated,
    /// There is no translation yet: the source's text stands in its place, to be marked as such.
    Untranslated,
    /// The source has changed since it was translated, or nobody has confirmed the revised translation: the source's text
    /// stands in its place, to be marked as such.
    Outdated,
}

impl Status {
    /// Whether the source's text stands in the place of a translation, and must not be taken for one.
    pub fn is_stand_in(self) -> bool {
        matches!(self, Status::Untranslated | Status::Outdated)
    }
}
