//! Running text: folds white space across the edges of elements, and remembers where each piece came from.

use std::sync::Arc;

pub(super) use self::edge::opens;
use self::edge::{Between, Joint, Label, closes};
pub(super) use self::size::Excess;
use self::size::{DIVIDE, MAX_MARKED, MAX_MARKS, Size};
use self::space::{folded, has_line_end, is_space};
use super::elements::kept_name;
use crate::text::{Attributes, Break, Element, Inline, Kind, Milestone, NoteMark, Shift, Text};

mod edge;
mod size;
mod space;
mod stop;

/// Marked text deeper than this is set without its marks.
const MAX_DEPTH: usize = 100;

/// Room for how many pieces is kept from one unit to the next.
const KEPT: usize = 1024;

/// The same for marked text that blocks cut, which repeats its marks in every piece.
const MAX_SPLIT: usize = 8;

enum Piece {
    Text(Text),
    Open(Box<Element>),
    Close,
    Break(Break),
    Mark(NoteMark),
    Milestone(Box<Milestone>),
    /// A break that turned out to stand at the end, or a place where a space may be needed.
    Nothing,
}

/// Collects the running text of one unit after another.
pub(super) struct Content {
    pieces: Vec<Piece>,
    /// Room for what they become.
    done: Vec<Inline>,
    /// Whether there is text other than white space.
    has_text: bool,
    /// Whether white space that follows would be folded away.
    after_space: bool,
    /// The piece whose last character is a space with no text after it.
    space: Option<usize>,
    /// Whether a mark follows that piece.
    space_before_mark: bool,
    /// Whether a line of the file ends in the white space that no text has followed, and nothing else asks for a space there.
    line_end: bool,
    /// Whether something that is not set has just stood here, with no white space after it.
    passed: bool,
    /// The breaks with no text after them.
    breaks: Vec<usize>,
    /// Whether a break belongs before the next text, because another block begins.
    edge: bool,
    /// What belongs before the next text: the label of an item, or bars between cells.
    label: Option<Label>,
    /// The piece that it is to be, where marked text has begun since, and whether white space goes before.
    label_place: Option<(usize, bool)>,
    /// Where a space belongs before the next text, unless there is one already.
    joint: Option<Joint>,
    /// Whether there are words in each part that is open, and what parts it.
    parts: Vec<(bool, Between)>,
    /// Where a part of a record has ended, with no text after it.
    ended: Option<stop::Place>,
    /// The last character that is no white space.
    last: char,
    /// The milestones that are to stand at the start of the next unit.
    waiting: Vec<Milestone>,
    depth: usize,
    /// How many of the open elements are beyond the limit of depth.
    beyond: usize,
    /// Elements that blocks cut in pieces, each piece in a unit of its own; the first `written` are open in this unit.
    split: Vec<Element>,
    written: usize,
    /// Where the first text stands.
    at: usize,
    size: Size,
    /// What is too much, where that is seen first.
    excess: Option<Excess>,
}

impl Content {
    pub(super) fn new() -> Content {
        Content {
            pieces: Vec::new(),
            done: Vec::new(),
            has_text: false,
            after_space: true,
            space: None,
            space_before_mark: false,
            line_end: false,
            passed: false,
            breaks: Vec::new(),
            edge: false,
            label: None,
            label_place: None,
            joint: None,
            parts: Vec::new(),
            ended: None,
            last: ' ',
            waiting: Vec::new(),
            depth: 0,
            beyond: 0,
            split: Vec::new(),
            written: 0,
            at: 0,
            size: Size::default(),
            excess: None,
        }
    }

    /// Whether there is text other than white space.
    pub(super) fn has_text(&self) -> bool {
        self.has_text
    }

