//! Makes tables rectangular for those who hear them: every row has as many columns, and every column as many rows (PDF/UA-1,
//! section 7.5, as ISO 32000-1, section 14.8.4.3.4, has it). On the page a row that is short simply ends.
//!
//! On the same grid it is found which head cells a cell stands under and beside, and which rows are the head of a table.

use std::collections::BTreeMap;

use super::{Cell, Scope, Step, Tag};
use crate::text::TableCell;

/// The widest grid, in columns, in which cells may take several columns or rows.
const WIDEST: usize = TableCell::WIDEST as usize;

/// A row of a table: where it begins and ends among the steps, and its cells, each with its place among them.
#[derive(Default)]
struct Row {
    start: usize,
    end: usize,
    cells: Vec<(usize, Cell)>,
}

/// A column of a table, while its rows are gone through.
#[derive(Clone, Default)]
struct Column {
    /// How many rows from here on are taken by the last cell in it, and the index of that.
    left: usize,
    cell: usize,
    /// The places of the heads that stand over it: those next to each other that come last.
    heads: Vec<usize>,
    /// Whether the last cell in it was one of them.
    headed: bool,
}

/// A cell on the grid.
struct Placed {
    /// Its place among the steps, or none if it fills a hole.
    at: Option<usize>,
    cell: Cell,
    /// The places of its head cells.
    heads: Vec<usize>,
}

/// What becomes of the cells of all tables.
#[derive(Default)]
struct Found {
    /// By their places among the steps: the cells as they are on the grid, and the places of their head cells.
    cells: BTreeMap<usize, (Cell, Vec<usize>)>,
    /// By the ends of rows: the cells that are missing there, each with the columns that it takes and the places of its head
    /// cells.
    holes: BTreeMap<usize, Vec<(u16, Vec<usize>)>>,
    /// By the steps before which they stand: the beginnings and ends of the heads and bodies of tables.
    groups: BTreeMap<usize, Vec<Step>>,
}

/// Adds an empty cell wherever a table has a hole, lets no cell reach beyond its table or over another, and gives numbers
/// to all cells. Returns the steps, and by the numbers of the cells those of the head cells that belong to each.
pub(super) fn squared(steps: Vec<Step>) -> (Vec<Step>, Vec<Vec<u32>>) {
    let Found { cells, holes, groups } = find(&steps);
    if cells.is_empty() {
        return (steps, Vec::new());
    }
    let mut out = Vec::with_capacity(steps.len() + 2 * holes.len());
    let mut heads: Vec<&[usize]> = Vec::with_capacity(cells.len());
    let mut numbers = BTreeMap::new();
    for (at, step) in steps.into_iter().enumerate() {
        out.extend(groups.get(&at).into_iter().flatten());
        for (columns, hole) in holes.get(&at).into_iter().flatten() {
            let cell = Cell { number: heads.len() as u32, columns: *columns, ..TableCell::default().into() };
            heads.push(hole);
            out.extend([Step::Open(Tag::Cell(cell)), Step::Close]);
        }
        let Some((cell, of_cell)) = cells.get(&at) else {
            out.push(step);
            continue;
        };
        let number = heads.len() as u32;
        numbers.insert(at, number);
        heads.push(of_cell);
        let tag = Tag::Cell(Cell { number, ..*cell });
        out.push(if let Step::Text(row, _) = step { Step::Text(row, tag) } else { Step::Open(tag) });
    }
    let headers = heads.into_iter().map(|places| places.iter().map(|at| numbers[at]).collect()).collect();
    (out, headers)
}

