//! The text of a source.

use roxmltree::{Document, Node, ParsingOptions};
use unicode_normalization::UnicodeNormalization;

use super::{Gap, is_joint, is_space};

/// A piece of the text of a source.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Piece {
    Char(Gap, char),
    /// The first character of so many quotations, with or without marks that the edition adds before it.
    Quoted(Gap, usize, char),
    /// So many quotations begin here, before the mark of a note, perhaps with marks.
    Opening(usize),
    /// The end of a quotation, with or without a mark.
    Unquoted,
    /// A note: here, or at the end; and what the source calls it.
    Note(Vec<Piece>, String),
    /// The mark of a note that stands elsewhere: its number, or what the source calls it.
    Mark(String),
    /// Words that an edition may have here of its own: one of these, or a number.
    Own(Vec<String>),
    /// Words from the header that may stand here.
    Header(String),
}

/// The elements that leave the line as it is, white space around them included.
const IN_LINE: &str = "
    hi emph foreign distinct title term mentioned soCalled gloss abbr expan sic corr orig reg choice add del subst
    unclear supplied surplus secl persName placeName orgName geogName name rs objectName date time origDate origPlace
    ref xref num measure unit formula seg w pc c m s cl phr g app lem rdg rdgGrp wit witDetail ex am anchor ruby rb rt damage
    restore retrace mod handShift rhyme lang syll stress code gi att val tag ident desc
    author editor publisher pubPlace biblScope citedRange idno edition extent resp institution repository
    settlement region country district bloc geogFeat geo forename surname roleName addName genName nameLink
    birth death age sex occupation nationality residence education faith floruit affiliation
    offset locale activity population terrain climate state trait langKnown gender persPronouns socecStatus
    distributor authority funder principal sponsor citedRange collection objectType heraldry secFol eventName
    height width depth dim locus material watermark stamp catchwords signatures email street postCode postBox
    undo redo am unit graphic media divGen
";

/// The elements that are parted from text that they touch, where they stand in line.
const PARTED: &str = "
    form orth pron hyph def etym xr re hom pos gen number case mood per tns gram gramGrp usg lbl iType itype colloc
    subc sense cit dictScrap role roleDesc actor
    bibl biblStruct biblFull msDesc msFrag msPart person personGrp persona place org event nym object relation
    stage incident kinesic vocal pause shift writing move camera sound tech view caption
    label byline docAuthor docDate salute signed dateline figDesc
    address analytic monogr series imprint relatedItem titleStmt editionStmt publicationStmt seriesStmt notesStmt
    sourceDesc respStmt availability licence msIdentifier altIdentifier objectIdentifier msName msContents msItem
    msItemStruct summary textLang incipit explicit rubric finalRubric colophon filiation physDesc objectDesc
    supportDesc support collation foliation condition layoutDesc layout handDesc handNote typeDesc typeNote scriptDesc
    scriptNote decoDesc decoNote musicNotation additions bindingDesc binding sealDesc seal accMat history origin
    provenance acquisition additional adminInfo recordHist source custodialHist custEvent surrogates dimensions
    measureGrp locusGrp langKnowledge location
";

/// Those of them that run in with the text.
const RUNS_IN: &str = "
    bibl stage incident kinesic vocal pause shift writing move camera sound tech view caption
    label byline docAuthor docDate salute signed dateline figDesc
";

/// Those of them that are made of such parts, whatever the parts are.
const MADE_OF_PARTS: &str = "
    biblStruct biblFull msDesc msFrag msPart person personGrp persona place org event nym object relation address
    analytic monogr series imprint relatedItem titleStmt editionStmt publicationStmt seriesStmt notesStmt sourceDesc
    respStmt availability licence msIdentifier altIdentifier objectIdentifier msName msContents msItem msItemStruct
    summary textLang incipit explicit rubric finalRubric colophon filiation physDesc objectDesc supportDesc support
    collation foliation condition layoutDesc layout handDesc handNote typeDesc typeNote scriptDesc scriptNote decoDesc
    decoNote musicNotation additions bindingDesc binding sealDesc seal accMat history origin provenance acquisition
    additional adminInfo recordHist source custodialHist custEvent surrogates dimensions measureGrp locusGrp
    langKnowledge location docImprint recording broadcast equipment fileDesc profileDesc
";

/// What a citation is made of whose parts are parted.
const PARTS_OF_CITATION: &str = "
    author authority availability biblScope citedRange date distributor edition editor extent funder idno imprint meeting
    monogr name orgName persName placeName principal pubPlace publisher ref relatedItem respStmt series sponsor textLang
    title
";

/// Whether an element is made of parts: one of these with words of its own is written out, and what is marked in it is of its
/// text.
fn is_made_of_parts(node: Node<'_, '_>) -> bool {
    let is_words = |inner: Node<'_, '_>| inner.is_text() && inner.text().is_some_and(|text| !text.trim().is_empty());
    let is_part = |inner: Node<'_, '_>| is_any(inner, PARTS_OF_CITATION) || is_any(inner, "note lb pb cb gb milestone");
    if is(node, "bibl") {
        return elements(node).all(is_part) && !node.children().any(is_words);
    }
    is_any(node, MADE_OF_PARTS) && (is(node, "docImprint") || !node.children().any(is_words))
}

/// The parts of a name or of a number.
const NAME_PARTS: &str = "forename surname addName genName roleName nameLink idno";

const NOT_SET: &str = "
    index teiHeader facsimile sourceDoc standOff fsdDecl fw metamark interp interpGrp span spanGrp link linkGrp join
    joinGrp alt altGrp timeline listTranspose substJoin certainty precision respons fs fLib fvLib binaryObject xenoData
";

/// What follows or goes before one of these is never parted from it.
const OPENING: &str = "([{“‘«‹（「『【〈《〔";
const CLOSING: &str = ",.;:!?)]}”’»›…、。，．：；！？）」』】〉》〕";

/// Names of characters in ISO 8879 that sources use without a declaration.
const NAMES: [(&str, char); 35] = [
    ("AElig", 'Æ'),
    ("Agrave", 'À'),
    ("Dagger", '‡'),
    ("aelig", 'æ'),
    ("agrave", 'à'),
    ("alpha", 'α'),
    ("aring", 'å'),
    ("bdquo", '„'),
    ("beta", 'β'),
    ("ccedil", 'ç'),
    ("colon", ':'),
    ("dagger", '†'),
    ("frac12", '½'),
    ("frac34", '¾'),
    ("gamma", 'γ'),
    ("half", '½'),
    ("hearts", '♥'),
    ("ldquo", '“'),
    ("lsqb", '['),
    ("lsquo", '‘'),
    ("nbsp", '\u{A0}'),
    ("ntilde", 'ñ'),
    ("ocirc", 'ô'),
    ("oelig", 'œ'),
    ("oslash", 'ø'),
    ("para", '¶'),
    ("pound", '£'),
    ("rdquo", '”'),
    ("rsqb", ']'),
    ("rsquo", '’'),
    ("sect", '§'),
    ("semi", ';'),
    ("szlig", 'ß'),
    ("thorn", 'þ'),
    ("uuml", 'ü'),
];

