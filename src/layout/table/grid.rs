//! The grid of a table: which cell stands in which rows and columns.

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
}

/// A cell on the grid.
pub(super) struct Slot {
    /// The index of the planned row that it is.
    pub(super) index: usize,
    pub(super) row: usize,
    pub(super) rows: usize,
    pub(super) column: usize,
    pub(super) columns: usize,
    pub(super) head: bool,
}

/// A row of the grid.
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
            slots.push(Slot { index, row, rows: down, column, columns, head: cell.head });
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
        Grid { slots, columns: starts.len(), rows }
    }

    /// The same cells one below the other, where there is no room for columns.
    pub(super) fn unrolled(&self) -> Grid {
        let mut rows = Vec::new();
        let mut slots = Vec::new();
        let mut cells = self.slots.iter().peekable();
        for (number, row) in self.rows.iter().enumerate() {
            if let GridRow::Between(index) = row {
                rows.push(GridRow::Between(*index));
            }
            while let Some(cell) = cells.next_if(|cell| cell.row == number) {
                slots.push(Slot {
                    index: cell.index,
                    row: rows.len(),
                    rows: 1,
                    column: 0,
                    columns: 1,
                    head: cell.head,
                });
                rows.push(GridRow::Cells);
            }
        }
        Grid { slots, columns: 1, rows }
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
