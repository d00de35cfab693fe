//! The grid of a table: which cell stands in which rows and columns.

use std::ops::Range;

use crate::layout::plan::{Place, PlannedRow};
use crate::text::{Role, TableCell};

/// The widest grid, in columns, in which cells may take several.
const WIDEST: usize = TableCell::WIDEST as usize;

/// Which cell stands where.
pub(super) struct Grid {
    pub(super) slots: Vec<Slot>,
    /// The number of columns.
    pub(super) columns: usize,
    /// The rows in order.
    pub(super) rows: Vec<GridRow>,
    /// Whether other columns of the same table stand above.
    pub(super) goes_on: bool,
}

/// A cell on the grid.
#[derive(Clone, Copy)]
pub(super) struct Slot {
    /// The index of the planned row that it is.
    pub(super) index: usize,
    pub(super) row: usize,
    pub(super) rows: usize,
    pub(super) column: usize,
    pub(super) columns: usize,
    pub(super) head: bool,
    /// Whether it is shown once more, beside columns that have no room beside the others.
    pub(super) again: bool,
}

/// A row of the grid.
#[derive(Clone, Copy)]
pub(super) enum GridRow {
    /// Cells.
    Cells,
    /// What stands among the rows: the index of the planned row.
    Between(usize),
}

impl Grid {
    pub(super) fn new(planned: &[PlannedRow<'_>]) -> Grid {
        let mut slots: Vec<Slot> = Vec::new();
        let mut rows = Vec::new();
        let mut current = None;
        // For each column, the first row in which it is free again.
        let mut free: Vec<usize> = Vec::new();
        let mut column = 0;
        for (index, planned) in planned.iter().enumerate() {
            let Place::TableRow(number) = planned.place else {
                // It ends the cells that reach down to it.
                free.clear();
                rows.push(GridRow::Between(index));
                current = None;
                continue;
            };
            if current != Some(number) {
                current = Some(number);
                rows.push(GridRow::Cells);
                column = 0;
            }
            let row = rows.len() - 1;
            let cell = if let Role::Cell(cell) = planned.row.role { cell } else { TableCell::default() };
            while free.get(column).is_some_and(|&free| free > row) {
                column += 1;
            }
            let wanted = usize::from(cell.columns).min(WIDEST.saturating_sub(column)).max(1);
            let columns =
                (1..wanted).take_while(|by| free.get(column + by).is_none_or(|&free| free <= row)).count() + 1;
            let end = column + columns;
            if free.len() < end {
                free.resize(end, 0);
            }
            let down = if column < WIDEST { usize::from(cell.rows).max(1) } else { 1 };
            free[column..end].fill(row + down);
            slots.push(Slot { index, row, rows: down, column, columns, head: cell.head, again: false });
            column = end;
        }
        for slot in &mut slots {
            let below = rows[slot.row..].iter().take_while(|row| matches!(row, GridRow::Cells)).count();
            slot.rows = slot.rows.min(below);
        }
        // Columns in which no cell begins are none.
        let mut starts: Vec<usize> = slots.iter().map(|slot| slot.column).collect();
        starts.sort_unstable();
        starts.dedup();
        for slot in &mut slots {
            let from = starts.partition_point(|&start| start < slot.column);
            let to = starts.partition_point(|&start| start < slot.column + slot.columns);
            (slot.column, slot.columns) = (from, to - from);
        }
        Grid { slots, columns: starts.len(), rows, goes_on: false }
    }

    /// Some of the columns behind the first, beside the first: with the cells that reach into them from others.
    pub(super) fn panel(&self, columns: Range<usize>) -> Grid {
        let goes_on = columns.start > 1;
        // The first column is 0 there, and the others follow it.
        let place = |column: usize| column.clamp(columns.start, columns.end) - columns.start + 1;
        let slots = self.slots.iter().filter_map(|slot| {
            let end = slot.column + slot.columns;
            let from = if slot.column == 0 { 0 } else { place(slot.column) };
            let to = place(end);
            let is_shown = slot.column == 0 || end > columns.start && slot.column < columns.end;
            let again = goes_on && slot.column < columns.start;
            is_shown.then_some(Slot { column: from, columns: to - from, again, ..*slot })
        });
        let rows = self.rows.clone();
        Grid { slots: slots.collect(), columns: columns.len() + 1, rows, goes_on }
    }

    /// Where rows that no cell joins end: each range is set as one strand. The rows of the head stand together.
    pub(super) fn blocks(&self) -> Vec<std::ops::Range<usize>> {
        let mut joined = vec![false; self.rows.len() + 1];
        for slot in &self.slots {
            joined[slot.row + 1..slot.row + slot.rows].fill(true);
        }
        let head = self.head();
        joined[..head].fill(true);
        let mut blocks = Vec::new();
        let mut start = 0;
        for (row, joined) in joined.into_iter().enumerate().skip(1) {
            let is_cells = |row: usize| matches!(self.rows.get(row), Some(GridRow::Cells));
            if !joined || !is_cells(row) || !is_cells(row - 1) {
                blocks.push(start..row);
                start = row;
            }
        }
        blocks
    }

    /// The number of rows at the beginning that hold heads alone, if others follow.
    pub(super) fn head(&self) -> usize {
        let mut heads = vec![true; self.rows.len()];
        for slot in self.slots.iter().filter(|slot| !slot.head) {
            heads[slot.row] = false;
        }
        let count =
            heads.iter().zip(&self.rows).take_while(|(head, row)| **head && matches!(row, GridRow::Cells)).count();
        if count < self.rows.len() { count } else { 0 }
    }
}
