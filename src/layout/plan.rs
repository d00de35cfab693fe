//! Plans the rows of an edition: in which order they are set, which ones together, and how each looks among the groups
//! that hold it.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::edition::{Cell, Edition, Illustrations, Label, Labels, Part, Row, Status, said};
use crate::layout::note::{Notes, PlannedNote};
use crate::layout::page::{Part as TextPart, StretchId};
use crate::layout::row::{Segment, Start};
use crate::layout::structure::{Event, Structure, structure};
use crate::layout::style::{self, Arrangement, BlockStyle, ColophonPlace, Numbers, PageStyle, Placement};
use crate::text::{GroupKind, Role, Verse};

mod among;
mod colophon;
pub(crate) mod contents;
mod front;
mod picture;
mod section;

use contents::{Entry, Heading};
use front::Front;
pub(crate) use picture::PlannedPicture;

/// Rows that are set together, because where one stands depends on another.
pub(crate) struct Plan<'a> {
    pub(crate) rows: Vec<PlannedRow<'a>>,
    /// Whether they are a table.
    pub(crate) table: bool,
}

/// A row before it is set.
#[derive(Clone)]
pub(crate) struct PlannedRow<'a> {
    pub(crate) row: Cow<'a, Row>,
    /// Its number among all rows, from 0, by which the structure names it.
    pub(crate) number: u32,
    pub(crate) style: BlockStyle,
    pub(crate) place: Place,
    /// The label in front of its first line.
    pub(crate) label: Option<Cow<'a, str>>,
    /// The groups that begin with it.
    pub(crate) groups: Vec<Cow<'a, str>>,
    /// The heading that it leads to, as an entry of the list of contents.
    pub(crate) entry: Option<Entry>,
    /// Whether the list of contents names it.
    pub(crate) is_listed: bool,
    pub(crate) segment: Segment,
    pub(crate) start: Start,
    /// The number to cite it by.
    pub(crate) count: Option<u32>,
    /// Whether its lines are among those of the text that are counted.
    pub(crate) is_counted: bool,
    /// Whether it belongs to the title block.
    pub(crate) title_block: bool,
    /// Whether a rule closes the title block below it.
    pub(crate) rule_below: bool,
    /// The notes that it calls, in the order in which they stand at the foot of the columns.
    pub(crate) notes: Vec<PlannedNote<'a>>,
    /// What the end of a page before it costs: see `Strand::break_cost`.
    pub(crate) break_cost: u16,
    /// Whether it stands across all columns, as only one language has it.
    pub(crate) across: bool,
    /// The picture that it is.
    pub(crate) picture: Option<Box<PlannedPicture<'a>>>,
}

/// Where a row stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Place {
    /// Below the row before it.
    Below,
    /// Where the last line of verse before it ended, one line below.
    Continued,
    /// On the line of the label before it, if that is short.
    AfterLabel,
    /// In a row of a table.
    TableRow(usize),
}

/// The rows of an edition in the order in which they are set. Notes stand with the row that calls them, or, by choice and
/// if none does, last, under a heading.
///
/// The structure of the edition names them by their numbers. If there are `headings`, a list of contents names them.
pub(crate) fn plan<'a>(
    edition: &'a Edition,
    page: &PageStyle,
    notes: &Notes<'a>,
    headings: &[Heading<'a>],
) -> (Vec<Plan<'a>>, Structure) {
    let mut planner = Planner {
        edition,
        page,
        headings,
        front: Front::of(edition, page, !headings.is_empty()),
        segment: Segment::default(),
        start: Start::RunOn,
        in_text: false,
        in_body: false,
        has_text: false,
        section_from: 0,
        plans: Vec::new(),
        open: Vec::new(),
        begun: Vec::new(),
        table_row: 0,
        table_open: false,
        events: Vec::new(),
        next: 0,
        counted: 0,
        notes,
        note_numbers: FxHashMap::default(),
        postponed: Vec::new(),
        lines_of_stanza: 0,
        items: Vec::new(),
        notes_below_head: 0,
        illustrations: Illustrations::new(edition),
        figures: Vec::new(),
    };
    planner.begin();
    for (index, part) in edition.parts.iter().enumerate() {
        match part {
            Part::Open(group) => {
                planner.enter(group.front);
                planner.open.push(group.kind);
                if matches!(group.kind, GroupKind::List(_)) {
                    planner.items.push(0);
                }
                planner.events.push(Event::Open(group.kind));
                planner.begun.push((group.kind, group.id.as_deref()));
                if group.kind == GroupKind::Figure {
                    planner.figures.push(planner.plans.len());
                }
                planner.table_row += 1;
            }
            Part::Close => planner.close(index),
            Part::Row(row) if row.role == (Role::Note { anchored: true }) => {}
            Part::Row(_) if !planner.illustrations.is_set(index) => {}
            Part::Row(row) => {
                planner.enter(false);
                planner.row(index, row);
            }
        }
    }
    // Those that no mark calls, or all.
    let notes: Vec<&Row> = section::anchored(&edition.parts).filter(|row| !planner.is_placed(row)).collect();
    planner.end_start();
    planner.list_notes(&notes, 1);
    planner.end_start();
    planner.own_section("pending", &edition.pending);
    if page.colophon != ColophonPlace::None && !planner.front.imprint {
        planner.end_start();
        planner.own_section("colophon", &edition.colophon);
    }
    (planner.plans, structure(planner.events, edition.langs.len()))
}

