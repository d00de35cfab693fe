//! Fills pages with rows: all languages of a row stay in step, and break together.

use std::sync::Arc;

use crate::layout::row::{SetCell, Strand};
use crate::layout::style::PageStyle;

/// What stands on a page, or on two pages that face each other.
#[derive(Default)]
pub(crate) struct Opening {
    /// What was placed, from top to bottom.
    pub(crate) blocks: Vec<Block>,
    /// Whether it is the single page of the title block that precedes facing pages.
    pub(crate) title_page: bool,
}

/// Lines of a strand on one opening.
pub(crate) struct Block {
    pub(crate) strand: Arc<Strand>,
    /// The first line, and one past the last.
    pub(crate) lines: (usize, usize),
    /// The line of the grid on which the first line stands.
    pub(crate) grid_line: u16,
    /// Whether it stands elsewhere already: the head of a table that goes on.
    pub(crate) repeated: bool,
}

/// Places strands one after another.
pub(crate) struct Paginator {
    style: PageStyle,
    /// Whether the title block has a page of its own.
    title_page: bool,
    opening: Opening,
    /// The first free line of the grid.
    cursor: u16,
    /// Where it stood when the page held nothing but the head of a table that goes on.
    floor: u16,
    /// Headings that wait for the text that they must stand with.
    waiting: Vec<Arc<Strand>>,
    done: Vec<Opening>,
}

impl Paginator {
    pub(crate) fn new(style: PageStyle, title_page: bool) -> Paginator {
        let opening = Opening { title_page, ..Opening::default() };
        Paginator { style, title_page, opening, cursor: 0, floor: 0, waiting: Vec::new(), done: Vec::new() }
    }

    /// Places a strand. Headings are kept back until the text that follows them comes.
    pub(crate) fn push(&mut self, strand: Arc<Strand>) {
        if self.title_page && !strand.title_block {
            self.flush_waiting();
            self.turn();
            self.title_page = false;
        }
        if strand.keep_with_next {
            self.waiting.push(strand);
            return;
        }
        let headings = std::mem::take(&mut self.waiting);
        let full = self.style.lines();
        let least = self.splits(&strand, 0).first().copied().unwrap_or(0);
        let mut needed = strand.above + self.height(&strand, 0, least);
        let mut apart = headings.len();
        // As many headings as a page can hold with the text, from the last on; those before them stand apart.
        while let Some(heading) = apart.checked_sub(1).map(|index| &headings[index]) {
            let height = heading.above + self.height(heading, 0, heading.line_count());
            if needed + height > full {
                break;
            }
            needed += height;
            apart -= 1;
        }
        let mut headings = headings.into_iter();
        for heading in headings.by_ref().take(apart) {
            self.place(heading);
        }
        if self.cursor + needed > full && self.cursor > 0 && needed <= full {
            self.turn();
        }
        for heading in headings {
            self.place(heading);
        }
        self.place(strand);
    }

    /// The openings that are complete.
    pub(crate) fn take(&mut self) -> Vec<Opening> {
        std::mem::take(&mut self.done)
    }

    /// Ends the last page.
    pub(crate) fn finish(&mut self) {
        self.flush_waiting();
        if !self.opening.blocks.is_empty() {
            self.turn();
        }
    }

    /// Places headings that no text follows; they stay together if a page can hold them.
    fn flush_waiting(&mut self) {
        let headings = std::mem::take(&mut self.waiting);
        let heights = headings.iter().map(|heading| heading.above + self.height(heading, 0, heading.line_count()));
        let needed: u16 = heights.fold(0, u16::saturating_add);
        let full = self.style.lines();
        if self.cursor + needed.min(full) > full && self.cursor > 0 && needed <= full {
            self.turn();
        }
        for heading in headings {
            self.place(heading);
        }
    }

    fn turn(&mut self) {
        self.done.push(std::mem::take(&mut self.opening));
        (self.cursor, self.floor) = (0, 0);
    }

