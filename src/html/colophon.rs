//! The end of a page: what is still to be translated, and what an edition says of itself.

use super::{GENERATOR, Options};

use super::inline::{Inlines, with_lang};
use super::row::column;
use super::tree::{Element, block, inline};
use crate::edition::{Edition, Row};
use crate::text::Role;

/// The colophon, or what made the page where there is to be none.
pub(super) fn footer(edition: &Edition, options: &Options, inlines: &mut Inlines<'_>) -> Element {
    if edition.colophon.is_empty() || !options.colophon {
        return block("footer").child(inline("p").attr("class", "generator").text(GENERATOR));
    }
    let rows: Vec<Element> = edition.colophon.iter().map(|row| self::row(row, inlines)).collect();
    block("footer").attr("class", "colophon").extend(rows)
}

/// In a draft, the list of what is still to be translated.
pub(super) fn pending(edition: &Edition, inlines: &mut Inlines<'_>) -> Option<Element> {
    let rows: Vec<Element> = edition.pending.iter().map(|row| self::row(row, inlines)).collect();
    (!rows.is_empty()).then(|| block("section").attr("class", "pending").extend(rows))
}

fn row(row: &Row, inlines: &mut Inlines<'_>) -> Element {
    let mut cells = |name: &'static str| -> Vec<Element> {
        let cells = row.cells.iter().enumerate();
        cells
            .map(|(i, cell)| with_lang(column(name, i), &cell.lang).nodes(inlines.cell(&cell.content, i, &cell.lang)))
            .collect()
    };
    match row.role {
        Role::Head { .. } => {
            let heading = block("h2").attr("class", "cells").extend(cells("span"));
            block("div").attr("class", "row").child(heading)
        }
        _ => block("div").attr("class", "row cells").extend(cells("p")),
    }
}
