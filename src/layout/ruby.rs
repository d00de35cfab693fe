//! Sets readings above their characters.

use crate::layout::look::Look;
use crate::layout::paragraph::Piece;

/// How large a reading is, and how large at the least where lines are close, in parts of the em of its characters.
const SIZE: f32 = 0.5;
const LEAST_SIZE: f32 = 0.36;
/// How far letters reach above their baseline and below it, in ems.
const ASCENT: f32 = 0.72;
const DESCENT: f32 = 0.22;

/// How far a reading is raised above the baseline of its characters, and its size, all in points: closer and smaller where
/// the line above, whose baseline is `to_line_above` from theirs, leaves it less room. Squares fill their em.
pub(crate) fn raised(size: f32, squares: bool, to_line_above: f32) -> (f32, f32) {
    let (usual, least) = if squares { (0.9, 0.85) } else { (0.82, 0.82) };
    let room = to_line_above / size - DESCENT;
    if usual + ASCENT * SIZE <= room + 0.001 {
        return (usual * size, SIZE * size);
    }
    (least * size, ((room - least) / ASCENT).clamp(LEAST_SIZE, SIZE) * size)
}

/// Moves the pieces of a stretch of characters and readings: each reading over the middle of the characters before it, and
/// what is narrower of the two into the middle of what is wider. Their order stays: characters, then their reading.
///
/// Readings that would make what they stand in wider than a line do not come here: they stand in brackets after their
/// characters.
///
/// Text that runs from right to left is left as it is, its readings raised after the characters.
pub(crate) fn place<'a>(pieces: impl Iterator<Item = &'a mut Piece>, looks: &[Look]) {
    let mut pieces: Vec<&mut Piece> = pieces.collect();
    if pieces.iter().any(|piece| piece.level.is_rtl()) {
        return;
    }
    let is_reading = |piece: &Piece| looks[piece.look as usize].reading;
    let width = |pieces: &[&mut Piece]| -> f32 {
        pieces.iter().map(|piece| piece.word.width * looks[piece.look as usize].size).sum()
    };
    let mut rest = pieces.as_mut_slice();
    while !rest.is_empty() {
        let end_of_base = rest.iter().position(|piece| is_reading(piece)).unwrap_or(rest.len());
        let after = &rest[end_of_base..];
        let end = end_of_base + after.iter().position(|piece| !is_reading(piece)).unwrap_or(after.len());
        let (group, following) = std::mem::take(&mut rest).split_at_mut(end);
        rest = following;
        group.iter_mut().for_each(|piece| piece.rigid = true);
        let (base, reading) = group.split_at_mut(end_of_base);
        let (base_width, reading_width) = (width(base), width(reading));
        let whole = base_width.max(reading_width);
        if let (Some(first), false) = (base.first_mut(), reading.is_empty()) {
            first.before += (whole - base_width) / 2.0;
        }
        if let (Some(first), false) = (reading.first_mut(), base.is_empty()) {
            first.before = -(base_width + reading_width) / 2.0;
        }
        if let (Some(last), false) = (reading.last_mut(), base.is_empty()) {
            last.after = (whole - reading_width) / 2.0;
        }
    }
}
