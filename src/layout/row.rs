//! Sets rows: each cell of a row becomes lines in its column, and the cells that go side by side become one strand.

use std::borrow::Cow;
use std::sync::Arc;

use crate::edition::{Cell, Edition, Label};
use crate::layout::font::{FontBook, FontRole};
use crate::layout::line::{self, Line, Placed, Shape};
use crate::layout::look::{Context, Look};
use crate::layout::margin::{self, SetMark};
use crate::layout::note::{self, Notes};
use crate::layout::page::{Part, Stretch, StretchId};
use crate::layout::paragraph::{Builder, Paragraph};
use crate::layout::plan::{Place, Plan, PlannedRow};
use crate::layout::style::{self, Alignment, Arrangement, BlockStyle, Ink, PageStyle};
use crate::layout::target::Targets;
use crate::layout::{columns, picture, table};
use crate::text::{Attributes, Direction, Element, Inline, Kind, Lang, Rend, Role, Text};

mod narrow;
mod strand;

use strand::strands_of;
pub(crate) use strand::{Segment, SetCell, Start, Strand, StrandRule, places, strand};

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

/// Lines, and the looks of their pieces.
pub(crate) struct SetText {
    pub(crate) lines: Vec<Line>,
    pub(crate) looks: Vec<Look>,
    /// What the margin says beside them.
    pub(crate) marks: Vec<SetMark>,
    /// What is marked in them.
    pub(crate) stretches: Vec<Stretch>,
    /// Which text of the edition they are, if they are any.
    pub(crate) source: Option<Source>,
}

/// Which text lines are.
pub(crate) struct Source {
    pub(crate) part: Part,
    /// Their language, where that is not their column's.
    pub(crate) lang: Option<Lang>,
}

impl SetText {
    /// Breaks a paragraph into lines.
    pub(crate) fn new(paragraph: Paragraph, shape: &Shape) -> SetText {
        let mut lines = line::set(&paragraph, shape);
        // What has no text but stands for the beginning of a page has a line to show it.
        if lines.is_empty() && paragraph.marks.iter().any(|mark| mark.n.is_some()) {
            lines.push(Line { pieces: Vec::new(), excess: 0.0, forced: true });
        }
        let marks = margin::places(&paragraph.marks, &lines, &paragraph.looks);
        SetText { lines, looks: paragraph.looks, marks, stretches: paragraph.stretches, source: None }
    }

    /// Where its last line ends, in points from where the column begins, for text that runs from left to right.
    fn end(&self) -> f32 {
        let end = |placed: &Placed| placed.x + placed.width(self.looks[placed.piece.look as usize].size);
        self.lines.last().map_or(0.0, |line| line.pieces.iter().map(end).fold(0.0, f32::max))
    }

    /// Where its last line ends, in points from the side on which its lines begin.
    pub(crate) fn extent(&self, direction: Direction, measure: f32) -> f32 {
        match direction {
            Direction::LeftToRight => self.end(),
            Direction::RightToLeft => {
                let starts = self.lines.last().into_iter().flat_map(|line| line.pieces.iter().map(|placed| placed.x));
                measure - starts.fold(measure, f32::min)
            }
        }
    }
}

/// The frame of a column that stands alone on its page.
fn single(style: &PageStyle) -> Frame {
    let full = style.type_width();
    let width = full.min(style.measure);
    Frame { page: 0, x: style.inner + (full - width) / 2.0, width }
}

/// The frames of an edition, one for each language.
pub(crate) fn frames(edition: &Edition, book: &FontBook, style: &PageStyle) -> Vec<Frame> {
    let langs = edition.langs.len();
    let full = style.type_width();
    let single = |page| Frame { page, ..single(style) };
    let beside = |page, widths: Vec<f32>| {
        let mut x = style.inner;
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
    pub(crate) notes: Notes<'a>,
    pub(crate) targets: Targets<'a>,
}

/// The language of a text.
#[derive(Clone, Copy)]
pub(crate) struct Voice<'a> {
    pub(crate) lang: &'a Lang,
    /// The index of the language in whose column it stands.
    pub(crate) column: usize,
}

