//! Nothing is lost: the text of every edition in one language is the text of its source.
//!
//! What the text of a source is, is said here once more, from the rule in `src/tei.rs` and not from its code, and with
//! another XML parser; what the text of an edition is, is read from the finished HTML and PDF. The two must agree in every
//! character and in where words begin and end. The order is that of the source, but for the title page, which comes first,
//! and for notes, which may stand at the end.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;

use enface::catalog::interface::Interface;
use enface::diagnostic::{Severity, SourceFile};
use enface::edition::{Input, Options, align};
use enface::layout::font::FontBook;
use enface::layout::style::{Arrangement, PageStyle};
use enface::layout::{Layout, set};
use enface::{html, pdf, tei};
use proptest::prelude::*;

use crate::support::{case_names, cases, copy, enface, is_broken};

use self::output::Out;
use self::source::Piece;

/// What stands between two characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Gap {
    None,
    /// In a source, a note: nothing if it is called here, the edge of a block if it stands here.
    Note,
    /// In a source, the beginning or the end of what is parted from text that it touches.
    Joint,
    /// White space.
    Space,
    /// The edge of a block or of a line: white space or not.
    Edge,
}

/// White space as XML knows it, which is folded. All other spaces are characters.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Characters without width that say where a word may be divided; the PDF has some of its own.
fn is_joint(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}')
}

mod source {
    //! The text of a source.

    use roxmltree::{Document, Node, ParsingOptions};
    use unicode_normalization::UnicodeNormalization;

    use super::{Gap, is_joint, is_space};

    /// A piece of the text of a source.
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
    pub(super) enum Piece {
        Char(Gap, char),
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
        ref xref num measure unit formula seg w pc c m s cl phr g app lem rdg rdgGrp ex am anchor ruby rb rt damage
        restore retrace mod handShift rhyme lang syll stress code gi att val tag ident desc
        author editor publisher pubPlace biblScope citedRange idno edition extent resp institution repository
        settlement region country district bloc geogFeat geo forename surname roleName addName genName nameLink
        birth death age sex occupation nationality residence education faith floruit affiliation
        height width depth dim locus material watermark stamp catchwords signatures email street postCode postBox
        graphic media divGen
    ";

    /// The elements that are parted from text that they touch, where they stand in line.
    const PARTED: &str = "
        form orth pron hyph def etym xr re hom pos gen number case mood per tns gram gramGrp usg lbl iType itype colloc
        subc sense cit dictScrap role roleDesc actor
        bibl biblStruct biblFull msDesc msFrag msPart person place org event nym object
        stage incident kinesic vocal pause shift writing move camera sound tech view caption
        label byline docAuthor docDate salute signed dateline figDesc
        address analytic monogr series imprint relatedItem titleStmt editionStmt publicationStmt seriesStmt notesStmt
        sourceDesc respStmt availability licence msIdentifier altIdentifier msName msContents msItem summary textLang
        incipit explicit rubric colophon physDesc objectDesc supportDesc support layoutDesc layout handDesc handNote
        decoDesc decoNote history origin provenance acquisition dimensions measureGrp locusGrp
    ";

    /// Those of them that are made of such parts, whatever the parts are.
    const MADE_OF_PARTS: &str = "
        biblStruct biblFull msDesc msFrag msPart person place org event nym object address analytic monogr series imprint
        relatedItem titleStmt editionStmt publicationStmt seriesStmt notesStmt sourceDesc respStmt availability licence
        msIdentifier altIdentifier msName msContents msItem summary textLang incipit explicit rubric colophon physDesc
        objectDesc supportDesc support layoutDesc layout handDesc handNote decoDesc decoNote history origin provenance
        acquisition dimensions measureGrp locusGrp
    ";

    const NOT_SET: &str = "
        index teiHeader facsimile sourceDoc standOff fsdDecl fw metamark interp interpGrp span spanGrp link linkGrp join
        joinGrp alt altGrp timeline listTranspose substJoin certainty precision respons fs fLib fvLib binaryObject xenoData
        wit witDetail
    ";

    /// What follows or goes before one of these is never parted from it.
    const OPENING: &str = "([{“‘«‹（「『【〈《〔";
    const CLOSING: &str = ",.;:!?)]}”’»›…、。，．：；！？）」』】〉》〕";

