//! How the text of each role is set.

use super::{Alignment, BlockStyle, Ink, PageStyle, Paragraphs};
use crate::layout::font::FontRole;
use crate::text::Role;

/// The least from one line to the next, in the size of the text, at which lines do not stand over each other.
pub const LEAST_LEADING: f32 = 1.08;
/// The same for lines of a title, which have more air.
const TITLE_LEADING: f32 = 1.2;
/// The same for notes.
pub(super) const NOTE_LEADING: f32 = 1.2;
/// The room for the label of an item, in ems.
pub(crate) const LABEL: f32 = 1.6;
/// The least size at which the text of a table that is too wide for its column is set.
pub(crate) const SMALLEST: f32 = 7.0;

/// A style whose lines take as many lines of the body as its size needs.
fn high(style: BlockStyle, part: f32, page: &PageStyle) -> BlockStyle {
    BlockStyle { leading: (style.size * part / page.leading).ceil().max(1.0) * page.leading, ..style }
}

/// The style of a heading in smaller letters, whose lines stand no farther apart than these need.
pub(crate) fn reduced(style: BlockStyle, role: Role, scale: f32, page: &PageStyle) -> BlockStyle {
    let part = if role == Role::Title { TITLE_LEADING } else { LEAST_LEADING };
    let reduced = high(BlockStyle { size: style.size * scale, ..style }, part, page);
    BlockStyle { leading: reduced.leading.min(style.leading), ..reduced }
}

/// The style of a role.
pub fn block(role: Role, page: &PageStyle) -> BlockStyle {
    let PageStyle { title, heads, notes, .. } = page;
    let indented = page.paragraphs == Paragraphs::Indent;
    let body = BlockStyle {
        size: page.size,
        leading: page.leading,
        bold: false,
        italic: false,
        font: FontRole::Text,
        code: false,
        ink: Ink::BLACK,
        alignment: if page.justify { Alignment::Justified } else { Alignment::Ragged },
        hyphenate: page.hyphenate,
        indent: 0.0,
        first: 0.0,
        hang: 0.0,
        inset: 0.0,
        above: 1,
        keep_with_next: false,
        holds_blocks: matches!(role, Role::Note { .. } | Role::Cell(_)),
    };
    let sized = |scale: f32| page.size * scale;
    let high = |style: BlockStyle, part: f32| high(style, part, page);
    let display =
        BlockStyle { alignment: Alignment::Balanced, hyphenate: false, above: 0, keep_with_next: true, ..body };
    let ragged = BlockStyle { alignment: Alignment::Ragged, hyphenate: false, ..body };
    let block_of_title = BlockStyle { font: FontRole::Title, alignment: title.alignment, ..display };
    let head =
        BlockStyle { font: FontRole::Heads, bold: heads.bold, ink: heads.ink, alignment: heads.alignment, ..display };
    match role {
        Role::Title => high(BlockStyle { size: sized(title.scale), ink: title.ink, ..block_of_title }, TITLE_LEADING),
        Role::Subtitle => {
            high(BlockStyle { size: sized(1.25), italic: true, above: 1, ..block_of_title }, LEAST_LEADING)
        }
        Role::Author => high(BlockStyle { size: sized(1.1), bold: true, above: 1, ..block_of_title }, LEAST_LEADING),
        Role::Byline => block_of_title,
        Role::Occasion => BlockStyle { size: sized(0.92), ink: Ink::grey(0.25), above: 1, ..block_of_title },
        Role::Head { level: 1 } => {
            high(BlockStyle { size: sized(heads.scales[0]), above: heads.above, ..head }, LEAST_LEADING)
        }
        Role::Head { level: 2 } => {
            high(BlockStyle { size: sized(heads.scales[1]), above: heads.above, ..head }, LEAST_LEADING)
        }
        Role::Head { .. } => {
            high(BlockStyle { size: sized(heads.scales[2]), italic: true, above: 1, ..head }, LEAST_LEADING)
        }
        Role::Subhead => {
            high(BlockStyle { size: sized(heads.scales[2]), bold: false, italic: true, ..head }, LEAST_LEADING)
        }
        Role::Paragraph if indented => BlockStyle { first: 1.2, above: 0, ..body },
        Role::Paragraph | Role::Block => body,
        Role::Citation => BlockStyle { hang: 1.6, above: 0, ..body },
        Role::Entry => BlockStyle { hang: 1.2, above: 0, ..body },
        Role::Dateline => BlockStyle { alignment: Alignment::FlushEnd, keep_with_next: true, ..ragged },
        Role::Signed => BlockStyle { alignment: Alignment::FlushEnd, indent: 3.0, ..ragged },
        Role::Salute => ragged,
        Role::Caption => BlockStyle { size: sized(0.92), ..ragged },
        Role::Description => {
            BlockStyle { size: sized(0.9), italic: true, ink: Ink::grey(0.3), indent: 0.8, inset: 0.8, ..ragged }
        }
        Role::Listing => BlockStyle { size: sized(0.8), font: FontRole::Code, code: true, hang: 2.0, ..ragged },
        Role::Trailer => BlockStyle { alignment: Alignment::Centered, above: 2, ..ragged },
        Role::Argument => BlockStyle { size: sized(0.94), italic: true, indent: 1.6, inset: 1.6, ..body },
        Role::Cell(_) => BlockStyle { size: sized(0.9), above: 0, ..ragged },
        Role::VerseLine(_) => BlockStyle { indent: 1.6, hang: 2.4, above: 0, ..ragged },
        Role::Item => BlockStyle { indent: LABEL, above: 0, ..body },
        Role::Label => BlockStyle { bold: true, ..display },
        Role::Note { anchored: false } => {
            let note = BlockStyle { font: FontRole::Notes, size: sized(0.9), italic: true, ..ragged };
            BlockStyle { ink: Ink::grey(0.15), above: 2, ..note }
        }
        Role::Note { anchored: true } => {
            let note = BlockStyle { font: FontRole::Notes, size: sized(notes.scale), ..body };
            BlockStyle { leading: page.note_leading(), indent: 1.8, above: 0, ..note }
        }
        Role::Picture => ragged,
        Role::Speaker => BlockStyle { bold: true, above: 1, ..display },
        Role::Stage => BlockStyle { italic: true, ..ragged },
    }
}
