//! XML, token by token, with positions, and with every rule of well-formedness that `quick-xml` leaves to its user.
//!
//! The scanner goes on after an error wherever it can tell where the next tag begins, so that one run reports many of
//! them. It holds no call stack: depth costs a vector's entry.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::events::Event;
use quick_xml::reader::Reader;

use self::expansion::Expansion;
use super::entity::{Entities, Replacement};
use super::tag::{self, Attribute, Bindings, is_name_start};

/// After so many bytes that had to be read again because a tag did not end where it should, the rest is not read.
const MAX_REREAD: usize = 256 << 20;

/// After so many errors the rest of the file is not read.
pub(super) const MAX_PROBLEMS: usize = 100;

mod expansion;
mod faults;
mod problem;
mod tags;

pub(super) use self::problem::Problem;

/// A piece of a file.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'a> {
    /// A start tag; its attributes are in [`Scanner::attributes`] until the next token is read.
    Start {
        /// The name without a prefix.
        local: &'a str,
        /// Whether it belongs to a namespace that is neither TEI's nor the root element's.
        foreign: bool,
        /// Where `<` stands.
        at: usize,
    },
    /// The end of the innermost element, also of an empty one.
    End,
    /// Characters; each reference is a token of its own.
    Text {
        /// The characters.
        text: Cow<'a, str>,
        /// Where they begin.
        at: usize,
    },
}

/// What the text is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// A whole file.
    Document,
    /// The text of a message.
    Fragment,
    /// The text of an entity.
    Entity,
}

/// An element that was not closed yet.
struct Open<'a> {
    name: &'a str,
    at: usize,
}

/// Reads tokens.
pub(super) struct Scanner<'a> {
    /// The attributes of the last start tag, without namespace declarations.
    pub(super) attributes: Vec<Attribute<'a>>,
    /// What was ill-formed so far.
    pub(super) problems: Vec<Problem>,
    /// What stands in other files and is left out.
    pub(super) unfetched: Vec<Problem>,
    text: &'a str,
    mode: Mode,
    reader: Reader<&'a [u8]>,
    /// Where `reader` began.
    base: usize,
    open: Vec<Open<'a>>,
    /// How many end tokens are still to be given out.
    closing: usize,
    done: bool,
    /// Whether the text was read to its end.
    pub(super) is_whole: bool,
    /// Whether references stand for so much that no file that they are in is read on.
    exhausted: bool,
    /// How many bytes were read again.
    reread: usize,
    /// Name and place of the first root element.
    root: Option<Open<'a>>,
    /// Whether text outside the root was reported already.
    stray: bool,
    doctype: bool,
    bindings: Bindings<'a>,
    entities: &'a Entities,
    /// The entity whose text is being read.
    expansion: Option<Box<Expansion<'a>>>,
    /// The entities that this is the text of, outermost first, and how many elements are open around them.
    within: Vec<&'a str>,
    outer: usize,
}

