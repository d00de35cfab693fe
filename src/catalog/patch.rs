//! Changes to a Fluent file that leave every byte as it is that they do not concern: comments, order, blank lines, line
//! ends, and what cannot be read.

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Catalog;
use super::syntax::{Entry, Source};
use super::units::Unit;
use super::write::{self, EMPTY, bare, comment, pattern};

/// What is put into a file.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Block {
    /// The heading of a section.
    Heading(String),
    /// A message that is to be translated, below its source.
    Stub { id: String, source: String },
    /// A message with what a file has behind its `=`.
    Message { id: String, value: String },
}

/// A file and what is to become of it. Its messages are named by their message ids, not by the `xml:id`s of their units.
pub(super) struct Patch<'a> {
    text: &'a str,
    source: Option<&'a Source>,
    /// The messages by id; where an id occurs twice, the first.
    entries: FxHashMap<&'a str, &'a Entry>,
    line_end: &'static str,
    /// What takes the place of a part of the text.
    replacements: Vec<(Range<usize>, String)>,
    /// What is put in at a place.
    insertions: BTreeMap<usize, Vec<Block>>,
}

/// A place at which blocks can be put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Where the line begins before which they stand.
    at: usize,
    /// Whether nothing but a section, or the end of the file, follows, so that a heading changes nothing for others.
    pub(super) ends_section: bool,
}

impl<'a> Patch<'a> {
    /// A patch of the document's file of a catalog, or of an empty file if there is none.
    pub(super) fn new(catalog: &'a Catalog) -> Patch<'a> {
        let source = catalog.document();
        let text = source.map_or("", |source| source.file.text.as_str());
        let first = text.find('\n');
        let line_end = if first.is_some_and(|at| text[..at].ends_with('\r')) { "\r\n" } else { "\n" };
        let mut entries = FxHashMap::default();
        if let Some(source) = source {
            for entry in source.entries.iter().filter(|entry| !entry.is_term) {
                entries.entry(source.name(entry)).or_insert(entry);
            }
        }
        Patch { text, source, entries, line_end, replacements: Vec::new(), insertions: BTreeMap::new() }
    }

    /// Whether the file has headings of sections.
    pub(super) fn has_headings(&self) -> bool {
        self.text.lines().any(is_heading)
    }

    /// Whether there is no file, or nothing in it.
    pub(super) fn is_empty(&self) -> bool {
        self.is_blank(0..self.text.len())
    }

    /// Whether the file has a message.
    pub(super) fn has(&self, id: &str) -> bool {
        self.entry(id).is_some()
    }

    fn entry(&self, id: &str) -> Option<&'a Entry> {
        self.entries.get(id).copied()
    }

    /// What a file has behind the `=` of a message, with `\n` for line ends; none if the message has no value.
    pub(super) fn value(&self, id: &str) -> Option<String> {
        let entry = self.entry(id).filter(|entry| !entry.value.is_empty())?;
        Some(self.text[self.value_span(entry)].replace("\r\n", "\n"))
    }

    /// Puts something else behind the `=` of a message.
    pub(super) fn set_value(&mut self, id: &str, value: &str) {
        if let Some(entry) = self.entry(id) {
            self.replacements.push((self.value_span(entry), self.with_line_ends(value)));
        }
    }

    /// From the `=` of a message to the end of its value. Whether a value begins in that line tells how its indents and
    /// first letter are read, so the space between belongs to it.
    fn value_span(&self, entry: &Entry) -> Range<usize> {
        let equals = self.text[entry.id.end..].find('=').map_or(entry.id.end, |at| entry.id.end + at + 1);
        equals..if entry.value.is_empty() { equals } else { entry.value.end }
    }

    /// Gives a message another id.
    pub(super) fn set_id(&mut self, id: &str, new: &str) {
        if let Some(entry) = self.entry(id) {
            self.replacements.push((entry.id.clone(), new.to_owned()));
        }
    }

    /// Whether a comment belongs to a message.
    pub(super) fn has_comment(&self, id: &str) -> bool {
        self.entry(id).is_some_and(|entry| !self.comment(entry).is_empty())
    }

    /// Whether several messages have an id.
    pub(super) fn is_twice(&self, id: &str) -> bool {
        let entries = self.source.map_or(&[][..], |source| source.entries.as_slice());
        let same = |entry: &&Entry| !entry.is_term && self.source.is_some_and(|source| source.name(entry) == id);
        entries.iter().filter(same).count() > 1
    }

    /// Whether a message is followed by what cannot be read and is meant to belong to it, such as a broken attribute: where
    /// the message went away, it would come to belong to another.
    pub(super) fn has_rest(&self, id: &str) -> bool {
        self.entry(id).is_some_and(|entry| {
            let mut line = self.next_line(entry.span.end);
            while line < self.text.len() && self.is_blank(line..self.next_line(line)) {
                line = self.next_line(line);
            }
            self.text[line..].starts_with([' ', '}'])
        })
    }

