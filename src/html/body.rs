//! The text: rows and the groups that hold them.

use super::inline::{Inlines, with_lang};
use super::table;
use super::tree::{Element, Node, block, inline};
use crate::edition::{Cell, Edition, Row};
use crate::text::{Align, Group, GroupKind, ListStyle, Rend, Role};

/// Groups that lie deeper are not shown as such, so that no text can exhaust a stack, here or in a browser.
const DEEPEST: usize = 64;

/// A heading, for the list of contents.
pub(super) struct Heading<'a> {
    /// From 1.
    pub(super) level: usize,
    /// The identifier that leads to it.
    pub(super) id: String,
    /// The row.
    pub(super) row: &'a Row,
}

/// A note that stands at the end.
struct EndNote<'a> {
    number: u32,
    row: &'a Row,
}

/// Builds the text of a page, part by part.
pub(super) struct Body<'a> {
    edition: &'a Edition,
    inlines: Inlines<'a>,
    /// The groups that are open, the innermost last.
    frames: Vec<Frame>,
    /// How many groups are open that lie too deep to be shown.
    hidden: usize,
    /// The title block, once it is complete.
    title: Option<Element>,
    has_title: bool,
    headings: Vec<Heading<'a>>,
    notes: Vec<EndNote<'a>>,
}

/// An open group.
struct Frame {
    /// What it is; nothing is the whole text.
    kind: Option<GroupKind>,
    /// Its element so far.
    element: Element,
    /// Its items or rows, for lists and tables.
    entries: Vec<Element>,
    /// Whether it has had a heading.
    headed: bool,
    /// Whether the next item belongs to the entry that a label has begun.
    labelled: bool,
    /// How many items it has had.
    items: usize,
    /// Whether any of them had a label.
    has_labels: bool,
}

/// What [`Body`] has built.
pub(super) struct Parts<'a> {
    /// The title block.
    pub(super) title: Element,
    /// The text and its notes.
    pub(super) text: Vec<Node>,
    /// The headings in order.
    pub(super) headings: Vec<Heading<'a>>,
}

