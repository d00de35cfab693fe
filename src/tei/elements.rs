//! The elements of TEI that the program knows, and what it makes of each: one table.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::text::{Kind, MilestoneUnit, Role, TableCell, Verse};

/// What becomes of an element.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Class {
    /// Not set, with all that it holds.
    Skip,
    /// Nothing by itself; what it holds is set as if it stood in its place.
    Through,
    /// As [`Class::Through`], with heads below that of the section.
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
                | Class::Through
        )
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

/// What is made of some elements.
struct Rule {
    class: Class,
    /// The same in words.
    words: &'static str,
    /// Their names, parted by white space.
    names: &'static str,
}

const fn rule(class: Class, words: &'static str, names: &'static str) -> Rule {
    Rule { class, words, names }
}

const VERSE: Verse = Verse { indent: 0, continues: false };
const CELL: TableCell = TableCell { columns: 1, rows: 1, head: false };

/// Every element that the program knows. An element that is not here is set with a warning.
static RULES: &[Rule] = &[
    rule(
        Class::Through,
        "what it holds",
        "
            TEI TEI.2 teiCorpus teiCorpus.2 text front body back group floatingText docTitle postscript spGrp noteGrp
            annotationBlock graph tree forest node root iNode leaf arc eTree eLeaf triangle
        ",
    ),
    rule(Class::Section, "a section", "div div0 div1 div2 div3 div4 div5 div6 div7 prologue epilogue set performance"),
    rule(Class::TitlePage, "the title block", "titlePage"),
    rule(Class::Unit(Role::Head { level: 1 }), "a heading", "head"),
    rule(Class::Unit(Role::Paragraph), "a paragraph", "p ab u"),
    rule(Class::Unit(Role::Block), "a block", "titlePart"),
    rule(Class::Unit(Role::Trailer), "the words that end a text", "trailer"),
    rule(Class::Wrapper(Role::Argument), "an argument", "argument"),
    rule(Class::Wrapper(Role::Block), "a block", "docImprint docEdition imprimatur"),
    rule(Class::Epigraph, "an epigraph", "epigraph"),
    rule(Class::Quotation, "a quotation, in line or as a block", "quote cit"),
    rule(Class::Letter, "the beginning or the end of a letter", "opener closer"),
    rule(Class::Soft(Role::Dateline, Kind::Plain), "a dateline", "dateline"),
    rule(Class::Soft(Role::Salute, Kind::Plain), "a salutation", "salute"),
    rule(Class::Soft(Role::Signed, Kind::Plain), "a signature", "signed"),
    rule(Class::Soft(Role::Byline, Kind::Plain), "a byline", "byline docAuthor"),
    rule(Class::Soft(Role::Block, Kind::Date), "a date, in line or as a block", "docDate"),
    rule(Class::Soft(Role::Block, Kind::Plain), "a block, or text in line", "meeting"),
    rule(Class::List, "a list", "list castList castGroup listWit specList"),
    rule(Class::Unit(Role::Item), "an item", "item castItem witness headItem"),
    rule(Class::Soft(Role::Label, Kind::Plain), "a label", "label"),
    rule(Class::Unit(Role::Label), "a label", "headLabel"),
    rule(Class::Table, "a table", "table"),
    rule(Class::Row, "a row of a table", "row"),
    rule(Class::Unit(Role::Cell(CELL)), "a cell of a table", "cell"),
    rule(Class::Figure, "a figure, in line or as a block", "figure notatedMusic"),
    rule(Class::Soft(Role::Description, Kind::Plain), "the words that stand for a picture", "figDesc"),
    rule(Class::Stanza, "a stanza", "lg lg1 lg2 lg3 lg4 lg5"),
    rule(Class::Unit(Role::VerseLine(VERSE)), "a line of verse", "l"),
    rule(Class::Caesura, "a pause in a line of verse", "caesura"),
    rule(Class::Speech, "a speech", "sp"),
    rule(Class::Unit(Role::Speaker), "a speaker", "speaker"),
    rule(
        Class::Soft(Role::Stage, Kind::Stage),
        "a stage direction, in line or as a block",
        "stage incident kinesic vocal pause shift writing move camera sound tech view caption",
    ),
    rule(Class::Unit(Role::Entry), "an entry of a dictionary, run in", "entry entryFree superEntry"),
    rule(Class::Part(Kind::Headword), "a headword", "orth"),
    rule(
        Class::Part(Kind::Grammar),
        "what a dictionary says of grammar or use",
        "pos gen number case mood per tns gram gramGrp usg lbl iType itype colloc subc",
    ),
    rule(Class::Part(Kind::Sense), "a sense, with its number", "sense"),
    rule(
        Class::Part(Kind::Plain),
        "text in line, parted by a space",
        "form pron hyph def etym xr re hom dictScrap trans tr role roleDesc actor",
    ),
    rule(Class::Tilde, "a tilde, or what it holds", "oRef pRef oVar pVar"),
    rule(Class::Soft(Role::Citation, Kind::Plain), "a citation, in line or as a block", "bibl"),
    rule(
        Class::Inset,
        "what it holds, below a heading of its own",
        "
            listBibl listPerson listPlace listOrg listEvent listNym listObject listRelation listApp listAnnotation
            listForest
        ",
    ),
    rule(
        Class::Record(Role::Citation),
        "a citation, its parts parted by stops",
        "biblStruct biblFull msDesc msFrag msPart",
    ),
    rule(
        Class::Record(Role::Block),
        "a block, its parts parted by stops",
        "person personGrp persona place org event nym object relation recording",
    ),
    rule(
        Class::Parts(Stop::Comma),
        "what it holds, its parts parted by commas",
        "
            series imprint publicationStmt seriesStmt respStmt msIdentifier altIdentifier objectIdentifier msName
            measureGrp locusGrp address langKnowledge location
        ",
    ),
    rule(Class::Parts(Stop::Times), "what it holds, its parts parted by ×", "dimensions"),
    rule(
        Class::Parts(Stop::Full),
        "what it holds, its parts parted by stops",
        "
            analytic monogr relatedItem fileDesc titleStmt editionStmt notesStmt sourceDesc profileDesc availability
            licence msContents msItem msItemStruct summary textLang incipit explicit rubric finalRubric colophon
            filiation physDesc objectDesc supportDesc support collation foliation condition layoutDesc layout handDesc
            handNote typeDesc typeNote scriptDesc scriptNote decoDesc decoNote musicNotation additions bindingDesc
            binding sealDesc seal accMat history origin provenance acquisition additional adminInfo recordHist source
            custodialHist custEvent surrogates broadcast equipment
        ",
    ),
    rule(Class::Listing, "a listing, or code in line", "egXML eg"),
    rule(Class::Note, "a note, or text in line where its place says so", "note"),
    rule(Class::Inline(Kind::Emphasis), "emphasis", "emph"),
    rule(Class::Inline(Kind::Highlight), "the appearance that it says, or set off as emphasis", "hi"),
    rule(Class::Inline(Kind::Quotation), "quoted words, with quotation marks if the text has none", "q said soCalled"),
    rule(Class::Inline(Kind::Quotation), "words in line, quoted behind the word that they explain", "gloss"),
    rule(Class::Inline(Kind::Foreign), "words of another language, or words as such", "foreign distinct mentioned"),
    rule(Class::Inline(Kind::Title), "the title of a work", "title"),
    rule(Class::Inline(Kind::Term), "a term", "term"),
    rule(Class::Inline(Kind::Abbreviation), "an abbreviation", "abbr"),
    rule(
        Class::Inline(Kind::Name),
        "a name",
        "persName placeName orgName geogName objectName eventName name rs origPlace",
    ),
    rule(Class::Inline(Kind::Date), "a date or time", "date time origDate"),
    rule(Class::Inline(Kind::Reference), "a link", "ref xref"),
    rule(Class::Pointer, "a link, or the mark of a note", "ptr xptr"),
    rule(Class::Inline(Kind::Code), "code", "code gi att val tag ident kw"),
    rule(Class::Inline(Kind::Supplied), "words in square brackets", "supplied"),
    rule(Class::Inline(Kind::Unclear), "words that are hard to read", "unclear"),
    rule(Class::Inline(Kind::Addition), "words added", "add"),
    rule(Class::Inline(Kind::Ruby), "characters with their reading", "ruby"),
    rule(Class::Inline(Kind::RubyBase), "characters whose reading follows", "rb"),
    rule(Class::Inline(Kind::RubyText), "the reading of characters", "rt"),
    rule(
        Class::Inline(Kind::Plain),
        "text in line",
        "
            expan sic corr orig reg del surplus secl damage restore retrace redo undo mod ex am num measure unit
            formula seg rhyme lang syll stress roleName forename surname addName genName nameLink settlement region
            country district bloc geogFeat geo offset locale activity population terrain climate state trait
            affiliation age birth death education faith floruit langKnown nationality occupation persPronouns
            residence sex gender socecStatus street postCode postBox author editor resp publisher pubPlace distributor
            authority funder principal sponsor edition extent biblScope citedRange idno email institution repository
            collection objectType material stamp watermark heraldry secFol signatures catchwords height width depth
            dim locus desc
        ",
    ),
    rule(Class::Line, "a line of its own", "addrLine"),
    rule(
        Class::Plain,
        "the text that it holds",
        "
            w pc c m s cl phr g lem rdg wit witDetail subst anchor handShift media ellipsis addSpan delSpan
            damageSpan lacunaStart lacunaEnd witStart witEnd divGen specDesc
        ",
    ),
    rule(Class::Graphic, "a picture, and the text that it holds", "graphic"),
    rule(Class::Break, "a line break", "lb"),
    rule(Class::Milestone(MilestoneUnit::Page), "a page of the original, in the margin", "pb"),
    rule(Class::Milestone(MilestoneUnit::Column), "a column of the original, in the margin", "cb"),
    rule(Class::Milestone(MilestoneUnit::Other), "a division of the original, in the margin", "gb milestone"),
    rule(Class::Gap, "an ellipsis in square brackets", "gap"),
    rule(Class::Space, "a space", "space"),
    rule(Class::Choice, "one of the alternatives", "choice app rdgGrp"),
    rule(
        Class::Skip,
        "not set",
        "
            teiHeader index facsimile sourceDoc standOff fsdDecl fw metamark interp interpGrp span spanGrp link
            linkGrp join joinGrp alt altGrp timeline listTranspose substJoin certainty precision respons fs fLib fvLib
            binaryObject xenoData
        ",
    ),
];

/// The class of a TEI element.
pub(super) fn class(name: &str) -> Class {
    static CLASSES: LazyLock<FxHashMap<&str, Class>> = LazyLock::new(|| {
        RULES.iter().flat_map(|rule| rule.names.split_ascii_whitespace().map(|name| (name, rule.class))).collect()
    });
    CLASSES.get(name).copied().unwrap_or(Class::Unknown)
}

/// The elements that are set without a warning, each with what is made of it in words, in the order of the kinds of text.
pub fn elements() -> impl Iterator<Item = (&'static str, &'static str)> {
    RULES.iter().flat_map(|rule| rule.names.split_ascii_whitespace().map(|name| (name, rule.words)))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_element_has_two_rules() {
        let mut names: Vec<&str> = elements().map(|(name, _)| name).collect();
        names.sort_unstable();
        assert!(names.windows(2).all(|two| two[0] != two[1]), "{names:?}");
    }
}
