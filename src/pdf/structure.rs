//! The structure tree: what each piece of the pages is, in the order in which it is read (ISO 32000-1, section 14.7).
//!
//! Pages are written before the tree, and know of it only the numbers of their marked contents. Which element each of
//! these belongs to is kept, eight bytes for one, and the elements are written when all pages are.

mod element;
mod escape;
mod ties;
mod trees;
mod writer;

use std::collections::HashMap;

use lopdf::{Object, ObjectId, dictionary};

use crate::layout::page::{MarkedText, Part, Picture, StretchId};
use crate::layout::structure::Structure;
use crate::text::Lang;

use super::destination::Anchors;
use super::file::File;
use super::{Reading, Standard};

use ties::Ties;
use writer::Writer;

/// The namespace of the structure types of PDF 2.0 (ISO 32000-2, section 14.8.6.1).
const NAMESPACE: &str = "http://iso.org/pdf2/ssn";

/// What the pages say of the structure.
#[derive(Default)]
pub(super) struct Contents {
    /// The pages, with the key of each in the tree of parents.
    pages: Vec<(ObjectId, u32)>,
    /// What was marked, in the order of the pages.
    marked: Vec<Marked>,
    /// The links, in the order of the pages.
    links: Vec<Linked>,
    /// The texts that hold marked stretches, or are in another language.
    texts: HashMap<u32, MarkedText>,
    /// The pictures by their texts.
    figures: HashMap<u32, Figure>,
    next_key: u32,
}

/// What stands for a picture, and where it is.
struct Figure {
    text: String,
    lang: Lang,
    /// The left, lower, right and upper edge.
    edges: [f32; 4],
}

/// A marked content.
#[derive(Clone, Copy)]
struct Marked {
    part: Part,
    /// The index of its page.
    page: u32,
    /// Its number on the page.
    mcid: u32,
}

/// A link on a page.
struct Linked {
    part: Part,
    page: ObjectId,
    annotation: ObjectId,
    /// Its key in the tree of parents.
    key: u32,
    /// The name of the place that it leads to, if that is in the file.
    target: Option<String>,
}

/// A tree that is written.
pub(super) struct Tree {
    /// Its root.
    pub(super) root: ObjectId,
    pub(super) elements: Elements,
}

/// Where the texts are in a tree; only kept of a file of PDF 2.0.
pub(super) struct Elements {
    document: ObjectId,
    /// How many languages there are.
    langs: u32,
    written: HashMap<Part, ObjectId>,
}

impl Elements {
    /// The element of the whole.
    pub(super) fn document(&self) -> ObjectId {
        self.document
    }

    /// The element of a part of a text, or else of the whole text, or of the text in another language, or the document.
    pub(super) fn of(&self, part: Part) -> ObjectId {
        let whole = |text: u32| Part { text, stretch: StretchId::NONE };
        let row = part.text - part.text % self.langs.max(1);
        let parts = [part, whole(part.text)].into_iter().chain((row..row + self.langs).map(whole));
        let mut found = parts.filter_map(|part| self.written.get(&part));
        found.next().copied().unwrap_or(self.document)
    }

    /// The same of the text in the language of another text.
    pub(super) fn beside(&self, part: Part, text: u32) -> ObjectId {
        self.of(Part { text: in_language(part.text, text, self.langs), ..part })
    }
}

/// The text of the row of a text in the language of another one.
fn in_language(text: u32, other: u32, langs: u32) -> u32 {
    let langs = langs.max(1);
    text - text % langs + other % langs
}

impl Contents {
    /// Notes a page and the parts of the text on it by the numbers of their marked contents; gives the page's key.
    pub(super) fn page(&mut self, page: ObjectId, parts: &[Part], texts: Vec<MarkedText>) -> u32 {
        let index = self.pages.len() as u32;
        let key = self.key();
        self.pages.push((page, key));
        self.marked.extend(parts.iter().zip(0..).map(|(&part, mcid)| Marked { part, page: index, mcid }));
        self.texts.extend(texts.into_iter().map(|text| (text.text, text)));
        key
    }

    /// Notes a picture on a page of a height.
    pub(super) fn picture(&mut self, picture: &Picture, height: f32) {
        let Picture { x, y, width, .. } = picture;
        let edges = [*x, height - y - picture.height, x + width, height - y];
        self.figures.extend(picture.alternatives.iter().map(|alternative| {
            let (text, lang) = (escape::text(alternative), alternative.lang.clone());
            (alternative.part.text, Figure { text, lang, edges })
        }));
    }