/// Walks through the tables.
fn find(steps: &[Step]) -> Found {
    let mut found = Found::default();
    // The tables that are open, each with how deep its elements are.
    let mut tables: Vec<(usize, Vec<Row>)> = Vec::new();
    let mut open: Vec<Tag> = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        let depth = open.len();
        match (*step, tables.last_mut()) {
            (Step::Open(Tag::TableRow), Some((table, rows))) if depth == *table => {
                rows.push(Row { start: at, ..Row::default() });
            }
            (Step::Open(Tag::Cell(cell)) | Step::Text(_, Tag::Cell(cell)), Some((table, rows)))
                if depth == *table + 1 =>
            {
                if let Some(row) = rows.last_mut() {
                    row.cells.push((at, cell));
                }
            }
            (Step::Close, Some((table, rows))) if depth == *table + 1 => {
                if let Some(row) = rows.last_mut().filter(|_| open.last() == Some(&Tag::TableRow)) {
                    row.end = at;
                }
            }
            (Step::Close, Some((table, rows))) if depth == *table => {
                grid(rows, &mut found);
                tables.pop();
            }
            _ => {}
        }
        match *step {
            Step::Open(tag) => {
                open.push(tag);
                if tag == Tag::Table {
                    tables.push((open.len(), Vec::new()));
                }
            }
            Step::Close => drop(open.pop()),
            Step::Label(_) | Step::Text(..) => {}
        }
    }
    found
}

/// Lays out the cells of a table, row by row: each in the first columns that are free. What would reach below the last row
/// or over another cell is cut.
fn grid(rows: &[Row], found: &mut Found) {
    let mut columns: Vec<Column> = Vec::new();
    let mut cells: Vec<Placed> = Vec::new();
    // For each row, the index of the first cell that fills a hole, how many columns there were, and its last heads.
    let mut ends: Vec<(usize, usize, Vec<usize>)> = Vec::new();
    // How many rows at the top have head cells only, and whether a cell reaches from them into those below.
    let mut heads = 0;
    let mut reaches = false;
    for (index, Row { cells: row, .. }) in rows.iter().enumerate() {
        let mut at = 0;
        let first = cells.len();
        for &(step, cell) in row {
            at += columns[at.min(columns.len())..].iter().take_while(|column| column.left > 0).count();
            let free = columns[at.min(columns.len())..].iter().position(|column| column.left > 0);
            let most = free.unwrap_or(usize::MAX).min(WIDEST.saturating_sub(at)).max(1);
            let wide = usize::from(cell.columns.max(1)).min(most);
            let most = if at < WIDEST { rows.len() - index } else { 1 };
            let high = usize::from(cell.rows.max(1)).min(most);
            columns.resize(columns.len().max(at + wide), Column::default());
            for column in &mut columns[at..at + wide] {
                (column.left, column.cell) = (high, cells.len());
            }
            let cell = Cell { columns: wide as u16, rows: high as u16, ..cell };
            cells.push(Placed { at: Some(step), cell, heads: Vec::new() });
            at += wide;
        }
        // A head in a row of heads is that of its column, any other that of its row.
        let is_head = |column: &Column| column.left == 0 || cells[column.cell].cell.scope.is_some();
        let scope = if columns.iter().all(is_head) { Scope::Column } else { Scope::Row };
        cells[first..].iter_mut().for_each(|placed| placed.cell.scope = placed.cell.scope.map(|_| scope));
        let is_head_row = scope == Scope::Column && columns.iter().any(|column| column.left > 0);
        if heads == index && is_head_row {
            heads += 1;
            reaches = columns.iter().any(|column| column.left > 1);
        }
        let first_hole = cells.len();
        // Columns next to each other without a cell are one hole: a row may lack hundreds.
        let mut before = false;
        for column in &mut columns {
            let is_hole = column.left == 0;
            if is_hole {
                let last = cells.last_mut().filter(|last| before && usize::from(last.cell.columns) < WIDEST);
                match last {
                    Some(last) => last.cell.columns += 1,
                    None => cells.push(Placed { at: None, cell: TableCell::default().into(), heads: Vec::new() }),
                }
                (column.left, column.cell) = (1, cells.len() - 1);
            }
            before = is_hole;
        }
        for column in &mut columns {
            column.pass(&mut cells, first);
        }
        let last_heads = row_heads(&columns, &mut cells);
        columns.iter_mut().for_each(|column| column.left -= 1);
        ends.push((first_hole, columns.len(), last_heads));
    }
    let mut holes = vec![Vec::new(); rows.len()];
    for (row, (first, width, heads)) in ends.into_iter().enumerate() {
        let own = cells[first..].iter().take_while(|cell| cell.at.is_none());
        holes[row] = own.map(|cell| (cell.cell.columns, cell.heads.clone())).collect();
        let behind = (width..columns.len()).step_by(WIDEST);
        holes[row].extend(behind.map(|from| ((columns.len() - from).min(WIDEST) as u16, heads.clone())));
    }
    found.groups.extend(groups(rows, if reaches { 0 } else { heads }));
    for (row, holes) in rows.iter().zip(holes).filter(|(_, holes)| !holes.is_empty()) {
        found.holes.insert(row.end, holes);
    }
    for Placed { at, cell, heads } in cells {
        found.cells.extend(at.map(|at| (at, (cell, heads))));
    }
}

