//! الساعة الثالثة والربع مساء, الساعة 7:30 صباحا.

use super::super::arabic::fold;
use super::{Clock, Half, Reader};

/// Words as [`fold`] leaves them.
const HALVES: [(&str, Half); 9] = [
    ("صباحا", Half::Morning),
    ("فجرا", Half::Morning),
    ("قبل الظهر", Half::Morning),
    ("ظهرا", Half::Afternoon),
    ("بعد الظهر", Half::Afternoon),
    ("عصرا", Half::Afternoon),
    ("مساء", Half::Afternoon),
    ("مساءا", Half::Afternoon),
    ("ليلا", Half::Night),
];

const HOURS: [&str; 12] = [
    "الواحده",
    "الثانيه",
    "الثالثه",
    "الرابعه",
    "الخامسه",
    "السادسه",
    "السابعه",
    "الثامنه",
    "التاسعه",
    "العاشره",
    "الحاديه عشره",
    "الثانيه عشره",
];

/// Parts of an hour after or before it, in minutes.
const PARTS: [(&str, i32); 8] = [
    ("والنصف", 30),
    ("ونصف", 30),
    ("والربع", 15),
    ("وربع", 15),
    ("والثلث", 20),
    ("الا ربعا", -15),
    ("الا الربع", -15),
    ("الا ثلثا", -20),
];

const HOUR: &str = "الساعة";

pub(super) fn find(reader: &Reader<'_>) -> Vec<Clock> {
    let mut clocks = Vec::new();
    for (start, _) in reader.text.match_indices(HOUR) {
        match at(reader, start) {
            Some(clock) => clocks.push(clock),
            // A time that is told in another way: then none is compared.
            None => return Vec::new(),
        }
    }
    clocks
}

fn at(reader: &Reader<'_>, start: usize) -> Option<Clock> {
    let mut end = reader.skip(start + HOUR.len());
    let (hour, mut minute) = if let Some((hour, to)) = reader.digits(end) {
        let written = reader.minutes(to, &[':', '.']);
        end = written.map_or(to, |(_, to)| to);
        (hour, i32::try_from(written.map_or(0, |(minute, _)| minute)).ok()?)
    } else {
        // The longest form counts: the second hour, and the twelfth.
        let found = (1..).zip(HOURS).filter_map(|(hour, word)| Some((hour, folded(reader, end, word)?)));
        let (hour, to) = found.max_by_key(|(_, to)| *to)?;
        end = to;
        (hour, 0)
    };
    let next = reader.skip(end);
    if let Some((minutes, to)) = PARTS.iter().find_map(|(word, minutes)| Some((*minutes, folded(reader, next, word)?)))
    {
        (minute, end) = (minutes, to);
    } else if reader.text[next..].starts_with('و')
        && let Some((minutes, to)) = reader.number(next + 'و'.len_utf8()).or_else(|| reader.number(next))
    {
        let unit = reader.skip(to);
        let word: String = reader.text[unit..].chars().take_while(|c| !c.is_whitespace()).collect();
        if !fold(&word).starts_with("دق") {
            return None;
        }
        minute = i32::try_from(minutes).ok()?;
        end = unit + word.len();
    } else if reader.text[next..].starts_with('و') {
        return None;
    }
    let next = reader.skip(end);
    let half = HALVES.iter().find_map(|(word, half)| Some((*half, folded(reader, next, word)?)));
    let end = half.map_or(end, |(_, to)| to);
    let half = half.map_or(Half::Unsaid, |(half, _)| half);
    match u32::try_from(minute) {
        Ok(minute) => Clock::new(start..end, hour, minute, half),
        Err(_) => Some(Clock::new(start..end, hour, 0, half)?.earlier(minute.unsigned_abs())),
    }
}

/// Where some words end that stand at a place in one of their spellings.
fn folded(reader: &Reader<'_>, at: usize, words: &str) -> Option<usize> {
    let count = words.split(' ').count();
    let mut end = at;
    for number in 0..count {
        let from = if number > 0 { reader.skip(end) } else { end };
        let rest = &reader.text[from..];
        let is_part = |c: char| c.is_alphanumeric() || ('\u{64B}'..='\u{670}').contains(&c);
        end = from + rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    }
    let said = fold(&reader.text[at..end]);
    (said.split_whitespace().eq(words.split(' '))).then_some(end)
}
