//! Where a word may be divided: at its hyphenation points, and where nothing else helps between any two letters.

use super::{Assembly, EndOfLine, Piece, TextBox, cost};
use crate::layout::font::FontRole;
use crate::layout::opportunity;

impl Assembly<'_> {
    /// The widths of the parts of a word between the places where it can be divided, whatever their fonts.
    fn parts_between(&self, word: &[Piece], divisions: &dyn Fn(&Piece) -> Box<[u16]>) -> Vec<f32> {
        let mut widths = vec![0.0];
        for piece in word {
            let size = self.looks[piece.look as usize].size;
            let divisions = divisions(piece);
            let (from, end) = piece.glyphs;
            for index in from..end {
                if index > from && divisions.contains(&index) {
                    widths.push(0.0);
                }
                if let Some(width) = widths.last_mut() {
                    *width += piece.word.glyphs[usize::from(index)].advance * size;
                }
            }
        }
        widths
    }

    /// Makes boxes of the pieces of a word: one for each part between two places where it can be divided.
    pub(super) fn divide(&mut self, first: usize, hyphenate: bool, space: f32, end_of_line: EndOfLine) {
        let word: Vec<Piece> = self.pieces.drain(first..).collect();
        let total: f32 = word.iter().map(|piece| piece.word.width * self.looks[piece.look as usize].size).sum();
        // A word that is wider than a line is divided even if it is a name or stands in a heading, and what is too wide
        // even so between any two letters.
        let wide = total > self.measure;
        let divisions = |piece: &Piece| -> Box<[u16]> {
            let look = &self.looks[piece.look as usize];
            let whole = piece.rigid || look.variant.role == FontRole::Code || piece.level.is_rtl();
            let divisible = wide || (hyphenate && !piece.word.is_name);
            if divisible && !whole { piece.word.divisions.clone() } else { Box::default() }
        };
        let mut parts = if wide { self.parts_between(&word, &divisions) } else { Vec::new() }.into_iter();
        // A part must have room for its hyphen, too.
        let hyphen =
            |piece: &Piece| self.context.book.face(piece.word.font).hyphen().1 * self.looks[piece.look as usize].size;
        let room = self.measure - word.iter().map(hyphen).fold(0.0, f32::max);
        let mut emergency = parts.next().is_some_and(|width| width > room);
        // What is raised or lowered, as the mark of a note, is no mark of punctuation.
        let hangs = |piece: Option<&Piece>| {
            let look = piece.map(|piece| &self.looks[piece.look as usize]);
            let piece = piece.filter(|piece| !piece.rigid && !piece.level.is_rtl());
            let look = look.filter(|look| look.rise == 0.0 && look.variant.role != FontRole::Code);
            piece
                .zip(look)
                .map_or((0.0, 0.0), |(piece, look)| (piece.word.hang.0 * look.size, piece.word.hang.1 * look.size))
        };
        let (hang_start, hang_end) = (hangs(word.first()).0, hangs(word.last()).1);
        let mut current = TextBox { hang: (hang_start, 0.0), ..TextBox::EMPTY };
        for piece in word {
            let size = self.looks[piece.look as usize].size;
            let hyphen = self.context.book.face(piece.word.font).hyphen().1 * size;
            let divisions = divisions(&piece);
            let face = self.context.book.face(piece.word.font);
            // Where a letter is drawn to the next, it would stand out of the line without it.
            let may_part = |index: u16| {
                let at = usize::from(piece.word.glyphs[usize::from(index)].cluster);
                opportunity::may_part(&piece.word.text, at)
            };
            let is_kerned = |index: u16| {
                let before = piece.word.glyphs[usize::from(index) - 1];
                face.advance(before.id) / face.units_per_em() - before.advance > 0.005
            };
            // The mark of a note stands whole behind its word.
            let is_mark = self.looks[piece.look as usize].rise != 0.0 && piece.word.width * size <= 0.5 * self.measure;
            let (from, end) = piece.glyphs;
            let mut start = from;
            let before = |start: u16| if start == from { piece.before } else { 0.0 };
            for index in from..end {
                let glyph = piece.word.glyphs[usize::from(index)];
                // Where the word goes on in another font, its first part has been set already.
                let seam = index == from && current.width > 0.0;
                let parts_at_seam = seam && opportunity::may_part(self.text, piece.start as usize);
                let edge = index > start && piece.word.glyphs[usize::from(index) - 1].cluster != glyph.cluster;
                // Where no line may end at all, as in a row of stops, it ends where the column does.
                let is_full = current.width + glyph.advance * size > self.measure;
                let division = if edge && divisions.contains(&index) {
                    emergency = parts.next().is_some_and(|width| width > room);
                    EndOfLine::Hyphen(hyphen)
                } else if (parts_at_seam
                    || (seam && is_full)
                    || (edge && (is_full || !is_kerned(index) && may_part(index))))
                    && emergency
                    && !piece.level.is_rtl()
                    && !piece.rigid
                    && !is_mark
                {
                    EndOfLine::Allowed(cost::EMERGENCY)
                } else {
                    EndOfLine::Never
                };
                if division != EndOfLine::Never {
                    // The last letter before a hyphen can be moved away from it.
                    let last_elastic = if division == EndOfLine::Hyphen(hyphen) { 0.0 } else { current.last_elastic };
                    if !seam {
                        self.pieces.push(Piece {
                            glyphs: (start, index),
                            space: None,
                            goes_on: false,
                            before: before(start),
                            after: 0.0,
                            ..piece.clone()
                        });
                    }
                    let end = self.pieces.len() as u32;
                    self.boxes.push(TextBox { end, end_of_line: division, last_elastic, ..current });
                    current = TextBox::EMPTY;
                    start = index;
                }
                current.width += glyph.advance * size + if index == from { piece.before } else { 0.0 };
                current.last_elastic = piece.elastic(index) * size;
                current.elastic += current.last_elastic;
            }
            current.width += piece.after;
            self.pieces.push(Piece { glyphs: (start, end), before: before(start), ..piece });
        }
        if matches!(end_of_line, EndOfLine::Hyphen(_)) {
            current.last_elastic = 0.0;
        }
        current.hang.1 = hang_end;
        self.boxes.push(TextBox { end: self.pieces.len() as u32, space, end_of_line, ..current });
    }
}
