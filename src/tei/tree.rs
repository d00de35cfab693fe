//! The elements and texts of a file, flat, in document order.
//!
//! A subtree is a range of indices, so that everything that walks it is a loop.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::address::Addresses;
use super::elements::{self, Class, PREFERRED, Stop};
use super::entity::Entities;
use super::listing;
use super::rend;
use super::tag::is_ncname;
use super::units::times;
use super::xml::{Mode, Problem, Scanner, Token, tag_span};
use crate::diagnostic::{Diagnostic, Severity, SourceFile};
use crate::text::{Attributes, Kind, Lang, Rend, Role};

/// How many wrong identifiers are named one by one, and how many wrong languages; the rest is counted.
const MAX_NAMED: usize = 30;

/// How many errors of a file are told that say the same.
const MAX_ALIKE: usize = 10;

/// How many of the places are shown at which an identifier stands.
const MAX_PLACES: usize = 10;

/// How many characters an identifier may have.
const MAX_ID: usize = 1000;

/// How many elements and texts a file may hold, and how many of the elements may be blocks or notes: more than the text of
/// twenty thick volumes has, word by word, and little enough for any machine.
const MAX_NODES: usize = 2_000_000;
const MAX_BLOCKS: usize = 200_000;

/// What an `xml:lang` is.
pub(super) const LANGS: &str = "write a language tag such as “ko”, “en-GB” or “zh-Hant”";

/// An attribute that the program looks at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Key {
    Id,
    Lang,
    Rend,
    Rendition,
    Target,
    When,
    Value,
    Type,
    N,
    Break,
    Ident,
    Style,
    Place,
    Part,
    Role,
    Cols,
    Rows,
    Url,
    Width,
    Height,
    Scale,
    Corresp,
    Reason,
    Join,
    Witnesses,
    Source,
    Loc,
}

/// The attributes that say how an element is to look.
const LOOKS: [Key; 3] = [Key::Rend, Key::Rendition, Key::Style];

/// An element or a piece of text.
pub(super) struct Node<'a> {
    pub(super) kind: NodeKind<'a>,
    /// Where its `<`, or its first character, stands.
    pub(super) at: usize,
    /// The index after its last descendant.
    pub(super) end: usize,
    /// Whether it is an alternative that is not set.
    pub(super) skip: bool,
    /// Whether it holds an element that cuts running text, other than in a note.
    pub(super) has_block: bool,
    /// Whether running text stands straight in it.
    pub(super) has_running: bool,
    /// Whether it is parted by a space from text that it touches.
    pub(super) is_apart: bool,
    /// For a part of a record, what stands between it and those beside it.
    pub(super) stop: Option<Stop>,
    /// Whether it is a part of a name that touches the part before it.
    pub(super) follows_name: bool,
}

