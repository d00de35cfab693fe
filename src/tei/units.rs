//! Cuts the text of a document into units, and sets everything in order, however ragged its structure is.
//!
//! One loop walks the tree. Where blocks stand, an element opens a [`Frame`]; text that stands straight in it becomes a
//! unit made after the frame's [`Part`]. An element that holds running text alone is read in one go by
//! [`Walker::inlines`].

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use self::name::PartNames;
use self::numeral::Numerals;
use self::pointer::Pointers;
use super::content::{Content, Excess};
use super::elements::{Class, Stop};
use super::tree::{NodeKind, Tree};
use crate::text::{Group, GroupKind, Inline, Kind, Lang, Milestone, MilestoneUnit, Node, Rend, Role, Unit, Verse};

mod apparatus;
mod block;
mod inlaid;
mod name;
mod numeral;
mod picture;
mod pointer;
mod running;

pub(super) use self::running::some_words;

/// What an element is that the walker has entered and not left.
enum Frame {
    /// Marked text that holds blocks.
    Marked,
    /// What is parted from the text beside it and holds blocks, and where it stands.
    Apart(Option<Stop>, usize),
    /// A gap that holds blocks.
    Gap,
    /// Readings that hold blocks, and where they stand.
    Apparatus(usize),
    /// Anything that has a part.
    Block,
    /// A group of units.
    Group,
    /// A section.
    Section,
}

/// What the rules for an element depend on, apart from itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Other,
    TitlePage,
    /// A title page that is not that of the document.
    OtherTitlePage,
    List,
    Table,
    Row,
    Item,
    Figure,
    Cit,
    Argument,
    /// A group whose head is below that of the section.
    Inset,
}

/// How the items of a list are labelled.
#[derive(Clone, Copy)]
enum Labels {
    None,
    Bullets,
    /// The number of the next item, in numerals.
    Numbers(u32, Numerals),
}

impl Labels {
    /// The label of the next item, which has perhaps a number or a name of its own.
    fn next(&mut self, n: Option<&str>) -> Option<String> {
        match (self, n) {
            (Labels::Numbers(next, numerals), None) => {
                let label = format!("{}.", numerals.write(*next));
                *next = next.saturating_add(1);
                Some(label)
            }
            (Labels::Numbers(next, _), Some(n)) => {
                *next = n.parse().unwrap_or(*next).saturating_add(1);
                Some(if n.ends_with(char::is_alphanumeric) { format!("{n}.") } else { n.to_owned() })
            }
            (_, Some(n)) => Some(n.to_owned()),
            (Labels::Bullets, None) => Some("•".to_owned()),
            (Labels::None, None) => None,
        }
    }
}

/// What the units are made after that text standing straight in an element makes.
#[derive(Clone)]
struct Part {
    role: Role,
    within: Within,
    /// Whether it is running text: notes are anchored in it, and soft elements do not cut it.
    running: bool,
    /// The element whose text it is; what its units after the first are called by.
    element: Option<usize>,
    /// For the first unit only.
    id: Option<String>,
    /// For the first unit only.
    label: Option<String>,
    /// Where the start tag stands, until the first unit has been made.
    at: Option<usize>,
    rend: Rend,
    lang: Option<Lang>,
    labels: Labels,
    /// Whether it is the beginning or the end of a letter, in which each part is a unit.
    is_letter: bool,
    /// Whether it is a row of a table whose cells say what the cells below them are.
    is_head: bool,
    /// Whether it is a list in which a label has just stood.
    after_label: bool,
    /// Where the item stands whose identifier this paragraph has.
    lent: Option<usize>,
}

/// A name that the program does not know.
pub(super) struct Unknown<'a> {
    pub(super) name: &'a str,
    /// Where it stands first.
    pub(super) at: usize,
    pub(super) count: usize,
}

/// Something that is set all the same.
pub(super) struct Odd {
    pub(super) code: &'static str,
    pub(super) at: usize,
    pub(super) message: String,
    pub(super) help: String,
}

/// How many odd things of each kind are told.
const MAX_ODD: usize = 20;

