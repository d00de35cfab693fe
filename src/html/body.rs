//! The text: rows and the groups that hold them.

use super::inline::{Inlines, named, with_lang};
use super::list::{self, List};
use super::notes;
use super::picture;
use super::row::{Rows, column};
use super::table::{self, Table};
use super::tree::{Element, Node, block};
use crate::edition::{Cell, Edition, Illustrations, Row};
use crate::text::{self, Direction, Group, GroupKind, Role, TableCell};

/// Groups that lie deeper are not shown as such, so that no text can exhaust a stack, here or in a browser.
const DEEPEST: usize = 64;

/// How many characters a cell of a table may have that is not divided.
const SHORT: usize = 12;

/// A heading, for the list of contents.
pub(super) struct Heading<'a> {
    /// From 1.
    pub(super) level: usize,
    /// The identifier that leads to it.
    pub(super) id: String,
    /// Its row, and those that belong to it.
    pub(super) rows: Vec<&'a Row>,
}

/// Builds the text of a page, part by part.
pub(super) struct Body<'a> {
    edition: &'a Edition,
    illustrations: Illustrations,
    rows: Rows<'a>,
    /// The groups that are open, the innermost last.
    frames: Vec<Frame>,
    /// How many groups are open that lie too deep to be shown.
    hidden: usize,
    /// The title block, once it is complete.
    title: Option<Element>,
    has_title: bool,
    headings: Vec<Heading<'a>>,
    /// The notes that stand at the end.
    notes: Vec<&'a Row>,
}

/// An open group.
struct Frame {
    /// What it is; nothing is the whole text.
    kind: Option<GroupKind>,
    /// Its element so far.
    element: Element,
    /// What it holds, where that is more than one thing after the other.
    inside: Inside,
    /// Whether it has had a heading.
    headed: bool,
}

enum Inside {
    Blocks,
    List(List),
    Table(Table),
    Cells(Vec<table::Cell>),
}

/// What [`Body`] has built.
pub(super) struct Parts<'a> {
    /// The title block.
    pub(super) title: Element,
    /// The text and its notes.
    pub(super) text: Vec<Node>,
    /// The headings in order.
    pub(super) headings: Vec<Heading<'a>>,
    /// What running text knows of the whole page.
    pub(super) inlines: Inlines<'a>,
}

