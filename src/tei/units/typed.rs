//! Lists whose items have their numbers or bullets in their text, which are not given others.

use super::Walker;
use crate::tei::elements::Class;
use crate::tei::tree::{NodeKind, is_blank};

/// How many nodes of an item are looked through for its first words.
const NEAR: usize = 20;

/// What the text of an item begins with.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Mark {
    Bullet(char),
    Number(u32),
    /// The place of a letter in the alphabet, from 1; as a Roman numeral, it may be a number, too.
    Letter(u32, Option<u32>),
    Roman(u32),
}

impl Walker<'_, '_> {
    /// Whether all items of a list begin with bullets of one kind, or with numbers or letters that follow each other.
    pub(super) fn has_typed_marks(&self, list: usize) -> bool {
        let mut marks = Vec::new();
        for item in self.tree.children_named(list, "item") {
            let Some(mark) = self.first_words(item).and_then(mark) else { return false };
            marks.push(mark);
        }
        let follows = |numbers: Option<Vec<u32>>, first: Option<u32>| {
            numbers.is_some_and(|numbers| {
                first.is_none_or(|first| numbers.first() == Some(&first))
                    && numbers.windows(2).all(|two| two[0].checked_add(1) == Some(two[1]))
            })
        };
        let number = |mark: &Mark| if let Mark::Number(number) = mark { Some(*number) } else { None };
        let letter = |mark: &Mark| if let Mark::Letter(letter, _) = mark { Some(*letter) } else { None };
        let roman = |mark: &Mark| match mark {
            Mark::Letter(_, roman) => *roman,
            Mark::Roman(roman) => Some(*roman),
            _ => None,
        };
        let are_bullets = matches!(marks.first(), Some(Mark::Bullet(_))) && marks.iter().all(|it| *it == marks[0]);
        // A letter alone may be that of a name.
        let is_row = marks.len() > 1;
        !marks.is_empty()
            && (are_bullets
                || follows(marks.iter().map(number).collect(), None)
                || is_row && follows(marks.iter().map(letter).collect(), Some(1))
                || is_row && follows(marks.iter().map(roman).collect(), Some(1)))
    }

    /// The text that an item begins with.
    fn first_words(&self, item: usize) -> Option<&str> {
        let tree = self.tree;
        let mut i = item + 1;
        let end = tree.nodes[item].end.min(item + NEAR);
        while i < end {
            let node = &tree.nodes[i];
            match &node.kind {
                _ if node.skip => i = node.end,
                NodeKind::Text(text) if is_blank(text) => i += 1,
                NodeKind::Text(text) => return Some(text.trim_ascii_start()),
                NodeKind::Element { class: Class::Note | Class::Skip, .. } => i = node.end,
                NodeKind::Element { class: Class::List, .. } => return None,
                NodeKind::Element { .. } => i += 1,
            }
        }
        None
    }
}

/// The bullet, the number or the letter that a text begins with, parted by white space or a tag from its words.
fn mark(text: &str) -> Option<Mark> {
    let word = text.split(|c: char| c.is_whitespace()).next()?;
    let mut characters = word.chars();
    if let (Some(bullet), None) = (characters.next(), characters.next())
        && matches!(bullet, '•' | '·' | '◦' | '▪' | '■' | '‣' | '*' | '-' | '–' | '—')
    {
        return Some(Mark::Bullet(bullet));
    }
    let inside = word.strip_suffix(['.', ')', ']'])?;
    let inside = inside.strip_suffix('.').unwrap_or(inside);
    let inside = inside.strip_prefix(['(', '[']).unwrap_or(inside);
    if (1..=3).contains(&inside.len()) && inside.bytes().all(|b| b.is_ascii_digit()) {
        return inside.parse().ok().map(Mark::Number);
    }
    let lower = inside.to_ascii_lowercase();
    if lower != inside && inside.to_ascii_uppercase() != inside {
        return None;
    }
    let roman = roman(&lower);
    match lower.as_bytes() {
        [letter @ b'a'..=b'z'] => Some(Mark::Letter(u32::from(letter - b'a') + 1, roman)),
        _ => roman.map(Mark::Roman),
    }
}

/// The value of a Roman numeral in small letters up to 39, which lists have.
fn roman(numeral: &str) -> Option<u32> {
    (1..40).find(|&number| crate::text::roman(number).eq_ignore_ascii_case(numeral))
}

#[cfg(test)]
mod tests {
    use super::{Mark, mark};

    #[test]
    fn marks_are_parted_from_words() {
        for (text, wanted) in [
            ("1. One", Some(Mark::Number(1))),
            ("(12) One", Some(Mark::Number(12))),
            ("a) One", Some(Mark::Letter(1, None))),
            ("I. One", Some(Mark::Letter(9, Some(1)))),
            ("xiv. One", Some(Mark::Roman(14))),
            ("• One", Some(Mark::Bullet('•'))),
            ("— One", Some(Mark::Bullet('—'))),
            ("1 One", None),
            ("1880. One", None),
            ("1.One", None),
            ("1.", Some(Mark::Number(1))),
            ("Mr. One", None),
            ("Ii. One", None),
            ("-5 One", None),
        ] {
            assert_eq!(mark(text), wanted, "{text}");
        }
    }
}
