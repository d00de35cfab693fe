//! Makes sure that the widths of the columns cost no page beside columns of one width.

use std::sync::Arc;

use rayon::prelude::*;

use crate::layout::openings::Setters;
use crate::layout::paginate::Paginator;
use crate::layout::plan::Plan;

use crate::layout::row::{self, Setting, Strand};
use crate::layout::style::{PageStyle, Widths};
use crate::layout::{Saved, render};

/// Rows up to which an edition is set whole in both widths.
const COUNTED: usize = 400;
/// Rows that are set in both widths of a longer one, from all over it.
const SAMPLE: usize = 120;
/// By how many times the error of a sample it must save pages, to be believed.
const CERTAIN: f64 = 4.0;

/// Takes columns of one width if the edition has fewer pages so, and gives how many the chosen ones save otherwise.
///
/// A long edition is judged by rows from all over it; where these leave a doubt, all is set.
pub(crate) fn secure(plans: &[Plan<'_>], setting: &mut Setting<'_>, setters: &Setters) -> Saved {
    let equal = PageStyle { widths: Widths::Equal, ..setting.style.clone() };
    let equal = row::frames(setting.edition, setting.book, &equal);
    let step = (plans.len() / SAMPLE).max(1);
    if plans.len() > COUNTED
        && let Some(pages) = sampled(plans, step, setting, &equal, setters)
    {
        return Saved::Expected(pages);
    }
    let chosen = count(plans, setting, setters);
    let frames = std::mem::replace(&mut setting.frames, equal);
    let pages = count(plans, setting, setters);
    if pages >= chosen {
        setting.frames = frames;
    }
    Saved::Counted(pages.saturating_sub(chosen))
}

/// The pages that the widths save, if every so many of the rows say it for certain.
fn sampled(
    plans: &[Plan<'_>],
    step: usize,
    setting: &mut Setting<'_>,
    equal: &[row::Frame],
    setters: &Setters,
) -> Option<usize> {
    let heights = |setting: &Setting<'_>| -> Vec<f64> {
        let sample: Vec<&Plan<'_>> = plans.iter().step_by(step).collect();
        sample.par_iter().map(|plan| height(&setters.with(|setter| setter.set(plan, setting)), setting)).collect()
    };
    let chosen = heights(setting);
    let frames = std::mem::replace(&mut setting.frames, equal.to_vec());
    let other = heights(setting);
    setting.frames = frames;
    let saved: Vec<f64> = other.iter().zip(&chosen).map(|(other, chosen)| other - chosen).collect();
    let count = saved.len() as f64;
    let mean = saved.iter().sum::<f64>() / count;
    let variance = saved.iter().map(|saved| (saved - mean) * (saved - mean)).sum::<f64>() / (count - 1.0);
    let error = (variance / count).sqrt();
    let pages = |lines: f64| lines * plans.len() as f64 / f64::from(setting.style.lines());
    // What ends pages may cost one where a row is higher, so one more must be saved.
    (pages(mean - CERTAIN * error) >= 1.0).then(|| pages(mean) as usize)
}

/// How high rows are with their notes, in lines of the grid.
fn height(strands: &[Arc<Strand>], setting: &Setting<'_>) -> f64 {
    let steps = usize::from(setting.style.steps());
    let of = |strand: &Arc<Strand>| {
        let notes = |lang| strand.calls.iter().filter(move |call| call.lang == lang).map(|call| call.note.line_count());
        let notes = (0..setting.edition.langs.len()).map(|lang| notes(lang).sum::<usize>()).max().unwrap_or(0);
        let notes = notes as f64 * f64::from(setting.style.note_leading() / setting.style.grid);
        (strand.line_count() * steps + usize::from(strand.above)) as f64 + notes
    };
    strands.iter().map(of).sum()
}

/// The pages of an edition.
fn count(plans: &[Plan<'_>], setting: &Setting<'_>, setters: &Setters) -> usize {
    let mut paginator = Paginator::new(setting.style.clone(), setting.edition.langs.len());
    let strands: Vec<_> = plans.par_iter().map(|plan| setters.with(|setter| setter.set(plan, setting))).collect();
    strands.into_iter().flatten().for_each(|strand| paginator.push(strand));
    paginator.finish();
    paginator.take().iter().map(|opening| render::page_count(opening, setting)).sum()
}
