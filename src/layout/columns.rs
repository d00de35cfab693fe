//! Chooses the widths of columns: those that give the fewest pages and the most even rows.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::edition::Edition;
use crate::layout::font::{FontBook, Variant, has_squares};
use crate::layout::style::{PageStyle, Placement, Widths, block, optical_size};
use crate::text::{Lang, plain};

/// No column is narrower than this part of an equal share: its lines would be too short to be filled well.
const NARROWEST: f32 = 0.91;
/// Widths are tried in steps of this part of the type area.
const STEP: f32 = 0.01;
/// How much of a line is filled on average.
const FILLED: f32 = 0.97;

/// What some widths lead to, as far as the lengths of the texts tell.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
struct Expected {
    pages: f64,
    /// How much longer the cells of a row are than each other: the sum of the squares, in lines.
    unevenness: f64,
    /// Lines of the grid.
    height: f64,
}

/// The widths of the columns in points, for a type area of `full` points without its gutters: those that give the fewest
/// pages, of equally many the most even rows, and of equally even ones the most equal columns.
///
/// Rows are as high as their longest cell, so the height of an edition is the sum of these; how long a cell is at some
/// width is told closely enough by the length of its text on one line.
pub(crate) fn widths(edition: &Edition, book: &FontBook, style: &PageStyle, full: f32) -> Vec<f32> {
    let count = edition.langs.len();
    let share = full / count as f32;
    let equal = vec![share; count];
    match style.widths {
        Widths::First(part) if count > 1 => {
            let mut widths = vec![full * (1.0 - part) / (count - 1) as f32; count];
            widths[0] = full * part;
            widths
        }
        Widths::Auto if count > 1 => Texts::new(edition, book, style).best(&equal),
        _ => equal,
    }
}

/// The texts of an edition, as long as they are on one line.
struct Texts {
    /// The length of each cell in points, row by row.
    lengths: Vec<Vec<f32>>,
    /// The width for rows that only one language has, if they stand across all columns.
    across: Option<f32>,
    /// The empty lines between rows.
    above: f64,
    /// The lines of a page.
    page: f64,
}

impl Texts {
    fn new(edition: &Edition, book: &FontBook, style: &PageStyle) -> Texts {
        let rows: Vec<_> = super::rows(edition).collect();
        let lengths = rows.par_iter().map_init(FxHashMap::default, |advances, row| {
            let size = block(row.role, style).size;
            let cells = row.cells.iter();
            cells.map(|cell| size * length(&plain(&cell.content), &cell.lang, book, advances)).collect()
        });
        let above = rows.iter().map(|row| f64::from(block(row.role, style).above)).sum();
        let across = (style.alone == Placement::Across).then(|| style.type_width());
        Texts {
            lengths: lengths.collect(),
            across,
            above,
            page: f64::from((style.lines() / style.steps().max(1)).max(1)),
        }
    }

    fn expect(&self, widths: &[f32]) -> Expected {
        let row = |row: &Vec<f32>| {
            let said = row.iter().filter(|length| **length > 0.0);
            if let Some(width) = self.across.filter(|_| said.count() == 1) {
                return (f64::from((row.iter().sum::<f32>() / (width * FILLED)).ceil()), 0.0);
            }
            let lines = row.iter().zip(widths).map(|(length, width)| length / (width * FILLED));
            let (least, most) =
                lines.fold((f32::MAX, 0.0f32), |(least, most), lines| (least.min(lines), most.max(lines)));
            (f64::from(most.ceil()), f64::from((most - least) * (most - least)))
        };
        // One after the other, so that the sum does not depend on the number of threads.
        let (height, unevenness) = self.lengths.iter().map(row).fold((0.0, 0.0), |a, b| (a.0 + b.0, a.1 + b.1));
        Expected { pages: ((height + self.above) / self.page).ceil(), unevenness, height }
    }

    /// Moves width between two columns at a time until nothing is gained; with two columns, one round is enough.
    fn best(&self, equal: &[f32]) -> Vec<f32> {
        let count = equal.len();
        let (share, full) = (equal[0], equal.iter().sum::<f32>());
        let mut widths = equal.to_vec();
        let mut least = self.expect(&widths);
        for _ in 0..count - 1 {
            for one in 0..count {
                for other in one + 1..count {
                    let both = widths[one] + widths[other];
                    let narrowest = NARROWEST * share;
                    let steps = ((both - 2.0 * narrowest) / (STEP * full)) as usize;
                    let mut tried: Vec<f32> = (0..=steps).map(|step| narrowest + step as f32 * STEP * full).collect();
                    tried.sort_by(|a, b| (a - both / 2.0).abs().total_cmp(&(b - both / 2.0).abs()));
                    let candidates = tried.into_par_iter().map(|width| {
                        let mut candidate = widths.clone();
                        (candidate[one], candidate[other]) = (width, both - width);
                        (self.expect(&candidate), candidate)
                    });
                    for (found, candidate) in candidates.collect::<Vec<_>>() {
                        if found < least {
                            (widths, least) = (candidate, found);
                        }
                    }
                }
            }
        }
        widths
    }
}

/// The length of a text on one line, in ems of the first language.
fn length(text: &str, lang: &Lang, book: &FontBook, advances: &mut FxHashMap<(char, bool), f32>) -> f32 {
    let home = has_squares(lang);
    let sum: f32 = text
        .chars()
        .map(|character| {
            *advances.entry((character, home)).or_insert_with(|| {
                let font = book.select(character, lang, Variant::default());
                font.map_or(0.0, |font| book.face(font).nominal_width(character))
            })
        })
        .sum();
    sum * optical_size(lang)
}
