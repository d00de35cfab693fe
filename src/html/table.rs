//! Tables: each cell holds its text in all languages, one below the other, so that one table serves them all.
//!
//! Sources are free to say that cells overlap, or that a row has more of them than the next. HTML is not (the standard,
//! section 4.9.12): here every place of the grid is given to one cell, and what no cell has is filled up.

use super::tree::{Element, Node, block};
use crate::text::TableCell;

/// The widest grid, in columns, in which cells may span several.
const WIDEST: usize = TableCell::WIDEST as usize;

/// A table so far.
#[derive(Default)]
pub(super) struct Table {
    caption: Vec<Node>,
    rows: Vec<Row>,
}

/// A row of a table: its element, still empty, and its cells.
pub(super) struct Row {
    pub(super) element: Element,
    pub(super) cells: Vec<Cell>,
}

/// A cell of a table.
pub(super) struct Cell {
    /// Its `td`, which becomes a `th` if it says what other cells are.
    pub(super) element: Element,
    /// Whether it says what the cells below or beside it are.
    pub(super) head: bool,
    /// How many columns it asks for.
    pub(super) columns: usize,
    /// How many rows it asks for.
    pub(super) rows: usize,
    /// What it holds.
    pub(super) content: Content,
}

/// What a cell holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    Nothing,
    Number,
    Words,
}

impl Cell {
    /// A cell that holds something else than a unit of its own.
    pub(super) fn of(element: Element) -> Cell {
        Cell { element: block("td").child(element), head: false, columns: 1, rows: 1, content: Content::Words }
    }
}

impl Row {
    /// A row that one thing fills.
    pub(super) fn of(element: Element) -> Row {
        // More than there may be: it takes the columns that the other rows make.
        let cell = Cell { columns: WIDEST, ..Cell::of(element) };
        Row { element: block("tr"), cells: vec![cell] }
    }

    fn is_head(&self) -> bool {
        self.cells.iter().all(|cell| cell.head) && self.cells.iter().any(|cell| cell.content != Content::Nothing)
    }
}

impl Table {
    /// Adds to what is said over the table.
    pub(super) fn caption(&mut self, element: Element) {
        self.caption.push(Node::Element(element));
    }

    /// Whether it has no rows yet.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds a row.
    pub(super) fn push(&mut self, row: Row) {
        self.rows.push(row);
    }

    /// The element.
    pub(super) fn finish(self) -> Element {
        let mut table = block("table");
        if !self.caption.is_empty() {
            table.push(block("caption").nodes(self.caption));
        }
        // HTML knows no table without rows; its caption remains.
        if self.rows.is_empty() {
            return table;
        }
        let heads = self.rows.iter().take_while(|row| row.is_head()).count();
        let heads = if heads < self.rows.len() { heads } else { 0 };
        let ends: Vec<usize> =
            (0..self.rows.len()).map(|row| if row < heads { heads } else { self.rows.len() }).collect();
        let places = places(&self.rows, &ends);
        let numbers = number_columns(&self.rows[heads..], &places[heads..]);
        let mut rows = fill(self.rows, places, &numbers);
        let body = rows.split_off(heads);
        if heads > 0 {
            table.push(block("thead").extend(rows));
        }
        table.child(block("tbody").extend(body))
    }
}

/// Where a cell stands.
#[derive(Clone, Copy)]
struct Place {
    /// Its first column, from 0.
    column: usize,
    /// How many columns it takes.
    columns: usize,
    /// The row below its last one.
    end: usize,
}

/// A place for each cell of each row: the first one that is free, and no more of the free ones beside it than it asks for.
/// `ends` says for each row below which row nothing of it may reach.
fn places(rows: &[Row], ends: &[usize]) -> Vec<Vec<Place>> {
    // For each column the row from which on it is free.
    let mut free: Vec<usize> = Vec::new();
    let mut places = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let mut column = 0;
        let mut of_row = Vec::with_capacity(row.cells.len());
        for cell in &row.cells {
            while free.get(column).is_some_and(|from| *from > at) {
                column += 1;
            }
            let is_free = |column: &usize| free.get(*column).is_none_or(|from| *from <= at);
            let most = cell.columns.min(WIDEST.saturating_sub(column)).max(1);
            let columns = (column..column + most).take_while(is_free).count();
            let end = if column < WIDEST { at.saturating_add(cell.rows.max(1)).min(ends[at]) } else { at + 1 };
            free.resize(free.len().max(column + columns), 0);
            free[column..column + columns].fill(end);
            of_row.push(Place { column, columns, end });
            column += columns;
        }
        places.push(of_row);
    }
    close_up(&mut places, free.len());
    places
}

