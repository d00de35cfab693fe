//! A message as it is set, and where each part of it stands in its file.

use std::ops::Range;

/// A message with its references resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct Formatted {
    /// Its text, with the markup that it holds.
    pub text: String,
    /// Where its id stands in its file.
    pub id_span: Range<usize>,
    /// Where the whole message stands.
    pub span: Range<usize>,
    /// Where its value stands.
    pub value_span: Range<usize>,
    pub(super) segments: Vec<Segment>,
}

/// A part of a formatted text and the part of the file that it comes from.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Segment {
    /// Where it begins in the formatted text.
    pub(super) start: usize,
    /// Where it comes from.
    pub(super) source: Range<usize>,
    /// Whether it stands there in the same words; if not, it is what a pair of braces stands for.
    pub(super) verbatim: bool,
}

impl Formatted {
    /// Where the character at an offset of the text stands in the file. Of what braces stand for, where the braces begin.
    pub fn position(&self, offset: usize) -> usize {
        match self.segment(offset) {
            Some(segment) if segment.verbatim => {
                (segment.source.start + offset - segment.start).min(segment.source.end)
            }
            Some(segment) => segment.source.start,
            None => self.value_span.start,
        }
    }

    /// Where a part of the text stands in the file: the braces, if it comes from within them.
    pub fn place(&self, part: Range<usize>) -> Range<usize> {
        let start = self.position(part.start);
        let last = part.end.saturating_sub(1).max(part.start);
        let end = match self.segment(last) {
            Some(segment) if segment.verbatim => self.position(last) + part.end - last,
            Some(segment) => segment.source.end,
            None => start,
        };
        start..end.clamp(start, self.span.end.max(start))
    }

    /// Whether a part of the text is what braces stand for, and so not what a translator wrote there.
    pub fn is_filled_in(&self, part: &Range<usize>) -> bool {
        self.segment(part.start).is_some_and(|segment| !segment.verbatim)
    }

    fn segment(&self, offset: usize) -> Option<&Segment> {
        let after = self.segments.partition_point(|segment| segment.start <= offset);
        self.segments.get(after.checked_sub(1)?)
    }
}
