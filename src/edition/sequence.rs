//! Which links can be followed together so that two sequences keep their order.

use std::collections::BTreeMap;

/// What a link joins: a stretch of rows and a stretch of units, each with its first and its last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pairing {
    pub(super) rows: (usize, usize),
    pub(super) units: (usize, usize),
    /// The links that say so.
    pub(super) links: Vec<usize>,
}

/// A link, with the rows and the units that it names.
#[derive(Clone, Debug)]
pub(super) struct Said {
    pub(super) link: usize,
    pub(super) rows: Vec<usize>,
    pub(super) units: Vec<usize>,
}

impl Pairing {
    /// What a link joins; nothing if it leads to nothing on one of the sides.
    fn around(said: &Said) -> Option<Pairing> {
        let ends = |places: &[usize]| Some((*places.iter().min()?, *places.iter().max()?));
        Some(Pairing { rows: ends(&said.rows)?, units: ends(&said.units)?, links: vec![said.link] })
    }

    fn join(&mut self, other: Pairing) {
        self.rows = (self.rows.0.min(other.rows.0), self.rows.1.max(other.rows.1));
        self.units = (self.units.0.min(other.units.0), self.units.1.max(other.units.1));
        self.links.extend(other.links);
    }
}

/// The most links that can be followed together, as boxes that follow each other on both sides without touching; and the
/// links that cannot, the first of each that say the same.
pub(super) fn longest(links: &[Said]) -> (Vec<Pairing>, Vec<usize>) {
    let boxes = together(links);
    let boxes = alike(alike(alike(boxes, |it| (it.rows, it.units)), |it| (it.units, (0, 0))), |it| (it.rows, (0, 0)));
    let chain = chain(&boxes);
    let mut is_followed = vec![false; boxes.len()];
    chain.iter().for_each(|&at| is_followed[at] = true);
    let left = boxes.iter().zip(&is_followed).filter(|(_, followed)| !**followed);
    let left = left.filter_map(|(it, _)| it.links.iter().min().copied()).collect();
    let mut joined: Vec<Pairing> = Vec::new();
    for at in chain {
        let next = boxes[at].clone();
        match joined.last_mut() {
            Some(last) if next.rows.0 <= last.rows.1 || next.units.0 <= last.units.1 => last.join(next),
            _ => joined.push(next),
        }
    }
    (joined, left)
}

/// What links join. Links that have a row or a unit in common, be it by way of others, are one box, as long as no other
/// link leads into it: `1-1 1-2 2-2` is two to two, like one link that names them all.
fn together(links: &[Said]) -> Vec<Pairing> {
    let links: Vec<(&Said, Pairing)> = links.iter().filter_map(|said| Some((said, Pairing::around(said)?))).collect();
    // Each link leads to the first that it is joined with.
    let mut first: Vec<usize> = (0..links.len()).collect();
    fn root(first: &mut [usize], mut at: usize) -> usize {
        while first[at] != at {
            first[at] = first[first[at]];
            at = first[at];
        }
        at
    }
    let (mut by_row, mut by_unit) = (BTreeMap::new(), BTreeMap::new());
    for (at, (said, _)) in links.iter().enumerate() {
        let rows = said.rows.iter().map(|row| *by_row.entry(*row).or_insert(at));
        let units = said.units.iter().map(|unit| *by_unit.entry(*unit).or_insert(at));
        for other in rows.chain(units).collect::<Vec<_>>() {
            let (one, two) = (root(&mut first, at), root(&mut first, other));
            first[one.max(two)] = one.min(two);
        }
    }
    let mut sets: BTreeMap<usize, Vec<Pairing>> = BTreeMap::new();
    for (at, (_, pairing)) in links.into_iter().enumerate() {
        sets.entry(root(&mut first, at)).or_default().push(pairing);
    }
    let sets: Vec<Vec<Pairing>> = sets.into_values().collect();
    let whole = sets.iter().filter_map(|set| {
        set.iter().cloned().reduce(|mut all, next| {
            all.join(next);
            all
        })
    });
    let whole: Vec<Pairing> = whole.collect();
    let (of_rows, of_units) = (alone(&whole, |it| it.rows), alone(&whole, |it| it.units));
    let boxes = sets.into_iter().zip(whole).enumerate();
    boxes.flat_map(|(at, (set, whole))| if of_rows[at] && of_units[at] { vec![whole] } else { set }).collect()
}

