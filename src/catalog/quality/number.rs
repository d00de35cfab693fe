//! Whether a translation says the numbers of its source: quantities, years, percentages, ordinals.
//!
//! Each language's file finds the figures of a text, in digits and in words, each with the values that it may stand for.
//! A figure is missed on the other side only where no tongue would leave it out: digits, and number words that nobody
//! uses loosely. Small number words come and go in translation (*both sides* is 양국), so that they count only where one
//! stands in the place of another.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::text::Lang;

mod arabic;
mod clock;
mod date;
mod days;
mod digits;
mod english;
mod german;
mod han;
mod korean;
mod period;
#[cfg(test)]
mod tests;
mod years;

use digits::Style;

/// A number in millionths, so that decimals are exact.
pub(super) type Value = i128;

/// One.
pub(super) const ONE: Value = 1_000_000;

/// How surely a figure must have a counterpart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Weight {
    /// It may be what the other side's figure stands for, but nothing is missing without it: *century*, *September*.
    Hint,
    /// It may be left out or added, but not replaced by another: *three rounds*.
    Loose,
    /// It must be there: digits, and number words from thirteen on.
    Firm,
}

/// A number in a text.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Figure {
    /// Where it stands.
    pub(super) span: Range<usize>,
    /// What it may stand for. Each reading is a list of values that belong together: 9.11 is a number or a ninth month
    /// and an eleventh day.
    pub(super) readings: Vec<Vec<Value>>,
    pub(super) weight: Weight,
    /// Whether a sign or a word says that it is a percentage.
    pub(super) percent: bool,
    /// What digits were multiplied by (*million*, 만).
    pub(super) scale: Value,
}

impl Figure {
    fn new(span: Range<usize>, value: Value, weight: Weight) -> Figure {
        Figure { span, readings: vec![vec![value]], weight, percent: false, scale: ONE }
    }

    /// Adds values that it may stand for as well.
    fn or(mut self, values: impl IntoIterator<Item = Value>) -> Figure {
        self.readings.extend(values.into_iter().map(|value| vec![value]));
        self
    }

    /// Its first reading, if that is one value.
    fn value(&self) -> Option<Value> {
        if let [value] = self.readings.first()?.as_slice() { Some(*value) } else { None }
    }

    fn is_in(&self, values: &FxHashSet<Value>) -> bool {
        self.readings.iter().any(|reading| reading.iter().all(|value| values.contains(value)))
    }
}

/// A figure without its counterpart.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Mismatch {
    /// The figure of the source that is missing.
    pub(super) missing: Option<Range<usize>>,
    /// The figure of the translation that the source does not have.
    pub(super) extra: Option<Range<usize>>,
    /// What is wrong with it.
    pub(super) kind: Kind,
}

/// What is wrong with a figure that has no counterpart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// Its value.
    Value,
    /// It is a percentage on one side only.
    Percent,
    /// It counts other periods: days for years.
    Period,
    /// It stands where the year that ends a span began it.
    Order,
}