impl<'a> Body<'a> {
    /// Begins the text of an edition.
    pub(super) fn new(edition: &'a Edition, inlines: Inlines<'a>) -> Body<'a> {
        Body {
            edition,
            inlines,
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
            GroupKind::Figure => block("div").attr("class", "figure"),
            GroupKind::Quotation => block("blockquote"),
            GroupKind::Stanza => block("div").attr("class", "stanza"),
            GroupKind::Speech => block("div").attr("class", "speech"),
            GroupKind::Table => block("div").attr("class", "table"),
            GroupKind::TableRow => block("tr"),
        };
        let element = element.attr_opt("id", self.inlines.ids.block(group.id.as_deref()));
        self.frames.push(Frame::new(Some(group.kind), element));
    }

    /// Ends the innermost group.
    pub(super) fn close(&mut self) {
        if self.hidden > 0 {
            self.hidden -= 1;
        } else if self.frames.len() > 1
            && let Some(frame) = self.frames.pop()
        {
            let first = self.frames.len() == 1 && self.frames[0].element.children.is_empty() && self.title.is_none();
            match frame.kind {
                Some(GroupKind::TitleBlock) if first => self.title = Some(frame.element),
                Some(GroupKind::TableRow) => self.frame().push_row(frame.element),
                _ => self.frame().push(frame.finish()),
            }
        }
    }

    /// Adds a row.
    pub(super) fn row(&mut self, row: &'a Row) {
        match row.role {
            Role::Note { anchored: true } if row.number.is_some() => {
                self.notes.extend(row.number.map(|number| EndNote { number, row }));
            }
            Role::Title if !self.has_title => {
                self.has_title = true;
                let id = self.inlines.ids.block(row.id.as_deref());
                let heading = self.heading("h1", "title", row, id);
                self.frame().push(heading);
            }
            Role::Head { .. } => self.head(row),
            _ => {
                let id = self.inlines.ids.block(row.id.as_deref());
                match self.frame().kind {
                    Some(GroupKind::TableRow) => {
                        let cell = block("td").attr("class", "row").attr_opt("id", id.clone());
                        let cell = cell.extend(self.cells(row, "div", None)).extend(self.permalink(id));
                        self.frame().element.push(cell);
                    }
                    Some(GroupKind::List(style)) => self.item(row, id, style == ListStyle::Numbered),
                    _ => {
                        let element = self.plain_row(row, id, row.label.as_deref());
                        self.frame().push(element);
                    }
                }
            }
        }
    }

    /// Ends the text.
    pub(super) fn finish(mut self) -> Parts<'a> {
        while self.frames.len() > 1 {
            self.hidden = 0;
            self.close();
        }
        let notes = self.end_notes();
        let mut title = self.title.take().unwrap_or_else(|| block("div").attr("class", "title-block"));
        if !self.has_title {
            let columns = self.edition.langs.iter().zip(&self.edition.titles).enumerate();
            let cells = columns.map(|(i, (lang, text))| with_lang(column("span", i), lang).text(text.clone()));
            let heading = block("h1").attr("class", "cells").extend(cells);
            title.children.insert(0, Node::Element(block("div").attr("class", "row title").child(heading)));
        }
        let mut text = self.frames.pop().map(|frame| frame.element.children).unwrap_or_default();
        text.extend(notes.map(Node::Element));
        Parts { title, text, headings: self.headings }
    }

    fn frame(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("the frame of the whole text is never closed")
    }

    /// A heading of a section; over anything else, a line that names it.
    fn head(&mut self, row: &'a Row) {
        let id = self.inlines.ids.block(row.id.as_deref());
        let Frame { kind, headed, ref entries, .. } = *self.frame();
        let is_empty = entries.is_empty();
        match kind {
            None | Some(GroupKind::Section) => {
                // By the headings that stand over it and not by its depth, so that no level is left out.
                let above = self.frames[..self.frames.len() - 1].iter().filter(|frame| frame.headed).count();
                let level = above + 1;
                self.frame().headed = kind.is_some();
                let id = id.unwrap_or_else(|| self.inlines.ids.fresh("head"));
                let name = ["h2", "h3", "h4", "h5", "h6"][above.min(4)];
                let heading = self.heading(name, "head", row, Some(id.clone()));
                self.frame().push(heading);
                self.headings.push(Heading { level, id, row });
            }
            Some(GroupKind::Table) if !headed => {
                let caption = block("caption").attr("class", "row").attr_opt("id", id.clone());
                let cells = block("div").attr("class", "cells").extend(self.cells(row, "div", None));
                let caption = caption.child(cells).extend(self.permalink(id));
                self.frame().headed = true;
                self.frame().element.push(caption);
            }
            Some(GroupKind::List(_)) if is_empty => {
                let element = self.plain_row(row, id, None);
                self.frame().element.push(element);
            }
            _ => {
                let element = self.plain_row(row, id, None);
                self.frame().push(element);
            }
        }
    }

    /// A heading with one cell for each language: one heading, so that the outline of the page is that of the text.
    fn heading(&mut self, name: &'static str, class: &str, row: &Row, id: Option<String>) -> Element {
        let heading = block(name).attr("class", "cells").extend(self.cells(row, "span", row.label.as_deref()));
        let element = block("div").attr("class", format!("row {class}{}", rend_classes(row.rend)));
        element.attr_opt("id", id.clone()).child(heading).extend(self.permalink(id))
    }

    fn plain_row(&mut self, row: &Row, id: Option<String>, label: Option<&str>) -> Element {
        let class = format!("row cells {}{}", role_class(row.role), rend_classes(row.rend));
        let element = block("div").attr("class", class).attr_opt("id", id.clone());
        element.extend(self.cells(row, "p", label)).extend(self.permalink(id))
    }

    /// A row of a list: an entry of its own, or what follows a label in its entry.
    fn item(&mut self, row: &Row, id: Option<String>, numbered: bool) {
        // Where items are labelled, what has no label goes on with the item before it.
        let goes_on = row.label.is_none() && self.frame().has_labels;
        self.frame().has_labels |= row.role == Role::Item && row.label.is_some();
        let is_item = row.role == Role::Item && !goes_on;
        let labelled = std::mem::take(&mut self.frame().labelled);
        let mut label = row.label.clone();
        if is_item {
            self.frame().items += 1;
            // A list that is neither numbered nor bulleted has no labels.
            if label.is_none() && !labelled && numbered {
                label = Some(format!("{}.", self.frame().items));
            }
        }
        let element = self.plain_row(row, id, label.as_deref());
        let frame = self.frame();
        match frame.entries.last_mut() {
            Some(entry) if labelled || !(is_item || row.role == Role::Label) => entry.push(element),
            _ => frame.entries.push(block("li").child(element)),
        }
        frame.labelled = row.role == Role::Label;
    }

    /// The cells of a row, one for each language.
    fn cells(&mut self, row: &Row, name: &'static str, label: Option<&str>) -> Vec<Element> {
        let mut cells = Vec::with_capacity(row.cells.len());
        for (i, cell) in row.cells.iter().enumerate() {
            let mut element = self.start_cell(cell, name, i);
            if let Some(label) = label.filter(|_| !cell.content.is_empty()) {
                let hidden = (label == "•").then_some("true");
                element.push(inline("span").attr("class", "label").attr_opt("aria-hidden", hidden).text(label));
                element = element.text(" ");
            }
            cells.push(element.nodes(self.inlines.cell(&cell.content, i, &cell.lang)));
        }
        cells
    }

    /// A cell without its text; one that is not translated says so, in the language that it should be in.
    fn start_cell(&self, cell: &Cell, name: &'static str, i: usize) -> Element {
        let mut element = with_lang(column(name, i), &cell.lang);
        if cell.status.is_stand_in()
            && let (Some(lang), Some(labels)) = (self.edition.langs.get(i), self.edition.labels.get(i))
        {
            if let Some((_, Some(class))) = element.attributes.first_mut() {
                class.push_str(" untranslated");
            }
            let badge = with_lang(inline("span").attr("class", "badge"), lang);
            element = element.child(badge.text(labels.untranslated.clone())).text(" ");
        }
        element
    }

    fn permalink(&self, id: Option<String>) -> Option<Element> {
        let id = id?;
        let label = self.edition.labels.first().map(|labels| labels.permalink.as_str()).unwrap_or_default();
        let link = inline("a").attr("class", "permalink").attr("href", format!("#{id}"));
        Some(link.attr("aria-label", format!("{label} #{id}").trim_start().to_owned()).text("¶"))
    }

    /// The notes that marks point to, under a heading.
    fn end_notes(&mut self) -> Option<Element> {
        let notes = std::mem::take(&mut self.notes);
        if notes.is_empty() {
            return None;
        }
        let columns = self.edition.langs.iter().zip(&self.edition.labels).enumerate();
        let words = columns.map(|(i, (lang, labels))| with_lang(column("span", i), lang).text(labels.notes.clone()));
        let heading = block("h2").attr("class", "cells").extend(words.collect::<Vec<_>>());
        let mut list = block("ol");
        for EndNote { number, row } in notes {
            let id = self.inlines.ids.block(row.id.as_deref());
            let item = block("li").attr("class", format!("row cells note{}", rend_classes(row.rend)));
            let item = item.attr_opt("id", id.clone());
            let mut cells = self.cells(row, "p", Some(&number.to_string()));
            for (i, cell) in cells.iter_mut().enumerate() {
                let mark = row.id.as_ref().and_then(|id| self.inlines.marks.get(&(id.clone(), i)));
                if let (Some(mark), Some(labels), Some(lang)) =
                    (mark, self.edition.labels.get(i), self.edition.langs.get(i))
                {
                    let back = inline("a").attr("class", "back").attr("href", format!("#{mark}"));
                    let back = with_lang(back, lang).attr("role", "doc-backlink");
                    cell.children.push(Node::Text(" ".to_owned()));
                    cell.push(back.attr("aria-label", format!("{} {number}", labels.back)).text("↩\u{fe0e}"));
                }
            }
            list.push(item.extend(cells).extend(self.permalink(id)));
        }
        let id = self.inlines.ids.fresh("notes");
        let section = block("section").attr("class", "notes").attr("role", "doc-endnotes").attr("id", id);
        Some(section.child(block("div").attr("class", "row head").child(heading)).child(list))
    }
}