/// The text of a source, or why it cannot be read.
pub(super) fn text(xml: &str, name: &str, shown: &dyn Fn(&str) -> bool) -> Result<Vec<Piece>, String> {
    let xml = with_names(&without_external(xml.trim_start_matches('\u{FEFF}')));
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = Document::parse_with_options(&xml, options).map_err(|error| error.to_string())?;
    let root = document.root_element();
    let mut texts: Vec<Node<'_, '_>> = Vec::new();
    find_texts(root, &mut texts);
    if texts.is_empty() {
        texts.push(root);
    }
    let child = |node: Node<'_, '_>, name: &str| elements(node).find(|child| is(*child, name)).map(|child| child.id());
    let title_page = child(texts[0], "front")
        .and_then(|front| child(document.get_node(front).unwrap(), "titlePage"))
        .map(|page| document.get_node(page).unwrap())
        // A corpus has a title of its own.
        .filter(|_| !is_any(root, "teiCorpus teiCorpus.2") || child(root, "teiHeader").is_none());
    let mut reader = Reader { title_page, shown, ..Reader::new(&document) };
    let header = root.descendants().find(|node| is(*node, "teiHeader"));
    reader.header(header, "title");
    reader.header(header, "author");
    reader.translator(header);
    reader.pieces.push(Piece::Header(name.chars().filter(|c| !is_space(*c)).collect()));
    if let Some(page) = title_page {
        reader.title_page = None;
        reader.element(page);
        reader.title_page = title_page;
    }
    reader.header(header, "settingDesc");
    reader.header(header, "creation");
    for text in texts {
        let inner = text.parent_element().and_then(|outer| elements(outer).find(|child| is(*child, "teiHeader")));
        if inner != header {
            reader.gap = Gap::Edge;
            reader.header(inner, "title");
            reader.header(inner, "author");
            reader.gap = Gap::Edge;
        }
        reader.element(text);
    }
    Ok(reader.pieces)
}

/// A source without its references to entities that are other files, in whose place nothing is set.
fn without_external(xml: &str) -> String {
    let declared = xml.split("<!ENTITY ").skip(1).filter_map(|rest| {
        let mut words = rest.split_ascii_whitespace();
        let name = words.next()?;
        matches!(words.next()?, "SYSTEM" | "PUBLIC").then(|| format!("&{name};"))
    });
    declared.fold(xml.to_owned(), |xml, reference| xml.replace(&reference, ""))
}

/// A source with the characters that it calls by name and does not declare.
fn with_names(xml: &str) -> String {
    let is_declared = |name: &str| xml.contains(&format!("<!ENTITY {name} "));
    let unknown = NAMES.iter().filter(|(name, _)| !is_declared(name));
    unknown.fold(xml.to_owned(), |xml, (name, c)| xml.replace(&format!("&{name};"), &c.to_string()))
}

fn find_texts<'a, 'input>(node: Node<'a, 'input>, texts: &mut Vec<Node<'a, 'input>>) {
    if is(node, "text") {
        texts.push(node);
    } else if !is_any(node, NOT_SET) {
        elements(node).for_each(|child| find_texts(child, texts));
    }
}

fn elements<'a, 'input>(node: Node<'a, 'input>) -> impl Iterator<Item = Node<'a, 'input>> {
    node.children().filter(|child| child.is_element())
}

/// All elements in one.
fn elements_in<'a, 'input>(node: Node<'a, 'input>) -> impl Iterator<Item = Node<'a, 'input>> {
    node.descendants().skip(1).filter(|inner| inner.is_element())
}

fn is(node: Node<'_, '_>, name: &str) -> bool {
    is_any(node, name)
}

/// Whether it is an element of TEI, which older files have in no namespace, by one of these names.
fn is_any(node: Node<'_, '_>, names: &str) -> bool {
    node.is_element() && !is_foreign(node) && names.split_ascii_whitespace().any(|name| node.tag_name().name() == name)
}

fn is_foreign(node: Node<'_, '_>) -> bool {
    node.tag_name().namespace().is_some_and(|space| space != "http://www.tei-c.org/ns/1.0")
}

/// What a `target` points to, in the same file.
fn pointed<'a, 'input>(document: &'a Document<'input>, node: Node<'a, 'input>) -> Option<Node<'a, 'input>> {
    let target = node.attribute("target")?.trim();
    // TEI P4 names identifiers without a sign.
    let is_p4 = document.root_element().tag_name().name().ends_with(".2");
    let id = target.strip_prefix('#').or_else(|| Some(target).filter(|_| is_p4))?;
    document.descendants().find(|other| {
        let p4_id = other.attribute("id").filter(|_| is_p4);
        let xml_id = other.attribute(("http://www.w3.org/XML/1998/namespace", "id")).or(p4_id);
        xml_id.map(str::trim) == Some(id) && !is_in_example(*other) && !(is(*other, "note") && is_unset(*other))
    })
}

/// Which of the alternatives in a `choice`, an `app` or a `rdgGrp` is set.
fn chosen<'a, 'input>(node: Node<'a, 'input>) -> Option<Node<'a, 'input>> {
    let one = |name: &str| elements(node).find(|child| is(*child, name));
    let chosen = ["corr", "reg", "abbr", "lem"].iter().find_map(|name| one(name));
    chosen.or_else(|| elements(node).find(|child| !is(*child, "note")))
}

/// What stands in an `app` and in its groups, each with whether it is set in the text; in a list, all is.
fn readings<'a, 'input>(node: Node<'a, 'input>, is_listed: bool) -> Vec<(Node<'a, 'input>, bool)> {
    let mut found = Vec::new();
    // Text has no place there, but is set where it stands.
    let is_told =
        |child: &Node<'a, 'input>| child.is_element() || child.text().is_some_and(|text| !text.chars().all(is_space));
    for child in node.children().filter(is_told) {
        let is_set = is_listed || child.is_text() || Some(child) == chosen(node) || is(child, "note");
        if is(child, "rdgGrp") {
            found.extend(readings(child, is_listed).into_iter().map(|(inner, set)| (inner, is_set && set)));
        } else {
            found.push((child, is_set));
        }
    }
    found
}

/// Whether a picture stands where none can be shown.
fn is_in_line_only(graphic: Node<'_, '_>) -> bool {
    graphic.ancestors().skip(1).any(|outer| is_any(outer, "note cell formula"))
}

/// Whether two characters may stand without a space where what runs in begins or ends: at a dash, before what leans on the
/// words before it, at a straight quotation mark, and in Chinese and Japanese.
fn is_written_on(before: char, after: char) -> bool {
    "—―\"'".contains(before) || "-‐‑–—―/%‰°′″\"'¹²³⁰⁴⁵⁶⁷⁸⁹".contains(after) || is_square(before) && is_square(after)
}

/// Whether a character is one of Chinese or Japanese, which are written without spaces.
fn is_square(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{312F}' | '\u{31A0}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF01}'..='\u{FF9F}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether words are what a note is called by, and no words of the text.
fn is_mark(words: &str) -> bool {
    let inside =
        [('(', ')'), ('[', ']')].iter().find_map(|&(open, close)| words.strip_prefix(open)?.strip_suffix(close));
    let mark: Vec<char> = inside.unwrap_or(words).chars().collect();
    let digits = mark.iter().take_while(|c| c.is_ascii_digit()).count();
    let is_letter = |c: &char| c.is_alphabetic() && *c < '\u{1100}';
    !mark.is_empty()
        && (mark.iter().all(|c| "*†‡§¶‖#".contains(*c))
            || mark.iter().all(|c| "ivxl".contains(*c))
            || digits <= 3 && mark.len() <= digits + 1 && mark[digits..].iter().all(is_letter))
}

