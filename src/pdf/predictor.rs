//! Rows of samples as PNG filters them (ISO/IEC 15948, clause 9), which makes pictures small: each sample by how it differs
//! from those beside and above it.

/// The rows of a picture, each behind the number of its filter: the one whose differences are the least in sum.
/// `samples` holds `pixel` bytes for each of `width` pixels of each row.
pub(super) fn rows(samples: &[u8], width: usize, pixel: usize) -> Vec<u8> {
    let row = (width * pixel).max(1);
    let mut out = Vec::with_capacity(samples.len() + samples.len() / row);
    let zeros = vec![0; row];
    let mut above: &[u8] = &zeros;
    let mut tried = vec![0; row];
    let mut best = vec![0; row];
    for current in samples.chunks_exact(row) {
        let mut least = u64::MAX;
        let mut filter = 0;
        for candidate in 0..=4 {
            for (index, to) in tried.iter_mut().enumerate() {
                let left = if index >= pixel { current[index - pixel] } else { 0 };
                let corner = if index >= pixel { above[index - pixel] } else { 0 };
                let expected = match candidate {
                    0 => 0,
                    1 => left,
                    2 => above[index],
                    3 => ((u16::from(left) + u16::from(above[index])) / 2) as u8,
                    _ => paeth(left, above[index], corner),
                };
                *to = current[index].wrapping_sub(expected);
            }
            let sum = tried.iter().map(|&difference| u64::from((difference as i8).unsigned_abs())).sum();
            if sum < least {
                (least, filter) = (sum, candidate);
                std::mem::swap(&mut best, &mut tried);
            }
        }
        out.push(filter);
        out.extend_from_slice(&best);
        above = current;
    }
    out
}

/// The one of three neighbours that is nearest to what they make expect.
fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let expected = i16::from(left) + i16::from(above) - i16::from(corner);
    let far = |value: u8| (expected - i16::from(value)).abs();
    if far(left) <= far(above) && far(left) <= far(corner) {
        left
    } else if far(above) <= far(corner) {
        above
    } else {
        corner
    }
}
