//! Numbers in English words.

use std::ops::Range;

use super::{Figure, ONE, Value, Weight};

const CARDINALS: [(&str, Value); 28] = [
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("zero", 0),
];

/// Ordinals whose cardinal is not found by taking away *th*.
const ORDINALS: [(&str, Value); 13] = [
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fifth", 5),
    ("eighth", 8),
    ("ninth", 9),
    ("twelfth", 12),
    ("twentieth", 20),
    ("thirtieth", 30),
    ("fortieth", 40),
    ("fiftieth", 50),
    ("sixtieth", 60),
    ("seventieth", 70),
];

const SCALES: [(&str, Value); 5] = [
    ("hundred", 100),
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
    ("trillion", 1_000_000_000_000),
];

/// Periods and groups that other languages count in their parts: three decades are 30 years.
const UNITS: [(&str, Value); 10] = [
    ("hour", 60),
    ("decade", 10),
    ("century", 100),
    ("centurie", 100),
    ("millennium", 1000),
    ("dozen", 12),
    ("fortnight", 14),
    ("week", 7),
    ("score", 20),
    ("year", 12),
];

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Words that hold a number without being one, in millionths of it.
#[rustfmt::skip]
const HINTS: [(&str, &[Value]); 82] = [
    ("a", &[ONE]), ("an", &[ONE]), ("the", &[ONE]), ("each", &[ONE]), ("every", &[ONE]), ("per", &[ONE]),
    ("once", &[ONE]), ("single", &[ONE]), ("another", &[ONE]), ("sole", &[ONE]), ("only", &[ONE]),
    ("daily", &[ONE]), ("weekly", &[ONE, 7 * ONE]), ("monthly", &[ONE]), ("annual", &[ONE]), ("yearly", &[ONE]),
    ("annually", &[ONE]), ("both", &[2 * ONE]), ("either", &[2 * ONE]), ("neither", &[2 * ONE]),
    ("bilateral", &[2 * ONE]), ("pair", &[2 * ONE]), ("pairs", &[2 * ONE]), ("couple", &[2 * ONE]),
    ("twin", &[2 * ONE]), ("twins", &[2 * ONE]), ("dual", &[2 * ONE]), ("double", &[2 * ONE]),
    ("doubled", &[2 * ONE]), ("doubling", &[2 * ONE]), ("doubles", &[2 * ONE]), ("twofold", &[2 * ONE]),
    ("biennial", &[2 * ONE]), ("bicameral", &[2 * ONE]), ("alternate", &[2 * ONE]), ("secondary", &[2 * ONE]),
    ("duo", &[2 * ONE]), ("duet", &[2 * ONE]),
    ("trilateral", &[3 * ONE]), ("tripartite", &[3 * ONE]), ("triple", &[3 * ONE]), ("tripled", &[3 * ONE]),
    ("triennial", &[3 * ONE]), ("trio", &[3 * ONE]), ("trilogy", &[3 * ONE]), ("triangle", &[3 * ONE]),
    ("triangular", &[3 * ONE]), ("tertiary", &[3 * ONE]), ("threefold", &[3 * ONE]), ("thrice", &[3 * ONE]),
    ("quarterly", &[4 * ONE, 3 * ONE]), ("quadrennial", &[4 * ONE]), ("quartet", &[4 * ONE]),
    ("quadruple", &[4 * ONE]), ("quadrupled", &[4 * ONE]), ("fourfold", &[4 * ONE]), ("quintet", &[5 * ONE]),
    ("pentagon", &[5 * ONE]), ("fivefold", &[5 * ONE]), ("hexagon", &[6 * ONE]), ("octagon", &[8 * ONE]),
    ("tenfold", &[10 * ONE]), ("teen", &[10 * ONE]), ("teens", &[10 * ONE]), ("teenage", &[10 * ONE]),
    ("teenager", &[10 * ONE]), ("teenagers", &[10 * ONE]), ("noon", &[12 * ONE]), ("midnight", &[0, 12 * ONE, 24 * ONE]),
    ("centenary", &[100 * ONE]), ("centennial", &[100 * ONE]), ("bicentenary", &[200 * ONE]),
    ("bicentennial", &[200 * ONE]), ("sesquicentennial", &[150 * ONE]), ("tercentenary", &[300 * ONE]),
    ("millennia", &[1000 * ONE]), ("millionaire", &[1_000_000 * ONE]), ("millionaires", &[1_000_000 * ONE]),
    ("hourly", &[ONE]), ("day", &[24 * ONE]), ("days", &[24 * ONE]), ("unanimous", &[ONE]),
];

