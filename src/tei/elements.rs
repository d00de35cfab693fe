//! The elements of TEI that the program knows, and what it makes of each.

use std::borrow::Cow;

use crate::text::{Align, Kind, Rend, Role, Shift, TableCell, Verse};

/// What becomes of an element.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Class {
    /// Not set, with all that it holds.
    Skip,
    /// Nothing by itself; what it holds is set as if it stood in its place.
    Through,
    /// A unit if text stands straight in it; else as [`Class::Through`].
    Wrapper,
    /// `div` and its like.
    Section,
    /// A list.
    List,
    /// A group of lines.
    Stanza,
    /// A speech.
    Speech,
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A quotation that is always a block.
    Epigraph,
    /// A quotation: a block where blocks stand or if it holds blocks, else running text.
    Quotation,
    /// The title page.
    TitlePage,
    /// A unit wherever it stands.
    Unit(Role),
    /// A unit where blocks stand, running text inside running text.
    Soft(Role, Kind),
    /// A note.
    Note,
    /// Marked text.
    Inline(Kind),
    /// Text without a mark of its own.
    Plain,
    /// A line break.
    Break,
    /// `gap`.
    Gap,
    /// `space`.
    Space,
    /// `ptr`.
    Pointer,
    /// Alternatives, of which one is set.
    Choice,
    /// An element that the program does not know.
    Unknown,
}

impl Class {
    /// Whether it cuts the running text that it stands in.
    pub(super) fn is_block(self) -> bool {
        matches!(
            self,
            Class::Section
                | Class::List
                | Class::Stanza
                | Class::Speech
                | Class::Table
                | Class::Row
                | Class::Epigraph
                | Class::TitlePage
                | Class::Unit(_)
        )
    }

    /// Whether it sets text of its own in its place.
    pub(super) fn is_running(self) -> bool {
        matches!(self, Class::Inline(_) | Class::Plain | Class::Gap | Class::Pointer | Class::Choice)
    }
}

/// The class of a TEI element.
pub(super) fn class(name: &str) -> Class {
    use Class::{
        Break, Choice, Epigraph, Gap, Inline, List, Note, Plain, Pointer, Quotation, Row, Section, Skip, Soft, Space,
        Speech, Stanza, Table, Through, TitlePage, Unit, Unknown, Wrapper,
    };
    match name {
        "teiHeader" | "index" | "facsimile" | "sourceDoc" | "standOff" | "fsdDecl" => Skip,
        "TEI" | "TEI.2" | "teiCorpus" | "text" | "front" | "body" | "back" | "group" | "floatingText" | "docTitle"
        | "figure" | "postscript" | "listBibl" | "castGroup" => Through,
        "opener" | "closer" | "argument" | "docImprint" | "docEdition" | "imprimatur" => Wrapper,
        "div" | "div0" | "div1" | "div2" | "div3" | "div4" | "div5" | "div6" | "div7" => Section,
        "list" | "castList" => List,
        "lg" | "lg1" | "lg2" | "lg3" | "lg4" | "lg5" => Stanza,
        "sp" => Speech,
        "table" => Table,
        "row" => Row,
        "epigraph" => Epigraph,
        "quote" | "cit" => Quotation,
        "titlePage" => TitlePage,
        "p" | "ab" | "u" => Unit(Role::Paragraph),
        "head" => Unit(Role::Head { level: 1 }),
        "l" => Unit(Role::VerseLine(Verse::default())),
        "item" | "castItem" => Unit(Role::Item),
        "cell" => Unit(Role::Cell(TableCell::default())),
        "speaker" => Unit(Role::Speaker),
        "titlePart" | "trailer" | "figDesc" => Unit(Role::Block),
        "stage" => Soft(Role::Stage, Kind::Plain),
        "label" => Soft(Role::Label, Kind::Plain),
        "byline" | "docAuthor" | "salute" | "signed" | "dateline" | "bibl" => Soft(Role::Block, Kind::Plain),
        "docDate" => Soft(Role::Block, Kind::Date),
        "note" => Note,
        "emph" => Inline(Kind::Emphasis),
        "hi" => Inline(Kind::Highlight),
        "q" | "said" | "soCalled" => Inline(Kind::Quotation),
        "foreign" | "distinct" => Inline(Kind::Foreign),
        "title" => Inline(Kind::Title),
        "term" | "mentioned" => Inline(Kind::Term),
        "abbr" => Inline(Kind::Abbreviation),
        "persName" | "placeName" | "orgName" | "geogName" | "name" | "rs" => Inline(Kind::Name),
        "date" | "time" => Inline(Kind::Date),
        "ref" => Inline(Kind::Reference),
        "gloss" | "expan" | "sic" | "corr" | "orig" | "reg" | "add" | "del" | "unclear" | "supplied" | "surplus"
        | "num" | "measure" | "formula" | "seg" | "roleName" | "forename" | "surname" | "addName" | "genName"
        | "nameLink" | "settlement" | "region" | "country" | "district" | "bloc" | "address" | "addrLine"
        | "author" | "editor" | "publisher" | "pubPlace" | "biblScope" | "idno" | "email" | "code" | "gi" | "att"
        | "val" | "tag" | "ex" | "am" | "role" | "roleDesc" | "actor" | "desc" | "ruby" | "rb" | "rt" | "damage"
        | "restore" => Inline(Kind::Plain),
        "w" | "pc" | "c" | "m" | "s" | "cl" | "phr" | "lem" | "rdg" | "subst" | "caesura" | "pb" | "cb" | "gb"
        | "milestone" | "anchor" | "handShift" | "graphic" | "media" => Plain,
        "lb" => Break,
        "gap" => Gap,
        "space" => Space,
        "ptr" => Pointer,
        "choice" | "app" => Choice,
        _ => Unknown,
    }
}

