//! Rows in step, lines on the grid, texts in their order.

use super::{Report, Rule, TOLERANCE, is_note, line::Line};
use crate::layout::structure::Tag;
use crate::layout::style::{Arrangement, PageStyle};

pub(super) fn check(lines: &[Line], tags: &[Option<Tag>], beside: &[u32], style: &PageStyle, report: &mut Report) {
    let texts: Vec<Vec<Line>> = by_text(lines);
    for text in &texts {
        order_of_lines(text, report);
        if !is_note(tags, text[0].row) {
            grid(text, style, report);
        } else {
            even(text, style, report);
        }
    }
    order_of_texts(&texts, tags, beside, report);
}

/// The lines of each text, and of each label, in the order of the edition.
fn by_text(lines: &[Line]) -> Vec<Vec<Line>> {
    let mut sorted = lines.to_vec();
    sorted.sort_by_key(|line| (line.row, line.lang, !line.label, line.index, line.page));
    let same = |a: &Line, b: &Line| (a.row, a.lang, a.label) == (b.row, b.lang, b.label);
    sorted.chunk_by(same).map(<[Line]>::to_vec).collect()
}

fn order_of_lines(text: &[Line], report: &mut Report) {
    let first = text[0];
    if let Some(pair) = text
        .windows(2)
        .find(|pair| pair[0].index == pair[1].index || (pair[0].page, pair[0].y) >= (pair[1].page, pair[1].y))
    {
        let message = format!("line {} of row {} does not follow the one before it", pair[1].index + 1, first.row);
        report.find(Rule::Order, pair[1].page, message);
    }
}

/// How far a baseline is off the grid.
pub(super) fn off_grid(y: f32, style: &PageStyle) -> f32 {
    let line = (y - style.baseline(0)) / style.grid;
    (line - line.round()).abs() * style.grid
}

/// What is smaller than this part of the body may have a leading of its own.
const SMALL: f32 = 0.87;

fn grid(text: &[Line], style: &PageStyle, report: &mut Report) {
    // What is set smaller begins on the grid, on each page.
    let small = text.iter().all(|line| line.size < SMALL * style.size);
    if small {
        even(text, style, report);
    }
    let mut page = 0;
    for line in text {
        let begins = line.page != page;
        page = line.page;
        if small && !begins {
            continue;
        }
        let off = off_grid(line.y, style);
        report.off_grid = report.off_grid.max(off);
        if off > TOLERANCE {
            let message = format!("line {} of row {} stands {off:.2} pt off the grid", line.index + 1, line.row);
            report.find(Rule::Grid, line.page, message);
        }
    }
}

/// Checks that the lines of a text that is set smaller than the body have even distances.
fn even(text: &[Line], style: &PageStyle, report: &mut Report) {
    let pairs = || text.windows(2).filter(|pair| pair[0].page == pair[1].page);
    // A line without letters, as in code, is not seen.
    let step = |pair: &[Line]| (pair[1].y - pair[0].y) / (pair[1].index - pair[0].index).max(1) as f32;
    let least = pairs().map(step).fold(f32::MAX, f32::min);
    // Notes behind a section stand on the grid.
    let most = (style.leading.max(style.note_leading()) / style.grid - 0.001).ceil() * style.grid;
    if let Some(pair) = pairs().find(|pair| step(pair) > least + TOLERANCE || step(pair) > most + TOLERANCE) {
        let (number, row, step) = (pair[1].index + 1, pair[1].row, step(pair));
        let message = format!("line {number} of row {row} stands {step:.2} pt below the one before it, not {least:.2}");
        report.find(Rule::Grid, pair[1].page, message);
    }
}

/// Checks that the languages of a row start on one baseline wherever they stand side by side: not in the openings where
/// they stand `alone`, one below the other.
pub(super) fn rows(lines: &[Line], alone: &[u32], style: &PageStyle, report: &mut Report) {
    let mut sorted: Vec<&Line> = lines.iter().collect();
    sorted.sort_by(|a, b| (a.row, a.opening, a.lang).cmp(&(b.row, b.opening, b.lang)).then(a.y.total_cmp(&b.y)));
    report.rows = sorted.chunk_by(|a, b| a.row == b.row).count();
    for row in sorted.chunk_by(|a, b| a.row == b.row) {
        let openings: Vec<Vec<&Line>> = row
            .chunk_by(|a, b| a.opening == b.opening)
            .map(|opening| opening.chunk_by(|a, b| a.lang == b.lang).map(|lang| lang[0]).collect())
            .collect();
        report.divided += usize::from(openings.len() > 1);
        for firsts in &openings {
            let [first, others @ ..] = firsts.as_slice() else { continue };
            for other in others {
                let beside = other.page != first.page || (other.column - first.column).abs() > TOLERANCE;
                if !beside {
                    continue;
                }
                let off = (other.y - first.y).abs();
                report.starts += 1;
                report.out_of_step = report.out_of_step.max(off);
                if off > TOLERANCE {
                    let message = format!("the languages of row {} start {off:.2} pt apart", first.row);
                    report.find(Rule::Step, other.page, message);
                }
            }
        }
        // What stands on a later opening alone may only go on, but for what stands one below the other: as a table that has
        // no room in a column does in all languages.
        let one_column = style.arrangement == Arrangement::Columns
            && row.iter().all(|line| (line.column - row[0].column).abs() <= TOLERANCE);
        let stacked = style.arrangement == Arrangement::Stacked || alone.contains(&row[0].opening) || one_column;
        if !stacked && let Some(line) = openings.iter().skip(1).flatten().find(|line| !seen(&openings[0], line.lang)) {
            let message = format!("the languages of row {} start on different pages", line.row);
            report.find(Rule::Step, line.page, message);
        }
    }
}

/// Whether a language is among the lines with which a row begins.
fn seen(firsts: &[&Line], lang: usize) -> bool {
    firsts.iter().any(|line| line.lang == lang)
}

/// Checks that the texts of each language stand in the order of the edition. Notes are in an order of their own. The cells of
/// a row follow its first, wherever there is room for their column, and what follows the table follows them.
fn order_of_texts(texts: &[Vec<Line>], tags: &[Option<Tag>], beside: &[u32], report: &mut Report) {
    let place = |line: &Line| (line.opening, line.page, line.y);
    let is_before = |line: &Line, other: &Line| {
        let (opening, page, y) = place(other);
        place(line) < (opening, page, y - TOLERANCE)
    };
    let mut last: Vec<Option<Line>> = vec![None; report.lines.len()];
    // The lowest of the cells since.
    let mut lowest: Vec<Option<Line>> = last.clone();
    for text in texts.iter().filter(|text| !text[0].label && !is_note(tags, text[0].row)) {
        let line = text[0];
        let is_beside = beside.binary_search(&line.row).is_ok();
        let is_cell = matches!(tags.get(line.row as usize), Some(Some(Tag::Cell(_))));
        let before = [last[line.lang], lowest[line.lang].filter(|_| !is_beside && !is_cell)];
        if let Some(before) = before.into_iter().flatten().find(|before| is_before(&line, before)) {
            let message = format!("row {} stands before row {}", line.row, before.row);
            report.find(Rule::Order, line.page, message);
        }
        if is_beside {
            lowest[line.lang] = lowest[line.lang].filter(|lowest| is_before(&line, lowest)).or(Some(line));
        } else {
            last[line.lang] = Some(line);
            lowest[line.lang] = lowest[line.lang].filter(|_| is_cell);
        }
    }
}