/// What a node is.
pub(super) enum NodeKind<'a> {
    Element { name: &'a str, class: Class, attributes: Range<usize> },
    Text(Cow<'a, str>),
}

/// A file as a tree.
pub(super) struct Tree<'a> {
    /// The text of the file.
    pub(super) source: &'a str,
    pub(super) nodes: Vec<Node<'a>>,
    attributes: Vec<(Key, Cow<'a, str>)>,
    /// All attributes of the elements of headers: the element, the name without prefix and the value, in document order.
    header_attributes: Vec<(usize, &'a str, Cow<'a, str>)>,
    /// The CSS of each `rendition` that is declared, by its identifier.
    renditions: FxHashMap<String, String>,
    /// Whether the file is TEI P4, which has `id` and `lang` for `xml:id` and `xml:lang`.
    is_p4: bool,
    /// Whether the rest of the file was not read, because so much was wrong.
    pub(super) is_partial: bool,
}

impl<'a> Tree<'a> {
    /// The name and the class of an element.
    pub(super) fn element(&self, i: usize) -> Option<(&'a str, Class)> {
        match &self.nodes[i].kind {
            NodeKind::Element { name, class, .. } => Some((name, *class)),
            NodeKind::Text(_) => None,
        }
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, i: usize, key: Key) -> Option<&str> {
        let NodeKind::Element { attributes, .. } = &self.nodes[i].kind else { return None };
        self.attributes[attributes.clone()].iter().find(|(k, _)| *k == key).map(|(_, value)| value.as_ref())
    }

    /// The value of any attribute of an element of a header, by its name without prefix.
    pub(super) fn header_attribute(&self, i: usize, name: &str) -> Option<&str> {
        let first = self.header_attributes.partition_point(|(element, ..)| *element < i);
        let own = self.header_attributes[first..].iter().take_while(|(element, ..)| *element == i);
        own.into_iter().find(|(_, local, _)| *local == name).map(|(.., value)| value.as_ref())
    }

    /// The `xml:id` of an element.
    pub(super) fn id(&self, i: usize) -> Option<&str> {
        self.attribute(i, Key::Id).map(str::trim_ascii).filter(|id| !id.is_empty())
    }

    /// The attribute that holds identifiers.
    pub(super) fn id_attribute(&self) -> &'static str {
        if self.is_p4 { "id" } else { "xml:id" }
    }

    /// The language that an element says it is in; none where that is no language tag, which is reported once.
    pub(super) fn lang(&self, i: usize) -> Option<Lang> {
        Lang::parse(self.attribute(i, Key::Lang)?.trim_ascii()).filter(Lang::is_known)
    }

    /// Where an element points to: in TEI P4, the identifier itself; since then an address, which begins with `#` for an
    /// identifier.
    pub(super) fn target(&self, i: usize) -> Option<Cow<'_, str>> {
        let value = self.attribute(i, Key::Target)?;
        let is_id = self.is_p4 && is_ncname(value.trim_ascii());
        Some(if is_id { Cow::Owned(format!("#{}", value.trim_ascii())) } else { Cow::Borrowed(value) })
    }

    /// The identifier that an element points to, if it points to one element of its own file.
    pub(super) fn target_id(&self, i: usize) -> Option<&str> {
        let value = self.attribute(i, Key::Target)?.trim_ascii();
        let id = value.strip_prefix('#').or_else(|| Some(value).filter(|value| self.is_p4 && is_ncname(value)))?;
        (!id.is_empty() && !id.contains(|c: char| c.is_ascii_whitespace())).then_some(id)
    }

    /// All identifiers of its own file that an element points to.
    pub(super) fn target_ids(&self, i: usize) -> impl Iterator<Item = &str> {
        let targets = self.attribute(i, Key::Target).unwrap_or_default().split_ascii_whitespace();
        targets.filter_map(|target| target.strip_prefix('#')).filter(|id| is_ncname(id))
    }

    /// The appearance that an element asks for.
    pub(super) fn rend(&self, i: usize) -> Rend {
        let mut rend = self.element(i).map(|(name, _)| rend::own_rend(name)).unwrap_or_default();
        self.looks(i).for_each(|value| rend::add_rend(&mut rend, value));
        rend
    }

    /// What an element says of how it is to look: in words, or in the CSS of the `rendition` that it points to.
    pub(super) fn looks(&self, i: usize) -> impl Iterator<Item = &str> {
        let values = LOOKS.iter().filter_map(move |&key| Some((key, self.attribute(i, key)?)));
        values.flat_map(|(key, value)| {
            let pointers = if key == Key::Rendition && !self.renditions.is_empty() { value } else { "" };
            let declared = pointers.split_ascii_whitespace().map(|pointer| {
                let css = pointer.strip_prefix('#').and_then(|id| self.renditions.get(id));
                css.map_or(pointer, String::as_str)
            });
            let as_it_stands = Some(value).filter(|_| pointers.is_empty());
            declared.chain(as_it_stands)
        })
    }

    /// What the header declares looks to be (`rendition`), by identifier.
    fn declared_looks(&self) -> FxHashMap<String, String> {
        let is_rendition = |&i: &usize| matches!(self.element(i), Some(("rendition", _)));
        let renditions = (0..self.nodes.len()).filter(is_rendition);
        let declared = renditions.filter_map(|i| {
            let css = self.nodes[i + 1..self.nodes[i].end].iter().filter_map(|node| match &node.kind {
                NodeKind::Text(text) => Some(text.as_ref()),
                NodeKind::Element { .. } => None,
            });
            Some((self.id(i)?.to_owned(), css.collect()))
        });
        declared.collect()
    }

    /// The attributes of a piece of marked text.
    pub(super) fn attributes(&self, i: usize) -> Attributes {
        Attributes {
            id: self.id(i).map(str::to_owned),
            lang: self.lang(i),
            rend: self.rend(i),
            target: self.target(i).map(Cow::into_owned),
            when: self.attribute(i, Key::When).map(str::to_owned),
            value: self.attribute(i, Key::Value).map(str::to_owned),
            label: None,
        }
    }

    /// The number or name that an element has (`n`).
    pub(super) fn n(&self, i: usize) -> Option<&str> {
        self.attribute(i, Key::N).map(str::trim_ascii).filter(|n| !n.is_empty())
    }

    /// The nodes straight in an element.
    pub(super) fn children(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.nodes[i].end;
        std::iter::successors(Some(i + 1), |&child| Some(self.nodes.get(child)?.end))
            .take_while(move |&child| child < end)
    }

    /// The elements of a name straight in an element.
    pub(super) fn children_named<'t>(&'t self, i: usize, name: &'t str) -> impl Iterator<Item = usize> + 't {
        self.children(i).filter(move |&child| self.element(child).is_some_and(|(n, _)| n == name))
    }

    /// The first element at the end of a path of names.
    pub(super) fn find(&self, i: usize, path: &[&str]) -> Option<usize> {
        path.iter().try_fold(i, |i, name| self.children_named(i, name).next())
    }
}