/// Which of the alternatives in a `choice` or an `app` is set: the first of these that is there, or else the first.
pub(super) const PREFERRED: &[&str] = &["corr", "reg", "abbr", "lem"];

/// The name and the kind of a piece of marked text.
pub(super) fn kind(class: Class) -> Kind {
    match class {
        Class::Inline(kind) | Class::Soft(_, kind) => kind,
        Class::Quotation => Kind::Quotation,
        Class::Pointer => Kind::Reference,
        _ => Kind::Plain,
    }
}

/// The appearance that an element has by its name.
pub(super) fn own_rend(name: &str) -> Rend {
    Rend { strike: name == "del", ..Rend::default() }
}

/// Adds what `rend` or `rendition` says, as far as it is understood: words, as most files have them, or CSS.
pub(super) fn add_rend(rend: &mut Rend, value: &str) {
    for token in value.split(|c: char| c.is_whitespace() || matches!(c, ';' | ',' | ':' | '#')) {
        let token = if token.bytes().any(|b| b.is_ascii_uppercase()) {
            Cow::Owned(token.to_ascii_lowercase())
        } else {
            Cow::Borrowed(token)
        };
        match &*token {
            "italic" | "italics" | "ital" | "it" | "i" | "oblique" => rend.italic = true,
            "bold" | "b" | "bf" | "strong" => rend.bold = true,
            "bolditalic" | "bold-italic" | "bi" => {
                rend.bold = true;
                rend.italic = true;
            }
            "smallcaps" | "small-caps" | "smallcap" | "smcap" | "sc" => rend.small_caps = true,
            "underline" | "underlined" | "ul" | "u" => rend.underline = true,
            "strikethrough" | "strike" | "line-through" | "overstrike" => rend.strike = true,
            "superscript" | "sup" | "super" => rend.shift = Shift::Superscript,
            "subscript" | "sub" => rend.shift = Shift::Subscript,
            "center" | "centre" | "centered" | "centred" => rend.align = Align::Center,
            "right" | "flushright" | "flush-right" | "end" => rend.align = Align::End,
            _ => {}
        }
    }
}
