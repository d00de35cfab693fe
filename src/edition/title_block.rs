//! What the title block takes from the header besides the units that the source has for it.

use super::colophon::{Column, Writer, row};
use super::{Part, Row};
use crate::tei::Document;
use crate::text::{GroupKind, Inline, Lang, Role};

/// Sets who translated the text below the authors, and the date of the text at the end if nothing else tells it.
pub(super) fn complete(document: &Document, columns: &[Column<'_>], parts: &mut Vec<Part>) {
    let is_block = |part: &Part| matches!(part, Part::Open(group) if group.kind == GroupKind::TitleBlock);
    let Some(start) = parts.iter().position(is_block) else { return };
    let end = parts[start..].iter().position(|part| matches!(part, Part::Close)).map_or(parts.len(), |end| start + end);
    let last = |wanted: &[Role]| {
        let is_wanted = |part: &Part| matches!(part, Part::Row(row) if wanted.contains(&row.role));
        parts[start..end].iter().rposition(is_wanted).map(|at| start + at)
    };
    let occasion = last(&[Role::Occasion]);
    let below_names = last(&[Role::Author, Role::Byline]).or_else(|| last(&[Role::Title, Role::Subtitle]));
    let below_names = below_names.map_or(start + 1, |at| at + 1);

    let date = |column: &Column<'_>| -> Vec<Inline> {
        let dates = if occasion.is_none() { document.header.created.as_slice() } else { &[] };
        Writer { document, column: *column }.date(dates)
    };
    let translated_by =
        |column: &Column<'_>| -> Vec<Inline> { Writer { document, column: *column }.translated_by("translated-by") };
    let rows = [(end, Role::Occasion, own(columns, date)), (below_names, Role::Byline, own(columns, translated_by))];
    for (at, role, cells) in rows {
        if cells.iter().any(|(_, content)| !content.is_empty()) {
            let row: Row = row(document, role, cells.into_iter());
            parts.insert(at, Part::Row(row));
        }
    }
}

fn own<'a>(columns: &[Column<'a>], content: impl Fn(&Column<'a>) -> Vec<Inline>) -> Vec<(&'a Lang, Vec<Inline>)> {
    columns.iter().map(|column| (column.lang, content(column))).collect()
}