/// The beginning of a tag, `<name`, as the place of an element.
pub(super) fn tag_span(text: &str, at: usize) -> Range<usize> {
    let rest = text.get(at + 1..).unwrap_or_default();
    let name = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/' | '<')).unwrap_or(rest.len());
    at..(at + 1 + name).min(text.len())
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str, mode: Mode, entities: &'a Entities) -> Scanner<'a> {
        let (reader, base) = reader(text);
        let mut scanner = Scanner {
            attributes: Vec::new(),
            problems: Vec::new(),
            unfetched: Vec::new(),
            text,
            mode,
            reader,
            base,
            open: Vec::new(),
            closing: 0,
            done: false,
            is_whole: false,
            exhausted: false,
            reread: 0,
            root: None,
            stray: false,
            doctype: false,
            bindings: Bindings::default(),
            entities,
            expansion: None,
            within: Vec::new(),
            outer: 0,
        };
        scanner.check_characters();
        scanner
    }

    /// The next token, or none at the end.
    pub(super) fn next(&mut self) -> Option<Token<'a>> {
        loop {
            if self.expansion.is_some()
                && let Some(token) = self.expanded()
            {
                return Some(token);
            }
            if self.closing > 0 {
                self.closing -= 1;
                self.bindings.leave();
                return Some(Token::End);
            }
            if (self.problems.len() >= MAX_PROBLEMS || self.reread > MAX_REREAD) && !self.done {
                self.done = true;
                let at = self.position();
                self.problems.push(
                    Problem::new(at..at, "there are too many errors; the file was not read beyond here")
                        .help("mend the first ones and run again"),
                );
            }
            if self.done {
                return None;
            }
            if let Some(token) = self.step() {
                return Some(token);
            }
        }
    }

    fn position(&self) -> usize {
        self.base + usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX - self.base)
    }

    /// Reads on from `at`.
    fn restart(&mut self, at: usize) {
        self.reread += self.position().saturating_sub(at);
        let (reader, mark) = reader(&self.text[at..]);
        self.reader = reader;
        self.base = at + mark;
    }

    /// Reports what makes reading on pointless.
    fn stop(&mut self, problem: Problem) {
        self.problems.push(problem);
        self.done = true;
    }

    fn step(&mut self) -> Option<Token<'a>> {
        let start = self.position();
        if self.is_bare_less(start) {
            return self.bare_less(start);
        }
        let event = self.reader.read_event();
        let end = self.position();
        match event {
            Ok(Event::Text(_)) => self.text(start, end, false),
            Ok(Event::CData(_)) => self.text(start + 9, end - 3, true),
            Ok(Event::GeneralRef(_)) => self.reference(start, end),
            Ok(Event::Start(_) | Event::Empty(_)) => self.start_tag(start, end),
            Ok(Event::End(_)) => self.end_tag(start, end),
            Ok(Event::Comment(_)) => {
                let content = &self.text[start + 4..end - 3];
                let dashes = content.find("--").or_else(|| content.ends_with('-').then(|| content.len() - 1));
                if let Some(dashes) = dashes {
                    let at = start + 4 + dashes;
                    self.problems.push(
                        Problem::new(at..at + 2, "a comment holds “--”")
                            .help("XML allows “--” only at a comment’s end; write a dash or one hyphen"),
                    );
                }
                None
            }
            Ok(Event::PI(_)) => {
                let target = &self.text[start + 2..end - 2];
                let target = target.split(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default();
                if self.mode == Mode::Fragment {
                    let message = "a message cannot hold a processing instruction";
                    self.problems.push(Problem::new(start..end, message).help("delete it"));
                } else if target.eq_ignore_ascii_case("xml") || !tag::is_name(target) {
                    let message = format!("“{target}” cannot be the name of a processing instruction");
                    self.problems.push(Problem::new(start..end, message).help(tag::NAMES));
                }
                None
            }
            Ok(Event::Decl(decl)) => {
                let first = self.text.len() - self.text.trim_start_matches('\u{FEFF}').len();
                if self.mode != Mode::Document || start != first {
                    self.problems.push(
                        Problem::new(start..end, "the XML declaration is not at the very beginning")
                            .help("move it to the beginning of the file, with nothing before it, or delete it"),
                    );
                } else if decl.xml_version().is_err() {
                    self.problems.push(
                        Problem::new(start..end, "the XML declaration gives no version that exists")
                            .help("write <?xml version=\"1.0\" encoding=\"UTF-8\"?>"),
                    );
                }
                None
            }
            Ok(Event::DocType(_)) => {
                self.doctype(start);
                None
            }
            Ok(Event::Eof) => {
                self.finish();
                None
            }
            Err(error) => self.broken(start, &error),
        }
    }

    fn is_outside(&self) -> bool {
        self.mode == Mode::Document && self.open.is_empty()
    }

    fn text(&mut self, start: usize, end: usize, cdata: bool) -> Option<Token<'a>> {
        let text = &self.text[start..end];
        if self.is_outside() {
            if cdata {
                self.outside(start - 9, end + 3);
            } else {
                self.outside(start, end);
            }
            return None;
        }
        if text.is_empty() {
            return None;
        }
        if !cdata {
            if text.starts_with('&') {
                let help = "write &amp; where “&” itself is meant";
                self.problems.push(Problem::new(start..start + 1, "“&” stands alone").help(help));
            }
            if text.as_bytes().contains(&b']')
                && let Some(at) = text.find("]]>")
            {
                let span = start + at..start + at + 3;
                self.problems.push(Problem::new(span, "“]]>” stands in the text").help("write ]]&gt;"));
            }
        }
        Some(Token::Text { text: Cow::Borrowed(text), at: start })
    }

    fn reference(&mut self, start: usize, end: usize) -> Option<Token<'a>> {
        if self.is_outside() {
            self.outside(start, end);
            return None;
        }
        match self.entities.resolve(&self.text[start + 1..end - 1], start..end, self.mode) {
            Ok(Replacement::Text(text)) => Some(Token::Text { text, at: start }),
            Ok(Replacement::Content(entity, text)) => {
                self.expand(entity, text, start..end);
                None
            }
            Ok(Replacement::Unfetched(problem)) => {
                self.leave_out(problem);
                None
            }
            Err(problem) => {
                self.exhausted |= problem.fatal;
                self.done |= problem.fatal;
                let resume = problem.resume;
                self.problems.push(problem.problem);
                // What quick-xml took for a reference may be a “&” that stands alone and a “;” further on.
                if let Some(resume) = resume {
                    self.restart(start + resume);
                    return Some(Token::Text { text: Cow::Borrowed(&self.text[start..start + resume]), at: start });
                }
                None
            }
        }
    }

    /// Whether a “<” begins no markup.
    fn is_bare_less(&self, at: usize) -> bool {
        let begins = |c: char| is_name_start(c) || matches!(c, '/' | '!' | '?');
        self.text.as_bytes().get(at) == Some(&b'<') && !self.text[at + 1..].starts_with(begins)
    }

    fn bare_less(&mut self, at: usize) -> Option<Token<'a>> {
        let help = "write &lt; where “<” itself is meant";
        self.problems.push(Problem::new(at..at + 1, "“<” stands alone").help(help));
        self.restart(at + 1);
        let text = Cow::Borrowed(&self.text[at..=at]);
        (!self.is_outside()).then_some(Token::Text { text, at })
    }
}

/// A reader, and where it begins: quick-xml takes a byte order mark away without counting it.
pub(super) fn reader(text: &str) -> (Reader<&[u8]>, usize) {
    let content = text.trim_start_matches('\u{FEFF}');
    let mut reader = Reader::from_str(content);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    (reader, text.len() - content.len())
}