    /// Shows the head of a table again on a page on which the table goes on, unless that would take a third of the page.
    fn repeat_head(&mut self, strand: &Strand) {
        let Some(head) = strand.table_head.as_ref().filter(|_| self.cursor == 0) else { return };
        let lines = head.line_count();
        let height = self.height(head, 0, lines);
        if 3 * height <= self.style.lines() {
            let block = Block { strand: Arc::clone(head), lines: (0, lines), grid_line: 0, repeated: true };
            self.opening.blocks.push(block);
            (self.cursor, self.floor) = (height, height);
        }
    }

    /// Places a strand from the cursor on, over as many pages as it takes.
    fn place(&mut self, strand: Arc<Strand>) {
        let total = strand.line_count();
        let full = self.style.lines();
        let mut from = 0;
        while from < total {
            self.repeat_head(&strand);
            let above = if from == 0 && self.cursor > 0 { strand.above } else { 0 };
            let free = full.saturating_sub(self.cursor + above);
            let splits = self.splits(&strand, from);
            let fitting = splits.into_iter().take_while(|&to| self.height(&strand, from, to) <= free).last();
            let to = match fitting {
                Some(to) => to,
                // A page holds no lawful split: as many lines as it takes, or one.
                None if self.cursor == self.floor => (from + 1..=total)
                    .take_while(|&to| self.height(&strand, from, to) <= free)
                    .last()
                    .unwrap_or(from + 1),
                None => {
                    self.turn();
                    continue;
                }
            };
            let grid_line = self.cursor + above;
            self.opening.blocks.push(Block {
                strand: Arc::clone(&strand),
                lines: (from, to),
                grid_line,
                repeated: false,
            });
            self.cursor = grid_line + self.height(&strand, from, to);
            from = to;
            if from < total {
                self.turn();
            }
        }
        if strand.rule_below {
            self.cursor += RULE_LINES * self.style.steps();
        }
    }

    /// The lines before which a strand may be split after `from`. Words stay whole, but not at the price of a third of a
    /// page.
    fn splits(&self, strand: &Strand, from: usize) -> Vec<usize> {
        let whole: Vec<usize> = strand.splits(from, true).collect();
        let total = strand.line_count();
        if strand.whole && 3 * self.height(strand, 0, total) <= self.style.lines() {
            return vec![total];
        }
        let is_near = |to: &usize| 3 * self.height(strand, from, *to) <= self.style.lines();
        if whole.first().is_some_and(is_near) { whole } else { strand.splits(from, false).collect() }
    }

    /// The lines of the grid that some lines of a strand take.
    fn height(&self, strand: &Strand, from: usize, to: usize) -> u16 {
        let grid = self.style.grid;
        let lines = (to - from) as f32;
        // A hair of tolerance, so that rounding does not cost a line.
        let height = if strand.leading >= grid {
            lines * (strand.leading / grid - 0.001).ceil()
        } else {
            ((lines - 1.0) * strand.leading / grid - 0.001).ceil() + 1.0
        };
        height.max(0.0) as u16
    }
}

/// The lines of the body that the rule below the title block takes.
const RULE_LINES: u16 = 1;

impl Strand {
    /// The number of lines of its longest cell.
    pub(crate) fn line_count(&self) -> usize {
        self.cells.iter().map(|cell| cell.top + cell.text.lines.len()).max().unwrap_or(0)
    }

    /// The lines before which it may be split after `from`, and its end: no cell leaves a line alone on either side, nor,
    /// if `whole_words` is asked for, a word divided over two pages.
    fn splits(&self, from: usize, whole_words: bool) -> impl Iterator<Item = usize> + '_ {
        let total = self.line_count();
        let lawful = move |cell: &SetCell, to: usize| {
            let lines = &cell.text.lines;
            let (from, to) = (from.saturating_sub(cell.top), to.saturating_sub(cell.top));
            let divided = || whole_words && lines[to - 1].pieces.iter().any(|piece| piece.hyphen);
            // A cell that begins below is not split.
            to >= lines.len() || to == 0 || (to - from >= 2 && lines.len() - to >= 2 && !divided())
        };
        let whole = self.keep_with_next;
        (from + 1..=total).filter(move |&to| to == total || (!whole && self.cells.iter().all(|cell| lawful(cell, to))))
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