impl Setting<'_> {
    /// Where a language stands on pages of a segment.
    pub(crate) fn frame(&self, segment: Segment, lang: usize) -> Frame {
        if segment.single { single(&self.style) } else { self.frames[lang] }
    }

    /// All columns as one.
    pub(crate) fn across(&self) -> Frame {
        let (first, last) = (self.frames[0], self.frames[self.frames.len() - 1]);
        Frame { width: last.x + last.width - first.x, ..first }
    }

    /// Whether all columns of a page are of one width.
    pub(crate) fn has_equal_columns(&self) -> bool {
        self.style.arrangement != Arrangement::Columns
            || self.frames.iter().all(|frame| (frame.width - self.frames[0].width).abs() < 0.01)
    }
}

/// What a row takes from the rows before it, for one language.
#[derive(Default)]
struct Inherited {
    /// Its label, where that is a row of its own.
    label: Option<SetText>,
    /// Where the line of verse that it goes on with has ended.
    after: Option<f32>,
}

impl Setter {
    /// Sets rows: each as one strand, or as one for each language where they stand one below the other.
    pub(crate) fn set(&mut self, plan: &Plan<'_>, setting: &Setting<'_>) -> Vec<Arc<Strand>> {
        if plan.table {
            return table::set(plan, self, setting);
        }
        if let [planned] = plan.rows.as_slice()
            && let Some(wanted) = &planned.picture
        {
            return vec![Arc::new(picture::set(planned, wanted, self, setting))];
        }
        let mut strands = Vec::new();
        // Where the last line of verse has ended in each language.
        let mut ends: Option<Vec<f32>> = None;
        let mut rows = plan.rows.as_slice();
        while let [first, rest @ ..] = rows {
            let item = rest.first().filter(|item| item.place == Place::AfterLabel);
            let label = item.and_then(|_| self.short_label(first, setting));
            let (planned, with_label, rest) = match (item, &label) {
                (Some(item), Some(_)) => (item, Some(first), &rest[1..]),
                _ => (first, None, rest),
            };
            rows = rest;
            let fitted = self.fitted(planned, setting);
            let planned = fitted.as_ref().unwrap_or(planned);
            let mut starts: Vec<Inherited> = planned.row.cells.iter().map(|_| Inherited::default()).collect();
            for (start, label) in starts.iter_mut().zip(label.into_iter().flatten()) {
                start.label = Some(label);
            }
            if let (Place::Continued, Some(ends)) = (planned.place, &ends) {
                starts.iter_mut().zip(ends).for_each(|(start, end)| start.after = Some(*end));
            }
            let set = starts.into_iter().enumerate().map(|(index, start)| self.cell(planned, index, start, setting));
            let (cells, last_ends): (Vec<_>, Vec<_>) = set.unzip();
            if matches!(planned.row.role, Role::VerseLine(_)) {
                ends = Some(last_ends);
            }
            let rows: Vec<&PlannedRow<'_>> = with_label.into_iter().chain([planned]).collect();
            for mut strand in strands_of(planned, with_label, cells, setting) {
                strand.calls = note::set(&rows, &strand.cells, self, setting);
                strands.push(Arc::new(strand));
            }
        }
        strands
    }

    /// The label of an item in each language, if all are so short that the item can follow on the same line.
    fn short_label(&mut self, label: &PlannedRow<'_>, setting: &Setting<'_>) -> Option<Vec<SetText>> {
        if label.row.role != Role::Label {
            return None;
        }
        let texts = (0..label.row.cells.len()).map(|index| {
            let (mut cells, end) = self.cell(label, index, Inherited::default(), setting);
            let frame = frame_of(label, index, setting);
            let short = cells.len() == 1 && cells[0].text.lines.len() <= 1 && end <= SHORT_LABEL * frame.width;
            cells.pop().filter(|_| short).map(|cell| cell.text)
        });
        texts.collect()
    }

    /// Sets one language of a row that takes nothing from the rows before it.
    pub(crate) fn plain_cell(&mut self, planned: &PlannedRow<'_>, index: usize, setting: &Setting<'_>) -> Vec<SetCell> {
        self.cell(planned, index, Inherited::default(), setting).0
    }

