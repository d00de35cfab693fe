//! Agreed terms: where the source has one, the translation has what was agreed for it.

use std::ops::Range;

use super::{Finding, Pair};
use crate::text::Lang;

/// What is known of the terms of a pair.
pub(super) struct Terms {
    /// Terms that are absent from the translation.
    pub(super) findings: Vec<Finding>,
    /// Where agreed terms stand in the source whose translation is there.
    pub(super) in_source: Vec<Range<usize>>,
    /// Where they stand in the translation.
    pub(super) in_text: Vec<Range<usize>>,
}

/// Particles that follow a Korean noun, in one word with it.
#[rustfmt::skip]
const PARTICLES: [&str; 46] = [
    "은", "는", "이", "가", "을", "를", "의", "에", "에서", "에게", "께", "께서", "로", "으로", "와", "과", "도", "만", "까지", "부터",
    "처럼", "보다", "마다", "조차", "마저", "밖에", "이나", "나", "이란", "란", "이라", "라", "이며", "며", "이고", "고", "이다", "다",
    "입니다", "인", "일", "였", "이었", "들", "하", "되",
];

pub(super) fn compare(pair: &Pair<'_>) -> Terms {
    let mut terms = Terms { findings: Vec::new(), in_source: Vec::new(), in_text: Vec::new() };
    // The longest first: where a Six-Party Talks is agreed, it says nothing of talks.
    let mut wanted: Vec<(&str, &[String], &str)> = Vec::new();
    for agreed in pair.terms {
        wanted.extend(
            agreed.sources.iter().map(|source| (source.as_str(), agreed.forms.as_slice(), agreed.name.as_str())),
        );
    }
    wanted.sort_by_key(|(source, ..)| std::cmp::Reverse(source.len()));
    let mut taken: Vec<Range<usize>> = Vec::new();
    let mut done: Vec<&str> = Vec::new();
    for (source, ..) in &wanted {
        if done.contains(source) {
            continue;
        }
        done.push(source);
        let mut places = places(pair.source_lang, pair.source, source);
        places.retain(|place| !taken.iter().any(|taken| taken.start < place.end && place.start < taken.end));
        if places.is_empty() {
            continue;
        }
        taken.extend(places.iter().cloned());
        // Several terms may be agreed for one expression.
        let same = wanted.iter().filter(|(other, ..)| other == source);
        let found: Vec<Range<usize>> = same
            .clone()
            .flat_map(|(_, forms, _)| forms.iter())
            .flat_map(|form| rendered(pair.lang, pair.text, form))
            .collect();
        if !found.is_empty() {
            terms.in_source.extend(places);
            terms.in_text.extend(found);
            continue;
        }
        let agreed: Vec<&(&str, &[String], &str)> = same.collect();
        let shown: Vec<String> =
            agreed.iter().filter_map(|(_, forms, _)| forms.first()).map(|form| format!("“{form}”")).collect();
        let Some((_, _, name)) = agreed.first() else { continue };
        terms.findings.push(Finding::of_whole(
            "term",
            format!("“{source}” is agreed to be {}, which is not here", shown.join(" or ")),
            format!("write `{{ -{name} }}`, or `# check: term off` above the message if another word is right here"),
        ));
    }
    terms
}

/// Where a term stands in a source text.
fn places(lang: &Lang, text: &str, term: &str) -> Vec<Range<usize>> {
    let term = term.trim();
    if term.is_empty() {
        return Vec::new();
    }
    // An abbreviation is no word: IT, it.
    let exact = term.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) || !is_cased(term);
    // A name is no word either: Turkey, turkey.
    let is_name = !term.contains([' ', '-']) && term.starts_with(char::is_uppercase);
    let is_place = |range: &Range<usize>| {
        if is_name && !text[range.clone()].starts_with(char::is_uppercase) {
            return false;
        }
        let before = text[..range.start].chars().next_back();
        let after = &text[range.end..];
        match lang.primary() {
            "ko" => !before.is_some_and(char::is_alphanumeric) && begins_with_particle(after),
            "ja" | "zh" | "th" | "lo" | "km" | "my" => true,
            "en" => {
                let after = after.strip_prefix(['s', 'S']).filter(|_| !term.ends_with('s')).unwrap_or(after);
                !is_letter(before) && !is_letter(after.chars().next())
            }
            "ar" => true,
            _ => !is_letter(before) && after.chars().take_while(|c| c.is_alphanumeric()).count() <= 2,
        }
    };
    find(text, term, exact).into_iter().filter(is_place).collect()
}

