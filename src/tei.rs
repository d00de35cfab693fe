//! Reads TEI P5: from the text of a file to a document of units, with positions.
//!
//! `xml` gives the tokens of a file and holds it to the rules of XML, `tree` keeps them in a flat tree, `elements` says
//! what each element is, `units` cuts the text into units, and `content` folds white space inside one.
//!
//! # What is read in line, and what is not
//!
//! Every character in the `text` element is set, runs of white space (space, tab, line ends) folded to one space, none at
//! the ends of a unit and beside a line break; `xml:space` changes nothing in this. These are the exceptions:
//!
//! | element | rule |
//! | --- | --- |
//! | `choice` | `corr` without its `sic`, `reg` without its `orig`, `abbr` without its `expan`; else the first alternative |
//! | `app` | `lem`, or the first `rdg` if there is none, also of a `rdgGrp`; notes beside it. What it holds besides stands in a note: the words of the reading that is set (of more than six, the first, ` … ` and the last) and `]`; the other readings, parted by semicolons, each with the signs in its `wit` or else its `source`; `om.` for a reading without text |
//! | `app` in `listApp` | a unit: `loc` or else `n`, `lem` and `]`, and the other readings in the same way |
//! | `index`, `fw`, `metamark`, and a `teiHeader` inside the text | not set, as [`elements`] says of some more that speak to programs |
//! | `gap` | `[…]`, or what it holds in square brackets, without white space inside of them; no brackets if it begins and ends with them, or stands right between two |
//! | `supplied` | what it holds in square brackets, unless it has them or stands right between two |
//! | `g` | what it holds, or else the first `mapping` that the header's `charDecl` has for its `ref`, if no character of it is for private use |
//! | `space` | one space |
//! | `oRef`, `pRef` | `~` where they hold nothing |
//! | `ptr` | the mark of the note that its `target` is; or else the target's `head` (of up to 100 characters), its `n`, or its first five words and ` …`; or else its `target` |
//! | `ref` | its text; the mark of the note that its `target` is, if it has no text; nothing if that note follows right behind it and its text is the note's `n`, which the mark of the note shows |
//! | | raised, if that note stands elsewhere and the text is a mark: a number of up to three digits, a letter or a sign, which touches what it stands behind, but no opening bracket and no word for notes |
//! | `lb` | a line break; nothing at the ends of a unit |
//! | `pb`, `cb`, `gb`, `milestone` | their `n` in the margin, between units at the start of the next one; nothing without it, but for text in them, and blank lines for a `milestone` between units |
//! | these with `break="no"` | within a word: no line break, and the white space on both sides is left out |
//! | `anchor` | nothing, but for text in it |
//! | `graphic` | a picture between blocks, and text in it; without `url`, in a note, a cell or a formula only that text |
//! | `note` in a unit | a mark; its text is a unit after that unit. A note without text of its own is none |
//! | `note` with `inline` or `interlinear` in `place` or `rend` in a unit | its text in line |
//! | `note` with `type="speaker"` in a section | who speaks, as `speaker` |
//! | `note` in a `u`, with a `type` and no `place` | what happens in a debate, as `incident` |
//! | `note` elsewhere | a unit where it stands; if its `target` is an element of the text, there is a mark at the end of that |
//! | `titlePage` | before everything else, but for one in a `teiCorpus` that has a header |
//! | `egXML` | its markup as it is written, line by line, without the indentation that all lines share; so the text of `eg`. White space that would be folded is made of no-break spaces |
//! | MathML, SVG and the like in `formula` and `figure` | their text, without `annotation`, `style`, `script`, `metadata` and `defs` |
//! | `xi:include` | its `fallback`; the file is never fetched |
//!
//! In a note or a cell, each item of a list begins a line, behind a bullet, its number or its label, and the cells of a row
//! are parted by ` | `.
//!
//! Some elements are parted from text that they touch by one space, but not after an opening bracket or quotation mark,
//! nor before a closing one, an ellipsis or `, . ; : ! ?`: the parts of a dictionary's entry (`form`, `orth`, `pron`,
//! `gramGrp` and what it holds, `usg`, `lbl`, `sense`, `def`, `cit`, `etym`, `xr`, `re` …), of a bibliographic or
//! manuscript description (`biblStruct`, `biblFull`, `msDesc`), of the description of a person or place, of an address;
//! the items of a list that runs on; `role`, `roleDesc` and `actor`; and what is a block elsewhere but stands in running
//! text (`stage`, `salute`, `bibl`, `figDesc`, `incident` …; in a note or a cell also `opener`, `closer`, `postscript`,
//! `argument` and the like, which elsewhere are units wherever they stand). What runs in so is not parted after a long dash, before what leans on it (a
//! dash, a hyphen, `/`, `%`, `°`, a prime, a straight quotation mark that ends a quotation, what is raised), nor between two
//! characters of Chinese or Japanese.
//!
//! So are `forename`, `surname`, `addName`, `genName`, `roleName`, `nameLink` and `idno` that touch each other; but not
//! Chinese, Japanese and Korean names, and nothing at an apostrophe or a hyphen.
//!
//! White space between the elements in `subst`, in `ruby`, in MathML (but for tables) and in a `w` that holds no other `w` is
//! left out. Where a line of the file ends in it, it is left out as well
//!
//! - between two characters of Chinese or Japanese, their marks among them, whatever elements they stand in (CSS Text 4, section
//!   4.1.3), if nothing else parts them,
//! - between the elements in `expan`, `abbr` and `mod` that hold no `w` and no `expan`,
//! - between an element and a `pc` behind it that ends something, and between an element and a `pc` before it that begins
//!   something: `pre` says which it is, or else the mark itself, and of straight quotation marks the first begins. A `pc` with
//!   `join` says that itself; dashes and the like are left as they stand.
//!
//! So is white space
//! with a line end that stands between the start tag of an element and the first element in it, or between the last element in
//! it and the end tag: the parts stand on lines of their own, and the white space is indentation. Where that end touches the
//! beginning of another element, the two are parted by a space, as parts of an entry are.
//!
//! A `q` or `said` straight in what holds blocks is a paragraph, if no text and nothing else of the line stands beside it there.
//!
//! A `ptr` whose `target` is no identifier of its file, and which shows its address, is parted from what it touches, too.
//!
//! In a header, a comma parts a `surname` from the `forename` behind it, but in Chinese, Japanese and Korean; in the entry of
//! a dictionary, two `cit` with a `type` that begins with `trans`.
//!
//! In front of an `entry` in a `superEntry`, or with a `type` that begins with `hom`, stands its `n` of up to four letters or
//! digits, unless a `lbl` in it says the same.
//!
//! White space before an element with `join="left"`, after one with `join="right"` and on both sides of one with
//! `join="both"` is left out.
//!
//! Before a `u` whose `who` names persons of the file stand their names, which are no units of the text: not where a `speaker`
//! or a note of that type stands, nor where the same ones go on speaking.
//!
//! Between the parts of a record (`person`, `place`, `biblStruct`, `msDesc` and the like) that end without a mark stands a
//! comma (`address`, `imprint`, `docImprint`, `msIdentifier` …, and a `bibl` of such elements alone, without a `ptr`), ` ×` (`dimensions`, and the `unit` behind a number), or a stop before what begins as a sentence does and a semicolon before
//! what does not.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::diagnostic::{Diagnostic, SourceFile};
use crate::text::{Group, GroupKind, Lang, Node, Role};

