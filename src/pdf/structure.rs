//! The structure tree: what each piece of the pages is, in the order in which it is read (ISO 32000-1, section 14.7).
//!
//! Pages are written before the tree, and know of it only the numbers of their marked contents. Which element each of
//! these belongs to is kept, eight bytes for one, and the elements are written when all pages are.

use std::collections::HashMap;

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use crate::layout::page::{MarkedText, Part, Picture, Stretch, StretchId, StretchKind};
use crate::layout::structure::{Step, Structure, Tag};
use crate::text::{Lang, ListStyle, TableCell};

use super::Reading;
use super::file::{File, number, text};
use super::tree;

/// Entries of a leaf of the number tree, and children of a node above it, at most.
const ENTRIES: usize = 64;

/// What the pages say of the structure.
#[derive(Default)]
pub(super) struct Contents {
    /// The pages, with the key of each in the tree of parents.
    pages: Vec<(ObjectId, u32)>,
    /// What was marked, in the order of the pages.
    marked: Vec<Marked>,
    /// The links, each with its key in the tree of parents.
    links: Vec<(Part, ObjectId, ObjectId, u32)>,
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
            let (text, lang) = (alternative.text.clone(), alternative.lang.clone());
            (alternative.part.text, Figure { text, lang, edges })
        }));
    }

    /// Notes a link on a page; gives its key.
    pub(super) fn link(&mut self, page: ObjectId, annotation: ObjectId, part: Part) -> u32 {
        let key = self.key();
        self.links.push((part, page, annotation, key));
        key
    }

    fn key(&mut self) -> u32 {
        self.next_key += 1;
        self.next_key - 1
    }

    /// Writes the elements and gives the root of the tree.
    pub(super) fn write(self, structure: &Structure, langs: &[Lang], order: Reading, file: &mut File) -> ObjectId {
        let Contents { pages, mut marked, mut links, texts, figures, next_key } = self;
        // By text, each in the order of the pages.
        marked.sort_by_key(|marked| marked.part.text);
        links.sort_by_key(|(part, ..)| part.text);
        let root = file.reserve();
        let mut parents: Vec<Parents> = pages.iter().map(|&(_, key)| (key, Vec::new())).collect();
        parents.reserve(links.len());
        let mut writer =
            Writer { file, pages: &pages, parents, links_parents: Vec::new(), open: Vec::new(), lang: None };
        let document = writer.begin(root, "Document");
        let several = structure.langs > 1;
        let sources = Sources { marked: &marked, links: &links, texts: &texts, figures: &figures };
        match order {
            Reading::Rows if several => writer.rows(structure, langs, &sources),
            Reading::Rows | Reading::Languages => {
                for lang in 0..structure.langs {
                    if several {
                        writer.begin_in("Part");
                        writer.set_lang(langs.get(lang as usize));
                    }
                    structure.steps.iter().for_each(|step| writer.step(*step, lang, structure.langs, &sources));
                    if several {
                        writer.end();
                    }
                }
            }
        }
        writer.end();
        let Writer { parents, links_parents, file, .. } = writer;
        let tree = parent_tree(parents, links_parents, file);
        let mut dictionary = dictionary! { "Type" => "StructTreeRoot", "K" => document };
        if let Some(tree) = tree {
            dictionary.set("ParentTree", tree);
        }
        dictionary.set("ParentTreeNextKey", i64::from(next_key));
        file.put(root, &dictionary.into());
        root
    }
}

/// The key of a page and the elements of its marked contents.
type Parents = (u32, Vec<Object>);

/// What was found on the pages, by text.
struct Sources<'a> {
    marked: &'a [Marked],
    links: &'a [(Part, ObjectId, ObjectId, u32)],
    texts: &'a HashMap<u32, MarkedText>,
    figures: &'a HashMap<u32, Figure>,
}

