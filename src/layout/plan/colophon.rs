//! How the colophon is set: small, and as far from the text as a section.

use crate::layout::style::{self, Alignment, BlockStyle, PageStyle};
use crate::text::Role;

/// The style of one of its rows.
pub(super) fn block(role: Role, page: &PageStyle) -> BlockStyle {
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