/// Takes out the columns in which no cell begins: there is nothing in them, and HTML has no such columns.
fn close_up(places: &mut [Vec<Place>], width: usize) {
    let mut begins = vec![false; width];
    for place in places.iter().flatten() {
        begins[place.column] = true;
    }
    // The new number of each column, and behind the last the new width.
    let mut new = Vec::with_capacity(width + 1);
    let mut next = 0;
    for begins in begins {
        new.push(next);
        next += usize::from(begins);
    }
    new.push(next);
    for place in places.iter_mut().flatten() {
        let end = new[place.column + place.columns];
        place.column = new[place.column];
        place.columns = end - place.column;
    }
}

/// For each column whether most of what it holds are numbers, which are set flush.
fn number_columns(rows: &[Row], places: &[Vec<Place>]) -> Vec<bool> {
    let mut balance: Vec<i64> = Vec::new();
    for (row, places) in rows.iter().zip(places) {
        for (cell, place) in row.cells.iter().zip(places).filter(|(_, place)| place.columns == 1) {
            balance.resize(balance.len().max(place.column + 1), 0);
            balance[place.column] += match cell.content {
                Content::Number => 1,
                Content::Words => -1,
                Content::Nothing => 0,
            };
        }
    }
    balance.into_iter().map(|balance| balance > 0).collect()
}

/// The rows with their cells, and with empty ones where no cell stands.
fn fill(rows: Vec<Row>, mut places: Vec<Vec<Place>>, numbers: &[bool]) -> Vec<Element> {
    let width = places.iter().flatten().map(|place| place.column + place.columns).max().unwrap_or(1);
    // For each column the row from which on it is free, and the cell that has it until then: its row, and its number there.
    let mut free = vec![0; width];
    let mut owner = vec![(0, 0); width];
    let mut gaps: Vec<Vec<(usize, usize)>> = Vec::with_capacity(rows.len());
    // The row from which on all columns are free.
    let mut all_free = 0;
    for at in 0..rows.len() {
        if places[at].is_empty() && free.iter().all(|from| *from > at) {
            // HTML has no row in which no cell begins: the cell of the last column ends above it.
            let (row, number) = owner[width - 1];
            let place = &mut places[row][number];
            place.end = at;
            free[place.column..place.column + place.columns].fill(at);
        }
        let mut of_row = Vec::new();
        let mut column = 0;
        let mut gap = |from: usize, to: usize| {
            for from in (from..to).step_by(WIDEST) {
                of_row.push((from, (to - from).min(WIDEST)));
            }
        };
        for (number, place) in places[at].iter().enumerate() {
            if all_free > at {
                free_runs(&free, at, column, place.column, &mut gap);
            }
            free[place.column..place.column + place.columns].fill(place.end);
            owner[place.column..place.column + place.columns].fill((at, number));
            column = place.column + place.columns;
            if place.end > at + 1 {
                all_free = all_free.max(place.end);
            }
        }
        if all_free > at {
            free_runs(&free, at, column, width, &mut gap);
        } else {
            gap(column, width);
        }
        gaps.push(of_row);
    }
    let rows = rows.into_iter().zip(places).zip(gaps).enumerate();
    rows.map(|(at, ((row, places), gaps))| {
        let mut gaps = gaps.into_iter().peekable();
        let scope = if row.is_head() { "col" } else { "row" };
        let mut element = row.element;
        for (cell, place) in row.cells.into_iter().zip(places) {
            while let Some((_, columns)) = gaps.next_if(|(column, _)| *column < place.column) {
                element.push(spanning(block("td"), columns, 1));
            }
            let mut start = spanning(cell.element, place.columns, place.end - at);
            if cell.head && cell.content != Content::Nothing {
                start.name = "th";
                start = start.attr("scope", scope);
            }
            // What stands in the first column names its row, even if it is a number.
            if place.columns == 1 && place.column > 0 && numbers.get(place.column) == Some(&true) {
                start = start.class("number");
            }
            element.push(start);
        }
        element.extend(gaps.map(|(_, columns)| spanning(block("td"), columns, 1)))
    })
    .collect()
}

/// Reports each run of free columns among those from `from` to `to`.
fn free_runs(free: &[usize], at: usize, from: usize, to: usize, report: &mut impl FnMut(usize, usize)) {
    let mut start = from;
    let taken = (from..to).filter(|column| free[*column] > at);
    for column in taken.chain([to]) {
        if start < column {
            report(start, column);
        }
        start = column + 1;
    }
}

fn spanning(cell: Element, columns: usize, rows: usize) -> Element {
    let cell = cell.attr_opt("colspan", (columns > 1).then(|| columns.to_string()));
    cell.attr_opt("rowspan", (rows > 1).then(|| rows.to_string()))
}