    /// The text of a source, or why it cannot be read.
    pub(super) fn text(xml: &str, name: &str) -> Result<Vec<Piece>, String> {
        let xml = xml.trim_start_matches('\u{FEFF}');
        let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
        let document = Document::parse_with_options(xml, options).map_err(|error| error.to_string())?;
        let root = document.root_element();
        let mut texts: Vec<Node<'_, '_>> = Vec::new();
        find_texts(root, &mut texts);
        if texts.is_empty() {
            texts.push(root);
        }
        let child =
            |node: Node<'_, '_>, name: &str| elements(node).find(|child| is(*child, name)).map(|child| child.id());
        let title_page = child(texts[0], "front")
            .and_then(|front| child(document.get_node(front).unwrap(), "titlePage"))
            .map(|page| document.get_node(page).unwrap());
        let mut reader = Reader { title_page, ..Reader::new(&document) };
        let header = root.descendants().find(|node| is(*node, "teiHeader"));
        reader.header(header, "title");
        reader.header(header, "author");
        reader.pieces.push(Piece::Header(name.chars().filter(|c| !is_space(*c)).collect()));
        if let Some(page) = title_page {
            reader.title_page = None;
            reader.element(page);
            reader.title_page = title_page;
        }
        reader.header(header, "settingDesc");
        for text in texts {
            reader.element(text);
        }
        Ok(reader.pieces)
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

    fn is(node: Node<'_, '_>, name: &str) -> bool {
        is_any(node, name)
    }

    /// Whether it is an element of TEI, which older files have in no namespace, by one of these names.
    fn is_any(node: Node<'_, '_>, names: &str) -> bool {
        node.is_element()
            && !is_foreign(node)
            && names.split_ascii_whitespace().any(|name| node.tag_name().name() == name)
    }

    fn is_foreign(node: Node<'_, '_>) -> bool {
        node.tag_name().namespace().is_some_and(|space| space != "http://www.tei-c.org/ns/1.0")
    }

    /// What a `target` points to, in the same file.
    fn pointed<'a, 'input>(document: &'a Document<'input>, node: Node<'a, 'input>) -> Option<Node<'a, 'input>> {
        let id = node.attribute("target")?.trim().strip_prefix('#')?;
        document.descendants().find(|other| {
            let xml_id = other.attribute(("http://www.w3.org/XML/1998/namespace", "id"));
            xml_id.map(str::trim) == Some(id) && !is_in_example(*other)
        })
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
        title_page: Option<Node<'a, 'input>>,
        /// The labels of the items and lines that are open.
        labels: Vec<Vec<String>>,
    }

    impl<'a, 'input> Reader<'a, 'input> {
        fn new(document: &'a Document<'input>) -> Reader<'a, 'input> {
            Reader { document, pieces: Vec::new(), gap: Gap::Edge, last: ' ', title_page: None, labels: Vec::new() }
        }

        fn text(&mut self, text: &str) {
            for c in text.nfc().filter(|c| !is_joint(*c)) {
                if is_space(c) {
                    self.gap = self.gap.max(Gap::Space);
                } else {
                    if self.gap == Gap::Joint {
                        // Here is a space, or else another block; where there need be none, there may be an edge.
                        let touches = OPENING.contains(self.last) || CLOSING.contains(c);
                        let touches = touches || self.last.is_whitespace() || c.is_whitespace();
                        self.gap = if touches { Gap::Edge } else { Gap::Space };
                    }
                    self.pieces.push(Piece::Char(self.gap, c));
                    self.gap = Gap::None;
                    self.last = c;
                }
            }
        }

        fn joint(&mut self) {
            self.gap = self.gap.max(Gap::Joint);
        }

        /// The lines of a listing. What stands for its spaces may be no-break spaces.
        fn lines(&mut self, text: &str) {
            for line in text.split('\n') {
                self.gap = Gap::Edge;
                let mut spaces = 0;
                for c in line.chars() {
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
            // A label stands before the first text of its item, wherever that is.
            if let Some(labels) = self.labels.last() {
                self.pieces.push(Piece::Own(labels.clone()));
            }
        }

        fn children(&mut self, node: Node<'a, 'input>) {
            for child in node.children() {
                if child.is_text() {
                    self.text(child.text().unwrap_or_default());
                } else if child.is_element() {
                    self.element(child);
                }
            }
        }

        fn element(&mut self, node: Node<'a, 'input>) {
            if is_any(node, NOT_SET) || Some(node) == self.title_page {
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
            let is_part = is_in_line && parent.is_some_and(|parent| is_any(parent, MADE_OF_PARTS));
            let is_parted = is_any(node, PARTED) || is_run_on || runs_on(node) || is_part;
            if is_parted {
                self.joint();
            }
            self.inner(node, is_parted);
            if is_parted {
                self.joint();
            }
        }

        fn inner(&mut self, node: Node<'a, 'input>, is_in_line: bool) {
            let n = node.attribute("n").unwrap_or_default().trim();
            if is_any(node, "choice app") {
                let one = |name: &str| elements(node).find(|child| is(*child, name));
                let chosen = ["corr", "reg", "abbr", "lem"].iter().find_map(|name| one(name));
                let chosen = chosen.or_else(|| elements(node).find(|child| !is(*child, "note")));
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
            } else if is(node, "note")
                && node
                    .attribute("place")
                    .is_some_and(|place| place.split(' ').any(|place| ["inline", "interlinear"].contains(&place)))
            {
                // In line where it stands in a unit, and a block where it does not.
                self.gap = Gap::Edge;
                self.children(node);
                self.gap = Gap::Edge;
            } else if is(node, "note") {
                let mut pieces = std::mem::take(&mut self.pieces);
                let gap = std::mem::replace(&mut self.gap, Gap::Edge);
                let labels = std::mem::take(&mut self.labels);
                self.children(node);
                std::mem::swap(&mut self.pieces, &mut pieces);
                self.labels = labels;
                let has_text = pieces.iter().any(|piece| !matches!(piece, Piece::Own(_)));
                if has_text {
                    self.pieces.push(Piece::Note(pieces, n.to_owned()));
                }
                self.gap = if gap != Gap::Edge && has_text { Gap::Note } else { gap };
            } else if is(node, "gap") {
                let before = std::mem::take(&mut self.pieces);
                let gap = std::mem::replace(&mut self.gap, Gap::None);
                let last = std::mem::replace(&mut self.last, '[');
                self.children(node);
                let inner = std::mem::replace(&mut self.pieces, before);
                let after = std::mem::replace(&mut self.gap, gap);
                if inner.iter().any(|piece| matches!(piece, Piece::Char(..))) {
                    let end = std::mem::replace(&mut self.last, last);
                    self.text("[");
                    self.pieces.extend(inner);
                    (self.gap, self.last) = (after, end);
                    self.text("]");
                } else {
                    self.last = last;
                    self.text("[…]");
                    self.pieces.extend(inner.into_iter().filter(|piece| matches!(piece, Piece::Note(..))));
                }
            } else if is(node, "space") {
                self.gap = self.gap.max(Gap::Space);
                self.children(node);
            } else if is(node, "ptr") {
                let to = pointed(self.document, node);
                match to.filter(|to| is(*to, "note")) {
                    Some(note) => self.mark(note),
                    None => self.text(&self.words_of(node, to)),
                }
                self.children(node);
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
            } else if is(node, "supplied") {
                self.pieces.push(Piece::Own(vec!["[".to_owned()]));
                self.children(node);
                self.pieces.push(Piece::Own(vec!["]".to_owned()]));
            } else if is(node, "lb") {
                if node.attribute("break") != Some("no") {
                    self.gap = Gap::Edge;
                }
            } else if is_any(node, IN_LINE) || is_in_line {
                if is_any(node, "sense item label") {
                    self.pieces.push(Piece::Own(vec![n.to_owned(), format!("{n}.")]));
                }
                self.children(node);
            } else {
                let labels = match node.tag_name().name() {
                    "item" | "castItem" | "witness" | "label" | "l" => {
                        vec!["•".to_owned(), n.to_owned(), format!("{n}.")]
                    }
                    _ => self.labels.last().cloned().unwrap_or_default(),
                };
                self.labels.push(labels);
                self.edge();
                self.children(node);
                self.labels.pop();
                self.edge();
            }
        }

        fn has_text(&self, node: Node<'a, 'input>) -> bool {
            let mut reader = Reader::new(self.document);
            reader.children(node);
            reader.pieces.iter().any(|piece| matches!(piece, Piece::Char(..) | Piece::Mark(_)))
        }

        fn mark(&mut self, note: Node<'_, '_>) {
            let n = note.attribute("n").unwrap_or_default();
            self.pieces.push(Piece::Mark(n.chars().filter(|c| !is_space(*c)).collect()));
            self.gap = if self.gap == Gap::Edge { Gap::Edge } else { Gap::Note };
        }

        /// What a pointer says that points to no note.
        fn words_of(&self, pointer: Node<'a, 'input>, to: Option<Node<'a, 'input>>) -> String {
            let address = pointer.attribute("target").unwrap_or_default().to_owned();
            let Some(to) = to else { return address };
            let head = elements(to).find(|child| is(*child, "head")).map(|head| self.words(head));
            let n = to.attribute("n").unwrap_or_default().trim().to_owned();
            let words = head.filter(|head| !head.is_empty() && head.chars().count() <= 200);
            words.or((!n.is_empty()).then_some(n)).unwrap_or(address)
        }

        /// The words of an element, without its notes.
        fn words(&self, node: Node<'a, 'input>) -> String {
            let mut reader = Reader::new(self.document);
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

        /// What a title block may take from a header.
        fn header(&mut self, header: Option<Node<'a, 'input>>, name: &str) {
            for node in header.into_iter().flat_map(|header| header.descendants()).filter(|node| is(*node, name)) {
                let words = self.words(node).chars().filter(|c| !is_space(*c)).collect();
                self.pieces.push(Piece::Header(words));
            }
        }
    }
}

mod output {
    //! The text of an edition.

    use enface::layout::style::{Arrangement, PageStyle};
    use unicode_normalization::UnicodeNormalization;

    use super::{Gap, is_joint, is_space};
    use crate::read::File;

    /// The characters of an edition, each with what stands before it.
    #[derive(Default)]
    pub(super) struct Out {
        pub(super) chars: Vec<(Gap, char)>,
        gap: Option<Gap>,
    }

    impl Out {
        fn text(&mut self, text: &str) {
            for c in text.nfc().filter(|c| !is_joint(*c)) {
                if is_space(c) {
                    self.gap = self.gap.max(Some(Gap::Space));
                } else {
                    self.chars.push((self.gap.take().unwrap_or(Gap::None), c));
                }
            }
        }

        fn edge(&mut self) {
            self.gap = Some(Gap::Edge);
        }
    }

    /// What the page says by itself.
    const OWN: &[&str] = &["tools", "skip", "contents", "label", "permalink", "back", "badge", "generator", "draft"];

    /// The text of an HTML file. It is read as our own serializer writes it: every element but the empty ones is closed.
    pub(super) fn html(html: &str) -> Out {
        struct Open<'a> {
            name: &'a str,
            hidden: bool,
            in_line: bool,
            notes: bool,
        }
        let mut out = Out::default();
        let mut open: Vec<Open<'_>> = Vec::new();
        let mut rest = html.strip_prefix("<!DOCTYPE html>").expect("a doctype");
        while !rest.is_empty() {
            let Some(tag) = rest.strip_prefix('<') else {
                let (text, after) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
                if open.last().is_some_and(|element| !element.hidden) {
                    out.text(&unescape(text));
                }
                rest = after;
                continue;
            };
            let (tag, after) = tag.split_once('>').expect("tags end, and “>” is escaped elsewhere");
            rest = after;
            if let Some(name) = tag.strip_prefix('/') {
                let element = open.pop().expect("an element that is open");
                assert_eq!(element.name, name, "elements end in the order in which they began");
                if !element.in_line && !element.hidden {
                    out.edge();
                }
                continue;
            }
            let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
            let class =
                attributes.split_once("class=\"").and_then(|(_, rest)| rest.split_once('"')).unwrap_or_default().0;
            let has = |wanted: &str| class.split(' ').any(|one| one == wanted);
            let parent = open.last();
            let hidden = parent.is_some_and(|parent| parent.hidden || parent.notes && has("head"))
                || ["head", "script", "style", "footer", "nav", "legend", "rp"].contains(&name)
                || OWN.iter().any(|own| has(own));
            let in_line = [
                "a", "abbr", "b", "bdi", "cite", "code", "del", "em", "i", "ins", "rp", "rt", "ruby", "s", "small",
                "span", "strong", "sub", "sup", "time", "u", "wbr",
            ]
            .contains(&name);
            if !in_line && !hidden {
                out.edge();
            }
            if ["br", "hr", "img", "input", "link", "meta", "wbr"].contains(&name) {
                continue;
            }
            if ["script", "style"].contains(&name) {
                rest = rest.split_at(rest.find(&format!("</{name}>")).expect("its end")).1;
            }
            open.push(Open { name, hidden, in_line, notes: name == "section" && has("notes") });
        }
        assert!(open.is_empty(), "every element ends");
        out
    }

    fn unescape(text: &str) -> String {
        let mut parts = text.split('&');
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (name, rest) = part.split_once(';').expect("a reference");
            out.push_str(match name {
                "amp" => "&",
                "lt" => "<",
                "gt" => ">",
                "quot" => "\"",
                "nbsp" => "\u{A0}",
                _ => panic!("the reference “{name}”"),
            });
            out.push_str(rest);
        }
        out
    }

    /// The text of a PDF file, without running heads and folios, words that were divided joined.
    pub(super) fn pdf(bytes: &[u8]) -> Out {
        let style = PageStyle::a4(Arrangement::default());
        let area = style.bottom..style.height - style.top;
        let file = File::read(bytes);
        let texts = file.texts();
        let mut out = Out::default();
        for page in 0..file.page_count() {
            let runs: Vec<_> = file.runs(page, &texts).into_iter().filter(|run| area.contains(&run.y)).collect();
            for (index, run) in runs.iter().enumerate() {
                let ends_line = runs.get(index + 1).is_none_or(|next| (next.y - run.y).abs() > 0.01);
                // A hyphen of the text itself is followed by U+200B there.
                let divided = run.text.strip_suffix('-').filter(|_| ends_line);
                out.text(divided.unwrap_or(&run.text));
                // What stands in columns of its own on the line.
                let after = runs.get(index + 1).is_some_and(|next| next.x < run.x);
                if divided.is_none() && (ends_line || after) {
                    out.edge();
                }
            }
        }
        out
    }
}

/// How strictly the ends of words are compared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    /// Lines end only where the text says so.
    AsSaid,
    /// Lines may end within words: at a hyphen, a dash or in an address.
    Anywhere,
}

/// What has been compared so far: how many characters of the edition, and the notes that are to come at the end.
type State<'a> = (usize, Vec<Note<'a>>);

/// A note: its text, and what the source calls it.
type Note<'a> = (&'a [Piece], &'a str);

/// Compares a source with an edition; says where they part.
struct Comparison<'a> {
    out: &'a [(Gap, char)],
    lines: Lines,
    /// As far as anything has been found, and what should have come there.
    farthest: usize,
    wanted: String,
}

/// There are several ways to read an edition only where a note has the words that follow it; they are few.
const MAX_STATES: usize = 5000;

impl<'a> Comparison<'a> {
    fn same(source: &'a [Piece], out: &'a Out, lines: Lines) -> Result<(), String> {
        let mut comparison = Comparison { out: &out.chars, lines, farthest: 0, wanted: String::new() };
        let heading: Vec<char> = "Notes".chars().collect();
        let mut states = BTreeSet::new();
        for (at, notes) in comparison.all(source, [(0, Vec::new())].into()) {
            states.extend(comparison.own(at, &heading).map(|at| (at, notes.clone())));
            states.insert((at, notes));
        }
        // The notes at the end; those in a note come after it.
        let mut ends = BTreeSet::new();
        while let Some((at, mut notes)) = states.pop_first() {
            if notes.is_empty() {
                ends.insert(at);
                continue;
            }
            let rest = notes.split_off(1);
            let next = comparison.note(notes[0], [(at, Vec::new())].into());
            states.extend(next.into_iter().map(|(at, inner)| (at, [inner, rest.clone()].concat())));
        }
        if ends.contains(&out.chars.len()) {
            return Ok(());
        }
        let from = comparison.farthest.saturating_sub(60);
        let show = |range: std::ops::Range<usize>| -> String {
            let chars = out.chars.get(range).unwrap_or_default().iter();
            chars.flat_map(|(gap, c)| [if *gap == Gap::None { None } else { Some(' ') }, Some(*c)]).flatten().collect()
        };
        let to = (comparison.farthest + 60).min(out.chars.len());
        Err(format!(
            "after {:?}\nstands {:?}\nand not {:?}",
            show(from..comparison.farthest),
            show(comparison.farthest..to),
            comparison.wanted
        ))
    }

