//! The vocabulary that every language and every stage shares: what a text is made of.
//!
//! A document is a flat sequence of [`Node`]s in document order: units between the openings and closings of the groups
//! that hold them. It can be read as a stream, and nothing in it depends on the depth of a call stack.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, LazyLock};

mod address;
mod composed;
mod iso639;
mod named;
mod numerals;
mod roman;

pub use address::is_public_url;
pub use composed::composed;
pub use numerals::Numerals;
pub use roman::roman;

/// A language tag as BCP 47 writes it, such as `ko`, `en-GB` or `zh-Hant`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(Box<str>);

/// The direction in which a language's lines run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    /// Latin, Hangul, Cyrillic and most other scripts.
    LeftToRight,
    /// Arabic, Hebrew, Syriac, Thaana and a few others.
    RightToLeft,
}

impl Direction {
    /// The other direction.
    pub fn opposite(self) -> Direction {
        match self {
            Direction::LeftToRight => Direction::RightToLeft,
            Direction::RightToLeft => Direction::LeftToRight,
        }
    }
}

impl Lang {
    /// Takes a tag as it stands; tags are compared without regard to case, so it is kept in lower case but for the script
    /// (`Hant`) and the region (`GB`), as RFC 5646, section 2.1.1, recommends. A language that ISO 639-2 writes with three
    /// letters and ISO 639-1 with two gets two: `ko` for `kor`, `de` for `deu` and `ger`.
    pub fn new(tag: &str) -> Lang {
        let mut out = String::with_capacity(tag.len());
        for (i, part) in tag.split(['-', '_']).enumerate() {
            if i > 0 {
                out.push('-');
            }
            let lower = part.to_ascii_lowercase();
            match (i, lower.len()) {
                (1.., 2) => out.push_str(&lower.to_ascii_uppercase()),
                (1.., 4) if lower.is_ascii() => {
                    out.push_str(&lower[..1].to_ascii_uppercase());
                    out.push_str(&lower[1..]);
                }
                (0, 3) => out.push_str(iso639::shortest(&lower)),
                _ => out.push_str(&lower),
            }
        }
        Lang(out.into())
    }

    /// Takes a tag that has the form of one: subtags of ASCII letters and digits, the first a language's. What passes can
    /// stand in the name of a file and in markup.
    ///
    /// The form is that of RFC 5646, section 2.1, with `_` for `-` too; whether the subtags are registered is not asked.
    pub fn parse(tag: &str) -> Option<Lang> {
        let mut parts = tag.split(['-', '_']);
        let first = parts.next()?;
        let mut rest = parts.peekable();
        // `x-…` is for private use, `i-…` was registered as a whole.
        let is_alone = matches!(first, "x" | "X" | "i" | "I") && rest.peek().is_some();
        let is_language = (2..=8).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_alphabetic());
        let is_subtag =
            |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
        ((is_language || is_alone) && rest.all(is_subtag)).then(|| Lang::new(tag))
    }

    /// Whether its first subtag can be that of a language: of two letters, one that ISO 639-1 has or had; of three, any, as
    /// nearly all are taken; of more, none, as none was ever registered (`english`). What is for private use (`x-…`) can be
    /// anything.
    pub fn is_known(&self) -> bool {
        match self.primary().len() {
            2 => iso639::is_assigned(self.primary()),
            length => length < 4,
        }
    }

    /// The language of a name, such as “greek”, “Französisch” or “Hebraica”, which some files have in the place of a tag.
    pub fn of_name(name: &str) -> Option<Lang> {
        named::tag(name).map(Lang::new)
    }

    /// Whether it is for private use as a whole (`x-…`), and says nothing to others.
    pub fn is_private(&self) -> bool {
        self.primary() == "x"
    }

    /// The whole tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The primary language subtag: `ko` of `ko-KR`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// The direction of the script that the tag names, or else of the script that its language is usually written in.
    pub fn direction(&self) -> Direction {
        let mut parts = self.0.split('-');
        let primary = parts.next().unwrap_or_default();
        let rtl = match parts.find(|part| part.len() == 4) {
            Some(script) => {
                matches!(script, "Arab" | "Hebr" | "Syrc" | "Thaa" | "Nkoo" | "Adlm" | "Rohg" | "Samr" | "Mand")
            }
            // The languages that CLDR's likely subtags give one of these scripts.
            None => matches!(
                primary,
                "ar" | "he"
                    | "iw"
                    | "fa"
                    | "ur"
                    | "yi"
                    | "ps"
                    | "sd"
                    | "ug"
                    | "ckb"
                    | "dv"
                    | "syr"
                    | "arc"
                    | "nqo"
                    | "acm"
                    | "aeb"
                    | "aii"
                    | "apc"
                    | "apd"
                    | "arb"
                    | "arq"
                    | "ars"
                    | "ary"
                    | "arz"
                    | "azb"
                    | "bal"
                    | "bqi"
                    | "glk"
                    | "hbo"
                    | "jpa"
                    | "jpr"
                    | "jrb"
                    | "ks"
                    | "lrc"
                    | "mzn"
                    | "ota"
                    | "pes"
                    | "phn"
                    | "pnb"
                    | "prs"
                    | "sam"
                    | "sdh"
                    | "skr"
                    | "syc"
                    | "tmr"
                    | "xpu"
            ),
        };
        if rtl { Direction::RightToLeft } else { Direction::LeftToRight }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A part of a document: a unit, or the edge of a group of units.
#[derive(Clone, Debug)]
pub enum Node {
    /// A group begins.
    Open(Group),
    /// The innermost open group ends.
    Close,
    /// A unit.
    Unit(Unit),
}

/// A container of units.
#[derive(Clone, Debug)]
pub struct Group {
    /// What it is.
    pub kind: GroupKind,
    /// Its identifier, if it has one.
    pub id: Option<String>,
    /// Whether it stands in front of the text proper, as a preface does (`front`).
    pub front: bool,
}

/// What a group is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GroupKind {
    /// The title block: titles, author, role, occasion.
    TitleBlock,
    /// A section; sections nest.
    Section,
    /// A list.
    List(ListStyle),
    /// A quotation set off from the text.
    Quotation,
    /// A quotation at the head of a text.
    Epigraph,
    /// A stanza or another group of lines of verse.
    Stanza,
    /// A speech in a play or a debate.
    Speech,
    /// A table.
    Table,
    /// A row of a table.
    TableRow,
    /// A figure: its description and its caption.
    Figure,
}

