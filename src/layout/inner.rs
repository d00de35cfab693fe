//! The paragraphs and the items of lists that stand in one text, such as a note: it has a line for each, and an item begins
//! with its bullet or its number.

use std::ops::Range;

use crate::text::{Break, Inline, ListStyle, Numerals, plain};

/// A block in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// Where it stands among what the text holds.
    pub(super) range: Range<usize>,
    pub(super) kind: Kind,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraph,
    /// An item, and if it is the first of its list, what this is.
    Item {
        list: Option<ListStyle>,
    },
    /// Nothing: an empty line.
    Empty,
}

/// What an item begins with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    Bullet,
    Number(u32),
}

/// The blocks of a text; none if it is one paragraph.
pub(super) fn blocks(content: &[Inline]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut last = None;
    let mut start = 0;
    for line in content.split(|inline| matches!(inline, Inline::Break(Break::Block))) {
        let range = start..start + line.len();
        start = range.end + 1;
        let text = plain(line);
        if text.trim().is_empty() {
            blocks.push(Block { range, kind: Kind::Empty });
            continue;
        }
        let label = label(&text);
        let kind = match (label, last) {
            (Some(Label::Bullet), Some(Label::Bullet)) => Kind::Item { list: None },
            (Some(Label::Bullet), _) => Kind::Item { list: Some(ListStyle::Bulleted) },
            (Some(Label::Number(next)), Some(Label::Number(number))) if next == number + 1 => Kind::Item { list: None },
            (Some(Label::Number(1)), _) => Kind::Item { list: Some(ListStyle::Numbered(Numerals::Arabic)) },
            _ => Kind::Paragraph,
        };
        last = label.filter(|_| kind != Kind::Paragraph);
        blocks.push(Block { range, kind });
    }
    let filled = blocks.iter().filter(|block| block.kind != Kind::Empty).count();
    if filled > 1 { blocks } else { Vec::new() }
}

/// The bullet or the number that a line begins with, as items have them.
fn label(line: &str) -> Option<Label> {
    let (label, _) = line.trim_start().split_once(' ')?;
    match label {
        "•" => Some(Label::Bullet),
        _ => label.strip_suffix('.')?.parse().ok().filter(|number| *number < u32::MAX).map(Label::Number),
    }
}

/// The bullet or the number that a piece of text begins with, with the spaces about it, and what follows.
pub(super) fn parted(text: &str) -> Option<(&str, &str)> {
    label(text)?;
    let start = text.len() - text.trim_start().len();
    let end = start + text[start..].find(' ')?;
    let end = text.len() - text[end..].trim_start().len();
    Some(text.split_at(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[test]
    fn lines_are_paragraphs_and_items() {
        let kinds = |lines: &[&str]| -> String {
            let text = |line: &&str| vec![Inline::Text(Text { text: (*line).to_owned(), at: 0 })];
            let content = lines.iter().map(text).collect::<Vec<_>>().join(&Inline::Break(Break::Block));
            let letter = |block: &Block| match block.kind {
                Kind::Paragraph => 'p',
                Kind::Item { list: Some(ListStyle::Numbered(_)) } => 'N',
                Kind::Item { list: Some(_) } => 'L',
                Kind::Item { list: None } => 'l',
                Kind::Empty => '-',
            };
            blocks(&content).iter().map(letter).collect()
        };
        assert_eq!(kinds(&["one paragraph"]), "");
        assert_eq!(kinds(&["", "one paragraph", ""]), "");
        assert_eq!(kinds(&["one", "two"]), "pp");
        assert_eq!(kinds(&["We have:", "• one", "• two", "", "and more"]), "pLl-p");
        assert_eq!(kinds(&["• one", "1. two", "2. three", "1. four", "4. five"]), "LNlNp");
        assert_eq!(kinds(&["In the year", "1911. Then"]), "pp");
        let text = |text: &str| Inline::Text(Text { text: text.to_owned(), at: 0 });
        assert_eq!(blocks(&[text("one"), Inline::Break(Break::Line), text("two")]), []);
        assert_eq!(parted("• one two"), Some(("• ", "one two")));
        assert_eq!(parted("12. "), Some(("12. ", "")));
        assert_eq!(parted("one • two"), None);
    }
}