impl<'a> Sources<'a> {
    fn marked(&self, text: u32) -> &'a [Marked] {
        let start = self.marked.partition_point(|marked| marked.part.text < text);
        let rest = &self.marked[start..];
        &rest[..rest.partition_point(|marked| marked.part.text == text)]
    }

    fn links(&self, text: u32) -> &'a [(Part, ObjectId, ObjectId, u32)] {
        let start = self.links.partition_point(|(part, ..)| part.text < text);
        let rest = &self.links[start..];
        &rest[..rest.partition_point(|(part, ..)| part.text == text)]
    }
}

/// Writes elements, each when it ends.
struct Writer<'a> {
    file: &'a mut File,
    pages: &'a [(ObjectId, u32)],
    parents: Vec<Parents>,
    links_parents: Vec<(u32, Object)>,
    open: Vec<Element>,
    /// The language of the next element, if it is not that of the element around it.
    lang: Option<Lang>,
}

/// An element that is open.
struct Element {
    id: ObjectId,
    dictionary: Dictionary,
    kids: Vec<Object>,
    /// The page of its first marked content, which its dictionary names.
    page: Option<u32>,
    /// Whether it is written also if it holds nothing.
    stays: bool,
}

impl Writer<'_> {
    fn begin(&mut self, parent: ObjectId, name: &str) -> ObjectId {
        let id = self.file.reserve();
        let dictionary = dictionary! { "S" => name, "P" => parent };
        self.open.push(Element { id, dictionary, kids: Vec::new(), page: None, stays: false });
        id
    }

    fn begin_in(&mut self, name: &str) -> ObjectId {
        let parent = self.open[self.open.len() - 1].id;
        self.begin(parent, name)
    }

    fn set(&mut self, key: &str, value: impl Into<Object>) {
        if let Some(element) = self.open.last_mut() {
            element.dictionary.set(key, value);
        }
    }

    /// Ends the innermost element. One that holds nothing is left out, as nobody could hear it.
    fn end(&mut self) {
        let Some(Element { id, mut dictionary, mut kids, page, stays }) = self.open.pop() else { return };
        if kids.is_empty() && !stays && !self.open.is_empty() {
            return;
        }
        if let Some(page) = page {
            dictionary.set("Pg", self.pages[page as usize].0);
        }
        match kids.len() {
            0 => {}
            1 => dictionary.set("K", kids.swap_remove(0)),
            _ => dictionary.set("K", kids),
        }
        self.file.put(id, &dictionary.into());
        if let Some(parent) = self.open.last_mut() {
            parent.kids.push(id.into());
        }
    }

    fn set_lang(&mut self, lang: Option<&Lang>) {
        if let Some(lang) = lang {
            self.set("Lang", text(lang.as_str()));
        }
    }

    /// Writes the texts row by row, each in all languages. What only makes sense as a whole, such as a list, a table or a
    /// note, is read as a whole in one language, and then in the next.
    fn rows(&mut self, structure: &Structure, langs: &[Lang], sources: &Sources<'_>) {
        let steps = &structure.steps;
        let mut at = 0;
        while let Some(step) = steps.get(at) {
            let whole = match step {
                Step::Open(Tag::Section | Tag::Group | Tag::Quotation) | Step::Close => {
                    self.step(*step, 0, structure.langs, sources);
                    at += 1;
                    continue;
                }
                Step::Open(_) => &steps[at..at + length(&steps[at..])],
                Step::Label(_) | Step::Text(..) => &steps[at..=at],
            };
            for lang in 0..structure.langs {
                self.lang = langs.get(lang as usize).cloned();
                whole.iter().for_each(|step| self.step(*step, lang, structure.langs, sources));
            }
            at += whole.len();
        }
    }

    fn step(&mut self, step: Step, lang: u32, langs: u32, sources: &Sources<'_>) {
        match step {
            Step::Open(tag) => {
                self.open_tag(tag);
            }
            Step::Close => self.end(),
            Step::Label(row) => {
                let text = row * langs + lang;
                let is_label = |part: &Part| part.stretch == StretchId::LABEL;
                self.begin_in("Lbl");
                // The number of a note leads back to its mark.
                let mut links = sources.links(text).iter().filter(|(part, ..)| is_label(part)).peekable();
                let leads = links.peek().is_some();
                if leads {
                    self.begin_in("Link");
                }
                links.for_each(|(_, page, annotation, key)| self.annotation(*page, *annotation, *key));
                sources
                    .marked(text)
                    .iter()
                    .filter(|marked| is_label(&marked.part))
                    .for_each(|marked| self.content(*marked));
                if leads {
                    self.end();
                }
                self.end();
            }
            Step::Text(row, tag) => self.words(row * langs + lang, tag, sources),
        }
    }

    fn open_tag(&mut self, tag: Tag) {
        let id = self.begin_in(name(tag));
        // Of what is read as a whole, the outermost element tells the language.
        if let Some(lang) = self.lang.take() {
            self.set_lang(Some(&lang));
        }
        match tag {
            Tag::List(style) => {
                let numbering = match style {
                    ListStyle::Numbered => "Decimal",
                    ListStyle::Bulleted => "Disc",
                    ListStyle::Plain | ListStyle::Gloss => "None",
                };
                self.set("A", dictionary! { "O" => "List", "ListNumbering" => numbering });
            }
            Tag::Cell(TableCell { columns, rows, head }) => {
                let mut attributes = dictionary! { "O" => "Table" };
                if head {
                    attributes.set("Scope", "Column");
                }
                if columns > 1 {
                    attributes.set("ColSpan", i64::from(columns));
                }
                if rows > 1 {
                    attributes.set("RowSpan", i64::from(rows));
                }
                if attributes.len() > 1 {
                    self.set("A", attributes);
                }
            }
            // A note must have a name that no other has.
            Tag::Note => self.set("ID", Object::string_literal(format!("note-{}", id.0))),
            _ => {}
        }
        if let (Tag::Cell(_), Some(element)) = (tag, self.open.last_mut()) {
            element.stays = true;
        }
    }

    /// Writes a text with the stretches that are marked in it.
    fn words(&mut self, number: u32, tag: Tag, sources: &Sources<'_>) {
        self.open_tag(tag);
        let depth = self.open.len();
        let marks = sources.texts.get(&number);
        if let Some(lang) = marks.and_then(|marks| marks.lang.as_ref()) {
            self.set("Lang", text(lang.as_str()));
        }
        if let Some(figure) = sources.figures.get(&number) {
            self.figure(figure);
        }
        let marks: &[Stretch] = marks.map_or(&[], |marks| &marks.stretches);
        // The stretches that are open.
        let mut path: Vec<StretchId> = Vec::new();
        let mut links = sources.links(number).iter().filter(|(part, ..)| part.stretch != StretchId::LABEL).peekable();
        for marked in sources.marked(number).iter().filter(|marked| marked.part.stretch != StretchId::LABEL) {
            let mut wanted = Vec::new();
            let mut mark = marked.part.stretch;
            while let Some(stretch) = marks.get(usize::from(mark.0)) {
                wanted.push(mark);
                mark = stretch.within;
            }
            wanted.reverse();
            let common = path.iter().zip(&wanted).take_while(|(a, b)| a == b).count();
            for _ in common..path.len() {
                self.end();
            }
            path.truncate(common);
            for &id in &wanted[common..] {
                self.stretch(&marks[usize::from(id.0)]);
                path.push(id);
                while let Some((_, page, annotation, key)) = links.next_if(|(part, ..)| part.stretch <= id) {
                    self.annotation(*page, *annotation, *key);
                }
            }
            self.content(*marked);
        }
        while self.open.len() > depth {
            self.end();
        }
        self.end();
    }

    /// Says what stands for a picture, and where it is (ISO 32000-1, sections 14.9.3 and 14.8.5.4.3).
    fn figure(&mut self, figure: &Figure) {
        self.set("Alt", text(&figure.text));
        self.set("Lang", text(figure.lang.as_str()));
        let edges: Vec<Object> = figure.edges.iter().map(|&edge| number(edge)).collect();
        self.set("A", dictionary! { "O" => "Layout", "BBox" => edges, "Placement" => "Block" });
    }

    fn stretch(&mut self, mark: &Stretch) {
        self.begin_in(match mark.kind {
            StretchKind::Span => "Span",
            StretchKind::Quote => "Quote",
            StretchKind::Code => "Code",
            StretchKind::Link => "Link",
            StretchKind::Reference => "Reference",
        });
        if let Some(lang) = &mark.lang {
            self.set("Lang", text(lang.as_str()));
        }
    }

    /// Adds a marked content to the innermost element.
    fn content(&mut self, marked: Marked) {
        let Some(element) = self.open.last_mut() else { return };
        let page = *element.page.get_or_insert(marked.page);
        let mcid = i64::from(marked.mcid);
        element.kids.push(if page == marked.page {
            mcid.into()
        } else {
            dictionary! { "Type" => "MCR", "Pg" => self.pages[marked.page as usize].0, "MCID" => mcid }.into()
        });
        let (_, elements) = &mut self.parents[marked.page as usize];
        let index = marked.mcid as usize;
        if elements.len() <= index {
            elements.resize(index + 1, Object::Null);
        }
        elements[index] = element.id.into();
    }

    fn annotation(&mut self, page: ObjectId, annotation: ObjectId, key: u32) {
        let Some(element) = self.open.last_mut() else { return };
        element.kids.push(dictionary! { "Type" => "OBJR", "Pg" => page, "Obj" => annotation }.into());
        self.links_parents.push((key, element.id.into()));
    }
}

