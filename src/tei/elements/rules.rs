//! The elements of TEI that the program knows, and what each is: one table.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{Class, Stop};
use crate::text::{Kind, MilestoneUnit, Role, TableCell, Verse};

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
            TEI TEI.2 teiCorpus teiCorpus.2 text front body back group docTitle spGrp noteGrp annotationBlock graph tree forest node root iNode leaf arc eTree eLeaf triangle
        ",
    ),
    rule(Class::Enclosed, "what it holds, set off from running text", "floatingText postscript"),
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
            w pc c m s cl phr lem rdg wit witDetail subst anchor handShift media ellipsis addSpan delSpan
            damageSpan lacunaStart lacunaEnd witStart witEnd divGen specDesc
        ",
    ),
    rule(Class::Glyph, "what it holds, or the character that the header gives the sign", "g"),
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

/// The elements by their names.
static ELEMENTS: LazyLock<FxHashMap<&str, (&str, Class)>> = LazyLock::new(|| {
    let named = |rule: &'static Rule| rule.names.split_ascii_whitespace().map(|name| (name, (name, rule.class)));
    RULES.iter().flat_map(named).collect()
});

/// The class of a TEI element.
pub(in crate::tei) fn class(name: &str) -> Class {
    ELEMENTS.get(name).map_or(Class::Unknown, |(_, class)| *class)
}

/// A name to be kept: nearly all are those of TEI, which need no room of their own.
pub(in crate::tei) fn kept_name(name: &str) -> Cow<'static, str> {
    ELEMENTS.get(name).map_or_else(|| Cow::Owned(name.to_owned()), |(name, _)| Cow::Borrowed(*name))
}

/// The elements that are set without a warning, each with what is made of it in words, in the order of the kinds of text.
pub fn elements() -> impl Iterator<Item = (&'static str, &'static str)> {
    RULES.iter().flat_map(|rule| rule.names.split_ascii_whitespace().map(|name| (name, rule.words)))
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