    fn all(&mut self, pieces: &'a [Piece], mut states: BTreeSet<State<'a>>) -> BTreeSet<State<'a>> {
        for (index, piece) in pieces.iter().enumerate() {
            let mut next = BTreeSet::new();
            for (at, notes) in states {
                match piece {
                    Piece::Char(gap, c) => match self.out.get(at) {
                        Some((found, d)) if c == d && self.fits(*gap, *found) => {
                            next.insert((at + 1, notes));
                        }
                        _ => self.miss(at, &pieces[index..]),
                    },
                    Piece::Own(words) => {
                        for word in words.iter().filter(|word| !word.is_empty()) {
                            let word: Vec<char> = word.chars().filter(|c| !is_space(*c)).collect();
                            next.extend(self.own(at, &word).map(|at| (at, notes.clone())));
                        }
                        next.extend(self.number(at).into_iter().map(|at| (at, notes.clone())));
                        next.insert((at, notes));
                    }
                    Piece::Header(words) => {
                        let words: Vec<char> = words.chars().collect();
                        next.extend(self.own(at, &words).map(|at| (at, notes.clone())));
                        next.insert((at, notes));
                    }
                    Piece::Note(note, label) => {
                        let mut later = notes.clone();
                        later.push((note.as_slice(), label.as_str()));
                        // What stands at the end must be called where it is missing.
                        next.extend(self.mark(at, label).into_iter().map(|at| (at, later.clone())));
                        next.extend(self.note((note, label), [(at, notes)].into()));
                    }
                    Piece::Mark(label) => {
                        let mut ends = self.mark(at, label);
                        ends.extend(self.own(at, &['*']));
                        ends.push(at);
                        next.extend(ends.into_iter().map(|at| (at, notes.clone())));
                    }
                }
            }
            assert!(next.len() < MAX_STATES, "too many ways to read it");
            states = next;
            if states.is_empty() {
                break;
            }
        }
        states
    }

