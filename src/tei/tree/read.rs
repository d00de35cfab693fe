//! Reads the tokens of a file into a tree.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::identifiers::Repeated;
use super::languages::is_lang;
use super::words::Signs;
use super::{Key, Node, NodeKind, Tree, is_blank};
use crate::diagnostic::{Diagnostic, Severity, SourceFile};
use crate::tei::address::Addresses;
use crate::tei::elements::{self, Class, Stop};
use crate::tei::entity::Entities;
use crate::tei::xml::{Mode, Problem, Scanner, Token};

/// How many errors of a file are told that say the same.
const MAX_ALIKE: usize = 10;

/// How many elements and texts a file may hold, and how many of the elements may be blocks, notes or readings: more than the
/// text of twenty thick volumes has, word by word, and little enough for any machine.
const MAX_NODES: usize = 2_000_000;
const MAX_BLOCKS: usize = 200_000;

/// White space between references that has fewer bytes is no piece of its own.
const SHORT: usize = 4;

/// Reads a file into a tree, with all that is wrong with it. Without a root element there is no tree.
pub(in crate::tei) fn read<'a>(
    file: &'a Arc<SourceFile>,
    entities: &'a Entities,
    diagnostics: &mut Vec<Diagnostic>,
) -> Tree<'a> {
    let text = file.text.as_str();
    let mut scanner = Scanner::new(text, Mode::Document, entities);
    // Real files have a tag or a text about every fifty bytes.
    let mut builder = Builder {
        tree: Tree {
            source: text,
            nodes: Vec::with_capacity(text.len() / 40),
            attributes: Vec::new(),
            header_attributes: Vec::new(),
            renditions: FxHashMap::default(),
            glyphs: FxHashMap::default(),
            selected: FxHashMap::default(),
            named_langs: FxHashMap::default(),
            is_p4: false,
            is_partial: false,
        },
        open: Vec::new(),
        closed: None,
        classes: FxHashMap::default(),
        ids: FxHashMap::default(),
        file,
        diagnostics,
        repeated: FxHashMap::default(),
        wrong_ids: FxHashMap::default(),
        header: None,
        blocks: 0,
        after_reference: false,
        after_end: false,
        indented_end: 0,
        listings: 0,
        lines: 0,
        odd_langs: FxHashMap::default(),
        signs: Signs::default(),
        own: Addresses::new(&file.name),
    };
    while let Some(token) = scanner.next() {
        match token {
            Token::Start { at, .. } | Token::Text { at, .. } if builder.gives_up(at) => break,
            // A listing can be one long text.
            Token::End if builder.lines >= MAX_NODES && builder.gives_up(builder.last_at()) => break,
            Token::Start { local, foreign, at } => builder.start(&scanner, local, foreign, at),
            Token::Text { text, at } => builder.text(text, at),
            Token::End => builder.end(),
        }
    }
    while !builder.open.is_empty() {
        builder.end();
    }
    builder.tell_ids();
    builder.name_langs();
    builder.tell_langs();
    let mut tree = builder.tree;
    tree.declare_looks();
    tree.declare_glyphs();
    tree.is_partial |= !scanner.is_whole;
    let located = |problem: Problem, severity: Severity| {
        let code = match severity {
            Severity::Error if problem.is_too_large => "too-large",
            Severity::Error => "xml-syntax",
            _ => "not-fetched",
        };
        let diagnostic = Diagnostic { severity, help: problem.help, ..Diagnostic::error(code, problem.message) };
        let diagnostic = diagnostic.at(file, problem.span);
        match problem.related {
            Some((span, shows)) => diagnostic.related(file, span, shows),
            None => diagnostic,
        }
    };
    let wrong = alike(scanner.problems).map(|problem| located(problem, Severity::Error));
    diagnostics.extend(wrong);
    let left_out = scanner.unfetched.into_iter().map(|problem| located(problem, Severity::Warning));
    diagnostics.extend(left_out);
    let unread = entities.unfetched.iter().map(|problem| located(problem.clone(), Severity::Note));
    diagnostics.extend(unread);
    tree
}

