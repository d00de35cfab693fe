//! Tables of any shape become tables that HTML allows.

use proptest::prelude::*;

use super::super::table::{Cell, Content, Row, Table};
use super::super::tree::{Element, Node, block};

/// What a source says of a cell: columns, rows, whether it is a head, whether it is empty.
type Said = (usize, usize, bool, bool);

fn made(rows: &[Vec<Said>]) -> Element {
    let mut table = Table::default();
    for row in rows {
        let cells = row.iter().map(|(columns, rows, head, empty)| {
            let content = if *empty { Content::Nothing } else { Content::Words };
            Cell { head: *head, columns: *columns, rows: *rows, content, ..Cell::of(block("p")) }
        });
        table.push(Row { element: block("tr"), cells: cells.collect() });
    }
    table.finish()
}

fn elements(element: &Element) -> impl Iterator<Item = &Element> {
    element.children.iter().filter_map(|node| if let Node::Element(element) = node { Some(element) } else { None })
}

fn span(cell: &Element, name: &str) -> usize {
    let value = cell.attributes.iter().find(|(own, _)| *own == name).and_then(|(_, value)| value.as_deref());
    value.map_or(1, |value| value.parse().expect("a number"))
}

/// Lays the cells out as HTML does, and says what it would not allow.
fn faults(table: &Element) -> Vec<String> {
    let mut faults = Vec::new();
    let mut widths = Vec::new();
    let mut begins = Vec::new();
    for section in elements(table) {
        let rows: Vec<&Element> = elements(section).collect();
        let mut grid: Vec<Vec<bool>> = vec![Vec::new(); rows.len()];
        for (at, row) in rows.iter().enumerate() {
            if elements(row).next().is_none() {
                faults.push(format!("row {at} has no cell"));
            }
            let mut column = 0;
            for cell in elements(row) {
                while grid[at].get(column) == Some(&true) {
                    column += 1;
                }
                let (columns, rows) = (span(cell, "colspan"), span(cell, "rowspan"));
                if columns > 1000 {
                    faults.push(format!("a cell of {columns} columns"));
                }
                for line in at..at + rows {
                    let Some(line) = grid.get_mut(line) else {
                        faults.push("a cell reaches below its section".to_owned());
                        break;
                    };
                    line.resize(line.len().max(column + columns), false);
                    for place in &mut line[column..column + columns] {
                        if std::mem::replace(place, true) {
                            faults.push(format!("two cells in one place of row {at}"));
                        }
                    }
                }
                begins.resize(begins.len().max(column + 1), false);
                begins[column] = true;
                column += columns;
            }
        }
        if grid.iter().flatten().any(|place| !place) {
            faults.push("a place without a cell".to_owned());
        }
        widths.extend(grid.iter().map(Vec::len));
    }
    if widths.iter().any(|width| *width != widths[0]) {
        faults.push(format!("rows of different widths: {widths:?}"));
    }
    if begins.iter().any(|begins| !begins) || begins.len() != widths.first().copied().unwrap_or_default() {
        faults.push("a column in which no cell begins".to_owned());
    }
    faults
}

fn cells(table: &Element, name: &str) -> usize {
    elements(table).flat_map(elements).flat_map(elements).filter(|cell| cell.name == name).count()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_place_has_one_cell(
        rows in prop::collection::vec(
            prop::collection::vec((1usize..5, 1usize..5, any::<bool>(), any::<bool>()), 0..5), 1..6)
    ) {
        let table = made(&rows);
        prop_assert_eq!(faults(&table), Vec::<String>::new());
        let filled = elements(&table).flat_map(elements).flat_map(elements);
        let kept = filled.filter(|cell| elements(cell).next().is_some()).count();
        prop_assert_eq!(kept, rows.iter().map(Vec::len).sum::<usize>(), "every cell of the source is there");
    }
}

#[test]
fn faults_are_seen() {
    let cell = || block("td");
    let table = |rows: Vec<Element>| block("table").child(block("tbody").extend(rows));
    let row = |cells: Vec<Element>| block("tr").extend(cells);
    for bad in [
        table(vec![row(vec![])]),
        table(vec![row(vec![cell(), cell()]), row(vec![cell()])]),
        table(vec![row(vec![cell().attr("rowspan", "2")])]),
        table(vec![row(vec![cell().attr("colspan", "2")])]),
        table(vec![
            row(vec![cell(), cell().attr("rowspan", "2"), cell()]),
            row(vec![cell().attr("colspan", "2"), cell()]),
        ]),
    ] {
        assert!(!faults(&bad).is_empty(), "{bad:?}");
    }
}

#[test]
fn heads_name_what_is_below_or_beside_them() {
    let (head, plain) = ((1, 1, true, false), (1, 1, false, false));
    let corner = (1, 1, true, true);
    let table = made(&[vec![corner, head, head], vec![head, plain, plain]]);
    let names: Vec<&str> = elements(&table).map(|section| section.name).collect();
    assert_eq!(names, ["thead", "tbody"]);
    let scopes: Vec<Option<&str>> = elements(&table)
        .flat_map(elements)
        .flat_map(elements)
        .map(|cell| cell.attributes.iter().find(|(name, _)| *name == "scope").and_then(|(_, value)| value.as_deref()))
        .collect();
    // An empty cell names nothing.
    assert_eq!(scopes, [None, Some("col"), Some("col"), Some("row"), None, None]);
    // Where everything is a head, nothing is a head of the table.
    let table = made(&[vec![head], vec![head]]);
    assert_eq!(
        (elements(&table).map(|section| section.name).collect::<Vec<_>>(), cells(&table, "th")),
        (vec!["tbody"], 2)
    );
}

#[test]
fn a_table_may_be_as_ragged_as_it_likes() {
    let mut rows = vec![vec![(1, 1, false, false)]; 20_000];
    rows[0] = vec![(1000, 1000, false, false); 20_000];
    let table = made(&rows);
    let count = elements(&table).flat_map(elements).flat_map(elements).count();
    assert!(count < 20_000 * 50, "{count}");
}
