//! Running text: folds white space across the edges of elements, and remembers where each piece came from.

use std::sync::Arc;

use crate::text::{Attributes, Element, Inline, Kind, Milestone, NoteMark, Text};

/// Marked text deeper than this is set without its marks.
const MAX_DEPTH: usize = 100;

/// Room for how many pieces is kept from one unit to the next.
const KEPT: usize = 1024;

/// The same for marked text that blocks cut, which repeats its marks in every piece.
const MAX_SPLIT: usize = 8;

mod stop;

/// How many characters a unit may have, and how many of them without the end of a word; how many pieces of marked text it
/// may have, and how many notes it may call. That is the longest of novels without a paragraph, and little enough to be set in a second.
const MAX_UNIT: usize = 1_000_000;
const MAX_RUN: usize = 100_000;
const MAX_MARKED: usize = 200_000;
const MAX_MARKS: usize = 2_000;

/// What helps against them.
const DIVIDE: &str = "divide it into several elements, such as p or ab";

/// Why a unit cannot be set.
pub(super) struct Excess {
    /// Where that is seen.
    pub(super) at: usize,
    pub(super) what: String,
    pub(super) help: &'static str,
}

enum Piece {
    Text(Text),
    Open(Box<Element>),
    Close,
    Break,
    Mark(NoteMark),
    Milestone(Milestone),
    /// A break that turned out to stand at the end, or a place where a space may be needed.
    Nothing,
}

/// Where what is parted by a space begins or ends.
struct Joint {
    /// The piece that is to be the space.
    piece: usize,
    depth: usize,
    /// Where it stands in its file.
    at: usize,
    /// Whether it is between two parts of a name, which are written together in Chinese, in Japanese and in Korean, and
    /// at an apostrophe or a hyphen.
    in_name: bool,
}