/// Reads a file into a tree, with all that is wrong with it. Without a root element there is no tree.
pub(super) fn read<'a>(
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
        listings: 0,
        lines: 0,
        odd_langs: FxHashSet::default(),
        private_langs: FxHashMap::default(),
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
    builder.tell_private_langs();
    let mut tree = builder.tree;
    tree.renditions = tree.declared_looks();
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

/// An identifier that an earlier element has.
#[derive(Default)]
struct Repeated {
    /// How many elements repeat it.
    count: usize,
    /// The places of the first of them.
    places: Vec<Range<usize>>,
}

struct Builder<'a, 'd> {
    tree: Tree<'a>,
    open: Vec<usize>,
    /// The element that ended last.
    closed: Option<usize>,
    /// The classes of the names that occurred.
    classes: FxHashMap<&'a str, Class>,
    ids: FxHashMap<Cow<'a, str>, usize>,
    /// The identifiers of several elements: how many, and the places of the second and those after it.
    repeated: FxHashMap<Cow<'a, str>, Repeated>,
    file: &'a Arc<SourceFile>,
    diagnostics: &'d mut Vec<Diagnostic>,
    /// The identifiers that are no names, each with its first place and how often it occurs.
    wrong_ids: FxHashMap<Cow<'a, str>, (Range<usize>, usize)>,
    /// In how many elements the header stands that is being read.
    header: Option<usize>,
    blocks: usize,
    /// Whether the last node is made of references alone.
    after_reference: bool,
    /// How many listings are open.
    listings: usize,
    /// How many lines the listings have.
    lines: usize,
    /// The values of `xml:lang` that are no languages.
    odd_langs: FxHashSet<Cow<'a, str>>,
    /// The values of `xml:lang` that may be for private use, each with its first place.
    private_langs: FxHashMap<Cow<'a, str>, Range<usize>>,
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
            let key = match (attribute.prefix, attribute.local) {
                ("xml", "id") => Key::Id,
                ("xml", "lang") => Key::Lang,
                // P4 knew no xml: attributes.
                ("", "id") if self.tree.is_p4 => Key::Id,
                ("", "lang") if self.tree.is_p4 => Key::Lang,
                ("", "rend") => Key::Rend,
                ("", "rendition") => Key::Rendition,
                ("", "style") => Key::Style,
                // P4 says `targets` where it may be several.
                ("", "target" | "targets") => Key::Target,
                ("", "corresp") => Key::Corresp,
                ("", "reason") => Key::Reason,
                ("", "join") => Key::Join,
                ("", "wit") => Key::Witnesses,
                ("", "source") => Key::Source,
                ("", "loc") => Key::Loc,
                ("", "when") => Key::When,
                ("", "value" | "quantity") => Key::Value,
                ("", "type") => Key::Type,
                ("", "n") => Key::N,
                ("", "break") => Key::Break,
                ("", "ident") => Key::Ident,
                ("", "place") => Key::Place,
                ("", "part") => Key::Part,
                ("", "role") => Key::Role,
                ("", "cols") => Key::Cols,
                ("", "rows") => Key::Rows,
                ("", "url") => Key::Url,
                ("", "width") => Key::Width,
                ("", "height") => Key::Height,
                ("", "scale") => Key::Scale,
                _ => continue,
            };
            if key == Key::Id {
                self.id(attribute.value.clone(), attribute.span.clone());
            }
            if key == Key::Lang && !is_lang(&attribute.value) {
                self.no_lang(attribute.value.clone(), attribute.span.clone());
            }
            if key == Key::Lang && attribute.value.trim_ascii_start().starts_with(['x', 'X']) {
                self.private_langs.entry(attribute.value.clone()).or_insert_with(|| attribute.span.clone());
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
        let attributes = first..self.tree.attributes.len();
        self.blocks += usize::from(class.is_block() || class == Class::Note);
        self.open.push(self.tree.nodes.len());
        self.listings += usize::from(class == Class::Listing);
        let stop_of =
            |(name, class): (&str, Class)| if name == "docImprint" { Some(Stop::Comma) } else { class.stop() };
        let stop = parent.and_then(stop_of).filter(|_| class.may_be_part());
        let is_apart = stop.is_some() || class.is_apart() || name == "cit";
        let touches = self.closed.filter(|&before| self.tree.nodes[before].end == self.tree.nodes.len());
        let before = touches.and_then(|before| self.tree.element(before));
        let follows_name =
            elements::is_part_of_name(name) && before.is_some_and(|(name, _)| elements::is_part_of_name(name));
        self.push(NodeKind::Element { name, class, attributes }, at);
        if let Some(node) = self.tree.nodes.last_mut() {
            node.is_apart = is_apart;
            node.stop = stop;
            node.follows_name = follows_name;
        }
    }

