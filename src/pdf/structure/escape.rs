//! Changes of the language inside of a text that is no content of a page (ISO 32000-1, section 7.9.2.2).

use crate::layout::page::Alternative;
use crate::text::Lang;

/// What stands before and after the code of a language.
const ESCAPE: char = '\u{1B}';

/// The words that stand for a picture, with an escape sequence wherever their language changes. Languages whose codes have
/// three letters have none: their words are taken for those of the language around them.
pub(super) fn text(alternative: &Alternative) -> String {
    let Alternative { text, lang, changes, .. } = alternative;
    let mut out = String::with_capacity(text.len());
    let (mut done, mut now) = (0, code(lang));
    for (at, lang) in changes {
        let Some(next) = code(lang).filter(|next| now.as_ref() != Some(next)) else { continue };
        out.push_str(&text[done..*at]);
        out.extend([ESCAPE].into_iter().chain(next.chars()).chain([ESCAPE]));
        (done, now) = (*at, Some(next));
    }
    out + &text[done..]
}

/// A language of two letters.
fn code(lang: &Lang) -> Option<String> {
    let primary = lang.primary();
    (primary.len() == 2).then(|| primary.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::page::{Part, StretchId};

    #[test]
    fn words_of_another_language_stand_between_escapes() {
        let said = |changes: &[(usize, &str)]| {
            let changes = changes.iter().map(|(at, lang)| (*at, Lang::new(lang))).collect();
            let part = Part { text: 0, stretch: StretchId::NONE };
            text(&Alternative { part, text: "a b c".to_owned(), lang: Lang::new("en"), changes }).replace(ESCAPE, "|")
        };
        assert_eq!(said(&[]), "a b c");
        assert_eq!(said(&[(2, "ko"), (3, "en")]), "a |ko|b|en| c");
        assert_eq!(said(&[(2, "grc"), (3, "en")]), "a b c");
        assert_eq!(said(&[(2, "ko"), (3, "en"), (4, "ko-KR"), (5, "en")]), "a |ko|b|en| |ko|c|en|");
    }
}