/// Whether a note says who speaks.
fn is_speaker(note: Node<'_, '_>) -> bool {
    let sections = "div div0 div1 div2 div3 div4 div5 div6 div7 prologue epilogue set performance";
    note.attribute("type").is_some_and(|said| said.split(' ').any(|said| said == "speaker"))
        && note.parent_element().is_some_and(|parent| is_any(parent, sections))
}

/// Whether a note says what happens in a debate.
fn is_event(note: Node<'_, '_>) -> bool {
    let is_told = note.attribute("type").is_some() && note.attribute("place").is_none();
    is_told && note.ancestors().skip(1).any(|outer| is(outer, "u"))
}

/// Whether the square brackets around the words of an element are its own.
fn is_bracketed(node: Node<'_, '_>) -> bool {
    let is_left = |text: &Node<'_, '_>| {
        let mut around = text.ancestors().skip(1).take_while(|outer| *outer != node);
        around.any(|outer| is(outer, "note") || is_any(outer, NOT_SET) || is_unchosen(outer))
    };
    let texts = node.descendants().filter(|inner| inner.is_text() && !is_left(inner));
    let words: String = texts.filter_map(|inner| inner.text()).collect();
    let words = words.trim_matches(is_space);
    let beside = |node: Option<Node<'_, '_>>, is_bracket: &dyn Fn(&str) -> bool| {
        node.filter(|it| it.is_text()).and_then(|it| it.text()).is_some_and(is_bracket)
    };
    let is_between =
        beside(node.prev_sibling(), &|it| it.ends_with('[')) && beside(node.next_sibling(), &|it| it.starts_with(']'));
    is_between || words.starts_with('[') && words.ends_with(']')
}

/// Whether it is an alternative that is not set.
fn is_unchosen(node: Node<'_, '_>) -> bool {
    let choice = node.parent_element().filter(|parent| is_any(*parent, "choice app rdgGrp"));
    choice.is_some_and(|choice| chosen(choice) != Some(node))
}

/// Whether a note in a heading says what a document was printed from.
fn is_source_of_head(note: Node<'_, '_>) -> bool {
    let says_so = note.attribute("type").is_some_and(|said| said.split(' ').any(|said| said == "source"));
    says_so && note.parent_element().is_some_and(|parent| is(parent, "head"))
}

/// Whether a note stands beside the readings in a list of them.
fn is_remark(note: Node<'_, '_>) -> bool {
    let app = note.parent_element().filter(|parent| is(*parent, "app"));
    app.and_then(|app| app.parent_element()).is_some_and(|list| is(list, "listApp"))
}

/// Whether a text is the white space of elements on lines of their own, at the beginning or at the end of what holds them; and
/// then, whether that end touches another element.
fn indentation(text: Node<'_, '_>) -> Option<bool> {
    fn is_blank(node: Node<'_, '_>) -> bool {
        node.is_text() && node.text().is_some_and(|text| text.chars().all(is_space))
    }
    fn is_told(node: &Node<'_, '_>) -> bool {
        !node.is_comment() && !node.is_pi()
    }
    /// Whether nothing is read in its place.
    fn is_place(node: &Node<'_, '_>) -> bool {
        is_any(*node, NOT_SET) || is_any(*node, "note pb cb gb milestone lb space caesura")
    }
    /// What is read beside the end of an element.
    fn touches(element: Option<Node<'_, '_>>, begins: bool) -> bool {
        let Some(element) = element.filter(|element| !is_place(element)) else { return false };
        let is_text = |node: &Node<'_, '_>| is_told(node) && !is_place(node);
        let beside = if begins {
            element.prev_siblings().skip(1).find(is_text)
        } else {
            element.next_siblings().skip(1).find(is_text)
        };
        beside.map_or_else(|| touches(element.parent_element(), begins), |beside| beside.is_element())
    }
    if !is_blank(text) || is_in_example(text) {
        return None;
    }
    let parent = text.parent_element().filter(|parent| !is_any(*parent, "choice app rdgGrp"))?;
    let all: Vec<Node<'_, '_>> = parent.children().filter(is_told).collect();
    let own = all.iter().position(|node| *node == text)?;
    let first = all.iter().position(|node| !is_blank(*node))?;
    let last = all.iter().rposition(|node| !is_blank(*node))?;
    let has_line =
        |texts: &[Node<'_, '_>]| texts.iter().any(|it| it.text().is_some_and(|it| it.contains(['\n', '\r'])));
    if own < first && all[first].is_element() && has_line(&all[..first]) {
        return Some(touches(Some(parent), true));
    }
    (own > last && all[last].is_element() && has_line(&all[last + 1..])).then(|| touches(Some(parent), false))
}

/// Whether a text is white space that a file has between the parts of a word, or between words and their signs.
fn is_within_words(text: Node<'_, '_>) -> bool {
    let is_blank = |node: &Node<'_, '_>| node.is_text() && node.text().is_some_and(|text| text.chars().all(is_space));
    let Some(parent) = text.parent_element().filter(|_| is_blank(&text)) else { return false };
    let is_none = |beside: Option<Node<'_, '_>>| beside.is_none_or(|it| !it.is_text());
    let is_alone = is_none(text.prev_sibling()) && is_none(text.next_sibling());
    let lacks = |names: &str| elements(parent).all(|it| !is_any(it, names));
    let tables = ["mtable", "mtr", "mlabeledtr", "mi", "mn", "mo", "mtext", "ms"];
    let is_math = parent.tag_name().namespace().is_some_and(|it| it.ends_with("Math/MathML"));
    let closes_up =
        is_any(parent, "subst ruby") || is(parent, "w") || is_math && !tables.contains(&parent.tag_name().name());
    if closes_up && lacks("w expan") && is_alone {
        return true;
    }
    let has_line = |text: Node<'_, '_>| text.text().is_some_and(|it| it.contains(['\n', '\r']));
    if is_any(parent, "expan abbr mod") && lacks("w expan") && is_alone && has_line(text) {
        return true;
    }
    // Comments cut white space in pieces.
    let is_told = |node: &Node<'_, '_>| !node.is_comment() && !node.is_pi() && !is_blank(node);
    let (before, after) = (text.prev_siblings().skip(1).find(is_told), text.next_siblings().skip(1).find(is_told));
    let (Some(before), Some(after)) = (before, after) else { return false };
    let between = parent.children().skip_while(|it| *it != before).skip(1).take_while(|it| *it != after);
    let has_line = between.filter(is_blank).any(has_line);
    let is_written_on = |sign: Node<'_, '_>, opening: bool| is(sign, "pc") && leans(sign) == Some(opening);
    before.is_element()
        && after.is_element()
        && has_line
        && (is_written_on(before, true) || is_written_on(after, false))
}