use self::elements::Class;
use self::entity::Entities;
use self::header::Parts;
use self::parallel::Sides;
use self::tree::{Key, Tree, place};
use self::units::{Odd, Walker, times};
use self::xml::tag_span;

mod address;
mod beside;
mod content;
mod elements;
mod entity;
mod fragment;
mod header;
mod ids;
mod listing;
mod parallel;
mod rend;
mod tag;
#[cfg(test)]
mod tests;
mod tree;
mod units;
mod xml;

pub use self::elements::elements;
pub use self::fragment::{
    ForeignAttribute, FragmentError, escape, foreign_attributes, fragment, fragment_pointing, told_attributes,
};
pub use self::header::{
    Date, Header, HeaderTitle, Identifier, LetterAction, Phrase, Responsibility, Revision, Right, Task,
};
pub use self::ids::{missing_ids, new_ids};
pub use self::parallel::{Gap, Link, Parallel, ParallelText};
pub use self::units::Speaker;

/// After so many names of elements that are not known, the others are counted only.
const MAX_UNKNOWN: usize = 100;

/// In how many languages texts may stand in parallel: each is a column of the edition.
const MAX_TEXTS: usize = 100;

/// A TEI document as far as an edition needs it.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file that it was read from.
    pub file: Arc<SourceFile>,
    /// The language of the text (`xml:lang` of `text`, or else of the root element); of texts in parallel, that of the first
    /// one that does not say that it is a translation.
    pub lang: Lang,
    /// What the header says.
    pub header: Header,
    /// The title block and the text, in document order. A note inside a unit follows that unit, and a
    /// [`NoteMark`](crate::text::NoteMark) stands in its place.
    pub nodes: Vec<Node>,
    /// The attribute that identifies an element: `xml:id`, or `id` in TEI P4.
    pub id_attribute: &'static str,
    /// The texts that stand beside this one in other languages, if the file has any.
    pub parallel: Option<Parallel>,
    /// Who speaks an utterance that has only an attribute for it (`who`): by the place of its first unit, the names of each.
    pub speakers: FxHashMap<usize, Vec<Speaker>>,
    /// Where the units stand whose text is straight in an element that is no unit, or that has made one already, sorted;
    /// with the place of that element.
    loose: Vec<(usize, Option<usize>)>,
}