impl<'a> PlannedRow<'a> {
    /// The identifiers of the groups that begin with it, and its own, each with its text in the first language.
    pub(crate) fn ids(&self) -> impl Iterator<Item = (TextPart, &str)> {
        let groups = self.groups.iter().map(|name| &**name);
        groups.chain(self.row.id.as_deref()).map(|id| (self.part(0), id))
    }

    /// Its text in a language.
    pub(crate) fn part(&self, lang: usize) -> TextPart {
        TextPart { text: self.number * self.row.cells.len() as u32 + lang as u32, stretch: StretchId::NONE }
    }
}

struct Planner<'a, 'b> {
    edition: &'a Edition,
    page: &'b PageStyle,
    /// The headings that the list of contents names.
    headings: &'b [Heading<'a>],
    front: Front,
    /// The pages that the next row stands on, and where it starts.
    segment: Segment,
    start: Start,
    /// Whether what stands in front of the text is planned, and whether any row of the text is.
    in_text: bool,
    /// Whether what stands in front of the text has come to its end, prefaces and all.
    in_body: bool,
    has_text: bool,
    /// The first part of the outermost section that is open.
    section_from: usize,
    plans: Vec<Plan<'a>>,
    /// The groups that are open.
    open: Vec<GroupKind>,
    /// The groups that have begun since the last row, and their identifiers.
    begun: Vec<(GroupKind, Option<&'a str>)>,
    /// The number of the row of a table that the next cell belongs to.
    table_row: usize,
    /// Whether the last plan is a table that has not ended.
    table_open: bool,
    /// What the structure is built from.
    events: Vec<Event>,
    /// The number of the next row.
    next: u32,
    /// How many numbers to cite by there were.
    counted: u32,
    notes: &'b Notes<'a>,
    /// The numbers of the notes that have a place.
    note_numbers: FxHashMap<&'a str, u32>,
    /// Notes that a table or a figure calls, which are read when it ends.
    postponed: Vec<Event>,
    /// The lines of verse of the stanza that is open.
    lines_of_stanza: usize,
    /// The items so far of each list that is open.
    items: Vec<usize>,
    /// How many notes stand one below the other below a heading.
    notes_below_head: u16,
    illustrations: Illustrations,
    /// For each figure that is open, how many plans there were before it.
    figures: Vec<usize>,
}

/// What the end of a page inside a stanza costs, and what it costs beside its first or last line.
const STANZA: u16 = 100;
const STANZA_LINE: u16 = 250;
/// What it costs behind the first item of a list, or before its last.
const ITEM_ALONE: u16 = 120;

