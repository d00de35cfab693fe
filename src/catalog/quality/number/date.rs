//! Days of a year: 4 May is not 5 April.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Figure, ONE, Value};
use crate::text::Lang;

/// A month and a day, and where they stand.
struct Date {
    month: Value,
    day: Value,
    span: Range<usize>,
}

/// A date of the source and one here that has its day for its month, if each side says only one of both.
pub(super) fn compare(
    ((source_lang, source), from): ((&Lang, &str), &[Figure]),
    ((lang, text), to): ((&Lang, &str), &[Figure]),
) -> Option<(Range<usize>, Range<usize>)> {
    let (theirs, ours) = (dates(source_lang, source, from), dates(lang, text, to));
    let said: FxHashSet<_> = theirs.iter().map(|date| (date.month, date.day)).collect();
    let mut first: FxHashMap<_, &Date> = FxHashMap::default();
    for date in &ours {
        first.entry((date.month, date.day)).or_insert(date);
    }
    theirs.iter().find_map(|date| {
        let other = first.get(&(date.day, date.month))?;
        let is_exchanged = !first.contains_key(&(date.month, date.day)) && !said.contains(&(other.month, other.day));
        is_exchanged.then(|| (date.span.clone(), other.span.clone()))
    })
}

fn dates(lang: &Lang, text: &str, figures: &[Figure]) -> Vec<Date> {
    let alone = |figure: &Figure, most: Value| {
        let value = figure.value()? / ONE;
        ((1..=most).contains(&value) && figure.value()? % ONE == 0).then_some(value)
    };
    let is_word = |figure: &Figure| text[figure.span.clone()].chars().all(char::is_alphabetic);
    let date = |first: &Figure, last: &Figure, month: &Figure, day: &Figure| {
        let span = first.span.start..last.span.end;
        Some(Date { month: alone(month, 12)?, day: alone(day, 31)?, span })
    };
    let pairs = figures.windows(2).filter_map(|pair| {
        let [first, last] = pair else { return None };
        let between = text.get(first.span.end..last.span.start)?.trim();
        match lang.primary() {
            "ko" | "ja" | "zh" => {
                let after = text[last.span.end..].trim_start();
                let is_date = matches!(between, "월" | "月") && after.starts_with(['일', '日', '号', '號']);
                if is_date { date(first, last, first, last) } else { None }
            }
            "en" | "de" => {
                let gap = matches!(
                    between,
                    "" | "." | "of" | "st" | "nd" | "rd" | "th" | "st of" | "nd of" | "rd of" | "th of" | "the"
                );
                match (gap, is_word(first), is_word(last)) {
                    (true, true, false) if is_month(lang, &text[first.span.clone()]) => date(first, last, first, last),
                    (true, false, true) if is_month(lang, &text[last.span.clone()]) => date(first, last, last, first),
                    _ => None,
                }
            }
            _ => None,
        }
    });
    pairs.collect()
}

/// Whether a word that is a figure is the name of a month, and no number.
fn is_month(lang: &Lang, word: &str) -> bool {
    const ENGLISH: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    const GERMAN: [&str; 12] = ["Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"];
    let months = if lang.primary() == "de" { GERMAN } else { ENGLISH };
    months.iter().any(|month| word.starts_with(month))
}
