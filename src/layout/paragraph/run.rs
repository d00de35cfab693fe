//! Cuts a word into runs of one font, script and direction.

use std::ops::Range;

use unicode_script::{Script, UnicodeScript};

use super::Assembly;
use crate::layout::font::{FontId, FontRole, is_ignorable};
use crate::layout::look::Look;

/// A run longer than this many bytes is shaped in parts.
const LONGEST_RUN: usize = 4096;

pub(super) struct Run {
    pub(super) font: FontId,
    pub(super) script: Script,
    pub(super) end: usize,
}

impl Run {
    fn new(run: Option<(FontId, Script)>, end: usize) -> Run {
        let (font, script) = run.unwrap_or((FontId(0), Script::Common));
        Run { font, script, end }
    }
}

impl Assembly<'_> {
    /// The longest run from the start of a range that takes one font, script and direction.
    pub(super) fn run(&mut self, look: &Look, range: Range<usize>) -> Run {
        let book = self.context.book;
        let table = self.builder.table(look);
        let level = self.level(range.start);
        let mut run: Option<(FontId, Script)> = None;
        // Letters that the first font lacks take the whole word to one that has them all, so that it is of one hand.
        let mut moved = false;
        let has_all = |font: FontId, end: usize| {
            look.variant.role != FontRole::Code
                && self.text[range.start..end]
                    .chars()
                    .all(|character| book.face(font).has(character) || is_ignorable(character))
        };
        for (offset, character) in self.text[range.clone()].char_indices() {
            let at = range.start + offset;
            if offset > 0 && (offset >= LONGEST_RUN || self.level(at) != level) {
                return Run::new(run, at);
            }
            let script = character.script();
            let joins = script == Script::Inherited;
            // What is not seen needs no glyph, and takes no letter beside it to another font.
            if run.is_some_and(|(font, _)| is_ignorable(character) || joins && book.face(font).has(character)) {
                continue;
            }
            let font = self.builder.font(book, table, look, character);
            let weak = |script| matches!(script, Script::Common | Script::Inherited | Script::Unknown);
            run = match run {
                None => Some((font, script)),
                Some((known, old)) if known == font && (weak(script) || old == script) => Some((font, old)),
                Some((known, old)) if known == font && weak(old) => Some((font, script)),
                Some((known, old)) if moved && !weak(script) && old == script && book.face(known).has(character) => {
                    Some((known, old))
                }
                Some((_, old)) if (joins || old == script && !weak(script)) && has_all(font, at) => {
                    moved = true;
                    Some((font, old))
                }
                Some(_) => return Run::new(run, at),
            };
        }
        Run::new(run, range.end)
    }
}