/// Makes units.
pub(super) struct Walker<'t, 'a> {
    pub(super) nodes: Vec<Node>,
    pub(super) unknown: Vec<Unknown<'a>>,
    /// Pictures where none can be shown: the places of their start tags.
    pub(super) unshown: Vec<usize>,
    /// Sizes of pictures that are none: the place of the start tag, the name of the attribute and its value.
    pub(super) wrong_sizes: Vec<(usize, &'static str, String)>,
    /// Where the units stand that were made from text straight in an element that is no unit, or that has made one
    /// already; with the place of that element.
    pub(super) loose: Vec<(usize, Option<usize>)>,
    /// What else is odd: its code, its place, what it is and what to do.
    pub(super) odd: Vec<Odd>,
    /// The identifiers of units that are parts of an element.
    names: PartNames<'t>,
    tree: &'t Tree<'a>,
    lang: Lang,
    /// The title pages that are set before everything else.
    title_pages: Vec<usize>,
    pointers: Pointers<'t>,
    unknown_names: FxHashMap<&'a str, usize>,
    /// The alternative that is read although it is not set in the text.
    alternative: Option<usize>,
    /// Whether the header is being read, of which not all is set.
    in_header: bool,
    content: Content,
    note_content: Content,
    /// The notes called in the unit that is being made.
    notes: Vec<usize>,
    frames: Vec<(usize, Frame)>,
    parts: Vec<Part>,
    /// The groups that are open, with those that have not been written because they hold nothing yet.
    groups: Vec<Option<Group>>,
    written: usize,
    /// How many sections are open.
    depth: usize,
    /// The end of the last `front` that was met.
    front: usize,
    /// Whether a document of a corpus is open, whose title page has its heading.
    in_document: bool,
}

impl Part {
    /// A block of text of no special kind.
    fn plain(lang: Option<Lang>) -> Part {
        Part {
            role: Role::Block,
            within: Within::Other,
            running: false,
            element: None,
            id: None,
            label: None,
            at: None,
            rend: Rend::default(),
            lang,
            labels: Labels::None,
            is_letter: false,
            is_head: false,
            after_label: false,
            lent: None,
        }
    }
}

impl<'t, 'a> Walker<'t, 'a> {
    pub(super) fn new(tree: &'t Tree<'a>, lang: Lang, title_pages: Vec<usize>) -> Walker<'t, 'a> {
        let part = Part::plain(None);
        Walker {
            nodes: Vec::new(),
            unknown: Vec::new(),
            unshown: Vec::new(),
            wrong_sizes: Vec::new(),
            loose: Vec::new(),
            odd: Vec::new(),
            names: PartNames::default(),
            tree,
            lang,
            title_pages,
            pointers: Pointers::default(),
            unknown_names: FxHashMap::default(),
            alternative: None,
            in_header: false,
            content: Content::new(),
            note_content: Content::new(),
            notes: Vec::new(),
            frames: Vec::new(),
            parts: vec![part],
            groups: Vec::new(),
            written: 0,
            depth: 0,
            front: 0,
            in_document: false,
        }
    }

    /// Lets pointers find what they point to.
    pub(super) fn find_targets(&mut self) {
        self.pointers = Pointers::read(self.tree);
        self.tell_dangling();
    }

    /// Sets the `text` `i`, which stands in a language.
    pub(super) fn text(&mut self, i: usize, lang: Option<Lang>) {
        let lang = lang.filter(|lang| *lang != self.lang);
        self.parts.push(Part::plain(lang));
        self.element(i);
        self.parts.pop();
    }

    /// Begins a document of a corpus, a section to its readers.
    pub(super) fn begin_document(&mut self, header: usize) {
        self.flush(false);
        let id = self.tree.id(header).map(str::to_owned);
        self.groups.push(Some(Group { kind: GroupKind::Section, id, front: false }));
        self.depth += 1;
        self.in_document = true;
    }

    /// Ends it.
    pub(super) fn end_document(&mut self) {
        self.flush(false);
        self.leave_group();
        self.depth -= 1;
        self.in_document = false;
    }

    /// The level of a head in the section that is open, from 1 to 6.
    pub(super) fn level(&self) -> u8 {
        u8::try_from(self.depth).unwrap_or(6).clamp(1, 6)
    }

    /// Ends the document. What begins at its very end stands at the end of its last unit.
    pub(super) fn finish(&mut self) {
        self.letter_notes();
        let waiting = self.content.take_waiting().into_iter().chain(self.note_content.take_waiting());
        let last =
            self.nodes.iter_mut().rev().find_map(|node| if let Node::Unit(unit) = node { Some(unit) } else { None });
        if let Some(unit) = last {
            Arc::make_mut(&mut unit.content).extend(waiting.map(Inline::Milestone));
        }
    }

    /// What is too much in one unit, if anything is.
    pub(super) fn take_excess(&mut self) -> Option<Excess> {
        let found = [self.content.take_excess(), self.note_content.take_excess()];
        found.into_iter().flatten().min_by_key(|excess| excess.at)
    }

