//! How much one unit may have.

use super::Content;

/// How many characters a unit may have, and how many of them without the end of a word; how many pieces of marked text it
/// may have, and how many notes it may call. That is the longest of novels without a paragraph, and little enough to be set in a second.
const MAX_UNIT: usize = 1_000_000;
const MAX_RUN: usize = 100_000;
pub(super) const MAX_MARKED: usize = 200_000;
pub(super) const MAX_MARKS: usize = 2_000;

/// What helps against them.
pub(super) const DIVIDE: &str = "divide it into several elements, such as p or ab";

/// Why a unit cannot be set.
pub(in crate::tei) struct Excess {
    /// Where that is seen.
    pub(in crate::tei) at: usize,
    pub(in crate::tei) what: String,
    pub(in crate::tei) help: &'static str,
}

/// How much the unit has so far.
#[derive(Default)]
pub(super) struct Size {
    pub(super) characters: usize,
    /// The characters since the last end of a word.
    pub(super) run: usize,
    pub(super) marked: usize,
    pub(super) marks: usize,
}

impl Content {
    /// What is too much, if anything is.
    pub(in crate::tei) fn take_excess(&mut self) -> Option<Excess> {
        self.excess.take()
    }

    /// Notes that something is too much. The first is what is told.
    pub(in crate::tei) fn exceed(&mut self, at: usize, what: String, help: &'static str) {
        self.excess.get_or_insert(Excess { at, what, help });
    }

    /// Measures text that follows the character `before`.
    pub(super) fn measure(&mut self, text: &str, before: char, at: usize) {
        let count = text.chars().count();
        self.size.characters += count;
        // A space that stands after other than a word ends none. The word may stand in an element before it.
        let is_end = |(at, c): &(usize, char)| match c {
            ' ' => {
                let before = text[..*at].chars().next_back().unwrap_or(before);
                before.is_alphanumeric() || before.is_ascii_punctuation()
            }
            c => is_word(*c),
        };
        self.size.run = match text.char_indices().rev().find(is_end) {
            Some((end, _)) => text[end..].chars().count(),
            None => self.size.run + count,
        };
        if self.size.run > MAX_RUN {
            self.exceed(at, format!("more than {MAX_RUN} characters stand here without the end of a word"), DIVIDE);
        } else if self.size.characters > MAX_UNIT {
            self.exceed(at, format!("more than {MAX_UNIT} characters stand here in one paragraph"), DIVIDE);
        }
    }
}

/// Whether a line may end after a letter, as it may in Chinese and in Japanese.
pub(super) fn is_word(c: char) -> bool {
    c >= '\u{2E80}'
        && matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30FF}' | '\u{3105}'..='\u{312F}'
        | '\u{31A0}'..='\u{31BF}' | '\u{31F0}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}