    /// The class of an element where it depends on its parent or on the attributes from `first`.
    fn class_by_attributes(&self, class: Class, name: &str, parent: Option<(&str, Class)>, first: usize) -> Class {
        let says = |keys: &[Key], words: &[&str]| {
            let mut values = self.tree.attributes[first..].iter().filter(|(key, _)| keys.contains(key));
            values.any(|(_, value)| value.split([' ', '#', ':', ';']).any(|word| words.contains(&word)))
        };
        let says_any = |key: Key| self.tree.attributes[first..].iter().any(|(other, _)| *other == key);
        match class {
            _ if parent.is_some_and(|(_, class)| class == Class::RunningList) => {
                elements::class_in_running_list(name).unwrap_or(class)
            }
            // The apparatus stands there in place of the text.
            Class::Choice if name == "app" && parent.is_some_and(|(name, _)| name == "listApp") => {
                Class::Unit(Role::Block)
            }
            Class::List if says(&[Key::Type, Key::Rend, Key::Rendition], &["inline", "run-in", "runon", "run-on"]) => {
                Class::RunningList
            }
            // In the report of a debate, notes say what happens in it.
            Class::Note
                if says_any(Key::Type)
                    && !says_any(Key::Place)
                    && self.open.iter().any(|&i| matches!(self.tree.element(i), Some(("u", _)))) =>
            {
                Class::Soft(Role::Stage, Kind::Stage)
            }
            Class::Note if says(&[Key::Place], &["inline", "interlinear"]) => Class::InlineNote,
            // What shows nothing is no picture, and a formula runs on in its line.
            Class::Graphic
                if parent.is_some_and(|(name, _)| name == "formula")
                    || !self.tree.attributes[first..].iter().any(|(key, _)| *key == Key::Url) =>
            {
                Class::Plain
            }
            _ => class,
        }
    }