struct Word<'a> {
    span: Range<usize>,
    text: &'a str,
    lower: String,
    /// Whether only spaces or a hyphen part it from the word before.
    joined: bool,
}

pub(super) fn add(text: &str, figures: &mut Vec<Figure>) {
    let words = words(text);
    let digits: Vec<Figure> = figures.clone();
    let mut at = 0;
    while at < words.len() {
        let taken = number(&words, at, figures);
        if taken == 0 {
            hint(text, &words, at, &digits, figures);
        }
        at += taken.max(1);
    }
    for figure in figures.iter_mut() {
        units(&words, figure);
        afternoon(text, figure);
    }
    for (word, factor) in UNITS.iter().filter(|(_, factor)| *factor > 7 && !matches!(factor, 12 | 60)) {
        let alone = words.iter().filter(|other| other.lower == *word);
        figures.extend(alone.map(|other| Figure::new(other.span.clone(), factor * ONE, Weight::Hint)));
    }
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut at = 0;
    for part in text.split(|c: char| !c.is_alphanumeric()) {
        let span = at..at + part.len();
        at = span.end + text[span.end..].chars().next().map_or(0, char::len_utf8);
        if part.is_empty() {
            continue;
        }
        let between = words.last().map_or("", |last| &text[last.span.end..span.start]);
        let joined = !between.is_empty() && between.chars().all(|c| matches!(c, ' ' | '-' | '‑' | '\u{a0}'));
        words.push(Word { text: &text[span.clone()], lower: part.to_lowercase(), span, joined });
    }
    words
}

/// What a word adds to a number.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Below(Value),
    Times(Value),
}

/// The part of a number that a word is, and whether it is an ordinal.
fn part(word: &str) -> Option<(Part, bool)> {
    let find =
        |list: &[(&str, Value)], word: &str| list.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
    if let Some(value) = find(&CARDINALS, word) {
        return Some((Part::Below(value), false));
    }
    if let Some(value) = find(&SCALES, word) {
        return Some((Part::Times(value), false));
    }
    if let Some(value) = find(&ORDINALS, word) {
        return Some((Part::Below(value), true));
    }
    let stem = word.strip_suffix("th")?;
    let cardinal = find(&CARDINALS, stem).or_else(|| find(&CARDINALS, &format!("{}y", stem.strip_suffix("ie")?)));
    cardinal.map(Part::Below).or_else(|| find(&SCALES, stem).map(Part::Times)).map(|part| (part, true))
}