/// The head and the body of a table whose first rows are its head (ISO 32000-1, table 338); none if it has no head, or
/// nothing else, or if anything stands between its rows.
fn groups(rows: &[Row], heads: usize) -> Vec<(usize, Vec<Step>)> {
    let (Some(first), Some(body), Some(last)) = (rows.first(), rows.get(heads), rows.last()) else { return Vec::new() };
    if heads == 0 || rows.windows(2).any(|pair| pair[0].end + 1 != pair[1].start) {
        return Vec::new();
    }
    let open = |tag| vec![Step::Open(tag)];
    let between = vec![Step::Close, Step::Open(Tag::TableBody)];
    vec![(first.start, open(Tag::TableHead)), (body.start, between), (last.end + 1, vec![Step::Close])]
}

impl Column {
    /// Goes through a row: its cell gets the heads above it, if it begins in this row, or becomes one of them. `first` is the
    /// index of the first cell that does.
    fn pass(&mut self, cells: &mut [Placed], first: usize) {
        let placed = &mut cells[self.cell];
        let is_head = placed.cell.scope == Some(Scope::Column);
        if self.cell >= first {
            match placed.at.filter(|_| is_head) {
                Some(at) if self.headed => self.heads.push(at),
                Some(at) => self.heads = vec![at],
                None if placed.cell.scope.is_none() => add(&mut placed.heads, &self.heads),
                None => {}
            }
        }
        self.headed = is_head;
    }
}

/// Gives the cells of a row the heads that stand before them in it, or else the first that stand behind them. Returns the
/// last heads.
fn row_heads(columns: &[Column], cells: &mut [Placed]) -> Vec<usize> {
    let mut row: Vec<usize> = columns.iter().map(|column| column.cell).collect();
    row.dedup();
    let is_head = |index: usize, cells: &[Placed]| cells[index].cell.scope == Some(Scope::Row);
    let group = |row: &[usize], cells: &[Placed]| -> Vec<usize> {
        let heads = row.iter().copied().skip_while(|&index| !is_head(index, cells));
        heads.take_while(|&index| is_head(index, cells)).filter_map(|index| cells[index].at).collect()
    };
    let first = group(&row, cells);
    let mut heads: Vec<usize> = Vec::new();
    let mut headed = false;
    for (place, &index) in row.iter().enumerate() {
        if is_head(index, cells) {
            if !headed {
                heads = group(&row[place..], cells);
            }
            headed = true;
            continue;
        }
        headed = false;
        if cells[index].cell.scope.is_none() {
            add(&mut cells[index].heads, if heads.is_empty() { &first } else { &heads });
        }
    }
    heads
}