/// What stands before the items of a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ListStyle {
    /// Nothing.
    Plain,
    /// Bullets.
    Bulleted,
    /// Numbers.
    Numbered(Numerals),
    /// What each item explains.
    Gloss,
}

/// The smallest piece that is translated as one.
#[derive(Clone, Debug)]
pub struct Unit {
    /// The `xml:id`, which is the message id in every language.
    pub id: Option<String>,
    /// What it is.
    pub role: Role,
    /// Its language, where it is not that of the document.
    pub lang: Option<Lang>,
    /// The appearance that the source asks for.
    pub rend: Rend,
    /// A label beside it that is not part of its text: the number or bullet of an item, the number of a line of verse that
    /// is to be shown, the number or sign of a note.
    pub label: Option<String>,
    /// Its text: white space folded, none at the ends. Shared, because every edition has it as it is.
    pub content: Arc<Vec<Inline>>,
    /// The picture that it is; it has no text then.
    pub picture: Option<Picture>,
    /// Where its start tag begins, in bytes from the start of its file.
    pub at: usize,
}

/// What a unit is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Role {
    /// The main title of the document.
    Title,
    /// A subtitle.
    Subtitle,
    /// The author or speaker.
    Author,
    /// The line that says who or what the author is.
    Byline,
    /// When and where the text was spoken or written.
    Occasion,
    /// A heading.
    Head {
        /// 1 for the heads of the outermost sections.
        level: u8,
    },
    /// What stands below the heading of a section and belongs to it: its second `head`.
    Subhead,
    /// A paragraph.
    Paragraph,
    /// A line of verse.
    VerseLine(Verse),
    /// An item of a list.
    Item,
    /// The label of an item.
    Label,
    /// A cell of a table.
    Cell(TableCell),
    /// A note.
    Note {
        /// Whether a mark in the text points to it; if not, it is set where it stands.
        anchored: bool,
    },
    /// The name of a speaker.
    Speaker,
    /// A stage direction; what is heard or happens in a debate.
    Stage,
    /// Where and when a letter was written.
    Dateline,
    /// The words that a letter or a speech begins or ends with.
    Salute,
    /// A signature.
    Signed,
    /// The words that end a text.
    Trailer,
    /// What a chapter tells, in short.
    Argument,
    /// Where a quotation comes from; an entry of a bibliography.
    Citation,
    /// The words that stand with a figure or over a table.
    Caption,
    /// The words that stand for a picture.
    Description,
    /// A picture.
    Picture,
    /// An entry of a dictionary.
    Entry,
    /// Lines of code or markup. Each line ends at a [`Inline::Break(_)`]; of white space that folding would take away, each
    /// space is a no-break space (U+00A0) and each tab four, so that a message writes them as they stand. An output may
    /// show and copy them as spaces.
    Listing,
    /// Any other block of text.
    Block,
}

/// What is special to a line of verse.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash)]
pub struct Verse {
    /// How many steps it is indented.
    pub indent: u8,
    /// Whether it goes on with the verse that the line before has begun, and begins where that one ends (`part="M"` and
    /// `part="F"`).
    pub continues: bool,
}