    /// The class of an element of another namespace.
    fn foreign(&mut self, scanner: &Scanner<'a>, name: &str, parent: Option<(&str, Class)>, at: usize) -> Class {
        match (name, parent) {
            ("egXML", _) => Class::Listing,
            (_, Some(("formula", _) | (_, Class::Figure | Class::Drawn))) => elements::class_in_drawing(name),
            ("fallback", _) => Class::Through,
            ("include", _) => {
                let href = scanner.attributes.iter().find(|attribute| attribute.local == "href");
                let href = href.map_or("another part of this file", |attribute| attribute.value.as_ref());
                let message = format!("“{href}” is not included, because Enface fetches nothing");
                let help = "put the files together before, for example with `xmllint --xinclude`";
                let span = tag_span(&self.file.text, at);
                self.diagnostics.push(Diagnostic::warning("not-fetched", message).at(self.file, span).help(help));
                Class::Through
            }
            _ => Class::Unknown,
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
        });
    }

    fn text(&mut self, text: Cow<'a, str>, at: usize) {
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
        // Some files write every letter so.
        if is_reference
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
        self.closed = Some(i);
        let end = self.tree.nodes.len();
        self.tree.nodes[i].end = end;
        self.header = self.header.filter(|&depth| depth < self.open.len());
        let Some((_, class)) = self.tree.element(i) else { return };
        if class == Class::Choice {
            self.choose(i);
        }
        if matches!(self.tree.element(i), Some(("u", _))) {
            self.divide(i);
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

    /// Gives a listing its class: lines of their own, or code in a line.
    fn listing(&mut self, i: usize) {
        let is_long = listing::lines(&self.tree, i).len() > 1;
        self.tree.nodes[i].has_block = false;
        if let NodeKind::Element { class, .. } = &mut self.tree.nodes[i].kind {
            *class = if is_long { Class::Unit(Role::Listing) } else { Class::Soft(Role::Listing, Kind::Code) };
        }
    }

    /// Lets each `seg` of an utterance be a paragraph, if it has several and no text beside them.
    fn divide(&mut self, i: usize) {
        let is_part = |&child: &usize| matches!(self.tree.element(child), Some(("seg", Class::Inline(_))));
        let may_stand_beside = |child: usize| match &self.tree.nodes[child].kind {
            NodeKind::Text(text) => is_blank(text),
            NodeKind::Element { class, .. } => {
                matches!(
                    class,
                    Class::Soft(Role::Stage, _) | Class::Milestone(_) | Class::Note | Class::Skip | Class::Gap
                ) || matches!(self.tree.element(child), Some(("anchor", _)))
            }
        };
        let parts: Vec<usize> = self.tree.children(i).filter(is_part).collect();
        let are_alone = self.tree.children(i).all(|child| is_part(&child) || may_stand_beside(child));
        if parts.len() < 2 || !are_alone {
            return;
        }
        for part in parts {
            if let NodeKind::Element { class, .. } = &mut self.tree.nodes[part].kind {
                *class = Class::Unit(Role::Paragraph);
            }
        }
        self.tree.nodes[i].has_block = true;
        self.tree.nodes[i].has_running = false;
    }

    /// Leaves one of the alternatives in a `choice`; notes beside them stay.
    fn choose(&mut self, i: usize) {
        let children: Vec<usize> = self.tree.children(i).collect();
        let named =
            |name: &str| children.iter().copied().find(|&c| self.tree.element(c).is_some_and(|(n, _)| n == name));
        let chosen = PREFERRED.iter().find_map(|name| named(name)).or_else(|| {
            let is_reading = |&c: &usize| self.tree.element(c).is_some_and(|(name, _)| name != "note");
            children.iter().copied().find(is_reading)
        });
        let is_words = |&c: &usize| matches!(&self.tree.nodes[c].kind, NodeKind::Text(text) if !is_blank(text));
        // White space between two words that stand in it where none may counts.
        let between: Vec<usize> =
            children.windows(3).filter(|near| is_words(&near[0]) && is_words(&near[2])).map(|near| near[1]).collect();
        for child in children {
            let text = matches!(&self.tree.nodes[child].kind, NodeKind::Text(text) if is_blank(text));
            let blank = text && !between.contains(&child);
            let element = self.tree.element(child).is_some();
            let is_note = matches!(self.tree.element(child), Some((_, Class::Note | Class::InlineNote)));
            self.tree.nodes[child].skip = blank || (element && !is_note && Some(child) != chosen);
        }
        let has_block = chosen.is_some_and(|c| {
            self.tree.nodes[c].has_block || self.tree.element(c).is_some_and(|(_, class)| class.is_block())
        });
        self.tree.nodes[i].has_block = has_block;
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
            format!("the file holds more than {MAX_BLOCKS} paragraphs, notes and other blocks")
        } else {
            return false;
        };
        self.tree.is_partial = true;
        let message = format!("{message}; it was not read beyond here");
        let help = "divide the document into several";
        self.diagnostics.push(Diagnostic::error("too-large", message).at(self.file, at..at).help(help));
        true
    }

    /// Says once that a value is no language.
    fn no_lang(&mut self, value: Cow<'a, str>, span: Range<usize>) {
        let is_new = self.odd_langs.len() < MAX_NAMED && self.odd_langs.insert(value.clone());
        if is_new {
            self.diagnostics.push(Diagnostic::warning("bad-language", no_lang(&value)).at(self.file, span).help(LANGS));
        }
    }

    /// Notes an `xml:id`, which must be a name and must be the only one of its kind.
    fn id(&mut self, value: Cow<'a, str>, span: Range<usize>) {
        let id = match value {
            Cow::Borrowed(value) => Cow::Borrowed(value.trim_ascii()),
            Cow::Owned(value) => Cow::Owned(value.trim_ascii().to_owned()),
        };
        // What stands in an example identifies nothing here.
        if self.listings > 0 {
            return;
        }
        if id.len() > MAX_ID || !is_ncname(&id) {
            self.wrong_ids.entry(id).or_insert((span, 0)).1 += 1;
            return;
        }
        match self.ids.entry(id) {
            Entry::Vacant(free) => drop(free.insert(span.start)),
            Entry::Occupied(taken) => {
                let repeated = self.repeated.entry(taken.key().clone()).or_default();
                repeated.count += 1;
                if repeated.places.len() < MAX_PLACES {
                    repeated.places.push(span);
                }
            }
        }
    }

    /// Warns of languages for private use that the header does not explain (`language` with this `ident`).
    fn tell_private_langs(&mut self) {
        let mut found: Vec<_> = std::mem::take(&mut self.private_langs).into_iter().collect();
        found.retain(|(value, _)| {
            let mut attributes = self.tree.header_attributes.iter();
            let is_private = Lang::parse(value.trim_ascii()).is_some_and(|lang| lang.is_private());
            is_private
                && !attributes
                    .any(|(_, name, ident)| *name == "ident" && ident.eq_ignore_ascii_case(value.trim_ascii()))
        });
        found.sort_by_key(|(_, span)| span.start);
        for (value, span) in found.into_iter().take(MAX_NAMED) {
            let message = format!("“{value}” is a language that only this project knows");
            let help = "write a language tag such as “ko”, or “und” for none that is known; or explain it in the header’s langUsage";
            self.diagnostics.push(Diagnostic::warning("bad-language", message).at(self.file, span).help(help));
        }
    }

    /// Says which identifiers are wrong, each once.
    fn tell_ids(&mut self) {
        let mut found: Vec<(usize, Diagnostic)> = Vec::new();
        let wrong = std::mem::take(&mut self.wrong_ids).into_iter();
        found.extend(wrong.map(|(id, (span, count))| {
            let help = "an xml:id begins with a letter or “_” and holds letters, digits, “-”, “_” and “.” only";
            let (message, help) = match &*id {
                "" => ("this xml:id is empty".to_owned(), help),
                id if id.len() > MAX_ID => {
                    (format!("this xml:id has more than {MAX_ID} bytes"), "write a short one, or none")
                }
                id => (format!("“{id}” cannot be an xml:id"), help),
            };
            let message = if count > 1 { format!("{message}; it occurs {}", times(count)) } else { message };
            (span.start, Diagnostic::error("bad-id", message).at(self.file, span).help(help))
        }));
        let repeated = std::mem::take(&mut self.repeated).into_iter();
        found.extend(repeated.filter_map(|(id, Repeated { count, places })| {
            let message = format!("the xml:id “{id}” occurs {}", times(count + 1));
            let mut places = places.into_iter();
            let (Some(second), Some(&first)) = (places.next(), self.ids.get(&id)) else { return None };
            let at = second.start;
            let mut diagnostic = Diagnostic::error("duplicate-id", message)
                .at(self.file, second)
                .related(self.file, first..first + id.len(), "it occurs here first")
                .help(match count {
                    1 => "give one of the two elements another xml:id",
                    _ => "give each element an xml:id of its own",
                });
            for place in places {
                diagnostic = diagnostic.related(self.file, place, "and here");
            }
            Some((at, diagnostic))
        }));
        found.sort_by_key(|(at, _)| *at);
        let more = found.len().saturating_sub(MAX_NAMED);
        self.diagnostics.extend(found.drain(..found.len() - more).map(|(_, diagnostic)| diagnostic));
        if let Some((at, Diagnostic { code, .. })) = found.first() {
            let message = match more {
                1 => "one more xml:id is wrong or occurs more than once; here".to_owned(),
                _ => format!("{more} more xml:ids are wrong or occur more than once; the first of them is here"),
            };
            let help = "mend those that are named and run again";
            self.diagnostics.push(Diagnostic::error(code, message).at(self.file, *at..*at).help(help));
        }
    }
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

/// Whether an `xml:lang` says a language, or with nothing that it is not known.
pub(super) fn is_lang(value: &str) -> bool {
    let value = value.trim_ascii();
    value.is_empty() || Lang::parse(value).is_some_and(|lang| lang.is_known())
}

/// Says that an `xml:lang` does not.
pub(super) fn no_lang(value: &str) -> String {
    format!("“{value}” is no language tag")
}

/// Whether there is nothing but white space as XML knows it.
pub(super) fn is_blank(text: &str) -> bool {
    text.bytes().all(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r'))
}

/// The place of a node.
pub(super) fn place(text: &str, at: usize) -> Range<usize> {
    match text.as_bytes().get(at) {
        Some(b'<') => tag_span(text, at),
        // A reference to an entity, which may hold elements.
        Some(b'&') => at..at + text[at..].find(';').map_or(1, |end| end + 1),
        _ => at..at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8),
    }
}