/// For each box, whether its stretch on a side has nothing in common with those of all others.
fn alone(boxes: &[Pairing], stretch: impl Fn(&Pairing) -> (usize, usize)) -> Vec<bool> {
    let mut order: Vec<usize> = (0..boxes.len()).collect();
    order.sort_by_key(|&at| stretch(&boxes[at]));
    let mut is_alone = vec![true; boxes.len()];
    let mut reaching: Option<usize> = None;
    for at in order {
        let (start, end) = stretch(&boxes[at]);
        let reached = reaching.map(|before| stretch(&boxes[before]).1);
        if let Some(before) = reaching.filter(|_| reached.is_some_and(|reached| reached >= start)) {
            (is_alone[before], is_alone[at]) = (false, false);
        }
        if reached.is_none_or(|reached| end >= reached) {
            reaching = Some(at);
        }
    }
    is_alone
}

/// Joins boxes that have the same stretch on one side, of two or more, and stretches that touch on the other; or are the
/// same. So two paragraphs that each name the same two are taken together with them.
fn alike<K: Ord>(boxes: Vec<Pairing>, key: impl Fn(&Pairing) -> K) -> Vec<Pairing> {
    let mut by_key: BTreeMap<K, Vec<Pairing>> = BTreeMap::new();
    for it in boxes {
        by_key.entry(key(&it)).or_default().push(it);
    }
    let mut out: Vec<Pairing> = Vec::new();
    for mut same in by_key.into_values() {
        same.sort_by_key(|it| (it.rows, it.units));
        let mut joined: Vec<Pairing> = Vec::new();
        for it in same {
            match joined.last_mut() {
                Some(last) if touches(last, &it) => last.join(it),
                _ => joined.push(it),
            }
        }
        out.extend(joined);
    }
    out
}

fn touches(a: &Pairing, b: &Pairing) -> bool {
    let near = |a: (usize, usize), b: (usize, usize)| b.0 <= a.1 + 1 && a.0 <= b.1 + 1;
    let is_long = |a: (usize, usize), b: (usize, usize)| a == b && a.1 > a.0;
    a.rows == b.rows && a.units == b.units
        || is_long(a.units, b.units) && near(a.rows, b.rows)
        || is_long(a.rows, b.rows) && near(a.units, b.units)
}

/// The heaviest chain of boxes in which each begins, on both sides, where the one before ends or after it. What more links
/// say weighs more; of what as many say, that which begins in the very row or unit in which the one before ends weighs less,
/// as it joins the two.
fn chain(boxes: &[Pairing]) -> Vec<usize> {
    let of_a_link = boxes.len() + 1;
    let width = boxes.iter().map(|it| it.units.1 + 1).max().unwrap_or(0);
    // The boxes whose rows have ended where the next begin, and those whose rows have ended before.
    let (mut touching, mut apart) = (Prefixes::new(width), Prefixes::new(width));
    let mut order: Vec<usize> = (0..boxes.len()).collect();
    order.sort_by_key(|&at| (boxes[at].rows.0, boxes[at].units, boxes[at].rows.1));
    // By the last of their rows, the boxes that are waiting to be one of the first, and one of the second.
    let mut to_touch: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    let mut to_part: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    let mut before: Vec<Option<usize>> = vec![None; boxes.len()];
    let mut top: Option<(usize, usize)> = None;
    for at in order {
        let it = &boxes[at];
        while let Some(entry) = to_touch.first_entry().filter(|entry| *entry.key() <= it.rows.0) {
            entry.remove().into_iter().for_each(|(weight, done)| touching.raise(boxes[done].units.1, weight, done));
        }
        while let Some(entry) = to_part.first_entry().filter(|entry| *entry.key() < it.rows.0) {
            entry.remove().into_iter().for_each(|(weight, done)| apart.raise(boxes[done].units.1, weight, done));
        }
        let joined = touching.up_to(it.units.0);
        let joined = (joined.0.saturating_sub(1), joined.1);
        let parted = it.units.0.checked_sub(1).map_or((0, None), |last| apart.up_to(last));
        let (weight, last) = if joined.0 > parted.0 { joined } else { parted };
        before[at] = last;
        let weight = weight + of_a_link * it.links.len();
        if top.is_none_or(|(most, _)| weight > most) {
            top = Some((weight, at));
        }
        to_part.entry(it.rows.1).or_default().push((weight, at));
        if it.rows.0 == it.rows.1 {
            touching.raise(it.units.1, weight, at);
        } else {
            to_touch.entry(it.rows.1).or_default().push((weight, at));
        }
    }
    let mut chain: Vec<usize> = std::iter::successors(top.map(|(_, at)| at), |&at| before[at]).collect();
    chain.reverse();
    chain
}

/// The greatest weight up to each place, and what has it (a Fenwick tree).
struct Prefixes {
    tree: Vec<(usize, Option<usize>)>,
}

impl Prefixes {
    fn new(width: usize) -> Prefixes {
        Prefixes { tree: vec![(0, None); width + 1] }
    }

