//! Numbers in German words, which are written in one: *einundzwanzig*, *neunzehnhundertneunundachtzig*.

use super::{Figure, ONE, Value, Weight};

const ONES: [(&str, Value); 14] = [
    ("eins", 1),
    ("ein", 1),
    ("zwei", 2),
    ("zwo", 2),
    ("drei", 3),
    ("vier", 4),
    ("fünf", 5),
    ("sechs", 6),
    ("sieben", 7),
    ("acht", 8),
    ("neun", 9),
    ("zehn", 10),
    ("elf", 11),
    ("zwölf", 12),
];
const TEENS: [(&str, Value); 7] = [
    ("dreizehn", 13),
    ("vierzehn", 14),
    ("fünfzehn", 15),
    ("sechzehn", 16),
    ("siebzehn", 17),
    ("achtzehn", 18),
    ("neunzehn", 19),
];
const TENS: [(&str, Value); 8] = [
    ("zwanzig", 20),
    ("dreißig", 30),
    ("vierzig", 40),
    ("fünfzig", 50),
    ("sechzig", 60),
    ("siebzig", 70),
    ("achtzig", 80),
    ("neunzig", 90),
];
const MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

/// Words that hold a number without being one, and irregular ordinals.
#[rustfmt::skip]
const HINTS: [(&str, &[Value]); 36] = [
    ("eine", &[ONE]), ("einer", &[ONE]), ("einen", &[ONE]), ("einem", &[ONE]), ("eines", &[ONE]), ("einmal", &[ONE]),
    ("pro", &[ONE]), ("je", &[ONE]), ("jede", &[ONE]), ("jeder", &[ONE]), ("jedes", &[ONE]), ("jährlich", &[ONE]),
    ("erste", &[ONE]), ("ersten", &[ONE]), ("erster", &[ONE]), ("erstes", &[ONE]), ("beide", &[2 * ONE]), ("beiden", &[2 * ONE]),
    ("beider", &[2 * ONE]), ("beides", &[2 * ONE]), ("bilaterale", &[2 * ONE]), ("bilateralen", &[2 * ONE]), ("paar", &[2 * ONE]),
    ("doppelt", &[2 * ONE]), ("dritte", &[3 * ONE]), ("dritten", &[3 * ONE]), ("dritter", &[3 * ONE]), ("drittel", &[3 * ONE, ONE / 3]),
    ("viertel", &[4 * ONE, ONE / 4, 15 * ONE]), ("quartal", &[4 * ONE]), ("jahrzehnt", &[10 * ONE]), ("dutzend", &[12 * ONE]),
    ("mittag", &[12 * ONE]), ("mitternacht", &[0, 24 * ONE]), ("jahrhundert", &[100 * ONE]), ("jahrtausend", &[1000 * ONE]),
];

const SCALES: [(&str, Value); 3] =
    [("million", 1_000_000), ("milliarde", 1_000_000_000), ("billion", 1_000_000_000_000)];
const PERIODS: [(&str, Value); 5] =
    [("jahrzehnt", 10), ("jahrhundert", 100), ("dutzend", 12), ("woche", 7), ("jahrtausend", 1000)];

