//! What gives way where a column is so narrow that words would be cut: indents, and the size of headings.

use super::{Setter, Setting, Voice, frame_of, shown};
use crate::layout::line::Shape;
use crate::layout::plan::PlannedRow;
use crate::layout::style::{BlockStyle, reduced};
use crate::text::{Inline, Rend, Role};

/// In wider columns, in ems, all words have room.
const NARROW: f32 = 16.0;
/// The least size of a heading, in that which it has elsewhere.
const LEAST: f32 = 0.5;

impl Setter {
    /// A shape with smaller indents, if a word of a text has no room otherwise.
    pub(crate) fn relieved(
        &mut self,
        content: &[Inline],
        voice: Voice<'_>,
        style: BlockStyle,
        rend: Rend,
        shape: Shape,
        setting: &Setting<'_>,
    ) -> Shape {
        if shape.room() >= NARROW * style.size || shape.room() >= shape.measure {
            return shape;
        }
        let need = self.paragraph(content, voice, style, rend, f32::MAX, setting).least_divided_width();
        shape.with_room(need)
    }

    /// A heading in letters so small that none of its words is cut in any language; nothing if they are.
    pub(super) fn fitted<'a>(&mut self, planned: &PlannedRow<'a>, setting: &Setting<'_>) -> Option<PlannedRow<'a>> {
        if !matches!(planned.row.role, Role::Title | Role::Subtitle | Role::Author | Role::Head { .. }) {
            return None;
        }
        let mut scale = 1.0f32;
        for (index, cell) in planned.row.cells.iter().enumerate() {
            let (content, style) = shown(cell, index, planned.style, setting);
            let room = frame_of(planned, index, setting).width - (style.inset + style.indent + style.hang) * style.size;
            if room < NARROW * style.size {
                let voice = Voice { lang: &cell.lang, column: index };
                let need = self.paragraph(&content, voice, style, planned.row.rend, f32::MAX, setting).least_width();
                scale = scale.min(room / need.max(1.0));
            }
        }
        (scale < 1.0).then(|| {
            let style = reduced(planned.style, planned.row.role, (0.999 * scale).max(LEAST), &setting.style);
            PlannedRow { style, ..planned.clone() }
        })
    }
}
