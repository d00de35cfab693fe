//! What is said from one number to another: from 1997 to 2004 is not from 2004 to 1997, nor is a rise from 10 to 20 one from 20
//! to 10.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{Figure, ONE, Weight};

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

/// The span of the source and the one here that has its numbers the other way round, if there is one.
pub(super) fn compare(
    (source, from): (&str, &[Figure]),
    (text, to): (&str, &[Figure]),
) -> Option<(Range<usize>, Range<usize>)> {
    let mut theirs = FxHashMap::default();
    for (start, end, span) in spans(source, from) {
        theirs.entry((start, end)).or_insert(span);
    }
    spans(text, to).into_iter().find_map(|(first, last, span)| {
        let other = theirs.get(&(last, first)).filter(|_| first != last)?;
        Some((other.clone(), span))
    })
}

/// The spans in a text: the first number, the last, and where they stand.
fn spans(text: &str, figures: &[Figure]) -> Vec<(i128, i128, Range<usize>)> {
    let said: Vec<(&Figure, i128)> = figures
        .iter()
        .filter(|figure| figure.weight > Weight::Hint)
        .filter_map(|figure| Some((figure, figure.value()?)))
        .collect();
    let pairs = said.windows(2).filter_map(|pair| {
        let [(first, start), (last, end)] = pair else { return None };
        let between = text.get(first.span.end..last.span.start)?.trim();
        let is_year =
            |figure: &Figure, value: i128| (1000 * ONE..2200 * ONE).contains(&value) && figure.span.len() >= 4;
        let are_years = is_year(first, *start) && is_year(last, *end);
        let is_span = (are_years && BETWEEN.contains(&between)) || is_from_to(&text[..first.span.start], between);
        is_span.then_some((*start, *end, first.span.start..last.span.end))
    });
    pairs.collect()
}

/// Whether words say that something goes from one number to another: *from 8 percent to 4*, 8%에서 4%로.
fn is_from_to(before: &str, between: &str) -> bool {
    let is_short = between.chars().count() <= 12 && !between.contains([',', '.', ';', '·']);
    let ends = |word| between == word || between.strip_suffix(word).is_some_and(|rest| rest.ends_with(' '));
    let before = before.trim_end_matches(['$', '€', ' ']);
    is_short && ((before.ends_with("from") && ends("to")) || between.ends_with("에서"))
}
