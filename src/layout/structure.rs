//! The order in which an edition is read, and what each text is: for those who do not see the page.

mod caption;
mod grid;

use crate::text::{GroupKind, ListStyle, Role, TableCell};

/// The structure of an edition: the same for all its languages, which are read one after the other.
///
/// The texts are counted from 0: that of row `row` in the language `lang` of `langs` is `row * langs + lang`, and a
/// [`Part`](super::page::Part) names it so.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Structure {
    /// How many languages there are.
    pub langs: u32,
    /// The openings and ends of the elements, and the texts in them, in reading order.
    pub steps: Vec<Step>,
    /// For each cell of a table by its number, the numbers of the head cells that it stands under or beside.
    pub headers: Vec<Vec<u32>>,
}

/// A step through a structure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// An element begins.
    Open(Tag),
    /// The innermost open element ends.
    Close,
    /// What stands in front of the text of a row, as its label.
    Label(u32),
    /// The text of a row.
    Text(u32, Tag),
}

/// What an element is: a standard structure type of ISO 32000-1, section 14.8.4.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tag {
    /// A section.
    Section,
    /// A group of texts that belong together: a stanza, a speech.
    Group,
    /// The title of the whole text, the highest of its headings.
    Title,
    /// A heading, from 1 to 6 without gaps; those below the title begin at 2.
    Heading(u8),
    /// A paragraph, or another block of text.
    Paragraph,
    /// A paragraph that leads to the next: the name of a speaker, and what the speaker does before a word is said; the place,
    /// the date and the salutation of a letter; an epigraph.
    Lead,
    /// A list.
    List(ListStyle),
    /// An item of a list, with its label.
    Item,
    /// The label of an item.
    Label,
    /// What an item says.
    ItemBody,
    /// A table.
    Table,
    /// The rows at the head of a table.
    TableHead,
    /// The rows below its head.
    TableBody,
    /// A row of a table.
    TableRow,
    /// A cell of a table.
    Cell(Cell),
    /// A picture, with what stands for it to who does not see it.
    Figure,
    /// A caption.
    Caption,
    /// A quotation set off from the text.
    Quotation,
    /// A note.
    Note,
    /// A list of contents, or a part of one below an entry.
    Contents,
    /// An entry of a list of contents.
    ContentsItem,
    /// What an entry of a list of contents says, which leads to what it names.
    Reference,
}

/// A cell of a table among all cells of a structure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cell {
    /// Its number among the cells, from 0.
    pub number: u32,
    /// How many columns it takes, within its table.
    pub columns: u16,
    /// How many rows it takes, within its table.
    pub rows: u16,
    /// For a head cell, what it is the head of.
    pub scope: Option<Scope>,
}

/// What a head cell of a table is the head of (ISO 32000-1, table 349).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// Its column.
    Column,
    /// Its row.
    Row,
}

/// What a structure is built from, in the order in which it is set.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Event {
    /// A group begins.
    Open(GroupKind),
    /// The innermost open group ends.
    Close,
    /// The row with this number, and whether it has a label.
    Row(u32, Role, bool),
    /// A list of contents begins.
    OpenContents,
    /// It ends.
    CloseContents,
    /// The row with this number is an entry of it, on this level from 1.
    Entry(u32, u8),
}

/// Builds the structure of an edition in `langs` languages.
pub(crate) fn structure(events: impl IntoIterator<Item = Event>, langs: usize) -> Structure {
    let mut builder = Builder::default();
    for event in caption::into_tables(events) {
        match event {
            Event::Open(kind) => builder.open(kind),
            Event::Close => builder.close(),
            Event::Row(row, role, labelled) => builder.row(row, role, labelled),
            Event::OpenContents => builder.steps.push(Step::Open(Tag::Contents)),
            Event::CloseContents => builder.close_contents(),
            Event::Entry(row, level) => builder.entry(row, level),
        }
    }
    while !builder.groups.is_empty() {
        builder.close();
    }
    caption::outermost(&mut builder.steps);
    let (steps, headers) = grid::squared(builder.steps);
    Structure { langs: langs as u32, steps, headers }
}

impl From<TableCell> for Cell {
    /// A cell that has no number yet, and is the head of its column if it is one.
    fn from(TableCell { columns, rows, head }: TableCell) -> Cell {
        Cell { number: 0, columns, rows, scope: head.then_some(Scope::Column) }
    }
}

