//! What the walker knows of the elements that it has entered.

use super::Walker;
use crate::tei::elements::Stop;
use crate::text::{Lang, Numerals, Rend, Role};

/// What an element is that the walker has entered and not left.
pub(super) enum Frame {
    /// Marked text that holds blocks.
    Marked,
    /// What is parted from the text beside it and holds blocks, and where it stands.
    Apart(Option<Stop>, usize),
    /// A gap that holds blocks.
    Gap,
    /// Readings that hold blocks, and where they stand.
    Apparatus(usize),
    /// Anything that has a part.
    Block,
    /// A group of units.
    Group,
    /// A section.
    Section,
}

/// What the rules for an element depend on, apart from itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    Other,
    TitlePage,
    /// A title page that is not that of the document.
    OtherTitlePage,
    List,
    Table,
    Row,
    Item,
    Figure,
    Cit,
    Argument,
    /// A section that dedicates the text to somebody.
    Dedication,
    /// A group whose head is below that of the section.
    Inset,
}

/// How the items of a list are labelled.
#[derive(Clone, Copy)]
pub(super) enum Labels {
    None,
    Bullets,
    /// The text has the marks itself.
    Typed,
    /// The number of the next item, in numerals.
    Numbers(u32, Numerals),
}

impl Labels {
    /// The label of the next item, which has perhaps a number or a name of its own.
    pub(super) fn next(&mut self, n: Option<&str>) -> Option<String> {
        match (self, n) {
            (Labels::Typed, _) => None,
            (Labels::Numbers(next, numerals), None) => {
                let label = format!("{}.", numerals.write(*next));
                *next = next.saturating_add(1);
                Some(label)
            }
            (Labels::Numbers(next, _), Some(n)) => {
                *next = n.parse().unwrap_or(*next).saturating_add(1);
                Some(if n.ends_with(char::is_alphanumeric) { format!("{n}.") } else { n.to_owned() })
            }
            (_, Some(n)) => Some(n.to_owned()),
            (Labels::Bullets, None) => Some("•".to_owned()),
            (Labels::None, None) => None,
        }
    }
}

/// What the units are made after that text standing straight in an element makes.
#[derive(Clone)]
pub(super) struct Part {
    pub(super) role: Role,
    pub(super) within: Within,
    /// Whether it is running text: notes are anchored in it, and soft elements do not cut it.
    pub(super) running: bool,
    /// The element whose text it is; what its units after the first are called by.
    pub(super) element: Option<usize>,
    /// For the first unit only.
    pub(super) id: Option<String>,
    /// For the first unit only.
    pub(super) label: Option<String>,
    /// Where the start tag stands, until the first unit has been made.
    pub(super) at: Option<usize>,
    pub(super) rend: Rend,
    pub(super) lang: Option<Lang>,
    pub(super) labels: Labels,
    /// Whether it is the beginning or the end of a letter, in which each part is a unit.
    pub(super) is_letter: bool,
    /// Whether it is a row of a table whose cells say what the cells below them are.
    pub(super) is_head: bool,
    /// Whether it is a list in which a label has just stood.
    pub(super) after_label: bool,
    /// Whether its heading has been set.
    pub(super) headed: bool,
    /// Where the item stands whose identifier this paragraph has.
    pub(super) lent: Option<usize>,
}

impl Part {
    /// A block of text of no special kind.
    pub(super) fn plain(lang: Option<Lang>) -> Part {
        Part {
            role: Role::Block,
            within: Within::Other,
            running: false,
            element: None,
            id: None,
            label: None,
            at: None,
            rend: Rend::default(),
            lang,
            labels: Labels::None,
            is_letter: false,
            is_head: false,
            after_label: false,
            headed: false,
            lent: None,
        }
    }
}

impl Walker<'_, '_> {
    /// Whether a part of a letter is a unit although text stands beside it.
    pub(super) fn is_part_of_letter(&self, role: Role) -> bool {
        self.part().is_letter && matches!(role, Role::Dateline | Role::Salute | Role::Signed | Role::Byline)
    }

    /// Whether marked text that holds blocks is what was entered last.
    pub(super) fn is_in_mark(&self) -> bool {
        let mut frames = self.frames.iter().rev().map(|(_, frame)| frame);
        frames.find(|frame| !matches!(frame, Frame::Apart(..))).is_some_and(|frame| matches!(frame, Frame::Marked))
    }

    pub(super) fn part(&self) -> &Part {
        // The first part is never popped.
        &self.parts[self.parts.len() - 1]
    }

    /// The language of an element, where it is not that of the document.
    pub(super) fn lang_of(&self, i: usize) -> Option<Lang> {
        match self.tree.lang(i) {
            Some(lang) => (lang != self.lang).then_some(lang),
            None => self.part().lang.clone(),
        }
    }

    /// For text that stands straight in an element that holds blocks.
    pub(super) fn plain_part(&self, i: usize) -> Part {
        Part { element: Some(i), ..Part::plain(self.lang_of(i)) }
    }

    /// For text of an element that is a unit.
    pub(super) fn unit_part(&self, i: usize, role: Role) -> Part {
        Part {
            role,
            running: true,
            id: self.tree.id(i).map(str::to_owned),
            at: Some(self.tree.nodes[i].at),
            rend: self.tree.rend(i),
            ..self.plain_part(i)
        }
    }
}
