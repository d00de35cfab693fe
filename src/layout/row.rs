//! Sets rows: each cell of a row becomes lines in its column, and the cells that go side by side become one strand.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::edition::{Cell, Edition, Labels, Part, Row, Status};
use crate::layout::columns;
use crate::layout::font::FontBook;
use crate::layout::line::{self, Line, Shape};
use crate::layout::look::{Context, Look};
use crate::layout::page::Mark;
use crate::layout::paragraph::Builder;
use crate::layout::structure::{Event, Structure, structure};
use crate::layout::style::{self, Alignment, Arrangement, BlockStyle, PageStyle};
use crate::text::{Align, Attributes, Element, GroupKind, Inline, Kind, Lang, Rend, Role, Text};

/// Where the lines of one language stand.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Frame {
    /// The page of the opening: 0, or 1 for the right-hand page of two that face each other.
    pub(crate) page: usize,
    /// The left edge, in points.
    pub(crate) x: f32,
    /// The width, in points.
    pub(crate) width: f32,
}

/// A row before it is set.
pub(crate) struct Plan<'a> {
    row: Cow<'a, Row>,
    /// Its place among all rows, from 0.
    number: u32,
    style: BlockStyle,
    /// The label in front of its first line.
    label: Option<Cow<'a, str>>,
    /// Whether it belongs to the title block.
    pub(crate) title_block: bool,
    /// Whether a rule closes the title block below it.
    pub(crate) rule_below: bool,
}

/// Lines that are set side by side: a row, or one language of it where languages stand one below the other.
pub(crate) struct Strand {
    /// The lines of each frame that it takes part in.
    pub(crate) cells: Vec<SetCell>,
    /// Between its baselines, in points.
    pub(crate) leading: f32,
    /// Empty lines of the grid above it.
    pub(crate) above: u16,
    pub(crate) keep_with_next: bool,
    /// The unit that begins with it.
    pub(crate) id: Option<String>,
    /// The level and the words of the heading that it is.
    pub(crate) heading: Option<(u8, String)>,
    pub(crate) title_block: bool,
    pub(crate) rule_below: bool,
}

/// The lines of one cell.
pub(crate) struct SetCell {
    /// The index of its language in the edition.
    pub(crate) lang: usize,
    /// Its number in the structure.
    pub(crate) number: u32,
    /// The language of its text, where that is not its column's.
    pub(crate) other_lang: Option<Lang>,
    pub(crate) text: SetText,
    /// What stands in front of the first line.
    pub(crate) label: Option<SetText>,
    pub(crate) grey: f32,
    pub(crate) untranslated: bool,
}

/// Lines, and the looks of their pieces.
pub(crate) struct SetText {
    pub(crate) lines: Vec<Line>,
    pub(crate) looks: Vec<Look>,
    pub(crate) marks: Vec<Mark>,
}

/// The frames of an edition: one for each language.
pub(crate) fn frames(edition: &Edition, book: &FontBook, style: &PageStyle) -> Vec<Frame> {
    let langs = edition.langs.len();
    let full = style.width - 2.0 * style.side;
    let single = |page| {
        let width = full.min(MEASURE);
        Frame { page, x: (style.width - width) / 2.0, width }
    };
    let beside = |page, widths: Vec<f32>| {
        let mut x = style.side;
        let frames = widths.into_iter().map(move |width| {
            let frame = Frame { page, x, width };
            x += width + style.gutter;
            frame
        });
        frames.collect::<Vec<_>>()
    };
    let columns = |count: usize| full - style.gutter * (count as f32 - 1.0);
    match style.arrangement {
        Arrangement::Stacked => vec![single(0); langs],
        _ if langs == 1 => vec![single(0)],
        Arrangement::Columns => beside(0, columns::widths(edition, book, style, columns(langs))),
        Arrangement::Facing if langs == 2 => vec![single(0), single(1)],
        Arrangement::Facing => {
            let others = langs - 1;
            let mut frames = vec![single(0)];
            frames.extend(beside(1, vec![columns(others) / others as f32; others]));
            frames
        }
    }
}

/// The widest column that is pleasant to read at the size of the body: some 75 characters.
const MEASURE: f32 = 356.0;

