//! Words of texts with markup: counted, and compared.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation as _;

/// How many words are shown before and after what differs.
const CONTEXT: usize = 4;

/// The pieces of a text: tags, references to characters, words, and what stands between words (UAX #29).
fn pieces(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        found.extend(rest[..at].split_word_bounds());
        let end = if rest[at..].starts_with('<') { '>' } else { ';' };
        let length = rest[at..].find(end).map_or(1, |length| length + 1);
        found.push(&rest[at..at + length]);
        rest = &rest[at + length..];
    }
    found.extend(rest.split_word_bounds());
    found
}

fn is_word(piece: &str) -> bool {
    !piece.starts_with(['<', '&']) && piece.chars().any(char::is_alphanumeric)
}

/// The words of a text, without its markup.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    pieces(text).into_iter().filter(|piece| is_word(piece))
}

/// What became of a text, word by word: `[-gone-]`, `{+come+}`, and a few words around each change.
pub fn difference(old: &str, new: &str) -> String {
    let (old, new) = (pieces(old), pieces(new));
    let mut out = String::new();
    let parts = parts(&old, &new);
    let last = parts.len().saturating_sub(1);
    for (at, part) in parts.iter().enumerate() {
        match part {
            Part::Same(same) => push_context(&mut out, same, at == 0, at == last),
            Part::Changed(gone, come) => {
                for (pieces, open, close) in [(gone, "[-", "-]"), (come, "{+", "+}")] {
                    if !pieces.is_empty() {
                        out.push_str(open);
                        out.extend(pieces.iter().copied());
                        out.push_str(close);
                    }
                }
            }
        }
    }
    out
}

/// A stretch of two texts.
enum Part<'a> {
    Same(&'a [&'a str]),
    /// What only the old text has there, and what only the new one has.
    Changed(&'a [&'a str], &'a [&'a str]),
}

/// Takes two texts apart. Changes with nothing but a space between them are one.
fn parts<'a>(old: &'a [&'a str], new: &'a [&'a str]) -> Vec<Part<'a>> {
    // Where each change begins and ends in both.
    let mut changes: Vec<(std::ops::Range<usize>, std::ops::Range<usize>)> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, old, new) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let (gone, come) = (op.old_range(), op.new_range());
        match changes.last_mut() {
            Some(last) if old[last.0.end..gone.start].iter().all(|piece| piece.trim().is_empty()) => {
                (last.0.end, last.1.end) = (gone.end, come.end);
            }
            _ => changes.push((gone, come)),
        }
    }
    let mut parts = Vec::new();
    let mut from = 0;
    for (gone, come) in changes {
        if from < gone.start {
            parts.push(Part::Same(&old[from..gone.start]));
        }
        from = gone.end;
        parts.push(Part::Changed(&old[gone], &new[come]));
    }
    if from < old.len() {
        parts.push(Part::Same(&old[from..]));
    }
    parts
}

/// Writes what is the same before, between or after changes: the words next to them.
fn push_context(out: &mut String, same: &[&str], first: bool, last: bool) {
    let words: Vec<usize> = (0..same.len()).filter(|&at| is_word(same[at])).collect();
    let shown = CONTEXT * (usize::from(!first) + usize::from(!last));
    if words.len() <= shown + 1 {
        out.extend(same.iter().copied());
        return;
    }
    if !first {
        out.extend(same[..=words[CONTEXT - 1]].iter().copied());
        out.push_str(" …");
    }
    if !last {
        out.push_str(if first { "… " } else { " " });
        out.extend(same[words[words.len() - CONTEXT]..].iter().copied());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_without_markup() {
        for (text, count) in [
            ("", 0),
            ("We met in <placeName>New York</placeName>, didn’t we?", 7),
            ("Marks &amp; Spencer &lt;3", 3),
            ("한국과 미국은 두 나라다", 4),
            ("中文字", 3),
            ("<note xml:id=\"n1\"/>", 0),
        ] {
            assert_eq!(words(text).count(), count, "{text}");
        }
    }

    #[test]
    fn what_differs_is_shown_with_its_surroundings() {
        for (old, new, shown) in [
            ("a b c", "a x c", "a [-b-]{+x+} c"),
            ("a b", "a b c", "a b{+ c+}"),
            ("a b c d", "a x y d", "a [-b c-]{+x y+} d"),
            ("<q>a</q> b", "<emph>a</emph> b", "[-<q>-]{+<emph>+}a[-</q>-]{+</emph>+} b"),
            (
                "one two three four five six seven eight nine ten, and one two three four five six seven",
                "one two three four five six seven eight nine TEN, and one two three four five six 7",
                "… six seven eight nine [-ten-]{+TEN+}, and one two three four five six [-seven-]{+7+}",
            ),
        ] {
            assert_eq!(difference(old, new), shown);
        }
    }
}