/// Whether a sign leans on what follows it, or on what stands before it; none if it leans on neither or says so by `join`.
fn leans(sign: Node<'_, '_>) -> Option<bool> {
    let words = |sign: Node<'_, '_>| -> String {
        let texts = sign.descendants().filter(|it| it.is_text()).filter_map(|it| it.text());
        texts.map(|it| it.trim_matches(is_space)).collect()
    };
    let mark = words(sign);
    if sign.attribute("join").is_some() {
        return None;
    }
    match sign.attribute("pre") {
        Some("true" | "1") => return Some(true),
        Some("false" | "0") => return Some(false),
        _ => {}
    }
    if mark == "\"" || mark == "'" {
        let is_same = |it: &Node<'_, '_>| is(*it, "pc") && words(*it) == mark;
        return Some(sign.prev_siblings().skip(1).filter(is_same).count() % 2 == 0);
    }
    if mark.chars().all(|c| OPENING.contains(c) || "¿¡„‚".contains(c)) {
        return Some(true);
    }
    (!mark.chars().all(|c| "-‐‑–—―/&+=*".contains(c))).then_some(false)
}

fn is_unset(node: Node<'_, '_>) -> bool {
    node.ancestors().any(|outer| is_any(outer, NOT_SET))
}

/// Whether a break stands within a word.
fn is_within_word(node: Node<'_, '_>) -> bool {
    is_any(node, "lb pb cb gb milestone") && node.attribute("break").is_some_and(|value| value.trim() == "no")
}

fn is_in_example(node: Node<'_, '_>) -> bool {
    node.ancestors().skip(1).any(|outer| ["egXML", "eg"].contains(&outer.tag_name().name()))
}

struct Reader<'a, 'input> {
    document: &'a Document<'input>,
    pieces: Vec<Piece>,
    /// What stands after the last character.
    gap: Gap,
    /// The last character.
    last: char,
    /// Whether what follows may begin another block, since something that is one in some places began or ended.
    may_be_edge: bool,
    /// Whether what runs in began or ended since the last character.
    runs_in: bool,
    /// Whether what is parted in any language began or ended since then.
    parts: bool,
    /// Whether a note or the like was called since then, beside which nobody can tell of white space where it stands.
    calls: bool,
    /// Whether a line of the file has ended since then.
    line_ends: bool,
    /// Whether something that is not set stands here, with no white space behind it.
    is_passed: bool,
    /// Whether white space that follows is left out.
    is_joined: bool,
    /// Whether only the words count, not what an edition adds to them.
    is_plain: bool,
    /// How many pieces of supplied text are open that blocks cut.
    supplied: usize,
    /// How many quotations have begun that have no text yet.
    quotations: usize,
    title_page: Option<Node<'a, 'input>>,
    /// Whether the picture of an address is shown.
    shown: &'a dyn Fn(&str) -> bool,
    /// The labels of the items and lines that are open.
    labels: Vec<Vec<String>>,
}

impl<'a, 'input> Reader<'a, 'input> {
    fn new(document: &'a Document<'input>) -> Reader<'a, 'input> {
        Reader {
            document,
            pieces: Vec::new(),
            gap: Gap::Edge,
            last: ' ',
            may_be_edge: false,
            runs_in: false,
            parts: false,
            calls: false,
            line_ends: false,
            is_passed: false,
            is_joined: false,
            is_plain: false,
            supplied: 0,
            quotations: 0,
            title_page: None,
            shown: &|_| false,
            labels: Vec::new(),
        }
    }

    fn text(&mut self, text: &str) {
        for c in text.nfc().filter(|c| !is_joint(*c)) {
            if is_space(c) {
                self.gap = if self.is_joined { self.gap } else { self.gap.max(Gap::Space) };
                self.line_ends |= matches!(c, '\n' | '\r');
                self.is_passed = false;
            } else {
                // Such lines part no words, but what is parted anyway.
                let is_whole = is_square(self.last) && is_square(c);
                let is_none = self.line_ends && is_whole && !self.parts || self.is_passed && CLOSING.contains(c);
                self.is_passed = false;
                if self.gap == Gap::Space && is_none {
                    self.gap = if self.calls || self.may_be_edge { Gap::Edge } else { Gap::None };
                }
                if self.gap == Gap::Joint {
                    // Here is a space, or else another block; where there need be none, there may be an edge.
                    let touches = OPENING.contains(self.last) || CLOSING.contains(c);
                    let touches = touches
                        || self.last == '–' && c.is_numeric()
                        || c == '–' && self.last.is_numeric()
                        || self.runs_in && is_written_on(self.last, c)
                        || !self.parts && is_whole
                        || self.last.is_whitespace()
                        || c.is_whitespace();
                    self.gap = if touches { Gap::Edge } else { Gap::Space };
                }
                self.char(self.gap, c);
                self.gap = Gap::None;
                self.last = c;
                self.may_be_edge = false;
                self.runs_in = false;
                (self.parts, self.calls, self.line_ends) = (false, false, false);
                self.is_joined = false;
            }
        }
    }

    fn char(&mut self, gap: Gap, c: char) {
        self.pieces.push(match std::mem::take(&mut self.quotations) {
            0 => Piece::Char(gap, c),
            count => Piece::Quoted(gap, count, c),
        });
    }

    /// The marks of quotations that begin before something that is no text of theirs.
    fn opening(&mut self) {
        self.pieces.extend((self.quotations > 0).then_some(Piece::Opening(self.quotations)));
    }

    fn joint(&mut self) {
        if self.is_joined {
            // Nothing parts what is joined; but what would part it may be a block.
            self.gap = Gap::Edge;
            return;
        }
        // A bracket may stand there, which needs no space.
        self.gap = if self.supplied > 0 { Gap::Edge } else { self.gap.max(Gap::Joint) };
        self.may_be_edge = true;
        for bracket in ["]", "["] {
            let piece = Piece::Own(vec![bracket.to_owned()]);
            self.pieces.extend((0..self.supplied).map(|_| piece.clone()));
        }
    }

    /// What an editor has supplied, in brackets that the edition adds: each piece of it, if blocks cut it.
    fn supplied(&mut self, node: Node<'a, 'input>) {
        let is_cut = elements_in(node).any(|inner| !is_any(inner, IN_LINE) && !is_any(inner, PARTED));
        if is_cut || !self.has_text(node) {
            self.opening();
            self.pieces.push(Piece::Own(vec!["[".to_owned(), "[]".to_owned()]));
            self.supplied += 1;
            self.gap = Gap::Edge;
            self.children(node);
            self.supplied -= 1;
            self.pieces.push(Piece::Own(vec!["]".to_owned(), "[]".to_owned()]));
            self.gap = Gap::Edge;
            return;
        }
        // White space inside may have been folded into that outside, so the brackets may stand with or without it.
        let before = if self.gap == Gap::Joint { Gap::Edge } else { self.gap };
        self.char(before, '[');
        self.gap = Gap::Edge;
        self.children(node);
        self.pieces.push(Piece::Char(Gap::Edge, ']'));
        self.gap = if self.gap == Gap::None { Gap::None } else { Gap::Edge };
    }

    /// The lines of a listing. What stands for its spaces may be no-break spaces.
    fn lines(&mut self, text: &str) {
        for line in text.split('\n') {
            self.edge();
            let mut spaces = 0;
            for c in line.nfc() {
                if is_space(c) {
                    spaces += if c == '\t' { 4 } else { 1 };
                    self.gap = Gap::Edge;
                } else {
                    if spaces > 0 {
                        let kept = (1..=spaces).rev().map(|count| "\u{A0}".repeat(count)).collect();
                        self.pieces.push(Piece::Own(kept));
                        spaces = 0;
                    }
                    self.text(c.encode_utf8(&mut [0; 4]));
                }
            }
        }
        self.edge();
    }

