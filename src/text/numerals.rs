//! The numerals of lists.

use super::roman;

/// How numbers are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Numerals {
    /// `1`, `2`, `3`.
    Arabic,
    /// `a` to `z`, `aa`, `ab`; perhaps in capitals.
    Letters {
        /// Whether they are capitals.
        capital: bool,
    },
    /// `i`, `ii`, `iii`; perhaps in capitals.
    Roman {
        /// Whether they are capitals.
        capital: bool,
    },
}

/// The largest number that is written in Roman numerals.
const LARGEST: u32 = 3999;

impl Numerals {
    /// The numerals that a word of `rend` or `type`, or a value of CSS's `list-style-type`, asks for.
    pub fn of(word: &str) -> Option<Numerals> {
        Some(match word.to_ascii_lowercase().as_str() {
            "numbered" | "ordered" | "arabic" | "decimal" => Numerals::Arabic,
            "lettered" | "alpha" | "alphabetic" | "loweralpha" | "lower-alpha" | "lower-latin" => {
                Numerals::Letters { capital: false }
            }
            "upperalpha" | "upper-alpha" | "upper-latin" => Numerals::Letters { capital: true },
            "roman" | "lowerroman" | "lower-roman" => Numerals::Roman { capital: false },
            "upperroman" | "upper-roman" => Numerals::Roman { capital: true },
            _ => return None,
        })
    }

    /// A number from 1.
    pub fn write(self, number: u32) -> String {
        let (text, capital) = match self {
            Numerals::Letters { capital } => (letters(number), capital),
            Numerals::Roman { capital } if number <= LARGEST => (roman(number), capital),
            Numerals::Arabic | Numerals::Roman { .. } => (number.to_string(), false),
        };
        if capital { text.to_ascii_uppercase() } else { text }
    }
}

fn letters(mut number: u32) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        letters.extend(char::from_digit(10 + (number - 1) % 26, 36));
        number = (number - 1) / 26;
    }
    letters.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::Numerals;

    #[test]
    fn numerals_are_those_that_a_list_asks_for() {
        let written = |word, numbers: [u32; 3]| numbers.map(|number| Numerals::of(word).unwrap().write(number));
        assert_eq!(written("ordered", [1, 2, 30]), ["1", "2", "30"]);
        assert_eq!(written("lettered", [1, 26, 28]), ["a", "z", "ab"]);
        assert_eq!(written("upperAlpha", [3, 27, 703]), ["C", "AA", "AAA"]);
        assert_eq!(written("roman", [1, 4, 4000]), ["i", "iv", "4000"]);
        assert_eq!(written("upper-roman", [9, 14, 49]), ["IX", "XIV", "XLIX"]);
        assert_eq!(Numerals::of("bulleted"), None);
    }
}