/// The number of an attribute, of which a file has fewer than bytes.
fn number(attribute: usize) -> u32 {
    u32::try_from(attribute).unwrap_or(u32::MAX)
}

/// Tells of many errors that say the same the first ones, and how many more there are.
fn alike(problems: Vec<Problem>) -> impl Iterator<Item = Problem> {
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    let mut told: Vec<Problem> = Vec::new();
    for problem in problems {
        let count = counts.entry(problem.message.clone()).or_default();
        *count += 1;
        if *count <= MAX_ALIKE {
            told.push(problem);
        }
    }
    let mut left = counts.clone();
    told.into_iter().map(move |mut problem| {
        let left = left.entry(problem.message.clone()).or_default();
        let all = counts.get(&problem.message).copied().unwrap_or_default();
        *left -= 1;
        if all > MAX_ALIKE && *left == all - MAX_ALIKE {
            problem.message = format!("{}; so it is in {left} more places below", problem.message);
        }
        problem
    })
}

pub(super) struct Builder<'a, 'd> {
    pub(super) tree: Tree<'a>,
    pub(super) open: Vec<usize>,
    /// The element that ended last.
    pub(super) closed: Option<usize>,
    /// The classes of the names that occurred.
    pub(super) classes: FxHashMap<&'a str, Class>,
    pub(super) ids: FxHashMap<Cow<'a, str>, usize>,
    /// The identifiers of several elements: how many, and the places of the second and those after it.
    pub(super) repeated: FxHashMap<Cow<'a, str>, Repeated>,
    pub(super) file: &'a Arc<SourceFile>,
    pub(super) diagnostics: &'d mut Vec<Diagnostic>,
    /// The identifiers that are no names, each with its first place and how often it occurs.
    pub(super) wrong_ids: FxHashMap<Cow<'a, str>, (Range<usize>, usize)>,
    /// In how many elements the header stands that is being read.
    pub(super) header: Option<usize>,
    pub(super) blocks: usize,
    /// Whether the last node is made of references alone.
    pub(super) after_reference: bool,
    /// Whether no text stands between the last end tag and here.
    pub(super) after_end: bool,
    /// The index after the white space that is left out at the end of an element.
    pub(super) indented_end: usize,
    /// How many listings are open.
    pub(super) listings: usize,
    /// How many lines the listings have.
    pub(super) lines: usize,
    /// The values of `xml:lang` that are no languages or those of a project alone, each with its first place.
    pub(super) odd_langs: FxHashMap<Cow<'a, str>, Range<usize>>,
    pub(super) signs: Signs,
    /// What the file may be called in its own pointers.
    own: Addresses,
}