/// Reads the number that begins at a word, and gives how many words it takes.
fn number(words: &[Word<'_>], first: usize, figures: &mut Vec<Figure>) -> usize {
    let (mut total, mut section): (Value, Value) = (0, 0);
    let mut pieces: Vec<Value> = Vec::new();
    let mut ordinal = false;
    let mut end = first;
    // “A hundred” is often said loosely, and plurals always are.
    let article =
        first > 0 && words[first].joined && matches!(words[first - 1].lower.as_str(), "a" | "an" | "the" | "half");
    let half_of = first > 0 && words[first].joined && words[first - 1].lower == "half"
        || first > 1 && article && words[first - 1].lower == "a" && words[first - 2].lower == "half";
    while end < words.len() && !ordinal {
        let word = &words[end];
        if end > first && !word.joined {
            break;
        }
        if word.lower == "and" && end > first && pieces.last().is_none_or(|piece| *piece >= 100) {
            let goes_on = words.get(end + 1).filter(|next| next.joined).and_then(|next| part(&next.lower));
            if section % 100 == 0
                && let Some((Part::Below(_), _)) = goes_on
                && (section > 0 || total > 0)
            {
                end += 1;
                continue;
            }
            break;
        }
        match part(&word.lower) {
            Some((Part::Below(value), is_ordinal)) => {
                let fits = match section % 100 {
                    0 => true,
                    tens => tens >= 20 && tens % 10 == 0 && value < 10 && value > 0,
                };
                // Nineteen eighty-four, twenty twenty-five.
                let is_year = pieces.len() == 1 && (13..=20).contains(&section) && (10..100).contains(&value);
                if is_year {
                    section *= 100;
                } else if !fits {
                    break;
                }
                section += value;
                pieces.push(value);
                ordinal = is_ordinal;
            }
            Some((Part::Times(factor), is_ordinal)) => {
                if end == first && !article {
                    return 0;
                }
                let count = section.max(1);
                if factor == 100 {
                    section = count * 100;
                } else {
                    let Some(product) = count.checked_mul(factor) else { break };
                    total += product;
                    section = 0;
                }
                pieces.push(factor);
                ordinal = is_ordinal;
            }
            None => break,
        }
        end += 1;
    }
    if pieces.is_empty() {
        return 0;
    }
    let value = total + section;
    let span = words[first].span.start..words[end - 1].span.end;
    let weight = match value {
        0 | 1 => Weight::Hint,
        2 if ordinal => Weight::Hint,
        2..=12 => Weight::Loose,
        _ if article && pieces[0] >= 100 => Weight::Loose,
        _ => Weight::Firm,
    };
    let mut figure = Figure::new(span, value * ONE, weight);
    if half_of {
        figure.readings = vec![vec![value * ONE / 2]];
    }
    end += fraction(words, end, &mut figure, value);
    figures.push(figure);
    end - first
}

/// “Two-thirds”, “three quarters”, “two and a half”: how many words come on top.
fn fraction(words: &[Word<'_>], end: usize, figure: &mut Figure, value: Value) -> usize {
    let joined = |at: usize| words.get(at).filter(|word| word.joined).map(|word| word.lower.as_str());
    if let (Some("and"), Some("a"), Some("half")) = (joined(end), joined(end + 1), joined(end + 2)) {
        figure.readings.insert(0, vec![value * ONE + ONE / 2]);
        if let Some((_, factor)) = joined(end + 3).and_then(|word| SCALES.iter().find(|(scale, _)| *scale == word)) {
            figure.readings = vec![vec![(value * ONE + ONE / 2) * factor]];
            return 4;
        }
        return 3;
    }
    let name = joined(end).unwrap_or_default();
    let name = name.strip_suffix('s').filter(|_| value > 1).unwrap_or(name);
    let parts = match name {
        "quarter" => Some(4),
        "third" | "fifth" | "sixth" | "seventh" | "eighth" | "ninth" | "tenth" => match part(name) {
            Some((Part::Below(parts), _)) => Some(parts),
            _ => None,
        },
        _ => None,
    };
    let Some(parts) = parts.filter(|parts| value < *parts) else { return 0 };
    let share = value * ONE / parts;
    // A percentage may round it.
    figure.readings = vec![vec![value * ONE, parts * ONE], vec![share], vec![share * 100]];
    if joined(end + 1) == Some("of") && matches!(joined(end + 3), Some("hour" | "minute")) {
        figure.readings.push(vec![share * 60]);
    }
    figure.weight = Weight::Loose;
    1
}

fn hint(text: &str, words: &[Word<'_>], at: usize, digits: &[Figure], figures: &mut Vec<Figure>) {
    let word = &words[at];
    let mut push = |values: &[Value], weight: Weight| {
        let (first, others) = values.split_first().unwrap_or((&0, &[]));
        figures.push(Figure::new(word.span.clone(), *first, weight).or(others.iter().copied()));
    };
    if let Some((_, values)) = HINTS.iter().find(|(hint, _)| *hint == word.lower) {
        push(values, Weight::Hint);
    }
    if let Some(month) = month(word.text) {
        let near_digits = |figure: &Figure| {
            let gap = if figure.span.start > word.span.end {
                text.get(word.span.end..figure.span.start)
            } else {
                text.get(figure.span.end..word.span.start)
            };
            gap.is_some_and(|gap| {
                gap.len() <= 7 && gap.split_whitespace().all(|part| matches!(part, "." | "of" | "the"))
            })
        };
        let after = digits.partition_point(|figure| figure.span.start <= word.span.end);
        let neighbours = &digits[after.saturating_sub(1)..digits.len().min(after + 1)];
        let is_sure = !matches!(word.text, "May" | "March" | "Mar") || neighbours.iter().any(near_digits);
        push(&[month * ONE], if is_sure { Weight::Loose } else { Weight::Hint });
    }
    match word.lower.as_str() {
        // Half an hour, half a century, half past two.
        // An hour and a half are 90 minutes, a year and a half 18 months.
        "half" => push(
            &[ONE / 2, 30 * ONE, 50 * ONE, 5 * ONE, 6 * ONE, 12 * ONE, 90 * ONE, 18 * ONE, ONE + ONE / 2],
            Weight::Hint,
        ),
        "halves" | "halved" | "halve" => push(&[ONE / 2, 2 * ONE], Weight::Hint),
        "quarter" | "quarters" => push(&[ONE / 4, 4 * ONE, 15 * ONE, 25 * ONE], Weight::Hint),
        "third" | "thirds" => push(&[3 * ONE, ONE / 3], Weight::Hint),
        // In place of these no other may stand.
        "doubled" => push(&[2 * ONE], Weight::Loose),
        "tripled" => push(&[3 * ONE], Weight::Loose),
        "quadrupled" => push(&[4 * ONE], Weight::Loose),
        "twice" => push(&[2 * ONE], Weight::Loose),
        "twenties" | "thirties" | "forties" | "fifties" | "sixties" | "seventies" | "eighties" | "nineties" => {
            let stem = word.lower.trim_end_matches("ies");
            let value = CARDINALS.iter().find(|(name, _)| name.strip_suffix('y') == Some(stem)).map_or(0, |(_, v)| *v);
            push(&[value * ONE, (1900 + value) * ONE, (1800 + value) * ONE], Weight::Loose);
        }
        "quadrilateral" => push(&[4 * ONE], Weight::Hint),
        // The first thousand, several hundred.
        "hundred" | "thousand" | "million" | "billion" | "thousands" | "millions" | "billions" => {
            let name = word.lower.trim_end_matches('s');
            let factor = SCALES.iter().find(|(scale, _)| *scale == name).map_or(1, |(_, factor)| *factor);
            push(&[factor * ONE], Weight::Hint);
        }
        // A text that begins with “I” says who speaks.
        _ if at > 0 || word.text.len() > 1 => {
            if let Some(value) = roman(word.text) {
                push(&[value * ONE], Weight::Hint);
            }
        }
        _ => {}
    }
}

fn month(word: &str) -> Option<Value> {
    let exact = MONTHS.iter().position(|name| *name == word);
    let short = || {
        let short =
            |name: &&str| (word.len() == 3 && name.starts_with(word)) || (word == "Sept" && *name == "September");
        MONTHS.iter().position(short)
    };
    exact.or_else(short).map(|at| at as Value + 1)
}

/// A Roman numeral in capitals below forty.
fn roman(word: &str) -> Option<Value> {
    const NUMERALS: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let tens = word.len() - word.trim_start_matches('X').len();
    let ones = NUMERALS.iter().position(|numeral| *numeral == &word[tens..])?;
    (tens <= 3 && tens * 10 + ones > 0).then_some((tens * 10 + ones) as Value)
}

/// Three decades are three and thirty, two weeks fourteen days, and fourteen days two weeks.
fn units(words: &[Word<'_>], figure: &mut Figure) {
    let Some(after) = words.get(words.partition_point(|word| word.span.start < figure.span.end)) else { return };
    if after.span.start > figure.span.end + 1 {
        return;
    }
    let name = after.lower.strip_suffix('s').unwrap_or(&after.lower);
    if let (Some((_, factor)), Some(value)) = (UNITS.iter().find(|(unit, _)| *unit == name), figure.value()) {
        figure.readings.extend(value.checked_mul(*factor).map(|value| vec![value]));
    }
    if let Some(value) = figure.value().filter(|value| name == "day" && value % (7 * ONE) == 0) {
        figure.readings.push(vec![value / 7]);
    }
}

/// Seven in the evening is 19 o'clock.
fn afternoon(text: &str, figure: &mut Figure) {
    let Some(rest) = text.get(figure.span.end..) else { return };
    // Minutes may stand between, but no column of numbers.
    let between = rest.bytes().take(12).take_while(|c| matches!(c, b':' | b' ' | b'0'..=b'9')).count();
    let rest = &rest[between..];
    let start: String = rest.chars().take(14).collect::<String>().to_lowercase();
    let is_late = ["p.m", "pm", "in the evening", "in the afterno", "o'clock", "o’clock", "at night"];
    if let Some(value) = figure.value().filter(|value| *value < 12 * ONE)
        && is_late.iter().any(|sign| start.starts_with(sign))
    {
        figure.readings.push(vec![value + 12 * ONE]);
    }
}
