//! Lines and columns of places.

use std::sync::Arc;

use super::{Place, SourceFile};

/// Where something stands, for people and editors.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Position {
    /// From 1.
    pub(super) line: usize,
    /// From 1, in code points.
    pub(super) column: usize,
}

/// A place in lines and columns.
#[derive(Debug)]
pub(super) struct Located<'a> {
    /// Where it begins.
    pub(super) start: Position,
    /// Where it ends: the position after its last character.
    pub(super) end: Position,
    /// The whole line that it begins on, without its end.
    pub(super) text: &'a str,
    /// Where it begins, in bytes of that line.
    pub(super) from: usize,
    /// Where it ends, in bytes of that line; the line's end if the place ends further down.
    pub(super) to: usize,
}

/// Finds lines and columns, and remembers where the lines of each file begin.
#[derive(Default)]
pub(super) struct Positions {
    files: Vec<(Arc<SourceFile>, Vec<usize>)>,
}

impl Positions {
    /// Locates a place. A span that does not fit its file is moved to where it does.
    pub(super) fn locate<'a>(&mut self, place: &'a Place) -> Located<'a> {
        let text = place.file.text.as_str();
        let start = (0..=place.span.start.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let end = (place.span.end..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len()).max(start);
        let lines = self.lines(&place.file);
        let line = lines.partition_point(|&begin| begin <= start) - 1;
        let line_end = lines.get(line + 1).map_or(text.len(), |&next| next - 1);
        let whole = text[lines[line]..line_end].trim_end_matches('\r');
        let last = lines.partition_point(|&begin| begin <= end) - 1;
        let column = |line: usize, at: usize| text[lines[line]..at].chars().count() + 1;
        Located {
            start: Position { line: line + 1, column: column(line, start) },
            end: Position { line: last + 1, column: column(last, end) },
            text: whole,
            from: (start - lines[line]).min(whole.len()),
            to: (end - lines[line]).min(whole.len()),
        }
    }

    /// Where the lines of a file begin.
    fn lines(&mut self, file: &Arc<SourceFile>) -> &[usize] {
        let known = self.files.iter().position(|(known, _)| Arc::ptr_eq(known, file));
        let index = known.unwrap_or_else(|| {
            let starts = std::iter::once(0).chain(file.text.match_indices('\n').map(|(at, _)| at + 1)).collect();
            self.files.push((Arc::clone(file), starts));
            self.files.len() - 1
        });
        &self.files[index].1
    }
}
