//! Cuts the text of a document into units, and sets everything in order, however ragged its structure is.
//!
//! One loop walks the tree. Where blocks stand, an element opens a [`Frame`]; text that stands straight in it becomes a
//! unit made after the frame's [`Part`]. An element that holds running text alone is read in one go by
//! [`Walker::inlines`].

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use self::damage::Passage;
use self::name::PartNames;
use self::part::{Frame, Labels, Part, Within};
use self::pointer::Pointers;
use super::content::{Content, Excess};
use super::tree::{Key, Tree};
use crate::text::{Group, GroupKind, Inline, Lang, Milestone, MilestoneUnit, Node, Rend, Role, Unit};

mod apparatus;
mod bare;
mod block;
mod damage;
mod enter;
mod inlaid;
mod mark;
mod name;
mod note;
mod part;
mod picture;
mod pointer;
mod running;
mod silence;
mod speaker;
mod typed;

pub(super) use self::running::some_words;
pub use self::speaker::Speaker;

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
    /// Who speaks what: by the place of the first unit of an utterance.
    pub(super) speakers: FxHashMap<usize, Vec<Speaker>>,
    /// What else is odd: its code, its place, what it is and what to do.
    pub(super) odd: Vec<Odd>,
    /// The identifiers of units that are parts of an element.
    names: PartNames<'t>,
    tree: &'t Tree<'a>,
    lang: Lang,
    /// The title pages that are set before everything else.
    title_pages: Vec<usize>,
    pointers: Pointers<'t>,
    /// What was deleted or added over several elements.
    passages: Vec<Passage>,
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
    /// The end of the last heading.
    head_end: usize,
    /// Whether a document of a corpus is open, whose title page has its heading.
    in_document: bool,
    /// Whether a break that has no name has just stood between blocks.
    begins_apart: bool,
    /// The unit that is marked text as well, which has its identifier.
    unit_of: Option<usize>,
    /// Of elements in which something is said, whether they hold blocks only.
    holds_blocks: FxHashMap<usize, bool>,
    /// The people of the file, once one of them speaks.
    people: Option<FxHashMap<&'t str, usize>>,
    /// Who speaks what is to come.
    speaking: Option<Vec<Speaker>>,
    /// Where the last utterance ends, and who spoke it.
    spoken: Option<(usize, String)>,
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
            speakers: FxHashMap::default(),
            odd: Vec::new(),
            names: PartNames::default(),
            tree,
            lang,
            title_pages,
            pointers: Pointers::default(),
            passages: Vec::new(),
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
            head_end: 0,
            in_document: false,
            begins_apart: false,
            unit_of: None,
            holds_blocks: FxHashMap::default(),
            people: None,
            speaking: None,
            spoken: None,
        }
    }

    /// Lets pointers find what they point to.
    pub(super) fn find_targets(&mut self) {
        self.pointers = Pointers::read(self.tree);
        self.tell_dangling();
        self.find_passages();
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
            Arc::make_mut(&mut unit.content).extend(waiting.map(Box::new).map(Inline::Milestone));
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
                let apart = std::mem::take(&mut self.begins_apart);
                let unit = Unit {
                    id,
                    role: part.role,
                    lang: part.lang.clone(),
                    rend: Rend { apart, ..part.rend },
                    label: part.label.take(),
                    content,
                    picture: None,
                    at: first.unwrap_or(at),
                };
                if let Some(speakers) = self.speaking.take() {
                    self.speakers.insert(unit.at, speakers);
                }
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

    /// Whether a break stands within a word, which it does not part: the white space on both sides is taken away, as TEI
    /// has it (`att.breaking`).
    fn joins_word(&mut self, i: usize) -> bool {
        let joins = self.tree.attribute(i, Key::Break).is_some_and(|value| value.trim_ascii() == "no");
        if joins {
            self.content.join_last();
            self.content.join_next();
        }
        joins
    }

    /// Sets the beginning of a page or the like, if it has a number or a name or links lead to it.
    fn milestone(&mut self, i: usize, unit: MilestoneUnit) {
        self.joins_word(i);
        let is_break = unit == MilestoneUnit::Other && self.tree.n(i).is_none() && !self.content.has_text();
        self.begins_apart |= is_break && matches!(self.tree.element(i), Some(("milestone", _)));
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
