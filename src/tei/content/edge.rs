//! What stands between pieces of text: line breaks where blocks meet, labels and bars behind them, and the spaces that part
//! what touches.

use super::size::is_word;
use super::{Content, Piece};
use crate::text::{Break, Text};

/// What belongs before the next text.
pub(super) enum Label {
    Words(String),
    /// So many bars.
    Bars(usize),
}

/// Where what is parted by a space begins or ends.
pub(super) struct Joint {
    /// The piece that is to be the space.
    pub(super) piece: usize,
    pub(super) depth: usize,
    /// Where it stands in its file.
    pub(super) at: usize,
    pub(super) between: Between,
}

/// What meets where something is parted by a space.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Between {
    /// Parts of an entry or of a record.
    Parts,
    /// Running text and what runs in, which are written together in Chinese and in Japanese.
    Running,
    /// Elements that lines of the file part, which are written together in Chinese and in Japanese.
    Lines,
    /// Parts of a name, which are written together in Chinese, in Japanese and in Korean, and at an apostrophe or a hyphen.
    Names,
}

impl Content {
    /// Adds a line break; at the beginning and at the end of a unit there is none.
    pub(in crate::tei) fn line_break(&mut self, kind: Break) {
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
        self.pieces.push(Piece::Break(kind));
        self.after_space = true;
    }

    /// Another block begins or ends inside what is to be one unit.
    pub(in crate::tei) fn block_edge(&mut self) {
        self.edge = self.has_text && !matches!(self.label, Some(Label::Bars(_)));
    }

    /// A line begins behind a label, if it has one.
    pub(in crate::tei) fn begin_line(&mut self, label: Option<String>) {
        self.label = None;
        self.block_edge();
        self.label = label.map(Label::Words);
        self.label_place = None;
    }

    /// An item of a list that is read as a sentence begins: a colon stands before the first, a semicolon between two, unless a
    /// mark stands there already.
    pub(in crate::tei) fn begin_clause(&mut self, label: Option<String>, is_first: bool, at: usize) {
        self.edge = false;
        if self.has_text {
            let is_open = self.last.is_alphanumeric() || matches!(self.last, ')' | ']' | '”' | '’');
            self.join_last();
            self.after_space = false;
            let mark = if is_first { ": " } else { "; " };
            self.text(if is_open { mark } else { " " }, at);
        }
        if let Some(number) = label.filter(|label| label != "•") {
            self.text(&format!("{number} "), at);
        }
    }

    /// A cell begins behind the one before it.
    pub(in crate::tei) fn begin_behind_bar(&mut self) {
        let bars = if let Some(Label::Bars(bars)) = self.label { bars } else { 0 };
        self.label = Some(Label::Bars(bars + 1));
        self.label_place = None;
        self.edge = false;
    }

    /// The cells of a row end: there are no bars behind the last one that holds anything.
    pub(in crate::tei) fn end_row(&mut self) {
        if let Some(Label::Bars(_)) = self.label {
            (self.label, self.label_place) = (None, None);
            self.block_edge();
        }
    }

    /// Marked text begins, and the label is to stand outside of it.
    pub(super) fn place_label(&mut self) {
        if self.label.is_some() && self.label_place.is_none() {
            self.label_place = Some((self.pieces.len(), self.after_space));
            self.pieces.push(Piece::Nothing);
        }
    }

    pub(super) fn settle_label(&mut self, at: usize) {
        let words = match self.label.take() {
            Some(Label::Words(words)) => words,
            Some(Label::Bars(bars)) => ["|"].repeat(bars).join(" "),
            None => return,
        };
        let place = self.label_place.take();
        let space = if place.map_or(self.after_space, |(_, after_space)| after_space) { "" } else { " " };
        let text = format!("{space}{words} ");
        match place {
            Some((piece, _)) => {
                self.measure(&text, self.last, at);
                self.last = text.trim_end().chars().next_back().unwrap_or(self.last);
                self.pieces[piece] = Piece::Text(Text { text, at });
            }
            None => self.push_text(text, at),
        }
        self.after_space = true;
    }

    pub(super) fn settle_edge(&mut self) {
        if std::mem::take(&mut self.edge) && self.breaks.is_empty() {
            self.line_break(Break::Block);
        }
    }

    /// The last characters of the line, up to so many, white space included.
    pub(in crate::tei) fn before(&self, count: usize) -> String {
        let mut last = Vec::new();
        if self.edge || self.label.is_some() {
            return String::new();
        }
        for piece in self.pieces.iter().rev().take(count) {
            match piece {
                Piece::Text(text) => last.extend(text.text.chars().rev().take(count)),
                Piece::Break(_) => break,
                _ => {}
            }
        }
        last.iter().take(count).rev().collect()
    }

    /// Elements that lines of the file part begin or end at `at`. The space is to stand outside of them.
    pub(in crate::tei) fn joint_of_lines(&mut self, at: usize) {
        self.joint_within(Between::Lines, at);
    }