/// Collects the running text of one unit after another.
pub(super) struct Content {
    pieces: Vec<Piece>,
    /// Whether there is text other than white space.
    has_text: bool,
    /// Whether white space that follows would be folded away.
    after_space: bool,
    /// The piece whose last character is a space with no text after it.
    space: Option<usize>,
    /// Whether a mark follows that piece.
    space_before_mark: bool,
    /// The breaks with no text after them.
    breaks: Vec<usize>,
    /// Whether a break belongs before the next text, because another block begins.
    edge: bool,
    /// Where a space belongs before the next text, unless there is one already.
    joint: Option<Joint>,
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

/// How much the unit has so far.
#[derive(Default)]
struct Size {
    characters: usize,
    /// The characters since the last end of a word.
    run: usize,
    marked: usize,
    marks: usize,
}

impl Content {
    pub(super) fn new() -> Content {
        Content {
            pieces: Vec::new(),
            has_text: false,
            after_space: true,
            space: None,
            space_before_mark: false,
            breaks: Vec::new(),
            edge: false,
            joint: None,
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
        let is_space = |b: u8| matches!(b, b' ' | b'\t' | b'\n' | b'\r');
        let bytes = text.as_bytes();
        // Of the spaces before and after a mark, the one after it stays.
        if bytes.first().is_some_and(|&b| is_space(b)) && std::mem::take(&mut self.space_before_mark) {
            self.trim();
            self.after_space = false;
        }
        let Some(first) = bytes.iter().position(|&b| !is_space(b)) else {
            if !bytes.is_empty() && !self.after_space {
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
            self.pieces.splice(0..0, self.waiting.drain(..).map(Piece::Milestone));
        }
        self.settle_edge();
        self.settle_stop(text);
        self.settle_joint(&text[if self.after_space { first } else { 0 }..]);
        self.open_split();
        self.space = None;
        self.space_before_mark = false;
        self.breaks.clear();
        let start = if self.after_space { first } else { 0 };
        let mut out = String::with_capacity(text.len() - start);
        let mut from = start;
        while from < bytes.len() {
            let space = bytes[from..].iter().position(|&b| is_space(b)).map_or(bytes.len(), |i| from + i);
            out.push_str(&text[from..space]);
            if space == bytes.len() {
                break;
            }
            out.push(' ');
            from = bytes[space..].iter().position(|&b| !is_space(b)).map_or(bytes.len(), |i| space + i);
        }
        self.after_space = out.ends_with(' ');
        self.push_text(out, at + start);
        if self.after_space {
            self.trailing_space();
        }
    }

    /// What is too much, if anything is.
    pub(super) fn take_excess(&mut self) -> Option<Excess> {
        self.excess.take()
    }

    /// Notes that something is too much. The first is what is told.
    pub(super) fn exceed(&mut self, at: usize, what: String, help: &'static str) {
        self.excess.get_or_insert(Excess { at, what, help });
    }

    /// Measures text that follows the character `before`.
    fn measure(&mut self, text: &str, before: char, at: usize) {
        let count = text.chars().count();
        self.size.characters += count;
        // A space that stands after other than a word ends none. The word may stand in an element before it.
        let is_end = |(at, c): &(usize, char)| match c {
            ' ' => {
                let before = text[..*at].chars().next_back().unwrap_or(before);
                before.is_alphanumeric() || before.is_ascii_punctuation()
            }
            c => is_word(*c),
        };
        self.size.run = match text.char_indices().rev().find(is_end) {
            Some((end, _)) => text[end..].chars().count(),
            None => self.size.run + count,
        };
        if self.size.run > MAX_RUN {
            self.exceed(at, format!("more than {MAX_RUN} characters stand here without the end of a word"), DIVIDE);
        } else if self.size.characters > MAX_UNIT {
            self.exceed(at, format!("more than {MAX_UNIT} characters stand here in one paragraph"), DIVIDE);
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

    /// Adds a line break; at the beginning and at the end of a unit there is none.
    pub(super) fn line_break(&mut self) {
        if !self.has_text {
            return;
        }
        self.trim();
        self.joint = None;
        self.ended = None;
        self.open_split();
        self.space_before_mark = false;
        self.size.run = 0;
        self.breaks.push(self.pieces.len());
        self.pieces.push(Piece::Break);
        self.after_space = true;
    }

    /// Another block begins or ends inside what is to be one unit.
    pub(super) fn block_edge(&mut self) {
        self.edge = self.has_text;
    }

    fn settle_edge(&mut self) {
        if std::mem::take(&mut self.edge) && self.breaks.is_empty() {
            self.line_break();
        }
    }

    /// What is parted from the text beside it begins or ends at `at`. Its space is to stand outside of what it parts.
    pub(super) fn joint(&mut self, at: usize) {
        self.joint_within(false, at);
    }

    /// As [`Content::joint`], between two parts of a name.
    pub(super) fn joint_in_name(&mut self, at: usize) {
        self.joint_within(true, at);
    }

    fn joint_within(&mut self, in_name: bool, at: usize) {
        if self.space_before_mark {
            return self.text(" ", at);
        }
        let is_needed = self.has_text && !self.after_space && !self.edge;
        if is_needed && self.joint.as_ref().is_none_or(|joint| self.depth <= joint.depth) {
            self.joint = Some(Joint { piece: self.pieces.len(), depth: self.depth, at, in_name });
            self.pieces.push(Piece::Nothing);
        }
    }

    fn settle_joint(&mut self, next: &str) {
        let Some(joint) = self.joint.take() else { return };
        let is_parted = |next| is_parted(self.last, next) && !(joint.in_name && is_one_name(self.last, next));
        if next.chars().next().is_some_and(is_parted) {
            self.pieces[joint.piece] = Piece::Text(Text { text: " ".to_owned(), at: joint.at });
        }
    }

    /// Adds the beginning of a page or the like; before the text of a unit, and between units, it waits for the text.
    pub(super) fn milestone(&mut self, milestone: Milestone) {
        if self.has_text {
            self.open_split();
            self.pieces.push(Piece::Milestone(milestone));
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
            self.joint_within(joint.in_name, joint.at);
        }
    }

    /// What follows is joined to the text before it, whatever white space stands between them.
    pub(super) fn join_last(&mut self) {
        if self.has_text {
            self.trim();
            self.after_space = true;
            self.space_before_mark = false;
        }
    }

    /// The text before is joined to what follows it, whatever white space stands between them.
    pub(super) fn join_next(&mut self) {
        self.after_space = true;
    }

    /// Begins marked text.
    pub(super) fn open(&mut self, element: Element) {
        self.settle_edge();
        self.open_split();
        self.size.marked += 1;
        if self.size.marked == MAX_MARKED + 1 {
            let what = format!("more than {MAX_MARKED} pieces of marked text stand here in one paragraph");
            self.exceed(element.at, what, DIVIDE);
        }
        if self.beyond > 0 || self.depth >= MAX_DEPTH || self.size.marked > MAX_MARKED {
            self.beyond += 1;
            return;
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
        self.joint = None;
        self.ended = None;
        self.size = Size::default();
        let mut open: Vec<Element> = Vec::new();
        // Nothing is kept for text that does not come: a large document has a million of these.
        let mut top = Vec::with_capacity(self.pieces.len());
        for piece in self.pieces.drain(..) {
            let inline = match piece {
                Piece::Text(text) if text.text.is_empty() => continue,
                Piece::Text(text) => Inline::Text(text),
                Piece::Break => Inline::Break,
                Piece::Mark(mark) => Inline::NoteMark(mark),
                Piece::Milestone(milestone) => Inline::Milestone(milestone),
                Piece::Nothing => continue,
                Piece::Open(element) => {
                    open.push(*element);
                    continue;
                }
                Piece::Close => match open.pop() {
                    Some(mut element) => {
                        element.content.shrink_to_fit();
                        Inline::Element(Box::new(element))
                    }
                    None => continue,
                },
            };
            open.last_mut().map_or(&mut top, |element| &mut element.content).push(inline);
        }
        self.pieces.shrink_to(KEPT);
        top.shrink_to_fit();
        top
    }

    /// Forgets a unit that has no text.
    pub(super) fn clear(&mut self) {
        self.pieces.clear();
        self.written = 0;
        self.breaks.clear();
        self.space = None;
        self.space_before_mark = false;
        self.edge = false;
        self.joint = None;
        self.ended = None;
        self.after_space = true;
        self.has_text = false;
        self.size = Size::default();
    }
}

/// Whether a line may end after a letter, as it may in Chinese and in Japanese.
fn is_word(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30FF}' | '\u{3105}'..='\u{312F}'
        | '\u{31A0}'..='\u{31BF}' | '\u{31F0}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether two characters that meet where one thing ends and another begins need a space between them: not after what
/// opens and not before what closes or goes on.
fn is_parted(before: char, after: char) -> bool {
    let opens =
        matches!(before, '(' | '[' | '{' | '“' | '‘' | '«' | '‹' | '（' | '「' | '『' | '【' | '〈' | '《' | '〔');
    let closes = matches!(after, ',' | '.' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '”' | '’' | '»' | '›' | '…')
        || matches!(
            after,
            '、' | '。' | '，' | '．' | '：' | '；' | '！' | '？' | '）' | '」' | '』' | '】' | '〉' | '》' | '〕'
        );
    !opens && !closes && !before.is_whitespace() && !after.is_whitespace()
}

/// Whether two parts of a name are written together.
fn is_one_name(before: char, after: char) -> bool {
    let is_square = |c: char| is_word(c) || matches!(c, '\u{1100}'..='\u{11FF}' | '\u{AC00}'..='\u{D7AF}');
    let is_hyphen = |c: char| matches!(c, '-' | '\u{2010}' | '\u{2011}');
    matches!(before, '’' | '\'') || is_hyphen(before) || is_hyphen(after) || is_square(before) && is_square(after)
}

/// An element without content.
pub(super) fn element(name: &str, kind: Kind, attributes: Attributes, at: usize) -> Element {
    Element { name: name.to_owned(), kind, attributes: attributes.shared(), content: Vec::new(), at }
}
