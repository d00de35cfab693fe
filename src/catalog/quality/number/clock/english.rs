//! 3:15 p.m., three o'clock, half past seven in the evening, noon.

use super::super::covers;
use super::{Clock, Half, Reader};

/// What follows an hour, and which half of the day it says.
const SUFFIXES: [(&str, Half); 14] = [
    ("a.m", Half::Morning),
    ("p.m", Half::Afternoon),
    ("am", Half::Morning),
    ("pm", Half::Afternoon),
    ("o'clock", Half::Unsaid),
    ("o’clock", Half::Unsaid),
    ("in the morning", Half::Morning),
    ("in the afternoon", Half::Afternoon),
    ("in the evening", Half::Afternoon),
    ("at night", Half::Night),
    ("noon", Half::Afternoon),
    ("midnight", Half::Night),
    ("hours", Half::Whole),
    ("hrs", Half::Whole),
];

pub(super) fn find(reader: &Reader<'_>) -> Vec<Clock> {
    let mut clocks: Vec<Clock> = Vec::new();
    for start in reader.starts() {
        if clocks.last().is_none_or(|clock| !clock.span.contains(&start)) {
            clocks.extend(at(reader, start));
        }
    }
    let words = reader.alone("noon").map(|span| (span, 12)).chain(reader.alone("midnight").map(|span| (span, 0)));
    let count = clocks.len();
    for (span, hour) in words {
        if !covers(&clocks[..count], |clock| &clock.span, span.start) {
            clocks.extend(Clock::new(span, hour, 0, Half::Afternoon));
        }
    }
    clocks
}

fn at(reader: &Reader<'_>, start: usize) -> Option<Clock> {
    let (hour, mut end) = reader.number(start)?;
    let colon = reader.minutes(end, &[':']);
    let written = colon.or_else(|| reader.minutes(end, &['.']));
    let in_digits = reader.digits(start).is_some();
    let mut minute = 0;
    let mut half = None;
    if let Some((value, to)) = written.filter(|_| in_digits) {
        (minute, end) = (value, to);
    } else if !in_digits {
        // Seven thirty p.m.
        let next = end + usize::from(reader.text[end..].starts_with([' ', '-']));
        if let Some((value, to)) = reader.word(next).filter(|(value, _)| next > end && (10..60).contains(value))
            && let Some((said, last)) = suffix(reader, to)
        {
            (minute, half, end) = (value, Some(said), last);
        }
    }
    while let Some((said, to)) =
        suffix(reader, end).filter(|(said, _)| *said != Half::Whole || minute > 0 || half.is_none())
    {
        if said != Half::Unsaid || half.is_none() {
            half = Some(said);
        }
        end = to;
    }
    if half == Some(Half::Whole) && written.is_none() {
        return None;
    }
    let before = reader.lower[..start].trim_end();
    let past = [("half past", 30), ("quarter past", 15), ("quarter after", 15)];
    let past = past
        .iter()
        .find(|(words, _)| before.ends_with(words))
        .map(|(words, minute)| (before.len() - words.len(), *minute));
    let to = ["quarter to", "quarter before", "quarter of"]
        .iter()
        .find(|words| before.ends_with(**words) && half.is_some() || before.ends_with("quarter to"));
    let said = half.unwrap_or(Half::Unsaid);
    if let Some((from, minute)) = past {
        return Clock::new(from..end, hour, minute, said).filter(|_| written.is_none());
    }
    if let Some(words) = to {
        return Some(Clock::new(before.len() - words.len()..end, hour, 0, said)?.earlier(15));
    }
    for (words, is_past) in [
        ("minutes past", true),
        ("minutes after", true),
        ("past", true),
        ("minutes to", false),
        ("minutes before", false),
    ] {
        let Some(rest) = before.strip_suffix(words) else { continue };
        if let Some((minutes, from)) = reader.number_before(rest.trim_end().len()).filter(|(minutes, _)| *minutes < 60)
        {
            return match is_past {
                true => Clock::new(from..end, hour, minutes, said),
                false => Some(Clock::new(from..end, hour, 0, said)?.earlier(minutes)),
            };
        }
    }
    let is_time = half.is_some() || (in_digits && colon.is_some());
    Clock::new(start..end, hour, minute, said).filter(|_| is_time)
}

fn suffix(reader: &Reader<'_>, at: usize) -> Option<(Half, usize)> {
    let from = reader.skip(at);
    SUFFIXES.iter().find_map(|(word, half)| Some((*half, reader.word_end(from, word)?)))
}
