//! Running text, and the notes in it.

use super::apparatus::is_apparatus;
use super::inlaid::{Begins, Inlaid};
use super::pointer::Pointed;
use super::{Part, Walker};
use crate::tei::content::element;
use crate::tei::elements::{self, Class, Stop};
use crate::tei::listing;
use crate::tei::tree::{Key, Node as TreeNode, NodeKind, Tree, is_blank};
use crate::text::{Element, Kind, Lang, Node, NoteMark, Rend, Role, Shift, Unit};

impl Walker<'_, '_> {
    /// The id of an element that is one unit whatever it holds: its own, or else that of the first block in it.
    pub(super) fn inner_id(&self, i: usize) -> Option<String> {
        let inner = || {
            let is_unit = |&k: &usize| matches!(self.tree.element(k), Some((_, Class::Unit(_))));
            (i + 1..self.tree.nodes[i].end).filter(is_unit).find_map(|k| self.tree.id(k))
        };
        self.tree.id(i).or_else(inner).map(str::to_owned)
    }

    /// Reads running text. What cuts running text elsewhere begins a new line here.
    pub(super) fn inlines(&mut self, start: usize, end: usize) {
        enum Leave<'t> {
            Mark,
            Edge,
            Bracket,
            Apart(Option<Stop>),
            Notes(usize),
            Apparatus(usize),
            Joined,
            Unit(&'t str),
        }
        let tree = self.tree;
        let mut open: Vec<(usize, Leave<'_>)> = Vec::new();
        let mut inlaid = Inlaid::default();
        let mut i = start;
        loop {
            while let Some((_, leave)) = open.pop_if(|(end, _)| *end <= i) {
                match leave {
                    Leave::Mark => self.content.close(),
                    Leave::Edge => self.content.block_edge(),
                    Leave::Bracket => self.content.text("]", tree.nodes[i - 1].at),
                    Leave::Apart(stop) => self.content.end_part(stop, tree.nodes[i - 1].at),
                    Leave::Notes(element) => self.marks_at(element),
                    Leave::Apparatus(app) => self.call_apparatus(app),
                    Leave::Joined => self.content.join_next(),
                    Leave::Unit(unit) => self.content.text(&format!("\u{a0}{unit}"), tree.nodes[i - 1].at),
                }
            }
            if i >= end {
                return;
            }
            if inlaid.leave(i) {
                self.content.end_row();
            }
            let node = &tree.nodes[i];
            let (name, class) = match &node.kind {
                _ if node.skip && self.alternative != Some(i) => {
                    i = node.end;
                    continue;
                }
                NodeKind::Text(text) => {
                    self.content.text(text, node.at);
                    i += 1;
                    continue;
                }
                NodeKind::Element { name, class, .. } => (*name, *class),
            };
            if node.is_apart {
                self.content.begin_part(node.stop, node.at);
                open.push((node.end, Leave::Apart(node.stop)));
            }
            if node.follows_name {
                self.content.joint_in_name(node.at);
            }
            if let Some(unit) = unit_of_measure(tree, i, name) {
                open.push((node.end, Leave::Unit(unit)));
            }
            let join = tree.attribute(i, Key::Join);
            if matches!(join, Some("left" | "both")) {
                self.content.join_last();
            }
            if matches!(join, Some("right" | "both")) {
                open.push((node.end, Leave::Joined));
            }
            if self.has_notes(i) {
                open.push((node.end, Leave::Notes(i)));
            }
            if class == Class::Choice && self.has_readings(i) {
                open.push((node.end, Leave::Apparatus(i)));
            }
            if let Class::Unit(role) | Class::Soft(role @ Role::Label, _) = class
                && let Some(begins) = self.inlaid_part(i, role, &mut inlaid)
            {
                match begins {
                    Begins::Line(label) => self.content.begin_line(label),
                    Begins::OnLine => self.content.text(" ", node.at),
                    Begins::Barred => self.content.begin_behind_bar(),
                }
                // A label stands on the line of its item, and is marked text besides.
                if !matches!(class, Class::Soft(..)) {
                    open.push((node.end, Leave::Edge));
                    i += 1;
                    continue;
                }
            }
            match class {
                Class::Skip => {
                    i = node.end;
                    continue;
                }
                Class::Note => {
                    self.call(i);
                    i = node.end;
                    continue;
                }
                Class::Break => {
                    if !self.joins_word(i) {
                        self.content.line_break();
                    }
                    self.place(i);
                }
                Class::Milestone(unit) => self.milestone(i, unit),
                Class::Caesura => self.content.empty(self.marked(i, name, class)),
                Class::Space => self.content.text(" ", node.at),
                Class::Tilde if self.is_silent(i) => self.content.text("~", node.at),
                Class::Gap if self.is_silent(i) => {
                    self.content.text("[…]", node.at);
                    self.call(i);
                    i = node.end;
                    continue;
                }
                // Some write the brackets themselves.
                Class::Gap if is_bracketed(tree, i) => {}
                Class::Gap => {
                    self.content.text("[", node.at);
                    open.push((node.end, Leave::Bracket));
                }
                Class::Soft(Role::Listing, _) => {
                    self.content.open(self.marked(i, name, class));
                    self.lines(i);
                    self.content.close();
                    i = node.end;
                    continue;
                }
                Class::Unit(_) if name == "app" => {
                    self.content.block_edge();
                    self.apparatus(i);
                    self.content.block_edge();
                    i = node.end;
                    continue;
                }
                Class::Unit(Role::Listing) => {
                    self.content.block_edge();
                    self.lines(i);
                    self.content.block_edge();
                    i = node.end;
                    continue;
                }
                // What happens without a word, such as a pause.
                Class::Soft(Role::Stage, _) if self.is_empty(i) => {}
                Class::Pointer => match self.point(i) {
                    Pointed::Note(note) => self.mark(note),
                    Pointed::Words(words) => {
                        self.content.open(self.marked(i, name, class));
                        self.content.text(&words, node.at);
                        open.push((node.end, Leave::Mark));
                    }
                },
                Class::Inline(_)
                | Class::Part(_)
                | Class::Soft(..)
                | Class::Record(_)
                | Class::Quotation
                | Class::Unknown => {
                    if class == Class::Unknown {
                        self.count_unknown(i, name);
                    }
                    if class == Class::Inline(Kind::Reference)
                        && let Some(note) = self.note_of_empty_reference(i)
                    {
                        self.mark(note);
                    } else {
                        self.content.open(self.marked(i, name, class));
                        open.push((node.end, Leave::Mark));
                    }
                }
                Class::Plain | Class::Choice | Class::Drawn if self.has_look(i) => {
                    self.content.open(self.marked(i, name, class));
                    open.push((node.end, Leave::Mark));
                }
                Class::Plain
                | Class::Drawn
                | Class::Choice
                | Class::Tilde
                | Class::Through
                | Class::Inset
                | Class::Wrapper(_)
                | Class::Letter
                | Class::Figure
                | Class::Parts(_)
                | Class::InlineNote
                | Class::RunningList => self.place(i),
                _ => {
                    match class {
                        Class::List => self.inlaid_list(i, &mut inlaid),
                        Class::Row => inlaid.row(node.end),
                        _ => {}
                    }
                    if class == Class::Graphic && !self.in_header {
                        self.unshown.push(node.at);
                    }
                    self.content.block_edge();
                    open.push((node.end, Leave::Edge));
                }
            }
            i += 1;
        }
    }

    /// Sets a listing as it is written.
    pub(super) fn lines(&mut self, i: usize) {
        for (index, line) in listing::lines(self.tree, i).into_iter().enumerate() {
            if index > 0 {
                self.content.line_break();
            }
            self.content.text(&line.text, line.at);
        }
    }

    /// Whether text that needs no mark of its own is in another language or is to look otherwise.
    fn has_look(&self, i: usize) -> bool {
        self.tree.lang(i).is_some() || self.tree.rend(i) != Rend::default()
    }

    /// The mark of a piece of text.
    pub(super) fn marked(&self, i: usize, name: &str, class: Class) -> Element {
        let tree = self.tree;
        let mut attributes = tree.attributes(i);
        let mut kind = elements::kind(class);
        match class {
            Class::Part(Kind::Sense) => attributes.label = tree.n(i).map(str::to_owned),
            Class::Part(Kind::Plain) if name == "item" => attributes.label = tree.n(i).map(str::to_owned),
            // What TEI does not allow where it stands, such as a sense in a paragraph, is a `seg` of that type.
            Class::Inline(Kind::Plain) if name == "seg" => {
                let said = tree.attribute(i, Key::Type).unwrap_or_default();
                if let Class::Part(part) = elements::class_in_running_list(said).unwrap_or(elements::class(said)) {
                    kind = part;
                    attributes.label = tree.n(i).map(str::to_owned);
                }
            }
            // Of what stands in each other, the innermost says it.
            Class::Part(Kind::Grammar) => {
                let is_grammar = |k: usize| matches!(tree.element(k), Some((_, Class::Part(Kind::Grammar))));
                if (i + 1..tree.nodes[i].end).any(is_grammar) {
                    kind = Kind::Plain;
                }
            }
            // Articles, poems and what is unpublished are quoted; books and journals are titles.
            Class::Inline(Kind::Title) if matches!(tree.attribute(i, Key::Level), Some("a" | "u")) => {
                kind = Kind::Quotation;
            }
            // Set off, nobody says how: as books do it, by italics, or within italics by roman.
            Class::Inline(Kind::Highlight) if !tree.says_look(i) => kind = Kind::Emphasis,
            Class::Inline(Kind::Quotation) if name == "gloss" && !self.stands_beside_term(i) => kind = Kind::Plain,
            // Some write the brackets themselves.
            Class::Inline(Kind::Supplied) if is_bracketed(tree, i) => kind = Kind::Plain,
            // Indirect speech has no marks.
            Class::Inline(Kind::Quotation)
                if matches!(tree.attribute(i, Key::Direct), Some("false" | "0" | "n" | "no")) =>
            {
                kind = Kind::Plain;
            }
            // The words of an example or of another language are no headword.
            Class::Part(Kind::Headword) => match self.citation_around(i) {
                Some("etymon") => kind = Kind::Foreign,
                Some(_) => kind = Kind::Plain,
                None => {}
            },
            // Which of the words that are written alike, or which part of speech.
            Class::Part(Kind::Plain) if name == "hom" && tree.n(i).is_some() => {
                kind = Kind::Sense;
                attributes.label = tree.n(i).map(str::to_owned);
            }
            Class::Quotation if self.part().role == Role::Entry => {
                kind = if name == "quote" && !self.is_translation(i) { Kind::Example } else { Kind::Plain };
            }
            Class::Inline(Kind::Reference) if attributes.rend.shift == Shift::None => {
                attributes.rend.shift = self.shift_of_reference(i);
            }
            _ => {}
        }
        element(name, kind, attributes, tree.nodes[i].at)
    }

    /// Whether words in an entry of a dictionary are a translation, and no example.
    fn is_translation(&self, i: usize) -> bool {
        // They stand at the beginning of what says so.
        let holds = |&k: &usize| self.tree.nodes[k].end > i;
        let around = (i.saturating_sub(20)..i).rev().find(holds);
        around.is_some_and(|k| {
            let said = self.tree.attribute(k, Key::Type).unwrap_or_default();
            matches!(self.tree.element(k), Some(("cit", _))) && said.starts_with("trans")
        })
    }

    /// Of which kind the `cit` is whose `form` a word belongs to; none if it belongs to none.
    fn citation_around(&self, i: usize) -> Option<&str> {
        let holds = |&k: &usize| self.tree.nodes[k].end > i;
        // It stands at the beginning of it, too.
        let mut around = (i.saturating_sub(20)..i).rev().filter(holds);
        let outer = around.find(|&k| !matches!(self.tree.element(k), Some(("form", _))))?;
        let is_citation = matches!(self.tree.element(outer), Some(("cit", _)));
        is_citation.then(|| self.tree.attribute(outer, Key::Type).unwrap_or_default())
    }

    /// Whether an explanation stands behind the word that it explains, which quotation marks part from it. One that points
    /// elsewhere, or says of which kind it is, is words of the text itself: an abbreviation, or a part of the sentence.
    fn stands_beside_term(&self, i: usize) -> bool {
        let tree = self.tree;
        if [Key::Target, Key::Type].iter().any(|&key| tree.attribute(i, key).is_some()) {
            return false;
        }
        let is_between = |k: usize| matches!(&tree.nodes[k].kind, NodeKind::Text(text) if is_blank(text));
        let end = if i > 0 && is_between(i - 1) { i - 1 } else { i };
        let is_term = |k: usize| {
            let name = tree.element(k).map(|(name, _)| name);
            tree.nodes[k].end == end && matches!(name, Some("term" | "mentioned" | "foreign" | "distinct"))
        };
        // What it stands behind is a few words.
        (end.saturating_sub(20)..end).any(is_term)
    }

    /// Sets the mark of a note; of the notes in it, if it has no text of its own.
    fn call(&mut self, i: usize) {
        let mut k = i;
        while k < self.tree.nodes[i].end {
            let node = &self.tree.nodes[k];
            let is_note = matches!(&node.kind, NodeKind::Element { class: Class::Note, .. });
            let called = is_note && !self.is_silent(k);
            if called {
                self.content.mark(NoteMark { id: self.inner_id(k), at: node.at });
                self.notes.push(k);
            }
            k = if called || self.is_left(k) { node.end } else { k + 1 };
        }
    }

    /// Whether a node is not set.
    fn is_left(&self, i: usize) -> bool {
        let node = &self.tree.nodes[i];
        node.skip || matches!(&node.kind, NodeKind::Element { class: Class::Skip, .. })
    }

    /// Whether nothing stands in an element.
    fn is_empty(&self, i: usize) -> bool {
        let is_blank = |node: &TreeNode<'_>| matches!(&node.kind, NodeKind::Text(text) if is_blank(text));
        self.tree.nodes[i + 1..self.tree.nodes[i].end].iter().all(is_blank)
    }

    /// Whether an element has nothing to set, apart from notes.
    pub(super) fn is_silent(&self, i: usize) -> bool {
        let mut k = i + 1;
        while k < self.tree.nodes[i].end {
            let node = &self.tree.nodes[k];
            k = match &node.kind {
                _ if self.is_left(k) => node.end,
                NodeKind::Text(text) if is_blank(text) => k + 1,
                NodeKind::Text(_) | NodeKind::Element { class: Class::Gap | Class::Pointer | Class::Tilde, .. } => {
                    return false;
                }
                NodeKind::Element { class: Class::Note, .. } => node.end,
                // An example may be written in tags alone.
                NodeKind::Element { class: Class::Unit(Role::Listing) | Class::Soft(Role::Listing, _), .. }
                    if !listing::lines(self.tree, k).is_empty() =>
                {
                    return false;
                }
                NodeKind::Element { .. } => k + 1,
            };
        }
        true
    }

    /// Sets a note, and after it the notes in it.
    pub(super) fn note(&mut self, i: usize, anchored: bool) {
        self.write_groups(self.groups.len());
        let mut waiting = vec![(i, anchored)];
        while let Some((i, anchored)) = waiting.pop() {
            let node = &self.tree.nodes[i];
            std::mem::swap(&mut self.content, &mut self.note_content);
            let outer = std::mem::take(&mut self.notes);
            let part = Part { role: Role::Note { anchored }, running: true, ..self.plain_part(i) };
            let lang = part.lang.clone();
            self.parts.push(part);
            if !anchored {
                // It stands where it is read, and so does the page that begins before it.
                let waiting = self.note_content.take_waiting();
                waiting.into_iter().for_each(|milestone| self.content.milestone(milestone));
            }
            let is_apparatus = is_apparatus(self.tree, i);
            if is_apparatus {
                self.apparatus(i);
            } else {
                self.inlines(i + 1, node.end);
            }
            self.parts.pop();
            let inner = std::mem::replace(&mut self.notes, outer);
            let has_text = self.content.has_text();
            let content = self.content.take().into();
            std::mem::swap(&mut self.content, &mut self.note_content);
            if has_text {
                let id = if is_apparatus { self.tree.id(i).map(str::to_owned) } else { self.inner_id(i) };
                let label = if is_apparatus {
                    None
                } else if anchored {
                    self.tree.n(i).map(str::to_owned)
                } else {
                    self.label_of_standing_note(i)
                };
                let (role, rend, at) = (Role::Note { anchored }, self.tree.rend(i), node.at);
                let unit = Unit { id, role, lang, rend, label, content, picture: None, at };
                self.nodes.push(Node::Unit(unit));
            }
            waiting.extend(inner.into_iter().rev().map(|i| (i, has_text)));
        }
    }
}

/// What a size is measured in, if it is a number and its parts do not say that themselves.
fn unit_of_measure<'t>(tree: &'t Tree<'_>, i: usize, name: &str) -> Option<&'t str> {
    let is_size = matches!(name, "dimensions" | "height" | "width" | "depth" | "dim");
    let unit = tree.attribute(i, Key::Unit).filter(|_| is_size)?.trim_ascii();
    let mut inside = i + 1..tree.nodes[i].end;
    if unit.is_empty() || inside.clone().any(|k| tree.attribute(k, Key::Unit).is_some()) {
        return None;
    }
    let words = inside.rfind(|&k| matches!(&tree.nodes[k].kind, NodeKind::Text(text) if !is_blank(text)))?;
    let NodeKind::Text(text) = &tree.nodes[words].kind else { return None };
    text.trim_ascii_end().ends_with(char::is_numeric).then_some(unit)
}

/// Whether the source writes the square brackets around the words of an element.
fn is_bracketed(tree: &Tree<'_>, i: usize) -> bool {
    let (mut k, mut last) = (i + 1, None);
    while k < tree.nodes[i].end {
        let node = &tree.nodes[k];
        match &node.kind {
            NodeKind::Element { class: Class::Skip | Class::Note | Class::InlineNote, .. } => k = node.end,
            _ if node.skip => k = node.end,
            NodeKind::Text(text) if !is_blank(text) => {
                if last.is_none() && !text.trim_ascii().starts_with('[') {
                    return false;
                }
                last = Some(text.trim_ascii());
                k += 1;
            }
            _ => k += 1,
        }
    }
    last.is_some_and(|last| last.ends_with(']'))
}

/// The words of an element, white space folded, without its notes.
fn words(tree: &Tree<'_>, i: usize) -> String {
    let mut walker = Walker::new(tree, Lang::new("en"), Vec::new());
    walker.inlines(i + 1, tree.nodes[i].end);
    crate::text::plain(&walker.content.take())
}

/// The words of an element as a header has them: none if there are none.
pub(in crate::tei) fn some_words(tree: &Tree<'_>, i: usize) -> Option<String> {
    Some(words(tree, i)).filter(|words| !words.is_empty())
}
