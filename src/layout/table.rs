//! Sets tables: in each column of the page a table of its own, the rows of all languages in step.

use std::ops::Range;
use std::sync::Arc;

use crate::edition::Status;
use crate::layout::line::Shape;
use crate::layout::note;
use crate::layout::page::StretchId;
use crate::layout::plan::{Plan, PlannedRow};
use crate::layout::row::{self, SetCell, SetText, Setter, Setting, Strand, StrandRule, Voice};
use crate::layout::style::{Alignment, Arrangement, BlockStyle, Ink, SMALLEST};
use crate::text::{Align, Direction, Role, plain};

mod grid;
mod widths;

use grid::{Grid, GridRow};

/// Between two columns of a table, in points.
const GAP: f32 = 9.0;
/// The part of the width that the gaps may take.
const GAPS: f32 = 0.25;
/// The least width of a column in which words may be divided.
const NARROWEST: f32 = 42.0;
/// The weight and the grey of the rules: the outer ones, that below the head, and those between rows of several lines.
const OUTER: (f32, f32) = (0.8, 0.0);
const HEAD: (f32, f32) = (0.45, 0.0);
const ROW: (f32, f32) = (0.25, 0.7);

/// Below this part of its size, what stands in a table is small beside the text.
const SMALL: f32 = 0.9;

/// Sets a table: a strand for each row, or for rows that a cell joins.
pub(crate) fn set(plan: &Plan<'_>, setter: &mut Setter, setting: &Setting<'_>) -> Vec<Arc<Strand>> {
    let grid = Grid::new(&plan.rows);
    let Some(first) = plan.rows.first() else { return Vec::new() };
    let tables = in_all(&grid, plan, setter, setting);
    let stacked = row::stacked(first, setting);
    if !stacked && let Some((wide, tables)) = across(&grid, plan, &tables, setter, setting) {
        return one_by_one(&grid, &wide, tables, setter, setting);
    }
    let strands = if stacked { one_by_one } else { compose };
    if is_cramped(&tables) && grid.columns > 2 {
        let set = |columns| {
            let panel = grid.panel(columns);
            let tables = in_all(&panel, plan, setter, setting);
            strands(&panel, plan, tables, setter, setting)
        };
        return panels(&tables).into_iter().flat_map(set).collect();
    }
    strands(&grid, plan, tables, setter, setting)
}

/// The columns of a table that has no room for all of them, some at a time: each time they stand beside the first, one part
/// below the other. There are as few parts as leave the letters large enough.
fn panels(tables: &[Table]) -> Vec<Range<usize>> {
    let columns = tables[0].least.len() - 1;
    let bound = |panel: usize, count: usize| 1 + panel * columns / count;
    let of = |count: usize| (0..count).map(move |panel| bound(panel, count)..bound(panel + 1, count));
    let has_room = |table: &Table, panel: Range<usize>| {
        let gaps = GAP * panel.len() as f32;
        SMALL * (table.least[0] + table.least[panel].iter().sum::<f32>()) + gaps <= table.room
    };
    let fits = |count: &usize| tables.iter().all(|table| of(*count).all(|panel| has_room(table, panel)));
    of((2..columns).find(fits).unwrap_or(columns)).collect()
}

fn is_cramped(tables: &[Table]) -> bool {
    tables.iter().any(|table| table.cramped)
}

/// The same table across all columns, where it has no room in one: its words would be cut or small there, or it would be
/// much higher than all languages one after the other.
fn across<'a>(
    grid: &Grid,
    plan: &Plan<'a>,
    tables: &[Table],
    setter: &mut Setter,
    setting: &Setting<'_>,
) -> Option<(Plan<'a>, Vec<Table>)> {
    if setting.style.arrangement != Arrangement::Columns || tables.len() < 2 {
        return None;
    }
    let lines = |tables: &[Table]| -> usize { heights(grid, tables).iter().sum() };
    let is_wanting = is_cramped(tables) || tables.iter().any(|table| table.scale < SMALL);
    let high = lines(tables);
    if !is_wanting && high <= grid.rows.len() * 3 / 2 {
        return None;
    }
    let mut wide = Plan { rows: plan.rows.clone(), table: plan.table };
    for row in wide.rows.iter_mut().filter(|row| matches!(row.row.role, Role::Cell(_))) {
        row.across = true;
    }
    let tables = in_all(grid, &wide, setter, setting);
    let low: usize = tables.iter().map(|table| lines(std::slice::from_ref(table))).sum();
    (!is_cramped(&tables) && (is_wanting || 4 * low <= 3 * high)).then_some((wide, tables))
}