impl Document {
    /// The nodes of all texts of the file, one after the other.
    fn all_nodes(&self) -> Cow<'_, [Node]> {
        match &self.parallel {
            None => Cow::Borrowed(&self.nodes),
            Some(parallel) => {
                let others = parallel.texts.iter().flat_map(|text| &text.nodes);
                self.nodes.iter().chain(others).cloned().collect()
            }
        }
    }

    /// The languages of the texts that stand beside this one in its file.
    pub fn parallel_langs(&self) -> impl Iterator<Item = &Lang> {
        self.parallel.iter().flat_map(|parallel| &parallel.texts).map(|text| &text.lang)
    }
}

/// Reads a TEI file. There is no document if it is ill-formed or holds no text; the diagnostics say why, and name what else
/// was found, in the order of the file.
pub fn read(file: &Arc<SourceFile>) -> (Option<Document>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let entities = Entities::read(&file.text);
    let tree = tree::read(file, &entities, &mut diagnostics);
    let cannot_be_read = |diagnostic: &Diagnostic| matches!(diagnostic.code, "xml-syntax" | "too-large");
    let is_whole = !diagnostics.iter().any(cannot_be_read);
    let mut found = Vec::new();
    let document = if tree.is_partial || tree.nodes.is_empty() { None } else { document(file, &tree, &mut found) };
    // What is missing after an error may be its doing; what is there is as it is.
    diagnostics.extend(found.into_iter().filter(|one| is_whole || matches!(one.code, "unknown-element" | "bad-span")));
    let document = document.filter(|_| is_whole);
    diagnostics.sort_by_key(|diagnostic| diagnostic.place.as_ref().map_or(0, |place| place.span.start));
    (document, diagnostics)
}