    /// A note where it stands, with its number.
    fn note(&mut self, note: Note<'a>, states: BTreeSet<State<'a>>) -> BTreeSet<State<'a>> {
        let (note, label) = note;
        let number = |(at, notes): State<'a>| {
            let numbers = self.mark(at, label).into_iter().chain([at]);
            numbers.map(|at| (at, notes.clone())).collect::<Vec<_>>()
        };
        let states = states.into_iter().flat_map(number).collect();
        self.all(note, states)
    }

    fn fits(&self, source: Gap, found: Gap) -> bool {
        match (source, found) {
            (Gap::Space, Gap::None) | (Gap::None | Gap::Note, Gap::Space) => false,
            (Gap::None, Gap::Edge) => self.lines == Lines::Anywhere,
            _ => true,
        }
    }

    /// The end of words of the edition's own.
    fn own(&self, at: usize, words: &[char]) -> Option<usize> {
        let found = self.out.get(at..at + words.len())?;
        let same = found.iter().zip(words).all(|((_, found), wanted)| found == wanted);
        (same && !words.is_empty()).then_some(at + words.len())
    }

    /// The ends of the mark of a note: its number, or what the source calls it.
    fn mark(&self, at: usize, label: &str) -> Vec<usize> {
        let label: Vec<char> = label.chars().filter(|c| !is_space(*c)).collect();
        let mut ends = self.number(at);
        ends.extend(self.own(at, &label));
        ends
    }

    /// The ends of a number with or without a stop.
    fn number(&self, at: usize) -> Vec<usize> {
        let digits = self.out[at..].iter().take_while(|(_, c)| c.is_ascii_digit()).count();
        let mut ends: Vec<usize> = (1..=digits).map(|count| at + count).collect();
        ends.extend(self.own(at + digits, &['.']).filter(|_| digits > 0));
        ends
    }

    fn miss(&mut self, at: usize, rest: &[Piece]) {
        if at >= self.farthest {
            self.farthest = at;
            let text = rest.iter().filter_map(|piece| match piece {
                Piece::Char(gap, c) => Some([if *gap == Gap::None { None } else { Some(' ') }, Some(*c)]),
                _ => None,
            });
            self.wanted = text.take(60).flatten().flatten().collect();
        }
    }
}

