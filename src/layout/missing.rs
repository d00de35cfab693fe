//! Finds the characters that no font has.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashSet;
use unicode_normalization::UnicodeNormalization as _;
use unicode_script::UnicodeScript as _;

use crate::diagnostic::{Diagnostic, SourceFile};
use crate::edition::{Cell, Edition};
use crate::layout::font::{self, FontBook};
use crate::text::Inline;

/// Other characters and places that an error names, at the most.
const NAMED: usize = 5;

/// What is missing of one script in one file.
struct Missing<'a> {
    file: &'a Arc<SourceFile>,
    /// The first place.
    span: Range<usize>,
    /// The characters in the order in which they come, each with the first place where it stands.
    characters: Vec<(char, usize)>,
    /// How often any of them comes.
    count: usize,
}

/// The characters of an edition that no font has: an error for each script of each file, at the first of them.
pub fn missing_glyphs(edition: &Edition, book: &FontBook) -> Vec<Diagnostic> {
    let mut search = Search { book, covered: FxHashSet::default(), found: Vec::new(), known: BTreeMap::new() };
    for row in super::rows(edition).chain(&edition.pending).chain(&edition.colophon) {
        for cell in &row.cells {
            if let Some(label) = &row.label {
                search.text(label, start_of(&cell.content), cell);
            }
            search.content(&cell.content, cell);
        }
    }
    search.found.iter().map(diagnostic).collect()
}

struct Search<'a> {
    book: &'a FontBook,
    /// The characters that need not be looked for again: a text has millions, but few that differ.
    covered: FxHashSet<char>,
    found: Vec<Missing<'a>>,
    /// The index of what was found of a script in a file.
    known: BTreeMap<(String, &'static str), usize>,
}

impl<'a> Search<'a> {
    fn content(&mut self, content: &[Inline], cell: &'a Cell) {
        for inline in content {
            match inline {
                Inline::Text(text) => self.text(&text.text, text.at, cell),
                Inline::Element(element) => {
                    if let Some(label) = &element.attributes.label {
                        self.text(label, element.at, cell);
                    }
                    self.content(&element.content, cell);
                }
                Inline::Milestone(milestone) => self.text(&milestone.n, milestone.at, cell),
                Inline::Break | Inline::NoteMark(_) => {}
            }
        }
    }

    /// Looks through a text that begins at a place of the cell's file.
    fn text(&mut self, text: &str, at: usize, cell: &'a Cell) {
        for character in text.chars() {
            if self.covered.contains(&character) {
                continue;
            }
            let is_there = |composed: char| self.book.covers(composed);
            if character.is_control() || font::is_ignorable(character) || character.nfc().all(is_there) {
                self.covered.insert(character);
                continue;
            }
            let key = (cell.file.name.clone(), character.script().full_name());
            let index = *self.known.entry(key).or_insert_with(|| {
                let span = place(character, at, &cell.file);
                self.found.push(Missing { file: &cell.file, span, characters: Vec::new(), count: 0 });
                self.found.len() - 1
            });
            let missing = &mut self.found[index];
            missing.count += 1;
            if missing.characters.iter().all(|(known, _)| *known != character) {
                missing.characters.push((character, place(character, at, missing.file).start));
            }
        }
    }
}

/// Where a character stands in a text that begins at a place. White space may have been folded, so it is looked for.
fn place(character: char, at: usize, file: &SourceFile) -> Range<usize> {
    let rest = file.text.get(at..).unwrap_or_default();
    match rest.find(character) {
        // Written as a reference, such as `&#xE000;`.
        _ if rest.starts_with('&') => at..at + rest.find(';').map_or(1, |end| end + 1),
        Some(distance) => at + distance..at + distance + character.len_utf8(),
        None => at..at + rest.chars().next().map_or(0, char::len_utf8),
    }
}

/// Where the first text of a content stands.
fn start_of(content: &[Inline]) -> usize {
    content.iter().find_map(|inline| if let Inline::Text(text) = inline { Some(text.at) } else { None }).unwrap_or(0)
}

fn diagnostic(missing: &Missing<'_>) -> Diagnostic {
    let name = |character: char| format!("“{character}” (U+{:04X})", u32::from(character));
    let named: Vec<String> = missing.characters.iter().take(NAMED).map(|(character, _)| name(*character)).collect();
    let message = match missing.characters.as_slice() {
        [(character, _)] if missing.count == 1 => format!("no font has the character {}", name(*character)),
        [(character, _)] => {
            format!("no font has the character {}, which stands {} times", name(*character), missing.count)
        }
        [(first, _), ..] => format!(
            "no font has {} characters of the script {}, which stand {} times: {}{}",
            missing.characters.len(),
            first.script().full_name().replace('_', " "),
            missing.count,
            named.join(", "),
            if missing.characters.len() > NAMED { ", …" } else { "" },
        ),
        [] => String::new(),
    };
    let mut diagnostic = Diagnostic::error("no-glyph", message).at(missing.file, missing.span.clone());
    for (character, at) in missing.characters.iter().skip(1).take(NAMED - 1) {
        diagnostic = diagnostic.related(missing.file, *at..*at + character.len_utf8(), "another stands here");
    }
    let them = if missing.characters.len() == 1 { "it" } else { "them" };
    diagnostic.help(format!("put a font that has {them} into the folder fonts/"))
}