/// The rows of an edition in the order in which they are set: notes that a mark calls come last, under a heading.
///
/// The structure counts the rows in the same order.
pub(crate) fn plan<'a>(edition: &'a Edition, page: &PageStyle) -> (Vec<Plan<'a>>, Structure) {
    let mut plans: Vec<Plan<'a>> = Vec::new();
    let mut events = Vec::new();
    let mut notes = Vec::new();
    let mut open = Vec::new();
    // Whether a group has begun since the last row.
    let mut fresh = false;
    for part in &edition.parts {
        match part {
            Part::Open(group) => {
                open.push(group.kind);
                events.push(Event::Open(group.kind));
                fresh = true;
            }
            Part::Close => {
                if open.pop() == Some(GroupKind::TitleBlock) {
                    let before = plans.len();
                    close_title_block(edition, page, &mut plans);
                    events.extend(plans[before..].iter().map(|plan| Event::Row(plan.row.role, false)));
                }
                events.push(Event::Close);
            }
            Part::Row(row) if row.role == (Role::Note { anchored: true }) => notes.push(row),
            Part::Row(row) => {
                let previous = plans.last().map(|plan| plan.row.role);
                events.push(Event::Row(row.role, row.label.is_some()));
                plans.push(Plan {
                    number: plans.len() as u32,
                    style: styled(row, &open, previous, std::mem::take(&mut fresh), page),
                    label: row.label.as_deref().map(Cow::Borrowed),
                    row: Cow::Borrowed(row),
                    title_block: open.contains(&GroupKind::TitleBlock),
                    rule_below: false,
                });
            }
        }
    }
    if let Some(first) = notes.first() {
        let heading = label_row(edition, Role::Head { level: 1 }, first, |labels| &labels.notes);
        events.extend([Event::Open(GroupKind::Section), Event::Row(heading.role, false)]);
        events.extend(notes.iter().map(|row| Event::Row(row.role, true)));
        events.push(Event::Close);
        plans.push(Plan {
            number: plans.len() as u32,
            style: style::block(heading.role, page),
            row: Cow::Owned(heading),
            label: None,
            title_block: false,
            rule_below: false,
        });
    }
    let first_note = plans.len() as u32;
    plans.extend(notes.into_iter().enumerate().map(|(index, row)| Plan {
        number: first_note + index as u32,
        row: Cow::Borrowed(row),
        style: BlockStyle { above: u16::from(index == 0), ..style::block(row.role, page) },
        label: row.number.map(|number| Cow::Owned(number.to_string())),
        title_block: false,
        rule_below: false,
    }));
    (plans, structure(events, edition.langs.len()))
}

/// Ends the title block: with a word on what is not translated yet, and a rule.
fn close_title_block(edition: &Edition, page: &PageStyle, plans: &mut Vec<Plan<'_>>) {
    if edition.labels.iter().any(|labels| !labels.draft.is_empty())
        && let Some(last) = plans.last()
    {
        let row = label_row(edition, Role::Occasion, &last.row, |labels| &labels.draft);
        let style = BlockStyle { bold: true, ..style::block(row.role, page) };
        let number = plans.len() as u32;
        plans.push(Plan { row: Cow::Owned(row), number, style, label: None, title_block: true, rule_below: false });
    }
    if let Some(last) = plans.last_mut() {
        last.rule_below = true;
    }
}

/// A row of the edition's own words.
fn label_row(edition: &Edition, role: Role, model: &Row, words: impl Fn(&Labels) -> &String) -> Row {
    let cells = edition.langs.iter().zip(&edition.labels).zip(&model.cells).map(|((lang, labels), cell)| Cell {
        status: Status::Source,
        lang: lang.clone(),
        content: vec![Inline::Text(Text { text: words(labels).clone(), at: 0 })],
        file: Arc::clone(&cell.file),
    });
    Row { id: None, role, rend: Rend::default(), label: None, number: None, cells: cells.collect() }
}

/// The style of a row among the groups that hold it.
fn styled(row: &Row, open: &[GroupKind], previous: Option<Role>, fresh: bool, page: &PageStyle) -> BlockStyle {
    let mut block = style::block(row.role, page);
    let lists = open.iter().filter(|kind| matches!(kind, GroupKind::List(_))).count();
    let quotations = open.iter().filter(|kind| **kind == GroupKind::Quotation).count();
    block.indent += 1.6 * lists.saturating_sub(1) as f32 + 1.6 * quotations as f32;
    block.inset += 1.6 * quotations as f32;
    let first_of_group = match row.role {
        Role::Item | Role::Label => !matches!(previous, Some(Role::Item | Role::Label)) || (fresh && lists == 1),
        Role::VerseLine(_) => {
            !matches!(previous, Some(Role::VerseLine(_) | Role::Speaker | Role::Stage))
                || (fresh && matches!(previous, Some(Role::VerseLine(_))))
        }
        Role::Cell(_) => !matches!(previous, Some(Role::Cell(_))),
        _ => false,
    };
    if first_of_group {
        block.above = 1;
    }
    // What a speaker says follows the name closely.
    if previous == Some(Role::Speaker) && matches!(row.role, Role::Paragraph | Role::Block | Role::Stage) {
        block.above = 0;
    }
    match row.rend.align {
        Align::Default => {}
        Align::Center => block.alignment = Alignment::Centered,
        Align::End => block.alignment = Alignment::FlushEnd,
    }
    block
}

/// Sets rows; one for each thread.
#[derive(Default)]
pub(crate) struct Setter {
    builder: Builder,
}

/// What all rows of an edition share.
pub(crate) struct Setting<'a> {
    pub(crate) edition: &'a Edition,
    pub(crate) book: &'a FontBook,
    pub(crate) style: PageStyle,
    pub(crate) frames: Vec<Frame>,
    /// The numbers of the notes that marks call.
    pub(crate) notes: FxHashMap<&'a str, u32>,
}