/// A table in each language, all in letters of one size.
fn in_all(grid: &Grid, plan: &Plan<'_>, setter: &mut Setter, setting: &Setting<'_>) -> Vec<Table> {
    let langs = 0..plan.rows.first().map_or(0, |row| row.row.cells.len());
    let mut tables: Vec<Table> = langs.map(|lang| Table::new(grid, plan, lang, 1.0, setter, setting)).collect();
    let scale = tables.iter().map(|table| table.scale).fold(1.0, f32::min);
    for (lang, table) in tables.iter_mut().enumerate().filter(|(_, table)| table.scale > scale) {
        *table = Table::new(grid, plan, lang, scale, setter, setting);
    }
    tables
}

/// The height of each row in lines, in tables that stand side by side: from cells that take no other; the last row of a
/// higher cell takes the rest.
fn heights(grid: &Grid, tables: &[Table]) -> Vec<usize> {
    let lines = |slot: usize| tables.iter().map(|table| table.texts[slot].0.lines.len()).max().unwrap_or(0);
    let mut heights = vec![1; grid.rows.len()];
    for (index, slot) in grid.slots.iter().enumerate().filter(|(_, slot)| slot.rows == 1) {
        heights[slot.row] = heights[slot.row].max(lines(index));
    }
    for (index, slot) in grid.slots.iter().enumerate().filter(|(_, slot)| slot.rows > 1) {
        let rows = slot.row..slot.row + slot.rows;
        let known: usize = heights[rows.clone()].iter().sum();
        heights[rows.end - 1] += lines(index).saturating_sub(known);
    }
    heights
}

/// One whole table after the other.
fn one_by_one(
    grid: &Grid,
    plan: &Plan<'_>,
    tables: Vec<Table>,
    setter: &mut Setter,
    setting: &Setting<'_>,
) -> Vec<Arc<Strand>> {
    tables.into_iter().flat_map(|table| compose(grid, plan, vec![table], setter, setting)).collect()
}

/// What the end of a page costs that leaves one row of a table alone: as much as a line of a stanza alone.
const ROW_ALONE: u16 = 250;

/// A table in one language.
struct Table {
    lang: usize,
    /// The left edge and the width of each column, in points.
    columns: Vec<(f32, f32)>,
    /// The width of the whole.
    width: f32,
    /// The size of its letters, in that of the text.
    scale: f32,
    /// The width that each column needs at the least, in letters of the size of the text, and the width that there is for all.
    least: Vec<f32>,
    room: f32,
    /// Whether a column is so narrow that words would be cut to pieces.
    cramped: bool,
    /// The cells, in the order of the grid's.
    texts: Vec<(SetText, f32)>,
}

impl Table {
    /// A table in one language, in letters of a size of the text's at the most.
    fn new(grid: &Grid, plan: &Plan<'_>, lang: usize, most: f32, setter: &mut Setter, setting: &Setting<'_>) -> Table {
        let first = plan.rows.iter().find(|row| row.across).unwrap_or(&plan.rows[0]);
        let frame = row::frame_of(first, lang, setting);
        let gap = GAP.min(GAPS * frame.width / grid.columns.max(1) as f32);
        let available = frame.width - gap * (grid.columns as f32 - 1.0);
        let measure = |scale: f32, setter: &mut Setter| -> Vec<(f32, f32)> {
            let widths = grid.slots.iter().map(|slot| {
                let planned = &plan.rows[slot.index];
                let cell = &planned.row.cells[lang];
                let style = scaled(planned.style, scale);
                let (content, style) = row::shown(cell, lang, style, setting);
                let rend = planned.row.rend;
                let paragraph = setter.paragraph(
                    &content,
                    Voice { lang: &cell.lang, column: lang },
                    style,
                    rend,
                    f32::MAX,
                    setting,
                );
                // A hair more, so that rounding breaks no line.
                (paragraph.least_width() + 0.05, paragraph.natural_width() + 0.05)
            });
            widths.collect()
        };
        let mut scale = most;
        let mut cells = measure(scale, setter);
        let mut limits = widths::limits(grid, &cells, gap);
        let least: f32 = limits.iter().map(|(least, _)| least).sum();
        if least > available {
            // As small as it must be, but not so small that it cannot be read.
            scale = (most * available / least).max(
                SMALLEST / grid.slots.iter().map(|slot| plan.rows[slot.index].style.size).fold(SMALLEST, f32::max),
            );
            cells = measure(scale, setter);
            limits = widths::limits(grid, &cells, gap);
        }
        // A word that takes half the width is divided wherever it stands.
        let least = limits.iter().map(|(least, _)| (least / scale).min(0.5 * available)).collect();
        let widths = widths::shared(grid, &cells, &limits, available, gap);
        let bound = NARROWEST.min(0.5 * available);
        let is_cramped = |(width, &(least, _)): (&f32, &(f32, f32))| *width + 0.1 < least.min(bound);
        let cramped = grid.columns > 1 && widths.iter().zip(&limits).any(is_cramped);
        let whole = widths.iter().sum::<f32>() + gap * (grid.columns as f32 - 1.0).max(0.0);
        let right_to_left = setting.edition.langs[lang].direction() == Direction::RightToLeft;
        let mut x = 0.0;
        let mut columns = Vec::with_capacity(widths.len());
        for width in widths {
            columns.push((if right_to_left { frame.width - x - width } else { x }, width));
            x += width + gap;
        }
        let numeric = numeric(grid, plan, lang);
        let texts = grid.slots.iter().map(|slot| {
            let planned = &plan.rows[slot.index];
            let cell = &planned.row.cells[lang];
            let (content, style) = row::shown(cell, lang, scaled(planned.style, scale), setting);
            let spanned = &columns[slot.column..slot.column + slot.columns];
            let x = spanned.iter().map(|(x, _)| *x).fold(f32::MAX, f32::min);
            let measure = spanned.iter().map(|(_, width)| width).sum::<f32>() + gap * (spanned.len() as f32 - 1.0);
            let alignment = match planned.row.rend.align {
                Align::Default if spanned.len() == 1 && numeric[slot.column] => Alignment::FlushEnd,
                Align::Default if spanned.len() > 1 && slot.head => Alignment::Centered,
                Align::End => Alignment::FlushEnd,
                Align::Center => Alignment::Centered,
                _ => style.alignment,
            };
            let shape = Shape::line(measure, alignment);
            let voice = Voice { lang: &cell.lang, column: lang };
            (setter.text(&content, voice, style, planned.row.rend, shape, setting), x)
        });
        let texts = texts.collect();
        Table { lang, columns, width: whole, scale, least, room: frame.width, cramped, texts }
    }
}