/// What is special to a cell of a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct TableCell {
    /// How many columns it takes, from 1.
    pub columns: u16,
    /// How many rows it takes, from 1.
    pub rows: u16,
    /// Whether it says what the cells below or beside it are.
    pub head: bool,
}

impl TableCell {
    /// The widest table, in columns, in which cells may take several columns or rows: HTML allows no more (the standard,
    /// section 4.9.11), and no page has room for as many.
    pub const WIDEST: u16 = 1000;
}

impl Default for TableCell {
    fn default() -> TableCell {
        TableCell { columns: 1, rows: 1, head: false }
    }
}

/// A picture that a text shows, and how large its source wants it.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The address of its file, as the source writes it.
    pub url: String,
    /// How wide it is to be.
    pub width: Option<Extent>,
    /// How high it is to be.
    pub height: Option<Extent>,
    /// By what its size is to be multiplied.
    pub scale: Option<f32>,
    /// Where its start tag begins, in bytes from the start of the source.
    pub at: usize,
}

/// How wide or high something is to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Extent {
    /// So many points.
    Points(f32),
    /// This part of the room that there is.
    Part(f32),
}

impl Picture {
    /// The size that is wanted for a picture of a natural size where there is room of a size, all in points: what the source
    /// asks for, in the picture's own proportions, and no larger than the room.
    pub fn size(&self, natural: (f32, f32), room: (f32, f32)) -> (f32, f32) {
        let wanted = |extent: Extent, room: f32| match extent {
            Extent::Points(points) => points,
            Extent::Part(part) => part * room,
        };
        let scale = self.scale.unwrap_or(1.0);
        let width = self.width.map(|width| wanted(width, room.0));
        let height = self.height.map(|height| wanted(height, room.1));
        let (width, height) = match (width, height) {
            (None, None) => (natural.0 * scale, natural.1 * scale),
            (width, height) => (width.unwrap_or(f32::MAX), height.unwrap_or(f32::MAX)),
        };
        let fit = (room.0.min(width) / natural.0).min(room.1.min(height) / natural.1);
        (natural.0 * fit, natural.1 * fit)
    }
}

/// A piece of running text.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Characters.
    Text(Text),
    /// Marked text. Boxed, as is what is rare, because most running text is characters.
    Element(Box<Element>),
    /// A line break.
    Break(Break),
    /// The mark of a note that stands elsewhere.
    NoteMark(NoteMark),
    /// Where a page or another division of the original begins, to be shown in the margin.
    Milestone(Box<Milestone>),
}

/// What a line ends for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Break {
    /// The text asks for a new line (`lb`).
    Line,
    /// A paragraph, an item of a list or another block begins in what is one unit, as in a note.
    Block,
}

/// Characters and where they come from.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// The characters.
    pub text: String,
    /// Where they begin, in bytes from the start of their file. Markup never stands between the beginning and the end of
    /// one text, but white space may have been folded.
    pub at: usize,
}

/// The place where a note is called.
#[derive(Clone, Debug, PartialEq)]
pub struct NoteMark {
    /// The identifier of the note's unit.
    pub id: Option<String>,
    /// Where it stands, in bytes from the start of its file.
    pub at: usize,
}

impl NoteMark {
    /// What stands between marks that touch, which would be read as one number: a comma and a narrow space.
    pub const BETWEEN: &str = ",\u{202F}";
}

/// The beginning of a page, a column or another division of the original (`pb`, `cb`, `milestone`), or a place that links
/// lead to (`anchor`).
#[derive(Clone, Debug, PartialEq)]
pub struct Milestone {
    /// What begins.
    pub unit: MilestoneUnit,
    /// Its number or name, as the source writes it. It is no part of the text.
    pub n: String,
    /// Its identifier, if links lead to it.
    pub id: Option<String>,
    /// Where it stands, in bytes from the start of its file.
    pub at: usize,
}

/// What begins at a [`Milestone`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MilestoneUnit {
    /// A page.
    Page,
    /// A column.
    Column,
    /// Anything else.
    Other,
    /// Nothing: it is a place that links lead to, and shows nothing.
    Place,
}

/// A marked stretch of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// The name of the TEI element, which is also the name of the tag in a message.
    pub name: Cow<'static, str>,
    /// What the element means to a reader.
    pub kind: Kind,
    /// What it was given besides its name. Shared, because most elements were given nothing.
    pub attributes: Arc<Attributes>,
    /// What it holds.
    pub content: Vec<Inline>,
    /// Where its start tag begins, in bytes from the start of its file.
    pub at: usize,
}

