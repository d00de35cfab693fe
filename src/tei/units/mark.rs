//! Which references are the marks of notes, raised behind what they belong to, and which are words of the text.

use super::Walker;
use crate::tei::content::opens;
use crate::text::Shift;

/// How many characters before a reference say what it is.
const BEFORE: usize = 40;

/// How many elements before one, and in it, are asked whether they raise it.
const NEAR: usize = 20;

/// What the number of a note may follow on the line without a space.
const WORDS: &[&str] = &[
    "n.",
    "nn.",
    "fn.",
    "anm.",
    "footnote",
    "footnotes",
    "endnote",
    "endnotes",
    "fußnote",
    "fußnoten",
    "anmerkung",
    "anmerkungen",
    "각주",
    "미주",
    "후주",
    "註",
    "注",
    "脚註",
    "脚注",
];

/// What it follows behind a space and other numbers, as in “notes 5,6”. A mark may touch these as it may any word.
const WORDS_APART: &[&str] = &["note", "notes", "noten", "nota", "notas", "주"];

/// Whether words are what notes are called by: a number, a letter or signs, perhaps in brackets.
pub(super) fn is_mark(words: &str) -> bool {
    let inside = words.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let inside = inside.or_else(|| words.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')));
    let mark = inside.unwrap_or(words);
    // A letter of Chinese, of Japanese and of Korean is a word.
    let is_letter = |c: char| c.is_alphabetic() && c < '\u{1100}';
    let digits = mark.trim_end_matches(is_letter);
    let letters = mark[digits.len()..].chars().count();
    // Figures that are raised by themselves are no digits.
    let is_number = digits.chars().all(|c| c.is_ascii_digit()) && digits.len() <= 3 && letters <= 1;
    let is_sign = |c: char| matches!(c, '*' | '†' | '‡' | '§' | '¶' | '‖' | '#');
    let is_roman = |c: char| matches!(c, 'i' | 'v' | 'x' | 'l');
    !mark.is_empty() && (is_number || mark.chars().all(is_sign) || mark.chars().all(is_roman))
}

/// Whether a mark belongs behind a text, which it touches: behind a space, an opening bracket and in a row of numbers it is a
/// word of the text, and so it is behind the word for notes.
fn is_called_behind(text: &str) -> bool {
    let touches = |c: char| !c.is_whitespace() && !opens(c) && !matches!(c, '-' | '‐' | '–' | '/');
    let text = text.to_lowercase();
    let before = text.trim_end_matches(|c: char| c.is_numeric() || c == ' ' || matches!(c, ',' | ';' | '–' | '\u{A0}'));
    let is_behind = |word: &&str| before.strip_suffix(*word).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric));
    let is_apart = text[before.len()..].contains([' ', '\u{A0}']);
    let is_word = WORDS.iter().any(is_behind) || is_apart && WORDS_APART.iter().any(is_behind);
    text.ends_with(touches) && !is_word
}

impl Walker<'_, '_> {
    /// How the words of a reference stand that do not say so: raised, if they are the mark of a note that stands elsewhere
    /// and touch what they belong to.
    pub(super) fn shift_of_reference(&self, i: usize) -> Shift {
        let is_called = self.marks_note(i) && is_called_behind(&self.content.before(BEFORE));
        if is_called { Shift::Superscript } else { Shift::None }
    }

    /// Whether an element in a reference or around it raises its words.
    pub(super) fn is_raised(&self, i: usize) -> bool {
        let tree = self.tree;
        let around = (i.saturating_sub(NEAR)..i).filter(|&k| tree.nodes[k].end > i);
        let inside = (i + 1..tree.nodes[i].end).take(NEAR);
        around.chain(inside).any(|k| tree.rend(k).shift == Shift::Superscript)
    }
}