    fn edge(&mut self) {
        self.gap = Gap::Edge;
        let bracket = |bracket: &str| Piece::Own(vec![bracket.to_owned()]);
        self.pieces.extend((0..self.supplied).map(|_| bracket("]")));
        // A label stands before the first text of its item, wherever that is.
        if let Some(labels) = self.labels.last() {
            self.pieces.push(Piece::Own(labels.clone()));
        }
        self.pieces.extend((0..self.supplied).map(|_| bracket("[")));
    }

    fn children(&mut self, node: Node<'a, 'input>) {
        for child in node.children() {
            if is_within_words(child) {
                continue;
            }
            if indentation(child).is_some() {
                continue;
            }
            if child.is_text() {
                self.text(child.text().unwrap_or_default());
            } else if child.is_element() {
                self.element(child);
            }
        }
    }

    fn element(&mut self, node: Node<'a, 'input>) {
        if is_any(node, NOT_SET) || Some(node) == self.title_page || self.is_translation(node) {
            self.is_passed |= is_any(node, NOT_SET);
            return;
        }
        let parent = node.parent_element();
        let drawn = |node: Node<'_, '_>| {
            let around = node.ancestors().find(|outer| !is_foreign(*outer));
            is_foreign(node) && around.is_some_and(|outer| is_any(outer, "formula figure notatedMusic"))
        };
        if drawn(node) && node.tag_name().name() != "egXML" {
            if !["annotation", "annotation-xml", "style", "script", "metadata", "defs"]
                .contains(&node.tag_name().name())
            {
                self.children(node);
            }
            return;
        }
        let translates =
            |cit: Node<'_, '_>| is(cit, "cit") && cit.attribute("type").is_some_and(|said| said.starts_with("trans"));
        let is_next =
            translates(node) && node.prev_siblings().skip(1).find(|it| it.is_element()).is_some_and(translates);
        if is_next || parent.is_some_and(is_made_of_parts) {
            // What parts it from the part before it.
            self.pieces.push(Piece::Own([",", ";", ".", "×"].map(str::to_owned).to_vec()));
        }
        if node.tag_name().name() == "egXML" || is(node, "eg") {
            let text = self.document.input_text();
            let range = node.range();
            let written = &text[range.clone()];
            let inner = || {
                let first = node.first_child()?.range().start;
                let last = written.rfind("</")? + range.start;
                Some(&text[first..last])
            };
            if is(node, "eg") {
                let texts = node.descendants().filter(|inner| inner.is_text()).filter_map(|inner| inner.text());
                self.lines(&texts.collect::<String>());
            } else {
                self.lines(inner().unwrap_or_default());
            }
            return;
        }
        let runs_on = |list: Node<'_, '_>| {
            let says =
                |name| list.attribute(name).is_some_and(|value| value.split([' ', '#']).any(|one| one == "inline"));
            is(list, "list") && (says("type") || says("rend") || says("rendition"))
        };
        let is_run_on = parent.is_some_and(runs_on) && is_any(node, "item label head");
        let is_in_line = is_any(node, IN_LINE) || is_any(node, "ptr gap oRef pRef oVar pVar");
        let is_part = is_in_line && parent.is_some_and(is_made_of_parts);
        let is_p4 = self.document.root_element().tag_name().name().ends_with(".2");
        let is_address = is(node, "ptr")
            && node
                .attribute("target")
                .map(str::trim)
                .is_some_and(|target| target.contains(':') || !is_p4 && !target.is_empty() && !target.starts_with('#'));
        let is_parted = is_address || is_any(node, PARTED) || is_run_on || runs_on(node) || is_part;
        let is_end = |child: Option<Node<'_, '_>>| {
            child.is_some_and(|child| !is_within_words(child) && indentation(child) == Some(true))
        };
        let is_told = |child: &Node<'_, '_>| !child.is_comment() && !child.is_pi();
        let runs_in = is_any(node, RUNS_IN);
        self.runs_in |= runs_in;
        self.parts |= is_parted && !runs_in;
        if is_parted || is_end(node.children().find(is_told)) {
            self.joint();
        }
        // What is raised leans on the words before it, as the mark of a note may.
        let is_raised = node.attribute("rend").is_some_and(|said| said.contains("sup"));
        let is_reference = is(node, "ref") && node.attribute("target").is_some();
        if self.runs_in && self.gap == Gap::Joint && (is_raised || is_reference) {
            self.gap = Gap::Edge;
        }
        let before = node.prev_sibling().filter(|before| is_any(*before, NAME_PARTS));
        if let Some(before) = before.filter(|_| is_any(node, NAME_PARTS)) {
            self.part_of_name(before, node);
        }
        if is(node, "forename") && self.is_behind_surname(node) {
            self.gap = Gap::None;
            self.text(", ");
        }
        let joins = |side: &str| node.attribute("join").is_some_and(|join| join == side || join == "both");
        if joins("left") || is_within_word(node) {
            self.join_last();
        }
        let is_quotation = !self.is_plain
            && (is_any(node, "q said soCalled quote gloss")
                || is(node, "title") && matches!(node.attribute("level"), Some("a" | "u")));
        // Beside blocks alone, what is said is one.
        let is_block =
            is_any(node, "q said") && parent.is_some_and(|outer| !is_any(outer, IN_LINE) && !is_any(outer, PARTED));
        if is_block {
            self.edge();
        }
        let before = self.quotations;
        self.quotations += usize::from(is_quotation);
        self.inner(node, is_parted);
        if let Some(unit) = node.attribute("unit").filter(|_| is_any(node, "dimensions height width depth dim")) {
            let unit: String = unit.chars().filter(|c| !is_space(*c)).collect();
            self.pieces.push(Piece::Own(vec![format!("\u{A0}{unit}")]));
        }
        if is_quotation && self.quotations == before + 1 {
            self.quotations = before;
        } else if is_quotation {
            self.pieces.push(Piece::Unquoted);
        }
        if is_block {
            self.gap = Gap::Edge;
        }
        self.runs_in |= runs_in;
        self.parts |= is_parted && !runs_in;
        if is_parted || is_end(node.children().rev().find(is_told)) {
            self.joint();
        }
        self.is_joined |= joins("right") || is_within_word(node);
    }

    /// What follows is joined to the last character.
    fn join_last(&mut self) {
        self.gap = match self.gap {
            // Behind a part, nobody can tell which of the two is meant.
            Gap::Joint => Gap::Edge,
            Gap::Space if self.may_be_edge => Gap::Edge,
            Gap::Space => Gap::None,
            gap => gap,
        };
    }

    /// Whether a forename of a header stands behind the surname, where that is not always so.
    fn is_behind_surname(&self, forename: Node<'a, 'input>) -> bool {
        let is_blank =
            |node: &Node<'_, '_>| node.text().is_some_and(|text| node.is_text() && text.chars().all(is_space));
        let before = forename.prev_siblings().skip(1).find(|node| !is_blank(node));
        forename.ancestors().any(|outer| is(outer, "teiHeader"))
            && before.is_some_and(|before| {
                is(before, "surname") && !self.words(before).ends_with(|c: char| c >= '\u{1100}' && c.is_alphabetic())
            })
    }