    fn raise(&mut self, place: usize, weight: usize, what: usize) {
        let mut i = place + 1;
        while let Some(known) = self.tree.get_mut(i) {
            if known.0 < weight {
                *known = (weight, Some(what));
            }
            i += i & i.wrapping_neg();
        }
    }

    fn up_to(&self, place: usize) -> (usize, Option<usize>) {
        let mut best = (0, None);
        let mut i = (place + 1).min(self.tree.len().saturating_sub(1));
        while i > 0 {
            if self.tree[i].0 > best.0 {
                best = self.tree[i];
            }
            i -= i & i.wrapping_neg();
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Boxes and links that are left, in short.
    fn followed(links: &[(&[usize], &[usize])]) -> (Vec<[usize; 4]>, Vec<usize>) {
        let said = links.iter().enumerate();
        let said = said.map(|(link, (rows, units))| Said { link, rows: rows.to_vec(), units: units.to_vec() });
        let (joined, left) = longest(&said.collect::<Vec<_>>());
        (joined.into_iter().map(|it| [it.rows.0, it.rows.1, it.units.0, it.units.1]).collect(), left)
    }

    #[test]
    fn links_in_order_are_all_followed() {
        assert_eq!(followed(&[(&[0], &[0]), (&[1], &[2]), (&[4], &[3])]).0, [[0, 0, 0, 0], [1, 1, 2, 2], [4, 4, 3, 3]]);
        // One to two, by one link or by two; two to two, said by each of them.
        assert_eq!(followed(&[(&[0], &[0, 1])]).0, [[0, 0, 0, 1]]);
        assert_eq!(followed(&[(&[0], &[0]), (&[0], &[1])]).0, [[0, 0, 0, 1]]);
        assert_eq!(followed(&[(&[0], &[0, 1]), (&[1], &[0, 1]), (&[0, 1], &[0])]), (vec![[0, 1, 0, 1]], vec![]));
    }

    #[test]
    fn what_is_linked_by_way_of_others_is_joined() {
        let pairs = |pairs: &[(usize, usize)]| {
            let (rows, units): (Vec<_>, Vec<_>) = pairs.iter().map(|(row, unit)| ([*row], [*unit])).unzip();
            let links: Vec<(&[usize], &[usize])> =
                rows.iter().zip(&units).map(|(row, unit)| (&row[..], &unit[..])).collect();
            followed(&links)
        };
        let (two, three) = ([0, 1, 0, 1], [2, 2, 2, 2]);
        assert_eq!(pairs(&[(0, 0), (0, 1), (1, 1), (2, 2)]), (vec![two, three], vec![]));
        // In any order, and each with each.
        assert_eq!(pairs(&[(2, 2), (1, 1), (0, 1), (0, 0)]), (vec![two, three], vec![]));
        assert_eq!(pairs(&[(0, 0), (0, 1), (1, 0), (1, 1), (2, 2)]), (vec![two, three], vec![]));
        assert_eq!(pairs(&[(0, 0), (1, 0), (1, 1), (2, 1), (2, 2), (3, 3)]).0, [[0, 2, 0, 2], [3, 3, 3, 3]]);
        // One in the midst of another.
        assert_eq!(followed(&[(&[0, 1, 2], &[0, 1, 2]), (&[1], &[1])]), (vec![[0, 2, 0, 2]], vec![]));
        // Beside links that cross: those alone are left.
        assert_eq!(
            pairs(&[(0, 0), (0, 1), (1, 1), (2, 2), (3, 3), (4, 4), (4, 0)]),
            (vec![two, three, [3, 3, 3, 3], [4, 4, 4, 4]], vec![6])
        );
        // Two that cross, each of several.
        assert_eq!(pairs(&[(0, 2), (0, 3), (1, 3), (2, 0), (3, 0)]), (vec![[0, 1, 2, 3]], vec![3]));
    }

    #[test]
    fn of_links_that_cross_the_most_are_followed() {
        let (joined, left) = followed(&[(&[0], &[3]), (&[1], &[1]), (&[2], &[2]), (&[3], &[0])]);
        assert_eq!(joined, [[1, 1, 1, 1], [2, 2, 2, 2]]);
        assert_eq!(left.len(), 2);
        // What is said twice weighs more than what is said once.
        assert_eq!(followed(&[(&[0], &[1]), (&[1], &[0]), (&[1], &[0])]).0, [[1, 1, 0, 0]]);
        // A link from the first to the last does not join all that is between.
        assert_eq!(followed(&[(&[0], &[0]), (&[0], &[9]), (&[1], &[1]), (&[9], &[9])]).1, [1]);
    }
}
