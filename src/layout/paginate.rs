//! Fills pages with rows: all languages of a row stay in step, and break together.

use std::sync::Arc;

use crate::layout::optimum::{Flow, Foot, PageRange};
use crate::layout::page::PageKind;
use crate::layout::row::{Segment, Start, Strand};
use crate::layout::style::{Arrangement, PageStyle, TitlePlace};

/// What stands on a page, or on two pages that face each other.
#[derive(Default)]
pub(crate) struct Opening {
    /// What was placed, from top to bottom.
    pub(crate) blocks: Vec<Block>,
    /// The notes at the foot of the columns, those of each from top to bottom.
    pub(crate) notes: Vec<Block>,
    /// What its pages are.
    pub(crate) segment: Segment,
    /// Where it starts; anything but the first opening of a segment runs on.
    pub(crate) start: Start,
}

/// Lines of a strand on one opening.
pub(crate) struct Block {
    pub(crate) strand: Arc<Strand>,
    /// The first line, and one past the last.
    pub(crate) lines: (usize, usize),
    pub(crate) stand: Stand,
    /// Whether it stands elsewhere already: the head of a table that goes on.
    pub(crate) repeated: bool,
}

/// Where the first line of a block stands.
#[derive(Clone, Copy)]
pub(crate) enum Stand {
    /// On a line of the grid.
    Grid(u16),
    /// At the foot of a column: its baseline, from the top of the page.
    Foot(f32),
}

impl Block {
    /// The baseline of a line of the strand, from the top of the page.
    pub(crate) fn baseline(&self, style: &PageStyle, line: usize) -> f32 {
        let index = line - self.lines.0;
        match self.stand {
            Stand::Grid(grid_line) => self.strand.baseline(style, grid_line, index),
            Stand::Foot(first) => first + index as f32 * self.strand.leading,
        }
    }
}

/// How many pages of text are gathered before the ends of their pages are chosen.
const GATHERED: usize = 48;
/// How many pages at the end of what is gathered wait for the text that follows, as that may change where they end. What
/// comes later changes nothing that a reader would see.
const WAITING: usize = 12;

/// Places strands one after another.
pub(crate) struct Paginator {
    style: PageStyle,
    /// The number of languages.
    langs: usize,
    /// What the pages are that are being filled.
    segment: Segment,
    /// Where the first of them starts, if it is still to come.
    start: Start,
    /// Strands that have no place yet.
    queue: Vec<Arc<Strand>>,
    /// The first line of the first of them that has none.
    from: usize,
    /// The lines of the grid that they take.
    height: usize,
    /// For each foot, the notes that are not complete, and the lines of the first of them that are placed.
    rest: Vec<(Vec<Arc<Strand>>, usize)>,
    done: Vec<Opening>,
}

impl Paginator {
    pub(crate) fn new(style: PageStyle, langs: usize) -> Paginator {
        Paginator {
            style,
            langs,
            segment: Segment::default(),
            start: Start::RunOn,
            queue: Vec::new(),
            from: 0,
            height: 0,
            rest: Vec::new(),
            done: Vec::new(),
        }
    }

    /// Adds a strand.
    pub(crate) fn push(&mut self, strand: Arc<Strand>) {
        if strand.start != Start::RunOn || strand.segment != self.segment {
            self.flush();
            (self.segment, self.start) = (strand.segment, strand.start);
        }
        self.height += strand.line_count() * usize::from(self.style.steps()) + usize::from(strand.above);
        self.queue.push(strand);
    }

    /// The openings that are complete.
    pub(crate) fn take(&mut self) -> Vec<Opening> {
        if self.height > GATHERED * usize::from(self.style.lines()) {
            self.paginate(false);
        }
        std::mem::take(&mut self.done)
    }

    /// Ends the last page.
    pub(crate) fn finish(&mut self) {
        self.flush();
    }

    fn flush(&mut self) {
        self.paginate(true);
    }

