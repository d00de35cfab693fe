//! Which fonts a project wants, by language and by what is set in them.

use crate::text::Lang;

/// What is set in a font.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum FontRole {
    /// The text, and all for which no other font is wanted.
    #[default]
    Text,
    /// The title block.
    Title,
    /// The headings of sections.
    Heads,
    /// Notes.
    Notes,
    /// Running heads and page numbers.
    Running,
    /// Code and listings: letters of one width.
    Code,
}

impl FontRole {
    /// All roles but that of the text, each with its name in the settings.
    pub const NAMED: [(&'static str, FontRole); 5] = [
        ("title", FontRole::Title),
        ("heads", FontRole::Heads),
        ("notes", FontRole::Notes),
        ("running", FontRole::Running),
        ("code", FontRole::Code),
    ];
}

/// A family of fonts that a project wants for a language.
#[derive(Clone, PartialEq, Debug)]
pub struct FontChoice {
    /// What it is wanted for.
    pub role: FontRole,
    /// The language. `und-Latn` is for Latin letters and figures among Korean, Japanese and Chinese.
    pub lang: Lang,
    /// The name of the family, as its fonts have it.
    pub family: String,
}

impl FontChoice {
    /// How well it suits text of a role in a language: the less the better, `None` if it is for other text. What is said
    /// of the role comes before what is said of all text, and what is said of a language before what is said of those
    /// that it is one of.
    pub(super) fn rank(&self, role: FontRole, lang: &Lang) -> Option<u8> {
        let by_role = match self.role {
            own if own == role => 0,
            // Code is in letters of one width, which those of the text are not.
            FontRole::Text if role != FontRole::Code => 3,
            _ => return None,
        };
        let by_lang = match lang.as_str() {
            same if same == self.lang.as_str() => 0,
            _ if lang.primary() == self.lang.as_str() => 1,
            // So that a page has one Latin.
            LATIN if !has_squares(&self.lang) => 2,
            _ => return None,
        };
        Some(by_role + by_lang)
    }
}

/// The language by which Latin text among squares asks for its fonts.
pub(crate) const LATIN: &str = "und-Latn";

/// Whether a language is written in characters that fill their square.
pub(crate) fn has_squares(lang: &Lang) -> bool {
    matches!(lang.primary(), "ko" | "ja" | "zh")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::font::{FontBook, Variant};

    #[test]
    fn the_best_choice_is_taken_and_no_other_text_has_it() {
        let choice = |role, lang, family: &str| FontChoice { role, lang: Lang::new(lang), family: family.to_owned() };
        let book = FontBook::new(Vec::new()).expect("the built-in fonts are good").choosing(&[
            choice(FontRole::Text, "en", "Noto Serif KR"),
            choice(FontRole::Text, "en-GB", "Source Serif 4"),
            choice(FontRole::Heads, "en", "Source Code Pro"),
            choice(FontRole::Heads, "en", "Source Serif 4"),
            choice(FontRole::Notes, "ko", "Source Code Pro"),
            choice(FontRole::Notes, "ko", "no such family"),
        ]);
        let name = |character, lang, role| {
            let font = book.select(character, &Lang::new(lang), Variant { role, ..Variant::default() });
            book.face(font.expect("a font")).postscript_name().to_owned()
        };
        for (character, lang, role, expected) in [
            ('a', "en", FontRole::Text, "NotoSerifKR-Medium"),
            ('a', "en-US", FontRole::Title, "NotoSerifKR-Medium"),
            ('a', "en-GB", FontRole::Text, "SourceSerif4-Regular"),
            ('a', "en-GB", FontRole::Heads, "SourceCodePro-Regular"),
            // What the first has not, the second may have.
            ('ﬀ', "en", FontRole::Heads, "SourceSerif4-Regular"),
            ('가', "en", FontRole::Heads, "NotoSerifKR-Medium"),
            ('a', "de", FontRole::Text, "SourceSerif4-Regular"),
            ('a', LATIN, FontRole::Text, "NotoSerifKR-Medium"),
            ('a', "ko", FontRole::Notes, "SourceCodePro-Regular"),
            ('가', "ko", FontRole::Notes, "NotoSerifKR-Medium"),
            ('a', LATIN, FontRole::Notes, "NotoSerifKR-Medium"),
            ('a', "en", FontRole::Code, "SourceCodePro-Regular"),
        ] {
            assert_eq!(name(character, lang, role), expected, "{character} in {lang} for {role:?}");
        }
    }
}
