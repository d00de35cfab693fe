//! What is ill-formed outside tags: before and after the root element, at the end, and where nothing can be read.

use quick_xml::errors::{Error, SyntaxError};

use super::{Mode, Problem, Scanner, Token, is_name_start, tag_span};
use crate::tei::units::times;

/// How many end tags are named that are missing at the end.
const TAGS: usize = 8;

/// How long what is left of a tag or a reference may be at the end of a file that breaks off in it.
const LONGEST_REST: usize = 100;

/// How many bytes are looked through at once for what cannot stand in XML.
const BLOCK: usize = 4096;

fn is_end_of_rest(c: char) -> bool {
    c.is_ascii_whitespace() || matches!(c, '<' | '>' | ';')
}

impl<'a> Scanner<'a> {
    /// A token that stands for nothing but white space outside the root element.
    pub(super) fn outside(&mut self, start: usize, end: usize) {
        let text = &self.text[start..end];
        if self.stray || text.bytes().all(|b| b.is_ascii_whitespace()) {
            return;
        }
        self.stray = true;
        // Where no text is, but what cannot stand in XML, that is told.
        if text.bytes().all(|b| b <= b' ') {
            return;
        }
        let at = start + (text.len() - text.trim_ascii_start().len());
        let end = start + text.trim_ascii_end().len();
        let problem = match &self.root {
            None => Problem::new(at..end, "there is text before the root element"),
            Some(root) => Problem::new(at..end, "there is text after the end of the root element")
                .related(tag_span(self.text, root.at), format!("the root element “{}” is here", root.name)),
        };
        self.problems.push(problem.help("move it into an element, or delete it"));
    }

    pub(super) fn doctype(&mut self, start: usize) {
        let problem = if self.mode != Mode::Document {
            Some("a DOCTYPE cannot stand here")
        } else if self.doctype {
            Some("there is a second DOCTYPE")
        } else if self.root.is_some() {
            Some("the DOCTYPE stands after the beginning of the root element")
        } else if !self.text[start..].starts_with("<!DOCTYPE") {
            Some("DOCTYPE is written in capitals")
        } else {
            None
        };
        self.doctype = true;
        match problem {
            Some(message) => {
                let help = "a file has one <!DOCTYPE …>, before its root element, or none";
                self.problems.push(Problem::new(start..start + 9, message).help(help));
            }
            None => self.problems.extend(self.entities.problems.iter().cloned()),
        }
    }

    /// What quick-xml cannot read.
    pub(super) fn broken(&mut self, start: usize, error: &Error) -> Option<Token<'a>> {
        let Error::Syntax(syntax) = error else {
            let message = format!("the file cannot be read here: {error}");
            self.stop(Problem::new(start..start, message));
            return None;
        };
        let at_tag = start..(start + 1).min(self.text.len());
        let (what, end) = match syntax {
            SyntaxError::UnclosedComment => ("this comment", "-->"),
            SyntaxError::UnclosedCData => ("this CDATA section", "]]>"),
            SyntaxError::UnclosedDoctype => ("the DOCTYPE", ">"),
            SyntaxError::UnclosedPI => ("this processing instruction", "?>"),
            SyntaxError::UnclosedXmlDecl => ("the XML declaration", "?>"),
            SyntaxError::InvalidBangMarkup => {
                self.stop(
                    Problem::new(at_tag, "“<!” begins neither a comment nor a CDATA section nor the DOCTYPE")
                        .help("write <!-- … --> for a comment, &lt; where “<” itself is meant"),
                );
                return None;
            }
            _ => {
                let before = self.problems.len();
                if self.text[start + 1..].starts_with(is_name_start) {
                    // The tag's own reader knows what is wrong, and where the next tag begins.
                    let token = self.start_tag(start, self.text.len());
                    if self.position() < self.text.len() && self.problems.len() > before {
                        return token;
                    }
                    self.done = true;
                    if self.problems.len() > before {
                        return None;
                    }
                }
                ("this tag", ">")
            }
        };
        let problem = Problem::new(at_tag, format!("{what} is not closed before the end"));
        self.stop(problem.help(format!("write {end} where it ends")));
        None
    }

    pub(super) fn finish(&mut self) {
        self.done = true;
        self.is_whole = true;
        let end = self.text.trim_ascii_end().len();
        if self.mode == Mode::Document && self.root.is_none() {
            if self.problems.is_empty() {
                self.problems.push(
                    Problem::new(0..0, "there is no root element; the file holds no XML")
                        .help("a TEI file begins with <TEI xmlns=\"http://www.tei-c.org/ns/1.0\">"),
                );
            }
            return;
        }
        let Some(innermost) = self.open.last() else { return };
        // What breaks off in the middle of a reference or a tag is wrong for that reason alone.
        let breaks_off = |problem: &Problem| {
            let rest = self.text.get(problem.span.start..end).unwrap_or_default();
            rest.len() <= LONGEST_REST && rest.starts_with(['<', '&']) && !rest[1..].contains(is_end_of_rest)
        };
        if self.problems.last().is_some_and(breaks_off) {
            self.problems.pop();
        }
        // The innermost one is the one that was forgotten; the others only may have been.
        let name = innermost.name;
        let (message, help) = if self.mode == Mode::Document {
            let message = match self.open.len() {
                1 => format!("the file ends before “{name}” is closed"),
                2 => format!("the file ends before “{name}” and the element around it are closed"),
                count => format!("the file ends before “{name}” and the {} elements around it are closed", count - 1),
            };
            let tags: String = self.open.iter().rev().take(TAGS).map(|open| format!("</{}>", open.name)).collect();
            let more = if self.open.len() > TAGS { "…" } else { "" };
            (message, format!("see whether the file is whole; if it is, write {tags}{more} where they belong"))
        } else {
            (format!("“{name}” is not closed before the end"), format!("write </{name}> where it ends"))
        };
        self.problems.push(
            Problem::new(end..end, message)
                .related(tag_span(self.text, innermost.at), format!("“{name}” starts here"))
                .help(help),
        );
    }

    /// Characters that XML does not know stand nowhere, not even in comments.
    pub(super) fn check_characters(&mut self) {
        let bad = |b: u8| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r');
        // Many bytes at once: nearly all files have none.
        let has_bad = |block: &[u8]| block.iter().fold(false, |found, &b| found | bad(b));
        if self.text.as_bytes().chunks(BLOCK).any(has_bad) {
            // The first place of each, and how often it stands there: there may be a million of one.
            let mut found: Vec<(usize, u8, usize)> = Vec::new();
            for (at, byte) in self.text.bytes().enumerate().filter(|&(_, b)| bad(b)) {
                match found.iter_mut().find(|(_, other, _)| *other == byte) {
                    Some((.., count)) => *count += 1,
                    None => found.push((at, byte, 1)),
                }
            }
            for (at, byte, count) in found {
                let often = if count > 1 { format!("; it occurs {}", times(count)) } else { String::new() };
                let message = format!("the control character U+{byte:04X} cannot stand in XML{often}");
                let help = "delete it; an editor may show it as a box or not at all";
                self.problems.push(Problem::new(at..at + 1, message).help(help));
            }
        }
        for bad in ['\u{FFFE}', '\u{FFFF}'] {
            if let Some(at) = self.text.find(bad) {
                let message = format!("U+{:04X} is no character and cannot stand in XML", u32::from(bad));
                self.problems.push(Problem::new(at..at + 3, message).help("delete it"));
            }
        }
    }
}