/// Compares the figures of two texts.
pub(super) fn compare(source: (&Lang, &str), target: (&Lang, &str)) -> Vec<Mismatch> {
    let (mut from, mut to) = (figures(source.0, source.1), figures(target.0, target.1));
    let clocks = clock::compare(&clock::find(source.0, source.1, &from), &clock::find(target.0, target.1, &to));
    if clocks.is_some() {
        // What belongs to a time of day is compared with it.
        for (lang, text, figures) in [(source.0, source.1, &mut from), (target.0, target.1, &mut to)] {
            let spans = clock::find(lang, text, figures);
            let is_in = |figure: &Figure| {
                let next = spans.partition_point(|clock| clock.span.end <= figure.span.start);
                spans.get(next).is_some_and(|clock| clock.span.start < figure.span.end)
            };
            figures.iter_mut().filter(|figure| is_in(figure)).for_each(|figure| figure.weight = Weight::Hint);
        }
    }
    let (from_values, to_values) = (values(&from), values(&to));
    let knows_words = |lang: &Lang| Style::of(lang).knows_words;
    let strict = knows_words(source.0) && knows_words(target.0);
    let unmatched = |figures: &[Figure], others: &FxHashSet<Value>, weight: Weight| -> Vec<Figure> {
        let is_missed = |figure: &&Figure| {
            figure.weight == weight && !figure.is_in(others) && (strict || is_written_in_digits(figure, others))
        };
        figures.iter().filter(is_missed).cloned().collect()
    };
    let mut missing = unmatched(&from, &to_values, Weight::Firm);
    // What stands there once or as a first one need not be said elsewhere.
    let mut extra = unmatched(&to, &from_values, Weight::Firm);
    extra.retain(|figure| figure.value() != Some(ONE));
    if strict {
        let loose = |figures: Vec<Figure>| figures.into_iter().filter(|figure| figure.value() != Some(ONE));
        let mut loose_missing = loose(unmatched(&from, &to_values, Weight::Loose)).peekable();
        let mut loose_extra = loose(unmatched(&to, &from_values, Weight::Loose)).peekable();
        let replaced = loose_missing.peek().is_some() && (loose_extra.peek().is_some() || !extra.is_empty());
        if replaced || (loose_extra.peek().is_some() && !missing.is_empty()) {
            missing.extend(loose_missing);
            extra.extend(loose_extra);
        }
    }
    let spans = |figures: Vec<Figure>| figures.into_iter().map(|figure| figure.span).collect::<Vec<_>>();
    let (mut missing, mut extra) = (spans(missing), spans(extra));
    if let Some(clock::Unmatched { from, to }) = clocks {
        missing.extend(from);
        extra.extend(to);
    }
    if let (true, true, Some((theirs, ours))) = (
        missing.is_empty(),
        extra.is_empty(),
        date::compare((source, &from), (target, &to)).or_else(|| reversed(&from, &to)),
    ) {
        missing.push(theirs);
        extra.push(ours);
    }
    missing.sort_by_key(|span| span.start);
    extra.sort_by_key(|span| span.start);
    let count = missing.len().max(extra.len());
    let mut found: Vec<Mismatch> = (0..count)
        .map(|at| Mismatch { missing: missing.get(at).cloned(), extra: extra.get(at).cloned(), kind: Kind::Value })
        .collect();
    if found.is_empty() {
        let lost = |missing, extra| Mismatch { missing, extra, kind: Kind::Percent };
        found.extend(lost_percent(&from, &to, &to_values).map(|span| lost(Some(span), None)));
        found.extend(lost_percent(&to, &from, &from_values).map(|span| lost(None, Some(span))));
        let both = |kind| move |(missing, extra)| Mismatch { missing: Some(missing), extra: Some(extra), kind };
        found.extend(period::compare((source, &from), (target, &to)).into_iter().map(both(Kind::Period)));
        found.extend(years::compare((source.1, &from), (target.1, &to)).map(both(Kind::Order)));
    }
    found
}

/// The figures of a text, in its order.
pub(super) fn figures(lang: &Lang, text: &str) -> Vec<Figure> {
    let style = Style::of(lang);
    let mut figures = digits::figures(text, &style);
    match lang.primary() {
        "en" => english::add(text, &mut figures),
        "ko" => korean::add(text, &mut figures),
        "de" => german::add(text, &mut figures),
        "ja" | "zh" => han::add(text, &mut figures),
        "ar" => arabic::add(text, &mut figures),
        _ => {}
    }
    figures.sort_by_key(|figure| (figure.span.start, figure.span.end));
    share_scale(text, &mut figures);
    for figure in figures.iter_mut().filter(|figure| figure.weight > Weight::Hint) {
        figure.percent |= digits::is_percent(&text[figure.span.end..], &style);
    }
    for figure in figures.iter_mut().filter(|figure| figure.percent) {
        if let Some(value) = figure.value() {
            figure.readings.push(vec![value / 100]);
            if value == 100 * ONE {
                figure.weight = Weight::Hint;
            }
        }
    }
    figures
}