    /// Sets an element.
    pub(super) fn element(&mut self, i: usize) {
        self.run(i, self.tree.nodes[i].end);
    }

    /// Sets a title page, which stands in a text in a language.
    pub(super) fn title_page(&mut self, i: usize, lang: Option<Lang>) {
        let lang = self.tree.lang(i).or(lang).filter(|lang| *lang != self.lang);
        let part = Part { within: Within::TitlePage, lang, ..self.plain_part(i) };
        self.parts.push(part);
        self.run(i + 1, self.tree.nodes[i].end);
        self.parts.pop();
    }

    /// Sets what stands in the range of nodes as one unit, for the element `i` of the header.
    pub(super) fn header_unit(&mut self, i: usize, role: Role, start: usize, end: usize) {
        self.in_header = true;
        let part = self.unit_part(i, role);
        self.parts.push(part);
        self.inlines(start, end);
        self.notes.clear();
        self.flush(false);
        self.parts.pop();
        self.in_header = false;
    }

    fn run(&mut self, start: usize, end: usize) {
        let tree = self.tree;
        let mut i = start;
        loop {
            while self.frames.last().is_some_and(|(end, _)| *end <= i) {
                self.leave();
            }
            if i >= end {
                break;
            }
            let node = &tree.nodes[i];
            if let NodeKind::Element { name: "front", .. } = node.kind {
                self.front = node.end;
            }
            i = match &node.kind {
                _ if node.skip => node.end,
                NodeKind::Text(text) => {
                    self.content.text(text, node.at);
                    i + 1
                }
                NodeKind::Element { name, class, .. } => self.enter(i, name, *class),
            };
        }
        self.flush(false);
    }

    /// Enters the element `i`, and gives the index to go on from.
    fn enter(&mut self, i: usize, name: &'a str, class: Class) -> usize {
        let node = &self.tree.nodes[i];
        let (end, has_block, has_running) = (node.end, node.has_block, node.has_running);
        let running = self.part().running || self.content.has_text() || self.is_in_mark();
        if node.is_apart && has_block {
            self.content.begin_part(node.stop, node.at);
            self.frames.push((end, Frame::Apart(node.stop, node.at)));
        }
        match class {
            Class::Skip => return end,
            Class::Milestone(unit) => {
                self.milestone(i, unit);
                return i + 1;
            }
            Class::Gap | Class::Tilde if has_block && self.is_silent(i) => self.inlines(i, end),
            Class::Note | Class::InlineNote if running => self.inlines(i, end),
            Class::Note | Class::InlineNote => {
                self.flush(false);
                self.note(i, false);
            }
            Class::Graphic => {
                self.flush(false);
                self.picture(i);
                return i + 1;
            }
            Class::TitlePage if self.title_pages.contains(&i) => {}
            Class::TitlePage => {
                let part = Part { within: Within::OtherTitlePage, ..self.plain_part(i) };
                return self.open(i, Frame::Block, part);
            }
            Class::Section => {
                self.group(i, GroupKind::Section, Role::Block, Within::Other);
                self.depth += 1;
                if let Some((_, frame)) = self.frames.last_mut() {
                    *frame = Frame::Section;
                }
                return i + 1;
            }
            Class::List => return self.list(i),
            Class::RunningList if !running => return self.unit(i, name, Role::Paragraph),
            Class::Stanza => return self.group(i, GroupKind::Stanza, Role::VerseLine(Verse::default()), Within::Inset),
            Class::Speech => return self.group(i, GroupKind::Speech, Role::Paragraph, Within::Inset),
            Class::Table => return self.group(i, GroupKind::Table, Role::Block, Within::Table),
            Class::Row => return self.row(i),
            Class::Figure if has_block || !running => {
                return self.group(i, GroupKind::Figure, Role::Block, Within::Figure);
            }
            Class::Epigraph | Class::Quotation if class == Class::Epigraph || has_block || !running => {
                return self.quotation(i, name, class);
            }
            // Whole paragraphs quoted.
            Class::Inline(Kind::Quotation) if has_block && !running => return self.quotation(i, name, class),
            // An utterance whose parts are paragraphs.
            Class::Unit(_) if name == "u" && has_block && !has_running => {
                let part = self.plain_part(i);
                let next = self.open(i, Frame::Block, part);
                self.place(i);
                return next;
            }
            Class::Unit(role) => return self.unit(i, name, role),
            Class::Letter if has_block || !running => {
                let part = Part { is_letter: true, ..self.unit_part(i, Role::Salute) };
                return self.open(i, Frame::Block, part);
            }
            Class::Soft(role, _) | Class::Record(role) if !running || self.is_part_of_letter(role) => {
                return self.soft(i, name, role);
            }
            Class::Wrapper(role) if has_running && (has_block || !running) => return self.unit(i, name, role),
            Class::Parts(_) if !has_block && !running => return self.unit(i, name, Role::Block),
            Class::Parts(_) if has_block => {
                let Part { role, running, .. } = *self.part();
                let part = Part { role: if running { role } else { Role::Block }, running, ..self.plain_part(i) };
                return self.open(i, Frame::Block, part);
            }
            Class::Unknown if !running => {
                self.count_unknown(i, name);
                if !has_block {
                    return self.unit(i, name, Role::Block);
                }
                let part = Part { id: self.tree.id(i).map(str::to_owned), ..self.plain_part(i) };
                return self.open(i, Frame::Block, part);
            }
            // A text that another one encloses is set off from it.
            Class::Through if name == "floatingText" && has_block && i > 0 => {
                return self.group(i, GroupKind::Quotation, Role::Block, Within::Inset);
            }
            Class::Through | Class::Inset | Class::Wrapper(_) if has_block || !running => {
                let within = match (class, self.part().within) {
                    (Class::Inset, _) => Within::Inset,
                    (Class::Wrapper(Role::Argument), _) => Within::Argument,
                    (_, Within::Item) => Within::Other,
                    (_, within) => within,
                };
                let part = Part { within, labels: self.part().labels, ..self.plain_part(i) };
                let next = self.open(i, Frame::Block, part);
                self.place(i);
                return next;
            }
            _ if !has_block => self.inlines(i, end),
            Class::Space => {
                self.content.text(" ", node.at);
                return i + 1;
            }
            Class::Choice if name == "app" => return self.open_apparatus(i),
            Class::Gap => {
                self.content.text("[", node.at);
                self.frames.push((end, Frame::Gap));
                return i + 1;
            }
            Class::Inline(_) | Class::Part(_) | Class::Soft(..) | Class::Record(_) | Class::Unknown => {
                if class == Class::Unknown {
                    self.count_unknown(i, name);
                }
                let element = self.marked(i, name, class);
                self.content.open_split_element(element);
                self.frames.push((end, Frame::Marked));
                return i + 1;
            }
            _ => {
                self.place(i);
                return i + 1;
            }
        }
        end
    }