/// How many steps an element takes, from its opening to its end.
fn length(steps: &[Step]) -> usize {
    let mut depth = 0;
    let end = steps.iter().position(|step| {
        match step {
            Step::Open(_) => depth += 1,
            Step::Close => depth -= 1,
            Step::Label(_) | Step::Text(..) => {}
        }
        depth == 0
    });
    end.map_or(steps.len(), |end| end + 1)
}

/// The name of a structure type.
fn name(tag: Tag) -> &'static str {
    match tag {
        Tag::Section => "Sect",
        Tag::Group => "Div",
        Tag::Heading(level) => ["H1", "H2", "H3", "H4", "H5", "H6"][usize::from(level.clamp(1, 6)) - 1],
        Tag::Paragraph => "P",
        Tag::List(_) => "L",
        Tag::Item => "LI",
        Tag::Label => "Lbl",
        Tag::ItemBody => "LBody",
        Tag::Table => "Table",
        Tag::TableRow => "TR",
        Tag::Cell(TableCell { head: true, .. }) => "TH",
        Tag::Cell(_) => "TD",
        Tag::Figure => "Figure",
        Tag::Caption => "Caption",
        Tag::Quotation => "BlockQuote",
        Tag::Note => "Note",
    }
}

/// Writes the number tree that leads from a page and the number of a marked content to its element, and from a link to
/// its own (ISO 32000-1, section 14.7.4.4).
fn parent_tree(pages: Vec<Parents>, links: Vec<(u32, Object)>, file: &mut File) -> Option<ObjectId> {
    let pages = pages.into_iter().map(|(key, elements)| (key, file.add(&Object::Array(elements)).into()));
    let mut entries: Vec<(u32, Object)> = pages.collect();
    entries.extend(links);
    entries.sort_by_key(|(key, _)| *key);
    let numbers = |leaf: &[(u32, Object)]| -> Vec<Object> {
        leaf.iter().flat_map(|(key, value)| [i64::from(*key).into(), value.clone()]).collect()
    };
    if entries.len() <= ENTRIES {
        return Some(file.add(&dictionary! { "Nums" => numbers(&entries) }.into()));
    }
    let mut leaves = Vec::with_capacity(entries.len().div_ceil(ENTRIES));
    for leaf in entries.chunks(ENTRIES) {
        let [first, last] = [leaf[0].0, leaf[leaf.len() - 1].0].map(|key| Object::from(i64::from(key)));
        let node = dictionary! { "Limits" => vec![first.clone(), last.clone()], "Nums" => numbers(leaf) };
        leaves.push((file.add(&node.into()), first, last));
    }
    tree::root(leaves, ENTRIES, file)
}
