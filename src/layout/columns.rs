//! Chooses the widths of columns: those that give the shortest edition.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::edition::Edition;
use crate::layout::font::{FontBook, Variant};
use crate::layout::style::{PageStyle, Widths, block, optical_size};
use crate::text::{Lang, plain};

/// No column is narrower than this part of an equal share.
const NARROWEST: f32 = 0.91;
/// Widths are tried in steps of this part of the type area.
const STEP: f32 = 0.01;
/// How much of a line is filled on average.
const FILLED: f32 = 0.97;

/// The widths of the columns in points, for a type area of `full` points without its gutters.
///
/// Rows are as high as their longest cell, so the height of an edition is the sum of these; how long a cell is at some
/// width is told closely enough by the length of its text on one line.
pub(crate) fn widths(edition: &Edition, book: &FontBook, style: &PageStyle, full: f32) -> Vec<f32> {
    let count = edition.langs.len();
    let share = full / count as f32;
    let mut widths = vec![share; count];
    match style.widths {
        _ if count < 2 => return widths,
        Widths::Equal => return widths,
        Widths::First(part) => {
            widths = vec![full * (1.0 - part) / (count - 1) as f32; count];
            widths[0] = full * part;
            return widths;
        }
        Widths::Auto => {}
    }
    let rows: Vec<_> = super::rows(edition).collect();
    let lengths: Vec<Vec<f32>> = rows
        .par_iter()
        .map_init(FxHashMap::default, |advances, row| {
            let size = block(row.role, style).size;
            let cells = row.cells.iter();
            cells.map(|cell| size * length(&plain(&cell.content), &cell.lang, book, advances)).collect()
        })
        .collect();
    let height = |widths: &[f32]| -> f64 {
        let lines = |row: &Vec<f32>| {
            let cells = row.iter().zip(widths);
            cells.map(|(length, width)| (length / (width * FILLED)).ceil()).fold(0.0, f32::max)
        };
        lengths.par_iter().map(|row| f64::from(lines(row))).sum()
    };
    let mut least = height(&widths);
    // Moves width between two columns at a time until nothing is gained; with two columns, one round is enough.
    for _ in 0..count {
        for one in 0..count {
            for other in one + 1..count {
                let both = widths[one] + widths[other];
                let narrowest = NARROWEST * share;
                let steps = ((both - 2.0 * narrowest) / (STEP * full)) as usize;
                let mut tried: Vec<f32> = (0..=steps).map(|step| narrowest + step as f32 * STEP * full).collect();
                // Of equal heights, the most equal widths.
                tried.sort_by(|a, b| (a - both / 2.0).abs().total_cmp(&(b - both / 2.0).abs()));
                for width in tried {
                    let mut candidate = widths.clone();
                    (candidate[one], candidate[other]) = (width, both - width);
                    let found = height(&candidate);
                    if found < least {
                        (widths, least) = (candidate, found);
                    }
                }
            }
        }
    }
    widths
}

/// The length of a text on one line, in ems of the first language.
fn length(text: &str, lang: &Lang, book: &FontBook, advances: &mut FxHashMap<(char, bool), f32>) -> f32 {
    let home = matches!(lang.primary(), "ko" | "ja" | "zh");
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
