//! Numbers pages: what stands in front of the text in Roman numerals, the text in Arabic ones from 1; and keeps those on
//! the right that must be there, by blank pages.

use std::fmt;

use crate::layout::page::PageKind;
use crate::layout::paginate::Opening;
use crate::layout::row::{Setting, Start};
use crate::layout::style::Arrangement;
use crate::text::roman;

/// The numerals of a page number.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Numerals {
    /// `i`, `ii`, `iii`: what stands in front of the text.
    Roman,
    /// `1`, `2`, `3`: the text.
    #[default]
    Arabic,
}

/// The number of a page as readers see it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct PageLabel {
    /// Its numerals.
    pub numerals: Numerals,
    /// The number, from 1. Odd ones are those of right-hand pages.
    pub number: u32,
}

impl fmt::Display for PageLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.numerals {
            Numerals::Arabic => self.number.fmt(f),
            Numerals::Roman => f.write_str(&roman(self.number)),
        }
    }
}

impl PageLabel {
    /// That of the page so many pages on.
    pub(crate) fn after(self, pages: usize) -> PageLabel {
        PageLabel { number: self.number + pages as u32, ..self }
    }

    fn is_right(self) -> bool {
        !self.number.is_multiple_of(2)
    }
}

/// An opening with the numbers of its pages.
pub(crate) struct Numbered {
    pub(crate) opening: Opening,
    /// The place of its first page among all, from 1.
    pub(crate) place: u32,
    /// The number of its first page.
    pub(crate) label: PageLabel,
}

/// Numbers openings one after another.
pub(crate) struct Numbering {
    /// The place and the number of the next page.
    place: u32,
    label: PageLabel,
    /// Whether sides are kept by blank pages.
    keeps_sides: bool,
    facing: bool,
    signature: u32,
}

impl Numbering {
    pub(crate) fn new(setting: &Setting<'_>) -> Numbering {
        let style = &setting.style;
        Numbering {
            place: 1,
            label: PageLabel { numerals: Numerals::Arabic, number: 1 },
            keeps_sides: style.keeps_sides(),
            facing: style.arrangement == Arrangement::Facing && setting.edition.langs.len() > 1,
            signature: if style.print { u32::from(style.signature.max(1)) } else { 1 },
        }
    }

    /// Numbers an opening of some pages, and puts blank pages before it where it would not stand on its side otherwise.
    pub(crate) fn push(&mut self, opening: Opening, pages: usize, numbered: &mut Vec<Numbered>) {
        let numerals = opening.segment.numerals;
        if numerals != self.label.numerals {
            // What stands in front of the text ends on a left-hand page, so that the first page of the text is on the right.
            if self.keeps_sides && !self.label.is_right() {
                self.blank(PageKind::Blank, numbered);
            }
            self.label = PageLabel { numerals, number: 1 };
            if numerals == Numerals::Arabic && self.facing {
                self.blank(PageKind::HalfTitle, numbered);
            }
        }
        let wants_right = match pages {
            // The first of two pages that face each other is on the left.
            2 => Some(false),
            _ if opening.start == Start::RightHand && self.keeps_sides => Some(true),
            _ => None,
        };
        if wants_right.is_some_and(|right| right != self.label.is_right()) {
            let is_first = self.label.number == 1;
            self.blank(if is_first { PageKind::HalfTitle } else { PageKind::Blank }, numbered);
        }
        self.number(opening, pages, numbered);
    }

    /// Fills the last sheet of a printer with blank pages.
    pub(crate) fn finish(&mut self, numbered: &mut Vec<Numbered>) {
        while !(self.place - 1).is_multiple_of(self.signature) {
            self.blank(PageKind::Blank, numbered);
        }
    }

    fn blank(&mut self, kind: PageKind, numbered: &mut Vec<Numbered>) {
        let mut opening = Opening::default();
        opening.segment.kind = kind;
        self.number(opening, 1, numbered);
    }

    fn number(&mut self, opening: Opening, pages: usize, numbered: &mut Vec<Numbered>) {
        numbered.push(Numbered { opening, place: self.place, label: self.label });
        self.place += pages as u32;
        self.label = self.label.after(pages);
    }
}

#[cfg(test)]
mod tests {
    use super::{Numerals, PageLabel};

    #[test]
    fn numerals_are_those_of_books() {
        let roman = |number| PageLabel { numerals: Numerals::Roman, number }.to_string();
        assert_eq!([1, 4, 9, 14, 49, 90, 1994].map(roman), ["i", "iv", "ix", "xiv", "xlix", "xc", "mcmxciv"]);
        assert_eq!(PageLabel { numerals: Numerals::Arabic, number: 12 }.to_string(), "12");
    }
}
