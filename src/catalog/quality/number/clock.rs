//! Times of day: 3:15 p.m., 오후 3시 15분, 15.15 Uhr, 午後3時15分, الساعة الثالثة والربع مساء.
//!
//! Hour, minute and half of the day belong together: 3 p.m. is 15:00, but neither 15:15 nor 3 a.m. Where both sides tell as
//! many times, these are compared as such; where not, their numbers count like any others.

use std::collections::BTreeSet;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::digits::digit;
use super::{Figure, ONE};
use crate::text::Lang;

mod arabic;
mod english;
mod german;
mod han;
mod korean;

const HOUR: u32 = 60;
const DAY: u32 = 24 * HOUR;

/// A time of day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Clock {
    /// Where it stands.
    pub(super) span: Range<usize>,
    /// The minutes of the day that it may be.
    minutes: Vec<u32>,
}

/// Which half of the day a time is in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Half {
    /// Nothing says it: of an hour up to twelve, either.
    Unsaid,
    /// What is written is an hour of twenty-four.
    Whole,
    Morning,
    Afternoon,
    /// Before or after midnight.
    Night,
}

impl Clock {
    /// A time that is said as an hour and a minute; none if there is no such time.
    fn new(span: Range<usize>, hour: u32, minute: u32, half: Half) -> Option<Clock> {
        if hour > 24 || minute >= HOUR {
            return None;
        }
        let early = hour % 12 * HOUR + minute;
        let late = early + 12 * HOUR;
        let minutes = match half {
            _ if hour > 12 || hour == 0 => vec![(hour * HOUR + minute) % DAY],
            Half::Unsaid => vec![early, late],
            Half::Whole => vec![hour * HOUR + minute],
            Half::Morning => vec![early],
            Half::Afternoon => vec![late],
            Half::Night if (6..12).contains(&hour) => vec![late],
            Half::Night => vec![early],
        };
        Some(Clock { span, minutes })
    }

    /// The same so many minutes earlier: a quarter to three.
    fn earlier(mut self, minutes: u32) -> Clock {
        self.minutes.iter_mut().for_each(|minute| *minute = (*minute + DAY - minutes) % DAY);
        self
    }
}

/// The times in a text, in its order. `figures` are its numbers, also those in words.
pub(super) fn find(lang: &Lang, text: &str, figures: &[Figure]) -> Vec<Clock> {
    let reader = Reader { text, lower: text.to_ascii_lowercase(), figures };
    let mut clocks = match lang.primary() {
        "en" => english::find(&reader),
        "ko" => korean::find(&reader),
        "de" => german::find(&reader),
        "ja" | "zh" => han::find(&reader),
        "ar" => arabic::find(&reader),
        _ => Vec::new(),
    };
    clocks.sort_by_key(|clock| clock.span.start);
    clocks
}

/// Where times stand that have no counterpart.
pub(super) struct Unmatched {
    /// On the one side.
    pub(super) from: Vec<Range<usize>>,
    /// On the other.
    pub(super) to: Vec<Range<usize>>,
}

/// The times that have no counterpart. None if there are not as many on both sides, so
/// that one of them may be told in a way that is not known.
pub(super) fn compare(from: &[Clock], to: &[Clock]) -> Option<Unmatched> {
    if from.is_empty() || from.len() != to.len() {
        return None;
    }
    // For each minute of the day the times here that may be it and that are left, by where they come among the times.
    let mut left: FxHashMap<u32, BTreeSet<usize>> = FxHashMap::default();
    for (at, clock) in to.iter().enumerate() {
        for minute in &clock.minutes {
            left.entry(*minute).or_default().insert(at);
        }
    }
    let mut is_left = vec![true; to.len()];
    let mut missing = Vec::new();
    for clock in from {
        let Some(at) = clock.minutes.iter().filter_map(|minute| left.get(minute)?.first().copied()).min() else {
            missing.push(clock.span.clone());
            continue;
        };
        is_left[at] = false;
        for minute in &to[at].minutes {
            left.entry(*minute).or_default().remove(&at);
        }
    }
    let rest = to.iter().zip(is_left).filter(|(_, is_left)| *is_left);
    Some(Unmatched { from: missing, to: rest.map(|(clock, _)| clock.span.clone()).collect() })
}

/// A text that times are looked for in.
struct Reader<'a> {
    text: &'a str,
    /// The same with small letters where they are ASCII: places are the same.
    lower: String,
    figures: &'a [Figure],
}