    /// Where the first text stands.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Adds text that begins at `at` in its file.
    pub(super) fn text(&mut self, text: &str, at: usize) {
        let bytes = text.as_bytes();
        if std::mem::take(&mut self.passed) && bytes.first().is_some_and(|&b| !is_space(b)) && closes(text) {
            self.trim();
        }
        // Of the spaces before and after a mark, the one after it stays.
        if bytes.first().is_some_and(|&b| is_space(b)) && std::mem::take(&mut self.space_before_mark) {
            self.trim();
            self.after_space = false;
        }
        let Some(first) = bytes.iter().position(|&b| !is_space(b)) else {
            self.line_end |= has_line_end(text) && self.is_joint_closed();
            if !bytes.is_empty() && !self.after_space && self.label_place.is_none() {
                self.joint = None;
                self.open_split();
                self.push_text(" ".to_owned(), at);
                self.trailing_space();
            }
            return;
        };
        if !self.has_text {
            self.at = at + first;
            self.has_text = true;
            if let Some((place, _)) = &mut self.label_place {
                *place += self.waiting.len();
            }
            self.pieces.splice(0..0, self.waiting.drain(..).map(Box::new).map(Piece::Milestone));
        }
        if let Some((has_words, _)) = self.parts.last_mut() {
            *has_words = true;
        }
        self.line_end |= has_line_end(&text[..first]) && self.is_joint_closed();
        if self.line_end && self.closes_up(&text[first..]) {
            // A line of the file ends within the words.
            self.trim();
            self.after_space = true;
        }
        self.settle_edge();
        self.settle_stop(text);
        self.settle_joint(&text[if self.after_space { first } else { 0 }..]);
        self.open_split();
        self.settle_label(at + first);
        self.space = None;
        self.space_before_mark = false;
        self.breaks.clear();
        let start = if self.after_space { first } else { 0 };
        let out = folded(&text[start..]);
        self.after_space = out.ends_with(' ');
        self.line_end = has_line_end(&text[text.trim_ascii_end().len()..]);
        self.push_text(out, at + start);
        if self.after_space {
            self.trailing_space();
        }
    }

    fn push_text(&mut self, text: String, at: usize) {
        self.measure(&text, self.last, at);
        self.last = text.trim_end_matches(' ').chars().next_back().unwrap_or(self.last);
        self.pieces.push(Piece::Text(Text { text, at }));
    }

    fn trailing_space(&mut self) {
        self.after_space = true;
        self.space = Some(self.pieces.len() - 1);
    }

    /// Takes the white space at the end away.
    fn trim(&mut self) {
        if let Some(i) = self.space.take()
            && let Piece::Text(text) = &mut self.pieces[i]
        {
            text.text.pop();
        }
    }

    /// Adds the beginning of a page or the like; before the text of a unit, and between units, it waits for the text.
    pub(super) fn milestone(&mut self, milestone: Milestone) {
        if self.has_text {
            self.open_split();
            self.pieces.push(Piece::Milestone(Box::new(milestone)));
        } else {
            self.waiting.push(milestone);
        }
    }

    /// The milestones that no text has followed.
    pub(super) fn take_waiting(&mut self) -> Vec<Milestone> {
        std::mem::take(&mut self.waiting)
    }

    /// Adds marked text that holds nothing.
    pub(super) fn empty(&mut self, element: Element) {
        self.open(element);
        self.close();
    }

    /// Adds the mark of a note.
    pub(super) fn mark(&mut self, mark: NoteMark) {
        self.open_split();
        if matches!(self.label, Some(Label::Bars(_))) {
            self.settle_label(mark.at);
        }
        self.space_before_mark = self.space.is_some();
        let joint = self.joint.take();
        self.size.marks += 1;
        if self.size.marks > MAX_MARKS {
            let what = format!("more than {MAX_MARKS} notes are called in one paragraph");
            self.exceed(mark.at, what, DIVIDE);
        }
        self.pieces.push(Piece::Mark(mark));
        // As of white space: what follows is parted from the mark.
        if let Some(joint) = joint {
            self.joint_within(joint.between, joint.at);
        }
    }

    /// Begins marked text.
    pub(super) fn open(&mut self, element: Element) {
        self.settle_edge();
        self.open_split();
        self.place_label();
        self.size.marked += 1;
        if self.size.marked == MAX_MARKED + 1 {
            let what = format!("more than {MAX_MARKED} pieces of marked text stand here in one paragraph");
            self.exceed(element.at, what, DIVIDE);
        }
        if self.beyond > 0 || self.depth >= MAX_DEPTH || self.size.marked > MAX_MARKED {
            self.beyond += 1;
            return;
        }
        // What is raised leans on what goes before.
        if element.attributes.rend.shift == Shift::Superscript {
            self.joint = self.joint.take().filter(|joint| joint.between != Between::Running);
        }
        self.depth += 1;
        self.pieces.push(Piece::Open(Box::new(element)));
    }