fn document(file: &Arc<SourceFile>, tree: &Tree<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Document> {
    let texts = texts(tree);
    let Some(&(first, ref first_lang)) = texts.first() else {
        let root = tree.element(0).map_or("", |(name, _)| name);
        let message = match root {
            "TEI" | "TEI.2" | "teiCorpus" | "teiCorpus.2" => {
                "there is no “text” element, so there is nothing to set".to_owned()
            }
            _ => format!("the root element is “{root}”, which is not TEI"),
        };
        let span = tree.nodes.first().map_or(0..0, |node| place(&file.text, node.at));
        let help = "a TEI file has a “TEI” element with a “teiHeader” and a “text”";
        diagnostics.push(Diagnostic::error("no-text", message).at(file, span).help(help));
        return None;
    };
    let sides = Sides::find(tree);
    if let Some(sides) = sides.as_ref().filter(|sides| sides.langs.len() > MAX_TEXTS) {
        let count = sides.langs.len();
        let message = format!("links lead between texts in {count} languages, and more than {MAX_TEXTS} are not set");
        let help = "see whether each xml:lang is the language of a text, or divide the document into several";
        let span = place(&file.text, tree.nodes[first].at);
        diagnostics.push(Diagnostic::error("too-large", message).at(file, span).help(help));
        return None;
    }
    let header = tree.find(0, &["teiHeader"]).or_else(|| tree.find(0, &["TEI", "teiHeader"]));
    let first_lang = sides.as_ref().map_or_else(|| first_lang.clone(), |sides| sides.langs.first().cloned());
    let lang = first_lang.or_else(|| header::only_language(tree, header?)).or_else(|| lang_of_group(tree, first));
    // What it says may be no language, which is told already.
    let says = [first, 0].iter().any(|&i| !tree.attribute(i, Key::Lang).unwrap_or_default().trim_ascii().is_empty());
    let lang = lang.unwrap_or_else(|| {
        if says {
            return Lang::new("en");
        }
        let message = "the file does not say which language its text is in; it is taken for English (“en”)";
        let span = place(&file.text, tree.nodes[first].at);
        let help = "add xml:lang=\"…\" to the “text” element";
        diagnostics.push(Diagnostic::warning("no-language", message).at(file, span).help(help));
        Lang::new("en")
    });
    let title_pages = match &sides {
        Some(sides) => sides.title_pages(tree),
        // A corpus has its own title, and each document in it has its title page.
        None if matches!(tree.element(0), Some(("teiCorpus" | "teiCorpus.2", _))) && header.is_some() => Vec::new(),
        None => title_page_of(tree, first).into_iter().collect(),
    };
    // That of the document's own language.
    let title_page = title_pages.first().copied().filter(|&page| sides.as_ref().is_none_or(|it| it.is_own(page)));
    let mut walker = Walker::new(tree, lang.clone(), title_pages.clone());
    walker.find_targets();
    walker.nodes.push(Node::Open(Group { kind: GroupKind::TitleBlock, id: None, front: true }));
    if let Some(page) = title_page {
        walker.title_page(page, None);
    }
    let has_title = walker.nodes.iter().any(|node| matches!(node, Node::Unit(unit) if unit.role == Role::Title));
    if let Some(header) = header {
        if !has_title {
            let page = walker.nodes.split_off(1);
            let parts = if title_page.is_some() { Parts::Title } else { Parts::All };
            header::titles(tree, header, &lang, parts, &mut walker);
            walker.nodes.extend(page);
        }
        header::occasion(tree, header, &mut walker);
    }
    walker.nodes.push(Node::Close);
    for page in title_pages.into_iter().filter(|page| Some(*page) != title_page) {
        walker.nodes.push(Node::Open(Group { kind: GroupKind::TitleBlock, id: None, front: true }));
        walker.title_page(page, sides.as_ref().map(|sides| sides.lang(page).clone()));
        walker.nodes.push(Node::Close);
    }
    let block = walker.nodes.len();
    for (text, lang) in texts {
        // A document of a corpus begins with what its own header says.
        let inner = inner_header(tree, text).filter(|inner| Some(*inner) != header && sides.is_none());
        match inner {
            Some(inner) => {
                walker.begin_document(inner);
                if title_page_of(tree, text).is_none() {
                    header::heading(tree, inner, lang.as_ref(), &mut walker);
                }
                walker.text(text, lang);
                walker.end_document();
            }
            None => walker.text(text, lang),
        }
    }
    walker.finish();
    if let Some(excess) = walker.take_excess() {
        let span = place(&file.text, excess.at);
        diagnostics.push(Diagnostic::error("too-large", excess.what).at(file, span).help(excess.help));
        return None;
    }
    diagnostics.extend(beside::left_out(file, tree));
    for unknown in walker.unknown.iter().take(MAX_UNKNOWN) {
        let (name, count) = (qualified(&file.text, unknown.at, unknown.name), times(unknown.count));
        let message = format!("the element “{name}” is not known; it occurs {count}, and its text is set as it stands");
        let span = place(&file.text, unknown.at);
        let help = "check its spelling, or use an element that is known";
        diagnostics.push(Diagnostic::warning("unknown-element", message).at(file, span).help(help));
    }
    if let Some(unknown) = walker.unknown.get(MAX_UNKNOWN) {
        let more = walker.unknown.len() - MAX_UNKNOWN;
        let message = format!("there are {more} more names of elements that are not known; this is the first");
        let help = "see whether the file is TEI at all";
        let span = place(&file.text, unknown.at);
        diagnostics.push(Diagnostic::warning("unknown-element", message).at(file, span).help(help));
    }
    for Odd { code, at, message, help } in walker.odd.drain(..) {
        diagnostics.push(Diagnostic::warning(code, message).at(file, place(&file.text, at)).help(help));
    }
    let mut warn = |at: usize, code: &'static str, message: String, help: &str| {
        diagnostics.push(Diagnostic::warning(code, message).at(file, tag_span(&file.text, at)).help(help));
    };
    for &at in &walker.unshown {
        let message = "a picture inside a note, a cell or running text is not shown".to_owned();
        warn(at, "unshown-picture", message, "put it into a “figure” between paragraphs");
    }
    for (at, name, value) in &walker.wrong_sizes {
        let (what, help) = match *name {
            "scale" => ("no factor", "write a number such as “0.5”"),
            _ => (
                "no length with its unit",
                "write a length such as “60mm”, “5cm” or “2in”, or a part of the column such as “50%”",
            ),
        };
        warn(*at, "picture-size", format!("the {name} of a picture, “{value}”, is {what}"), help);
    }
    if walker.nodes.len() == block && title_page.is_none() {
        let span = place(&file.text, tree.nodes[first].at);
        let message = "the text is empty, so there is nothing to set";
        let help = "a paragraph is written <p xml:id=\"…\">…</p>";
        diagnostics.push(Diagnostic::error("no-text", message).at(file, span).help(help));
        return None;
    }
    let header = header.map(|header| header::read(tree, header)).unwrap_or_default();
    let (nodes, mut loose, speakers) = (walker.nodes, walker.loose, walker.speakers);
    loose.sort_unstable();
    let (nodes, parallel) = match sides {
        Some(sides) => {
            let (nodes, parallel) = sides.split(tree, nodes, file, diagnostics);
            (nodes, Some(parallel))
        }
        None => (nodes, None),
    };
    let id_attribute = tree.id_attribute();
    Some(Document { file: Arc::clone(file), lang, header, nodes, id_attribute, parallel, speakers, loose })
}