    /// A part of a name that touches the one before it: parted by a space, but for letters that fill their square and
    /// at an apostrophe or a hyphen.
    fn part_of_name(&mut self, before: Node<'a, 'input>, node: Node<'a, 'input>) {
        let (before, after) = (self.words(before), self.words(node));
        let is_square = |c: char| c >= '\u{1100}' && c.is_alphabetic() && !matches!(c, '\u{1E00}'..='\u{2E7F}');
        let Some((before, after)) = before.chars().next_back().zip(after.chars().next()) else { return };
        let is_hyphen = |c| "-\u{2010}\u{2011}".contains(c);
        let touches = "’'".contains(before) || is_hyphen(before) || is_hyphen(after);
        if !(touches || is_square(before) && is_square(after)) {
            self.joint();
        }
    }

    /// Whether a text is a translation of the one before it, which an edition in the first language leaves out.
    fn is_translation(&self, node: Node<'a, 'input>) -> bool {
        let lang =
            |node: Node<'_, '_>| node.attribute(("http://www.w3.org/XML/1998/namespace", "lang")).map(str::to_owned);
        let linked = |node: Node<'_, '_>| is(node, "linkGrp") && node.attribute("type") == Some("translation");
        is(node, "text")
            && node.prev_siblings().skip(1).any(|before| is(before, "text") && lang(before) != lang(node))
            && self.document.descendants().any(linked)
    }

    fn inner(&mut self, node: Node<'a, 'input>, is_in_line: bool) {
        let n = node.attribute("n").unwrap_or_default().trim();
        if is(node, "graphic") && node.attribute("url").is_some() && !is_in_line_only(node) {
            self.edge();
            if self.is_shown(node) {
                self.alternative(node);
            }
            self.children(node);
            self.edge();
        } else if is(node, "figDesc") && self.stands_for_picture(node) {
            // It was read in the place of the picture.
        } else if is(node, "app") && node.parent_element().is_some_and(|list| is(list, "listApp")) {
            self.labels.push(Vec::new());
            self.edge();
            self.apparatus(node);
            self.edge();
            self.labels.pop();
        } else if is_any(node, "choice app rdgGrp") {
            let chosen = chosen(node);
            for child in node.children() {
                // Text has no place there, but where it stands it is set.
                match child.text().filter(|text| child.is_text() && !text.chars().all(is_space)) {
                    Some(text) => {
                        self.gap = Gap::Edge;
                        self.text(text);
                        self.gap = Gap::Edge;
                    }
                    None if Some(child) == chosen || is(child, "note") => self.element(child),
                    None => {}
                }
            }
            let is_more = |child: &Node<'a, 'input>| is_any(*child, "lem rdg") || self.has_text(*child);
            if is(node, "app") && readings(node, false).iter().any(|(child, is_set)| !is_set && is_more(child)) {
                self.note(String::new(), |reader| reader.apparatus(node));
            }
        } else if is(node, "note")
            && !is_source_of_head(node)
            && node
                .attribute("place")
                .into_iter()
                .chain(node.attribute("rend"))
                .any(|said| said.split(' ').any(|place| ["inline", "interlinear"].contains(&place)))
            || is(node, "note") && (is_event(node) || is_remark(node))
        {
            // In line where it stands in a unit, and a block where it does not.
            self.gap = Gap::Edge;
            self.children(node);
            self.gap = Gap::Edge;
        } else if is(node, "note") && is_speaker(node) {
            self.edge();
            self.children(node);
            self.edge();
        } else if is(node, "note") {
            self.note(self.sign(node), |reader| reader.children(node));
        } else if is(node, "gap") {
            let before = std::mem::take(&mut self.pieces);
            let gap = std::mem::replace(&mut self.gap, Gap::None);
            let last = std::mem::replace(&mut self.last, '[');
            // The bracket is the first character of a quotation that begins here.
            let quotations = std::mem::take(&mut self.quotations);
            // The bracket is what is joined, too, and no space is left behind it.
            let is_joined = std::mem::replace(&mut self.is_joined, true);
            self.children(node);
            self.quotations = quotations;
            self.is_joined = is_joined;
            let inner = std::mem::replace(&mut self.pieces, before);
            let after = std::mem::replace(&mut self.gap, gap);
            let has_words = inner.iter().any(|piece| matches!(piece, Piece::Char(..) | Piece::Quoted(..)));
            if has_words && is_bracketed(node) {
                // It has brackets of its own.
                self.last = last;
                self.children(node);
            } else if has_words {
                let end = std::mem::replace(&mut self.last, last);
                self.text("[");
                self.pieces.extend(inner);
                // White space at the ends is left out.
                (self.gap, self.last) = (if after == Gap::Space { Gap::None } else { after }, end);
                self.text("]");
            } else {
                self.last = last;
                self.text(if is_bracketed(node) { "…" } else { "[…]" });
                self.pieces.extend(inner.into_iter().filter(|piece| matches!(piece, Piece::Note(..))));
            }
        } else if is(node, "space") {
            self.text(" ");
            self.children(node);
        } else if is(node, "ptr") {
            let to = pointed(self.document, node);
            match to.filter(|to| is(*to, "note")) {
                Some(note) => self.mark(note),
                None => self.text(&self.words_of(node, to)),
            }
            self.children(node);
        } else if is(node, "ref") && self.repeats_mark(node) {
            // The mark of the note says it.
        } else if is(node, "ref") && !self.has_text(node) {
            let note = pointed(self.document, node).filter(|to| is(*to, "note"));
            if let Some(note) = note {
                self.mark(note);
            }
            self.children(node);
        } else if is_any(node, "pb cb gb milestone") {
            self.pieces.push(Piece::Own(vec![n.chars().filter(|c| !is_space(*c)).collect()]));
            self.children(node);
        } else if is(node, "caesura") {
            self.gap = Gap::Edge;
            self.children(node);
            self.gap = Gap::Edge;
        } else if is_any(node, "oRef pRef oVar pVar") {
            if !self.has_text(node) {
                self.text("~");
            }
            self.children(node);
        } else if is(node, "g") && !self.has_text(node) {
            self.text(&self.sign_of(node));
            self.children(node);
        } else if is(node, "supplied") && !self.is_plain && !is_bracketed(node) {
            self.supplied(node);
        } else if is(node, "lb") {
            if !is_within_word(node) {
                self.gap = Gap::Edge;
            }
        } else if is_any(node, IN_LINE) || is_in_line {
            if is_any(node, "sense hom item label") {
                let labels = [n.to_owned(), format!("{n}."), format!("{n}\u{A0}"), format!("{n}.\u{A0}")];
                self.pieces.push(Piece::Own(labels.to_vec()));
                self.gap = if n.is_empty() { self.gap } else { Gap::Edge };
            }
            let is_reading = is(node, "rt") && !self.is_plain;
            // One that runs on stands in brackets.
            self.pieces.extend(is_reading.then(|| Piece::Own(vec!["(".to_owned()])));
            self.children(node);
            self.pieces.extend(is_reading.then(|| Piece::Own(vec![")".to_owned()])));
            self.notes_from_elsewhere(node);
        } else {
            let labels = match node.tag_name().name() {
                "item" | "headItem" | "headLabel" | "castItem" | "witness" | "label" | "l" => {
                    vec!["•".to_owned(), n.to_owned(), format!("{n}.")]
                }
                // In a note, the cells of a row stand on one line.
                "cell" => (1..=9).map(|bars| "|".repeat(bars)).collect(),
                _ => self.labels.last().cloned().unwrap_or_default(),
            };
            self.labels.push(labels);
            self.edge();
            let is_homograph = is(node, "entry")
                && (node.attribute("type").is_some_and(|said| said.starts_with("hom"))
                    || node.parent_element().is_some_and(|parent| is(parent, "superEntry")));
            self.pieces.extend(is_homograph.then(|| Piece::Own(vec![n.to_owned()])));
            if is(node, "u") {
                let names = self.speakers(node).into_iter();
                let names = names.map(|name| name.chars().filter(|c| !is_space(*c)).collect()).collect();
                self.pieces.push(Piece::Own(names));
            }
            self.children(node);
            self.notes_from_elsewhere(node);
            self.labels.pop();
            self.edge();
        }
    }