impl<'a> Body<'a> {
    /// Begins the text of an edition.
    pub(super) fn new(edition: &'a Edition, inlines: Inlines<'a>) -> Body<'a> {
        Body {
            edition,
            illustrations: Illustrations::new(edition),
            rows: Rows::new(edition, inlines),
            frames: vec![Frame::new(None, block("div"))],
            hidden: 0,
            title: None,
            has_title: false,
            headings: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Begins a group.
    pub(super) fn open(&mut self, group: &Group) {
        if self.frames.len() > DEEPEST {
            self.hidden += 1;
            return;
        }
        let element = match group.kind {
            GroupKind::TitleBlock => block("div").attr("class", "title-block"),
            GroupKind::Section => block("section"),
            GroupKind::List(_) => block("div").attr("class", "list"),
            GroupKind::Epigraph => block("blockquote").attr("class", "epigraph"),
            GroupKind::Figure => block("figure"),
            GroupKind::Quotation => block("blockquote"),
            GroupKind::Stanza => block("div").attr("class", "stanza"),
            GroupKind::Speech => block("div").attr("class", "speech"),
            // It scrolls in itself: who reads by keyboard must be able to get there, and to know what it is.
            GroupKind::Table => {
                let name = self.rows.label(0, |labels| &labels.table);
                let element = block("div").attr("class", "table").attr("tabindex", "0").attr("role", "group");
                match name {
                    Some(name) => named(element, "aria-label", name.text.clone(), name, self.rows.lang()),
                    None => element,
                }
            }
            GroupKind::TableRow => block("tr"),
        };
        let element = element.attr_opt("id", self.rows.id(group.id.as_deref()));
        // A source has the head of a table inside it, but a reader of sources may set it before.
        let caption = if group.kind == GroupKind::Table { self.frame().take_caption() } else { None };
        let mut frame = Frame::new(Some(group.kind), element);
        if let (Inside::Table(table), Some(caption)) = (&mut frame.inside, caption) {
            table.caption(caption);
        }
        self.frames.push(frame);
    }

    /// Ends the innermost group.
    pub(super) fn close(&mut self) {
        if self.hidden > 0 {
            self.hidden -= 1;
        } else if self.frames.len() > 1
            && let Some(frame) = self.frames.pop()
        {
            let first = self.frames.len() == 1 && self.frames[0].element.children.is_empty() && self.title.is_none();
            match (frame.kind, frame.inside) {
                (Some(GroupKind::TitleBlock), _) if first => self.title = Some(frame.element),
                (_, Inside::Cells(cells)) => self.frame().push_row(table::Row { element: frame.element, cells }),
                (_, Inside::List(list)) => self.frame().push(list.finish(frame.element)),
                (_, Inside::Table(table)) => self.frame().push(frame.element.child(table.finish())),
                (Some(GroupKind::Figure), Inside::Blocks) => self.frame().push(figure(frame.element)),
                (Some(GroupKind::Section), Inside::Blocks) if !frame.headed => {
                    // A section that nothing names is none to an outline.
                    self.frame().push(Element { name: "div", ..frame.element.class("part") });
                }
                (_, Inside::Blocks) => self.frame().push(frame.element),
            }
        }
    }

    /// Adds the row that is a part of the edition.
    pub(super) fn row(&mut self, part: usize, row: &'a Row) {
        if !self.illustrations.is_set(part) {
            return;
        }
        match row.role {
            Role::Picture => {
                let id = self.rows.id(row.id.as_deref());
                if let (Some(image), Some(words)) = (self.edition.image(row), self.illustrations.alternatives(part)) {
                    let element = picture::element(row, image, words, id);
                    self.frame().push(element);
                }
            }
            Role::Note { anchored: true } if row.mark().is_some() => self.notes.push(row),
            Role::Title if !self.has_title => {
                self.has_title = true;
                let id = self.rows.id(row.id.as_deref());
                let heading = self.rows.heading("h1", "title", row, id);
                self.frame().push(heading);
            }
            Role::Head { .. } | Role::Caption => self.head(row),
            Role::Subhead => {
                if self.frame().headed
                    && let Some(heading) = self.headings.last_mut()
                {
                    heading.rows.push(row);
                }
                let element = self.rows.plain(row, None);
                self.frame().push(element);
            }
            _ => match self.frame().inside {
                Inside::Cells(_) => self.table_cell(row),
                Inside::List(_) => self.list_row(row),
                Inside::Blocks | Inside::Table(_) => {
                    let element = self.rows.plain(row, row.label.as_deref());
                    self.frame().push(element);
                }
            },
        }
    }

    /// Ends the text.
    pub(super) fn finish(mut self) -> Parts<'a> {
        while self.frames.len() > 1 {
            self.hidden = 0;
            self.close();
        }
        let notes = notes::end_notes(self.edition, &self.notes, &mut self.rows);
        let mut title = self.title.take().unwrap_or_else(|| block("div").attr("class", "title-block"));
        if !self.has_title {
            let columns = self.edition.langs.iter().zip(&self.edition.titles).enumerate();
            let cells = columns.map(|(i, (lang, text))| with_lang(column("span", i), lang).text(text.clone()));
            let heading = block("h1").attr("class", "cells").extend(cells);
            title.children.insert(0, Node::Element(block("div").attr("class", "row title").child(heading)));
        }
        let mut text = self.frames.pop().map(|frame| frame.element.children).unwrap_or_default();
        text.extend(notes.map(Node::Element));
        Parts { title, text, headings: self.headings, inlines: self.rows.inlines }
    }

    fn frame(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("the frame of the whole text is never closed")
    }

    /// A heading of a section; over anything else, a line that names it.
    fn head(&mut self, row: &'a Row) {
        let in_section = matches!(self.frame().kind, None | Some(GroupKind::Section));
        if in_section && row.role != Role::Caption {
            let id = self.rows.id(row.id.as_deref());
            // By the headings that stand over it and not by its depth, so that no level is left out.
            let above = self.frames[..self.frames.len() - 1].iter().filter(|frame| frame.headed).count();
            let level = above + 1;
            let frame = self.frame();
            frame.headed = frame.kind.is_some();
            let id = id.unwrap_or_else(|| self.rows.inlines.ids.fresh("head"));
            let name = ["h2", "h3", "h4", "h5", "h6"][above.min(4)];
            let heading = self.rows.heading(name, "head", row, Some(id.clone()));
            self.frame().push(heading);
            self.headings.push(Heading { level, id, rows: vec![row] });
            return;
        }
        let element = self.rows.plain(row, row.label.as_deref());
        let frame = self.frame();
        match &mut frame.inside {
            Inside::Table(table) if table.is_empty() => table.caption(element),
            Inside::List(list) if list.is_empty() => list.head(element),
            _ => frame.push(element),
        }
    }

