//! Words that stand twice, and translations that are none.

use std::ops::Range;

use super::{Finding, Form, Pair};
use crate::text::Lang;

/// A translation that is its source.
pub(super) fn identical(pair: &Pair<'_>) -> Option<Finding> {
    let (source, text) = (pair.source.trim(), pair.text.trim());
    if pair.source_lang.primary() == pair.lang.primary() || source != text {
        return None;
    }
    let words: Vec<&str> = words(source).into_iter().map(|span| &source[span]).collect();
    // What is written with a capital, a digit or a sign in it may be a name or a code.
    let is_plain = |word: &&&str| word.chars().all(char::is_lowercase) && word.chars().count() > 1;
    let plain = words.iter().filter(is_plain).count();
    let is_hangul = |word: &&&str| word.chars().any(|c| ('가'..='힣').contains(&c));
    let other_script = |word: &&&str| word.chars().any(|c| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase());
    let is_text = match pair.source_lang.primary() {
        "ko" => words.iter().any(|word| is_hangul(&word) && word.chars().count() > 1),
        "ja" | "zh" | "th" => {
            source.chars().filter(|c| c.is_alphabetic()).count() > 5 && !matches!(pair.lang.primary(), "ja" | "zh")
        }
        _ if words.iter().any(|word| other_script(&word)) => words.len() > 2,
        // Languages of one script share words.
        _ if shares_script(pair.source_lang, pair.lang) => plain > 2 && words.len() > 3,
        _ if matches!(words.as_slice(), [word] if is_heading(word)) => true,
        _ => plain > 0 && (words.len() > 1 || pair.form == Form::Prose) && !is_code(source),
    };
    is_text.then(|| {
        Finding::of_whole(
            "identical",
            "the translation is the same as the source",
            "translate it, or write `# check: identical off` above the message if it is to stay",
        )
    })
}

/// Whether a word is one that stands above parts of texts, and no name.
fn is_heading(word: &str) -> bool {
    const ENGLISH: [&str; 28] = [
        "abstract",
        "acknowledgements",
        "acknowledgments",
        "afterword",
        "annex",
        "appendix",
        "background",
        "bibliography",
        "chapter",
        "conclusion",
        "conclusions",
        "contents",
        "epilogue",
        "foreword",
        "glossary",
        "index",
        "introduction",
        "note",
        "notes",
        "overview",
        "preamble",
        "preface",
        "prologue",
        "references",
        "remarks",
        "section",
        "statement",
        "summary",
    ];
    ENGLISH.contains(&word.to_lowercase().as_str())
}

fn is_code(text: &str) -> bool {
    !text.contains(' ') || text.contains("://") || text.contains('@')
}

fn shares_script(a: &Lang, b: &Lang) -> bool {
    let is_latin = |lang: &Lang| {
        !matches!(
            lang.primary(),
            "ko" | "ja"
                | "zh"
                | "ar"
                | "he"
                | "fa"
                | "ur"
                | "ru"
                | "uk"
                | "bg"
                | "sr"
                | "el"
                | "th"
                | "hi"
                | "ka"
                | "hy"
        )
    };
    is_latin(a) && is_latin(b)
}

/// A word that stands twice where nobody would say it twice.
pub(super) fn doubled(pair: &Pair<'_>) -> Vec<Finding> {
    if pair.form == Form::Verse || matches!(pair.lang.primary(), "ja" | "zh" | "th") {
        return Vec::new();
    }
    let repeats = |text: &str| {
        let words = words(text);
        let twice = words.windows(2).filter(|pair| is_same(text, &pair[0], &pair[1]));
        twice.map(|pair| pair[0].start..pair[1].end).collect::<Vec<_>>()
    };
    // Who speaks with stress in one language does so in the other.
    if !repeats(pair.source).is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for span in repeats(pair.text) {
        let mut both = pair.text[span.clone()].split_whitespace();
        let (word, second) = (both.next().unwrap_or_default(), both.next().unwrap_or_default());
        let is_slip = if word == second { is_slip(pair.lang, word) } else { is_common(pair.lang, second) };
        if is_slip {
            found.push(Finding::new("doubled-word", span, format!("`{word}` stands twice"), "leave one of them"));
        }
    }
    if pair.lang.primary() == "ko" {
        found.extend(doubled_particles(pair.text));
    }
    found
}

fn is_same(text: &str, a: &Range<usize>, b: &Range<usize>) -> bool {
    let between = &text[a.end..b.start];
    !between.is_empty()
        && between.chars().all(char::is_whitespace)
        && text[a.clone()].to_lowercase() == text[b.clone()].to_lowercase()
        && text[a.clone()].chars().all(char::is_alphabetic)
}

