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
    Comma,
    /// A colon, a semicolon or a dash: the text goes on elsewhere.
    Pause,
    /// It may be an abbreviation or something else that says nothing.
    Unknown,
}

pub(super) fn compare(pair: &Pair<'_>) -> Option<Finding> {
    let (source, text) = (end(pair.source), end(pair.text));
    let whole = |message: &str, help: &str| Some(Finding::of_whole("end-punctuation", message, help));
    match (pair.form, source, text) {
        (Form::Prose, End::Stop | End::Question, End::Comma) if words(pair.source) > 3 && is_sentence(pair) => {
            whole("the source ends a sentence, and this ends with a comma", "end the sentence as the language ends it")
        }
        (Form::Prose, End::Question, End::Open) if is_sentence(pair) => {
            whole("the source ends with a question mark, and this with no mark", "write the question mark")
        }
        (Form::Prose, End::Stop | End::Exclamation, End::Open) if is_sentence(pair) => whole(
            "the source ends with a full stop or an exclamation mark, and this with no mark",
            "end the sentence as the language ends it",
        ),
        (Form::Prose, End::Question, End::Stop) if must_ask(pair.lang, pair.text) || !asks(pair.lang, pair.text) => {
            whole(
                "the source ends with a question mark, and this does not",
                "write the question as one, or `# check: end-punctuation off` above the message",
            )
        }
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
        Some(',' | '，' | '、' | '،') => End::Comma,
        Some(':' | ';' | '：' | '；' | '؛' | '—' | '–' | '-' | '…' | '⋯') => End::Pause,
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
        _ => words(text) > if is_surely_sentence(pair) { 1 } else { 3 },
    }
}

/// Whether the source is a sentence however few words it has: a Korean one has an ending, others say who does something.
fn is_surely_sentence(pair: &Pair<'_>) -> bool {
    let body = pair.source.trim_end_matches(|c: char| !c.is_alphanumeric());
    let first = pair.source.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    match pair.source_lang.primary() {
        "ko" => words(body) > 1 && ["다", "까", "요", "죠"].iter().any(|end| body.ends_with(end)),
        "ja" => ["た", "る", "だ", "す", "ん"].iter().any(|end| body.ends_with(end)),
        "en" => words(body) > 1 && ["He", "She", "It", "I", "We", "They", "You", "There", "Nobody"].contains(&first),
        "de" => words(body) > 1 && ["Er", "Sie", "Es", "Ich", "Wir", "Ihr", "Du", "Niemand"].contains(&first),
        _ => false,
    }
}

/// Whether a sentence is a question by its form, which is never written with a full stop. Literature softens questions in
/// other forms (그것이 행복일까.).
fn must_ask(lang: &Lang, text: &str) -> bool {
    let body = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    let first = text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    match lang.primary() {
        "ko" => {
            // 했습니까, 합니까; and not 하니까, which gives a reason.
            let formal = body.strip_suffix("니까").and_then(|stem| stem.chars().next_back());
            let has_bieup = |c: char| ('가'..='힣').contains(&c) && (u32::from(c) - 0xAC00) % 28 == 17;
            formal.is_some_and(has_bieup)
                || ["을까요", "나요", "인가요", "은가요", "는가요", "던가요", "건가요"]
                    .iter()
                    .any(|end| body.ends_with(end))
        }
        "ar" => ["هل", "أين", "متى", "لماذا", "كيف", "ألم", "أليس", "أليست"].contains(&first),
        "de" => ["Warum", "Wieso", "Weshalb", "Wozu"].contains(&first),
        "en" => {
            let second = text.split_whitespace().nth(1).unwrap_or_default();
            let asks = ["Where", "When", "What", "Who", "How"].contains(&first)
                && ["do", "does", "did", "is", "are", "was", "were", "can", "will", "would", "should"]
                    .contains(&second);
            asks || ["Did", "Does", "Is", "Are", "Was", "Has", "Why"].contains(&first)
        }
        _ => false,
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
