//! Characters that nobody meant to write: other forms of the same letters, control characters, forms of another width.

use std::ops::Range;

use unicode_normalization::is_nfc;

use super::Finding;
use crate::text::{Lang, composed};

/// Looks at the characters of a message as it is written, with its markup. Places are offsets in it.
pub fn characters(lang: &Lang, written: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    found.extend(decomposed(written));
    found.extend(control(lang, written));
    found.extend(doubled_space(written));
    found.extend(width(lang, written));
    found
}

/// The first part that another form of Unicode writes.
fn decomposed(text: &str) -> Option<Finding> {
    if is_nfc(text) {
        return None;
    }
    let composed = composed(text);
    if composed == text {
        return None;
    }
    let same: usize = text.chars().zip(composed.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    // The base letter belongs to what is wrong with it.
    let start = text[..same].char_indices().next_back().map_or(0, |(at, _)| at);
    let end = text[same..].find(char::is_whitespace).map_or(text.len(), |length| same + length);
    let message = "these letters are decomposed: they are not in the normal form NFC".to_owned();
    Some(Finding::new(
        "not-nfc",
        start..end,
        message,
        "type them anew, or have the editor normalize the file to NFC; macOS writes names of files so",
    ))
}

fn control(lang: &Lang, text: &str) -> Vec<Finding> {
    let is_wanted = |c: char| match c {
        '\n' | '\r' | '\t' => true,
        // Joiners shape letters, and marks of direction keep order, where scripts have them.
        '\u{200c}' | '\u{200d}' => true,
        '\u{200e}' | '\u{200f}' | '\u{61c}' => true,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => matches!(lang.primary(), "ar" | "he" | "fa" | "ur" | "yi"),
        '\u{feff}' | '\u{fffd}' | '\u{fffc}' => false,
        other => !other.is_control(),
    };
    let tell = |(at, c): (usize, char)| {
        let code = u32::from(c);
        let (what, help) = match c {
            '\u{fffd}' => ("stands where a character was lost".to_owned(), "write the character that was meant"),
            _ => ("is no character of a text".to_owned(), "take it away"),
        };
        Finding::new("control-character", at..at + c.len_utf8(), format!("U+{code:04X} {what}"), help)
    };
    text.char_indices().filter(|(_, c)| !is_wanted(*c)).map(tell).collect()
}

/// Two spaces beside each other, outside of tags and not at the end of a line.
fn doubled_space(text: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut in_tag = false;
    let mut run: Range<usize> = 0..0;
    let mut count = 0;
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
        let is_space = matches!(c, ' ' | '\u{a0}' | '\u{3000}') && !in_tag;
        if is_space {
            run = if count == 0 { at..at + c.len_utf8() } else { run.start..at + c.len_utf8() };
            count += 1;
            continue;
        }
        let at_line = c == '\n' || c == '\r' || text[..run.start].ends_with('\n');
        if count > 1 && !at_line {
            found.push(Finding::new("doubled-space", run.clone(), "two spaces follow each other", "leave one of them"));
        }
        count = 0;
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ => {}
        }
    }
    found
}

/// Full-width forms of ASCII, which only Chinese and Japanese use, and there not beside half-width ones in one word.
fn width(lang: &Lang, text: &str) -> Vec<Finding> {
    let is_full = |c: char| ('！'..='～').contains(&c);
    let is_half_kana = |c: char| ('｡'..='ﾟ').contains(&c);
    let wide = matches!(lang.primary(), "ja" | "zh");
    let letter = |c: char| matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ');
    let mut found = Vec::new();
    let mut push = |span: Range<usize>, message: String, help: &str| {
        found.push(Finding::new("mixed-width", span, message, help));
    };
    let mut before = None;
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let span = at..at + c.len_utf8();
        let after = rest.peek().map(|(_, c)| *c);
        // Korean keyboards give this one for what stands between two numbers.
        let is_wave = c == '～' && lang.primary() == "ko";
        if is_full(c) && !wide && !is_wave {
            let half = char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c);
            push(span, format!("`{c}` is a full-width character"), &format!("write `{half}`"));
        } else if is_half_kana(c) {
            push(span, format!("`{c}` is a half-width character"), "write its full-width form");
        } else if wide && letter(c) {
            let is_half = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            if is_half(before) || is_half(after) {
                push(span, format!("`{c}` is a full-width character beside half-width ones"), "write one of the two");
            }
        }
        before = Some(c);
    }
    // One of a kind is enough to say it.
    found.dedup_by(|a, b| match (&a.span, &b.span) {
        (Some(a), Some(b)) => a.start == b.end,
        _ => false,
    });
    found
}