    /// Whether a part of a letter is a unit although text stands beside it.
    fn is_part_of_letter(&self, role: Role) -> bool {
        self.part().is_letter && matches!(role, Role::Dateline | Role::Salute | Role::Signed | Role::Byline)
    }

    /// Whether marked text that holds blocks is what was entered last.
    fn is_in_mark(&self) -> bool {
        let mut frames = self.frames.iter().rev().map(|(_, frame)| frame);
        frames.find(|frame| !matches!(frame, Frame::Apart(..))).is_some_and(|frame| matches!(frame, Frame::Marked))
    }

    fn part(&self) -> &Part {
        // The first part is never popped.
        &self.parts[self.parts.len() - 1]
    }

    /// The language of an element, where it is not that of the document.
    fn lang_of(&self, i: usize) -> Option<Lang> {
        match self.tree.lang(i) {
            Some(lang) => (lang != self.lang).then_some(lang),
            None => self.part().lang.clone(),
        }
    }

    /// For text that stands straight in an element that holds blocks.
    fn plain_part(&self, i: usize) -> Part {
        Part { element: Some(i), ..Part::plain(self.lang_of(i)) }
    }

    /// For text of an element that is a unit.
    fn unit_part(&self, i: usize, role: Role) -> Part {
        Part {
            role,
            running: true,
            id: self.tree.id(i).map(str::to_owned),
            at: Some(self.tree.nodes[i].at),
            rend: self.tree.rend(i),
            ..self.plain_part(i)
        }
    }

    fn open(&mut self, i: usize, frame: Frame, part: Part) -> usize {
        self.flush(false);
        self.parts.push(part);
        self.frames.push((self.tree.nodes[i].end, frame));
        i + 1
    }

    fn leave(&mut self) {
        let Some((_, frame)) = self.frames.pop() else { return };
        match frame {
            Frame::Marked => return self.content.close_split_element(),
            Frame::Apart(stop, at) => return self.content.end_part(stop, at),
            Frame::Apparatus(app) => return self.close_apparatus(app),
            Frame::Gap => return self.content.text("]", self.content.at()),
            _ => {}
        }
        self.flush(false);
        self.leave_part();
        if matches!(frame, Frame::Group | Frame::Section) {
            self.leave_group();
        }
        if matches!(frame, Frame::Section) {
            self.depth -= 1;
        }
    }

