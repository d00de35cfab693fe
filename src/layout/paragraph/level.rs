//! The direction of text by UAX #9.

use unicode_bidi::{BidiInfo, Level};

use crate::layout::look::Isolate;
use crate::text::Direction;

/// The bytes of a character for the edge of an isolate.
const EDGE: usize = '\u{2066}'.len_utf8();

/// The embedding level of each byte, by UAX #9; `None` where all text runs from left to right.
pub(super) fn levels(text: &str, isolates: &[(usize, Isolate)], direction: Direction) -> Option<Vec<Level>> {
    let right_to_left = |character: char| matches!(character, '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{202b}' | '\u{202e}' | '\u{2067}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}');
    if direction == Direction::LeftToRight && !text.chars().any(right_to_left) {
        return None;
    }
    let base = if direction == Direction::RightToLeft { Level::rtl() } else { Level::ltr() };
    if isolates.is_empty() {
        return Some(BidiInfo::new(text, Some(base)).levels);
    }
    // The text itself has no characters for the edges: they are put in to be looked at, and their levels left out.
    let mut marked = String::with_capacity(text.len() + isolates.len() * EDGE);
    let mut start = 0;
    for (at, isolate) in isolates {
        marked.push_str(&text[start..*at]);
        marked.push(match isolate {
            Isolate::Open(Direction::LeftToRight) => '\u{2066}',
            Isolate::Open(Direction::RightToLeft) => '\u{2067}',
            Isolate::Close => '\u{2069}',
        });
        start = *at;
    }
    marked.push_str(&text[start..]);
    let all = BidiInfo::new(&marked, Some(base)).levels;
    let mut levels = Vec::with_capacity(text.len());
    let (mut start, mut from) = (0, 0);
    for (at, _) in isolates {
        levels.extend_from_slice(&all[from..from + at - start]);
        (start, from) = (*at, from + at - start + EDGE);
    }
    levels.extend_from_slice(&all[from..]);
    Some(levels)
}
