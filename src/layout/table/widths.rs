//! The widths of a table's columns.

use super::grid::Grid;

/// The least and the natural width of each column, from those of the cells.
pub(super) fn limits(grid: &Grid, cells: &[(f32, f32)], gap: f32) -> Vec<(f32, f32)> {
    let mut limits = vec![(0.0f32, 0.0f32); grid.columns];
    let mut order: Vec<usize> = (0..grid.slots.len()).collect();
    // Cells of one column say what they need; wider ones then add what they lack.
    order.sort_by_key(|&index| grid.slots[index].columns);
    for index in order {
        let slot = &grid.slots[index];
        let (least, natural) = cells[index];
        let columns = &mut limits[slot.column..slot.column + slot.columns];
        let count = columns.len() as f32;
        let gaps = gap * (count - 1.0);
        let (known_least, known_natural) = columns.iter().fold((gaps, gaps), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        let (more_least, more_natural) = ((least - known_least).max(0.0), (natural - known_natural).max(0.0));
        let whole = known_natural - gaps;
        for (least, natural) in columns {
            let part = if whole > 0.0 { *natural / whole } else { 1.0 / count };
            *least += more_least * part;
            *natural = (*natural + more_natural * part).max(*least);
        }
    }
    limits
}

/// The widths of the columns: of two ways to share out what there is, the one that makes the lower table.
pub(super) fn shared(grid: &Grid, cells: &[(f32, f32)], limits: &[(f32, f32)], available: f32, gap: f32) -> Vec<f32> {
    let height = |widths: &[f32]| -> f32 {
        let mut rows = vec![1.0f32; grid.rows.len()];
        for (slot, (_, natural)) in grid.slots.iter().zip(cells) {
            let spanned = &widths[slot.column..slot.column + slot.columns];
            let width = spanned.iter().sum::<f32>() + gap * (spanned.len() as f32 - 1.0);
            let lines = (natural / width.max(1.0)).ceil() / slot.rows as f32;
            rows[slot.row] = rows[slot.row].max(lines);
        }
        rows.iter().sum()
    };
    let even = share(limits, available);
    let by_need = share_by_need(limits, &even);
    if height(&by_need) < height(&even) { by_need } else { even }
}

/// Shares out again what the columns have that wrap: each gets its longest word, and of what is left the more, the more it has
/// beyond that.
fn share_by_need(limits: &[(f32, f32)], widths: &[f32]) -> Vec<f32> {
    let wraps = |&(width, (_, natural)): &(&f32, &(f32, f32))| *width < *natural;
    let wrapped = widths.iter().zip(limits).filter(wraps);
    let (width, least, natural) =
        wrapped.fold((0.0, 0.0, 0.0), |sum, (width, one)| (sum.0 + width, sum.1 + one.0, sum.2 + one.1));
    let part = (width - least) / (natural - least).max(1.0);
    let shared = widths.iter().zip(limits).map(
        |(&width, &(least, natural))| {
            if width < natural { least + (natural - least) * part } else { width }
        },
    );
    if part > 0.0 { shared.collect() } else { widths.to_vec() }
}

/// Shares out a width: each column gets what its cells take on one line, but none more than what makes the widest of them
/// wrap, and none less than its longest word. Where even the words have no room, the widest of them are cut.
fn share(limits: &[(f32, f32)], available: f32) -> Vec<f32> {
    let (least, natural) = limits.iter().fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    if natural <= available {
        return limits.iter().map(|&(_, natural)| natural).collect();
    }
    let bounds: Vec<(f32, f32)> = limits
        .iter()
        .map(|&(least_of_one, natural)| if least < available { (least_of_one, natural) } else { (0.0, least_of_one) })
        .collect();
    let widths = |most: f32| bounds.iter().map(move |&(least, natural)| natural.min(most).max(least));
    // The bound that fills the width, to a thousandth of it.
    let (mut low, mut high) = (0.0, available);
    for _ in 0..10 {
        let most = (low + high) / 2.0;
        if widths(most).sum::<f32>() > available {
            high = most;
        } else {
            low = most;
        }
    }
    let rest = available - widths(low).sum::<f32>();
    // What rounding has left goes to those that wrap.
    let wraps = |width: f32, natural: f32| width < natural;
    let count = widths(low).zip(&bounds).filter(|&(width, bound)| wraps(width, bound.1)).count().max(1) as f32;
    let widen = |(width, bound): (f32, &(f32, f32))| width + if wraps(width, bound.1) { rest / count } else { 0.0 };
    widths(low).zip(&bounds).map(widen).collect()
}
