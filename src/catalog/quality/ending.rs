//! How a text ends: with a full stop, a question mark, a colon, or nothing.

use super::{Finding, Form, Pair};
use crate::text::Lang;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum End {
    /// A letter or a digit.
    Open,
    Stop,
    Question,
    Exclamation,
    /// A colon, a semicolon, a comma or a dash: the text goes on elsewhere.
    Pause,
    /// It may be an abbreviation or something else that says nothing.
    Unknown,
}

pub(super) fn compare(pair: &Pair<'_>) -> Option<Finding> {
    let (source, text) = (end(pair.source), end(pair.text));
    let whole = |message: &str, help: &str| Some(Finding::of_whole("end-punctuation", message, help));
    match (pair.form, source, text) {
        (Form::Prose, End::Question, End::Open) if is_sentence(pair) => {
            whole("the source ends with a question mark, and this with no mark", "write the question mark")
        }
        (Form::Prose, End::Stop | End::Exclamation, End::Open) if is_sentence(pair) => whole(
            "the source ends with a full stop or an exclamation mark, and this with no mark",
            "end the sentence as the language ends it",
        ),
        (Form::Prose, End::Question, End::Stop) if !asks(pair.lang, pair.text) => whole(
            "the source ends with a question mark, and this does not",
            "write the question as one, or `# check: end-punctuation off` above the message",
        ),
        (Form::Prose, End::Stop, End::Question) if !asks(pair.source_lang, pair.source) => whole(
            "this ends with a question mark, and the source does not",
            "write it as a statement, or `# check: end-punctuation off` above the message",
        ),
        (Form::Heading, End::Open, End::Stop) if words(pair.source) > 1 => {
            whole("this ends with a full stop, and the source does not", "take the full stop away")
        }
        _ => None,
    }
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

fn end(text: &str) -> End {
    let is_closer = |c: char| {
        c.is_whitespace()
            || matches!(c, '"' | '\'' | '”' | '’' | '“' | '‘' | '»' | '«' | '›' | '‹' | '」' | '』' | ')' | '）' | ']')
            || matches!(c, '〉' | '》' | '】' | '*' | '†' | '‡' | '\u{200e}' | '\u{200f}')
    };
    let body = text.trim_end_matches(is_closer);
    let brackets = text[body.len()..].contains([')', '）', ']']);
    match body.chars().next_back() {
        // What stands in brackets at the end may end a sentence that another full stop has ended.
        _ if brackets => End::Unknown,
        Some('.') if is_abbreviation(body) => End::Unknown,
        Some('.' | '。' | '．' | '｡' | '۔' | '।') => End::Stop,
        Some('?' | '？' | '؟') => End::Question,
        Some('!' | '！') => End::Exclamation,
        Some(':' | ';' | ',' | '：' | '；' | '，' | '、' | '،' | '؛' | '—' | '–' | '-' | '…' | '⋯') => {
            End::Pause
        }
        Some(c) if c.is_alphanumeric() => End::Open,
        _ => End::Unknown,
    }
}

/// Whether the last full stop belongs to an abbreviation: U.S., etc., p. m., a number's.
fn is_abbreviation(text: &str) -> bool {
    let word = text.trim_end_matches('.').rsplit([' ', '\u{a0}', '(', '“', '‘']).next().unwrap_or_default();
    let short = word.chars().count() == 1 && word.chars().all(|c| c.is_alphabetic() && c.is_ascii());
    let known = [
        "etc", "Inc", "Ltd", "Co", "Corp", "Jr", "Sr", "al", "St", "vs", "pp", "vol", "ed", "eds", "usw", "Jh", "Chr",
        "Mr", "Mrs", "Dr", "cf", "ibid", "Bros",
    ];
    word.contains('.') || short || known.contains(&word) || word.chars().all(char::is_numeric)
}

/// Whether a translation without a mark at its end is a sentence that lacks one: notes and captions may end with a noun.
fn is_sentence(pair: &Pair<'_>) -> bool {
    let is_closer = |c: char| !c.is_alphanumeric();
    let text = pair.text.trim_end_matches(is_closer);
    // Quoted speech has no full stop of its own in Japanese.
    let quoted = pair.text.trim_end().ends_with(['」', '』']);
    let Some(last) = text.chars().next_back() else { return false };
    match pair.lang.primary() {
        "ko" => {
            let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
            let verbal =
                ['다', '요', '까', '죠', '오', '라', '네', '소', '자', '니', '냐', '군', '렴', '걸', '지', '데'];
            verbal.contains(&last) && word.chars().count() > 1
        }
        "ja" => !quoted && ('ぁ'..='ん').contains(&last),
        "zh" => !quoted && text.chars().count() > 8,
        "th" | "lo" | "km" | "my" => false,
        _ => words(text) > 3,
    }
}

/// Whether a sentence asks something without a question mark, or tells of a question.
fn asks(lang: &Lang, text: &str) -> bool {
    let body = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    let lower = text.to_lowercase();
    match lang.primary() {
        "ko" => ["까", "니", "가", "나", "냐", "지", "죠", "요", "라", "는지", "련만", "랴"]
            .iter()
            .any(|end| body.ends_with(end)),
        "ja" => ["か", "の", "な", "ね", "い"].iter().any(|end| body.ends_with(end)),
        "en" => {
            let words = [
                "wonder",
                "whether",
                "ask",
                "question",
                "who",
                "what",
                "why",
                "how",
                "where",
                "when",
                "which",
                "please",
                "could you",
                "would you",
                "can you",
                "will you",
                "shall we",
                "doubt",
                "know",
                "perhaps",
                "surely",
                " if ",
            ];
            words.iter().any(|word| lower.contains(word))
        }
        "de" => ["ob ", "frag", "wer ", "was ", "warum", "wie ", "wo ", "wann", "welch", "bitte", "wohl"]
            .iter()
            .any(|word| lower.contains(word)),
        _ => true,
    }
}
