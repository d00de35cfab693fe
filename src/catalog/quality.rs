//! What can be seen to be wrong with a translation without knowing what it means: numbers that differ, agreed terms that
//! are absent, quotation marks that are not paired or are those of another language, doubled words, characters that
//! nobody meant to write.
//!
//! A false alarm costs more than a fault that is missed: whoever is warned for nothing stops reading. So each rule is
//! silent where languages differ for good reason, and `docs/checks.md` says for each what it does not look at.

use std::ops::Range;

use super::Agreed;
use crate::text::Lang;

mod characters;
mod ending;
mod number;
mod particle;
mod quotation;
mod term;
mod words;

pub use characters::characters;
pub use particle::particles;

/// The codes of all findings of this module.
pub const CODES: [&str; 12] = [
    "control-character",
    "doubled-space",
    "doubled-word",
    "end-punctuation",
    "identical",
    "mixed-width",
    "not-nfc",
    "number",
    "particle",
    "quotation-style",
    "term",
    "unpaired",
];

/// A text and its translation, without markup.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    /// The language of the source.
    pub source_lang: &'a Lang,
    /// The text that was translated.
    pub source: &'a str,
    /// The language of the translation.
    pub lang: &'a Lang,
    /// The translation.
    pub text: &'a str,
    /// What kind of text it is.
    pub form: Form,
    /// The terms that are agreed for the language.
    pub terms: &'a [Agreed],
}

/// The kinds of texts that are written differently.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// Sentences.
    Prose,
    /// Words without a sentence: heads, titles, names, cells.
    Heading,
    /// Verse, whose punctuation is the translator's own.
    Verse,
    /// Code, which is not translated.
    Code,
}

/// Something that is wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// Its code, one of [`crate::diagnostic::rule::RULES`].
    pub code: &'static str,
    /// Where in the translation, in bytes; the whole of it where something is missing.
    pub span: Option<Range<usize>>,
    /// What is wrong, in one line without a full stop.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Finding {
    fn new(code: &'static str, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Finding {
        Finding { code, span: Some(span), message: message.into(), help: help.into() }
    }

    fn of_whole(code: &'static str, message: impl Into<String>, help: impl Into<String>) -> Finding {
        Finding { code, span: None, message: message.into(), help: help.into() }
    }
}

/// Compares a translation with its source.
pub fn examine(pair: &Pair<'_>) -> Vec<Finding> {
    if pair.form == Form::Code || pair.text.trim().is_empty() {
        return Vec::new();
    }
    if let Some(finding) = words::identical(pair) {
        return vec![finding];
    }
    let terms = term::compare(pair);
    let mut found = numbers(pair, &terms);
    found.extend(terms.findings);
    found.extend(quotation::examine(pair));
    found.extend(words::doubled(pair));
    found.extend(ending::compare(pair));
    found
}

/// Numbers that stand in agreed terms are agreed, too: 6·25 전쟁 is the Korean War.
fn numbers(pair: &Pair<'_>, terms: &term::Terms) -> Vec<Finding> {
    let source = blank(pair.source, &terms.in_source);
    let text = blank(pair.text, &terms.in_text);
    let say = |mismatch: number::Mismatch| {
        let missing = mismatch.missing.map(|span| &pair.source[span]);
        let silence = "if it is right as it stands, write `# check: number off` above the message";
        if let (Some(span), Some(missing), number::Kind::Period | number::Kind::Order) =
            (mismatch.extra.clone(), missing, mismatch.kind)
        {
            let said = &pair.text[span.clone()];
            let (message, help) = match mismatch.kind {
                number::Kind::Period => (
                    format!("`{said}` counts something else than `{missing}` of the source"),
                    "write what the source counts",
                ),
                _ => (
                    format!("`{said}` has the numbers of `{missing}` in the source the other way round"),
                    "write them in the order of the source",
                ),
            };
            return Finding::new("number", span, message, format!("{help}; {silence}"));
        }
        if mismatch.kind == number::Kind::Percent {
            return match mismatch.extra {
                Some(span) => {
                    let message =
                        format!("`{}` is a percentage here, and none in the source", &pair.text[span.clone()]);
                    Finding::new("number", span, message, format!("compare it with the source; {silence}"))
                }
                None => Finding::of_whole(
                    "number",
                    format!("`{}` of the source is a percentage, and none here", missing.unwrap_or_default()),
                    format!("say that it is one; {silence}"),
                ),
            };
        }
        match (mismatch.extra, missing) {
            (Some(span), Some(missing)) => {
                let message = format!("`{}` is not in the source, which has `{missing}`", &pair.text[span.clone()]);
                Finding::new("number", span, message, format!("write the number of the source; {silence}"))
            }
            (Some(span), None) => {
                let message = format!("`{}` is not in the source", &pair.text[span.clone()]);
                Finding::new("number", span, message, format!("compare it with the source; {silence}"))
            }
            (None, missing) => Finding::of_whole(
                "number",
                format!("`{}` of the source is missing", missing.unwrap_or_default()),
                format!("say it in the translation, too; {silence}"),
            ),
        }
    };
    number::compare((pair.source_lang, &source), (pair.lang, &text)).into_iter().map(say).collect()
}

/// Overwrites parts of a text with spaces; everything else stays where it is.
fn blank(text: &str, parts: &[Range<usize>]) -> String {
    let mut out = text.to_owned();
    for part in parts {
        out.replace_range(part.clone(), &" ".repeat(part.len()));
    }
    out
}