#[test]
fn nothing_of_a_case_is_lost() {
    let mut wrong = String::new();
    let mut compared = 0;
    for case in case_names().into_iter().filter(|case| !is_broken(case)) {
        let folder = copy(&case);
        for entry in fs::read_dir(cases().join(&case).join("sources")).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let Some(xml) = fs::read_to_string(&path).ok().filter(|_| path.extension().is_some_and(|e| e == "xml"))
            else {
                continue;
            };
            let lang = language(&xml);
            let run = enface(folder.path(), &["build", &name, "--langs", &lang]);
            assert_eq!(run.status, 0, "{case}: {}", run.stderr);
            let source = source::text(&xml, &name).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let html = fs::read_to_string(folder.path().join(format!("out/{name}.{lang}.html"))).unwrap();
            let pdf = fs::read(folder.path().join(format!("out/{name}.{lang}.pdf"))).unwrap();
            for (kind, out, lines) in
                [("HTML", output::html(&html), Lines::AsSaid), ("PDF", output::pdf(&pdf), Lines::Anywhere)]
            {
                if let Err(error) = Comparison::same(&source, &out, lines) {
                    wrong += &format!("== {case}/{name} as {kind}: {error}\n");
                }
                compared += 1;
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(compared > 30, "where are the cases?");
}

/// The language of a source.
fn language(xml: &str) -> String {
    let file = Arc::new(SourceFile { name: "case.xml".into(), text: xml.to_owned() });
    tei::read(&file).0.unwrap().lang.to_string()
}

#[test]
fn a_loss_is_found() {
    let page = |body: &str| output::html(&format!("<!DOCTYPE html><html><body><main>{body}</main></body></html>"));
    let source = source::text("<text><p>One <hi>two</hi>three<note>four</note>.</p><p>Five</p></text>", "x").unwrap();
    let same = |body: &str| Comparison::same(&source, &page(body), Lines::AsSaid);
    let notes = "<section class=\"notes\"><p>four</p></section>";
    assert_eq!(same(&format!("<p>One <b>two</b>three<sup class=\"mark\">1</sup>.</p><p>Five</p>{notes}")), Ok(()));
    for bad in [
        format!("<p>One <b>two</b>three.</p><p>Five</p>{notes}"),
        "<p>One <b>two</b>three1.</p><p>Five</p>".to_owned(),
        format!("<p>One<b>two</b>three1.</p><p>Five</p>{notes}"),
        format!("<p>One <b>two</b> three1.</p><p>Five</p>{notes}"),
        format!("<p>One <b>two</b>three1.</p>{notes}"),
        format!("<p>Five</p><p>One <b>two</b>three1.</p>{notes}"),
        format!("<p>One <b>two</b>three1.</p><p>Five</p><p>Five</p>{notes}"),
        format!("<p>One <b>two</b>thr</p><p>ee1.</p><p>Five</p>{notes}"),
    ] {
        assert!(same(&bad).is_err(), "{bad}");
    }
}

/// The HTML and the PDF of a source in its own language.
fn editions(xml: &str, book: &FontBook) -> (String, Vec<u8>) {
    let file = Arc::new(SourceFile { name: "made.xml".into(), text: xml.to_owned() });
    let (document, diagnostics) = tei::read(&file);
    let errors: Vec<_> = diagnostics.iter().filter(|one| one.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let document = document.unwrap();
    let langs = [document.lang.clone()];
    let interfaces = [Interface::read(&langs[0], None).0];
    let input = Input { document: &document, langs: &langs, catalogs: &[], interfaces: &interfaces };
    let edition = align(&input, Options { draft: false }).0;
    let html = html::write(&edition, &html::Options { pdf: None });
    let Layout { structure, pages } = set(&edition, book, PageStyle::a4(Arrangement::default()));
    let properties = pdf::Properties { title: "made".into(), languages: langs.to_vec(), ..pdf::Properties::default() };
    (html, pdf::write(pages, &structure, book, &properties).unwrap())
}

/// Elements that the reader knows, and one that it does not, in any order in each other.
const NAMES: &[&str] = &[
    "ab",
    "abbr",
    "add",
    "address",
    "addrLine",
    "app",
    "argument",
    "author",
    "bibl",
    "biblStruct",
    "body",
    "byline",
    "caesura",
    "castItem",
    "castList",
    "cell",
    "choice",
    "cit",
    "closer",
    "corr",
    "dateline",
    "def",
    "del",
    "div",
    "div1",
    "docAuthor",
    "eg",
    "emph",
    "entry",
    "epigraph",
    "expan",
    "figDesc",
    "figure",
    "floatingText",
    "foreign",
    "form",
    "front",
    "fw",
    "gap",
    "group",
    "head",
    "hi",
    "incident",
    "index",
    "interp",
    "item",
    "l",
    "label",
    "lem",
    "lg",
    "list",
    "listBibl",
    "listPerson",
    "mod",
    "monogr",
    "msDesc",
    "msItem",
    "name",
    "note",
    "noteGrp",
    "opener",
    "oRef",
    "orig",
    "orth",
    "p",
    "persName",
    "person",
    "pos",
    "postscript",
    "pron",
    "q",
    "quote",
    "rb",
    "rdg",
    "ref",
    "reg",
    "roleDesc",
    "row",
    "rt",
    "ruby",
    "s",
    "salute",
    "seg",
    "sense",
    "set",
    "sic",
    "signed",
    "sp",
    "space",
    "speaker",
    "stage",
    "subst",
    "superEntry",
    "supplied",
    "table",
    "title",
    "titlePage",
    "titlePart",
    "trailer",
    "u",
    "unclear",
    "vocal",
    "w",
    "zz",
];

fn pieces() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        6 => "[a-zé가-힣]{1,9}",
        1 => "[a-z]{9,30}(-[a-z]{9,30}){0,2}",
        1 => Just("&amp;&#x3c;<![CDATA[>]]>".to_owned()),
        3 => Just(" ".to_owned()),
        1 => Just("\n\t".to_owned()),
        1 => Just("<lb/>".to_owned()),
        1 => Just("<lb break='no'/>".to_owned()),
        1 => Just("<pb n='x'/>".to_owned()),
        1 => Just("<ptr target='https://example.org/a-b'/>".to_owned()),
        1 => Just("<!-- no --><?no no?>".to_owned()),
        1 => Just("<ptr target='#start'/>(<caesura/>".to_owned()),
        1 => Just("<egXML xmlns='http://www.tei-c.org/ns/Examples'><a b='c'>d</a></egXML>".to_owned()),
        1 => Just("<eg>\n  one\n    two  three\n</eg>".to_owned()),
    ];
    let name = proptest::sample::select(NAMES);
    let list = prop_oneof![
        4 => Just(""),
        2 => Just(" rend='numbered'"),
        2 => Just(" n='vii'"),
        2 => Just(" type='gloss'"),
        1 => Just(" type='inline'"),
        1 => Just(" place='inline' xml:lang='de'"),
    ];
    leaf.prop_recursive(7, 90, 6, move |inner| {
        (name.clone(), list.clone(), prop::collection::vec(inner, 0..6))
            .prop_map(|(name, list, parts)| format!("<{name}{list}>{}</{name}>", parts.concat()))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_of_any_document_is_lost(parts in prop::collection::vec(pieces(), 1..12)) {
        let book = FontBook::new(Vec::new()).expect("the built-in fonts are good");
        let xml = format!(
            "<text xml:lang='en'><body><p xml:id='start' n='7'>start</p>{}<note xml:id='last' n='§'>last</note></body></text>",
            parts.concat()
        );
        let source = source::text(&xml, "made").unwrap();
        let (html, pdf) = editions(&xml, &book);
        for (kind, out, lines) in
            [("HTML", output::html(&html), Lines::AsSaid), ("PDF", output::pdf(&pdf), Lines::Anywhere)]
        {
            if let Err(error) = Comparison::same(&source, &out, lines) {
                prop_assert!(false, "{kind}: {error}\n{xml}");
            }
        }
    }
}