    /// The character of a sign that the header has: the first that is not for private use.
    fn sign_of(&self, g: Node<'a, 'input>) -> String {
        let id = g.attribute("ref").and_then(|target| target.trim().strip_prefix('#'));
        let signs = self.document.descendants().filter(|node| is_any(*node, "char glyph"));
        let mut signs = signs.filter(|node| node.attribute(("http://www.w3.org/XML/1998/namespace", "id")) == id);
        let mappings = signs.next().into_iter().flat_map(|sign| elements_in(sign)).filter(|node| is(*node, "mapping"));
        let mut characters = mappings.map(|node| node.text().unwrap_or_default().trim().to_owned());
        let is_public = |c: char| !('\u{E000}'..='\u{F8FF}').contains(&c);
        characters.find(|it| !it.is_empty() && it.chars().all(is_public)).unwrap_or_default()
    }

    /// What a note is called: as it says, or as the first reference to it does, or by a letter if it stands by itself, is
    /// pointed to and the numbers are those of others.
    fn sign(&self, note: Node<'a, 'input>) -> String {
        let own = |note: Node<'a, 'input>| {
            let n = note.attribute("n").map(|n| n.trim().to_owned()).filter(|n| !n.is_empty());
            let references = self.document.descendants().filter(|node| is(*node, "ref"));
            let mut signs =
                references.filter(|node| pointed(self.document, *node) == Some(note)).map(|it| self.words(it));
            let last = |sign: &str| sign.split(' ').next_back().unwrap_or_default().to_owned();
            let sign = signs.find(|sign| (1..=5).contains(&sign.chars().count()) && is_mark(&last(sign)));
            n.or_else(|| sign.as_deref().map(last))
        };
        let is_called = |note: Node<'a, 'input>| {
            let mut pointers = self.document.descendants().filter(|node| is_any(*node, "ptr ref"));
            pointers.any(|pointer| pointed(self.document, pointer) == Some(note))
                || pointed(self.document, note).is_some_and(|element| !is(element, "note"))
        };
        let stands =
            |note: Node<'a, 'input>| !note.ancestors().skip(1).any(|outer| is_any(outer, "p l ab head item note"));
        own(note).unwrap_or_else(|| {
            if !stands(note) || !is_called(note) {
                return String::new();
            }
            let notes = self.document.descendants().filter(|it| is(*it, "note") && !is_unset(*it) && stands(*it));
            let before = notes.take_while(|it| *it != note).filter(|it| own(*it).is_none() && is_called(*it)).count();
            let all = self.document.descendants().filter(|it| is(*it, "note") && !is_unset(*it));
            let taken: Vec<String> = all.filter_map(own).collect();
            let mut free = ('a'..='z').map(String::from).filter(|sign| !taken.contains(sign));
            free.nth(before).unwrap_or_default()
        })
    }

    /// A note that the source calls by a sign, or by none.
    fn note(&mut self, sign: String, read: impl FnOnce(&mut Self)) {
        let mut pieces = std::mem::take(&mut self.pieces);
        let (gap, last) = (std::mem::replace(&mut self.gap, Gap::Edge), self.last);
        let may_be_edge = std::mem::take(&mut self.may_be_edge);
        let labels = std::mem::take(&mut self.labels);
        let quotations = std::mem::take(&mut self.quotations);
        let is_joined = std::mem::take(&mut self.is_joined);
        read(self);
        self.is_joined = is_joined;
        self.quotations = quotations;
        std::mem::swap(&mut self.pieces, &mut pieces);
        self.labels = labels;
        let has_text = pieces.iter().any(|piece| !matches!(piece, Piece::Own(_) | Piece::Unquoted));
        if has_text {
            self.opening();
            self.pieces.push(Piece::Note(pieces, sign));
        }
        self.last = last;
        self.may_be_edge = may_be_edge;
        self.calls = true;
        self.gap = match gap {
            Gap::Edge => Gap::Edge,
            _ if has_text && may_be_edge => Gap::Edge,
            _ if has_text => Gap::Note,
            _ => gap,
        };
    }

    /// The readings of an `app`: all in a list, those that are not set otherwise in a text.
    fn apparatus(&mut self, app: Node<'a, 'input>) {
        let is_listed = app.parent_element().is_some_and(|list| is(list, "listApp"));
        let n = app.attribute("n").map(str::trim).filter(|n| !n.is_empty());
        if let Some(place) = app.attribute("loc").or(n).filter(|_| is_listed) {
            self.text(&format!("{place} "));
        }
        let mut all = readings(app, is_listed);
        let lemma =
            all.iter().position(|(child, is_set)| *is_set && is_any(*child, if is_listed { "lem" } else { "lem rdg" }));
        if let Some((lemma, _)) = lemma.map(|index| all.remove(index)) {
            let words = self.words(lemma);
            let all: Vec<&str> = words.split(' ').collect();
            if is_listed {
                self.element(lemma);
            } else if all.len() > 6 {
                self.text(&format!("{} … {}", all[0], all[all.len() - 1]));
            } else {
                self.text(&words);
            }
            if is_listed || !words.is_empty() {
                self.witnesses(lemma);
                self.text("] ");
            }
        }
        let mut is_first = true;
        for (child, _) in all.into_iter().filter(|(_, is_set)| is_listed || !is_set) {
            if child.is_text() {
                self.text(child.text().unwrap_or_default());
            } else if is_any(child, "lem rdg") {
                if !std::mem::take(&mut is_first) {
                    self.text("; ");
                }
                if !self.has_text(child) {
                    self.text("om.");
                }
                self.element(child);
                self.witnesses(child);
            } else if is(child, "note") {
                if is_listed && !is_first {
                    self.text(".");
                }
                self.element(child);
            } else {
                self.text(" ");
                self.element(child);
            }
        }
    }

    fn witnesses(&mut self, reading: Node<'a, 'input>) {
        let pointers = reading.attribute("wit").or_else(|| reading.attribute("source")).unwrap_or_default();
        for pointer in pointers.split_whitespace() {
            self.text(&format!(" {}", pointer.rsplit('#').next().unwrap_or_default()));
        }
    }