    /// Places what is gathered: all of it, or all but what waits for the text that follows.
    fn paginate(&mut self, whole: bool) {
        let single = self.segment.single || self.style.arrangement == Arrangement::Stacked;
        let foot_of = move |lang: usize| if single { 0 } else { lang };
        let mut rest = std::mem::take(&mut self.rest);
        rest.resize_with(if single { 1 } else { self.langs }, Default::default);
        let feet = rest.into_iter().map(|(notes, start)| Foot::new(notes, start)).collect();
        let flow = Flow::new(&self.style, &self.queue, self.from, feet, &foot_of);
        let mut pages = flow.pages();
        if !whole {
            pages.truncate(pages.len().saturating_sub(WAITING));
        }
        let sink = match pages.as_slice() {
            [page] if whole && self.start != Start::RunOn => self.sink(&flow, page),
            _ => 0,
        };
        let mut openings: Vec<Opening> = pages.iter().map(|page| self.opening(&flow, page, sink)).collect();
        let mut rest = Vec::new();
        if let Some(last) = pages.last() {
            let mut set: Vec<u32> = last.notes.iter().map(|(_, to)| *to).collect();
            let called: Vec<usize> = (0..set.len()).map(|foot| flow.called(foot, last.to)).collect();
            let is_left = |set: &[u32]| (0..set.len()).any(|foot| set[foot] < flow.feet[foot].ends[called[foot]]);
            while whole && is_left(&set) {
                let next: Vec<u32> = (0..set.len())
                    .map(|foot| (set[foot] + flow.room(0).max(1)).min(flow.feet[foot].ends[called[foot]]))
                    .collect();
                let notes = set.into_iter().zip(next.iter().copied()).collect();
                openings.push(self.opening(&flow, &PageRange { from: last.to, to: last.to, notes }, 0));
                set = next;
            }
            for (foot, (&set, called)) in flow.feet.iter().zip(set.iter().zip(called)) {
                let first = foot.note_at(set).min(called);
                let start = if first < called { set - foot.ends[first] } else { 0 };
                rest.push((foot.notes[first..called].to_vec(), start as usize));
            }
            let (strand, line) = (last.to.strand, last.to.line);
            let steps = usize::from(self.style.steps());
            let placed = |strand: &Arc<Strand>| strand.line_count() * steps + usize::from(strand.above);
            self.height -= self.queue[..strand].iter().map(placed).sum::<usize>();
            self.queue.drain(..strand);
            self.from = line;
        }
        self.rest = rest;
        if let Some(first) = openings.first_mut() {
            first.start = std::mem::take(&mut self.start);
        }
        self.done.append(&mut openings);
    }

    /// How many lines of the grid the text of a page is moved down that holds nothing else.
    fn sink(&self, flow: &Flow<'_>, page: &PageRange) -> u16 {
        let has_notes = page.notes.iter().any(|(from, to)| from != to);
        let free = self.style.lines().saturating_sub(flow.end(page));
        match self.segment.kind {
            _ if has_notes => 0,
            // At the height at which the eye seeks it, above the middle.
            PageKind::Title if self.style.title.place == TitlePlace::Page => free * 3 / 10,
            PageKind::Imprint => free,
            _ => 0,
        }
    }

    /// What stands on a page, moved down by some lines of the grid.
    fn opening(&self, flow: &Flow<'_>, page: &PageRange, sink: u16) -> Opening {
        let mut opening = Opening { segment: self.segment, ..Opening::default() };
        if page.from != page.to
            && let Some(head) = flow.repeated_head(page.from)
        {
            let lines = (0, head.line_count());
            opening.blocks.push(Block { strand: Arc::clone(head), lines, stand: Stand::Grid(0), repeated: true });
        }
        for fragment in flow.fragments(page.from) {
            let strand = &self.queue[fragment.strand];
            let to = match fragment.strand.cmp(&page.to.strand) {
                std::cmp::Ordering::Less => strand.line_count(),
                std::cmp::Ordering::Equal => page.to.line,
                std::cmp::Ordering::Greater => break,
            };
            if fragment.from < to {
                let (strand, lines) = (Arc::clone(strand), (fragment.from, to));
                let stand = Stand::Grid(fragment.grid_line + sink);
                opening.blocks.push(Block { strand, lines, stand, repeated: false });
            }
        }
        let leading = self.style.note_leading();
        let foot_line = self.style.baseline(self.style.lines() - 1);
        for (foot, &(from, to)) in flow.feet.iter().zip(&page.notes) {
            let mut line = from;
            while line < to {
                let index = foot.note_at(line);
                let end = foot.ends[index + 1].min(to);
                let lines = ((line - foot.ends[index]) as usize, (end - foot.ends[index]) as usize);
                let stand = Stand::Foot(foot_line - (to - line - 1) as f32 * leading);
                opening.notes.push(Block { strand: Arc::clone(&foot.notes[index]), lines, stand, repeated: false });
                line = end;
            }
        }
        opening
    }
}

impl Strand {
    /// The number of lines of its longest cell.
    pub(crate) fn line_count(&self) -> usize {
        self.cells.iter().map(|cell| cell.top + cell.text.lines.len()).max().unwrap_or(0)
    }

    /// The baseline of a line that stands `index` lines after one on a line of the grid, from the top of the page.
    pub(crate) fn baseline(&self, style: &PageStyle, grid_line: u16, index: usize) -> f32 {
        let steps = (self.leading / style.grid - 0.001).ceil().max(1.0) as u16;
        if self.leading >= style.grid {
            style.baseline(grid_line + steps * (index as u16 + 1) - 1)
        } else {
            style.baseline(grid_line) + index as f32 * self.leading
        }
    }
}
