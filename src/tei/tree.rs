//! The elements and texts of a file, flat, in document order.
//!
//! A subtree is a range of indices, so that everything that walks it is a loop.

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::FxHashMap;

pub(super) use self::key::Key;
pub(super) use self::languages::{LANGS, is_lang, no_lang};
pub(super) use self::read::read;
use super::elements::{Class, Stop};
use super::rend;
use super::tag::is_ncname;
use super::xml::tag_span;
use crate::text::{Attributes, Lang, Rend};

mod alternatives;
mod class;
mod comma;
mod date;
mod identifiers;
mod indentation;
mod key;
mod languages;
mod read;
mod words;

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
    /// Whether it is an element that stands behind the end of another one, with no text between them.
    pub(super) touches: bool,
    /// Whether a space parts it from that one, since white space in one of them is left out.
    pub(super) is_parted: bool,
}

/// What a node is.
pub(super) enum NodeKind<'a> {
    Element { name: &'a str, class: Class, attributes: Range<u32> },
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
    /// The characters of signs that the header describes (`char` and `glyph` of `charDecl`), by their identifiers.
    glyphs: FxHashMap<String, String>,
    /// The CSS of each `rendition` for all elements of a name (`selector`), by that name.
    selected: FxHashMap<String, String>,
    /// The languages that the header names by what is no tag that others know, by that.
    named_langs: FxHashMap<String, Lang>,
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

    /// The attributes of an element by their numbers.
    fn own_attributes(&self, numbers: &Range<u32>) -> &[(Key, Cow<'a, str>)] {
        &self.attributes[numbers.start as usize..numbers.end as usize]
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, i: usize, key: Key) -> Option<&str> {
        let NodeKind::Element { attributes, .. } = &self.nodes[i].kind else { return None };
        self.own_attributes(attributes).iter().find(|(k, _)| *k == key).map(|(_, value)| value.as_ref())
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

    /// The language that an element says it is in, by its tag or by its name; none where that is no language, which is
    /// reported once.
    pub(super) fn lang(&self, i: usize) -> Option<Lang> {
        self.known_lang(self.attribute(i, Key::Lang)?)
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
        let selected = self.element(i).and_then(|(name, _)| self.selected.get(name));
        selected.into_iter().for_each(|css| rend::add_rend(&mut rend, css));
        self.looks(i).for_each(|value| rend::add_rend(&mut rend, value));
        rend
    }

    /// Whether anything says how an element is to look, understood or not.
    pub(super) fn says_look(&self, i: usize) -> bool {
        let selected = self.element(i).is_some_and(|(name, _)| self.selected.contains_key(name));
        selected || self.looks(i).any(|value| !is_blank(value))
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

    /// The character of a sign (`g`), if the header gives it one that all know.
    pub(super) fn glyph(&self, i: usize) -> Option<&str> {
        let id = self.attribute(i, Key::Ref)?.trim_ascii().strip_prefix('#')?;
        self.glyphs.get(id).map(String::as_str)
    }

    /// Reads which characters the header gives signs: the first that is not for private use.
    fn declare_glyphs(&mut self) {
        let is_sign = |&i: &usize| matches!(self.element(i), Some(("char" | "glyph", _)));
        let is_public = |c: char| !matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..);
        let mut found = Vec::new();
        for i in (0..self.nodes.len()).filter(is_sign) {
            let mappings = (i + 1..self.nodes[i].end).filter(|&k| matches!(self.element(k), Some(("mapping", _))));
            let characters = mappings.map(|k| {
                let texts = self.nodes[k + 1..self.nodes[k].end].iter().filter_map(|node| match &node.kind {
                    NodeKind::Text(text) => Some(text.trim_ascii()),
                    NodeKind::Element { .. } => None,
                });
                texts.collect::<String>()
            });
            let is_short = |text: &String| (1..=LONGEST_LABEL).contains(&text.len());
            let character = characters.into_iter().find(|it| is_short(it) && it.chars().all(is_public));
            found.extend(self.id(i).map(str::to_owned).zip(character));
        }
        self.glyphs.extend(found);
    }

    /// Reads what the header declares looks to be (`rendition`): by identifier, or for all elements of a name.
    fn declare_looks(&mut self) {
        let is_rendition = |&i: &usize| matches!(self.element(i), Some(("rendition", _)));
        let mut declared = Vec::new();
        for i in (0..self.nodes.len()).filter(is_rendition) {
            let css = self.nodes[i + 1..self.nodes[i].end].iter().filter_map(|node| match &node.kind {
                NodeKind::Text(text) => Some(text.as_ref()),
                NodeKind::Element { .. } => None,
            });
            let selectors = self.header_attribute(i, "selector").unwrap_or_default().split(',');
            let names: Vec<String> = selectors.map(|name| name.trim().to_owned()).filter(|it| is_ncname(it)).collect();
            declared.push((self.id(i).map(str::to_owned), names, css.collect::<String>()));
        }
        for (id, names, css) in declared {
            self.selected.extend(names.into_iter().map(|name| (name, css.clone())));
            self.renditions.extend(id.map(|id| (id, css)));
        }
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
        self.attribute(i, Key::N).map(str::trim_ascii).filter(|n| (1..=LONGEST_LABEL).contains(&n.len()))
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

/// Labels and signs of more bytes are none: they would be set wherever something leads to them.
const LONGEST_LABEL: usize = 255;

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