    fn is_shown(&self, graphic: Node<'a, 'input>) -> bool {
        is(graphic, "graphic")
            && !is_in_line_only(graphic)
            && graphic.attribute("url").is_some_and(|url| (self.shown)(url.trim()))
    }

    /// Whether words stand for a picture that is shown beside them.
    fn stands_for_picture(&self, description: Node<'a, 'input>) -> bool {
        let figure = description.parent_element().filter(|figure| is(*figure, "figure"));
        figure.is_some_and(|figure| elements(figure).any(|child| self.is_shown(child)))
    }

    /// What stands for a picture: the words of its figure, or else its caption once more, or that it is a picture.
    fn alternative(&mut self, graphic: Node<'a, 'input>) {
        let figure = graphic.parent_element().filter(|figure| is(*figure, "figure"));
        let of =
            |name: &str| figure.into_iter().flat_map(|it| elements(it)).filter(|it| is(*it, name)).collect::<Vec<_>>();
        let descriptions = of("figDesc");
        if descriptions.is_empty() {
            let caption: String = of("head").iter().map(|head| self.words(*head)).collect();
            let caption = caption.chars().filter(|c| !is_space(*c)).collect();
            return self.pieces.push(Piece::Own(vec![caption, "Picture".into(), "그림".into()]));
        }
        for description in descriptions {
            self.edge();
            self.children(description);
        }
    }

    fn has_text(&self, node: Node<'a, 'input>) -> bool {
        let mut reader = Reader::new(self.document);
        reader.children(node);
        reader.pieces.iter().any(|piece| matches!(piece, Piece::Char(..) | Piece::Quoted(..) | Piece::Mark(_)))
    }

    /// The marks of the notes that say that they belong to an element.
    fn notes_from_elsewhere(&mut self, node: Node<'a, 'input>) {
        let document = self.document;
        let notes = document.descendants().filter(|note| is(*note, "note") && !is_unset(*note));
        for note in notes.filter(|note| pointed(document, *note) == Some(node)) {
            if pointed(document, node) != Some(note) && self.has_text(note) {
                self.mark(note);
            }
        }
    }

    fn mark(&mut self, note: Node<'a, 'input>) {
        let sign = self.sign(note);
        self.opening();
        self.pieces.push(Piece::Mark(sign.chars().filter(|c| !is_space(*c)).collect()));
        // A joint is one in running text only, and stands after the mark.
        self.gap = if self.gap == Gap::Edge || self.may_be_edge { Gap::Edge } else { Gap::Note };
        self.calls = true;
    }

    /// Whether a reference stands right before the note that it points to and shows what that is called.
    fn repeats_mark(&self, reference: Node<'a, 'input>) -> bool {
        let note =
            reference.next_sibling().filter(|note| is(*note, "note") && note.attribute("place") != Some("inline"));
        let n = note.and_then(|note| note.attribute("n")).map(str::trim).filter(|n| !n.is_empty());
        note.is_some_and(|note| pointed(self.document, reference) == Some(note) && self.has_text(note))
            && reference.children().all(|child| child.is_text())
            && n == Some(reference.text().unwrap_or_default().trim())
    }

    /// What a pointer says that points to no note.
    fn words_of(&self, pointer: Node<'a, 'input>, to: Option<Node<'a, 'input>>) -> String {
        let address = pointer.attribute("target").unwrap_or_default().to_owned();
        let Some(to) = to else { return address };
        let head = elements(to).find(|child| is(*child, "head")).map(|head| self.words(head));
        let n = to.attribute("n").unwrap_or_default().trim().to_owned();
        let words = head.filter(|head| !head.is_empty() && head.chars().count() <= 100);
        let first = || {
            let words = self.words(to);
            let all: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).collect();
            let is_text = is_any(to, "p ab l u seg item") && !all.is_empty();
            is_text.then(|| if all.len() > 5 { format!("{} …", all[..5].join(" ")) } else { all.join(" ") })
        };
        words.or((!n.is_empty()).then_some(n)).or_else(first).unwrap_or(address)
    }

    /// The words of an element, without its notes.
    fn words(&self, node: Node<'a, 'input>) -> String {
        let mut reader = Reader { is_plain: true, ..Reader::new(self.document) };
        reader.children(node);
        let mut words = String::new();
        for piece in reader.pieces {
            if let Piece::Char(gap, c) = piece {
                words.extend((gap != Gap::None && !words.is_empty()).then_some(' '));
                words.push(c);
            }
        }
        words
    }

    /// The names that may stand before an utterance.
    fn speakers(&self, u: Node<'a, 'input>) -> Vec<String> {
        let around = u.parent_element().filter(|outer| is(*outer, "annotationBlock"));
        let who = u.attribute("who").or_else(|| around?.attribute("who")).unwrap_or_default();
        let person = |pointer: &str| {
            let id = pointer.strip_prefix('#')?;
            let mut all = self.document.descendants().filter(|node| is_any(*node, "person personGrp persona org"));
            all.find(|node| node.attribute(("http://www.w3.org/XML/1998/namespace", "id")) == Some(id))
        };
        let named = |person: Node<'a, 'input>| {
            let name = elements(person).find(|it| is_any(*it, "persName orgName name"));
            let is_whole = |it: Node<'_, '_>| it.children().any(|it| it.text().is_some_and(|it| !it.trim().is_empty()));
            let is_whole = name.is_some_and(is_whole);
            let name = name.map(|name| self.words(name));
            let name = name.filter(|name| !name.is_empty());
            let own =
                || person.attribute(("http://www.w3.org/XML/1998/namespace", "id")).unwrap_or_default().to_owned();
            let own = || person.attribute("n").map_or_else(own, str::to_owned);
            let name = name.unwrap_or_else(own);
            let parts = name.split_once(", ").filter(|_| !is_whole);
            parts.map_or_else(|| name.clone(), |(surname, forename)| format!("{forename} {surname}"))
        };
        let names: Vec<String> = who.split_whitespace().filter_map(person).map(named).collect();
        vec![names.join(", ")]
    }

    /// Who translated the text, as a title block in English says it.
    fn translator(&mut self, header: Option<Node<'a, 'input>>) {
        let editors = header.into_iter().flat_map(|header| header.descendants()).filter(|node| is(*node, "editor"));
        for node in editors.filter(|node| node.attribute("role") == Some("translator")) {
            let words = format!("Translated by {}", self.words(node));
            self.pieces.push(Piece::Header(words.chars().filter(|c| !is_space(*c)).collect()));
        }
    }

    /// What a title block may take from a header.
    fn header(&mut self, header: Option<Node<'a, 'input>>, name: &str) {
        for node in header.into_iter().flat_map(|header| header.descendants()).filter(|node| is(*node, name)) {
            let mut words: String = self.words(node).chars().filter(|c| !is_space(*c)).collect();
            // A date without words is told by its attributes.
            for date in node.descendants().filter(|node| is(*node, "date") && !node.has_children()) {
                let is_vague = matches!(date.attribute("cert"), Some("low" | "medium"));
                words += if is_vague { "about" } else { "" };
                words += &["notBefore", "notAfter"].map(|name| date.attribute(name).unwrap_or_default()).join("–");
            }
            self.pieces.push(Piece::Header(words));
        }
    }
}