    /// A row of a list: an entry of its own, or what follows a label in its entry.
    fn list_row(&mut self, row: &Row) {
        let part = match row.role {
            Role::Item => list::Part::Item,
            Role::Label => list::Part::Label,
            _ => list::Part::Other,
        };
        let own = row.label.as_deref();
        let label = match &mut self.frame().inside {
            Inside::List(list) => list.label(part, own),
            _ => None,
        };
        let element = self.rows.plain(row, label.as_deref());
        if let Inside::List(list) = &mut self.frame().inside {
            list.row(part, own, element);
        }
    }

    /// A cell of a table: its texts one below the other. What is the same in any language stands once.
    fn table_cell(&mut self, row: &Row) {
        let TableCell { columns, rows, head } = match row.role {
            Role::Cell(cell) => cell,
            _ => TableCell::default(),
        };
        let id = self.rows.id(row.id.as_deref());
        let mut cells = self.rows.cells(row, "div", None);
        for (cell, element) in row.cells.iter().zip(&mut cells).skip(1) {
            if is_again(&row.cells[0], cell) {
                *element = std::mem::replace(element, block("div")).class("again");
            }
        }
        let is_reversed = |cell: &Cell| cell.lang.direction() == Direction::RightToLeft;
        let dir = row.cells.first().is_some_and(is_reversed).then(|| "rtl".to_owned());
        let class = if is_short(row) { "row short" } else { "row" };
        let element = block("td").attr("class", class).attr_opt("id", id.clone()).attr_opt("dir", dir);
        let element = element.extend(cells).extend(self.rows.permalink(id));
        let cell = table::Cell {
            element,
            head,
            columns: columns.into(),
            rows: rows.into(),
            content: row.cells.first().map_or(table::Content::Nothing, content),
        };
        if let Inside::Cells(cells) = &mut self.frame().inside {
            cells.push(cell);
        }
    }
}

impl Frame {
    fn new(kind: Option<GroupKind>, element: Element) -> Frame {
        let inside = match kind {
            Some(GroupKind::List(style)) => Inside::List(List::new(style)),
            Some(GroupKind::Table) => Inside::Table(Table::default()),
            Some(GroupKind::TableRow) => Inside::Cells(Vec::new()),
            _ => Inside::Blocks,
        };
        Frame { kind, element, inside, headed: false }
    }

    /// Adds what stands inside the group.
    fn push(&mut self, element: Element) {
        match &mut self.inside {
            Inside::Blocks => self.element.push(element),
            Inside::List(list) => list.push(element),
            Inside::Table(table) => table.push(table::Row::of(element)),
            Inside::Cells(cells) => cells.push(table::Cell::of(element)),
        }
    }

    /// The last thing so far, if it is a caption.
    fn take_caption(&mut self) -> Option<Element> {
        let last =
            self.element.children.pop_if(|node| matches!(node, Node::Element(last) if last.has_class("caption")));
        last.and_then(|node| if let Node::Element(caption) = node { Some(caption) } else { None })
    }

    /// Adds a row of a table.
    fn push_row(&mut self, row: table::Row) {
        if let Inside::Table(table) = &mut self.inside {
            table.push(row);
        } else {
            // A row without a table is one of its own.
            let mut table = Table::default();
            table.push(row);
            self.push(table.finish());
        }
    }
}

/// A figure whose caption, if it comes first or last, is its `figcaption`.
fn figure(mut figure: Element) -> Element {
    let is_caption = |node: &Node| matches!(node, Node::Element(element) if element.has_class("caption"));
    let last = figure.children.len().saturating_sub(1);
    let at = [0, last].into_iter().find(|at| figure.children.get(*at).is_some_and(is_caption));
    if let Some(at) = at {
        let caption = figure.children.remove(at);
        figure.children.insert(at, Node::Element(block("figcaption").nodes(vec![caption])));
    }
    figure
}

/// Whether a cell repeats the first one in another language without a word that would need one: a number, a sign.
fn is_again(first: &Cell, cell: &Cell) -> bool {
    let text = text::plain(&cell.content);
    !cell.status.is_stand_in() && !text.contains(char::is_alphabetic) && text == text::plain(&first.content)
}

/// Whether a cell has a few words in each language, which stand on one line then, whatever room the cells beside it want.
fn is_short(row: &Row) -> bool {
    let texts = || row.cells.iter().map(|cell| text::plain(&cell.content));
    texts().all(|text| text.chars().count() <= SHORT) && texts().any(|text| text.trim().contains([' ', '-']))
}

/// What a cell holds, as far as a table cares.
fn content(cell: &Cell) -> table::Content {
    let text = text::plain(&cell.content);
    if text.trim().is_empty() {
        table::Content::Nothing
    } else if text.contains(char::is_numeric) && !text.contains(char::is_alphabetic) {
        table::Content::Number
    } else {
        table::Content::Words
    }
}