impl<'a> Planner<'a, '_> {
    /// A row that comes next, and whether it has a label.
    fn planned(&mut self, row: Cow<'a, Row>, labelled: bool) -> PlannedRow<'a> {
        self.events.push(Event::Row(self.next, row.role, labelled));
        let mut planned = self.unnumbered(row);
        planned.start = std::mem::take(&mut self.start);
        self.next += 1;
        planned
    }

    fn unnumbered(&self, row: Cow<'a, Row>) -> PlannedRow<'a> {
        let number = self.next;
        PlannedRow {
            style: style::block(row.role, self.page),
            row,
            number,
            place: Place::Below,
            label: None,
            groups: Vec::new(),
            entry: None,
            is_listed: false,
            segment: self.segment,
            start: Start::RunOn,
            count: None,
            is_counted: false,
            title_block: false,
            rule_below: false,
            notes: Vec::new(),
            break_cost: 0,
            across: false,
            picture: None,
        }
    }

    /// Whether a note stands with the row that calls it.
    fn is_placed(&self, note: &Row) -> bool {
        note.id.as_deref().is_some_and(|id| self.note_numbers.contains_key(id))
    }

    /// The notes that a row calls. They are read after it, or after the table or the figure that it stands in.
    fn notes_of(&mut self, index: usize, title_block: bool) -> Vec<PlannedNote<'a>> {
        let called = self.notes.of(index);
        let mut planned = Vec::with_capacity(called.len());
        for (lang, note, nested) in called {
            let known = note.id.as_deref().and_then(|id| self.note_numbers.get(id).copied());
            let mut row = self.unnumbered(Cow::Borrowed(note));
            row.number = known.unwrap_or(self.next);
            if known.is_none() {
                self.next += 1;
                self.note_numbers.extend(note.id.as_deref().map(|id| (id, row.number)));
                self.postponed.push(Event::Row(row.number, note.role, true));
            }
            row.label = self.notes.shown(lang).get(note.id.as_deref().unwrap_or_default()).cloned();
            row.title_block = title_block;
            planned.push(PlannedNote { lang, nested, row });
        }
        self.read_postponed();
        planned
    }

    fn read_postponed(&mut self) {
        // Those of a figure are read after it, so that its caption is what it ends with.
        if !self.in_table() && !self.open.contains(&GroupKind::Figure) {
            self.events.append(&mut self.postponed);
        }
    }

    fn push(&mut self, row: PlannedRow<'a>) {
        self.plans.push(Plan { rows: vec![row], table: false });
    }

    /// Whether cells make a table here.
    fn in_table(&self) -> bool {
        self.open.iter().any(|kind| matches!(kind, GroupKind::Table | GroupKind::TableRow))
    }

    fn last_row(&mut self) -> Option<&mut PlannedRow<'a>> {
        self.plans.last_mut()?.rows.last_mut()
    }

    /// Ends the innermost group, with the part of this index.
    fn close(&mut self, index: usize) {
        self.table_row += 1;
        let closed = self.open.pop();
        self.table_open &= self.in_table();
        match closed {
            Some(GroupKind::TitleBlock) => self.close_title_block(),
            Some(GroupKind::Section) if !self.open.contains(&GroupKind::Section) => self.close_section(index),
            Some(GroupKind::Stanza) if self.lines_of_stanza > 1 => {
                if let Some(last) = self.last_row() {
                    last.break_cost = STANZA_LINE;
                }
            }
            Some(GroupKind::List(_)) => self.close_list(),
            Some(GroupKind::Figure) => self.close_figure(),
            _ => {}
        }
        self.events.push(Event::Close);
        self.read_postponed();
        if closed == Some(GroupKind::TitleBlock) && !self.in_text {
            self.front_matter();
        }
    }

    /// Ends the title block: with a word on what is not translated yet, and a rule.
    fn close_title_block(&mut self) {
        let edition = self.edition;
        if edition.labels.iter().any(|labels| !labels.draft.text.is_empty())
            && let Some(last) = self.last_row()
        {
            let row = label_row(edition, Role::Occasion, &last.row, |labels| &labels.draft);
            let mut planned = self.planned(Cow::Owned(row), false);
            planned.style.bold = true;
            planned.title_block = true;
            self.push(planned);
        }
        if let Some(last) = self.last_row() {
            last.rule_below = true;
        }
    }

    /// Ends a list: its last item does not stand alone on a page if it can be had.
    fn close_list(&mut self) {
        let count = self.items.pop().unwrap_or(0);
        // An item that follows its label on the same line is set with it.
        let begins = |row: &&mut PlannedRow<'a>| matches!(row.row.role, Role::Item | Role::Label);
        let first = self.plans.last_mut().and_then(|plan| plan.rows.first_mut());
        if let Some(last) = first.filter(begins).filter(|_| count > 2) {
            last.break_cost = last.break_cost.max(ITEM_ALONE);
        }
    }

    fn row(&mut self, index: usize, row: &'a Row) {
        let closes = matches!(row.role, Role::Signed | Role::Dateline);
        if let Some(last) =
            self.last_row().filter(|last| closes && matches!(last.row.role, Role::Salute | Role::Signed))
        {
            last.style.keep_with_next = true;
        }
        // A place and a date before a salutation open a letter.
        let opens = row.role == Role::Salute && self.last_row().is_some_and(|last| last.row.role == Role::Dateline);
        if let Some(last) = self.last_row().filter(|_| opens) {
            (last.style.keep_with_next, last.break_cost) = (true, 0);
        }
        self.start_section(row);
        // The number of a line of verse stands in the margin, and is no label of the text.
        let labelled = !matches!(row.role, Role::VerseLine(_)) && (row.label.is_some() || row.number.is_some());
        // Where languages stand one below the other, what is the same in each is not said again.
        let is_said_once = self.open.contains(&GroupKind::TitleBlock)
            && self.page.arrangement != Arrangement::Columns
            && row.is_same();
        let shown = if is_said_once { Cow::Owned(once(row)) } else { Cow::Borrowed(row) };
        let mut planned = self.planned(shown, labelled);
        self.style(&mut planned);
        // What a speaker does stands with what is said.
        let is_speaking = |last: &mut PlannedRow<'_>| match last.row.role {
            Role::Speaker => true,
            Role::Stage => last.style.keep_with_next,
            _ => false,
        };
        planned.style.keep_with_next |= row.role == Role::Stage && self.last_row().is_some_and(is_speaking);
        planned.title_block = self.open.contains(&GroupKind::TitleBlock);
        if planned.segment.single {
            // The languages of a row stand together, and apart from the next.
            planned.style.above = planned.style.above.max(1);
        }
        planned.across = self.page.alone == Placement::Across
            && self.page.arrangement == Arrangement::Columns
            && !planned.segment.single
            && !self.in_table()
            && row.is_alone();
        planned.notes = self.notes_of(index, planned.title_block);
        planned.label = if row.number.is_some() { row.mark() } else { row.label.as_deref().map(Cow::Borrowed) };
        planned.groups = self.begun.drain(..).filter_map(|(_, id)| id.map(Cow::Borrowed)).collect();
        self.name_heading(index, &mut planned);
        if planned.label.is_some() && planned.style.indent == 0.0 {
            planned.style.indent = style::LABEL;
        }
        planned.is_counted = !planned.title_block;
        if planned.is_counted && self.has_number(row) {
            self.counted += 1;
            planned.count = Some(self.counted);
        }
        let in_table = self.in_table();
        match row.role {
            Role::Picture => self.picture(index, planned),
            Role::Cell(_) if in_table => {
                planned.place = Place::TableRow(self.table_row);
                match self.plans.last_mut() {
                    Some(plan) if plan.table && self.table_open => plan.rows.push(planned),
                    _ => self.plans.push(Plan { rows: vec![planned], table: true }),
                }
                self.table_open = true;
            }
            // What a table is called stands with it in each language.
            Role::Caption if in_table && !self.table_open => {
                self.plans.push(Plan { rows: vec![planned], table: true });
                self.table_open = true;
            }
            // What stands among the rows of a table parts them.
            _ if in_table && self.table_open => {
                self.table_row += 1;
                if let Some(plan) = self.plans.last_mut() {
                    plan.rows.push(planned);
                }
            }
            Role::VerseLine(Verse { continues: true, .. }) => self.continued(planned),
            Role::Item if !self.table_open && self.last_row().is_some_and(|last| last.row.role == Role::Label) => {
                planned.place = Place::AfterLabel;
                if let Some(plan) = self.plans.last_mut() {
                    plan.rows.push(planned);
                }
            }
            _ => self.push(planned),
        }
    }

    /// Whether a row of the text has a number to cite it by.
    fn has_number(&mut self, row: &Row) -> bool {
        match (self.page.numbers, row.role) {
            (Numbers::Paragraphs, role) => role == Role::Paragraph && !self.open.contains(&GroupKind::Epigraph),
            (Numbers::Units, Role::Label | Role::Picture) => false,
            (Numbers::Units, Role::Cell(_)) if self.in_table() => {
                let place = Place::TableRow(self.table_row);
                !self.table_open || self.last_row().is_none_or(|last| last.place != place)
            }
            (Numbers::Units, _) => row.id.is_some(),
            (Numbers::None | Numbers::Lines, _) => false,
        }
    }

    /// Adds a line of verse that goes on with the verse before it, even past the name of another speaker.
    fn continued(&mut self, mut planned: PlannedRow<'a>) {
        let is_between =
            |plan: &Plan<'_>| plan.rows.iter().all(|planned| matches!(planned.row.role, Role::Speaker | Role::Stage));
        let between = self.plans.iter().rev().take_while(|plan| is_between(plan)).count();
        let first = self.plans.len() - between;
        let is_verse =
            |plan: &Plan<'_>| plan.rows.last().is_some_and(|planned| matches!(planned.row.role, Role::VerseLine(_)));
        if first > 0 && is_verse(&self.plans[first - 1]) {
            planned.place = Place::Continued;
            let between: Vec<_> = self.plans.drain(first..).flat_map(|plan| plan.rows).collect();
            let rows = &mut self.plans[first - 1].rows;
            rows.extend(between);
            rows.push(planned);
        } else {
            self.push(planned);
        }
    }
}

/// A row whose first cell alone holds anything.
fn once(row: &Row) -> Row {
    let mut once = row.clone();
    once.cells.iter_mut().skip(1).for_each(|cell| cell.content = Arc::default());
    once
}

/// A row of the edition's own words.
fn label_row(edition: &Edition, role: Role, model: &Row, label: impl Fn(&Labels) -> &Label) -> Row {
    let cells = edition.langs.iter().zip(&edition.labels).zip(&model.cells).map(|((lang, labels), cell)| Cell {
        status: Status::Source,
        lang: lang.clone(),
        content: said(label(labels), lang).into(),
        file: Arc::clone(&cell.file),
    });
    Row::new(role, cells.collect())
}