    /// Closes the innermost group, if it holds anything.
    fn leave_group(&mut self) {
        if self.written == self.groups.len() {
            self.nodes.push(Node::Close);
            self.written -= 1;
        }
        self.groups.pop();
    }

    /// Opens a group; it is written when it holds something.
    fn group(&mut self, i: usize, kind: GroupKind, role: Role, within: Within) -> usize {
        let part = Part { role, within, ..self.plain_part(i) };
        let next = self.open(i, Frame::Group, part);
        let id = self.tree.id(i).map(str::to_owned);
        self.groups.push(Some(Group { kind, id, front: i < self.front }));
        next
    }

    fn write_groups(&mut self, count: usize) {
        while self.written < count {
            if let Some(group) = self.groups[self.written].take() {
                self.nodes.push(Node::Open(group));
            }
            self.written += 1;
        }
    }

    /// Ends the unit that is being made, if it holds anything, and sets its notes.
    fn flush(&mut self, even_empty: bool) {
        let is_unit = even_empty || self.content.has_text();
        if is_unit {
            // The head of a list or a table stands before it.
            let part = self.part();
            let is_head = part.at.is_some() && matches!(part.role, Role::Head { .. } | Role::Block | Role::Caption);
            let before = self.parts.len().checked_sub(2).map(|i| self.parts[i].within);
            let outside = is_head && matches!(before, Some(Within::List | Within::Table));
            self.write_groups(self.groups.len() - usize::from(outside && self.written < self.groups.len()));
            let at = self.content.at();
            let content = self.content.take().into();
            if let Some(part) = self.parts.last_mut() {
                let first = part.at.take();
                let mut id = part.id.take();
                if first.is_none() {
                    self.loose.push((at, part.element.map(|i| self.tree.nodes[i].at)));
                    id = id.or_else(|| self.names.next(self.tree, part.element?));
                }
                let unit = Unit {
                    id,
                    role: part.role,
                    lang: part.lang.clone(),
                    rend: part.rend,
                    label: part.label.take(),
                    content,
                    picture: None,
                    at: first.unwrap_or(at),
                };
                self.nodes.push(Node::Unit(unit));
            }
        } else {
            self.content.clear();
        }
        if !self.notes.is_empty() {
            for i in std::mem::take(&mut self.notes) {
                self.note(i, is_unit);
            }
        }
    }

    /// Sets the beginning of a page or the like, if it has a number or a name or links lead to it.
    fn milestone(&mut self, i: usize, unit: MilestoneUnit) {
        let id = Some(i).filter(|&i| self.is_pointed_to(i)).and_then(|i| self.tree.id(i)).map(str::to_owned);
        let at = self.tree.nodes[i].at;
        if let Some(n) = self.tree.n(i) {
            self.content.milestone(Milestone { unit, n: n.to_owned(), id, at });
        } else if id.is_some() {
            self.content.milestone(Milestone { unit: MilestoneUnit::Place, n: String::new(), id, at });
        }
    }

    /// Sets the place where an element begins that is set without a mark of its own, if links lead to it.
    fn place(&mut self, i: usize) {
        if self.is_pointed_to(i) {
            let id = self.tree.id(i).map(str::to_owned);
            let at = self.tree.nodes[i].at;
            self.content.milestone(Milestone { unit: MilestoneUnit::Place, n: String::new(), id, at });
        }
    }

    /// Notes something odd. Of many of one kind the last that is told says that there are more.
    fn warn(&mut self, code: &'static str, at: usize, message: String, help: String) {
        match self.odd.iter().filter(|odd| odd.code == code).count() {
            0..MAX_ODD => self.odd.push(Odd { code, at, message, help }),
            MAX_ODD => {
                let message = format!("{message}; there are more of this kind");
                self.odd.push(Odd { code, at, message, help });
            }
            _ => {}
        }
    }

    fn count_unknown(&mut self, i: usize, name: &'a str) {
        if self.in_header {
            return;
        }
        let next = self.unknown.len();
        let index = *self.unknown_names.entry(name).or_insert(next);
        match self.unknown.get_mut(index) {
            Some(unknown) => unknown.count += 1,
            None => self.unknown.push(Unknown { name, at: self.tree.nodes[i].at, count: 1 }),
        }
    }
}

/// Names as a message quotes them.
pub(super) fn times(count: usize) -> Cow<'static, str> {
    match count {
        1 => Cow::Borrowed("once"),
        2 => Cow::Borrowed("twice"),
        _ => Cow::Owned(format!("{count} times")),
    }
}
