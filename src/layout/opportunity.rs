//! Where a line may end: by UAX #14, and in Korean between words only.

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::{LineBreakOptions, LineBreakWordOption};

use crate::layout::style::KoreanBreaks;
use crate::text::Lang;

/// Where a word can be divided, by the wish of its author; it is not seen elsewhere.
pub(crate) const SOFT_HYPHEN: char = '\u{ad}';

/// The places where a line may end, by UAX #14; in Korean, not inside a word unless that is asked for, but after a middle
/// dot between two.
pub(crate) fn opportunities(text: &str, lang: &Lang, korean: KoreanBreaks) -> Vec<usize> {
    let is_korean = lang.primary() == "ko";
    let keep_all = is_korean && korean == KoreanBreaks::BetweenWords;
    let mut found: Vec<usize> = segmenter(keep_all).segment_str(text).skip(1).collect();
    if !is_korean {
        return found;
    }
    if !keep_all {
        found.retain(|&end| may_part(text, end));
        return found;
    }
    // UAX #14 would also break at brackets and quotation marks, where no space parts what is inside from a word outside.
    found.retain(|&end| end == text.len() || text[..end].ends_with(parts_words));
    if text.contains('·') {
        found
            .extend(text.match_indices('·').map(|(at, dot)| at + dot.len()).filter(|&end| is_between_words(text, end)));
        found.sort_unstable();
        found.dedup();
    }
    found
}

/// Whether words end with a character: a space, or a mark after which a line may end anywhere.
fn parts_words(character: char) -> bool {
    is_space(character)
        || matches!(character, '-' | '\u{2010}' | '\u{2013}' | '\u{2014}' | '/' | '\u{200b}' | SOFT_HYPHEN)
}

/// Whether letters of at least two syllables stand on either side of a middle dot that ends at `end`.
fn is_between_words(text: &str, end: usize) -> bool {
    let letters =
        |characters: &mut dyn Iterator<Item = char>| characters.take(2).filter(|c| c.is_alphabetic()).count() == 2;
    letters(&mut text[end..].chars()) && letters(&mut text[..end].chars().rev().skip(1))
}

/// Whether a line may end at a place of a text as far as the marks go that stand there: none begins with what closes, and
/// none ends with what opens (Requirements for Hangul Text Layout and Typography, “Line adjustment”).
pub(crate) fn may_part(text: &str, at: usize) -> bool {
    let closes = |mark: char| {
        matches!(
            mark,
            '.' | ','
                | ';'
                | ':'
                | '!'
                | '?'
                | ')'
                | ']'
                | '}'
                | '’'
                | '”'
                | '»'
                | '›'
                | '%'
                | '…'
                | '·'
                | '~'
                | '、'
                | '。'
                | '，'
                | '．'
                | '：'
                | '；'
                | '！'
                | '？'
                | '）'
                | '］'
                | '】'
                | '〕'
                | '〉'
                | '》'
                | '」'
                | '』'
        )
    };
    let opens = |mark: char| {
        matches!(mark, '(' | '[' | '{' | '‘' | '“' | '«' | '‹' | '（' | '［' | '【' | '〔' | '〈' | '《' | '「' | '『')
    };
    !text[at..].starts_with(closes) && !text[..at].trim_end_matches(is_space).ends_with(opens)
}

fn segmenter(keep_all: bool) -> icu_segmenter::LineSegmenterBorrowed<'static> {
    let mut options = LineBreakOptions::default();
    if keep_all {
        options.word_option = Some(LineBreakWordOption::KeepAll);
    }
    LineSegmenter::new_auto(options)
}

/// Whether a space at a place of a text is one that French has between a word and its marks: it is not stretched.
pub(crate) fn is_before_mark(text: &str, at: usize, lang: &Lang) -> bool {
    let is_single = |text: &str| text.starts_with(' ') && !text[1..].starts_with(' ');
    lang.primary() == "fr"
        && is_single(&text[at..])
        && (text[at + 1..].starts_with(['!', '?', ';', ':', '»']) || text[..at].ends_with('«'))
}

/// Whether a place behind a space is inside of a measure: between a number and the sign of its unit, between the sign of a
/// section and its number, or between the groups of figures of a number, as French writes it.
pub(crate) fn is_in_measure(text: &str, at: usize, lang: &Lang) -> bool {
    let (before, after) = text.split_at(at);
    let Some(before) = before.strip_suffix(' ') else { return false };
    let is_figure = |character: char| character.is_ascii_digit();
    let figures = |text: &str| text.chars().take_while(|&character| is_figure(character)).count();
    let is_group = || {
        let group = before.len() - before.trim_end_matches(is_figure).len();
        lang.primary() == "fr" && (1..=3).contains(&group) && figures(after) == 3
    };
    (before.ends_with(is_figure) && (after.starts_with(['%', '‰', '°', '℃']) || is_group()))
        || (before.ends_with('§') && after.starts_with(is_figure))
}

/// Whether a dash that stands between words, with a space on either side, follows a place that ends no sentence.
pub(crate) fn is_before_dash(text: &str, at: usize) -> bool {
    (text[at..].starts_with("– ") || text[at..].starts_with("— "))
        && text[..at].trim_end_matches(' ').ends_with(|character: char| character.is_alphanumeric() || character == ',')
}

/// White space at which a line breaks or that it must not show.
pub(crate) fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\u{a0}' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// What ends a line by force, by UAX #14.
pub(crate) fn is_line_end(character: char) -> bool {
    is_space(character) && !matches!(character, ' ' | '\u{a0}' | '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_their_signs_are_not_parted() {
        let lines = |text: &str, lang: &str| -> Vec<String> {
            let lang = Lang::new(lang);
            let ends = opportunities(text, &lang, KoreanBreaks::default());
            let mut start = 0;
            let pieces = ends.into_iter().filter(|&end| !is_in_measure(text, end, &lang)).map(|end| {
                let piece = text[start..end].to_owned();
                start = end;
                piece
            });
            pieces.collect()
        };
        assert_eq!(lines("at 25 °C or 50 % of § 12", "en"), ["at ", "25 °C ", "or ", "50 % ", "of ", "§ 12"]);
        assert_eq!(lines("1 000 000 km en 1905 300 fois", "fr"), ["1 000 000 ", "km ", "en ", "1905 ", "300 ", "fois"]);
        assert_eq!(lines("100 200 men", "en"), ["100 ", "200 ", "men"]);
    }
}