#[derive(Default)]
struct Builder {
    steps: Vec<Step>,
    groups: Vec<Group>,
    /// Whether the title has been set, which is the first heading.
    titled: bool,
    /// Whether the last row is the name of a speaker, or what the speaker does.
    speaking: bool,
    /// Whether a section has begun, and held nothing since but what leads to its text.
    begins: bool,
    /// The levels of the entries of the list of contents that are open.
    entries: Vec<u8>,
}

/// A group that is open.
struct Group {
    kind: GroupKind,
    /// How many elements were opened for it.
    elements: usize,
    /// Whether it has had a heading, below which those inside it are.
    headed: bool,
    /// For a list, the item that is open.
    item: Option<Open>,
}

/// An item of a list that is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// It has a label only.
    Labelled,
    /// It has a label with a label of its own, which is a text in it; what it says is to come.
    Named,
    /// It has a text.
    Filled,
}

impl Builder {
    fn open(&mut self, kind: GroupKind) {
        self.enter_item();
        let in_table = self.groups.last().is_some_and(|group| group.kind == GroupKind::Table);
        let tags = match kind {
            // No element of its own: the title stands over all that follows it.
            GroupKind::TitleBlock => Vec::new(),
            GroupKind::Section => {
                self.begins = true;
                vec![Tag::Section]
            }
            GroupKind::List(style) => vec![Tag::List(style)],
            GroupKind::Quotation | GroupKind::Epigraph => vec![Tag::Quotation],
            GroupKind::Stanza | GroupKind::Speech => vec![Tag::Group],
            // A group would leave its caption to the section around it.
            GroupKind::Figure => vec![Tag::Section],
            GroupKind::Table => vec![Tag::Table],
            GroupKind::TableRow if in_table => vec![Tag::TableRow],
            // A row without a table around it is a table of its own.
            GroupKind::TableRow => vec![Tag::Table, Tag::TableRow],
        };
        let elements = tags.len();
        self.steps.extend(tags.into_iter().map(Step::Open));
        self.groups.push(Group { kind, elements, headed: false, item: None });
    }

    fn close(&mut self) {
        self.leave_item();
        if let Some(group) = self.groups.pop() {
            self.steps.extend((0..group.elements).map(|_| Step::Close));
        }
    }

    fn row(&mut self, row: u32, role: Role, labelled: bool) {
        let in_row = self.groups.last().is_some_and(|group| group.kind == GroupKind::TableRow);
        let in_table = self.groups.last().is_some_and(|group| group.kind == GroupKind::Table);
        let in_figure = self.groups.last().is_some_and(|group| group.kind == GroupKind::Figure);
        let tag = match role {
            Role::Title if !self.titled => {
                self.titled = true;
                Tag::Title
            }
            Role::Head { .. } if self.is_section() => Tag::Heading(self.level()),
            Role::Cell(cell) if in_row => Tag::Cell(cell.into()),
            Role::Note { .. } => Tag::Note,
            Role::Caption if in_table || in_figure => Tag::Caption,
            Role::Picture => Tag::Figure,
            Role::Speaker | Role::Subhead => Tag::Lead,
            Role::Stage if self.speaking => Tag::Lead,
            Role::Dateline | Role::Salute if self.begins => Tag::Lead,
            _ if self.groups.iter().any(|group| group.kind == GroupKind::Epigraph) => Tag::Lead,
            _ => Tag::Paragraph,
        };
        self.speaking = role == Role::Speaker || self.speaking && tag == Tag::Lead;
        self.begins &= matches!(tag, Tag::Title | Tag::Heading(_) | Tag::Lead);
        if in_row && !matches!(tag, Tag::Cell(_)) {
            return self.wrapped(row, Tag::Cell(TableCell::default().into()), tag, labelled);
        }
        if in_table && tag != Tag::Caption {
            self.steps.push(Step::Open(Tag::TableRow));
            self.wrapped(row, Tag::Cell(TableCell::default().into()), tag, labelled);
            return self.steps.push(Step::Close);
        }
        match (role, self.list()) {
            (Role::Label, Some(list)) => {
                self.leave_item();
                self.begin_item(list, Open::Labelled);
                if labelled {
                    self.steps.push(Step::Label(row));
                    self.enter_item();
                    self.steps.push(Step::Text(row, Tag::Paragraph));
                    self.groups[list].item = Some(Open::Named);
                } else {
                    self.steps.push(Step::Text(row, Tag::Label));
                }
            }
            (Role::Item, Some(list)) => {
                if matches!(self.groups[list].item, Some(Open::Labelled | Open::Named)) {
                    self.enter_item();
                    return self.text(row, Tag::Paragraph, labelled);
                }
                self.leave_item();
                self.begin_item(list, Open::Labelled);
                if labelled {
                    self.steps.push(Step::Label(row));
                }
                self.enter_item();
                self.steps.push(Step::Text(row, Tag::Paragraph));
            }
            (_, Some(_)) => {
                self.enter_item();
                self.text(row, tag, labelled);
            }
            _ => self.text(row, tag, labelled),
        }
    }