/// The name of an element as its tag has it, with its prefix.
fn qualified<'t>(text: &'t str, at: usize, local: &'t str) -> &'t str {
    let tag = text.get(tag_span(text, at)).and_then(|tag| tag.strip_prefix('<'));
    tag.filter(|name| name.ends_with(local)).unwrap_or(local)
}

/// The language of the first of the texts that a text groups, if each says its own.
fn lang_of_group(tree: &Tree<'_>, text: usize) -> Option<Lang> {
    let within = text + 1..tree.nodes[text].end;
    let langs: Option<Vec<Lang>> =
        within.filter(|&i| matches!(tree.element(i), Some(("text", _)))).map(|i| tree.lang(i)).collect();
    langs?.into_iter().next()
}

/// The `text` elements that stand in no other, or else the root, if it is a piece of a text; each with its language.
fn texts(tree: &Tree<'_>) -> Vec<(usize, Option<Lang>)> {
    let mut texts = Vec::new();
    // The elements around them, with their ends and languages.
    let mut around: Vec<(usize, Option<Lang>)> = Vec::new();
    let mut i = 0;
    while i < tree.nodes.len() {
        around.truncate(around.iter().rposition(|(end, _)| *end > i).map_or(0, |last| last + 1));
        let lang = || tree.lang(i).or_else(|| around.last().and_then(|(_, lang)| lang.clone()));
        match tree.element(i) {
            Some(("text", _)) => texts.push((i, lang())),
            Some((_, Class::Skip)) => {}
            other => {
                if other.is_some() {
                    let lang = lang();
                    around.push((tree.nodes[i].end, lang));
                }
                i += 1;
                continue;
            }
        }
        i = tree.nodes[i].end;
    }
    if texts.is_empty()
        && let Some((name, class)) = tree.element(0)
    {
        let is_piece = class.is_block()
            || matches!(class, Class::Inset | Class::Figure | Class::Letter | Class::Record(_) | Class::Soft(..))
            || matches!(name, "front" | "body" | "back" | "group" | "floatingText");
        texts.extend(is_piece.then(|| (0, tree.lang(0))));
    }
    texts
}

/// The title page of a text.
fn title_page_of(tree: &Tree<'_>, text: usize) -> Option<usize> {
    tree.find(text, &["front", "titlePage"])
}

/// The header of the document that a text belongs to: the one that stands right before it.
fn inner_header(tree: &Tree<'_>, text: usize) -> Option<usize> {
    let header = (0..text).rev().find(|&i| matches!(tree.element(i), Some(("teiHeader" | "text", _))))?;
    let is_before = |i: usize| tree.nodes[i].end <= text;
    matches!(tree.element(header), Some(("teiHeader", _))).then_some(header).filter(|&header| is_before(header))
}