fn is_letter(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

fn is_cased(text: &str) -> bool {
    text.chars().any(|c| c.is_lowercase() || c.is_uppercase())
}

fn begins_with_particle(after: &str) -> bool {
    !is_letter(after.chars().next())
        || !after.starts_with(|c| ('가'..='힣').contains(&c))
        || PARTICLES.iter().any(|particle| after.starts_with(particle))
}

/// Finds a term letter by letter: case is the writer's, and so is which space and which dash there is.
fn find(text: &str, term: &str, exact: bool) -> Vec<Range<usize>> {
    let letter = |c: char| match c {
        '\u{a0}' | '\u{202f}' | '\n' | '\t' => ' ',
        '‐' | '‑' | '–' => '-',
        '’' => '\'',
        other if exact => other,
        other => other.to_lowercase().next().unwrap_or(other),
    };
    let wanted: Vec<char> = term.chars().map(letter).collect();
    let letters: Vec<(usize, char)> = text.char_indices().map(|(at, c)| (at, letter(c))).collect();
    let mut found = Vec::new();
    for (at, window) in letters.windows(wanted.len()).enumerate() {
        if window.iter().map(|(_, c)| c).eq(&wanted) {
            let end = letters.get(at + wanted.len()).map_or(text.len(), |(end, _)| *end);
            found.push(window[0].0..end);
        }
    }
    found
}

/// Where a translation has a term, in whichever form the language gives it.
fn rendered(lang: &Lang, text: &str, form: &str) -> Vec<Range<usize>> {
    match lang.primary() {
        // Where words are not parted, or spaces are a matter of style, they say nothing.
        "ko" | "ja" | "zh" | "th" | "lo" | "km" | "my" => without_spaces(text, form),
        _ => inflected(text, form),
    }
}

fn without_spaces(text: &str, form: &str) -> Vec<Range<usize>> {
    let wanted: Vec<char> = form.chars().filter(|c| !c.is_whitespace()).collect();
    let letters: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| !c.is_whitespace()).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let is_term = |window: &&[(usize, char)]| {
        window.iter().zip(&wanted).all(|((_, a), b)| a == b || a.to_lowercase().eq(b.to_lowercase()))
    };
    let place = |window: &[(usize, char)]| {
        let (last, c) = window[window.len() - 1];
        window[0].0..last + c.len_utf8()
    };
    letters.windows(wanted.len()).filter(is_term).map(place).collect()
}

/// Finds the words of a term one after the other, each with another ending or behind an article that is written in one
/// with it.
fn inflected(text: &str, form: &str) -> Vec<Range<usize>> {
    let wanted: Vec<Vec<char>> = words(form).into_iter().map(|(_, word)| word).collect();
    let words = words(text);
    if wanted.is_empty() {
        return Vec::new();
    }
    let is_term = |window: &&[(Range<usize>, Vec<char>)]| {
        window.iter().zip(&wanted).all(|((_, word), wanted)| is_form(word, wanted))
    };
    let place = |window: &[(Range<usize>, Vec<char>)]| window[0].0.start..window[window.len() - 1].0.end;
    words.windows(wanted.len()).filter(is_term).map(place).collect()
}

/// The words of a text, in lower case and without marks on letters that Arabic may leave out.
fn words(text: &str) -> Vec<(Range<usize>, Vec<char>)> {
    let mut at = 0;
    let mut words = Vec::new();
    for part in text.split(|c: char| !(c.is_alphanumeric() || ('\u{64B}'..='\u{670}').contains(&c))) {
        let span = at..at + part.len();
        at = span.end + text[span.end..].chars().next().map_or(0, char::len_utf8);
        let letters: Vec<char> = super::number::fold_arabic(part).chars().flat_map(char::to_lowercase).collect();
        if !letters.is_empty() {
            words.push((span, letters));
        }
    }
    words
}

/// Whether a word is a form of another: all but its ending is the same.
fn is_form(word: &[char], wanted: &[char]) -> bool {
    if word == wanted {
        return true;
    }
    let is_arabic = wanted.iter().any(|c| ('\u{620}'..='\u{64A}').contains(c));
    if is_arabic {
        let (word, wanted) = (bare(word), bare(wanted));
        let same = word.iter().zip(wanted).take_while(|(a, b)| a == b).count();
        return same + 1 >= wanted.len() && word.len() <= wanted.len() + 3 && same >= 2.min(wanted.len());
    }
    // Umlauts come and go (Vertrag, Verträge).
    let plain = |c: &char| match c {
        'ä' => 'a',
        'ö' => 'o',
        'ü' => 'u',
        other => *other,
    };
    let same = word.iter().zip(wanted).take_while(|(a, b)| plain(a) == plain(b)).count();
    wanted.len() >= 3 && same + 2 >= wanted.len() && same >= 3 && word.len() <= same + 4
}

/// An Arabic word without the particles and the article in front of it.
fn bare(word: &[char]) -> &[char] {
    let word = word.strip_prefix(&['و']).filter(|rest| rest.len() > 2).unwrap_or(word);
    for prefix in [&['ب', 'ا', 'ل'][..], &['ل', 'ل'], &['ك', 'ا', 'ل'], &['ا', 'ل'], &['ب'], &['ل']] {
        if let Some(rest) = word.strip_prefix(prefix).filter(|rest| rest.len() > 2) {
            return rest;
        }
    }
    word
}
