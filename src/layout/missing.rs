//! Finds the characters that no font has.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_script::UnicodeScript as _;

use crate::diagnostic::{Diagnostic, SourceFile};
use crate::edition::{Cell, Edition};
use crate::layout::font::{self, FontBook};
use crate::text::Inline;

/// Characters that a finding names, and places that it shows, at the most.
const NAMED: usize = 30;
const SHOWN: usize = 5;

/// A character that is missing.
struct Lost {
    character: char,
    /// Its first place.
    at: usize,
    /// How often it comes.
    count: usize,
}

/// What is missing of one script in one file.
struct Missing<'a> {
    file: &'a Arc<SourceFile>,
    /// The first place.
    span: Range<usize>,
    /// What is drawn in its place, if anything is.
    drawn: Option<char>,
    /// The characters in the order in which they come.
    characters: Vec<Lost>,
}

/// The characters of an edition that no font has: for each script of each file, and for each sign that is drawn in their place,
/// an error or, if there is such a sign, a warning at the first of them.
pub fn missing_glyphs(edition: &Edition, book: &FontBook) -> Vec<Diagnostic> {
    let mut search = Search {
        book,
        has_ascii: (' '..='~').all(|character| book.covers(character)),
        covered: FxHashSet::default(),
        found: Vec::new(),
        lost: FxHashMap::default(),
        known: BTreeMap::new(),
    };
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
    /// Whether all characters of ASCII are there, of which most texts are made.
    has_ascii: bool,
    /// The characters that need not be looked for again: a text has millions, but few that differ.
    covered: FxHashSet<char>,
    found: Vec<Missing<'a>>,
    /// The index of each character in what was found of its script.
    lost: FxHashMap<(usize, char), usize>,
    /// The index of what was found of a script in a file.
    known: BTreeMap<(String, &'static str, Option<char>), usize>,
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
                Inline::Break(_) | Inline::NoteMark(_) => {}
            }
        }
    }

    /// Looks through a text that begins at a place of the cell's file.
    fn text(&mut self, text: &str, at: usize, cell: &'a Cell) {
        if self.has_ascii && text.is_ascii() {
            return;
        }
        for character in text.chars() {
            if self.covered.contains(&character) {
                continue;
            }
            if character.is_control() || font::is_ignorable(character) || self.book.spells(character) {
                self.covered.insert(character);
                continue;
            }
            let drawn = self.book.stand_in(character);
            let key = (cell.file.name.clone(), character.script().full_name(), drawn);
            let index = *self.known.entry(key).or_insert_with(|| {
                let span = place(character, at, &cell.file);
                self.found.push(Missing { file: &cell.file, span, drawn, characters: Vec::new() });
                self.found.len() - 1
            });
            let missing = &mut self.found[index];
            let next = missing.characters.len();
            match *self.lost.entry((index, character)).or_insert(next) {
                known if known < next => missing.characters[known].count += 1,
                _ => {
                    let at = place(character, at, missing.file).start;
                    missing.characters.push(Lost { character, at, count: 1 });
                }
            }
        }
    }
}

/// Where a character stands in a text that begins at a place. White space may have been folded, so it is looked for.
fn place(character: char, at: usize, file: &SourceFile) -> Range<usize> {
    let rest = file.text.get(at..).unwrap_or_default();
    // Written as a reference, such as `&#xE000;`.
    if rest.starts_with('&') {
        return at..at + rest.find(';').map_or(1, |end| end + 1);
    }
    match rest.find(character) {
        Some(distance) => at + distance..at + distance + character.len_utf8(),
        None => at..at + rest.chars().next().map_or(0, char::len_utf8),
    }
}

/// Where the first text of a content stands.
fn start_of(content: &[Inline]) -> usize {
    content.iter().find_map(|inline| if let Inline::Text(text) = inline { Some(text.at) } else { None }).unwrap_or(0)
}

fn diagnostic(missing: &Missing<'_>) -> Diagnostic {
    let name = |lost: &Lost| format!("“{}” (U+{:04X})", lost.character, u32::from(lost.character));
    let times = |lost: &Lost| if lost.count == 1 { String::new() } else { format!(", {} times", lost.count) };
    let characters = missing.characters.as_slice();
    let what = match characters {
        [lost] => format!("no font has the character {}{}", name(lost), times(lost)),
        [first, ..] => {
            let named: Vec<String> =
                characters.iter().take(NAMED).map(|lost| format!("{}{}", name(lost), times(lost))).collect();
            format!(
                "no font has {} characters of the script {}, which stand {} times: {}{}",
                characters.len(),
                first.character.script().full_name().replace('_', " "),
                characters.iter().map(|lost| lost.count).sum::<usize>(),
                named.join("; "),
                if characters.len() > NAMED { "; …" } else { "" },
            )
        }
        [] => String::new(),
    };
    let them = if characters.len() == 1 { "it" } else { "them" };
    let font = format!("put a font that has {them} into the folder fonts/");
    let found = match missing.drawn {
        Some(sign) => Diagnostic::warning("replaced-glyph", format!("{what}; “{sign}” is drawn for {them}")).help(font),
        None => Diagnostic::error("no-glyph", what)
            .help(format!("{font}, or write `replacement = \"□\"` below `[fonts]` in enface.toml")),
    };
    let found = found.at(missing.file, missing.span.clone());
    characters.iter().skip(1).take(SHOWN - 1).fold(found, |found, lost| {
        found.related(missing.file, lost.at..lost.at + lost.character.len_utf8(), "another stands here")
    })
}
