//! What `rend`, `rendition` and `style` say of how text is to look, as far as it is understood.

use std::borrow::Cow;

use crate::text::{Align, Rend, Shift};

/// How many steps a line of verse may be indented.
const MAX_INDENT: u8 = 12;

/// The appearance that an element has by its name.
pub(super) fn own_rend(name: &str) -> Rend {
    Rend { strike: name == "del", ..Rend::default() }
}

/// Adds what one of the attributes says: words, as most files have them, or CSS.
pub(super) fn add_rend(rend: &mut Rend, value: &str) {
    for token in value.split(|c: char| c.is_whitespace() || matches!(c, ';' | ',' | ':' | '#' | '(' | ')')) {
        let token = if token.bytes().any(|b| b.is_ascii_uppercase()) {
            Cow::Owned(token.to_ascii_lowercase())
        } else {
            Cow::Borrowed(token)
        };
        match &*token {
            "italic" | "italics" | "ital" | "it" | "i" | "oblique" => rend.italic = true,
            "bold" | "b" | "bd" | "bf" | "boldface" | "strong" => rend.bold = true,
            "bolditalic" | "bold-italic" | "bi" => {
                rend.bold = true;
                rend.italic = true;
            }
            "smallcaps" | "small-caps" | "small_caps" | "smallcapitals" | "small-capitals" | "smallcap" | "smcap"
            | "sc" => rend.small_caps = true,
            // Text in capitals is written so by its letters; these are what books set for it.
            "caps" | "allcaps" | "all-caps" | "uppercase" | "capitals" => rend.small_caps = true,
            "underline" | "underlined" | "underscore" | "uline" | "double-underline" | "doubleunderline" | "ul"
            | "u" => {
                rend.underline = true;
            }
            "overline" | "overlined" | "overscore" | "supraline" => rend.overline = true,
            "spaced" | "gesperrt" | "letterspace" | "letterspaced" | "letter-spacing" | "sperrsatz" => {
                rend.spaced = true;
            }
            "strikethrough" | "strike" | "struck" | "line-through" | "overstrike" => rend.strike = true,
            "superscript" | "sup" | "super" => rend.shift = Shift::Superscript,
            "subscript" | "sub" => rend.shift = Shift::Subscript,
            "center" | "centre" | "centered" | "centred" => rend.align = Align::Center,
            "right" | "flushright" | "flush-right" | "end" => rend.align = Align::End,
            _ => {}
        }
    }
}

/// Whether one of the attributes says that all letters are of one width, as those of a typewriter and of code.
pub(super) fn is_monospaced(value: &str) -> bool {
    let words = ["monospace", "monospaced", "mono", "typewriter", "teletype", "tt", "courier"];
    let mut said = value.split(|c: char| c.is_whitespace() || matches!(c, ';' | ',' | ':' | '#' | '(' | ')'));
    said.any(|word| words.iter().any(|known| word.eq_ignore_ascii_case(known)))
}

/// How many steps a line of verse is indented: `indent` is one, and a number says how many, as in `indent2`, `indent(2)`,
/// `ti-3` and `text-indent: 2em`.
pub(super) fn indent(value: &str) -> u8 {
    let lower = value.to_ascii_lowercase().replace(": ", ":");
    let steps = |word: &str| {
        let step = ["text-indent", "margin-left", "indented", "indent", "ti"];
        let rest = step.iter().find_map(|step| word.strip_prefix(step))?;
        let number = rest.trim_start_matches(['-', '_', '(', ':', '+']);
        let digits = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
        match &number[..digits] {
            "" if rest.is_empty() && word.starts_with("indent") => Some(1),
            "" => None,
            digits => Some(digits.parse().unwrap_or(MAX_INDENT).min(MAX_INDENT)),
        }
    };
    lower.split(|c: char| c.is_whitespace() || matches!(c, ';' | ',' | '#')).find_map(steps).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_indented_by_steps() {
        for (value, steps) in [
            ("indent", 1),
            ("indented", 1),
            ("indent1", 1),
            ("indent(2)", 2),
            ("#indent-2", 2),
            ("italic Indent3", 3),
            ("ti-3", 3),
            ("text-indent: 2em; color: red", 2),
            ("indent99", MAX_INDENT),
            ("indent1000", MAX_INDENT),
            ("tiny", 0),
            ("ti", 0),
            ("indentation", 0),
            ("right", 0),
            ("", 0),
        ] {
            assert_eq!(indent(value), steps, "{value}");
        }
    }
}