    /// An entry of a list of contents. Those of deeper levels are lists within the entry above them.
    fn entry(&mut self, row: u32, level: u8) {
        while let [.., above, last] = *self.entries.as_slice() {
            if last <= level || above < level {
                break;
            }
            self.steps.extend([Step::Close, Step::Close]);
            self.entries.pop();
        }
        match self.entries.last_mut() {
            None => self.entries.push(level),
            Some(last) if *last < level => {
                self.steps.push(Step::Open(Tag::Contents));
                self.entries.push(level);
            }
            Some(last) => {
                *last = level;
                self.steps.push(Step::Close);
            }
        }
        self.steps.push(Step::Open(Tag::ContentsItem));
        self.steps.push(Step::Text(row, Tag::Reference));
    }

    fn close_contents(&mut self) {
        for _ in self.entries.drain(..) {
            self.steps.extend([Step::Close, Step::Close]);
        }
    }

    fn text(&mut self, row: u32, tag: Tag, labelled: bool) {
        if !labelled {
            return self.steps.push(Step::Text(row, tag));
        }
        let label = Step::Label(row);
        if tag == Tag::Note {
            let text = Step::Text(row, Tag::Paragraph);
            return self.steps.extend([Step::Open(Tag::Note), label, text, Step::Close]);
        }
        // An item without a list around it is a list of its own, as only in one a label may stand before a text.
        self.steps.extend([Tag::List(ListStyle::Plain), Tag::Item].map(Step::Open));
        self.steps.extend([label, Step::Open(Tag::ItemBody), Step::Text(row, tag)]);
        self.steps.extend([Step::Close; 3]);
    }

    fn wrapped(&mut self, row: u32, around: Tag, tag: Tag, labelled: bool) {
        self.steps.push(Step::Open(around));
        self.text(row, tag, labelled);
        self.steps.push(Step::Close);
    }

    /// Whether a head that stands here is that of a section, or of the whole text.
    fn is_section(&self) -> bool {
        self.groups.last().is_none_or(|group| group.kind == GroupKind::Section)
    }

    /// The level of a heading that stands here: one below the headings that stand over it, so that none is left out.
    fn level(&mut self) -> u8 {
        let above = self.groups.len().saturating_sub(1);
        let over = self.groups[..above].iter().filter(|group| group.headed).count();
        if let Some(group) = self.groups.last_mut() {
            group.headed = true;
        }
        (1 + usize::from(self.titled) + over).min(6) as u8
    }

    /// The list that is the innermost group.
    fn list(&self) -> Option<usize> {
        let last = self.groups.len().checked_sub(1)?;
        matches!(self.groups[last].kind, GroupKind::List(_)).then_some(last)
    }

    fn begin_item(&mut self, list: usize, item: Open) {
        self.steps.push(Step::Open(Tag::Item));
        self.groups[list].item = Some(item);
    }

    /// Goes to where an item of the innermost list takes text; begins one if there is none.
    fn enter_item(&mut self) {
        let Some(list) = self.list() else { return };
        if self.groups[list].item.is_none() {
            self.begin_item(list, Open::Labelled);
        }
        if self.groups[list].item == Some(Open::Labelled) {
            self.steps.push(Step::Open(Tag::ItemBody));
        }
        self.groups[list].item = Some(Open::Filled);
    }

    fn leave_item(&mut self) {
        let Some(list) = self.list() else { return };
        match self.groups[list].item.take() {
            None => {}
            Some(Open::Labelled) => self.steps.push(Step::Close),
            Some(Open::Named | Open::Filled) => self.steps.extend([Step::Close, Step::Close]),
        }
    }
}