pub(super) fn add(text: &str, figures: &mut Vec<Figure>) {
    let mut at = 0;
    for word in text.split(|c: char| !c.is_alphabetic()) {
        let span = at..at + word.len();
        at = span.end + text[span.end..].chars().next().map_or(0, char::len_utf8);
        let lower = word.to_lowercase();
        let after: String = text[span.end..].trim_start().chars().take_while(|c| c.is_alphabetic()).collect();
        let after = after.to_lowercase();
        if let Some((_, values)) = HINTS.iter().find(|(hint, _)| *hint == lower) {
            figures.push(Figure::new(span.clone(), values[0], Weight::Hint).or(values[1..].iter().copied()));
        }
        if lower.starts_with("halb") || lower == "hälfte" {
            figures.push(Figure::new(span.clone(), ONE / 2, Weight::Hint).or([50, 6, 30].map(|value| value * ONE)));
        }
        if let Some(month) = MONTHS.iter().position(|month| *month == word) {
            figures.push(Figure::new(span.clone(), (month as Value + 1) * ONE, Weight::Loose));
            continue;
        }
        let value = match lower.as_str() {
            "anderthalb" | "eineinhalb" => Some(ONE + ONE / 2),
            "zweieinhalb" => Some(2 * ONE + ONE / 2),
            "zweimal" | "dreimal" | "viermal" => number(&lower[..lower.len() - 3]).map(|value| value * ONE),
            _ => number(&lower).or_else(|| ordinal(&lower)).map(|value| value * ONE),
        };
        let Some(mut value) = value.filter(|value| *value > 0) else { continue };
        let scale = SCALES.iter().find(|(scale, _)| after.starts_with(scale));
        value *= scale.map_or(1, |(_, factor)| *factor);
        let weight = match value / ONE {
            0 | 1 => Weight::Hint,
            2..=12 => Weight::Loose,
            _ if matches!(lower.as_str(), "hundert" | "tausend" | "ein") => Weight::Loose,
            _ => Weight::Firm,
        };
        figures.push(Figure::new(span, value, weight));
    }
    for figure in figures.iter_mut() {
        // Halb acht is half past seven.
        if let Some(value) = figure.value().filter(|value| *value <= 12 * ONE)
            && text[..figure.span.start].trim_end().ends_with("halb")
        {
            figure.readings.push(vec![value - ONE]);
        }
        let after: String =
            text[figure.span.end..].trim_start_matches([' ', '.']).chars().take(12).collect::<String>().to_lowercase();
        if let (Some((_, factor)), Some(value)) =
            (PERIODS.iter().find(|(period, _)| after.starts_with(period)), figure.value())
        {
            figure.readings.extend(value.checked_mul(*factor).map(|value| vec![value]));
        }
    }
}

/// The cardinal that a whole word is.
fn number(word: &str) -> Option<Value> {
    if let Some((count, rest)) = word.split_once("tausend") {
        let count = if count.is_empty() { 1 } else { below_thousand(count)? };
        return Some(
            count * 1000 + if rest.is_empty() { 0 } else { below_thousand(rest.strip_prefix("und").unwrap_or(rest))? },
        );
    }
    below_thousand(word)
}

fn below_thousand(word: &str) -> Option<Value> {
    if let Some((count, rest)) = word.split_once("hundert") {
        // Years have more than nine hundreds.
        let count = if count.is_empty() { 1 } else { below_hundred(count)? };
        return Some(
            count * 100 + if rest.is_empty() { 0 } else { below_hundred(rest.strip_prefix("und").unwrap_or(rest))? },
        );
    }
    below_hundred(word)
}

fn below_hundred(word: &str) -> Option<Value> {
    let find =
        |list: &[(&str, Value)], word: &str| list.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
    if let Some(value) = find(&ONES, word).or_else(|| find(&TEENS, word)).or_else(|| find(&TENS, word)) {
        return Some(value);
    }
    TENS.iter().find_map(|(ten, value)| {
        let ones = word.strip_suffix(ten)?.strip_suffix("und")?;
        Some(value + find(&ONES, ones)?)
    })
}

/// The number of an ordinal: *zweite*, *zwanzigsten*.
fn ordinal(word: &str) -> Option<Value> {
    let stem = ["e", "er", "es", "en", "em"].iter().find_map(|ending| word.strip_suffix(ending)?.strip_suffix('t'))?;
    if let Some(stem) = stem.strip_suffix('s') {
        let value = number(stem)?;
        return (value >= 20).then_some(value);
    }
    match stem {
        "sieb" => Some(7),
        "ach" => Some(8),
        _ => number(stem).filter(|value| (2..20).contains(value)),
    }
}
