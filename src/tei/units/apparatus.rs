//! The apparatus: what the witnesses of a text read otherwise.
//!
//! As editions print it: the reading that stands in the text, a bracket, and the others, each with the signs of its
//! witnesses: `keeper A] warden B; watcher C`.

use super::{Frame, Walker, some_words};
use crate::tei::elements::Class;
use crate::tei::tree::{Key, NodeKind, Tree};
use crate::text::NoteMark;

/// A reading of more words than this is called by the first and the last of them.
const MAX_LEMMA: usize = 6;

/// What stands for a reading without words: the witness omits them.
const OMITTED: &str = "om.";

/// Whether an element is an `app`, in a list or in a text.
pub(super) fn is_apparatus(tree: &Tree<'_>, i: usize) -> bool {
    matches!(tree.element(i), Some(("app", Class::Choice | Class::Unit(_))))
}

/// What stands in an `app`, in its groups too, in its order; each with whether it is set in the text.
fn parts(tree: &Tree<'_>, app: usize) -> Vec<(usize, bool)> {
    let mut found = Vec::new();
    let mut i = app + 1;
    let mut unset = 0;
    while i < tree.nodes[app].end {
        let node = &tree.nodes[i];
        if node.skip {
            unset = unset.max(node.end);
        }
        if matches!(tree.element(i), Some(("rdgGrp", _))) {
            i += 1;
        } else {
            found.push((i, i >= unset));
            i = node.end;
        }
    }
    found
}

/// Whether an element is a reading.
fn is_reading(tree: &Tree<'_>, i: usize) -> bool {
    matches!(tree.element(i), Some(("lem" | "rdg", _)))
}

/// The signs of the witnesses of a reading.
fn signs(tree: &Tree<'_>, reading: usize) -> String {
    let pointers = tree.attribute(reading, Key::Witnesses).or_else(|| tree.attribute(reading, Key::Source));
    let pointers = pointers.unwrap_or_default().split_ascii_whitespace();
    let signs: Vec<&str> = pointers.filter_map(|pointer| pointer.rsplit('#').next()).collect();
    signs.join(" ")
}

impl Walker<'_, '_> {
    /// Whether an `app` in a text holds more than what is set there.
    pub(super) fn has_readings(&self, app: usize) -> bool {
        let tree = self.tree;
        let is_more = |i: usize| tree.element(i).is_some() && (is_reading(tree, i) || !self.is_silent(i));
        is_apparatus(tree, app) && parts(tree, app).into_iter().any(|(i, is_set)| !is_set && is_more(i))
    }

    /// Ends an `app` in the text: its readings stand in a note, which is called here if there is a text to call it in.
    pub(super) fn call_apparatus(&mut self, app: usize) {
        self.content.mark(NoteMark { id: self.tree.id(app).map(str::to_owned), at: self.tree.nodes[app].at });
        self.notes.push(app);
    }

    /// Enters an `app` that holds blocks.
    pub(super) fn open_apparatus(&mut self, app: usize) -> usize {
        if self.has_readings(app) {
            self.frames.push((self.tree.nodes[app].end, Frame::Apparatus(app)));
        }
        app + 1
    }

    /// Leaves it: a note after blocks stands where it is.
    pub(super) fn close_apparatus(&mut self, app: usize) {
        if self.content.has_text() {
            return self.call_apparatus(app);
        }
        self.flush(false);
        self.note(app, false);
    }

    /// Sets the readings of an `app`. What stands in the text is repeated without its marks; in a list, where it stands
    /// nowhere else, it is set as it is.
    pub(super) fn apparatus(&mut self, app: usize) {
        let tree = self.tree;
        let is_listed = matches!(tree.element(app), Some((_, Class::Unit(_))));
        if let Some(place) = tree.attribute(app, Key::Loc).or_else(|| tree.n(app)).filter(|_| is_listed) {
            self.content.text(&format!("{place} "), tree.nodes[app].at);
        }
        let mut parts = parts(tree, app);
        let is_chosen = |&(i, is_set): &(usize, bool)| match tree.element(i) {
            Some(("lem", _)) => is_listed || is_set,
            Some(("rdg", _)) => !is_listed && is_set,
            _ => false,
        };
        if let Some(chosen) = parts.iter().position(is_chosen).map(|index| parts.remove(index).0) {
            let at = tree.nodes[chosen].at;
            let words = if is_listed { None } else { some_words(tree, chosen) };
            if is_listed {
                self.reading(chosen);
            } else if let Some(words) = &words {
                self.content.text(&short(words), at);
            }
            if is_listed || words.is_some() {
                self.signs(chosen);
                self.content.text("] ", at);
            }
        }
        let mut is_first = true;
        for (i, _) in parts.into_iter().filter(|(_, is_set)| is_listed || !is_set) {
            let node = &tree.nodes[i];
            match &node.kind {
                NodeKind::Element { .. } if is_reading(tree, i) => {
                    if !std::mem::take(&mut is_first) {
                        self.content.text("; ", node.at);
                    }
                    if self.is_silent(i) {
                        self.content.text(OMITTED, node.at);
                    }
                    self.reading(i);
                    self.signs(i);
                }
                NodeKind::Element { class: Class::Note | Class::InlineNote, .. } => {
                    // A remark is told from the readings.
                    if is_listed && !is_first {
                        self.content.text(".", node.at);
                    }
                    self.reading(i);
                }
                NodeKind::Element { .. } => {
                    self.content.text(" ", node.at);
                    self.reading(i);
                }
                NodeKind::Text(text) => self.content.text(text, node.at),
            }
        }
    }

    /// Sets a reading, which is left out where the text stands.
    fn reading(&mut self, i: usize) {
        let outer = self.alternative.replace(i);
        self.inlines(i, self.tree.nodes[i].end);
        self.alternative = outer;
    }

    fn signs(&mut self, reading: usize) {
        let signs = signs(self.tree, reading);
        if !signs.is_empty() {
            self.content.text(&format!(" {signs}"), self.tree.nodes[reading].at);
        }
    }
}

/// A reading as it is called where it is repeated.
fn short(words: &str) -> String {
    let all: Vec<&str> = words.split(' ').collect();
    match all.as_slice() {
        [first, .., last] if all.len() > MAX_LEMMA => format!("{first} … {last}"),
        _ => words.to_owned(),
    }
}
