//! Korean words that count days or name the day of a month: 사흘, 열여드레, 스무날, 초하루, 그믐.

use super::{Figure, ONE, Value, Weight};

const ONES: [(&str, Value); 9] = [
    ("하루", 1),
    ("이틀", 2),
    ("사흘", 3),
    ("나흘", 4),
    ("닷새", 5),
    ("엿새", 6),
    ("이레", 7),
    ("여드레", 8),
    ("아흐레", 9),
];

/// Those that no other is put before, with what they may be as well.
const WHOLE: [(&str, &[Value]); 5] =
    [("열흘", &[10]), ("초열흘", &[10]), ("보름", &[15, 2]), ("스무날", &[20]), ("그믐", &[30, 29, 31, 28])];

/// The days that stand at a place.
pub(super) fn day(text: &str, at: usize) -> Option<Figure> {
    let rest = &text[at..];
    if let Some((word, values)) = WHOLE.iter().find(|(word, _)| rest.starts_with(word)) {
        // Half a month is named for the full moon, and for a fortnight.
        let hours = if values[0] == 15 { 14 } else { values[0] * 24 };
        let figure = Figure::new(at..at + word.len(), values[0] * ONE, Weight::Loose);
        return Some(figure.or([hours * ONE]).or(values[1..].iter().map(|value| value * ONE)));
    }
    let tens = [("열", 10), ("스무", 20), ("초", 0), ("", 0)].into_iter();
    let (word, days) = tens.filter_map(|(tens, value)| Some((tens, value, rest.strip_prefix(tens)?))).find_map(
        |(tens, value, rest)| {
            let (word, ones) = ONES.iter().find(|(word, _)| rest.starts_with(word))?;
            Some((tens.len() + word.len(), value + ones))
        },
    )?;
    let weight = if days < 2 { Weight::Hint } else { Weight::Loose };
    Some(Figure::new(at..at + word, days * ONE, weight).or([days * 24 * ONE]))
}