impl Frame {
    fn new(kind: Option<GroupKind>, element: Element) -> Frame {
        Frame { kind, element, entries: Vec::new(), headed: false, labelled: false, items: 0, has_labels: false }
    }

    /// Adds what stands inside the group.
    fn push(&mut self, element: Element) {
        match self.kind {
            Some(GroupKind::List(_)) => match self.entries.last_mut() {
                Some(entry) => entry.push(element),
                None => self.entries.push(block("li").child(element)),
            },
            Some(GroupKind::Table) => self.entries.push(block("tr").child(block("td").child(element))),
            Some(GroupKind::TableRow) => self.element.push(block("td").child(element)),
            _ => self.element.push(element),
        }
    }

    /// Adds a row of a table.
    fn push_row(&mut self, row: Element) {
        match self.kind {
            Some(GroupKind::Table) => self.entries.push(row),
            // A row without a table is one of its own.
            _ => self.push(table::table(Vec::new(), vec![row])),
        }
    }

    fn finish(mut self) -> Element {
        match self.kind {
            Some(GroupKind::List(style)) if !self.entries.is_empty() => {
                self.element.child(block(if style == ListStyle::Numbered { "ol" } else { "ul" }).extend(self.entries))
            }
            Some(GroupKind::Table) => {
                let caption = std::mem::take(&mut self.element.children);
                let table = table::table(caption, self.entries);
                self.element.child(table)
            }
            _ => self.element,
        }
    }
}

