//! Texts that stand in parallel in one file, and the links between them (TEI P5, chapter 16).
//!
//! The texts may be the `text` elements of a `group` or of a corpus, sections, or blocks side by side: what tells them
//! apart is `xml:lang`, at the outermost of these levels at which links lead from one language to another. A link is a
//! `link` of a `linkGrp` whose `type` says that it is about translation (or of one that says nothing), wherever it stands,
//! or `corresp` of any element. Its `target` may name several elements of a text, and `#range(a,b)`.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use self::links::links;
use self::sides::sides_at;
use super::elements::Class;
use super::tree::{Key, NodeKind, Tree, is_blank, place};
use crate::diagnostic::{Diagnostic, SourceFile};
use crate::text::{GroupKind, Inline, Lang, Node, Role, Unit, plain};

mod links;
mod parts;
mod sides;

/// How many times each unit of a file may be linked, on average: more than any way to link texts, sections, paragraphs and
/// phrases needs, and few enough that links which say the same again and again stay cheap.
const MAX_LINKED: usize = 20;

/// So many units may be linked in any file.
const MIN_LINKED: usize = 10_000;

/// The texts of a document besides that of its first language, and what belongs together.
#[derive(Clone, Debug)]
pub struct Parallel {
    /// The texts, in the order in which their languages occur in the file.
    pub texts: Vec<ParallelText>,
    /// What belongs together.
    pub links: Vec<Link>,
    /// The units that say that they have no valid translation, by their places.
    pub gaps: FxHashMap<usize, Gap>,
}

/// A text that stands beside that of the document.
#[derive(Clone, Debug)]
pub struct ParallelText {
    /// Its language.
    pub lang: Lang,
    /// Its units and their groups, as those of [`Document::nodes`](super::Document::nodes).
    pub nodes: Vec<Node>,
}

/// Why a text has no translation of a unit (`reason` of a `gap`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// There is none.
    Untranslated,
    /// It was made from a source that has changed.
    Outdated,
}

/// Units that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Each with the number of its text, 0 for that of the document, and its number among the units of that text; sorted.
    pub units: Vec<(usize, usize)>,
    /// Where the element stands that says so, in its file.
    pub span: Range<usize>,
}

/// A link as the file has it.
struct Said {
    /// The element that says it.
    at: usize,
    /// The elements that it leads to; for each a range of elements of the tree.
    ends: Vec<(usize, usize)>,
    /// Whether it says that it is about translation.
    is_sure: bool,
}

/// In which text each element stands.
pub(super) struct Sides {
    /// The languages of the texts, that of the document first.
    pub(super) langs: Vec<Lang>,
    /// For each node the number of its text.
    of: Vec<usize>,
    said: Vec<Said>,
    /// What leads nowhere.
    lost: Vec<(usize, String)>,
    parents: Vec<usize>,
}

impl Sides {
    /// Finds out whether texts of a file stand in parallel.
    pub(super) fn find(tree: &Tree<'_>) -> Option<Sides> {
        // Nearly all texts are in one language.
        let mut langs = (0..tree.nodes.len()).filter_map(|i| tree.attribute(i, Key::Lang));
        let first = langs.next()?;
        if langs.all(|lang| lang == first) {
            return None;
        }
        let is_said = |i: usize| tree.attribute(i, Key::Corresp).is_some() || is_link(tree, i);
        if !(0..tree.nodes.len()).any(is_said) {
            return None;
        }
        let ids: FxHashMap<&str, usize> = (0..tree.nodes.len()).filter_map(|i| Some((tree.id(i)?, i))).collect();
        let (said, lost) = links(tree, &ids);
        let levels: [&dyn Fn(usize) -> bool; 3] = [
            &|i| is_single_text(tree, i),
            &|i| matches!(tree.element(i), Some((_, Class::Section))),
            &|i| matches!(tree.element(i), Some((_, class)) if class.is_block() || matches!(class, Class::Soft(..))),
        ];
        levels.iter().find_map(|is_edge| sides_at(tree, &said, is_edge)).map(|(langs, of)| {
            let parents = parents(tree);
            Sides { langs, of, said, lost, parents }
        })
    }