    /// Ends the innermost marked text.
    pub(super) fn close(&mut self) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        self.depth -= 1;
        self.pieces.push(Piece::Close);
    }

    /// Begins marked text that holds blocks: each unit of it is marked so.
    pub(super) fn open_split_element(&mut self, element: Element) {
        if self.beyond > 0 || self.split.len() >= MAX_SPLIT {
            self.beyond += 1;
            return;
        }
        self.split.push(element);
    }

    /// Ends the innermost marked text that holds blocks.
    pub(super) fn close_split_element(&mut self) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        if self.written == self.split.len() {
            self.written -= 1;
            self.pieces.push(Piece::Close);
        }
        self.split.pop();
    }

    /// Writes the start of the elements that are cut by blocks, as soon as a unit holds something.
    fn open_split(&mut self) {
        while self.written < self.split.len() {
            let element = &mut self.split[self.written];
            let attributes = Arc::clone(&element.attributes);
            if attributes.id.is_some() || attributes.label.is_some() {
                // Only the first piece has them.
                let rest = Attributes { id: None, label: None, ..(*attributes).clone() };
                element.attributes = rest.shared();
            }
            let again = Element { attributes, name: element.name.clone(), content: Vec::new(), ..*element };
            self.pieces.push(Piece::Open(Box::new(again)));
            self.written += 1;
        }
    }

    /// Ends the unit and gives its content.
    pub(super) fn take(&mut self) -> Vec<Inline> {
        self.trim();
        for &i in &self.breaks {
            self.pieces[i] = Piece::Nothing;
        }
        self.breaks.clear();
        for _ in 0..self.written {
            self.pieces.push(Piece::Close);
        }
        self.written = 0;
        self.has_text = false;
        self.after_space = true;
        self.space_before_mark = false;
        self.edge = false;
        self.label = None;
        self.label_place = None;
        self.joint = None;
        self.ended = None;
        self.size = Size::default();
        // What is complete; what an element holds is the end of it from the element's own number on. So each list is made
        // once, of the size that it has: a large document has a million of these.
        let mut done = std::mem::take(&mut self.done);
        let mut open: Vec<(Box<Element>, usize)> = Vec::new();
        for piece in self.pieces.drain(..) {
            let inline = match piece {
                Piece::Text(text) if text.text.is_empty() => continue,
                Piece::Text(text) => Inline::Text(text),
                Piece::Break(kind) => Inline::Break(kind),
                Piece::Mark(mark) => Inline::NoteMark(mark),
                Piece::Milestone(milestone) => Inline::Milestone(milestone),
                Piece::Nothing => continue,
                Piece::Open(element) => {
                    open.push((element, done.len()));
                    continue;
                }
                Piece::Close => match open.pop() {
                    Some((mut element, first)) => {
                        element.content = done.drain(first..).collect();
                        Inline::Element(element)
                    }
                    None => continue,
                },
            };
            done.push(inline);
        }
        let content = Vec::from_iter(done.drain(..));
        done.shrink_to(KEPT);
        self.done = done;
        self.pieces.shrink_to(KEPT);
        content
    }

    /// Forgets a unit that has no text.
    pub(super) fn clear(&mut self) {
        self.pieces.clear();
        self.written = 0;
        self.breaks.clear();
        self.space = None;
        self.space_before_mark = false;
        self.edge = false;
        self.label = None;
        self.label_place = None;
        self.joint = None;
        self.ended = None;
        self.after_space = true;
        self.has_text = false;
        self.size = Size::default();
    }
}

/// An element without content.
pub(super) fn element(name: &str, kind: Kind, attributes: Attributes, at: usize) -> Element {
    Element { name: kept_name(name), kind, attributes: attributes.shared(), content: Vec::new(), at }
}