/// Whether a word that stands twice is a slip and no stress.
fn is_slip(lang: &Lang, word: &str) -> bool {
    let lower = word.to_lowercase();
    // Names are repeated: New York, New York; Pago Pago.
    let is_name = word.starts_with(char::is_uppercase) && word.chars().skip(1).any(char::is_lowercase);
    match lang.primary() {
        "en" => {
            let stress = [
                "had", "that", "very", "long", "no", "so", "far", "many", "much", "really", "more", "bye", "ha",
                "well", "now", "there", "never", "on", "again", "is", "her", "yes", "hear", "knock", "please", "do",
                "can",
            ];
            !stress.contains(&lower.as_str()) && (!is_name || lower == "the")
        }
        "de" => {
            let common =
                ["die", "der", "das", "sie", "ja", "nein", "sehr", "so", "war", "immer", "weit", "lange", "nie"];
            !common.contains(&lower.as_str()) && !is_name
        }
        "ko" => {
            // Adverbs are doubled for their sound (멀리 멀리, 가도 가도); nouns with their particles are not.
            let letters = word.chars().count();
            let ends = ["을", "를", "은", "는", "의", "에서", "에게", "으로", "과", "와", "에", "이", "가"];
            // And these nobody doubles.
            let plain = [
                "함께",
                "반드시",
                "매우",
                "또한",
                "그리고",
                "그러나",
                "하지만",
                "따라서",
                "특히",
                "이미",
                "가장",
                "모든",
                "위한",
                "위해",
                "위하여",
                "대한",
                "대해",
                "대하여",
                "통해",
                "통하여",
                "관한",
                "있는",
                "하는",
                "한다",
                "및",
            ];
            plain.contains(&word)
                || letters > 1 && ends.iter().any(|end| word.ends_with(end)) && !is_reduplicative(word)
                || letters > 3 && !is_reduplicative(word)
        }
        "ar" => lower.chars().count() > 2 && !lower.ends_with('ا'),
        _ => false,
    }
}

/// Whether a word that follows itself with a small letter is a slip: names may be verbs as well (*Will will come*).
fn is_common(lang: &Lang, word: &str) -> bool {
    let words: &[&str] = match lang.primary() {
        "en" => &[
            "the", "a", "an", "in", "of", "to", "and", "it", "he", "she", "we", "they", "for", "at", "by", "with",
            "this", "these", "those", "from", "as", "or", "but", "if", "when", "i", "you", "his", "their", "our", "my",
            "its", "was", "were", "are",
        ],
        "de" => &[
            "das", "er", "es", "wir", "ich", "in", "im", "mit", "und", "ein", "eine", "auf", "von", "zu", "den", "dem",
            "des", "für", "ist", "hat", "nach", "bei", "als", "wenn", "aber", "auch",
        ],
        _ => &[],
    };
    words.contains(&word)
}

/// Words that sound like what they mean are doubled within: 오래오래, and so are 하나하나, 가지가지.
fn is_reduplicative(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    let adverbs = ["많이", "깊이", "높이", "멀리", "빨리", "천천히", "조용히", "겹겹이", "일일이", "곳곳에", "굽이"];
    adverbs.contains(&word)
        || (letters.len().is_multiple_of(2) && letters[..letters.len() / 2] == letters[letters.len() / 2..])
}

/// Two particles of one kind, as are left when a word was exchanged: 협정을를.
fn doubled_particles(text: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    for span in words(text) {
        let word = &text[span.clone()];
        // 결과와 and 누에에 are right.
        for pair in [
            "을를",
            "를을",
            "를를",
            "는는",
            "은는",
            "는은",
            "와과",
            "에서에서",
            "에게에게",
            "에에서",
            "에에게",
            "에에",
            "으로으로",
            "까지까지",
            "부터부터",
        ] {
            if word.ends_with(pair) && word.len() > pair.len() && !word.contains("누에") {
                let message = format!("two particles end `{word}`");
                let start = span.end - pair.len();
                found.push(Finding::new("doubled-word", start..span.end, message, "leave the one that fits the word"));
                break;
            }
        }
    }
    found
}

/// The words of a text.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let is_part =
            c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '_' | '\u{64B}'..='\u{670}' | '\u{300}'..='\u{36F}');
        match (is_part, start) {
            (true, None) => start = Some(at),
            (false, Some(first)) => {
                words.push(first..at);
                start = None;
            }
            _ => {}
        }
    }
    words
}