    /// The title page of each text that has one.
    pub(super) fn title_pages(&self, tree: &Tree<'_>) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for i in 0..tree.nodes.len() {
            let is_page = matches!(tree.element(i), Some((_, Class::TitlePage)));
            if is_page && found.iter().all(|&other| self.of[other] != self.of[i]) {
                found.push(i);
            }
        }
        found.sort_by_key(|&page| self.of[page]);
        found
    }

    /// The language of the text that an element stands in.
    pub(super) fn lang(&self, i: usize) -> &Lang {
        &self.langs[self.of[i]]
    }

    /// Whether an element stands in the text of the document's own language.
    pub(super) fn is_own(&self, i: usize) -> bool {
        self.of[i] == 0
    }

    /// Parts the nodes that were made of all texts, and finds out what is linked.
    pub(super) fn split(
        self,
        tree: &Tree<'_>,
        nodes: Vec<Node>,
        file: &Arc<SourceFile>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> (Vec<Node>, Parallel) {
        let mut texts: Vec<Vec<Node>> = self.langs.iter().map(|_| Vec::new()).collect();
        // The units in the order of the tree: the node, the text, the number in that, and what it is.
        let mut units: Vec<Place> = Vec::new();
        let mut counts = vec![0; texts.len()];
        let mut gaps = FxHashMap::default();
        // Each open group with the texts that it was opened in.
        let mut open: Vec<(Node, Vec<bool>)> = Vec::new();
        for node in nodes {
            match node {
                Node::Open(group) => {
                    let is_first = texts[0].is_empty() && group.kind == GroupKind::TitleBlock;
                    let mut written = vec![false; texts.len()];
                    if is_first {
                        texts[0].push(Node::Open(group.clone()));
                        written[0] = true;
                    }
                    open.push((Node::Open(group), written));
                }
                Node::Close => {
                    let written = open.pop().map(|(_, written)| written).unwrap_or_default();
                    for (text, _) in texts.iter_mut().zip(written).filter(|(_, written)| *written) {
                        text.push(Node::Close);
                    }
                }
                Node::Unit(unit) => {
                    let node = node_at(tree, unit.at);
                    let side = self.of[node];
                    for (group, written) in &mut open {
                        if !std::mem::replace(&mut written[side], true) {
                            texts[side].push(group.clone());
                        }
                    }
                    gaps.extend(gap(tree, node, &unit).map(|gap| (unit.at, gap)));
                    units.push(Place { node, side, number: counts[side], role: unit.role });
                    counts[side] += 1;
                    texts[side].push(Node::Unit(unit));
                }
            }
        }
        units.sort_by_key(|unit| unit.node);
        let links = self.resolve(tree, &units, file, diagnostics);
        let mut texts = texts.into_iter();
        let own = texts.next().unwrap_or_default();
        let texts = self.langs.into_iter().skip(1).zip(texts).map(|(lang, nodes)| ParallelText { lang, nodes });
        (own, Parallel { texts: texts.collect(), links, gaps })
    }

    fn resolve(
        &self,
        tree: &Tree<'_>,
        units: &[Place],
        file: &Arc<SourceFile>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Link> {
        let mut links = Vec::new();
        let mut uneven = Vec::new();
        for (at, pointer) in &self.lost {
            let message = format!("“{pointer}” leads to no element of this file");
            let help = "give it the xml:id of an element of the text, as #id or #range(id,id)";
            let span = place(&file.text, tree.nodes[*at].at);
            diagnostics.push(Diagnostic::warning("link-target", message).at(file, span).help(help));
        }
        let mut left = MIN_LINKED.max(units.len() * MAX_LINKED);
        for said in &self.said {
            let span = place(&file.text, tree.nodes[said.at].at);
            let ends: Vec<Vec<&Place>> = said.ends.iter().map(|end| self.units(tree, units, *end)).collect();
            let count: usize = ends.iter().map(Vec::len).sum();
            let Some(rest) = left.checked_sub(count) else {
                let message = format!(
                    "the links lead to the same text more than {MAX_LINKED} times; from here on they are not read"
                );
                let help = "say once what belongs together";
                diagnostics.push(Diagnostic::error("too-large", message).at(file, span).help(help));
                break;
            };
            left = rest;
            if said.is_sure && ends.iter().any(Vec::is_empty) {
                let message = "this link leads to an element without text";
                let help = "let it lead to paragraphs, lines and the like, or to what is in them";
                diagnostics.push(Diagnostic::warning("link-target", message).at(file, span.clone()).help(help));
            }
            let mut sides: Vec<usize> = ends.iter().flatten().map(|unit| unit.side).collect();
            sides.sort_unstable();
            sides.dedup();
            if sides.len() < 2 {
                if said.is_sure && sides.len() == 1 && ends.iter().all(|end| !end.is_empty()) {
                    let lang = &self.langs[sides[0]];
                    let message = format!("this link stays within one language, “{lang}”");
                    let help = "let it lead from a text to its translation, or give its linkGrp another type";
                    diagnostics.push(Diagnostic::warning("link-language", message).at(file, span).help(help));
                }
                continue;
            }
            let link = |units: Vec<&Place>| {
                let mut units: Vec<(usize, usize)> = units.iter().map(|unit| (unit.side, unit.number)).collect();
                units.sort_unstable();
                units.dedup();
                Link { units, span: span.clone() }
            };
            let is_group = ends.iter().any(|end| end.len() > 1);
            let is_alike = ends.windows(2).all(|two| {
                let roles =
                    |end: &[&Place]| end.iter().map(|unit| std::mem::discriminant(&unit.role)).collect::<Vec<_>>();
                roles(&two[0]) == roles(&two[1])
            });
            if is_group && is_alike && sides.len() == ends.len() {
                // What stands in two lists, stanzas or sections that are alike belongs together one by one.
                let pairs = (0..ends[0].len()).map(|n| link(ends.iter().map(|end| end[n]).collect()));
                links.extend(pairs);
            } else if !is_group || said.ends.iter().all(|&(first, last)| first != last || !holds_parts(tree, first)) {
                links.push(link(ends.into_iter().flatten().collect()));
            } else {
                uneven.push(parts::Uneven { ends: ends.into_iter().filter(|end| !end.is_empty()).collect(), span });
            }
        }
        let (more, lost) = parts::resolve(uneven, &links);
        links.extend(more);
        for span in lost {
            let message = "what this link leads to does not hold the same parts, so that it says nothing of them";
            let help = "link the parts themselves, or give both the same kinds of things in the same order";
            diagnostics.push(Diagnostic::warning("link-parts", message).at(file, span).help(help));
        }
        links
    }

    /// The units that elements hold, or the one that they stand in.
    fn units<'u>(&self, tree: &Tree<'_>, units: &'u [Place], (first, last): (usize, usize)) -> Vec<&'u Place> {
        let range = |from: usize, to: usize| {
            let start = units.partition_point(|unit| unit.node < from);
            let end = units.partition_point(|unit| unit.node < to);
            &units[start..end.max(start)]
        };
        let called = |unit: &Place| unit.role == Role::Note { anchored: true };
        let inside = range(first, tree.nodes[last].end);
        // A note is no part of the paragraph that calls it.
        if let Some(note) = inside.iter().find(|unit| unit.node == first && called(unit)) {
            return vec![note];
        }
        let found: Vec<&Place> = inside.iter().filter(|unit| !called(unit)).collect();
        if !found.is_empty() {
            return found;
        }
        let mut around = first;
        while self.parents[around] != around {
            around = self.parents[around];
            let before = range(around, first + 1);
            if let Some(unit) = before.first().filter(|unit| unit.node == around) {
                let is_note = called(unit);
                let last = before.iter().rev().find(|unit| is_note || !called(unit));
                return last.into_iter().collect();
            }
        }
        Vec::new()
    }
}

/// A unit in the tree.
struct Place {
    node: usize,
    side: usize,
    number: usize,
    role: Role,
}

/// Whether an element is a group of others that say more than one text would.
fn holds_parts(tree: &Tree<'_>, i: usize) -> bool {
    let class = tree.element(i).map(|(_, class)| class);
    !matches!(class, Some(Class::Stanza | Class::Quotation | Class::Epigraph | Class::Speech | Class::Unit(_)))
}

/// Whether an element is a text that is not made of others.
fn is_single_text(tree: &Tree<'_>, i: usize) -> bool {
    let is_text = |i: usize| tree.element(i).is_some_and(|(name, _)| name == "text");
    is_text(i) && !(i + 1..tree.nodes[i].end).any(is_text)
}

fn is_link(tree: &Tree<'_>, i: usize) -> bool {
    tree.element(i).is_some_and(|(name, _)| name == "link")
}

fn parents(tree: &Tree<'_>) -> Vec<usize> {
    let mut parents = Vec::with_capacity(tree.nodes.len());
    let mut open: Vec<usize> = Vec::new();
    for i in 0..tree.nodes.len() {
        while open.last().is_some_and(|&open| tree.nodes[open].end <= i) {
            open.pop();
        }
        parents.push(open.last().copied().unwrap_or(i));
        open.push(i);
    }
    parents
}

/// The first node that begins at a place, or else the one that it is in.
fn node_at(tree: &Tree<'_>, at: usize) -> usize {
    let first = tree.nodes.partition_point(|node| node.at < at);
    match tree.nodes.get(first) {
        Some(node) if node.at == at => first,
        _ => first.saturating_sub(1),
    }
}

/// Whether a unit says that it has no valid translation.
fn gap(tree: &Tree<'_>, i: usize, unit: &Unit) -> Option<Gap> {
    let is_text = |inline: &Inline| matches!(inline, Inline::Text(_));
    if plain(&unit.content) != "[…]" || !unit.content.iter().all(is_text) {
        return None;
    }
    let is_there = |&child: &usize| !matches!(&tree.nodes[child].kind, NodeKind::Text(text) if is_blank(text));
    let first = tree.children(i).find(is_there)?;
    match (tree.element(first)?.1, tree.attribute(first, Key::Reason)?) {
        (Class::Gap, "untranslated") => Some(Gap::Untranslated),
        (Class::Gap, "outdated") => Some(Gap::Outdated),
        _ => None,
    }
}
