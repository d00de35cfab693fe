//! 16.45 Uhr, drei Uhr nachmittags, halb acht, Viertel nach drei.

use super::{Clock, Half, Reader};

const HALVES: [(&str, Half); 15] = [
    ("morgens", Half::Morning),
    ("früh", Half::Morning),
    ("vormittags", Half::Morning),
    ("mittags", Half::Afternoon),
    ("nachmittags", Half::Afternoon),
    ("abends", Half::Afternoon),
    ("nachts", Half::Night),
    ("am morgen", Half::Morning),
    ("am vormittag", Half::Morning),
    ("am nachmittag", Half::Afternoon),
    ("am abend", Half::Afternoon),
    ("in der nacht", Half::Night),
    ("in der früh", Half::Morning),
    ("am mittag", Half::Afternoon),
    ("in der frühe", Half::Morning),
];

pub(super) fn find(reader: &Reader<'_>) -> Vec<Clock> {
    let mut clocks: Vec<Clock> = Vec::new();
    for start in reader.starts() {
        if clocks.iter().all(|clock| !clock.span.contains(&start)) {
            clocks.extend(at(reader, start));
        }
    }
    for (word, hour) in [("mitternacht", 0), ("mittag", 12), ("mittags", 12)] {
        for span in reader.alone(word) {
            if clocks.iter().all(|clock| !clock.span.contains(&span.start)) {
                clocks.extend(Clock::new(span, hour, 0, Half::Whole));
            }
        }
    }
    clocks
}

fn at(reader: &Reader<'_>, start: usize) -> Option<Clock> {
    let (hour, mut end) = reader.number(start)?;
    let in_digits = reader.digits(start).is_some();
    let before = reader.lower[..start].trim_end();
    let written = reader.minutes(end, &['.', ':']).filter(|_| in_digits);
    let colon = reader.text[end..].starts_with(':');
    let mut minute = 0;
    if let Some((value, to)) = written {
        (minute, end) = (value, to);
    }
    let hours = reader.word_end(reader.skip(end), "uhr");
    if let Some(to) = hours {
        end = to;
        if written.is_none()
            && let Some((value, to)) = reader.number(reader.skip(end)).filter(|(value, _)| *value < 60)
            && !reader.text[reader.skip(to)..].starts_with(|c: char| c.is_lowercase() && in_digits)
        {
            (minute, end) = (value, to);
        }
    }
    let rest = reader.skip(end);
    let half = HALVES.iter().find_map(|(word, half)| Some((*half, reader.word_end(rest, word)?)));
    if let Some((_, to)) = half {
        end = to;
    }
    // What is written with minutes and without a word is an hour of twenty-four.
    let tells = ["abend", "nachmittag", "nacht", "morgen", "früh"].iter().any(|word| reader.lower.contains(word));
    let unsaid = if written.is_some() && !tells { Half::Whole } else { Half::Unsaid };
    let half = half.map_or(unsaid, |(half, _)| half);
    let starts = |words: &str| before.ends_with(words).then(|| before.len() - words.len());
    if let Some(from) = starts("halb").filter(|_| written.is_none()) {
        return Some(Clock::new(from..end, hour, 0, half)?.earlier(30));
    }
    if let Some(from) = starts("viertel nach") {
        return Clock::new(from..end, hour, 15, half);
    }
    if let Some(from) = starts("viertel vor") {
        return Some(Clock::new(from..end, hour, 0, half)?.earlier(15));
    }
    for (words, is_past) in [("minuten nach", true), ("minuten vor", false)] {
        let Some(rest) = before.strip_suffix(words) else { continue };
        let (minutes, from) = reader.number_before(rest.trim_end().len()).filter(|(minutes, _)| *minutes < 60)?;
        return match is_past {
            true => Clock::new(from..end, hour, minutes, half),
            false => Some(Clock::new(from..end, hour, 0, half)?.earlier(minutes)),
        };
    }
    Clock::new(start..end, hour, minute, half).filter(|_| hours.is_some() || (written.is_some() && colon))
}