    /// Notes a link on a page, and the name of the place that it leads to, if that is in the file; gives its key.
    pub(super) fn link(&mut self, page: ObjectId, annotation: ObjectId, part: Part, target: Option<&str>) -> u32 {
        let key = self.key();
        self.links.push(Linked { part, page, annotation, key, target: target.map(str::to_owned) });
        key
    }

    fn key(&mut self) -> u32 {
        self.next_key += 1;
        self.next_key - 1
    }

    /// Writes the elements and gives the tree. `anchors` are the places that links lead to.
    pub(super) fn write(self, structure: &Structure, says: &Says<'_>, anchors: &Anchors, file: &mut File) -> Tree {
        let Contents { pages, mut marked, mut links, texts, figures, next_key } = self;
        // By text, each in the order of the pages.
        marked.sort_by_key(|marked| marked.part.text);
        links.sort_by_key(|link| link.part.text);
        let root = file.reserve();
        let namespace = match says.standard {
            Standard::Pdf17 => None,
            Standard::Pdf20 => {
                Some(file.add(&dictionary! { "Type" => "Namespace", "NS" => Object::string_literal(NAMESPACE) }.into()))
            }
        };
        let mut parents: Vec<Parents> = pages.iter().map(|&(_, key)| (key, Vec::new())).collect();
        parents.reserve(links.len());
        let sources = Sources { marked: &marked, links: &links, texts: &texts, figures: &figures };
        let mut writer = Writer::new(file, &pages, parents, structure, namespace);
        let document = writer.begin(root, "Document");
        let several = structure.langs > 1;
        match says.reading {
            Reading::Rows if several => writer.rows(structure, says.langs, &sources),
            Reading::Rows | Reading::Languages => {
                for lang in 0..structure.langs {
                    if several {
                        writer.begin_in("Part");
                        writer.set_lang(says.langs.get(lang as usize));
                    }
                    structure.steps.iter().for_each(|step| writer.step(*step, lang, structure.langs, &sources));
                    if several {
                        writer.end();
                    }
                }
            }
        }
        writer.end();
        let Writer { parents, links_parents, ids, ties, written, file, .. } = writer;
        ties.write(&sources, anchors, &written, structure.langs, file);
        let mut dictionary = dictionary! { "Type" => "StructTreeRoot", "K" => document };
        if let Some(tree) = trees::parent_tree(parents, links_parents, file) {
            dictionary.set("ParentTree", tree);
        }
        dictionary.set("ParentTreeNextKey", i64::from(next_key));
        if let Some(tree) = trees::id_tree(ids, file) {
            dictionary.set("IDTree", tree);
        }
        if let Some(namespace) = namespace {
            dictionary.set("Namespaces", vec![namespace.into()]);
            // For programs that know no namespaces: what the types would be without one.
            dictionary.set("RoleMap", dictionary! { "FENote" => "Note", "Title" => "H1" });
        }
        file.put(root, &dictionary.into());
        Tree { root, elements: Elements { document, langs: structure.langs, written } }
    }
}

/// What a tree says besides the texts.
pub(super) struct Says<'a> {
    /// The languages, in their order.
    pub(super) langs: &'a [Lang],
    pub(super) reading: Reading,
    pub(super) standard: Standard,
}

/// The key of a page and the elements of its marked contents.
type Parents = (u32, Vec<Object>);

/// What was found on the pages, by text.
struct Sources<'a> {
    marked: &'a [Marked],
    links: &'a [Linked],
    texts: &'a HashMap<u32, MarkedText>,
    figures: &'a HashMap<u32, Figure>,
}

impl<'a> Sources<'a> {
    fn marked(&self, text: u32) -> &'a [Marked] {
        let start = self.marked.partition_point(|marked| marked.part.text < text);
        let rest = &self.marked[start..];
        &rest[..rest.partition_point(|marked| marked.part.text == text)]
    }

    fn links(&self, text: u32) -> &'a [Linked] {
        let start = self.links.partition_point(|link| link.part.text < text);
        let rest = &self.links[start..];
        &rest[..rest.partition_point(|link| link.part.text == text)]
    }
}