/// The start of a cell in a column, counted from 0.
pub(super) fn column(name: &'static str, i: usize) -> Element {
    inline(name).attr("class", format!("cell c{}", i + 1))
}

fn role_class(role: Role) -> &'static str {
    match role {
        Role::Title => "title",
        Role::Subtitle => "subtitle",
        Role::Author => "author",
        Role::Byline => "byline",
        Role::Occasion => "occasion",
        Role::Head { .. } => "caption",
        Role::Paragraph => "paragraph",
        Role::VerseLine(_) => "verse",
        Role::Item => "item",
        Role::Label => "item-label",
        Role::Cell(_) => "table-cell",
        Role::Note { .. } => "note-here",
        Role::Speaker => "speaker",
        Role::Stage => "stage",
        Role::Dateline => "dateline",
        Role::Salute => "salute",
        Role::Signed => "signed",
        Role::Trailer => "trailer",
        Role::Argument => "argument",
        Role::Citation => "citation",
        Role::Caption => "caption",
        Role::Description => "description",
        Role::Entry => "entry",
        Role::Listing => "listing",
        Role::Block => "block",
    }
}

fn rend_classes(rend: Rend) -> String {
    let classes = [
        (rend.italic, " italic"),
        (rend.bold, " bold"),
        (rend.small_caps, " small-caps"),
        (rend.underline, " underline"),
        (rend.strike, " strike"),
        (rend.align == Align::Center, " center"),
        (rend.align == Align::End, " end"),
    ];
    classes.iter().filter(|(on, _)| *on).map(|(_, class)| *class).collect()
}