impl Setter {
    /// Sets a row: as one strand, or as one for each language where they stand one below the other.
    pub(crate) fn set(&mut self, plan: &Plan<'_>, setting: &Setting<'_>) -> Vec<Strand> {
        let row = &plan.row;
        let cells: Vec<SetCell> = (0..row.cells.len()).map(|index| self.cell(plan, index, setting)).collect();
        let heading = match row.role {
            Role::Head { level } => {
                let words: Vec<String> = row.cells.iter().map(|cell| crate::text::plain(&cell.content)).collect();
                Some((level, words.join(" · ")))
            }
            _ => None,
        };
        // Half a line parts the languages of a row that stand one below the other, where the grid has half lines.
        let between = setting.style.steps() - 1 + u16::from(setting.style.arrangement == Arrangement::Facing);
        let strand = |cells, first: bool, last: bool| Strand {
            cells,
            leading: plan.style.leading,
            above: if first { plan.style.above * setting.style.steps() } else { between },
            keep_with_next: plan.style.keep_with_next,
            id: row.id.clone().filter(|_| first),
            heading: heading.clone().filter(|_| first),
            title_block: plan.title_block,
            rule_below: plan.rule_below && last,
        };
        if !stacked(plan, setting) {
            return vec![strand(cells, true, true)];
        }
        let count = cells.len();
        cells.into_iter().enumerate().map(|(index, cell)| strand(vec![cell], index == 0, index + 1 == count)).collect()
    }

    fn cell(&mut self, plan: &Plan<'_>, index: usize, setting: &Setting<'_>) -> SetCell {
        let cell = &plan.row.cells[index];
        let untranslated = cell.status == Status::Untranslated;
        let frame = setting.frames[if stacked(plan, setting) { 0 } else { index }];
        let mut style = plan.style;
        if untranslated {
            style.grey = style.grey.max(0.42);
            style.alignment = Alignment::Ragged;
        }
        // The indent counts ems of the edition's first language, so that indents are alike in all columns.
        let shape = Shape {
            measure: frame.width - style.inset * style.size,
            // However deep a list is nested, half of the column is left for its text.
            indent: (style.indent * style.size).min(frame.width / 2.0),
            hang: style.hang * style.size,
            alignment: style.alignment,
        };
        let content = if untranslated {
            Cow::Owned(marked(cell, &setting.edition.langs[index], &setting.edition.labels[index]))
        } else {
            Cow::Borrowed(&cell.content)
        };
        let text = self.text(&content, &cell.lang, style, plan.row.rend, shape, setting);
        let label = plan.label.as_deref().filter(|_| !cell.content.is_empty()).map(|label| {
            let content = [Inline::Text(Text { text: label.to_owned(), at: 0 })];
            let indent = (shape.indent - 1.6 * style.size).max(0.0);
            let shape = Shape { indent, alignment: Alignment::Ragged, ..shape };
            self.text(&content, &cell.lang, style, plan.row.rend, shape, setting)
        });
        let langs = plan.row.cells.len() as u32;
        let other_lang = Some(&cell.lang).filter(|lang| **lang != setting.edition.langs[index]).cloned();
        SetCell {
            lang: index,
            number: plan.number * langs + index as u32,
            other_lang,
            text,
            label,
            grey: style.grey,
            untranslated,
        }
    }

    /// Sets text in one column.
    pub(crate) fn text(
        &mut self,
        content: &[Inline],
        lang: &Lang,
        style: BlockStyle,
        rend: Rend,
        shape: Shape,
        setting: &Setting<'_>,
    ) -> SetText {
        let note_number = |id: Option<&str>| id.and_then(|id| setting.notes.get(id)).copied();
        let context = Context { book: setting.book, style, lang, rend, note_number: &note_number };
        let paragraph = self.builder.build(content, &context, shape.measure - shape.indent - shape.hang);
        let lines = line::set(&paragraph, &shape);
        SetText { lines, looks: paragraph.looks, marks: paragraph.marks }
    }
}

/// Whether the languages of a row stand one below the other: by choice, and in the title block that precedes facing pages.
fn stacked(plan: &Plan<'_>, setting: &Setting<'_>) -> bool {
    match setting.style.arrangement {
        Arrangement::Columns => false,
        Arrangement::Facing => plan.title_block,
        Arrangement::Stacked => true,
    }
}

/// The source's text as it stands in for a translation: behind a label that says so.
fn marked(cell: &Cell, lang: &Lang, labels: &Labels) -> Vec<Inline> {
    let label = Element {
        name: "hi".into(),
        kind: Kind::Highlight,
        attributes: Attributes {
            lang: Some(lang.clone()),
            rend: Rend { bold: true, ..Rend::default() },
            ..Attributes::default()
        },
        content: vec![Inline::Text(Text { text: format!("[{}]", labels.untranslated), at: 0 })],
        at: 0,
    };
    let mut content = vec![Inline::Element(Box::new(label)), Inline::Text(Text { text: " ".into(), at: 0 })];
    content.extend(cell.content.iter().cloned());
    content
}
