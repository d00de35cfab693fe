//! Finds the lines that are wider than their column: words that nothing divides.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::edition::Cell;
use crate::layout::line::Line;
use crate::layout::plan::Plan;
use crate::layout::row::{Setting, Strand};
use crate::text::Inline;

/// A line is too wide if it is so by more than this, in points.
const SEEN: f32 = 0.1;

/// A warning for each line of a plan that is wider than its column.
pub(crate) fn find(strands: &[Arc<Strand>], plan: &Plan<'_>, setting: &Setting<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for cell in strands.iter().flat_map(|strand| &strand.cells) {
        let Some(source) = &cell.text.source else { continue };
        for line in cell.text.lines.iter().filter(|line| line.excess > SEEN) {
            let langs = setting.edition.langs.len() as u32;
            let row = plan.rows.iter().find(|row| row.number == source.part.text / langs);
            if let Some(row) = row {
                found.push(diagnostic(line, &row.row.cells[cell.lang]));
            }
        }
    }
    found
}

fn diagnostic(line: &Line, cell: &Cell) -> Diagnostic {
    let longest = line.pieces.iter().map(|placed| &placed.piece.word).max_by_key(|word| word.text.chars().count());
    let word = longest.map_or("", |word| &word.text);
    let shown: String = word.chars().take(SHOWN).collect();
    let more = if shown.len() < word.len() { "…" } else { "" };
    let message = format!("a line is {:.1} points wider than its column: “{shown}{more}”", line.excess);
    Diagnostic::warning("overfull", message).at(&cell.file, place(word, &cell.content, &cell.file.text)).help(
        "put U+200B (zero width space) or U+00AD (soft hyphen) where the word can be divided, or make the column wider",
    )
}

/// So many characters of a word are shown.
const SHOWN: usize = 24;

/// Where a word of a cell stands in its file, or else where the cell's text begins.
fn place(word: &str, content: &[Inline], file: &str) -> Range<usize> {
    let mut first = None;
    let mut rest: Vec<&Inline> = content.iter().rev().collect();
    while let Some(inline) = rest.pop() {
        match inline {
            Inline::Text(text) => {
                first = first.or(Some(text.at));
                let after = file.get(text.at..).unwrap_or_default();
                if let Some(distance) = after.find(word).filter(|_| text.text.contains(word)) {
                    return text.at + distance..text.at + distance + word.len();
                }
            }
            Inline::Element(element) => rest.extend(element.content.iter().rev()),
            Inline::Break(_) | Inline::NoteMark(_) | Inline::Milestone(_) => {}
        }
    }
    let at = first.filter(|at| file.is_char_boundary(*at)).unwrap_or(0);
    at..at + file[at..].chars().next().map_or(0, char::len_utf8)
}