fn add(heads: &mut Vec<usize>, more: &[usize]) {
    for at in more {
        if !heads.contains(at) {
            heads.push(*at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The steps of a table of rows, each cell as `columns×rows`, and whether it is a head.
    fn table(rows: &[&[(u16, u16, bool)]]) -> Vec<Step> {
        let mut steps = vec![Step::Open(Tag::Table)];
        for row in rows {
            steps.push(Step::Open(Tag::TableRow));
            let cell = |&(columns, rows, head): &(u16, u16, bool)| Tag::Cell(TableCell { columns, rows, head }.into());
            steps.extend(row.iter().map(|size| Step::Text(0, cell(size))));
            steps.push(Step::Close);
        }
        steps.push(Step::Close);
        steps
    }

    /// How a table of data is heard.
    fn heard(rows: &[&[(u16, u16)]]) -> Vec<String> {
        let rows: Vec<Vec<(u16, u16, bool)>> =
            rows.iter().map(|row| row.iter().map(|&(columns, rows)| (columns, rows, false)).collect()).collect();
        let rows: Vec<&[(u16, u16, bool)]> = rows.iter().map(Vec::as_slice).collect();
        let mut out: Vec<String> = Vec::new();
        for step in squared(table(&rows)).0 {
            match step {
                Step::Open(Tag::TableRow) => out.push(String::new()),
                Step::Text(_, Tag::Cell(cell)) => {
                    out.last_mut().expect("a row").push_str(&format!("{}×{} ", cell.columns, cell.rows))
                }
                Step::Open(Tag::Cell(cell)) => {
                    out.last_mut().expect("a row").push_str(&"-".repeat(cell.columns.into()));
                }
                _ => {}
            }
        }
        out
    }

    #[test]
    fn rows_have_as_many_columns() {
        assert_eq!(heard(&[&[(1, 1), (1, 1), (1, 1)], &[(1, 1)]]), ["1×1 1×1 1×1 ", "1×1 --"]);
        assert_eq!(heard(&[&[(1, 1)], &[(2, 1), (1, 1)]]), ["1×1 --", "2×1 1×1 "]);
        assert_eq!(heard(&[&[(1, 2), (1, 1)], &[(1, 1), (1, 1)]]), ["1×2 1×1 -", "1×1 1×1 "]);
        assert_eq!(heard(&[&[(1, 9), (1, 1)]]), ["1×1 1×1 "]);
        assert_eq!(heard(&[&[(1, 1), (1, 1)], &[(1, 1), (1, 1)]]), ["1×1 1×1 ", "1×1 1×1 "]);
        // A wide cell ends where one from above stands.
        assert_eq!(heard(&[&[(1, 1), (1, 2)], &[(3, 1), (1, 1)]]), ["1×1 1×2 -", "1×1 1×1 "]);
    }

    #[test]
    fn a_grid_has_an_end() {
        let rows: Vec<Vec<(u16, u16)>> = vec![vec![(u16::MAX, u16::MAX)]; 200];
        let rows: Vec<&[(u16, u16)]> = rows.iter().map(Vec::as_slice).collect();
        let heard = heard(&rows);
        assert!(heard[0].starts_with("1000×200 "), "{}", heard[0]);
        assert!(heard[0].len() < 1300 && heard[199].starts_with("1×1 "), "{} {}", heard[0].len(), heard[199]);
    }

    #[test]
    fn cells_know_their_heads() {
        let (h, d) = ((1, 1, true), (1, 1, false));
        // Heads above and at the side; the corner belongs to the row above.
        let (steps, headers) = squared(table(&[&[h, h, h], &[h, d, d], &[h, d]]));
        assert_eq!(headers, [&[][..], &[], &[], &[], &[1, 3], &[2, 3], &[], &[1, 6], &[2, 6]]);
        let scopes: Vec<Option<Scope>> = steps
            .iter()
            .filter_map(|step| match step {
                Step::Text(_, Tag::Cell(cell)) | Step::Open(Tag::Cell(cell)) => Some(cell.scope),
                _ => None,
            })
            .collect();
        let (column, row) = (Some(Scope::Column), Some(Scope::Row));
        assert_eq!(scopes, [column, column, column, row, None, None, row, None, None]);
        // Two rows of heads, the upper ones over two columns each, and heads that begin anew below.
        let wide = (2, 1, true);
        let (_, headers) = squared(table(&[&[wide, wide], &[h, h, h, h], &[d, d, d, d], &[h, h, h, h], &[d, d, d, d]]));
        assert_eq!(headers[6..10], [vec![0, 2], vec![0, 3], vec![1, 4], vec![1, 5]]);
        assert_eq!(headers[14..], [vec![10], vec![11], vec![12], vec![13]]);
        // A cell over two columns has the heads of both; a head behind its row is its head, too.
        let (_, headers) = squared(table(&[&[h, h, h], &[(2, 1, false), h]]));
        assert_eq!(headers[3], [0, 1, 4]);
    }

    #[test]
    fn head_and_body_are_told_apart() {
        let outline = |rows: &[&[(u16, u16, bool)]]| -> String {
            let steps = squared(table(rows)).0;
            let letter = |step: &Step| match step {
                Step::Open(Tag::TableHead) => Some('h'),
                Step::Open(Tag::TableBody) => Some('b'),
                Step::Open(Tag::TableRow) => Some('r'),
                _ => None,
            };
            assert_eq!(
                steps.iter().filter(|step| matches!(step, Step::Open(_))).count(),
                steps.iter().filter(|step| **step == Step::Close).count()
            );
            steps.iter().filter_map(letter).collect()
        };
        let (h, d) = ((1, 1, true), (1, 1, false));
        assert_eq!(outline(&[&[h, h], &[h, d], &[d, d]]), "hrbrr");
        assert_eq!(outline(&[&[h, h], &[h, h], &[d, d], &[h, h]]), "hrrbrr");
        // No head, and nothing but a head.
        assert_eq!(outline(&[&[d, d], &[h, h]]), "rr");
        assert_eq!(outline(&[&[h, h], &[h, h]]), "rr");
        assert_eq!(outline(&[&[h, d], &[d, d]]), "rr");
        // A head that reaches into the rows below cannot be parted from them; one that ends with the head can.
        assert_eq!(outline(&[&[(1, 2, true), h], &[d], &[d, d]]), "rrr");
        assert_eq!(outline(&[&[(1, 2, true), h], &[h], &[d, d]]), "hrrbr");
        let mut steps = table(&[&[h], &[d]]);
        steps.insert(1, Step::Text(9, Tag::Caption));
        let with_caption = squared(steps.clone()).0;
        assert_eq!(with_caption[1..3], [Step::Text(9, Tag::Caption), Step::Open(Tag::TableHead)]);
        // What stands between rows would stand between head and body.
        let between = steps.remove(1);
        steps.insert(4, between);
        assert_eq!(squared(steps.clone()).0.len(), steps.len());
    }

    #[test]
    fn a_table_in_a_cell_is_a_table_of_its_own() {
        let cell = Tag::Cell(TableCell::default().into());
        let inner = [Step::Open(Tag::Table), Step::Open(Tag::TableRow), Step::Text(0, cell), Step::Close, Step::Close];
        let mut steps = vec![Step::Open(Tag::Table), Step::Open(Tag::TableRow), Step::Open(cell)];
        steps.extend(inner);
        steps.extend([Step::Close, Step::Text(1, cell), Step::Close]);
        steps.extend([Step::Open(Tag::TableRow), Step::Text(2, cell), Step::Close, Step::Close]);
        let (squared, headers) = squared(steps.clone());
        assert_eq!(squared.len(), steps.len() + 2);
        let last = Tag::Cell(Cell { number: 4, ..TableCell::default().into() });
        assert_eq!(squared[squared.len() - 4..], [Step::Open(last), Step::Close, Step::Close, Step::Close]);
        assert_eq!(headers.len(), 5);
    }
}
