//! How the colophon is set: small, and as far from the text as a section.

use crate::edition::Row;
use crate::layout::style::{self, Alignment, BlockStyle, Ink, PageStyle};
use crate::text::{Inline, Kind, Role};

/// The style of one of its rows.
pub(super) fn block(row: &Row, page: &PageStyle) -> BlockStyle {
    let holds_hash = row.cells.iter().flat_map(|cell| cell.content.iter()).any(is_code);
    let body = style::block(Role::Paragraph, page);
    let small = BlockStyle {
        size: 0.82 * page.size,
        leading: 0.8 * page.leading,
        ink: Ink::grey(0.2),
        above: 0,
        first: 0.0,
        // Hashes would make holes in lines that are flush on both sides.
        alignment: if holds_hash { Alignment::Balanced } else { body.alignment },
        ..body
    };
    match row.role {
        Role::Head { .. } => BlockStyle { bold: true, above: 3, keep_with_next: true, hyphenate: false, ..small },
        _ => small,
    }
}

fn is_code(inline: &Inline) -> bool {
    matches!(inline, Inline::Element(element) if element.kind == Kind::Code)
}
