//! Running text.

use super::Walker;
use super::inlaid::{Begins, Inlaid};
use super::pointer::Pointed;
use crate::tei::content::element;
use crate::tei::elements::{self, Class, Stop};
use crate::tei::listing;
use crate::tei::rend;
use crate::tei::tree::{Key, NodeKind, Tree, is_blank};
use crate::text::{Break, Element, Kind, Lang, Rend, Role, Shift};

impl Walker<'_, '_> {
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
                    Leave::Bracket => self.end_gap(tree.nodes[i - 1].at),
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
                    self.words(i, text);
                    i += 1;
                    continue;
                }
                NodeKind::Element { name, class, .. } => (*name, *class),
            };
            if node.is_apart {
                self.content.begin_part(node.stop, class.runs_in(), node.at);
                open.push((node.end, Leave::Apart(node.stop)));
            }
            if node.is_parted {
                self.content.joint_of_lines(node.at);
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
                    Begins::Clause(label, is_first) => self.content.begin_clause(label, is_first, node.at),
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
                    self.content.pass_over();
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
                        self.content.line_break(Break::Line);
                    }
                    self.place(i);
                }
                Class::Milestone(unit) => self.milestone(i, unit),
                Class::Caesura => self.content.empty(self.marked(i, name, class)),
                Class::Space => self.content.text(" ", node.at),
                Class::Tilde if self.is_silent(i) => self.content.text("~", node.at),
                Class::Glyph => {
                    self.place(i);
                    if self.is_silent(i) {
                        self.glyph(i);
                    }
                }
                Class::Gap if self.is_silent(i) => {
                    self.content.text(if self.is_bracketed(i) { "…" } else { "[…]" }, node.at);
                    self.call(i);
                    i = node.end;
                    continue;
                }
                // Some write the brackets themselves.
                Class::Gap if self.is_bracketed(i) => {}
                Class::Gap => {
                    self.begin_gap(i);
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
                    if class == Class::Inline(Kind::Reference) && self.repeats_mark(i) {
                        i = node.end;
                        continue;
                    }
                    if class == Class::Inline(Kind::Reference)
                        && let Some(note) = self.note_of_empty_reference(i)
                    {
                        self.mark(note);
                    } else if class == Class::Inline(Kind::Date)
                        && self.in_header
                        && self.is_empty(i)
                        && let date = tree.date(i)
                        && !date.is_empty()
                    {
                        self.content.text(&date, node.at);
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
                | Class::Enclosed
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
                self.content.line_break(Break::Line);
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
        if self.unit_of == Some(i) {
            attributes.id = None;
        }
        let mut kind = elements::kind(class);
        // A note that tells what happens is none that a mark leads to, and a message would take it for one.
        let name = if name == "note" && matches!(class, Class::Soft(Role::Stage, _)) { "incident" } else { name };
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
            Class::Inline(Kind::Highlight) if tree.looks(i).any(rend::is_monospaced) => kind = Kind::Code,
            // Set off, nobody says how: as books do it, by italics, or within italics by roman.
            Class::Inline(Kind::Highlight) if !tree.says_look(i) => kind = Kind::Emphasis,
            Class::Inline(Kind::Quotation) if name == "gloss" && !self.stands_beside_term(i) => kind = Kind::Plain,
            // What its author lets stand is no longer deleted.
            Class::Inline(Kind::Plain) if name == "del" && self.is_restored(i) => attributes.rend.strike = false,
            // Some write the brackets themselves.
            Class::Inline(Kind::Supplied) if self.is_bracketed(i) => kind = Kind::Plain,
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
            // What is raised already is not raised again.
            Class::Inline(Kind::Reference) if self.is_raised(i) => attributes.rend.shift = Shift::None,
            Class::Inline(Kind::Reference) if attributes.rend.shift == Shift::None => {
                attributes.rend.shift = self.shift_of_reference(i);
            }
            _ => {}
        }
        element(name, kind, attributes, tree.nodes[i].at)
    }

    /// Whether an element stands in one that takes back what it says.
    fn is_restored(&self, i: usize) -> bool {
        let mut around = (i.saturating_sub(20)..i).rev().filter(|&k| self.tree.nodes[k].end > i);
        around.any(|k| matches!(self.tree.element(k), Some(("restore", _))))
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

/// The words of an element, white space folded, without its notes.
fn words(tree: &Tree<'_>, i: usize) -> String {
    let mut walker = Walker::new(tree, Lang::new("en"), Vec::new());
    walker.in_header = true;
    walker.inlines(i + 1, tree.nodes[i].end);
    crate::text::plain(&walker.content.take())
}

/// The words of an element as a header has them: none if there are none.
pub(in crate::tei) fn some_words(tree: &Tree<'_>, i: usize) -> Option<String> {
    Some(words(tree, i)).filter(|words| !words.is_empty())
}
