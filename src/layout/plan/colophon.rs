//! How the colophon is set: small, and as far from the text as a section.

use crate::layout::style::{self, Alignment, BlockStyle, Ink, PageStyle};
use crate::text::Role;

/// The style of one of its rows.
pub(super) fn block(role: Role, page: &PageStyle) -> BlockStyle {
    let small = BlockStyle {
        size: 0.82 * page.size,
        leading: 0.8 * page.leading,
        ink: Ink::grey(0.2),
        above: 0,
        first: 0.0,
        // Addresses and hashes would make holes in lines that are flush on both sides.
        alignment: Alignment::Ragged,
        ..style::block(Role::Paragraph, page)
    };
    match role {
        Role::Head { .. } => BlockStyle { bold: true, above: 3, keep_with_next: true, hyphenate: false, ..small },
        _ => small,
    }
}