impl Reader<'_> {
    /// Where numbers begin, in digits or in words.
    fn starts(&self) -> Vec<usize> {
        let mut starts: Vec<usize> = self.figures.iter().map(|figure| figure.span.start).collect();
        // 7.30 is one number for who does not know that it is a time; 15:30 are two.
        starts.sort_unstable();
        starts.dedup();
        starts
    }

    /// The number up to 60 that begins at a place, and where it ends.
    fn number(&self, at: usize) -> Option<(u32, usize)> {
        self.digits(at).or_else(|| self.word(at))
    }

    /// The number of one or two digits that begins at a place.
    fn digits(&self, at: usize) -> Option<(u32, usize)> {
        let before = self.text.get(..at)?.chars().next_back();
        let continues = |c: char| digit(c).is_some() || matches!(c, '.' | ',' | ':' | '$' | '€' | '£' | '₩' | '/');
        if before.is_some_and(continues) {
            return None;
        }
        self.plain_digits(at, 1)
    }

    /// The same, of at least so many digits, whatever stands before it.
    fn plain_digits(&self, at: usize, least: usize) -> Option<(u32, usize)> {
        let digits: Vec<(u32, usize)> =
            self.text.get(at..)?.chars().map_while(|c| Some((digit(c)?, c.len_utf8()))).take(3).collect();
        let value = digits.iter().fold(0, |value, (digit, _)| value * 10 + digit);
        let end = at + digits.iter().map(|(_, length)| length).sum::<usize>();
        (least..=2).contains(&digits.len()).then_some((value, end))
    }

    /// The number in words that begins at a place.
    fn word(&self, at: usize) -> Option<(u32, usize)> {
        // They stand in the order of their starts, and then of their ends.
        let after = self.figures.partition_point(|figure| figure.span.start <= at);
        let longest = self.figures[..after].last().filter(|figure| figure.span.start == at)?;
        let value =
            longest.value().filter(|value| value % ONE == 0).and_then(|value| u32::try_from(value / ONE).ok())?;
        let is_word = digit(self.text[at..].chars().next()?).is_none();
        (is_word && value <= HOUR).then_some((value, longest.span.end))
    }

    /// The number that ends at a place.
    fn number_before(&self, end: usize) -> Option<(u32, usize)> {
        let figure =
            self.figures.iter().filter(|figure| figure.span.end == end).max_by_key(|figure| figure.span.len())?;
        let (value, _) = self.number(figure.span.start)?;
        Some((value, figure.span.start))
    }

    /// Minutes in two digits behind a colon or another separator.
    fn minutes(&self, at: usize, separators: &[char]) -> Option<(u32, usize)> {
        let separator = self.text.get(at..)?.chars().next().filter(|c| separators.contains(c))?;
        let (minute, end) = self.plain_digits(at + separator.len_utf8(), 2)?;
        let mut after = self.text[end..].chars();
        let goes_on =
            matches!(after.next(), Some(':' | '.' | ',' | '%')) && after.next().is_some_and(|c| digit(c).is_some());
        (minute < HOUR && !goes_on).then_some((minute, end))
    }

    /// The first place from which something else than spaces stands.
    fn skip(&self, at: usize) -> usize {
        self.text.len() - self.text[at..].trim_start_matches([' ', '\u{a0}', '\u{202f}']).len()
    }

    /// Where a word ends that stands at a place, if nothing that could belong to it follows.
    fn word_end(&self, at: usize, word: &str) -> Option<usize> {
        let end = at + self.lower.get(at..)?.strip_prefix(word).map(|_| word.len())?;
        let next = self.text[end..].chars().next();
        (!next.is_some_and(char::is_alphanumeric)).then_some(end)
    }

    /// The places of a word that stands by itself.
    fn alone<'w>(&'w self, word: &'w str) -> impl Iterator<Item = Range<usize>> + 'w {
        self.lower.match_indices(word).map(|(at, _)| at..at + word.len()).filter(|span| {
            let before = self.text[..span.start].chars().next_back();
            let after = self.text[span.end..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::quality::number;

    /// The times that are found in a text, in minutes of the day.
    fn said(lang: &str, text: &str) -> String {
        let lang = Lang::new(lang);
        let show = |minute: &u32| format!("{}:{:02}", minute / HOUR, minute % HOUR);
        let clocks = find(&lang, text, &number::figures(&lang, text));
        let times = clocks.iter().map(|clock| clock.minutes.iter().map(show).collect::<Vec<_>>().join("|"));
        times.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn times_are_found() {
        for (lang, text, times) in [
            ("en", "at 3:15 p.m. and 11 am, not 3:15:20, 1.5 or John", "15:15 11:00"),
            ("en", "at 7.30 p.m.; by 19:45; at 3 o’clock in the afternoon", "19:30 19:45 15:00"),
            ("en", "half past seven in the evening, a quarter to three", "19:30 2:45|14:45"),
            (
                "en",
                "three o'clock; ten minutes past four; noon; midnight; 12 noon",
                "3:00|15:00 4:10|16:10 12:00 0:00 12:00",
            ),
            ("en", "seven thirty p.m., twelve a.m., 12:10 a.m.", "19:30 0:00 0:10"),
            ("en", "I am 12 and am well; 3 pmol; twenty-five of them; $3.15; in 1997", ""),
            ("ko", "오후 3시 15분에 열리고 저녁 7시 반에 끝난다", "15:15 19:30"),
            ("ko", "세 시 반, 열두 시 십오 분, 15시, 새벽 두 시", "3:30|15:30 0:15|12:15 15:00 2:00"),
            ("ko", "정오에, 자정까지, 밤 12시, 오전 9:30", "12:00 0:00 0:00 9:30"),
            ("ko", "세 시간 동안 세 시인이, 3시간 15분, 한 시대", ""),
            ("de", "um 16.45 Uhr, um 8 Uhr abends, halb acht, Viertel nach drei", "16:45 20:00 7:30|19:30 3:15|15:15"),
            ("de", "um drei Uhr nachmittags, um 15 Uhr 20, um Mitternacht", "15:00 15:20 0:00"),
            ("de", "um 7.30 Uhr", "7:30"),
            ("ja", "午後3時15分、午前九時半、15時、正午、三時間", "15:15 9:30 15:00 12:00"),
            ("zh", "下午3点15分，晚上八点半，上午九点，三点五", "15:15 20:30 9:00"),
            ("ar", "الساعة الثالثة والربع مساءً، الساعة 7:30 صباحا، الساعة التاسعة إلا ربعا", "15:15 7:30 8:45|20:45"),
        ] {
            assert_eq!(said(lang, text), times, "{lang}: {text}");
        }
    }
}
