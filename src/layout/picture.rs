//! Sets pictures: each as large as the source wants it and its page has room, its foot on a line of the grid.
//!
//! A picture belongs to all languages of its row. In columns it stands once, in the middle of all of them, or, by choice, in
//! each; on pages that face each other it stands on both, so that each can be read by itself.

use std::sync::Arc;

use crate::edition::Alternative;
use crate::image::Image;
use crate::layout::line::Line;
use crate::layout::plan::{PlannedPicture, PlannedRow};
use crate::layout::row::{self, SetCell, SetText, Setter, Setting, Strand};
use crate::layout::style::{Arrangement, Ink, PageStyle, Placement};

/// A picture that is set.
pub(crate) struct SetPicture {
    pub(crate) image: Arc<Image>,
    /// The index of the language from whose column it is measured.
    pub(crate) lang: usize,
    /// Its left edge from that of the column, in points.
    pub(crate) x: f32,
    pub(crate) width: f32,
    pub(crate) height: f32,
    /// For each language that it is shown to: the number of its text, and what stands for it.
    pub(crate) alternatives: Vec<(u32, Alternative)>,
}

/// From a line of the grid to as high above it as a picture may reach that begins a page, in the size of the body: as
/// letters do.
const ASCENT: f32 = 0.72;
/// The least part of a page that a picture has, whatever stands with it.
const LEAST: f32 = 0.3;

/// Sets a picture.
pub(crate) fn set(
    planned: &PlannedRow<'_>,
    picture: &PlannedPicture<'_>,
    setter: &mut Setter,
    setting: &Setting<'_>,
) -> Strand {
    let style = &setting.style;
    let PlannedPicture { wanted, image, alternatives, .. } = picture;
    let langs = alternatives.len();
    let frames: Vec<_> = (0..langs).map(|lang| row::frame_of(planned, lang, setting)).collect();
    let across = row::stacked(planned, setting)
        || langs == 1
        || style.arrangement == Arrangement::Columns && style.pictures == Placement::Across;
    let (first, last) = (frames[0], frames[langs - 1]);
    let room = if across {
        last.x + last.width - first.x
    } else {
        // As large in each column, so that rows stay in step.
        frames.iter().map(|frame| frame.width).fold(f32::MAX, f32::min)
    };
    let (width, height) = wanted.size((image.width, image.height), (room, height(picture, setter, setting)));
    let text = |lang: usize| planned.number * langs as u32 + lang as u32;
    let of = |lang: usize| (text(lang), alternatives[lang].clone());
    let place = |lang: usize, room: f32, alternatives| SetPicture {
        image: Arc::clone(image),
        lang,
        x: (room - width) / 2.0,
        width,
        height,
        alternatives,
    };
    let pictures = if across {
        vec![place(0, room, (0..langs).map(of).collect())]
    } else {
        (0..langs).map(|lang| place(lang, frames[lang].width, vec![of(lang)])).collect()
    };
    Strand {
        pictures,
        leading: f32::from(lines(height, style)) * style.grid,
        above: planned.style.above * style.steps(),
        keep_with_next: planned.style.keep_with_next,
        title_block: planned.title_block,
        rule_below: planned.rule_below,
        break_cost: planned.break_cost,
        ids: planned.ids().map(|(part, id)| (0, part, id.to_owned())).collect(),
        ..row::strand((0..langs).map(empty).collect())
    }
}

/// The lines of the grid that a picture of a height takes.
fn lines(height: f32, style: &PageStyle) -> u16 {
    // A hair of tolerance, so that rounding does not cost a line.
    ((height - ASCENT * style.size) / style.grid - 0.001).ceil().max(0.0) as u16 + style.steps()
}

/// How high a picture may be, in points: so that all that its figure holds has room on one page.
fn height(picture: &PlannedPicture<'_>, setter: &mut Setter, setting: &Setting<'_>) -> f32 {
    let style = &setting.style;
    let page = style.lines();
    let mut taken = 0.0;
    for companion in &picture.companions {
        let count =
            |cells: Vec<SetCell>| cells.iter().map(|cell| cell.top + cell.text.lines.len()).max().unwrap_or(0) as f32;
        let cells = (0..companion.row.cells.len()).map(|lang| count(setter.plain_cell(companion, lang, setting)));
        let all = if row::stacked(companion, setting) { cells.sum() } else { cells.fold(0.0, f32::max) };
        let leading = (companion.style.leading / style.grid - 0.001).ceil();
        let apart = companion.row.cells.len() as u16 * style.steps();
        taken += f32::from(companion.style.above * style.steps()) + all * leading;
        taken += if row::stacked(companion, setting) { f32::from(apart) } else { 0.0 };
        for note in &companion.notes {
            let lines = count(setter.plain_cell(&note.row, note.lang, setting));
            taken += (lines * style.note_leading() / style.grid).ceil() + f32::from(2 * style.steps());
        }
    }
    let between = f32::from(style.steps()) * (picture.pictures as f32 - 1.0);
    let free = (f32::from(page) - taken - between).max(LEAST * f32::from(page)) / picture.pictures as f32;
    (free.floor() - f32::from(style.steps())) * style.grid + ASCENT * style.size
}

/// A cell without text, which takes the place of a line.
fn empty(lang: usize) -> SetCell {
    let lines = vec![Line { pieces: Vec::new(), excess: 0.0, forced: true }];
    SetCell {
        lang,
        x: 0.0,
        top: 0,
        text: SetText { lines, looks: Vec::new(), marks: Vec::new(), stretches: Vec::new(), source: None },
        ink: Ink::BLACK,
        untranslated: false,
        aside: false,
        across: false,
    }
}