    /// As [`Content::joint_of_lines`], between two parts of a name.
    pub(in crate::tei) fn joint_in_name(&mut self, at: usize) {
        self.joint_within(Between::Names, at);
    }

    pub(super) fn joint_within(&mut self, between: Between, at: usize) {
        if self.space_before_mark {
            return self.text(" ", at);
        }
        self.line_end &= between != Between::Parts;
        let is_needed = self.has_text && !self.after_space && !self.edge;
        // Where several meet, one of them may be what is always parted.
        let known = self.joint.as_ref().map_or(between, |joint| joint.between);
        let between = match (known, between) {
            (Between::Running, Between::Lines) | (Between::Lines, Between::Running) => Between::Running,
            _ if known == between => between,
            _ => Between::Parts,
        };
        if let Some(joint) = &mut self.joint {
            joint.between = between;
        }
        if is_needed && self.joint.as_ref().is_none_or(|joint| self.depth <= joint.depth) {
            self.joint = Some(Joint { piece: self.pieces.len(), depth: self.depth, at, between });
            self.pieces.push(Piece::Nothing);
        }
    }

    pub(super) fn settle_joint(&mut self, next: &str) {
        let Some(joint) = self.joint.take() else { return };
        let Some(first) = next.chars().next() else { return };
        let together = match joint.between {
            Between::Parts => false,
            Between::Lines => is_square(self.last) && is_square(first),
            Between::Running => {
                is_square(self.last) && is_square(first)
                    || leans(next)
                    || matches!(self.last, '—' | '―')
                    || matches!(self.last, '"' | '\'')
                        && self.before(2).chars().next().is_none_or(|c| c == self.last || c.is_whitespace())
            }
            Between::Names => is_one_name(self.last, first),
        };
        if !together && is_parted(self.last, first) {
            self.pieces[joint.piece] = Piece::Text(Text { text: " ".to_owned(), at: joint.at });
        }
    }

    /// What follows is joined to the text before it, whatever white space stands between them.
    pub(in crate::tei) fn join_last(&mut self) {
        if self.has_text {
            self.trim();
            self.joint = None;
            self.after_space = true;
            self.space_before_mark = false;
        }
    }

    /// The text before is joined to what follows it, whatever white space stands between them.
    pub(in crate::tei) fn join_next(&mut self) {
        self.after_space = true;
    }
}

/// Whether a character is a bracket or a quotation mark that what follows belongs to.
pub(in crate::tei) fn opens(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '“' | '‘' | '«' | '‹' | '（' | '「' | '『' | '【' | '〈' | '《' | '〔')
}

/// Whether a text begins with what belongs to the words before it: a stop, a closing bracket or quotation mark.
pub(super) fn closes(text: &str) -> bool {
    text.chars().next().is_some_and(is_closing)
}

fn is_closing(c: char) -> bool {
    matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '”' | '’' | '»' | '›' | '…')
        || matches!(
            c,
            '、' | '。' | '，' | '．' | '：' | '；' | '！' | '？' | '）' | '」' | '』' | '】' | '〉' | '》' | '〕'
        )
}

/// Whether two characters that meet where one thing ends and another begins need a space between them: not after what
/// opens and not before what closes or goes on.
fn is_parted(before: char, after: char) -> bool {
    // From year to year.
    let goes_on = before == '–' && after.is_numeric() || after == '–' && before.is_numeric();
    !opens(before) && !is_closing(after) && !goes_on && !before.is_whitespace() && !after.is_whitespace()
}

/// Whether text begins with what leans on the words before it: a dash, a unit, what is raised, or a straight quotation mark
/// that ends a quotation.
fn leans(text: &str) -> bool {
    let mut rest = text.chars();
    match rest.next() {
        Some('-' | '‐' | '‑' | '–' | '—' | '―' | '/' | '%' | '‰' | '°' | '′' | '″') => true,
        Some('²' | '³' | '¹' | '\u{2070}'..='\u{2079}') => true,
        Some('"') => !rest.next().is_some_and(char::is_alphanumeric),
        Some('\'') => {
            let word = rest.as_str().split(|c: char| !c.is_alphanumeric()).next();
            matches!(word, None | Some("" | "s"))
        }
        _ => false,
    }
}

/// Whether a character fills a square, as those of Chinese and Japanese do, which are written without spaces.
pub(super) fn is_square(c: char) -> bool {
    is_word(c) || matches!(c, '\u{3001}'..='\u{303F}' | '\u{FF01}'..='\u{FF9F}')
}

/// Whether two parts of a name are written together.
fn is_one_name(before: char, after: char) -> bool {
    let is_square = |c: char| is_word(c) || matches!(c, '\u{1100}'..='\u{11FF}' | '\u{AC00}'..='\u{D7AF}');
    let is_hyphen = |c: char| matches!(c, '-' | '\u{2010}' | '\u{2011}');
    matches!(before, '’' | '\'') || is_hyphen(before) || is_hyphen(after) || is_square(before) && is_square(after)
}
