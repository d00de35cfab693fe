//! Pictures: on the grid, within their columns, over nothing, on the page of their captions.

use super::line::{Line, column};
use super::step::off_grid;
use super::{Report, Rule, TOLERANCE};
use crate::layout::page::{Item, Page, Picture};
use crate::layout::structure::{Step, Structure, Tag};
use crate::layout::style::PageStyle;

/// A picture that was seen.
#[derive(Clone, Copy)]
pub(super) struct Seen {
    /// Its row.
    pub(super) row: u32,
    pub(super) page: u32,
    pub(super) opening: u32,
    pub(super) height: f32,
}

/// Checks the pictures of a page, whose lines are given.
pub(super) fn check(
    page: &Page,
    opening: u32,
    lines: &[Line],
    style: &PageStyle,
    langs: usize,
    report: &mut Report,
) -> Vec<Seen> {
    let pictures: Vec<&Picture> = page
        .items
        .iter()
        .filter_map(|item| if let Item::Picture(picture) = item { Some(picture) } else { None })
        .collect();
    let mut seen = Vec::new();
    for (index, picture) in pictures.iter().enumerate() {
        let Some(first) = picture.alternatives.first() else { continue };
        let row = first.part.text / langs as u32;
        seen.push(Seen { row, page: page.number, opening, height: picture.height });
        report.pictures += 1;
        let Picture { x, y, width, height, .. } = **picture;
        let mut find = |rule, what: String| report.find(rule, page.number, format!("the picture of row {row} {what}"));
        let off = off_grid(y + height, style);
        if off > TOLERANCE {
            find(Rule::Grid, format!("stands {off:.2} pt off the grid"));
        }
        // It may stand across the columns of all languages that it is shown to.
        let columns = picture.alternatives.iter().filter_map(|it| column(page, it.part.text as usize % langs));
        let (left, right) = columns
            .map(|column| (column.x, column.x + column.width))
            .fold((f32::MAX, f32::MIN), |all, one| (all.0.min(one.0), all.1.max(one.1)));
        let out = (left - x).max(x + width - right).max(style.top - y).max(y + height - page.height + style.bottom);
        if out > TOLERANCE {
            find(Rule::Area, format!("stands {out:.2} pt outside of its column"));
        }
        let covers = |left: f32, right: f32, top: f32, bottom: f32| {
            let (across, down) = (right.min(x + width) - left.max(x), bottom.min(y + height) - top.max(y));
            across > TOLERANCE && down > TOLERANCE
        };
        if lines.iter().any(|line| covers(line.left, line.right, line.y - 0.72 * line.size, line.y)) {
            find(Rule::Overlap, "stands over text".to_owned());
        }
        if pictures[..index].iter().any(|it| covers(it.x, it.x + it.width, it.y, it.y + it.height)) {
            find(Rule::Overlap, "stands over another".to_owned());
        }
    }
    seen
}

/// Checks that pictures stand on the page of their captions, or of their beginnings. A figure of several pictures may be
/// higher than a page.
pub(super) fn captions(seen: &[Seen], lines: &[Line], structure: &Structure, report: &mut Report) {
    // The pictures and the captions of each group that is open.
    let mut open: Vec<(Vec<u32>, Vec<u32>)> = Vec::new();
    for step in &structure.steps {
        match *step {
            Step::Open(_) => open.push(Default::default()),
            Step::Text(row, Tag::Figure) => open.iter_mut().last().into_iter().for_each(|group| group.0.push(row)),
            Step::Text(row, Tag::Caption) => open.iter_mut().last().into_iter().for_each(|group| group.1.push(row)),
            Step::Text(..) | Step::Label(_) => {}
            Step::Close => {
                let Some((pictures, captions)) = open.pop() else { continue };
                let [picture] = pictures.as_slice() else { continue };
                let Some(seen) = seen.iter().find(|seen| seen.row == *picture) else { continue };
                let is_parted = |row: u32| {
                    lines.iter().filter(|line| line.row == row).all(|line| line.opening != seen.opening)
                        && lines.iter().any(|line| line.row == row)
                };
                if captions.iter().any(|row| is_parted(*row)) {
                    let message = format!("the picture of row {picture} is parted from its caption");
                    report.find(Rule::Figure, seen.page, message);
                }
            }
        }
    }
}