/// A decimal of the source and one here that has its parts the other way round: 4.5 and 5.4, which may be days as well.
fn reversed(from: &[Figure], to: &[Figure]) -> Option<(Range<usize>, Range<usize>)> {
    let firsts = |figures: &[Figure]| figures.iter().map(Figure::value).collect::<FxHashSet<_>>();
    let (theirs, ours) = (firsts(from), firsts(to));
    let parts = |figure: &Figure| match figure.readings.get(1).map(Vec::as_slice) {
        Some([whole, rest]) if figure.value().is_some_and(|value| value % ONE != 0) => Some((*whole, *rest)),
        _ => None,
    };
    let mut exchanged: FxHashMap<(Value, Value), &Figure> = FxHashMap::default();
    for other in to.iter().filter(|other| !theirs.contains(&other.value())) {
        if let Some((whole, rest)) = parts(other) {
            exchanged.entry((rest, whole)).or_insert(other);
        }
    }
    from.iter().find_map(|figure| {
        let parts = parts(figure).filter(|_| !ours.contains(&figure.value()))?;
        Some((figure.span.clone(), exchanged.get(&parts)?.span.clone()))
    })
}

/// In “3 to 4 million” both are millions.
fn share_scale(text: &str, figures: &mut [Figure]) {
    const BETWEEN: [&str; 14] =
        ["-", "–", "—", "~", "〜", "～", "to", "and", "or", "bis", "und", "에서", "내지", "から"];
    for at in 1..figures.len() {
        let (before, after) = figures.split_at_mut(at);
        let (left, right) = (&mut before[at - 1], &after[0]);
        let between = text.get(left.span.end..right.span.start).unwrap_or_default().trim();
        if right.scale != ONE
            && left.scale == ONE
            && let (true, Some(value)) = (BETWEEN.contains(&between), left.value())
        {
            left.readings.extend(value.checked_mul(right.scale / ONE).map(|value| vec![value]));
        }
    }
}

/// Whether a place is in one of the parts of a text, which stand in its order and do not overlap.
fn covers<T>(parts: &[T], span: impl Fn(&T) -> &Range<usize>, at: usize) -> bool {
    parts.get(parts.partition_point(|part| span(part).end <= at)).is_some_and(|part| span(part).contains(&at))
}

fn values(figures: &[Figure]) -> FxHashSet<Value> {
    figures.iter().flat_map(|figure| figure.readings.iter().flatten().copied()).collect()
}

/// Where the number words of a language are not known, only what hardly anybody writes in words is missed; and a power of
/// ten may have been a word.
fn is_written_in_digits(figure: &Figure, others: &FxHashSet<Value>) -> bool {
    let Some(value) = figure.value() else { return false };
    let is_long = value > 100 * ONE && value % (100 * ONE) != 0;
    let mut scaled = value;
    let mut powers = std::iter::from_fn(|| {
        scaled = scaled.checked_mul(10).filter(|scaled| *scaled < Value::MAX / 10)?;
        Some(scaled)
    });
    is_long
        && !powers.any(|value| others.contains(&value))
        && !(1..=4).any(|zeros| {
            let power = 1000_i128.pow(zeros);
            value % power == 0 && others.contains(&(value / power))
        })
}

/// A percentage whose value is there, but where nothing says that it is a percentage.
fn lost_percent(figures: &[Figure], others: &[Figure], values: &FxHashSet<Value>) -> Option<Range<usize>> {
    if others.iter().any(|figure| figure.percent) {
        return None;
    }
    let is_lost = |figure: &&Figure| {
        figure.percent
            && figure.weight == Weight::Firm
            && figure.value().is_some_and(|value| values.contains(&value) && !values.contains(&(value / 100)))
    };
    figures.iter().find(is_lost).map(|figure| figure.span.clone())
}

/// Whether nothing that is a letter or a digit stands at an edge of a word.
fn is_edge(neighbour: Option<char>) -> bool {
    neighbour.is_none_or(|c| !c.is_alphanumeric())
}

/// Makes spellings of one Arabic word one; other words stay as they are.
pub(super) fn fold_arabic(word: &str) -> String {
    arabic::fold(word)
}
