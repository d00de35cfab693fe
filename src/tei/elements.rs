//! What the program makes of the elements of TEI that it knows.

use crate::text::{Kind, MilestoneUnit, Role};

mod rules;

pub use self::rules::elements;
pub(super) use self::rules::{class, kept_name};

/// What becomes of an element.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Class {
    /// Not set, with all that it holds.
    Skip,
    /// Nothing by itself; what it holds is set as if it stood in its place.
    Through,
    /// As [`Class::Through`], and cuts the running text that it stands in.
    Enclosed,
    /// As [`Class::Enclosed`], with heads below that of the section.
    Inset,
    /// A unit if text stands straight in it; else as [`Class::Through`], and paragraphs in it are what it is.
    Wrapper(Role),
    /// The beginning or the end of a letter: its parts are units, and so is the text between them.
    Letter,
    /// `div` and its like.
    Section,
    /// A list.
    List,
    /// A list that runs on in its paragraph, or is a paragraph.
    RunningList,
    /// A group of lines.
    Stanza,
    /// A speech.
    Speech,
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A figure: a block where blocks stand or if it holds blocks, else running text.
    Figure,
    /// A quotation that is always a block.
    Epigraph,
    /// A quotation whose look says that it is a block, wherever it stands.
    BlockQuotation,
    /// A quotation: a block where blocks stand or if it holds blocks, else running text.
    Quotation,
    /// The title page.
    TitlePage,
    /// A unit wherever it stands.
    Unit(Role),
    /// A unit where blocks stand, running text inside running text, parted from it.
    Soft(Role, Kind),
    /// As [`Class::Soft`], made of parts that are parted from each other.
    Record(Role),
    /// Parts of a record: a unit if it stands alone, else running text; what it holds is parted.
    Parts(Stop),
    /// Lines whose white space is kept.
    Listing,
    /// A note.
    Note,
    /// A note that its place says stands in the line.
    InlineNote,
    /// Marked text.
    Inline(Kind),
    /// Marked text, parted from what stands beside it.
    Part(Kind),
    /// Text without a mark of its own.
    Plain,
    /// Markup of another kind that a formula or a figure is written in: as [`Class::Plain`].
    Drawn,
    /// A picture.
    Graphic,
    /// A line of its own in running text.
    Line,
    /// A line break.
    Break,
    /// The beginning of a page or another division of the original.
    Milestone(MilestoneUnit),
    /// `caesura`.
    Caesura,
    /// The headword, which a dictionary writes as a tilde.
    Tilde,
    /// `g`: a sign that no character stands for, or that has one of its own.
    Glyph,
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

/// What stands between the parts of a record where its text has nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Stop {
    /// A comma.
    Comma,
    /// A sign of multiplication, as between height and width.
    Times,
    /// A stop, or a semicolon before what does not begin as a sentence does.
    Full,
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
                | Class::Enclosed
                | Class::Inset
                | Class::Wrapper(_)
                | Class::Letter
                | Class::Epigraph
                | Class::BlockQuotation
                | Class::TitlePage
                | Class::Graphic
                | Class::Unit(_)
        )
    }

    /// Whether it sets text of its own in its place.
    pub(super) fn is_running(self) -> bool {
        matches!(
            self,
            Class::Inline(_)
                | Class::Part(_)
                | Class::Plain
                | Class::Drawn
                | Class::Line
                | Class::Glyph
                | Class::Tilde
                | Class::Gap
                | Class::Pointer
                | Class::Choice
        )
    }

    /// Whether it is parted by a space from text that it touches.
    pub(super) fn is_apart(self) -> bool {
        matches!(
            self,
            Class::Soft(..)
                | Class::Record(_)
                | Class::Parts(_)
                | Class::Part(_)
                | Class::RunningList
                | Class::InlineNote
                | Class::Letter
                | Class::Wrapper(_)
                | Class::Inset
                | Class::Enclosed
                | Class::Through
        )
    }

    /// Whether it is text that runs in where it stands in a line, and no part of an entry or of a record.
    pub(super) fn runs_in(self) -> bool {
        matches!(self, Class::Soft(..) | Class::Letter | Class::Wrapper(_) | Class::InlineNote)
    }

    /// Whether it is a part of what is made of parts: a place in the text is none.
    pub(super) fn may_be_part(self) -> bool {
        !matches!(self, Class::Milestone(_) | Class::Note | Class::Break | Class::Space | Class::Caesura | Class::Skip)
    }

    /// What stands between its parts, if it is made of parts.
    pub(super) fn stop(self) -> Option<Stop> {
        match self {
            Class::Record(_) => Some(Stop::Full),
            Class::Parts(stop) => Some(stop),
            _ => None,
        }
    }
}

/// Which of the alternatives in a `choice` or an `app` is set: the first of these that is there, or else the first.
pub(super) const PREFERRED: &[&str] = &["corr", "reg", "abbr", "lem"];

/// Whether an element is a part of a name or of a number, which a space parts from the part before it.
pub(super) fn is_part_of_name(name: &str) -> bool {
    matches!(name, "forename" | "surname" | "addName" | "genName" | "roleName" | "nameLink" | "idno")
}

/// The class of an element straight in a list that runs on.
pub(super) fn class_in_running_list(name: &str) -> Option<Class> {
    match name {
        "item" | "head" => Some(Class::Part(Kind::Plain)),
        "label" => Some(Class::Part(Kind::Label)),
        _ => None,
    }
}

/// The class of an element of MathML, SVG or the like in a formula or a figure: its text is set, not what it says to
/// programs.
pub(super) fn class_in_drawing(name: &str) -> Class {
    match name {
        "annotation" | "annotation-xml" | "style" | "script" | "metadata" | "defs" => Class::Skip,
        _ => Class::Drawn,
    }
}

/// The name and the kind of a piece of marked text.
pub(super) fn kind(class: Class) -> Kind {
    match class {
        Class::Inline(kind) | Class::Part(kind) | Class::Soft(_, kind) => kind,
        Class::Quotation => Kind::Quotation,
        Class::Pointer => Kind::Reference,
        Class::Listing => Kind::Code,
        Class::Caesura => Kind::Caesura,
        _ => Kind::Plain,
    }
}
