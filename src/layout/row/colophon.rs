//! The colophon: what an edition says of itself, small, at its end.

use std::borrow::Cow;

use super::Plan;
use crate::edition::{Edition, Row};
use crate::layout::style::{self, Alignment, BlockStyle, PageStyle};
use crate::text::Role;

/// The rows of the colophon, its heading first.
pub(super) fn plans<'a>(edition: &'a Edition, page: &PageStyle) -> Vec<Plan<'a>> {
    let plan = |row: &'a Row| Plan {
        row: Cow::Borrowed(row),
        style: block(row.role, page),
        label: None,
        title_block: false,
        rule_below: false,
    };
    edition.colophon.iter().map(plan).collect()
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
