//! Links between sections and lists of which the parts are not alike one by one.
//!
//! What links of the parts say counts; a link of the whole says only what they leave open. Its heads belong together, and
//! paragraphs that are not as many on each side are one row: several to several. Whatever else has parts is told.

use std::collections::BTreeSet;

use super::{Link, Place};
use crate::text::Role;

/// A link whose ends hold parts that are not alike.
pub(super) struct Uneven<'u> {
    /// The units of each end.
    pub(super) ends: Vec<Vec<&'u Place>>,
    /// Where in the file it is said, as a [`Link`] has it.
    pub(super) span: std::ops::Range<usize>,
}

/// What belongs together by such links, when others have joined some of the units; and the links that say nothing.
pub(super) fn resolve(mut uneven: Vec<Uneven<'_>>, links: &[Link]) -> (Vec<Link>, Vec<std::ops::Range<usize>>) {
    let mut joined: BTreeSet<(usize, usize)> = links.iter().flat_map(|link| link.units.iter().copied()).collect();
    let (mut made, mut lost) = (Vec::new(), Vec::new());
    // What is inside of another counts before it.
    uneven.sort_by_key(|link| link.ends.iter().map(Vec::len).sum::<usize>());
    for Uneven { ends, span } in uneven {
        let is_open = ends.iter().flatten().all(|unit| !joined.contains(&key(unit)));
        let heads = heads(&ends);
        let rest: Vec<&[&Place]> = ends.iter().map(|end| &end[heads..]).collect();
        let is_text = |unit: &&Place| matches!(unit.role, Role::Paragraph | Role::Block | Role::VerseLine(_));
        let is_row = rest.iter().all(|end| !end.is_empty() && end.iter().all(is_text));
        let mut groups: Vec<Vec<(usize, usize)>> =
            (0..heads).map(|at| ends.iter().map(|end| key(end[at])).collect()).collect();
        if is_open && is_row {
            groups.push(rest.iter().flat_map(|end| end.iter().map(|unit| key(unit))).collect());
        } else if is_open && rest.iter().any(|end| !end.is_empty()) {
            lost.push(span.clone());
        }
        for mut units in groups {
            if units.iter().all(|unit| joined.insert(*unit)) {
                units.sort_unstable();
                made.push(Link { units, span: span.clone() });
            }
        }
    }
    (made, lost)
}

fn key(unit: &Place) -> (usize, usize) {
    (unit.side, unit.number)
}

/// How many heads all ends begin with, if each is of another text.
fn heads(ends: &[Vec<&Place>]) -> usize {
    let sides: BTreeSet<usize> = ends.iter().flatten().map(|unit| unit.side).collect();
    if sides.len() != ends.len() {
        return 0;
    }
    let count = |end: &Vec<&Place>| {
        end.iter().take_while(|unit| matches!(unit.role, Role::Head { .. } | Role::Subhead)).count()
    };
    ends.iter().map(count).min().unwrap_or(0)
}
