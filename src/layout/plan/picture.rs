//! Pictures among the rows: what stands with each, for which it leaves room on its page.

use std::sync::Arc;

use super::{Plan, PlannedRow, Planner};
use crate::edition::{Alternative, Part};
use crate::image::Image;
use crate::text::{GroupKind, Picture};

/// A picture before it is set.
#[derive(Clone)]
pub(crate) struct PlannedPicture<'a> {
    /// How large it is to be.
    pub(crate) wanted: &'a Picture,
    pub(crate) image: Arc<Image>,
    /// What stands for it in each language.
    pub(crate) alternatives: Arc<[Alternative]>,
    /// The other rows of its figure, and the heads over it.
    pub(crate) companions: Vec<PlannedRow<'a>>,
    /// How many pictures its figure has.
    pub(crate) pictures: usize,
}

/// So many heads over a picture have room on its page.
const HEADS: usize = 4;

impl<'a> Planner<'a, '_> {
    /// Adds the picture that is a part of the edition.
    pub(super) fn picture(&mut self, index: usize, mut planned: PlannedRow<'a>) {
        let Part::Row(row) = &self.edition.parts[index] else { return };
        if let (Some(wanted), Some(image), Some(alternatives)) =
            (&row.picture, self.edition.image(row), self.illustrations.alternatives(index))
        {
            let (image, alternatives) = (Arc::clone(image), Arc::clone(alternatives));
            let picture = PlannedPicture { wanted, image, alternatives, companions: Vec::new(), pictures: 1 };
            planned.picture = Some(Box::new(picture));
            // No cell stands beside it.
            self.table_open = false;
            self.push(planned);
        }
    }

    /// Ends a figure: what stands with a picture stands with it on one page.
    pub(super) fn close_figure(&mut self) {
        let first = self.figures.pop().unwrap_or(self.plans.len());
        if self.begun.iter().any(|(kind, _)| *kind == GroupKind::Figure) {
            return;
        }
        if let Some(last) = self.last_row() {
            last.style.keep_with_next = false;
        }
        // The heads over it stand there, too.
        let is_over = |plan: &Plan<'_>| plan.rows.last().is_some_and(|row| row.style.keep_with_next);
        let over = self.plans[..first.min(self.plans.len())].iter().rev().take(HEADS).take_while(|plan| is_over(plan));
        let over: Vec<PlannedRow<'a>> = over.flat_map(|plan| plan.rows.iter().cloned()).collect();
        let Some(plans) = self.plans.get_mut(first..) else { return };
        let rows = || plans.iter().flat_map(|plan| &plan.rows);
        let own = rows().filter(|row| row.picture.is_none()).cloned();
        let companions: Vec<PlannedRow<'a>> = over.into_iter().chain(own).collect();
        let pictures = rows().filter(|row| row.picture.is_some()).count();
        for picture in plans.iter_mut().flat_map(|plan| &mut plan.rows).filter_map(|row| row.picture.as_mut()) {
            picture.companions.clone_from(&companions);
            picture.pictures = pictures;
        }
    }
}