    /// Sets one language of a row: its label, its text, and the number of its line; and tells where the text ends.
    fn cell(
        &mut self,
        planned: &PlannedRow<'_>,
        index: usize,
        start: Inherited,
        setting: &Setting<'_>,
    ) -> (Vec<SetCell>, f32) {
        if let Some(entry) = &planned.entry {
            return (self.entry(planned, entry, index, setting), 0.0);
        }
        let cell = &planned.row.cells[index];
        let voice = Voice { lang: &cell.lang, column: index };
        let frame = frame_of(planned, index, setting);
        let (content, style) = shown(cell, index, planned.style, setting);
        let rend = planned.row.rend;
        let direction = cell.lang.direction();
        let is_verse = matches!(planned.row.role, Role::VerseLine(_));
        let source = |stretch| Some(source(planned, index, stretch, setting));
        let set = |text, top, aside| SetCell {
            lang: index,
            x: 0.0,
            top,
            text,
            ink: if aside { ASIDE_INK } else { style.ink },
            untranslated: false,
            aside,
            across: planned.across,
        };
        let note = planned.row.id.as_deref().filter(|_| planned.row.role == (Role::Note { anchored: true }));
        let sign = note.and_then(|id| setting.notes.shown(index).get(id)).or(planned.label.as_ref());
        let label = sign.filter(|_| !cell.content.is_empty());
        let label = label.map(|label| [Inline::Text(Text { text: label.to_string(), at: 0 })]);
        let mut cells = Vec::new();
        // The indent counts ems of the edition's first language, so that indents are alike in all columns.
        // A name stands below its title, though it runs the other way.
        let runs_across = planned.title_block && direction != setting.edition.langs[index].direction();
        let mut shape = Shape {
            measure: frame.width - style.inset * style.size,
            // However deep a list is nested, half of the column is left for its text.
            indent: (style.indent * style.size).min(frame.width / 2.0),
            first: style.first * style.size,
            hang: style.hang * style.size,
            alignment: match style.alignment {
                Alignment::Ragged | Alignment::Justified if runs_across => Alignment::FlushEnd,
                other => other,
            },
            every_line: style.code,
        };
        let number = label.as_ref().filter(|_| is_verse).map(|label| {
            let small = BlockStyle { size: ASIDE, bold: false, italic: false, ..style };
            let shape = Shape { indent: 0.0, first: 0.0, hang: 0.0, alignment: Alignment::FlushEnd, ..shape };
            let text = self.text(label, voice, small, Rend::default(), shape, setting);
            (text.extent(direction.opposite(), shape.measure), text)
        });
        if let Some((width, _)) = &number {
            shape.measure -= width + 0.8 * style.size;
        }
        let mut top = 0;
        let outdent = (shape.indent - style::LABEL * style.size).max(0.0);
        let label = start.label.or_else(|| {
            let label = label.as_ref().filter(|_| !is_verse)?;
            let shape = Shape { indent: outdent, first: 0.0, hang: 0.0, alignment: Alignment::Ragged, ..shape };
            let font = if style.code { FontRole::Text } else { style.font };
            let style = BlockStyle { code: false, font, first: 0.0, ..style };
            let mut text = self.text(label, voice, style, rend, shape, setting);
            // It leads back to where it is called.
            if let Some(name) = note.and_then(|id| setting.notes.mark_name(id, index)) {
                text.looks.iter_mut().for_each(|look| look.link = Some(format!("#{name}").into()));
            }
            Some(SetText { source: source(StretchId::LABEL), ..text })
        });
        if let Some(label) = label {
            let end = label.extent(direction, shape.measure);
            if label.lines.len() > 1 || end - outdent > SHORT_LABEL * (shape.measure - outdent) {
                top = label.lines.len();
            } else if end + 0.3 * style.size > shape.indent {
                shape.first = end + 0.6 * style.size - shape.indent;
            }
            cells.push(set(label, 0, false));
        }
        if top == 0 && cells.is_empty() {
            // A line of verse keeps its indent, by which the poem is seen, as long as a hyphen helps.
            let hyphenate = style.hyphenate || matches!(planned.row.role, Role::VerseLine(_));
            let style = BlockStyle { hyphenate, ..style };
            shape = self.relieved(&content, voice, style, rend, shape, setting);
        }
        let paragraph = self.paragraph(&content, voice, style, rend, shape.room(), setting);
        if let Some(after) = start.after {
            // Where the rest of the verse has no room beside its beginning, it ends where the column does.
            let free = shape.measure - shape.indent - paragraph.natural_width();
            shape.first = (after + paragraph.space - shape.indent).min(free).max(0.0);
        }
        let text = SetText { source: source(StretchId::NONE), ..SetText::new(paragraph, &shape) };
        let end = text.extent(direction, shape.measure);
        cells.push(SetCell { untranslated: cell.status.is_stand_in(), ..set(text, top, false) });
        cells.extend(number.map(|(_, number)| set(number, top, true)));
        (cells, end)
    }