/// What an inline element means to a reader, which each language and each output shows in its own way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Stress.
    Emphasis,
    /// Set off by appearance alone; see [`Rend`].
    Highlight,
    /// Quoted words; an edition gives them quotation marks where the text has none.
    Quotation,
    /// Words of another language.
    Foreign,
    /// The title of a work.
    Title,
    /// A technical term.
    Term,
    /// An abbreviation.
    Abbreviation,
    /// The name of a person, place or organization.
    Name,
    /// A date or time.
    Date,
    /// A reference to something else.
    Reference,
    /// Code, or the name of an element or attribute.
    Code,
    /// A stage direction inside a line; what is heard or happens.
    Stage,
    /// The label of an item of a list that runs on in its paragraph.
    Label,
    /// The word that an entry of a dictionary explains.
    Headword,
    /// What an entry of a dictionary says of a word's grammar or use.
    Grammar,
    /// One of the meanings of a word; its number is the element's label.
    Sense,
    /// Words that show how a word is used.
    Example,
    /// Words that an editor has supplied; shown in square brackets.
    Supplied,
    /// Words that are hard to read.
    Unclear,
    /// Words added to a text by a later hand.
    Addition,
    /// Characters with their reading: holds [`Kind::RubyBase`] and [`Kind::RubyText`].
    Ruby,
    /// Characters whose reading follows.
    RubyBase,
    /// The reading of the characters before it.
    RubyText,
    /// The pause in a line of verse; it holds nothing.
    Caesura,
    /// A note that the translator adds where it stands in a message.
    TranslatorNote,
    /// Anything else.
    Plain,
}

/// The attributes of an inline element that an edition shows or needs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attributes {
    /// `xml:id`.
    pub id: Option<String>,
    /// `xml:lang`.
    pub lang: Option<Lang>,
    /// `rend`, as far as it is understood.
    pub rend: Rend,
    /// `target`.
    pub target: Option<String>,
    /// `when`: a date or time as ISO 8601 writes it.
    pub when: Option<String>,
    /// `value` of a number or `quantity` of a measure, as the source writes it.
    pub value: Option<String>,
    /// What stands in front of it without being part of its text: the number of a sense.
    pub label: Option<String>,
}

impl Attributes {
    /// To be shared: all that are empty are one.
    pub fn shared(self) -> Arc<Attributes> {
        static NONE: LazyLock<Arc<Attributes>> = LazyLock::new(Arc::default);
        if self == **NONE { Arc::clone(&NONE) } else { Arc::new(self) }
    }
}

/// How text is to look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rend {
    /// Italic, in scripts that have it.
    pub italic: bool,
    /// Bold.
    pub bold: bool,
    /// Small capitals, in scripts that have them.
    pub small_caps: bool,
    /// Underlined.
    pub underline: bool,
    /// With a line above it.
    pub overline: bool,
    /// Struck through.
    pub strike: bool,
    /// Its letters parted a little.
    pub spaced: bool,
    /// Raised or lowered.
    pub shift: Shift,
    /// How its lines end, for blocks.
    pub align: Align,
    /// Whether blank lines part it from what goes before, as a new scene of a story.
    pub apart: bool,
}

/// How the lines of a block end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Align {
    /// As those of its kind do.
    #[default]
    Default,
    /// Centred.
    Center,
    /// Flush on the side where lines end.
    End,
}

/// Whether text stands on the line, above or below it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Shift {
    /// On the line.
    #[default]
    None,
    /// Raised and small.
    Superscript,
    /// Lowered and small.
    Subscript,
}

/// The characters of `content` without its markup; a break is a space.
pub fn plain(content: &[Inline]) -> String {
    let mut out = String::new();
    push_plain(content, &mut out);
    out
}

fn push_plain(content: &[Inline], out: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(text) => out.push_str(&text.text),
            Inline::Element(element) => push_plain(&element.content, out),
            Inline::Break(_) => out.push(' '),
            Inline::NoteMark(_) | Inline::Milestone(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_has_the_form_of_a_tag() {
        for (tag, parsed) in [
            ("ko", "ko"),
            ("pt_BR", "pt-BR"),
            ("ZH-hant-tw", "zh-Hant-TW"),
            ("de-1996", "de-1996"),
            ("en-x-twain", "en-x-twain"),
            ("x-own", "x-own"),
            ("i-klingon", "i-klingon"),
        ] {
            assert_eq!(Lang::parse(tag).map(|lang| lang.to_string()).as_deref(), Some(parsed), "{tag}");
        }
        for none in [
            "",
            "k",
            "x",
            "x/../../../victim",
            "../ko",
            "ko/",
            "ko-",
            "-ko",
            "ko--KR",
            "ko KR",
            "한국어",
            "abcdefghi",
            "ko\0",
        ] {
            assert_eq!(Lang::parse(none), None, "{none}");
        }
    }
}
