//! Spans of years: from 1997 to 2004 is not 2004 to 1997.

use std::ops::Range;

use super::{Figure, ONE};

/// What stands between the first and the last year of a span.
const BETWEEN: [&str; 27] = [
    "-",
    "–",
    "—",
    "~",
    "～",
    "〜",
    "‑",
    "to",
    "until",
    "till",
    "through",
    "bis",
    "년부터",
    "년에서",
    "년",
    "년~",
    "년–",
    "년-",
    "년 ~",
    "년 –",
    "年から",
    "年",
    "年～",
    "年〜",
    "年至",
    "إلى",
    "حتى",
];

/// The span of the source and the one here that has its years the other way round, if there is one.
pub(super) fn compare(
    (source, from): (&str, &[Figure]),
    (text, to): (&str, &[Figure]),
) -> Option<(Range<usize>, Range<usize>)> {
    let theirs = spans(source, from);
    spans(text, to).into_iter().find_map(|(first, last, span)| {
        let (.., other) = theirs.iter().find(|(start, end, _)| (*start, *end) == (last, first) && start < end)?;
        Some((other.clone(), span))
    })
}

/// The spans of years in a text: the first, the last, and where they stand.
fn spans(text: &str, figures: &[Figure]) -> Vec<(i128, i128, Range<usize>)> {
    let years: Vec<(&Figure, i128)> = figures
        .iter()
        .filter_map(|figure| Some((figure, figure.value()? / ONE)))
        .filter(|(figure, year)| (1000..2200).contains(year) && figure.span.len() >= 4)
        .collect();
    let pairs = years.windows(2).filter_map(|pair| {
        let [(first, start), (last, end)] = pair else { return None };
        let between = text.get(first.span.end..last.span.start)?.trim();
        BETWEEN.contains(&between).then_some((*start, *end, first.span.start..last.span.end))
    });
    pairs.collect()
}
