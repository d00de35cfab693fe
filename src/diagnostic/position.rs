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

/// How many bytes there are between two marks.
const STEP: usize = 4096;

/// What stands before a place in a file.
#[derive(Clone, Copy)]
struct Mark {
    /// How many ends of lines.
    lines: usize,
    /// How many code points.
    characters: usize,
    /// Where the line begins that the place stands on.
    line_start: usize,
}

/// Finds lines and columns. It reads a file once and keeps a mark every few thousand bytes, so that neither many findings
/// nor lines of megabytes cost much.
#[derive(Default)]
pub(super) struct Positions {
    files: Vec<(Arc<SourceFile>, Vec<Mark>)>,
}

impl Positions {
    /// Locates a place. A span that does not fit its file is moved to where it does.
    pub(super) fn locate<'a>(&mut self, place: &'a Place) -> Located<'a> {
        let text = place.file.text.as_str();
        let start = (0..=place.span.start.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let end = (place.span.end..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len()).max(start);
        let marks = self.marks(&place.file);
        let (from, to) = (mark(text, marks, start), mark(text, marks, end));
        let line_start = from.line_start;
        let line_end = line_end(text, marks, start, from.lines);
        let whole = text[line_start..line_end].trim_end_matches('\r');
        let position = |mark: Mark| {
            let before = self::mark(text, marks, mark.line_start).characters;
            Position { line: mark.lines + 1, column: mark.characters - before + 1 }
        };
        Located {
            start: position(from),
            end: position(to),
            text: whole,
            from: (start - line_start).min(whole.len()),
            to: (end - line_start).min(whole.len()),
        }
    }

    /// What stands before each step of a file.
    fn marks(&mut self, file: &Arc<SourceFile>) -> &[Mark] {
        let known = self.files.iter().position(|(known, _)| Arc::ptr_eq(known, file));
        let index = known.unwrap_or_else(|| {
            let bytes = file.text.as_bytes();
            let mut marks = vec![Mark { lines: 0, characters: 0, line_start: 0 }];
            for (i, step) in bytes.chunks(STEP).enumerate() {
                marks.push(advance(marks[i], step, i * STEP));
            }
            self.files.push((Arc::clone(file), marks));
            self.files.len() - 1
        });
        &self.files[index].1
    }
}

/// What stands before a place.
fn mark(text: &str, marks: &[Mark], at: usize) -> Mark {
    let step = at / STEP;
    advance(marks[step], &text.as_bytes()[step * STEP..at], step * STEP)
}

/// What stands before the end of some bytes that begin at a marked place.
fn advance(mark: Mark, bytes: &[u8], at: usize) -> Mark {
    // Every byte but those that continue a code point begins one.
    let characters = bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count();
    let lines = bytes.iter().filter(|&&byte| byte == b'\n').count();
    let line_start = bytes.iter().rposition(|&byte| byte == b'\n').map_or(mark.line_start, |i| at + i + 1);
    Mark { lines: mark.lines + lines, characters: mark.characters + characters, line_start }
}

/// Where the line ends that has so many lines before it and holds `at`.
fn line_end(text: &str, marks: &[Mark], at: usize, line: usize) -> usize {
    let step = marks.partition_point(|mark| mark.lines <= line) - 1;
    let from = at.max(step * STEP).min(text.len());
    text.as_bytes()[from..].iter().position(|&byte| byte == b'\n').map_or(text.len(), |i| from + i)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_that_counting_finds() {
        let mut text = String::new();
        for i in 0..600 {
            text.push_str(["한국 ", "line\n", "x", "\r\n", "\n"][i * i % 5]);
            if i % 100 == 0 {
                text.push_str(&"long é".repeat(1000));
            }
        }
        let file = Arc::new(SourceFile { name: "a".into(), text });
        let text = file.text.as_str();
        let mut positions = Positions::default();
        for at in (0..=text.len()).step_by(7).chain([text.len()]) {
            let place = Place { file: Arc::clone(&file), span: at..at + 3 };
            let located = positions.locate(&place);
            let at = (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
            let line_start = text[..at].rfind('\n').map_or(0, |end| end + 1);
            let line = text[..at].matches('\n').count() + 1;
            let column = text[line_start..at].chars().count() + 1;
            assert_eq!(located.start, Position { line, column });
            let rest = &text[line_start..];
            let whole = rest[..rest.find('\n').unwrap_or(rest.len())].trim_end_matches('\r');
            assert_eq!((located.text, located.from), (whole, (at - line_start).min(whole.len())));
        }
    }
}