    /// Sets text in one column.
    pub(crate) fn text(
        &mut self,
        content: &[Inline],
        voice: Voice<'_>,
        style: BlockStyle,
        rend: Rend,
        shape: Shape,
        setting: &Setting<'_>,
    ) -> SetText {
        let paragraph = self.paragraph(content, voice, style, rend, shape.room(), setting);
        SetText::new(paragraph, &shape)
    }

    /// Prepares text for lines of at most `room` points.
    pub(crate) fn paragraph(
        &mut self,
        content: &[Inline],
        voice: Voice<'_>,
        style: BlockStyle,
        rend: Rend,
        room: f32,
        setting: &Setting<'_>,
    ) -> Paragraph {
        let Voice { lang, column } = voice;
        let line = setting.style.line;
        let context = Context {
            book: setting.book,
            style,
            line,
            lang,
            rend,
            notes: setting.notes.shown(column),
            targets: &setting.targets,
        };
        self.builder.build(content, &context, room)
    }
}

/// The size of numbers beside the text.
pub(crate) const ASIDE: f32 = 7.2;
/// Their ink.
pub(crate) const ASIDE_INK: Ink = Ink::grey(0.45);
/// The part of a column that a label may take if its item is to follow on the same line.
const SHORT_LABEL: f32 = 0.42;

/// Which text a row is in one language.
pub(crate) fn source(planned: &PlannedRow<'_>, index: usize, stretch: StretchId, setting: &Setting<'_>) -> Source {
    let lang = Some(&planned.row.cells[index].lang).filter(|lang| **lang != setting.edition.langs[index]);
    Source { part: Part { stretch, ..planned.part(index) }, lang: lang.cloned() }
}

/// What a cell shows and how: what is not translated is the source's text behind a label, in grey.
pub(crate) fn shown<'a>(
    cell: &'a Cell,
    index: usize,
    mut style: BlockStyle,
    setting: &Setting<'_>,
) -> (Cow<'a, [Inline]>, BlockStyle) {
    if !cell.status.is_stand_in() {
        return (Cow::Borrowed(&cell.content), style);
    }
    style.ink = style.ink.at_least(0.42);
    if style.alignment == Alignment::Justified {
        style.alignment = Alignment::Ragged;
    }
    let Some(mark) = cell.mark(&setting.edition.labels[index]) else { return (Cow::Borrowed(&cell.content), style) };
    (Cow::Owned(marked(cell, mark)), style)
}

/// The frame of a language of a row.
pub(crate) fn frame_of(planned: &PlannedRow<'_>, index: usize, setting: &Setting<'_>) -> Frame {
    if planned.across { setting.across() } else { setting.frame(planned.segment, index) }
}

/// Whether the languages of a row stand one below the other: by choice, and on the page of the title.
pub(crate) fn stacked(planned: &PlannedRow<'_>, setting: &Setting<'_>) -> bool {
    setting.style.arrangement == Arrangement::Stacked || planned.segment.single
}

/// The source's text as it stands in for a translation: behind a label that says so.
fn marked(cell: &Cell, mark: &Label) -> Vec<Inline> {
    let label = Element {
        name: "hi".into(),
        kind: Kind::Highlight,
        attributes: Attributes {
            lang: Some(mark.lang.clone()),
            rend: Rend { bold: true, ..Rend::default() },
            ..Attributes::default()
        }
        .shared(),
        content: vec![Inline::Text(Text { text: format!("[{}]", mark.text), at: 0 })],
        at: 0,
    };
    let mut content = vec![Inline::Element(Box::new(label)), Inline::Text(Text { text: " ".into(), at: 0 })];
    content.extend(cell.content.iter().cloned());
    content
}
