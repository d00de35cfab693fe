//! Makes tables rectangular for those who hear them: every row has as many columns, and every column as many rows (PDF/UA-1,
//! section 7.5, as ISO 32000-1, section 14.8.4.3.4, has it). On the page a row that is short simply ends.

use super::{Step, Tag};
use crate::text::TableCell;

/// The widest grid, in columns, in which cells may take several.
const WIDEST: usize = TableCell::WIDEST as usize;

/// A row of a table: where it ends among the steps, and its cells, each with its place among them.
#[derive(Default)]
struct Row {
    end: usize,
    cells: Vec<(usize, TableCell)>,
}

/// Adds an empty cell wherever a table has a hole, and lets no cell reach below its table.
pub(super) fn squared(mut steps: Vec<Step>) -> Vec<Step> {
    let mut holes: Vec<(usize, usize)> = Vec::new();
    // The tables that are open, each with how deep its elements are.
    let mut tables: Vec<(usize, Vec<Row>)> = Vec::new();
    let mut open: Vec<Tag> = Vec::new();
    for at in 0..steps.len() {
        let depth = open.len();
        let done = match (steps[at], tables.last_mut()) {
            (Step::Open(Tag::TableRow), Some((table, rows))) if depth == *table => {
                rows.push(Row::default());
                None
            }
            (Step::Open(Tag::Cell(cell)) | Step::Text(_, Tag::Cell(cell)), Some((table, rows)))
                if depth == *table + 1 =>
            {
                if let Some(row) = rows.last_mut() {
                    row.cells.push((at, cell));
                }
                None
            }
            (Step::Close, Some((table, rows))) if depth == *table + 1 => {
                if let Some(row) = rows.last_mut().filter(|_| open.last() == Some(&Tag::TableRow)) {
                    row.end = at;
                }
                None
            }
            (Step::Close, Some((table, _))) if depth == *table => tables.pop(),
            _ => None,
        };
        if let Some((_, rows)) = done {
            holes.extend(grid(&rows, &mut steps));
        }
        match steps[at] {
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
    if holes.is_empty() {
        return steps;
    }
    holes.sort_unstable();
    let mut out = Vec::with_capacity(steps.len() + 2 * holes.len());
    let mut holes = holes.into_iter().peekable();
    for (at, step) in steps.into_iter().enumerate() {
        while let Some((_, count)) = holes.next_if(|(end, _)| *end == at) {
            for from in (0..count).step_by(WIDEST) {
                let columns = (count - from).min(WIDEST) as u16;
                out.extend([Step::Open(Tag::Cell(TableCell { columns, ..TableCell::default() })), Step::Close]);
            }
        }
        out.push(step);
    }
    out
}

/// How many cells each row lacks, by where it ends. Cells that would reach below the last row are cut off there.
fn grid(rows: &[Row], steps: &mut [Step]) -> Vec<(usize, usize)> {
    // For each column, how many rows from here on are taken by cells from above.
    let mut taken: Vec<usize> = Vec::new();
    let mut filled = Vec::with_capacity(rows.len());
    for (index, row) in rows.iter().enumerate() {
        let mut column = 0;
        for (at, cell) in &row.cells {
            while taken.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            let is_wide = column >= WIDEST;
            let rows_of_cell = if is_wide { 1 } else { usize::from(cell.rows.max(1)).min(rows.len() - index) };
            let end = column + usize::from(cell.columns).min(WIDEST.saturating_sub(column)).max(1);
            taken.resize(taken.len().max(end), 0);
            taken[column..end].fill(rows_of_cell);
            let cut = TableCell { rows: rows_of_cell as u16, columns: (end - column) as u16, ..*cell };
            column = end;
            match &mut steps[*at] {
                Step::Open(tag) | Step::Text(_, tag) => *tag = Tag::Cell(cut),
                Step::Close | Step::Label(_) => {}
            }
        }
        filled.push(taken.iter().filter(|rows| **rows > 0).count());
        taken.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
    }
    let width = taken.len();
    let lacks = rows.iter().zip(filled).map(|(row, filled)| (row.end, width - filled));
    lacks.filter(|(_, count)| *count > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of rows, each cell as `columns×rows`, and how it is heard.
    fn heard(rows: &[&[(u16, u16)]]) -> Vec<String> {
        let mut steps = vec![Step::Open(Tag::Table)];
        for row in rows {
            steps.push(Step::Open(Tag::TableRow));
            let cell =
                |(columns, rows): &(u16, u16)| Tag::Cell(TableCell { columns: *columns, rows: *rows, head: false });
            steps.extend(row.iter().map(|size| Step::Text(0, cell(size))));
            steps.push(Step::Close);
        }
        steps.push(Step::Close);
        let mut out: Vec<String> = Vec::new();
        for step in squared(steps) {
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
    fn a_table_in_a_cell_is_a_table_of_its_own() {
        let cell = Tag::Cell(TableCell::default());
        let inner = [Step::Open(Tag::Table), Step::Open(Tag::TableRow), Step::Text(0, cell), Step::Close, Step::Close];
        let mut steps = vec![Step::Open(Tag::Table), Step::Open(Tag::TableRow), Step::Open(cell)];
        steps.extend(inner);
        steps.extend([Step::Close, Step::Text(1, cell), Step::Close]);
        steps.extend([Step::Open(Tag::TableRow), Step::Text(2, cell), Step::Close, Step::Close]);
        let squared = squared(steps.clone());
        assert_eq!(squared.len(), steps.len() + 2);
        assert_eq!(squared[squared.len() - 4..], [Step::Open(cell), Step::Close, Step::Close, Step::Close]);
    }
}