    /// Whether a message has attributes.
    pub(super) fn has_attributes(&self, id: &str) -> bool {
        let attributes = |entry| self.source.is_some_and(|source| !source.parts(entry).1.is_empty());
        self.entry(id).is_some_and(attributes)
    }

    /// Whether the comment of a message is the one that the program writes for a source.
    pub(super) fn shows(&self, id: &str, source: &str) -> bool {
        let Some(entry) = self.entry(id) else { return false };
        bare(&self.text[self.comment(entry)].replace("\r\n", "\n")) == comment(source)
    }

    /// Whether the comment of a message shows a source as the program writes it, be it among other lines.
    pub(super) fn has_source(&self, id: &str, source: &str) -> bool {
        let text = self.entry(id).map_or("", |entry| &self.text[self.comment(entry)]);
        write::shows(&text.replace("\r\n", "\n"), source)
    }

    /// Lets the comment of a message show another source, if it shows one of the old ones as the program wrote it; what a
    /// person wrote above or below that stays. Whether it shows the new one then.
    pub(super) fn show<'b>(&mut self, id: &str, mut old: impl Iterator<Item = &'b str>, new: &Unit) -> bool {
        let Some(entry) = self.entry(id) else { return false };
        if self.has_source(id, &new.text) {
            return true;
        }
        let span = self.comment(entry);
        let text = &self.text[span.clone()];
        let place = |source: &str| write::place(text, &self.with_line_ends(&comment(source)));
        let Some(shown) = old.find_map(place) else { return false };
        let lines = span.start + shown.start..span.start + shown.end;
        self.replacements.push((lines, self.with_line_ends(&comment(new.shown()))));
        true
    }

    /// Takes a message away, with the comment that belongs to it and one of the blank lines around it.
    pub(super) fn remove(&mut self, id: &str) {
        if let Some(entry) = self.entry(id) {
            self.remove_entry(entry);
        }
    }

    /// Takes a stub away with the blank line that it was put in with, so that nothing is left of it.
    pub(super) fn remove_stub(&mut self, id: &str) {
        let Some(entry) = self.entry(id) else { return };
        let lines = self.comment(entry).start..self.next_line(entry.span.end);
        let span = self.with_blank_line(lines.clone());
        let span = if span == lines { self.with_blank_line_before(lines) } else { span };
        self.replacements.push((span, String::new()));
    }

    /// Lines with the blank one above, if there is one.
    fn with_blank_line_before(&self, span: Range<usize>) -> Range<usize> {
        let before = self.line_before(span.start);
        if span.start > self.start() && self.is_blank(before.clone()) { before.start..span.end } else { span }
    }

    /// Whether nothing was written into a message yet, or there is none: what refers to an empty one is something.
    pub(super) fn is_unwritten(&self, id: &str) -> bool {
        self.value(id).is_none_or(|value| value.split_whitespace().collect::<String>() == "{\"\"}")
    }

    /// Takes all messages of an id away.
    pub(super) fn remove_all(&mut self, id: &str) {
        if let Some(source) = self.source {
            let same = source.entries.iter().filter(|entry| !entry.is_term && source.name(entry) == id);
            same.for_each(|entry| self.remove_entry(entry));
        }
    }

    fn remove_entry(&mut self, entry: &Entry) {
        let span = self.with_blank_line(self.comment(entry).start..self.next_line(entry.span.end));
        self.replacements.push((span, String::new()));
    }

    /// Lines with one of two blank ones around them, if there are two; at the end of the file, with one above.
    fn with_blank_line(&self, lines: Range<usize>) -> Range<usize> {
        let is_blank_before = lines.start == self.start() || self.is_blank(self.line_before(lines.start));
        if lines.end == self.text.len() {
            self.with_blank_line_before(lines)
        } else if is_blank_before && self.is_blank(lines.end..self.next_line(lines.end)) {
            lines.start..self.next_line(lines.end)
        } else {
            lines
        }
    }

    /// The place below a message.
    pub(super) fn after(&self, id: &str) -> Option<Place> {
        let entry = self.entry(id)?;
        let entries = self.source.map_or(&[][..], |source| source.entries.as_slice());
        let starts = |at: usize| entries.binary_search_by_key(&at, |entry| entry.span.start).is_ok();
        let mut at = self.next_line(entry.span.end);
        // What cannot be read may be meant to belong to the message, and must not come to belong to another.
        let mut line = at;
        while line < self.text.len() && !self.text[line..].starts_with('#') && !starts(line) {
            let next = self.next_line(line);
            if !self.is_blank(line..next) {
                at = next;
            }
            line = next;
        }
        Some(self.place(at))
    }

    /// The place above a message and its comment.
    pub(super) fn before(&self, id: &str) -> Option<Place> {
        Some(self.place(self.comment(self.entry(id)?).start))
    }

    /// The place above the heading that a message stands directly under, or else above the message.
    pub(super) fn before_section(&self, id: &str) -> Option<Place> {
        let start = self.comment(self.entry(id)?).start;
        let above = self.text[..start].trim_end_matches([' ', '\n', '\r']).len();
        let mut heading = start;
        let mut line = if above <= self.start() { 0..0 } else { self.line_before(self.next_line(above)) };
        while !line.is_empty() && self.text[line.clone()].starts_with("##") && is_heading(&self.text[line.clone()]) {
            heading = line.start;
            line = self.line_before(heading);
        }
        Some(self.place(heading))
    }

    /// The place at the end of the file, above its blank lines.
    pub(super) fn end(&self) -> Place {
        let last = self.text.trim_end_matches([' ', '\n', '\r']).len();
        self.place(if last > self.start() { self.next_line(last) } else { self.text.len() })
    }

    fn place(&self, at: usize) -> Place {
        let rest = self.text[at..].trim_start_matches([' ', '\n', '\r']);
        Place { at, ends_section: rest.is_empty() || rest.starts_with("##") }
    }

    /// Puts a block in at a place, after those that were put in there before.
    pub(super) fn insert(&mut self, place: Place, block: Block) {
        self.insertions.entry(place.at).or_default().push(block);
    }

    /// The text as it becomes.
    pub(super) fn finish(self) -> String {
        let mut edits = self.replacements.clone();
        for (at, blocks) in &self.insertions {
            edits.push((*at..*at, self.with_line_ends(&self.render(*at, blocks))));
        }
        edits.sort_by_key(|(span, _)| (span.start, span.end));
        let mut out = String::with_capacity(self.text.len() + edits.len() * 80);
        let mut from = 0;
        for (span, text) in edits {
            out.push_str(&self.text[from..span.start]);
            out.push_str(&text);
            from = span.end;
        }
        out + &self.text[from..]
    }

    /// Blocks as lines: a blank line between headings and what has a comment, none between other messages. One is added to
    /// those of the file for each of them, above it or, where one stands there, below, so that [`Patch::remove_stub`] can
    /// take it away again.
    fn render(&self, at: usize, blocks: &[Block]) -> String {
        let before = &self.text[..at];
        let mut out = String::new();
        if at > self.start() && !before.ends_with('\n') {
            out.push('\n');
        }
        // Whether a blank line, or nothing, stands above; and whether one must stand below.
        let mut blank = at == self.start() || (out.is_empty() && self.is_blank(self.line_before(at)));
        let mut apart = !out.is_empty() && !matches!(blocks.first(), Some(Block::Message { .. }));
        let is_blank_above = blank;
        for block in blocks {
            let loose = !matches!(block, Block::Message { .. });
            if !blank && (loose || apart) {
                out.push('\n');
            }
            match block {
                Block::Heading(heading) if heading.is_empty() => out.push_str("##\n"),
                Block::Heading(heading) => out.extend(["## ", heading, "\n"]),
                Block::Stub { id, source } => out.extend([&comment(source), id, " = ", EMPTY, "\n"]),
                Block::Message { id, value } => out.extend([id, " =", value, "\n"]),
            }
            (blank, apart) = (false, loose);
        }
        if apart && is_blank_above && at < self.text.len() && !self.is_blank(at..self.next_line(at)) {
            out.push('\n');
        }
        out
    }

    fn with_line_ends(&self, text: &str) -> String {
        if self.line_end == "\n" { text.to_owned() } else { text.replace('\n', self.line_end) }
    }

    /// The lines of the comment directly above an entry.
    fn comment(&self, entry: &Entry) -> Range<usize> {
        let end = entry.name().start;
        let mut start = end;
        loop {
            let line = self.line_before(start);
            let text = &self.text[line.clone()];
            if line.is_empty() || !(text.starts_with("# ") || text.trim_end_matches(['\n', '\r']) == "#") {
                return start..end;
            }
            start = line.start;
        }
    }

    /// The whole line that ends where another begins.
    fn line_before(&self, at: usize) -> Range<usize> {
        let start = self.start().min(at);
        let end = if self.text[start..at].ends_with('\n') { at - 1 } else { at };
        self.text[start..end].rfind('\n').map_or(start, |newline| start + newline + 1)..at
    }

    /// Where the first line begins: behind a byte order mark.
    fn start(&self) -> usize {
        if self.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
    }

    /// Where the next line begins.
    fn next_line(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |newline| at + newline + 1)
    }

    fn is_blank(&self, line: Range<usize>) -> bool {
        self.text[line].trim_matches([' ', '\n', '\r']).is_empty()
    }
}

impl Block {
    /// A message with a text.
    pub(super) fn message(id: &str, text: &str) -> Block {
        Block::Message { id: id.to_owned(), value: inline(text) }
    }
}

/// A text as a file has it behind an `=`.
pub(super) fn inline(text: &str) -> String {
    format!(" {}", pattern(text))
}

/// Whether a line is the heading of a section (`##`), and not a comment on the file (`###`).
fn is_heading(line: &str) -> bool {
    let line = line.trim_end_matches(['\n', '\r']);
    line == "##" || line.starts_with("## ")
}
