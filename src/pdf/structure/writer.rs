//! Writes elements, each when it ends.

use std::collections::HashMap;

use lopdf::{Object, ObjectId, dictionary};

use crate::layout::page::{self, MarkedText, Part, Stretch, StretchId, StretchKind};
use crate::layout::structure::{Cell, Step, Structure, Tag};
use crate::pdf::file::{File, number, text};
use crate::text::Lang;

use super::element::{self, Element};
use super::{Figure, Linked, Marked, Parents, Sources, Ties};

pub(super) struct Writer<'a> {
    pub(super) file: &'a mut File,
    pages: &'a [(ObjectId, u32)],
    pub(super) parents: Vec<Parents>,
    pub(super) links_parents: Vec<(u32, Object)>,
    /// The elements that have identifiers.
    pub(super) ids: Vec<(String, ObjectId)>,
    /// By the numbers of cells, those of their head cells.
    headers: &'a [Vec<u32>],
    /// The namespace of PDF 2.0, in a file of it.
    namespace: Option<ObjectId>,
    /// Whether the title has a type of its own.
    title: bool,
    open: Vec<Element>,
    /// The language of the next element, if it is not that of the element around it.
    lang: Option<Lang>,
    /// What refers to each other, in a file of PDF 2.0.
    pub(super) ties: Ties,
    /// The elements of the texts, in a file of PDF 2.0.
    pub(super) written: HashMap<Part, ObjectId>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        file: &'a mut File,
        pages: &'a [(ObjectId, u32)],
        parents: Vec<Parents>,
        structure: &'a Structure,
        namespace: Option<ObjectId>,
    ) -> Writer<'a> {
        Writer {
            file,
            pages,
            parents,
            links_parents: Vec::new(),
            ids: Vec::new(),
            headers: &structure.headers,
            namespace,
            title: namespace.is_some() && structure.steps.iter().any(|step| matches!(step, Step::Text(_, Tag::Title))),
            open: Vec::new(),
            lang: None,
            ties: Ties::default(),
            written: HashMap::new(),
        }
    }

    pub(super) fn begin(&mut self, parent: ObjectId, name: &str) -> ObjectId {
        let id = self.file.reserve();
        self.open.push(Element::new(id, parent, name, self.namespace));
        id
    }

    pub(super) fn begin_in(&mut self, name: &str) -> ObjectId {
        let parent = self.open[self.open.len() - 1].id;
        self.begin(parent, name)
    }

    fn set(&mut self, key: &str, value: impl Into<Object>) {
        if let Some(element) = self.open.last_mut() {
            element.dictionary.set(key, value);
        }
    }

    /// Names the innermost element, by a name that no other has.
    fn name(&mut self, name: String) {
        self.set("ID", Object::string_literal(name.as_str()));
        self.ids.extend(self.open.last().map(|element| (name, element.id)));
    }

    /// Ends the innermost element. One that holds nothing is left out, as nobody could hear it.
    pub(super) fn end(&mut self) {
        let Some(Element { id, mut dictionary, mut kids, page, stays, part, note }) = self.open.pop() else { return };
        if kids.is_empty() && !stays && !self.open.is_empty() {
            if self.ids.last().is_some_and(|(_, last)| *last == id) {
                self.ids.pop();
            }
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
        if let Some(parent) = self.open.last_mut() {
            parent.kids.push(id.into());
        }
        match part.filter(|_| self.namespace.is_some()) {
            None => self.file.put(id, &dictionary.into()),
            Some(part) => {
                self.written.insert(part, id);
                if note {
                    self.ties.note(part.text, id, dictionary);
                } else if part.stretch == StretchId::NONE && dictionary.get(b"S").is_ok_and(is_reference) {
                    self.ties.entries.push((part, id, dictionary));
                } else if part.stretch != StretchId::NONE {
                    self.ties.marks.push((part, id, dictionary));
                } else {
                    self.file.put(id, &dictionary.into());
                }
            }
        }
    }

    pub(super) fn set_lang(&mut self, lang: Option<&Lang>) {
        if let Some(lang) = lang {
            self.set("Lang", text(lang.as_str()));
        }
    }

    /// Writes the texts row by row, each in all languages. What only makes sense as a whole, such as a list, a table or a
    /// note, is read as a whole in one language, and then in the next.
    pub(super) fn rows(&mut self, structure: &Structure, langs: &[Lang], sources: &Sources<'_>) {
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

    pub(super) fn step(&mut self, step: Step, lang: u32, langs: u32, sources: &Sources<'_>) {
        match step {
            Step::Open(tag) => self.open_tag(tag, lang),
            Step::Close => self.end(),
            Step::Label(row) => self.label(row * langs + lang, sources),
            Step::Text(row, tag) => self.words(row * langs + lang, tag, lang, sources),
        }
    }

    /// Writes what stands in front of a text.
    fn label(&mut self, number: u32, sources: &Sources<'_>) {
        let is_label = |part: &Part| part.stretch == StretchId::LABEL;
        if let Some(note) = self.open.last_mut().filter(|element| element.note) {
            note.part = Some(Part { text: number, stretch: StretchId::NONE });
        }
        self.begin_in("Lbl");
        // The number of a note leads back to its mark.
        let mut links = sources.links(number).iter().filter(|link| is_label(&link.part)).peekable();
        let leads = links.peek().is_some();
        if leads {
            self.begin_in("Link");
        }
        links.for_each(|link| self.annotation(link));
        let marked = sources.marked(number).iter().filter(|marked| is_label(&marked.part));
        marked.for_each(|marked| self.content(*marked));
        if leads {
            self.end();
        }
        self.end();
    }

    fn open_tag(&mut self, tag: Tag, lang: u32) {
        let id = self.begin_in(element::name(tag, self.title));
        // Of what is read as a whole, the outermost element tells the language.
        if let Some(lang) = self.lang.take() {
            self.set_lang(Some(&lang));
        }
        match tag {
            Tag::List(style) => self.set("A", element::list(style, self.namespace.is_some())),
            Tag::Cell(cell) => self.cell(cell, lang),
            Tag::Note => {
                self.name(format!("note-{}", id.0));
                if let Some(element) = self.open.last_mut() {
                    element.note = true;
                }
            }
            _ => {}
        }
    }

    /// Says what a cell is in its table.
    fn cell(&mut self, cell: Cell, lang: u32) {
        let headers = self.headers.get(cell.number as usize).map_or(&[][..], Vec::as_slice);
        let headers = headers.iter().map(|&head| Object::string_literal(element::cell_name(head, lang)));
        if let Some(attributes) = element::cell(cell, headers.collect()) {
            self.set("A", attributes);
        }
        if cell.scope.is_some() {
            self.name(element::cell_name(cell.number, lang));
        }
        if let Some(element) = self.open.last_mut() {
            element.stays = true;
        }
    }

    /// Writes a text with the stretches that are marked in it.
    fn words(&mut self, number: u32, tag: Tag, lang: u32, sources: &Sources<'_>) {
        // What holds paragraphs is none.
        let holds_blocks = sources.texts.get(&number).is_some_and(MarkedText::holds_blocks);
        self.open_tag(if tag == Tag::Paragraph && holds_blocks { Tag::Group } else { tag }, lang);
        if let Some(element) = self.open.last_mut() {
            element.part = Some(Part { text: number, stretch: StretchId::NONE });
        }
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
        let links = sources.links(number).iter().filter(|link| link.part.stretch != StretchId::LABEL);
        // An annotation belongs to the element of its link, however its words are marked (ISO 14289-1, section 7.18.5).
        let link_of = |part: Part| page::link_of(marks, part.stretch).unwrap_or(part.stretch);
        let mut links: Vec<(StretchId, &Linked)> = links.map(|link| (link_of(link.part), link)).collect();
        links.sort_by_key(|(id, _)| *id);
        let mut links = links.into_iter().peekable();
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
                while let Some((_, link)) = links.next_if(|(begins, _)| *begins <= id) {
                    self.annotation(link);
                    if let Some(element) = self.open.last_mut().filter(|_| link.target.is_some()) {
                        element.part = Some(Part { text: number, stretch: id });
                    }
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
        self.begin_in(element::stretch(mark.kind));
        if let StretchKind::List(style) = mark.kind {
            self.set("A", element::list(style, self.namespace.is_some()));
        }
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

    fn annotation(&mut self, link: &Linked) {
        let Some(element) = self.open.last_mut() else { return };
        element.kids.push(dictionary! { "Type" => "OBJR", "Pg" => link.page, "Obj" => link.annotation }.into());
        self.links_parents.push((link.key, element.id.into()));
    }
}

/// Whether a type is that of what an entry of a list of contents says.
fn is_reference(name: &Object) -> bool {
    name.as_name().is_ok_and(|name| name == b"Reference")
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
