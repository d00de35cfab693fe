//! Elements that are units or groups of units, and what depends on where they stand.

use super::apparatus::is_apparatus;
use super::{Frame, Labels, Part, Walker, Within};
use crate::tei::elements::Class;
use crate::tei::rend;
use crate::tei::tree::{Key, NodeKind, is_blank};
use crate::text::{Align, GroupKind, ListStyle, Numerals, Role, TableCell, Verse};

/// How many columns or rows a cell may take.
const MAX_SPAN: u16 = TableCell::WIDEST;
const MAX_SPAN_VALUE: u64 = MAX_SPAN as u64;

/// Each how many lines of verse the number of a line is shown.
const NUMBERED_LINES: u32 = 5;

/// The types of lists that books set without bullets: indexes and contents, and those at the head of a minute.
const UNMARKED_LISTS: [&str; 6] = ["index", "toc", "participants", "subject", "to", "from"];

impl<'a> Walker<'_, 'a> {
    pub(super) fn list(&mut self, i: usize) -> usize {
        let (style, labels) = self.labels_of(i);
        let next = self.group(i, GroupKind::List(style), Role::Item, Within::List);
        if let Some(part) = self.parts.last_mut() {
            part.labels = labels;
        }
        next
    }

    /// What the items of a list are labelled with.
    pub(super) fn labels_of(&self, i: usize) -> (ListStyle, Labels) {
        let words = [Key::Type, Key::Rend, Key::Rendition].map(|key| self.tree.attribute(i, key).unwrap_or_default());
        let says = |word: &str| words.iter().any(|value| value.split([' ', '#', ':', ';']).any(|w| w == word));
        // Of `ordered` and `lettered`, the numerals are what tells more.
        let all = words.iter().flat_map(|value| value.split([' ', '#', ':', ';'])).filter_map(Numerals::of);
        if self.has_typed_marks(i) {
            return (ListStyle::Plain, Labels::Typed);
        }
        let numerals = all.reduce(|first, next| if first == Numerals::Arabic { next } else { first });
        if let Some(numerals) = numerals {
            (ListStyle::Numbered(numerals), Labels::Numbers(1, numerals))
        } else if says("gloss") || self.tree.children_named(i, "label").next().is_some() {
            (ListStyle::Gloss, Labels::None)
        } else if ["simple", "unmarked", "none"].iter().any(|word| says(word))
            || words[0].split(' ').any(|word| UNMARKED_LISTS.contains(&word))
            || self.tree.element(i).is_some_and(|(name, _)| matches!(name, "castList" | "castGroup" | "listWit"))
        {
            (ListStyle::Plain, Labels::None)
        } else {
            (ListStyle::Bulleted, Labels::Bullets)
        }
    }

    pub(super) fn quotation(&mut self, i: usize, name: &str, class: Class) -> usize {
        let holds_text =
            (name == "quote" || class == Class::BlockQuotation && name != "cit") && !self.tree.nodes[i].has_block;
        if name == "quote" && self.part().within == Within::Cit {
            let part = if holds_text { self.unit_part(i, Role::Paragraph) } else { self.plain_part(i) };
            return self.open(i, Frame::Block, part);
        }
        let within = if name == "cit" { Within::Cit } else { Within::Inset };
        let kind = if class == Class::Epigraph { GroupKind::Epigraph } else { GroupKind::Quotation };
        let next = self.group(i, kind, Role::Paragraph, within);
        if holds_text && let Some(part) = self.parts.last_mut() {
            // The quotation is itself the unit.
            part.running = true;
            part.at = Some(self.tree.nodes[i].at);
            part.rend = self.tree.rend(i);
            part.id = self.groups.last_mut().and_then(|group| group.as_mut()?.id.take());
        }
        next
    }

    /// An element that is a unit where blocks stand.
    pub(super) fn soft(&mut self, i: usize, name: &'a str, role: Role) -> usize {
        let within = self.part().within;
        let role = match (name, within) {
            // A line that holds the author and nothing else.
            ("byline", Within::TitlePage) if !self.tree.nodes[i].has_running && self.tree.nodes[i].end > i + 2 => {
                let part = Part { role: Role::Byline, within, ..self.plain_part(i) };
                return self.open(i, Frame::Block, part);
            }
            ("byline", Within::TitlePage) => Role::Byline,
            ("docAuthor", Within::TitlePage) => Role::Author,
            ("docDate", Within::TitlePage) => Role::Occasion,
            ("label", within) if within != Within::List => Role::Block,
            _ => role,
        };
        self.unit(i, name, role)
    }

    /// An element that is a unit, or several if blocks stand in it.
    pub(super) fn unit(&mut self, i: usize, name: &str, role: Role) -> usize {
        self.flush(false);
        let end = self.tree.nodes[i].end;
        let within = self.part().within;
        let level = |below: usize| Role::Head { level: u8::try_from(self.depth + below).unwrap_or(6).clamp(1, 6) };
        let role = match (role, within) {
            (Role::Head { .. }, Within::Table | Within::Row | Within::Figure) => Role::Caption,
            (Role::Head { .. }, Within::List) if self.written == self.groups.len() => Role::Block,
            // What names a list stands over it as over a table; a section of its own it is not.
            (Role::Head { .. }, Within::List) => Role::Caption,
            // What names an item stands behind its number.
            (Role::Head { .. }, Within::Item) => Role::Item,
            (Role::Head { .. }, _) if self.is_subhead(i) => Role::Subhead,
            (Role::Head { .. }, Within::Inset | Within::Cit) => level(1),
            (Role::Head { .. }, _) => level(0),
            (Role::Block, Within::TitlePage | Within::OtherTitlePage) if name == "titlePart" => {
                match (self.tree.attribute(i, Key::Type), within) {
                    (None | Some("main"), Within::TitlePage) => Role::Title,
                    (_, Within::TitlePage) => Role::Subtitle,
                    (None | Some("main"), _) => level(usize::from(!self.in_document)),
                    _ => Role::Block,
                }
            }
            (Role::Paragraph, Within::Item) => Role::Item,
            (Role::Paragraph, Within::Argument) => Role::Argument,
            (Role::Paragraph, Within::Dedication) => Role::Block,
            (Role::VerseLine(_), _) => Role::VerseLine(self.verse(i)),
            (Role::Cell(_), _) => Role::Cell(self.cell(i)),
            _ => role,
        };
        if matches!(role, Role::Head { .. } | Role::Subhead) && !self.is_silent(i) {
            self.head_end = end;
            if let Some(section) = self.parts.last_mut() {
                section.headed = true;
            }
        }
        let mut part = self.unit_part(i, role);
        part.rend.bold |= role == Role::Item && name == "head";
        match role {
            Role::Item if within == Within::Item => {
                // A paragraph in an item: the first is the item itself.
                if let Some(item) = self.parts.last_mut() {
                    part.label = item.label.take();
                    if part.id.is_none() && item.at.is_some() && item.id.is_some() {
                        part.id = item.id.take();
                        part.lent = item.at.take();
                        part.element = item.element;
                    }
                }
            }
            Role::Item => {
                part.within = Within::Item;
                part.label = self.item_label(i);
            }
            Role::Label => {
                part.label = self.tree.n(i).map(str::to_owned);
                if let Some(list) = self.parts.last_mut() {
                    list.after_label = true;
                }
            }
            Role::VerseLine(_) => part.label = self.line_number(i),
            // It stands in the middle, as on a page of its own.
            Role::Block if within == Within::Dedication && part.rend.align == Align::Default => {
                part.rend.align = Align::Center;
            }
            Role::Cell(_) => {
                part.id = self.inner_id(i);
                self.tell_spans(i);
            }
            _ => {}
        }
        let is_cell = matches!(role, Role::Cell(_));
        if part.within == Within::Other && matches!(within, Within::Table | Within::Row) {
            part.within = within;
        }
        let is_apparatus = is_apparatus(self.tree, i);
        if self.tree.nodes[i].has_block && !is_cell && !is_apparatus {
            return self.open(i, Frame::Block, part);
        }
        self.parts.push(part);
        if role == Role::Listing {
            self.lines(i);
        } else if is_apparatus {
            self.apparatus(i);
        } else {
            if let Some(number) = self.homograph(i, name) {
                self.content.text(&format!("{number} "), self.tree.nodes[i].at);
            }
            self.inlines(i + 1, end);
            self.marks_at(i);
        }
        self.flush(is_cell);
        self.leave_part();
        end
    }

    /// Whether a heading belongs to the one before it, and is not that of a section: it follows it, or says that it is one
    /// below it.
    fn is_subhead(&self, i: usize) -> bool {
        let tree = self.tree;
        if !self.part().headed {
            return false;
        }
        let is_beside = |k: usize| match &tree.nodes[k].kind {
            NodeKind::Text(text) => is_blank(text),
            NodeKind::Element { class, .. } => {
                matches!(class, Class::Milestone(_) | Class::Break | Class::Skip | Class::Note)
            }
        };
        let mut between =
            std::iter::successors(Some(self.head_end), |&k| Some(tree.nodes[k].end)).take_while(|&k| k < i);
        let follows = between.all(is_beside);
        follows || matches!(tree.attribute(i, Key::Type), Some("sub" | "subtitle" | "subhead"))
    }

    /// Which of the words that are written alike an entry of a dictionary explains.
    fn homograph(&self, i: usize, name: &str) -> Option<&str> {
        let around = self.parts.iter().rev().nth(1).and_then(|part| self.tree.element(part.element?));
        let is_grouped = matches!(around, Some(("superEntry", _)));
        let is_told = || self.tree.attribute(i, Key::Type).is_some_and(|said| said.starts_with("hom"));
        let says_so = || is_grouped || is_told();
        let is_short = |n: &&str| n.len() <= 4 && n.chars().all(char::is_alphanumeric);
        // Some write it into the entry, too.
        let is_said = |n: &&str| {
            let mut inside = i + 1..self.tree.nodes[i].end;
            inside.any(|k| match (self.tree.element(k), &self.tree.nodes.get(k + 1).map(|node| &node.kind)) {
                (Some(("lbl", _)), Some(NodeKind::Text(text))) => text.trim_ascii() == *n,
                _ => false,
            })
        };
        self.tree.n(i).filter(|_| name == "entry" && says_so()).filter(is_short).filter(|n| !is_said(n))
    }

    /// Leaves the innermost part. What a paragraph without text had from its item goes back to it.
    pub(super) fn leave_part(&mut self) {
        let Some(part) = self.parts.pop() else { return };
        let unused = part.role == Role::Item && part.at.is_some();
        let Some(item) = self.parts.last_mut().filter(|item| unused && item.within == Within::Item) else { return };
        item.label = part.label.or(item.label.take());
        if part.lent.is_some() {
            item.id = part.id;
            item.at = part.lent;
        }
    }

    fn item_label(&mut self, i: usize) -> Option<String> {
        let n = self.tree.n(i);
        let list = self.parts.last_mut()?;
        // The label before it is its number or its bullet.
        if std::mem::take(&mut list.after_label) && n.is_none() {
            return None;
        }
        list.labels.next(n)
    }

    /// A row of a table, whose cells may all be heads.
    pub(super) fn row(&mut self, i: usize) -> usize {
        let is_head = self.is_head(i);
        let next = self.group(i, GroupKind::TableRow, Role::Cell(TableCell::default()), Within::Row);
        if let Some(part) = self.parts.last_mut() {
            part.is_head = is_head;
        }
        next
    }

    fn is_head(&self, i: usize) -> bool {
        self.tree.attribute(i, Key::Role).is_some_and(|role| matches!(role.trim_ascii(), "label" | "head" | "header"))
    }

    fn cell(&self, i: usize) -> TableCell {
        let span = |key| {
            let number = self.tree.attribute(i, key).and_then(|value| value.trim_ascii().parse::<u64>().ok());
            number.map_or(1, |number| u16::try_from(number).unwrap_or(MAX_SPAN).clamp(1, MAX_SPAN))
        };
        let head = self.is_head(i) || self.part().is_head;
        TableCell { columns: span(Key::Cols), rows: span(Key::Rows), head }
    }

    /// Warns of a cell that does not say how many columns or rows it takes, or that says too many.
    fn tell_spans(&mut self, i: usize) {
        for (key, name, what) in [(Key::Cols, "cols", "columns"), (Key::Rows, "rows", "rows")] {
            let Some(value) = self.tree.attribute(i, key).map(str::trim_ascii) else { continue };
            let number = value.parse::<u64>();
            let is_number = number.is_ok() || !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
            let message = match number {
                Ok(1..=MAX_SPAN_VALUE) => continue,
                Ok(0) => format!("a cell cannot take 0 {what}; it takes one"),
                _ if is_number => format!("a cell cannot take {value:.30} {what}; it takes {MAX_SPAN}"),
                _ => format!("“{value:.30}” is no number of {what}; the cell takes one"),
            };
            let help = format!("write {name}=\"2\", or a larger number, for a cell that takes several {what}");
            self.warn("bad-span", self.tree.nodes[i].at, message, help);
        }
    }

    fn verse(&self, i: usize) -> Verse {
        let indent = self.tree.looks(i).map(rend::indent).max();
        let continues = matches!(self.tree.attribute(i, Key::Part), Some("M" | "F"));
        Verse { indent: indent.unwrap_or(0), continues }
    }

    /// The number of a line of verse, where it is one that is shown.
    fn line_number(&self, i: usize) -> Option<String> {
        let n = self.tree.n(i)?;
        let number: u32 = n.parse().ok()?;
        (number > 0 && number.is_multiple_of(NUMBERED_LINES)).then(|| n.to_owned())
    }
}