fn scaled(style: BlockStyle, scale: f32) -> BlockStyle {
    BlockStyle { size: style.size * scale, ..style }
}

/// For each column, whether most of its cells are numbers.
fn numeric(grid: &Grid, plan: &Plan<'_>, lang: usize) -> Vec<bool> {
    let mut counts = vec![(0, 0); grid.columns];
    for slot in grid.slots.iter().filter(|slot| slot.columns == 1 && !slot.head) {
        let text = plain(&plan.rows[slot.index].row.cells[lang].content);
        let is_number = text.chars().any(|c| c.is_ascii_digit()) && text.chars().all(|c| !c.is_alphabetic());
        // A dash, or nothing, stands for a number as well as for a word.
        if text.chars().any(char::is_alphanumeric) {
            counts[slot.column].0 += i32::from(is_number);
            counts[slot.column].1 += 1;
        }
    }
    counts.into_iter().map(|(numbers, all)| all > 0 && 3 * numbers >= 2 * all).collect()
}

/// Makes strands of tables that stand side by side.
fn compose(
    grid: &Grid,
    plan: &Plan<'_>,
    tables: Vec<Table>,
    setter: &mut Setter,
    setting: &Setting<'_>,
) -> Vec<Arc<Strand>> {
    let first_table = !grid.goes_on && tables.iter().any(|table| table.lang == 0);
    let heights = heights(grid, &tables);
    let head = grid.head();
    // Rows of several lines are told apart by fine rules.
    let ruled = heights[head..].iter().any(|&lines| lines > 1);
    let blocks = grid.blocks();
    let count = blocks.len();
    let mut texts: Vec<_> = tables.iter().map(|_| Vec::<Option<(SetText, f32)>>::new()).collect();
    let shapes: Vec<(usize, f32, f32)> = tables.iter().map(|table| (table.lang, table.left(), table.width)).collect();
    for (texts, table) in texts.iter_mut().zip(tables) {
        texts.extend(table.texts.into_iter().map(Some));
    }
    let mut strands: Vec<Arc<Strand>> = Vec::with_capacity(count);
    let mut table_head: Option<Arc<Strand>> = None;
    // How many strands of the body there are since the table began.
    let mut body = 0;
    for (number, block) in blocks.into_iter().enumerate() {
        if let GridRow::Between(index) = grid.rows[block.start] {
            if !grid.goes_on {
                let langs: Vec<usize> = shapes.iter().map(|(lang, ..)| *lang).collect();
                strands.extend(setter.set(&between(plan, index, &langs), setting));
            }
            continue;
        }
        // The cells are in the order of their rows.
        let slots = grid.slots.partition_point(|slot| slot.row < block.start)
            ..grid.slots.partition_point(|slot| slot.row < block.end);
        let planned = |slot: usize| &plan.rows[grid.slots[slot].index];
        let Some(last) = slots.clone().last().map(planned) else { continue };
        let top = |row: usize| heights[block.start..row].iter().sum::<usize>();
        let mut cells = Vec::new();
        for (texts, &(lang, ..)) in texts.iter_mut().zip(&shapes) {
            for index in slots.clone() {
                let Some((text, x)) = texts[index].take() else { continue };
                let planned = planned(index);
                let cell = &planned.row.cells[lang];
                let untranslated = cell.status.is_stand_in();
                let (_, style) = row::shown(cell, lang, planned.style, setting);
                let top = top(grid.slots[index].row);
                let aside = grid.slots[index].again;
                let source = (!aside).then(|| row::source(planned, lang, StretchId::NONE, setting));
                let text = SetText { source, ..text };
                cells.push(SetCell { lang, x, top, text, ink: style.ink, untranslated, aside, across: planned.across });
            }
        }
        let height = top(block.end);
        let is_head = block.end <= head;
        let is_last = number + 1 == count || matches!(grid.rows.get(block.end), Some(GridRow::Between(_)));
        let begins = number == 0 || matches!(grid.rows[block.start - 1], GridRow::Between(_));
        let is_called = block.start > 0
            && matches!(grid.rows[block.start - 1], GridRow::Between(index) if plan.rows[index].row.role == Role::Caption);
        if begins {
            body = 0;
        }
        let mut rules = Vec::new();
        for &(lang, x, width) in &shapes {
            let mut rule =
                |below, (weight, grey)| rules.push(StrandRule { lang, x, width, below, weight, ink: Ink::grey(grey) });
            if begins {
                rule(0, OUTER);
            }
            for row in block.start + 1..block.end {
                let crossed = grid.slots[slots.clone()].iter().any(|slot| slot.row < row && row < slot.row + slot.rows);
                if ruled && !is_head && !crossed {
                    rule(top(row), ROW);
                }
            }
            match () {
                () if is_last => rule(height, OUTER),
                () if is_head => rule(height, HEAD),
                () if ruled => rule(height, ROW),
                () => {}
            }
        }
        let new = slots.clone().filter(|&index| !grid.slots[index].again);
        let ids = new.clone().flat_map(|index| planned(index).ids().map(move |id| (grid.slots[index].row, id)));
        let counts = new.clone().filter_map(|index| Some((grid.slots[index].row, planned(index).count?)));
        let callers: Vec<&PlannedRow<'_>> = new.map(planned).collect();
        let calls = note::set(&callers, &cells, setter, setting);
        let strand = Arc::new(Strand {
            rules,
            leading: last.style.leading,
            above: if begins {
                let is_apart = !is_called && (number > 0 || !first_table);
                planned(slots.start).style.above.max(u16::from(is_apart)) * setting.style.steps()
            } else {
                0
            },
            keep_with_next: is_head || last.style.keep_with_next,
            whole: true,
            ids: if first_table {
                let own = ids.map(|(row, (part, id))| (top(row), part, id.to_owned()));
                own.chain(row::places(&cells)).collect()
            } else {
                Vec::new()
            },
            heading: None,
            counts: counts.map(|(row, count)| (top(row), count)).collect(),
            is_counted: last.is_counted,
            title_block: last.title_block,
            segment: last.segment,
            start: if number == 0 && first_table { plan.rows[0].start } else { row::Start::RunOn },
            rule_below: last.rule_below,
            table_head: table_head.clone(),
            calls,
            break_cost: if body == 1 || body > 0 && is_last { ROW_ALONE } else { 0 },
            ..row::strand(cells)
        });
        if is_head {
            table_head = Some(Arc::clone(&strand));
        } else {
            body += 1;
        }
        strands.push(strand);
    }
    strands
}

/// What stands among the rows of a table, or above them, in the languages of the tables that stand side by side.
fn between<'a>(plan: &Plan<'a>, index: usize, langs: &[usize]) -> Plan<'a> {
    let mut row = plan.rows[index].clone();
    if langs.len() < row.row.cells.len() {
        row.across = plan.rows.iter().any(|row| row.across);
        for (_, cell) in row.row.to_mut().cells.iter_mut().enumerate().filter(|(lang, _)| !langs.contains(lang)) {
            (cell.content, cell.status) = (Arc::default(), Status::Source);
        }
        if !langs.contains(&0) {
            row.row.to_mut().id = None;
            row.groups.clear();
            (row.start, row.count) = (row::Start::RunOn, None);
        }
    }
    Plan { rows: vec![row], table: false }
}

impl Table {
    /// Its left edge, in points from that of the column of the page.
    fn left(&self) -> f32 {
        self.columns.iter().map(|(x, _)| *x).fold(f32::MAX, f32::min)
    }
}
