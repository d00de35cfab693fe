//! The colophon: what an edition says of itself, small, at its end.

use std::borrow::Cow;

use super::PlannedRow;
use crate::edition::{Edition, Row};
use crate::layout::style::{self, Alignment, BlockStyle, PageStyle};
use crate::text::Role;

/// The rows of the colophon, its heading first.
pub(super) fn rows<'a>(edition: &'a Edition, page: &PageStyle) -> impl Iterator<Item = PlannedRow<'a>> {
    let row = |row: &'a Row| PlannedRow { style: block(row.role, page), ..PlannedRow::new(Cow::Borrowed(row), page) };
    edition.colophon.iter().map(row)
}

fn block(role: Role, page: &PageStyle) -> BlockStyle {
    let small = BlockStyle {
        size: 8.2,
        leading: 0.8 * page.leading,
        grey: 0.2,
        above: 0,
        ..style::block(Role::Paragraph, page)
    };
    match role {
        Role::Head { .. } => BlockStyle {
            bold: true,
            above: 3,
            keep_with_next: true,
            alignment: Alignment::Ragged,
            hyphenate: false,
            ..small
        },
        _ => small,
    }
}
