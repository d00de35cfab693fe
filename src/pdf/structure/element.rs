//! Structure types by their names, and elements while they are open.

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use crate::layout::page::{Part, StretchKind};
use crate::layout::structure::{Cell, Scope, Tag};
use crate::text::{ListStyle, Numerals};

/// The types that PDF 2.0 has no more: they are those of PDF 1.7, which need no namespace (ISO 32000-2, section 14.8.6.2).
const OLD: [&str; 6] = ["BlockQuote", "Quote", "Code", "Reference", "TOC", "TOCI"];

/// An element that is open.
pub(super) struct Element {
    pub(super) id: ObjectId,
    pub(super) dictionary: Dictionary,
    pub(super) kids: Vec<Object>,
    /// The page of its first marked content, which its dictionary names.
    pub(super) page: Option<u32>,
    /// Whether it is written also if it holds nothing.
    pub(super) stays: bool,
    /// The part of a text that it is the element of.
    pub(super) part: Option<Part>,
    /// Whether it is a note.
    pub(super) note: bool,
}

impl Element {
    /// An element of a type, as PDF 1.7 names it; with the namespace of PDF 2.0, as that does.
    pub(super) fn new(id: ObjectId, parent: ObjectId, name: &str, namespace: Option<ObjectId>) -> Element {
        let name = if namespace.is_some() && name == "Note" { "FENote" } else { name };
        let mut dictionary = dictionary! { "S" => name, "P" => parent };
        if let Some(namespace) = namespace.filter(|_| !OLD.contains(&name)) {
            dictionary.set("NS", namespace);
        }
        Element { id, dictionary, kids: Vec::new(), page: None, stays: false, part: None, note: false }
    }
}

const HEADINGS: [&str; 6] = ["H1", "H2", "H3", "H4", "H5", "H6"];

/// The name of a structure type. `title` says whether the title has a type of its own, as PDF 2.0 knows one (ISO 32000-2,
/// section 14.8.4.3): the headings below it are then those of the first level.
pub(super) fn name(tag: Tag, title: bool) -> &'static str {
    match tag {
        Tag::Section => "Sect",
        Tag::Group => "Div",
        Tag::Title if title => "Title",
        Tag::Title => HEADINGS[0],
        Tag::Heading(level) => HEADINGS[usize::from(level.saturating_sub(u8::from(title)).clamp(1, 6)) - 1],
        Tag::Paragraph | Tag::Lead => "P",
        Tag::List(_) => "L",
        Tag::Item => "LI",
        Tag::Label => "Lbl",
        Tag::ItemBody => "LBody",
        Tag::Table => "Table",
        Tag::TableHead => "THead",
        Tag::TableBody => "TBody",
        Tag::TableRow => "TR",
        Tag::Cell(Cell { scope: Some(_), .. }) => "TH",
        Tag::Cell(_) => "TD",
        Tag::Figure => "Figure",
        Tag::Caption => "Caption",
        Tag::Quotation => "BlockQuote",
        Tag::Note => "Note",
        Tag::Contents => "TOC",
        Tag::ContentsItem => "TOCI",
        Tag::Reference => "Reference",
    }
}

/// The name of the structure type of a stretch of a text.
pub(super) fn stretch(kind: StretchKind) -> &'static str {
    match kind {
        StretchKind::Span => "Span",
        StretchKind::Quote => "Quote",
        StretchKind::Code => "Code",
        StretchKind::Link => "Link",
        StretchKind::Reference => "Reference",
        StretchKind::Paragraph => "P",
        StretchKind::List(_) => "L",
        StretchKind::Item => "LI",
        StretchKind::ItemLabel => "Lbl",
        StretchKind::ItemBody => "LBody",
    }
}

/// The attributes of a list (ISO 32000-1, table 347). What has labels is not said to have none in PDF 2.0 (ISO 32000-2,
/// table 382).
pub(super) fn list(style: ListStyle, is_pdf_2: bool) -> Dictionary {
    let numbering = match style {
        ListStyle::Numbered(Numerals::Arabic) => "Decimal",
        ListStyle::Numbered(Numerals::Letters { capital: false }) => "LowerAlpha",
        ListStyle::Numbered(Numerals::Letters { capital: true }) => "UpperAlpha",
        ListStyle::Numbered(Numerals::Roman { capital: false }) => "LowerRoman",
        ListStyle::Numbered(Numerals::Roman { capital: true }) => "UpperRoman",
        ListStyle::Bulleted => "Disc",
        ListStyle::Gloss if is_pdf_2 => "Description",
        ListStyle::Plain if is_pdf_2 => "Unordered",
        ListStyle::Plain | ListStyle::Gloss => "None",
    };
    dictionary! { "O" => "List", "ListNumbering" => numbering }
}

/// The attributes of a cell whose head cells are known by their names (ISO 32000-1, table 349); none if it has none.
pub(super) fn cell(cell: Cell, headers: Vec<Object>) -> Option<Dictionary> {
    let mut attributes = dictionary! { "O" => "Table" };
    match cell.scope {
        Some(Scope::Column) => attributes.set("Scope", "Column"),
        Some(Scope::Row) => attributes.set("Scope", "Row"),
        None => {}
    }
    for (name, span) in [("ColSpan", cell.columns), ("RowSpan", cell.rows)] {
        if span > 1 {
            attributes.set(name, i64::from(span));
        }
    }
    if !headers.is_empty() {
        attributes.set("Headers", headers);
    }
    (attributes.len() > 1).then_some(attributes)
}

/// The name of a head cell in a language, which no other element has.
pub(super) fn cell_name(number: u32, lang: u32) -> String {
    format!("cell-{number}-{lang}")
}