impl<'a> Builder<'a, '_> {
    fn start(&mut self, scanner: &Scanner<'a>, name: &'a str, foreign: bool, at: usize) {
        self.after_reference = false;
        if self.tree.nodes.is_empty() {
            self.tree.is_p4 = matches!(name, "TEI.2" | "teiCorpus.2") || is_piece_of_p4(&self.file.text);
        }
        if name == "teiHeader" && self.header.is_none() {
            self.header = Some(self.open.len());
        }
        if self.header.is_some() {
            let own = scanner.attributes.iter();
            let own = own.map(|attribute| (self.tree.nodes.len(), attribute.local, attribute.value.clone()));
            self.tree.header_attributes.extend(own);
        }
        if self.tree.nodes.is_empty() {
            let base = scanner.attributes.iter().find(|it| (it.prefix, it.local) == ("xml", "base"));
            base.iter().for_each(|base| self.own.add_base(&base.value));
        }
        let parent = self.open.last().and_then(|&open| self.tree.element(open));
        let first = self.tree.attributes.len();
        for attribute in &scanner.attributes {
            let Some(key) = Key::of(attribute.prefix, attribute.local, self.tree.is_p4) else { continue };
            if key == Key::Id {
                self.id(attribute.value.clone(), attribute.span.clone());
            }
            let is_odd = |value: &str| !is_lang(value) || value.trim_ascii_start().starts_with(['x', 'X']);
            if key == Key::Lang && is_odd(&attribute.value) {
                self.odd_langs.entry(attribute.value.clone()).or_insert_with(|| attribute.span.clone());
            }
            let value = attribute.value.clone();
            let value = if matches!(key, Key::Target | Key::Corresp) { self.own.shorten(value) } else { value };
            self.tree.attributes.push((key, value));
        }
        let class = if foreign {
            self.foreign(scanner, name, parent, at)
        } else {
            let class = *self.classes.entry(name).or_insert_with(|| elements::class(name));
            self.class_by_attributes(class, name, parent, first)
        };
        let attributes = number(first)..number(self.tree.attributes.len());
        self.blocks += usize::from(class.is_block() || class == Class::Note || name == "rdg");
        self.open.push(self.tree.nodes.len());
        self.listings += usize::from(class == Class::Listing);
        self.begin_sign(name);
        let stop_of =
            |(name, class): (&str, Class)| if name == "docImprint" { Some(Stop::Comma) } else { class.stop() };
        let stop = parent.and_then(stop_of).filter(|_| class.may_be_part());
        let is_apart = stop.is_some() || class.is_apart() || name == "cit";
        let touches = self.closed.filter(|&before| self.tree.nodes[before].end == self.tree.nodes.len());
        let before = touches.and_then(|before| self.tree.element(before));
        let follows_name =
            elements::is_part_of_name(name) && before.is_some_and(|(name, _)| elements::is_part_of_name(name));
        // An address, or the name of a work that is cited by it, is no part of what it touches.
        let is_p4 = self.tree.is_p4;
        let is_address = |(key, value): &(Key, Cow<'_, str>)| *key == Key::Target && is_address(value, is_p4);
        let is_apart = is_apart || class == Class::Pointer && self.tree.attributes[first..].iter().any(is_address);
        let follows = self.is_parted_by_comma(name, first);
        let stop = if follows.is_some() { Some(Stop::Comma) } else { stop };
        if let Some(before) = follows {
            self.tree.nodes[before].stop = Some(Stop::Comma);
            self.tree.nodes[before].is_apart = true;
        }
        let is_apart = is_apart || follows.is_some();
        self.push(NodeKind::Element { name, class, attributes }, at);
        if let Some(node) = self.tree.nodes.last_mut() {
            node.is_apart = is_apart;
            node.stop = stop;
            node.follows_name = follows_name;
            node.touches = self.after_end;
            node.is_parted = self.after_end && self.indented_end == node.end - 1;
        }
    }

    fn push(&mut self, kind: NodeKind<'a>, at: usize) {
        let end = self.tree.nodes.len() + 1;
        self.tree.nodes.push(Node {
            kind,
            at,
            end,
            skip: false,
            has_block: false,
            has_running: false,
            is_apart: false,
            stop: None,
            follows_name: false,
            touches: false,
            is_parted: false,
        });
    }

    fn text(&mut self, text: Cow<'a, str>, at: usize) {
        self.after_end = false;
        if let Some(&open) = self.open.last()
            && !self.tree.nodes[open].has_running
        {
            self.tree.nodes[open].has_running = !is_blank(&text);
        }
        if self.listings > 0 {
            self.lines += text.bytes().filter(|&b| b == b'\n').count();
            // It is given up, and its lines would be many to keep.
            if self.lines >= MAX_NODES {
                return;
            }
        }
        let is_reference = self.file.text.as_bytes().get(at) == Some(&b'&');
        // Some files write every letter so, with a space here and there.
        if (is_reference || text.len() < SHORT && is_blank(&text))
            && self.after_reference
            && let Some(Node { kind: NodeKind::Text(before), .. }) = self.tree.nodes.last_mut()
        {
            before.to_mut().push_str(&text);
            return;
        }
        self.after_reference = is_reference;
        self.push(NodeKind::Text(text), at);
    }

    fn end(&mut self) {
        self.after_reference = false;
        let Some(i) = self.open.pop() else { return };
        let end = self.tree.nodes.len();
        self.tree.nodes[i].end = end;
        let is_closed_up = self.close_up(i);
        // White space between alternatives is none anyway.
        let holds_alternatives = matches!(self.tree.element(i), Some(("choice" | "app" | "rdgGrp", _)));
        if self.listings == 0 && !is_closed_up && !holds_alternatives {
            self.leave_indentation(i);
        }
        self.pass_over(i);
        if let Some(("pc", _)) = self.tree.element(i) {
            self.end_sign(i);
        }
        self.closed = Some(i);
        self.header = self.header.filter(|&depth| depth < self.open.len());
        let Some((_, class)) = self.tree.element(i) else { return };
        if class == Class::Choice {
            self.choose(i);
        }
        if class.stop().is_some() {
            self.write_out(i);
        }
        match self.tree.element(i) {
            Some(("u", _)) => self.divide(i),
            Some(("bibl", _)) => self.part_citation(i),
            _ => {}
        }
        let Some(&parent) = self.open.last() else { return };
        let is_note = matches!(class, Class::Note | Class::InlineNote);
        if class == Class::Listing {
            self.listings -= 1;
            if self.listings == 0 {
                self.listing(i);
            }
        }
        let Some((_, class)) = self.tree.element(i) else { return };
        let has_block = self.tree.nodes[i].has_block;
        if !is_note && class != Class::Skip && (has_block || class.is_block()) {
            self.tree.nodes[parent].has_block = true;
        }
        if class.is_running() && !has_block && end > i + 1 {
            self.tree.nodes[parent].has_running = true;
        }
    }

    /// In a record or a part of one that is written out, as the first words of a manuscript, what is marked is no part but words
    /// of its text.
    fn write_out(&mut self, i: usize) {
        let end = self.tree.nodes[i].end;
        let mut children = Vec::new();
        let mut next = i + 1;
        while next < end {
            children.push(next);
            next = self.tree.nodes[next].end;
        }
        let is_words = |&child: &usize| matches!(&self.tree.nodes[child].kind, NodeKind::Text(text) if !is_blank(text));
        if !children.iter().any(is_words) {
            return;
        }
        for child in children {
            let Some((name, class)) = self.tree.element(child).filter(|(_, class)| !class.is_apart()) else { continue };
            let is_p4 = self.tree.is_p4;
            let is_address = || self.tree.attribute(child, Key::Target).is_some_and(|it| is_address(it, is_p4));
            let is_apart = name == "cit" || class == Class::Pointer && is_address();
            let node = &mut self.tree.nodes[child];
            (node.is_apart, node.stop) = (is_apart, None);
        }
    }

    /// Where the last element or text begins.
    fn last_at(&self) -> usize {
        self.tree.nodes.last().map_or(0, |node| node.at)
    }

    /// Whether the rest of the file is not read, as there is too much of something. Says so.
    fn gives_up(&mut self, at: usize) -> bool {
        let message = if self.tree.nodes.len() + self.lines >= MAX_NODES {
            format!("the file holds more than {MAX_NODES} elements, pieces of text and lines of listings")
        } else if self.blocks >= MAX_BLOCKS {
            format!("the file holds more than {MAX_BLOCKS} paragraphs, notes, readings and other blocks")
        } else {
            return false;
        };
        self.tree.is_partial = true;
        let message = format!("{message}; it was not read beyond here");
        let help = "divide the document into several";
        self.diagnostics.push(Diagnostic::error("too-large", message).at(self.file, at..at).help(help));
        true
    }
}

/// Whether a pointer shows its address: it leads to no element of its file.
fn is_address(target: &str, is_p4: bool) -> bool {
    let target = target.trim_ascii();
    target.contains(':') || !is_p4 && !target.is_empty() && !target.starts_with('#')
}

/// Whether a file whose root says nothing is TEI P4: in no namespace, and with `id` and `lang` where TEI has had `xml:id`
/// and `xml:lang` since. Attributes of these names are in no other TEI.
fn is_piece_of_p4(text: &str) -> bool {
    let has = |name: &str| {
        text.match_indices(name).any(|(at, _)| text[..at].ends_with(|before: char| before.is_ascii_whitespace()))
    };
    !["http://www.tei-c.org/ns/", "xml:id", "xml:lang"].iter().any(|word| text.contains(word))
        && ["id=", "lang="].iter().any(|name| has(name))
}
