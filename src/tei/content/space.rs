//! White space of a file: folded to one space, or to none where a line of it ends within Chinese or Japanese.

use super::Content;
use super::edge::{Between, is_square};

impl Content {
    /// Whether the white space before a text, in which a line of the file ends, is none: between two characters of Chinese or
    /// Japanese, which are written without spaces (CSS Text 4, section 4.1.3).
    pub(super) fn closes_up(&self, next: &str) -> bool {
        let is_in_line = !self.edge && self.label.is_none() && self.breaks.is_empty();
        is_in_line && is_closed_up(self.last, next.chars().next().unwrap_or(' '))
    }

    /// Something stands here that is not set: what closes behind it belongs to the words before it.
    pub(in crate::tei) fn pass_over(&mut self) {
        self.passed = true;
    }

    /// Whether nothing asks for a space here that Chinese and Japanese have, too.
    pub(super) fn is_joint_closed(&self) -> bool {
        self.joint.as_ref().is_none_or(|joint| joint.between != Between::Parts)
    }
}

/// Whether a line that ends between two characters parts no words.
fn is_closed_up(before: char, after: char) -> bool {
    let is_one = |c: char| is_square(c) || c == '\u{3000}';
    is_one(before) && is_one(after)
}

pub(super) fn is_space(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\n' | b'\r')
}

pub(super) fn has_line_end(text: &str) -> bool {
    text.contains(['\n', '\r'])
}

/// A text with one space for each run of white space, or none.
pub(super) fn folded(text: &str) -> String {
    let bytes = text.as_bytes();
    // Most text is written so; many bytes at once are asked.
    let is_odd = |(&b, &next): (&u8, &u8)| (b == b' ') & (next == b' ') | (b == b'\t') | (b == b'\n') | (b == b'\r');
    let last = bytes.last().is_some_and(|&b| b != b' ' && is_space(b));
    if !last && !bytes.iter().zip(bytes.iter().skip(1)).fold(false, |found, two| found | is_odd(two)) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    while from < bytes.len() {
        let space = bytes[from..].iter().position(|&b| is_space(b)).map_or(bytes.len(), |i| from + i);
        out.push_str(&text[from..space]);
        if space == bytes.len() {
            break;
        }
        from = bytes[space..].iter().position(|&b| !is_space(b)).map_or(bytes.len(), |i| space + i);
        let [before, after] = [out.chars().next_back(), text[from..].chars().next()].map(|c| c.unwrap_or(' '));
        if !(is_closed_up(before, after) && has_line_end(&text[space..from])) {
            out.push(' ');
        }
    }
    out
}
